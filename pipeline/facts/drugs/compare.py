"""Compare the drugs of two texts, as multisets of concepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pipeline.model import Difference, Fact


def compare_drugs(source: tuple[Fact, ...], target: tuple[Fact, ...]) -> tuple[Difference, ...]:
    """Return how the concepts that a translation names differ from the source's, as multisets.

    Kinds: `changed` (another drug in its place), `missing` (named nowhere), `fewer` (named less
    often), `added` (the source does not name it), `more` (named more often); each at most once a
    concept. A drug or a brand stands in another's place, or in that of a class; a class only in
    that of a class.
    """
    if [fact.value for fact in source] == [fact.value for fact in target]:
        return ()
    wanted, named = (Counter(fact.value for fact in facts) for facts in (source, target))
    strange = _first(fact for fact in target if fact.value not in wanted)
    differences = []
    for fact in _first(fact for fact in source if fact.value not in named):
        other = min(strange, key=lambda other: _distance(fact, other), default=None)
        if other is None or _distance(fact, other) == _NEVER:
            differences.append(Difference("missing", fact))
        else:
            strange.remove(other)
            differences.append(Difference("changed", fact, other))
    differences += [Difference("fewer", fact) for fact in _first(_beyond(source, named))]
    differences += [Difference("added", None, fact) for fact in strange]
    differences += [Difference("more", None, fact) for fact in _first(_beyond(target, wanted))]
    return tuple(differences)


def kind_of(fact: Fact) -> str:
    """Return the kind of a fact's concept: `drug`, `brand`, `class` or `name`."""
    return fact.kind.partition(":")[0]


_NEVER = 3


def _distance(source: Fact, target: Fact) -> int:
    """Rank how likely one fact stands in another's place; `_NEVER` where it cannot."""
    wanted, found = kind_of(source), kind_of(target)
    if wanted == found:
        return 0
    if "name" in (wanted, found):
        return _NEVER
    if wanted == "class":
        return 2
    return _NEVER if found == "class" else 1


def _first(facts: Iterable[Fact]) -> list[Fact]:
    """Return the first fact of each concept."""
    found: dict[str, Fact] = {}
    for fact in facts:
        found.setdefault(fact.value, fact)
    return list(found.values())


def _beyond(facts: tuple[Fact, ...], counts: Mapping[str, int]) -> Iterator[Fact]:
    """Yield the mentions of a concept that go beyond those of the other text, if that has any."""
    left = Counter(counts)
    for fact in facts:
        left[fact.value] -= 1
        if left[fact.value] < 0 and counts.get(fact.value):
            yield fact
