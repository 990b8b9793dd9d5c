"""The checks of text hygiene find what their cases say, and nothing in what must stay clean."""

from __future__ import annotations

import csv
import unicodedata
from importlib.resources import files
from itertools import pairwise

import pytest
from check_cases import FIXTURES, Case, catalogs, pair, read_cases, told
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.registry import all_checks
from pipeline.facts.prose import prose
from pipeline.facts.scripts import script_of

IN_PAIR = (
    "bidi-control",
    "control-character",
    "doubled-word",
    "invisible-character",
    "length",
    "outer-space",
    "same-as-source",
    "script-lookalike",
    "sentence-end",
    "wrong-script",
)
IN_LOCALE = ("fuzzy", "obsolete", "plural-incomplete", "translated-two-ways")
CLEAN = "must_stay_clean"


def rows(name: str) -> list[dict[str, str]]:
    text = files("pipeline.facts").joinpath(f"data/{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("case", [c for name in IN_PAIR for c in read_cases(name)], ids=str)
def test_pair(case: Case) -> None:
    check = all_checks()[case.path.stem.replace("_", "-")]
    assert check.find is not None
    problems = list(check.find(pair(case.locale, *case.texts)))
    assert told(problems, check.severity) == case.expected, problems
    for problem in problems:
        if problem.target_span:
            start, end = problem.target_span
            assert 0 <= start < end <= len(case.texts[1])


@pytest.mark.parametrize("case", [c for name in IN_LOCALE for c in read_cases(name)], ids=str)
def test_locale(case: Case) -> None:
    check = all_checks()[case.path.stem.replace("_", "-")]
    assert check.find_in_locale is not None
    found = list(check.find_in_locale(catalogs(case.texts[0], case.locale)))
    assert told((problem for _, _, problem in found), check.severity) == case.expected, found


@pytest.mark.parametrize("case", list(read_cases(CLEAN)), ids=str)
def test_clean(case: Case) -> None:
    for name in (*IN_PAIR, "polarity-lost"):
        find = all_checks()[name].find
        assert find is not None
        assert list(find(pair(case.locale, *case.texts))) == [], name


@pytest.mark.parametrize("name", [*IN_PAIR, *IN_LOCALE])
def test_every_check_has_enough_cases(name: str) -> None:
    expected = [case.expected for case in read_cases(name)]
    assert len(expected) - expected.count("none") >= 3
    assert expected.count("none") >= (5 if name in IN_PAIR else 2)


def test_every_fixture_is_read() -> None:
    known = {name.replace("-", "_") for name in all_checks()} | {CLEAN}
    assert {path.stem for path in FIXTURES.glob("*.txt")} <= known


def test_scripts_are_sorted_and_apart() -> None:
    ranges = [(int(row["first"], 16), int(row["last"], 16)) for row in rows("scripts")]
    assert ranges == sorted(ranges)
    assert all(first <= last for first, last in ranges)
    assert all(one[1] < two[0] for one, two in pairwise(ranges))


SCRIPTS = """
a Latn é Latn а Cyrl α Grek ա Armn ب Arab अ Deva 漢 Hani か Hira 한 Hang ก Thai ខ Khmr አ Ethi א Hebr
"""


def test_letters_have_a_script() -> None:
    words = SCRIPTS.split()
    assert [script_of(letter) for letter in words[::2]] == words[1::2]


@pytest.mark.parametrize("character", "5« µ،।")
def test_signs_have_no_script(character: str) -> None:
    assert script_of(character) == ""


def test_confusables_are_sorted_letters_of_two_scripts() -> None:
    table = rows("confusables")
    assert table == sorted(table, key=lambda row: row["letters"])
    for row in table:
        letters = row["letters"].split()
        assert len({script_of(letter) for letter in letters}) >= 2, row
        assert len({unicodedata.category(letter)[0] for letter in letters}) == 1, row


def test_han_is_sorted_and_one_to_one() -> None:
    table = rows("han")
    simplified = [row["simplified"] for row in table]
    traditional = [row["traditional"] for row in table]
    assert simplified == sorted(set(simplified))
    assert len(traditional) == len(set(traditional))
    assert not set(simplified) & set(traditional)


@given(st.text())
def test_prose_moves_nothing(text: str) -> None:
    assert len(prose(text)) == len(text)
    assert all(one in (two, " ") for one, two in zip(prose(text), text, strict=True))


def test_prose_leaves_out_what_is_not() -> None:
    text = "See [the page](https://example.org/a.b) or <b>nida.nih.gov</b>, `code`, {number}."
    assert prose(text).split() == ["See", "[the", "page]", "or", ",", ",", "."]
