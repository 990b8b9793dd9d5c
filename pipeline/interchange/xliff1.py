"""XLIFF 1.2 (OASIS, 2008): written and read."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator

from pipeline.interchange.codes import numbered, read_text, write_text
from pipeline.interchange.safe_xml import (
    XML_SPACE,
    children,
    local_name,
    serialize_xml,
    whole_text,
)
from pipeline.interchange.units import (
    NEEDS_REVIEW,
    NEW,
    TRANSLATED,
    UNSAID,
    Document,
    Unit,
)
from pipeline.model import Location

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"

_STATES = {NEEDS_REVIEW: "needs-review-translation", TRANSLATED: "translated"}
_DONE = frozenset({"translated", "signed-off", "final"})
_CONTEXT = "x-gettext-msgctxt"
_PREVIOUS = "x-gettext-previous-msgid"
_WHOLE = frozenset({"source", "target", "note", "context"})


def write_xliff1(document: Document, shown: str) -> bytes:
    """Return a document as XLIFF 1.2; raise `ExchangeError` for what XML cannot hold."""
    root = etree.Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
    file = etree.SubElement(
        root,
        "file",
        {
            "original": document.domain,
            "datatype": "x-markdown",
            "source-language": document.source_tag,
            "target-language": document.target_tag,
        },
    )
    body = etree.SubElement(file, "body")
    for unit in document.units:
        _write_unit(body, unit)
    return serialize_xml(root, _WHOLE, shown)


def read_xliff1(root: etree.Element) -> Iterator[Document]:
    """Yield the documents of an XLIFF 1.2 file: one for each `<file>`."""
    for file in children(root, "file"):
        units = tuple(_read_unit(e) for e in file.iter() if local_name(e) == "trans-unit")
        yield Document(
            file.get("original", ""),
            file.get("source-language", ""),
            file.get("target-language", ""),
            units,
        )


def _write_unit(body: etree.Element, unit: Unit) -> None:
    element = etree.SubElement(body, "trans-unit", {"id": unit.id, XML_SPACE: "preserve"})
    codes, target_codes = numbered((unit.source, unit.target))
    write_text(etree.SubElement(element, "source"), unit.source, codes, native=True)
    if unit.target:
        element.set("approved", "yes" if unit.state == TRANSLATED else "no")
        target = etree.SubElement(element, "target", {"state": _STATES[unit.state]})
        write_text(target, unit.target, target_codes, native=True)
    for location in unit.locations:
        group = etree.SubElement(element, "context-group", {"purpose": "location"})
        _context(group, "sourcefile", location.path)
        if location.line:
            _context(group, "linenumber", str(location.line))
    if unit.msgctxt is not None or unit.previous:
        group = etree.SubElement(element, "context-group", {"purpose": "information"})
        if unit.msgctxt is not None:
            _context(group, _CONTEXT, unit.msgctxt)
        if unit.previous:
            _context(group, _PREVIOUS, unit.previous)
    for origin, notes in (("developer", unit.notes), ("translator", unit.translator_notes)):
        for note in notes:
            etree.SubElement(element, "note", {"from": origin}).text = note


def _context(group: etree.Element, type: str, text: str) -> None:
    etree.SubElement(group, "context", {"context-type": type}).text = text


def _read_unit(element: etree.Element) -> Unit:
    targets = children(element, "target")
    contexts = {e.get("context-type"): e.text or "" for e in element.iter() if _is_context(e)}
    notes = [(e.get("from", ""), e.text or "") for e in children(element, "note")]
    source, target, problem = _texts(element, targets)
    return Unit(
        element.get("id", ""),
        source,
        target,
        _state(targets[0].get("state"), element.get("approved"), target) if targets else NEW,
        contexts.get(_CONTEXT),
        tuple(note for origin, note in notes if origin == "developer"),
        tuple(note for origin, note in notes if origin != "developer"),
        contexts.get(_PREVIOUS, ""),
        tuple(_locations(element)),
        problem,
    )


def _texts(element: etree.Element, targets: list[etree.Element]) -> tuple[str, str, str]:
    source = ""
    try:
        source = "".join(read_text(e, {}, {}) for e in children(element, "source")[:1])
        codes = numbered((source,))[0]
        return source, "".join(read_text(e, codes, {}) for e in targets[:1]), ""
    except ValueError as error:
        return source, "", str(error)


def _is_context(element: etree.Element) -> bool:
    return local_name(element) == "context"


def _locations(element: etree.Element) -> Iterator[Location]:
    for group in children(element, "context-group"):
        if group.get("purpose") == "location":
            found = {e.get("context-type"): whole_text(e) for e in children(group, "context")}
            line = found.get("linenumber", "")
            yield Location(found.get("sourcefile", ""), int(line) if line.isdecimal() else 0)


def _state(state: str | None, approved: str | None, target: str) -> str:
    if not target:
        return NEW
    if state is None:
        return TRANSLATED if approved == "yes" else UNSAID
    return TRANSLATED if state in _DONE else NEEDS_REVIEW
