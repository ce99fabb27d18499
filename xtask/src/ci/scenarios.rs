//! A part of a conformance suite, where npm is installed: what it has of media types, paging, multipart and XML.

use std::process::{Command, Stdio};

use bindery_cli::exit;

use crate::cli::{OpenApi, ScenariosArgs, Suite};
use crate::scenarios;

/// The names of the scenarios contain this.
const ONLY: &str = "Payload";

/// Runs the step.
pub(super) fn run() -> Result<String, u8> {
    let mut npm = Command::new("npm");
    npm.args(["ping", "--fetch-retries=0"]).stdout(Stdio::null()).stderr(Stdio::null());
    if !npm.status().is_ok_and(|status| status.success()) {
        return Ok(String::from("skipped: npm is missing, or does not reach its registry"));
    }
    let args = ScenariosArgs {
        suite: Suite::TypeSpec,
        openapi: OpenApi::V3_1,
        only: Some(ONLY.to_owned()),
        install: None,
        out: None,
        update: false,
        json: false,
    };
    match scenarios::run(&args) {
        exit::SUCCESS => Ok(format!("those with `{ONLY}` in their names")),
        code => Err(code),
    }
}
