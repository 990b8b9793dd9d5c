"""Build the pages of one locale with MkDocs: all of them, or those that have changed.

`mkdocs.commands.build` makes every page of a site. The steps here are the same in the same order,
but a page that is remembered is taken over instead. This leans on how MkDocs 1.6 builds a site;
with a version that this was not tried with, MkDocs builds everything, as it has it.
"""

from __future__ import annotations

import logging
from collections.abc import Container, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from pipeline.build.edition import domain_of
from pipeline.build.memory import Remembered

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

TRIED = ("1.6.",)
"""The versions of MkDocs that this was tried with, by how they begin."""

_log = logging.getLogger(__name__)


def build(config: MkDocsConfig, memory: Remembered | None) -> int:
    """Build the site of the locale that `config` is set up for; return how often MkDocs warned.

    Raises `Abort` where `strict` turns MkDocs' warnings into errors.
    """
    found = version("mkdocs")
    if memory is None or not found.startswith(TRIED):
        if memory is not None:
            _log.info("MkDocs %s: every page is built anew", found)
        mkdocs_build.build(config)
        return 0
    with _counting() as count:
        try:
            _build(config, memory, count)
        except BuildError as error:
            config.plugins.on_build_error(error=error)
            raise Abort(str(error)) from None
        warnings = _total(count)
        if config.strict and warnings:
            raise Abort(f"Aborted with {warnings} warnings in strict mode!")
        return warnings


def press(config: MkDocsConfig, domains: Container[str]) -> None:
    """Make the plates of leaflets, and no page; with other versions of MkDocs, make none."""
    if not version("mkdocs").startswith(TRIED):
        return
    config = config.plugins.on_config(config)
    env = config.theme.get_env()
    files, _ = _files(config, env)
    for page in _pages(files, config):
        if domain_of(page) in domains:
            page.read_source(config)
            config.plugins["leaflets"].press.plate(page, page.markdown or "", files)  # type: ignore[attr-defined]


def _files(config: MkDocsConfig, env: Environment) -> tuple[Files, Navigation]:
    files = get_files(config)
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    return files, config.plugins.on_nav(nav, config=config, files=files)


def _pages(files: Files, config: MkDocsConfig) -> list[Page]:
    documents = files.documentation_pages(inclusion=InclusionLevel.is_included)
    return [file.page or Page(None, file, config) for file in documents]


def _build(config: MkDocsConfig, memory: Remembered, count: CountHandler) -> None:
    config = config.plugins.on_config(config)
    memory.attach(config)
    config.plugins.on_pre_build(config=config)
    env = config.theme.get_env()
    files, nav = _files(config, env)
    inclusion = InclusionLevel.is_included
    documents = files.documentation_pages(inclusion=inclusion)
    pages = _pages(files, config)
    warned: set[str] = set()

    def populate(page: Page) -> None:
        before = _total(count)
        with memory.reading(page):
            mkdocs_build._populate_page(page, config, files)
        if _total(count) > before:
            warned.add(page.file.src_uri)

    recalled = []
    for page in pages:
        if memory.recall(page):
            recalled.append(page.file.src_uri)
        else:
            populate(page)
    memory.know_titles(pages)
    stay = {p.file.src_uri for p in pages if p.file.src_uri in recalled and memory.take_over(p)}
    for page in pages:
        if page.file.src_uri in recalled and page.file.src_uri not in stay:
            populate(page)
    env = config.plugins.on_env(env, config=config, files=files)
    files.copy_static_files(inclusion=inclusion)
    for template in config.theme.static_templates:
        mkdocs_build._build_theme_template(template, env, files, config, nav)
    for template in config.extra_templates:
        mkdocs_build._build_extra_template(template, files, config, nav)
    for page in pages:
        if page.file.src_uri in stay:
            memory.restore(page)
            continue
        before = _total(count)
        with memory.writing(page):
            mkdocs_build._build_page(page, config, documents, nav, env)
        page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
        if page.file.src_uri in warned or _total(count) > before:
            memory.distrust(page)
    config.plugins.on_post_build(config=config)


def _total(count: CountHandler) -> int:
    return sum(count.counts.values())


@contextmanager
def _counting() -> Iterator[CountHandler]:
    """Count MkDocs' warnings, whether they are errors or not."""
    count = CountHandler()
    count.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(count)
    try:
        yield count
    finally:
        logger.removeHandler(count)
