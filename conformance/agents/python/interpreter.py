"""Does the operations of one scenario: everything that is the same for each reactor."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Set

from connections import Connection
from datagrams import Datagrams
from endpoints import Endpoints
from descriptors import Descriptors
from errors import ScenarioThrow
from flow import Flow
from lifecycle import Lifecycle
from names import Names
from operations import Missing, Operation, Operations
from protocol import Json
from resources import Resources
from subject import Subject
from threads import Threads
from timed_calls import TimedCalls
from tls import Tls
from tracing import Trace
from transports import Transports


class Interpreter:
    """Knows by name all that a scenario has made."""

    def __init__(self, subject: Subject, trace: Trace, scenario: Json) -> None:
        self.subject = subject
        self.trace = trace
        self.protocols: Json = scenario.get("protocols", {})
        self.connections: Dict[str, Connection] = {}
        # Once the kit has ended the scenario, callbacks are traced still, but do nothing.
        self.over = False
        self._marks: Set[str] = set()
        self._awaiting: Dict[str, List[Callable[[], None]]] = {}
        self._timed_calls = TimedCalls(self)
        self._endpoints = Endpoints(self)
        self._datagrams = Datagrams(self)
        self._names = Names(self)
        self.lifecycle = Lifecycle(self)
        self._descriptors = Descriptors(self)
        self._threads = Threads(self, scenario.get("threads", {}))
        transports = Transports(self)
        self._operations: Dict[str, Operation] = {
            **self._timed_calls.operations(),
            **self._endpoints.operations(),
            **self.lifecycle.operations(),
            **self._threads.operations(),
            **transports.operations(),
            **Flow(transports).operations(),
            **self._datagrams.operations(),
            **self._names.operations(),
            **Resources(self).operations(),
            **self._descriptors.operations(),
            **Tls(self, transports).operations(),
            "mark": lambda operation, connection: self.mark(operation["name"]),
            "print": lambda operation, connection: print(operation["text"], flush=True),
            "throw": self._throw,
            "spin": self._spin,
            "repeat": self._repeat,
            "keepCalling": self._keep_calling,
            # The host of a Python reactor that is not running has no other loop that could turn.
            "hostTurns": lambda operation, connection: None,
        }
        if scenario.get("errorHook") != "none":
            self.lifecycle.record_errors("kit", ())

    def do(self, operations: Operations, connection: Optional[Connection] = None) -> None:
        """Do the operations, within a callback of this connection if one is given."""
        for operation in operations:
            if self.over:
                return
            op = operation["op"]
            if op not in self._operations or op in self.subject.unsupported:
                self.trace.emit("unsupported", op=op)
                continue
            try:
                self._operations[op](operation, connection)
            except Missing as missing:
                self.trace.emit("unsupported", op=op, message=str(missing))

    def clear(self) -> None:
        """Close and cancel what the scenario has left."""
        self._descriptors.clear()
        self._names.clear()
        self._timed_calls.clear()
        self._endpoints.clear()
        self._datagrams.clear()
        self._threads.clear()
        self.lifecycle.clear()

    def quiet(self) -> bool:
        """Whether all that was cleared has come to its end."""
        return (self._endpoints.quiet() and self._datagrams.quiet() and self._threads.quiet()
                and self.subject.quiet())

    def mark(self, name: str) -> None:
        self.trace.emit("mark", name=name)
        self._marks.add(name)
        self._threads.marked()
        for callback in self._awaiting.pop(name, []):
            self.trace.postpone(callback)

    def mark_in_thread(self, name: str) -> None:
        """The same in another thread than the reactor's."""
        self.trace.emit("mark", name=name)
        self._marks.add(name)
        self._threads.marked()
        for callback in self._awaiting.pop(name, []):
            self.subject.call_from_thread(callback)

    def is_marked(self, name: str) -> bool:
        return name in self._marks

    def when_marked(self, name: str, callback: Callable[[], None]) -> None:
        """Call back once the mark is made, and the callback that made it has left."""
        if name in self._marks:
            callback()
        else:
            self._awaiting.setdefault(name, []).append(callback)

    def _throw(self, operation: Json, connection: Optional[Connection]) -> None:
        raise ScenarioThrow(operation["message"])

    def _spin(self, operation: Json, connection: Optional[Connection]) -> None:
        until = self.subject.now() + operation["ms"]
        while self.subject.now() < until:
            pass

    def _repeat(self, operation: Json, connection: Optional[Connection]) -> None:
        for n in range(1, operation["times"] + 1):
            self.do([{**each, "call": f"{each['call']}#{n}"} if "call" in each else each for each in operation["do"]],
                    connection)

    def _keep_calling(self, operation: Json, connection: Optional[Connection]) -> None:
        called = 0

        def again() -> None:
            nonlocal called
            called += 1
            if self.over or operation["until"] in self._marks:
                return
            if called >= operation["atMost"]:
                self.mark(operation["gaveUp"])
                return
            schedule()

        def schedule() -> None:
            self.subject.call_later(operation["delay"], lambda: self.trace.silently(again))

        schedule()
