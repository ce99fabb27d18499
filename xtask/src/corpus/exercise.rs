//! The payloads of one description: their types and their results.

use bindery::Code;
use bindery_cli::Failure;

use super::contract::Contract;
use super::driver::{self, DriverResponse, Task};
use super::folder::Description;
use super::make::{Diagnostic, Made, State};
use super::payload::{Body, Conformity, Operation, Payload, PayloadLocation};
use super::verdict::Verdict;
use crate::crates::Compiled;
use crate::record::RustType;

/// A payload and its result.
#[derive(Clone, Debug)]
pub(super) struct Tried {
    pub(super) payload: Payload,
    pub(super) verdict: Verdict,
    /// The number of its objects with unknown members. An object of another type also comes back unchanged, since its
    /// members are kept as unknown ones.
    pub(super) unknown: u64,
}

/// The payloads of a description, and the tasks for the driver of its crate.
#[derive(Debug)]
pub(super) struct Exercise {
    package: String,
    types: Vec<RustType>,
    tried: Vec<Tried>,
    tasks: Vec<Task>,
    /// The index of the payload of each task.
    owners: Vec<usize>,
}

impl Exercise {
    /// Finds the types of all payloads of a description.
    pub(super) fn new(description: &Description, made: &Made, payloads: &[Payload]) -> Self {
        let contract = Contract::parse(made.files.get("contract.json").map_or("", String::as_str));
        let package = description.package.clone();
        let mut exercise =
            Self { package, types: Vec::new(), tried: Vec::new(), tasks: Vec::new(), owners: Vec::new() };
        for payload in payloads.iter().filter(|payload| payload.description == description.name) {
            let verdict = exercise.plan(payload, made, contract.as_ref());
            exercise.tried.push(Tried { payload: payload.clone(), verdict, unknown: 0 });
        }
        exercise
    }

    /// Adds the tasks of the next payload, and returns its verdict so far.
    fn plan(&mut self, payload: &Payload, made: &Made, contract: Result<&Contract, &String>) -> Verdict {
        let Some((way, text)) = payload.body.task() else {
            return Verdict::NotXml(not_xml(&payload.body));
        };
        if made.state != State::Generated {
            return Verdict::NotRun(String::from("there is no crate"));
        }
        let contract = match contract {
            Ok(contract) => contract,
            Err(why) => return Verdict::NotRun(why.clone()),
        };
        let mut reason = String::from("there is no schema");
        let count = self.tasks.len();
        for location in &payload.locations {
            match contract.body(location) {
                Ok(ty) => {
                    let ty = self.index(ty);
                    self.tasks.push(Task { ty, way, text: text.clone() });
                    self.owners.push(self.tried.len());
                }
                Err(why) => reason = explained(&why, location, &made.diagnostics),
            }
        }
        if self.tasks.len() > count {
            Verdict::NotRun(String::from("it was not compiled"))
        } else {
            Verdict::Unsupported(reason)
        }
    }

    fn index(&mut self, ty: RustType) -> usize {
        if let Some(index) = self.types.iter().position(|known| *known == ty) {
            return index;
        }
        self.types.push(ty);
        self.types.len() - 1
    }

    /// The source text of the driver; `None` if it has no tasks.
    pub(super) fn driver(&self) -> Option<String> {
        (!self.tasks.is_empty()).then(|| driver::text(&self.package, &self.types))
    }

    /// Runs the compiled driver.
    pub(super) fn run(&mut self, built: &Compiled) -> Result<(), Failure> {
        let Some(executable) = built.executable.as_ref().filter(|_| !self.tasks.is_empty()) else {
            let error = built.errors.first().map_or("the driver was not built", String::as_str);
            for owner in &self.owners {
                if let Some(tried) = self.tried.get_mut(*owner) {
                    tried.verdict = Verdict::NotRun(error.to_owned());
                }
            }
            return Ok(());
        };
        for (owner, response) in self.owners.iter().zip(driver::run(executable, &self.tasks)?) {
            if let Some(tried) = self.tried.get_mut(*owner) {
                tried.take(response);
            }
        }
        Ok(())
    }

    /// The result of every payload.
    pub(super) fn into_tried(self) -> Vec<Tried> {
        self.tried
    }
}

impl Tried {
    /// Takes a response. Of several locations, the first one with an equal payload counts, or else the first one.
    fn take(&mut self, response: DriverResponse) {
        let is_first = matches!(self.verdict, Verdict::NotRun(_));
        let (verdict, unknown) = self.payload.body.classify(response);
        if is_first || verdict == Verdict::Equal && self.verdict != Verdict::Equal {
            (self.verdict, self.unknown) = (verdict, unknown);
        }
    }

