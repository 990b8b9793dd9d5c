"""Mistakes with the names of drugs, brands and classes of drugs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

from pipeline.checks.pair import Pair
from pipeline.facts.drugs import find_drugs
from pipeline.model import Fact
from pipeline.mutate.edits import replaced, unlike

_HOMOGLYPHS = str.maketrans("aceopxyасеорху", "асеорхуaceopxy")  # Latin and Cyrillic
_DEADLY = frozenset({"drug", "brand"})


def _drugs(pair: Pair) -> list[Fact]:
    return [fact for fact in pair.target_drugs if fact.kind in _DEADLY]


def _each(pair: Pair, edit: Callable[[Fact], str]) -> Iterator[str]:
    texts = (replaced(pair.target, fact, edit(fact)) for fact in _drugs(pair))
    return unlike(texts, pair.target)


def replace_by_another(pair: Pair, random: Random) -> Iterator[str]:
    """Name each other drug of the term base in a drug's place."""
    concepts = pair.target_glossary.base.concepts.values()
    for fact in _drugs(pair):
        others = [c.id for c in concepts if c.kind == fact.kind and c.id != fact.value]
        forms = [pair.target_glossary.approved(other) for other in others]
        texts = (replaced(pair.target, fact, form[0]) for form in forms if form)
        yield from unlike(texts, pair.target)


def drop(pair: Pair, random: Random) -> Iterator[str]:
    """Leave a drug out."""
    return _each(pair, lambda fact: "")


def misspell(pair: Pair, random: Random) -> Iterator[str]:
    """Leave out a letter in the middle of a drug's name, so that it is no approved spelling."""

    def edit(fact: Fact) -> str:
        if len(fact.text) < 5:
            return fact.text
        at = random.randrange(2, len(fact.text) - 2)
        return fact.text[:at] + fact.text[at + 1 :]

    right = Counter(fact.value for fact in find_drugs(pair.target, pair.target_glossary))
    for text in _each(pair, edit):
        if Counter(fact.value for fact in find_drugs(text, pair.target_glossary)) != right:
            yield text


def put_homoglyph(pair: Pair, random: Random) -> Iterator[str]:
    """Write one letter of a drug's name in another script that looks the same."""

    def edit(fact: Fact) -> str:
        alike = [i for i, c in enumerate(fact.text) if c.translate(_HOMOGLYPHS) != c]
        if not alike:
            return fact.text
        at = random.choice(alike)
        return fact.text[:at] + fact.text[at].translate(_HOMOGLYPHS) + fact.text[at + 1 :]

    return _each(pair, edit)
