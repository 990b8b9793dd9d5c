"""A line of a PO file: a comment, a keyword with a quoted string, or a string alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.catalogs.excerpt import excerpt

SPACE = " \t\r\f\v\n"
_KEYWORD = r"(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]+\])?)[ \t\r\f\v]*)?"
_USUAL = re.compile(r"(#~ )?" + _KEYWORD + r'"([^"\\]*(?:\\[bfnrtv"\\][^"\\]*)*)"')
_STRING = re.compile(_KEYWORD + r'"([^"\\]*(?:\\.[^"\\]*)*)"')
_ESCAPE = re.compile(r"((?:\\[0-7]{1,3}|\\x[0-9A-Fa-f]+)+)|\\(.)")
_BYTE = re.compile(r"\\(?:x([0-9A-Fa-f]+)|([0-7]{1,3}))")
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?:\s|$)")
FORBIDDEN = re.compile("[\0\4]")
_WORD = re.compile(r"([A-Za-z_]\w*)(\[[^\]]*\])?\s*(.*)")


class Line(NamedTuple):
    r"""What a line says.

    `mark` is `#`, `.`, `:` or `,` for the kinds of comments, `"` for a string, else empty. `text`
    is the comment, or what stands between the quotes, with no escapes but `\b\f\n\r\t\v\\\"`.
    """

    mark: str
    text: str = ""
    keyword: str = ""
    obsolete: bool = False
    previous: bool = False


def parse_line(line: str) -> Line:
    """Read a line; raises `ValueError` with what was found and what is expected."""
    if match := _USUAL.fullmatch(line):
        obsolete, keyword, body = match.groups()
        return Line('"', body, keyword or "", obsolete is not None)
    line = line.removesuffix("\r").lstrip(SPACE)
    if line[:1] != "#":
        return _string(line)
    if line[1:2] == "|":
        return _string(line[2:], previous=True)
    if line[1:2] != "~":
        return _comment(line[1:])
    rest = line[2:].lstrip(SPACE)
    if rest.startswith(("|", "#|")):
        return _string(rest.partition("|")[2], obsolete=True, previous=True)
    return _comment(rest[1:]) if rest.startswith("#") else _string(rest, obsolete=True)


def _comment(text: str) -> Line:
    mark = "#"
    if text[:1] in (".", ":", ",", "!"):
        mark = text[0].replace("!", ",")
        text = text[1:]
    text = text.removeprefix(" ")
    if text.endswith("\\ "):
        text = text[:-1]  # written so that gettext does not join the next line
    return Line(mark, text)


def _string(line: str, obsolete: bool = False, previous: bool = False) -> Line:
    line = line.strip(SPACE)
    if not line:
        return Line("")
    match = _STRING.fullmatch(line)
    if match is None:
        raise ValueError(_complaint(line))
    keyword, body = match.groups()
    if "\\" in body:
        body = _ESCAPE.sub(_unescaped, body)
    return Line('"', body, keyword or "", obsolete, previous)


def _unescaped(match: re.Match[str]) -> str:
    """Resolve the escapes that polib does not know: bytes by their number, and the bell."""
    numbers, letter = match.groups()
    if letter == "a":
        return "\a"
    if letter is not None:
        if letter not in 'bfnrtv"\\':
            raise ValueError(
                f"“\\{excerpt(letter)}” has no meaning; expected “\\\\” for a backslash"
            )
        return match.group()
    try:
        codes = [int(hexa, 16) if hexa else int(octal, 8) for hexa, octal in _BYTE.findall(numbers)]
        text = bytes(codes).decode()
    except ValueError:
        raise ValueError(f"“{numbers}” is not UTF-8; expected the character itself") from None
    if forbidden := FORBIDDEN.search(text):
        raise ValueError(f"U+{ord(forbidden.group()):04X}, which gettext reserves; expected text")
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _complaint(line: str) -> str:
    """Say what is wrong with a line that is no comment and has no well-formed string."""
    if _CONFLICT.match(line):
        return f"merge conflict (“{line[:7]}”); expected one of the two versions, without the marks"
    match = _WORD.match(line)
    word, index, rest = match.groups() if match else ("", None, line)
    if word == "domain":
        return "“domain” is not supported; expected one domain a file"
    if word and word not in ("msgctxt", "msgid", "msgid_plural", "msgstr"):
        return f"“{excerpt(line)}” is no keyword; expected msgctxt, msgid, msgid_plural or msgstr"
    if index and not (word == "msgstr" and index[1:-1].isdecimal()):
        return f"“{word}{excerpt(index)}”; expected msgstr[0], msgstr[1], …"
    if rest[:1] != '"':
        return f'“{excerpt(line)}”: expected a text between quotes ("), or “# ” before a comment'
    body = re.match(r'"(?:[^"\\]|\\.)*', rest)
    tail = rest[body.end() :].strip(SPACE) if body else ""
    if tail in ("", "\\"):
        return f'“{excerpt(rest)}” has no closing quote; expected “"” at the end of the line'
    if '"' in tail[1:]:
        return f'quote within the text, before “{excerpt(tail[1:])}”; expected “\\"”'
    return f"“{excerpt(tail[1:].strip())}” after the closing quote; expected nothing"
