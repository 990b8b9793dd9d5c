"""Read the tables of facts that the package carries: sorted rows, each with its source."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a table in `pipeline/facts/data`, by the names of its columns."""
    text = files("pipeline.facts").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
