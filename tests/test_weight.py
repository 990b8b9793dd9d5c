"""What a first visit costs: the bytes, the hosts that are asked, and how far the page jumps."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pipeline.build.settings import STYLESHEET
from pipeline.cli import main

ROOT = Path(__file__).parent.parent
SEARCH = ("/search/", "/workers/search.")
MOST_BYTES = 150_000
OBSERVE = """
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifts += entry.value;
  }).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own leaflets in English and Arabic: as heavy as they are."""
    folder = tmp_path_factory.mktemp("site")
    options = ["-f", str(ROOT / "mkdocs.yml"), "-d", str(folder), "-q", "-j", "1"]
    assert main(["build", "en", "ar", *options]) == 0
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    yield page
    page.close()


def visit(page: Page, url: str) -> dict[str, bytes]:
    """Open a page for the first time; return the bodies of all that it asks for, by address."""
    answers = {}
    page.on("response", lambda answer: answers.update({answer.url: answer}))
    page.goto(url, wait_until="networkidle")
    return {url: answer.body() for url, answer in answers.items() if url.startswith("http")}


@pytest.mark.parametrize("path", ["/", "/en/overdose/", "/ar/overdose/"])
def test_a_first_visit_is_light_and_asks_no_other_host(
    site: Path, page: Page, serve: Callable[[Path], str], path: str
) -> None:
    root = serve(site)
    bodies = visit(page, root + path)
    assert {urlsplit(url).netloc for url in bodies} == {urlsplit(root).netloc}
    weights = {
        url.removeprefix(root): len(gzip.compress(body, mtime=0))
        for url, body in bodies.items()
        if not any(part in url for part in SEARCH)
    }
    assert path in weights
    assert sum(weights.values()) <= MOST_BYTES, weights


@pytest.mark.parametrize("path", ["/en/overdose/", "/ar/overdose/"])
def test_nothing_jumps(site: Path, page: Page, serve: Callable[[Path], str], path: str) -> None:
    """Cumulative layout shift: 0.1 is good by Web Vitals; here, nothing has reason to move."""
    page.add_init_script(OBSERVE)
    page.goto(serve(site) + path, wait_until="networkidle")
    page.wait_for_timeout(300)
    assert page.evaluate("shifts") < 0.01


def test_a_jump_would_be_seen(site: Path, page: Page, serve: Callable[[Path], str]) -> None:
    page.add_init_script(OBSERVE)
    page.goto(f"{serve(site)}/ar/overdose/", wait_until="networkidle")
    page.evaluate("document.querySelector('article').style.marginTop = '300px'")
    page.wait_for_timeout(300)
    assert page.evaluate("shifts") > 0.01


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("/en/overdose/", "aria-dialog-name"),
        ("/ar/help/", "aria-dialog-name"),
        ("/en/withdrawal-at-home/", "scrollable-region-focusable"),
    ],
)
def test_search_has_a_name_and_a_wide_table_the_keyboard(
    site: Path, page: Page, serve: Callable[[Path], str], path: str, rule: str
) -> None:
    """The first is a rule of Lighthouse's, not of WCAG; the second needs a table that is wide."""
    page.set_viewport_size({"width": 320, "height": 740})
    page.goto(serve(site) + path)
    found = Axe().run(page, "html", options={"runOnly": {"type": "rule", "values": [rule]}})
    assert found.response["violations"] == []
    assert len(found.response["passes"]) == 1


def test_titles_in_the_footer_and_the_header_are_not_cut_in_the_middle(
    site: Path, page: Page, serve: Callable[[Path], str]
) -> None:
    page.goto(f"{serve(site)}/ar/overdose/")
    for part in (".md-footer__title .md-ellipsis", ".md-header__topic .md-ellipsis"):
        title = page.locator(part).last if "footer" in part else page.locator(part).first
        cut = title.evaluate("e => e.scrollWidth > e.clientWidth + 1")
        assert not cut, part


def test_the_headings_permanent_links_take_no_line(
    site: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    root = serve(site)
    for width in (360, 1280):
        page = browser.new_page(viewport={"width": width, "height": 740})
        page.goto(f"{root}/en/overdose/")
        heights = "hs => hs.map((h) => h.getBoundingClientRect().height)"
        shown = page.locator("article :is(h1, h2, h3)").evaluate_all(heights)
        page.add_style_tag(content=".headerlink { display: none !important }")
        assert page.locator("article :is(h1, h2, h3)").evaluate_all(heights) == shown
        page.close()


def test_the_style_sheet_asks_for_nothing() -> None:
    style = (ROOT / "pipeline" / "build" / "static" / STYLESHEET).read_text(encoding="utf-8")
    assert "@import" not in style
    assert style.count("url(") == style.count('url("data:')
