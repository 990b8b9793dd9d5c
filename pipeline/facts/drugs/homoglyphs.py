"""Letters of another script that look like the right ones (Unicode UTS 39, confusables)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from pipeline.facts.drugs.tables import read_table

_LATIN = "A-Za-z\u00c0-\u024f"
_OTHER = "\u0370-\u058f"
_LETTER = re.compile("[A-Za-z]")
_FOREIGN = re.compile(f"[{_OTHER}]")
_MIXED = re.compile(f"[{_LATIN}][{_OTHER}]|[{_OTHER}][{_LATIN}]")


def unmasked(text: str, script: str) -> Iterator[str]:
    """Yield a text with its look-alike letters put back, in each way that they may be meant.

    Nothing moves: every letter is replaced by one. Texts that do not mix Latin with Greek,
    Cyrillic or Armenian yield nothing, and words of other scripts in a Latin text only count
    where every letter has a Latin look-alike.
    """
    if text.isascii() or not _FOREIGN.search(text):
        return
    if script != "Latn" and not (_LETTER.search(text) and _MIXED.search(text)):
        return
    yield text.translate(_to_latin())
    back = _from_latin().get(script)
    if back:
        yield text.translate(back)


@cache
def _to_latin() -> Mapping[int, str]:
    return {ord(row["letter"]): row["latin"] for row in read_table("homoglyphs.csv")}


@cache
def _from_latin() -> Mapping[str, Mapping[int, str]]:
    found: dict[str, dict[int, str]] = {}
    for row in read_table("homoglyphs.csv"):
        found.setdefault(row["script"], {}).setdefault(ord(row["latin"]), row["letter"])
    return found
