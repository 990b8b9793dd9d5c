"""Write the service worker of one language: the script that keeps its pages in the browser."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from string import Template
from urllib.parse import quote

from pipeline.build.file_links import INDEX
from pipeline.build.memory import files_below

WORKER = "sw.js"

_TEMPLATE = Path(__file__).with_name("workers") / WORKER
_LEFT_OUT = frozenset({WORKER, "404.html", "robots.txt", "sitemap.xml", "search/search_index.js"})
_ENDINGS = frozenset({".gz", ".map"})
_STEMMERS = "assets/javascripts/lunr/"
_SEGMENTERS = {"hi": "wordcut.js", "ja": "tinyseg.js", "th": "wordcut.js"}
_PLAIN = "/!$&'()*+,;=:@~"
"""What stands in an address as it is, beside letters and digits (WHATWG URL, path)."""


def write_service_worker(folder: Path, fallback: str, known: Mapping[str, str]) -> None:
    """Write the service worker to the folder of a language.

    `fallback` is the page for an address that is not kept, `known` the SHA-256 of files by their
    paths, which need not be there yet; the others are read. The files and the worker's own text
    make its version, so that the same site has the same worker, and any change a new one.
    """
    kept = {
        _address(path): known.get(path) or _hash((folder / path).read_bytes())
        for path in _kept(folder, fallback, known)
    }
    template = _TEMPLATE.read_text(encoding="utf-8")
    files = json.dumps(kept, indent=0, sort_keys=True)
    script = Template(template).substitute(
        version=_hash((template + files + fallback).encode())[:16],
        fallback=json.dumps(_address(fallback)),
        files=files,
    )
    (folder / WORKER).write_text(script, encoding="utf-8")


def _kept(folder: Path, fallback: str, known: Iterable[str]) -> Iterator[str]:
    """Yield the files that readers need: no maps for developers, nothing for other languages."""
    needed = _stemmers(folder / "search" / "search_index.json")
    for name in sorted({*files_below(folder), *known}):
        path = PurePosixPath(name)
        if path.suffix in _ENDINGS or path.name.startswith("."):
            continue
        if name.startswith(_STEMMERS) and path.name not in needed:
            continue
        if name not in _LEFT_OUT or name == fallback:
            yield name


def _stemmers(index: Path) -> set[str]:
    """Return the files that Material's search loads for the languages of an index."""
    if not index.is_file():
        return set()
    languages = json.loads(index.read_text(encoding="utf-8"))["config"]["lang"]
    if languages == ["en"]:
        return set()
    segmenters = {_SEGMENTERS[name] for name in languages if name in _SEGMENTERS}
    names = {"stemmer.support", *languages, *(["multi"] if len(languages) > 1 else [])}
    return segmenters | {f"lunr.{name}.min.js" for name in names}


def _address(path: str) -> str:
    """Return the address of a file below the language's folder; a page has that of its folder."""
    parent, _, name = path.rpartition("/")
    if name == INDEX:
        path = f"{parent}/" if parent else ""
    return "./" + quote(path, safe=_PLAIN)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
