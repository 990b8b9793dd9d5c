"""The term base: drugs, brands, classes, numbers and names, and their approved local forms.

Statuses are those of ISO 30042 (TBX): preferred, admitted, deprecated.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.cache import digest
from pipeline.csvfile import read_rows, require
from pipeline.errors import one_line
from pipeline.locales import Locale
from pipeline.project import Project

KINDS = ("brand", "class", "drug", "name", "number")
_NO_NUMBER = frozenset("<>\"'=:;{}[]\\`$%&@|")
STATUSES = ("preferred", "admitted", "deprecated")
SOURCE_COLUMNS = ("concept", "kind", "term", "status", "note")
LOCAL_COLUMNS = ("concept", "term", "status", "source", "reviewed_by", "reviewed_on")


@dataclass(frozen=True, slots=True)
class Term:
    """One form of a concept in one language."""

    concept: str
    term: str
    status: str
    line: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A drug, a number, a name: what a translation must keep, whatever it is called there."""

    id: str
    kind: str
    terms: tuple[Term, ...]
    note: str = ""

    @property
    def preferred(self) -> str:
        """The form to use in the source language."""
        return self.terms[0].term


@dataclass(frozen=True, eq=False)
class TermBase:
    """The protected terms of the source language, by concept."""

    path: str
    concepts: Mapping[str, Concept]

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """The concepts of which no form may be used any more."""
        return frozenset(
            id
            for id, concept in self.concepts.items()
            if all(term.status == "deprecated" for term in concept.terms)
        )


@dataclass(frozen=True, eq=False)
class Glossary:
    """The term base as one locale uses it.

    `terms` are the locale's own forms by concept; for the source locale they are the source's.
    """

    locale: Locale
    base: TermBase
    terms: Mapping[str, tuple[Term, ...]]
    path: str
    region: str = ""

    @cached_property
    def is_source(self) -> bool:
        """Whether this is the glossary of the source language."""
        return self.path == self.base.path

    @cached_property
    def digest(self) -> str:
        """What stands for all that the glossary says."""
        own = (self.locale.name, self.path, self.region, sorted(self.terms.items()))
        return digest(repr(own), repr(sorted(self.base.concepts.items())))

    def approved(self, concept: str) -> tuple[str, ...]:
        """Return the forms that may be used for a concept, the preferred one first."""
        return tuple(t.term for t in self.terms.get(concept, ()) if t.status != "deprecated")

    def deprecated(self, concept: str) -> tuple[str, ...]:
        """Return the forms that must not be used for a concept."""
        return tuple(t.term for t in self.terms.get(concept, ()) if t.status == "deprecated")


def read_term_base(project: Project) -> TermBase:
    """Read `source/terms.csv`; a project without one has no protected terms."""
    path = project.source_dir / "terms.csv"
    shown = project.shown(path)
    rows = read_rows(path, shown, SOURCE_COLUMNS)
    kinds: dict[str, str] = {}
    notes: dict[str, str] = {}
    terms: dict[str, list[Term]] = {}
    for line, row in rows:
        concept, kind = row["concept"], row["kind"]
        require(kind in KINDS, f"kind “{kind}”; expected one of {', '.join(KINDS)}", shown, line)
        same = kinds.setdefault(concept, kind) == kind
        require(same, f"“{concept}” is a {kinds[concept]} above and a {kind} here", shown, line)
        notes.setdefault(concept, row["note"])
        terms.setdefault(concept, []).append(_term(row, shown, line))
        _require_number(kind, row["term"], shown, line)
    concepts = {
        id: Concept(id, kinds[id], _by_status(terms[id]), notes[id]) for id in sorted(terms)
    }
    return TermBase(shown, concepts)


def read_glossary(project: Project, base: TermBase, locale: Locale) -> Glossary:
    """Read a locale's `terms.csv`; a locale without one has no approved forms.

    Raises `TableError` for a row whose concept the term base does not know.
    """
    if locale == project.source_locale:
        terms = {concept.id: concept.terms for concept in base.concepts.values()}
        return Glossary(locale, base, terms, base.path, project.options.region)
    path = project.locales_dir / locale.name / "terms.csv"
    shown = project.shown(path)
    forms: dict[str, list[Term]] = {}
    for line, row in read_rows(path, shown, LOCAL_COLUMNS):
        concept = row["concept"]
        known = concept in base.concepts
        require(known, f"concept “{concept}” is not in {base.path}", shown, line)
        if row["term"]:
            forms.setdefault(concept, []).append(_term(row, shown, line))
            _require_number(base.concepts[concept].kind, row["term"], shown, line)
    terms = {concept: _by_status(found) for concept, found in sorted(forms.items())}
    return Glossary(locale, base, terms, shown, project.options.region)


def empty_glossary_csv(base: TermBase) -> str:
    """Return the `terms.csv` of a new locale: a row with no form for each concept to fill in."""
    return _local_csv(
        (concept.id, "", "preferred") for concept in base.concepts.values() if needs_form(concept)
    )


def source_glossary_csv(base: TermBase) -> str:
    """Return the `terms.csv` of a locale that uses the source's own forms."""
    return _local_csv(
        (concept.id, term.term, term.status)
        for concept in base.concepts.values()
        if needs_form(concept)
        for term in concept.terms
    )


def needs_form(concept: Concept) -> bool:
    """Tell whether a locale must say what a concept is called; a number stands as it is."""
    return concept.kind != "number"


def _local_csv(rows: Iterable[tuple[str, str, str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(LOCAL_COLUMNS)
    writer.writerows((*row, "", "", "") for row in rows)
    return out.getvalue()


def _require_number(kind: str, term: str, shown: str, line: int) -> None:
    """Check that a number can be dialled: it has digits, and nothing that HTML or a formula has."""
    dialled = kind != "number" or (
        any(map(str.isdigit, term)) and not any(mark in _NO_NUMBER for mark in term)
    )
    require(dialled, f"number “{term}”; expected one such as 1-800-662-HELP", shown, line)


def _by_status(terms: list[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: STATUSES.index(term.status)))


def _term(row: Mapping[str, str], shown: str, line: int) -> Term:
    concept, term, status = row["concept"], row["term"], row["status"]
    expected = ", ".join(STATUSES)
    require(status in STATUSES, f"status “{status}”; expected one of {expected}", shown, line)
    require(bool(concept), "no concept; expected an id such as “naloxone”", shown, line)
    plain = one_line(term) == term
    require(plain, "a control character in the term; expected one line of text", shown, line)
    return Term(concept, term, status, line, row.get("note", ""))
