"""The scripts that letters belong to, and those that a locale is written in (ISO 15924).

`data/scripts.csv` holds the ranges of Unicode 14.0's Scripts.txt that have letters or marks, for
every script of a CLDR locale. The table is kept here because Python does not know scripts.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from operator import itemgetter
from types import MappingProxyType

from pipeline.locales import Locale

_COMPOSED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Hans": ("Hani", "Bopo"),
        "Hant": ("Hani", "Bopo"),
        "Jpan": ("Hira", "Kana", "Hani"),
        "Kore": ("Hang", "Hani"),
    }
)
"""Codes of ISO 15924 that stand for several scripts of Unicode."""

_TWO_SCRIPTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"iu": ("Cans", "Latn"), "oj": ("Cans", "Latn"), "sr": ("Cyrl", "Latn")}
)
"""Locales that name no script, of languages written in two (CLDR: languageData)."""

_BY_LOCALE: dict[str, tuple[str, ...]] = {}  # `lru_cache` would hash the locale's data each time


def scripts_of(locale: Locale) -> tuple[str, ...]:
    """Return the scripts of Unicode that a locale is written in."""
    known = _BY_LOCALE.get(locale.name)
    if known is None:
        own = _COMPOSED.get(locale.script, (locale.script,))
        known = _BY_LOCALE[locale.name] = _TWO_SCRIPTS.get(locale.name, own)
    return known


@cache
def script_of(character: str) -> str:
    """Return the script of a letter, empty where it belongs to none or to many (é: Latn, 5: –)."""
    code = ord(character)
    at = bisect_right(_rows(), code, key=itemgetter(0)) - 1
    if at < 0 or code > _rows()[at][1]:
        return ""
    return _rows()[at][2]


def letters_of(*scripts: str) -> str:
    """Return the letters of scripts as the inside of a character class of `re`."""
    pieces = []
    for first, last, script in _rows():
        if script in scripts:
            pieces.append(rf"\U{first:08x}-\U{last:08x}")
    return "".join(pieces)


@cache
def has_letters(script: str) -> bool:
    """Tell whether the table knows the letters of a script."""
    return any(row[2] == script for row in _rows())


@cache
def foreign_letters(scripts: tuple[str, ...]) -> re.Pattern[str]:
    """Return an expression for a run of letters of any script but these."""
    others = {row[2] for row in _rows()} - set(scripts)
    return re.compile(f"[{letters_of(*sorted(others))}]+")


@cache
def may_be_foreign(scripts: tuple[str, ...]) -> re.Pattern[str]:
    """Return an expression for what is likely not of these scripts: quicker than the exact one.

    It finds every letter of the other scripts, and some signs.
    """
    return re.compile(rf"[^{letters_of(*scripts)}\0-@\[-`{{-\xbf\u2000-\u206f\u3000-\u303f]+")


@cache
def _rows() -> list[tuple[int, int, str]]:
    text = files("pipeline.facts").joinpath("data/scripts.csv").read_text(encoding="ascii")
    rows = csv.DictReader(text.splitlines())
    return [(int(row["first"], 16), int(row["last"], 16), row["script"]) for row in rows]
