"""Compare a leaflet's page with its English page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import zip_longest

from pipeline.model import Finding
from pipeline.verify.built import (
    BuiltPage,
    count_titles,
    is_frame,
    navigation_in,
    title_run,
    titles_in,
)
from pipeline.verify.facts import Judge
from pipeline.verify.left_out import LeftOut
from pipeline.verify.links import links_differ, target_of
from pipeline.verify.page import Part, Run


def compare_leaflet(
    page: BuiltPage, english: BuiltPage | None, left_out: LeftOut, judge: Judge, domain: str
) -> Iterator[Finding]:
    """Yield what is wrong with a page by itself, and where it differs from the English one."""

    def leads(address: str) -> str:
        """Links to a page that is left out lead to the English one."""
        place = english.place.partition("/")[2] if english else ""
        return target_of(left_out.leads(address, place))

    shown = page.shown
    yield from _language(page, judge, domain)
    for calls in (page.article.calls, page.calls):
        yield from judge.calls(calls, shown, domain)
    yield from judge.isolation(page.article.runs, shown, domain)
    if judge.glossary.is_source or english is None:
        return
    yield from compare_parts(english.article, page.article, judge, shown, domain)
    yield from compare_marks(english.article, page.article, judge, shown, domain)
    yield from judge.own_marks(page.article.own, shown, domain)
    yield from links_differ(english.article, page.article, judge, shown, domain, leads)
    yield from _calls_differ(page, english, judge, domain)
    if left_out.places or not _frames_agree(page, english, judge, domain):
        yield from _titles(page, english, left_out, judge, domain)
        yield from _navigation(page, english, left_out, judge, domain)
    if len(page.described) != len(english.described):
        message = "The page does not describe itself as the English page does."
        yield judge.finding("page-structure", message, shown, 1, domain)
    for one, other in zip(english.described, page.described, strict=False):
        line = page.line_of(f'content="{other}"')
        yield from judge.texts(Run(unescape(one), 1), Run(unescape(other), line), shown, domain)


def compare_parts(
    source: Part, target: Part, judge: Judge, shown: str, domain: str
) -> Iterator[Finding]:
    """Yield how the facts of two parts of pages differ, piece by piece of text."""
    if len(source.runs) == len(target.runs):
        for one, other in zip(source.runs, target.runs, strict=True):
            yield from judge.texts(one, other, shown, domain)
        return
    here, there = len(target.runs), len(source.runs)
    message = f"There are {here} pieces of text; the English page has {there}."
    yield judge.finding("page-structure", message, shown, 1, domain)
    yield from judge.texts(source.joined, target.joined, shown, domain)


def _language(page: BuiltPage, judge: Judge, domain: str) -> Iterator[Finding]:
    english = all(run.language == judge.source_tag for run in page.article.runs)
    said = judge.tag if english and page.language == judge.source_tag else page.language
    yield from compare_language(page, said, judge, domain)


def compare_language(page: BuiltPage, said: str, judge: Judge, domain: str) -> Iterator[Finding]:
    """Yield where a page is not in the language, or does not run in the direction, of its folder.

    `said` is what counts as the language that it says.
    """
    locale = judge.glossary.locale
    if said != locale.tag:
        message = f"The page says that it is in “{said}”; expected “{locale.tag}”."
        yield judge.finding("page-language", message, page.shown, 1, domain)
    if page.direction != locale.direction:
        message = f"The page runs “{page.direction}”; expected “{locale.direction}”."
        yield judge.finding("page-direction", message, page.shown, 1, domain)


def compare_marks(
    source: Part, target: Part, judge: Judge, shown: str, domain: str
) -> Iterator[Finding]:
    """Yield text whose `lang` or `dir` is not that of its words."""
    rtl = judge.glossary.locale.direction == "rtl"
    for one, other in zip(source.runs, target.runs, strict=False):
        said = other.language
        if said not in ("", judge.source_tag, judge.tag, one.language):
            message = f"Text is marked as “{said}”; expected “{judge.tag}”."
            yield judge.finding("page-language", message, shown, other.line, domain)
        elif said != judge.source_tag and one.text == other.text and judge.falls_back(other.text):
            message = "An English sentence is not marked as English."
            yield judge.finding("page-language", message, shown, other.line, domain)
        isolated = sum(end - start for start, end in other.isolated)
        if rtl and said == judge.source_tag and isolated < len(other.text.strip()):
            message = "An English sentence runs from right to left."
            yield judge.finding("page-direction", message, shown, other.line, domain)


def _calls_differ(
    page: BuiltPage, english: BuiltPage, judge: Judge, domain: str
) -> Iterator[Finding]:
    """Yield the links around the article that dial another number than on the English page."""
    for one, other in zip_longest(english.calls, page.calls):
        if one is None or other is None:
            here, there = len(page.calls), len(english.calls)
            message = f"{here} links outside the text dial a number; on the English page {there}."
            yield judge.finding("page-call", message, page.shown, 1, domain)
            return
        source, target = Run(one.shown, one.line), Run(other.shown, other.line)
        yield from judge.texts(source, target, page.shown, domain)


def _frames_agree(page: BuiltPage, english: BuiltPage, judge: Judge, domain: str) -> bool:
    """Tell whether titles and navigation are right, by items of lists: most are on all pages."""
    if len(english.items) != len(page.items) or page.has_inner_titles:
        return False
    pairs = set(zip(english.items, page.items, strict=True)) - judge.framed
    for one, other in pairs:
        if not (is_frame(one) or is_frame(other)):
            continue
        sources, titles = titles_in(one), titles_in(other)
        if not len(sources) == len(titles) == count_titles(other):
            return False
        if navigation_in(one) != navigation_in(other):
            return False
        for pair in zip(sources, titles, strict=True):
            if any(_title(pair, judge, page.shown, domain)):
                return False
    judge.framed.update(pairs)
    return True


def _navigation(
    page: BuiltPage, english: BuiltPage, left_out: LeftOut, judge: Judge, domain: str
) -> Iterator[Finding]:
    """Yield the first of the theme's links that does not lead where the English page's does."""
    if left_out.places:
        return
    for one, other in zip_longest(english.navigation, page.navigation, fillvalue=""):
        if one != other:
            line = page.line_of(f'href="{other}"') if other else 1
            message = f"A link of the navigation leads to “{other}”; on the English page “{one}”."
            yield judge.finding("page-link", message, page.shown, line, domain)
            return


def _titles(
    page: BuiltPage, english: BuiltPage, left_out: LeftOut, judge: Judge, domain: str
) -> Iterator[Finding]:
    """Yield how the titles of a page differ from those of the English one.

    Where pages are left out, the navigation has other entries than in English: each title must
    then state what some English title does.
    """
    sources, titles = english.titles, page.titles
    if len(titles) != len(sources) and not left_out.places:
        message = f"The page has {len(titles)} titles; the English page has {len(sources)}."
        yield judge.finding("page-structure", message, page.shown, 1, domain)
    for index, title in enumerate(titles):
        found: list[Finding] = []
        for source in sources if left_out.places else sources[index : index + 1]:
            found = list(_title((source, title), judge, page.shown, domain))
            if not found:
                break
        if found:
            line = page.line_of(f"{title}</")
            yield from (replace(each, line=line) for each in found)


def _title(pair: tuple[str, str], judge: Judge, shown: str, domain: str) -> Iterator[Finding]:
    if pair in judge.titled:
        return
    source, target = map(title_run, pair)
    found = [*judge.texts(source, target, shown, domain)]
    found += judge.title_isolation(target, shown, domain)
    if target.language not in ("", judge.source_tag, judge.tag):
        message = f"A title is marked as “{target.language}”; expected “{judge.tag}”."
        found.append(judge.finding("page-language", message, shown, target.line, domain))
    if not found:
        judge.titled.add(pair)
    yield from found
