"""The flags of a message (`#, fuzzy, no-wrap`), as text and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_LANGUAGES = """
c objc python python-brace java java-printf csharp javascript scheme lisp elisp librep ruby sh awk
lua object-pascal smalltalk qt qt-plural kde kde-kuit boost tcl perl perl-brace php gcc-internal
gfc-internal ycp
"""
_FORMATS = [f"{no}{name}-format" for name in _LANGUAGES.split() for no in ("", "no-")]
_ORDER = ["fuzzy", *_FORMATS, "range:", "no-wrap"]
_WORDS = {"fuzzy", *_FORMATS, "no-wrap", "wrap"}


def format_flags(flags: Iterable[str]) -> Iterator[str]:
    """Yield the line that states flags, if there are any, in the order of gettext 0.21.

    Flags that it does not know come last. `wrap` holds anyway, and is left out.
    """
    kept = sorted({flag for flag in flags if flag and flag != "wrap"}, key=_rank)
    if kept:
        yield "#, " + ", ".join(kept)


def parse_flags(lines: Iterable[str]) -> Iterator[str]:
    """Yield the flags that lines state, without their `#,`, whether a comma parts them or not."""
    for line in lines:
        for part in line.split(","):
            words = part.split()
            known = [word for word in words if word in _WORDS]
            yield from known
            if other := " ".join(word for word in words if word not in _WORDS):
                yield other


def _rank(flag: str) -> tuple[int, str]:
    name = "range:" if flag.startswith("range:") else flag
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), flag)
