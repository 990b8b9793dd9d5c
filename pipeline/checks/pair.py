"""A source text beside its translation, with the facts of both found at most once."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.checks.link_differences import NO_DIFFERENCES, LinkDifferences, link_differences
from pipeline.checks.once import once
from pipeline.checks.source_facts import SourceFacts, source_facts, spans
from pipeline.checks.vocabulary import vocabulary_of
from pipeline.facts.drugs import PROTECTED, explain_drugs, find_drugs
from pipeline.facts.links import find_links
from pipeline.facts.mixed_scripts import MixedWord, find_mixed_words
from pipeline.facts.phones import compare_texts, find_phones
from pipeline.facts.quantities import compare_quantities, find_quantities
from pipeline.model import Difference, Fact
from pipeline.terms import Glossary

FACTS = frozenset(
    {"drugs", "links", "mixed_words", "phones", "quantities", "target_drugs", "target_phones"}
)
"""What a pair of `plain` texts has none of."""

_FOREIGN = frozenset({"foreign"})

_LOST = "\ufffc\ufffd"
"""Characters that can be printed, and stand for what is no text."""


@dataclass(frozen=True)
class Pair:
    """What a check looks at: the two texts, the two glossaries, and the message's context."""

    source: str
    target: str
    source_glossary: Glossary
    target_glossary: Glossary
    msgctxt: str | None = None

    @once
    def source_facts(self) -> SourceFacts:
        """The facts of the source, which all locales share."""
        return source_facts(self.source, self.source_glossary)

    @once
    def kinds(self) -> frozenset[str]:
        """What the words of the translation may be (`Vocabulary`)."""
        return vocabulary_of(self.target_glossary).kinds(self.target)

    @property
    def plain(self) -> bool:
        """Whether no word of either text may state a fact."""
        return not self.source_facts.kinds and self.kinds <= _FOREIGN

    @once
    def unprintable(self) -> bool:
        """Whether the translation holds a control, or another character that is not to be seen."""
        target = self.target
        return not target.isprintable() or any(lost in target for lost in _LOST)

    @once
    def foreign(self) -> bool:
        """Whether the translation may hold letters that the locale does not write."""
        return "foreign" in self.kinds

    @once
    def mixed_words(self) -> tuple[MixedWord, ...]:
        """The words of the translation whose letters look like one script's but are not."""
        return tuple(find_mixed_words(self.target)) if "mixed" in self.kinds else ()

    @property
    def negation(self) -> tuple[int, int] | None:
        """Where the first negation of the source stands."""
        return self.source_facts.negation

    @property
    def source_phones(self) -> tuple[Fact, ...]:
        """The phone numbers of the source."""
        return self.source_facts.phones

    @once
    def target_phones(self) -> tuple[Fact, ...]:
        """The phone numbers of the translation, those of the source wherever they stand."""
        if "digit" not in self.kinds:
            return ()
        return find_phones(self.target, self.target_glossary, self.source_facts.called)

    @once
    def phones(self) -> tuple[Difference, ...]:
        """How the phone numbers differ."""
        if "digit" not in self.kinds and not self.source_phones:
            return ()
        return compare_texts(self.source, self.target, self.source_glossary, self.target_glossary)

    @property
    def source_drugs(self) -> tuple[Fact, ...]:
        """The drugs, brands and classes of the source."""
        return self.source_facts.drugs

    @once
    def target_drugs(self) -> tuple[Fact, ...]:
        """The drugs, brands and classes of the translation, in whatever form."""
        if "drug" not in self.kinds:
            return ()
        found = find_drugs(self.target, self.target_glossary)
        return tuple(fact for fact in found if fact.kind.partition(":")[0] in PROTECTED)

    @once
    def drugs(self) -> tuple[Difference, ...]:
        """How the drugs, brands and classes differ, and why."""
        same = self.source_facts.concepts == [fact.value for fact in self.target_drugs]
        if same and "known" not in self.kinds:
            return ()
        glossaries = (self.source_glossary, self.target_glossary)
        return explain_drugs(
            self.source_drugs, self.target_drugs, self.source, self.target, glossaries
        )

    @property
    def source_links(self) -> tuple[Fact, ...]:
        """The links and the markup of the source."""
        return self.source_facts.links

    @once
    def target_links(self) -> tuple[Fact, ...]:
        """The links and the markup of the translation."""
        return find_links(self.target) if "link" in self.kinds else ()

    @once
    def links(self) -> LinkDifferences:
        """How the links and the markup differ."""
        if "link" not in self.kinds and not self.source_links:
            return NO_DIFFERENCES
        return link_differences(
            self.source_links, self.target_links, self.source, self.target, self.target_glossary
        )

    @property
    def source_quantities(self) -> tuple[Fact, ...]:
        """The quantities of the source, but those in numbers to call, names and addresses."""
        return self.source_facts.quantities

    @once
    def target_quantities(self) -> tuple[Fact, ...]:
        """The quantities of the translation, but those in numbers to call, names and addresses."""
        if "quantity" not in self.kinds:
            return ()
        aside = spans(self.target_phones, self.target_drugs, self.target_links)
        return find_quantities(self.target, self.target_glossary.locale, aside)

    @once
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
