"""Compare the phone numbers of a translation with the source's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.facts.characters import INVISIBLE, plain
from pipeline.facts.phones.calling import is_called
from pipeline.facts.phones.cut import NUMBER, PHONE
from pipeline.facts.phones.damage import damage
from pipeline.facts.phones.dialled import is_dialled
from pipeline.facts.phones.edges import in_address, stands_alone
from pipeline.facts.phones.find import scan
from pipeline.facts.phones.known import (
    allowed_values,
    emergency_numbers,
    emergency_regions,
    known_numbers,
)
from pipeline.facts.phones.lookalikes import LOOKALIKE, find_lookalikes
from pipeline.facts.phones.shapes import SHORTEST
from pipeline.model import Difference, Fact
from pipeline.terms import Glossary

Facts = tuple[Fact, ...]

CALLED = "called"
"""The kind of a number that is no phone number, though the text says to call it."""

_UNSEEN = re.compile(rf"[{''.join(sorted(INVISIBLE))}]|&(?:lrm|rlm|shy|zwnj|zwj);")


def compare_texts(
    source: str, target: str, source_glossary: Glossary, glossary: Glossary
) -> tuple[Difference, ...]:
    """Return how the numbers of a translation differ from the source's, as `compare_phones` does.

    Here any number of the translation that the source lacks may be what became of a phone number,
    a letter may stand for a digit (`lookalike`), and what only looks like a phone number is not
    `added` where the source has the same digits as a quantity.
    """
    there = scan(source, source_glossary)
    called = tuple([fact for fact in there if fact.kind == PHONE])
    values = frozenset([fact.value for fact in called])
    found = scan(target, glossary, values)
    if not called and not found:
        return ()
    alike = find_lookalikes(target, _wanted(values, glossary))
    if not alike and _are_same(there, found, glossary):
        return ()
    found = tuple(f for f in found if not any(_overlap(f, other) for other in alike))
    phones = tuple(fact for fact in found if fact.kind == PHONE)
    runs = frozenset(re.findall("[0-9]+", plain(source))).union(fact.value for fact in there)
    spare = tuple(
        _called(fact, target, glossary)
        for fact in found
        if fact.kind == NUMBER
        and (fact.value not in runs or fact.text.startswith("+"))
        and _is_free(fact, target)
    )
    return tuple(
        difference
        for difference in compare_phones(called, phones, glossary, (*alike, *spare))
        if difference.kind != "added" or _is_new(difference.target, runs, called, glossary)
    )


@lru_cache(maxsize=1024)
def _wanted(called: frozenset[str], glossary: Glossary) -> frozenset[str]:
    """Return the numbers that a translation may give whose source gives some."""
    listed = known_numbers(glossary).listed
    return listed.union(*(allowed_values(value, glossary) for value in called))


def _are_same(source: Facts, target: Facts, glossary: Glossary) -> bool:
    """Tell at once what is true of nearly all translations: they have the source's numbers.

    Numbers with invisible characters or a plus sign need a closer look.
    """
    return len(source) == len(target) and all(
        one.kind == other.kind
        and one.value == other.value
        and is_dialled(one) == is_dialled(other)
        and (other.kind == PHONE or not other.text.startswith("+"))
        and (other.kind != PHONE or other.value in allowed_values(other.value, glossary))
        and not _UNSEEN.search(other.text)
        for one, other in zip(source, target, strict=True)
    )


def compare_phones(
    source: Facts, target: Facts, glossary: Glossary, spare: Facts = ()
) -> tuple[Difference, ...]:
    """Return how the numbers of a translation differ from the source's, as multisets.

    Kinds: `changed`, `reversed` (groups in the wrong order), `truncated`, `missing`, `added`,
    `invisible` (a character that nobody sees stands inside). A number for which the locale has an
    approved substitute must be that substitute. A number of the source that is repeated more
    often than there is no difference. `spare` are other numbers of the translation, which may be
    what became of one of the source; those that are not are `added` too, or `lookalike`.
    """
    return (
        *_compare(_shown(source), _shown(target), glossary, spare),
        *_compare(_dialled(source), _dialled(target), glossary, ()),
    )


def _compare(
    source: Facts, target: Facts, glossary: Glossary, spare: Facts
) -> Iterator[Difference]:
    allowed = {fact.value: allowed_values(fact.value, glossary) for fact in source}
    left = list(target)
    unmet = []
    for fact in source:
        match = next((f for f in left if f.value in allowed[fact.value]), None)
        if match is None:
            unmet.append(fact)
            continue
        left.remove(match)
        if _UNSEEN.search(match.text) and match.text != fact.text:
            yield Difference("invisible", fact, match)
    repeated = [f for f in left if any(f.value in values for values in allowed.values())]
    left = [fact for fact in left if fact not in repeated] + list(spare)
    for fact in unmet:
        sole = len(unmet) == 1 and sum(other.kind in (PHONE, CALLED) for other in left) == 1
        near = _nearest(fact, allowed[fact.value], [*left, *repeated], glossary, sole=sole)
        if near is None:
            yield Difference("missing", fact)
            continue
        kind, found = near
        (left if found in left else repeated).remove(found)
        yield Difference(kind, fact, found)
    for fact in left:
        yield Difference("lookalike" if fact.kind == LOOKALIKE else "added", None, fact)


def _nearest(
    fact: Fact, allowed: frozenset[str], others: list[Fact], glossary: Glossary, *, sole: bool
) -> tuple[str, Fact] | None:
    """Return what is likely to have become of a number, and how it was damaged."""
    for other in others:
        if other.kind == LOOKALIKE and other.value in allowed:
            return "lookalike", other
    for kind in ("reversed", "truncated", "changed"):
        for other in others:
            if other.kind != LOOKALIKE and kind in _damages(fact, allowed, other):
                return kind, other
    for other in others:
        if other.kind != LOOKALIKE and _is_elsewhere(other, glossary):
            return "changed", other
    strange = [other for other in others if other.kind in (PHONE, CALLED)]
    return ("changed", strange[0]) if sole and strange else None


def _damages(fact: Fact, allowed: frozenset[str], other: Fact) -> set[str]:
    if fact.value in allowed:
        return {damage(fact, other)}
    return {damage(Fact(fact.kind, value, value, 0, 0), other) for value in allowed}


def _is_elsewhere(fact: Fact, glossary: Glossary) -> bool:
    """Tell whether a number is another one of the term base, or somewhere's emergency number."""
    if fact.value in known_numbers(glossary).listed:
        return True
    return bool(emergency_regions(fact.value))


