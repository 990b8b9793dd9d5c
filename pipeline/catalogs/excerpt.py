"""A piece of a translator's text, fit for one line of an error."""

from __future__ import annotations


def excerpt(text: str, length: int = 40) -> str:
    r"""Return the beginning of a text, with what cannot be seen made visible (`\u200f`)."""
    seen = text if len(text) <= length else text[: length - 1] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in seen)
