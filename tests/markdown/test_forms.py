"""A page made from its form is the page that the plain way makes, whatever is written in it."""

from __future__ import annotations

import contextlib
import pickle
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from documents import documents, lines, phrases, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.commands.build import _populate_page
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from site_with_everything import Site as MarkdownSite

from pipeline.build.edition import Edition
from pipeline.build.forms import known, press
from pipeline.build.handout import Texts, handout
from pipeline.build.paper import copy_of_box
from pipeline.build.sibling import Sibling
from pipeline.locales import Locale, find_locale
from pipeline.publish import Publication
from pipeline.terms import Concept, Glossary, Term, TermBase

SETTINGS = """\
site_name: Test
site_url: https://example.org/
theme:
  name: material
  font: false
plugins: [search, leaflets]
validation:
  links:
    not_found: ignore
    unrecognized_links: ignore
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc:
      permalink: true
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
"""
NUMBER = Term("911", "911", "preferred", 2)
BASE = TermBase("source/terms.csv", {"911": Concept("911", "number", (NUMBER,))})
LEAFLET = """\
# About *pills*

!!! danger "Call 911"

    Call **911** or 1-800-662-4357. See [help](help.md#who).

    1. Wait & *see*
    2. `call` <https://example.org>

| A | B & C |
| --- | --- |
| 911 | *two* **words** |

Term
:   What it is

=== "First tab"

    In a tab

??? note "To open"

    What is folded &nbsp; away

## Signs {#signs}

- Tight
    - Nested, [by reference][ref]
- ![a picture](a.png) of it

[ref]: help.md
"""


