"""Finding the quantities that a text states: numbers first, then what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from pipeline.facts.quantities.beside import is_age, lone_rates, recurring, unit_of
from pipeline.facts.quantities.dates import date_at, time_at
from pipeline.facts.quantities.grammar import Fixed, grammar_of
from pipeline.facts.quantities.joined import read_numbers
from pipeline.facts.quantities.names import is_month, label_at, name_at
from pipeline.facts.quantities.plain import plain
from pipeline.facts.quantities.quantity import COUNTED, DOSED, TIMED, Quantity
from pipeline.facts.quantities.ranges import range_amounts, range_end
from pipeline.facts.quantities.read import Number
from pipeline.facts.quantities.reading import Part, Reading
from pipeline.locales import Locale
from pipeline.model import Fact

_ORDINAL = re.compile(
    r":[eans]\b|(?:st|nd|rd|th)\b|-?(?:er|re|ère|ème|eme|nde?|ste|de|й|я|ая|го|ой|му|м|х)\b|[ªº]"
)
_ORDINAL_BEFORE = re.compile(r"(?:第|제 ?|thứ |ke-?|ika-?|ที่ ?|ទី ?|ທີ ?)$")
_FRACTION_OF = re.compile(r" ?(?:分の|分之|분의) ?")
_MINUS = re.compile(r"(?:^|[ (])-$")
_MEDICAL = COUNTED | DOSED
_HALF = Fraction(1, 2)
_ONCE = Fixed(Fraction(1), "time")


def find_quantities(
    text: str, locale: Locale, skip: tuple[tuple[int, int], ...] = ()
) -> tuple[Fact, ...]:
    """Return the quantities that a text states, in order.

    `skip` are ranges of the text to leave alone, such as phone numbers and addresses. The kind of
    a fact is `dose`, `count`, `frequency`, `duration`, `age`, `temperature`, `time`, `date`,
    `fraction`, `ordinal`, `number`, or `label` for digits in a name (COVID-19). Its value is the
    same in every language: `0.5 mL`, `30..90 minute`, `every 6 hour`, `3 / day`, `1/2 tablet`,
    `#2 dose`, `2026-11-23`. Readings that the writing leaves open stand side by side: `1.5|1500`.
    """
    grammar = grammar_of(locale)
    form = plain(text)
    numbers = read_numbers(form, grammar, skip)
    if not numbers:
        return ()
    parts = list(_parts(Reading(form, grammar, numbers)))
    if any(part.value.partition("/")[0].rpartition(" ")[2] in _MEDICAL for part in parts):
        parts += lone_rates(form.text, grammar, parts)
        parts.sort(key=lambda part: part.start)
    facts = []
    for part in parts:
        start, end = form.span(part.start, part.end)
        facts.append(Fact(part.kind, part.value, text[start:end], start, end))
    return tuple(facts)


def _parts(reading: Reading) -> Iterator[Part]:
    held: Part | None = None
    for number in reading.numbers:
        part = _part(reading, number) if number.start >= reading.last[1] else None
        if part is None:
            continue
        reading.last = (part.start, part.end)
        if held is not None and held.start < part.start:
            yield held  # else a rate before this number has swallowed it: 1日3回
        held = part
    if held is not None:
        yield held


def _part(reading: Reading, number: Number) -> Part | None:
    if number.spelled:
        return _quantity(reading, number)
    named = name_at(reading, number)
    if named is not None:
        return named
    dated = date_at(reading.text, number, reading.grammar)
    if dated is not None and is_month(reading, dated[1], dated[2]):
        return Part("date", *dated)
    timed = time_at(reading.text, number, reading.grammar)
    if timed is not None:
        return Part("time", *timed)
    return label_at(reading, number) or _quantity(reading, number)


def _quantity(reading: Reading, number: Number) -> Part | None:
    """Return the quantity that a number states together with its neighbours."""
    number = _one_over(reading, number)
    ordinal, end = _ordinal(reading, number)
    unit, start, end = unit_of(reading, number, number.start, end)
    if ordinal and unit in TIMED and _is_every(reading, number):
        number, ordinal = number._replace(ordinal=False), False  # var åttonde timme: every 8 hours
    values = number.values[:1] if unit in DOSED else number.values  # a dose has one reading
    amounts = tuple((value, value) for value in values)
    half = reading.grammar.and_half.match(reading.text, end) if unit and not ordinal else None
    if half is not None:  # una hora y media, 1時間半
        amounts, end = tuple((low + _HALF, low + _HALF) for low, _ in amounts), half[1]
    last = None if ordinal else range_end(reading, number, end)
    if last is not None:
        other, _, stop = unit_of(reading, last, last.start, last.end)
        if unit and other and unit != other:
            last = None
        else:
            amounts, unit, end = range_amounts(number, last), other or unit, max(last.end, stop)
    if not _is_stated(reading, number, unit, last):
        return None
    quantity = _named(Quantity(amounts, unit), number, repeated=last is not None)
    if ordinal and quantity.unit in {"", *COUNTED, *TIMED}:
        quantity = quantity._replace(ordinal=True)
    if unit.startswith("°") and _MINUS.search(reading.text[:start]):
        quantity, start = _below_zero(quantity), start - 1
    quantity, start, end = recurring(reading, quantity, start, end)
    if number.fixed == _ONCE and not quantity.per:
        return None  # *once* and its like are mostly no numbers
    kind = "age" if unit == "year" and is_age(reading.text, start, end) else quantity.kind
    return Part(kind, str(quantity), start, end)


def _is_every(reading: Reading, number: Number) -> bool:
    """Tell whether a word for *every* stands before a number."""
    return reading.grammar.every_before.match_before(reading.text, number.start) is not None


def _named(quantity: Quantity, number: Number, repeated: bool) -> Quantity:
    """Take apart what some words say at once: *óránként* (every hour), 年代 (the nineteen-…)."""
    unit = quantity.unit
    if unit == "decade":
        amounts = tuple((low + 1900, high + 1900) for low, high in quantity.amounts if high < 100)
        return quantity._replace(amounts=amounts or quantity.amounts, unit="")
    if unit.startswith("every "):
        return quantity._replace(unit=unit.removeprefix("every "), every=True)
    if number.fixed is not None and number.fixed.every:
        return quantity._replace(every=True)
    if repeated and unit in TIMED and quantity.single:
        return quantity._replace(every=True)  # de 6 em 6 horas
    return quantity


def _ordinal(reading: Reading, number: Number) -> tuple[bool, int]:
    """Tell whether a number is an ordinal, and where it ends with its ending."""
    if number.spelled:
        return number.ordinal, number.end
    before = _ORDINAL_BEFORE.search(reading.text, max(0, number.start - 5), number.start)
    suffix = _ORDINAL.match(reading.text, number.end)
    if suffix is not None and not reading.grammar.unit.match(reading.text, number.end):
        return True, suffix.end()
    return before is not None, number.end


def _one_over(reading: Reading, number: Number) -> Number:
    """Read 三分之一, 3分の1 and 3분의 1 as a third; 百分之 is the percent sign."""
    match = _FRACTION_OF.match(reading.text, number.end)
    below = reading.at(match.end()) if match else None
    if below is None or number.value in (0, 100):
        return number
    return number._replace(end=below.end, values=(below.value / number.value,))


def _is_stated(reading: Reading, number: Number, unit: str, last: Number | None) -> bool:
    """Tell whether a number is meant as one: not an article, not part of another word."""
    if not number.spelled or number.scaled:
        return bool(number.values)
    if number.ordinal:
        return unit in COUNTED
    if unit or number.fixed is not None:
        return bool(unit)
    return reading.grammar.spaced and (number.value >= 2 or last is not None)


def _below_zero(quantity: Quantity) -> Quantity:
    return quantity._replace(amounts=tuple((-high, -low) for low, high in quantity.amounts))
