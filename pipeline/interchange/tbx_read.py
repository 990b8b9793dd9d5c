"""Read a term base in TBX: ISO 30042:2019 (both styles, DCA and DCT) and its version of 2008.

Elements are known by their names, whatever the namespace of their data category: `langSec` and
the older `langSet`, `<termNote type="administrativeStatus">` and `<min:administrativeStatus>`.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import ExchangeError
from pipeline.interchange.safe_xml import XML_LANG, child_text, children, local_name, whole_text
from pipeline.interchange.tbx_write import concept_of
from pipeline.interchange.term_rows import TermRow

_ENTRIES = ("conceptEntry", "termEntry")
_STATUSES = {
    "preferredterm": "preferred",
    "preferred": "preferred",
    "admittedterm": "admitted",
    "admitted": "admitted",
    "deprecatedterm": "deprecated",
    "deprecated": "deprecated",
    "supersededterm": "deprecated",
    "superseded": "deprecated",
}


@dataclass(frozen=True, slots=True)
class ReadConcept:
    """A concept of a file, with its forms by language tag; `kind` is its subject field.

    The `status` of a form is empty where the file gives none.
    """

    id: str
    kind: str
    forms: tuple[tuple[str, TermRow], ...]


def read_tbx(root: etree.Element, shown: str) -> tuple[ReadConcept, ...]:
    """Return the concepts of a TBX document; raise `ExchangeError` where it is none."""
    if local_name(root) not in ("tbx", "martif"):
        found = local_name(root)
        raise ExchangeError(f"<{found}> at the top; expected TBX (<tbx>, or <martif>)", shown)
    entries = [element for element in root.iter() if local_name(element) in _ENTRIES]
    if not entries:
        raise ExchangeError("no concepts; expected <conceptEntry> elements", shown)
    return tuple(_concept(entry) for entry in entries)


def _concept(entry: etree.Element) -> ReadConcept:
    id = concept_of(entry.get("id", ""))
    kind = _category(entry, "subjectField", within=("descripGrp",))
    forms = [
        (section.get(XML_LANG, ""), form)
        for section in children(entry, "langSec", "langSet")
        for form in _forms(section, id, kind)
    ]
    return ReadConcept(id, kind, tuple(forms))


def _forms(section: etree.Element, concept: str, kind: str) -> Iterator[TermRow]:
    for form in children(section, "termSec", "tig", "ntig"):
        holder = next(iter(children(form, "termGrp")), form)
        term = " ".join(child_text(holder, "term").split())
        if term:
            groups = ("termNoteGrp", "termGrp", "adminGrp")
            status = _category(form, "administrativeStatus", within=groups)
            known = _STATUSES.get(status.lower().partition("-")[0].removesuffix("admnsts"), "")
            yield TermRow(concept, term, known, kind, dict(_more(form)))


def _more(form: etree.Element) -> Iterator[tuple[str, str]]:
    """Yield the columns that a form brings with it."""
    if source := _category(form, "source", within=("adminGrp",)):
        yield "source", source
    for note in children(form, "note"):
        name, colon, value = whole_text(note).partition(": ")
        yield (name, value) if colon and name.isidentifier() else ("note", whole_text(note))


def _category(element: etree.Element, name: str, within: tuple[str, ...]) -> str:
    """Return the value of a data category: the `type` of an element (DCA) or its name (DCT)."""
    for holder in (element, *children(element, *within)):
        for child in holder:
            if child.get("type") == name or local_name(child) == name:
                return whole_text(child)
    return ""
