"""Findings as JUnit XML, which GitLab, Jenkins and others show as failed tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree import ElementTree as etree  # only written here, never read

from pipeline.model import Finding, Severity
from pipeline.reports.text import lines

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write (production 2, Char)."""


def render(findings: Sequence[Finding], catalogs: Mapping[str, Iterable[str]]) -> str:
    """Return a test suite for each locale.

    A message with findings is a test case, which fails where one is an error and has its warnings
    as output. So is a file without findings, which passes; `catalogs` are the files that were
    checked, by locale. Mere information is left out, and with it what is waived.
    """
    told = [finding for finding in findings if finding.severity is not Severity.INFO]
    root = etree.Element("testsuites", name="leaflets check")
    for locale in sorted({*catalogs, *(finding.locale for finding in told)}):
        own = [finding for finding in told if finding.locale == locale]
        root.append(_suite(locale, own, catalogs.get(locale, ())))
    _count(root, list(root))
    etree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def _suite(locale: str, findings: Sequence[Finding], paths: Iterable[str]) -> etree.Element:
    suite = etree.Element("testsuite", name=locale)
    cases = [*_of_messages(findings), *_without_findings({f.path for f in findings}, paths)]
    for _, case in sorted(cases, key=lambda each: each[0]):
        suite.append(case)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    return suite


def _count(root: etree.Element, suites: Sequence[etree.Element]) -> None:
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))


_Placed = tuple[tuple[str, int, str], etree.Element]
"""A test case, and what sorts it: path, line, name."""


def _of_messages(findings: Sequence[Finding]) -> Iterator[_Placed]:
    messages: dict[tuple[str, str | None, str], list[Finding]] = {}
    for finding in findings:
        messages.setdefault((finding.path, finding.msgctxt, finding.msgid), []).append(finding)
    for (path, msgctxt, msgid), found in messages.items():
        line = min(finding.line for finding in found)
        name = " | ".join(filter(None, (msgctxt, msgid))) or f"line {line}"
        case = _case(path, name)
        case.set("line", str(line))
        errors = [finding for finding in found if finding.severity is Severity.ERROR]
        if errors:
            failure = etree.SubElement(case, "failure", type=errors[0].check)
            failure.set("message", _valid(" ".join(finding.message for finding in errors)))
            failure.text = _told(errors)
        warnings = [finding for finding in found if finding.severity is Severity.WARNING]
        if warnings:
            etree.SubElement(case, "system-out").text = _told(warnings)
        yield (path, line, name), case


def _without_findings(others: set[str], paths: Iterable[str]) -> Iterator[_Placed]:
    for path in sorted(set(paths) - others):
        yield (path, 0, ""), _case(path, "no findings")


def _case(path: str, name: str) -> etree.Element:
    return etree.Element("testcase", classname=_valid(path), name=_valid(name), file=_valid(path))


def _told(findings: Iterable[Finding]) -> str:
    """Tell findings as the text report does."""
    return _valid("\n".join(line for finding in findings for line in lines(finding)))


def _valid(text: str) -> str:
    """Write characters that XML cannot hold as their numbers."""
    return _NO_XML.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
