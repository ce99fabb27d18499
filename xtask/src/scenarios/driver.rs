//! The drivers of a suite: they are compiled together, and each runs the requests of its crate.

use std::io::{Seek, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use bindery_cli::Failure;

use super::code::{self, Step, Way};
use super::generate::{self, Generated, RUNTIME};
use super::request::{from_hex, hex};
use super::verdict::Tried;
use crate::crates::{Crates, Driver, Progress, child};
use crate::workspace::Workspace;

/// The features that drivers need: the formats and the client, without TLS.
const FEATURES: &str = "json,xml,form,http,client-no-tls,blocking";

/// The time limit of a driver for all its requests.
const TIME_LIMIT: Duration = Duration::from_secs(120);

/// The driver of a crate, and the request of each of its steps.
#[derive(Debug)]
pub(super) struct Built {
    package: String,
    executable: PathBuf,
    steps: Vec<(usize, Way)>,
}

/// The result of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) status: u16,
    /// A line for each header.
    pub(super) headers: String,
    pub(super) body: Vec<u8>,
    /// The error of the operation's own type of the response, or empty.
    pub(super) typed: String,
    /// The body as it was read and written; `None` if it was not read.
    pub(super) read: Option<Result<Vec<u8>, String>>,
    /// The number of objects in it with unknown members.
    pub(super) unknown: usize,
}

/// Writes the crates with their drivers, and compiles them.
pub(super) fn build(
    out: &Path,
    workspace: &Workspace,
    generated: &[Generated],
    tried: &mut [Tried],
    progress: &Progress,
) -> Result<Vec<Built>, Failure> {
    let mut crates = Crates::at(out, workspace)?;
    crates.add(RUNTIME, &generate::runtime(), None)?;
    let mut drivers = write(&mut crates, generated, tried)?;
    progress.begin("compile", crates.len());
    let mut compiled = crates.build_drivers(FEATURES, progress)?;
    drivers.retain_mut(|driver| {
        let compiled = compiled.remove(&driver.package).unwrap_or_default();
        if let Some(executable) = compiled.executable {
            driver.executable = executable;
            return true;
        }
        let error = compiled.errors.first().map_or("its driver was not built", String::as_str);
        for (at, _) in &driver.steps {
            if let Some(tried) = tried.get_mut(*at) {
                tried.not_compiled(error);
            }
        }
        false
    });
    Ok(drivers)
}

/// Writes the crates that have a request, with their drivers.
fn write(crates: &mut Crates, generated: &[Generated], tried: &[Tried]) -> Result<Vec<Built>, Failure> {
    let mut drivers = Vec::new();
    for (index, Generated { package, files, .. }) in generated.iter().enumerate() {
        let steps = steps(index, tried);
        if steps.is_empty() {
            continue;
        }
        let of = |(at, way): &(usize, Way)| Some(Step { plan: tried.get(*at)?.plan.as_ref().ok()?, way: *way });
        let text = code::text(package, &steps.iter().filter_map(of).collect::<Vec<_>>());
        crates.add(package, files, Some(&Driver { suffix: "scenarios", text }))?;
        drivers.push(Built { package: package.clone(), executable: PathBuf::new(), steps });
    }
    Ok(drivers)
}

/// The steps of a crate: those of its plans, each in the ways that it has.
fn steps(of_crate: usize, tried: &[Tried]) -> Vec<(usize, Way)> {
    let plans = tried.iter().enumerate().filter_map(|(at, tried)| Some((at, tried.plan.as_ref().ok()?)));
    let plans = plans.filter(|(_, plan)| plan.of_crate == of_crate);
    let steps = plans.flat_map(|(at, plan)| {
        let has_built = plan.body.as_ref().is_some_and(|body| matches!(body.built, Some(Ok(_))));
        [Some(Way::Read), has_built.then_some(Way::Built)].into_iter().flatten().map(move |way| (at, way))
    });
    steps.collect()
}

/// Runs the drivers against a server, and hands the replies to the requests.
pub(super) fn run(drivers: &[Built], tried: &mut [Tried], url: &str, progress: &Progress) -> Result<(), Failure> {
    progress.begin("send", drivers.len());
    for driver in drivers {
        let replies = run_one(driver, tried, url)?;
        for ((at, way), reply) in driver.steps.iter().zip(replies) {
            if let Some(tried) = tried.get_mut(*at) {
                tried.take(*way, &reply, url);
            }
        }
        progress.step(&driver.package);
    }
    Ok(())
}

fn run_one(driver: &Built, tried: &[Tried], url: &str) -> Result<Vec<Result<Reply, String>>, Failure> {
    let words = |at: usize| tried.get(at).and_then(|tried| tried.plan.as_ref().ok()).map(|plan| plan.values.words());
    let lines = driver.steps.iter().enumerate().map(|(index, (at, _))| {
        let values =
            words(*at).into_iter().flatten().map(|word| if word.is_empty() { String::from("-") } else { word });
        let values: String = values.map(|word| format!(" {word}")).collect();
        format!("{index} {}{values}\n", hex(url.as_bytes()))
    });
    let lines: String = lines.collect();
    let input = tempfile::tempfile().and_then(|mut file| {
        file.write_all(lines.as_bytes())?;
        file.rewind()?;
        Ok(file)
    });
    let input = input.map_err(|error| Failure::disk("write", Path::new("the requests"), &error))?;
    let ended = child::run(Command::new(&driver.executable).stdin(Stdio::from(input)), TIME_LIMIT)?;
    let mut replies: Vec<_> = String::from_utf8_lossy(&ended.output).lines().map(reply).collect();
    let end = match ended.status {
        None => String::from("the driver did not end in time"),
        Some(status) => format!("the driver ended with {status}: {}", ended.said()),
    };
    replies.resize(driver.steps.len(), Err(end));
    Ok(replies)
}

/// Reads a line of a driver.
fn reply(line: &str) -> Result<Reply, String> {
    let mut words = line.split(' ');
    let unreadable = || format!("the driver wrote `{line}`");
    let mut word = || words.next().ok_or_else(unreadable);
    let bytes = |word: &str| from_hex(if word == "-" { "" } else { word }).ok_or_else(unreadable);
    let text = |word: &str| bytes(word).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if word()? == "error" {
        return Err(text(word()?)?);
    }
    let status = word()?.parse().map_err(|_| unreadable())?;
    let (headers, body, typed) = (text(word()?)?, bytes(word()?)?, text(word()?)?);
    let (kind, content) = (word()?, word()?);
    let read = match kind {
        "text" => Some(Ok(bytes(content)?)),
        "error" => Some(Err(text(content)?)),
        _ => None,
    };
    let unknown = word()?.parse().map_err(|_| unreadable())?;
    Ok(Reply { status, headers, body, typed, read, unknown })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_driver_are_read() {
        let read = Some(Ok(b"{}".to_vec()));
        let expected = Reply { status: 200, headers: String::from("a: b"), read, unknown: 2, ..Reply::default() };
        assert_eq!(reply("ok 200 613a2062 - - text 7b7d 2"), Ok(expected));
        assert_eq!(reply("ok 204 - - - nothing - 0"), Ok(Reply { status: 204, ..Reply::default() }));
        assert_eq!(reply("error 6e6f"), Err(String::from("no")));
        assert_eq!(reply("ok 200"), Err(String::from("the driver wrote `ok 200`")));
    }
}
