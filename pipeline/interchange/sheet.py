"""Translations as CSV, for people who work in a spreadsheet: a row a message."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from pipeline.interchange.formulas import escape_cell, unescape_cell
from pipeline.interchange.sheet_text import decode_sheet
from pipeline.interchange.units import (
    NEEDS_REVIEW,
    NEW,
    TRANSLATED,
    UNSAID,
    Document,
    Unit,
)

COLUMNS = (
    "id",
    "leaflet",
    "source_language",
    "language",
    "source",
    "target",
    "state",
    "context",
    "notes",
    "translator_notes",
    "previous_source",
    "places",
)
NEEDED = ("id", "leaflet", "language", "source", "target")
"""The columns without which a table that comes back cannot be used."""


def write_sheet(document: Document) -> bytes:
    """Return a document as CSV, with the byte order mark by which Excel knows UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for unit in document.units:
        cells = (
            unit.id,
            document.domain,
            document.source_tag,
            document.target_tag,
            unit.source,
            unit.target,
            unit.state,
            unit.msgctxt or "",
            "\n".join(unit.notes),
            "\n".join(unit.translator_notes),
            unit.previous,
            " ".join(map(str, unit.locations)),
        )
        writer.writerow(map(escape_cell, cells))
    return out.getvalue().encode("utf-8-sig")


def read_sheet(content: bytes, shown: str) -> Iterator[Document]:
    """Yield the documents of a table; raise `ExchangeError` where it is none."""
    found: dict[tuple[str, str, str], list[Unit]] = {}
    for _, row in decode_sheet(content, shown, NEEDED):
        cells = {name: unescape_cell(text) for name, text in row.items()}
        key = (cells["leaflet"], cells.get("source_language", ""), cells["language"])
        found.setdefault(key, []).append(_unit(cells))
    for (domain, source, target), units in found.items():
        yield Document(domain, source, target, tuple(units))


def _unit(cells: dict[str, str]) -> Unit:
    state = cells.get("state", "")
    known = state if state in (NEW, NEEDS_REVIEW, TRANSLATED) else UNSAID
    if known == NEW and cells["target"]:
        known = UNSAID  # somebody filled in a row, and left its state as it was
    return Unit(
        cells["id"],
        cells["source"],
        cells["target"],
        known if cells["target"] else NEW,
        cells.get("context") or None,
        tuple(filter(None, cells.get("notes", "").split("\n"))),
        tuple(filter(None, cells.get("translator_notes", "").split("\n"))),
        cells.get("previous_source", ""),
    )
