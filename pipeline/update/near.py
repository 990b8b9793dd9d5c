"""Near messages: which translated text a new one was most likely made from.

What was edited usually stands where it stood: between the same neighbours. Texts that left the
source there come first, then others that left it, then those that are still in use. Only texts
that share a rare word with the new one are compared, and only so many of them, so that time grows
with the number of messages, also where all of them are alike.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from pipeline.update.memory import Key, Known, Memory

IN_PLACE, LEFT, IN_USE = 60.0, 74.0, 86.0
"""The least likeness, in percent (Indel), of a text that left the source in the same place, that
left it elsewhere, and that is still there."""

_AHEAD = {IN_PLACE: 14.0, LEFT: 6.0, IN_USE: 0.0}
"""How much likelier than its likeness says each of them is."""

FEWEST = 34.0
"""The least likeness of their words: short texts share many letters by chance."""

MOST = 3  # translations that are tried for a message
WINDOW = 24  # texts that are looked at in the same place
_POSTINGS = 600  # texts that are counted for a message
_COMPARED = 48  # texts that are compared with a message

_WORD = re.compile(r"\w+")
_PIECE = 3  # letters
_FEW = 3  # words of a text that is found by pieces of them too
_LONGEST = 24  # letters of a word


class Near:
    """The near messages among the translations of a locale."""

    def __init__(self, sources: Sequence[Known]) -> None:
        self.sources = sources
        self.texts = [known.entry.message.msgid for known in sources]

    @classmethod
    def of(cls, memory: Memory, *, compendia_only: bool = False) -> Near:
        """Return those of a memory; a message in several catalogs counts once."""
        first: dict[Key, Known] = {}
        for known in memory.sources:
            if not (compendia_only and known.domain):
                first.setdefault(known.entry.message.key, known)
        return cls(tuple(first.values()))

    @cached_property
    def _postings(self) -> Mapping[str, list[int]]:
        postings: dict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(self.texts):
            for piece in _pieces(text):
                postings[piece].append(at)
        return postings

    @cached_property
    def _places(self) -> Mapping[Key, int]:
        return {known.entry.message.key: at for at, known in enumerate(self.sources)}

    def find(self, text: str, in_place: Sequence[Known], beside: Key | None) -> Iterator[Known]:
        """Yield the translations that a text may have come from, the likeliest first.

        `in_place` are those that left the source in its place; `beside` is the message before it.
        """
        here = {known.entry.message.key for known in in_place}
        places = self._possible(text, self._places.get(beside, -1) if beside else -1)
        others = [self.sources[at] for at in places]
        found = [*in_place, *(known for known in others if known.entry.message.key not in here)]
        texts = [known.entry.message.msgid for known in found]
        ranked = []
        for other, likeness, at in extract(
            text, texts, scorer=ratio, score_cutoff=IN_PLACE, limit=MOST * 4
        ):
            least = IN_PLACE if at < len(in_place) else LEFT if found[at].left else IN_USE
            if likeness >= least and _share_words(text, other):
                ranked.append((-likeness - _AHEAD[least], at))
        for _, at in sorted(ranked)[:MOST]:
            yield found[at]

    def _possible(self, text: str, beside: int) -> list[int]:
        """Return where texts stand that share rare words with a text, at most so many."""
        pieces = sorted(piece for piece in _pieces(text) if piece in self._postings)
        lists = [self._postings[piece] for piece in pieces]
        counts: dict[int, float] = {}
        room = _POSTINGS
        for listed in sorted(lists, key=len):
            part = _nearest(listed, beside, room) if len(listed) > room else listed
            rare = 1 / len(listed)
            for at in part:
                counts[at] = counts.get(at, 0.0) + rare
            room -= len(part)
            if room <= 0:
                break
        places = sorted(counts)
        places.sort(key=counts.__getitem__, reverse=True)
        return places[:_COMPARED]


def _nearest(places: list[int], beside: int, room: int) -> list[int]:
    """Return as many of some places as there is room for, those around one of them."""
    middle = bisect_left(places, beside)
    start = max(0, min(middle - room // 2, len(places) - room))
    return places[start : start + room]


def _pieces(text: str) -> set[str]:
    """Return the words of a text and its pairs of words, and its letters where it has few words."""
    words = _WORD.findall(text.casefold())
    pieces = {*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))}
    if len(words) <= _FEW or _has_long(words):
        joined = " ".join(words)
        pieces |= {joined[at : at + _PIECE] for at in range(max(1, len(joined) - _PIECE + 1))}
    return pieces


def _has_long(words: list[str]) -> bool:
    """Tell whether words are so long that they are none: some scripts write no spaces."""
    return any(len(word) > _LONGEST for word in words)


def _share_words(text: str, other: str) -> bool:
    """Tell whether two texts have enough of their words in common, in the same order."""
    words, others = _WORD.findall(text.casefold()), _WORD.findall(other.casefold())
    if min(len(words), len(others)) < 2 or _has_long(words):
        return True
    return Indel.normalized_similarity(words, others) * 100 >= FEWEST
