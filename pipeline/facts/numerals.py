"""Numbers as they are written: digits with any locale's separators, spelled out, in Chinese.

What a number counts is not known here; see `quantities`.
"""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files

from pipeline.locales import Locale

_CJK_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_CJK_TENS = {"十": 10, "百": 100, "千": 1000}
_CJK_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

CJK_NUMBER = f"[{''.join([*_CJK_DIGITS, *_CJK_TENS, *_CJK_MYRIADS])}]+"
"""A number in Chinese characters; whether it is one depends on what follows."""

_LONGEST = 1000  # characters; Python reads no number with more than 4,300 digits

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
"""Fractions that are one character."""


@lru_cache(maxsize=4096)
def digit_values(written: str, decimal: str, group: str) -> tuple[Fraction, ...]:
    """Return what digits with separators may mean, the likeliest reading first.

    A locale's own separators decide; where they cannot be meant (`0.5` under a decimal comma),
    the other convention does. Two readings are given where a single separator stands before
    three digits and the locale uses it for decimals (`1,500` in German). Nothing is returned for
    what is no number, such as `1.2.3`. A number that is too long to calculate with is a value that
    no other number is likely to have.
    """
    if len(written) > _LONGEST:
        return (Fraction(int.from_bytes(hashlib.sha256(written.encode()).digest(), "big")),)
    if written.isdigit():
        return (Fraction(int(written)),)
    text = re.sub("[ ']", "", written).replace("٬", "")
    text = re.sub("[،፣]", ",", text)
    text = text.replace("٫", "." if "." not in written else "")
    text = f"0{text}" if text.startswith(".") else text
    marks = re.findall(r"[.,]", text)
    if not marks:
        return (Fraction(text),)
    last = marks[-1]
    whole, _, rest = text.rpartition(last)
    if len(set(marks)) == 2:
        if marks.count(last) > 1:
            return ()
        return (Fraction(f"{re.sub('[.,]', '', whole)}.{rest}"),)
    if len(marks) > 1:
        groups = text.split(last)
        grouped = len(groups[-1]) == 3 and all(2 <= len(g) <= 3 for g in groups[1:])
        return (Fraction("".join(groups)),) if grouped else ()
    as_decimal = Fraction(f"{whole}.{rest}")
    if len(rest) != 3 or len(whole) > 3 or whole.startswith("0"):
        return (as_decimal,)
    as_group = Fraction(whole + rest)
    return (as_decimal, as_group) if last == decimal or "٫" in written else (as_group,)


def cjk_value(written: str) -> int | None:
    """Return the value of a number in Chinese characters, `None` where it is none (百万 is)."""
    if len(written) > _LONGEST:
        return None
    if all(character in _CJK_DIGITS for character in written):
        return int("".join(str(_CJK_DIGITS[character]) for character in written))
    total = section = digit = 0
    for character in written:
        if character in _CJK_DIGITS:
            if digit:
                return None
            digit = _CJK_DIGITS[character]
        elif character in _CJK_TENS:
            section += (digit or 1) * _CJK_TENS[character]
            digit = 0
        else:
            if not section + digit:
                return None
            total += (section + digit) * _CJK_MYRIADS[character]
            section = digit = 0
    return total + section + digit


@lru_cache(maxsize=4096)
def whole(value: int) -> Fraction:
    """Return a whole number as amounts are kept; numbers recur."""
    return Fraction(value)


def vulgar_value(character: str) -> Fraction:
    """Return the value of a character such as ½."""
    return Fraction(unicodedata.numeric(character)).limit_denominator(8)


def compose(values: list[int]) -> int | None:
    """Return the number that spelled parts make (twenty, one: 21), `None` where they make none."""
    total = current = 0
    for value in values:
        if value >= 1000:
            total += max(current, 1) * value
            current = 0
        elif value == 100:
            if current > 9:
                return None
            current = max(current, 1) * 100
        elif _adds(current, value):
            current += value
        else:
            return None
    return total + current


def _adds(current: int, value: int) -> bool:
    """Tell whether a number word may follow others: two hundred (and) five, twenty-one."""
    tens = current % 10 == 0 and current % 100 >= 20
    return current == 0 or (current % 100 == 0 and value < 100) or (tens and 0 < value < 10)


@cache
def spelled(language: str) -> Mapping[str, Mapping[str, int]]:
    """Return a language's number words: kind (`cardinal`, `ordinal`) to word to value."""
    found: dict[str, dict[str, int]] = {"cardinal": {}, "ordinal": {}}
    for value, kind, forms in _rows().get(language, ()):
        for form in forms.split("|"):
            found[kind].setdefault(form, value)
    return found


def spells_numbers(locale: Locale) -> bool:
    """Tell whether the table has a language's spelled numbers."""
    return locale.language in _rows()


@cache
def _rows() -> Mapping[str, tuple[tuple[int, str, str], ...]]:
    text = files("pipeline.facts").joinpath("data/numerals.csv").read_text(encoding="utf-8")
    found: dict[str, list[tuple[int, str, str]]] = {}
    for language, value, kind, forms, _ in list(csv.reader(text.splitlines()))[1:]:
        found.setdefault(language, []).append((int(value), kind, forms))
    return {language: tuple(rows) for language, rows in found.items()}
