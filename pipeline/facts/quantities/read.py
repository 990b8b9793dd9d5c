"""Finding numbers in a plain text: digits, words, and words that state number and unit at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from pipeline.facts.numerals import cjk_value, digit_values, vulgar_value, whole
from pipeline.facts.quantities.grammar import Fixed, Grammar
from pipeline.facts.quantities.plain import Plain

_MASK = re.compile(
    r"%[0-9]*\$?[sd@]|%\([^)]*\)[sd]|\{[^{}]*\}|&#?\w+;|<[a-zA-Z/!][^>]*>|\]\([^)]*\)|\[\^[^]]*\]"
    r"|https?://\S+|www\.\S+|`[^`]*`|24/7"
)
_MARK = re.compile(r"[%{&<\[\]`/]")
"""What is in every text in which `_MASK` finds something, but for `www.`: quicker to look for."""
_ADDRESS = re.compile(r"\S+@\S+\.\S+")
_BUDDHIST = range(2400, 2700)


class Number(NamedTuple):
    """A number in a plain text; `text[start:end]` states it."""

    start: int
    end: int
    values: tuple[Fraction, ...]
    spelled: bool = False
    ordinal: bool = False
    fixed: Fixed | None = None
    scaled: bool = False

    @property
    def value(self) -> Fraction:
        """The likeliest reading; nought where there is none."""
        return self.values[0] if self.values else Fraction(0)


def single_numbers(
    form: Plain, grammar: Grammar, skip: tuple[tuple[int, int], ...]
) -> Iterator[Number]:
    """Yield the numbers of a text in order, each word by itself, but for what is masked."""
    masked: list[tuple[int, int]] | None = None
    for match in grammar.numeral.finditer(form.text):
        if masked is None:
            masked = _masked(form.text)
        start, end = match.span()
        if masked and any(start < stop and begin < end for begin, stop in masked):
            continue
        if skip:
            first, last = form.span(start, end)
            if any(first < stop and begin < last for begin, stop in skip):
                continue
        number = _number(match, grammar)
        if number is not None:
            yield number


def _masked(text: str) -> list[tuple[int, int]]:
    """Return the ranges of placeholders, tags, entities, code and addresses."""
    marked = _MARK.search(text) or "www." in text
    masked = [match.span() for match in _MASK.finditer(text)] if marked else []
    if "@" in text:
        masked += [match.span() for match in _ADDRESS.finditer(text)]
    return masked


def _number(match: re.Match[str], grammar: Grammar) -> Number | None:
    start, end = match.span()
    if match["word"] is not None:
        return _word(match, grammar)
    if match["digits"] is None:
        return Number(start, end, (vulgar_value(match[0]),))
    values = digit_values(match["digits"], grammar.decimal, grammar.group)
    if match[0][0] == "." and match.string[start - 1 : start] not in ("", " ", "("):
        values += (Fraction(match["digits"][1:]),)  # “Bioeasy.80% of test kits”
    if match["vulgar"]:
        values = tuple(value + vulgar_value(match["vulgar"]) for value in values)
    elif grammar.locale.language == "th" and len(values) == 1 and values[0] in _BUDDHIST:
        values = (values[0] - 543, values[0])
    return Number(start, end, values)


def _word(match: re.Match[str], grammar: Grammar) -> Number | None:
    group = "bare" if "bare" in match.re.groupindex else "word"
    word = match[group]
    if "  " in word:
        word = re.sub(" +", " ", word)
    start, end = match.span(group)
    fixed = grammar.fixed.get(word)
    if fixed is not None:
        return Number(start, end, (fixed.value,), spelled=True, fixed=fixed)
    if word in grammar.cardinals:
        return Number(start, end, (whole(grammar.cardinals[word]),), spelled=True)
    if word in grammar.ordinals:
        return Number(start, end, (whole(grammar.ordinals[word]),), spelled=True, ordinal=True)
    counted = cjk_value(word)
    return None if counted is None else Number(start, end, (whole(counted),), spelled=True)
