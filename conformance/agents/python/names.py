"""The operations on names: resolvers that a script answers for, and lookups."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Callable, Dict, Optional

from connections import Connection, Outcome
from data import value_of
from operations import Operation, named
from protocol import Json

if TYPE_CHECKING:
    from interpreter import Interpreter


class Script:
    """What one resolver of a scenario answers. The adapter makes a resolver of its reactor's kind of it."""

    def __init__(self, interpreter: Interpreter, name: str, answers: Json) -> None:
        self._interpreter = interpreter
        self._name = name
        self._answers = answers

    def ask(self, host: Any) -> Json:
        """The reactor has asked: report it, and say what the answer is."""
        if isinstance(host, bytes):
            host = host.decode("latin-1")
        answer: Json = self._answers.get(host, {"fails": "ENOTFOUND"})
        self._interpreter.trace.callback("lookup", {"resolver": self._name, "host": host},
                                         lambda: self._interpreter.do(answer.get("do", ())))
        return answer

    def when_ready(self, answer: Json, callback: Callable[[], None]) -> None:
        """Call back when it is time to answer: in a later turn, or not at all."""
        if answer.get("never"):
            return
        soon = lambda: self._interpreter.subject.call_later(0, callback)
        if "after" in answer:
            self._interpreter.when_marked(answer["after"], soon)
        else:
            soon()

    def cancelled(self, host: Any) -> None:
        """The reactor says that nobody waits for the answer any more."""
        self._interpreter.trace.callback("lookupCancelled", {"resolver": self._name, "host": host}, lambda: None)


class Names:
    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._subject = interpreter.subject
        self._trace = interpreter.trace
        self._lookups: Dict[str, Any] = {}
        # The scripts that were set, by what the reactor may give back for them.
        self._resolvers: Dict[int, str] = {}
        self._set = False

    def operations(self) -> Dict[str, Operation]:
        return {"setResolver": self._set_resolver, "resolve": self._resolve, "cancelResolve": self._cancel_resolve}

    def clear(self) -> None:
        if self._set:
            with suppress(Exception):
                self._subject.set_resolver(None)

    def _set_resolver(self, operation: Json, _: Optional[Connection]) -> None:
        name = operation["resolver"]
        script = None if name is None else Script(self._interpreter, name, operation["answers"])

        def set_resolver() -> Optional[str]:
            resolver, previous = self._subject.set_resolver(script)
            if not self._resolvers:
                self._resolvers[id(previous)] = "platform"
            if name is not None:
                self._resolvers[id(resolver)] = name
            self._set = True
            return self._resolvers.get(id(previous))

        self._trace.call("setResolver", {"resolver": name}, set_resolver, lambda result: {"value": result})

    def _resolve(self, operation: Json, _: Optional[Connection]) -> None:
        name, on = operation["lookup"], operation.get("on", {})
        host = value_of(operation["host"])

        def resolved(hosts: Any) -> None:
            self._trace.callback("resolved", {"lookup": name}, lambda: self._interpreter.do(on.get("resolved", ())),
                                 hosts=list(hosts))

        def failed(error: BaseException) -> None:
            self._trace.callback("resolveFailed", {"lookup": name},
                                 lambda: self._interpreter.do(on.get("resolveFailed", ())),
                                 error=self._subject.describe(error))

        def resolve() -> None:
            self._lookups[name] = self._subject.resolve(host, Outcome(self._trace, resolved, failed))

        self._trace.call("resolve", {"lookup": name}, resolve)

    def _cancel_resolve(self, operation: Json, _: Optional[Connection]) -> None:
        lookup = named("lookup", operation["lookup"], self._lookups)
        self._trace.call("cancelResolve", {"lookup": operation["lookup"]},
                         lambda: self._subject.cancel_resolve(lookup))
