"""MkDocs' settings as a file: YAML with two more tags, and `INHERIT`."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import ConfigError
from pipeline.files import LARGEST_TEXT, read_limited

_MOST_PARENTS = 20
"""How many files may inherit from each other; more are a circle."""


def read_settings(path: Path, shown: str, below: tuple[Path, ...] = ()) -> Any:
    """Return what a settings file holds, with what it inherits; raise `ConfigError`.

    `shown` is how messages call the file, `below` are those that inherit from it.
    """
    try:
        text = read_limited(path, LARGEST_TEXT).decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError("there is no such file; expected MkDocs' settings", shown) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", shown) from None
    try:
        settings = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader with two tags
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise ConfigError(f"no YAML: {problem}", shown, mark.line + 1 if mark else None) from None
    except (ValueError, TypeError, RecursionError) as error:
        raise ConfigError(f"no YAML: {error}", shown) from None
    if isinstance(settings, dict) and "INHERIT" in settings:
        name = settings.pop("INHERIT")
        if not isinstance(name, str) or len(below) == _MOST_PARENTS:
            raise ConfigError("INHERIT: expected another file of settings", shown)
        parent = path.parent / name
        return _merge(read_settings(parent, parent.name, (*below, path)), settings)
    return settings


def settings_files(path: Path) -> Iterator[Path]:
    """Yield a settings file that `read_settings` can read, and those that it inherits from."""
    for _ in range(_MOST_PARENTS + 1):
        yield path
        settings = yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506 - as above
        if not isinstance(settings, dict) or "INHERIT" not in settings:
            return
        path = path.parent / settings["INHERIT"]


def _merge(base: Any, over: Any) -> Any:
    """Lay settings over those that they inherit, mapping by mapping, as MkDocs does."""
    if not isinstance(base, dict) or not isinstance(over, dict):
        return over
    return {**base, **{key: _merge(base.get(key), value) for key, value in over.items()}}


class _Loader(yaml.SafeLoader):
    """YAML with the two tags that MkDocs' settings use: `!ENV` and `!!python/name:`."""


def _environment(loader: _Loader, node: yaml.Node) -> Any:
    """Read `!ENV NAME` and `!ENV [NAME, OTHER, default]`."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(node.value))
    if not isinstance(node, yaml.SequenceNode):
        raise yaml.constructor.ConstructorError(
            problem="!ENV expects a name or a list", problem_mark=node.start_mark
        )
    *names, default = loader.construct_sequence(node)
    return next((os.environ[name] for name in names if name in os.environ), default)


def _python_name(loader: _Loader, suffix: str, node: yaml.Node) -> Any:
    module, _, name = suffix.rpartition(".")
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError):
        problem = f"there is no Python name “{suffix}”"
        raise yaml.constructor.ConstructorError(
            problem=problem, problem_mark=node.start_mark
        ) from None


def _python_call(loader: _Loader, suffix: str, node: yaml.Node) -> Any:
    """Read `!!python/object/apply:module.name {kwds: {…}}`, as slugify functions are given."""
    call = _python_name(loader, suffix, node)
    if isinstance(node, yaml.MappingNode):
        arguments = loader.construct_mapping(node, deep=True)
        return call(*arguments.get("args", ()), **arguments.get("kwds", {}))
    return call(
        *(loader.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else ())
    )


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _python_name)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/object/apply:", _python_call)
