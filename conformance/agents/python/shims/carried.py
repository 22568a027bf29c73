"""Whether what a program did was done by a shim, or by the system's own threads."""

from __future__ import annotations

from threading import get_native_id
from typing import Dict, List, Optional, Sequence


class Carried:
    """
    A shim of blocking calls has others run, while one waits, in what looks like threads and is none of the system's. So
    a program that came to its end was carried if all of its threads were the one of the system that plays it.
    """

    def __init__(self) -> None:
        self._own = get_native_id()
        self._threads: List[int] = []

    def in_thread(self) -> None:
        """Called in each thread of the program, where another has to wait for it."""
        self._threads.append(get_native_id())

    def counts(self, groups: Sequence[str]) -> Dict[str, Optional[int]]:
        """How often that was seen; None for a program that cannot tell."""
        inside = [each for each in self._threads if each == self._own]
        told = None if not self._threads else len(inside) if len(inside) == len(self._threads) else 0
        return {group: told for group in groups}
