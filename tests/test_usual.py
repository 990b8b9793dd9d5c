"""Usual messages are read at once, and the result is that of the reader for all the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_catalogs import FIXTURES, catalogs, parsed_or_error, unhurried

from pipeline.catalogs import scan
from pipeline.catalogs.read import parse
from pipeline.catalogs.usual import read_usual
from pipeline.catalogs.write import serialize
from pipeline.errors import CatalogError
from pipeline.model import Catalog

LOCALES = Path(__file__).parents[1] / "locales"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
LINES = r"""
msgid "a"
msgid "b"
msgid ""
msgid  "c"
msgctxt "d"
msgctxt ""
msgid_plural "e"
msgstr "f"
msgstr ""
msgstr "g\n"
msgstr[0] "h"
"i"
"j\"k"
"l\101m"
"n\\"
"o\q"
"p"q"
"r
 "s"
"t"␠
""
"
"u\u2028v"
#| msgid "w"
#~ msgid "x"
#~ msgstr "y"
# z
#. z
#: z.md:1 z.md:2
#, fuzzy, c-format
#,fuzzy
#
#z
z
""".strip("\n").replace("␠", " ").replace("\\u2028", "\u2028").split("\n")  # fmt: skip
GARBAGE = '"\\\n #~|,.:[]\r\tmsgidtrx'


def slowly(text: str) -> Catalog | CatalogError:
    """Read a file as if no message were usual."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "read_usual", lambda block, line: None)
        return parsed_or_error(text)


def agree(text: str) -> bool:
    """Tell whether both ways to read give the same catalog, or the same error."""
    one, other = parsed_or_error(text), slowly(text)
    if isinstance(one, CatalogError):
        return str(one) == str(other)
    return one == other


@unhurried
@given(catalogs())
def test_generated_catalogs(catalog: Catalog) -> None:
    assert agree(serialize(catalog))


@settings(unhurried, max_examples=500)
@given(st.lists(st.sampled_from([*LINES, *[""] * 9]), max_size=16).map("\n".join))
def test_lines_in_any_order(text: str) -> None:
    assert agree(HEADER + text)
    assert agree(text)


@settings(unhurried, max_examples=200)
@given(catalogs(), st.integers(0, 2000), st.text(GARBAGE, max_size=4))
def test_damaged_catalogs(catalog: Catalog, at: int, garbage: str) -> None:
    text = serialize(catalog)
    assert agree(text[:at] + garbage + text[at + 1 :])


@pytest.mark.parametrize("folder", [FIXTURES, LOCALES], ids=lambda folder: folder.name)
def test_files(folder: Path) -> None:
    texts = [path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*.po*"))]
    assert len(texts) > 10
    assert all(agree(text) for text in texts)


def test_nearly_all_messages_of_the_repository_are_usual() -> None:
    for path in LOCALES.rglob("*.po"):
        text = path.read_text(encoding="utf-8")
        messages = len(parse(text, path.name).entries)
        usual = sum(read_usual(block, 1) is not None for block in text.strip().split("\n\n"))
        assert usual > 0.9 * messages, path


COMMENTS_BETWEEN = """
# of nothing

# of a
msgid "a"
msgstr "b"

# at the end
"""


def test_comments_go_where_they_went() -> None:
    found = parse(HEADER + COMMENTS_BETWEEN.strip("\n"), "a.po").entries
    assert [entry.translator_comments for entry in found] == [("of nothing", "of a", "at the end")]
    assert agree(HEADER + COMMENTS_BETWEEN)
