"""What an update did, or would do, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.merging import LocaleUpdate
from pipeline.update.outcome import Change, Merged, Outcome

_QUIET = (Outcome.KEPT, Outcome.EMPTY)
_TEXT = 60  # characters of a message


def render(updates: Sequence[LocaleUpdate], *, details: bool = False) -> str:
    """Return a table for each locale: a row a catalog in which a message changes.

    With `details`, a line for each of those messages.
    """
    return "\n".join("".join(f"{line}\n" for line in _locale(each, details)) for each in updates)


def render_short(update: LocaleUpdate, written: int) -> str:
    """Return one line for a locale."""
    merged = update.merged.values()
    counts = ((outcome, sum(each.count(outcome) for each in merged)) for outcome in Outcome)
    parts = [f"{count} {outcome.value}" for outcome, count in counts if count]
    files = f"{written} of {len(update.merged)} catalogs written"
    return f"{update.locale.name}: {files}; {', '.join(parts) or 'no messages'}\n"


def _locale(update: LocaleUpdate, details: bool) -> Iterator[str]:
    changed = {domain: each for domain, each in update.merged.items() if _changes(each)}
    same = len(update.merged) - len(changed)
    yield f"{update.locale.name} ({update.locale.english})"
    for new, old in sorted(update.renamed.items()):
        yield f"  {old} is now {new}"
    if changed:
        yield from _table({**changed, "all": _sum(list(update.merged.values()))})
    if same:
        yield f"  {same} {'catalog has' if same == 1 else 'catalogs have'} the same messages"
    if details:
        for each in changed.values():
            for change in _changes(each):
                yield from _detail(each.catalog.path, change)


def _table(rows: dict[str, Merged]) -> Iterator[str]:
    columns = [o for o in Outcome if any(each.count(o) for each in rows.values())]
    width = max(map(len, rows))
    yield f"  {'':<{width}}  " + "  ".join(column.value for column in columns)
    for name, each in rows.items():
        cells = (f"{each.count(column) or '–':>{len(column.value)}}" for column in columns)
        yield f"  {name:<{width}}  " + "  ".join(cells)


def _sum(merged: list[Merged]) -> Merged:
    changes = tuple(change for each in merged for change in each.changes)
    return Merged(merged[0].catalog, changes)


def _changes(merged: Merged) -> list[Change]:
    return [change for change in merged.changes if change.outcome not in _QUIET]


def _detail(path: str, change: Change) -> Iterator[str]:
    origin = f", from “{_short(change.origin)}”" if change.origin else ""
    yield f"{path}: {change.outcome.value}: “{_short(change.msgid)}”{origin}"
    for note in change.notes:
        yield f"    {note}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TEXT else f"{line[: _TEXT - 1]}…"
