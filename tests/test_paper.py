"""Pages on paper: printed by a browser, and as PDF files."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page
from projects import OVERDOSE, SETTINGS, SPANISH_TERMS, translate, write_project
from pypdf import PdfReader

from pipeline.cli import main

ARABIC_TERMS = SPANISH_TERMS.replace("naloxona", "نالوكسون").replace("naltrexona", "نالتريكسون")
ARABIC = {
    "Overdose": "جرعة زائدة",
    "Call 911": "اتصل على 911",
    "Call 911 right away. Give naloxone.": "اتصل على 911 فورًا. أعطِ نالوكسون.",
    "To find help, call 1-800-662-4357.": "للمساعدة اتصل على 1-800-662-4357 مجانًا.",
    "Read [the list](https://example.org/list).": "اقرأ [القائمة](https://example.org/list).",
}
CHINESE = {"Signs": "迹象", "Small pupils": "瞳孔很小"}
MORE = """
Read [the list](https://example.org/list).

??? note "More"

    Folded words.

=== "At home"

    Stay inside.

=== "Outside"

    Stay near.
"""
EXTENSIONS = """\
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
"""
SIZES = {"A4": (595, 842), "Letter": (612, 792)}
"""Points, 1/72 of an inch."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paper")
    settings = SETTINGS.replace("docs_dir:", "site_url: https://leaflets.example/\ndocs_dir:")
    config = write_project(
        folder,
        mkdocs_yml=settings.replace("font: false", "font: false\n  palette:\n    scheme: slate")
        + EXTENSIONS,
        source__overdose_md=OVERDOSE.replace("!!! danger", "First words.\n\n!!! danger") + MORE,
        locales__ar__terms_csv=ARABIC_TERMS,
    )
    assert main(["init", "ar", "zh_Hans", "-q", "-f", str(config)]) == 0
    translate(folder / "locales/ar/LC_MESSAGES/overdose.po", ARABIC)
    translate(folder / "locales/zh_Hans/LC_MESSAGES/overdose.po", CHINESE)
    site = str(folder / "site")
    assert main(["build", "-q", "-j", "1", "-f", str(config), "-d", site]) == 0
    return folder


@pytest.fixture
def page(browser: Browser, serve: Callable[[Path], str], root: Path) -> Iterator[Page]:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{serve(root / 'site')}/ar/overdose/")
    yield page
    context.close()


def test_paper_has_no_chrome_and_everything_of_the_leaflet(page: Page) -> None:
    assert page.get_by_role("button", name="Print this page").is_visible()
    page.emulate_media(media="print")
    for chrome in (".md-header", ".md-sidebar", ".md-footer", ".leaflet-paper", ".headerlink"):
        for element in page.locator(chrome).all():
            assert not element.is_visible(), chrome
    for text in ("Folded words.", "Stay inside.", "Stay near.", "Outside"):
        assert page.locator("article").get_by_text(text, exact=True).first.is_visible(), text
    assert page.locator(".leaflet-qr svg").is_visible()
    ink = "(name) => getComputedStyle(document.querySelector('article p'))[name]"
    assert page.evaluate(ink, "color") == "rgb(0, 0, 0)"
    ground = "() => getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_the_emergency_box_comes_first_and_once(page: Page) -> None:
    boxes = page.locator("article .danger")
    assert [box.is_visible() for box in boxes.all()] == [False, True]
    page.emulate_media(media="print")
    assert [box.is_visible() for box in boxes.all()] == [True, False]
    top = page.locator("article .danger:visible").bounding_box()
    title = page.locator("article h1").bounding_box()
    assert top
    assert title
    assert top["y"] < title["y"]


def test_addresses_are_spelled_out_left_to_right(page: Page) -> None:
    page.emulate_media(media="print")
    style = page.evaluate(
        """() => {
          const link = document.querySelector('article a[href="https://example.org/list"]');
          const style = getComputedStyle(link, "::after");
          return [style.content, style.direction, style.unicodeBidi];
        }"""
    )
    assert style == ['"(https://example.org/list)"', "ltr", "isolate"]


@pytest.mark.parametrize("size", SIZES)
def test_a_browser_prints_the_number_at_the_top_of_the_sheet(page: Page, size: str) -> None:
    document = pypdfium2.PdfDocument(page.pdf(format=size))
    width, height = document[0].get_size()
    assert (width, height) == pytest.approx(SIZES[size], abs=1)
    top = text_between(document[0], height * 0.85, height)
    assert "911" in top
    assert digits_in_order(document).count("18006624357") == 1


def test_a_page_without_a_box_begins_with_the_number(root: Path) -> None:
    text = (root / "site/ar/index.html").read_text(encoding="utf-8")
    first = re.search(r'<div class="leaflet-print" hidden>(.*?)</div>', text)
    assert first
    assert 'href="tel:911"' in first[1]


@pytest.fixture(scope="module")
def printed(root: Path, pango: None) -> Path:
    config = str(root / "mkdocs.yml")
    folder = root / "printed"
    for locale in ("ar", "zh_Hans"):
        arguments = ["handout", locale, "overdose", "-q", "-f", config, "-d", str(folder)]
        assert main(arguments) == 0
    return folder


FILES = [
    ("ar", "overdose.pdf"),
    ("ar", "overdose-en-ar.pdf"),
    ("zh-Hans", "overdose.pdf"),
    ("zh-Hans", "overdose-en-zh-Hans.pdf"),
]


