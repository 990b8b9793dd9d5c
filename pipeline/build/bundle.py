"""The files of a project as one value, for a machine that has none of them."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.build.inputs import locale_digest, why_unknown
from pipeline.cache import digest, read_bytes, tools_digest
from pipeline.clock import now
from pipeline.errors import UsageError
from pipeline.markdown.pure import uses_snippets
from pipeline.project import Project
from pipeline.settings_file import settings_files

_THEN = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP file can hold
_ENVIRONMENT = re.compile(r"!ENV\s+(\[[^\]]*\]|\S+)")
_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What all locales of a project share: settings, leaflets, templates, the theme's own files.

    `digest` stands for the whole project, the catalogs too, `tools` for the program that reads it.
    `environment` holds the variables that the settings name, `None` for one that is not set.
    """

    digest: str
    config_file: str
    archive: bytes
    environment: Mapping[str, str | None]
    tools: str


def bundle(project: Project) -> Bundle:
    """Read the bundle of a project.

    Raises `UsageError` for a file outside the project's folder, which has no place elsewhere.
    """
    settings = list(settings_files(project.config_file))
    archive = pack({*settings, *_shared(project)}, project.root)
    environment = _environment(settings)
    every = sorted(each.name for each in project.locales)
    own = (locale_digest(project, each) for each in project.locales)
    told = (repr(sorted(environment.items())), tools_digest(), repr(every))
    return Bundle(
        digest(archive, *told, *own),
        project.config_file.name,
        archive,
        environment,
        tools_digest(),
    )


def _shared(project: Project) -> Iterator[Path]:
    source = list(files(project.source_dir))
    if why_unknown(project) or any(uses_snippets(_text(each)) for each in source):
        yield from _whole(project)
        return
    yield from source
    locales = {project.locales_dir / each.name for each in project.locales}
    yield from (each for each in files(project.locales_dir) if locales.isdisjoint(each.parents))
    theme = project.settings.get("theme")
    folder = theme.get("custom_dir") if isinstance(theme, dict) else None
    if folder:
        yield from files(project.root / str(folder))


def _text(path: Path) -> str:
    return (read_bytes(path) or b"").decode("utf-8", "replace") if path.suffix == ".md" else ""


def _whole(project: Project) -> Iterator[Path]:
    """Yield every file of a project, for its pages may be made from any, but hidden ones."""
    for top, folders, names in os.walk(project.root):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and Path(top, name) != project.site_dir
        ]
        yield from (Path(top, name) for name in names if not name.startswith("."))


def _environment(settings: Iterable[Path]) -> dict[str, str | None]:
    text = "\n".join((read_bytes(path) or b"").decode("utf-8", "replace") for path in settings)
    names = {name for named in _ENVIRONMENT.findall(text) for name in _NAME.findall(named)}
    found = {name: os.environ.get(name) for name in sorted(names)}
    return found | {"SOURCE_DATE_EPOCH": str(int(now().timestamp()))}


def files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, through symbolic links too, as MkDocs does."""
    for top, _, names in os.walk(folder, followlinks=True):
        yield from (Path(top, name) for name in names)


def pack(paths: Iterable[Path], root: Path) -> bytes:
    """Return files as a ZIP file, the same for the same names and contents."""
    packed = io.BytesIO()
    top = root.absolute()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(path.absolute() for path in paths):
            if not path.is_relative_to(top) or ".." in path.relative_to(top).parts:
                message = "lies outside the project's folder; a cluster gets only what lies in it"
                raise UsageError(message, path)
            info = zipfile.ZipInfo(path.relative_to(top).as_posix(), _THEN)
            content = path.read_bytes()
            archive.writestr(info, content, zipfile.ZIP_DEFLATED, compresslevel=1)
    return packed.getvalue()


def unpack(packed: bytes, folder: Path) -> None:
    """Write the files of a ZIP file below a folder; none gets outside of it."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)
