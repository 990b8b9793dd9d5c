"""What MkDocs made the pages of a locale from, for a preview that makes some of them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation


@dataclass(frozen=True, slots=True)
class Made:
    """The settings, the files, the navigation and the templates of a build."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    templates: Environment
