"""How much of a leaflet a locale has, in messages and in words."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Catalog, Figures, Message
from pipeline.publish import Publication


class State(enum.Enum):
    """What readers of a language get of a page."""

    COMPLETE = "complete"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Coverage(Figures):
    """How many messages and words of the source a locale has.

    `translated` are those with words that are not fuzzy, `blocked` those among them that readers
    do not see, because they break a fact, `unsigned` those that they do not see for want of a
    sign-off, `held` those that they do not see because the whole leaflet is held back; `reviewed`
    are those that readers see and that are signed off in full; `words_left` counts the English
    words of every message that readers see in English; `changed` counts the messages whose English
    has changed since they were translated.
    """

    messages: int = 0
    translated: int = 0
    fuzzy: int = 0
    blocked: int = 0
    unsigned: int = 0
    held: int = 0
    reviewed: int = 0
    words: int = 0
    words_left: int = 0
    changed: int = 0

    @property
    def published(self) -> int:
        """How many messages readers see in their language."""
        return self.translated - self.blocked - self.unsigned - self.held

    @property
    def state(self) -> State:
        """What readers get of the page."""
        if not self.published:
            return State.MISSING
        return State.COMPLETE if self.published == self.messages else State.PARTLY


def coverage(
    messages: Iterable[Message], catalog: Catalog | None, publication: Publication
) -> Coverage:
    """Count what a locale has of the messages of a leaflet; `None` stands for no catalog."""
    entries = {e.message.key: e for e in catalog.entries if not e.obsolete} if catalog else {}
    figures: Counter[str] = Counter()
    for message in messages:
        key, words = message.key, count_words(message.msgid)
        entry = entries.get(key)
        figures["messages"] += 1
        figures["words"] += words
        figures["words_left"] += 0 if key in publication.msgstrs else words
        figures["blocked"] += key in publication.blocked
        figures["unsigned"] += key in publication.unsigned
        figures["held"] += key in publication.held
        figures["reviewed"] += key in publication.reviewed
        if entry is not None:
            figures["translated"] += entry.translated
            figures["fuzzy"] += entry.fuzzy
            figures["changed"] += entry.fuzzy and entry.previous is not None
    return Coverage(**figures)


def count_words(text: str) -> int:
    """Count the words of English text: what stands between spaces and holds a letter or a digit."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
