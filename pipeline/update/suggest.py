"""Suggestions: the translation of one message offered for another, always fuzzy but when alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pipeline.model import Entry, Message
from pipeline.update.carry import carried
from pipeline.update.facts import FactChange, comment_lines, fact_changes
from pipeline.update.protected import Protected

Errors = Callable[[Entry], frozenset[tuple[str, str]]]
"""Returns the errors that the checks find in a translation: the check, and what it says."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An offered translation, the facts that changed, and the text that it comes from.

    There is none where a fact changed and the new one cannot be put in its place for certain.
    """

    entry: Entry | None
    changes: tuple[FactChange, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Suggester:
    """Makes suggestions for a locale."""

    protected: Protected
    errors: Errors

    def suggest(self, known: Entry, message: Message) -> Suggestion:
        """Return what a translation has to offer for a message.

        `#|` says what text was translated: that of `known`, or the older one that it came from.
        """
        before = known.message
        changes = fact_changes(before.msgid, message.msgid, self.protected.source)
        glossaries = (self.protected.source, self.protected.target)
        msgstr = carried(changes, before.msgid, message.msgid, known.msgstr, glossaries)
        if msgstr is None:
            return Suggestion(None, changes, before.msgid)
        previous = known.previous if known.fuzzy else None
        previous = previous or (before.msgctxt, before.msgid, None)
        entry = replace(
            known,
            message=message,
            msgstr=msgstr,
            flags=_fuzzy(known.flags),
            previous=None if previous[:2] == message.key else previous,
            obsolete=False,
        )
        return Suggestion(entry, changes, before.msgid)

    def keep(self, known: Entry, message: Message) -> Entry | None:
        """Return the translation of an alike message as this one's, with nothing unsure about it.

        There is none where a fact differs, or where the checks would find an error that was not
        there before.
        """
        before = known.message
        if known.fuzzy or fact_changes(before.msgid, message.msgid, self.protected.source):
            return None
        entry = replace(known, message=message, previous=None, obsolete=False)
        old = replace(known, obsolete=False)
        return entry if self.errors(entry) <= self.errors(old) else None

    def comments(self, entry: Entry) -> Iterable[str]:
        """Return what to tell a translator of the facts that changed since a fuzzy translation."""
        if not entry.fuzzy or entry.previous is None:
            return ()
        source = self.protected.source
        changes = fact_changes(entry.previous[1], entry.message.msgid, source)
        return comment_lines(changes, source)


def _fuzzy(flags: tuple[str, ...]) -> tuple[str, ...]:
    return ("fuzzy", *(flag for flag in flags if flag != "fuzzy"))
