"""A source text beside its translation, with the facts of both found at most once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from pipeline.checks.link_differences import NO_DIFFERENCES, LinkDifferences, link_differences
from pipeline.checks.once import once
from pipeline.checks.source_facts import SourceFacts, only_within, source_facts, spans
from pipeline.checks.vocabulary import vocabulary_of
from pipeline.facts.drugs import PROTECTED, explain_drugs, find_drugs, names_of
from pipeline.facts.links import find_links
from pipeline.facts.mixed_scripts import MixedWord, find_mixed_words
from pipeline.facts.phones import compare_texts, find_phones
from pipeline.facts.quantities import compare_quantities, find_quantities
from pipeline.facts.withdrawn import find_withdrawn_numbers, find_withdrawn_terms
from pipeline.model import Difference, Fact
from pipeline.terms import Glossary

_NONE: frozenset[str] = frozenset()
_NAMES = frozenset({"drug", "known"})
_DRUG, _LINK = frozenset({"drug"}), frozenset({"link"})
_DIGIT, _QUANTITY = frozenset({"digit"}), frozenset({"quantity"})

FACTS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = MappingProxyType(
    {
        "drugs": (_DRUG, _NAMES),
        "links": (_LINK, _LINK),
        "mixed_words": (_NONE, frozenset({"mixed"})),
        "phones": (_DIGIT, _DIGIT),
        "quantities": (_QUANTITY, _QUANTITY),
        "source_drugs": (_DRUG, _NONE),
        "tags": (_NONE, _LINK),
        "target_drugs": (_NONE, _DRUG),
        "target_phones": (_NONE, _DIGIT),
        "unlike_drugs": (_NONE, _DRUG),
        "withdrawn_numbers": (_DIGIT, _DIGIT),
        "withdrawn_terms": (_DRUG, _DRUG),
    }
)
"""What a pair has only where a word of the source, or of the translation, is of one of the kinds.

So a pair whose words say nothing is done with at once, as most are.
"""


@lru_cache(maxsize=4096)
def absent(source: frozenset[str], target: frozenset[str]) -> frozenset[str]:
    """Return which `FACTS` a pair has none of, by the kinds of its words."""
    return frozenset(
        fact
        for fact, (here, there) in FACTS.items()
        if here.isdisjoint(source) and there.isdisjoint(target)
    )


class Pair:
    """What a check looks at: the two texts, the two glossaries, and the message's context.

    `source_facts` are the facts of the source, which all locales share; `kinds` is what the words
    of the translation may be, and `telling` are those that are any of it (`Vocabulary`).
    """

    def __init__(
        self,
        source: str,
        target: str,
        source_glossary: Glossary,
        target_glossary: Glossary,
        msgctxt: str | None = None,
    ) -> None:
        self.source = source
        self.target = target
        self.source_glossary = source_glossary
        self.target_glossary = target_glossary
        self.msgctxt = msgctxt
        self.source_facts: SourceFacts = source_facts(source, source_glossary)
        vocabulary = vocabulary_of(target_glossary)
        self.telling: list[str] = vocabulary.telling(target)
        self.kinds: frozenset[str] = vocabulary.kinds_of(self.telling)

    @once
    def unprintable(self) -> bool:
        """Whether the translation holds a control, or another character that is not to be seen."""
        target = self.target
        return not target.isprintable() or "\ufffc" in target or "\ufffd" in target

    @once
    def foreign(self) -> bool:
        """Whether the translation may hold letters that the locale does not write."""
        return "foreign" in self.kinds

    @once
    def mixed_words(self) -> tuple[MixedWord, ...]:
        """The words of the translation whose letters look like one script's but are not."""
        return tuple(find_mixed_words(self.target)) if "mixed" in self.kinds else ()

    @once
    def tags(self) -> bool:
        """Whether the translation may hold HTML."""
        return "<" in self.target

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
    def same_drugs(self) -> bool:
        """Whether the translation names the source's drugs, in order, and only in approved forms.

        Then there is no more to say about its drugs, and its words alone have told so.
        """
        if self.kinds.isdisjoint(_NAMES):
            return not self.source_facts.concepts
        names = names_of(self.telling, self.target_glossary, may_know="known" in self.kinds)
        return names == self.source_facts.concepts

    @once
    def unlike_drugs(self) -> tuple[Fact, ...]:
        """The drugs, brands and classes of the translation, unless they are as in the source."""
        return () if self.same_drugs else self.target_drugs

    @once
    def withdrawn_numbers(self) -> tuple[tuple[Fact, ...], tuple[Fact, ...]] | None:
        """The withdrawn phone numbers of the source and of the translation, if there is one."""
        there = "digit" in self.kinds
        found = find_withdrawn_numbers(self.target, self.target_glossary) if there else ()
        source = self.source_facts.withdrawn_numbers
        return (source, found) if source or found else None

    @once
    def withdrawn_terms(self) -> tuple[tuple[Fact, ...], tuple[Fact, ...]] | None:
        """The withdrawn drugs and names of the source and of the translation, if there is one."""
        there = "drug" in self.kinds
        found = find_withdrawn_terms(self.target, self.target_glossary) if there else ()
        source = self.source_facts.withdrawn_terms
        return (source, found) if source or found else None

    @once
    def drugs(self) -> tuple[Difference, ...]:
        """How the drugs, brands and classes differ, and why."""
        if self.same_drugs:
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
        if "quantity" not in self.kinds or only_within(
            self.target, self.kinds, spans(self.target_phones, self.target_links)
        ):
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
