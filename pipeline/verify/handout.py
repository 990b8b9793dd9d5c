"""Compare the two sides of a handout, and its English side with the English page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from typing import NamedTuple

from pipeline.locales import Locale
from pipeline.model import Finding
from pipeline.verify.built import BuiltPage
from pipeline.verify.facts import Judge, plain
from pipeline.verify.folder import SiteFolder
from pipeline.verify.leaflet import (
    compare_language,
    compare_marks,
    compare_parts,
)
from pipeline.verify.letters import letters_of
from pipeline.verify.links import links_differ
from pipeline.verify.page import Part, Run, read_again, read_part
from pipeline.verify.tags import attributes_of, read_tag

_CELL = re.compile(r"<td\b([^>]*\slang=[^>]*)>")
_HEADING = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_SPAN = re.compile(r"(?m)^<span([^>]*)>(.*)</span>$")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


class Cell(NamedTuple):
    """One side of a row: what its tag says, its text, and at which character that starts.

    Its lines count from 1.
    """

    attributes: Mapping[str, str]
    part: Part
    at: int


class Handout:
    """A handout: its title in two languages, and the two sides of each row."""

    def __init__(self, page: BuiltPage) -> None:
        self.page = page
        self.title = _title(page)
        self.cells = list(_cells(page))

    @property
    def runs(self) -> list[Run]:
        """All text of both sides."""
        return [
            run._replace(line=self.page.line_at(cell.at) + run.line - 1)
            for cell in self.cells
            for run in cell.part.runs
        ]

    @property
    def own(self) -> list[Run]:
        """What the handout says of itself."""
        return [run for cell in self.cells for run in cell.part.own]


def compare_handout(
    handout: Handout,
    english: BuiltPage | None,
    titles: Iterable[str],
    site: SiteFolder,
    judge: Judge,
    domain: str,
) -> Iterator[Finding]:
    """Yield where the sides differ, and what its English side and the English page do.

    `titles` are the letters of the titles on the leaflet's page.
    """

    def leads(address: str) -> str:
        """Each side leads to the pages of its own language."""
        file, fragment = site.target(page.place, address) or (address, "")
        language, _, place = file.partition("/")
        return f"{place if language in (judge.tag, judge.source_tag) else file}#{fragment}"

    page, title, cells, own = handout.page, handout.title, handout.cells, judge.glossary.locale
    shown = page.shown
    yield from compare_language(page, page.language, judge, domain)
    if len(title) != 2 or len(cells) % 2:
        message = "The handout has no two sides; each cell says its language."
        yield judge.finding("page-structure", message, shown, 1, domain)
        return
    for source, target in zip([title[0], *cells[::2]], [title[1], *cells[1::2]], strict=True):
        found = [*compare_parts(source.part, target.part, judge, shown, domain)]
        found += compare_marks(source.part, target.part, judge, shown, domain)
        for cell, locale in ((source, judge.validator.source.locale), (target, own)):
            if not _is_plain(cell, locale):
                found += _side(cell, locale, judge, shown, domain)
        if own.direction == "rtl":
            found += judge.isolation(target.part.runs, shown, domain)
        if source.part.links or target.part.links:
            found += links_differ(source.part, target.part, judge, shown, domain, leads)
        if found:
            line = page.line_at(target.at)
            yield from (replace(each, line=line + each.line - 1) for each in found)
    yield from _page_title(page, titles, judge, domain)
    if english:
        yield from _english_side([title[0], *cells[::2]], english, judge, shown, domain)


def _page_title(
    page: BuiltPage, titles: Iterable[str], judge: Judge, domain: str
) -> Iterator[Finding]:
    """Yield what is wrong with the page's title, which starts with one of the leaflet's page.

    That may be the one of the navigation.
    """
    match = _TITLE.search(page.html)
    shown = Run(unescape(match[1]) if match else "", page.line_of("<title>"))
    letters = letters_of(shown.text)
    if not any(title and letters.startswith(title) for title in titles):
        message = f"The title “{plain(shown.text)}” is not that of the leaflet's page."
        yield judge.finding("page-title", message, page.shown, shown.line, domain)
    yield from judge.title_isolation(shown, page.shown, domain)


def _is_plain(cell: Cell, locale: Locale) -> bool:
    """Tell whether a side says its language and direction, and has nothing but text and links."""
    said = cell.attributes.get("lang"), cell.attributes.get("dir")
    return said == (locale.tag, locale.direction) and not (cell.part.calls or cell.part.own)


def _side(cell: Cell, locale: Locale, judge: Judge, shown: str, domain: str) -> Iterator[Finding]:
    language, direction = cell.attributes.get("lang"), cell.attributes.get("dir")
    if language != locale.tag:
        message = f"A side says that it is in “{language}”; expected “{locale.tag}”."
        yield judge.finding("page-language", message, shown, 1, domain)
    if direction != locale.direction:
        message = f"A side runs “{direction}”; expected “{locale.direction}”."
        yield judge.finding("page-direction", message, shown, 1, domain)
    yield from judge.calls(cell.part.calls, shown, domain)
    if locale == judge.glossary.locale:
        yield from judge.own_marks(cell.part.own, shown, domain)


def _english_side(
    cells: list[Cell], english: BuiltPage, judge: Judge, shown: str, domain: str
) -> Iterator[Finding]:
    """Yield what the English side says more, or less, than the English page.

    The page says twice what is printed on top of it.
    """
    here = Counter(run.text.strip() for cell in cells for run in cell.part.runs)
    there = Counter(run.text.strip() for run in english.article.runs)
    if here == there:
        return
    for text in sorted(here - there):
        message = "An English sentence is not on the English page."
        yield judge.finding("page-english", message, shown, 1, domain, (text, ""))
    for text in sorted(there.keys() - here.keys()):
        message = "A sentence of the English page is missing."
        yield judge.finding("page-english", message, shown, 1, domain, (text, ""))


def _title(page: BuiltPage) -> list[Cell]:
    heading = _HEADING.search(page.html)
    if heading is None:
        return []
    return [
        Cell(attributes_of(match[1]), read_part(match[2]), heading.start(1) + match.start())
        for match in _SPAN.finditer(heading[1])
    ]


def _cells(page: BuiltPage) -> Iterator[Cell]:
    """Yield the cells; an English one is read once for all languages."""
    starts = [*_CELL.finditer(page.html)]
    ends = [*(match.start() for match in starts[1:]), page.html.rfind("</table>")]
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        html = page.html[start.end() : end]
        part = read_part(html) if index % 2 else read_again(html)
        yield Cell(_attributes(start[0]), part, start.end())


def _attributes(token: str) -> Mapping[str, str]:
    tag = read_tag(token)
    return tag.attributes if tag else {}
