"""Where a message was: the translations that left the source between the same neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Entry, Message
from pipeline.update.memory import Key, Known, has_words
from pipeline.update.near import WINDOW


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new message stands: what left the source there, and the message before it."""

    left: tuple[Known, ...]
    before: Key | None


def places(old: Iterable[Entry], new: Sequence[Message], domain: str) -> dict[Key, Place]:
    """Return the places of the messages that a catalog does not have yet."""
    wanted = {message.key for message in new}
    gaps: dict[Key | None, list[Known]] = {None: []}
    before: dict[Key | None, Key | None] = {}
    kept: Key | None = None
    for entry in old:
        if entry.obsolete:
            continue
        if entry.message.key in wanted:
            before[entry.message.key] = kept
            kept = entry.message.key
            gaps[kept] = []
        elif has_words(entry) and entry.msgid_plural is None:
            gaps[kept].append(Known(entry, domain, left=True))
    before[None] = kept
    return dict(_places(new, gaps, before))


def _places(
    new: Sequence[Message],
    gaps: Mapping[Key | None, list[Known]],
    before: Mapping[Key | None, Key | None],
) -> Iterator[tuple[Key, Place]]:
    """Go through the messages, from one that was there before to the next."""
    anchor: Key | None = None
    waiting: list[Key] = []
    for key in (*(message.key for message in new), None):
        if key is not None and key not in gaps:
            waiting.append(key)
            continue
        behind = before.get(key)
        found = gaps[anchor] + (gaps[behind] if behind != anchor else [])
        for at, each in enumerate(waiting):
            start = max(0, min(at - WINDOW // 2, len(found) - WINDOW))
            yield each, Place(tuple(found[start : start + WINDOW]), anchor)
        waiting, anchor = [], key
