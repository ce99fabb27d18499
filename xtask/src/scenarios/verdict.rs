//! The result of a request: what was sent by the response of the server, and what was read by the scenario.

mod compare;

use super::code::Way;
use super::driver::Reply;
use super::generate::Generated;
use super::plan::{Plan, Unplanned};
use super::request::Request;

/// A request and its results.
#[derive(Debug)]
pub(super) struct Tried {
    pub(super) request: Request,
    pub(super) plan: Result<Plan, Unplanned>,
    /// The result with the body that was read.
    pub(super) verdict: Verdict,
    /// The result with the body that was built; `None` for a request without a JSON body.
    pub(super) built: Option<Verdict>,
}

/// The result of a request. A reason follows, where it did not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Passed {
        /// The number of objects that were read with unknown members.
        unknown: usize,
    },
    Failed(String),
    /// The crate has no code that says it.
    NotSaid(String),
    /// The description does not state it.
    NotExpressible(String),
    /// This command did not try it.
    NotAttempted(String),
}

impl Verdict {
    /// The reason, where it did not pass.
    pub(super) fn reason(&self) -> Option<&str> {
        match self {
            Self::Passed { .. } => None,
            Self::Failed(why) | Self::NotSaid(why) | Self::NotExpressible(why) | Self::NotAttempted(why) => Some(why),
        }
    }

    /// Returns `true` if the request passed.
    pub(super) fn is_passed(&self) -> bool {
        matches!(self, Self::Passed { .. })
    }
}

impl Tried {
    /// Plans a request. Without a plan it has its result already.
    pub(super) fn plan(request: &Request, generated: &[Generated]) -> Self {
        let plan = Plan::new(request, generated);
        let verdict = match &plan {
            Ok(_) => Verdict::NotAttempted(String::from("it was not sent")),
            Err(Unplanned::Inexpressible(why)) => Verdict::NotExpressible(why.clone()),
            Err(Unplanned::Unsaid(why)) => Verdict::Failed(why.clone()),
            Err(Unplanned::Untried(why)) => Verdict::NotAttempted(why.clone()),
        };
        let body = plan.as_ref().ok().and_then(|plan| plan.body.as_ref());
        let built = match body.and_then(|body| body.built.as_ref()) {
            Some(Ok(_)) => Some(Verdict::NotAttempted(String::from("it was not sent"))),
            Some(Err(why)) => Some(Verdict::NotSaid(why.clone())),
            None => None,
        };
        Self { request: request.clone(), plan, verdict, built }
    }

    /// Notes that the driver does not compile.
    pub(super) fn not_compiled(&mut self, error: &str) {
        self.verdict = Verdict::Failed(format!("the driver does not compile: {error}"));
        if let Some(built @ Verdict::NotAttempted(_)) = &mut self.built {
            *built = self.verdict.clone();
        }
    }

    /// Takes the reply of the driver.
    pub(super) fn take(&mut self, way: Way, reply: &Result<Reply, String>, url: &str) {
        let is_file = self.plan.as_ref().is_ok_and(|plan| plan.read.as_deref() == Some("file_of"));
        let verdict = match reply {
            Err(why) => Verdict::Failed(format!("it was not sent: {why}")),
            Ok(reply) => match compare::response(&self.request.response, reply, is_file, url) {
                Ok(()) if self.request.unstated > 0 => Verdict::NotAttempted(String::from(
                    "the scenario needs further requests, which the suite does not state",
                )),
                Ok(()) => Verdict::Passed { unknown: reply.unknown },
                Err(why) => Verdict::Failed(why),
            },
        };
        match way {
            Way::Read => self.verdict = verdict,
            Way::Built => self.built = Some(verdict),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tried(unstated: usize) -> Tried {
        let request = json!({ "scenario": "a", "spec": "a", "method": "GET", "path": "/a", "unstated": unstated,
            "query": {}, "headers": {}, "response": { "status": 204, "headers": {} } });
        Tried::plan(&serde_json::from_value(request).expect("a request"), &[])
    }

    fn taken(unstated: usize, reply: &Result<Reply, String>) -> Verdict {
        let mut tried = tried(unstated);
        tried.take(Way::Read, reply, "http://127.0.0.1:1");
        tried.verdict
    }

    #[test]
    fn a_reply_decides() {
        let reply = |status| Ok(Reply { status, unknown: 1, ..Reply::default() });
        assert_eq!(taken(0, &reply(204)), Verdict::Passed { unknown: 1 });
        assert_eq!(taken(0, &reply(200)), Verdict::Failed(String::from("the response is 200, not 204")));
        assert_eq!(taken(0, &Err(String::from("no"))), Verdict::Failed(String::from("it was not sent: no")));
        assert!(matches!(taken(1, &reply(204)), Verdict::NotAttempted(_)));
    }

    #[test]
    fn a_request_without_a_crate_is_not_attempted() {
        let why = String::from("its spec has no description");
        assert_eq!(tried(0).verdict, Verdict::NotAttempted(why));
    }
}
