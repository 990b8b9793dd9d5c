"""Start and update the catalogs of locales on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.catalogs.header import new_header
from pipeline.catalogs.wrap import is_wrapped
from pipeline.catalogs.write import write
from pipeline.extract import Template
from pipeline.locales import Locale
from pipeline.model import Catalog
from pipeline.project import Project
from pipeline.pseudo import pseudo
from pipeline.templates import CREATED, read_templates, write_templates
from pipeline.terms import (
    TermBase,
    empty_glossary_csv,
    read_glossary,
    read_term_base,
    source_glossary_csv,
)
from pipeline.update import Protected, merge_catalog, translation_memory
from pipeline.validate import read_catalogs

DRAFT = (
    "This translation is a draft.",
    "No medical translator has reviewed it yet.",
)
"""What the header of a new catalog says, until somebody has reviewed it."""


def start_locale(project: Project, locale: Locale) -> list[str]:
    """Make a locale's folder, list of terms and catalogs; return the paths that were written.

    What is there already stays as it is.
    """
    written = []
    terms = project.locales_dir / locale.name / "terms.csv"
    base = read_term_base(project)
    if not terms.exists():
        terms.parent.mkdir(parents=True, exist_ok=True)
        terms.write_text(empty_glossary_csv(base), encoding="utf-8")
        written.append(project.shown(terms))
    if not any(project.templates_dir.rglob("*.pot")):
        written += write_templates(project)
    return written + list(update_locales(project, [locale]))


def update_locales(project: Project, locales: Iterable[Locale]) -> Iterator[str]:
    """Merge the templates into the catalogs of locales; yield the path of each that changed."""
    base = read_term_base(project)
    templates = read_templates(project)
    for locale in locales:
        yield from _update_locale(project, base, templates, locale)


def _update_locale(
    project: Project, base: TermBase, templates: Mapping[str, Template], locale: Locale
) -> Iterator[str]:
    source = read_glossary(project, base, project.source_locale)
    protected = Protected(source, read_glossary(project, base, locale))
    catalogs = read_catalogs(project, locale)
    memory = translation_memory(catalogs.values())
    for domain in sorted({*templates, *catalogs}):
        path = project.catalog_path(locale, domain)
        template = templates.get(domain) or Template(domain, ())
        old = catalogs.get(domain) or _new_catalog(project, locale, template)
        new = merge_catalog(old, template, memory, protected)
        if template.created:
            new = replace(new, header={**new.header, CREATED: template.created})
        wrap = not path.exists() or is_wrapped(path.read_text(encoding="utf-8-sig"))
        path.parent.mkdir(parents=True, exist_ok=True)
        if write(new, path, wrap=wrap):
            yield project.shown(path)


def _new_catalog(project: Project, locale: Locale, template: Template) -> Catalog:
    path = project.shown(project.catalog_path(locale, template.domain))
    header = new_header(locale, template.domain, project.name, template.created)
    return Catalog(path, header, (), DRAFT)


def write_pseudo_locale(project: Project, locale: Locale) -> list[str]:
    """Write the terms and the catalogs of a pseudo-locale; return the paths that changed."""
    base = read_term_base(project)
    source = read_glossary(project, base, project.source_locale)
    terms = project.locales_dir / locale.name / "terms.csv"
    terms.parent.mkdir(parents=True, exist_ok=True)
    terms.write_text(source_glossary_csv(base), encoding="utf-8")
    start_locale(project, locale)
    written = []
    rtl = locale.direction == "rtl"
    for catalog in read_catalogs(project, locale).values():
        entries = tuple(
            replace(entry, msgstr=pseudo(entry.message.msgid, source, right_to_left=rtl))
            for entry in catalog.entries
        )
        if write(replace(catalog, entries=entries), project.root / catalog.path):
            written.append(catalog.path)
    return written
