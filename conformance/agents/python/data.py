"""What scenarios write as data: bytes, digests, and values that JSON cannot carry."""

from __future__ import annotations

import hashlib
import math
from typing import Any, Iterable, Optional

from protocol import Json

ODD_VALUES = {
    "NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf,
    "string": "5", "null": None, "undefined": None, "object": object(),
}


def bytes_of(data: Json) -> bytes:
    """The bytes that a scenario's data stands for; byte i of a pattern is seed + i + i // 251."""
    if "text" in data:
        return data["text"].encode("latin-1")
    length, seed = data["generate"], data["seed"]
    cycle = bytes(range(256)) * 2
    rows = (cycle[first:first + 251] for first in ((seed + row * 252) % 256 for row in range(length // 251 + 1)))
    return b"".join(rows)[:length]


def value_of(number: Any) -> Any:
    """A number as it is, or the odd value that is meant."""
    return ODD_VALUES[number["odd"]] if isinstance(number, dict) else number


def name_of(number: Any) -> Any:
    """A number as it is, or the name of the odd value that is meant."""
    return number["odd"] if isinstance(number, dict) else number


def seconds(value: Any) -> Any:
    """Milliseconds as seconds; what is no number is for the subject to refuse."""
    return value / 1000 if isinstance(value, (int, float)) else value


def milliseconds(value: float) -> Optional[float]:
    """Seconds as milliseconds; None for what JSON cannot carry."""
    return value * 1000 if math.isfinite(value) else None


class Digest:
    """A running number of bytes and their SHA-256."""

    def __init__(self, parts: Iterable[bytes] = ()) -> None:
        self.bytes = 0
        self._hash = hashlib.sha256()
        for part in parts:
            self.add(part)

    def add(self, part: bytes) -> None:
        self.bytes += len(part)
        self._hash.update(part)

    def report(self) -> Json:
        return {"bytes": self.bytes, "sha256": self._hash.hexdigest()}
