"""Run the checks of the source: the leaflets' English, and the term base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract import extract_known
from pipeline.model import Finding, Location, Message, Problem, Severity
from pipeline.terms import Concept, Glossary, TermBase
from pipeline.validate import Validator


def source_findings(validator: Validator) -> list[Finding]:
    """Return what the checks say of the leaflets and the term base, by file and line."""
    found = [*_of_leaflets(validator), *term_findings(validator, validator.source)]
    return sorted(found, key=lambda finding: finding.order)


def _of_leaflets(validator: Validator) -> Iterator[Finding]:
    templates = extract_known(validator.project)
    for check, severity in validator.checks:
        if check.find_in_source is None:
            continue
        for template in templates:
            for message in template.messages:
                for problem in check.find_in_source(message.msgid, validator.source):
                    yield _finding(
                        validator, check.name, severity, problem, template.domain, message
                    )


def term_findings(validator: Validator, glossary: Glossary) -> Iterator[Finding]:
    """Return what the checks say of the terms of the source language, or of a locale."""
    kinds = validator.base.concepts
    concepts = {id: Concept(id, kinds[id].kind, terms) for id, terms in glossary.terms.items()}
    base = TermBase(glossary.path, concepts)
    for check, severity in validator.checks:
        for line, problem in check.find_in_terms(base) if check.find_in_terms else ():
            place = Message("", None, (Location(base.path, line),))
            found = _finding(validator, check.name, severity, problem, "", place)
            yield replace(found, locale=glossary.locale.name)


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
