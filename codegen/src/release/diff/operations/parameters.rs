//! Parameters of an operation.

use std::collections::BTreeMap;

use super::super::arguments::{self, Argument, Constructor};
use super::super::compare::Compare;
use super::super::constants::{self, ConstantPair, SetPair};
use super::super::constraints::{self, ConstraintsPair};
use super::super::difference::{Action, Aspect, Subject};
use super::super::pair::{Pair, Renamable, name_similarity, pair};
use super::super::verdict::{
    Directions, RustVerdict, Usage, WireCompatibility, WireVerdict, breaking, depends, incompatible,
};
use super::super::{describe, scalars};
use super::{OperationPair, skeleton};
use crate::release::record::{Operation, Parameter};
use crate::shown::code;

/// The minimum similarity of a parameter's old and new name.
const MIN_SIMILARITY: f64 = 0.6;

/// The usage of parameters, which stand in requests alone.
const SENT: Usage = Usage { in_requests: true, in_responses: false };

/// Compares the parameters of one operation. They are paired by name, those of the path without a counterpart by
/// position. Names of headers are case-insensitive.
pub(super) fn compare<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>) {
    let fixed = in_path(of.old).count() == in_path(of.new).count();
    let stays = |parameter: &Parameter| {
        [of.old, of.new].iter().all(|operation| in_path(operation).any(|other| other.name == parameter.name))
    };
    let key = |parameter: &Parameter| match position_in_path(of, parameter) {
        Some(index) if fixed && !stays(parameter) => format!("{PATH} {index}"),
        _ if parameter.location == HEADER => format!("{HEADER}={}", parameter.name.to_ascii_lowercase()),
        _ => format!("{}={}", parameter.location, parameter.name),
    };
    let all = Pair { old: of.old.parameters.as_slice(), new: &of.new.parameters };
    let pairs = pair(all, &compare.budget, key, similarity);
    compare.report_guess_limit(&pairs, of.name, "parameters", of.at());
    arguments(compare, of, pairs.same.iter().chain(&pairs.similar));
    for parameter in pairs.removed {
        removed(compare, of, parameter);
    }
    for parameter in pairs.added {
        added(compare, of, parameter);
    }
    for Pair { old, new } in pairs.similar {
        moved(compare, of, old, new);
        within(compare, of, old, new);
    }
    for Pair { old, new } in pairs.same {
        if old.name != new.name {
            renamed_at_position(compare, of, old, new);
        }
        swapped(compare, of, old, new);
        rust_name(compare, of, old, new);
        within(compare, of, old, new);
    }
}

const PATH: &str = "path";
const HEADER: &str = "header";

fn in_path(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| parameter.location == PATH)
}

/// The position of a parameter in the path, in either contract.
fn position_in_path(of: OperationPair<'_>, parameter: &Parameter) -> Option<usize> {
    [of.old, of.new].iter().find_map(|operation| in_path(operation).position(|other| std::ptr::eq(other, parameter)))
}

impl Renamable for Parameter {
    fn size(&self) -> usize {
        self.name.len()
    }

    fn identity(&self) -> &str {
        &self.name
    }
}

fn similarity(old: &Parameter, new: &Parameter) -> f64 {
    let similarity = name_similarity(&old.name, &new.name);
    if old.name == new.name {
        2.0
    } else if old.location == new.location && similarity >= MIN_SIMILARITY {
        similarity
    } else {
        0.0
    }
}

fn name_of(of: OperationPair<'_>, parameter: &Parameter) -> String {
    format!("{}({})", of.name, parameter.name)
}

fn removed(compare: &mut Compare<'_>, of: OperationPair<'_>, parameter: &Parameter) {
    let name = name_of(of, parameter);
    let wire = WireVerdict {
        old_client: depends("the new service ignores or rejects it"),
        new_client: if parameter.required {
            incompatible("the old service requires it")
        } else {
            WireCompatibility::Yes
        },
    };
    let text = format!("{} is removed, a parameter in the {}", code(&name), describe::location(&parameter.location));
    let rust = if parameter.fixed.is_some() {
        breaking(format!("the field {} is removed", code(&parameter.rust_name)))
    } else if parameter.required {
        breaking("`new` takes one argument fewer")
    } else {
        breaking(format!("the setter {} is removed", code(&parameter.rust_name)))
    };
    let difference = compare.difference(Subject::Parameter.named(&name), Action::Removed, text);
    difference.before(&parameter.pointer).wire(wire).rust(rust).done();
}

