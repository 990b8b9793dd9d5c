"""A shard: the share of a locale's pages that one task makes."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shard:
    """One of `count` shards of a locale, by its `number` from 0 on.

    The first one also holds what belongs to no page: copied files, the page for unknown addresses,
    the sitemap; and it alone tells what MkDocs warns of beside the pages.
    """

    number: int = 0
    count: int = 1

    @property
    def is_first(self) -> bool:
        """Whether what belongs to no page is made with it."""
        return self.number == 0

    def split(self, pages: Sequence[T]) -> tuple[list[T], list[T]]:
        """Return its own pages, and the others; all shards in order have all pages in order."""
        start, end = (len(pages) * each // self.count for each in (self.number, self.number + 1))
        return [*pages[start:end]], [*pages[:start], *pages[end:]]


WHOLE = Shard()
"""All pages of a locale."""


@contextmanager
def quiet(wanted: bool = True) -> Iterator[None]:
    """Have MkDocs tell nothing, if so `wanted`: another shard tells it."""
    log = logging.getLogger("mkdocs")
    level = log.level
    if wanted:
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)
