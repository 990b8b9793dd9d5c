"""The built site without a network: opened from a disk, and once it has been visited."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, TimeoutError, expect
from projects import ARABIC_TERMS, SPANISH_TERMS, translate, write_project

from pipeline.build.file_links import file_address, link_to_files
from pipeline.cli import main

SPANISH = {
    "Overdose": "Sobredosis",
    "Call 911 right away. Give naloxone.": "Llame al 911 ya. Administre naloxona.",
    "Signs": "Señales",
}
ARABIC = {
    "Overdose": "جرعة زائدة",
    "Call 911 right away. Give naloxone.": "اتصل على 911 فورًا. أعطِ نالوكسون.",
    "Signs": "العلامات",
}
HELP_LINE, CORRECTED = "1-800-662-4357", "1-800-662-9999"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    settings = write_project(
        folder, locales__es__terms_csv=SPANISH_TERMS, locales__ar__terms_csv=ARABIC_TERMS
    )
    assert main(["init", "es", "ar", "-f", str(settings)]) == 0
    translate(folder / "locales/es/LC_MESSAGES/overdose.po", SPANISH)
    translate(folder / "locales/ar/LC_MESSAGES/overdose.po", ARABIC)
    build(folder, folder / "site")
    return folder


def build(project: Path, site: Path) -> Path:
    arguments = ["build", "-q", "-j", "1", "--strict", "-d", str(site)]
    assert main([*arguments, "-f", str(project / "mkdocs.yml")]) == 0
    return site


@pytest.fixture
def site(project: Path, tmp_path: Path) -> Path:
    """A copy of the site in a folder whose name has to be quoted in addresses."""
    return Path(shutil.copytree(project / "site", tmp_path / "a copy #1 é"))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("../overdose/", "../overdose/index.html"),
        ("../overdose/#signs", "../overdose/index.html#signs"),
        ("overdose/?q=a/b#c/", "overdose/index.html?q=a/b#c/"),
        (".", "index.html"),
        ("./", "index.html"),
        ("..", "../index.html"),
        ("../..#top", "../../index.html#top"),
        ("../.", "../index.html"),
        ("", ""),
        ("#signs", "#signs"),
        ("?q=1", "?q=1"),
        ("/es/", "/es/"),
        ("//example.org/", "//example.org/"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("tel:911", "tel:911"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("sheet.pdf", "sheet.pdf"),
        ("v1.0/..notes", "v1.0/..notes"),
    ],
)
def test_relative_addresses_name_a_file(address: str, expected: str) -> None:
    assert file_address(address) == expected
    assert file_address(expected) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="a/">a/</a>', '<a href="a/index.html">a/</a>'),
        ("<a\nclass=x href='a/'>", '<a\nclass=x href="a/index.html">'),
        ('<a title="1 > 0" href="a/">', '<a title="1 > 0" href="a/index.html">'),
        ("<a href=a/>a</a>", '<a href="a/index.html">a</a>'),
        ("<a href = 'a/'>", '<a href = "a/index.html">'),
        ('<a href="">', '<a href="">'),
        ('<A HREF="a/?x=1&amp;y=2">', '<A HREF="a/index.html?x=1&amp;y=2">'),
        ('<a href="a.html?x=1&y=2">', '<a href="a.html?x=1&y=2">'),
        ('<a data-href="a/" id="a">', '<a data-href="a/" id="a">'),
        ('<abbr href="a/">', '<abbr href="a/">'),
        ('<link rel="canonical" href="a/">', '<link rel="canonical" href="a/">'),
        ('<!-- <a href="a/"> -->', '<!-- <a href="a/"> -->'),
        ("<script>\"<a href='a/'>\"</script>", "<script>\"<a href='a/'>\"</script>"),
    ],
)
def test_only_links_are_changed(html: str, expected: str) -> None:
    assert link_to_files(html) == expected


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_reader_with_the_site_on_a_stick_finds_the_way(
    browser: Browser, site: Path, javascript: bool
) -> None:
    """From the chooser to a page, an anchor of another, another language, a search result."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, java_script_enabled=javascript
    )
    requests, complaints = [], []
    context.on("request", lambda request: requests.append(request.url))
    context.on("requestfailed", lambda request: complaints.append(request.url))
    context.on("console", lambda message: complaints.append(message.text))
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto((site / "index.html").as_uri())
    page.locator('a[hreflang="es"]').click()
    assert opened(page, site) == "es/index.html"
    page.locator("article a", has_text="about overdose").click()
    assert opened(page, site) == "es/overdose/index.html#signs"
    expect(page.locator("h2#signs")).to_be_in_viewport()

    page.locator("details.leaflet-languages > summary").click()
    page.locator('details.leaflet-languages a[hreflang="ar"]').click()
    assert opened(page, site).partition("#")[0] == "ar/overdose/index.html"
    expect(page.locator("h1")).to_contain_text("جرعة زائدة")
    assert page.locator("article").evaluate("e => getComputedStyle(e).direction") == "rtl"

    if javascript:
        search(page, "نالوكسون").click()
        assert opened(page, site).startswith("ar/overdose/index.html")
    context.close()
    assert {url.partition(":")[0] for url in requests} == {"file"}
    assert complaints == []


