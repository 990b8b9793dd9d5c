"""Start and update the catalogs of locales on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from pipeline.catalogs.header import new_header
from pipeline.catalogs.language import same_language
from pipeline.catalogs.read import check_header, read
from pipeline.catalogs.wrap import is_wrapped
from pipeline.catalogs.write import write
from pipeline.csvfile import read_rows, require
from pipeline.errors import CatalogError
from pipeline.locales import Locale
from pipeline.model import Catalog, Entry, Severity, Template
from pipeline.project import Project
from pipeline.templates import CREATED, read_templates, write_templates
from pipeline.terms import (
    Glossary,
    TermBase,
    empty_glossary_csv,
    read_glossary,
    read_term_base,
    source_glossary_csv,
)
from pipeline.update.alike import Alike, Correction
from pipeline.update.memory import Memory
from pipeline.update.merge import merge_catalogs
from pipeline.update.outcome import Merged
from pipeline.update.protected import Protected
from pipeline.update.rename import renamed
from pipeline.update.suggest import Suggester
from pipeline.validate import new_validator, read_catalogs

DRAFT = (
    "This translation is a draft.",
    "No medical translator has reviewed it yet.",
)
"""What the header of a new catalog says, until somebody has reviewed it."""

CORRECTIONS = "minor-changes.csv"
"""The list, in the folder of the locales, of corrections that no translation need follow."""

PROJECT = "Project-Id-Version"

_ROUNDS = 4

CORRECTION_COLUMNS = ("old", "new", "reason")


@dataclass(frozen=True, slots=True)
class LocaleUpdate:
    """What an update makes of a locale: its catalogs by domain, and the old names of leaflets."""

    locale: Locale
    merged: Mapping[str, Merged]
    renamed: Mapping[str, str] = field(default_factory=dict)


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
    updates = list(plan_update(project, [locale]))
    return written + [path for update in updates for path in write_update(project, update)]


def plan_update(
    project: Project,
    locales: Iterable[Locale],
    compendia: Sequence[Path] = (),
    corrections: Iterable[Correction] = (),
) -> Iterator[LocaleUpdate]:
    """Yield what an update makes of each locale; nothing is written.

    Raises `PipelineError` at a file that cannot be used.
    """
    base = read_term_base(project)
    templates = read_templates(project)
    alike = Alike((*read_corrections(project), *corrections))
    locales = list(locales)
    read_in = [_read_compendium(project, path, locales) for path in compendia]
    for locale in locales:
        fitting = [found for found in read_in if _is_for(found, locale)]
        yield _plan(project, base, templates, locale, (fitting, alike))


def _read_compendium(project: Project, path: Path, locales: Sequence[Locale]) -> Catalog:
    """Read a compendium; raise `CatalogError` where it is for none of the locales."""
    catalog = read(path, project.shown(path))
    fitting = [locale for locale in locales if _is_for(catalog, locale)]
    for locale in fitting or locales:
        check_header(catalog, locale)
    return catalog


def _is_for(compendium: Catalog, locale: Locale) -> bool:
    language = compendium.header.get("Language", "").strip()
    return not language or same_language(language, locale.name)


def read_corrections(project: Project) -> tuple[Correction, ...]:
    """Read the recorded corrections; raise `TableError` for a row that says too little."""
    path = project.locales_dir / CORRECTIONS
    shown = project.shown(path)
    found = []
    for line, row in read_rows(path, shown, CORRECTION_COLUMNS):
        for column in CORRECTION_COLUMNS:
            require(bool(row[column]), f"no {column}; a correction needs all fields", shown, line)
        found.append(Correction(row["old"], row["new"]))
    return tuple(found)


def _plan(
    project: Project,
    base: TermBase,
    templates: Mapping[str, Template],
    locale: Locale,
    known: tuple[Sequence[Catalog], Alike],
) -> LocaleUpdate:
    source = read_glossary(project, base, project.source_locale)
    target = read_glossary(project, base, locale)
    suggester = Suggester(Protected(source, target), _errors(project, target))
    return merge_locale(project, read_catalogs(project, locale), templates, suggester, *known)


def merge_locale(
    project: Project,
    catalogs: Mapping[str, Catalog],
    templates: Mapping[str, Template],
    suggester: Suggester,
    compendia: Sequence[Catalog] = (),
    alike: Alike | None = None,
) -> LocaleUpdate:
    """Return what an update makes of a locale's catalogs, those of new leaflets among them."""
    locale = suggester.protected.target.locale
    found = dict(catalogs)
    moved = renamed(catalogs, templates)
    for new, old in moved.items():
        found[new] = _renamed(project, locale, found.pop(old), old, new)
    for domain, template in templates.items():
        if domain not in found:
            found[domain] = _new_catalog(project, locale, template)
    found = {domain: found[domain] for domain in sorted(found)}
    current = frozenset(m.key for template in templates.values() for m in template.messages)

    def merge(known: Mapping[str, Catalog]) -> dict[str, Merged]:
        memory = Memory(known, compendia, current, alike)
        return merge_catalogs(known, templates, memory, suggester, compendia=bool(compendia))

    merged = merge(found)
    if any(each.catalog.entries != found[domain].entries for domain, each in merged.items()):
        merged = _settled(merged, merge)
    dated = {domain: _dated(each, templates.get(domain)) for domain, each in merged.items()}
    return LocaleUpdate(locale, dated, moved)


