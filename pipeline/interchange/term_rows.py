"""Forms of protected terms as they travel between tables and files of other tools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.interchange.rows import Table
from pipeline.locales import Locale
from pipeline.project import Project
from pipeline.terms import LOCAL_COLUMNS, SOURCE_COLUMNS

_OWN = ("concept", "kind", "term", "status")


@dataclass(frozen=True, slots=True)
class TermRow:
    """One form of a concept; `more` are the other columns of its table, in their order."""

    concept: str
    term: str
    status: str
    kind: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


def open_table(project: Project, locale: Locale) -> Table:
    """Read the table of a locale, or of the source language, so that it can be changed."""
    if locale == project.source_locale:
        path = project.source_dir / "terms.csv"
        return Table(path, project.shown(path), SOURCE_COLUMNS)
    path = project.locales_dir / locale.name / "terms.csv"
    return Table(path, project.shown(path), LOCAL_COLUMNS)


def term_rows(table: Table) -> Iterator[TermRow]:
    """Yield the forms of a table; a row that waits for its form is none."""
    for row in table.rows:
        values = {name: value.strip() for name, value in row.values.items()}
        if values["term"]:
            more = {name: value for name, value in values.items() if name not in _OWN}
            yield TermRow(
                values["concept"], values["term"], values["status"], values.get("kind", ""), more
            )
