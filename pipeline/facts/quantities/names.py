"""Digits that count nothing: in names (COVID-19, N95), versions, and the marks of list items."""

from __future__ import annotations

import re

from pipeline.facts.quantities.read import Number
from pipeline.facts.quantities.reading import Part, Reading

_BEFORE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*$|\b\w*[A-Z]\w*[A-Z]\w*-$|[Cc]ovid[- ]$|#$")
_AFTER = re.compile(r"[A-Z]{1,2}(?![a-z])")
_LIST_MARK = re.compile(r"\s*[0-9]{1,2}[.)]\s")


def name_at(reading: Reading, number: Number) -> Part | None:
    """Return the label that a number is, where letters before it make it a part of a name."""
    original, start = reading.form.original, reading.form.span(number.start, number.end)[0]
    if not start or not original[start - 1].isascii():
        return None
    if not _BEFORE.search(original[max(0, start - 20) : start]):
        return None
    return _label(reading, number)


def label_at(reading: Reading, number: Number) -> Part | None:
    """Return the label that a number is for another reason: 3D, 1.2.3, the mark of a list item."""
    original, (start, end) = reading.form.original, reading.form.span(number.start, number.end)
    listed = _LIST_MARK.match(original) if start < 3 else None
    lettered = _AFTER.match(original, end) is not None
    if lettered and reading.grammar.unit.match(reading.text, number.end):
        lettered = False
    if not number.values or lettered or (listed and listed.end() > end):
        return _label(reading, number)
    return None


def is_month(reading: Reading, start: int, end: int) -> bool:
    """Tell a month from a verb: *COVID-19 may cause fever* has no date."""
    if reading.grammar.locale.language != "en" or "may" not in reading.text[start:end]:
        return True
    begin, stop = reading.form.span(start, end)
    return "M" in reading.form.original[begin:stop]


def _label(reading: Reading, number: Number) -> Part:
    digits = re.sub(r"[^0-9]", "", reading.text[number.start : number.end])
    return Part("label", digits, number.start, number.end)