    /// Returns `true` if the payload conforms to its description.
    pub(super) fn conforms(&self) -> bool {
        self.payload.conformity == Conformity::Conforms
    }

    /// Returns `true` if the payload is written as XML.
    pub(super) fn is_xml(&self) -> bool {
        match self.payload.body {
            Body::Json(_) => false,
            Body::Data(_) | Body::Xml(_) | Body::NotXml(_) => true,
        }
    }
}

fn not_xml(body: &Body) -> String {
    match body {
        Body::NotXml(reason) => reason.clone(),
        Body::Json(_) | Body::Data(_) | Body::Xml(_) => String::new(),
    }
}

/// The codes of the diagnostics about omitted items. The others are about the generated ones.
const OMISSIONS: [Code; 5] = [Code::Unsupported, Code::Malformed, Code::DanglingRef, Code::CircularRef, Code::TooLarge];

/// The reason that a location has no type, with the generator's diagnostic.
fn explained(why: &str, location: &PayloadLocation, diagnostics: &[Diagnostic]) -> String {
    let Operation::Route(method, path) = &location.operation else { return why.to_owned() };
    let path = path.replace('~', "~0").replace('/', "~1");
    let operation = format!("/paths/{path}/{}", method.to_ascii_lowercase());
    let part = location.status.as_ref().map(|status| format!("{operation}/responses/{status}"));
    let omissions = diagnostics.iter().filter(|diagnostic| OMISSIONS.iter().any(|code| diagnostic.code == code.name()));
    let said = |at: &str| omissions.clone().find(|diagnostic| diagnostic.pointer.starts_with(at));
    let diagnostic = part.as_deref().and_then(said).or_else(|| said(&operation));
    diagnostic.map_or_else(|| why.to_owned(), |diagnostic| format!("{why}: {}", diagnostic.message))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::folder::Origin;
    use super::super::payload::location;
    use super::*;

    fn made() -> Made {
        let record = json!({ "contract": {
            "types": [{ "name": "Cart", "rustName": "Cart", "kind": "struct" }],
            "operations": [{ "method": "PUT", "path": "/carts", "id": "putCart",
                "body": { "type": { "named": "Cart" }, "mediaTypes": ["application/json"] }, "responses": [] }],
        } });
        let diagnostic = |code: &str, message: &str| Diagnostic {
            code: code.to_owned(),
            severity: String::from("warning"),
            pointer: String::from("/paths/~1carts/get/parameters/0"),
            message: message.to_owned(),
        };
        let diagnostics =
            vec![diagnostic("duplicate-name", "a header is renamed"), diagnostic("unsupported", "a cookie is omitted")];
        let files = [(String::from("contract.json"), record.to_string())].into();
        Made { files, diagnostics, ..Made::default() }
    }

    fn exercise(operations: &[&str]) -> Exercise {
        let path = std::path::PathBuf::new();
        let (name, package) = (String::from("shop.yaml"), String::from("shop"));
        let description = Description { name, path, package, origin: Origin::File };
        let payload = |operation: &&str| Payload {
            description: String::from("shop.yaml"),
            name: (*operation).to_owned(),
            locations: vec![location(operation, "request", "")],
            body: Body::Json(json!({})),
            conformity: Conformity::Untold,
        };
        Exercise::new(&description, &made(), &operations.iter().map(payload).collect::<Vec<_>>())
    }

    #[test]
    fn payloads_share_the_types_that_they_need() {
        let exercise = exercise(&["putCart", "GET /carts", "PUT /carts"]);
        assert_eq!((exercise.types.len(), exercise.tasks.len()), (1, 2));
        assert_eq!(exercise.owners, [0, 2]);
        assert!(exercise.driver().is_some());
        let reason = String::from("the operation is not generated: a cookie is omitted");
        assert_eq!(exercise.into_tried()[1].verdict, Verdict::Unsupported(reason));
    }

    #[test]
    fn a_crate_that_does_not_compile_runs_nothing() {
        let mut exercise = exercise(&["putCart"]);
        let built = Compiled { errors: vec![String::from("src/lib.rs:1: a")], ..Compiled::default() };
        exercise.run(&built).expect("there is nothing to run");
        assert_eq!(exercise.into_tried()[0].verdict, Verdict::NotRun(String::from("src/lib.rs:1: a")));
    }
}
