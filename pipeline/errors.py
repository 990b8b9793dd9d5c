"""What can be wrong with the input: one family, one line each."""

from __future__ import annotations

import re
from pathlib import Path

_LINE_END = re.compile(r"[\r\n]")
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """Return a text as long, in which nothing moves a cursor or turns a terminal's text round."""
    return _CONTROLS.sub("\ufffd", _LINE_END.sub(" ", text))


class PipelineError(Exception):
    """Input that cannot be used: says where, what was found and what is expected.

    The command line prints it as one line and ends with exit status 2.
    """

    def __init__(self, message: str, path: Path | str | None = None, line: int | None = None):
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __reduce__(self) -> tuple[type[PipelineError], tuple[str, Path | str | None, int | None]]:
        """Keep path and line on the way from a worker process."""
        return type(self), (self.message, self.path, self.line)

    def __str__(self) -> str:
        where = "" if self.path is None else f"{self.path}:"
        if where and self.line is not None:
            where += f"{self.line}:"
        return f"{where} {self.message}".lstrip()


class ConfigError(PipelineError):
    """`mkdocs.yml` is missing, unreadable, or holds a value that cannot be used."""


class LocaleError(PipelineError):
    """A locale that CLDR does not know, or that is spelled in another way than its folder."""


class CatalogError(PipelineError):
    """A `.po` or `.pot` file that cannot be read or written."""


class TableError(PipelineError):
    """A row of a term base, or of another table, that cannot be used."""


class SourceError(PipelineError):
    """A leaflet that cannot be read: its front matter, its name, its encoding."""


class ExchangeError(PipelineError):
    """A file from another tool (XLIFF, CSV, TBX, Word, HTML) that cannot be read or written."""


class UsageError(PipelineError):
    """A command that was called in a way that it cannot follow."""


class BuildStopped(Exception):  # noqa: N818 - it stops a build, and may be no mistake
    """A build that `--strict` ends because MkDocs warned of something; the command returns 1."""
