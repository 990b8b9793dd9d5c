"""Arguments that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.locales import Locale
    from pipeline.project import Project


def add_locales(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the optional list of locales that most commands take."""
    parser.add_argument(
        "locales", nargs="*", metavar="LOCALE", help=f"{what} (default: every locale)"
    )


def chosen_locales(project: Project, names: Sequence[str]) -> list[Locale]:
    """Return the locales named on the command line, or all of the project.

    Raises `UsageError` for a locale that has no folder yet.
    """
    from pipeline.locales import find_locale

    if not names:
        return list(project.locales)
    chosen = []
    for name in dict.fromkeys(names):
        locale = find_locale(name)
        if locale not in project.locales and locale != project.source_locale:
            folder = project.shown(project.locales_dir / locale.name)
            raise UsageError(f"there is no folder {folder}; start it with: leaflets init {name}")
        chosen.append(locale)
    return chosen
