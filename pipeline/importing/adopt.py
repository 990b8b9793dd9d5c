"""Adopt translated Markdown into the catalogs of a locale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from markdown import Markdown

from pipeline.catalogs.excerpt import excerpt
from pipeline.extract import FRONT_MATTER_KEYS
from pipeline.facts.drugs import PROTECTED, find_drugs
from pipeline.facts.links import find_links
from pipeline.facts.phones import find_phones
from pipeline.facts.quantities import find_quantities
from pipeline.importing.align import Segment, align
from pipeline.leaflets import Leaflet, read_leaflet, read_leaflets
from pipeline.locales import Locale
from pipeline.markdown.blocks import Block
from pipeline.markdown.locate import locate, read_source
from pipeline.markdown.parse import new_markdown, read_blocks
from pipeline.model import Catalog, Entry
from pipeline.project import Project
from pipeline.terms import Glossary, read_glossary, read_term_base
from pipeline.validate import read_catalogs

Key = tuple[str | None, str]

_SHARED = frozenset({"link-target", "image-target", "url", "email", "placeholder"})


@dataclass(slots=True)
class Adopted:
    """What a translated file brings to a catalog, and what a person should look at."""

    shown: str
    catalog: Catalog
    sure: int = 0
    fuzzy: int = 0
    kept: int = 0
    doubts: list[str] = field(default_factory=list)
    changed: bool = False


def adopt(project: Project, locale: Locale, folder: Path) -> tuple[list[Adopted], list[str]]:
    """Align each file of a folder with the leaflet of its name; write nothing.

    Returns what each brings, and the files that are no translation of any leaflet.
    """
    base = read_term_base(project)
    source = read_glossary(project, base, project.source_locale)
    target = read_glossary(project, base, locale)
    leaflets = {leaflet.domain: leaflet for leaflet in read_leaflets(project)}
    catalogs = read_catalogs(project, locale)
    names, configs = project.markdown_extensions
    md = new_markdown(names, configs)
    adopted, strangers = [], []
    for path in sorted(folder.rglob("*.md"), key=lambda path: path.as_posix()):
        domain = path.relative_to(folder).with_suffix("").as_posix()
        if domain not in leaflets or domain not in catalogs:
            missing = "leaflet" if domain not in leaflets else "catalog (run “leaflets update”)"
            strangers.append(f"{path}: there is no {missing} of the name “{domain}”")
            continue
        translated = read_leaflet(path, path.as_posix(), domain)
        result = Adopted(path.as_posix(), catalogs[domain])
        _adopt_file(result, (leaflets[domain], translated), (source, target), md)
        adopted.append(result)
    return adopted, strangers


def _adopt_file(
    result: Adopted,
    leaflets: tuple[Leaflet, Leaflet],
    glossaries: tuple[Glossary, Glossary],
    md: Markdown,
) -> None:
    source, target = leaflets
    keys, ours = _segments(source, glossaries[0], md, frozenset())
    called = frozenset(value for s in ours for kind, value in s.anchors if kind == "phone")
    _, theirs = _segments(target, glossaries[1], md, called)
    found: dict[Key, tuple[str, tuple[str, ...], int]] = {}
    for pair in align(ours, theirs):
        if pair.source is None and pair.target is not None:
            segment = theirs[pair.target]
            place = f"{result.shown}:{segment.line}"
            result.doubts.append(f"{place}: nothing in the source for “{excerpt(segment.text)}”")
        elif pair.target is None and pair.source is not None:
            segment = ours[pair.source]
            result.doubts.append(
                f"{source.path}:{segment.line}: not translated: “{excerpt(segment.text)}”"
            )
        elif pair.source is not None and pair.target is not None:
            segment = theirs[pair.target]
            found.setdefault(keys[pair.source], (segment.text, pair.doubts, segment.line))
    _fill_in(result, found)


def _fill_in(result: Adopted, found: dict[Key, tuple[str, tuple[str, ...], int]]) -> None:
    entries = []
    for entry in result.catalog.entries:
        text, doubts, line = found.get(entry.message.key, ("", (), 0))
        if not text or entry.obsolete or entry.msgid_plural is not None:
            entries.append(entry)
        elif entry.msgstr:
            result.kept += 1
            if entry.msgstr != text:
                ours = excerpt(entry.msgstr)
                result.doubts.append(
                    f"{result.shown}:{line}: “{excerpt(text)}”: the catalog's “{ours}” stays"
                )
            entries.append(entry)
        elif text == entry.message.msgid and any(map(str.isalpha, text)):
            result.doubts.append(f"{result.shown}:{line}: still in the source language")
            entries.append(entry)
        else:
            entries.append(_filled(result, entry, text, doubts, line))
    result.catalog = replace(result.catalog, entries=tuple(entries))


def _filled(result: Adopted, entry: Entry, text: str, doubts: tuple[str, ...], line: int) -> Entry:
    result.changed = True
    flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
    if not doubts:
        result.sure += 1
        return replace(entry, msgstr=text, flags=flags, previous=None)
    result.fuzzy += 1
    why = "; ".join(doubts)
    result.doubts.append(f"{result.shown}:{line}: fuzzy: “{excerpt(text)}” {why}")
    return replace(entry, msgstr=text, flags=("fuzzy", *flags), previous=None)


def _segments(
    leaflet: Leaflet, glossary: Glossary, md: Markdown, called: frozenset[str]
) -> tuple[list[Key], list[Segment]]:
    """Return the messages of a leaflet as keys and as segments."""
    keys: list[Key] = []
    segments: list[Segment] = []
    for name, role in FRONT_MATTER_KEYS.items():
        text = leaflet.front_matter.get(name)
        if isinstance(text, str) and text.strip():
            keys.append((None, text.strip()))
            anchors = _anchors(text.strip(), glossary, called)
            segments.append(Segment(text.strip(), role, anchors, leaflet.line_of(name)))
    blocks: list[Block] = read_blocks(md, leaflet.body)
    where = [read_source(leaflet.path, leaflet.body, leaflet.first_line)]
    places = locate([block.msgid for block in blocks], where)
    for block, place in zip(blocks, places, strict=True):
        keys.append(block.key)
        anchors = _anchors(block.msgid, glossary, called)
        segments.append(Segment(block.msgid, block.role, anchors, place.line))
    return keys, segments


def _anchors(text: str, glossary: Glossary, called: frozenset[str]) -> frozenset[tuple[str, str]]:
    return frozenset(_shared_facts(text, glossary, called))


def _shared_facts(
    text: str, glossary: Glossary, called: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield the facts of a text that a translation shares: kind, and value in no language."""
    phones = find_phones(text, glossary, called)
    drugs = [f for f in find_drugs(text, glossary) if f.kind.partition(":")[0] in PROTECTED]
    links = find_links(text)
    aside = tuple(fact.span for fact in (*phones, *drugs, *links))
    for fact in phones:
        yield "phone", fact.value
    for fact in drugs:
        yield "drug", fact.value
    for fact in links:
        if fact.kind in _SHARED:
            yield fact.kind, fact.value
    for fact in find_quantities(text, glossary.locale, aside):
        if any(map(str.isdigit, fact.text)):
            yield "quantity", fact.value
