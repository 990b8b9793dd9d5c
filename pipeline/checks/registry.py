"""All checks, in the order of their names, found in this folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pipeline.checks
from pipeline.checks.pair import Pair
from pipeline.model import Catalog, Entry, Problem, Severity
from pipeline.terms import Glossary, TermBase

FindInPair = Callable[[Pair], Iterable[Problem]]
FindInLocale = Callable[[Mapping[str, Catalog]], Iterator[tuple[str, Entry, Problem]]]
FindInSource = Callable[[str, Glossary], Iterator[Problem]]
FindInTerms = Callable[[TermBase], Iterator[tuple[int, Problem]]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name, how much a finding of it weighs, what it is for, and how it finds.

    Most look at one translation (`find`). Some look at all catalogs of a locale together
    (`find_in_locale`, by domain): they see entries that readers never do, such as fuzzy ones.
    Others look at a text of the source (`find_in_source`) or at the term base (`find_in_terms`,
    by line). Those on waivers and sign-offs have none of these: `pipeline.waivers` and
    `pipeline.reviews` find for them.

    `needs` (`NEEDS` in the module) names what of a `Pair` the check looks at, such as `phones`:
    where that is empty, the check finds nothing and need not be called. Most are not.
    """

    name: str
    severity: Severity
    documentation: str
    find: FindInPair | None
    find_in_locale: FindInLocale | None
    find_in_source: FindInSource | None
    find_in_terms: FindInTerms | None
    needs: str = ""

    @property
    def summary(self) -> str:
        """The first sentence of the documentation."""
        return " ".join(self.documentation.partition("\n\n")[0].split())


@cache
def all_checks() -> Mapping[str, Check]:
    """Return every check by its name; a file in this folder is one where it has a `SEVERITY`."""
    found = {}
    for module in sorted(pkgutil.iter_modules(pipeline.checks.__path__), key=lambda m: m.name):
        loaded = importlib.import_module(f"{pipeline.checks.__name__}.{module.name}")
        if hasattr(loaded, "SEVERITY"):
            name = module.name.replace("_", "-")
            found[name] = Check(
                name,
                loaded.SEVERITY,
                (loaded.__doc__ or "").strip(),
                getattr(loaded, "find", None),
                getattr(loaded, "find_in_locale", None),
                getattr(loaded, "find_in_source", None),
                getattr(loaded, "find_in_terms", None),
                getattr(loaded, "NEEDS", ""),
            )
    return MappingProxyType(found)
