"""Take terms from a file of another tool into the tables, dropping nothing that is there.

A file may add forms and concepts and change the status of a form. What could make a check accept a
wrong drug or number is left out and told: a form that another concept has, another number to call,
a concept of no known kind. A second preferred form becomes an admitted one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import LocaleError
from pipeline.facts.words import fold_text
from pipeline.interchange.formulas import STARTS
from pipeline.interchange.rows import Row, Table
from pipeline.interchange.safe_xml import parse_xml, read_bytes
from pipeline.interchange.tbx_read import ReadConcept, read_tbx
from pipeline.interchange.term_rows import TermRow, open_table
from pipeline.interchange.term_sheet import read_term_sheet
from pipeline.locales import Locale, find_locale
from pipeline.project import Project
from pipeline.terms import KINDS, STATUSES, TermBase, read_glossary, read_term_base

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs"})
_JOINERS = "\u200c\u200d"
"""Format characters that some languages spell with (Persian, Sinhala)."""


@dataclass(slots=True)
class TermImport:
    """What a file changes: the new bytes of tables by path, each change, and what was left out."""

    name: str
    changes: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)


def import_terms(
    project: Project, concepts: Iterable[ReadConcept], name: str, *, numbers: bool = False
) -> TermImport:
    """Work out what a file named `name` changes, and write nothing.

    `numbers` allows new forms of numbers to call: each is a number that readers may be told to
    call instead of the source's.
    """
    result = TermImport(name)
    concepts = tuple(concepts)
    base = read_term_base(project)
    ids = {concept.id: _id_of(concept, base, project.source_locale) for concept in concepts}
    tables: dict[Locale, _Forms] = {}
    by_locale: dict[Locale, list[TermRow]] = {}
    for tag, row in (form for concept in concepts for form in concept.forms):
        locale = _locale(project, tag, result)
        if locale is not None:
            by_locale.setdefault(locale, []).append(row)
    order = sorted(by_locale, key=lambda locale: (locale != project.source_locale, locale.name))
    for locale in order:
        read_glossary(project, base, locale)  # so that a table that is damaged stops the import
        shared = tables.get(project.source_locale)
        forms = _Forms(project, locale, shared, result, numbers=numbers)
        tables[locale] = forms
        for row in by_locale[locale]:
            forms.take(ids[row.concept], row)
        forms.end()
    return result


def read_terms(path: Path, shown: str) -> tuple[ReadConcept, ...]:
    """Read a file of terms, TBX or CSV; raise `ExchangeError` where it is neither."""
    content = read_bytes(path, shown)
    if path.suffix.lower() == ".csv":
        return read_term_sheet(content, shown)
    return read_tbx(parse_xml(content, shown), shown)


class _Forms:
    """The table of one locale while forms are taken into it."""

    def __init__(
        self,
        project: Project,
        locale: Locale,
        source: _Forms | None,
        result: TermImport,
        *,
        numbers: bool,
    ) -> None:
        self.table = open_table(project, locale)
        self.is_source = locale == project.source_locale
        where = project.source_dir if self.is_source else project.locales_dir / locale.name
        self.shown = project.shown(where / "terms.csv")
        self.numbers = numbers
        self.result = result
        own = self.table if self.is_source else None
        source_table = own or (
            source.table if source else open_table(project, project.source_locale)
        )
        self.kinds = {row.values["concept"]: row.values["kind"] for row in source_table.rows}
        self.owners = dict(_owners(source_table)) | dict(_owners(self.table))
        self.added: list[Row] = []
        self.changed = False

    def take(self, concept: str, row: TermRow) -> None:
        """Take one form: it is there already, its status changes, or it is added."""
        same = [
            each
            for each in self._rows(concept)
            if each.values["term"].strip().casefold() == row.term.casefold()
        ]
        if same:
            self._change(same[0], concept, row)
        elif problem := self._problem(concept, row):
            self._leave_out(concept, row.term, problem)
        else:
            self._add(concept, row)

    def end(self) -> None:
        """Let no concept have two preferred forms; keep the bytes of a table that changed."""
        for row in self.added:
            concept = row.values["concept"]
            preferred = [r for r in self._rows(concept) if r.values["status"] == "preferred"]
            if row.values["status"] == "preferred" and len(preferred) > 1:
                self.table.change(row, {"status": "admitted"})
                other = next(r for r in preferred if r is not row).values["term"]
                self._leave_out(
                    concept, row.values["term"], f"added as admitted: “{other}” is preferred"
                )
        if self.changed:
            self.result.contents[self.shown] = self.table.content()

    def _rows(self, concept: str) -> list[Row]:
        return [row for row in self.table.rows if row.values["concept"].strip() == concept]

    def _change(self, row: Row, concept: str, new: TermRow) -> None:
        old = row.values["status"]
        if not new.status or new.status == old:
            return
        if new.status not in STATUSES:
            self._leave_out(concept, new.term, f"has the status “{new.status}”")
        elif self._is_number(concept):
            self._leave_out(concept, new.term, f"{old} → {new.status}: {_NUMBER}")
        else:
            self.table.change(row, {"status": new.status})
            self._tell(concept, new.term, f"{old} → {new.status}{_reviewed(row)}")

    def _add(self, concept: str, new: TermRow) -> None:
        values = {
            "concept": concept,
            "kind": self.kinds.get(concept, new.kind),
            "term": new.term,
            "status": new.status or "admitted",
        }
        columns = [name for name in self.table.columns if name not in values]
        more = {name: _cell(new.more[name]) for name in columns if new.more.get(name)}
        if "source" in self.table.columns:
            more.setdefault("source", self.result.name)
        empty = next((r for r in self._rows(concept) if not r.values["term"].strip()), None)
        if empty is not None and not self.is_source:
            kept = {name: text for name, text in more.items() if not empty.values[name].strip()}
            self.table.change(empty, kept | {"term": values["term"], "status": values["status"]})
            self.added.append(empty)
        else:
            self.added.append(self.table.add(values | more))
        if self.is_source:
            self.kinds.setdefault(concept, new.kind)
        self.owners[fold_text(new.term)] = concept
        self._tell(concept, new.term, f"added ({values['status']})")

    def _problem(self, concept: str, row: TermRow) -> str:
        """Say why a form may not be added, if it may not."""
        if not concept:
            return "belongs to no concept: it has no id"
        if concept not in self.kinds and not (self.is_source and row.kind in KINDS):
            kinds = ", ".join(KINDS)
            return f"belongs to a concept that the term base lacks, of no kind among {kinds}"
        if row.status and row.status not in STATUSES:
            return f"has the status “{row.status}”; expected one of {', '.join(STATUSES)}"
        owner = self.owners.get(fold_text(row.term), concept)
        if owner != concept:
            return f"is a form of “{owner}”"
        if hidden := [
            c for c in row.term if unicodedata.category(c) in _HIDDEN and c not in _JOINERS
        ]:
            return f"holds U+{ord(hidden[0]):04X}, which cannot be seen"
        is_number = self.kinds.get(concept, row.kind) == "number"
        if row.term[0] in STARTS and not is_number:
            return "begins like a formula of a spreadsheet"
        return _NUMBER if self._is_number(concept) else ""

    def _is_number(self, concept: str) -> bool:
        number = self.kinds.get(concept) == "number"
        return number and not self.is_source and not self.numbers

    def _tell(self, concept: str, term: str, what: str) -> None:
        self.changed = True
        self.result.changes.append(f"{self.shown}: {concept}: “{term}” {what}")

    def _leave_out(self, concept: str, term: str, why: str) -> None:
        self.result.left_out.append(f"{self.shown}: {concept}: “{term}” {why}")


_NUMBER = "is a number to call instead of the source's; see --allow-numbers"


def _owners(table: Table) -> Iterator[tuple[str, str]]:
    for row in table.rows:
        if row.values["term"].strip():
            yield fold_text(row.values["term"].strip()), row.values["concept"].strip()


def _reviewed(row: Row) -> str:
    by, on = row.values.get("reviewed_by", ""), row.values.get("reviewed_on", "")
    if not by:
        return ""
    return f" ({by} reviewed it{' on ' if on else ''}{on}: have it reviewed again)"


def _cell(text: str) -> str:
    """Return what a file says of a form, so that no spreadsheet calculates it."""
    return " ".join(text.split()).lstrip(STARTS)


def _id_of(concept: ReadConcept, base: TermBase, source: Locale) -> str:
    """Return the id of a concept here: its own, or that of the concept whose term it has."""
    if concept.id in base.concepts:
        return concept.id
    by_term = {fold_text(t.term): c.id for c in base.concepts.values() for t in c.terms}
    english = [row.term for tag, row in concept.forms if tag.casefold() == source.tag.casefold()]
    found = next((by_term[f] for t in english if (f := fold_text(t)) in by_term), "")
    return found or concept.id


def _locale(project: Project, tag: str, result: TermImport) -> Locale | None:
    for locale in (project.source_locale, *project.locales):
        if tag.replace("_", "-").casefold() == locale.tag.casefold():
            return locale
    try:
        start = f"start it with: leaflets init {find_locale(tag).name}"
    except LocaleError as error:
        start = error.message
    line = f"{result.name}: the forms in “{tag}”: there is no such locale here; {start}"
    if line not in result.left_out:
        result.left_out.append(line)
    return None
