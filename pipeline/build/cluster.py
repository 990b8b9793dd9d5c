"""Where the locales of a site are judged and made by many machines: Dask's workers.

The project goes to the workers by its content, and their pages come back the same way, so that no
folder need be shared. What a lost worker had, another does again.
"""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from distributed import Client, KilledWorker

from pipeline.build.bundle import Bundle, bundle, files, pack, unpack
from pipeline.build.edition import Edition
from pipeline.build.memory import settle
from pipeline.build.on_worker import Done, judge_there, make_there
from pipeline.build.record import LocaleRecord
from pipeline.build.tasks import Spool, Work, judge, make
from pipeline.errors import UsageError
from pipeline.project import Project

P = ParamSpec("P")
T = TypeVar("T")

RETRIES = 3
"""How often a task is done again that failed by no fault of the input."""


class Cluster(Executor):
    """An executor for `judge` and `make` that has the workers of a Dask scheduler do them.

    `report` is told how many tasks are done, and how many there are so far. Raises `UsageError`
    where no scheduler, or no worker of it, answers within `seconds`.
    """

    def __init__(
        self,
        address: str,
        project: Project,
        report: Callable[[int, int], None],
        *,
        seconds: float = 10,
    ) -> None:
        self._address = address
        self._project = project
        self._report = report
        self._counting = threading.Lock()
        self._done = self._all = 0
        packed = bundle(project)
        self._client = _connect(address, seconds)
        # As a task, and not as scattered data: it can be made again where its worker is lost.
        with warnings.catch_warnings(category=UserWarning, action="ignore"):  # it may be large
            self._bundle = self._client.submit(_given, packed, key=f"leaflets-{packed.digest}")

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a worker do a task; what it raises comes with its result."""
        there, given, finish = self._task(function, *args)
        with self._counting:
            self._all += 1
        with warnings.catch_warnings(category=UserWarning, action="ignore"):
            remote = self._client.submit(there, self._bundle, *given, pure=False, retries=RETRIES)
        told = threading.Event()
        remote.add_done_callback(lambda _: self._count(told))

        def value() -> T:
            told.wait()
            return cast(T, finish(self._value(remote)))

        return _Remote(value)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; what it has not done is not wanted any more."""
        self._client.close()

    def _task(
        self, function: Callable[..., Any], *args: Any
    ) -> tuple[Callable[..., Done[Any]], tuple[Any, ...], Callable[[Any], Any]]:
        """Return what a worker does, with what, and what is done here with its result."""
        if function is judge:
            _, name, spool = args
            folder = self._project.locales_dir / name
            below = folder.relative_to(self._project.root).as_posix()
            return judge_there, (name, pack(files(folder), folder), below), _spooling(spool)
        if function is make:
            (work,) = args
            own = dict(work.edition.publications)
            sent = replace(work, edition=replace(work.edition, publications=own))
            return make_there, (sent,), _placing(work)
        raise TypeError(f"{function} is no task for a cluster")

    def _count(self, told: threading.Event) -> None:
        try:
            with self._counting:
                self._done += 1
                self._report(self._done, self._all)
        finally:
            told.set()

    def _value(self, remote: Any) -> Any:
        try:
            done: Done[Any] = remote.result()
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
        return done.value


class _Remote(Future[T]):
    """A future whose result is fetched by who asks for it: files are written by one thread only."""

    def __init__(self, value: Callable[[], T]) -> None:
        super().__init__()
        self._value = value

    def result(self, timeout: float | None = None) -> T:
        """Wait for the result; it can be had once."""
        return self._value()


def _given(packed: Bundle) -> Bundle:
    return packed


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


def _spooling(spool: Path) -> Callable[[Edition], Edition]:
    def finish(edition: Edition) -> Edition:
        return replace(edition, publications=Spool.of(edition.publications, spool))

    return finish


def _placing(work: Work) -> Callable[[tuple[LocaleRecord | None, bytes]], LocaleRecord | None]:
    def finish(made: tuple[LocaleRecord | None, bytes]) -> LocaleRecord | None:
        record, pages = made
        tag = work.edition.locale.tag
        unpack(pages, work.new / tag)
        if record is None or work.record is None:
            return None
        before = None if work.anew else work.record.read(tag)
        return _settled(record, before, work.new / tag, work.old / tag)

    return finish


def _settled(
    record: LocaleRecord, before: LocaleRecord | None, new: Path, old: Path
) -> LocaleRecord:
    """Return the record of a worker with the files as they stand here.

    A file that is the same again becomes the old one, so that its time stays too.
    """
    kept = before.files if before else {}
    stamps = {
        path: settle(new / path, old / path, kept.get(path), each.sha256)
        for path, each in sorted(record.files.items())
    }
    pages = {
        domain: replace(page, files={path: stamps[path] for path in page.files})
        for domain, page in record.pages.items()
    }
    return replace(record, pages=pages, others={path: stamps[path] for path in record.others})
