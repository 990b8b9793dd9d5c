"""Make single pages of a built locale again, and leave all its other pages as they are.

This leans on how MkDocs makes a page; with a version that this was not tried with, whoever asks is
told to build the locale as a whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from mkdocs.commands import build as mkdocs_build

from pipeline.build.edition import Edition, domain_of
from pipeline.build.made import Made
from pipeline.build.shared import TRIED
from pipeline.extract import FRONT_MATTER_KEYS
from pipeline.model import Message
from pipeline.project import SITE_DOMAIN

T = TypeVar("T")

_TITLES = frozenset({*FRONT_MATTER_KEYS.values(), "heading of level 1"})
"""What a message is that other pages show too, in their navigation."""


def make_again(made: Made, domains: Collection[str], new: Edition, old: Edition) -> Path:
    """Make the pages of some domains again; return the folder in which they are.

    All other pages stay those of the edition `old`, and so do the titles that they show.
    """
    folder = Path(made.config.site_dir)
    shutil.rmtree(folder, ignore_errors=True)
    new.english_titles.update(old.english_titles)
    new.counts.update(_without(old.counts.items(), domains))
    new.english_headings.update(_without(old.english_headings.items(), domains))
    made.config.plugins["leaflets"].edition = new  # type: ignore[attr-defined]
    every = made.files.documentation_pages()
    for file in every:
        if file.page is not None and domain_of(file.page) in domains:
            mkdocs_build._populate_page(file.page, made.config, made.files)
            mkdocs_build._build_page(file.page, made.config, every, made.nav, made.templates)
    return folder


def changed_domains(old: Edition, new: Edition, saved: Iterable[str]) -> set[str] | None:
    """Return the domains whose pages differ, `None` where other pages may differ too.

    `saved` are the domains whose catalogs were saved. A title stands on all pages, and so do the
    words of the site.
    """
    if not version("mkdocs").startswith(TRIED) or new.workbench is None:
        return None
    templates = new.workbench.templates
    differ = {
        domain
        for domain in templates
        if old.publications.get(domain) != new.publications.get(domain)
    }
    found = {*saved, *differ}
    titles = (
        (domain, message)
        for domain in found.intersection(templates)
        for message in templates[domain]
        if _TITLES.intersection(message.comments)
    )
    if SITE_DOMAIN in found or any(_differs(old, new, *title) for title in titles):
        return None
    return found


def _differs(old: Edition, new: Edition, domain: str, message: Message) -> bool:
    key = (domain, message.msgid, message.msgctxt)
    return old.translate(*key) != new.translate(*key)


def _without(items: Iterable[tuple[str, T]], domains: Collection[str]) -> dict[str, T]:
    return {domain: value for domain, value in items if domain not in domains}
