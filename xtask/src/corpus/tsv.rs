//! Tables of tab-separated values, with the names of the columns in the first line.

use std::collections::BTreeMap;

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table {
    columns: BTreeMap<String, usize>,
    lines: Vec<Vec<String>>,
}

/// A line of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    table: &'a Table,
    cells: &'a [String],
}

impl Table {
    /// Reads a table, and ignores empty lines.
    pub(super) fn parse(text: &str) -> Self {
        let mut lines = text.lines().filter(|line| !line.is_empty());
        let cells = |line: &str| line.split('\t').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
        let columns = lines.next().map(cells).unwrap_or_default();
        Self {
            columns: columns.into_iter().enumerate().map(|(at, name)| (name, at)).collect(),
            lines: lines.map(cells).collect(),
        }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.lines.iter().map(|cells| Row { table: self, cells })
    }
}

impl<'a> Row<'a> {
    /// The value in a column; empty if there is none.
    pub(super) fn get(self, column: &str) -> &'a str {
        let at = self.table.columns.get(column);
        at.and_then(|at| self.cells.get(*at)).map(String::as_str).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_by_its_column() {
        let table = Table::parse("file\tnote\r\na.xml\tone\r\n\r\nb.xml\r\n");
        let rows: Vec<_> = table.rows().map(|row| (row.get("file"), row.get("note"), row.get("none"))).collect();
        assert_eq!(rows, [("a.xml", "one", ""), ("b.xml", "", "")]);
    }
}
