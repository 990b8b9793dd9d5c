"""Findings for people: the place, what is wrong, both texts with the spot marked, what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.errors import one_line
from pipeline.model import Finding, Severity
from pipeline.reports.columns import columns
from pipeline.reports.summary import Summary

_COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.INFO: "\x1b[36m"}
_RESET = "\x1b[0m"
_WIDTH = 96


def render(
    findings: Sequence[Finding], summary: Summary, *, colour: bool = False, verbose: bool = False
) -> str:
    """Return the report; `colour` is for terminals.

    `verbose` also tells mere information, and the hash by which a finding can be waived.
    """
    told = render_findings(findings, colour=colour, verbose=verbose)
    return f"{told}{total(summary)}\n"


def render_findings(
    findings: Sequence[Finding], *, colour: bool = False, verbose: bool = False
) -> str:
    """Return the findings alone; without `verbose`, those that are no mere information."""
    told = [f for f in findings if verbose or f.severity is not Severity.INFO]
    return "".join(f"{line}\n" for f in told for line in lines(f, colour, verbose))


def lines(finding: Finding, colour: bool = False, verbose: bool = False) -> Iterator[str]:
    """Yield the lines that tell one finding."""
    severity = finding.severity.value
    if colour:
        severity = f"{_COLOURS[finding.severity]}{severity}{_RESET}"
    place = f"{one_line(finding.path)}:{finding.line}"
    yield f"{place}: {severity}: {one_line(finding.message)} [{finding.check}]"
    if finding.msgid:
        yield from _marked("English: ", finding.msgid, finding.source_span)
    if finding.msgstr:
        label = f"{finding.locale}: "
        yield from _marked(label.rjust(len("English: ")), finding.msgstr, finding.target_span)
    if finding.hint:
        yield f"  → {one_line(finding.hint)}"
    if finding.waived:
        yield f"  waived: {finding.waived}"
    elif verbose and finding.msgstr:
        yield f"  to waive it: {finding.check},{finding.hash},REASON,YOUR NAME,DATE OF EXPIRY"


def _marked(label: str, text: str, span: tuple[int, int] | None) -> Iterator[str]:
    """Show a text on one line with its spot marked.

    A caret stands below the spot. Where the text has right-to-left letters, a terminal may lay
    the line out in either direction, so the spot is bracketed in the line instead, and the line
    is isolated (UAX 9) so that its numbers keep their places.
    """
    text = one_line(text)
    text, span = _around(text, span)
    if any(unicodedata.bidirectional(character) in ("R", "AL") for character in text):
        if span:
            start, end = span
            text = f"{text[:start]}▸\u2068{text[start:end]}\u2069◂{text[end:]}"
        yield f"  {label}\u2068{text}\u2069"
        return
    yield f"  {label}{text}"
    if span:
        before = columns(text[: span[0]])
        yield " " * (2 + len(label) + before) + "^" * max(1, columns(text[slice(*span)]))


def _around(text: str, span: tuple[int, int] | None) -> tuple[str, tuple[int, int] | None]:
    """Shorten a long text to what stands around the spot."""
    if len(text) <= _WIDTH:
        return text, span
    start = max(0, span[0] - _WIDTH // 2) if span else 0
    end = min(len(text), start + _WIDTH)
    shown = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    if span is None:
        return shown, None
    shift = start - (1 if start else 0)
    return shown, (span[0] - shift, min(span[1] - shift, len(shown)))


def total(summary: Summary) -> str:
    """Return the figures as one line."""
    state = f"{summary.translated} of {summary.messages} messages translated"
    if summary.fuzzy:
        state += f", {summary.fuzzy} fuzzy"
    if summary.blocked:
        state += f", {summary.blocked} blocked"
    return f"{count_of(summary.errors, 'error')}, {count_of(summary.warnings, 'warning')}; {state}."


def count_of(number: int, noun: str) -> str:
    """Write a number with its noun, in the plural where it wants one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
