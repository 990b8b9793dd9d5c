"""The term base as one CSV table: a row a form, with its locale; safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from pipeline.errors import ExchangeError
from pipeline.interchange.formulas import escape_cell, unescape_cell
from pipeline.interchange.sheet_text import decode_sheet
from pipeline.interchange.tbx_read import ReadConcept
from pipeline.interchange.term_rows import TermRow

COLUMNS = ("concept", "kind", "locale", "term", "status")


def term_sheet(kinds: dict[str, str], sections: Sequence[tuple[str, Sequence[TermRow]]]) -> bytes:
    """Return the table; the columns that the tables of the locales have besides come last."""
    more = dict.fromkeys(name for _, rows in sections for row in rows for name in row.more)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *more])
    for concept, kind in kinds.items():
        for tag, rows in sections:
            for row in rows:
                if row.concept == concept:
                    own = (concept, kind, tag, row.term, row.status)
                    writer.writerow(map(escape_cell, (*own, *(row.more.get(n, "") for n in more))))
    return out.getvalue().encode("utf-8-sig")


def read_term_sheet(content: bytes, shown: str) -> tuple[ReadConcept, ...]:
    """Return the concepts of such a table; raise `ExchangeError` where it is none."""
    forms: dict[str, list[tuple[str, TermRow]]] = {}
    kinds: dict[str, str] = {}
    for line, row in decode_sheet(content, shown, COLUMNS):
        values = {name: unescape_cell(value).strip() for name, value in row.items()}
        concept = values["concept"]
        if not concept:
            raise ExchangeError("no concept; expected an id such as “naloxone”", shown, line)
        more = {name: value for name, value in values.items() if name not in COLUMNS}
        kinds.setdefault(concept, values["kind"])
        form = TermRow(concept, values["term"], values["status"], values["kind"], more)
        if form.term:
            forms.setdefault(concept, []).append((values["locale"], form))
    return tuple(_concepts(kinds, forms))


def _concepts(
    kinds: dict[str, str], forms: dict[str, list[tuple[str, TermRow]]]
) -> Iterable[ReadConcept]:
    for concept, kind in kinds.items():
        yield ReadConcept(concept, kind, tuple(forms.get(concept, ())))
