"""The reports of `leaflets check`, compared with golden files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model import Catalog, Entry, Finding, Message, Severity
from pipeline.reports import json as json_report
from pipeline.reports import text
from pipeline.reports.summary import Summary, summarize

GOLDEN = Path(__file__).parent / "fixtures" / "reports"

FINDINGS = [
    Finding(
        check="phone-reversed",
        severity=Severity.ERROR,
        message="The number 1-800-662-4357 is turned round: 4357-662-800-1.",
        path="locales/ar/LC_MESSAGES/help.po",
        line=7,
        locale="ar",
        domain="help",
        msgid="Call 1-800-662-4357.",
        msgstr="اتصل على 4357-662-800-1.",
        hint="Write 1-800-662-4357 exactly as the English text does.",
        expected=("1-800-662-4357",),
        found=("4357-662-800-1",),
        source_span=(5, 19),
        target_span=(9, 23),
    ),
    Finding(
        check="drug-source-form",
        severity=Severity.WARNING,
        message="“naloxone” is the English spelling.",
        path="locales/es/LC_MESSAGES/overdose.po",
        line=31,
        locale="es",
        domain="overdose",
        msgctxt="step",
        msgid="Give naloxone " + "to the person who does not wake up " * 4 + "now.",
        msgstr="Administre " + "a la persona que no despierta " * 4 + "naloxone ahora.",
        hint="Write “naloxona”.",
        expected=("naloxona",),
        found=("naloxone",),
        target_span=(131, 139),
    ),
    Finding(
        check="phone-missing",
        severity=Severity.ERROR,
        message="The number 911 is missing.",
        path="locales/zh_Hans/LC_MESSAGES/overdose.po",
        line=12,
        locale="zh_Hans",
        domain="overdose",
        msgid="Call 911.",
        msgstr="请拨打急救电话。",
        expected=("911",),
        source_span=(5, 8),
    ),
]
SUMMARY = Summary(messages=120, translated=110, fuzzy=4, blocked=2, errors=2, warnings=1)

REPORTS = {
    "findings.txt": lambda: text.render(FINDINGS, SUMMARY),
    "findings-colour.txt": lambda: text.render(FINDINGS[:1], SUMMARY, colour=True),
    "findings-verbose.txt": lambda: text.render(
        [
            *FINDINGS[2:],
            replace(FINDINGS[1], severity=Severity.INFO, waived="the brand's own spelling"),
        ],
        SUMMARY,
        verbose=True,
    ),
    "clean.txt": lambda: text.render([], Summary(messages=1, translated=1)),
    "findings.json": lambda: json_report.render(FINDINGS, SUMMARY),
    "clean.json": lambda: json_report.render([], Summary()),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_as_its_golden_file(name: str) -> None:
    assert REPORTS[name]() == (GOLDEN / name).read_text(encoding="utf-8")


def test_json_has_the_keys_that_programs_rely_on() -> None:
    report = json.loads(json_report.render(FINDINGS, SUMMARY))
    assert report["version"] == 1
    assert set(report["findings"][0]) >= {
        "check", "severity", "locale", "domain", "path", "line", "msgctxt", "msgid", "msgstr",
        "message", "hint", "expected", "found",
    }  # fmt: skip
    assert set(report["summary"]) >= {
        "messages", "translated", "fuzzy", "blocked", "errors", "warnings"
    }  # fmt: skip


def test_the_summary_counts_messages_in_use_and_what_readers_do_not_see() -> None:
    entries = (
        Entry(Message("a"), "x"),
        Entry(Message("b"), "y", flags=("fuzzy",)),
        Entry(Message("c")),
        Entry(Message("d"), "z", obsolete=True),
    )
    finding = Finding("phone-missing", Severity.ERROR, "", "a.po", 1, msgid="a", msgstr="x")
    summary = summarize([Catalog("a.po", {}, entries)], [finding, finding])
    assert summary == Summary(messages=3, translated=1, fuzzy=1, blocked=1, errors=2, warnings=0)


def test_the_figures_of_locales_add_up() -> None:
    one, two = Summary(1, 2, 3, 4, 5, 6), Summary(10, 20, 30, 40, 50, 60)
    assert one + two == Summary(11, 22, 33, 44, 55, 66)
