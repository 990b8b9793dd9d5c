"""Join languages that were built apart into one site, the same as if they were built at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline.build.edition import Edition
from pipeline.build.parts import Part
from pipeline.build.publication import made_from, write_publication
from pipeline.build.root import write_root
from pipeline.build.sibling import Sibling
from pipeline.build.swap import holding, replacing
from pipeline.errors import UsageError
from pipeline.project import Project

_ABSENT = object()


def assemble(
    project: Project,
    edition: Edition,
    parts: Sequence[Part],
    site_dir: Path,
    *,
    partial: bool = False,
    accept: Callable[[Path], None] | None = None,
) -> list[str]:
    """Put the languages of the parts below `site_dir`; return their tags.

    `edition` is any one of the project. What stands at the top of the site is written anew. All is
    made beside the folder and takes its place in the end, unless `accept` refuses it by raising an
    error. Raises `UsageError` where parts do not fit the project or each other, and, but for
    `partial`, where a language of the project is in none of them.
    """
    siblings = edition.siblings
    for part in parts:
        _require_same_origin(part, project, siblings)
    chosen = _choose(project, [sibling.locale.tag for sibling in siblings], parts, partial=partial)
    names = (project.name, str(project.settings.get("site_description") or ""))
    root_url = str(project.settings.get("site_url") or "")
    with holding(site_dir), replacing(site_dir) as new:
        for part in parts:
            _copy(part, {tag for tag, each in chosen.items() if each is part}, new)
        write_root(new, root_url, names, edition)
        write_publication(new, project, siblings)
        if accept:
            accept(new)
    return list(chosen)


def _choose(
    project: Project, tags: Sequence[str], parts: Sequence[Part], *, partial: bool
) -> dict[str, Part]:
    """Return from which part each language is taken, in the order of the project's languages."""
    found: dict[str, Part] = {}
    for part in parts:
        folders = {name.partition("/")[0] for name in part.files if "/" in name}
        for tag in sorted(folders | set(part.tags)):
            if tag not in tags:
                raise part.problem(f"“{tag}” is no language of {project.config_file.name}")
            if tag not in part.tags or tag not in folders:
                raise part.problem(f"{tag}: the record and the folders name other languages")
            first = found.setdefault(tag, part)
            if first.below(tag) != part.below(tag):
                raise part.problem(
                    f"not what is in {first.shown}/{tag}; expected each language once", tag
                )
    missing = [tag for tag in tags if tag not in found]
    if missing and not partial:
        raise UsageError(
            f"no part holds {', '.join(missing)}; expected every language of the project, "
            "or the option --partial"
        )
    return {tag: found[tag] for tag in tags if tag in found}


def _copy(part: Part, tags: set[str], new: Path) -> None:
    """Copy languages of a part; read all else too, for a part that was changed is not believed."""
    for name in part.files:
        content = part.read(name)
        if name.partition("/")[0] in tags:
            target = new / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _require_same_origin(part: Part, project: Project, siblings: tuple[Sibling, ...]) -> None:
    """Raise `UsageError` where a part was not made from what the project holds."""
    expected = json.loads(json.dumps(made_from(project, siblings, set(part.tags))))
    difference = _difference(part.made_from, expected)
    if difference:
        raise part.problem(
            f"{difference}; expected a part that was built from the same sources as this project "
            "has, by the same tools"
        )


def _difference(found: Any, expected: Any) -> str:
    """Say where two records first differ, as “es: overdose: catalog_sha256 differs”."""
    if found == expected:
        return ""
    if isinstance(found, dict) and isinstance(expected, dict):
        keys = [*expected, *(key for key in found if key not in expected)]
        key = next(key for key in keys if found.get(key, _ABSENT) != expected.get(key, _ABSENT))
        inner = _difference(found.get(key), expected.get(key)) or "differs"
        return f"{key} {inner}" if inner.startswith(("is ", "differs")) else f"{key}: {inner}"
    if isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        pairs = zip(found, expected, strict=True)
        one, other = next((one, other) for one, other in pairs if one != other)
        name = other.get("tag") or other.get("domain") if isinstance(other, dict) else ""
        return f"{name}: {_difference(one, other)}" if name else _difference(one, other)
    plain = isinstance(found, str | int) and isinstance(expected, str | int)
    if plain and len(f"{found}{expected}") < 80:
        return f"is {found}, not {expected}"
    return "differs"
