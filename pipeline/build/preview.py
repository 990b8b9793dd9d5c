"""Serve a built site on this machine, and build it again when something changes."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from pipeline.build.edition import read_editions
from pipeline.build.site import build_site
from pipeline.errors import BuildStopped, PipelineError, UsageError
from pipeline.locales import find_locale
from pipeline.project import read_project
from pipeline.validate import new_validator

_log = logging.getLogger("mkdocs.livereload")


def serve(config_file: Path, names: Sequence[str], host: str, port: int) -> None:
    """Serve the source's locale and those named, until the user stops it.

    A file that cannot be used is named on the log and the last good pages stay; a save that mends
    it builds them again.
    """
    site_dir = Path(tempfile.mkdtemp(prefix="leaflets-"))
    project = read_project(config_file)

    def rebuild() -> None:
        try:
            _build(config_file, names, site_dir)
        except (PipelineError, BuildStopped) as error:
            _log.error("%s", error)

    try:
        _build(config_file, names, site_dir)
        try:
            server = LiveReloadServer(builder=rebuild, host=host, port=port, root=str(site_dir))
        except OSError as error:
            raise UsageError(f"cannot listen on {host}:{port}: {error.strerror}") from None
        _log.setLevel(logging.INFO)
        for path in (project.source_dir, project.locales_dir, config_file):
            if path.exists():
                server.watch(str(path))
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            server.shutdown()
    finally:
        shutil.rmtree(site_dir, ignore_errors=True)


def _build(config_file: Path, names: Sequence[str], site_dir: Path) -> None:
    project = read_project(config_file)
    locales = {project.source_locale, *map(find_locale, names)}
    build_site(project, read_editions(new_validator(project), locales), site_dir)
