"""Which pages are made of nothing but their text and the site's settings.

What was found in such a page may be remembered by its text. An extension that reads other files, or
that nobody has looked at, may make another page of the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_BUILT_IN = frozenset(
    (  # noqa: SIM905
        "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs "
        "legacy_em md_in_html meta nl2br sane_lists smarty tables toc wikilinks"
    ).split()
)
"""The extensions of Python-Markdown itself, without `markdown.extensions.` in front."""

_PYMDOWN = frozenset(
    (  # noqa: SIM905
        "arithmatex betterem blocks.admonition blocks.definition blocks.details blocks.html "
        "blocks.tab caret critic details emoji escapeall extra highlight inlinehilite keys "
        "magiclink mark progressbar saneheaders smartsymbols snippets superfences tabbed tasklist "
        "tilde"
    ).split()
)
"""The extensions of pymdown-extensions that read no file, without `pymdownx.` in front.

`snippets` is among them, for a page that uses it shows it.
"""

_SNIPPET = "-8<-"
_READ_FILES = frozenset({"auto_append", "bibliography", "relative_path"})


def why_impure(names: Iterable[Any], configs: Mapping[str, Any]) -> str:
    """Return which extension may look at more than the text of a page, empty where none does."""
    for name in names:
        if not isinstance(name, str) or not _is_pure(name):
            return f"the Markdown extension {name}"
        own = configs.get(name) or {}
        for key in _READ_FILES & set(own):
            return f"the option {key} of {name}"
    if " at 0x" in repr(configs):
        return "a function in the settings of an extension"
    return ""


def uses_snippets(text: str) -> bool:
    """Tell whether a page may take a part of its text from another file."""
    return _SNIPPET in text


def _is_pure(name: str) -> bool:
    own = name.removeprefix("markdown.extensions.")
    return own in _BUILT_IN or name.removeprefix("pymdownx.") in _PYMDOWN or own == "leaflets"
