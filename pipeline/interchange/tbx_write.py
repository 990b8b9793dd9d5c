"""The term base as TBX (ISO 30042:2019): dialect TBX-Basic, data categories as attributes.

A concept is a `conceptEntry`, its kind the `subjectField`; a form is a `termSec` with its
`administrativeStatus`. Where a form comes from is an `admin` of type `source`; the other columns
of a table, those that somebody added among them, are notes of the form “column: text”.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Mapping, Sequence

from pipeline.interchange.safe_xml import XML_LANG, serialize_xml
from pipeline.interchange.term_rows import TermRow

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
ID_PREFIX = "concept-"
ADMINISTRATIVE_STATUS = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
}
"""The project's words for a form's status, in those of the standard's picklist."""

_WHOLE = frozenset({"term", "note", "admin", "descrip", "p", "title"})


def tbx(
    title: str, kinds: Mapping[str, str], sections: Sequence[tuple[str, Sequence[TermRow]]]
) -> bytes:
    """Return a TBX file.

    `kinds` has the concepts in order; `sections` are the language tags, that of the source first,
    each with its forms.
    """
    root = etree.Element(
        "tbx",
        {"type": "TBX-Basic", "style": "dca", XML_LANG: sections[0][0], "xmlns": NAMESPACE},
    )
    description = etree.SubElement(etree.SubElement(root, "tbxHeader"), "fileDesc")
    _text(etree.SubElement(description, "titleStmt"), "title", title)
    _text(etree.SubElement(description, "sourceDesc"), "p", "Protected terms of patient leaflets")
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for concept, kind in kinds.items():
        entry = etree.SubElement(body, "conceptEntry", {"id": xml_id(concept)})
        _text(entry, "descrip", kind, type="subjectField")
        for tag, rows in sections:
            _language(entry, tag, [row for row in rows if row.concept == concept])
    return serialize_xml(root, _WHOLE, "TBX")


def xml_id(concept: str) -> str:
    """Return a concept's id as an XML name, which may neither begin with a digit nor hold space."""
    return ID_PREFIX + re.sub(r"[^A-Za-z0-9.-]", lambda found: f"_{ord(found[0]):x}_", concept)


def concept_of(xml_id: str) -> str:
    """Return the concept that `xml_id` wrote, or the id as another tool wrote it."""
    if not xml_id.startswith(ID_PREFIX):
        return xml_id
    name = xml_id.removeprefix(ID_PREFIX)
    return re.sub(r"_([0-9a-f]{1,6})_", lambda found: chr(int(found[1], 16) % 0x110000), name)


def _language(entry: etree.Element, tag: str, rows: Iterable[TermRow]) -> None:
    section: etree.Element | None = None
    for row in rows:
        if section is None:
            section = etree.SubElement(entry, "langSec", {XML_LANG: tag})
        term = etree.SubElement(section, "termSec")
        _text(term, "term", row.term)
        _text(term, "termNote", ADMINISTRATIVE_STATUS[row.status], type="administrativeStatus")
        for name, value in row.more.items():
            if name == "source" and value:
                _text(term, "admin", value, type="source")
            elif value:
                _text(term, "note", f"{name}: {value}")


def _text(parent: etree.Element, tag: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = text
