"""A property that is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - used like `property`
    """A property that is worked out when first asked for and then kept (without a lock)."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        """Keep how it is worked out."""
        self._work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Remember under which name it is kept."""
        self._name = name

    def __get__(self, instance: object, owner: type | None = None) -> T:
        """Work it out; from then on the instance holds the value itself."""
        value = self._work(instance)
        instance.__dict__[self._name] = value
        return value
