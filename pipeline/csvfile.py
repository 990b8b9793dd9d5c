"""Tables that people edit: CSV files (RFC 4180) in UTF-8, with a header line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.errors import TableError
from pipeline.files import LARGEST_TABLE, read_limited


def read_rows(
    path: Path, shown: str, columns: tuple[str, ...]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows of a table, each with its line; none where there is no file.

    `columns` must be there; others may be added. Raises `TableError` for anything else.
    """
    try:
        text = read_limited(path, LARGEST_TABLE).decode("utf-8-sig")
    except FileNotFoundError:
        return
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TableError("no UTF-8; save the file as UTF-8", shown, line) from None
    except OSError as error:
        raise TableError(f"cannot be read: {error.strerror}", shown) from None
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        missing = [name for name in columns if name not in (reader.fieldnames or ())]
        expected = ",".join(columns)
        require(not missing, f"no column {', '.join(missing)}; expected {expected}", shown, 1)
        for row in reader:
            line = reader.line_num
            whole = None not in row and None not in row.values()
            count = len(reader.fieldnames or ())
            require(whole, f"expected {count} fields, as in line 1", shown, line)
            yield line, {name: value.strip() for name, value in row.items()}
    except csv.Error as error:
        raise TableError(f"no CSV: {error}", shown, reader.line_num) from None


def require(condition: bool, message: str, shown: str, line: int) -> None:
    """Raise `TableError` with a message unless a condition holds."""
    if not condition:
        raise TableError(message, shown, line)
