"""`leaflets handout LOCALE [SLUG…]`: write leaflets as PDF files, in one language and in two."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.locales import Locale
    from pipeline.project import Project

EXAMPLE = "example: leaflets handout ar overdose"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("locale", metavar="LOCALE", help="the language of the patient")
    parser.add_argument(
        "slugs", nargs="*", metavar="SLUG", help="leaflets to print (default: every leaflet)"
    )
    parser.add_argument(
        "-d",
        "--dir",
        type=Path,
        metavar="DIR",
        help="where to (default: handouts, beside site_dir)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write `DIR/<tag>/<slug>.pdf`, and `<slug>-<source>-<tag>.pdf` in two languages."""
    from pipeline.build.pdf import require_weasyprint
    from pipeline.commands.arguments import chosen_locales
    from pipeline.project import read_project

    project = read_project(arguments.config_file)
    (locale,) = chosen_locales(project, [arguments.locale])
    slugs = _chosen_slugs(project, arguments.slugs)
    require_weasyprint()
    folder = (arguments.dir or project.site_dir.parent / "handouts") / locale.tag
    files = _print(project, locale, slugs)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if not arguments.quiet:
            print(project.shown(path))
    return 0


def _chosen_slugs(project: Project, names: Sequence[str]) -> list[str]:
    from pipeline.errors import UsageError
    from pipeline.leaflets import read_leaflets

    known = [leaflet.domain for leaflet in read_leaflets(project)]
    for name in names:
        if name not in known:
            raise UsageError(f"there is no leaflet “{name}”; known: {', '.join(known)}")
    return list(dict.fromkeys(names)) or known


def _print(project: Project, locale: Locale, slugs: Sequence[str]) -> dict[str, bytes]:
    """Return the PDF files by name. All are made before one is written."""
    import tempfile

    from pipeline.build.edition import read_editions
    from pipeline.build.handout import HANDOUT, SHEET, folder_of_slug
    from pipeline.build.pdf import print_page
    from pipeline.build.site import build_editions
    from pipeline.errors import BuildStopped, UsageError
    from pipeline.validate import new_validator

    source = project.source_locale
    root = str(project.settings.get("site_url") or "")
    files: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="leaflets-") as name:
        site_dir = Path(name)
        try:
            editions = read_editions(new_validator(project), [locale])
        except BuildStopped as error:
            raise UsageError(str(error)) from None
        held = editions[0].own.held
        left_out = [slug for slug in slugs if slug in editions[0].own.left_out]
        if left_out:
            raise UsageError(str(held[left_out[0]]))
        build_editions(project.config_file, editions, site_dir, jobs=1, strict=False, sheets=True)
        for slug in slugs:
            kinds = {SHEET: slug, HANDOUT: f"{slug}-{source.tag}-{locale.tag}"}
            for kind, file in kinds.items():
                page = f"{locale.tag}/{folder_of_slug(slug, kind)}/index.html"
                if kind == SHEET or locale != source:
                    files[f"{file}.pdf"] = print_page(site_dir, page, root, locale.tag)
    return files
