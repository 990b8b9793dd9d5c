"""Simplified and traditional Chinese: characters that only one of the two writes.

`data/han.csv` holds common pairs of the General List of Simplified Chinese Characters (1986) of
which neither half is in use in the other way of writing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def foreign_han(text: str, script: str) -> str:
    """Return the characters of a text that `script` (Hans or Hant) does not write, in order."""
    foreign = _foreign().get(script)
    return "".join(foreign.findall(text)) if foreign else ""


def own_han(text: str, script: str) -> str:
    """Return the characters of a text that only `script` (Hans or Hant) writes, in order."""
    return foreign_han(text, "Hant" if script == "Hans" else "Hans")


@cache
def _foreign() -> Mapping[str, re.Pattern[str]]:
    text = files("pipeline.facts").joinpath("data/han.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return {
        "Hans": re.compile(f"[{''.join(row['traditional'] for row in rows)}]"),
        "Hant": re.compile(f"[{''.join(row['simplified'] for row in rows)}]"),
    }
