"""The operations on the reactor as a whole: running, stopping, hooks."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Dict, Optional

from connections import Connection
from errors import ScenarioThrow
from operations import Operation, Operations, named
from protocol import Json
from tracing import present

if TYPE_CHECKING:
    from interpreter import Interpreter


class Lifecycle:
    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._subject = interpreter.subject
        self._trace = interpreter.trace
        self._hooks: Dict[str, Any] = {}
        # Whether an operation has stopped the reactor.
        self.stopped = False

    def operations(self) -> Dict[str, Operation]:
        return {
            "inspectReactor": self._inspect,
            "run": self._run,
            "stop": lambda operation, connection: self._trace.call("stop", {}, self._stop),
            "addHook": self._add_hook,
            "removeHook": self._remove_hook,
            "setErrorHook": self._set_error_hook,
        }

    def clear(self) -> None:
        self._subject.set_error_hook(None)
        for hook in self._hooks.values():
            with suppress(Exception):
                self._subject.remove_hook(hook)

    def record_errors(self, hook: Optional[str], operations: Operations) -> None:
        """Make this hook the one that errors are passed to; None takes it out."""
        def record(error: Json) -> None:
            self._trace.callback("errorHook", {"hook": hook}, lambda: self._interpreter.do(operations), error=error)

        self._subject.set_error_hook(None if hook is None else record)

    def _inspect(self, operation: Json, connection: Optional[Connection]) -> None:
        def read() -> Json:
            declared = self._subject.declared_profiles()
            profiles = None if declared is None else sorted(declared)
            return {"profiles": profiles, "running": self._subject.running()}

        self._trace.call("inspectReactor", {}, read,
                         lambda result: {"value": result, **present(**{"as": operation.get("as")})})

    def _run(self, operation: Json, connection: Optional[Connection]) -> None:
        fulfilled = self._trace.call("run", {}, self._subject.run)
        self._trace.emit("mark", name=f"nested run {'fulfilled' if fulfilled else 'rejected'}")

    def _stop(self) -> None:
        self._subject.stop()
        self.stopped = True

    def _add_hook(self, operation: Json, connection: Optional[Connection]) -> None:
        name, phase = operation["hook"], operation["phase"]

        def body() -> Any:
            self._interpreter.do(operation.get("do", ()))
            if "rejects" in operation:
                return self._subject.rejected(ScenarioThrow(operation["rejects"]))
            return self._promise(operation["until"]) if "until" in operation else None

        def add() -> None:
            self._hooks[name] = self._subject.add_hook(
                phase, lambda: self._trace.callback("hook", {"hook": name}, body, phase=phase))

        self._trace.call("addHook", {"hook": name}, add)

    def _promise(self, mark: str) -> Any:
        promise = self._subject.promise()
        self._interpreter.when_marked(mark, lambda: self._subject.fulfil(promise))
        return promise

    def _remove_hook(self, operation: Json, connection: Optional[Connection]) -> None:
        name = operation["hook"]
        hook = named("hook", name, self._hooks)
        self._trace.call("removeHook", {"hook": name}, lambda: self._subject.remove_hook(hook),
                         lambda result: {"value": result})

    def _set_error_hook(self, operation: Json, connection: Optional[Connection]) -> None:
        hook, operations = operation["hook"], operation.get("do", ())
        self._trace.call("setErrorHook", present(hook=hook), lambda: self.record_errors(hook, operations))
