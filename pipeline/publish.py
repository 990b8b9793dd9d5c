"""Decide what readers may see: the one place that does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pipeline.model import Catalog, Entry, Finding, Severity
from pipeline.reviews import Reviews

Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Publication:
    """The translations of a domain that readers may see, by message, and those held back.

    `blocked` break a fact; `unsigned` break none, but lack a sign-off that the project requires.
    `reviewed` are those among `msgstrs` that are signed off in full, by a medical reviewer too;
    `held` would be among `msgstrs`, if the project's policy did not hold back the whole leaflet.
    """

    msgstrs: Mapping[Key, str]
    blocked: frozenset[Key]
    unsigned: frozenset[Key] = frozenset()
    reviewed: frozenset[Key] = frozenset()
    held: frozenset[Key] = frozenset()


def publishable(
    entry: Entry, findings: Iterable[Finding], missing_roles: Collection[str] = ()
) -> bool:
    """Tell whether readers may see a translation.

    It must have words, be neither fuzzy nor obsolete, have no finding that is an error, and lack
    no sign-off that the project requires (`missing_roles`).
    """
    if not entry.translated or any(f.severity is Severity.ERROR for f in findings):
        return False
    return not missing_roles


def publication(catalog: Catalog, findings: Iterable[Finding], reviews: Reviews) -> Publication:
    """Return what may be shown of a catalog, given what the checks and the reviewers say of it."""
    by_message: dict[Key, list[Finding]] = {}
    for finding in findings:
        by_message.setdefault((finding.msgctxt, finding.msgid), []).append(finding)
    policy = reviews.policy
    msgstrs, blocked, unsigned, reviewed = {}, set(), set(), set()
    for entry in catalog.entries:
        key = entry.message.key
        found = by_message.get(key, ())
        if not publishable(entry, found):
            if entry.translated:
                blocked.add(key)
            continue
        signed = reviews.signed(entry)
        if not publishable(entry, found, set(policy.required) - signed):
            unsigned.add(key)
            continue
        msgstrs[key] = entry.plurals[0] if entry.plurals else entry.msgstr
        if signed >= policy.complete:
            reviewed.add(key)
    return Publication(msgstrs, frozenset(blocked), frozenset(unsigned), frozenset(reviewed))