fn added(compare: &mut Compare<'_>, of: OperationPair<'_>, parameter: &Parameter) {
    let name = name_of(of, parameter);
    let kind = if parameter.required { "required" } else { "optional" };
    let text = format!("{} is added, {kind} in the {}", code(&name), describe::location(&parameter.location));
    let (old_client, rust) = if parameter.required {
        (
            incompatible("the new service requires it"),
            match parameter.fixed {
                Some(_) => RustVerdict::Compatible,
                None => breaking(format!("`new` takes one argument more, {}", code(&parameter.rust_name))),
            },
        )
    } else {
        (WireCompatibility::Yes, RustVerdict::Compatible)
    };
    let wire = WireVerdict { old_client, new_client: depends("an old service ignores or rejects it") };
    let difference = compare.difference(Subject::Parameter.named(&name), Action::Added, text);
    difference.after(&parameter.pointer).wire(wire).rust(rust).done();
}

/// A parameter with another location, or a removed one with the added one that it is probably renamed to.
fn moved(compare: &mut Compare<'_>, of: OperationPair<'_>, old: &Parameter, new: &Parameter) {
    let name = name_of(of, old);
    let at = Pair { old: old.pointer.as_str(), new: new.pointer.as_str() };
    let elsewhere =
        if old.location == new.location { "it is sent under another name" } else { "it is sent in another location" };
    let other = |required: bool| {
        if required { incompatible(elsewhere) } else { depends("it is ignored or rejected there") }
    };
    let wire = WireVerdict { old_client: other(new.required), new_client: other(old.required) };
    let rust = if old.rust_name == new.rust_name {
        RustVerdict::Same
    } else {
        breaking(format!("use {} in place of {}", code(&new.rust_name), code(&old.rust_name)))
    };
    if old.name == new.name {
        let [is, was] = [new, old].map(|parameter| describe::location(&parameter.location));
        let text = format!("{} is in the {is}, no longer in the {was}", code(&name));
        compare.difference(Subject::Parameter.named(&name), Action::Moved, text).at(at).wire(wire).rust(rust).done();
    } else {
        let text = format!("{} is probably renamed to {}", code(&name), code(&new.name));
        compare
            .difference(Subject::Parameter.named(&name), Action::Renamed, text)
            .at(at)
            .guess()
            .wire(wire)
            .rust(rust)
            .done();
    }
}

/// A name without effect on the wire: the name of a path parameter is not sent, and that of a header is
/// case-insensitive.
fn renamed_at_position(compare: &mut Compare<'_>, of: OperationPair<'_>, old: &Parameter, new: &Parameter) {
    let name = name_of(of, old);
    let text =
        format!("{} is renamed to {} in the {}", code(&name), code(&new.name), describe::location(&new.location));
    compare
        .difference(Subject::Parameter.named(&name), Action::Renamed, text)
        .at(Pair { old: &old.pointer, new: &new.pointer })
        .done();
}

/// A parameter at another position of the same path.
fn swapped(compare: &mut Compare<'_>, of: OperationPair<'_>, old: &Parameter, new: &Parameter) {
    if skeleton(&of.old.path) != skeleton(&of.new.path) || position_in_path(of, old) == position_in_path(of, new) {
        return;
    }
    let name = name_of(of, new);
    let reason = "each side reads it as another parameter";
    let wire = WireVerdict { old_client: incompatible(reason), new_client: incompatible(reason) };
    let text = format!("{} is at another position of the path", code(&name));
    compare
        .difference(Subject::Parameter.named(&name), Action::Moved, text)
        .at(Pair { old: &old.pointer, new: &new.pointer })
        .wire(wire)
        .done();
}

