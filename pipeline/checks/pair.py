"""A source text beside its translation, with the facts of both found at most once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline.facts.drugs import PROTECTED, compare_drugs, find_drugs
from pipeline.facts.phones import compare_texts, find_phones
from pipeline.model import Difference, Fact
from pipeline.terms import Glossary


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
        """How the drugs, brands and classes differ."""
        return compare_drugs(self.source_drugs, self.target_drugs)

    def form_of(self, concept: str) -> str:
        """Return the form to write for a concept: the locale's own, else the source's."""
        approved = self.target_glossary.approved(concept)
        return approved[0] if approved else self.target_glossary.base.concepts[concept].preferred
