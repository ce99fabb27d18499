//! The source text of the driver of a crate: a function for each step.

use super::plan::Plan;
use super::program::PROGRAM;
use crate::crates::UNKNOWN;

/// A request, with its body in one of two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The body of the scenario, read into the type.
    Read,
    /// The body by constructor and setters.
    Built,
}

/// A step of a driver.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step<'a> {
    pub(super) plan: &'a Plan,
    pub(super) way: Way,
}

/// The source text of a driver with these steps.
pub(super) fn text(package: &str, steps: &[Step<'_>]) -> String {
    let library = package.replace('-', "_");
    let functions: String = steps.iter().enumerate().map(|(index, step)| function(index, step)).collect();
    let names: String = (0..steps.len()).map(|index| format!("    step_{index},\n")).collect();
    format!("use {library} as contracts;\n{PROGRAM}{UNKNOWN}\n{functions}const STEPS: &[Step] = &[\n{names}];\n")
}

/// ```ignore
/// fn step_0(task: &Task) -> Result<Reply, String> {
///     let operation = operations::GetCart::new(task.value::<String>(0)?, ).limit(task.value::<i32>(1)?);
///     send!(operation, operations::GetCart, task.base(""), json_of::<models::Cart>)
/// }
/// ```
fn function(index: usize, Step { plan, way }: &Step<'_>) -> String {
    let Plan { operation, base, arguments, setters, body, read, .. } = plan;
    let code = body.as_ref().map(|body| match (way, &body.built) {
        (Way::Built, Some(Ok(built))) => built,
        _ => &body.read,
    });
    let is_required = body.as_ref().is_some_and(|body| body.required);
    let argument = code.filter(|_| is_required).map(String::as_str).unwrap_or_default();
    let setter = code.filter(|_| !is_required).map(|code| format!(".body({code})")).unwrap_or_default();
    let read = read.as_deref().unwrap_or("nothing_of");
    format!(
        "#[allow(unused_variables)]\nfn step_{index}(task: &Task) -> Result<Reply, String> {{\n    \
         let operation = {operation}::new({arguments}{argument}){setters}{setter};\n    \
         send!(operation, {operation}, {base}, {read})\n}}\n\n"
    )
}

#[cfg(test)]
mod tests {
    use super::super::plan::BodyCode;
    use super::*;

    #[test]
    fn a_body_is_an_argument_or_a_setter() {
        let built = Some(Ok(String::from("built")));
        let body = |required| BodyCode { required, read: String::from("read"), built: built.clone() };
        let plan = |required| Plan {
            operation: String::from("operations::PutCart"),
            base: String::from("task.base(\"\")"),
            arguments: String::from("1, "),
            setters: String::from(".limit(2)"),
            body: Some(body(required)),
            ..Plan::default()
        };
        let text = |required, way| function(0, &Step { plan: &plan(required), way });
        assert!(text(true, Way::Read).contains("operations::PutCart::new(1, read).limit(2);\n"));
        assert!(text(false, Way::Built).contains("operations::PutCart::new(1, ).limit(2).body(built);\n"));
        assert!(text(false, Way::Built).contains("send!(operation, operations::PutCart, task.base(\"\"), nothing_of)"));
    }
}
