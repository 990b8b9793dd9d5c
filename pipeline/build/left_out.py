"""Leaflets that the policy leaves out of a language: no page, and links to the English one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import InclusionLevel
from mkdocs.utils import get_relative_url

from pipeline.build.edition import Edition
from pipeline.build.head import beside

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


def leave_out(files: Files, config: MkDocsConfig, edition: Edition) -> None:
    """Exclude the pages of a language that are left out, and their entries of the navigation."""
    left_out = _paths(edition)
    for path in left_out:
        file = files.get_file_from_path(path)
        if file is not None:
            file.inclusion = InclusionLevel.EXCLUDED
    if left_out and config.nav is not None:
        config.nav = _without(config.nav, left_out)


def lead_to_english(html: str, page: Page, files: Files, edition: Edition) -> str:
    """Return a page's HTML in which links to pages that are left out lead to the English ones."""
    for path in sorted(_paths(edition)):
        file = files.get_file_from_path(path)
        if file is None:
            continue
        old = get_relative_url(file.url, page.file.url)
        new = f"{beside(page, edition.siblings[0].locale).removesuffix(page.url)}{file.url}"
        html = re.sub(rf'(href="){re.escape(old)}(?=["#?])', rf"\g<1>{new}", html)
    return html


def _paths(edition: Edition) -> frozenset[str]:
    """Return the source files of the leaflets that are left out."""
    if edition.is_source:
        return frozenset()
    return frozenset(f"{domain}.md" for domain in edition.own.left_out)


def _without(nav: Any, paths: frozenset[str]) -> Any:
    """Return a part of `nav` without some pages, and without the sections that held no others."""
    if isinstance(nav, list):
        kept = [_without(each, paths) for each in nav]
        return [each for each in kept if each is not None]
    if isinstance(nav, dict):
        found = {title: _without(each, paths) for title, each in nav.items()}
        return {title: each for title, each in found.items() if each} or None
    return None if nav in paths else nav
