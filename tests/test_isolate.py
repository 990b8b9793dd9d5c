"""Left-to-right runs keep their order in right-to-left text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.build.html_text import map_text
from pipeline.build.isolate import LRI, PDI, isolate_html, isolate_text
from pipeline.build.language import language_words
from pipeline.interface import theme_words
from pipeline.locales import find_locale

TEXTS = [
    ("اتصل على 1-800-662-4357 الآن", "اتصل على [1-800-662-4357] الآن"),
    ("اتصل على +1 (800) 662-4357", "اتصل على [+1 (800) 662-4357]"),
    ("اتصل على (800) 662-4357", "اتصل على [(800) 662-4357]"),
    ("بعد 2-3 دقائق", "بعد [2-3] دقائق"),
    ("٣٠-٩٠ دقيقة", "[٣٠-٩٠] دقيقة"),
    ("في 911 (الولايات)", "في 911 (الولايات)"),
    ("المعهد (NIDA)، موقع nida.nih.gov.", "المعهد ([NIDA])، موقع [nida.nih.gov]."),
    ("Xanax و Ativan", "[Xanax] و [Ativan]"),
    ("75% من الناس", "[75%] من الناس"),
    ("بلا أرقام", "بلا أرقام"),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_runs_that_their_surroundings_could_change(text: str, expected: str) -> None:
    isolated = isolate_text(text).replace(LRI, "[").replace(PDI, "]")
    assert isolated == expected


def test_html_keeps_its_tags_its_entities_and_its_isolated_parts() -> None:
    html = (
        '<p title="a-b">عن <a href="a-b.html">a-b</a> &amp; '
        '<bdi dir="ltr">1-2</bdi></p><code>c-d</code>'
    )
    assert isolate_html(html) == (
        '<p title="a-b">عن <a href="a-b.html"><bdi dir="ltr">a-b</bdi></a> &amp; '
        '<bdi dir="ltr">1-2</bdi></p><code>c-d</code>'
    )


@given(st.text(alphabet="اب 12-.()<>/&;pa+%\"'", max_size=40))
def test_nothing_is_lost(text: str) -> None:
    assert isolate_text(text).replace(LRI, "").replace(PDI, "") == text
    assert map_text(text, lambda piece: piece) == text
    assert isolate_html(text).replace('<bdi dir="ltr">', "").replace("</bdi>", "") == text


@pytest.mark.parametrize("name", ["en", "es", "ja", "zh_Hans", "ht"])
def test_material_has_its_own_words(name: str) -> None:
    own = {"zh_Hans": "zh", "ht": "en"}.get(name, name)
    words = language_words(find_locale(name), {"search.placeholder": "?"})
    for key, text in theme_words(own).items():
        if text and key not in ("language", "direction", "search.placeholder"):
            assert words[key] == text
    assert words["search.placeholder"] == "?"
    assert words["language"] == find_locale(name).tag
