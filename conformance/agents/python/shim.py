"""What the agent asks of a shim. An adapter implements it with the shim's own calls, and nothing else."""

from __future__ import annotations

import platform
import sys
from abc import ABC, abstractmethod
from typing import List, Sequence

RUNTIME = f"{platform.python_implementation()} {platform.python_version()} on {sys.platform}"


class Shim(ABC):
    """A shim, and what its documentation says of it."""

    name: str
    version: str
    # The parts of the host that it covers.
    covers: Sequence[str] = ()
    # Of which it does not cover references that were taken before the install.
    late_references: Sequence[str] = ()
    # The host's calls in which others may run.
    switches: Sequence[str] = ()
    # Whether it can be taken off: what cannot be is installed for as long as the process lasts.
    leaves = False

    def claims(self) -> List[str]:
        return [
            "shim",
            *(f"shim/{group}" for group in self.covers),
            *(f"shim/late/{group}" for group in self.late_references),
            *(f"shim/switch/{call}" for call in self.switches),
            *(["shim/switches"] if self.switches else []),
        ]

    @abstractmethod
    def load(self) -> None:
        """Import it, and install nothing."""

    @abstractmethod
    def install(self) -> None: ...

    def uninstall(self) -> None:
        raise NotImplementedError
