"""What stands beside a number and gives it its meaning: unit, *every*, *a day*, years of age."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.facts.quantities.grammar import Grammar
from pipeline.facts.quantities.quantity import COUNTED, TIMED, Quantity
from pipeline.facts.quantities.read import Number
from pipeline.facts.quantities.reading import Part, Reading

_PER_AMOUNT = frozenset({"kg", "m²", "L", "mL", "dL"})
_UNIT_BEFORE = ("%", "yüzde", "分之")
_AGE = re.compile(r"[ -]*(?:of age|old|and older|and over|or over|or older)")
_AGE_BEFORE = re.compile(r"(?:aged?|ages|over|under) *[≥≤<>=]* *$")


def unit_of(reading: Reading, number: Number, start: int, end: int) -> tuple[str, int, int]:
    """Return the unit of a number and the range of both; an empty unit where there is none."""
    text, grammar = reading.text, reading.grammar
    if number.fixed is not None and number.fixed.unit:
        return number.fixed.unit, start, end
    if grammar.units_first or text[:start].rstrip().endswith(_UNIT_BEFORE):
        before = grammar.unit_before.match_before(text, start)
        if before is not None and before[0] != "none":
            return before[0], before[1], end
    after = grammar.unit.match(text, end)
    if after is None or after[0] == "none":
        return "", start, end
    multiplied = text[end : after[1]].strip() in ("x", "×")
    if multiplied and re.match(r" *[0-9]", text[after[1] :]):
        return "", start, end  # 2 x 500 mg
    return after[0], start, after[1]


def recurring(
    reading: Reading, quantity: Quantity, start: int, end: int
) -> tuple[Quantity, int, int]:
    """Read *every* before or behind a time, and *a day* behind or before anything else."""
    if quantity.unit in TIMED:
        return _every(reading, quantity, start, end)
    if not quantity.unit or quantity.ordinal:
        return quantity, start, end
    text, grammar = reading.text, reading.grammar
    for _ in range(2):  # mg/kg and a day
        after = grammar.rate.match(text, end)
        if after is None:
            break
        quantity, end = _with_rate(quantity, after[0]), after[1]
    if not quantity.per and (quantity.unit == "time" or quantity.unit in COUNTED):
        before = grammar.rate_before.match_before(text, start)
        if before is not None and not reading.last[0] < before[1] < reading.last[1]:
            return _with_rate(quantity, before[0]), before[1], end
    return quantity, start, end


def is_age(text: str, start: int, end: int) -> bool:
    """Tell whether a number of years between two places is an age."""
    if _AGE.match(text, end) or text[start:end].endswith(("old", "of age")):
        return True
    return _AGE_BEFORE.search(text[:start]) is not None


def lone_rates(text: str, grammar: Grammar, parts: list[Part]) -> Iterator[Part]:
    """Yield *daily* and the like where no number takes it up."""
    starts = (
        [match.start() for match in re.finditer(r"(?:^|(?<=[ (]))(?=[^\W\d_])", text)]
        if grammar.spaced
        else range(len(text))
    )
    for at in starts:
        found = grammar.rate.match(text, at)
        if found is None or found[0] not in TIMED:
            continue
        if not any(part.start < found[1] and at < part.end for part in parts):
            yield Part("frequency", f"1 / {found[0]}", at, found[1])


def _every(reading: Reading, quantity: Quantity, start: int, end: int) -> tuple[Quantity, int, int]:
    before = reading.grammar.every_before.match_before(reading.text, start)
    if before is not None:
        return quantity._replace(every=True, ordinal=False), before[1], end
    after = reading.grammar.every_after.match(reading.text, end)
    if after is not None:
        return quantity._replace(every=True), start, after[1]
    return quantity, start, end


def _with_rate(quantity: Quantity, rate: str) -> Quantity:
    if rate in _PER_AMOUNT:
        ratio = "" if "/" in quantity.unit else f"/{rate}"
        return quantity._replace(unit=f"{quantity.unit}{ratio}")
    return quantity if quantity.per else quantity._replace(per=rate)
