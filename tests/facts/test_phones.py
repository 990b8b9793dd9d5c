"""The laws of phone numbers: found in any script, and never changed unnoticed."""

import csv
import random
import unicodedata
from importlib.resources import files
from itertools import pairwise

import pytest
from fact_cases import Case, examples, glossary, problems, read_cases
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.checks.pair import Pair
from pipeline.checks.registry import all_checks
from pipeline.facts.characters import INVISIBLE, ascii_digits, plain
from pipeline.facts.phones import compare_phones, digits_of, find_phones, unlisted

CHECKS = sorted(name for name in all_checks() if name.startswith("phone-"))
CHECKS = [name for name in CHECKS if all_checks()[name].find]
ERRORS = [name for name in CHECKS if all_checks()[name].severity.value == "error"]
CASES = list(read_cases("phones"))

ZEROS = [c for c in map(chr, range(0x110000)) if unicodedata.decimal(c, None) == 0]
"""The zero of every script: nine more digits follow each (Unicode, chapter 4.6)."""

GROUPS = (("911",), ("988",), ("1", "800", "662", "4357"), ("1", "800", "487", "4889"))
SEPARATORS = (
    "-",
    " ",
    ".",
    "\u2011",
    "\u2013",
    "\u00a0",
    "\u202f",
    " - ",
    "**-**",
    "\\-",
    "/",
    "·",
)
CARRIERS = (
    ("es", "Llame al {} de inmediato."),
    ("hu", "Hívja a {}-et."),
    ("tr", "{}’i arayın"),
    ("ar", "اتصل على {} فورًا."),
    ("ar", "اتصل بـ{}."),
    ("he", "התקשרו ל-{}."),
    ("hi", "{} पर कॉल करें।"),
    ("bn", "({}) নম্বরে"),
    ("th", "โทร{}ทันที"),
    ("ko", "{}번으로 전화"),
    ("ja", "{}に電話"),
    ("zh_Hans", "请拨打{}。"),
    ("am", "በ{} ይደውሉ"),
    ("ru", "Позвоните: «{}»!"),
    ("fr", "Appelez le **{}** [ici](aide.md)"),
    ("my", "{} ကို ခေါ်ပါ။"),
)

scripts = st.sampled_from(ZEROS)
carriers = st.sampled_from(CARRIERS)
numbers = st.sampled_from(GROUPS)
separators = st.sampled_from(SEPARATORS)


def written(groups: tuple[str, ...], separator: str, zero: str) -> str:
    """Write a number in the digits of a script."""
    return separator.join("".join(chr(ord(zero) + int(d)) for d in g) for g in groups)


def found_in(source: str, target: str, locale: str, names: list[str] = ERRORS) -> list[str]:
    """The names of the checks that find something."""
    case = Case("", locale, source, target, ())
    return [line.partition(":")[0] for line in problems(case, *names)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.locale} {case.title}")
def test_case(case: Case) -> None:
    assert problems(case, *CHECKS) == case.expected


@pytest.mark.parametrize("check", CHECKS)
def test_the_documentation_tells_the_truth(check: str) -> None:
    (_, bad), (_, good) = examples(check)
    assert problems(bad, check)
    assert problems(good, *CHECKS) == ()


def test_the_cases_cover_many_locales_and_every_check() -> None:
    assert len({case.locale for case in CASES}) >= 25
    named = {line.partition(":")[0] for case in CASES for line in case.expected}
    assert named == set(CHECKS)


@given(numbers, separators, scripts, carriers)
def test_any_number_is_found_in_any_script(
    groups: tuple[str, ...], separator: str, zero: str, carrier: tuple[str, str]
) -> None:
    locale, frame = carrier
    number = written(groups, separator, zero)
    text = frame.format(number)
    (fact,) = find_phones(text, glossary(locale))
    assert (fact.value, fact.text) == ("".join(groups), number)
    assert text[fact.start : fact.end] == number
    assert found_in(f"Call {'-'.join(groups)}.", text, locale) == []


