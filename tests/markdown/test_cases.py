"""Every case in tests/fixtures/markdown keeps the laws and gives the messages that it names."""

import pytest
from cases import Case, read_cases, shown
from reading import anchors, mark, unmarked, unwrapped
from site_with_everything import VARIANTS, Site

from pipeline.markdown.parse import read_page

SITES = {variant: Site(variant) for variant in VARIANTS}
CASES = list(read_cases())
every_case = pytest.mark.parametrize("case", CASES, ids=str)
every_site = pytest.mark.parametrize("site", SITES.values(), ids=list(SITES))


@every_case
def test_messages(case: Case) -> None:
    found = read_page(SITES["everything"].plain, case.text)
    assert shown(found, case.text) == case.expected


@every_case
@every_site
def test_the_page_stays_the_same_where_nothing_is_translated(case: Case, site: Site) -> None:
    english = site.english(case.text)
    assert site.render(case.text, lambda block: None) == english
    assert site.render(case.text, lambda block: block.put(block.msgid)) == english


@every_case
@every_site
def test_nothing_stays_in_english(case: Case, site: Site) -> None:
    skipped = {line.removeprefix("not translated: ") for line in case.title.splitlines()[1:]}
    html = site.render(case.text, lambda block: block.put(mark(block.msgid)))
    assert [text for text in unmarked(html) if text.strip() not in skipped] == []


@every_case
@every_site
def test_english_text_is_marked_and_nothing_else_changes(case: Case, site: Site) -> None:
    english = site.english(case.text)
    html = site.render(case.text, lambda block: block.fall_back())
    assert unwrapped(html) == english


@every_case
@every_site
def test_anchors_are_those_of_the_english_page(case: Case, site: Site) -> None:
    html = site.render(case.text, lambda block: block.put(mark(block.msgid)))
    assert anchors(html) == anchors(site.english(case.text))
