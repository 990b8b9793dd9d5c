"""Hosts that only look right: letters of other alphabets, and characters that nobody sees."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from pipeline.facts.characters import INVISIBLE
from pipeline.model import Fact

_HOST = re.compile(r"(?:[a-z]+://)?(?P<host>[^/?#:]+)", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s<>()\[\]\"'，。、；：]+")


def strange_letters(expected: str, text: str) -> tuple[str, tuple[str, ...]]:
    """Return how an address stands in a text with letters that only look like its own.

    First what is written there, then the characters that do not belong; empty where there is
    nothing of the kind.
    """
    bare = expected.rpartition("://")[2]
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token.isascii() or "." not in token:
            continue
        strange = tuple(dict.fromkeys(c for c in token if c in INVISIBLE or c in _letters()))
        if strange and bare in _skeleton(token).lower() and bare not in token.lower():
            return token.rstrip(".,:;!?"), strange
    return "", ()


def imitates(expected: Fact, found: Fact | None) -> bool:
    """Tell whether an address is on a host whose name is one letter away from the right one."""
    if found is None:
        return False
    hosts = [_HOST.match(fact.value) for fact in (expected, found)]
    names = [host["host"].lower().removeprefix("www.") for host in hosts if host]
    return len(names) == 2 and OSA.distance(*names, score_cutoff=1) == 1


def _skeleton(token: str) -> str:
    plain = "".join(_letters().get(c, c) for c in token if c not in INVISIBLE)
    return unicodedata.normalize("NFKC", plain)


@cache
def _letters() -> Mapping[str, str]:
    """Return the Latin letter that each letter of another alphabet looks like (UTS 39)."""
    text = files("pipeline.facts").joinpath("data/latin_lookalikes.csv").read_text("utf-8")
    return {row["character"]: row["letter"] for row in csv.DictReader(text.splitlines())}
