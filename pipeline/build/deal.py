"""How the pages of some locales are dealt out to the workers of a cluster.

A leaflet is parsed once by each worker that makes it for any locale, which takes as long as making
many pages. So a worker gets the same shard of many locales, and not many shards of the same locale;
but each shard of a locale has to read the titles of all pages.
"""

from __future__ import annotations

import math

_PARSE, _START, _TITLE = 50.0, 70.0, 0.1
"""Milliseconds for a leaflet's parsing, for a task, and for each title that it reads; measured."""

_TASKS = 4
"""The fewest tasks of a worker, so that all workers end at about one time."""

_PAGES = 4
"""The fewest pages of a shard."""


def shards_each(locales: int, pages: int, workers: int) -> int:
    """Return in how many shards each locale is to be made, so that all is done the soonest.

    With `n` shards, a worker parses a share of `pages / n` leaflets, while it does
    `locales * n / workers` tasks: the sum of both is the least for the square root below.
    """
    task = _START + _TITLE * pages
    best = math.sqrt(_PARSE * pages * workers / (locales * task)) if locales else 1
    even = math.ceil(_TASKS * workers / locales) if locales else 1
    return max(1, min(max(even, min(round(best), workers)), pages // _PAGES))


def worker_for(shard: int, locale: int, *, shards: int, locales: int, workers: int) -> int:
    """Return the number of the worker for one shard of one locale.

    The first shard of all locales is dealt out first, then the second: each worker gets as many
    tasks as any other, or one more, of as few shards as can be.
    """
    return workers * (shard * locales + locale) // (shards * locales)
