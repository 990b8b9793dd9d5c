"""What may stand before and behind the stem of a word: closed lists by language.

The lists are in `data/affixes.csv`. The project drew them up for borrowed nouns, as drug names are,
after the grammar that each row names; a stem with any other ending is another word. Kinds:

`prefix`: a proclitic (Arabic, Hebrew, Amharic).
`suffix`: an ending, one at most; `suffixes`: endings of an agglutinating language, three at most.
    `∅` is the bare stem, where a dictionary form's own ending may drop out.
`drop`: an ending of the dictionary form in whose place other endings stand.
`derivation`: what makes an adjective of the stem; an ending follows it.
`compound`: the second part of a compound whose first part is the drug, written solid.
`change`: how the last letters of a stem change before an ending (`tt>t`).
`mutation`: how the first letters of a word change (Irish, Welsh).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.facts.drugs.tables import read_table
from pipeline.facts.words import fold_text

BARE = "∅"
"""The mark for no ending at all."""


@dataclass(frozen=True, slots=True)
class Affixes:
    """The affixes of one language, folded, the longest first; `row` is how many endings chain."""

    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    derivations: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    mutations: tuple[tuple[str, str], ...] = ()
    row: int = 1
    bare: bool = False


@cache
def affixes_of(language: str) -> Affixes:
    """Return the affixes of a language, none where the table has none."""
    kinds = _by_language().get(language, {})
    endings = kinds.get("suffix", ()) + kinds.get("suffixes", ())
    return Affixes(
        prefixes=_folded(kinds.get("prefix", ()), language),
        suffixes=_folded(tuple(e for e in endings if e != BARE), language),
        dropped=_folded(kinds.get("drop", ()), language),
        derivations=_folded(kinds.get("derivation", ()), language),
        compounds=_folded(kinds.get("compound", ()), language),
        changes=_pairs(kinds.get("change", ()), language),
        mutations=_pairs(kinds.get("mutation", ()), language),
        row=3 if "suffixes" in kinds else 1,
        bare=BARE in endings,
    )


@cache
def _by_language() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in read_table("affixes.csv"):
        found.setdefault(row["language"], {})[row["kind"]] = tuple(row["affixes"].split())
    return found


def _folded(words: tuple[str, ...], language: str) -> tuple[str, ...]:
    folded = {fold_text(word, language) for word in words} - {""}
    return tuple(sorted(folded, key=lambda word: (-len(word), word)))


def _pairs(words: tuple[str, ...], language: str) -> tuple[tuple[str, str], ...]:
    pairs = (word.split(">") for word in words)
    folded = {(fold_text(old, language), fold_text(new, language)) for old, new in pairs}
    return tuple(sorted(pair for pair in folded if pair[0] != pair[1]))
