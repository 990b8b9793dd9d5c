"""Build the sites of all locales: what has changed since the last build, wherever it is done."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from pipeline.build.edition import Edition, source_edition, warnings_of
from pipeline.build.executors import Processes, local_executor
from pipeline.build.forms.plates import plates_of
from pipeline.build.inputs import (
    leaflets_digest,
    locale_digest,
    site_digest,
    told_digest,
    why_unknown,
)
from pipeline.build.memory import files_below, mirror, settle
from pipeline.build.publication import write_publication
from pipeline.build.record import LocaleRecord, SiteRecord, Stamp, is_as
from pipeline.build.root import write_root
from pipeline.build.sibling import Sibling
from pipeline.build.swap import holding, replacing
from pipeline.build.tasks import Work, forget, judge, make, prepared, press
from pipeline.cache import FOLDER, digest, make_ignored
from pipeline.catalogs.write import remove_unfinished
from pipeline.errors import BuildStopped
from pipeline.locales import Locale
from pipeline.project import SITE_DOMAIN, Project
from pipeline.validate import Validator

_log = logging.getLogger(__name__)

ROOT = "root"
"""The name under which the record keeps the files that stand above the languages."""


SPARE = Path(".cache/leaflets-spare")
"""Where folders that builds have replaced are kept, below the folder of `mkdocs.yml`.

