"""Which facts of a source text changed: what a suggestion from its old translation may not keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.checks.source_facts import SourceFacts, source_facts
from pipeline.facts.drugs.known import find_known
from pipeline.facts.polarity import find_negation
from pipeline.model import Fact
from pipeline.terms import Glossary

CHANGED = "Changed: "
"""How the comment begins that says which fact of the source changed."""

LEFT_OUT = "The old translation is left out."

PHONE, DRUG, QUANTITY, LINK, NEGATION = "phone", "drug", "quantity", "link", "negation"

_LINKS = frozenset(
    {"url", "host", "email", "link-target", "image-target", "reference", "code", "placeholder"}
)
_ORDERED = frozenset({PHONE, DRUG, QUANTITY})
"""Kinds whose order is a fact too: 2 tablets in the morning, 1 in the evening."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """What a text no longer states, and what it states instead; neither where the order changed."""

    kind: str
    lost: tuple[Fact, ...] = ()
    gained: tuple[Fact, ...] = ()

    def sentence(self, language: str) -> str:
        """Return the change in words; `language` is the source's name."""
        lost, gained = _listed(self.lost), _listed(self.gained)
        if lost and gained:
            return f"The {language} said {lost}, it now says {gained}."
        if lost:
            return f"The {language} said {lost}, it no longer does."
        if gained:
            return f"The {language} now also says {gained}."
        return f"The {language} now says its facts in another order."


def fact_changes(old: str, new: str, glossary: Glossary) -> tuple[FactChange, ...]:
    """Return how the facts of a source text differ from those it had before."""
    before, after = source_facts(old, glossary), source_facts(new, glossary)
    if not before.kinds and not after.kinds:
        return tuple(_changed_negation(before, after))
    pairs = (
        (PHONE, before.phones, after.phones),
        (DRUG, _drugs(before), _drugs(after)),
        (QUANTITY, before.quantities, after.quantities),
        (LINK, _links(before), _links(after)),
    )
    found = (change for pair in pairs for change in _change(*pair))
    return (*found, *_changed_negation(before, after))


def comment_lines(
    changes: Iterable[FactChange], glossary: Glossary, *, left_out: bool = False
) -> Iterator[str]:
    """Yield the comments that tell a translator what changed."""
    sentences = [change.sentence(glossary.locale.english) for change in changes]
    for index, sentence in enumerate(sentences):
        last = index == len(sentences) - 1
        yield f"{CHANGED}{sentence}{f' {LEFT_OUT}' if left_out and last else ''}"


def _change(kind: str, old: tuple[Fact, ...], new: tuple[Fact, ...]) -> Iterator[FactChange]:
    values = [_value(fact) for fact in old], [_value(fact) for fact in new]
    if values[0] == values[1]:
        return
    lost, gained = _beyond(old, values[1]), _beyond(new, values[0])
    if lost or gained:
        yield FactChange(kind, lost, gained)
    elif kind in _ORDERED:
        yield FactChange(kind)


def _beyond(facts: tuple[Fact, ...], others: list[str]) -> tuple[Fact, ...]:
    """Return the facts that the other text does not state, or states less often."""
    left = Counter(others)
    found = []
    for fact in facts:
        left[_value(fact)] -= 1
        if left[_value(fact)] < 0:
            found.append(fact)
    return tuple(found)


def _value(fact: Fact) -> str:
    return fact.value


def _drugs(facts: SourceFacts) -> tuple[Fact, ...]:
    """Return the drugs of the term base, and those that only the world knows."""
    if "known" not in facts.kinds:
        return facts.drugs
    known = find_known(facts.text, facts.glossary.locale, facts.glossary.base)
    taken = [fact.span for fact in facts.drugs]
    others = (f for f in known if all(f.end <= start or end <= f.start for start, end in taken))
    return tuple(sorted((*facts.drugs, *others), key=lambda fact: fact.start))


def _links(facts: SourceFacts) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts.links if fact.kind in _LINKS)


def _changed_negation(before: SourceFacts, after: SourceFacts) -> Iterator[FactChange]:
    old, new = _negations(before), _negations(after)
    if len(old) != len(new):
        yield FactChange(NEGATION, old[len(new) :], new[len(old) :])


def _negations(facts: SourceFacts) -> tuple[Fact, ...]:
    if facts.negation is None:
        return ()
    found, at, language = [], 0, facts.glossary.locale.language
    span: tuple[int, int] | None = facts.negation
    while span is not None:
        start, end = at + span[0], at + span[1]
        word = facts.text[start:end]
        found.append(Fact(NEGATION, word.casefold(), f"“{word}”", start, end))
        at = end
        span = find_negation(facts.text[at:], language)
    return tuple(found)


def _listed(facts: tuple[Fact, ...]) -> str:
    return " and ".join(dict.fromkeys(" ".join(fact.text.split()) for fact in facts))
