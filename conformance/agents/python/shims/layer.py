"""Another library's patches, and places that cannot be patched."""

from __future__ import annotations

from types import ModuleType
from typing import Any, List, NamedTuple, Sequence

from shims.realm import Place


class Laid(NamedTuple):
    place: Place
    found: Any
    own: Any


class Layer:
    """Over each of these places that is a function: each does what it finds there, and nothing else."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._laid: List[Laid] = []
        for place in places:
            found = vars(place.owner).get(place.name)
            # A class is left alone: what is called where it was would be no class.
            if not callable(found) or isinstance(found, type):
                continue
            own = _through(found)
            place.set(own)
            self._laid.append(Laid(place, found, own))

    @property
    def places(self) -> int:
        return len(self._laid)

    def remove(self) -> int:
        """Put back what it found, where its own functions still are. Returns at how many places that was."""
        left = [laid for laid in self._laid if vars(laid.place.owner).get(laid.place.name) is laid.own]
        for place, found, _ in left:
            place.set(found)
        return len(left)


def _through(found: Any) -> Any:
    def own(*args: Any, **kwargs: Any) -> Any:
        return found(*args, **kwargs)

    return own


def obstruct(place: Place) -> bool:
    """Close a place to patches, for good. Returns whether it could be: it can be in a module."""
    if not isinstance(place.owner, ModuleType):
        return False
    name = place.name

    class Closed(type(place.owner)):  # type: ignore[misc]
        def __setattr__(self, attribute: str, value: Any) -> None:
            if attribute == name:
                raise AttributeError(f"{place.where} is closed to patches")
            super().__setattr__(attribute, value)

        def __delattr__(self, attribute: str) -> None:
            if attribute == name:
                raise AttributeError(f"{place.where} is closed to patches")
            super().__delattr__(attribute)

    place.owner.__class__ = Closed
    return True
