//! Runs cargo, as a developer would in the project's folder, and shows each command.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use bindery_cli::{exit, report};

use super::tests_run::Stream;

/// The folder and the cargo of commands.
#[derive(Debug)]
pub(super) struct Shell {
    root: PathBuf,
    cargo: OsString,
}

impl Shell {
    /// Commands in the folder `root`, with the cargo that runs this command, if one does.
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf(), cargo: env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")) }
    }

    /// A folder of the project.
    pub(super) fn folder(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Runs cargo with these arguments and variables. The result has no note; the error is the exit code.
    pub(super) fn cargo(&self, words: &[&str], variables: &[(&str, &str)]) -> Result<String, u8> {
        show(words, variables);
        let mut command = self.command(words);
        command.envs(variables.iter().copied());
        verdict(command.status()).map(|()| String::new())
    }

    /// Runs cargo with these arguments and variables, shows its output on `stream` line by line, and adds up what
    /// `count` finds in the lines.
    pub(super) fn cargo_counting(
        &self,
        words: &[&str],
        variables: &[(&str, &str)],
        stream: Stream,
        count: fn(&str) -> usize,
    ) -> Result<usize, u8> {
        show(words, variables);
        let mut command = self.command(words);
        command.envs(variables.iter().copied());
        match stream {
            Stream::Stdout => command.stdout(Stdio::piped()),
            Stream::Stderr => command.stderr(Stdio::piped()),
        };
        let mut child = command.spawn().map_err(|error| not_run(&error))?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let total = match stream {
            Stream::Stdout => stdout.map(|lines| pass_on(lines, io::stdout(), count)),
            Stream::Stderr => stderr.map(|lines| pass_on(lines, io::stderr(), count)),
        };
        verdict(child.wait())?;
        Ok(total.unwrap_or_default())
    }

    /// Runs cargo and returns its standard output.
    pub(super) fn cargo_output(&self, words: &[&str]) -> Result<String, u8> {
        show(words, &[]);
        let mut command = self.command(words);
        command.stderr(Stdio::inherit());
        let output = command.output().map_err(|error| not_run(&error))?;
        verdict(Ok(output.status))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs cargo, which has to fail, and returns its messages.
    pub(super) fn cargo_refusal(&self, words: &[&str], variables: &[(&str, &str)]) -> Result<String, u8> {
        show(words, variables);
        let mut command = self.command(words);
        command.envs(variables.iter().copied()).env("CARGO_TERM_COLOR", "never");
        let output = command.output().map_err(|error| not_run(&error))?;
        if output.status.success() {
            Err(exit::INTERNAL)
        } else {
            Ok(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    /// Runs the cargo of the nightly toolchain, and returns its messages, as the error if it fails. `None` if there is
    /// no such toolchain.
    pub(super) fn nightly(&self, words: &[&str]) -> Option<Result<String, String>> {
        let run = |words: &[&str]| {
            let mut command = Command::new("rustup");
            command.args(["run", "nightly", "cargo"]).args(words).current_dir(&self.root).output().ok()
        };
        run(&["--version"]).filter(|output| output.status.success())?;
        show(&[&["+nightly"], words].concat(), &[]);
        let output = run(words)?;
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        Some(if output.status.success() { Ok(messages) } else { Err(messages) })
    }

    /// Runs git in the project, and returns its output without the end of the line; `None` if it fails.
    pub(super) fn git(&self, words: &[&str]) -> Option<String> {
        let output = Command::new("git").args(words).current_dir(&self.root).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
    }

    /// Unpacks an archive of a package into a folder.
    pub(super) fn unpack(&self, archive: &Path, folder: &Path) -> Result<(), u8> {
        let mut command = Command::new("tar");
        command.arg("xzf").arg(archive).arg("-C").arg(folder).current_dir(&self.root);
        match command.status() {
            Ok(status) => verdict(Ok(status)),
            Err(error) => Err(self.failed(Path::new("tar"), &error)),
        }
    }

    /// Reports that a file or folder could not be written; the exit code.
    pub(super) fn failed(&self, path: &Path, error: &io::Error) -> u8 {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        report::to_stderr(&format!("error: {}: {error}\n", path.display()));
        exit::INTERNAL
    }

    /// Returns `true` if cargo has a subcommand.
    pub(super) fn has_cargo(&self, subcommand: &str) -> bool {
        self.command(&[subcommand, "--version"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.cargo);
        command.args(words).current_dir(&self.root);
        command
    }
}

/// Returns `true` if TLS by the system's library can be built: on Linux this needs the headers of OpenSSL.
pub(super) fn has_native_tls() -> bool {
    let mut command = Command::new("pkg-config");
    command.args(["--exists", "openssl"]).stdout(Stdio::null()).stderr(Stdio::null());
    !cfg!(target_os = "linux") || command.status().is_ok_and(|status| status.success())
}

/// Shows a command as one would type it.
fn show(words: &[&str], variables: &[(&str, &str)]) {
    let variables = variables.iter().map(|(name, value)| format!("{name}='{value}'"));
    let words = words.iter().map(|word| if word.is_empty() { "''" } else { word }).map(str::to_owned);
    let command: Vec<_> = variables.chain([String::from("cargo")]).chain(words).collect();
    report::to_stdout(&format!("$ {}\n", command.join(" ")));
}

/// Passes on the lines that a child prints, and adds up what `count` finds in them.
fn pass_on(lines: impl Read, mut to: impl Write, count: fn(&str) -> usize) -> usize {
    BufReader::new(lines)
        .split(b'\n')
        .map_while(Result::ok)
        .map(|line| {
            report::verbatim(&mut to, &[&line[..], b"\n"].concat());
            count(&String::from_utf8_lossy(&line))
        })
        .sum()
}

/// The exit code of a failure; that of an internal one for a child that ended without any.
fn verdict(status: io::Result<ExitStatus>) -> Result<(), u8> {
    let status = status.map_err(|error| not_run(&error))?;
    if status.success() {
        return Ok(());
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Err(code.unwrap_or(exit::INTERNAL))
}

/// Reports that cargo could not be started; the exit code.
fn not_run(error: &io::Error) -> u8 {
    report::to_stderr(&format!("error: cannot run cargo: {error}\n  help: run this as `cargo xtask ci`\n"));
    exit::INTERNAL
}
