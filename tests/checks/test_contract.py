"""What every check promises, whoever wrote it."""

from __future__ import annotations

import re

import pytest
from check_cases import pair
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.checks.registry import Check, all_checks
from pipeline.model import Problem, Severity

CHECKS = list(all_checks().values())
LOCALES = ("ar", "de", "el", "es", "hi", "ja", "km", "ru", "so", "sr", "th", "tr", "zh_Hans")

PIECES = """
911 1-800-662-4357 naloxone 2mg 3–5 [a](b.md) **x** {number} %1$s <b> </b> `code` not не لا 不 ٩١١
। . ” ) а α https://example.org a@example.org \u202e \u2067 \u200b \ufeff
"""
pieces = st.sampled_from([*PIECES.split(), " ", "\n"])
texts = st.one_of(st.text(), st.lists(pieces).map("".join), st.lists(pieces).map(" ".join))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_check(check: Check) -> None:
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", check.name)
    assert isinstance(check.severity, Severity)
    finds = (check.find, check.find_in_locale, check.find_in_source, check.find_in_terms)
    assert any(finds) or check.name.startswith(("waiver-", "review-"))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_documentation(check: Check) -> None:
    summary, why, *examples = check.documentation.split("\n\n")
    assert re.fullmatch(r"[A-Z“].*\.", check.summary), "one sentence"
    assert not re.search(r"\.\s", check.summary), "one sentence"
    assert summary
    assert why.startswith("Why: ")
    assert why.rstrip(")").endswith(".")
    titles = [example.partition("\n")[0] for example in examples]
    assert [title for title in titles if title in ("Bad:", "Good:")] == ["Bad:", "Good:"]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_documentation_has_no_characters_that_change_the_text(check: Check) -> None:
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f]", check.documentation)


@pytest.mark.parametrize("check", [check for check in CHECKS if check.find], ids=lambda c: c.name)
def test_an_empty_translation_has_no_problem_but_missing_facts(check: Check) -> None:
    """Such a translation is never judged (`Entry.translated`), so nothing may raise either."""
    assert check.find is not None
    for source in ("", "Do not call.", "Call 911 or 1-800-662-4357.", "Give 2 mg of naloxone."):
        found = list(check.find(pair("es", source, "")))
        assert not found or check.name.endswith("-missing"), source


@settings(deadline=None, max_examples=60)
@given(locale=st.sampled_from(LOCALES), source=texts, target=texts)
def test_find_never_raises(locale: str, source: str, target: str) -> None:
    both = pair(locale, source, target)
    for check in CHECKS:
        for problem in check.find(both) if check.find else ():
            assert isinstance(problem, Problem)
            assert problem.message.strip()
            for span, text in ((problem.source_span, source), (problem.target_span, target)):
                assert span is None or 0 <= span[0] <= span[1] <= len(text), check.name


@pytest.mark.parametrize("check", [c for c in CHECKS if c.find_in_locale], ids=lambda c: c.name)
def test_a_locale_without_catalogs_has_no_problem(check: Check) -> None:
    assert check.find_in_locale is not None
    assert list(check.find_in_locale({})) == []