@pytest.mark.parametrize(("tag", "name"), FILES)
def test_files_are_tagged_and_hold_their_fonts(printed: Path, tag: str, name: str) -> None:
    reader = PdfReader(printed / tag / name)
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/StructTreeRoot"]
    assert catalog["/Lang"] == tag
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata
    assert reader.metadata.title
    assert 'pdfuaid:part="1"' in catalog["/Metadata"].get_data().decode()
    fonts = list(fonts_of(reader))
    assert fonts
    for font in fonts:
        (descendant,) = font["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)


@pytest.mark.parametrize(("tag", "name"), FILES)
def test_digits_of_a_number_stand_in_their_order(printed: Path, tag: str, name: str) -> None:
    document = pypdfium2.PdfDocument(printed / tag / name)
    assert "18006624357" in digits_in_order(document)
    _, height = document[0].get_size()
    assert "911" in text_between(document[0], height * 0.7, height)


def test_digits_without_isolation_are_found(root: Path, pango: None) -> None:
    """What the test above looks for goes wrong without `<bdi>`."""
    import weasyprint

    html = "<html lang=ar dir=rtl><p>اتصل على 1-800-662-4357 الآن"
    document = pypdfium2.PdfDocument(weasyprint.HTML(string=html).write_pdf())
    assert "43576628001" in digits_in_order(document)


def test_links_lead_to_the_site_and_never_to_this_machine(printed: Path) -> None:
    for tag, name in FILES:
        uris = [
            annotation.get_object()["/A"]["/URI"]
            for sheet in PdfReader(printed / tag / name).pages
            for annotation in sheet.get("/Annots", [])
            if "/URI" in annotation.get_object().get("/A", {})
        ]
        assert "tel:911" in uris
        assert not [uri for uri in uris if not uri.startswith(("https://", "tel:"))]


def test_the_same_files_are_made_twice(root: Path, printed: Path, tmp_path: Path) -> None:
    arguments = ["handout", "ar", "overdose", "-q", "-f", str(root / "mkdocs.yml")]
    assert main([*arguments, "-d", str(tmp_path)]) == 0
    for name in ("overdose.pdf", "overdose-en-ar.pdf"):
        assert (tmp_path / "ar" / name).read_bytes() == (printed / "ar" / name).read_bytes()


def test_the_source_is_printed_in_its_own_language_alone(
    root: Path, pango: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["handout", "en", "overdose", "-f", str(root / "mkdocs.yml")]
    assert main([*arguments, "-d", str(tmp_path)]) == 0
    assert [path.name for path in (tmp_path / "en").iterdir()] == ["overdose.pdf"]
    assert capsys.readouterr().out.strip().endswith("en/overdose.pdf")


def test_a_leaflet_that_is_not_there(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["handout", "ar", "overdoes", "-f", str(root / "mkdocs.yml")]) == 2
    assert capsys.readouterr().err == ("there is no leaflet “overdoes”; known: index, overdose\n")


def test_a_character_that_no_font_has_is_told(
    root: Path, pango: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = root / "source/index.md"
    before = source.read_text(encoding="utf-8")
    source.write_text(f"{before}\nA letter: \U0001f8ff\n", encoding="utf-8")
    try:
        arguments = ["handout", "ar", "index", "-q", "-f", str(root / "mkdocs.yml")]
        assert main([*arguments, "-d", str(tmp_path)]) == 2
    finally:
        source.write_text(before, encoding="utf-8")
    told = capsys.readouterr().err
    assert told.startswith("ar: no font on this machine has “\U0001f8ff” (U+1F8FF); install Noto")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("error", "words"),
    [(ImportError("no module"), "pip install"), (OSError("cannot load"), "no Pango")],
)
def test_what_is_missing_is_told_in_one_line(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    words: str,
) -> None:
    import builtins

    usual = builtins.__import__

    def fail(name: str, *rest: Any, **more: Any) -> Any:
        if name == "weasyprint":
            raise error
        return usual(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", fail)
    assert main(["handout", "ar", "-f", str(root / "mkdocs.yml")]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1


def test_nothing_is_read_but_the_site(
    root: Path, pango: None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from pipeline.build.pdf import print_page

    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }", encoding="utf-8")
    site = tmp_path / "site"
    site.mkdir()
    links = f'<link rel="stylesheet" href="{secret.as_uri()}"><img src="http://127.0.0.1:9/x.png">'
    html = f"<html lang=en><title>T</title>{links}<p>Words"
    (site / "index.html").write_text(html, encoding="utf-8")
    assert print_page(site, "index.html", "", "en").startswith(b"%PDF-1.7")
    assert "not in the site's own folder" in caplog.text
    assert len(caplog.records) == 2


def fonts_of(reader: PdfReader) -> Iterator[Any]:
    for sheet in reader.pages:
        resources: Any = sheet["/Resources"]
        for font in resources.get("/Font", {}).values():
            yield font.get_object()


def text_between(sheet: pypdfium2.PdfPage, bottom: float, top: float) -> str:
    text: str = sheet.get_textpage().get_text_bounded(bottom=bottom, top=top)
    return text


def digits_in_order(document: pypdfium2.PdfDocument) -> str:
    """The digits of all sheets as eyes meet them: line by line, from left to right."""
    found = io.StringIO()
    for sheet in document:
        text = sheet.get_textpage()
        glyphs = []
        for index in range(text.count_chars()):
            letter = text.get_text_range(index, 1)
            if letter.isdecimal():
                left, bottom, _, _ = text.get_charbox(index)
                glyphs.append((bottom, left, letter))
        line: list[tuple[float, str]] = []
        below = 0.0
        for bottom, left, letter in sorted(glyphs, reverse=True):
            if line and below - bottom > 3:  # round digits reach below the line by less
                found.write("".join(letter for _, letter in sorted(line)) + "\n")
                line = []
            line.append((left, letter))
            below = bottom
        found.write("".join(letter for _, letter in sorted(line)) + "\n")
    return found.getvalue()
