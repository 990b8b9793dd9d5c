"""Make a finished site readable without a network: from a disk, and once it has been visited.

From a disk, links must name files, and browsers refuse what search needs (`fetch`, workers): the
index is a script there, and `assets/offline.js` stands in for the worker. On a server, that same
script registers the service worker that keeps every page of its language.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import interface
from pipeline.build.edition import Edition
from pipeline.build.file_links import INDEX, file_address, link_to_files
from pipeline.build.notices import words
from pipeline.build.service_worker import write_service_worker
from pipeline.project import SITE_DOMAIN

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

SCRIPT = "assets/offline.js"

OFFLINE_PAGE = "offline.html"
"""The page that readers get in place of one that is not kept."""

ERROR_PAGE = "404.html"

_SCRIPT_OF_PAGE = re.compile(r"<script\b[^>]*\ssrc=|</body>", re.IGNORECASE)


def add_offline_page(config: MkDocsConfig, edition: Edition) -> None:
    """Have MkDocs build the page for readers without a network; needs the theme Material."""
    translate = edition.words(SITE_DOMAIN)
    config.theme.static_templates.add(OFFLINE_PAGE)
    config.extra["leaflets_offline"] = {
        "title": edition.plain(edition.site_word(interface.OFFLINE)),
        "heading": words(interface.OFFLINE, translate),
        "help": words(interface.OFFLINE_HELP, translate),
    }


def finish_page(html: str, path: str) -> str:
    """Make a page readable without a network; `path` is its file in the language's folder."""
    html = link_to_files(html)
    if path == ERROR_PAGE:  # shown under any address, it cannot name a relative one
        return html
    return _add_script(html, posixpath.relpath(SCRIPT, posixpath.dirname(path) or "."))


def finish_site(folder: Path, known: Mapping[str, str]) -> None:
    """Make the built site of one language work without a network.

    This is the last step: the service worker knows each file by its hash. `known` are the SHA-256
    of files that need not be read for it, nor be there yet, by their paths in the folder.
    """
    _write_index_script(folder / "search")
    pages = (OFFLINE_PAGE, ERROR_PAGE)
    fallbacks = (name for name in pages if name in known or (folder / name).exists())
    write_service_worker(folder, next(fallbacks, INDEX), known)


def _add_script(html: str, address: str) -> str:
    """Put the script before the page's others: the theme's starts a worker at once."""
    body = max(html.find("<body"), 0)
    place = _SCRIPT_OF_PAGE.search(html, body)
    at = place.start() if place else len(html)
    return f'{html[:at]}<script src="{address}"></script>\n{html[at:]}'


def _write_index_script(folder: Path) -> None:
    """Write the search index as the script that Material reads from a disk.

    See `plugins/offline/plugin.py` of mkdocs-material 9.
    """
    path = folder / "search_index.json"
    if not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    for entry in index["docs"]:
        page, hash_sign, anchor = entry["location"].partition("#")
        entry["location"] = f"{file_address(page or './')}{hash_sign}{anchor}"
    script = f"var __index = {json.dumps(index, separators=(',', ':'))}"
    (folder / "search_index.js").write_text(script, encoding="utf-8")