def search(page: Page, query: str) -> Locator:
    """Ask until the index is ready and answers; the first result."""
    field = page.locator(".md-search__input")
    result = page.locator(".md-search-result__item a").first
    for _ in range(20):
        field.click()
        field.fill(query)
        field.press("End")  # Material looks at the field when a key is released
        with contextlib.suppress(TimeoutError):
            result.wait_for(timeout=1_000)
            break
        field.fill("")
        field.press("End")
    return result


def opened(page: Page, site: Path) -> str:
    """The file below the site that a page shows, with its anchor."""
    page.wait_for_load_state()
    return page.url.removeprefix(site.as_uri() + "/").partition("?")[0]


def test_every_link_of_every_page_names_a_file(browser: Browser, site: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    for path in sorted(site.rglob("*.html")):
        if path.name in {"404.html", "offline.html"}:  # these are for servers
            continue
        page.goto(path.as_uri())
        links = page.locator("a[href]").evaluate_all("links => links.map((link) => link.href)")
        for address in {link.partition("#")[0] for link in links if link.startswith("file:")}:
            page.goto(address)  # a missing file cannot be opened, and a folder has other links
            assert page.locator("meta[charset]").count() == 1, f"{path}: {address}"
    page.close()


@pytest.fixture
def visited(context: BrowserContext, site: Path, serve: Callable[[Path], str]) -> Page:
    """A page of the Spanish site, when its service worker has kept what there is to keep."""
    page = context.new_page()
    page.goto(f"{serve(site)}/es/overdose/")
    kept(page)
    return page


def kept(page: Page) -> str:
    """Wait for a service worker to be in charge; the name of the cache that it filled."""
    page.evaluate("() => navigator.serviceWorker.ready")
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    names: list[str] = page.evaluate("() => caches.keys()")
    assert len(names) == 1
    return names[0]


def root(page: Page) -> str:
    return page.url.partition("/es/")[0]


def test_what_was_visited_once_can_be_read_without_a_network(
    context: BrowserContext, visited: Page, site: Path
) -> None:
    complaints: list[str] = []
    context.set_offline(True)
    visited.on("pageerror", lambda error: complaints.append(str(error)))
    folder = f"{root(visited)}/es/"
    pages = sorted(path.parent for path in (site / "es").rglob("index.html"))
    assert len(pages) > 1
    for each in pages:
        address = folder + "".join(f"{part}/" for part in each.relative_to(site / "es").parts)
        visited.goto(address)
        expect(visited.locator("h1")).to_be_visible()
        assert visited.evaluate("() => document.styleSheets.length >= 1")
        visited.goto(f"{address}index.html?utm=1")
        expect(visited.locator("h1")).to_be_visible()

    visited.goto(folder)
    search(visited, "naloxona").evaluate("link => link.click()")
    visited.wait_for_url(f"{folder}overdose/**")
    expect(visited.locator("article")).to_contain_text("naloxona")
    assert complaints == []


def test_what_is_not_kept_is_answered_in_the_language_of_the_reader(
    context: BrowserContext, visited: Page
) -> None:
    folder = f"{root(visited)}/es/"
    context.set_offline(True)
    visited.goto(f"{folder}gone/away/")
    assert visited.url == f"{folder}offline.html"
    assert visited.locator("html").get_attribute("lang") == "es"
    links = visited.locator("article li a")
    assert links.all_inner_texts() == ["Start", "Overdose"]
    links.last.click()
    visited.wait_for_url(f"{folder}overdose/")

    visited.locator("details.leaflet-languages > summary").click()
    visited.locator('details.leaflet-languages a[hreflang="ar"]').click()  # never visited
    visited.wait_for_url(f"{folder}offline.html")
    visited.goto(f"{folder}overdose")  # as people type it
    assert visited.url == f"{folder}overdose/"


def test_each_language_has_a_worker_and_a_cache_of_its_own(
    context: BrowserContext, visited: Page
) -> None:
    server = root(visited)
    visited.goto(f"{server}/ar/overdose/")
    visited.evaluate("() => navigator.serviceWorker.ready")
    names = visited.evaluate("() => caches.keys()")
    assert sorted(name.split()[1] for name in names) == ["/ar/", "/es/"]
    scopes = visited.evaluate(
        "async () => (await navigator.serviceWorker.getRegistrations()).map((each) => each.scope)"
    )
    assert sorted(scopes) == [f"{server}/ar/", f"{server}/es/"]
    context.set_offline(True)
    visited.goto(f"{server}/es/overdose/")
    visited.locator("details.leaflet-languages > summary").click()
    visited.locator('details.leaflet-languages a[hreflang="ar"]').click()
    visited.wait_for_url(f"{server}/ar/overdose/**")
    expect(visited.locator("h1")).to_contain_text("جرعة زائدة")


@pytest.fixture
def corrected(project: Path, tmp_path: Path) -> Path:
    """The project after somebody has corrected the number of the help line."""
    changed = Path(shutil.copytree(project, tmp_path / "changed"))
    for path in [*changed.glob("source/*"), *changed.glob("locales/*/LC_MESSAGES/*.po")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(HELP_LINE, CORRECTED), encoding="utf-8")
    return changed


def test_a_corrected_number_is_there_at_once(
    context: BrowserContext, visited: Page, corrected: Path, site: Path
) -> None:
    old = kept(visited)
    context.set_offline(True)
    visited.reload()
    expect(visited.locator("article")).to_contain_text(HELP_LINE)

    build(corrected, site)
    for path in (site / "es").rglob("*.min.*"):
        path.unlink()  # these are as they were: the new version takes them from the old one
    context.set_offline(False)
    visited.reload()
    assert CORRECTED in visited.locator("article").inner_text()
    visited.wait_for_function(
        """async (old) => {
          const names = await caches.keys();
          return names.length === 1 && names[0] !== old;
        }""",
        arg=old,
    )
    context.set_offline(True)
    visited.reload()
    expect(visited.locator("article")).to_contain_text(CORRECTED)
    assert HELP_LINE not in visited.content()
    assert visited.evaluate("() => document.styleSheets.length >= 1")


def test_a_version_that_is_not_there_in_full_does_not_replace_the_old_one(
    context: BrowserContext, visited: Page, corrected: Path, site: Path
) -> None:
    old = kept(visited)
    build(corrected, site)
    (site / "es/search/search_index.json").unlink()
    state = visited.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.ready;
          await registration.update();
          const worker = registration.installing;
          return new Promise((resolve) => {
            worker.onstatechange = () => resolve(worker.state);
          });
        }"""
    )
    assert state == "redundant"
    assert kept(visited) == old
    context.set_offline(True)
    visited.goto(f"{root(visited)}/es/")
    expect(visited.locator("h1")).to_be_visible()


def test_a_slow_network_does_not_keep_a_reader_waiting(
    visited: Page, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the server does not answer, the page that was kept is shown."""
    send_head = SimpleHTTPRequestHandler.send_head
    answer = threading.Event()

    def wait(handler: SimpleHTTPRequestHandler) -> object:
        answer.wait(30)
        return send_head(handler)

    monkeypatch.setattr(SimpleHTTPRequestHandler, "send_head", wait)
    try:
        visited.goto(f"{root(visited)}/es/", timeout=15_000, wait_until="commit")
        expect(visited.locator("h1")).to_be_visible()
    finally:
        answer.set()


