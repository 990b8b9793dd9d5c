"""Figures as reports show them: shares that never flatter, and sign-offs told together."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.coverage import Coverage
from pipeline.status import ReviewStatus


def percent(part: int, whole: int) -> int:
    """Return a share in whole per cent, rounded down: only all of it is 100."""
    return 100 * part // whole if whole else 100


def done(figures: Coverage) -> int:
    """Return the share of the words that readers see in their language, in per cent."""
    return percent(figures.words - figures.words_left, figures.words)


def reviewed(figures: Coverage) -> int:
    """Return the share of the messages that are signed off in full, in per cent."""
    return percent(figures.reviewed, figures.messages)


def missing(figures: Coverage) -> int:
    """Return how many messages have no words at all, or only some of their plural forms."""
    return figures.messages - figures.translated - figures.fuzzy


def count(number: int, noun: str) -> str:
    """Return a number with its noun (`1 word`, `2,310 words`)."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


@dataclass(frozen=True, slots=True, order=True)
class ReviewGroup:
    """The sign-offs that one person gave in one role and domain and that end on the same day."""

    last_day: datetime.date
    domain: str
    role: str
    by: str
    ended: bool
    messages: int = 0


def grouped(reviews: Iterable[ReviewStatus]) -> list[ReviewGroup]:
    """Return sign-offs told together, those that end first in front."""
    counts = Counter(
        ReviewGroup(each.last_day, each.row.domain, each.row.role, each.row.by, each.ended)
        for each in reviews
    )
    return [
        ReviewGroup(one.last_day, one.domain, one.role, one.by, one.ended, messages)
        for one, messages in sorted(counts.items())
    ]
