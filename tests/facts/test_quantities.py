"""Quantities in two languages: right translations are silent, and seeded mistakes are found.

The cases are blocks in `tests/fixtures/facts/quantities/<locale>.txt`: a title (`#`), the English
source (`<`), the translation (`>`), and the differences that must be found (`!`), none where the
translation is right. To add a case, add a block.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.quantities import compare_quantities, find_quantities
from pipeline.facts.quantities.quantity import parse_quantity
from pipeline.locales import find_locale
from pipeline.model import Difference

FIXTURES = Path(__file__).parent.parent / "fixtures" / "facts" / "quantities"
ENGLISH = find_locale("en")


def blocks(path: Path) -> Iterator[list[str]]:
    """Yield the blocks of a fixture as lists of lines."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        yield block.splitlines()


def cases() -> Iterator[object]:
    for path in sorted((FIXTURES / "compared").glob("*.txt")):
        for number, (title, source, target, *expected) in enumerate(blocks(path), start=1):
            name = f"{path.stem}-{number}-{title.removeprefix('# ')}"
            shown = [line.removeprefix("! ") for line in expected]
            yield pytest.param(path.stem, source[2:], target[2:], shown, id=name)


def show(difference: Difference) -> str:
    source, target = difference.source, difference.target
    return (
        f"{difference.kind}: {source.value if source else '-'} => {target.value if target else '-'}"
    )


@pytest.mark.parametrize(("locale", "source", "target", "expected"), list(cases()))
def test_a_translation_keeps_its_quantities(
    locale: str, source: str, target: str, expected: list[str]
) -> None:
    found = compare_quantities(
        find_quantities(source, ENGLISH),
        find_quantities(target, find_locale(locale)),
        find_locale(locale),
    )
    assert [show(difference) for difference in found] == expected


def found_cases() -> Iterator[object]:
    for path in sorted((FIXTURES / "found").glob("*.txt")):
        for number, (title, text, *expected) in enumerate(blocks(path), start=1):
            name = f"{path.stem}-{number}-{title.removeprefix('# ')}"
            shown = [line.removeprefix("= ") for line in expected]
            yield pytest.param(path.stem, text[2:], shown, id=name)


@pytest.mark.parametrize(("locale", "text", "expected"), list(found_cases()))
def test_quantities_are_found(locale: str, text: str, expected: list[str]) -> None:
    facts = find_quantities(text, find_locale(locale))
    assert [f"{fact.kind}: {fact.value} [{fact.text}]" for fact in facts] == expected


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*/*.txt")), ids=lambda path: path.stem)
def test_every_locale_of_a_fixture_exists(path: Path) -> None:
    assert find_locale(path.stem).name == path.stem


def test_skipped_ranges_are_left_alone() -> None:
    text = "Call 1-800-662-4357 within 5 minutes"
    facts = find_quantities(text, ENGLISH, skip=((5, 19),))
    assert [fact.value for fact in facts] == ["5 minute"]


def test_small_numbers_may_be_spelled_where_number_words_are_unknown() -> None:
    source = find_quantities("in two days", ENGLISH)
    found = compare_quantities(source, (), find_locale("ff"))
    assert [show(difference) for difference in found] == ["unread: 2 day => -"]


def test_a_dose_is_never_unread() -> None:
    source = find_quantities("Give 2 mg.", ENGLISH)
    found = compare_quantities(source, (), find_locale("ff"))
    assert [difference.kind for difference in found] == ["missing"]


@pytest.mark.parametrize("name", ["en", "de", "ar", "hi", "zh_Hans", "th", "ko", "sw", "he", "tr"])
@given(text=st.text(max_size=60))
def test_any_text_can_be_read_and_agrees_with_itself(name: str, text: str) -> None:
    facts = find_quantities(text, find_locale(name))
    assert all(text[fact.start : fact.end] == fact.text for fact in facts)
    assert [fact.start for fact in facts] == sorted(fact.start for fact in facts)
    assert compare_quantities(facts, facts) == ()


WORDS = st.sampled_from(
    [
        "2",
        "0.5",
        "1,500",
        "½",
        "two",
        "mg",
        "tablets",
        "every",
        "day",
        "6",
        "hours",
        "30",
        "to",
        "90",
        "-",
        "/",
        "%",
        "°C",
        "×",
        "twice",
        "a",
        "and",
        "8:30",
        "pm",
        "May",
        "3",
        "5",
    ]
)


@given(words=st.lists(WORDS, max_size=12))
def test_any_mixture_of_quantity_words_agrees_with_itself(words: list[str]) -> None:
    facts = find_quantities(" ".join(words), ENGLISH)
    assert compare_quantities(facts, facts) == ()
    for fact in facts:
        if fact.kind not in ("date", "time", "label"):
            quantity = parse_quantity(fact.value)
            assert quantity is not None
            assert str(quantity) == fact.value
