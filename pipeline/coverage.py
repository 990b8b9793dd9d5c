"""How much of a leaflet a locale has, in messages and in words."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

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
    words = {message.key: count_words(message.msgid) for message in messages}
    found = [entries[key] for key in words if key in entries]
    fuzzy = [entry for entry in found if entry.fuzzy]
    return Coverage(
        messages=len(words),
        translated=sum(entry.translated for entry in found),
        fuzzy=len(fuzzy),
        blocked=sum(key in words for key in publication.blocked),
        unsigned=sum(key in words for key in publication.unsigned),
        held=sum(key in words for key in publication.held),
        reviewed=sum(key in words for key in publication.reviewed),
        words=sum(words.values()),
        words_left=sum(count for key, count in words.items() if key not in publication.msgstrs),
        changed=sum(entry.previous is not None for entry in fuzzy),
    )


@lru_cache(maxsize=1 << 15)  # each message is counted for every locale
def count_words(text: str) -> int:
    """Count the words of English text: what stands between spaces and holds a letter or a digit."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
