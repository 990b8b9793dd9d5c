"""Mistakes with negations, links, characters and whole sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from pipeline.checks.pair import Pair
from pipeline.facts.polarity import find_negation
from pipeline.mutate.edits import unlike

_TARGET = re.compile(r"(?<=\]\()([^()\s]+)(?=\))")


def drop_negation(pair: Pair, random: Random) -> Iterator[str]:
    """Leave out every negation of a sentence whose source has one."""
    language = pair.target_glossary.locale.language
    text = pair.target
    if find_negation(pair.source, pair.source_glossary.locale.language):
        while span := find_negation(text, language):
            text = text[: span[0]] + text[span[1] :].removeprefix(" ")
    yield from unlike([text], pair.target)


def change_link(pair: Pair, random: Random) -> Iterator[str]:
    """Let a link lead elsewhere."""
    for match in _TARGET.finditer(pair.target):
        changed = match[0][:-1] + ("m" if match[0][-1] != "m" else "n")
        yield pair.target[: match.start()] + changed + pair.target[match.end() :]


def break_link(pair: Pair, random: Random) -> Iterator[str]:
    """Lose the bracket that closes a link."""
    for match in _TARGET.finditer(pair.target):
        yield pair.target[: match.end()] + pair.target[match.end() + 1 :]


def put_bidi_control(pair: Pair, random: Random) -> Iterator[str]:
    """Put in a control that turns round what follows (UAX 9: RLO)."""
    at = random.randrange(len(pair.target) + 1)
    yield pair.target[:at] + "\u202e" + pair.target[at:]


def put_invisible(pair: Pair, random: Random) -> Iterator[str]:
    """Put a word joiner into a word."""
    words = list(re.finditer(r"[^\W\d_]{2,}", pair.target))
    if words:
        word = random.choice(words)
        at = random.randrange(word.start() + 1, word.end())
        yield pair.target[:at] + "\u2060" + pair.target[at:]


def leave_in_english(pair: Pair, random: Random) -> Iterator[str]:
    """Leave a whole sentence untranslated."""
    if len(re.findall(r"[^\W\d_]{2,}", pair.source)) >= 4:
        yield from unlike([pair.source], pair.target)
