"""Find the phone numbers of a text."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.facts.characters import plain as make_plain
from pipeline.facts.phones.chains import Chain, find_chains
from pipeline.facts.phones.cut import NUMBER, PHONE, Search
from pipeline.facts.phones.dialled import find_dialled
from pipeline.model import Fact
from pipeline.terms import Glossary

_DIGIT = re.compile(r"\d")
_NONE: frozenset[str] = frozenset()
_MESSAGE = 2000  # characters


def find_phones(text: str, glossary: Glossary, also: frozenset[str] = _NONE) -> tuple[Fact, ...]:
    """Return the phone numbers of a text, in order; the value of each is its digits.

    Short codes are those of the term base, the emergency numbers of the glossary's region, and
    its other short codes where a word for calling stands before them (libphonenumber). `also`
    holds the digits of numbers to find wherever they stand: those that the source calls.
    A `tel:` or `sms:` link is a number of its own.
    """
    if not _DIGIT.search(text):
        return ()
    return tuple([fact for fact in scan(text, glossary, also) if fact.kind == PHONE])


def scan(text: str, glossary: Glossary, also: frozenset[str] = _NONE) -> tuple[Fact, ...]:
    """Return every number of a text, in order: of kind `phone`, or `number` for any other."""
    if not _DIGIT.search(text):
        return ()
    remember = len(text) < _MESSAGE  # whole pages come once
    return (_remembered if remember else _scan)(text, glossary, also)


def _scan(text: str, glossary: Glossary, also: frozenset[str]) -> tuple[Fact, ...]:
    plain = text if text.isascii() and "\t" not in text else make_plain(text)
    search = Search(plain, glossary, also)
    dialled = find_dialled(text) if ":" in text else ()
    facts = list(dialled)
    for chain in find_chains(plain):
        if dialled and any(link.start < chain.end and chain.start < link.end for link in dialled):
            continue
        if search.is_quantity(chain) or _repeats_letters(facts, chain, plain):
            start, end = chain.start, chain.end
            facts.append(Fact(NUMBER, chain.digits, text[start:end], start, end))
            continue
        for kind, value, start, end in search.numbers(chain):
            facts.append(Fact(kind, value, text[start:end], start, end))
    if dialled:
        facts.sort(key=lambda fact: fact.start)
    return tuple(facts)


_remembered = lru_cache(maxsize=4096)(_scan)


def _repeats_letters(facts: list[Fact], chain: Chain, plain: str) -> bool:
    """Tell whether digits in brackets say what the letters before them are: …HELP (4357)."""
    if not facts or len(chain.groups) > 1:
        return False
    before = facts[-1]
    behind = before.kind == PHONE and plain[before.end : chain.start].strip() == "("
    return behind and before.text[-1:].isalpha() and before.value.endswith(chain.digits)
