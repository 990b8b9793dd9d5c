"""Translation units: the messages of a catalog as agencies get them and give them back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Catalog, Entry, Location, message_hash

NEW = "new"
NEEDS_REVIEW = "needs-review"
TRANSLATED = "translated"
UNSAID = ""
"""The state of a unit whose file does not say any."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A message with its translation.

    `id` is all that a tool must give back unchanged: it stands for the message and, behind the
    dot, for the translation as it was when the file was written. `state` is one of the words
    above; fuzzy is “needs review”. `problem` says why a unit that was read cannot be used.
    """

    id: str
    source: str
    target: str = ""
    state: str = NEW
    msgctxt: str | None = None
    notes: tuple[str, ...] = ()
    translator_notes: tuple[str, ...] = ()
    previous: str = ""
    locations: tuple[Location, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The units of one leaflet; the languages are BCP 47 tags."""

    domain: str
    source_tag: str
    target_tag: str
    units: tuple[Unit, ...]


def unit_id(entry: Entry) -> str:
    """Return a unit's id for an entry as it stands now."""
    return f"{message_part(entry)}.{translation_part(entry)}"


def message_part(entry: Entry) -> str:
    """Return what stands for a message: it changes with context and source text only."""
    return message_hash(entry.message.msgctxt, entry.message.msgid, "")


def translation_part(entry: Entry) -> str:
    """Return what stands for a translation: it changes with its words and with its being fuzzy."""
    return message_hash("fuzzy" if entry.fuzzy else None, "", entry.msgstr)[:8]


def units(catalog: Catalog, *, unfinished: bool = False) -> Iterator[Unit]:
    """Yield the units of a catalog; `unfinished` leaves out what is translated.

    Obsolete messages are none, nor are messages with plural forms, which leaflets do not have
    (`with_plurals` tells them).
    """
    for entry in catalog.entries:
        if not entry.obsolete and entry.msgid_plural is None:
            unit = _unit(entry)
            if not (unfinished and unit.state == TRANSLATED):
                yield unit


def with_plurals(catalog: Catalog) -> list[Entry]:
    """Return the messages of a catalog that have plural forms, and so are no units."""
    return [e for e in catalog.entries if not e.obsolete and e.msgid_plural is not None]


def _unit(entry: Entry) -> Unit:
    state = NEEDS_REVIEW if entry.fuzzy else TRANSLATED
    return Unit(
        unit_id(entry),
        entry.message.msgid,
        entry.msgstr,
        state if entry.msgstr else NEW,
        entry.message.msgctxt,
        entry.message.comments,
        entry.translator_comments,
        entry.previous[1] if entry.previous else "",
        entry.message.locations,
    )
