"""The operations on timed calls."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Callable, Dict, Optional

from connections import Connection
from data import name_of, value_of
from operations import Operation, named
from protocol import Json
from tracing import present

if TYPE_CHECKING:
    from interpreter import Interpreter


class TimedCalls:
    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._subject = interpreter.subject
        self._trace = interpreter.trace
        self._calls: Dict[str, Any] = {}

    def operations(self) -> Dict[str, Operation]:
        return {
            "callLater": self._call_later,
            "cancel": self._cancel,
            "inspectCall": self._inspect,
            "reset": self._reset,
            "delay": self._delay,
        }

    def clear(self) -> None:
        for call in self._calls.values():
            with suppress(Exception):
                self._subject.cancel(call)

    def _call_later(self, operation: Json, connection: Optional[Connection]) -> None:
        name, delay = operation["call"], value_of(operation["delay"])
        other = operation.get("sameDeadlineAs")
        twin = None if other is None else named("call", other, self._calls)
        call: Any = None

        def called() -> None:
            deadline = None if call is None else self._subject.deadline(call)
            self._trace.callback("timedCall", {"call": name}, lambda: self._interpreter.do(operation.get("do", ())),
                                 **present(deadline=deadline))

        def schedule() -> None:
            nonlocal call
            call = self._subject.call_later(delay, called) if other is None else self._subject.call_with(twin, called)
            self._calls[name] = call

        # The deadline of a twin does not come of its delay.
        arguments = {"delay": name_of(operation["delay"])} if other is None else {}
        self._trace.call("callLater", {"call": name}, schedule,
                         lambda result: {"deadline": self._subject.deadline(call)}, **arguments)

    def _cancel(self, operation: Json, connection: Optional[Connection]) -> None:
        self._of(operation, self._subject.cancel, lambda call, result: {"value": result})

    def _inspect(self, operation: Json, connection: Optional[Connection]) -> None:
        def read(call: Any) -> Json:
            return {"active": self._subject.active(call), "deadline": self._subject.deadline(call)}

        self._of(operation, read, lambda call, result: {"value": result})

    def _reset(self, operation: Json, connection: Optional[Connection]) -> None:
        delay = value_of(operation["delay"])
        self._of(operation, lambda call: self._subject.reset(call, delay), self._value_and_deadline,
                 delay=name_of(operation["delay"]))

    def _delay(self, operation: Json, connection: Optional[Connection]) -> None:
        extra = value_of(operation["extra"])
        self._of(operation, lambda call: self._subject.delay(call, extra), self._value_and_deadline,
                 delay=name_of(operation["extra"]))

    def _of(
        self, operation: Json, action: Callable[[Any], Any], report: Callable[[Any, Any], Json], **arguments: Any,
    ) -> None:
        name = operation["call"]
        call = named("call", name, self._calls)
        self._trace.call(operation["op"], {"call": name}, lambda: action(call), lambda result: report(call, result),
                         **arguments)

    def _value_and_deadline(self, call: Any, result: Any) -> Json:
        return {"value": result, "deadline": self._subject.deadline(call)}