/// The Rust name: that of the field, and of the setter of an optional parameter.
fn rust_name(compare: &mut Compare<'_>, of: OperationPair<'_>, old: &Parameter, new: &Parameter) {
    let (before, after) = (&old.rust_name, &new.rust_name);
    if before != after {
        let what = format!("is the field {} in Rust, no longer {}", code(after), code(before));
        let rust = breaking(format!("use {} in place of {}", code(after), code(before)));
        let difference = compare.changed(Subject::Parameter.named(&name_of(of, new)), Aspect::RustName, &what);
        difference.at(Pair { old: &old.pointer, new: &new.pointer }).rust(rust).done();
    }
}

/// The changed aspects of a parameter.
fn within<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>, old: &'a Parameter, new: &'a Parameter) {
    let name = name_of(of, new);
    let at = Pair { old: old.pointer.as_str(), new: new.pointer.as_str() };
    ty(compare, &name, Pair { old, new });
    style(compare, &name, Pair { old, new });
    format(compare, &name, Pair { old, new });
    requiredness(compare, &name, Pair { old, new });
    if old.role != new.role {
        let what = describe::property_change("role", old.role.as_ref(), new.role.as_ref());
        compare.changed(Subject::Parameter.named(&name), Aspect::Role, &what).at(at).done();
    }
    if old.default != new.default {
        let what = describe::property_change("default", old.default.as_ref(), new.default.as_ref());
        let other = || depends("omitting it has another meaning");
        let wire = WireVerdict { old_client: other(), new_client: other() };
        compare.changed(Subject::Parameter.named(&name), Aspect::Default, &what).at(at).wire(wire).done();
    }
    if compare.same_shape(&old.ty, &new.ty) {
        let constraints = Pair { old: &old.constraints, new: &new.constraints };
        let of = Subject::Parameter.named(&name);
        constraints::compare(compare, &ConstraintsPair { of, constraints, usage: SENT, at });
        let constants = Pair { old: old.constant.as_deref(), new: new.constant.as_deref() };
        constants::compare(compare, &ConstantPair { of, constants, usage: SENT, at });
    }
    compare.examples(Subject::Parameter.named(&name), Pair { old: &old.examples, new: &new.examples }, at);
    compare.deprecation(Subject::Parameter.named(&name), Pair { old: old.deprecated, new: new.deprecated }, at);
    compare.docs(Subject::Parameter.named(&name), Pair { old: &old.docs, new: &new.docs }, at);
}

fn ty<'a>(compare: &mut Compare<'a>, name: &str, Pair { old, new }: Pair<&'a Parameter>) {
    if compare.same_shape(&old.ty, &new.ty) {
        return;
    }
    let (before, after) = (describe::shape(&compare.old, &old.ty), describe::shape(&compare.new, &new.ty));
    let wire = scalars::directions(compare, Pair { old: &old.ty, new: &new.ty }).verdict(SENT);
    let rust = breaking(format!("{} takes {after}", code(&new.rust_name)));
    let difference =
        compare.changed(Subject::Parameter.named(name), Aspect::Type, &format!("is {after}, no longer {before}"));
    difference.at(Pair { old: &old.pointer, new: &new.pointer }).wire(wire).rust(rust).done();
}

/// The serialization style.
fn style<'a>(compare: &mut Compare<'a>, name: &str, Pair { old, new }: Pair<&'a Parameter>) {
    let both = old.style.is_some() && new.style.is_some();
    if old.style != new.style && (both || compare.same_shape(&old.ty, &new.ty)) {
        let [before, after] = [old, new].map(|it| it.style.as_deref().unwrap_or("text"));
        let reason = || incompatible("the other side parses the value in another way");
        let wire = WireVerdict { old_client: reason(), new_client: reason() };
        let what = format!("has the style {}, no longer {}", code(after), code(before));
        let difference = compare.changed(Subject::Parameter.named(name), Aspect::Array, &what);
        difference.at(Pair { old: &old.pointer, new: &new.pointer }).wire(wire).done();
    }
    if old.reserved != new.reserved {
        let are = if new.reserved { "unencoded" } else { "percent-encoded" };
        let what = format!("is sent with its reserved characters {are}, which means the same");
        let difference = compare.changed(Subject::Parameter.named(name), Aspect::Encoding, &what);
        difference.at(Pair { old: &old.pointer, new: &new.pointer }).done();
    }
    if old.sent_empty != new.sent_empty {
        let is = if new.sent_empty { "sent" } else { "not sent" };
        let what = format!("is {is} if it is empty");
        let other = || depends("an omitted value may differ from an empty string");
        let wire = WireVerdict { old_client: other(), new_client: other() };
        let difference = compare.changed(Subject::Parameter.named(name), Aspect::Encoding, &what);
        difference.at(Pair { old: &old.pointer, new: &new.pointer }).wire(wire).done();
    }
}

