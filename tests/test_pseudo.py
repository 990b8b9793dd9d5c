"""Pseudo-locales: every word of a page is marked (law 2), and no check complains."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.locales import find_locale
from pipeline.pseudo import CLOSE, OPEN, pseudo
from pipeline.terms import Concept, Glossary, Term, TermBase

ROOT = Path(__file__).parent.parent
CONCEPTS = {
    "naloxone": Concept("naloxone", "drug", (Term("naloxone", "naloxone", "preferred", 2),)),
    "911": Concept("911", "number", (Term("911", "911", "preferred", 3),)),
}
ENGLISH = Glossary(
    find_locale("en"),
    TermBase("terms.csv", CONCEPTS),
    {name: concept.terms for name, concept in CONCEPTS.items()},
    "terms.csv",
    "US",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call 911 now.", "⟦Çåĺĺ 911 ñöŵ.⟧"),
        ("Give naloxone.", "⟦Ĝîvé naloxone.⟧"),
        ("See [the steps](a.md#steps).", "⟦Šéé [ţĥé šţéþš](a.md#steps).⟧"),
        ("Go to findtreatment.gov or `x`.", "⟦Ĝö ţö findtreatment.gov öŕ `x`.⟧"),
        ("Press <kbd>Enter</kbd>{: .key }", "⟦Þŕéšš <kbd>Éñţéŕ</kbd>{: .key }⟧"),
    ],
)
def test_what_can_be_translated_is_accented(text: str, expected: str) -> None:
    made = pseudo(text, ENGLISH, right_to_left=False)
    assert plain(made) == plain(expected)


def plain(text: str) -> str:
    """A text without the accents: which letters have them is a matter of taste."""
    import unicodedata

    table = str.maketrans("ŵþţ", "wpt")
    text = text.translate(table).replace("Þ", "P")
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@given(st.text(alphabet="ab `<>[](){}&;\\.:/*_911", max_size=30), st.booleans())
def test_a_pseudo_translation_is_marked_and_keeps_its_digits(text: str, rtl: bool) -> None:
    made = pseudo(text, ENGLISH, right_to_left=rtl)
    assert made.startswith(OPEN)
    assert made.endswith(CLOSE)
    assert re.sub(r"\D", "", made) == re.sub(r"\D", "", text)
    assert len(made) == len(text) + 2


class Unmarked(HTMLParser):
    """Collect the words of an article that stand outside of the marks."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        for character in data:
            if character in OPEN + CLOSE:
                self.depth += 1 if character == OPEN else -1
            elif not self.depth and character.isalnum():
                self.words.append(character)


@pytest.mark.parametrize("name", ["en_XA", "ar_XB"])
def test_every_word_of_this_repository_is_translatable(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "source", tmp_path / "source")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["pseudo", name]) == 0
    assert main(["check", name]) == 0, capsys.readouterr().out
    assert main(["build", name, "-q", "-j", "1"]) == 0
    tag = find_locale(name).tag
    for page in sorted((tmp_path / "site" / tag).glob("*/index.html")):
        if page.parent.name == "handout":
            continue  # it has the English beside the translation
        html = page.read_text(encoding="utf-8")
        article = re.search(r"<article.*?</article>", html, re.DOTALL)
        assert article
        reader = Unmarked()
        reader.feed(re.sub(r"<time.*?</time>", "", article[0]))
        assert "".join(reader.words) == "", page
        assert f'<html lang="{tag}"' in html
