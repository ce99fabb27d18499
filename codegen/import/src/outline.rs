//! The outline of a page: its title, its request lines and its sections.

use crate::diagnostics::{Diagnostics, short};
use crate::languages::{self, LANGUAGES, Section};
use crate::lines::{Line, PageLocation};
use crate::rows::{Media, is_location, split_required};
use crate::types::{PageNames, Type};
use crate::{request, stacked, table};
use bindery::Code;
use bindery::Source;

/// The maximum distance between a heading and the first table of its section, in lines.
const MAX_LEAD: usize = 4;

/// The maximum number of headings of an unknown language in a message.
const MAX_SHOWN: usize = 5;

/// The solution for a text that is no page.
const SAVE: &str = "pass the text of a page of the reference, saved from its title to its last definition";

/// The structure of a page.
#[derive(Debug)]
pub(crate) struct Outline<'l, 'a> {
    pub(crate) title: Title<'a>,
    /// The lines between title and request.
    pub(crate) summary: &'l [Line<'a>],
    pub(crate) requests: Vec<Line<'a>>,
    pub(crate) sections: Vec<PageSection<'l, 'a>>,
}

/// `group - operation`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Title<'a> {
    pub(crate) at: PageLocation<'a>,
    pub(crate) group: &'a str,
    pub(crate) operation: &'a str,
}

/// A section.
#[derive(Debug)]
pub(crate) struct PageSection<'l, 'a> {
    pub(crate) section: Section,
    pub(crate) heading: Line<'a>,
    /// The lines below the heading.
    pub(crate) lines: &'l [Line<'a>],
}

/// Finds the title, the requests and the sections of a page. Returns `None` and reports an error if it is no page.
pub(crate) fn read<'l, 'a>(
    source: Source<'a>,
    lines: &'l [Line<'a>],
    diagnostics: &mut Diagnostics,
) -> Option<Outline<'l, 'a>> {
    let start = PageLocation { source: source.name, line: 1, column: 1 };
    if let Some(message) = foreign(lines) {
        diagnostics.error(Code::NotAPage, start, message, SAVE);
        return None;
    }
    let Some(first) = lines.iter().position(|line| request::is_request(line.text)) else {
        let message = "not a page of the reference: it has no request line, such as `GET https://host/path`";
        diagnostics.error(Code::NotAPage, start, message, SAVE);
        return None;
    };
    let (before, behind) = lines.split_at(first);
    let Some((title, at)) = before.iter().enumerate().find_map(|(at, line)| Some((title(*line)?, at))) else {
        let message = "not a page of the reference: it has no title `group - operation` before the request";
        diagnostics.error(Code::NotAPage, start, message, SAVE);
        return None;
    };
    let summary = before.get(at + 1..).unwrap_or_default();
    let sections = sections(behind, diagnostics);
    let lead = behind.iter().position(|line| sections.first().is_some_and(|first| first.heading.at == line.at));
    let lead = behind.get(..lead.unwrap_or(behind.len())).unwrap_or_default();
    let requests: Vec<Line<'a>> = lead.iter().copied().filter(|line| request::is_request(line.text)).collect();
    let last = lead.iter().rposition(|line| request::is_request(line.text)).unwrap_or_default();
    check_lead(lead.get(last + 1..).unwrap_or_default(), sections.is_empty(), diagnostics)?;
    Some(Outline { title, summary, requests, sections })
}