@given(numbers, separators, scripts, carriers, st.data())
def test_any_wrong_digit_is_an_error(
    groups: tuple[str, ...],
    separator: str,
    zero: str,
    carrier: tuple[str, str],
    data: st.DataObject,
) -> None:
    digits = "".join(groups)
    at = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[at]]))
    wrong = regrouped(digits[:at] + other + digits[at + 1 :], groups)
    locale, frame = carrier
    text = frame.format(written(wrong, separator, zero))
    assert found_in(f"Call {'-'.join(groups)}.", text, locale)


@given(numbers, separators, scripts, carriers, st.data())
def test_any_swap_of_two_digits_is_an_error(
    groups: tuple[str, ...],
    separator: str,
    zero: str,
    carrier: tuple[str, str],
    data: st.DataObject,
) -> None:
    digits = list("".join(groups))
    one, other = data.draw(st.lists(st.integers(0, len(digits) - 1), min_size=2, max_size=2))
    assume(digits[one] != digits[other])
    digits[one], digits[other] = digits[other], digits[one]
    locale, frame = carrier
    text = frame.format(written(regrouped("".join(digits), groups), separator, zero))
    assert found_in(f"Call {'-'.join(groups)}.", text, locale)


@given(numbers, separators, scripts, carriers, st.data())
def test_any_digit_too_few_or_too_many_is_an_error(
    groups: tuple[str, ...],
    separator: str,
    zero: str,
    carrier: tuple[str, str],
    data: st.DataObject,
) -> None:
    digits = "".join(groups)
    at = data.draw(st.integers(0, len(digits) - 1))
    longer = digits[:at] + data.draw(st.sampled_from("0123456789")) + digits[at:]
    wrong = data.draw(st.sampled_from([digits[:at] + digits[at + 1 :], longer]))
    pieces = (wrong,) if len(groups) == 1 else (wrong[:1], wrong[1:4], wrong[4:7], wrong[7:])
    locale, frame = carrier
    text = frame.format(written(pieces, separator, zero))
    assert found_in(f"Call {'-'.join(groups)}.", text, locale)


@given(st.sampled_from(GROUPS[2:]), separators, scripts, carriers, st.permutations(range(4)))
def test_any_other_order_of_the_groups_is_an_error(
    groups: tuple[str, ...],
    separator: str,
    zero: str,
    carrier: tuple[str, str],
    order: list[int],
) -> None:
    wrong = tuple(groups[index] for index in order)
    assume("".join(wrong) != "".join(groups))
    locale, frame = carrier
    text = frame.format(written(wrong, separator, zero))
    found = found_in(f"Call {'-'.join(groups)}.", text, locale)
    assert found
    if separator != "/":  # parts numbers from each other, too
        assert found == ["phone-reversed"]


@given(numbers, carriers)
def test_a_dropped_number_is_an_error(groups: tuple[str, ...], carrier: tuple[str, str]) -> None:
    locale, frame = carrier
    assert found_in(f"Call {'-'.join(groups)}.", frame.format("…"), locale) == ["phone-missing"]


@given(
    st.sampled_from(GROUPS[2:]), scripts, carriers, st.sampled_from(sorted(INVISIBLE)), st.data()
)
def test_an_unseen_character_inside_is_an_error_and_outside_is_none(
    groups: tuple[str, ...], zero: str, carrier: tuple[str, str], unseen: str, data: st.DataObject
) -> None:
    locale, frame = carrier
    number = written(groups, "-", zero)
    source = f"Call {'-'.join(groups)}."
    at = data.draw(st.integers(1, len(number) - 1))
    inside = frame.format(number[:at] + unseen + number[at:])
    assert found_in(source, inside, locale) == ["phone-invisible"]
    assert found_in(source, frame.format(unseen + number + unseen), locale) == []


