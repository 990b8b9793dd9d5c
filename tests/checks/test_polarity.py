"""The check of polarity, and the table of negations."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from check_cases import Case, pair, read_cases, told

from pipeline.checks.registry import all_checks
from pipeline.facts.polarity import find_negation, has_negations
from pipeline.facts.scripts import script_of
from pipeline.locales import PSEUDO_LOCALES

KINDS = {"end", "except", "part", "start", "word"}
ASKED = """
am ar bg bn cs da de el es et fa fi fil fr gu he hi ht hu id it ja km ko lo mr ms my nb ne nl pa pl
pt ro ru sk so sv sw ta te th tl tr uk ur vi zh
"""


def table() -> list[dict[str, str]]:
    path = files("pipeline.facts").joinpath("data/negation.csv")
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("case", list(read_cases("polarity-lost")), ids=str)
def test_polarity_lost(case: Case) -> None:
    check = all_checks()["polarity-lost"]
    assert check.find is not None
    problems = list(check.find(pair(case.locale, *case.texts)))
    assert told(problems, check.severity) == case.expected, problems


def test_negations_are_sorted_unique_and_sourced() -> None:
    rows = table()
    keys = [(row["language"], row["kind"]) for row in rows]
    assert keys == sorted(set(keys))
    for row in rows:
        forms = row["forms"].split("|")
        assert row["kind"] in KINDS, row
        assert row["source"], row
        assert forms == sorted(set(forms)), row
        assert all(form and form == form.strip() for form in forms), row


def test_no_form_mixes_scripts() -> None:
    for row in table():
        for form in row["forms"].split("|"):
            scripts = {script_of(letter) for letter in form} - {""}
            assert len(scripts) == 1 or scripts == {"Hani", "Hira"}, (row["language"], form)


def test_no_language_has_only_exceptions() -> None:
    kinds: dict[str, set[str]] = {}
    for row in table():
        kinds.setdefault(row["language"], set()).add(row["kind"])
    assert all(found - {"except"} for found in kinds.values())


@pytest.mark.parametrize("language", ASKED.split())
def test_language_is_known(language: str) -> None:
    assert has_negations(language)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Don’t move", "Don’t"),
        ("en", "It is not only pain", None),
        ("en", "note the noise", None),
        ("cs", "Nechoďte tam", "Ne"),
        ("cs", "nemocnice a nemoci", None),
        ("de", "Es ist kostenlos.", None),
        ("de", "kostenlos, aber nicht immer", "nicht"),
        ("fa", "نمی\u200cشود", "نمی"),
        ("ja", "必ず飲んでください", None),
        ("ja", "飲まないでください", "ない"),
        ("tr", "kablosuz", "suz"),
        ("tr", "siz", None),
        ("zh", "非常痛", None),
        ("zh", "不痛", "不"),
    ],
)
def test_find_negation(language: str, text: str, found: str | None) -> None:
    span = find_negation(text, language)
    assert (span and text[slice(*span)]) == found


@pytest.mark.parametrize("locale", sorted(PSEUDO_LOCALES))
def test_pseudo_locales_are_left_alone(locale: str) -> None:
    find = all_checks()["polarity-lost"].find
    assert find is not None
    assert not list(find(pair(locale, "Do not move.", "⟦Đö möve.⟧")))
