"""Build the pages of one locale with MkDocs: all of them, those that have changed, or a shard.

`mkdocs.commands.build` makes every page of a site. The steps here are the same in the same order,
but a page that is remembered is taken over instead. This leans on how MkDocs 1.6 builds a site;
with a version that this was not tried with, MkDocs builds everything, as it has it.
"""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from pipeline.build.edition import domain_of
from pipeline.build.memory import Remembered
from pipeline.build.pages import translate_front_matter
from pipeline.build.shard import WHOLE, Shard, quiet

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
    if memory is None or not goes_in_steps():
        if memory is not None:
            _log.info("MkDocs %s: every page is built anew", version("mkdocs"))
        mkdocs_build.build(config)
        return 0
    with _counting(config) as count:
        _build(config, memory, WHOLE, count)
        config.plugins.on_post_build(config=config)
    return _accept(config, _total(count))


def goes_in_steps() -> bool:
    """Tell whether this was tried with the version of MkDocs that there is."""
    return version("mkdocs").startswith(TRIED)


def press(config: MkDocsConfig, domains: Container[str]) -> None:
    """Make the plates of leaflets, and no page; with other versions of MkDocs, make none."""
    if not goes_in_steps():
        return
    config = config.plugins.on_config(config)
    env = config.theme.get_env()
    files, _ = _files(config, env)
    for page in _pages(files, config):
        if domain_of(page) in domains:
            page.read_source(config)
            config.plugins["leaflets"].press.plate(page, page.markdown or "", files)  # type: ignore[attr-defined]


def build_shard(config: MkDocsConfig, memory: Remembered, shard: Shard) -> int:
    """Build a shard of the pages, but not what all pages are needed for.

    Returns how often MkDocs warned.
    """
    with _counting(config) as count:
        _build(config, memory, shard, count)
    return _total(count)


def build_rest(
    config: MkDocsConfig,
    memory: Remembered,
    entries: Iterable[dict[str, Any]],
    files: Mapping[str, str],
    warnings: int,
) -> int:
    """Build what all pages of a locale are needed for, when all of its shards are built.

    `entries` are those of its search index, `files` the SHA-256 of all that was written; how often
    MkDocs warned is told and returned as if the locale had been built at once.
    """
    with _counting(config), quiet():
        config = config.plugins.on_config(config)
        memory.attach(config)
        config.plugins.on_pre_build(config=config)
        memory.know_rest(entries, files)
        config.plugins.on_post_build(config=config)
    return _accept(config, warnings)


def _accept(config: MkDocsConfig, warnings: int) -> int:
    if config.strict and warnings:
        raise Abort(f"Aborted with {warnings} warnings in strict mode!")
    return warnings


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


def _build(config: MkDocsConfig, memory: Remembered, shard: Shard, count: CountHandler) -> None:
    inclusion = InclusionLevel.is_included
    with quiet(not shard.is_first):
        config = config.plugins.on_config(config)
        memory.attach(config)
        config.plugins.on_pre_build(config=config)
        env = config.theme.get_env()
        files, nav = _files(config, env)
        documents = files.documentation_pages(inclusion=inclusion)
        every = _pages(files, config)
    pages, others = shard.split(every)
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
    with quiet():
        for page in others:
            if not _skim(page, config, memory):
                populate(page)
        for page in _named_by(pages, config):
            if page.content is None:
                populate(page)
    memory.know_titles(every)
    stay = {p.file.src_uri for p in pages if p.file.src_uri in recalled and memory.take_over(p)}
    for page in pages:
        if page.file.src_uri in recalled and page.file.src_uri not in stay:
            populate(page)
    env = config.plugins.on_env(env, config=config, files=files)
    if shard.is_first:
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


def _skim(page: Page, config: MkDocsConfig, memory: Remembered) -> bool:
    """Give a page what other pages show of it, where that can be told without its text."""
    page.read_source(config)
    if "title" not in page.meta and "title" not in page.__dict__:
        return False  # its first heading is the title
    with memory.reading(page):
        translate_front_matter(page, memory.edition)
    return True


def _named_by(pages: Iterable[Page], config: MkDocsConfig) -> Iterator[Page]:
    """Yield the pages whose anchors are named on some pages, where MkDocs warns of wrong ones."""
    if config.validation.links.anchors < logging.WARNING:
        return
    files = (file for page in pages for file in page.links_to_anchors or ())
    yield from (file.page for file in files if file.page is not None)


def _total(count: CountHandler) -> int:
    return sum(count.counts.values())


@contextmanager
def _counting(config: MkDocsConfig) -> Iterator[CountHandler]:
    """Count MkDocs' warnings, whether they are errors or not; turn its errors into `Abort`."""
    count = CountHandler()
    count.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(count)
    try:
        yield count
    except BuildError as error:
        config.plugins.on_build_error(error=error)
        raise Abort(str(error)) from None
    finally:
        logger.removeHandler(count)