fn format<'a>(compare: &mut Compare<'a>, name: &str, Pair { old, new }: Pair<&'a Parameter>) {
    if old.format == new.format || !compare.same_shape(&old.ty, &new.ty) {
        return;
    }
    let what = describe::property_change("format", old.format.as_ref(), new.format.as_ref());
    let refused = |format: &Option<String>| match format {
        // The values of an enum are compared one by one.
        Some(_) if new.ty.named().is_none() => depends("values of the other format may be rejected"),
        _ => WireCompatibility::Yes,
    };
    let compatibility =
        Directions { old_request: refused(&new.format), new_request: refused(&old.format), ..Directions::default() };
    let difference = compare
        .changed(Subject::Parameter.named(name), Aspect::Format, &what)
        .at(Pair { old: &old.pointer, new: &new.pointer });
    difference.wire(compatibility.verdict(SENT)).done();
}

fn requiredness(compare: &mut Compare<'_>, name: &str, Pair { old, new }: Pair<&Parameter>) {
    if old.required == new.required {
        return;
    }
    let missing = "a request without it is rejected";
    let (what, wire, rust) = if new.required {
        let wire = WireVerdict { old_client: depends(missing), new_client: WireCompatibility::Yes };
        let is = if new.fixed.is_some() { "set by" } else { "an argument of" };
        ("is required", wire, format!("{} is {is} `new`, no longer a setter", code(&new.rust_name)))
    } else {
        let wire = WireVerdict { old_client: WireCompatibility::Yes, new_client: depends(missing) };
        ("is no longer required", wire, format!("{} is a setter, no longer an argument of `new`", code(&new.rust_name)))
    };
    let difference = compare
        .changed(Subject::Parameter.named(name), Aspect::Requiredness, what)
        .at(Pair { old: &old.pointer, new: &new.pointer });
    difference.wire(wire).rust(breaking(rust)).done();
}

/// The arguments of `new`.
fn arguments<'a>(
    compare: &mut Compare<'_>,
    of: OperationPair<'_>,
    stayed: impl Iterator<Item = &'a Pair<&'a Parameter>>,
) {
    let stayed: Vec<_> = stayed.collect();
    for Pair { old, new } in stayed.iter().filter(|pair| pair.old.required == pair.new.required) {
        let of_parameter = SetPair {
            rust_name: &new.rust_name,
            fixed: Pair { old: old.fixed.as_deref(), new: new.fixed.as_deref() },
            is_argument: new.required,
            at: Pair { old: &old.pointer, new: &new.pointer },
        };
        constants::compare_set(compare, Subject::Operation.named(of.name), of.name, &of_parameter);
    }
    let before: BTreeMap<_, Option<usize>> =
        stayed.into_iter().map(|pair| (place(pair.new), pair.old.argument)).collect();
    let taken = of.new.parameters.iter().filter(|parameter| parameter.fixed.is_none());
    let arguments = taken.filter_map(|parameter| {
        let before = before.get(&place(parameter)).copied().flatten();
        Some(Argument { rust_name: &parameter.rust_name, position: parameter.argument?, before })
    });
    let named = Pair { old: of.old.arguments.as_deref(), new: of.new.arguments.as_deref() };
    let constructor = Constructor { subject: Subject::Operation.named(of.name), owner: of.name, named, at: of.at() };
    arguments::compare(compare, &constructor, arguments.collect());
}

/// The identity of a parameter within its operation.
fn place(parameter: &Parameter) -> (&str, &str) {
    (&parameter.location, &parameter.name)
}
