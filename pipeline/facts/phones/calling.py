"""Calling: words that tell that the number beside them is one to call or to text."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_REACH = 40  # characters between the word and the number
_END = re.compile(r"[.!?]\s+(?=[^\W\d_])|[。！？।؟]")


def is_called(plain: str, start: int, language: str) -> bool:
    """Tell whether a word for calling stands before a number, in the same sentence."""
    words = _words().get(language)
    if words is None:
        return False
    sentence = _END.split(plain[max(0, start - _REACH) : start])[-1]
    return bool(words.search(sentence))


@cache
def has_calling_words(language: str) -> bool:
    """Tell whether the table has the words of a language."""
    return language in _words()


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    text = files("pipeline.facts").joinpath("data/calling.csv").read_text(encoding="utf-8")
    return {
        row["language"]: re.compile(rf"\b(?:{'|'.join(row['stems'].split())})", re.IGNORECASE)
        for row in csv.DictReader(text.splitlines())
    }
