"""Addresses in running text: URLs (RFC 3986), bare host names, e-mail addresses (RFC 5322)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from pipeline.model import Fact

_GENERIC = "app|biz|care|com|edu|gov|health|help|info|int|mil|mobi|net|ngo|org|pro|site"
_WORDS = frozenset({"ad", "am", "as", "at", "be", "by", "do", "in", "is", "it", "me", "my", "no"})
_WORDS |= {"so", "to", "us"}  # countries that are English words: “the curfew.In May”
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_REST = r"(?:[/?#][A-Za-z0-9._~:/?#@!$&()*+,;=%-]*)?"
_QUICK = re.compile(r"[A-Za-z0-9][.@][A-Za-z]|://")
_EMAIL = re.compile(rf"(?:mailto:)?[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:{_LABEL}\.)+[A-Za-z]{{2,}}")
_TRAILING = ".,:;!?*_~-"
_SUFFIX = re.compile(r"[:’'-][^\W\d_]+\Z")


def find_addresses(text: str) -> Iterator[Fact]:
    """Yield the URLs and e-mail addresses of a text.

    The value of a `url` has its host in lower case. A host whose last label is that of a country,
    with no scheme, `www.` or path, is of kind `host`: it may be a full stop without a space.
    """
    if not _QUICK.search(text):
        return
    taken = []
    for match in _EMAIL.finditer(text):
        taken.append(match.span())
        value = match[0].removeprefix("mailto:").lower()
        yield Fact("email", value, match[0].removeprefix("mailto:"), *match.span())
    for match in _url().finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        shown = _trimmed(match[0])
        sure = match["scheme"] or match["rest"] or match["generic"] or shown[:4].lower() == "www."
        end = match.start() + len(shown)
        yield Fact("url" if sure else "host", url_value(shown), shown, match.start(), end)


def url_value(shown: str) -> str:
    """Return a URL with its scheme and host in lower case, and no slash at its end."""
    scheme, slashes, rest = shown.rpartition("://")
    host = re.match(r"[^/?#]*", rest)
    size = host.end() if host else 0
    behind = rest[size:]
    return scheme.lower() + slashes + rest[:size].lower() + behind.removesuffix("/")


def is_same_address(expected: str, found: str) -> bool:
    """Tell whether two URLs are the same but for a scheme that only one shows, or for an ending.

    Endings are those that a language puts behind a name: Hungarian *-on*, Finnish *:ssa*.
    """
    for value in (found, _SUFFIX.sub("", found)):
        if expected == value:
            return True
        if ("://" in expected) != ("://" in value):
            same = expected.rpartition("://")[2] == value.rpartition("://")[2]
            if same:
                return True
    return False


def _trimmed(shown: str) -> str:
    """Leave out the punctuation behind a URL, and all from a bracket that it does not open."""
    depth = 0
    for at, character in enumerate(shown):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            shown = shown[:at]
            break
    return shown.rstrip(_TRAILING)


@cache
def _url() -> re.Pattern[str]:
    codes = (str(code).lower() for code in Locale("en").territories)
    countries = {code for code in codes if len(code) == 2 and code.isalpha()} | {"eu", "uk"}
    country = "|".join(sorted(countries - _WORDS))
    edge = r"(?![A-Za-z0-9])"
    return re.compile(
        rf"(?:(?<![A-Za-z0-9])(?P<scheme>(?:https?|ftp)://)(?:{_LABEL}\.)*{_LABEL}(?::[0-9]+)?"
        rf"|(?<![A-Za-z0-9_@./\u00c0-\u024f-])(?:{_LABEL}\.)+"
        rf"(?:(?P<generic>{_GENERIC})|(?:{country})){edge}(?::[0-9]+)?)"
        rf"(?P<rest>{_REST})",
        re.ASCII | re.IGNORECASE,
    )
