"""Words of a language: how they are folded for comparing, and which endings they may take.

The endings are closed lists in `data/affixes.csv`, each with its source: a stem with any other
ending is another word (German *Heroine*, “heroines”, is not *Heroin*).
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

UNSPACED = frozenset({"Hans", "Hant", "Jpan", "Hani", "Thai", "Khmr", "Laoo", "Mymr"})
"""Scripts whose words are not set apart by spaces (ISO 15924)."""


@dataclass(frozen=True, slots=True)
class Affixes:
    """What may stand before and behind the stem of a word in one language.

    `dropped` are endings of the dictionary form that other forms put another ending in place of.
    """

    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def fold(text: str) -> tuple[str, list[int]]:
    """Return a text in a form that spelling variants share, and where each character came from.

    Unicode NFKC and case folding; apostrophes become one, invisible characters and the optional
    vowel signs of Arabic and Hebrew are left out. `offsets[i]` is the index in `text` of the
    character that gave folded character `i`; one more entry holds `len(text)`.
    """
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    folded: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        piece = _fold_character(character)
        folded.append(piece)
        offsets.extend([index] * len(piece))
    return "".join(folded), [*offsets, len(text)]


def is_word_character(character: str) -> bool:
    """Tell whether a character is part of a word: letters, marks and digits of any script.

    Python's `\\w` splits Bengali, Hindi and Tamil words at their combining marks.
    """
    return unicodedata.category(character)[0] in "LMN"


@cache
def affixes_of(language: str) -> Affixes:
    """Return the affixes of a language, none where the table has none."""
    return _table().get(language, Affixes())


@cache
def _fold_character(character: str) -> str:
    if character in "’ʼ‘`´＇":
        return "'"
    category = unicodedata.category(character)
    if category == "Cf" or "\u064b" <= character <= "\u0652" or "\u0591" <= character <= "\u05c7":
        return ""
    if character == "\u0640":  # Arabic tatweel only stretches a word
        return ""
    return unicodedata.normalize("NFKC", character).casefold()


@cache
def _table() -> Mapping[str, Affixes]:
    text = files("pipeline.facts").joinpath("data/affixes.csv").read_text(encoding="utf-8")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in csv.DictReader(text.splitlines()):
        words = tuple(fold(word)[0] for word in row["affixes"].split())
        kinds = found.setdefault(row["language"], {})
        kinds[row["kind"]] = kinds.get(row["kind"], ()) + words
    return {
        language: Affixes(
            _longest_first(kinds.get("prefix", ())),
            _longest_first(kinds.get("suffix", ())),
            _longest_first(kinds.get("drop", ())),
        )
        for language, kinds in found.items()
    }


def _longest_first(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))
