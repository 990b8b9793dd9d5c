"""Words that mix scripts whose letters look alike (UTS 39): Cyrillic “а” in a Latin word.

`data/confusables.csv` holds the letters of Latin, Greek, Cyrillic and Armenian that look alike.
A word counts if its letters could all be taken for one script's: “СOVID” (the first letter is
Cyrillic), but neither “μg” nor “SMSом”.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.facts.scripts import letters_of, script_of

_SCRIPTS = ("Armn", "Cyrl", "Grek", "Latn")
_SYMBOLS = frozenset("αβγδεκλμπσω")  # Greek letters in names of substances and units: TNFα

_LATIN_BLOCK = re.compile(r"[A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]+")
_GREEK = r"\u0370-\u03ff\u1f00-\u1fff"
_CYRILLIC = r"\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f"
_ARMENIAN = r"\u0530-\u058f"
_OTHER_BLOCKS = tuple(re.compile(f"[{block}]") for block in (_GREEK, _CYRILLIC, _ARMENIAN))
_ANY_OTHER = re.compile(f"[{_GREEK}{_CYRILLIC}{_ARMENIAN}]")


@dataclass(frozen=True, slots=True)
class MixedWord:
    """A word with look-alike letters, where it starts, and how it reads in one script."""

    word: str
    start: int
    letters: tuple[str, ...]
    script: str
    respelled: str


def find_mixed_words(text: str) -> Iterator[MixedWord]:
    """Yield each word whose letters look like one script's but are not."""
    if text.isascii() or not _may_mix(text):
        return
    for match in _word().finditer(text):
        mixed = _mixed(match[0], match.start())
        if mixed:
            yield mixed


def _may_mix(text: str) -> bool:
    """Tell whether letters of two of the scripts may touch: quick, and right where it says no."""
    if not _ANY_OTHER.search(text):
        return False
    present = [block.search(text) is not None for block in _OTHER_BLOCKS]
    if sum(present) != 1:
        return any(present)
    other = _OTHER_BLOCKS[present.index(True)]
    return any(
        other.match(text, run.end()) or (run.start() and other.match(text, run.start() - 1))
        for run in _LATIN_BLOCK.finditer(text)
    )


def _mixed(word: str, start: int) -> MixedWord | None:
    scripts = [script_of(letter) for letter in word]
    present = {script for script in scripts if script in _SCRIPTS}
    if len(present) < 2 or _is_abbreviation(word):
        return None
    for script in sorted(present, key=lambda each: (-scripts.count(each), each)):
        odd = [letter for letter, own in zip(word, scripts, strict=True) if own not in ("", script)]
        twins = {letter: _twin(letter, script) for letter in odd}
        if all(twins.values()):
            respelled = "".join(twins.get(letter, letter) for letter in word)
            return MixedWord(word, start, tuple(dict.fromkeys(odd)), script, respelled)
    return None


def _is_abbreviation(word: str) -> bool:
    """Tell whether a word is a Latin abbreviation with a Greek letter or an ending (SMSом)."""
    symbol = word[0] if word[0] in _SYMBOLS else word[-1] if word[-1] in _SYMBOLS else ""
    latin = "".join(letter for letter in word if letter.isascii() and letter.isupper())
    if symbol:
        return len(latin) == len(word) - 1
    return len(latin) > 1 and word.startswith(latin) and word[len(latin) :].islower()


@cache
def _twin(letter: str, script: str) -> str:
    """Return the letter of a script that looks like another; empty if there is none."""
    plain = unicodedata.normalize("NFD", letter)
    twin = _alike().get(plain[0], {}).get(script, "")
    return unicodedata.normalize("NFC", twin + plain[1:]) if twin else ""


@cache
def _alike() -> Mapping[str, Mapping[str, str]]:
    """Return the look-alikes of each letter by their script."""
    text = files("pipeline.facts").joinpath("data/confusables.csv").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(text.splitlines()):
        letters = row["letters"].split()
        for letter in letters:
            for other in reversed(letters):
                if script_of(other) != script_of(letter):
                    found.setdefault(letter, {})[script_of(other)] = other
    return found


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[{letters_of(*_SCRIPTS)}\u0300-\u036f]{{2,}}")