/// The kind of a text that is obviously no page, in prose.
fn foreign(lines: &[Line<'_>]) -> Option<&'static str> {
    match lines.first() {
        None => Some("empty page"),
        Some(line) if line.text.starts_with('<') => {
            Some("not a page of the reference: this is HTML or XML, not its text")
        }
        Some(line) if line.text.starts_with('{') => Some("not a page of the reference: this is JSON"),
        Some(_) => None,
    }
}

fn title(line: Line<'_>) -> Option<Title<'_>> {
    let (group, operation) = line.text.split_once(" - ")?;
    let (group, operation) = (group.trim(), operation.trim());
    (!group.is_empty() && !operation.is_empty()).then_some(Title { at: line.at, group, operation })
}

/// The sections, in the order of the page.
fn sections<'l, 'a>(lines: &'l [Line<'a>], diagnostics: &mut Diagnostics) -> Vec<PageSection<'l, 'a>> {
    let headings: Vec<(usize, Section)> =
        (0..lines.len()).filter_map(|index| Some((index, heading(lines, index)?))).collect();
    let ends = headings.iter().skip(1).map(|(index, _)| *index).chain([lines.len()]);
    let mut sections: Vec<PageSection<'l, 'a>> = Vec::new();
    for ((start, section), end) in headings.iter().zip(ends) {
        let Some((heading, lines)) = lines.get(*start..end).and_then(<[_]>::split_first) else { continue };
        if let Some(other) = sections.iter().find(|other| other.section == *section) {
            diagnostics.warning(
                Code::UnexpectedPart,
                heading.at,
                format!("duplicate section `{}`: the one in line {} is used", heading.text, other.heading.at.line),
                "pass each page as a separate file",
            );
            continue;
        }
        sections.push(PageSection { section: *section, heading: *heading, lines });
    }
    check_order(&sections, diagnostics);
    sections
}

/// Rejects sections in an unusual order, since their content is then uncertain.
fn check_order(sections: &[PageSection<'_, '_>], diagnostics: &mut Diagnostics) {
    let turned = sections.windows(2).find_map(|pair| match pair {
        [before, after] if after.section < before.section => Some((before.heading, after.heading)),
        _ => None,
    });
    if let Some((before, after)) = turned {
        let message = format!("unexpected order: `{}` follows `{}` (line {})", after.text, before.text, before.at.line);
        let help = "save the page again: parameters, headers, body, responses and definitions come in this order";
        diagnostics.error(Code::UnexpectedPart, after.at, message, help);
    }
}

/// The section whose heading is the line at this index. A heading is followed by a table, by media types or by nothing.
/// This distinguishes it from a member of the same name, which has a type, and from a list of the sections.
fn heading(lines: &[Line<'_>], index: usize) -> Option<Section> {
    let section = languages::section(lines.get(index)?.text)?;
    let may_stand_between = |line: &Line<'_>| {
        languages::section(line.text).is_none() && (section == Section::Definitions || !is_cell(line.text))
    };
    let between = lines.iter().skip(index + 1).take(MAX_LEAD).take_while(|line| may_stand_between(line)).count();
    let leads = (index + 1..=index + between).any(|next| is_head(lines, next) || is_media(lines, next));
    (index + 1 == lines.len() || leads).then_some(section)
}

/// Returns `true` for a text that may follow a name in a row: a location or a type.
fn is_cell(text: &str) -> bool {
    is_location(split_required(text).0) || Type::parse(text, &PageNames::default()).is_some()
}

/// Returns `true` if the line at this index lists media types.
fn is_media(lines: &[Line<'_>], index: usize) -> bool {
    lines.get(index).is_some_and(|line| Media::parse(line.text, line.at).is_some())
}

/// Returns `true` if a table starts at the line of this index.
fn is_head(lines: &[Line<'_>], index: usize) -> bool {
    let Some(line) = lines.get(index) else { return false };
    let is_separated = lines.get(index + 1).is_some_and(|next| table::separator_width(next.text).is_some());
    stacked::head(*line).is_some() || (is_separated && table::head(*line).is_some())
}

/// Warns about unexpected lines between the requests and the first section. Returns `None` and reports an error if
/// there are no other lines: the page is then in an unknown language.
fn check_lead(lines: &[Line<'_>], is_all: bool, diagnostics: &mut Diagnostics) -> Option<()> {
    let Some(first) = lines.first() else { return Some(()) };
    if !is_all {
        diagnostics.unknown_heading(*first);
        return Some(());
    }
    let seen: Vec<String> = lines.iter().take(MAX_SHOWN).map(|line| format!("`{}`", short(line.text))).collect();
    let locales: Vec<&str> = LANGUAGES.iter().map(|language| language.locale).collect();
    diagnostics.error(
        Code::NotAPage,
        first.at,
        format!("unknown language: no heading is known; the request is followed by {}", seen.join(", ")),
        format!("save the page in one of these languages: {}", locales.join(", ")),
    );
    None
}