def _is_new(fact: Fact | None, runs: frozenset[str], called: Facts, glossary: Glossary) -> bool:
    """Tell whether a number of the translation has no counterpart in the source at all."""
    if fact is None:
        return False
    if fact.kind == PHONE:
        return not all(group in runs for group in re.findall("[0-9]+", plain(fact.text)))
    if len(fact.value) != 3 or not fact.text.isdecimal():
        return False
    if fact.value in emergency_numbers(glossary.region) | emergency_numbers(
        glossary.locale.territory
    ):
        return True
    return bool(called) and bool(emergency_regions(fact.value))


def _called(fact: Fact, text: str, glossary: Glossary) -> Fact:
    """Mark a short number that a word for calling stands before."""
    if 2 < len(fact.value) < SHORTEST and is_called(
        plain(text), fact.start, glossary.locale.language
    ):
        return fact._replace(kind=CALLED)
    return fact


def _is_free(fact: Fact, text: str) -> bool:
    """Tell whether a number of a text is no part of a word, a quantity or an address."""
    written = plain(text)
    return stands_alone(written, *fact.span, known=True) and not in_address(written, *fact.span)


def _shown(facts: Facts) -> Facts:
    return tuple(fact for fact in facts if not is_dialled(fact))


def _dialled(facts: Facts) -> Facts:
    return tuple(fact for fact in facts if is_dialled(fact))


def _overlap(one: Fact, other: Fact) -> bool:
    return one.start < other.end and other.start < one.end
