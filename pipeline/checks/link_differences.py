"""How the links and the markup of two texts differ, as the checks of links tell it apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.facts.links import compare_links, open_marks
from pipeline.model import Difference, Fact
from pipeline.terms import Glossary

_LINKS = frozenset({"footnote", "image-target", "link-target", "reference"})


@dataclass(frozen=True, slots=True)
class LinkDifferences:
    """The differences of a pair.

    `broken` are links whose target is there, though the parser sees no link; `marks` are marks of
    links, code and emphasis that the translation opens or closes alone; `others` is all the rest.
    """

    broken: tuple[Difference, ...]
    marks: tuple[str, ...]
    others: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return bool(self.broken or self.marks or self.others)

    def of(self, *kinds: str) -> tuple[Difference, ...]:
        """Return the differences between facts of some kinds."""
        return tuple(d for d in self.others if kind_of(d) in kinds)


NO_DIFFERENCES = LinkDifferences((), (), ())
"""Those of nearly all pairs."""


def kind_of(difference: Difference) -> str:
    """Return the kind of fact that differs."""
    fact = difference.source or difference.target
    return fact.kind if fact else ""


def link_differences(
    here: tuple[Fact, ...],
    there: tuple[Fact, ...],
    source: str,
    target: str,
    glossary: Glossary,
) -> LinkDifferences:
    """Return how the links and the markup of two texts differ: `here` and `there` are theirs."""
    differences = compare_links(here, there, glossary)
    open_there = open_marks(target) if differences or "**" in target or "](" in target else ()
    if not differences and not open_there:
        return NO_DIFFERENCES
    parsed = Counter(fact.value for fact in there if fact.kind in _LINKS)
    broken = tuple(
        d
        for d in differences
        if d.source
        and d.source.kind in _LINKS
        and target.count(d.source.value) > parsed[d.source.value]
        and source.count(d.source.value) >= 1
    )
    gone = {d.source.value for d in broken if d.source}
    others = tuple(
        d
        for d in differences
        if d not in broken and not (d.kind == "added" and d.target and d.target.value in gone)
    )
    marks = Counter(open_there) - Counter(open_marks(source) if open_there else ())
    if not any(fact.kind == "code" for fact in here):
        del marks["`"]  # an apostrophe, or a letter of its own
    return LinkDifferences(broken, tuple(sorted(marks.elements())), others)
