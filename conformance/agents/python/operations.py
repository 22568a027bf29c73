"""What an operation is to the interpreter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, Dict, Optional, Sequence, TypeVar

from protocol import Json

if TYPE_CHECKING:
    from connections import Connection

Operations = Sequence[Json]
# Given the operation, and the connection of the running callback if it is one of a connection.
Operation = Callable[[Json, Optional["Connection"]], object]

T = TypeVar("T")


class Missing(Exception):
    """The subject has not made what the operation is about: there is nothing to call."""


def named(kind: str, name: str, things: Dict[str, T]) -> T:
    """The thing of this name; raises Missing."""
    if name not in things:
        raise Missing(f"there is no {kind} {name}")
    return things[name]
