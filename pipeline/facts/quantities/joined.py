"""Numbers put together from parts: *two hundred*, 1 1/2, *two and a half*, 12万2653."""

from __future__ import annotations

import re
from fractions import Fraction

from pipeline.facts.numerals import VULGAR, compose
from pipeline.facts.quantities.grammar import Fixed, Grammar
from pipeline.facts.quantities.plain import Plain
from pipeline.facts.quantities.read import Number, single_numbers

_HALF = Fixed(Fraction(1, 2))
_BELOW = (2, 3, 4, 5, 8)  # what numbers are divided by in leaflets
_JOINED = re.compile(r"[ -]*(?:-?(?:and|et|y|e|și|şi|i|و|u|en|og|och|ve|na|at)-?)?[ -]*")
_AND_HALF = re.compile(
    r" *(?:and|et|y|e|und|и|с|і|з|i|a|ve|و|en|og|och|și|şi|ja|és|και) +(?:an? )?"
)
_NO_BREAK = "\u00a0\u202f\u2009"


def read_numbers(form: Plain, grammar: Grammar, skip: tuple[tuple[int, int], ...]) -> list[Number]:
    """Return the numbers of a text in order; `skip` are ranges of the original to leave alone."""
    found = list(single_numbers(form, grammar, skip))
    if len(found) > 1:
        found = _composed(_grouped(found, form), form.text)
        found = _fractions(found, form.text, grammar)
    return _scaled(found, form.text, grammar) if found else found


def _grouped(numbers: list[Number], form: Plain) -> list[Number]:
    """Put together 122 653 where its space is one that does not break, in any locale."""
    done: list[Number] = []
    for number in numbers:
        last = done[-1] if done else None
        if last and last.end + 1 == number.start and number.end - number.start == 3:
            space = form.original[form.span(last.start, last.end)[1]]
            whole = last.value.denominator == number.value.denominator == 1
            if space in _NO_BREAK and whole and not last.spelled and not number.spelled:
                done[-1] = last._replace(end=number.end, values=(last.value * 1000 + number.value,))
                continue
        done.append(number)
    return done


def _composed(numbers: list[Number], text: str) -> list[Number]:
    """Put together number words that follow each other."""
    done: list[Number] = []
    parts: list[int] = []
    for number in numbers:
        plain = number.spelled and number.fixed is None and not number.ordinal
        if plain and parts and _JOINED.fullmatch(text, done[-1].end, number.start):
            whole = compose([*parts, int(number.value)])
            if whole is not None:
                parts.append(int(number.value))
                done[-1] = done[-1]._replace(end=number.end, values=(Fraction(whole),))
                continue
        parts = [int(number.value)] if plain else []
        done.append(number)
    return done


def _fractions(numbers: list[Number], text: str, grammar: Grammar) -> list[Number]:
    """Put together 1/2, 1 1/2, 2 ½, and a number with *and a half*."""
    done: list[Number] = []
    for number in numbers:
        together = _fraction(done[-1], number, text, grammar) if done else None
        if together is None:
            done.append(number)
            continue
        done[-1] = together
        before = done[-2] if len(done) > 1 else None
        mixed = together.value < 1 and before is not None and not before.spelled
        if mixed and before and text[before.end : together.start] == " " and before.value < 100:
            done[-2:] = [_added(before, together)]
    return done


def _fraction(last: Number, number: Number, text: str, grammar: Grammar) -> Number | None:
    gap = text[last.end : number.start]
    if number.fixed == _HALF and last.value >= 1 and _AND_HALF.fullmatch(gap):
        return _added(last, number)
    if last.spelled or number.spelled or not last.values or not number.values:
        return None
    if gap == " " and text[number.start : number.end] in VULGAR and last.value >= 1:
        return _added(last, number)
    if gap != "/" or text[number.end : number.end + 1] == "/":
        return None
    part = last.value / number.value if 0 < last.value < number.value else None
    pair = text[last.start : last.end], text[number.start : number.end]
    if grammar.slash_decimals and all(map(str.isdigit, pair)) and len(pair[1]) <= 2:
        values = (Fraction(".".join(pair)), *((part,) if part else ()))
        return last._replace(end=number.end, values=values)
    if part is None or number.value not in _BELOW:
        return None
    return last._replace(end=number.end, values=(part,))


def _touch(last: Number, number: Number, text: str) -> bool:
    return text[last.end : number.start] in ("", " ")


def _added(last: Number, number: Number) -> Number:
    return last._replace(end=number.end, values=(last.value + number.value,))


def _scaled(numbers: list[Number], text: str, grammar: Grammar) -> list[Number]:
    """Multiply by *million*, 万, *lakh*, and add what follows (12万2653)."""
    done: list[Number] = []
    scale: Fraction | None = None
    for number in numbers:
        found = None if number.fixed or number.ordinal else grammar.scale.match(text, number.end)
        by = None
        if found is not None:
            by = Fraction(found[0])
            values = tuple(value * by for value in number.values)
            number = number._replace(end=found[1], values=values, scaled=True)
        if scale is not None and number.value < scale and _touch(done[-1], number, text):
            done[-1] = _added(done[-1], number)
        else:
            done.append(number)
        scale = by
    return done
