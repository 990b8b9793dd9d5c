"""Where the locales of a site are judged and made: here, or in several processes of this machine.

All are executors of `concurrent.futures`, and so is the one that Dask has for many machines.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from pipeline.errors import PipelineError

P = ParamSpec("P")
T = TypeVar("T")


class InProcess(Executor):
    """Do each task at once, in this process."""

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do a task; what it raises comes with its result."""
        future: Future[T] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Processes(ProcessPoolExecutor):
    """Do tasks in processes that end with this one, however it ends.

    Raises `PipelineError` where there can be none, and at the end of its block where one of them
    was ended from outside.
    """

    def __init__(self, jobs: int, method: str | None) -> None:
        self.jobs = jobs
        try:
            super().__init__(jobs, _context(method), _end_with_parent)
        except OSError:  # of which the system says no more than “Error”
            problem = "no processes can be started side by side on this machine; expected --jobs 1"
            raise PipelineError(problem) from None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for all processes; tell in words what became of one that was lost."""
        super().__exit__(kind, error, trace)
        if isinstance(error, BrokenProcessPool):
            raise PipelineError(
                "a process that made pages was ended from outside, perhaps for want of memory, and "
                "nothing was published; expected room for all, or fewer at once with --jobs"
            ) from None


def _end_with_parent() -> None:
    """End this process when the one that started it has ended, even if that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def local_executor(jobs: int) -> Executor:
    """Return an executor with so many processes of this machine.

    On Linux they begin as copies of this one, with all that it has read and imported.
    """
    if jobs <= 1:
        return InProcess()
    method = "fork" if sys.platform == "linux" else None
    return Processes(jobs, method)


def _context(method: str | None) -> Any:
    return multiprocessing.get_context(method)