def test_a_preview_registers_no_worker(
    context: BrowserContext, site: Path, serve: Callable[[Path], str]
) -> None:
    """MkDocs' preview server adds `livereload` to each page."""
    start = site / "es/index.html"
    html = start.read_text(encoding="utf-8")
    script = "<script>var livereload = () => {}</script></body>"
    start.write_text(html.replace("</body>", script), encoding="utf-8")
    page = context.new_page()
    page.goto(f"{serve(site)}/es/", wait_until="networkidle")
    assert (
        page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    )


def test_served_links_have_the_address_of_their_page(
    context: BrowserContext, site: Path, serve: Callable[[Path], str]
) -> None:
    page = context.new_page()
    server = serve(site)
    page.goto(server)
    page.locator('a[hreflang="es"]').first.click()
    page.wait_for_url(f"{server}/es/")
    page.locator("article a", has_text="about overdose").click()
    page.wait_for_url("**/es/overdose/#signs")


def test_a_worker_keeps_all_that_its_language_needs(site: Path) -> None:
    script = (site / "es/sw.js").read_text(encoding="utf-8")
    match = re.search(r"Object\.entries\((\{.*?\})\)", script, re.DOTALL)
    assert match
    kept = json.loads(match[1])
    assert {"./", "./overdose/", "./offline.html", "./search/search_index.json"} <= set(kept)
    assert "./assets/javascripts/lunr/min/lunr.leaflets.min.js" in kept
    wrong = re.compile(
        r"\.map$|\.gz$|lunr\.(?!leaflets|stemmer)|wordcut|sitemap|sw\.js|search_index\.js$"
    )
    assert not [address for address in kept if wrong.search(address)]


def test_two_builds_have_the_same_worker(project: Path, corrected: Path, tmp_path: Path) -> None:
    again = build(project, tmp_path / "again")
    changed = build(corrected, tmp_path / "corrected")
    for tag in ("ar", "en", "es"):
        worker = (project / "site" / tag / "sw.js").read_bytes()
        assert (again / tag / "sw.js").read_bytes() == worker
        assert (changed / tag / "sw.js").read_bytes() != worker


def test_only_the_folders_of_languages_have_a_worker(site: Path) -> None:
    assert sorted(path.parent.name for path in site.rglob("sw.js")) == ["ar", "en", "es"]
