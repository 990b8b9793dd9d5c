"""Reduce a drug's name to what its spellings in many languages share.

*Naltrexone*, *naltrekson*, *naltreksonia* and *налтрексон* all begin with `naltrekson`. This only
serves to recognise a name, never to approve of its spelling.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipeline.facts.drugs.tables import read_table
from pipeline.facts.words import fold_text

_SPELLINGS = (
    ("ae|oe", "e"),
    ("ph", "f"),
    ("th", "t"),
    ("qu", "k"),
    ("c(?=[eiy])|ts|z|ç", "s"),
    ("ch|ck|c|q", "k"),
    ("x", "ks"),
    ("y|j", "i"),
    ("w", "v"),
    ("h|'", ""),
    (r"(.)\1+", r"\1"),
)
"""Letters that languages spell alike sounds of borrowed names with, in order of replacement."""


def sound(word: str) -> str:
    """Return the reduced spelling of a word in Latin, Cyrillic or Greek letters."""
    reduced = fold_text(word).translate(_romanization())
    for pattern, replacement in _SPELLINGS:
        reduced = re.sub(pattern, replacement, reduced)
    return reduced


def stem_of_sound(word: str) -> str:
    """Return the reduced spelling without the final vowels, which differ between languages."""
    return sound(word).rstrip("aeiou")


@cache
def _romanization() -> Mapping[int, str]:
    return {ord(row["letter"]): row["latin"] for row in read_table("romanization.csv")}
