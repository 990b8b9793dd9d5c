"""From source to catalogs, check, build and browser, as its users do it."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError
from projects import ARABIC_TERMS, SETTINGS, translate, write_project

from pipeline.cli import main

ARABIC = {
    "Overdose": "جرعة زائدة",
    "Call 911": "اتصل على 911",
    "Call 911 right away. Give naloxone.": "اتصل على 911 فورًا. أعطِ نالوكسون.",
    "Signs": "العلامات",
    "To find help, call 1-800-662-4357.": "للمساعدة اتصل على 1-800-662-4357 مجانًا.",
}

HELP = """\
# Help

## Help line 1-800-662-4357 {#line}

Wait 2-3 minutes and call 1-800-662-4357.
"""
ARABIC_HELP = {
    "Help": "مساعدة",
    "Help line 1-800-662-4357": "خط المساعدة 1-800-662-4357 مجاني",
    "Wait 2-3 minutes and call 1-800-662-4357.": "انتظر 2-3 دقائق واتصل على 1-800-662-4357 الآن.",
}

VISUAL_ORDER = """
(element) => {
  const glyphs = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    for (let at = 0; at < node.data.length; at++) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (/[0-9]/.test(node.data[at])) glyphs.push([Math.round(box.top), box.left, node.data[at]]);
    }
  }
  glyphs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return glyphs.map((glyph) => glyph[2]).join("");
}
"""
"""The digits of an element in the order in which a reader sees them, from left to right."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site in English and Arabic, made step by step."""
    monkeypatch.chdir(tmp_path)
    settings = SETTINGS.replace("  - Overdose: overdose.md\n", "  - 1-800-662-4357: help.md\n")
    write_project(
        tmp_path,
        locales__ar__terms_csv=ARABIC_TERMS,
        source__help_md=HELP,
        mkdocs_yml=settings.replace("nav:\n", "nav:\n  - Overdose: overdose.md\n"),
    )
    assert main(["extract"]) == 0
    assert main(["init", "ar"]) == 0
    translate(tmp_path / "locales/ar/LC_MESSAGES/overdose.po", ARABIC)
    translate(tmp_path / "locales/ar/LC_MESSAGES/help.po", ARABIC_HELP)
    title = {"1-800-662-4357": "اتصل على 1-800-662-4357 الآن"}
    translate(tmp_path / "locales/ar/LC_MESSAGES/site.po", title)
    assert main(["update"]) == 0
    assert main(["check", "--fail-on", "warning"]) == 0
    assert main(["build", "--strict", "-q", "-j", "1"]) == 0
    return tmp_path / "site"


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 360, "height": 740})


def test_a_reader_finds_the_number_to_call(
    site: Path, page: Page, serve: Callable[[Path], str]
) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    root = serve(site)
    page.goto(root)
    page.get_by_role("link", name="العربية").click()
    page.goto(f"{root}/ar/overdose/")
    assert page.evaluate("[document.documentElement.lang, document.body.dir]") == ["ar", "rtl"]
    numbers = page.locator("article a.leaflet-phone")
    shown = {(link.get_attribute("href"), link.evaluate(VISUAL_ORDER)) for link in numbers.all()}
    assert shown == {("tel:911", "911"), ("tel:18006624357", "18006624357")}
    fallback = page.get_by_text("Slow breathing")
    assert fallback.evaluate("e => [e.lang, e.dir, e.className]") == [
        "en",
        "ltr",
        "leaflet-fallback",
    ]
    assert page.locator(".leaflet-notice").count() == 1
    assert all(url.startswith(root) for url in requests), requests
    page.close()


def search(page: Page, query: str) -> Locator:
    """Type into the search field until the index is ready and answers."""
    result = page.locator(".md-search-result__article h2").first
    for _ in range(10):
        field = page.locator(".md-search__input")
        field.click()
        field.fill("")
        field.press_sequentially(query)
        with contextlib.suppress(TimeoutError):
            result.wait_for(timeout=5_000)
            break
    return result


def test_numbers_are_in_order_in_titles_contents_navigation_and_search(
    site: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{serve(site)}/ar/help/")
    places = {
        "heading": "article h2",
        "contents": ".md-nav--secondary .md-nav__link >> visible=true",
        "navigation": ".md-nav--primary .md-nav__link--active >> visible=true",
    }
    for place, selector in places.items():
        assert page.locator(selector).first.evaluate(VISUAL_ORDER) == "18006624357", place
    both = page.locator("article p:has(a)").last  # read from the right: 2-3, then the number
    assert both.evaluate(VISUAL_ORDER) == "18006624357" + "23"
    assert search(page, "662").evaluate(VISUAL_ORDER) == "18006624357"
    page.close()


def test_without_the_isolation_the_number_would_be_wrong(site: Path, page: Page) -> None:
    """The test above can fail: this is what every other site does today."""
    html = (site / "ar/overdose/index.html").read_text(encoding="utf-8")
    bare = html.replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    page.set_content(bare)
    link = page.locator('article a[href="tel:18006624357"]')
    assert link.evaluate(VISUAL_ORDER) != "18006624357"
    page.close()


def test_a_wrong_number_never_reaches_a_reader(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = site.parent
    catalog = project / "locales/ar/LC_MESSAGES/overdose.po"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(text.replace("على 1-800-662-4357", "على 1-800-662-4375"), encoding="utf-8")
    capsys.readouterr()
    assert main(["check", "ar", "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [finding["check"] for finding in report["findings"]] == ["phone-changed"]
    assert report["findings"][0]["expected"] == ["1-800-662-4357"]
    assert report["findings"][0]["found"] == ["1-800-662-4375"]
    assert report["summary"]["blocked"] == 1
    assert main(["build", "-q", "-j", "1"]) == 0
    page = (site / "ar/overdose/index.html").read_text(encoding="utf-8")
    assert "4375" not in page
    assert "To find help, call" in page


def test_serve_shows_what_a_translator_saves(site: Path, page: Page) -> None:
    project = site.parent
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "pipeline.cli", "serve", "ar", "-a", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            assert any("Serving on" in line for line in server.stderr)
            page.goto(f"http://127.0.0.1:{port}/ar/overdose/")
            assert page.get_by_text("Slow breathing").is_visible()
            catalog = project / "locales/ar/LC_MESSAGES/overdose.po"
            translate(catalog, {"Slow breathing": "تنفس بطيء"})
            page.get_by_text("تنفس بطيء").wait_for(timeout=30_000)
            good = catalog.read_text(encoding="utf-8")
            catalog.write_text(good + '\nmsgid "open\n', encoding="utf-8")
            assert any("overdose.po" in line for line in server.stderr)
            catalog.write_text(good.replace("تنفس بطيء", "تنفس بطيء جدًا"), encoding="utf-8")
            page.get_by_text("تنفس بطيء جدًا").wait_for(timeout=30_000)
        finally:
            server.terminate()
    page.close()
