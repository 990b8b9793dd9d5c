"""The workbench of `leaflets serve`, in a browser, beside an editor that saves catalogs."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from projects import ARABIC_TERMS, OVERDOSE, SPANISH_TERMS, translate, write_project

from pipeline.build import preview as module
from pipeline.cli import main

SOURCE = OVERDOSE + "\n<div><p>Stay <b>awake</b>.</p></div>\n\n![A nasal spray](spray.png)\n"

SPANISH = {
    "Overdose": "Sobredosis",
    "Call 911": "Llame al 911",
    "Call 911 right away. Give naloxone.": "Llame al 991 enseguida. Dé naloxona.",
    "Signs": "Signos",
    "Slow breathing": "Respiración lenta",
    "Stay <b>awake</b>.": "Siga con ella.",
}
SIGNED = "Slow breathing"
ARABIC = {"To find help, call 1-800-662-4357.": "للمساعدة اتصل على 1-800-662-4357 مجانًا."}


@dataclass
class Preview:
    """A running `leaflets serve`, and the catalogs that it shows."""

    address: str
    folder: Path

    @property
    def catalog(self) -> Path:
        return self.folder / "locales/es/LC_MESSAGES/overdose.po"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("workbench")
    write_project(
        folder,
        locales__es__terms_csv=SPANISH_TERMS,
        locales__ar__terms_csv=ARABIC_TERMS,
        source__overdose_md=SOURCE,
        source__spray_png="",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["extract"]) == 0
        assert main(["init", "es", "ar"]) == 0
        catalog = folder / "locales/es/LC_MESSAGES/overdose.po"
        translate(catalog, SPANISH)
        text = catalog.read_text(encoding="utf-8")
        catalog.write_text(with_flag(text, "Signs"), encoding="utf-8")
        translate(folder / "locales/ar/LC_MESSAGES/overdose.po", ARABIC)
        sign = ["--message", SIGNED, "--by", "Ana Ruiz", "--role", "medical"]
        assert main(["review", "es", *sign]) == 0
        yield folder


@pytest.fixture(scope="module")
def preview(project: Path) -> Iterator[Preview]:
    with serving(project) as preview:
        yield preview


@contextmanager
def serving(project: Path) -> Iterator[Preview]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "pipeline.cli", "serve", "-a", address]
    with subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            assert any("Serving on" in line for line in server.stderr)
            rest = threading.Thread(target=server.stderr.read, daemon=True)  # no full pipe
            rest.start()
            yield Preview(f"http://{address}", project)
        finally:
            server.terminate()


@pytest.fixture
def page(browser: Browser, preview: Preview) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{preview.address}/es/overdose/")
    page.get_by_role("button", name="Workbench").wait_for()
    yield page
    page.close()


def with_flag(text: str, msgid: str) -> str:
    """Return a catalog with a message marked fuzzy."""
    return text.replace(f'\nmsgid "{msgid}"\n', f'\n#, fuzzy\nmsgid "{msgid}"\n')


def mark(page: Page, text: str) -> Locator:
    """Return the mark of a message on the screen; paper has copies of some."""
    return page.locator("article [data-message]").filter(has_text=text, visible=True).first


def test_a_key_and_a_button_mark_every_message(page: Page) -> None:
    button = page.get_by_role("button", name="Workbench")
    marked = page.locator("article [data-state]")
    assert (button.get_attribute("aria-pressed"), marked.count()) == ("false", 0)
    page.keyboard.press("Alt+w")
    expect(button).to_have_attribute("aria-pressed", "true")
    states = {
        "Sobredosis": "unreviewed",
        "Llame al 911": "unreviewed",
        "Call 911 right away": "blocked",
        "Signs": "fuzzy",
        "Respiración lenta": "translated",
        "Small pupils": "missing",
        "To find help": "missing",
        "Stay awake": "blocked",
    }
    shown = {text: mark(page, text).get_attribute("data-state") for text in states}
    assert shown == states
    page.reload()
    expect(page.get_by_role("button", name="Workbench")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Workbench").click()
    expect(marked).to_have_count(0)
    assert page.locator("article [tabindex]").filter(has_text="Sobredosis").count() == 0


def test_focus_and_hover_tell_all_about_a_message(page: Page) -> None:
    page.keyboard.press("Alt+w")
    panel = page.get_by_role("tooltip")
    blocked = mark(page, "Call 911 right away")
    blocked.focus()
    for text in (
        "The number 911 became 991. [phone-changed]",
        "→ Write 911 exactly as the English text does.",
        "Call 911 right away. Give naloxone.",
        "Llame al 991 enseguida. Dé naloxona.",
        "911; naloxone → naloxona",
        "the English text",
    ):
        expect(panel).to_contain_text(text)
    assert blocked.get_attribute("aria-describedby") == panel.get_attribute("id")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    mark(page, "Sobredosis").hover()
    expect(panel).to_contain_text("not signed off yet")
    expect(panel).not_to_contain_text("phone-changed")
    panel.hover()
    expect(panel).to_be_visible()
    page.mouse.move(2, 880)
    expect(panel).to_be_hidden()


def test_the_panel_names_the_line_of_the_translation(page: Page, preview: Preview) -> None:
    page.keyboard.press("Alt+w")
    mark(page, "Respiración lenta").focus()
    lines = preview.catalog.read_text(encoding="utf-8").splitlines()
    line = lines.index('msgstr "Respiración lenta"') + 1
    place = f"locales/es/LC_MESSAGES/overdose.po:{line}"
    expect(page.get_by_role("tooltip")).to_contain_text(place)


def test_messages_in_no_text_are_listed(page: Page) -> None:
    page.keyboard.press("Alt+w")
    page.get_by_text("In no text of the page").click()
    entry = page.get_by_role("button", name="What to do in an overdose.")
    assert entry.get_attribute("data-state") == "missing"
    entry.focus()
    expect(page.get_by_role("tooltip")).to_contain_text("What to do in an overdose.")


def test_the_words_of_the_site_are_listed(page: Page) -> None:
    page.keyboard.press("Alt+w")
    page.get_by_text("Words of the site").click()
    entry = page.get_by_role("button", name="Start", exact=True)
    assert entry.get_attribute("data-state") == "missing"
    entry.focus()
    expect(page.get_by_role("tooltip")).to_contain_text("locales/es/LC_MESSAGES/site.po:")


def test_a_page_from_right_to_left_reads_as_in_the_built_site(
    page: Page, preview: Preview, tmp_path: Path
) -> None:
    """A mark must not take part in what isolates numbers, headings and fallbacks."""
    page.goto(f"{preview.address}/ar/overdose/")
    assert main(["build", "-q", "-j", "1", "-d", str(tmp_path / "site")]) == 0
    built = (tmp_path / "site/ar/overdose/index.html").read_text(encoding="utf-8")
    article = "document.querySelector('article')"
    page.evaluate(
        f"for (const mark of {article}.querySelectorAll('leaflet-message'))"
        " mark.replaceWith(...mark.childNodes);"
        f"for (const each of {article}.querySelectorAll('[data-message]'))"
        " each.removeAttribute('data-message');"
        f"{article}.normalize()"
    )
    without = page.evaluate(f"{article}.innerHTML")
    page.route("**/*", lambda route: route.abort())
    page.set_content(built)
    page.evaluate(f"{article}.normalize()")
    assert (
        without.split('<div class="leaflet-paper"')[0]
        == (page.evaluate(f"{article}.innerHTML").split('<div class="leaflet-paper"')[0])
    )


def test_a_save_changes_the_page_and_an_error_shows_until_it_is_mended(
    page: Page, preview: Preview
) -> None:
    page.keyboard.press("Alt+w")
    good = preview.catalog.read_text(encoding="utf-8")
    try:
        translate(preview.catalog, {"Small pupils": "Pupilas pequeñas"})
        expect(mark(page, "Pupilas pequeñas")).to_have_attribute("data-state", "unreviewed")
        saved = preview.catalog.read_text(encoding="utf-8")
        preview.catalog.write_text(saved + '\nmsgid "open\n', encoding="utf-8")
        banner = page.get_by_role("alert")
        line = saved.count("\n") + 2
        expect(banner).to_contain_text(f"locales/es/LC_MESSAGES/overdose.po:{line}: ")
        assert page.get_by_text("Pupilas pequeñas").is_visible()
        mended = saved.replace("Pupilas pequeñas", "Pupilas chicas")
        preview.catalog.write_text(mended, encoding="utf-8")
        page.get_by_text("Pupilas chicas").wait_for()
        expect(banner).to_have_count(0)
    finally:
        preview.catalog.write_text(good, encoding="utf-8")
    page.get_by_text("Small pupils").wait_for()


def test_a_catalog_that_is_broken_from_the_start_shows_on_english_pages(
    browser: Browser, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "project"
    shutil.copytree(project, folder)
    catalog = folder / "locales/es/LC_MESSAGES/overdose.po"
    good = catalog.read_text(encoding="utf-8")
    catalog.write_text(good + '\nmsgid "open\n', encoding="utf-8")
    with serving(folder) as preview:
        page = browser.new_page()
        page.goto(f"{preview.address}/es/overdose/")
        banner = page.get_by_role("alert")
        line = good.count("\n") + 2
        expect(banner).to_contain_text(f"locales/es/LC_MESSAGES/overdose.po:{line}: ")
        expect(banner).to_contain_text("all pages are in English")
        assert page.locator("article .leaflet-fallback").filter(has_text="Signs").count()
        catalog.write_text(good, encoding="utf-8")
        page.get_by_text("Respiración lenta").first.wait_for()
        expect(banner).to_have_count(0)
        page.close()


REWORDED = {"Slow breathing": "Respira despacio", "Stay <b>awake</b>.": "Siga <b>despierta</b>."}
EDITS = {
    "words": (REWORDED, 1),
    "a fact that blocks": ({"Slow breathing": "Respira 2 mg"}, 1),
    "a title, which all pages show": ({"Overdose": "Sobredosis grave"}, 0),
}
LATER = frozenset({"publication.json", "sw.js", "search_index.json", "search_index.js"})
"""Files that are made when a language is built as a whole."""


@pytest.mark.parametrize("name", EDITS)
def test_pages_that_are_made_again_are_those_of_a_new_build(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    texts, alone = EDITS[name]
    folder = tmp_path / "project"
    shutil.copytree(project, folder)
    monkeypatch.chdir(folder)
    made: list[object] = []
    make = module.make_again
    monkeypatch.setattr(module, "make_again", lambda *given: made.append(given) or make(*given))
    preview = module.Preview(Path("mkdocs.yml"), ["es"], tmp_path / "old")
    preview.build()
    translate(folder / "locales/es/LC_MESSAGES/overdose.po", texts)
    preview.build()
    fresh = module.Preview(Path("mkdocs.yml"), ["es"], tmp_path / "new")
    fresh.build()
    assert len(made) == alone
    assert contents(preview.site_dir) == contents(fresh.site_dir)


def contents(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name not in LATER]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_leaflet_that_changes_is_built_again_in_every_language(
    page: Page, preview: Preview
) -> None:
    path = preview.folder / "source/overdose.md"
    path.write_text(SOURCE.replace("Small pupils", "Blue lips"), encoding="utf-8")
    try:
        page.get_by_text("Blue lips").wait_for()
        page.goto(f"{preview.address}/en/overdose/")
        assert page.get_by_text("Blue lips").is_visible()
        assert page.get_by_role("button", name="Workbench").count() == 0
    finally:
        path.write_text(SOURCE, encoding="utf-8")
    page.get_by_text("Small pupils").wait_for()


def test_a_built_site_has_nothing_of_the_workbench(project: Path, tmp_path: Path) -> None:
    assert main(["build", "-q", "-j", "1", "-d", str(tmp_path / "site")]) == 0
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        assert "workbench" not in path.name
        content = path.read_bytes()
        assert not any(word in content for word in (b"workbench", b"data-message", b"leaflet-mes"))
