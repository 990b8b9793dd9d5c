"""`publication.json`: what a built site holds, and what each page was made from.

It is the same, byte for byte, for the same sources, catalogs and tools, so that it can be said
afterwards what readers were shown.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Container, Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.build.grounds import Grounds
from pipeline.build.memory import files_below
from pipeline.build.shared_inputs import shared_inputs
from pipeline.build.sibling import Sibling
from pipeline.clock import now
from pipeline.coverage import Coverage
from pipeline.project import SITE_DOMAIN, Options, Project

NAME = "publication.json"
VERSION = 1
TOOLS = (
    "babel",
    "leaflet-pipeline",
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "phonenumbers",
    "pymdown-extensions",
)


def write_publication(
    site_dir: Path,
    project: Project,
    siblings: tuple[Sibling, ...],
    known: Mapping[str, str] | None = None,
) -> None:
    """Write the record of the languages that stand below `site_dir`, as the last of all files.

    `known` are the SHA-256 of files that need not be read for it, by their paths.
    """
    built = {
        sibling.locale.tag
        for sibling in siblings
        if (site_dir / sibling.locale.tag).is_dir() or not sibling.is_built
    }
    hashes = known or {}
    record = made_from(project, siblings, built)
    record["files"] = {
        name: hashes.get(name) or digest(site_dir / name) for name in _files(site_dir)
    }
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    (site_dir / NAME).write_text(text, encoding="utf-8", newline="\n")


def made_from(
    project: Project, siblings: tuple[Sibling, ...], tags: Container[str]
) -> dict[str, Any]:
    """Return what some of the languages are made from, and with which tools."""
    built = [sibling for sibling in siblings if sibling.locale.tag in tags]
    domains = sorted({domain for each in siblings for domain in each.coverage})
    sources = {domain: digest(project.source_dir / f"{domain}.md") for domain in domains}
    return {
        "version": VERSION,
        "date": now().date().isoformat(),
        "tools": {"python": platform.python_version()} | {name: version(name) for name in TOOLS},
        "policy": _policy(project.options),
        "inputs": shared_inputs(project, siblings),
        "locales": [_locale(project, sibling, sources) for sibling in built],
    }


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits, empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _locale(project: Project, sibling: Sibling, sources: Mapping[str, str]) -> dict[str, Any]:
    leaflets = []
    for domain, source in sources.items():
        made: dict[str, Any] = {"domain": domain, "source_sha256": source}
        if not sibling.is_source:
            made["catalog_sha256"] = digest(project.catalog_path(sibling.locale, domain))
            made |= {"state": sibling.state(domain).value}
            made |= sibling.coverage.get(domain, Coverage()).as_dict()
            made["held_back"] = _held_back(sibling, domain)
            made |= asdict(sibling.grounds.get(domain, Grounds()))
        leaflets.append(made)
    folder = project.locales_dir / sibling.locale.name
    tables = {} if sibling.is_source else {
        f"{name}_sha256": digest(folder / f"{name}.csv") for name in ("terms", "reviews", "waivers")
    } | {"site_sha256": digest(project.catalog_path(sibling.locale, SITE_DOMAIN))}  # fmt: skip
    return {
        "locale": sibling.locale.name,
        "tag": sibling.locale.tag,
        **tables,
        "leaflets": leaflets,
    }


def _policy(options: Options) -> dict[str, Any]:
    return {
        "require_review": list(options.require_review),
        "review_max_age": options.review_max_age,
        **asdict(options.publish),
    }


def _held_back(sibling: Sibling, domain: str) -> dict[str, Any] | None:
    """Return why readers get no translation of a leaflet, and what they get instead."""
    held = sibling.held.get(domain)
    if held is None:
        return None
    return {
        "reason": held.reason,
        "path": held.path,
        "line": held.line,
        "below": held.below,
    }


def _files(site_dir: Path) -> Iterator[str]:
    """Yield the files of a site, but those beside its languages that a build leaves alone."""
    for path in sorted(files_below(site_dir), key=lambda path: path.split("/")):
        if path != NAME and not path.startswith("."):
            yield path