def _settled(
    merged: Mapping[str, Merged], merge: Callable[[Mapping[str, Catalog]], Mapping[str, Merged]]
) -> dict[str, Merged]:
    """Merge until nothing changes any more, so that a second update has nothing left to do.

    What came back in one catalog may be of use in another.
    """
    found = dict(merged)
    for _ in range(_ROUNDS):
        again = merge({domain: each.catalog for domain, each in found.items()})
        if all(again[domain].catalog == each.catalog for domain, each in found.items()):
            break
        found = {d: Merged(again[d].catalog, each.changes) for d, each in found.items()}
    return found


def _dated(merged: Merged, template: Template | None) -> Merged:
    """Write the template's date into a catalog's header."""
    if template is None or not template.created:
        return merged
    header = {**merged.catalog.header, CREATED: template.created}
    return replace(merged, catalog=replace(merged.catalog, header=header))


def _errors(project: Project, target: Glossary) -> Callable[[Entry], frozenset[tuple[str, str]]]:
    """Return the function that says which errors the checks find in a translation."""
    validator = cache(lambda: new_validator(project))

    def errors(entry: Entry) -> frozenset[tuple[str, str]]:
        found = validator().judge(entry, "", "", target)
        return frozenset((f.check, f.message) for f in found if f.severity is Severity.ERROR)

    return errors


def write_update(project: Project, update: LocaleUpdate) -> Iterator[str]:
    """Write the catalogs of a locale; yield the path of each that changed.

    Each is written as a whole or not at all. The old file of a leaflet with a new name goes when
    the new one is there.
    """
    old_paths = {
        new: project.catalog_path(update.locale, old) for new, old in update.renamed.items()
    }
    for domain, merged in update.merged.items():
        path = project.catalog_path(update.locale, domain)
        older = old_paths.get(domain)
        wrap = _is_wrapped(older or path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if write(merged.catalog, path, wrap=wrap):
                yield project.shown(path)
            if older is not None:
                older.unlink(missing_ok=True)
        except OSError as error:
            message = f"cannot be written: {error.strerror}"
            raise CatalogError(message, project.shown(path)) from error


def _is_wrapped(path: Path) -> bool:
    return not path.exists() or is_wrapped(path.read_text(encoding="utf-8-sig"))


def _renamed(project: Project, locale: Locale, catalog: Catalog, old: str, new: str) -> Catalog:
    """Return a leaflet's catalog under the leaflet's new name."""
    path = project.shown(project.catalog_path(locale, new))
    before, after = (new_header(locale, name, project.name, "")[PROJECT] for name in (old, new))
    header = dict(catalog.header)
    if header.get(PROJECT) == before:
        header[PROJECT] = after
    return replace(catalog, path=path, header=header)


def _new_catalog(project: Project, locale: Locale, template: Template) -> Catalog:
    path = project.shown(project.catalog_path(locale, template.domain))
    source = project.source_locale.name
    header = new_header(locale, template.domain, project.name, template.created, source)
    return Catalog(path, header, (), DRAFT)


def write_pseudo_locale(project: Project, locale: Locale) -> list[str]:
    """Write the terms and the catalogs of a pseudo-locale; return the paths that changed."""
    from pipeline.pseudo import pseudo  # no other command needs it

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
