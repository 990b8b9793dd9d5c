"""Reduce a drug's name to what its spellings in many languages share.

*Naltrexone*, *naltrekson*, *naltreksonia* and *налтрексон* all begin with `naltrekson`. This only
serves to recognise a name, never to approve of its spelling.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from pipeline.facts.drugs.tables import read_table
from pipeline.facts.words import fold_text

_VOWELS = re.compile("[ao]e")
_SOFT_C = re.compile("c(?=[eiy])")
_DOUBLED = re.compile(r"(.)\1+")
_PAIRS = (("ph", "f"), ("th", "t"), ("qu", "k"), ("ts", "s"))
_LETTERS = str.maketrans(
    {**dict.fromkeys("zç", "s"), **dict.fromkeys("cq", "k"), "x": "ks", "w": "v"}
    | {**dict.fromkeys("yj", "i"), **dict.fromkeys("h'", "")}
)
"""Letters that languages spell alike sounds of borrowed names with: vowels and pairs come first."""


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Return the reduced spelling of a word in Latin, Cyrillic or Greek letters."""
    reduced = _VOWELS.sub("e", fold_text(word).translate(_romanization()))
    for pair, letter in _PAIRS:
        reduced = reduced.replace(pair, letter)
    return _DOUBLED.sub(r"\1", _SOFT_C.sub("s", reduced).translate(_LETTERS))


def stem_of_sound(word: str) -> str:
    """Return the reduced spelling without the final vowels, which differ between languages."""
    return sound(word).rstrip("aeiou")


@cache
def _romanization() -> Mapping[int, str]:
    return {ord(row["letter"]): row["latin"] for row in read_table("romanization.csv")}
