"""What a locale has translated already, wherever it stands: its catalogs, and compendia."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from pipeline.model import Catalog, Entry, Message
from pipeline.update.alike import Alike

Key = tuple[str | None, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """A translation, and where it comes from; `domain` is empty for a compendium."""

    entry: Entry
    domain: str
    left: bool = False

    @property
    def certain(self) -> bool:
        """Whether nobody has marked the translation as unsure."""
        return not self.entry.fuzzy


class Memory:
    """The translations of a locale, found by message, by text, and by what reads alike.

    `current` are the messages of all templates: what is translated but not among them has left the
    source. Translations that are sure win over fuzzy ones, those in use over obsolete ones, the
    locale's catalogs over compendia.
    """

    def __init__(
        self,
        catalogs: Mapping[str, Catalog],
        compendia: Iterable[Catalog] = (),
        current: frozenset[Key] = frozenset(),
        alike: Alike | None = None,
    ) -> None:
        self.alike = alike or Alike()
        self.current = current
        own = [(domain, e) for domain, catalog in catalogs.items() for e in catalog.entries]
        other = [("", entry) for catalog in compendia for entry in catalog.entries]
        self.known = tuple(self._ordered(own)) + tuple(self._ordered(other))
        self.exact: dict[Key, Known] = {}
        for known in self.known:
            self.exact.setdefault(known.entry.message.key, known)

    def _ordered(self, found: list[tuple[str, Entry]]) -> Iterator[Known]:
        """Yield what has words: the surest first, else in the order of the files."""
        for fuzzy, obsolete in ((False, False), (False, True), (True, False), (True, True)):
            for domain, entry in found:
                if entry.fuzzy is fuzzy and entry.obsolete is obsolete and has_words(entry):
                    yield Known(entry, domain, entry.message.key not in self.current)

    @cached_property
    def sources(self) -> tuple[Known, ...]:
        """The translations from which a suggestion may come, with the text that each translates.

        What is fuzzy and says what it was translated from (`#|`) translates that older text.
        Messages with plural forms are left aside: leaflets have none.
        """
        found: dict[tuple[Key, str], Known] = {}
        for known in self.known:
            entry = known.entry
            if entry.msgid_plural is not None or not entry.msgstr:
                continue
            if entry.fuzzy and entry.previous is not None:
                context, msgid, _ = entry.previous
                key = (context, msgid)
                known = replace(known, entry=translating(entry, key), left=key not in self.current)
            found.setdefault((known.entry.message.key, known.domain), known)
        return tuple(found.values())

    @cached_property
    def by_key(self) -> Mapping[Key, tuple[Known, ...]]:
        """All translations by message, as they stand in the files."""
        return _grouped((known.entry.message.key, known) for known in self.known)

    @cached_property
    def by_text(self) -> Mapping[str, tuple[Known, ...]]:
        """The sources by text, whatever their context."""
        return _grouped((known.entry.message.msgid, known) for known in self.sources)

    @cached_property
    def by_form(self) -> Mapping[Key, tuple[Known, ...]]:
        """The sure translations by context and by what reads alike."""
        return _grouped(
            ((known.entry.message.msgctxt, self.alike.form(known.entry.message.msgid)), known)
            for known in self.sources
            if known.certain
        )


def translating(entry: Entry, key: Key) -> Entry:
    """Return a fuzzy entry as the translation of the older text that it came from."""
    return replace(entry, message=Message(key[1], key[0]), previous=None)


def has_words(entry: Entry) -> bool:
    """Tell whether an entry has a translation, sure or not."""
    return bool(entry.msgstr) or any(entry.plurals)


def of_domain(found: Iterable[Known], domain: str) -> Known | None:
    """Return the best of some translations: the catalog's own, else the first."""
    listed = list(found)
    own = (known for known in listed if known.domain == domain)
    return next(own, listed[0] if listed else None)


def _grouped(pairs: Iterable[tuple[T, Known]]) -> dict[T, tuple[Known, ...]]:
    groups: dict[T, list[Known]] = {}
    for key, known in pairs:
        groups.setdefault(key, []).append(known)
    return {key: tuple(group) for key, group in groups.items()}
