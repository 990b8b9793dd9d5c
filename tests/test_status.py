"""`leaflets status`: figures that never flatter, in a table, as JSON, and as a page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from projects import SETTINGS, SPANISH_TERMS, translate, write_project

from pipeline.catalogs.read import read
from pipeline.catalogs.write import write
from pipeline.cli import main
from pipeline.coverage import Coverage
from pipeline.reports.columns import columns, padded
from pipeline.reports.status.charts import parts_of, stacked_bar
from pipeline.reports.status.figures import done, percent

GOLDEN = Path(__file__).parent / "fixtures" / "status"
FIRST = "Call 911 right away. Give naloxone."
BLOCKED = "To find help, call 1-800-662-4357."
SPANISH = {
    "Overdose": "Sobredosis",
    "Call 911": "Llame al 911",
    FIRST: "Llame al 911 ya. Administre naloxona.",
    "Slow breathing": "Respiración lenta",
    BLOCKED: "Para <b>ayuda</b>, llame al 1-800-662-4375.",
}
CHINESE = {"Overdose": "用药过量", "Slow breathing": "呼吸缓慢"}
ARABIC = {"Small pupils": "صِغَر الحدقتين", BLOCKED: "للمساعدة اتصل على 4357-662-800-1."}
POLICY = "{require_review: [reviser], review_max_age: 100}"
DAY = "1790000000"  # 2026-09-21
FIGURES = {"messages", "translated", "fuzzy", "blocked", "reviewed", "words", "words_left"}


def build_project(root: Path) -> None:
    """A project in which something of everything is to be told."""
    terms = "concept,term,status,source,reviewed_by,reviewed_on\n"
    settings = SETTINGS.replace("- leaflets", f"- leaflets: {POLICY}")
    write_project(
        root,
        mkdocs_yml=settings.replace("Test leaflets", "Leaflets <of> ours"),
        locales__es__terms_csv=SPANISH_TERMS,
        locales__ar__terms_csv=f"{terms}naloxone,نالوكسون,preferred,INN,,\n",
        locales__zh_Hans__terms_csv=f"{terms}naloxone,纳洛酮,preferred,INN,,\n",
    )
    run = ["-f", str(root / "mkdocs.yml"), "-q"]
    assert main(["init", "es", "ar", "zh_Hans", *run]) == 0
    for locale, texts in (("es", SPANISH), ("ar", ARABIC), ("zh_Hans", CHINESE)):
        translate(root / f"locales/{locale}/LC_MESSAGES/overdose.po", texts)
    path = root / "locales/zh_Hans/LC_MESSAGES/overdose.po"
    catalog = read(path, path.name)
    entries = tuple(
        replace(entry, flags=("fuzzy",), previous=(None, "Slow breath", None))
        if entry.message.msgid == "Slow breathing"
        else entry
        for entry in catalog.entries
    )
    write(replace(catalog, entries=entries), path)
    signed = [f"--message={text}" for text in (FIRST, "Call 911", "Slow breathing")]
    for role, date in (("reviser", "2026-06-20"), ("medical", "2026-09-01")):
        who = ["--by", "Ana <Ruiz>", "--role", role, "--date", date]
        assert main(["review", "es", *signed, *who, *run]) == 0
    who = ["--by", "Luis", "--role", "reviser", "--date", "2026-05-01"]
    assert main(["review", "es", "overdose", "--message=Overdose", *who, *run]) == 0
    translate(root / "locales/es/LC_MESSAGES/overdose.po", {"Slow breathing": "Respira despacio"})
    waivers = (
        "check,message,reason,by,expires\n"
        "phone-changed,0123456789abcdef,a row that meets nothing,Eva,2027-01-01\n"
        "length,fedcba9876543210,an <old> one,Eva,2026-01-01\n"
    )
    (root / "locales/es/waivers.csv").write_text(waivers, encoding="utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("status")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DAY)
        build_project(folder)
    return folder


@pytest.fixture
def folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    return root


def report(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    capsys.readouterr()
    assert main(["status", *arguments]) == status
    return capsys.readouterr().out


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_golden(folder: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    golden = GOLDEN / f"status.{'txt' if form == 'text' else form}"
    assert report(capsys, "--format", form) == golden.read_text(encoding="utf-8")


def test_a_file_holds_what_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("text", "json"):
        output = folder / f"out.{form}"
        assert report(capsys, "--format", form, "-o", str(output)) == ""
        assert output.read_text(encoding="utf-8") == report(capsys, "--format", form)
        output.unlink()


def test_json_keeps_the_contract(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(report(capsys, "--format", "json"))
    assert found["version"] == 1
    assert [locale["locale"] for locale in found["locales"]] == ["ar", "es", "zh_Hans"]
    for locale in found["locales"]:
        assert set(locale) >= {"locale", "tag", "autonym", "direction", "domains", *FIGURES}
        assert [each["domain"] for each in locale["domains"]] == ["index", "overdose", "site"]
        for name in FIGURES:
            assert locale[name] == sum(each[name] for each in locale["domains"])
    arabic, _, chinese = found["locales"]
    assert (arabic["direction"], arabic["autonym"]) == ("rtl", "العربية")
    assert (chinese["tag"], chinese["direction"]) == ("zh-Hans", "ltr")


def overdose(capsys: pytest.CaptureFixture[str], locale: str) -> tuple[Any, Any]:
    (found,) = json.loads(report(capsys, locale, "--format", "json"))["locales"]
    return found, next(each for each in found["domains"] if each["domain"] == "overdose")


def test_figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what readers see counts as done: two sentences, which are signed off in both roles."""
    whole, leaflet = overdose(capsys, "es")
    assert (leaflet["translated"], leaflet["blocked"], leaflet["unreviewed"]) == (5, 1, 2)
    assert (leaflet["published"], leaflet["reviewed"]) == (2, 2)
    assert leaflet["words"] - leaflet["words_left"] == len((FIRST + " Call 911").split())
    assert [each["ended"] for each in whole["expiring_reviews"]] == [True, False, False]
    assert {each["last_day"] for each in whole["expiring_reviews"]} == {"2026-08-09", "2026-09-28"}
    assert {each["excerpt"] for each in whole["stale_reviews"]} == {"Slow breathing"}
    assert [each["ended"] for each in whole["waivers"]] == [True, False]
    _, leaflet = overdose(capsys, "zh_Hans")
    assert (leaflet["fuzzy"], leaflet["source_changed"], leaflet["percent"]) == (1, 1, 0)
    assert leaflet["waiting_since"] == "2026-09-21"