DATES = ("2020-03-15", "15/03/2020", "15.03.2020", "2019-2020", "1998–2004", "03.04.-05.06.2020")
PROSE = st.one_of(
    st.sampled_from(DATES),
    st.integers(1, 99).map(lambda n: f"COVID-{n}"),
    st.tuples(st.integers(1, 99), st.integers(100, 199)).map(lambda p: f"{p[0]}-{p[1]}"),
    st.integers(0, 10**9).map(lambda n: f"{n:,}"),
    st.integers(1000, 10**9).map(lambda n: f"{n:,}".replace(",", " ")),
    st.integers(1000, 10**9).map(lambda n: f"{n:,}".replace(",", ".")),
    st.decimals(0, 900, places=2).map(str),
    st.decimals(0, 900, places=3).map(lambda n: f"{n}".replace(".", ",") + " mg"),
    st.integers(0, 100).map(lambda n: f"{n} %"),
    st.tuples(st.integers(80, 190), st.integers(40, 110)).map(lambda p: f"{p[0]}/{p[1]}"),
    st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda p: f"{p[0]:02}:{p[1]:02}"),
    st.sampled_from(
        ["24/7", "B12", "F11.988", "1-2", "v10.0.19041.1", "911 mg", "98.8 °F", "9/11"]
    ),
)


@given(st.lists(PROSE, min_size=1, max_size=4), carriers, scripts)
def test_dates_and_quantities_are_no_phone_numbers(
    pieces: list[str], carrier: tuple[str, str], zero: str
) -> None:
    text = ", ".join(pieces).translate({ord(str(d)): chr(ord(zero) + d) for d in range(10)})
    assume(not {"112", "911", "988"} & set(ascii_digits(text).replace(",", " ").split()))
    locale, _ = carrier
    assert find_phones(text, glossary(locale)) == ()
    assert found_in(f"So {', '.join(pieces)}.", text, locale, CHECKS) == []


@given(st.text(alphabet="0123456789-./() +*_[]<>&;:#٩९９OlI‎HELPtelcall\n", max_size=60))
@settings(max_examples=400)
def test_no_text_makes_the_checks_fail(text: str) -> None:
    for fact in find_phones(text, glossary("es")):
        assert text[fact.start : fact.end] == fact.text
        assert fact.value.isdecimal()
        assert fact.value.isascii()
    assert found_in(text, text, "es", [n for n in CHECKS if n != "phone-lookalike"]) in (
        [],
        ["phone-link"] * 1,
        ["phone-link"] * 2,
    )


@given(st.text(max_size=40))
def test_plain_text_has_the_same_length_and_is_plain(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


def test_a_very_long_row_of_numbers_takes_no_time() -> None:
    generator = random.Random(7)  # noqa: S311 (no secret)
    row = " ".join(str(generator.randrange(10**4)) for _ in range(3000))
    pair = Pair(row, f"{row} 911 " * 2, glossary("en"), glossary("es"))
    assert isinstance(pair.phones, tuple)


def test_unlisted_numbers_are_those_that_the_term_base_lacks() -> None:
    source = glossary("en")
    facts = find_phones("Call 911, 211 or 0808 196 3646, or text 1-800-662-HELP.", source)
    assert [fact.text for fact in unlisted(facts, source.base)] == ["211", "0808 196 3646"]


def test_digits_of_letters_are_those_of_the_keypad() -> None:
    assert digits_of("1-800-662-HELP") == digits_of("+1 (800) ６６２-4357") == "18006624357"


def test_facts_of_pages_compare_without_their_texts() -> None:
    here = find_phones("Call 911 or 1-800-662-4357.", glossary("en"))
    there = find_phones("اتصل على 911 أو 4357-662-800-1.", glossary("ar"))
    (difference,) = compare_phones(here, there, glossary("ar"))
    assert difference.kind == "reversed"


@pytest.mark.parametrize(
    ("table", "key"),
    [("digit_lookalikes", "character"), ("latin_lookalikes", "character"), ("calling", "language")],
)
def test_tables_are_sorted_unique_and_have_a_source(table: str, key: str) -> None:
    text = files("pipeline.facts").joinpath(f"data/{table}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert all(one[key] < other[key] for one, other in pairwise(rows))
    assert all(row["source"] for row in rows)
    for row in rows:
        if key == "character":
            assert unicodedata.decimal(row[key], None) is None
            assert row["name"] == unicodedata.name(row[key])


def regrouped(digits: str, groups: tuple[str, ...]) -> tuple[str, ...]:
    """Cut digits into groups of the same sizes."""
    pieces = []
    for group in groups:
        pieces.append(digits[: len(group)])
        digits = digits[len(group) :]
    return tuple(pieces)
