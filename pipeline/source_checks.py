"""Run the checks of the source: the leaflets' English, and the term base."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract import extract
from pipeline.model import Finding, Location, Message, Problem, Severity
from pipeline.validate import Validator


def source_findings(validator: Validator) -> list[Finding]:
    """Return what the checks say of the leaflets and the term base, by file and line."""
    found = [*_of_leaflets(validator), *_of_terms(validator)]
    return sorted(found, key=lambda finding: finding.order)


def _of_leaflets(validator: Validator) -> Iterator[Finding]:
    templates = list(extract(validator.project))
    for check, severity in validator.checks:
        if check.find_in_source is None:
            continue
        for template in templates:
            for message in template.messages:
                for problem in check.find_in_source(message.msgid, validator.source):
                    yield _finding(
                        validator, check.name, severity, problem, template.domain, message
                    )


def _of_terms(validator: Validator) -> Iterator[Finding]:
    path = validator.base.path
    for check, severity in validator.checks:
        for line, problem in check.find_in_terms(validator.base) if check.find_in_terms else ():
            place = Message("", None, (Location(path, line),))
            yield _finding(validator, check.name, severity, problem, "", place)


def _finding(
    validator: Validator,
    check: str,
    severity: Severity,
    problem: Problem,
    domain: str,
    message: Message,
) -> Finding:
    place = next(iter(message.locations), Location(validator.project.config_file.name, 1))
    return Finding(
        check=check,
        severity=severity,
        message=problem.message,
        path=place.path,
        line=place.line,
        locale=validator.project.source_locale.name,
        domain=domain,
        msgctxt=message.msgctxt,
        msgid=message.msgid,
        hint=problem.hint,
        expected=problem.expected,
        found=problem.found,
        source_span=problem.source_span,
    )
