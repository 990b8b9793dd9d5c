"""Find numbers and drugs that a page states outside its article, and the English page does not.

Headers, navigation and footers recur on the pages of a language: each piece is looked at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape
from typing import Any

from pipeline.facts.phones.known import digits_of
from pipeline.model import Finding
from pipeline.verify.built import BuiltPage, title_run
from pipeline.verify.facts import Judge, Stated
from pipeline.verify.folder import INDEX
from pipeline.verify.page import Run

_SPOKEN = re.compile(r'\s(?:alt|aria-label|content|placeholder|title)="([^"]*)"')
_TITLES = ('span class="md-ellipsis"', 'div class="md-ellipsis"')
_SCRIPTS = ("script", "style")
_NOT_SHOWN = ("meta", "title", *_SCRIPTS)
_ISOLATES = re.compile(r'^bdi\b|\sdir="ltr"')
_NOTHING: Stated = frozenset()
_DATA = 'type="application/ld+json"'


def compare_outside(
    page: BuiltPage,
    own: Iterable[Run],
    english: BuiltPage,
    judge: Judge,
    of_english: Judge,
    domain: str,
    *,
    titles: bool = False,
) -> Iterator[Finding]:
    """Yield the numbers and terms that only the translated page states.

    `own` is what the page says of itself between the leaflet's sentences. With `titles`, the page
    may state what the English page's titles do: a handout has its own on top, and where pages are
    left out, the next page is another one than in English.
    """
    here = _stated(page, own, judge)
    yield from _isolation(page, judge, domain)
    if not here:
        return
    there = of_english.stated_around.get(english.place)
    if there is None:
        there = _stated(english, english.article.own, of_english)
        of_english.stated_around[english.place] = there
    if here <= there:
        return
    if titles:
        there |= of_english.stated("\n".join(title_run(each).text for each in english.titles))
    for kind, value in sorted(here - there - _approved(judge)):
        message = f"Outside the leaflet's text, the page states {value}; the English page does not."
        line = page.line_of(value)
        yield judge.finding(f"page-{kind}-added", message, page.shown, line, domain)


def _isolation(page: BuiltPage, judge: Judge, domain: str) -> Iterator[Finding]:
    """Yield the numbers of a right-to-left page that may lose their order outside its text."""
    if judge.glossary.locale.direction != "rtl":
        return
    for piece in page.pieces_around & judge.outside.keys():
        start, _, behind = piece.partition(">")
        if not start.startswith(_NOT_SHOWN) and not _ISOLATES.search(start):
            text = Run(unescape(behind), 1)
            for finding in judge.title_isolation(text, page.shown, domain):
                yield replace(finding, line=page.line_of(f"<{piece}"))


def _stated(page: BuiltPage, own: Iterable[Run], judge: Judge) -> Stated:
    fresh = page.pieces_around - judge.silent
    address = _address(page, judge)
    said = judge.stated(" ".join(run.text for run in own if run.text != address))
    return said.union(*(_of_piece(piece, address, judge) for piece in fresh))


def _address(page: BuiltPage, judge: Judge) -> str:
    """Return the address at which a page is published, which states nothing."""
    root = str(judge.validator.project.settings.get("site_url") or "").rstrip("/")
    return f"{root}/{page.place}".removesuffix(INDEX) if root else ""


def _of_piece(piece: str, address: str, judge: Judge) -> Stated:
    known = judge.outside.get(piece)
    if known is not None:
        return known
    texts = _texts(piece)
    found = _NOTHING.union(*(judge.stated(text) for text in texts if text != address))
    if found:
        judge.outside[piece] = found
    elif address not in texts:  # which says nothing on its own page alone
        judge.silent.add(piece)
    return found


def _texts(piece: str) -> list[str]:
    if piece.startswith(_TITLES):
        return []  # titles are compared one by one
    start, _, behind = piece.partition(">")
    if start.startswith(_SCRIPTS):
        return list(_strings(behind)) if _DATA in start else []
    texts = (unescape(text).strip() for text in (behind, *_SPOKEN.findall(start)))
    return [text for text in texts if text]


def _strings(data: str) -> Iterator[str]:
    """Yield the texts in JSON, without addresses."""
    try:
        left: list[Any] = [json.loads(data)]
    except ValueError:
        return
    while left:
        value = left.pop()
        if isinstance(value, dict):
            left += value.values()
        elif isinstance(value, list):
            left += value
        elif isinstance(value, str) and "://" not in value:
            yield value


def _approved(judge: Judge) -> Stated:
    """Return the numbers that the locale puts in the place of the source's."""
    concepts = judge.glossary.base.concepts.values()
    numbers = [concept.id for concept in concepts if concept.kind == "number"]
    forms = (form for number in numbers for form in judge.glossary.approved(number))
    return frozenset(("phone", digits_of(form)) for form in forms)
