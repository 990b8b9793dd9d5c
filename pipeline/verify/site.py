"""Verify a built site: every page of every language, and what leads to it."""

from __future__ import annotations

import gc
import multiprocessing
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.gate import Templates
from pipeline.leaflets import read_leaflets
from pipeline.locales import Locale
from pipeline.model import Finding
from pipeline.policy import PublishPolicy
from pipeline.validate import Validator, without_collector
from pipeline.verify.edition import EditionProof
from pipeline.verify.facts import Judge
from pipeline.verify.folder import INDEX, NO_LEAFLETS, SiteFolder, read_folder
from pipeline.verify.links import LinkProof
from pipeline.verify.proofs import Proofs, known_templates, proofs_of, shared_digest
from pipeline.verify.record import compare_record, damaged_record, recorded_files, unrecorded

_FILES = 500
"""How many files one task compares with the record."""


@dataclass(frozen=True)
class Verified:
    """What was looked at, and what was found."""

    pages: int
    languages: int
    findings: list[Finding]


@dataclass(frozen=True)
class SiteProof:
    """A built site, and what it is to say.

    `recorded` are the digests of the files that were published, `None` where their record is
    damaged; `anew` proves every page, whatever is remembered.
    """

    validator: Validator
    site: SiteFolder
    domains: Mapping[str, str]
    templates: Templates
    recorded: Mapping[str, str] | None
    anew: bool = False

    @cached_property
    def judge(self) -> Judge:
        """The judge of the English pages."""
        return Judge.of(self.validator, self.validator.source)

    @cached_property
    def locales(self) -> tuple[Locale, ...]:
        """The languages that were built, the source's first."""
        project = self.validator.project
        others = [each for each in project.locales if each != project.source_locale]
        tags = {file.partition("/")[0] for file in self.site.files if "/" in file}
        return tuple(each for each in (project.source_locale, *others) if each.tag in tags)

    @cached_property
    def links(self) -> LinkProof:
        """What follows the links of all pages."""
        return LinkProof(self.site, {locale.tag: locale for locale in self.locales})

    def edition(self, locale: Locale) -> list[Finding]:
        """Return what is wrong with one language."""
        proof = EditionProof(
            self.site,
            self.validator,
            locale,
            self.domains,
            self.links,
            self.judge,
            self.templates,
            self.recorded or {},
            self._proofs(locale),
        )
        with without_collector():
            return list(proof.findings())

    def _proofs(self, locale: Locale) -> Proofs:
        return proofs_of(self.site, self.validator, locale, self._shared, anew=self.anew)

    @cached_property
    def _shared(self) -> str:
        """What stands for all that every page is compared with."""
        locales = [locale.name for locale in self.locales]
        return shared_digest(self.site, self.validator, locales, self.domains, self.templates)

    @property
    def others(self) -> list[tuple[str, str]]:
        """The files with their digests that are published, and that are not among the pages."""
        pages = {place for locale in self.locales for place in self.site.below(locale.tag)}
        recorded = self.recorded or {}
        return sorted(each for each in recorded.items() if each[0] not in pages)

    def record(self, recorded: Sequence[tuple[str, str]]) -> list[Finding]:
        """Return which files are not as they were published."""
        return list(compare_record(self.site, recorded, self.judge))

    def around(self) -> Iterator[Finding]:
        """Yield what is wrong with the page on which readers choose, and with whole folders."""
        tags = {locale.tag for locale in self.locales}
        folders = {file.partition("/")[0] for file in self.site.files if file.endswith(".html")}
        for folder in sorted(folders - tags):
            if folder in self.site.files:
                continue
            message = "No locale belongs to this folder; it is left of an older build."
            yield self.judge.finding("page-stale", message, self.site.shown(folder), 1)
        yield from unrecorded(self.site, self.recorded or {}, tags, self.judge)
        for name in (INDEX, "404.html"):
            page = self.site.keep(name)
            if page is None:
                message, shown = "The page is not there.", self.site.shown(name)
                yield self.judge.finding("page-missing", message, shown, 1)
            else:
                yield from self.links.broken(page, self.judge)
                yield from self.judge.dials([*page.article.calls, *page.calls], page.shown, "")

    @property
    def pages(self) -> int:
        """How many pages of leaflets were looked at."""
        tags = {locale.tag for locale in self.locales}
        pages = (file.partition("/") for file in self.site.files if file.endswith(".html"))
        return sum(folder in tags and name not in NO_LEAFLETS for folder, _, name in pages)


def verify_site(
    validator: Validator, site_dir: Path, jobs: int = 1, *, anew: bool = False
) -> Verified:
    """Compare the facts of every page below a folder with those of its English page.

    The work is shared out to as many processes as `jobs` says; what was proved before is not
    proved again, but for `anew`. Raises `UsageError` where there is no built site.
    """
    proof = read_site(validator, site_dir, anew=anew)
    findings = list(proof.around())
    if proof.recorded is None:
        findings.append(damaged_record(proof.site, proof.judge))
    for found in _share_out(proof, proof.others, jobs):
        findings += found
    findings.sort(key=lambda finding: finding.order)
    return Verified(proof.pages, len(proof.locales), findings)


def read_site(validator: Validator, site_dir: Path, *, anew: bool = False) -> SiteProof:
    """Find out what is to be verified; raise `UsageError` where there is no built site."""
    project = validator.project
    site = read_folder(project, site_dir)
    tag = project.source_locale.tag
    if not any(file.startswith(f"{tag}/") for file in site.files):
        raise UsageError(
            f"{project.shown(site_dir)}: expected a built site with a folder “{tag}”; "
            "make it with: leaflets build"
        )
    domains = {_address(leaflet.domain): leaflet.domain for leaflet in read_leaflets(project)}
    holds = project.options.publish != PublishPolicy()
    templates = known_templates(project, anew=anew) if holds else {}
    return SiteProof(validator, site, domains, templates, recorded_files(site), anew)


Task = Locale | Sequence[tuple[str, str]]
"""A language to verify, or files to compare with the record."""

_proof: SiteProof | None = None
"""What a process of the pool verifies."""


def _share_out(
    proof: SiteProof, recorded: Sequence[tuple[str, str]], jobs: int
) -> Iterator[list[Finding]]:
    chunks = [recorded[at : at + _FILES] for at in range(0, len(recorded), _FILES)]
    tasks: list[Task] = [*proof.locales, *chunks]
    if jobs == 1 or len(proof.site.files) < _FILES:
        yield from (_perform(proof, task) for task in tasks)
        return
    with ProcessPoolExecutor(jobs, _context(), _begin, (proof,)) as executor:
        yield from executor.map(_task, tasks)


def _context() -> Any:
    """Copy this process where that is safe: on Linux, where no other thread may hold a lock."""
    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


def _begin(proof: SiteProof) -> None:
    global _proof
    _proof = proof
    gc.disable()  # the process ends when all is verified, and hardly anything is a cycle


def _task(task: Task) -> list[Finding]:
    assert _proof is not None  # noqa: S101
    return _perform(_proof, task)


def _perform(proof: SiteProof, task: Task) -> list[Finding]:
    return proof.edition(task) if isinstance(task, Locale) else proof.record(task)


def _address(domain: str) -> str:
    """Return the file of a leaflet's page below the folder of a language."""
    folder, _, name = domain.rpartition("/")
    place = folder if name.lower() in ("index", "readme") else domain
    return f"{place}/{INDEX}".lstrip("/")
