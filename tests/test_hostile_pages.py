"""Hostile translations on the pages that readers open: no script runs, no other host is asked.

Every translation is published here whatever the checks find, as if they were all broken.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import Case, table, write_hostile_project
from playwright.sync_api import Browser, Page, Route

from pipeline.cli import main
from pipeline.model import Entry

WATCH = """\
window.pwned = function () { window.__pwned = true; };
addEventListener("securitypolicyviolation", function () { window.__pwned = true; });
"""

SUSPECTS = """\
() => {
  const found = [];
  const safe = ["http:", "https:", "tel:", "mailto:", ":", ""];
  for (const element of document.querySelectorAll("*")) {
    for (const {name, value} of element.attributes) {
      if (name.startsWith("on") || name === "srcdoc" || name === "formaction")
        found.push(`${element.localName} ${name}=${value}`);
    }
    const theme = element.closest(".md-search__options, .md-consent");
    if (element.protocol !== undefined && !safe.includes(element.protocol) && !theme)
      found.push(`${element.localName} ${element.href}`);
    if (element.outerHTML.includes("pwned()") && element.localName === "script")
      found.push(element.outerHTML);
  }
  const texts = "iframe, object, embed, base, meta[http-equiv=refresh], article [style], " +
    "article form, article style, article link, article script";
  for (const element of document.querySelectorAll(texts)) found.push(element.outerHTML);
  if (window.__pwned) found.push("a script ran");
  return found;
}
"""


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Case]]:
    """A site in which every translation is published, and what stands on its pages."""
    root = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setattr("pipeline.publish.publishable", _let_through)
        cases = write_hostile_project(root, table("words")["words"])
        assert main(["build", "-q", "-j", "1"]) == 0
    return root / "site", cases


def _let_through(entry: Entry, *_: object) -> bool:
    return entry.translated


def test_no_script_runs_and_no_other_host_is_asked(
    cases: tuple[Path, list[Case]], browser: Browser, serve: Callable[[Path], str]
) -> None:
    site, found = cases
    root = serve(site)
    context = browser.new_context(service_workers="block")
    context.add_init_script(WATCH)
    asked: list[str] = []

    def answer(route: Route) -> None:
        if not route.request.url.startswith((root, "data:", "blob:")):
            asked.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    context.route("**/*", answer)
    page = context.new_page()
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    problems = {
        f"{case.name} ({address})": suspects
        for case in found
        for address in (f"{case.slug}/", f"{case.slug}/handout/")
        if (suspects := _suspects(page, f"{root}/es/{address}", asked))
    }
    assert problems == {}
    context.close()


def _suspects(page: Page, address: str, asked: list[str]) -> list[str]:
    """Open a page and return all of it that a translation may not have brought."""
    asked.clear()
    page.goto(address, wait_until="domcontentloaded")
    found: list[str] = page.evaluate(SUSPECTS)
    if page.url != address:
        found.append(f"the page became {page.url}")
    return found + asked
