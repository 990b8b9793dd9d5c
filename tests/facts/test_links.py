"""The laws of links and markup: they may move, and be about other words, but not change."""

import re
from random import Random

import pytest
from fact_cases import Case, examples, problems, read_cases
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.registry import all_checks
from pipeline.facts.links import compare_links, find_links

CHECKS = [
    name
    for name in all_checks()
    if re.match("(code|email|emphasis|link|markup|placeholder|url)-", name)
]
CASES = list(read_cases("links"))

PIECES = (
    "[words](treatment.md#steps)",
    '[words](https://nida.nih.gov/a_b "words")',
    "![words](hand.svg)",
    "[words][label]",
    "[^note]",
    "findtreatment.gov",
    "https://example.org/a?b=c",
    "help@example.org",
    "<https://example.net/x>",
    "`code *a*`",
    '<span class="x">words</span>',
    "{date}",
    "{name}",
    "**words**",
    "*words*",
    "[words](a.md){: .button }",
)
WORDS = ("palabras", "كلمات", "言葉", "слова", "คำ", "శబ్దాలు")
GLUE = (" ", ", ", "، ", "。", " — ")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.locale} {case.title}")
def test_case(case: Case) -> None:
    assert problems(case, *CHECKS) == case.expected


@pytest.mark.parametrize("check", CHECKS)
def test_the_documentation_tells_the_truth(check: str) -> None:
    (_, bad), (_, good) = examples(check)
    assert problems(bad, check)
    assert problems(good, *CHECKS) == ()


def test_the_cases_cover_every_check() -> None:
    named = {line.partition(":")[0] for case in CASES for line in case.expected}
    assert named == set(CHECKS)


@given(
    st.lists(st.sampled_from(PIECES), max_size=5, unique=True),
    st.randoms(use_true_random=False),
    st.sampled_from(WORDS),
    st.sampled_from(GLUE),
)
def test_order_and_words_are_free(pieces: list[str], random: Random, words: str, glue: str) -> None:
    moved = [piece.replace("words", words) for piece in pieces]
    random.shuffle(moved)
    case = Case("", "ar", " and ".join(pieces), glue.join(moved), ())
    assert problems(case, *CHECKS) == ()


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5, unique=True), st.sampled_from(WORDS)
)
def test_whatever_is_dropped_is_found(pieces: list[str], words: str) -> None:
    kept = [piece.replace("words", words) for piece in pieces[1:]]
    case = Case("", "ar", " and ".join(pieces), " و ".join([*kept, words]), ())
    assert problems(case, *CHECKS)


@given(st.text(alphabet="[](){}<>*_`\\!^:#%/.@ aehlptsw1\n\u200bкя言", max_size=60))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    facts = find_links(text)
    assert compare_links(facts, facts) == ()
    assert problems(Case("", "es", text, text, ()), *CHECKS) == ()
    for fact in facts:
        assert 0 <= fact.start <= fact.end <= len(text)
