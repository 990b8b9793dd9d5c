"""Align the blocks of a leaflet with those of its translation.

Both are read by the same parser, so that a translation with the same structure has the same roles
in the same order. Where it has not, the cheapest path is sought (Needleman and Wunsch, 1970), with
the facts that both languages share (numbers to call, drugs, quantities, link targets) as anchors
and the lengths as in Gale and Church, 1993.
"""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_GAP = 1.0
_OTHER_ROLE = 1.6
_OTHER_ANCHORS = 1.2
_SAME_ANCHORS = -0.8
_LONGEST_RATIO = math.log(2.2)


@dataclass(frozen=True, slots=True)
class Segment:
    """A block: its text, what it is to a reader, and the facts that any language would state."""

    text: str
    role: str
    anchors: frozenset[tuple[str, str]]
    line: int = 0

    @property
    def kind(self) -> str:
        """The role without the words of the language in it (the meaning of “AIDS”)."""
        return re.sub(r"“[^”]*”", "", self.role)

    @property
    def is_heading(self) -> bool:
        """Whether a section begins with it."""
        return self.role.startswith("heading")


@dataclass(frozen=True, slots=True)
class Pairing:
    """A block of the source and one of the translation, either of which may be missing.

    `doubts` say why the two may not belong together.
    """

    source: int | None
    target: int | None
    doubts: tuple[str, ...] = ()


def align(source: Sequence[Segment], target: Sequence[Segment]) -> list[Pairing]:
    """Return the pairs of blocks, in order, those without a partner among them."""
    ratio = _ratio(source, target)
    path = _cheapest_path(source, target, ratio)
    return list(_with_doubts(path, source, target, ratio))


def _ratio(source: Sequence[Segment], target: Sequence[Segment]) -> float:
    """Return how much longer the translation usually is.

    Where both have as many blocks that is the median of them, which one odd block cannot move.
    """
    if len(source) == len(target) and source:
        pairs = zip(source, target, strict=True)
        return statistics.median(len(two.text) / max(1, len(one.text)) for one, two in pairs)
    one = sum(len(segment.text) for segment in source) or 1
    return (sum(len(segment.text) for segment in target) or 1) / one


def _cost(one: Segment, two: Segment, ratio: float) -> float:
    cost = min(1.0, abs(_difference(one, two, ratio)) / _LONGEST_RATIO / 2)
    if one.kind != two.kind:
        cost += _OTHER_ROLE
    if one.anchors or two.anchors:
        shared = len(one.anchors & two.anchors) / len(one.anchors | two.anchors)
        cost += _SAME_ANCHORS * shared + _OTHER_ANCHORS * (1 - shared)
    return cost


def _difference(one: Segment, two: Segment, ratio: float) -> float:
    """Return by how much the lengths differ from the usual; short texts vary more."""
    return math.log((len(two.text) + 12) / (len(one.text) * ratio + 12))


def _cheapest_path(
    source: Sequence[Segment], target: Sequence[Segment], ratio: float
) -> list[tuple[int | None, int | None]]:
    rows, columns = len(source), len(target)
    costs = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            if i or j:
                costs[i][j] = min(_steps(costs, source, target, ratio, i, j))[0]
    path: list[tuple[int | None, int | None]] = []
    i, j = rows, columns
    while i or j:
        _, _, back_i, back_j = min(_steps(costs, source, target, ratio, i, j))
        path.append((i - 1 if back_i < i else None, j - 1 if back_j < j else None))
        i, j = back_i, back_j
    return path[::-1]


def _steps(
    costs: list[list[float]],
    source: Sequence[Segment],
    target: Sequence[Segment],
    ratio: float,
    i: int,
    j: int,
) -> Iterator[tuple[float, int, int, int]]:
    """Yield what each way to a cell costs, and where it comes from; of equal ones, a pair first."""
    if i and j:
        yield costs[i - 1][j - 1] + _cost(source[i - 1], target[j - 1], ratio), 0, i - 1, j - 1
    if i:
        yield costs[i - 1][j] + _GAP, 1, i - 1, j
    if j:
        yield costs[i][j - 1] + _GAP, 2, i, j - 1


def _with_doubts(
    path: Sequence[tuple[int | None, int | None]],
    source: Sequence[Segment],
    target: Sequence[Segment],
    ratio: float,
) -> Iterator[Pairing]:
    for section in _sections(path, source, target):
        whole = all(i is not None and j is not None for i, j in section)
        for i, j in section:
            if i is None or j is None:
                yield Pairing(i, j)
                continue
            doubts = list(_doubts(source[i], target[j], ratio))
            if not whole:
                doubts.append("the section has other blocks than its source")
            yield Pairing(i, j, tuple(doubts))


def _sections(
    path: Sequence[tuple[int | None, int | None]],
    source: Sequence[Segment],
    target: Sequence[Segment],
) -> Iterator[list[tuple[int | None, int | None]]]:
    section: list[tuple[int | None, int | None]] = []
    for i, j in path:
        begins = (i is not None and source[i].is_heading) or (
            j is not None and target[j].is_heading
        )
        if begins and section:
            yield section
            section = []
        section.append((i, j))
    if section:
        yield section


def _doubts(one: Segment, two: Segment, ratio: float) -> Iterator[str]:
    if one.kind != two.kind:
        yield f"is a {two.role}, its source a {one.role}"
    if missing := sorted(one.anchors - two.anchors):
        yield f"lacks {', '.join(value for _, value in missing)}"
    if added := sorted(two.anchors - one.anchors):
        yield f"adds {', '.join(value for _, value in added)}"
    if abs(_difference(one, two, ratio)) > _LONGEST_RATIO:
        yield "is much longer or shorter than its source"
