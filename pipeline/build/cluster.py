"""Where the locales of a site are judged and made by many machines: Dask's workers.

The project goes to the workers by its content, and their pages come back the same way, so that no
folder need be shared; or they leave them in shared storage. What a lost worker had, another does
again.
"""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from distributed import Client, KilledWorker

from pipeline.build.bundle import bundle, files, pack, unpack
from pipeline.build.deal import shards_each, worker_for
from pipeline.build.edition import Edition
from pipeline.build.memory import settle_all
from pipeline.build.on_worker import (
    Done,
    Order,
    Pages,
    judge_there,
    make_there,
    rest_there,
    shard_there,
    told_of_judging,
    told_of_shard,
)
from pipeline.build.record import LocaleRecord
from pipeline.build.shard import Shard
from pipeline.build.sharded import ShardMade, may_shard
from pipeline.build.sibling import Sibling
from pipeline.build.storage import Storage
from pipeline.build.tasks import Work, judge, make
from pipeline.errors import UsageError
from pipeline.project import Project

_Name = tuple[str, str, int]
"""What a task is: its kind, its locale, its shard."""

P = ParamSpec("P")
T = TypeVar("T")

RETRIES = 3
"""How often a task is done again that failed by no fault of the input."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task that a worker did: what, for which locale, in how much processor time.

    `pages` is how many it made or finished, `bytes` the size of all that it wrote, packed.
    """

    kind: str
    locale: str
    shard: int
    worker: str
    seconds: float
    pages: int
    bytes: int


class Cluster(Executor):
    """An executor for `judge` and `make` that has the workers of a Dask scheduler do them.

    `report` is told how many tasks are done, and how many there are so far; `done` are those whose
    results have come. `storage` is an address by way of which pages come. Raises `UsageError` where
    it cannot be used, and where no scheduler, or no worker of it, answers within `seconds`.
    """

    def __init__(
        self,
        address: str,
        project: Project,
        report: Callable[[int, int], None],
        *,
        storage: str | None = None,
        seconds: float = 10,
    ) -> None:
        self.done: list[Task] = []
        self._address = address
        self._project = project
        self._report = report
        self._counting = threading.Lock()
        self._count = self._all = 0
        self._judged: dict[str, Any] = {}
        self._languages: tuple[tuple[Sibling, ...], Any] = ((), None)
        packed = bundle(project)
        self._client = _connect(address, seconds)
        try:
            self._storage = Storage(storage) if storage is not None else None
        except UsageError:
            self._client.close()
            raise
        self._bundle = self._give(packed, key=f"leaflets-{packed.digest}")

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a worker do a task; what it raises comes with its result."""
        (future,) = self._start(function, [args])
        return cast("Future[T]", future)

    def map(
        self,
        fn: Callable[..., T],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
        **_: Any,
    ) -> Iterator[T]:
        """Have workers do tasks; so few locales that workers would be idle are made by shards."""
        futures = self._start(fn, list(zip(*iterables, strict=False)))
        return (cast(T, future.result()) for future in futures)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; what it has not done is not wanted any more."""
        self._client.close()
        if self._storage is not None:
            self._storage.clear()

    def _start(self, function: Callable[..., Any], tasks: list[Any]) -> list[_Remote[Any]]:
        if function is judge:
            self._expect(len(tasks))
            return [self._judge(*each) for each in tasks]
        if function is make:
            return self._make_all([work for (work,) in tasks])
        raise TypeError(f"{function} is no task for a cluster")

    def _judge(self, _: Path, name: str, spool: Path) -> _Remote[Edition]:
        folder = self._project.locales_dir / name
        below = folder.relative_to(self._project.root).as_posix()
        catalogs = pack(files(folder), folder)
        judged = self._run(("judge", name, 0), judge_there, name, catalogs, below)
        edition = self._then(told_of_judging, judged)
        self._judged[name] = judged
        return _Remote(lambda: cast(Edition, self._value(judged, edition)))

    def _make_all(self, works: list[Work]) -> list[_Remote[LocaleRecord | None]]:
        workers = sorted(self._client.nthreads())
        pages = sum(1 for _ in self._project.source_dir.rglob("*.md"))
        shared = bool(works) and may_shard(works[0])
        shards = shards_each(len(works), pages, len(workers)) if shared else 1
        self._expect(len(works) * (shards + 1 if shards > 1 else 1))
        if shards == 1:
            return [self._make(work) for work in works]
        sizes = {"shards": shards, "locales": len(works), "workers": len(workers)}
        return [
            self._make_by_shards(
                work,
                [workers[worker_for(each, number, **sizes)] for each in range(shards)],
            )
            for number, work in enumerate(works)
        ]

    def _make(self, work: Work) -> _Remote[LocaleRecord | None]:
        name = work.edition.locale.name
        whole = self._run(("make", name, 0), make_there, *self._given(work))
        return _Remote(lambda: _settled(work, self._place(whole, work)))

    def _make_by_shards(self, work: Work, workers: list[str]) -> _Remote[LocaleRecord | None]:
        """Have these workers make a shard each, unless another one is idle."""
        name, given = work.edition.locale.name, self._given(work)
        shards = [
            self._run(
                *(("shard", name, number), shard_there, *given, Shard(number, len(workers))),
                at=worker,
            )
            for number, worker in enumerate(workers)
        ]
        told = [self._then(told_of_shard, each) for each in shards]
        rest = self._run(("rest", name, 0), rest_there, *given, *told)

        def value() -> LocaleRecord | None:
            while shards:  # what has come is let go
                self._place(shards.pop(0), work)
            return _settled(work, self._place(rest, work))

        return _Remote(value)

    def _given(self, work: Work) -> tuple[Order, Any, Any]:
        bare = replace(work, edition=replace(work.edition, publications={}, siblings=()))
        judged = self._judged.get(work.edition.locale.name)
        languages = self._shared(work.edition.siblings)
        return Order(bare, self._storage), languages, judged and judged.future

    def _place(self, running: _Running, work: Work) -> Any:
        """Put the files that came of a task where they belong; return what is told of them."""
        value, pages = self._value(running)
        unpack(self._fetch(pages), work.new / work.edition.locale.tag)
        return value

    def _fetch(self, pages: Pages) -> bytes:
        if isinstance(pages, bytes):
            return pages
        assert self._storage is not None  # noqa: S101
        return self._storage.take(pages)

    def _shared(self, languages: tuple[Sibling, ...]) -> Any:
        """Return where the workers have the languages of the site, which every task needs."""
        if self._languages[0] is not languages:
            self._languages = (languages, self._give(languages))
        return self._languages[1]

    def _give(self, value: Any, **options: Any) -> Any:
        # As a task, and not as scattered data: it can be made again where its worker is lost.
        with warnings.catch_warnings(category=UserWarning, action="ignore"):  # it may be large
            return self._client.submit(_given, value, **{"pure": False, **options})

    def _run(
        self, name: _Name, there: Callable[..., Done[Any]], *given: Any, at: str = ""
    ) -> _Running:
        options = {"workers": [at], "allow_other_workers": True} if at else {}
        with warnings.catch_warnings(category=UserWarning, action="ignore"):
            remote = self._client.submit(
                there, self._bundle, *given, pure=False, retries=RETRIES, **options
            )
        running = _Running(name, remote, threading.Event())
        remote.add_done_callback(lambda _: self._counted(running))
        return running

    def _then(self, there: Callable[..., Done[Any]], running: _Running) -> Any:
        """Have who did a task tell of it in short."""
        return self._client.submit(there, running.future, pure=False, retries=RETRIES)

    def _expect(self, tasks: int) -> None:
        with self._counting:
            self._all += tasks

    def _counted(self, running: _Running) -> None:
        try:
            with self._counting:
                self._count += 1
                self._report(self._count, self._all)
        finally:
            running.told.set()

    def _value(self, running: _Running, short: Any = None) -> Any:
        """Return what a task returned, or of that what was told in short."""
        running.told.wait()
        try:
            done: Done[Any] = (short or running.future).result()
        except CancelledError:
            raise UsageError("the scheduler was lost; nothing was built", self._address) from None
        except KilledWorker:
            message = "every worker that tried a task was lost; nothing was built"
            raise UsageError(message, self._address) from None
        except (ImportError, RuntimeError) as error:
            if isinstance(error, RuntimeError) and "deserializ" not in str(error):
                raise
            message = "cannot read a task; expected the same packages everywhere as here"
            raise UsageError(message, self._address) from None
        for name, level, message in done.told:
            logging.getLogger(name).log(level, "%s", message)
        if done.error is not None:
            raise done.error
        made = _pages(done.value), _size(done.value)
        self.done.append(Task(*running.name, done.worker, done.seconds, *made))
        return done.value


