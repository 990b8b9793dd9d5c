"""Make the links of built pages work without a server too.

MkDocs links to folders (`../overdose/`) and leaves it to the server to send their `index.html`;
opened from a disk, such a link shows a list of files.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from urllib.parse import urlsplit, urlunsplit

INDEX = "index.html"

_LINK = re.compile(
    r"""<!--.*?-->|<script\b.*?</script>|<a\s(?:[^>"']|"[^"]*"|'[^']*')*+>""",
    re.DOTALL | re.IGNORECASE,
)
_HREF = re.compile(
    r"""(\shref\s*=\s*)(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))""",
    re.IGNORECASE,
)


def link_to_files(html: str) -> str:
    """Return a page whose links to folders of its own site name the file in them."""
    return _LINK.sub(_link, html)


def file_address(address: str) -> str:
    """Return a relative address that names a file, `index.html` where it named a folder.

    What is no relative address of a folder is returned as it is: an address with a scheme or a
    host, one from the root of a server, one of the page itself (`#signs`).
    """
    parts = urlsplit(address)
    folder = parts.path.endswith("/") or parts.path.rpartition("/")[2] in {".", ".."}
    if parts.scheme or parts.netloc or parts.path.startswith("/") or not folder:
        return address
    path = parts.path.removesuffix("/").removesuffix("/.")
    return urlunsplit(parts._replace(path=INDEX if path == "." else f"{path}/{INDEX}"))


def _link(found: re.Match[str]) -> str:
    tag = found[0]
    return _linked(tag) if tag[:2].lower() == "<a" else tag


@lru_cache(maxsize=4096)  # pages of one folder share most of their links
def _linked(tag: str) -> str:
    return _HREF.sub(_href, tag, count=1)


def _href(href: re.Match[str]) -> str:
    address = unescape(href["double"] or href["single"] or href["bare"] or "")
    changed = file_address(address)
    return href[0] if changed == address else f'{href[1]}"{escape(changed)}"'
