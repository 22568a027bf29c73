"""What the interpreter asks of a reactor. An adapter implements it with the reactor's own calls, and nothing else."""

from __future__ import annotations

import platform
import sys
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Callable, FrozenSet, Optional, Sequence, Tuple

import errors
from protocol import Json

if TYPE_CHECKING:
    from connections import Connection, Outcome
    from datagrams import Port
    from names import Script

Callback = Callable[[], Any]
# Given the peer's address where the subject gives one; None declines.
Factory = Callable[[Optional[Json]], Optional["Connection"]]


class Subject(ABC):
    """A reactor. Times are milliseconds; delays may be odd values, passed on as they are."""

    name: str
    version: str
    runtime = f"{platform.python_implementation()} {platform.python_version()} on {sys.platform}"
    profiles: Sequence[str] = ("core", "tcp", "unix", "udp", "tls", "threads", "resolver")
    # Whether it can run again after a stop.
    restartable: bool
    # Operations that it has nothing for.
    unsupported: FrozenSet[str] = frozenset()

    def lacks(self, operation: str, transport: Any) -> bool:
        """Whether this transport has nothing for an operation that others of the subject have something for."""
        return False

    def open(self) -> None:
        """Make ready for a scenario."""

    def close(self) -> None:
        """The scenario is over, and the reactor is not running."""

    def quiet(self) -> bool:
        """Whether nothing of the scenario is left."""
        return True

    def describe(self, error: BaseException) -> Json:
        return errors.describe(error)

    @abstractmethod
    def now(self) -> float: ...

    @abstractmethod
    def run(self) -> None: ...

    @abstractmethod
    def stop(self) -> None: ...

    @abstractmethod
    def running(self) -> bool: ...

    @abstractmethod
    def declared_profiles(self) -> Optional[Sequence[str]]:
        """The profiles that the reactor itself says it supports."""

    @abstractmethod
    def call_from_thread(self, callback: Callback) -> None: ...

    @abstractmethod
    def call_in_thread(self, function: Callback, outcome: Outcome) -> Any:
        """Returns what `cancel_thread_call` takes; the outcome's value is what the function returns."""

    @abstractmethod
    def cancel_thread_call(self, call: Any) -> None: ...

    @abstractmethod
    def blocking_call_from_thread(self, function: Callback) -> Any:
        """Call the function in the reactor's thread, and wait; it may return a promise."""

    @abstractmethod
    def set_pool(self, threads: Optional[int]) -> None:
        """How many threads the pool has at most; None for what it has by default."""

    @abstractmethod
    def set_error_hook(self, hook: Optional[Callable[[Json], Any]]) -> None:
        """Pass each error, described, to the hook; None restores the default."""

    @abstractmethod
    def call_later(self, delay: Any, callback: Callback) -> Any: ...

    @abstractmethod
    def call_with(self, call: Any, callback: Callback) -> Any:
        """Schedule a call with exactly the deadline of another one."""

    @abstractmethod
    def cancel(self, call: Any) -> Optional[bool]: ...

    @abstractmethod
    def deadline(self, call: Any) -> Optional[float]: ...

    @abstractmethod
    def active(self, call: Any) -> Optional[bool]: ...

    @abstractmethod
    def listen(self, host: str, port: Any, factory: Factory, outcome: Outcome, **options: Any) -> None:
        """Options: backlog. The outcome's value is the listener."""

    @abstractmethod
    def close_listener(self, listener: Any, outcome: Outcome) -> None: ...

    @abstractmethod
    def listener_address(self, listener: Any) -> Json: ...

    @abstractmethod
    def connect(self, host: str, port: Any, factory: Factory, outcome: Outcome, **options: Any) -> Any:
        """
        Options: timeout, attempt_delay. Returns what `cancel_connect` takes; the outcome's value is the transport, if any.
        """

    @abstractmethod
    def cancel_connect(self, attempt: Any) -> None: ...

    @abstractmethod
    def write(self, transport: Any, data: Any) -> None: ...

    @abstractmethod
    def end_writing(self, transport: Any) -> None: ...

    @abstractmethod
    def lose_connection(self, transport: Any) -> None: ...

    @abstractmethod
    def abort_connection(self, transport: Any) -> None: ...

    @abstractmethod
    def pause_reading(self, transport: Any) -> None: ...

    @abstractmethod
    def resume_reading(self, transport: Any) -> None: ...

    def set_watermarks(self, transport: Any, low: Any, high: Any) -> None:
        """Asked only of a subject that does not name the operation in `unsupported`."""
        raise NotImplementedError

    @abstractmethod
    def set_no_delay(self, transport: Any, enabled: bool) -> None: ...

    @abstractmethod
    def set_keep_alive(self, transport: Any, enabled: bool) -> None: ...

    @abstractmethod
    def local(self, transport: Any) -> Optional[Json]: ...

    @abstractmethod
    def remote(self, transport: Any) -> Optional[Json]: ...

    @abstractmethod
    def pending_bytes(self, transport: Any) -> Optional[int]: ...

    # Asked only of a subject that has the profile tls. As `listen` and `connect`, with the options of TLS.

    def listen_tls(self, host: str, port: Any, tls: Json, factory: Factory, outcome: Outcome, **options: Any) -> None:
        raise NotImplementedError

    def connect_tls(self, host: str, port: Any, tls: Json, factory: Factory, outcome: Outcome, **options: Any) -> Any:
        raise NotImplementedError

    def start_tls(self, connection: Connection, role: str, tls: Json, outcome: Outcome) -> None:
        """A subject that goes on with another transport puts it into the connection."""
        raise NotImplementedError

    def session(self, transport: Any) -> Optional[Tuple[Optional[str], Optional[str], Optional[bytes]]]:
        """Version, application protocol, and the peer's certificate as DER; None without TLS."""
        raise NotImplementedError

    # Asked only of a subject that has the profile unix. As `listen` and `connect`, with a path.

    def listen_path(self, path: Any, factory: Factory, outcome: Outcome, **options: Any) -> None:
        raise NotImplementedError

    def connect_path(self, path: Any, factory: Factory, outcome: Outcome, **options: Any) -> Any:
        raise NotImplementedError

    # Asked only of a subject that has the profile streams. As `listen` and `connect`, without an address.

    def listen_streams(self, factory: Factory, outcome: Outcome, **options: Any) -> None:
        raise NotImplementedError

    def connect_streams(self, factory: Factory, outcome: Outcome, **options: Any) -> Any:
        raise NotImplementedError

    @abstractmethod
    def open_datagram(
        self, local: Tuple[Any, Any], remote: Optional[Tuple[Any, Any]], port: Port, outcome: Outcome,
    ) -> None:
        """The port is notified; the outcome's value is what sends, if the subject says so."""

    @abstractmethod
    def send_datagram(self, transport: Any, data: Any, to: Optional[Tuple[Any, Any]]) -> None: ...

    @abstractmethod
    def close_port(self, transport: Any, outcome: Outcome) -> None: ...

    @abstractmethod
    def port_local(self, transport: Any) -> Optional[Json]: ...

    @abstractmethod
    def port_remote(self, transport: Any) -> Optional[Json]: ...

    # Asked only of a subject that has the profile resolver.

    def set_resolver(self, script: Optional[Script]) -> Tuple[Any, Any]:
        """Set what a script answers for, or the platform's; returns what was set, and what the subject gives back."""
        raise NotImplementedError

    def resolve(self, host: Any, outcome: Outcome) -> Any:
        """Returns what `cancel_resolve` takes; the outcome's value is a list of hosts."""
        raise NotImplementedError

    def cancel_resolve(self, lookup: Any) -> None:
        raise NotImplementedError

    # Asked only of a subject that does not name the operation in `unsupported`.

    def reset(self, call: Any, delay: Any) -> Optional[bool]:
        raise NotImplementedError

    def delay(self, call: Any, extra: Any) -> Optional[bool]:
        raise NotImplementedError

    def add_hook(self, phase: str, hook: Callback) -> Any:
        raise NotImplementedError

    def remove_hook(self, hook: Any) -> Optional[bool]:
        raise NotImplementedError

    def promise(self) -> Any:
        """What a hook, or a function that a thread waits for, returns for the reactor to wait for."""
        raise NotImplementedError

    def fulfil(self, promise: Any, value: Any = None) -> None:
        raise NotImplementedError

    def reject(self, promise: Any, error: BaseException) -> None:
        raise NotImplementedError

    def rejected(self, error: BaseException) -> Any:
        """A promise that has failed."""
        raise NotImplementedError
