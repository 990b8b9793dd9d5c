"""Share between the builds of one process what MkDocs would make anew for each: the templates.

MkDocs makes a Jinja environment whenever it is asked for one (`Theme.get_env`), and so compiles
Material's templates once a language. All languages here have the same templates: their words are
in the settings. This leans on how MkDocs keeps its theme; with a version that this was not tried
with, everything is made anew, as MkDocs has it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from importlib.metadata import version
from typing import TYPE_CHECKING

from jinja2 import BaseLoader, Environment

if TYPE_CHECKING:
    from mkdocs.theme import Theme

TRIED = ("1.6.",)
"""The versions of MkDocs that this was tried with, by how they begin."""

_environments: dict[tuple[str, ...], Environment] = {}
_log = logging.getLogger(__name__)


def share_templates(theme: Theme) -> None:
    """Let a theme use the environment of the theme before it that has the same folders."""
    found = version("mkdocs")
    if not found.startswith(TRIED):
        _log.info("MkDocs %s: templates are compiled for each language", found)
        return
    folders = tuple(theme.dirs)
    if folders not in _environments:
        environment = theme.get_env()
        if environment.loader:
            environment.loader = _Known(environment.loader)
            _list_quickly(environment)
        _environments[folders] = environment
    shared = _environments[folders]
    theme.get_env = lambda: shared  # type: ignore[method-assign]


def _list_quickly(environment: Environment) -> None:
    """Spare MkDocs the hidden files among the templates, which it asks for and always drops."""
    plain = environment.list_templates
    visible = [name for name in plain() if not name.startswith(".")]

    def list_templates(
        extensions: Collection[str] | None = None,
        filter_func: Callable[[str], bool] | None = None,
    ) -> list[str]:
        if (
            extensions is None
            and getattr(filter_func, "__module__", "") == "mkdocs.structure.files"
        ):
            return list(filter(filter_func, visible))
        return plain(extensions, filter_func)

    environment.list_templates = list_templates  # type: ignore[method-assign]


def forget_templates() -> None:
    """Read templates anew from now on: somebody may have changed them."""
    _environments.clear()


class _Known(BaseLoader):
    """A loader that lists its templates once; Material has ten thousand icons among them."""

    def __init__(self, loader: BaseLoader) -> None:
        self.get_source = loader.get_source  # type: ignore[method-assign]
        self._names = loader.list_templates()

    def list_templates(self) -> list[str]:
        return self._names
