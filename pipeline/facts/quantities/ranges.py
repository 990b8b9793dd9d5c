"""Ranges: 30 to 90 minutes, 1957-58, 1 or 2 tablets, de 6 em 6 horas."""

from __future__ import annotations

import re
from fractions import Fraction

from pipeline.facts.quantities.dates import time_at
from pipeline.facts.quantities.quantity import Amount
from pipeline.facts.quantities.read import Number
from pipeline.facts.quantities.reading import Reading


def range_end(reading: Reading, number: Number, end: int) -> Number | None:
    """Return the number that ends the range which another begins; `end` is where that one ends."""
    connector = reading.grammar.connector.match(reading.text, end)
    if connector is None:
        return None
    last = _number_behind(reading, connector[1])
    if last is None or not last.values or last.ordinal:
        return None
    if last.spelled and last.value == 1:
        return None  # “5 jours à une température”
    if connector[0] == "repeat" and last.values != number.values:
        return None  # “de 6 em 6 horas”, but not “1% em dois genomas”
    if time_at(reading.text, last, reading.grammar):
        return None  # “8 h à 20 h 30”
    return last if _in_reach(reading.text, number, last) else None


def range_amounts(number: Number, last: Number) -> tuple[Amount, ...]:
    """Return the readings of a range, the likeliest first; 1957-58 ends in 1958."""
    low, high = number.value, last.value
    if low >= 1000 and low % 100 < high < 100 and low.denominator == high.denominator == 1:
        high += low - low % 100
    if last.scaled and not number.scaled and low < 100:
        low *= _scale_of(high)  # 2 to 3 million
    likeliest = _ordered(low, high)
    if len(number.values) != len(last.values) or len(number.values) == 1:
        return (likeliest,)
    pairs = zip(number.values, last.values, strict=True)
    return (likeliest, *sorted({_ordered(a, b) for a, b in pairs} - {likeliest}))


def _ordered(low: Fraction, high: Fraction) -> Amount:
    """Put the ends of a range in order: right-to-left texts often store them reversed."""
    return (min(low, high), max(low, high))


def _number_behind(reading: Reading, at: int) -> Number | None:
    while reading.text[at : at + 1] == " ":
        at += 1
    last = reading.at(at)
    if last is None and reading.grammar.units_first:
        unit = reading.grammar.unit.match(reading.text, at)
        return reading.at(unit[1] + 1) if unit else None
    return last


def _scale_of(value: Fraction) -> Fraction:
    digits = re.sub(r"0+$", "", str(value.numerator))
    scale = Fraction(value.numerator, int(digits or 1))
    return scale if scale >= 1000 else Fraction(1)


def _in_reach(text: str, number: Number, last: Number) -> bool:
    """Tell whether two numbers may bound a range: not a day of the month and a year."""
    low, high = sorted((number.value, last.value))
    if low >= 100 or high < 1900 or number.scaled or last.scaled or not low:
        return True
    return number.value > last.value and text[number.end : last.start] == "-"
