"""All checks, in the order of their names, found in this folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pipeline.checks
from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name, how much a finding of it weighs, what it is for, and how it finds."""

    name: str
    severity: Severity
    documentation: str
    find: Callable[[Pair], Iterator[Problem]]

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.documentation.partition("\n")[0]


@cache
def all_checks() -> Mapping[str, Check]:
    """Return every check by its name; a file in this folder is one where it has a `SEVERITY`."""
    found = {}
    for module in sorted(pkgutil.iter_modules(pipeline.checks.__path__), key=lambda m: m.name):
        loaded = importlib.import_module(f"{pipeline.checks.__name__}.{module.name}")
        if hasattr(loaded, "SEVERITY"):
            name = module.name.replace("_", "-")
            found[name] = Check(name, loaded.SEVERITY, (loaded.__doc__ or "").strip(), loaded.find)
    return MappingProxyType(found)
