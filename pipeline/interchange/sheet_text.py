"""CSV as spreadsheets save it: with or without a byte order mark, comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from pipeline.errors import ExchangeError

_LONGEST_CELL = 1 << 20


def decode_sheet(
    content: bytes, shown: str, columns: tuple[str, ...]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows of a sheet, each with its line; `columns` must be there, others may.

    Raises `ExchangeError` for what is no such sheet.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = "no UTF-8; save it as “CSV UTF-8”"
        raise ExchangeError(problem, shown, line) from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = io.StringIO(text, newline="")
    limit = csv.field_size_limit(_LONGEST_CELL)
    reader = csv.DictReader(lines, delimiter=delimiter, strict=True)
    try:
        missing = [name for name in columns if name not in (reader.fieldnames or ())]
        if missing:
            expected = ",".join(columns)
            raise ExchangeError(f"no column {', '.join(missing)}; expected {expected}", shown, 1)
        for row in reader:
            if None in row or None in row.values():
                count = len(reader.fieldnames or ())
                message = f"expected {count} fields, as in line 1"
                raise ExchangeError(message, shown, reader.line_num)
            yield reader.line_num, row
    except csv.Error as error:
        raise ExchangeError(f"no CSV: {error}", shown, reader.line_num) from None
    finally:
        csv.field_size_limit(limit)
