"""XLIFF 2.0 and 2.1 (ISO 21720): written as 2.0, read as either.

A unit in need of review is in the state `initial`, with words: that is how other tools read it
too; its `subState` says so in full.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator

from pipeline.interchange.codes import numbered, read_text, write_text
from pipeline.interchange.safe_xml import XML_SPACE, children, local_name, serialize_xml
from pipeline.interchange.units import (
    NEEDS_REVIEW,
    NEW,
    TRANSLATED,
    UNSAID,
    Document,
    Unit,
)
from pipeline.model import Location

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"

_STATES = {NEW: "initial", NEEDS_REVIEW: "initial", TRANSLATED: "translated"}
_WHOLE = frozenset({"source", "target", "note", "data"})
_CONTEXT, _PREVIOUS, _LOCATION = "context", "previous source", "location"
_OWN = frozenset({_CONTEXT, _PREVIOUS, _LOCATION, "developer"})


def write_xliff2(document: Document, shown: str) -> bytes:
    """Return a document as XLIFF 2.0; raise `ExchangeError` for what XML cannot hold."""
    root = etree.Element(
        "xliff",
        {
            "version": "2.0",
            "xmlns": NAMESPACE,
            "srcLang": document.source_tag,
            "trgLang": document.target_tag,
        },
    )
    file = etree.SubElement(root, "file", {"id": "f1", "original": document.domain})
    for unit in document.units:
        _write_unit(file, unit)
    return serialize_xml(root, _WHOLE, shown)


def read_xliff2(root: etree.Element) -> Iterator[Document]:
    """Yield the documents of an XLIFF 2 file: one for each `<file>`."""
    for file in children(root, "file"):
        units = tuple(_read_unit(e) for e in file.iter() if local_name(e) == "unit")
        original = file.get("original", "") or file.get("id", "")
        yield Document(original, root.get("srcLang", ""), root.get("trgLang", ""), units)


def _write_unit(file: etree.Element, unit: Unit) -> None:
    element = etree.SubElement(file, "unit", {"id": unit.id, XML_SPACE: "preserve"})
    if notes := list(_notes(unit)):
        holder = etree.SubElement(element, "notes")
        for category, text in notes:
            etree.SubElement(holder, "note", {"category": category}).text = text
    codes, target_codes = numbered((unit.source, unit.target))
    if data := codes | target_codes:
        originals = etree.SubElement(element, "originalData")
        for number, code in data.items():
            etree.SubElement(originals, "data", {"id": f"d{number}"}).text = code
    segment = etree.SubElement(element, "segment", {"state": _STATES[unit.state]})
    if unit.state == NEEDS_REVIEW:
        segment.set("subState", "leaflets:needs-review")
    write_text(etree.SubElement(segment, "source"), unit.source, codes, native=False)
    if unit.target:
        target = etree.SubElement(segment, "target")
        write_text(target, unit.target, target_codes, native=False)


def _notes(unit: Unit) -> Iterator[tuple[str, str]]:
    for location in unit.locations:
        yield _LOCATION, str(location)
    if unit.msgctxt is not None:
        yield _CONTEXT, unit.msgctxt
    if unit.previous:
        yield _PREVIOUS, unit.previous
    for note in unit.notes:
        yield "developer", note
    for note in unit.translator_notes:
        yield "translator", note


def _read_unit(element: etree.Element) -> Unit:
    data = {e.get("id", ""): "".join(e.itertext()) for e in element.iter() if _is_data(e)}
    parts = children(element, "segment", "ignorable")
    source, target, problem = _texts(parts, data)
    notes = [
        (note.get("category", ""), note.text or "")
        for holder in (element, *parts)  # some tools put them into the segment
        for group in children(holder, "notes")
        for note in children(group, "note")
    ]
    by_category = dict(notes)
    return Unit(
        element.get("id", ""),
        source,
        target,
        _state([part for part in parts if local_name(part) == "segment"], target),
        by_category.get(_CONTEXT),
        tuple(note for category, note in notes if category == "developer"),
        tuple(note for category, note in notes if category not in _OWN),
        by_category.get(_PREVIOUS, ""),
        tuple(_location(note) for category, note in notes if category == _LOCATION),
        problem,
    )


def _texts(parts: list[etree.Element], data: dict[str, str]) -> tuple[str, str, str]:
    """Return the texts of all segments, and what is wrong with them."""
    source = ""
    try:
        source = "".join(_part(part, "source", {}, data) for part in parts)
        if not any(children(part, "target") for part in parts):
            return source, "", ""
        codes = numbered((source,))[0]
        return source, "".join(_target(part, codes, data) for part in parts), ""
    except ValueError as error:
        return source, "", str(error)


def _target(part: etree.Element, codes: dict[str, str], data: dict[str, str]) -> str:
    """Return a segment's target; what is between segments may have none, and stays as it is."""
    if local_name(part) == "ignorable" and not children(part, "target"):
        return _part(part, "source", codes, data)
    return _part(part, "target", codes, data)


def _is_data(element: etree.Element) -> bool:
    return local_name(element) == "data"


def _part(part: etree.Element, name: str, codes: dict[str, str], data: dict[str, str]) -> str:
    return "".join(read_text(text, codes, data) for text in children(part, name)[:1])


def _location(note: str) -> Location:
    path, _, line = note.rpartition(":")
    return Location(path, int(line)) if line.isdecimal() else Location(note, 0)


def _state(segments: list[etree.Element], target: str) -> str:
    if not target:
        return NEW
    states = {segment.get("state") for segment in segments}
    if "initial" in states:
        return NEEDS_REVIEW
    return UNSAID if None in states else TRANSLATED
