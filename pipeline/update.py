"""Merge the templates into a locale's catalogs, losing nothing that a person wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.extract import Template
from pipeline.facts.drugs import find_drugs
from pipeline.facts.phones import allowed_values, find_phones
from pipeline.model import Catalog, Entry, Fact, Message
from pipeline.terms import Glossary

Key = tuple[str | None, str]

KEEP = "Keep: "
"""How the comment begins that names a message's protected terms."""


@dataclass(frozen=True, slots=True)
class Protected:
    """The glossaries with which comments name the protected terms of a message."""

    source: Glossary
    target: Glossary

    def comment(self, message: Message) -> Iterator[str]:
        """Yield the line that tells a translator what a message must keep, and in which form."""
        kept: dict[str, None] = {}
        for fact in (*find_phones(message.msgid, self.source), *self._terms(message)):
            kept[self._form(fact.text, fact.value, phone=fact.kind == "phone")] = None
        if kept:
            yield f"{KEEP}{'; '.join(kept)}"

    def _terms(self, message: Message) -> Iterable[Fact]:
        return find_drugs(message.msgid, self.source)

    def _form(self, text: str, value: str, *, phone: bool) -> str:
        if phone:
            allowed = allowed_values(value, self.target)
            return text if value in allowed else f"{text} → {' or '.join(sorted(allowed))}"
        concept = self.source.base.concepts[value]
        if self.target.is_source:
            return concept.preferred
        approved = self.target.approved(value)
        if not approved:
            return f"{concept.preferred} (no approved form in terms.csv)"
        return f"{concept.preferred} → {approved[0]}"


def merge_catalog(
    old: Catalog, template: Template, memory: Mapping[Key, Entry], protected: Protected
) -> Catalog:
    """Return a catalog with the messages of a template, in the template's order.

    Translations come from the catalog itself (obsolete ones come back), else from `memory`, the
    other catalogs of the locale. What the template no longer holds becomes obsolete.
    """
    own = {entry.message.key: entry for entry in reversed(old.entries) if entry.obsolete}
    own |= {entry.message.key: entry for entry in old.entries if not entry.obsolete}
    entries = [
        _entry(message, own.get(message.key) or memory.get(message.key), protected)
        for message in template.messages
    ]
    current = {message.key for message in template.messages}
    left = [entry for entry in old.entries if entry.message.key not in current]
    return replace(old, entries=(*entries, *(_retire(entry) for entry in left if _has_work(entry))))


def translation_memory(catalogs: Iterable[Catalog]) -> dict[Key, Entry]:
    """Return the translations of a locale by message; those in use win over obsolete ones."""
    memory: dict[Key, Entry] = {}
    for obsolete in (False, True):
        for catalog in catalogs:
            for entry in catalog.entries:
                if entry.obsolete is obsolete and entry.msgstr:
                    memory.setdefault(entry.message.key, entry)
    return memory


def _entry(message: Message, known: Entry | None, protected: Protected) -> Entry:
    comments = (*message.comments, *protected.comment(message))
    message = replace(message, comments=comments)
    if known is None:
        return Entry(message)
    return replace(known, message=message, obsolete=False)


def _retire(entry: Entry) -> Entry:
    message = replace(entry.message, locations=(), comments=())
    return replace(entry, message=message, obsolete=True)


def _has_work(entry: Entry) -> bool:
    """Tell whether a person's work would be lost with an entry."""
    return bool(entry.msgstr or any(entry.plurals) or entry.translator_comments)
