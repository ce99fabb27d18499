//! The outline of a page: its title, its request lines, and where its sections are.

use crate::blocks::{short, unknown_heading};
use crate::languages::{self, LANGUAGES, Section};
use crate::lines::{At, Line};
use crate::notes::Notes;
use crate::rows::{Media, is_place, split_required};
use crate::types::{PageNames, Type};
use crate::{request, stacked, table};
use bindery::Code;
use bindery::Source;

/// How far behind its heading the first table of a section may stand, in lines.
const MAX_LEAD: usize = 4;

/// How many headings of an unknown language a message shows.
const MAX_SHOWN: usize = 5;

/// What to do about a text that is no page.
const SAVE: &str = "give the text of a page of the reference, saved from its title to its last definition";

/// A page in parts.
#[derive(Debug)]
pub(crate) struct Outline<'l, 'a> {
    pub(crate) title: Title<'a>,
    /// The lines between title and request.
    pub(crate) summary: &'l [Line<'a>],
    pub(crate) requests: Vec<Line<'a>>,
    pub(crate) parts: Vec<Part<'l, 'a>>,
}

/// `group - operation`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Title<'a> {
    pub(crate) at: At<'a>,
    pub(crate) group: &'a str,
    pub(crate) operation: &'a str,
}

/// A section.
#[derive(Debug)]
pub(crate) struct Part<'l, 'a> {
    pub(crate) section: Section,
    pub(crate) heading: Line<'a>,
    /// The lines behind the heading.
    pub(crate) lines: &'l [Line<'a>],
}

