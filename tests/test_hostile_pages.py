"""Hostile translations on the pages that readers open: no script runs, no other host is asked.

Every translation is published here whatever the checks find, as if they were all broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile import LEAFLET, msgstr_cases, table, write_hostile_project
from playwright.sync_api import Browser, Dialog, Page, Route

from pipeline.cli import main
from pipeline.model import Entry

WATCH = """\
window.pwned = function () { window.__pwned = true; };
"""

SUSPECTS = """\
() => {
  const found = [];
  const tell = (element, what) => {
    let place = element;
    while (place && place.localName !== "h2")
      place = place.previousElementSibling || place.parentElement;
    found.push(`${place ? place.id : ""}: ${what}`);
  };
  const safe = ["http:", "https:", "tel:", "mailto:", ":", ""];
  for (const element of document.querySelectorAll("*")) {
    for (const {name, value} of element.attributes)
      if (name.startsWith("on") || ["srcdoc", "formaction", "ping"].includes(name))
        tell(element, `${element.localName} ${name}=${value}`);
    const own = element.closest(".md-search__options"); // Material's javascript:void(0)
    if (element.protocol !== undefined && !safe.includes(element.protocol) && !own)
      tell(element, element.href);
    if (element.localName === "script" && element.textContent.includes("pwned"))
      tell(element, element.outerHTML);
  }
  const strange = "iframe, object, embed, base, meta[http-equiv=refresh], " +
    ":is(article, .handout) :is([style], form, style, link, script, math)";
  for (const element of document.querySelectorAll(strange))
    tell(element, element.outerHTML.slice(0, 200));
  if (window.__pwned) found.push("a script ran");
  return found;
}
"""

STRUCTURE = """\
() => {
  const sections = {};
  let slug = "";
  const article = document.querySelector("article");
  for (const element of article.querySelectorAll("*")) {
    if (element.localName === "h2") slug = element.id;
    if (!slug || element.closest(".leaflet-about, .leaflet-paper, .leaflet-print, .leaflet-notice"))
      continue;
    if (element.matches(".leaflet-fallback, bdi, a[href^='tel:']")) continue;
    if (element.matches("em, strong, b, i, br") && !element.attributes.length) continue;
    const words = ["alt", "title", "lang", "dir", "class"];
    const attributes = [...element.attributes].filter(({name}) => !words.includes(name));
    const told = attributes.map(({name, value}) => `${name}=${value}`).sort().join(" ");
    (sections[slug] ||= []).push(`${element.localName} ${told}`);
  }
  for (const told of Object.values(sections)) told.sort();
  return sections;
}
"""
"""The elements of each section with their attributes, but for words, emphasis and numbers."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which every translation is published, whatever is wrong with it."""
    root = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setattr("pipeline.publish.publishable", _let_through)
        write_hostile_project(root, table("words")["words"])
        assert main(["build", "-q", "-j", "1"]) == 0
    return root / "site"


def _let_through(entry: Entry, *_: object) -> bool:
    return entry.translated


@dataclass
class Watched:
    """A page of a browser, and what it asked for that it may not."""

    page: Page
    root: str
    asked: list[str]

    def open(self, path: str) -> list[str]:
        """Open a page and return all in it that a translation may not have brought."""
        self.asked.clear()
        address = f"{self.root}/{path}"
        self.page.goto(address)
        found: list[str] = self.page.evaluate(SUSPECTS)
        if self.page.url != address:
            found.append(f"the page became {self.page.url}")
        return found + self.asked


@pytest.fixture
def watched(site: Path, browser: Browser, serve: Callable[[Path], str]) -> Iterator[Watched]:
    """A browser that lets no request out, and notes each that was tried."""
    root = serve(site)
    context = browser.new_context(service_workers="block")
    context.add_init_script(WATCH)
    watched = Watched(context.new_page(), root, [])

    def answer(route: Route) -> None:
        if route.request.url.startswith((root, "data:", "blob:")):
            route.continue_()
        else:
            watched.asked.append(route.request.url)
            route.abort()

    def dismiss(dialog: Dialog) -> None:
        watched.asked.append(f"the page said: {dialog.message}")
        dialog.dismiss()

    context.route("**/*", answer)
    watched.page.on("dialog", dismiss)
    yield watched
    context.close()


@pytest.mark.parametrize(
    "path",
    [
        *("es/", f"es/{LEAFLET}/", f"es/{LEAFLET}/handout/", "es/404.html", "es/offline.html"),
        *("", "en/", f"en/{LEAFLET}/"),
    ],
)
def test_no_script_runs_and_no_other_host_is_asked(watched: Watched, path: str) -> None:
    assert watched.open(path) == []


def test_the_translated_page_has_the_structure_of_the_english_one(watched: Watched) -> None:
    watched.open(f"en/{LEAFLET}/")
    english = watched.page.evaluate(STRUCTURE)
    watched.open(f"es/{LEAFLET}/")
    spanish = watched.page.evaluate(STRUCTURE)
    names = {case.slug: case.name for case in msgstr_cases()}
    assert english.keys() == spanish.keys() == names.keys()
    different = {names[slug]: spanish[slug] for slug in english if spanish[slug] != english[slug]}
    assert different == {}


def test_search_shows_hostile_words_as_words(watched: Watched) -> None:
    watched.open("es/")
    watched.page.locator(".md-search__input").first.click()
    watched.page.keyboard.type("manos")
    watched.page.wait_for_selector(".md-search-result__item", state="attached", timeout=20_000)
    assert watched.page.evaluate("() => window.__pwned") is None
    assert watched.asked == []
