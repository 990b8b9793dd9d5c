"""Word documents and web pages as Markdown, through mammoth and markdownify.

The file is not trusted: a document is unpacked only if it is of an honest size, its XML may
declare no entities, pictures and programs stay behind, and so do links that lead to a program.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from html.parser import HTMLParser
from types import ModuleType

from pipeline.errors import ExchangeError, UsageError
from pipeline.importing.pieces import Doubt
from pipeline.importing.to_markdown import escape as escape_block
from pipeline.importing.to_markdown import escape_inline
from pipeline.interchange.safe_xml import parse_xml
from pipeline.markdown.segments import INLINE

LARGEST = 64 * 1024 * 1024
"""The most bytes that a document may have when it is unpacked."""
MOST_PARTS = 2000

_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|#|(?![a-z][a-z0-9+.-]*:|//))", re.IGNORECASE)
_PROGRAM = re.compile(
    r"<(script|style|template|iframe|object|svg|math|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_ITEM = re.compile(r"(?:-|\d+\.) ")
_BODY = re.compile(r"<body\b[^>]*>(.*?)(?:</body\s*>|\Z)", re.DOTALL | re.IGNORECASE)


def docx_to_html(content: bytes, shown: str) -> tuple[str, list[Doubt]]:
    """Return a Word document as HTML, and what could not be taken over."""
    _check_package(content, shown)
    mammoth = _library("mammoth", shown)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(content),
            convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
            include_embedded_style_map=False,
        )
    except Exception as error:  # mammoth has no error of its own for a document that it cannot read
        raise ExchangeError(f"no Word document (.docx): {error}", shown) from None
    doubts = [Doubt(1, f"Word: {message.message}") for message in result.messages]
    return str(result.value), doubts


def html_to_markdown(html: str, shown: str) -> tuple[str, str, list[Doubt]]:
    """Return Markdown, the HTML whose text it must keep, and what was left behind."""
    doubts = [
        Doubt(html.count("\n", 0, match.start()) + 1, f"<{match[1].lower()}> was left out")
        for match in _PROGRAM.finditer(html)
        if match[1]
    ]
    html = _PROGRAM.sub(lambda match: " " + "\n" * match[0].count("\n"), html)
    if body := _BODY.search(html):
        html = "\n" * html.count("\n", 0, body.start(1)) + body[1]
    cleaner = _Cleaner()
    cleaner.feed(html)
    cleaner.close()
    markdownify = _library("markdownify", shown)
    try:
        markdown: str = markdownify.markdownify(
            "".join(cleaner.escaped),
            heading_style="ATX",
            bullets="-",
            escape_asterisks=False,  # the text is escaped already, for Python-Markdown
            escape_underscores=False,
            escape_misc=False,
        )
    except RecursionError:
        raise ExchangeError("elements stand too deep within each other", shown) from None
    return _tidy(markdown), "".join(cleaner.clean), [*doubts, *cleaner.doubts]


def decode_text(content: bytes, shown: str) -> str:
    """Return the text of a file in UTF-8; raise `ExchangeError` for any other."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        raise ExchangeError("no text in UTF-8; save the file as UTF-8", shown, 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ExchangeError("no text in UTF-8; save the file as UTF-8", shown, line) from None


def _check_package(content: bytes, shown: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            size = sum(part.file_size for part in parts)
            if size > LARGEST or len(parts) > MOST_PARTS:
                found = f"{size:,} bytes in {len(parts):,} parts"
                raise ExchangeError(f"unpacks to {found}; that is no leaflet", shown)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    parse_xml(package.read(part), f"{shown}:{part.filename}", deepest=512)
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as error:
        raise ExchangeError(f"no Word document (.docx): {error}", shown) from None


def _library(name: str, shown: str) -> ModuleType:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError:
        wanted = "pip install 'leaflet-pipeline[import]'"
        raise UsageError(f"{shown}: needs the package {name}: {wanted}") from None


def _tidy(markdown: str) -> str:
    lines = [line.rstrip() for line in markdown.replace("\xa0", " ").split("\n")]
    text = "\n".join(_indented(lines))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    """Indent lists in lists by four spaces a level, as Python-Markdown wants them."""
    indents: list[int] = []
    for line in lines:
        content = line.lstrip(" ")
        indent = len(line) - len(content)
        if _ITEM.match(content):
            while indents and indent < indents[-1]:
                indents.pop()
            if not indents or indent > indents[-1]:
                indents.append(indent)
            yield "    " * (len(indents) - 1) + content
        elif content:
            indents = [each for each in indents if each < indent]
            yield "    " * len(indents) + content if indents else line
        else:
            yield ""


class _Cleaner(HTMLParser):
    """Writes HTML anew: no attribute but link targets, no pictures, no links to programs.

    `clean` has the text as it is, `escaped` so that it is still text when it has become Markdown.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.clean: list[str] = []
        self.escaped: list[str] = []
        self.doubts: list[Doubt] = []
        self._begins = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag without what only a browser needs."""
        given = {name: (value or "").strip() for name, value in attrs}
        line = self.getpos()[0]
        if tag == "img":
            alt = f" (“{given['alt']}”)" if given.get("alt") else ""
            self.doubts.append(Doubt(line, f"a picture was left out{alt}"))
            return
        if tag == "ol" and given.get("start", "1") != "1":
            found = f"a list that begins with {given['start']}; it begins with 1 now"
            self.doubts.append(Doubt(line, found))
        target = given.get("href", "") if tag == "a" else ""
        if target and not _SAFE_LINK.match(target):
            self.doubts.append(Doubt(line, f"a link was left out: “{target[:40]}”"))
            target = ""
        quoted = escape(target, quote=True).replace(" ", "%20").replace("(", "%28")
        quoted = quoted.replace(")", "%29")
        self._write(tag, f'<a href="{quoted}">' if target else f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        """Write the end of an element."""
        self._write(tag, f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Write text, and what Markdown would take for more than text so that it does not."""
        self.clean.append(escape(data))
        begins, text = self._begins, data.lstrip()
        self._begins = begins and not text
        if begins and text:
            space = data[: len(data) - len(text)]
            self.escaped.append(space + escape(escape_block(text)))
        else:
            self.escaped.append(escape(escape_inline(data)))

    def _write(self, tag: str, text: str) -> None:
        self._begins = self._begins or tag not in INLINE
        self.clean.append(text)
        self.escaped.append(text)
