"""What is asked for: a number, a term of the term base, or any other text; and where a text has it.

A number is found in any script's digits, grouping and letters, with and without its country code,
and in `tel:` links; a term in each form of the locale, inflected, deprecated or the source's own;
any other text in any spelling that folding makes equal (case, accents, spaces).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.errors import UsageError
from pipeline.facts.drugs import find_drugs
from pipeline.facts.phones import digits_of, find_phones, listed_concepts
from pipeline.facts.phones.same import find_numbers, number_reached, ways_to_dial
from pipeline.facts.words import fold, fold_text
from pipeline.model import Fact
from pipeline.terms import Glossary

NUMBER, TERM, TEXT = "number", "term", "text"

_SCHEME = re.compile(r"(?:tel|sms):", re.IGNORECASE)
_SHORTEST = 3  # digits of a number that somebody calls


@dataclass(frozen=True)
class Query:
    """What is looked for; `values` are the digits of a number, or the concepts of a term."""

    asked: str
    kind: str
    values: frozenset[str] = frozenset()

    def find(self, text: str, glossary: Glossary) -> tuple[Fact, ...]:
        """Return where a text of a locale has it, in order."""
        if self.kind == NUMBER:
            return find_numbers(text, self.values, glossary)
        if self.kind == TERM:
            return tuple(f for f in find_drugs(text, glossary) if f.value in self.values)
        return self._plainly(text, glossary.locale.language)

    def _plainly(self, text: str, language: str) -> tuple[Fact, ...]:
        folded, spans = fold(text, language)
        words = map(re.escape, fold_text(self.asked, language).split())
        found = re.finditer(r"\s+".join(words), folded)
        places = ((spans[m.start()][0], spans[m.end() - 1][1]) for m in found if m[0])
        return tuple(Fact(TEXT, self.asked, text[start:end], start, end) for start, end in places)


def read_query(asked: str, source: Glossary, glossaries: Iterable[Glossary] = ()) -> Query:
    """Tell what is asked for; a term may be in the words of any of the locales.

    Raises `UsageError` where nothing is.
    """
    asked = " ".join(asked.split())
    if not fold_text(asked).strip():
        raise UsageError("nothing is asked for; expected a number, a term or a text")
    if is_number(asked, source):
        return Query(asked, NUMBER, frozenset({digits_of(_SCHEME.sub("", asked))}))
    concepts = concepts_named(asked, (source, *glossaries))
    return Query(asked, TERM, concepts) if concepts else Query(asked, TEXT)


def is_number(asked: str, source: Glossary) -> bool:
    """Tell whether what is asked for is a number as one calls it, and nothing else."""
    number = _SCHEME.sub("", asked)
    digits = digits_of(number)
    if not any(map(str.isdecimal, number)) or len(digits) < _SHORTEST:
        return False
    there = number_reached(number, source.region)
    if there in {number_reached(d, source.region) for d in listed_concepts(source.base)}:
        return True
    found = find_phones(number, source, ways_to_dial(digits, source.region))
    return [(fact.start, fact.end) for fact in found] == [(0, len(number))]


def concepts_named(asked: str, glossaries: Iterable[Glossary]) -> frozenset[str]:
    """Return the concepts, numbers aside, that a text names in one of the locales' words."""
    named = set()
    for glossary in glossaries:
        concepts = glossary.base.concepts
        named |= {id for id in concepts if id == asked.lower() and concepts[id].kind != NUMBER}
        language = glossary.locale.language
        asked_folded = fold_text(asked, language)
        for id, terms in glossary.terms.items():
            forms = {fold_text(term.term, language) for term in terms}
            if concepts[id].kind != NUMBER and asked_folded in forms:
                named.add(id)
        found = find_drugs(asked, glossary)
        named |= {fact.value for fact in found if fact.span == (0, len(asked))}
    return frozenset(named)
