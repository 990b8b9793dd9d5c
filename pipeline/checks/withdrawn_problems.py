"""What the checks of withdrawn numbers and terms share: where what is withdrawn still stands."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.model import Fact, Problem
from pipeline.terms import Glossary

Place = tuple[Fact, Glossary, tuple[int, int] | None, tuple[int, int] | None]
"""A withdrawn fact, whose it is, and its span in the source or in the translation."""


def places(pair: Pair, found: tuple[tuple[Fact, ...], tuple[Fact, ...]] | None) -> Iterator[Place]:
    """Yield what the translation still holds, else what the English still holds."""
    source, target = found or ((), ())
    if target:
        for fact in target:
            yield fact, pair.target_glossary, None, fact.span
        return
    for fact in source:
        yield fact, pair.source_glossary, fact.span, None


def withdrawn_problem(
    place: Place, named: str, reason: str, instead: tuple[str, ...], hint: str
) -> Problem:
    """Return the problem of one place; `named` is how the sentence calls the fact."""
    fact, _, source_span, target_span = place
    return Problem(
        f"{named} is withdrawn{f': {reason}' if reason else ''}.",
        hint if instead else "Replace it in the leaflet.",
        instead[:1],
        (fact.text,),
        source_span,
        target_span,
    )
