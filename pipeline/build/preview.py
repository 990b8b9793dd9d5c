"""Serve a built site on this machine, and build it again when something changes."""

from __future__ import annotations

import contextlib
import logging
import shutil
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from pipeline.build.edition import Edition, empty_editions, read_again, read_editions
from pipeline.build.page_again import changed_domains, make_again
from pipeline.build.site import build_editions, build_site
from pipeline.build.workbench import STATUS, add_script, add_workbench, write_status
from pipeline.errors import BuildStopped, CatalogError, PipelineError, TableError, UsageError
from pipeline.locales import Locale, find_locale
from pipeline.project import read_project
from pipeline.validate import new_validator

_log = logging.getLogger("mkdocs.livereload")

_LOOK_EVERY = 0.05
"""The least seconds between two looks at the files."""

_LOOKING = 0.05
"""The share of a processor's time that looking at the files may take."""

_SAVED_FOR = 0.03
"""Seconds without a change after which a save counts as complete."""

Stamp = tuple[int, int]
"""The time of a file's last change in nanoseconds, and its size in bytes."""


def serve(config_file: Path, names: Sequence[str], host: str, port: int) -> None:
    """Serve the source's locale and those named, until the user stops it.

    A file that cannot be used is named on the log and on every page, and the last good pages stay,
    or English ones where there are none yet; a save that mends it builds them again.
    """
    work = Path(tempfile.mkdtemp(prefix="leaflets-"))
    try:
        preview = Preview(config_file, names, work)
        preview.start()
        try:
            server = LiveReloadServer(
                builder=preview.rebuild,
                host=host,
                port=port,
                root=str(preview.site_dir),
                polling_interval=max(_LOOK_EVERY, preview.seconds_to_look() / _LOOKING),
            )
            server.build_delay = _SAVED_FOR
        except OSError as error:
            raise UsageError(f"cannot listen on {host}:{port}: {error.strerror}") from None
        _log.setLevel(logging.INFO)
        for path in preview.watched:
            server.watch(str(path))
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            server.shutdown()
    finally:
        shutil.rmtree(work, ignore_errors=True)


