"""Right and wrong translations in 52 locales, through the command that users run."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from projects import write_project

from pipeline.catalogs.read import parse
from pipeline.catalogs.write import write
from pipeline.cli import main
from pipeline.model import Entry, Message

FIXTURES = Path(__file__).parent / "fixtures" / "seeded"
RANK = {"none": 0, "warning": 1, "error": 2}
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def rows(name: str) -> Iterator[dict[str, str]]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


CASES = list(rows("cases.csv"))


def unescaped(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode("unicode_escape")


def write_locales(folder: Path) -> None:
    """Write a catalog with the cases of each locale, and its terms; the context is the row."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for number, case in enumerate(CASES):
        message = Message(case["source"], str(number))
        entries[case["locale"]].append(Entry(message, unescaped(case["target"])))
    terms: dict[str, list[str]] = defaultdict(
        lambda: ["concept,term,status,source,reviewed_by,reviewed_on"]
    )
    for row in rows("terms.csv"):
        terms[row["locale"]].append(f"{row['concept']},{row['term']},{row['status']},,,")
    for locale, found in entries.items():
        path = folder / "locales" / locale / "LC_MESSAGES" / "cases.po"
        path.parent.mkdir(parents=True)
        write(replace(parse(HEADER, "cases.po"), entries=tuple(found)), path)
        text = "\n".join(terms[locale])
        (path.parent.parent / "terms.csv").write_text(f"{text}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[dict[str, str]]]:
    """What `leaflets check` says of each case, but mere information."""
    folder = tmp_path_factory.mktemp("seeded")
    terms = (FIXTURES / "source-terms.csv").read_text(encoding="utf-8")
    config = write_project(folder, source__terms_csv=terms)
    write_locales(folder)
    report = folder / "report.json"
    main(["check", "-f", str(config), "--format", "json", "-o", str(report)])
    findings: dict[int, list[dict[str, str]]] = defaultdict(list)
    for finding in json.loads(report.read_text(encoding="utf-8"))["findings"]:
        if finding["msgctxt"] and finding["severity"] != "info":
            findings[int(finding["msgctxt"])].append(finding)
    return findings


def test_each_case_is_judged_as_it_should_be(found: dict[int, list[dict[str, str]]]) -> None:
    surprises = []
    for number, case in enumerate(CASES):
        gravest = max((f["severity"] for f in found[number]), key=RANK.__getitem__, default="none")
        if case["known"]:
            good = gravest == case["known"]
        elif case["right"] == "right":
            good = gravest == "none"
        else:
            good = RANK[gravest] >= RANK[case["expected"]]
        if not good:
            checks = [finding["check"] for finding in found[number]]
            surprises.append((case["locale"], case["source"], case["target"], gravest, checks))
    assert surprises == []


def test_no_wrong_number_dose_or_drug_is_known_to_pass() -> None:
    known = Counter(
        (case["right"], case["expected"], case["known"]) for case in CASES if case["known"]
    )
    assert known[("wrong", "error", "none")] == 0
    assert known[("right", "none", "error")] <= 3
    assert len(CASES) > 700
    assert len({case["locale"] for case in CASES}) > 50
