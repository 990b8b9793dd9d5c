"""Where the locales of a site are judged and made: here, or in several processes of this machine.

All are executors of `concurrent.futures`, and so is the one that Dask has for many machines.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any, ParamSpec, TypeVar

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


def local_executor(jobs: int) -> Executor:
    """Return an executor with so many processes of this machine.

    On Linux they begin as copies of this one, with all that it has read and imported.
    """
    if jobs <= 1:
        return InProcess()
    method = "fork" if sys.platform == "linux" else None
    return ProcessPoolExecutor(jobs, mp_context=_context(method))


def _context(method: str | None) -> Any:
    return multiprocessing.get_context(method)
