"""Numbers as they are written, and the tables of number words, units and small words."""

from __future__ import annotations

import csv
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.numerals import cjk_value, compose, digit_values, spelled
from pipeline.facts.quantities.grammar import grammar_of
from pipeline.locales import find_locale

DATA = Path(__file__).parent.parent.parent / "pipeline" / "facts" / "data"
POINT, COMMA = (".", ","), (",", ".")


@pytest.mark.parametrize(
    ("written", "separators", "readings"),
    [
        ("5", POINT, ["5"]),
        ("0.5", POINT, ["1/2"]),
        ("0.5", COMMA, ["1/2"]),
        ("0,5", COMMA, ["1/2"]),
        ("1,500", POINT, ["1500"]),
        ("1.500", COMMA, ["1500"]),
        ("1,500", COMMA, ["3/2", "1500"]),
        ("1.500", POINT, ["3/2", "1500"]),
        ("0.125", POINT, ["1/8"]),
        ("0.125", COMMA, ["1/8"]),
        ("1.234.567", COMMA, ["1234567"]),
        ("1,00,000", POINT, ["100000"]),
        ("1,234.5", POINT, ["2469/2"]),
        ("1.234,5", COMMA, ["2469/2"]),
        ("1.234,5", POINT, ["2469/2"]),
        ("1 500", COMMA, ["1500"]),
        ("1'500", POINT, ["1500"]),
        ("0٫5", POINT, ["1/2"]),
        ("1٬500", POINT, ["1500"]),
        ("8،866", POINT, ["8866"]),
        (".08", POINT, ["2/25"]),
        ("1.2.3", POINT, []),
    ],
)
def test_digits_are_read_with_any_separators(
    written: str, separators: tuple[str, str], readings: list[str]
) -> None:
    assert list(digit_values(written, *separators)) == [Fraction(reading) for reading in readings]


@given(st.integers(min_value=0, max_value=10**9))
def test_grouped_digits_are_the_same_number(number: int) -> None:
    assert digit_values(f"{number:,}", ".", ",")[0] == number
    assert digit_values(f"{number:,}".replace(",", "."), ",", ".")[0] == number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("二", 2),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("三十", 30),
        ("二十四", 24),
        ("一百零五", 105),
        ("一千五百", 1500),
        ("一万二千", 12000),
        ("二〇二六", 2026),
        ("万", None),
    ],
)
def test_chinese_numerals(written: str, value: int | None) -> None:
    assert cjk_value(written) == value


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        ([20, 1], 21),
        ([2, 100], 200),
        ([2, 100, 30, 5], 235),
        ([3, 1000, 500], 3500),
        ([2, 3], None),
        ([10, 5], None),
    ],
)
def test_number_words_are_put_together(parts: list[int], value: int | None) -> None:
    assert compose(parts) == value


@pytest.mark.parametrize(
    ("language", "word", "value"),
    [
        ("en", "twelve", 12),
        ("ru", "двух", 2),
        ("ar", "ثلاثة", 3),
        ("he", "שלוש", 3),
        ("hi", "चौबीस", 24),
        ("sw", "mbili", 2),
        ("ht", "twa", 3),
        ("km", "ប្រាំមួយ", 6),
        ("de", "vierundzwanzig", 24),
    ],
)
def test_number_words(language: str, word: str, value: int) -> None:
    assert spelled(language)["cardinal"][word] == value


def rows(name: str) -> list[list[str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


@pytest.mark.parametrize("name", ["units.csv", "quantity_words.csv"])
def test_tables_are_sorted_and_every_row_has_a_source(name: str) -> None:
    table = rows(name)
    assert [row[:2] for row in table] == sorted(row[:2] for row in table)
    assert all(len(row) == 4 and all(row) for row in table)


def test_number_words_are_sorted_and_every_row_has_a_source() -> None:
    table = [(row[0], row[2], int(row[1])) for row in rows("numerals.csv")]
    assert table == sorted(table)
    assert all(len(row) == 5 and all(row) for row in rows("numerals.csv"))


@pytest.mark.parametrize("name", ["units.csv", "quantity_words.csv"])
def test_no_row_is_given_twice(name: str) -> None:
    keys = Counter(tuple(row[:2]) for row in rows(name))
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_form_means_two_units() -> None:
    units: dict[tuple[str, str], set[str]] = {}
    for language, unit, forms, _ in rows("units.csv"):
        for form in forms.split("|"):
            units.setdefault((language, form.rstrip("*")), set()).add(unit)
    assert {form: found for form, found in units.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", ["en", "pt_BR", "zh_Hant", "sr", "fil", "ckb", "am", "my"])
def test_a_grammar_can_be_built(name: str) -> None:
    assert grammar_of(find_locale(name)).numeral.search("2")
