"""Withdraw a number or a term: deprecate its rows in the term base, with the reason in the note."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import UsageError
from pipeline.facts.phones.same import number_reached
from pipeline.facts.withdrawn import REASON, is_withdrawn_number
from pipeline.facts.words import fold_text
from pipeline.interchange.rows import Row, Table
from pipeline.interchange.term_rows import open_table
from pipeline.project import Project
from pipeline.recall.query import NUMBER, is_number
from pipeline.terms import Glossary, read_glossary, read_term_base

_COLUMNS = ("concept", "kind", "term", "status", "note")


@dataclass(frozen=True)
class Withdrawal:
    """What changes in the term base: its path and new bytes, and each change in words."""

    path: str
    content: bytes
    changes: tuple[str, ...]


def withdraw(project: Project, asked: str, reason: str, replacement: str = "") -> Withdrawal:
    """Work out what withdraws a number or a term, and write nothing.

    A number takes every row with it that reaches the same telephone; one that is not listed is
    added, so that it is found from now on. The preferred form of a term takes its concept with it,
    another form goes alone. Raises `UsageError` for a term that is not listed, without a reason, or
    where the replacement cannot be one.
    """
    asked, reason, replacement = (" ".join(t.split()) for t in (asked, reason, replacement))
    if not reason:
        raise UsageError("--reason: expected why; it is kept in the note of the term base")
    source = read_glossary(project, read_term_base(project), project.source_locale)
    work = _Work(open_table(project, project.source_locale), source)
    number = is_number(asked, source)
    rows = work.rows_of_number(asked) if number else work.rows_of_term(asked)
    if not rows and not number:
        expected = f"expected a phone number, or a term of {source.base.path}"
        raise UsageError(f"“{asked}” is no number and not listed; {expected}")
    if replacement:
        work.require_usable(replacement, rows, asked, number=number)
    work.deprecate(rows, asked, f"{reason}; use {replacement}" if replacement else reason)
    if replacement:
        kind = rows[0].values["kind"].strip() if rows else NUMBER
        concept = rows[0].values["concept"].strip() if rows else asked
        work.add_replacement(replacement, concept, kind)
    return Withdrawal(source.base.path, work.table.content(), tuple(work.changes))


class _Work:
    """The table of the source's terms while it is changed."""

    def __init__(self, table: Table, source: Glossary) -> None:
        self.table = table
        self.source = source
        self.changes: list[str] = []

    def rows_of_number(self, number: str) -> list[Row]:
        there = number_reached(number, self.source.region)
        return [
            row
            for row in self.table.rows
            if row.values["kind"].strip() == NUMBER
            and number_reached(row.values["term"], self.source.region) == there
        ]

    def rows_of_term(self, asked: str) -> list[Row]:
        wanted = fold_text(asked)
        preferred = {id: c.preferred for id, c in self.source.base.concepts.items()}
        rows = [row for row in self.table.rows if row.values["kind"].strip() != NUMBER]
        found = []
        for row in rows:
            concept = row.values["concept"].strip()
            whole = wanted in (concept.lower(), fold_text(preferred[concept]))
            if whole or fold_text(row.values["term"].strip()) == wanted:
                found.append(row)
        return found

    def deprecate(self, rows: list[Row], asked: str, reason: str) -> None:
        for row in rows:
            note = row.values["note"].partition(REASON)[0].rstrip("; ")
            note = f"{note}; {REASON}{reason}" if note else f"{REASON}{reason}"
            if (row.values["status"].strip(), row.values["note"]) == ("deprecated", note):
                continue
            self.table.change(row, {"status": "deprecated", "note": note})
            self.changes.append(f"{row.values['term'].strip()}: deprecated, {REASON}{reason}")
        if not rows:
            self._add(asked, NUMBER, asked, "deprecated", f"{REASON}{reason}")

    def require_usable(self, new: str, rows: list[Row], asked: str, *, number: bool) -> None:
        """Raise `UsageError` for a replacement of another kind, or one that is withdrawn itself."""
        if number != is_number(new, self.source):
            kind = "a phone number" if number else "a term"
            raise UsageError(f"--replace “{new}”; expected {kind}, as “{asked}” is")
        same = self.rows_of_number(new) if number else self.rows_of_term(new)
        region = self.source.region
        itself = number and number_reached(new, region) == number_reached(asked, region)
        if itself or any(row in rows for row in same):
            raise UsageError(f"--replace “{new}”; expected another one than what is withdrawn")
        listed = [row.values["status"].strip() for row in same]
        gone = is_withdrawn_number(new, self.source) if number else set(listed) == {"deprecated"}
        if gone:
            raise UsageError(f"--replace “{new}”; expected one that is not withdrawn itself")

    def add_replacement(self, new: str, concept: str, kind: str) -> None:
        """List a replacement: a number as another form of its line, a term as its own concept.

        The approved forms of a locale stay with the term that they are approved for.
        """
        if self.rows_of_number(new) if kind == NUMBER else self.rows_of_term(new):
            return
        if kind != NUMBER:
            concept = "-".join(fold_text(new).split())
        mine = [r for r in self.table.rows if r.values["concept"].strip() == concept]
        preferred = any(row.values["status"].strip() == "preferred" for row in mine)
        self._add(concept, kind, new, "admitted" if preferred else "preferred", "")

    def _add(self, *values: str) -> None:
        self.table.add(dict(zip(_COLUMNS, values, strict=True)))
        self.changes.append(f"{values[2]}: added, {values[3]}")
