"""A page whose translation does not have its structure is shown in English, whatever made it so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from projects import INDEX, SETTINGS, SPANISH_TERMS, translate, write_project

from pipeline.build.forms import press
from pipeline.build.structure import has_structure
from pipeline.cli import main

LEAFLET = """\
# Overdose

Call 911 right away. Then read [what to do][do] and [who helps](https://a.example.org/).

## Signs

Small pupils, and look there.

[do]: index.md
"""
SPANISH = {
    "Overdose": "Sobredosis",
    "Signs": "Señales",
    "Call 911 right away. Then read [what to do][do] and [who helps](https://a.example.org/).": (
        "Llame al 911 ya. Luego lea [quién ayuda](https://a.example.org/) y [qué hacer][do]."
    ),
    "Small pupils, and look there.": "Pupilas *pequeñas*, y mire allí.",
}
HIDDEN_LINK = SPANISH | {"Small pupils, and look there.": "Pupilas pequeñas, y mire allí, [do]."}
HOOK = """\
def on_page_markdown(markdown, **_):
    return markdown + "\\n\\nMore [of it](https://more.example.org/).\\n"
"""


def built(
    root: Path, monkeypatch: pytest.MonkeyPatch, words: dict[str, str], settings: str = SETTINGS
) -> str:
    """Build a project with Spanish words; return its Spanish page."""
    monkeypatch.chdir(root)
    write_project(
        root,
        mkdocs_yml=settings,
        source__index_md=INDEX,
        source__overdose_md=LEAFLET,
        locales__es__terms_csv=SPANISH_TERMS,
    )
    assert main(["extract", "-q"]) == 0
    assert main(["init", "es", "-q"]) == 0
    translate(root / "locales/es/LC_MESSAGES/overdose.po", words)
    assert main(["build", "-q", "-j", "1"]) == 0
    return (root / "site/es/overdose/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("forms", [True, False])
def test_a_link_that_no_message_shows_leaves_the_page_in_english(
    forms: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(press, "ALLOWED", forms)
    page = built(tmp_path, monkeypatch, HIDDEN_LINK)
    article = page[page.index("<article") : page.index("</article>")]
    assert "Llame" not in page
    assert "Pupilas" not in page
    assert "Sobredosis" not in article
    assert re.search(r'<span class="leaflet-fallback"[^>]*>Small pupils, and look there\.', article)
    assert 'id="signs"' in article
    assert re.search(r'href="../(index.html)?">what to do', article)
    assert "leaflet-notice" in article
    assert "Pupilas" not in (tmp_path / "site/es/overdose/handout/index.html").read_text("utf-8")
    assert "Pupilas" not in (tmp_path / "site/es/search/search_index.json").read_text("utf-8")
    assert any("overdose.md is shown in English for es" in line for line in caplog.messages)


def test_another_order_of_links_and_other_emphasis_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = built(tmp_path, monkeypatch, SPANISH)
    assert "Pupilas <em>pequeñas</em>" in page
    assert "leaflet-fallback" not in page[page.index('id="signs"') : page.index("mire allí")]


def test_what_a_hook_adds_to_every_page_is_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hook.py").write_text(HOOK, encoding="utf-8")
    page = built(tmp_path, monkeypatch, SPANISH, f"{SETTINGS}hooks: [hook.py]\n")
    assert "https://more.example.org/" in page
    assert "Pupilas <em>pequeñas</em>" in page


ARTICLE = '<h1 id="a">A</h1><p><a href="b.md" title="x">b</a> <img alt="c" src="c.png"></p>'

ARTICLES = [
    (ARTICLE.replace("x", "y"), True),
    (ARTICLE.replace(">b<", "><strong>be</strong><"), True),
    (f'<span class="leaflet-fallback" lang="en" dir="ltr">x</span>{ARTICLE}', True),
    (ARTICLE.replace("b.md", "../b/"), True),
    (ARTICLE.replace("b.md", "es.b.org"), True),
    (ARTICLE.replace("b.md", "d.md"), False),
    (ARTICLE.replace('id="a"', 'id="b"'), False),
    (ARTICLE.replace('id="a"', 'id="a" class="c"'), False),
    (ARTICLE.replace("<p>", '<p onclick="x()">'), False),
    (ARTICLE.replace("c.png", "d.png"), False),
    (f"{ARTICLE}<p></p>", False),
    (f"<p hidden>{ARTICLE[3:]}", False),
    (f"<span>x</span>{ARTICLE}", False),
    (ARTICLE.replace("<h1", '<h1 title=">"'), True),
]


@pytest.mark.parametrize(("article", "expected"), ARTICLES)
def test_articles_are_compared_by_their_tags(article: str, expected: bool) -> None:
    def localized(address: str) -> str:
        return "../b/" if address == "es.b.org" else address

    def resolve(address: str) -> str:
        return "../b/" if address == "b.md" else address

    assert has_structure(article, ARTICLE, localized, resolve) is expected
