"""The templates of a project on disk: one `.pot` a leaflet, and one for the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.catalogs.header import new_header
from pipeline.catalogs.read import read
from pipeline.catalogs.write import write
from pipeline.clock import now
from pipeline.errors import CatalogError, UsageError
from pipeline.model import Catalog, Entry, Location, Message, Template
from pipeline.project import Project
from pipeline.terms import read_glossary, read_term_base
from pipeline.update.protected import KEEP, Protected

CREATED = "POT-Creation-Date"


def write_templates(project: Project, *, dry_run: bool = False) -> list[str]:
    """Write the templates that changed and remove those without a leaflet; return their paths.

    A template whose messages are the same keeps its `POT-Creation-Date`. With `dry_run`, nothing
    is written.
    """
    from pipeline.extract import extract_known  # who only reads templates needs no Markdown

    base = read_term_base(project)
    source = read_glossary(project, base, project.source_locale)
    protected = Protected(source, source)
    changed = []
    expected = set()
    for template in extract_known(project):
        path = project.template_path(template.domain)
        expected.add(path)
        if _write(project, template, path, protected, dry_run=dry_run):
            changed.append(project.shown(path))
    for path in sorted(set(_templates(project)) - expected):
        changed.append(project.shown(path))
        if not dry_run:
            path.unlink()
    return changed


def read_templates(project: Project) -> dict[str, Template]:
    """Return the templates on disk by domain; raise `UsageError` where there is none yet."""
    found = {}
    for path in sorted(_templates(project)):
        domain = path.relative_to(project.templates_dir).with_suffix("").as_posix()
        catalog = read(path, project.shown(path))
        messages = tuple(_without_terms(entry.message) for entry in catalog.entries)
        found[domain] = Template(domain, messages, catalog.header.get(CREATED, ""))
    if not found:
        raise UsageError("there are no templates yet; write them with: leaflets extract")
    return found


def _without_terms(message: Message) -> Message:
    """Drop the line on protected terms: each locale has its own."""
    kept = tuple(line for line in message.comments if not line.startswith(KEEP))
    return replace(message, comments=kept)


def _write(
    project: Project, template: Template, path: Path, protected: Protected, *, dry_run: bool
) -> bool:
    shown = project.shown(path)
    entries = tuple(
        Entry(
            replace(
                message,
                locations=references(message.locations, project.options.references),
                comments=(*message.comments, *protected.comment(message)),
            )
        )
        for message in template.messages
    )
    old = _read_or_none(path, shown)
    created = old.header.get(CREATED, "") if old else ""
    header = new_header(None, template.domain, project.name, created or _now())
    catalog = Catalog(shown, header, entries)
    if old is not None and _same(old, catalog):
        return False
    if not dry_run:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(replace(catalog, header=header | {CREATED: _now()}), path)
    return True


def references(locations: Iterable[Location], style: str) -> tuple[Location, ...]:
    """Return where a message stands in the style of the project: `line`, `file` or `none`."""
    if style == "line":
        return tuple(locations)
    files = dict.fromkeys(location.path for location in locations) if style == "file" else ()
    return tuple(Location(path, 0) for path in files)


def _same(old: Catalog, new: Catalog) -> bool:
    return dict(old.header) == dict(new.header) and [_content(e) for e in old.entries] == [
        _content(e) for e in new.entries
    ]


def _content(entry: Entry) -> Entry:
    return replace(entry, line=0, msgstr_line=0)


def _read_or_none(path: Path, shown: str) -> Catalog | None:
    """Read a template; one that is missing or damaged is written anew."""
    try:
        return read(path, shown)
    except CatalogError:
        return None


def _templates(project: Project) -> Iterator[Path]:
    return project.templates_dir.rglob("*.pot")


def _now() -> str:
    """Return the time as gettext writes it."""
    return now().strftime("%Y-%m-%d %H:%M%z")