/// Finds the parts of a page. `None`, with an error, if it is none.
pub(crate) fn read<'l, 'a>(source: Source<'a>, lines: &'l [Line<'a>], notes: &mut Notes) -> Option<Outline<'l, 'a>> {
    let start = At { source: source.name, line: 1, column: 1 };
    if let Some(message) = foreign(lines) {
        notes.error(Code::NotAPage, start, message, SAVE);
        return None;
    }
    let Some(first) = lines.iter().position(|line| request::is_request(line.text)) else {
        let message = "this is no page of the reference: no line of it is a request, such as `GET https://host/path`";
        notes.error(Code::NotAPage, start, message, SAVE);
        return None;
    };
    let (before, behind) = lines.split_at(first);
    let Some((title, at)) = before.iter().enumerate().find_map(|(at, line)| Some((title(*line)?, at))) else {
        let message = "this is no page of the reference: no line before the request is a title, `group - operation`";
        notes.error(Code::NotAPage, start, message, SAVE);
        return None;
    };
    let summary = before.get(at + 1..).unwrap_or_default();
    let parts = parts(behind, notes);
    let lead = behind.iter().position(|line| parts.first().is_some_and(|part| part.heading.at == line.at));
    let lead = behind.get(..lead.unwrap_or(behind.len())).unwrap_or_default();
    let requests: Vec<Line<'a>> = lead.iter().copied().filter(|line| request::is_request(line.text)).collect();
    let last = lead.iter().rposition(|line| request::is_request(line.text)).unwrap_or_default();
    check_lead(lead.get(last + 1..).unwrap_or_default(), parts.is_empty(), notes)?;
    Some(Outline { title, summary, requests, parts })
}

/// What a text is that is plainly no page, in words.
fn foreign(lines: &[Line<'_>]) -> Option<&'static str> {
    match lines.first() {
        None => Some("the page is empty"),
        Some(line) if line.text.starts_with('<') => Some("this is HTML or XML, not the text of a page"),
        Some(line) if line.text.starts_with('{') => Some("this is JSON, not the text of a page"),
        Some(_) => None,
    }
}

fn title(line: Line<'_>) -> Option<Title<'_>> {
    let (group, operation) = line.text.split_once(" - ")?;
    let (group, operation) = (group.trim(), operation.trim());
    (!group.is_empty() && !operation.is_empty()).then_some(Title { at: line.at, group, operation })
}

/// The sections, in the order of the page.
fn parts<'l, 'a>(lines: &'l [Line<'a>], notes: &mut Notes) -> Vec<Part<'l, 'a>> {
    let headings: Vec<(usize, Section)> =
        (0..lines.len()).filter_map(|index| Some((index, heading(lines, index)?))).collect();
    let ends = headings.iter().skip(1).map(|(index, _)| *index).chain([lines.len()]);
    let mut parts: Vec<Part<'l, 'a>> = Vec::new();
    for ((start, section), end) in headings.iter().zip(ends) {
        let Some((heading, lines)) = lines.get(*start..end).and_then(<[_]>::split_first) else { continue };
        if let Some(other) = parts.iter().find(|part| part.section == *section) {
            notes.warning(
                Code::Unplaced,
                heading.at,
                format!(
                    "`{}` is left out: the page has this section in line {} as well",
                    heading.text, other.heading.at.line
                ),
                "give two pages as two files",
            );
            continue;
        }
        parts.push(Part { section: *section, heading: *heading, lines });
    }
    check_order(&parts, notes);
    parts
}

/// Refuses sections in another order than pages have them: what stands where is not to be trusted then.
fn check_order(parts: &[Part<'_, '_>], notes: &mut Notes) {
    let turned = parts.windows(2).find_map(|pair| match pair {
        [before, after] if after.section < before.section => Some((before.heading, after.heading)),
        _ => None,
    });
    if let Some((before, after)) = turned {
        let message = format!("`{}` stands behind `{}` (line {})", after.text, before.text, before.at.line);
        let help = "save the page again: parameters, headers, body, responses and definitions come in this order";
        notes.error(Code::Unplaced, after.at, message, help);
    }
}

/// The section whose heading the line at this index is. A heading has a table behind it, or media types, or nothing more:
/// that tells it from a member of the same name, which has a type, and from a list of the sections.
fn heading(lines: &[Line<'_>], index: usize) -> Option<Section> {
    let section = languages::section(lines.get(index)?.text)?;
    let may_stand_between = |line: &Line<'_>| {
        languages::section(line.text).is_none() && (section == Section::Definitions || !is_cell(line.text))
    };
    let between = lines.iter().skip(index + 1).take(MAX_LEAD).take_while(|line| may_stand_between(line)).count();
    let leads = (index + 1..=index + between).any(|next| is_head(lines, next) || is_media(lines, next));
    (index + 1 == lines.len() || leads).then_some(section)
}

/// Whether a text is what stands behind a name in a row: a place, or a type.
fn is_cell(text: &str) -> bool {
    is_place(split_required(text).0) || Type::parse(text, &PageNames::default()).is_some()
}

/// Whether the line of this index lists media types.
fn is_media(lines: &[Line<'_>], index: usize) -> bool {
    lines.get(index).is_some_and(|line| Media::parse(line.text, line.at).is_some())
}

/// Whether a table begins at the line of this index.
fn is_head(lines: &[Line<'_>], index: usize) -> bool {
    let Some(line) = lines.get(index) else { return false };
    let is_separated = lines.get(index + 1).is_some_and(|next| table::separator_width(next.text).is_some());
    stacked::head(*line).is_some() || (is_separated && table::head(*line).is_some())
}

/// Says what of the lines between the requests and the first section has no place. `None`, with an error, if they are all
/// that there is: then the page is in a language that is not known.
fn check_lead(lines: &[Line<'_>], is_all: bool, notes: &mut Notes) -> Option<()> {
    let Some(first) = lines.first() else { return Some(()) };
    if !is_all {
        unknown_heading(*first, notes);
        return Some(());
    }
    let seen: Vec<String> = lines.iter().take(MAX_SHOWN).map(|line| format!("`{}`", short(line.text))).collect();
    let locales: Vec<&str> = LANGUAGES.iter().map(|language| language.locale).collect();
    notes.error(
        Code::NotAPage,
        first.at,
        format!("no heading of this page is known; behind the request stand {}", seen.join(", ")),
        format!("give the page in one of the fourteen languages that are known: {}", locales.join(", ")),
    );
    None
}
