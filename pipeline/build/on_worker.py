"""What a worker of a cluster does for a locale: the same as this machine would, in a copy."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from distributed import get_worker

from pipeline.build.bundle import Bundle, files, pack, unpack
from pipeline.build.edition import Edition
from pipeline.build.record import LocaleRecord, SiteRecord
from pipeline.build.shard import Shard
from pipeline.build.sharded import ShardMade, make_rest, make_shard
from pipeline.build.sibling import Sibling
from pipeline.build.storage import Storage, Stored
from pipeline.build.tasks import Work, forget, judge, make
from pipeline.cache import tools_digest
from pipeline.errors import BuildStopped, PipelineError, UsageError

T = TypeVar("T")
Pages = bytes | Stored
"""Files, packed: as they are, or where they are to be found."""

_one_at_a_time = threading.Lock()  # MkDocs' log and the environment belong to the whole process


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What came of a task: a value or an error of the input, which no worker would be without.

    `told` is what was logged for people: logger, level, message. `worker` is the address of who did
    it, `seconds` the processor time that it took.
    """

    value: T | None
    error: PipelineError | BuildStopped | None
    told: tuple[tuple[str, int, str], ...]
    worker: str
    seconds: float


Languages = tuple[Sibling, ...]
Judged = Done[Edition] | None
"""What judging a locale gave; the source's language is not judged."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker needs for any task on a locale's pages beside the bundle.

    `work` is without what all locales share, or what workers know: the languages and the
    publications.
    """

    work: Work
    storage: Storage | None


def judge_there(bundle: Bundle, name: str, catalogs: bytes, folder: str) -> Done[Edition]:
    """Judge a locale, whose own files come packed for `folder`; its publications come with it."""

    def judged(config_file: Path, work: Path) -> Edition:
        unpack(catalogs, config_file.parent / folder)
        edition = judge(config_file, name, work / "spool")
        return replace(edition, publications=dict(edition.publications))

    return _do(bundle, judged)


def told_of_judging(done: Done[Edition]) -> Done[Edition]:
    """Return what came of judging without the publications, which workers keep for each other."""
    edition = done.value and replace(done.value, publications={})
    return replace(done, value=edition)


def make_there(
    bundle: Bundle, order: Order, languages: Languages, judged: Judged
) -> Done[tuple[LocaleRecord | None, Pages]]:
    """Make the pages of a locale; return them packed, with the record of them."""
    return _make(bundle, order, languages, judged, make)


def shard_there(
    bundle: Bundle, order: Order, languages: Languages, judged: Judged, shard: Shard
) -> Done[tuple[ShardMade, Pages]]:
    """Make a shard of a locale; return its pages packed, with what is known of them."""
    return _make(bundle, order, languages, judged, lambda work: make_shard(work, shard))


def told_of_shard(done: Done[tuple[ShardMade, Pages]]) -> Done[ShardMade]:
    """Return what came of a shard without its pages."""
    return replace(cast("Done[Any]", done), value=done.value and done.value[0])


def rest_there(
    bundle: Bundle, order: Order, languages: Languages, judged: Judged, *shards: Done[ShardMade]
) -> Done[tuple[LocaleRecord, Pages]]:
    """Make what all shards of a locale are needed for; `None` where one of them has an error."""
    made = [each.value for each in shards if each.value is not None]
    if len(made) < len(shards):
        return Done(None, None, (), _here(), 0)
    return _make(bundle, order, languages, judged, lambda work: make_rest(work, made))


def _make(
    bundle: Bundle,
    order: Order,
    languages: Languages,
    judged: Judged,
    task: Callable[[Work], T],
) -> Done[tuple[T, Pages]]:
    """Do a task on a locale's pages; return the files that it wrote too."""

    def made(config_file: Path, folder: Path) -> tuple[T, Pages]:
        work, new = order.work, folder / "new"
        shown = judged.value.publications if judged and judged.value else {}
        edition = replace(
            work.edition,
            publications=shown,
            siblings=languages,
            counts={},  # this and what follows is noted anew by each task
            english_titles=set(),
            english_headings={},
        )
        record = None if work.record is None else SiteRecord(folder, folder / "old", "")
        old = folder / "old"
        own = replace(
            work, config_file=config_file, edition=edition, new=new, old=old, record=record
        )
        found = task(own)
        tag = edition.locale.tag
        packed = pack(files(new / tag), new / tag)
        return found, order.storage.put(tag, packed) if order.storage else packed

    return _do(bundle, made)


def _do(bundle: Bundle, task: Callable[[Path, Path], T]) -> Done[T]:
    """Do a task with the project's settings and a new folder; `PipelineError` is no failure."""
    value: T | None = None
    problem: PipelineError | BuildStopped | None = None
    with _one_at_a_time, _listening() as told:
        start = time.thread_time()
        try:
            if bundle.tools != tools_digest():
                message = "has another version of Python, of this program or of what it rests on"
                raise UsageError(f"{message}; expected the same everywhere", _here())
            root = _unpacked(bundle)
            with (
                _environment(bundle.environment),
                contextlib.chdir(root),
                tempfile.TemporaryDirectory(prefix="leaflets-") as folder,
            ):
                value = task(root / bundle.config_file, Path(folder))
        except (PipelineError, BuildStopped) as error:
            problem = error
        return Done(value, problem, tuple(told), _here(), time.thread_time() - start)


def _here() -> str:
    return str(get_worker().address)


def _unpacked(bundle: Bundle) -> Path:
    """Return the folder of a project, unpacked once; those of projects before it go."""
    top = Path(get_worker().local_directory) / "leaflets"
    root = top / bundle.digest
    if not root.is_dir():
        shutil.rmtree(top, ignore_errors=True)
        forget()
        half = top / f"{bundle.digest}.half"
        unpack(bundle.archive, half)
        half.rename(root)
    return root


@contextlib.contextmanager
def _environment(wanted: Mapping[str, str | None]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in wanted}
    _set(wanted)
    try:
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@contextlib.contextmanager
def _listening() -> Iterator[list[tuple[str, int, str]]]:
    """Note what is logged from warnings up, for those who started the build."""
    told: list[tuple[str, int, str]] = []
    handler = logging.Handler(logging.WARNING)

    def emit(record: logging.LogRecord) -> None:
        told.append((record.name, record.levelno, record.getMessage()))

    handler.emit = emit  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in ("mkdocs", "pipeline")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield told
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
