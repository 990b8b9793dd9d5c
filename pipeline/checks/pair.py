"""A source text beside its translation, with the facts of both found at most once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline.facts.drugs import PROTECTED, explain_drugs, find_drugs
from pipeline.facts.links import find_links
from pipeline.facts.phones import compare_texts, find_phones
from pipeline.facts.quantities import compare_quantities, find_quantities
from pipeline.model import Difference, Fact
from pipeline.terms import Glossary

_OPEN = frozenset({"emphasis", "reference", "footnote"})
"""Markup that encloses words: what it encloses is read like the rest."""


@dataclass(frozen=True)
class Pair:
    """What a check looks at: the two texts, the two glossaries, and the message's context."""

    source: str
    target: str
    source_glossary: Glossary
    target_glossary: Glossary
    msgctxt: str | None = None

    @cached_property
    def source_phones(self) -> tuple[Fact, ...]:
        """The phone numbers of the source."""
        return find_phones(self.source, self.source_glossary)

    @cached_property
    def target_phones(self) -> tuple[Fact, ...]:
        """The phone numbers of the translation, those of the source wherever they stand."""
        called = frozenset(fact.value for fact in self.source_phones)
        return find_phones(self.target, self.target_glossary, called)

    @cached_property
    def phones(self) -> tuple[Difference, ...]:
        """How the phone numbers differ."""
        return compare_texts(self.source, self.target, self.source_glossary, self.target_glossary)

    @cached_property
    def source_drugs(self) -> tuple[Fact, ...]:
        """The drugs, brands and classes of the source."""
        found = find_drugs(self.source, self.source_glossary)
        return tuple(fact for fact in found if fact.kind in PROTECTED)

    @cached_property
    def target_drugs(self) -> tuple[Fact, ...]:
        """The drugs, brands and classes of the translation, in whatever form."""
        found = find_drugs(self.target, self.target_glossary)
        return tuple(fact for fact in found if fact.kind.partition(":")[0] in PROTECTED)

    @cached_property
    def drugs(self) -> tuple[Difference, ...]:
        """How the drugs, brands and classes differ, and why."""
        glossaries = (self.source_glossary, self.target_glossary)
        return explain_drugs(
            self.source_drugs, self.target_drugs, self.source, self.target, glossaries
        )

    @cached_property
    def source_links(self) -> tuple[Fact, ...]:
        """The links and the markup of the source."""
        return find_links(self.source)

    @cached_property
    def target_links(self) -> tuple[Fact, ...]:
        """The links and the markup of the translation."""
        return find_links(self.target)

    @cached_property
    def source_quantities(self) -> tuple[Fact, ...]:
        """The quantities of the source, but those in numbers to call, names and addresses."""
        aside = _spans(self.source_phones, self.source_drugs, self.source_links)
        return find_quantities(self.source, self.source_glossary.locale, aside)

    @cached_property
    def target_quantities(self) -> tuple[Fact, ...]:
        """The quantities of the translation, but those in numbers to call, names and addresses."""
        aside = _spans(self.target_phones, self.target_drugs, self.target_links)
        return find_quantities(self.target, self.target_glossary.locale, aside)

    @cached_property
    def quantities(self) -> tuple[Difference, ...]:
        """How the quantities differ."""
        locale = self.target_glossary.locale
        return compare_quantities(self.source_quantities, self.target_quantities, locale)

    def form_of(self, concept: str) -> str:
        """Return the form to write for a concept: the locale's own, else the source's."""
        approved = self.target_glossary.approved(concept)
        if approved:
            return approved[0]
        known = self.target_glossary.base.concepts.get(concept)
        return known.preferred if known else concept


def _spans(*kinds: tuple[Fact, ...]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(fact.span for facts in kinds for fact in facts if fact.kind not in _OPEN))
