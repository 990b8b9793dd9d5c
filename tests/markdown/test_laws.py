"""Laws 1 and 2 of the design, and what `fall_back` promises, over generated pages and real ones."""

import re
from pathlib import Path

import pytest
from documents import documents
from hypothesis import HealthCheck, given, settings
from reading import anchors, mark, unmarked, unwrapped
from site_with_everything import Site

from pipeline.markdown.blocks import Block
from pipeline.markdown.locate import locate, read_source
from pipeline.markdown.parse import read_page

SITE = Site()
SOURCE = Path(__file__).parent.parent.parent / "source"
PAGES = sorted(SOURCE.rglob("*.md"))
every_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
generated = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def keeps_identity(text: str) -> None:
    english = SITE.english(text)
    assert SITE.render(text, lambda block: None) == english
    assert SITE.render(text, lambda block: block.put(block.msgid)) == english


def shown(block: Block) -> tuple[str | None, str, str, str, tuple[str, ...]]:
    return block.msgctxt, block.msgid, block.role, block.heading, block.notes


def leaves_nothing_in_english(text: str) -> None:
    html = SITE.render(text, lambda block: block.put(mark(block.msgid)))
    assert unmarked(html) == []


@given(documents)
@generated
def test_identity(text: str) -> None:
    keeps_identity(text)


@given(documents)
@generated
def test_completeness(text: str) -> None:
    leaves_nothing_in_english(text)


@given(documents)
@generated
def test_fall_back_wraps_and_changes_nothing_else(text: str) -> None:
    assert unwrapped(SITE.render(text, lambda block: block.fall_back())) == SITE.english(text)


@given(documents)
@generated
def test_messages_and_lines(text: str) -> None:
    """Extraction sees what rendering sees; a message holds no placeholder, and has a line."""
    blocks = read_page(SITE.plain, text).blocks
    rendered: list[Block] = []
    SITE.render(text, rendered.append)
    assert [shown(block) for block in blocks] == [shown(block) for block in rendered]
    assert [block.msgid for block in blocks if re.search("[\x00-\x08]", block.msgid)] == []
    assert [block.msgid for block in blocks if block.msgid != block.msgid.strip()] == []
    last = text.count("\n") + 1
    places = locate([block.msgid for block in blocks], [read_source("page.md", text)])
    assert [place.line for place in places if not 1 <= (place.line or 0) <= last] == []


@every_page
def test_the_leaflets(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    keeps_identity(text)
    leaves_nothing_in_english(text)
    html = SITE.render(text, lambda block: block.put(mark(block.msgid)))
    assert anchors(html) == anchors(SITE.english(text))
