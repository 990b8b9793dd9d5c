"""What a project asks of translations before a page, or a language, is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import ConfigError

CRITICAL = ("number", "danger", "marked")
"""The kinds of messages that may be critical: those with an emergency or help line, those inside
a `danger` box, and those that the author marks with `<!-- i18n:critical -->`.
"""

ENGLISH, LEAVE_OUT = "english", "leave-out"
BELOW = (ENGLISH, LEAVE_OUT)
"""What becomes of a page that the policy holds back: English with a notice, or no page."""


@dataclass(frozen=True, slots=True)
class PublishPolicy:
    """The option `publish` of the plugin; by default it holds nothing back.

    A language of which readers see less than `minimum_coverage` per cent of the words of all
    leaflets is not listed. A leaflet is published in a language when readers may see each of its
    messages of the kinds `critical`. `below` says what becomes of what does not suffice.
    """

    minimum_coverage: float = 0
    critical: tuple[str, ...] = ()
    below: str = ENGLISH


def read_policy(value: object, shown: str) -> PublishPolicy:
    """Return the policy that settings ask for; `shown` is how messages call their file.

    Raises `ConfigError` where they cannot be understood.
    """
    if not isinstance(value, dict):
        raise _error("", value, f"settings such as “{_FIELDS[0]}: 60”", shown)
    for name in value:
        if name not in _FIELDS:
            raise _error("", name, f"one of {', '.join(_FIELDS)}", shown)
    given: Mapping[str, Any] = value
    coverage = given.get("minimum_coverage", 0)
    if isinstance(coverage, bool) or not isinstance(coverage, int | float):
        raise _error("minimum_coverage", coverage, "a percentage, 0 to 100", shown)
    if not 0 <= coverage <= 100:
        raise _error("minimum_coverage", coverage, "a percentage, 0 to 100", shown)
    below = given.get("below", ENGLISH)
    if below not in BELOW:
        raise _error("below", below, f"one of {', '.join(BELOW)}", shown)
    return PublishPolicy(coverage, _kinds(given.get("critical", ()), shown), below)


_FIELDS = tuple(PublishPolicy.__dataclass_fields__)


def _kinds(value: object, shown: str) -> tuple[str, ...]:
    kinds = value if isinstance(value, list | tuple) else [value]
    for kind in kinds:
        if kind not in CRITICAL:
            raise _error("critical", kind, f"some of {', '.join(CRITICAL)}", shown)
    return tuple(kind for kind in CRITICAL if kind in kinds)


def _error(name: str, found: object, expected: str, shown: str) -> ConfigError:
    where = f"publish: {name}" if name else "publish"
    return ConfigError(f"plugin leaflets: {where}: {found!r}; expected {expected}", shown)
