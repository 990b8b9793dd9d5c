"""Findings as plain data, for the results that are remembered."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from pipeline.model import Finding, Severity

_NAMES = tuple(field.name for field in fields(Finding))
_TUPLES = frozenset({"expected", "found", "source_span", "target_span"})


def finding_as_json(finding: Finding) -> list[Any]:
    """Return a finding as a list of which JSON can be made."""
    values = (getattr(finding, name) for name in _NAMES)
    return [value.value if isinstance(value, Severity) else value for value in values]


def finding_from_json(kept: list[Any]) -> Finding:
    """Return the finding that such a list was made of."""
    values = dict(zip(_NAMES, kept, strict=True))
    for name in _TUPLES:
        values[name] = None if values[name] is None else tuple(values[name])
    return Finding(**{**values, "severity": Severity(values["severity"])})
