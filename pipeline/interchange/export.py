"""Write the messages of a locale for an agency: one file a leaflet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pipeline.catalogs.excerpt import excerpt
from pipeline.catalogs.write import replace_file
from pipeline.errors import UsageError
from pipeline.interchange.sheet import write_sheet
from pipeline.interchange.units import Document, units, with_plurals
from pipeline.interchange.xliff1 import write_xliff1
from pipeline.interchange.xliff2 import write_xliff2
from pipeline.locales import Locale
from pipeline.project import Project
from pipeline.validate import read_catalogs


def _write_csv(document: Document, shown: str) -> bytes:
    return write_sheet(document)


FORMATS: Mapping[str, tuple[str, Callable[[Document, str], bytes]]] = MappingProxyType(
    {
        "xliff": (".xlf", write_xliff1),
        "xliff2": (".xlf", write_xliff2),
        "csv": (".csv", _write_csv),
    }
)
"""The formats by name: the ending of their files, and what writes them."""


def export_locale(
    project: Project,
    locale: Locale,
    domains: Sequence[str],
    format: str,
    folder: Path,
    *,
    unfinished: bool = False,
) -> Iterator[tuple[Path, int]]:
    """Write the leaflets of a locale, all or those named; yield each file with its units.

    With `unfinished`, only what is not translated or needs review. Raises `UsageError` for a
    leaflet that the locale does not have, and for a file that is there and differs: it may be what
    an agency sent back. Nothing is written then.
    """
    catalogs = read_catalogs(project, locale)
    for domain in domains:
        if domain not in catalogs:
            known = ", ".join(catalogs) or "none; run “leaflets update”"
            raise UsageError(f"{locale.name} has no leaflet “{domain}”; it has: {known}")
    ending, write = FORMATS[format]
    contents: dict[Path, tuple[bytes, int]] = {}
    for domain in dict.fromkeys(domains or catalogs):
        path = folder / locale.name / f"{domain}{ending}"
        chosen = tuple(units(catalogs[domain], unfinished=unfinished))
        if chosen:
            document = Document(domain, project.source_locale.tag, locale.tag, chosen)
            contents[path] = (write(document, catalogs[domain].path), len(chosen))
    for path, (content, _) in contents.items():
        if path.exists() and path.read_bytes() != content:
            raise UsageError(f"{path}: is there already, and differs; choose another folder (-o)")
    for path, (content, count) in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path.absolute(), content)
        yield path, count


def left_out(project: Project, locale: Locale, domains: Sequence[str]) -> Iterator[str]:
    """Yield a line for each catalog of which messages with plural forms were not exported."""
    catalogs = read_catalogs(project, locale)
    for domain in dict.fromkeys(domains or catalogs):
        entries = with_plurals(catalogs[domain])
        if entries:
            texts = ", ".join(f"“{excerpt(entry.message.msgid, 40)}”" for entry in entries)
            path, line = catalogs[domain].path, entries[0].line
            yield f"{path}:{line}: left out, because of plural forms: {texts}"
