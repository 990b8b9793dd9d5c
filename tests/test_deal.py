"""How pages are dealt out to workers: evenly, and the same leaflets to the same worker."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.build.deal import shards_each, worker_for


def dealt(locales: int, shards: int, workers: int) -> dict[tuple[int, int], int]:
    """The worker of each shard of each locale."""
    sizes = {"shards": shards, "locales": locales, "workers": workers}
    return {
        (shard, locale): worker_for(shard, locale, **sizes)
        for shard in range(shards)
        for locale in range(locales)
    }


@given(st.integers(1, 60), st.integers(1, 40), st.integers(1, 80))
def test_no_worker_has_more_than_one_task_more(locales: int, shards: int, workers: int) -> None:
    found = dealt(locales, shards, workers)
    tasks = Counter(found.values())
    counts = [tasks[worker] for worker in range(workers)]
    assert set(tasks) <= set(range(workers))
    assert max(counts) - min(counts) <= 1


@given(st.integers(1, 60), st.integers(1, 40), st.integers(1, 80))
def test_a_worker_has_as_few_shards_as_can_be(locales: int, shards: int, workers: int) -> None:
    found = dealt(locales, shards, workers)
    of_worker = Counter(worker for _, worker in {(shard, w) for (shard, _), w in found.items()})
    assert max(of_worker.values()) <= shards / workers + 2


@given(st.integers(1, 60), st.integers(1, 10_000), st.integers(1, 80))
def test_no_worker_has_a_quarter_more_than_the_mean(locales: int, pages: int, workers: int) -> None:
    shards = shards_each(locales, pages, workers)
    if shards < max(1, pages // 4):  # else there are too few pages
        found = Counter(dealt(locales, shards, workers).values())
        assert max(found.values()) <= 1.25 * locales * shards / workers


@pytest.mark.parametrize(
    ("locales", "pages", "workers", "expected"),
    [
        (13, 200, 1, 1),
        (13, 200, 4, 4),
        (5, 200, 4, 4),
        (1, 200, 4, 16),
        (1, 20, 4, 5),
        (1, 3, 4, 1),
        (50, 10_000, 4, 4),
        (50, 10_000, 64, 24),
        (0, 200, 4, 1),
    ],
)
def test_shards_of_a_locale(locales: int, pages: int, workers: int, expected: int) -> None:
    assert shards_each(locales, pages, workers) == expected