@dataclass(frozen=True, slots=True)
class _Running:
    """A task of the cluster; `told` is set when it has been counted as done."""

    name: _Name
    future: Any
    told: threading.Event


class _Remote(Future[T]):
    """A future whose result is fetched by who asks for it: files are written by one thread only."""

    def __init__(self, value: Callable[[], T]) -> None:
        super().__init__()
        self._value = value

    def result(self, timeout: float | None = None) -> T:
        """Wait for the result; it can be had once."""
        return self._value()


def _given(value: T) -> T:
    return value


def _pages(value: Any) -> int:
    made = value[0] if isinstance(value, tuple) else None
    record = made.record if isinstance(made, ShardMade) else made
    return len(record.pages) if isinstance(record, LocaleRecord) else 0


def _size(value: Any) -> int:
    if not isinstance(value, tuple):
        return 0
    pages: Pages = value[1]
    return len(pages) if isinstance(pages, bytes) else pages.size


def _connect(address: str, seconds: float) -> Any:
    try:
        client = Client(address, timeout=seconds, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        told = "no Dask scheduler answers" if isinstance(error, OSError) else str(error)
        message = f"{told}; expected an address such as tcp://host:8786"
        raise UsageError(f"--scheduler {address}: {message}") from None
    try:
        client.wait_for_workers(1, timeout=seconds)
    except OSError:
        client.close()
        raise UsageError(f"--scheduler {address}: has no worker; start one") from None
    return client


def _settled(work: Work, record: LocaleRecord | None) -> LocaleRecord | None:
    if record is None or work.record is None:
        return None
    tag = work.edition.locale.tag
    before = None if work.anew else work.record.read(tag)
    return settle_all(record, before, work.new / tag, work.old / tag)
