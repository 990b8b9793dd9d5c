"""Whether the pages are valid HTML: the Nu checker on the site and on plain Material's.

    python benchmarks/nu.py

Both sites are built from this repository's leaflets: ours in every language, and Material's in
English without the plugin `leaflets`. What the checker calls an error on plain Material's pages is
Material's own; each other error is ours, is printed, and makes the exit status 1. Needs `npm` (for
the package vnu-jar) and Java.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from peers import npm_peer, program
from served import build, copy_project

VNU = "26.9.27"


def without_plugin(config: Path) -> None:
    """Take the plugin `leaflets` out of a project's settings."""
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    settings["plugins"] = [
        plugin for plugin in settings["plugins"] if "leaflets" not in (plugin, *_names(plugin))
    ]
    config.write_text(yaml.safe_dump(settings), encoding="utf-8")


def _names(plugin: Any) -> list[str]:
    return list(plugin) if isinstance(plugin, dict) else []


def plain_material(folder: Path) -> Path:
    """Build the leaflets as plain Material does; return the folder of the site."""
    config = copy_project(folder, "https://example.org/")
    without_plugin(config)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", config]
    subprocess.run(command, check=True, capture_output=True)
    return config.parent / "site"


def errors(site: Path) -> list[dict[str, Any]]:
    """Return the Nu checker's errors on every page of a site."""
    jar = npm_peer("vnu-jar", VNU) / "build" / "dist" / "vnu.jar"
    options = ["--format", "json", "--skip-non-html", "--exit-zero-always"]
    command = [program("java", "run the Nu checker"), "-jar", jar, *options, site]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    messages: list[dict[str, Any]] = json.loads(run.stderr)["messages"]
    return [message for message in messages if message["type"] in ("error", "non-document-error")]


def kind(error: dict[str, Any]) -> str:
    """Return what an error says, without the names and values of the place where it stands."""
    return re.sub(r"“[^”]*”", "“…”", error["message"])


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folders = Path(name) / "ours", Path(name) / "plain"
        for folder in folders:
            folder.mkdir()
        ours = build(copy_project(folders[0], "https://example.org/"))
        plain = plain_material(folders[1])
        pages = {site: len(list(site.rglob("*.html"))) for site in (ours, plain)}
        found, materials = errors(ours), errors(plain)
    known = {kind(error) for error in materials}
    own = [error for error in found if kind(error) not in known]
    print(f"Nu checker {VNU}")
    print(f"plain Material: {pages[plain]} pages, {len(materials)} errors of {len(known)} kinds")
    print(f"the site: {pages[ours]} pages, {len(found)} errors, {len(own)} not Material's own")
    for text, count in sorted(Counter(kind(error) for error in own).items()):
        first = next(error for error in own if kind(error) == text)
        page = first["url"].partition("/site/")[2]
        print(f"{count:5} × {text}\n        {page}:{first.get('lastLine')}: {first.get('extract')}")
    return 1 if own else 0


if __name__ == "__main__":
    raise SystemExit(main())
