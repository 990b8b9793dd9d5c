"""Make one locale by several tasks: its shards, in any order, and then what needs all of them.

The files are those that `pipeline.build.tasks.make` writes, byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.build.driver import build_rest, build_shard, goes_in_steps
from pipeline.build.memory import Remembered
from pipeline.build.record import LocaleRecord
from pipeline.build.shard import Shard, quiet
from pipeline.build.tasks import Work, begin, problems_told


@dataclass(frozen=True, slots=True)
class ShardMade:
    """A shard that was made: the record of its files, and the entries of its search index.

    `warnings` is how often MkDocs warned.
    """

    record: LocaleRecord
    entries: Sequence[dict[str, Any]]
    warnings: int


def may_shard(work: Work) -> bool:
    """Tell whether it is known of the pages of a locale what they are made from."""
    return work.record is not None and goes_in_steps()


def make_shard(work: Work, shard: Shard) -> ShardMade:
    """Make a shard of a locale's pages; raises the errors of `make`, but for `strict`."""
    with quiet(not shard.is_first):
        config, memory = _begin(work)
    with problems_told(work):
        warnings = build_shard(config, memory, shard)
    return ShardMade(memory.record("", work.languages), tuple(memory.entries), warnings)


def make_rest(work: Work, shards: Sequence[ShardMade]) -> LocaleRecord:
    """Make what all shards of a locale are needed for; return the record of the whole locale.

    Raises `BuildStopped` where `strict` turns the warnings of any shard into errors.
    """
    records = [each.record for each in shards]
    files = {path: stamp for each in records for path, stamp in each.files.items()}
    with quiet():
        config, memory = _begin(work)
    with problems_told(work):
        warnings = build_rest(
            config,
            memory,
            (entry for each in shards for entry in each.entries),
            {path: stamp.sha256 for path, stamp in files.items()},
            sum(each.warnings for each in shards),
        )
    own = memory.record("" if warnings else work.inputs, work.languages)
    pages = {domain: page for each in records for domain, page in each.pages.items()}
    others = {path: stamp for each in records for path, stamp in each.others.items()}
    return replace(own, pages=pages, others=dict(sorted((others | dict(own.others)).items())))


def _begin(work: Work) -> tuple[Any, Remembered]:
    config, memory = begin(work)
    if memory is None:
        raise ValueError("a locale of which nothing can be remembered has no shards")
    return config, memory
