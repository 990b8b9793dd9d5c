"""A property that is found at most once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Found = TypeVar("Found")


class once(Generic[Found]):  # noqa: N801 - used as a decorator
    """`functools.cached_property` without its lock, which costs more than most facts here.

    Python 3.12 has no such lock any more.
    """

    def __init__(self, find: Callable[[Any], Found]) -> None:
        self.find = find
        self.name = find.__name__
        self.__doc__ = find.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[Found]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Found: ...
    def __get__(self, instance: object | None, owner: type) -> Found | once[Found]:
        if instance is None:
            return self
        found = instance.__dict__[self.name] = self.find(instance)
        return found
