"""The reports of `leaflets check`, compared with golden files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as etree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pipeline.checks.registry import all_checks
from pipeline.model import Catalog, Entry, Finding, Message, Severity
from pipeline.reports import github, junit, sarif, text
from pipeline.reports import json as json_report
from pipeline.reports.summary import Summary, summarize

GOLDEN = Path(__file__).parent / "fixtures" / "reports"
SCHEMAS = Path(__file__).parent / "fixtures" / "schemas"

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

WAIVED = replace(FINDINGS[1], severity=Severity.INFO, waived="the brand's own spelling")
HOSTILE = [
    Finding(
        check="control-character",
        severity=Severity.ERROR,
        message="A control character: \x1b ]]> <script> | `x` [y](https://z.example)\n::error::no",
        path="locales/es/LC_MESSAGES/a,b: 100%.po",
        line=3,
        locale="es",
        domain="a,b: 100%",
        msgid="Wait 5\u00a0% & <b>call</b>.\r\nThen wait.",
        msgstr="Espere\x1b\ufffe & <b>llame</b>.\r\n::stop-commands::x",
    ),
    Finding("term-preferred-twice", Severity.WARNING, "Two.", "source/terms.csv", 4, locale="en"),
    WAIVED,
]
CATALOGS = {
    "es": ["locales/es/LC_MESSAGES/help.po", "locales/es/LC_MESSAGES/overdose.po"],
    "vi": ["locales/vi/LC_MESSAGES/help.po"],
}

REPORTS = {
    "findings.txt": lambda: text.render(FINDINGS, SUMMARY),
    "findings-colour.txt": lambda: text.render(FINDINGS[:1], SUMMARY, colour=True),
    "findings-verbose.txt": lambda: text.render(
        [
            *FINDINGS[2:],
            WAIVED,
        ],
        SUMMARY,
        verbose=True,
    ),
    "clean.txt": lambda: text.render([], Summary(messages=1, translated=1)),
    "findings.json": lambda: json_report.render(FINDINGS, SUMMARY),
    "clean.json": lambda: json_report.render([], Summary()),
    "findings.github": lambda: github.render(FINDINGS),
    "findings.md": lambda: github.render_summary(FINDINGS, SUMMARY),
    "findings.xml": lambda: junit.render(FINDINGS, CATALOGS),
    "hostile.github": lambda: github.render(HOSTILE, folder="docs", verbose=True),
    "hostile.md": lambda: github.render_summary(HOSTILE, SUMMARY),
    "hostile.xml": lambda: junit.render(HOSTILE, {}),
    "clean.md": lambda: github.render_summary([], Summary(messages=1, translated=1)),
    "clean.xml": lambda: junit.render([], CATALOGS),
    "results.sarif.json": lambda: _results(sarif.render([*FINDINGS, *HOSTILE])),
}


def _results(log: str) -> str:
    """Return a SARIF log without its rules: these are every check's documentation."""
    report = json.loads(log)
    rules = report["runs"][0]["tool"]["driver"].pop("rules")
    report["runs"][0]["tool"]["driver"].pop("version")
    for result in report["runs"][0]["results"]:
        assert rules[result.pop("ruleIndex")]["id"] == result["ruleId"]
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_as_its_golden_file(name: str) -> None:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as golden:
        assert REPORTS[name]() == golden.read()


@pytest.mark.parametrize("findings", [[], FINDINGS, HOSTILE], ids=["clean", "findings", "hostile"])
def test_sarif_is_valid(findings: list[Finding]) -> None:
    log = json.loads(sarif.render(findings))
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(log)] == []


def test_the_schema_refuses_what_is_no_sarif() -> None:
    log = json.loads(sarif.render(FINDINGS))
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not Draft202012Validator(schema).is_valid(log)


def test_every_check_is_a_rule_that_explains_itself() -> None:
    rules = json.loads(sarif.render([]))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(all_checks())
    for rule in rules:
        for part in ("Why:", "Bad:", "Good:"):
            assert part in rule["help"]["text"], rule["id"]
            assert part in rule["help"]["markdown"], rule["id"]
        assert "Bad:\n\n```text\n" in rule["help"]["markdown"], rule["id"]


@given(st.text(), st.text(), st.text(st.characters(exclude_characters="\x00"), min_size=1))
def test_nothing_that_a_finding_quotes_breaks_out(message: str, msgstr: str, path: str) -> None:
    finding = replace(FINDINGS[0], message=message, msgid=message, msgstr=msgstr, path=path)
    etree.fromstring(junit.render([finding], {}).encode())
    commands = github.render([finding])
    assert (commands.count("\n"), commands.count("\r")) == (1, 0)
    assert commands.startswith("::error file=")
    assert json.loads(sarif.render([finding]))["runs"][0]["results"][0]["properties"]["msgstr"] == (
        msgstr
    )


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
