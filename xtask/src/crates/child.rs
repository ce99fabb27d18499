//! Programs that may crash or hang.

use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use bindery_cli::Failure;

/// The interval between two checks for the end of a child.
const PAUSE: Duration = Duration::from_millis(5);

/// The result of a child.
#[derive(Debug)]
pub(crate) struct Ended {
    /// `None` if it was stopped at the time limit.
    pub(crate) status: Option<ExitStatus>,
    /// The contents of standard output and standard error.
    pub(crate) output: Vec<u8>,
    errors: Vec<u8>,
}

impl Ended {
    /// The first line that it printed on standard error.
    pub(crate) fn said(&self) -> String {
        let errors = String::from_utf8_lossy(&self.errors);
        errors.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("nothing was said").to_owned()
    }
}

/// Runs a child until it ends, or until the time limit.
pub(crate) fn run(command: &mut Command, limit: Duration) -> Result<Ended, Failure> {
    let program = command.get_program().to_owned();
    let failed = |error| Failure::disk("run", Path::new(&program), &error);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(failed)?;
    let (output, errors) = (drain(child.stdout.take()), drain(child.stderr.take()));
    let status = wait(&mut child, limit).map_err(failed)?;
    Ok(Ended { status, output: output.join().unwrap_or_default(), errors: errors.join().unwrap_or_default() })
}

/// Reads a stream to its end in a thread, while the child writes to it.
fn drain(stream: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // After an error the output so far is used.
        let _ = stream.map(|mut stream| stream.read_to_end(&mut bytes));
        bytes
    })
}

fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    while start.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(PAUSE);
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_child_that_does_not_end_is_ended() {
        let ended = run(Command::new("sleep").arg("60"), Duration::from_millis(20)).expect("it runs");
        assert_eq!(ended.status, None);
    }

    #[test]
    fn the_output_of_a_child_is_kept() {
        let ended = run(Command::new("sh").args(["-c", "echo a; echo; echo b >&2; exit 3"]), Duration::from_secs(60));
        let ended = ended.expect("it runs");
        assert_eq!((ended.output.as_slice(), ended.said().as_str()), (&b"a\n\n"[..], "b"));
        assert_eq!(ended.status.and_then(|status| status.code()), Some(3));
    }
}
