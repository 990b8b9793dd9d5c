"""Folding: spellings that mean the same compare equal, and offsets stay right."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.characters import is_simple
from pipeline.facts.characters import plain as plain_number
from pipeline.facts.drugs.affixes import affixes_of
from pipeline.facts.drugs.inflect import expression
from pipeline.facts.quantities.plain import plain_form
from pipeline.facts.words import (
    fold,
    fold_text,
    has_marks,
    is_word_character,
    marks,
    word_pattern,
)

ALIKE = [
    ("es", "HEROÍNA", "heroina"),
    ("es", "heroi\u0301na", "heroína"),
    ("fr", "l’héroïne", "l'heroine"),
    ("tr", "İNSÜLİN", "insülin"),
    ("tr", "ılık", "ilik"),
    ("el", "ΝΑΛΟΞΟΝΗΣ", "ναλοξόνης"),
    ("ru", "налоксо\u0301н", "налоксон"),
    ("ru", "ё", "е"),
    ("ru", "и\u0306", "й"),
    ("ar", "أَفْيُون", "افيون"),
    ("ar", "نالـوكسون", "نالوكسون"),
    ("ar", "مادة", "ماده"),
    ("fa", "نالوکسون\u200cها", "نالوكسونها"),
    ("ur", "ہیروئن", "هيروين"),
    ("he", "נָלוֹקְסוֹן", "נלוקסון"),
    ("he", "ג׳", "ג'"),
    ("hi", "\u095b", "ज"),
    ("ml", "ൻ", "ന്\u200d"),
    ("ja", "ﾅﾛｷｿﾝ", "ナロキソン"),
    ("ja", "ｶﾞ", "ガ"),
    ("ko", "\u1102\u1161\u11af", "날"),
    ("vi", "nghiê\u0323n", "nghiện"),
    ("de", "Nalox\u00adon", "naloxon"),
    ("en", "ﬁx", "fix"),
    ("en", "１０ｍｇ", "10mg"),
]
DIFFERENT = [("vi", "ma", "má"), ("vi", "thuốc", "thuộc"), ("ja", "カ", "ガ"), ("th", "กา", "ก")]


@pytest.mark.parametrize(("language", "one", "other"), ALIKE)
def test_spellings_that_fold_alike(language: str, one: str, other: str) -> None:
    assert fold_text(one, language) == fold_text(other, language)


@pytest.mark.parametrize(("language", "one", "other"), DIFFERENT)
def test_words_that_stay_apart(language: str, one: str, other: str) -> None:
    assert fold_text(one, language) != fold_text(other, language)


TEXTS = st.text(max_size=40) | st.text(
    st.sampled_from(
        "aé\u0301\u0323İıß ﬁㅏ가\u1161\u11afｶﾞナ\u0bc6\u0bbe\u09c7\u09be\u200dக்ൻهةی\u064bא\u05b8'’−"
    ),
    max_size=20,
)


@given(TEXTS, st.sampled_from(["", "vi"]))
def test_spans_lead_back(text: str, language: str) -> None:
    folded, spans = fold(text, language)
    assert folded == fold_text(text, language)
    assert len(folded) == len(spans)
    assert list(spans) == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    for start, end in set(spans):
        piece = "".join(c for c, span in zip(folded, spans, strict=True) if span == (start, end))
        assert fold_text(text[start:end], language) == piece


@given(st.text(st.characters(categories=["L", "N", "P", "Z"]), max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once


@pytest.mark.parametrize("word", ["হেরোইন", "नालोक्सोन", "நலோக்சோன்", "มอร์ฟีน", "naloxone2"])
def test_combining_marks_are_part_of_a_word(word: str) -> None:
    assert all(map(is_word_character, word))
    assert word_pattern().fullmatch(word)


def test_simple_characters_have_one_plain_form() -> None:
    """What is simple is left as it is, but for capitals, wherever it stands."""
    simple = "".join(filter(is_simple, map(chr, range(sys.maxunicode + 1))))
    assert plain_form(simple) == simple.lower()
    assert plain_number(simple) == simple
    assert unicodedata.is_normalized("NFC", simple)
    assert not any(map(unicodedata.combining, simple))
    assert is_simple(simple)
    assert not is_simple("911\u00a0")


@given(st.text() | st.text(st.characters(categories=["Mn", "Mc", "Ll", "Lo"])))
def test_marks_are_seen(text: str) -> None:
    assert has_marks(text) == (re.search(f"[{marks()}]", text) is not None)


DRUGS = st.sampled_from(["naloxone", "налоксон", "نالوكسون", "纳洛酮", "ナロキソン", "नालोक्सोन"])
SCRIPTS = st.sampled_from(["Latn", "Cyrl", "Arab", "Hans", "Jpan", "Deva", "Thai"])


@given(DRUGS, SCRIPTS, st.sampled_from(["en", "de", "fi", "ru", "ar", "zh", "ja", "hi"]), st.text())
def test_texts_without_marks_need_no_expression_that_knows_them(
    drug: str, script: str, language: str, around: str
) -> None:
    forms = [(drug, affixes_of(language)), ("methadone", affixes_of(language))]
    text = fold_text(f"{around[::2]}{drug}{around[1::2]} methadone", language)
    if not has_marks(text):
        found = [re.findall(expression(forms, script, marked=m), text) for m in (True, False)]
        assert found[0] == found[1]
