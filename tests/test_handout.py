"""The handout: source and translation side by side, row by row."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup, Tag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser
from projects import SETTINGS, SPANISH_TERMS, translate, write_project

from pipeline import interface
from pipeline.build.alignment import align
from pipeline.build.handout import folder_of_slug
from pipeline.build.links import relative
from pipeline.build.paper import flatten, parse
from pipeline.cli import main

EXTENSIONS = """\
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
"""
ARABIC_TERMS = SPANISH_TERMS.replace("naloxona", "نالوكسون").replace("naltrexona", "نالتريكسون")
EVERY_BLOCK = """\
---
title: Blocks
last_reviewed: 2026-11-23
sources:
  - title: A public body
    url: https://example.org
---

# Blocks

First words.[^1]

!!! warning "Take care"

    One thing.

    Another thing.

!!! danger "Call 911"

    Call 911 right away.

## Lists

1. Open the box
2. Read the text

    - Read it twice

Term
:   What it means

| Need | Number |
|------|--------|
| Help | 1-800-662-4357 |

=== "At home"

    Stay inside.

=== "Outside"

    See [overdose](overdose.md#signs).

??? note "More"

    Folded words.

[^1]: A footnote.
"""
TRANSLATIONS = {
    "Blocks": "كتل",
    "First words.[^1]": "كلمات أولى.[^1]",
    "Take care": "انتبه",
    "One thing.": "شيء واحد.",
    "Call 911": "اتصل على 911",
    "Call 911 right away.": "اتصل على 911 فورًا.",
    "Lists": "قوائم",
    "Open the box": "افتح العلبة",
    "Read the text": "اقرأ النص",
    "Read it twice": "اقرأه مرتين",
    "Term": "مصطلح",
    "What it means": "ما يعنيه",
    "Need": "الحاجة",
    "Number": "الرقم",
    "Help": "مساعدة",
    "At home": "في البيت",
    "Stay inside.": "ابق في الداخل.",
    "Outside": "في الخارج",
    "See [overdose](overdose.md#signs).": "انظر [الجرعة الزائدة](overdose.md#signs).",
    "More": "المزيد",
    "Folded words.": "كلمات مطوية.",
    "A footnote.": "حاشية.",
}
ROWS = [
    ("Call 911", "اتصل على 911"),
    ("Call 911 right away.", "اتصل على 911 فورًا."),
    (interface.DRAFT, None),
    ("First words.1", "كلمات أولى.1"),
    ("Take care", "انتبه"),
    ("One thing.", "شيء واحد."),
    ("Another thing.", "Another thing."),
    ("Lists", "قوائم"),
    ("Open the box", "افتح العلبة"),
    ("Read the text", "اقرأ النص"),
    ("Read it twice", "اقرأه مرتين"),
    ("Term What it means", "مصطلح ما يعنيه"),
    ("Need Number Help 1-800-662-4357", "الحاجة الرقم مساعدة 1-800-662-4357"),
    ("At home", "في البيت"),
    ("Stay inside.", "ابق في الداخل."),
    ("Outside", "في الخارج"),
    ("See overdose.", "انظر الجرعة الزائدة."),
    ("More", "المزيد"),
    ("Folded words.", "كلمات مطوية."),
    ("A footnote.", "حاشية."),
    ("Last review of the English text: November 23, 2026", None),
]
"""What the rows say, in order; `None` where the words are the site's own."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("handout")
    settings = SETTINGS.replace("docs_dir:", "site_url: https://leaflets.example/\ndocs_dir:")
    settings = settings.replace("  - Overdose:", "  - Blocks: blocks.md\n  - Overdose:")
    config = write_project(
        root,
        mkdocs_yml=settings + EXTENSIONS,
        source__blocks_md=EVERY_BLOCK,
        locales__ar__terms_csv=ARABIC_TERMS,
    )
    assert main(["init", "ar", "-q", "-f", str(config)]) == 0
    translate(root / "locales/ar/LC_MESSAGES/blocks.po", TRANSLATIONS)
    words = {interface.HANDOUT: "بلغتين", interface.PRINT: "اطبع", interface.DRAFT: "مسودة"}
    translate(root / "locales/ar/LC_MESSAGES/site.po", words)
    assert main(["build", "-q", "-j", "1", "-f", str(config), "-d", str(root / "site")]) == 0
    return root / "site"


@pytest.fixture(scope="module")
def page(site: Path) -> BeautifulSoup:
    text = (site / "ar/blocks/handout/index.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def cells(page: BeautifulSoup) -> list[tuple[Tag, Tag]]:
    found = [row.find_all("td", recursive=False) for row in page.select(".handout > tbody > tr")]
    return [(source, target) for source, target in found]


def words(element: Tag) -> str:
    return " ".join(element.get_text(" ", strip=True).split()).replace(" .", ".")


def squeezed(text: str) -> str:
    """Text without spaces, which stand between any two elements above."""
    return "".join(text.split())


def test_each_block_stands_beside_its_translation(page: BeautifulSoup) -> None:
    pairs = [(words(source), words(target)) for source, target in cells(page)]
    assert len(pairs) == len(ROWS)
    for (source, target), (expected, translated) in zip(pairs, ROWS, strict=True):
        assert squeezed(source).startswith(squeezed(expected))
        if translated:
            assert squeezed(target) == squeezed(translated)


def test_cells_have_the_language_and_direction_of_their_side(page: BeautifulSoup) -> None:
    for source, target in cells(page):
        assert (source["lang"], source["dir"]) == ("en", "ltr")
        assert (target["lang"], target["dir"]) == ("ar", "rtl")
    assert page.html
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    spans = page.select("h1 > span")
    assert [(span["lang"], span["dir"], span.text) for span in spans] == [
        ("en", "ltr", "Blocks"),
        ("ar", "rtl", "كتل"),
    ]


def test_blocks_keep_what_they_are(page: BeautifulSoup) -> None:
    by_words = {words(source): (source, target) for source, target in cells(page)}
    for side in by_words["Read the text"]:
        assert side.select_one("ol[start='2'] > li")
    for side in by_words["Read it twice"]:
        assert side.select_one("ol > li.leaflet-continued > ul > li")
    for side in by_words["Lists"]:
        assert side.h2
    for side in by_words["Term What it means"]:
        assert side.select_one("dl > dt + dd")
    for side in by_words["Need Number Help 1-800-662-4357"]:
        assert len(side.select("table th")) == 2
    box = page.select("tr.admonition.warning")
    assert [words(row.td) for row in box if row.td] == ["Take care", "One thing.", "Another thing."]
    assert "first" in box[0]["class"]
    assert "last" in box[-1]["class"]
    assert len({id(row.parent) for row in box}) == 1


def test_a_heading_stays_with_what_follows_it(page: BeautifulSoup) -> None:
    heading = next(row for row in page.select("tbody") if row.find("h2"))
    assert [words(row.td) for row in heading.find_all("tr") if row.td] == ["Lists", "Open the box"]


def test_what_is_not_translated_is_marked_as_english(page: BeautifulSoup) -> None:
    (_, target) = next(pair for pair in cells(page) if words(pair[0]) == "Another thing.")
    span = target.select_one("span.leaflet-fallback")
    assert span
    assert (span["lang"], span["dir"]) == ("en", "ltr")


def test_numbers_dial_on_both_sides(page: BeautifulSoup) -> None:
    (pair,) = [pair for pair in cells(page) if pair[0].find("table")]
    for side in pair:
        link = side.select_one("a.leaflet-phone[href='tel:18006624357'] > bdi[dir=ltr]")
        assert link
        assert link.text == "1-800-662-4357"


def test_no_id_is_there_twice_and_every_link_leads_somewhere(
    page: BeautifulSoup, site: Path
) -> None:
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    folder = site / "ar/blocks/handout"
    links = [str(link["href"]) for link in page.select("[href]")]
    assert "../../../en/overdose/#signs" in {link.replace("index.html", "") for link in links}
    assert "../../overdose/#signs" in {link.replace("index.html", "") for link in links}
    for link in links:
        if link.startswith("#"):
            assert link[1:] in ids
        elif not link.startswith(("http", "tel:")):
            assert (folder / link.partition("#")[0]).exists(), link


def test_the_page_leads_to_the_handout_and_back(site: Path) -> None:
    for slug, href in (("blocks/", "handout/index.html"), ("", "handout/index.html")):
        leaflet = (site / "ar" / slug / "index.html").read_text(encoding="utf-8")
        assert f'<a href="{href}">بلغتين</a>' in leaflet
        assert (site / "ar" / slug / href).exists()
    assert "handout" not in (site / "en/blocks/index.html").read_text(encoding="utf-8")
    assert not (site / "en/blocks/handout").exists()


def test_neither_search_nor_sitemaps_know_the_handout(site: Path) -> None:
    index = json.loads((site / "ar/search/search_index.json").read_text(encoding="utf-8"))
    assert not [doc for doc in index["docs"] if "handout" in doc["location"]]
    assert "بلغتين" not in json.dumps(index, ensure_ascii=False)
    for path in site.rglob("sitemap.xml"):
        assert "handout" not in path.read_text(encoding="utf-8")


def test_a_qr_code_leads_to_the_leaflet_where_the_site_has_an_address(page: BeautifulSoup) -> None:
    (code,) = page.select(".leaflet-qr")
    assert code.find("svg")
    assert words(code) == "https://leaflets.example/ar/blocks/"


def test_the_handout_needs_no_script_and_does_not_scroll_sideways(
    browser: Browser, serve: Callable[[Path], str], site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{serve(site)}/ar/blocks/handout/")
    assert page.locator("td", has_text="افتح العلبة").is_visible()
    assert page.get_by_role("button").count() == 0
    width = page.locator("html").bounding_box()
    assert width
    assert width["width"] <= 320
    for box in page.locator("td").all():
        measured = box.bounding_box()
        assert measured
        assert measured["x"] + measured["width"] <= 320
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(
    browser: Browser, serve: Callable[[Path], str], site: Path, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.goto(f"{serve(site)}/ar/blocks/handout/")
    rules = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options={"runOnly": rules}).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    page.close()


@pytest.mark.parametrize(
    ("source", "target", "rows"),
    [
        ("<p>a</p><p>b</p>", "<p>x</p><p>y</p>", [("a", "x"), ("b", "y")]),
        ("<div><p>a</p><p>b</p></div>", "<div><p>x</p></div>", [("ab", "x")]),
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>x</li></ul>", [("ab", "x")]),
        ("a <b>b</b><p>c</p>", "x <b>y</b><p>z</p>", [("a b", "x y"), ("c", "z")]),
        ("<p>a</p><!-- note -->", "<p>x</p>", [("a", "x")]),
    ],
)
def test_shapes_that_differ_become_one_row(
    source: str, target: str, rows: list[tuple[str, str]]
) -> None:
    groups = align(parse(f"<div>{source}</div>"), parse(f"<div>{target}</div>"))
    found = [
        (parse(row.source).get_text(), parse(row.target).get_text())
        for group in groups
        for row in group
    ]
    assert found == rows


BLOCKS = st.recursive(
    st.sampled_from(["<p>a &lt; <em>b</em></p>", "<h2>c</h2>", "<pre>d</pre>", "<hr/>"]),
    lambda inner: st.builds(
        "".join,
        st.lists(
            st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["div", "blockquote"]), inner)
            | st.builds("<ul><li>{}</li><li>e</li></ul>".format, inner),
            min_size=1,
            max_size=3,
        ),
    ),
    max_leaves=8,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(BLOCKS)
def test_no_text_is_lost_or_doubled(html: str) -> None:
    rows = [row for group in align(parse(html), parse(html)) for row in group]
    assert "".join(parse(row.source).get_text() for row in rows) == parse(html).get_text()
    assert all(row.source == row.target for row in rows)


def test_tabs_of_the_older_style_are_set_one_below_the_other() -> None:
    tree = parse(
        '<div class="tabbed-set"><input id="t1" type="radio"/><label for="t1">A</label>'
        '<div class="tabbed-content"><p>a</p></div><input id="t2" type="radio"/>'
        '<label for="t2">B</label><div class="tabbed-content"><p>b</p></div></div>'
    )
    flatten(tree)
    assert words(tree) == "A a B b"
    assert not tree.find("input")


@pytest.mark.parametrize(
    ("slug", "folder"),
    [
        ("overdose", "overdose/handout"),
        ("index", "handout"),
        ("a/index", "a/handout"),
        ("a/b", "a/b/handout"),
    ],
)
def test_the_folder_of_a_handout(slug: str, folder: str) -> None:
    assert folder_of_slug(slug) == folder


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        ("overdose/", "help/handout", "../../overdose/"),
        ("", "handout", "../"),
        ("../en/help/", "help/handout", "../../../en/help/"),
        ("assets/x.css", "a/b/handout", "../../../assets/x.css"),
    ],
)
def test_addresses_as_seen_from_a_folder(path: str, folder: str, expected: str) -> None:
    assert relative(path, folder) == expected
