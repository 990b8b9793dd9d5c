"""Numbers that a link dials: `tel:` (RFC 3966) and `sms:` (RFC 5724)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.facts.characters import plain as make_plain
from pipeline.facts.phones.known import digits_of
from pipeline.model import Fact

_URI = re.compile(r"(?<=[(\"'<=])(?:tel|sms|smsto|callto):(?://)?([^\s\"'<>)\];?]+)", re.IGNORECASE)
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_LINKS = (
    re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(<?((?:tel|sms|smsto|callto):[^\s)>]*)", re.I),
    re.compile(
        r"<a\b[^<>]*\bhref\s*=\s*[\"']?((?:tel|sms|smsto|callto):[^\s\"'<>]*)[^<>]*>(.*?)</a>",
        re.I | re.DOTALL,
    ),
)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A link that shows one number and dials another."""

    shown: Fact
    dialled: Fact


def find_dialled(text: str) -> tuple[Fact, ...]:
    """Return the numbers that the links of a text dial; each fact's text begins with its scheme."""
    plain = make_plain(text)
    facts = []
    for match in _URI.finditer(plain):
        value = digits_of(_ESCAPED.sub("", match[1]))
        if value:
            facts.append(Fact("phone", value, text[match.start() : match.end()], *match.span()))
    return tuple(facts)


def is_dialled(fact: Fact) -> bool:
    """Tell whether a number is what a link dials, rather than what a reader sees."""
    return fact.text[:1].isalpha() and ":" in fact.text


def find_mismatches(text: str, facts: tuple[Fact, ...], region: str) -> tuple[Mismatch, ...]:
    """Return the links of a text that show another number than they dial.

    `facts` are the phone numbers of the text. The international form of the number shown
    (ITU-T E.123), with the region's country code, is the same number.
    """
    if not any(map(is_dialled, facts)):
        return ()
    country_code = _country_code(region)
    found = []
    for start, end, target in _links(text):
        dialled = next((f for f in facts if is_dialled(f) and target <= f.start <= end), None)
        shown = [f for f in facts if start <= f.start and f.end <= end and not is_dialled(f)]
        shown = [f for f in shown if dialled and not dialled.start <= f.start <= dialled.end]
        if dialled is None or not shown:
            continue
        if not any(_is_same(f.value, dialled, country_code) for f in shown):
            found.append(Mismatch(shown[0], dialled))
    return tuple(found)


def _links(text: str) -> list[tuple[int, int, int]]:
    """Return where each link that dials starts and ends, and where its target starts."""
    markdown, html = _LINKS
    found = [(m.start(), m.end(), m.start(2)) for m in markdown.finditer(text)]
    return found + [(m.start(), m.end(), m.start(1)) for m in html.finditer(text)]


@cache
def _country_code(region: str) -> str:
    from phonenumbers import country_code_for_region

    return str(country_code_for_region(region))


def _is_same(shown: str, dialled: Fact, country_code: str) -> bool:
    if shown == dialled.value:
        return True
    return "+" in dialled.text and dialled.value == country_code + shown.lstrip("0")
