"""Change rows of a table that people edit, and leave every other byte of it alone.

Columns that somebody added, quotes that a spreadsheet wrote and the order of rows stay.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.csvfile import read_rows


@dataclass(slots=True)
class Row:
    """A row as it stands in the file (`raw`), and what its columns hold."""

    raw: str
    values: dict[str, str]


class Table:
    """The rows of a CSV file, which can be changed and added to."""

    def __init__(self, path: Path, shown: str, columns: tuple[str, ...]) -> None:
        """Read a table, or start an empty one; raise `TableError` for one that is damaged."""
        for _ in read_rows(path, shown, columns):
            pass
        content = path.read_bytes() if path.exists() else b""
        self._mark = "\ufeff" if content.startswith(b"\xef\xbb\xbf") else ""
        text = content.decode("utf-8-sig")
        self._line_end = "\r\n" if "\r\n" in text else "\n"
        records = list(_records(text))
        self.columns: Sequence[str] = records[0][1] if records else columns
        self._header = records[0][0] if records else self._raw(columns)
        self.rows = [
            Row(raw, dict(zip(self.columns, fields, strict=True)))
            for raw, fields in records[1:]
            if fields
        ]

    def change(self, row: Row, values: Mapping[str, str]) -> None:
        """Give columns of a row new values."""
        row.values.update(values)
        row.raw = self._raw([row.values[name] for name in self.columns])

    def add(self, values: Mapping[str, str]) -> Row:
        """Add a row behind those of its concept, or where the concepts' order wants it."""
        row = Row("", {name: values.get(name, "") for name in self.columns})
        self.change(row, {})
        concept = row.values["concept"]
        same = [i for i, each in enumerate(self.rows) if each.values["concept"] == concept]
        above = [i for i, each in enumerate(self.rows) if each.values["concept"] < concept]
        at = max(same or above, default=-1) + 1
        if at and not self.rows[at - 1].raw.endswith("\n"):
            self.rows[at - 1].raw += self._line_end
        self.rows.insert(at, row)
        return row

    def content(self) -> bytes:
        """Return the bytes of the table."""
        return (self._mark + self._header + "".join(row.raw for row in self.rows)).encode()

    def _raw(self, fields: Sequence[str]) -> str:
        out = io.StringIO()
        csv.writer(out, lineterminator=self._line_end).writerow(fields)
        return out.getvalue()


def _records(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each record of a CSV text with its fields; a record may take several lines."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines)
    start = 0
    for fields in reader:
        yield "".join(lines[start : reader.line_num]), fields
        start = reader.line_num
