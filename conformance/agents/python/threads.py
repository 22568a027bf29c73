"""The operations on threads, and the scripts that threads do: the kit's own, and those of the reactor's pool."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional

from connections import Connection, Outcome
from errors import ScenarioThrow
from operations import Operation, named
from protocol import Json
from tracing import present

if TYPE_CHECKING:
    from interpreter import Interpreter

# What comes near to one turn of a host, in seconds.
TURN = 0.001


class Over(Exception):
    """The scenario is over: a thread that waits for something of it gives up."""


class Count:
    """How many calls of one step have come, and whether in their order."""

    def __init__(self) -> None:
        self.calls = 0
        self.in_order = True
        self._latest = 0

    def add(self, ordinal: int) -> None:
        self.calls += 1
        self.in_order = self.in_order and ordinal > self._latest
        self._latest = ordinal


class Threads:
    def __init__(self, interpreter: Interpreter, scripts: Json) -> None:
        self._interpreter = interpreter
        self._subject = interpreter.subject
        self._trace = interpreter.trace
        self._scripts = scripts
        self._calls: Dict[str, Any] = {}
        self._made = threading.Condition()
        self._own: List[threading.Thread] = []
        # How many scripts are being done in the reactor's pool.
        self._busy = 0

    def operations(self) -> Dict[str, Operation]:
        return {
            "callInThread": self._call_in_thread,
            "cancelThreadCall": self._cancel,
            "callFromThread": self._call_from_thread,
            "blockingCallFromThread": self._block_own_thread,
            "startThread": self._start,
            "keepCallingFromThread": self._keep_calling,
        }

    def clear(self) -> None:
        """Let go whoever waits for a mark."""
        with self._made:
            self._made.notify_all()

    def quiet(self) -> bool:
        return self._busy == 0 and not any(thread.is_alive() for thread in self._own)

    def marked(self) -> None:
        """A mark was made: whoever waits for it goes on."""
        with self._made:
            self._made.notify_all()

    # Operations, all in the reactor's own thread

    def _call_in_thread(self, operation: Json, connection: Optional[Connection]) -> None:
        name, on = operation["work"], operation.get("on", {})

        def returned(result: Any) -> None:
            value, thread = result
            self._trace.callback("threadReturned", {"work": name},
                                 lambda: self._interpreter.do(on.get("threadReturned", ())), value=value,
                                 elsewhere=thread != threading.get_ident())

        def failed(error: BaseException) -> None:
            self._trace.callback("threadFailed", {"work": name},
                                 lambda: self._interpreter.do(on.get("threadFailed", ())),
                                 error=self._subject.describe(error))

        def work() -> Any:
            return self._do_script(name, operation["script"]), threading.get_ident()

        def call() -> None:
            self._calls[name] = self._subject.call_in_thread(work, Outcome(self._trace, returned, failed))

        self._trace.call("callInThread", {"work": name}, call)

    def _cancel(self, operation: Json, connection: Optional[Connection]) -> None:
        name = operation["work"]
        call = named("call", name, self._calls)
        self._trace.call("cancelThreadCall", {"work": name}, lambda: self._subject.cancel_thread_call(call))

    def _call_from_thread(self, operation: Json, connection: Optional[Connection]) -> None:
        name, operations = operation["call"], operation.get("do", ())
        callback = lambda: self._trace.callback("threadCall", {"call": name}, lambda: self._interpreter.do(operations))
        self._trace.call("callFromThread", {"call": name}, lambda: self._subject.call_from_thread(callback))

    def _block_own_thread(self, operation: Json, connection: Optional[Connection]) -> None:
        name = operation["call"]
        called = lambda: self._trace.callback("threadCall", {"call": name}, lambda: None)
        self._trace.call("blockingCallFromThread", {"call": name},
                         lambda: self._subject.blocking_call_from_thread(called), lambda value: present(value=value))

    def _start(self, operation: Json, connection: Optional[Connection]) -> None:
        name = operation["thread"]
        script = named("thread", name, self._scripts)["script"]
        thread = threading.Thread(target=lambda: self._do_script(name, script), name=name, daemon=True)
        self._own.append(thread)
        thread.start()

    def _keep_calling(self, operation: Json, connection: Optional[Connection]) -> None:
        called = 0

        def again() -> None:
            nonlocal called
            called += 1
            if self._interpreter.over or self._interpreter.is_marked(operation["until"]):
                return
            if called > operation["atMost"]:
                self._interpreter.mark(operation["gaveUp"])
                return
            self._subject.call_from_thread(lambda: self._trace.silently(again))

        again()

    # Scripts, in other threads

    def _do_script(self, name: str, script: List[Json]) -> Optional[int]:
        self._trace.enter_thread(name)
        self._busy += 1
        try:
            for step in script:
                if step["step"] == "return":
                    return step["value"]
                self._steps[step["step"]](self, name, step)
        except Over:
            pass
        finally:
            self._busy -= 1
            self._trace.leave_thread()
        return None

    def _mark(self, name: str, step: Json) -> None:
        self._interpreter.mark_in_thread(step["name"])

    def _await_mark(self, name: str, step: Json) -> None:
        with self._made:
            self._made.wait_for(lambda: self._interpreter.over or self._interpreter.is_marked(step["name"]))
        if self._interpreter.over:
            raise Over

    def _host_turns(self, name: str, step: Json) -> None:
        time.sleep(TURN * step["turns"])

    def _throw(self, name: str, step: Json) -> None:
        raise ScenarioThrow(step["message"])

    def _call_in(self, name: str, step: Json) -> None:
        count = Count()

        def make(ordinal: int, call: str, told: bool) -> None:
            def called() -> None:
                count.add(ordinal)
                if told:
                    fields = {"calls": count.calls, "inOrder": count.in_order} if step.get("quiet") else {}
                    self._reach(name, call, step, fields, lambda: None)

            self._subject.call_from_thread(called)

        self._each(step, "callFromThread", make)

    def _call_in_blocking(self, name: str, step: Json) -> None:
        returns, own = step.get("returns", 0), 0

        def make(ordinal: int, call: str, told: bool) -> Any:
            nonlocal own
            expected = returns + (ordinal if "times" in step else 0)
            answer = lambda: self._answer(step, expected)
            called = answer if step.get("quiet") else lambda: self._reach(name, call, step, {}, answer)
            value = self._subject.blocking_call_from_thread(called)
            own += value == expected
            return present(value=value, calls=own if step.get("quiet") else None)

        self._each(step, "blockingCallFromThread", make)

    def _each(self, step: Json, op: str, make: Callable[[int, str, bool], Optional[Json]]) -> None:
        """Make the calls of a step, and report them; of quiet ones, the first call, the last return, and what fails."""
        times, quiet = step.get("times", 1), step.get("quiet", False)
        n = 0
        for ordinal in range(1, times + 1):
            call = f"{step['call']}#{ordinal}" if "times" in step else step["call"]
            told = not quiet or ordinal == times
            if not quiet or ordinal == 1:
                n = self._trace.number()
                self._trace.emit("call", op=op, n=n, call=call)
            try:
                fields = make(ordinal, call, told)
                if told:
                    self._trace.emit("return", op=op, n=n, call=call, **(fields or {}))
            except Exception as error:
                self._trace.emit("return", op=op, n=n, call=call, threw=self._subject.describe(error))

    # What threads have called, in the reactor's own thread

    def _reach(self, name: str, call: str, step: Json, fields: Json, then: Callable[[], Any]) -> Any:
        def body() -> Any:
            self._interpreter.do(step.get("do", ()))
            return then()

        return self._trace.callback("threadCall", {"call": call}, body, by=name, **fields)

    def _answer(self, step: Json, value: Any) -> Any:
        error = ScenarioThrow(step["throws"]) if "throws" in step else None
        if "until" in step:
            promise = self._subject.promise()
            settle = (lambda: self._subject.fulfil(promise, value)) if error is None else (
                lambda: self._subject.reject(promise, error))
            self._interpreter.when_marked(step["until"], lambda: settle_quietly(settle))
            return promise
        if error is not None:
            raise error
        return value

    _steps: Dict[str, Callable[[Threads, str, Json], None]] = {
        "mark": _mark, "awaitMark": _await_mark, "hostTurns": _host_turns, "throw": _throw,
        "callFromThread": _call_in, "blockingCallFromThread": _call_in_blocking,
    }


def settle_quietly(settle: Callable[[], Any]) -> None:
    """Settle a promise, which the subject may have given up by now."""
    with suppress(Exception):
        settle()
