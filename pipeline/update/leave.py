"""What a catalog keeps of the messages that its template does not have: all that a person wrote.

What leaves becomes obsolete. Only copies that an update made are dropped, and only when the
message that they were made from, or that they stood for, comes back: so a source that goes back
ends as it began.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.model import Catalog, Entry
from pipeline.update.memory import Key, Memory, has_words, translating
from pipeline.update.outcome import Change, Outcome
from pipeline.update.suggest import Suggester


@dataclass(frozen=True)
class Leaving:
    """The catalogs of a locale as they were, and what their templates still have of them."""

    catalogs: Mapping[str, Catalog]
    live: Mapping[str, tuple[Entry, ...]]
    memory: Memory
    suggester: Suggester

    def of(self, domain: str) -> tuple[list[Entry], list[Change]]:
        """Return a catalog's obsolete entries, and those that became so."""
        current = {entry.message.key for entry in self.live[domain]}
        known = {e.message.key for e in self.catalogs[domain].entries if e.obsolete}
        returns = any(entry.message.key in known for entry in self.live[domain])
        entries, changes = [], []
        for entry in self.catalogs[domain].entries:
            if entry.message.key in current or not _has_work(entry):
                continue
            if self.back and self._is_copy(entry, in_place=returns and not entry.obsolete):
                continue
            if not entry.obsolete:
                changes.append(Change(Outcome.OBSOLETE, entry.message.msgid))
            entries.append(_retired(entry))
        return entries, changes

    @cached_property
    def back(self) -> Mapping[Key, tuple[Entry, ...]]:
        """What was obsolete and comes back, by message."""
        found: dict[Key, tuple[Entry, ...]] = {}
        for domain, catalog in self.catalogs.items():
            obsolete = {e.message.key for e in catalog.entries if e.obsolete and has_words(e)}
            for entry in self.live[domain] if obsolete else ():
                key = entry.message.key
                if key in obsolete:
                    found[key] = (*found.get(key, ()), entry)
        return found

    @cached_property
    def _origins(self) -> Mapping[Key, tuple[Entry, ...]]:
        """The suggestions that come back, by the message that each came from."""
        found: dict[Key, tuple[Entry, ...]] = dict.fromkeys(self.back, ())
        for entry in (entry for entries in self.back.values() for entry in entries):
            if entry.fuzzy and entry.previous is not None:
                origin = entry.previous[:2]
                found[origin] = (*found.get(origin, ()), entry)
        return found

    @cached_property
    def _older(self) -> Mapping[Key, tuple[Entry, ...]]:
        """What stays and is fuzzy, as translations of the older texts, by these."""
        found: dict[Key, tuple[Entry, ...]] = {}
        for entry in (entry for entries in self.live.values() for entry in entries):
            if entry.fuzzy and entry.msgstr and entry.previous is not None:
                origin = entry.previous[:2]
                found[origin] = (*found.get(origin, ()), translating(entry, origin))
        return found

    @cached_property
    def _forms(self) -> Mapping[Key, tuple[Entry, ...]]:
        form = self.memory.alike.form
        found: dict[Key, tuple[Entry, ...]] = {}
        for (context, msgid), entries in self.back.items():
            key = (context, form(msgid))
            found[key] = (*found.get(key, ()), *entries)
        return found

    def _is_copy(self, entry: Entry, *, in_place: bool) -> bool:
        """Tell whether an update made an entry from one that comes back.

        `in_place`: it gives way to what comes back, and may be a copy of any other.
        """
        context, msgid = entry.message.key
        if any(_is_same(entry, other) for other in self.back.get((context, msgid), ())):
            return not entry.obsolete  # it moved here, and moves back
        if not entry.fuzzy:
            if entry.obsolete:
                return False
            if in_place and self._is_kept_elsewhere(entry):
                return True
            alike = self._forms.get((context, self.memory.alike.form(msgid)), ())
            return any(_is_same(entry, other) for other in alike)
        origin = entry.message.key if entry.previous is None else entry.previous[:2]
        if origin not in self._origins and not in_place:
            return False
        returned = self._origins.get(origin, ())
        known = [translating(each, origin) for each in returned]
        known += self._older.get(origin, ())
        if entry.previous is not None:
            known += [each.entry for each in self.memory.by_key.get(origin, ())]
            known += returned
        offered = (self.suggester.suggest(each, entry.message).entry for each in known)
        return any(each is not None and _is_same(entry, each) for each in offered)

    def _is_kept_elsewhere(self, entry: Entry) -> bool:
        """Tell whether another catalog has the same words as obsolete already, and keeps them."""
        known = self.memory.by_key.get(entry.message.key, ())
        return any(each.entry.obsolete and _is_same(entry, each.entry) for each in known)


def _is_same(entry: Entry, other: Entry) -> bool:
    """Tell whether two entries hold the same work."""
    return _work(entry) == _work(other)


def _work(entry: Entry) -> tuple[object, ...]:
    return (entry.msgstr, entry.plurals, set(entry.flags), entry.translator_comments)


def _retired(entry: Entry) -> Entry:
    return replace(entry, message=replace(entry.message, locations=(), comments=()), obsolete=True)


def _has_work(entry: Entry) -> bool:
    """Tell whether a person's work would be lost with an entry."""
    return has_words(entry) or bool(entry.translator_comments)
