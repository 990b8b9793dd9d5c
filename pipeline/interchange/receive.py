"""Take translations that an agency sent back into the catalogs of their locale.

The rule: a translation is taken if its message still reads as it did, and if the catalog still
holds what it held when the file was written, or nothing. What somebody has changed in the meantime
stays, and is told with both texts, unless the file is to win. An empty target erases nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.catalogs.excerpt import excerpt
from pipeline.catalogs.wrap import is_wrapped
from pipeline.catalogs.write import UNWRITABLE, write
from pipeline.errors import ExchangeError, LocaleError
from pipeline.interchange.safe_xml import local_name, parse_xml, read_bytes
from pipeline.interchange.sheet import read_sheet
from pipeline.interchange.units import (
    NEEDS_REVIEW,
    NEW,
    TRANSLATED,
    Document,
    Unit,
    message_part,
    translation_part,
)
from pipeline.interchange.xliff1 import read_xliff1
from pipeline.interchange.xliff2 import read_xliff2
from pipeline.locales import Locale, find_locale
from pipeline.model import Catalog, Entry
from pipeline.project import Project
from pipeline.validate import read_catalogs


@dataclass(slots=True)
class Received:
    """What files bring to one catalog: the catalog with it, what was taken, what was left out."""

    locale: Locale
    domain: str
    catalog: Catalog
    taken: list[Entry] = field(default_factory=list)
    same: int = 0
    left_out: list[str] = field(default_factory=list)


def read_documents(path: Path, shown: str) -> tuple[Document, ...]:
    """Read a file that came back: XLIFF 1.2, 2.0 or 2.1, or CSV; raise `ExchangeError` if none."""
    content = read_bytes(path, shown)
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return tuple(read_sheet(content, shown))
    root = parse_xml(content, shown)
    version = root.get("version", "")
    if local_name(root) != "xliff" or version[:2] not in ("1.", "2."):
        found = f"<{local_name(root)}>" + (f" in version {version}" if version else "")
        raise ExchangeError(f"{found} at the top; expected XLIFF 1.2 or 2", shown, 1)
    documents = tuple((read_xliff1 if version[:2] == "1." else read_xliff2)(root))
    if not any(document.units for document in documents):
        raise ExchangeError("no translation units; expected at least one", shown)
    return documents


def receive(
    project: Project, files: Iterable[tuple[str, Iterable[Document]]], *, overwrite: bool = False
) -> list[Received]:
    """Work out what files, each with its name, bring to the catalogs; write nothing.

    Raises `ExchangeError` for a file of a language or leaflet that the project does not have.
    """
    found: dict[tuple[Locale, str], Received] = {}
    catalogs: dict[Locale, dict[str, Catalog]] = {}
    for name, documents in files:
        for document in documents:
            locale = _locale(project, document, name)
            if locale not in catalogs:
                catalogs[locale] = read_catalogs(project, locale)
            domain = _domain(document, catalogs[locale], locale, name)
            key = (locale, domain)
            if key not in found:
                found[key] = Received(locale, domain, catalogs[locale][domain])
            _take_all(found[key], document.units, overwrite=overwrite)
    return [found[key] for key in sorted(found, key=lambda key: (key[0].name, key[1]))]


def write_received(project: Project, received: Received) -> bool:
    """Write a catalog with what it received; say whether the file changed."""
    path = project.root / received.catalog.path
    wrap = is_wrapped(path.read_text(encoding="utf-8-sig"))
    return bool(received.taken) and write(received.catalog, path, wrap=wrap)


def _locale(project: Project, document: Document, name: str) -> Locale:
    tag = document.target_tag.replace("_", "-")
    for locale in project.locales:
        if locale.tag.casefold() == tag.casefold():
            return locale
    try:
        start = f"start it with: leaflets init {find_locale(tag).name}"
    except LocaleError:
        start = f"expected one of {', '.join(locale.tag for locale in project.locales)}"
    raise ExchangeError(f"is in “{excerpt(tag)}”, for which there is no folder; {start}", name)


def _domain(document: Document, catalogs: Mapping[str, Catalog], locale: Locale, name: str) -> str:
    """Return the leaflet of a document: a name to look up, never a path to open."""
    if document.domain in catalogs:
        return document.domain
    expected = ", ".join(catalogs) or "none"
    found = f"“{excerpt(document.domain)}” is no leaflet of {locale.name}"
    raise ExchangeError(f"{found}; expected one of {expected}", name)


def _take_all(received: Received, units: Iterable[Unit], *, overwrite: bool) -> None:
    entries = list(received.catalog.entries)
    places = {message_part(e): i for i, e in enumerate(entries) if _is_live(e)}
    by_text: dict[tuple[str, str], int] = {}
    for index, entry in enumerate(entries):
        if _is_live(entry):
            by_text[entry.message.msgctxt or "", entry.message.msgid] = index
    for unit in units:
        place = places.get(unit.id.partition(".")[0])
        if place is None:
            place = by_text.get((unit.msgctxt or "", unit.source))
        if place is None:
            problem = "the leaflet has no such message any more"
            received.left_out.append(f"{received.catalog.path}: {_named(unit)}: {problem}")
            continue
        entry = entries[place]
        changed, problem = _take(entry, unit, overwrite=overwrite)
        if problem:
            where = f"{received.catalog.path}:{entry.msgstr_line}"
            received.left_out.append(f"{where}: {_named(unit)}: {problem}")
        elif changed == entry:
            received.same += 1
        else:
            entries[place] = changed
            received.taken.append(changed)
    received.catalog = replace(received.catalog, entries=tuple(entries))


def _is_live(entry: Entry) -> bool:
    return not entry.obsolete and entry.msgid_plural is None


def _take(entry: Entry, unit: Unit, *, overwrite: bool) -> tuple[Entry, str]:
    """Return the entry with what a unit brings, or why it brings nothing."""
    if unit.problem:
        return entry, unit.problem
    if unit.source.split() != entry.message.msgid.split():
        return entry, f"its source reads “{excerpt(unit.source)}” in the file"
    if not unit.target.strip():
        return _with_notes(entry, unit), ""
    if unwritable := UNWRITABLE.search(unit.target):
        return entry, f"its target holds U+{ord(unwritable[0]):04X}, which is no text"
    new = _translated(entry, unit)
    if (new.msgstr, new.fuzzy) == (entry.msgstr, entry.fuzzy):
        return _with_notes(entry, unit), ""
    if entry.msgstr and _is_stale(entry, unit) and not overwrite:
        theirs, ours = excerpt(unit.target, 60), excerpt(entry.msgstr, 60)
        return entry, f"changed here in the meantime: “{ours}” stays, “{theirs}” was sent"
    return _with_notes(new, unit), ""


def _is_stale(entry: Entry, unit: Unit) -> bool:
    """Tell whether the catalog holds something else than when the unit was written."""
    return unit.id.partition(".")[2] != translation_part(entry)


def _translated(entry: Entry, unit: Unit) -> Entry:
    state, target = unit.state, unit.target
    if "\r" not in entry.message.msgid:
        target = target.replace("\r\n", "\n").replace("\r", "\n")  # as spreadsheets end lines
    if state not in (NEW, NEEDS_REVIEW, TRANSLATED):
        state = NEEDS_REVIEW if entry.fuzzy and target == entry.msgstr else TRANSLATED
    fuzzy = state != TRANSLATED
    flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
    return replace(
        entry,
        msgstr=target,
        flags=("fuzzy", *flags) if fuzzy else flags,
        previous=entry.previous if fuzzy else None,
    )


def _with_notes(entry: Entry, unit: Unit) -> Entry:
    """Add the translator's notes that the entry does not have yet."""
    lines = [line for note in unit.translator_notes for line in note.splitlines()]
    new = [line for line in dict.fromkeys(lines) if line not in entry.translator_comments]
    return replace(entry, translator_comments=(*entry.translator_comments, *new))


def _named(unit: Unit) -> str:
    return f"“{excerpt(unit.source or unit.id)}”"


def describe(received: Iterable[Received]) -> Iterator[str]:
    """Yield a line a catalog: what was taken, what was the same, what was left out."""
    for each in received:
        counts = f"{len(each.taken)} taken, {each.same} unchanged, {len(each.left_out)} left out"
        yield f"{each.catalog.path}: {counts}"