class Site:
    """MkDocs with the plugin, set up for one locale; pages are made one by one."""

    def __init__(self, locale: Locale, *, forms: bool) -> None:
        self.folder = tempfile.TemporaryDirectory()
        root = Path(self.folder.name)
        docs = root / "docs"
        docs.mkdir()
        for name in ("page.md", "help.md", "a.png"):
            (docs / name).write_text("# Help\n", encoding="utf-8")
        (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        self.config = load_config(str(root / "mkdocs.yml"))
        self.plugin: Any = self.config.plugins["leaflets"]
        self.msgstrs: dict[tuple[str | None, str], str] = {}
        self.plugin.given = Edition(
            locale,
            Glossary(locale, BASE, {}, "es.csv", "US"),
            {"page": Publication(self.msgstrs, frozenset())},
            (Sibling(find_locale("en"), is_source=True), Sibling(locale)),
        )
        allowed, press.ALLOWED = press.ALLOWED, forms
        try:
            self.config = self.config.plugins.on_config(self.config)
        finally:
            press.ALLOWED = allowed
        self.files = get_files(self.config)
        self.config.plugins.on_env(
            self.config.theme.get_env(), config=self.config, files=self.files
        )
        self.filled = False

    def make(self, text: str, msgstrs: Mapping[tuple[str | None, str], str]) -> dict[str, Any]:
        """Return all that is made of a page."""
        self.msgstrs.clear()
        self.msgstrs.update(msgstrs)
        edition = self.plugin.edition
        for counted in (edition.counts, edition.english_titles, edition.english_headings):
            counted.clear()
        self.plugin.heads.clear()
        file = self.files.src_uris["page.md"]
        file.content_string = text
        page = Page(None, file, self.config)
        self.plugin.press._filled.clear()
        _populate_page(page, self.config, self.files)
        filled = self.plugin.press.filled(page)
        self.filled = filled is not None
        search = next(p for name, p in self.config.plugins.items() if name.endswith("search"))
        search.search_index.entries.clear()
        with contextlib.suppress(ValueError):  # Material fails on headings in some lists
            search.search_index.add_entry_from_context(page)
        return {
            "article": self.plugin.texts["page"].target,
            "page": page.content,
            "title": page.title,
            "contents": [entry for each in page.toc for entry in flat(each)],
            "ids": page.present_anchor_ids,
            "links": {
                file.src_uri: links
                for file, links in (page.links_to_anchors or {}).items()
                if links
            },
            "count": edition.counts["page"],
            "english": (edition.english_titles, edition.english_headings),
            "search": list(search.search_index.entries),
            "box": filled.box() if filled else copy_of_box(page.content or ""),
            "handout": handout(
                page,
                Texts(self.plugin.texts["page"].source, self.plugin.texts["page"].target),
                edition,
                self.files,
                "https://example.org/es/page/",
                filled,
            ),
        }


def flat(entry: AnchorLink) -> list[tuple[str, str, int]]:
    found = [(entry.title, entry.id, entry.level)]
    return found + [each for child in entry.children for each in flat(child)]


SITES = [
    (Site(find_locale(name), forms=True), Site(find_locale(name), forms=False))
    for name in ("es", "ar", "en")
]
READER = MarkdownSite()

_MARKS = ["*{}*", "**{}**", "_{}_", "`{}`", "[{}](help.md)", "[{}](help.md#who)", "![{}](a.png)"]
_MARKS += ["{}", "{} & {}", "call 911, {}", "***{}** b*", "<https://example.org> {}", "{} &gt; 1-2"]
marked = st.builds(lambda mark, words: mark.replace("{}", words), st.sampled_from(_MARKS), phrases)
said = st.lists(marked, min_size=1, max_size=4).map(" ".join)
translated = st.one_of(
    said, lines, texts, st.just("اتصل على 911 أو *1-800-662-4357*"), st.just("> 5 [x][ref] ok")
)
leaflets = st.lists(
    st.one_of(
        said,
        st.builds("{} {}".format, st.sampled_from(["#", "##", "###"]), said),
        st.builds("# {} {{#one}}".format, said),
        st.builds("- {}\n- {}\n    - {}".format, said, said, said),
        st.builds("1. {}\n\n    {}\n2. {}".format, said, said, said),
        st.builds('!!! danger "{}"\n\n    {}\n\n    - {}'.format, phrases, said, said),
        st.builds('??? note "{}"\n\n    {}'.format, phrases, said),
        st.builds('=== "{}"\n\n    {}\n\n=== "{}"\n\n    {}'.format, phrases, said, phrases, said),
        st.builds("| {} | a |\n| --- | --- |\n| {} | b |".format, phrases, said),
        st.builds("{}\n:   {}".format, phrases, said),
        st.builds("> {}\n>\n> {}".format, said, said),
        st.builds("```\n{}\n```".format, phrases),
        st.just("---"),
        st.just("[ref]: help.md"),
    ),
    min_size=1,
    max_size=8,
).map("\n\n".join)
generated = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
choices = st.lists(st.none() | translated, min_size=1, max_size=9)


def compare(text: str, chosen: list[str | None]) -> bool:
    """Compare the two ways for every locale; tell whether a form was used."""
    blocks: list[Any] = []
    READER.render(text, blocks.append)
    keys = list(dict.fromkeys((block.msgctxt, block.msgid) for block in blocks))
    msgstrs = {
        key: msgstr
        for number, key in enumerate(keys)
        if (msgstr := chosen[number % len(chosen)]) is not None
    }
    for by_form, plain in SITES:
        assert by_form.make(text, msgstrs) == plain.make(text, msgstrs)
        assert not plain.filled
    return SITES[0][0].filled


@given(leaflets, choices)
@generated
def test_leaflets(text: str, chosen: list[str | None]) -> None:
    compare(text, chosen)


@given(documents, choices)
@generated
def test_every_kind_of_markdown(text: str, chosen: list[str | None]) -> None:
    compare(text, chosen)


@pytest.mark.parametrize(
    "chosen",
    [
        [None],
        ["Uno"],
        ["Uno", None, "*dos* `c` [x](help.md#who) & 1-2 %"],
        ["اتصل على **911** (1-800-662-4357) أو 2-3", "\\* x \\_", "a  \nb"],
        ["élan  \nnext \nline *a*  *b*", "**2** \n mg *c*\t`d`"],
        ["![alt](a.png)", "[help][ref] <a@example.org>", "x > y &amp; &nbsp; z"],
    ],
)
def test_a_leaflet_has_a_form(chosen: list[str | None]) -> None:
    assert compare(LEAFLET, chosen)


def test_forms_can_be_sent_to_other_processes() -> None:
    assert compare(LEAFLET, ["Uno"])
    made = SITES[0][0].plugin.press._filled["page"].made
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301


@pytest.mark.parametrize(
    ("text", "msgstr"),
    [
        ("A note[^1]\n\n[^1]: Said here", "Una"),
        ("*[TDD]: meaning\n\nCall TDD", "Una"),
        ("Call <b>now</b>", "Una"),
        ("Call now", "<b>Una</b>"),
        ("Call now { .class }", "Una {: .b }"),
        ("<div>Call</div>", "Una"),
        ("<!-- i18n:skip -->\n\nCall now", "Una"),
        ('A [link][r]\n\n[r]: help.md "Title"', "Una"),
        ("Call \ue000 now", "Una"),
        ("Call now", "Una \ue000"),
        ("# One\n\n[TOC]\n\n## Two", "Una"),
        ("Call now", "&nbsp; Una"),
        ('![alt](a.png){ title="Shown" }', "Una"),
    ],
)
def test_what_forms_cannot_tell_takes_the_plain_way(text: str, msgstr: str) -> None:
    assert not compare(text, [msgstr])


def test_other_versions_take_the_plain_way(monkeypatch: pytest.MonkeyPatch) -> None:
    config = SITES[0][0].config
    assert known.why_plain_site(config) == ""
    monkeypatch.setattr(known, "TRIED", {"markdown": ("2.",)})
    assert known.why_plain_site(config).startswith("markdown 3.")


def test_hooks_on_pages_take_the_plain_way(monkeypatch: pytest.MonkeyPatch) -> None:
    config = SITES[0][0].config
    hooks = [*config.plugins.events["page_content"], lambda html, **_: html]
    monkeypatch.setitem(config.plugins.events, "page_content", hooks)
    assert "may change pages (on_page_content)" in known.why_plain_site(config)


def test_extensions_that_nobody_has_looked_at_take_the_plain_way() -> None:
    md = Markdown(extensions=["tables", "smarty"])
    assert known.why_plain_markdown(md) == "the Markdown processor “smarty”"
    assert known.why_plain_markdown(Markdown(extensions=["tables", "toc"])) == ""
