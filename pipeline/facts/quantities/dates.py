"""Dates and times of day: ISO 8601 in every language (`2026-11-23`, `--03-28`, `20:30`)."""

from __future__ import annotations

import re
from fractions import Fraction

from pipeline.facts.quantities.grammar import Grammar
from pipeline.facts.quantities.read import Number

_CJK = re.compile(
    r"(?:(?P<y>[0-9]{4}) ?(?:年|년) ?)?(?P<m>[0-9]{1,2}) ?(?:月|월) ?(?P<d>[0-9]{1,2}) ?[日号號일]"
)
_CJK_MONTH = re.compile(r"(?P<y>[0-9]{4}) ?(?:年|년) ?(?P<m>[0-9]{1,2}) ?[月월]")
_CJK_NAMED = re.compile(r"(?P<m>[0-9]{1,2}) ?[月월](?![0-9])")
_ISO = re.compile(r"(?P<y>[12][0-9]{3})([-./])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})(?![0-9])")
_NUMERIC = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([12][0-9]{3})(?![0-9])")
_YEAR = re.compile(r"[ ,.،፡፣၊]*(?:[^\W\d]{1,6}\.? )?([12][0-9]{3})(?![0-9]|[.,][0-9])")
_DAY = re.compile(r" ?([0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9:]|[.,][0-9])")
_DAYS = re.compile(r"([0-3]?[0-9]) ?- ?([0-3]?[0-9])(?![0-9])")
_CLOCK = re.compile(
    r"(?P<h>[01]?[0-9]|2[0-4]) ?(?:(?P<mark>[:h]|時|时|点|點|시|\.(?=[0-9]{2} ?uhr)) ?)"
    r"(?P<m>[0-5][0-9])(?![0-9])(?: ?[分분])?"
)
_HALF_ONLY = re.compile(r"([01]?[0-9]) ?([ap])\.? ?m\b\.?")


def date_at(text: str, number: Number, grammar: Grammar) -> tuple[str, int, int] | None:
    """Return (value, start, end) of the date that a number belongs to, as its first number."""
    at = number.start
    for pattern in (_ISO, _CJK, _CJK_MONTH, _CJK_NAMED):
        match = pattern.match(text, at)
        if match is not None:
            found = match.groupdict()
            value = _iso(found.get("y"), found["m"], found.get("d"), grammar)
            return (value, at, match.end()) if value else None
    match = _NUMERIC.match(text, at)
    if match is not None:
        one, other, year = match[1], match[3], match[4]
        readings = [_iso(year, m, d, grammar) for m, d in ((other, one), (one, other))]
        value = "|".join(sorted({reading for reading in readings if reading}))
        return (value, at, match.end()) if value else None
    named = _named(text, number, grammar)
    return named or _span(text, number, grammar)


def time_at(text: str, number: Number, grammar: Grammar) -> tuple[str, int, int] | None:
    """Return (value, start, end) of the time of day that starts with a number.

    `08:30|20:30` where nothing tells morning from evening.
    """
    at = number.start
    half_only = _HALF_ONLY.match(text, at)
    if half_only is not None and 1 <= int(half_only[1]) <= 12:
        hour = int(half_only[1]) % 12 + (12 if half_only[2] == "p" else 0)
        return f"{hour:02}:00", at, half_only.end()
    match = _CLOCK.match(text, at)
    if match is None:
        return None
    hour, minute, end = int(match["h"]) % 24, match["m"], match.end()
    after = grammar.day_half.match(text, end)
    before = None if after else grammar.day_half_before.match_before(text, at)
    found = after or before
    if found is not None and hour <= 12:
        hour = hour % 12 + (12 if found[0] == "pm" else 0)
        start, end = (before[1] if before else at), (after[1] if after else end)
        return f"{hour:02}:{minute}", start, end
    if 1 <= hour <= 12 and len(match["h"]) == 1:
        return f"{hour:02}:{minute}|{(hour + 12) % 24:02}:{minute}", at, end
    return f"{hour:02}:{minute}", at, end


def _named(text: str, number: Number, grammar: Grammar) -> tuple[str, int, int] | None:
    """Read a date whose month is a name, before or behind the number."""
    if number.spelled or number.value.denominator > 1:
        return None
    day = int(number.value)
    behind = grammar.month.match(text, number.end)
    if behind is not None and 1 <= day <= 31:
        year = _YEAR.match(text, behind[1])
        value = _iso(year[1] if year else None, behind[0], str(day), grammar)
        return (value, number.start, year.end() if year else behind[1]) if value else None
    if behind is not None and 1000 <= day < 3000:
        shown = _DAY.match(text, behind[1])
        value = _iso(str(day), behind[0], shown[1] if shown else None, grammar)
        return (value, number.start, shown.end() if shown else behind[1]) if value else None
    before = grammar.month_before.match_before(text, number.start)
    if before is None:
        return None
    if 1000 <= day < 3000:
        value = _iso(str(day), before[0], None, grammar)
        return (value, before[1], number.end) if value else None
    shown = _DAY.match(text, number.start)
    if shown is None or not 1 <= day <= 31:
        return None
    year = _YEAR.match(text, shown.end())
    value = _iso(year[1] if year else None, before[0], shown[1], grammar)
    return (value, before[1], year.end() if year else shown.end()) if value else None


def _span(text: str, number: Number, grammar: Grammar) -> tuple[str, int, int] | None:
    """Read days of one month: 1-10 January 2020."""
    match = _DAYS.match(text, number.start)
    if match is None:
        return None
    last = Number(match.start(2), match.end(2), (Fraction(match[2]),))
    named = _named(text, last, grammar)
    if named is None or named[1] != last.start:
        return None
    head = named[0][:-2]
    low, high = sorted((int(match[1]), int(match[2])))
    if not named[0].endswith(f"{int(match[2]):02}") or not 1 <= low < high <= 31:
        return None
    return f"{head}{low:02}..{head}{high:02}", number.start, named[2]


def _iso(year: str | None, month: str, day: str | None, grammar: Grammar) -> str:
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return ""
    number = int(year) if year else 0
    if grammar.locale.language == "th" and number > 2400:
        number -= 543
    head = f"{number:04}" if year else "-"
    tail = f"-{int(day):02}" if day else ""
    return f"{head}-{int(month):02}{tail}"
