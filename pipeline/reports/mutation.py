"""What the mutation test found: the rate of each kind and locale, and every survivor."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipeline.mutate.kinds import KINDS
from pipeline.mutate.run import Mutant


def rates(mutants: Sequence[Mutant]) -> dict[str, dict[str, tuple[int, int]]]:
    """Return by kind and locale how many mutants were caught, and how many there are."""
    table: dict[str, dict[str, tuple[int, int]]] = {}
    for mutant in mutants:
        row = table.setdefault(mutant.kind, {})
        caught, total = row.get(mutant.locale, (0, 0))
        row[mutant.locale] = (caught + mutant.caught, total + 1)
    return {kind: table[kind] for kind in KINDS if kind in table}


def render_text(mutants: Sequence[Mutant]) -> str:
    """Return a table of the rates, then the survivors, each with its place."""
    table = rates(mutants)
    locales = sorted({mutant.locale for mutant in mutants})
    width = max([len(kind) for kind in table] + [4])
    lines = ["".join([" " * width, "  must be", *(f"{name:>9}" for name in locales), "     all"])]
    for kind, row in table.items():
        cells = [_share([row[name]]) if name in row else "–" for name in locales]
        must = "error" if KINDS[kind].deadly else "found"
        lines.append(
            f"{kind:<{width}}  {must:<7}"
            + "".join(f"{cell:>9}" for cell in cells)
            + f"{_share(list(row.values())):>8}"
        )
    every = [pair for row in table.values() for pair in row.values()]
    caught, total = sum(c for c, _ in every), sum(t for _, t in every)
    lines.append(f"\n{caught} of {total} mistakes caught ({_share(every)}).")
    lines += [_survivor(mutant) for mutant in mutants if not mutant.caught]
    return "\n".join(lines) + "\n"


def render_json(mutants: Sequence[Mutant], seed: int) -> str:
    """Return the same as one JSON object."""
    report: dict[str, Any] = {
        "version": 1,
        "seed": seed,
        "kinds": [
            {
                "kind": kind,
                "deadly": KINDS[kind].deadly,
                "locales": {
                    name: {"caught": caught, "mutants": total}
                    for name, (caught, total) in sorted(row.items())
                },
            }
            for kind, row in rates(mutants).items()
        ],
        "survivors": [
            {
                "kind": mutant.kind,
                "locale": mutant.locale,
                "path": mutant.path,
                "line": mutant.line,
                "msgid": mutant.msgid,
                "msgstr": mutant.msgstr,
                "found": mutant.found.value if mutant.found else None,
            }
            for mutant in mutants
            if not mutant.caught
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _share(pairs: Sequence[tuple[int, int]]) -> str:
    total = sum(total for _, total in pairs)
    return f"{sum(caught for caught, _ in pairs) / total:.1%}" if total else "–"


def _survivor(mutant: Mutant) -> str:
    found = f"only a {mutant.found.value}" if mutant.found else "not found"
    return (
        f"\n{mutant.path}:{mutant.line}: {mutant.kind}: {found}\n"
        f"  English: {mutant.msgid}\n  {mutant.locale:>7}: {mutant.msgstr}"
    )
