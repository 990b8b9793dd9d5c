"""What stands above the languages: the page to choose one, and what machines read first.

The pages need no script to be of use; with one, the reader's own language is offered first and
remembered.
"""

from __future__ import annotations

import functools
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline import interface
from pipeline.build.edition import Edition
from pipeline.build.file_links import link_to_files
from pipeline.build.phones import emergency_numbers
from pipeline.build.sibling import in_reading_order
from pipeline.coverage import State


def write_root(site_dir: Path, root_url: str, names: tuple[str, str], edition: Edition) -> None:
    """Write the root of a built site: the chooser, `404.html`, `robots.txt` and `sitemap.xml`.

    Only languages are named that were built and of which readers see something. `edition` is any
    one of the site, `names` are the site's name and description; without `root_url`, its absolute
    address, there is no sitemap.
    """
    site_dir.mkdir(parents=True, exist_ok=True)
    languages = [
        sibling
        for sibling in in_reading_order(edition.siblings)
        if sibling.overall is not State.MISSING and (site_dir / sibling.locale.tag).is_dir()
    ]
    tags = [sibling.locale.tag for sibling in languages]
    values = {
        "name": names[0],
        "description": names[1],
        "languages": languages,
        "homes": {tag: _home(site_dir / tag) for tag in tags},
        "root": root_url and root_url.rstrip("/") + "/",
        "words": interface,
        "partly": State.PARTLY,
        "emergency": list(emergency_numbers(edition.glossary, local=False)),
    }
    index = _environment().get_template("chooser.html")
    chooser = link_to_files(index.render(values, folder="", lost=False))
    _write(site_dir / "index.html", chooser)
    folder = urlsplit(root_url).path.rstrip("/") + "/"
    _write(site_dir / "404.html", index.render(values, folder=folder, lost=True))
    _write(site_dir / "robots.txt", _robots(root_url))
    if root_url:
        sitemap = _environment().get_template("sitemap_index.xml")
        _write(site_dir / "sitemap.xml", sitemap.render(values))


def _robots(root_url: str) -> str:
    """Return `robots.txt` (RFC 9309): everything may be read."""
    lines = ["User-agent: *", "Disallow:"]
    if root_url:
        lines.append(f"Sitemap: {urljoin(root_url.rstrip('/') + '/', 'sitemap.xml')}")
    return "\n".join([*lines, ""])


def _home(folder: Path) -> str:
    """Return the first page of a language's site, empty where it has an index."""
    if (folder / "index.html").exists():
        return ""
    pages = (path.relative_to(folder) for path in folder.rglob("index.html"))
    first = min(pages, key=lambda page: (len(page.parts), page), default=Path("404.html"))
    return first.as_posix().removesuffix("index.html")


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
