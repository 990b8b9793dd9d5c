"""The page on which readers choose a language: static, without scripts, right in every script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from pipeline import interface
from pipeline.build.edition import Edition
from pipeline.project import SITE_DOMAIN

_PAGE = Template("""\
<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
$alternates
<style>
:root { color-scheme: light dark; --ink: #10312f; --paper: #fff; --edge: #b5cfcc; --tint: #eef6f5 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e3f1ef; --paper: #12201f; --edge: #3d5e5b; --tint: #1b2e2c }
}
* { box-sizing: border-box }
body {
  margin: 0 auto; max-width: 60rem; padding: 1.25rem;
  background: var(--paper); color: var(--ink);
  font: 1.125rem/1.5 system-ui, "Noto Sans", "Noto Sans Arabic", "Noto Sans SC", sans-serif;
}
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0 1.25rem }
ul {
  list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem;
  grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr));
}
a {
  display: block; height: 100%; padding: .75rem 1rem; text-align: start; text-decoration: none;
  color: inherit; background: var(--tint); border: 1px solid var(--edge); border-radius: .5rem;
}
a:hover, a:focus-visible { outline: 3px solid #00897b; outline-offset: 2px }
strong { display: block; font-size: 1.25rem; line-height: 1.4 }
</style>
</head>
<body>
<main>
<h1>$heading</h1>
<nav aria-label="$label"><ul>
$languages
</ul></nav>
</main>
</body>
</html>
""")


def chooser(name: str, editions: Sequence[Edition], home: str = "") -> str:
    """Return the page: each language by its own name, in its own direction.

    The languages stand in the order of their tags, which favours none and is the same for all.
    `home` is the address of the page to start at, below the folder of a language.
    """
    ordered = sorted(editions, key=lambda edition: edition.locale.tag)
    return _PAGE.substitute(
        title=escape(name),
        heading=escape(name),
        label=escape(interface.CHOOSE_LANGUAGE),
        alternates="\n".join(
            f'<link rel="alternate" hreflang="{tag}" href="{tag}/{home}">'
            for tag in (edition.locale.tag for edition in ordered)
        ),
        languages="\n".join(_item(edition, home) for edition in ordered),
    )


def write_chooser(site_dir: Path, name: str, editions: Sequence[Edition]) -> None:
    """Write the page to the root of the built site."""
    site_dir.mkdir(parents=True, exist_ok=True)
    page = chooser(name, editions, _home(site_dir / editions[0].locale.tag))
    (site_dir / "index.html").write_text(page, encoding="utf-8")


def _home(folder: Path) -> str:
    """Return the first page of a language's site, empty where it has an index."""
    if (folder / "index.html").exists():
        return ""
    pages = sorted(path.relative_to(folder) for path in folder.rglob("*.html"))
    first = next((page for page in pages if page.name != "404.html"), Path("404.html"))
    return first.as_posix().removesuffix("index.html")


def _item(edition: Edition, home: str) -> str:
    locale = edition.locale
    words = edition.translate(SITE_DOMAIN, interface.CHOOSE_LANGUAGE) or ""
    invitation = f"<span>{escape(words)}</span>" if words else ""
    return (
        f'<li><a href="{locale.tag}/{home}" hreflang="{locale.tag}" lang="{locale.tag}"'
        f' dir="{locale.direction}"><strong>{escape(locale.autonym)}</strong>{invitation}</a></li>'
    )
