"""What all languages of a site are made from, so that parts built apart can be told to fit."""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.build.sibling import Sibling
from pipeline.project import Project


def shared_inputs(project: Project, siblings: tuple[Sibling, ...]) -> dict[str, str]:
    """Return SHA-256 hashes of what the pages of every language depend on.

    `settings` are those of `mkdocs.yml` with all that they inherit, `source` is every file beside
    the leaflets, `theme` the project's own templates and hooks, and `languages` what pages tell of
    other languages.
    """
    return {
        "settings_sha256": _hash(project.settings),
        "source_sha256": _hash_files(project, _below(project.source_dir)),
        "theme_sha256": _hash_files(project, _theme(project)),
        "languages_sha256": _hash_plain([_language(sibling) for sibling in siblings]),
    }


def _language(sibling: Sibling) -> dict[str, Any]:
    figures = {domain: count.as_dict() for domain, count in sibling.coverage.items()}
    return {"locale": sibling.locale.name, "coverage": figures, "words": dict(sibling.words)}


def _theme(project: Project) -> Iterator[Path]:
    theme = project.settings.get("theme")
    folder = theme.get("custom_dir") if isinstance(theme, dict) else None
    if folder:
        yield from _below(project.root / str(folder))
    for hook in project.settings.get("hooks") or ():
        yield project.root / str(hook)


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files that MkDocs reads: names with a dot in front are left out, as it does."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            yield path


def _hash_files(project: Project, paths: Iterator[Path]) -> str:
    found = {project.shown(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    return _hash(found)


def _hash(value: Any) -> str:
    return _hash_plain(_plain(value))


def _hash_plain(value: Any) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Return a setting as plain values; a function or an object is its name and what it holds."""
    if isinstance(value, dict):
        return [[_plain(key), _plain(each)] for key, each in value.items()]
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, functools.partial):
        return [_plain(value.func), _plain(value.args), _plain(value.keywords)]
    named = value if hasattr(value, "__qualname__") else type(value)
    return f"{named.__module__}.{named.__qualname__}"
