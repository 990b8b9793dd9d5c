"""What a source text states, found at most once, however many locales translate it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.checks.once import once
from pipeline.checks.vocabulary import vocabulary_of
from pipeline.facts.drugs import PROTECTED, find_drugs
from pipeline.facts.links import find_links
from pipeline.facts.phones import find_phones
from pipeline.facts.polarity import find_negation
from pipeline.facts.quantities import find_quantities
from pipeline.facts.withdrawn import find_withdrawn_numbers, find_withdrawn_terms
from pipeline.model import Fact
from pipeline.terms import Glossary

_DIGIT = re.compile(r"\d")
_OPEN = frozenset({"emphasis", "reference", "footnote"})
"""Markup that encloses words: what it encloses is read like the rest."""

_MESSAGES = 1 << 15  # of a project; those of a larger one are read anew for each locale


class SourceFacts:
    """A source text with its facts; `kinds` is what its words may be."""

    def __init__(self, text: str, glossary: Glossary) -> None:
        self.text = text
        self.glossary = glossary
        self.kinds = vocabulary_of(glossary).kinds(text)

    @once
    def phones(self) -> tuple[Fact, ...]:
        """The phone numbers."""
        return find_phones(self.text, self.glossary) if "digit" in self.kinds else ()

    @once
    def called(self) -> frozenset[str]:
        """The digits of the phone numbers."""
        return frozenset(fact.value for fact in self.phones)

    @once
    def drugs(self) -> tuple[Fact, ...]:
        """The drugs, brands and classes."""
        found = find_drugs(self.text, self.glossary) if "drug" in self.kinds else ()
        return tuple(f for f in found if f.kind.removesuffix(":deprecated") in PROTECTED)

    @once
    def withdrawn_numbers(self) -> tuple[Fact, ...]:
        """The phone numbers that nobody may be told to call any more."""
        return find_withdrawn_numbers(self.text, self.glossary) if "digit" in self.kinds else ()

    @once
    def withdrawn_terms(self) -> tuple[Fact, ...]:
        """The drugs and names that are withdrawn, or stand in a deprecated form."""
        return find_withdrawn_terms(self.text, self.glossary) if "drug" in self.kinds else ()

    @once
    def concepts(self) -> tuple[str, ...]:
        """The concepts of the drugs, in order."""
        return tuple(fact.value for fact in self.drugs)

    @once
    def links(self) -> tuple[Fact, ...]:
        """The links and the markup."""
        return find_links(self.text) if "link" in self.kinds else ()

    @once
    def quantities(self) -> tuple[Fact, ...]:
        """The quantities, but those in numbers to call, names and addresses."""
        if "quantity" not in self.kinds or only_within(
            self.text, self.kinds, spans(self.phones, self.links)
        ):
            return ()
        aside = spans(self.phones, self.drugs, self.links)
        return find_quantities(self.text, self.glossary.locale, aside)

    @once
    def negation(self) -> tuple[int, int] | None:
        """Where the first negation stands."""
        return find_negation(self.text, self.glossary.locale.language)


@lru_cache(maxsize=_MESSAGES)
def source_facts(text: str, glossary: Glossary) -> SourceFacts:
    """Return the facts of a source text."""
    return SourceFacts(text, glossary)


def spans(*kinds: tuple[Fact, ...]) -> tuple[tuple[int, int], ...]:
    """Return the places of facts in which no quantity is looked for, in order."""
    return tuple(sorted(fact.span for facts in kinds for fact in facts if fact.kind not in _OPEN))


def only_within(text: str, kinds: frozenset[str], places: Iterable[tuple[int, int]]) -> bool:
    """Tell whether all numbers of a text stand in some places of it, which are in order.

    `kinds` are those of the text. Most numbers in leaflets are to call, or in addresses.
    """
    if "spelled" in kinds:
        return False
    at = 0
    for start, end in places:
        if start > at and _DIGIT.search(text, at, start):
            return False
        at = max(at, end)
    return not _DIGIT.search(text, at)
