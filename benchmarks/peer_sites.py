"""Give other site generators the same leaflets: translated Markdown, and settings to match.

    python benchmarks/peer_sites.py FOLDER

FOLDER holds a project in `project/` (made by `generate.py`). Beside it comes a folder for each
generator, with the leaflets in which every message is replaced by its translation.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from pipeline.build.language import material_language
from pipeline.catalogs.read import read
from pipeline.leaflets import read_leaflets
from pipeline.locales import Locale
from pipeline.model import Entry
from pipeline.project import Project, read_project

PLAIN, STATIC_I18N, HUGO = "plain", "static-i18n", "hugo"
"""The folders: one for MkDocs and Zensical, with a project for each locale, and two others."""

_HUGO_PAGE = """\
<!doctype html>
<html lang="{{ .Language.Lang }}">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><h1>{{ .Title }}</h1>
<nav>{{ range .Site.RegularPages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>
{{ .Content }}</body>
</html>
"""


def filled(text: str, entries: Sequence[Entry]) -> str:
    """Return a leaflet with its messages replaced by their translations, where they stand.

    Raises `ValueError` for a message that is not in the line that its catalog names: generated
    messages never go over a line.
    """
    lines = text.split("\n")
    for entry in entries:
        for location in entry.message.locations:
            line = lines[location.line - 1]
            if entry.message.msgid not in line:
                raise ValueError(f"{location}: no “{entry.message.msgid}” in “{line}”")
            lines[location.line - 1] = line.replace(entry.message.msgid, entry.msgstr, 1)
    return "\n".join(lines)


def translated(project: Project, locale: Locale) -> Iterator[tuple[str, str]]:
    """Yield each leaflet's domain and text in a language."""
    for leaflet in read_leaflets(project):
        if locale == project.source_locale:
            yield leaflet.domain, leaflet.text
            continue
        path = project.catalog_path(locale, leaflet.domain)
        yield leaflet.domain, filled(leaflet.text, read(path, path.name).entries)


def write_peer_sites(folder: Path) -> None:
    """Write the translated leaflets, and what each generator needs to build them."""
    project = read_project(folder / "project" / "mkdocs.yml")
    locales = (project.source_locale, *project.locales)
    for locale in locales:
        docs = folder / PLAIN / locale.tag / "docs"
        others = folder / STATIC_I18N / "docs" / locale.tag, folder / HUGO / "content" / locale.tag
        for each in (docs, *others):
            each.mkdir(parents=True)
        for domain, text in translated(project, locale):
            name = f"{domain}.md"
            (docs / name).write_text(text, encoding="utf-8")
            os.link(docs / name, others[0] / name)
            # Hugo takes `index.md` for a page that owns all others in its folder.
            os.link(docs / name, others[1] / ("_index.md" if domain == "index" else name))
        _write_yaml(docs.parent / "mkdocs.yml", _plain(project, locale))
    _write_yaml(folder / STATIC_I18N / "mkdocs.yml", _static_i18n(project, locales))
    _write_hugo(folder / HUGO, project, locales)


def _common(project: Project) -> dict[str, Any]:
    """Return the project's settings without this project's plugin."""
    settings: dict[str, Any] = copy.deepcopy(dict(project.settings))
    settings["plugins"] = ["search"]
    return settings


def theme_options(locale: Locale) -> dict[str, str]:
    """Return Material's options for a language: it speaks English where it has no words of it."""
    return {"language": material_language(locale) or "en", "direction": locale.direction}


def _plain(project: Project, locale: Locale) -> dict[str, Any]:
    settings = _common(project)
    settings["docs_dir"] = "docs"
    settings["site_url"] += f"{locale.tag}/"
    settings["theme"] |= theme_options(locale)
    return settings


def _static_i18n(project: Project, locales: Sequence[Locale]) -> dict[str, Any]:
    settings = _common(project)
    settings["docs_dir"] = "docs"
    languages = [
        {
            "locale": locale.tag,
            "name": locale.autonym,
            "default": locale == project.source_locale,
            "build": True,
            "theme": theme_options(locale),
        }
        for locale in locales
    ]
    settings["theme"] |= {"language": "en", "direction": "ltr"}
    settings["plugins"].append({"i18n": {"docs_structure": "folder", "languages": languages}})
    return settings


def _write_yaml(path: Path, settings: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")


def _write_hugo(folder: Path, project: Project, locales: Sequence[Locale]) -> None:
    settings = {
        "baseURL": str(project.settings["site_url"]),
        "title": project.name,
        "defaultContentLanguage": project.source_locale.tag.lower(),
        "defaultContentLanguageInSubdir": True,
        "disableKinds": ["rss", "taxonomy", "term"],
        "languages": {
            locale.tag.lower(): {"weight": weight, "contentDir": f"content/{locale.tag}"}
            for weight, locale in enumerate(locales, start=1)
        },
    }
    (folder / "hugo.json").write_text(json.dumps(settings, indent=2), encoding="utf-8")
    layouts = folder / "layouts"
    layouts.mkdir()
    for name in ("home.html", "page.html"):
        (layouts / name).write_text(_HUGO_PAGE, encoding="utf-8")


def main() -> None:
    """Write the sites of a folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    write_peer_sites(parser.parse_args().folder)


if __name__ == "__main__":
    main()