class Preview:
    """A built site in a folder of its own, and what it was built from."""

    def __init__(self, config_file: Path, names: Sequence[str], work: Path) -> None:
        self.site_dir = work / "site"
        self._scratch = work / "scratch"
        self._config_file = config_file
        self._names = names
        self._read_project()
        self.watched = [path for path in self._inputs() if path.exists()]
        self._editions: dict[Locale, Edition] = {}
        self._built: dict[Path, Stamp] = {}

    def start(self) -> None:
        """Build for the first time; where catalogs cannot be used, all pages are English."""
        try:
            self.build()
        except (CatalogError, TableError) as error:
            _log.error("%s", error)
            locales = {self._project.source_locale, *map(find_locale, self._names)}
            editions = empty_editions(self._validator, locales)
            build_site(self._project, editions, self.site_dir)
            for folder in (self.site_dir, *(self.site_dir / each.locale.tag for each in editions)):
                add_workbench(self.site_dir, folder, None)
            write_status(self.site_dir, error, built=False)

    def seconds_to_look(self) -> float:
        """Return how long it takes to look at all files once."""
        start = time.perf_counter()
        dict(self._files())
        return time.perf_counter() - start

    def rebuild(self) -> None:
        """Build again; what cannot be built is told, and the old pages stay."""
        try:
            self.build()
        except (PipelineError, BuildStopped) as error:
            self._tell(error)
        except OSError as error:  # such as a file that was gone when it was to be read
            self._tell(PipelineError(error.strerror or str(error), error.filename))

    def _tell(self, error: PipelineError | BuildStopped) -> None:
        _log.error("%s", error)
        write_status(self.site_dir, error, built=bool(self._built))

    def build(self) -> None:
        """Build what has changed since the last build that ended well.

        That is everything, a locale, or the pages of the catalogs that were saved; the search of a
        locale finds what its pages said when it was last built as a whole.
        """
        files = dict(self._files())
        everything = files.keys() | self._built.keys()
        changed = [path for path in everything if files.get(path) != self._built.get(path)]
        locales = self._locales_of(changed)
        if locales is None:
            self._build_all()
        else:
            for locale in locales:
                self._build_one(locale, changed)
        self._built = files
        write_status(self.site_dir, None)

    def _read_project(self) -> None:
        self._project = read_project(self._config_file)
        self._validator = new_validator(self._project)

    def _inputs(self) -> tuple[Path, ...]:
        return (self._project.source_dir, self._project.locales_dir, self._config_file)

    def _files(self) -> Iterator[tuple[Path, Stamp]]:
        """Yield the files from which the site is made; templates are not among them."""
        for top in self._inputs():
            for path in top.rglob("*") if top.is_dir() else (top,):
                if path.is_relative_to(self._project.templates_dir) or not path.is_file():
                    continue
                if path.name.startswith(".") or path.name.endswith("~"):
                    continue  # an editor's own
                with contextlib.suppress(FileNotFoundError):  # an editor's file, gone again
                    stat = path.stat()
                    yield path, (stat.st_mtime_ns, stat.st_size)

    def _locales_of(self, changed: Iterable[Path]) -> list[Locale] | None:
        """Return the served locales to which all changes belong, `None` if some belong to none."""
        folders = {
            self._project.locales_dir / locale.name: locale
            for locale, edition in self._editions.items()
            if not edition.is_source
        }
        found = set()
        for path in changed:
            folder = next((each for each in path.parents if each in folders), None)
            if folder is None:
                return None
            found.add(folders[folder])
        return sorted(found, key=lambda locale: locale.name)

    def _build_all(self) -> None:
        self._read_project()
        locales = {self._project.source_locale, *map(find_locale, self._names)}
        editions = read_editions(self._validator, locales, workbench=True)
        build_site(self._project, editions, self.site_dir)
        self._editions = {}
        for edition in editions:
            self._finish(edition)
        add_workbench(self.site_dir, self.site_dir, None)

    def _build_one(self, locale: Locale, changed: Iterable[Path]) -> None:
        old = self._editions[locale]
        edition = read_again(old, self._validator)
        saved = self._saved(locale, changed)
        domains = None if saved is None else changed_domains(old, edition, saved)
        if domains is None:
            self._build_locale(locale, edition)
        else:
            self._build_pages(old, edition, domains)

    def _saved(self, locale: Locale, changed: Iterable[Path]) -> set[str] | None:
        """Return the domains of a locale's saved catalogs, `None` where it is not only catalogs."""
        folder = self._project.locales_dir / locale.name
        catalogs = folder / "LC_MESSAGES"
        saved = set()
        for path in changed:
            if not path.is_relative_to(folder):
                continue
            if not path.is_relative_to(catalogs) or path.suffix != ".po":
                return None
            saved.add(path.relative_to(catalogs).with_suffix("").as_posix())
        return saved

    def _build_pages(self, old: Edition, edition: Edition, domains: Collection[str]) -> None:
        before, bench = old.workbench, edition.workbench
        assert before and before.made and bench  # noqa: S101, PT018
        bench.keep(before, domains)
        new = make_again(before.made, domains, edition, old)
        folder = self.site_dir / edition.locale.tag
        pages = [path for path in new.rglob("*") if path.is_file()]
        add_script(pages, f"/{edition.locale.tag}/{STATUS}")
        for path in pages:
            path.replace(folder / path.relative_to(new))
        (folder / STATUS).write_text(bench.json(), encoding="utf-8")
        self._editions[edition.locale] = edition

    def _build_locale(self, locale: Locale, edition: Edition) -> None:
        shutil.rmtree(self._scratch, ignore_errors=True)
        build_editions(self._config_file, [edition], self._scratch, jobs=1, strict=False)
        shutil.rmtree(self.site_dir / locale.tag)
        (self._scratch / locale.tag).rename(self.site_dir / locale.tag)
        self._finish(edition)

    def _finish(self, edition: Edition) -> None:
        add_workbench(self.site_dir, self.site_dir / edition.locale.tag, edition.workbench)
        self._editions[edition.locale] = edition