def test_blocked_messages_are_told_with_their_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, _ = overdose(capsys, "es")
    found = whole["blocked_messages"]
    assert {each["msgid"] for each in found} == {BLOCKED}
    assert {each["domain"] for each in found} == {"overdose"}
    for each in found:
        line = (folder / each["path"]).read_text(encoding="utf-8").splitlines()[each["line"] - 1]
        assert line.startswith("msgstr")
    first = report(capsys, "es").splitlines()[1]
    assert first.startswith(f"{found[0]['path']}:{found[0]['line']}: ")


def test_what_has_been_open_longest_leads(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its day is that of the catalog, as far as `update` has brought it."""
    path = folder / "locales/ar/LC_MESSAGES/index.po"
    text = path.read_text(encoding="utf-8")
    try:
        path.write_text(text.replace("POT-Creation-Date: 2026-09", "POT-Creation-Date: 2026-02"))
        shown = report(capsys)
        assert "Waiting longest: ar index, 3 messages, since 2026-02-21 or before." in shown
        path.write_text(text.replace("POT-Creation-Date: 2026-09-21", "POT-Creation-Date: once"))
        assert "since 2026-09-21 or before" in report(capsys)
    finally:
        path.write_text(text, encoding="utf-8")


def test_a_new_message_waits_since_its_template(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "locales/es/LC_MESSAGES/index.po"
    text = path.read_text(encoding="utf-8")
    try:
        path.unlink()
        (found,) = json.loads(report(capsys, "es", "--format", "json"))["locales"]
        index = found["domains"][0]
        assert (index["domain"], index["waiting"], index["translated"]) == ("index", 3, 0)
        assert index["waiting_since"] == "2026-09-21"
    finally:
        path.write_text(text, encoding="utf-8")


def test_fail_under(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(report(capsys, "es", "--format", "json"))["locales"][0]
    share = 100 * (found["words"] - found["words_left"]) / found["words"]
    report(capsys, "es", "--fail-under", "0")
    report(capsys, "es", "--fail-under", f"{share - 0.01}")
    report(capsys, "es", "--fail-under", f"{share + 0.01}", status=1)
    report(capsys, "--fail-under", f"{share - 0.01}", status=1)  # the others have less
    report(capsys, "--fail-under", "101", status=2)


def test_colours_change_nothing_but_colours(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = report(capsys)
    assert "\x1b" not in plain
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    coloured = report(capsys)
    assert "\x1b[31mblocked\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


def test_a_project_without_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path)
    assert report(capsys) == "There is no language yet; start one with: leaflets init LOCALE\n"
    assert json.loads(report(capsys, "--format", "json"))["locales"] == []
    assert "There is no language yet." in report(capsys, "--format", "html")


def test_the_table_stays_aligned_in_every_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, source__用药过量_md="# One\n", source__ยาเกินขนาด_md="# Two\n")
    assert main(["init", "ar", "zh_Hans"]) == 0
    table = report(capsys).split("\n\n")[0].splitlines()
    ends = {columns(line[: re.search(r"\d+ %", line).end()]) for line in table[1:]}  # type: ignore[union-attr]
    assert len(ends) == 1


WIDTHS = [
    ("abc", 3),
    ("用药", 4),
    ("ยาที่", 3),
    ("e\u0301", 1),
    ("\u2068a\u2069", 1),
    ("ｶﾞ", 2),
    ("", 0),
]


@pytest.mark.parametrize(("text", "width"), WIDTHS)
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width
    assert columns(padded(text, 9)) == columns(padded(text, 9, right=True)) == 9


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_only_all_of_it_is_a_hundred_per_cent(part: int, more: int) -> None:
    share = percent(part, part + more)
    assert (share == 100) == (more == 0)
    assert 0 <= share <= 100


figures = st.builds(
    lambda reviewed, shown, unsigned, blocked, fuzzy, missing: Coverage(
        messages=reviewed + shown + unsigned + blocked + fuzzy + missing,
        translated=reviewed + shown + unsigned + blocked,
        fuzzy=fuzzy,
        blocked=blocked,
        unsigned=unsigned,
        reviewed=reviewed,
    ),
    *[st.integers(0, 3000)] * 6,
)


@given(figures)
def test_a_bar_shows_every_message_once(found: Coverage) -> None:
    assert sum(parts_of(found).values()) == found.messages
    bar = stacked_bar(found, "Spanish")
    shown = re.findall(r'class="(\w+)" x="(\d+)" width="(\d+)"', bar)
    assert [part for part, *_ in shown] == [part for part, n in parts_of(found).items() if n]
    for part, start, width in shown:
        share = parts_of(found)[part] / found.messages
        assert int(width) >= 4
        assert abs(int(width) - 1000 * share) <= 4
        assert 0 <= int(start) <= int(start) + int(width) <= 1000


def test_fuzzy_words_are_never_done() -> None:
    assert done(Coverage(messages=2, translated=1, fuzzy=1, words=10, words_left=5)) == 50


def test_it_starts_without_the_site_builder(folder: Path) -> None:
    code = (
        "import sys; from pipeline.cli import main; main(['status', '-q']); "
        "print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"mkdocs", "jinja2", "pipeline.build"} & set(run.stderr.split())


class Page(HTMLParser):
    """What the page is made of: its elements, and whether they are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("br", "meta"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = report(capsys, "--format", "html")
    page = Page(text)
    assert page.open == []
    tags = {tag for tag, _ in page.found}
    assert not tags & {"script", "link", "img", "iframe", "object", "of", "old", "ruiz", "b"}
    assert "url(" not in text
    assert "@import" not in text
    for tag, attributes in page.found:
        assert "src" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag == "a":
            target, _, line = (attributes["href"] or "").partition("#L")
            assert (folder / target).is_file()
            assert line.isdecimal()
        if tag == "th":
            assert attributes["scope"] in ("row", "col")
        if tag == "svg":
            assert attributes.get("role") == "img" or attributes.get("aria-hidden") == "true"
    drawn = [attributes for tag, attributes in page.found if attributes.get("role") == "img"]
    assert len(drawn) == text.count("<title>") - 1 == 3 + 9


def test_links_lead_from_where_the_page_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = folder / "reports/of the week/status.html"
    output.parent.mkdir(parents=True)
    report(capsys, "--format", "html", "-o", str(output))
    links = re.findall(r'href="([^"#]+)#L', output.read_text(encoding="utf-8"))
    assert links
    for link in links:
        assert (output.parent / link).is_file()


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_in_a_browser(
    folder: Path, browser: Browser, scheme: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It asks for nothing but itself, is legible in both schemes, and fits a phone."""
    output = folder / f"status-{scheme}.html"
    report(capsys, "--format", "html", "-o", str(output))
    page = browser.new_page(viewport={"width": 360, "height": 700}, color_scheme=scheme)  # type: ignore[arg-type]
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(output.as_uri())
    assert asked == [output.as_uri()]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    broken = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert [rule["id"] for rule in broken.response["violations"]] == []
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (dark == "rgb(16, 26, 25)") == (scheme == "dark")
    levels = page.eval_on_selector_all("h1, h2", "found => found.map(one => one.tagName)")
    assert levels[0] == "H1"
    assert set(levels[1:]) == {"H2"}
    first = page.locator("h2").first
    assert first.inner_text() == "Blocked messages"
    scrolls = page.locator(".scroll")
    for index in range(scrolls.count()):
        assert scrolls.nth(index).get_attribute("tabindex") == "0"
        assert scrolls.nth(index).get_attribute("aria-label")
    page.close()
