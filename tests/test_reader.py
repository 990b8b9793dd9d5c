"""The reader's site in a browser: choosing a language, by keyboard, on a phone, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from projects import ARABIC_TERMS, SETTINGS, SPANISH_TERMS, translate, write_project

from pipeline.cli import main

SPANISH = {
    "Overdose": "Sobredosis",
    "Call 911": "Llame al 911",
    "Call 911 right away. Give naloxone.": "Llame al 911 ya. Administre naloxona.",
    "Signs": "Señales",
}
ARABIC = {
    "Overdose": "جرعة زائدة",
    "Signs": "العلامات",
    "To find help, call 1-800-662-4357.": "للمساعدة اتصل على 1-800-662-4357 مجانًا.",
}
FEATURES = "  font: false\n  features:\n    - navigation.instant\n    - navigation.footer\n"
PALETTE = """\
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: custom
      accent: custom
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: custom
      accent: custom
"""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def build(root: Path, settings: str) -> Path:
    config = write_project(
        root,
        mkdocs_yml=settings,
        locales__es__terms_csv=SPANISH_TERMS,
        locales__ar__terms_csv=ARABIC_TERMS,
    )
    assert main(["init", "-f", str(config), "es", "ar"]) == 0
    translate(root / "locales/es/LC_MESSAGES/overdose.po", SPANISH)
    translate(root / "locales/ar/LC_MESSAGES/overdose.po", ARABIC)
    assert main(["build", "-f", str(config), "-q", "-j", "1"]) == 0
    return root / "site"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = SETTINGS.replace("  font: false\n", f"  font: false\n{PALETTE}")
    return build(tmp_path_factory.mktemp("plain"), settings)


@pytest.fixture(scope="module")
def instant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = SETTINGS.replace("  font: false\n", FEATURES)
    return build(tmp_path_factory.mktemp("instant"), settings)


@pytest.fixture(params=["plain", "instant"])
def site(request: pytest.FixtureRequest) -> Path:
    """The same site without and with instant navigation."""
    folder: Path = request.getfixturevalue(request.param)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    yield page
    page.close()


def switch(page: Page, tag: str) -> None:
    page.locator("details.leaflet-languages > summary").click()
    page.locator(f"details.leaflet-languages a[hreflang={tag}]").click()


def test_the_switcher_keeps_page_and_section(
    site: Path, page: Page, serve: Callable[[Path], str]
) -> None:
    root = serve(site)
    failed: list[str] = []
    page.on("response", lambda r: failed.append(r.url) if r.status >= 400 else None)
    page.goto(f"{root}/en/overdose/#signs")
    switch(page, "es")
    page.wait_for_url(f"{root}/es/overdose/#signs")
    assert page.locator("html").get_attribute("lang") == "es"
    switch(page, "ar")
    page.wait_for_url(f"{root}/ar/overdose/#signs")
    assert not failed


def test_the_switcher_follows_to_the_next_page(
    site: Path, page: Page, serve: Callable[[Path], str]
) -> None:
    root = serve(site)
    page.goto(f"{root}/en/")
    page.get_by_role("link", name="about overdose").click()
    page.wait_for_url(f"{root}/en/overdose/#signs")
    state = page.locator("details.leaflet-languages a[hreflang=es]")
    page.wait_for_function(
        "document.querySelector('details a[hreflang=es]').dataset.state === 'partly'"
    )
    assert state.get_attribute("data-state") == "partly"
    switch(page, "es")
    page.wait_for_url(f"{root}/es/overdose/#signs")


def test_a_reader_who_scrolled_stays_in_the_section(
    plain: Path, page: Page, serve: Callable[[Path], str]
) -> None:
    root = serve(plain)
    page.set_viewport_size({"width": 360, "height": 300})
    page.goto(f"{root}/en/overdose/")
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    switch(page, "ar")
    page.wait_for_url(f"{root}/ar/overdose/#signs")


def test_languages_by_keyboard_alone(plain: Path, page: Page, serve: Callable[[Path], str]) -> None:
    root = serve(plain)
    page.goto(f"{root}/ar/overdose/")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.leaflet-languages > summary')"):
            break
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").endswith("العربية")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert not page.locator("details.leaflet-languages").evaluate("e => e.open")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hreflang") == "es"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{root}/es/overdose/**")


@pytest.mark.parametrize(
    ("languages", "offered"),
    [("es-MX", "es"), ("ar-EG", "ar"), ("de-DE", None), ("en-US", "en")],
)
def test_the_browsers_language_is_offered_first(
    plain: Path,
    browser: Browser,
    serve: Callable[[Path], str],
    languages: str,
    offered: str | None,
) -> None:
    context = browser.new_context(locale=languages)
    page = context.new_page()
    page.goto(serve(plain))
    found = page.locator("#offered a").evaluate_all("links => links.map((a) => a.hreflang)")
    assert found == ([offered] if offered else [])
    assert page.locator("main a").count() == 3
    context.close()


def test_the_choice_is_remembered(
    plain: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    root = serve(plain)
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(root)
    page.get_by_role("link", name="العربية").click()
    page.wait_for_url(f"{root}/ar/")
    page.goto(root)
    assert page.locator("#offered a").get_attribute("hreflang") == "ar"
    page.goto(f"{root}/ar/overdose/")
    switch(page, "es")
    page.wait_for_url(f"{root}/es/overdose/**")
    page.goto(root)
    assert page.locator("#offered a").get_attribute("hreflang") == "es"
    context.close()


def test_every_leaflet_is_reached_without_scripts(
    plain: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    root = serve(plain)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    for tag in ("en", "es", "ar"):
        page.goto(root)
        page.locator(f"a[hreflang={tag}]").click()
        page.locator("label.md-header__button[for=__drawer]").click()
        page.locator(".md-nav--primary a[href$='overdose/index.html']").first.click()
        page.wait_for_url(f"{root}/{tag}/overdose/index.html")
        assert page.locator("article h1").is_visible()
        page.locator("details.leaflet-languages > summary").click()
        assert page.locator("details.leaflet-languages a").last.is_visible()
    context.close()


def test_the_number_to_call_stays_in_sight(
    plain: Path, page: Page, serve: Callable[[Path], str]
) -> None:
    page.goto(f"{serve(plain)}/ar/overdose/")
    page.set_viewport_size({"width": 360, "height": 400})
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    link = page.locator(".md-header .leaflet-emergency")
    box = link.bounding_box()
    assert box
    assert 0 <= box["x"] < 360 - box["width"]
    assert 0 <= box["y"] < 60
    assert box["height"] >= 24
    assert link.get_attribute("href") == "tel:911"


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/es/overdose/", "/ar/overdose/", "/ar/404.html", "/ar/offline.html"]
)
@pytest.mark.parametrize("width", [320, 640])
def test_nothing_scrolls_sideways(
    plain: Path, page: Page, serve: Callable[[Path], str], path: str, width: int
) -> None:
    """320 CSS pixels are 1280 at 400 % (WCAG 1.4.10), and 640 at 200 %."""
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(serve(plain) + path)
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    assert wide <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/404.html",
        "/en/",
        "/es/overdose/",
        "/ar/overdose/",
        "/ar/404.html",
        "/ar/offline.html",
    ],
)
def test_axe_finds_nothing(
    plain: Path, browser: Browser, serve: Callable[[Path], str], path: str, scheme: str
) -> None:
    page = browser.new_page(
        viewport={"width": 360, "height": 740},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page.goto(serve(plain) + path)
    assert violations(page) == []
    if page.locator("details.leaflet-languages").count():
        page.locator("details.leaflet-languages > summary").click()
        assert violations(page, "header") == []
    page.close()


def test_axe_finds_nothing_in_search(
    plain: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{serve(plain)}/en/overdose/")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("breathing")
    page.locator(".md-search-result__article").first.wait_for()
    page.wait_for_timeout(500)  # the search field fades in
    assert violations(page) == []
    page.close()


def violations(page: Page, part: str = "html") -> list[tuple[str, list[str]]]:
    """Return the rules of WCAG 2.2 AA that a part of a page breaks, by axe's names, and where."""
    found = Axe().run(page, part, options={"runOnly": {"type": "tag", "values": WCAG}})
    return [
        (rule["id"], [node["html"][:160] for node in rule["nodes"]])
        for rule in found.response["violations"]
    ]
