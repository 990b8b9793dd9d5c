"""Merging the templates into the catalogs of a locale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from pipeline.model import Catalog, Entry, Message, Template
from pipeline.update.facts import CHANGED, comment_lines
from pipeline.update.gaps import Place, places
from pipeline.update.leave import Leaving
from pipeline.update.memory import Known, Memory, has_words, of_domain
from pipeline.update.near import Near
from pipeline.update.outcome import Change, Merged, Outcome
from pipeline.update.suggest import Suggester

_NOWHERE = Place((), None)


def merge_catalogs(
    catalogs: Mapping[str, Catalog],
    templates: Mapping[str, Template],
    memory: Memory,
    suggester: Suggester,
    *,
    compendia: bool = False,
) -> dict[str, Merged]:
    """Return a locale's catalogs, by domain, with the messages of the templates in their order.

    A catalog without a template becomes obsolete as a whole. With `compendia`, the memory holds
    some, and messages that were left empty get suggestions from them.
    """
    merger = _Merger(memory, suggester, compendia)
    live = {
        domain: merger.merge(domain, catalog, templates.get(domain) or Template(domain, ()))
        for domain, catalog in catalogs.items()
    }
    entries = {domain: tuple(entry for entry, _ in found) for domain, found in live.items()}
    leaving = Leaving(catalogs, entries, memory, suggester)
    merged = {}
    for domain, catalog in catalogs.items():
        left, gone = leaving.of(domain)
        changes = (*(change for _, change in live[domain]), *gone)
        merged[domain] = Merged(replace(catalog, entries=(*entries[domain], *left)), changes)
    return merged


class _Merger:
    """Finds a translation for each message of a locale."""

    def __init__(self, memory: Memory, suggester: Suggester, compendia: bool) -> None:
        self.memory = memory
        self.suggester = suggester
        self.compendia = compendia

    @cached_property
    def near(self) -> Near:
        """The near messages of the locale."""
        return Near.of(self.memory)

    @cached_property
    def near_in_compendia(self) -> Near:
        """The near messages of the compendia."""
        return Near.of(self.memory, compendia_only=True)

    def merge(self, domain: str, old: Catalog, template: Template) -> list[tuple[Entry, Change]]:
        """Return the entries for the messages of a template, in its order."""
        own = {entry.message.key: entry for entry in old.entries}
        found = places(old.entries, template.messages, domain)
        return [
            self._finish(
                *self._entry(
                    message,
                    domain,
                    own.get(message.key),
                    found.get(message.key, _NOWHERE),
                )
            )
            for message in template.messages
        ]

    def _finish(self, entry: Entry, change: Change) -> tuple[Entry, Change]:
        """Add the comments that are the locale's: on its terms, and on facts that changed."""
        protected = self.suggester.protected.comment(entry.message)
        notes = change.notes or tuple(self.suggester.comments(entry))
        comments = (*entry.message.comments, *protected, *notes)
        if comments == entry.message.comments:
            return entry, change
        return replace(entry, message=replace(entry.message, comments=comments)), change

    def _entry(
        self, message: Message, domain: str, own: Entry | None, place: Place
    ) -> tuple[Entry, Change]:
        if own is not None and has_words(own):
            return self._own(own, message)
        found = self._elsewhere(message) or self._alike(message, domain)
        if found is None and (own is None or self.compendia):
            near = self.near if own is None else self.near_in_compendia
            found = self._other_context(message, domain, own) or self._near(message, place, near)
        if own is None:
            return found or (Entry(message), Change(Outcome.NEW, message.msgid))
        if found is None:
            entry = replace(own, message=message, obsolete=False)
            return entry, Change(Outcome.EMPTY, message.msgid, notes=_notes(own))
        return _joined(own, found[0]), found[1]

    def _own(self, own: Entry, message: Message) -> tuple[Entry, Change]:
        """Keep the catalog's own translation; it is sure where its text is alike after all."""
        entry = replace(own, message=message, obsolete=False)
        sure = self._sure(own, message)
        if sure is not None:
            return _joined(own, sure), Change(Outcome.MINOR, message.msgid, sure.message.msgid)
        outcome = Outcome.BACK if own.obsolete else Outcome.KEPT
        return entry, Change(outcome, message.msgid)

    def _sure(self, own: Entry, message: Message) -> Entry | None:
        """Return a sure translation in the words of a fuzzy one whose older text reads alike."""
        form = self.memory.alike.form
        if not own.fuzzy or own.previous is None or form(own.previous[1]) != form(message.msgid):
            return None
        found = self.memory.by_form.get((message.msgctxt, form(message.msgid)), ())
        same = (known.entry for known in found if known.entry.msgstr == own.msgstr)
        return next(filter(None, (self.suggester.keep(each, message) for each in same)), None)

    def _elsewhere(self, message: Message) -> tuple[Entry, Change] | None:
        known = self.memory.exact.get(message.key)
        if known is None:
            return None
        outcome = Outcome.MOVED if known.domain else Outcome.COMPENDIUM
        entry = replace(known.entry, message=message, obsolete=False)
        return entry, Change(outcome, message.msgid)

    def _alike(self, message: Message, domain: str) -> tuple[Entry, Change] | None:
        form = self.memory.alike.form(message.msgid)
        known = of_domain(self.memory.by_form.get((message.msgctxt, form), ()), domain)
        if known is None or known.entry.message.key == message.key:
            return None
        origin = known.entry.message.msgid
        entry = self.suggester.keep(known.entry, message)
        if entry is not None:
            return entry, Change(Outcome.MINOR, message.msgid, origin)
        return self._suggest([known], message)

    def _other_context(
        self, message: Message, domain: str, own: Entry | None
    ) -> tuple[Entry, Change] | None:
        found = self.memory.by_text.get(message.msgid, ())
        known = of_domain((each for each in found if own is None or not each.domain), domain)
        return self._suggest([known], message) if known else None

    def _near(self, message: Message, place: Place, near: Near) -> tuple[Entry, Change] | None:
        return self._suggest(near.find(message.msgid, place.left, place.before), message)

    def _suggest(self, found: Iterable[Known], message: Message) -> tuple[Entry, Change] | None:
        """Return the first suggestion that carries no old fact, or say which fact there was."""
        left_out = None
        for known in found:
            offered = self.suggester.suggest(known.entry, message)
            if offered.entry is not None:
                carried = any(change.lost for change in offered.changes)
                outcome = Outcome.CARRIED if carried else Outcome.NEAR
                return offered.entry, Change(outcome, message.msgid, offered.origin)
            if left_out is None and offered.changes:
                left_out = offered
            if known.left:
                break  # the message was made from this one; others would mislead
        if left_out is None:
            return None
        source = self.suggester.protected.source
        notes = tuple(comment_lines(left_out.changes, source, left_out=True))
        return Entry(message), Change(Outcome.LEFT_OUT, message.msgid, left_out.origin, notes)


def _notes(own: Entry) -> tuple[str, ...]:
    """Return what was said of changed facts, which stays until somebody translates."""
    return tuple(line for line in own.message.comments if line.startswith(CHANGED))


def _joined(own: Entry, found: Entry) -> Entry:
    """Return a found translation with what the translator wrote beside the empty message."""
    flags = dict.fromkeys((*found.flags, *(flag for flag in own.flags if flag != "fuzzy")))
    comments = own.translator_comments or found.translator_comments
    return replace(found, flags=tuple(flags), translator_comments=comments)
