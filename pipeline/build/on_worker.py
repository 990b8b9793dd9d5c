"""What a worker of a cluster does for a locale: the same as this machine would, in a copy."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from distributed import get_worker

from pipeline.build.bundle import Bundle, files, pack, unpack
from pipeline.build.edition import Edition
from pipeline.build.record import LocaleRecord, SiteRecord
from pipeline.build.tasks import Work, forget, judge, make
from pipeline.cache import tools_digest
from pipeline.errors import BuildStopped, PipelineError, UsageError

T = TypeVar("T")

_one_at_a_time = threading.Lock()  # MkDocs' log and the environment belong to the whole process


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What came of a task: a value or an error of the input, which no worker would be without.

    `told` is what was logged for people: logger, level, message.
    """

    value: T | None
    error: PipelineError | BuildStopped | None
    told: tuple[tuple[str, int, str], ...]


def judge_there(bundle: Bundle, name: str, catalogs: bytes, folder: str) -> Done[Edition]:
    """Judge a locale, whose own files come packed for `folder`; its publications come with it."""

    def judged(config_file: Path, work: Path) -> Edition:
        unpack(catalogs, config_file.parent / folder)
        edition = judge(config_file, name, work / "spool")
        return replace(edition, publications=dict(edition.publications))

    return _do(bundle, judged)


def make_there(bundle: Bundle, work: Work) -> Done[tuple[LocaleRecord | None, bytes]]:
    """Make the pages of a locale; return them packed, with the record of them."""

    def made(config_file: Path, folder: Path) -> tuple[LocaleRecord | None, bytes]:
        new = folder / "new"
        record = None if work.record is None else SiteRecord(folder, folder / "old", "")
        own = replace(work, config_file=config_file, new=new, old=folder / "old", record=record)
        found = make(own)
        site = new / work.edition.locale.tag
        return found, pack(files(site), site)

    return _do(bundle, made)


def _do(bundle: Bundle, task: Callable[[Path, Path], T]) -> Done[T]:
    """Do a task with the project's settings and a new folder; `PipelineError` is no failure."""
    with _one_at_a_time, _listening() as told:
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
            return Done(None, error, tuple(told))
        return Done(value, None, tuple(told))


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
