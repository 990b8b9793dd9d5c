"""Gather the term base of a project for other tools."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.errors import UsageError
from pipeline.interchange.tbx_write import tbx
from pipeline.interchange.term_rows import TermRow, open_table, term_rows
from pipeline.interchange.term_sheet import term_sheet
from pipeline.locales import Locale
from pipeline.project import Project
from pipeline.terms import read_glossary, read_term_base


def export_terms(project: Project, locales: Iterable[Locale], format: str) -> bytes:
    """Return the forms of the source and of locales as a file: `tbx` or `csv`."""
    base = read_term_base(project)
    if not base.concepts:
        raise UsageError(f"{base.path} has no terms; there is nothing to export")
    kinds = {concept.id: concept.kind for concept in base.concepts.values()}
    sections: list[tuple[str, list[TermRow]]] = []
    for locale in dict.fromkeys((project.source_locale, *locales)):
        read_glossary(project, base, locale)  # checks what the table says
        sections.append((locale.tag, list(term_rows(open_table(project, locale)))))
    if format == "tbx":
        return tbx(f"Terms of {project.name}", kinds, sections)
    return term_sheet(kinds, sections)
