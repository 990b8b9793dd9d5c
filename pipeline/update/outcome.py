"""What an update does with a message."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from pipeline.model import Catalog


class Outcome(enum.Enum):
    """What became of a message, in words for a person."""

    KEPT = "kept"
    MOVED = "moved"
    COMPENDIUM = "from a compendium"
    BACK = "came back"
    MINOR = "minor change"
    NEAR = "suggested"
    CARRIED = "suggested, new fact"
    LEFT_OUT = "left out, fact changed"
    NEW = "new"
    EMPTY = "still empty"
    OBSOLETE = "became obsolete"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one message; `origin` is the text whose translation it has now."""

    outcome: Outcome
    msgid: str
    origin: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalog after an update, with what became of each message."""

    catalog: Catalog
    changes: tuple[Change, ...]

    def count(self, outcome: Outcome) -> int:
        """Return of how many messages this became."""
        return sum(change.outcome is outcome for change in self.changes)
