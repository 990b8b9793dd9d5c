"""Leaflets that have a new file name: their catalogs move as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline.model import Catalog, Template
from pipeline.update.memory import Key

SHARE = 0.5
"""How much of the leaflet, and of the catalog, the two must have in common."""


def renamed(catalogs: Mapping[str, Catalog], templates: Mapping[str, Template]) -> dict[str, str]:
    """Return the old domain of each leaflet that is new but has the messages of one that is gone.

    Of several that it may have been, it is the one with which it has the most in common; each can
    be only one.
    """
    found: dict[str, str] = {}
    for _, new, old in sorted(_pairs(catalogs, templates)):
        if new not in found and old not in found.values():
            found[new] = old
    return found


def _pairs(
    catalogs: Mapping[str, Catalog], templates: Mapping[str, Template]
) -> Iterator[tuple[int, str, str]]:
    gone: dict[Key, list[str]] = {}
    for domain in sorted(set(catalogs) - set(templates)):
        for entry in catalogs[domain].entries:
            gone.setdefault(entry.message.key, []).append(domain)
    for domain in sorted(set(templates) - set(catalogs)) if gone else ():
        messages = templates[domain].messages
        common = Counter(old for each in messages for old in gone.get(each.key, ()))
        for old, count in common.items():
            if count >= SHARE * max(len(messages), _size(catalogs[old])):
                yield -count, domain, old


def _size(catalog: Catalog) -> int:
    """Return of how many messages a catalog was when it was last in use."""
    return sum(not entry.obsolete for entry in catalog.entries) or len(catalog.entries)