It is not among what is remembered: it is of no use without the site that stands.
"""


def build_editions(
    config_file: Path,
    editions: Sequence[Edition],
    site_dir: Path,
    *,
    jobs: int,
    strict: bool,
    sheets: bool = False,
) -> None:
    """Build editions, each into its own folder below `site_dir`.

    With `sheets`, each leaflet is also written as it is printed, on the way to a PDF.
    """
    with local_executor(min(jobs, len(editions))) as executor:
        works = [
            Work(config_file, each, site_dir, site_dir, strict=strict, sheets=sheets)
            for each in editions
        ]
        list(executor.map(make, works))


def build_site(project: Project, editions: Sequence[Edition], site_dir: Path) -> None:
    """Build editions in this process, with what stands above them, in the place of `site_dir`."""
    with holding(site_dir), replacing(site_dir) as new:
        build_editions(project.config_file, editions, new, jobs=1, strict=False)
        _write_root(project, new, editions[0])
        write_publication(new, project, editions[0].siblings)


def _write_root(project: Project, site_dir: Path, edition: Edition) -> None:
    settings = project.settings
    names = (project.name, str(settings.get("site_description") or ""))
    write_root(site_dir, str(settings.get("site_url") or ""), names, edition)


def clean(site_dir: Path) -> None:
    """Empty the folder of a built site; files whose names start with a dot stay, as in MkDocs."""
    for path in site_dir.iterdir() if site_dir.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


class SiteBuild:
    """One build of the site below `site_dir`, of all of its locales or of some.

    Pages, and whole locales, whose inputs are those of the last build are taken over from it, but
    with `anew`.
    """

    def __init__(
        self,
        validator: Validator,
        chosen: Iterable[Locale],
        site_dir: Path,
        *,
        strict: bool = False,
        anew: bool = False,
    ) -> None:
        self.project = validator.project
        self.site_dir = site_dir
        self._validator = validator
        self._chosen = set(chosen)
        self._strict = strict
        self._record = self._find_record()
        self._anew = anew
        self._inputs: dict[Locale, str] = {}
        self._old: dict[Locale, LocaleRecord] = {}
        self._judged: dict[Locale, Edition] = {}
        self._siblings: tuple[Sibling, ...] = ()

    def run(self, executor: Executor, accept: Callable[[Path], None] | None = None) -> list[Locale]:
        """Build; return the locales of which something was made.

        All is made beside the folder and takes its place in the end, so that a build that fails,
        or that `accept` refuses by raising an error, leaves the old site as it was. Where these
        are all locales of the project, nothing else of the old folder stays. Raises
        `PipelineError` for the first file that cannot be used and where another build is at work
        on the folder, `ConfigError` where MkDocs cannot use the settings, and `BuildStopped` where
        `strict` turns its warnings into errors.
        """
        forget()
        for warning in warnings_of(self._validator):
            logging.getLogger("mkdocs.plugins.leaflets").warning(warning)
        with holding(self.site_dir) as spool:
            remove_unfinished(self.project.root / FOLDER)
            with _cancelling(executor):
                self._read(executor, spool)
            stale = [locale for locale in self._built() if not self._stands(locale)]
            if not stale and self._is_whole():
                if accept:
                    accept(self.site_dir)
                return []
            self._judge(executor, stale, spool)
            with replacing(self.site_dir, self._spare(stale)) as new, _cancelling(executor):
                records = self._make(executor, stale, new, spool, accept)
            if self._record is not None:
                for name, record in records.items():
                    self._record.write(name, record)
        return stale

    def _find_record(self) -> SiteRecord | None:
        if reason := why_unknown(self.project):
            _log.info("every page is made anew: %s", reason)
            return None
        return SiteRecord(self.project.root, self.site_dir, site_digest(self.project))

    def _spare(self, stale: Sequence[Locale]) -> Path | None:
        """Where the folder that is replaced is kept for the next build, if that can use it.

        Where nothing of the old site is taken over, what was kept is of no use.
        """
        folder = self.project.root / SPARE
        spare = folder / digest(os.fsencode(self.site_dir.resolve()))
        if next(self._kept(stale), None) is None:
            shutil.rmtree(spare, ignore_errors=True)
            return None
        with suppress(OSError):
            make_ignored(folder)
        return spare

    @cached_property
    def _every(self) -> list[Locale]:
        """All locales of the project, the source's first."""
        return list(dict.fromkeys([self.project.source_locale, *self.project.locales]))

    def _read(self, executor: Executor, spool: Path) -> None:
        """Find out of every locale how much it has: its pages tell of each other."""
        source = source_edition(self._validator)
        self._judged[source.locale] = source
        siblings = {source.locale: source.own}
        if self._record is not None:
            leaflets = leaflets_digest(self.project)
            for locale in self._every:
                self._inputs[locale] = digest(leaflets, locale_digest(self.project, locale))
                record = None if self._anew else self._record.read(locale.tag)
                if record is not None:
                    self._old[locale] = record
                    if record.inputs == self._inputs[locale] and locale not in siblings:
                        siblings[locale] = Sibling.from_json(locale, record.sibling)
        missing = [each for each in self._every if each not in siblings]
        if isinstance(executor, Processes) and len(missing) > 1:
            self._press(executor)
        self._judge(executor, missing, spool)
        self._siblings = tuple(
            siblings.get(locale) or self._judged[locale].own for locale in self._every
        )

    def _press(self, executor: Processes) -> None:
        """Let the processes share what each would do for itself: the plates of the leaflets."""
        config_file = self.project.config_file
        _, templates = prepared(config_file)  # before any process begins as a copy of this one
        domains = [domain for domain in templates if domain != SITE_DOMAIN]
        plates = plates_of(self.project.root)
        plates.keep_only(domains)
        if len(plates) < len(domains):
            shares = [domains[start :: executor.jobs * 4] for start in range(executor.jobs * 4)]
            for share in filter(None, shares):
                executor.submit(press, config_file, frozenset(share))

    def _judge(self, executor: Executor, locales: Iterable[Locale], spool: Path) -> None:
        missing = [locale for locale in locales if locale not in self._judged]
        config_file = self.project.config_file
        if missing:
            prepared(config_file)  # before any process begins as a copy of this one
        futures = [
            executor.submit(judge, config_file, each.name, spool / each.name) for each in missing
        ]
        for locale, future in zip(missing, futures, strict=True):
            self._judged[locale] = future.result()

    def _stands(self, locale: Locale) -> bool:
        """Tell whether all pages of a locale would be the same again."""
        record = self._old.get(locale)
        return (
            record is not None
            and record.inputs == self._inputs[locale]
            and record.languages == self._told
            and all(is_as(self.site_dir / locale.tag / p, s) for p, s in record.files.items())
        )

    @cached_property
    def _told(self) -> str:
        """What stands for all that pages tell of the languages, when it is known."""
        return told_digest(self._siblings)

    def _built(self) -> list[Locale]:
        """Return the chosen locales that the policy lets be published, and tell of the others.

        Raises `BuildStopped` where there is none.
        """
        chosen = [each for each in self._siblings if each.locale in self._chosen]
        lines = [line for each in chosen for line in each.held_lines]
        found = [each.locale for each in chosen if each.is_built]
        if lines and not found:
            raise BuildStopped("\n".join(lines))
        for line in lines:
            print(line, file=sys.stderr)
        return found

    def _is_whole(self) -> bool:
        """Tell whether the folder holds what the record says, and nothing else."""
        root = self._record.read(ROOT) if self._record is not None else None
        if root is None or root.inputs != self._root_inputs() or self._anew:
            return False
        if not all(is_as(self.site_dir / path, each) for path, each in root.others.items()):
            return False
        built = {each.locale for each in self._siblings if each.is_built}
        expected = {*root.others, *(locale.tag for locale in built if locale in self._old)}
        if {each.name for each in self.site_dir.iterdir() if each.name[0] != "."} != expected:
            return False
        return all(
            set(files_below(self.site_dir / locale.tag)) == record.files.keys()
            for locale, record in self._old.items()
            if locale in self._chosen & built
        )

    def _root_inputs(self) -> str:
        return digest(*(self._inputs[locale] for locale in self._every))

    def _make(
        self,
        executor: Executor,
        stale: Sequence[Locale],
        new: Path,
        spool: Path,
        accept: Callable[[Path], None] | None,
    ) -> dict[str, LocaleRecord]:
        """Make the site in a folder of its own; return the records to keep."""
        kept = set(self._kept(stale))
        gone = spool / "gone"
        gone.mkdir()
        for path in new.iterdir():
            if path.name not in kept:
                path.rename(gone / path.name)
        works = [self._work(locale, new) for locale in stale]
        made = executor.map(make, works)
        shutil.rmtree(gone, ignore_errors=True)  # while others are at work
        for name in sorted(kept):
            mirror(self.site_dir / name, new / name)
        records = {
            each.tag: record for each, record in zip(stale, made, strict=True) if record is not None
        }
        source = replace(self._judged[self.project.source_locale], siblings=self._siblings)
        _write_root(self.project, new, source)
        known = {tag: record.files for tag, record in records.items()}
        known |= {each.tag: r.files for each, r in self._old.items() if each not in stale}
        write_publication(new, self.project, self._siblings, _hashes(known))
        if accept:
            accept(new)
        if self._record is not None:
            before = self._record.read(ROOT)
            old = before.others if before else {}
            root = {
                path.name: settle(path, self.site_dir / path.name, old.get(path.name))
                for path in sorted(new.iterdir())
                if path.is_file()
            }
            records[ROOT] = LocaleRecord(self._root_inputs(), "", others=root)
        return records

    def _work(self, locale: Locale, new: Path) -> Work:
        return Work(
            self.project.config_file,
            replace(self._judged[locale], siblings=self._siblings),
            new,
            self.site_dir,
            self._record,
            self._anew,
            self._inputs.get(locale, ""),
            self._told,
            self._strict,
        )

    def _kept(self, stale: Sequence[Locale]) -> Iterator[str]:
        """Yield the folders of the old site that are part of the new one, as they are."""
        if not self.site_dir.is_dir():
            return
        made = {each.tag for each in stale}
        gone = {each.locale.tag for each in self._siblings if not each.is_built}
        tags = {each.tag for each in self._every} - made - gone
        whole = self._chosen.issuperset(self._every)
        for folder in sorted(self.site_dir.iterdir()):
            if not folder.is_dir() or folder.name[0] == "." or folder.is_symlink():
                continue
            if folder.name in tags or (not whole and folder.name not in made | gone):
                yield folder.name


@contextmanager
def _cancelling(executor: Executor) -> Iterator[None]:
    """After an error, let nothing more be done, and wait until nobody writes any more."""
    try:
        yield
    except BaseException:
        executor.shutdown(cancel_futures=True)
        raise


def _hashes(known: Mapping[str, Mapping[str, Stamp]]) -> dict[str, str]:
    return {
        f"{tag}/{path}": each.sha256 for tag, files in known.items() for path, each in files.items()
    }
