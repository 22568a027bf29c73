"""The agent: takes the kit's commands, and lets the interpreter do each scenario on the reactor."""

from __future__ import annotations

import queue
import threading
import time
import traceback
from typing import Any, Iterator, Optional, Sequence

from interpreter import Interpreter
import resources
from protocol import Channel, Json
from subject import Subject
from tracing import Trace, present

# How long clearing up may take, in milliseconds of the subject's clock.
PATIENCE = 2000
# One turn of the host beside a run, in seconds: a Python host has no loop of its own whose turns could be counted.
TURN = 0.001


def serve(subject: Subject) -> None:
    """Be the agent of this reactor until there are no more commands, which ends the process."""
    channel = Channel(subject.now)
    agent = Agent(subject, channel)
    channel.read_commands(agent.deliver)
    agent.work()


class Agent:
    """Works in the main thread. A reactor that cannot run twice is kept running from one scenario to the next."""

    def __init__(self, subject: Subject, channel: Channel) -> None:
        self._subject = subject
        self._channel = channel
        self._commands: queue.SimpleQueue[Json] = queue.SimpleQueue()
        self._in_run = False
        self._kept_running = False
        self._interpreter: Optional[Interpreter] = None
        # Whether clearing up left nothing behind; None until it is over.
        self._reusable: Optional[bool] = None
        self._before: resources.Counts = resources.UNTOLD

    def deliver(self, command: Json) -> None:
        """Called by the control thread."""
        self._commands.put(command)
        if self._in_run:
            self._subject.call_from_thread(self._take_commands)

    def work(self) -> None:
        while True:
            self._handle(self._commands.get())

    def _take_commands(self) -> None:
        while not self._commands.empty():
            self._handle(self._commands.get())

    def _handle(self, command: Json) -> None:
        op, playing = command.get("op"), self._interpreter is not None
        if op == "hello":
            self._hello()
        elif op == "scenario" and not playing:
            try:
                self._begin(command["scenario"])
            except Exception as error:
                # What a reactor's run raises is reported in the trace: this is of the agent, or of the scenario.
                traceback.print_exc()
                self._interpreter = None
                self._channel.emit("broken", {"message": f"{type(error).__name__}: {error}"})
        elif op == "end" and self._interpreter is not None:
            self._end(self._interpreter)
        else:
            message = "not now" if op in ("scenario", "end") else "there is no such command"
            self._channel.emit("refused", {"op": op, "message": message})

    def _hello(self) -> None:
        subject = self._subject
        self._channel.emit("hello", {
            "protocol": 1, "name": subject.name, "version": subject.version, "language": "python",
            "runtime": subject.runtime, "profiles": list(subject.profiles), "restartable": subject.restartable,
        })

    def _begin(self, scenario: Json) -> None:
        if self._kept_running and needs_own_run(scenario):
            self._channel.emit("broken", {"message": "the scenario needs a run of its own: the reactor runs already"})
            return
        self._subject.open()
        self._before = resources.count()
        self._subject.set_pool(scenario.get("pool"))
        trace = Trace(self._channel, self._subject.describe)
        self._interpreter = interpreter = Interpreter(self._subject, trace, scenario)
        if self._kept_running:
            self._prepare_run(interpreter, 1, scenario["phases"][0])
        else:
            self._play(interpreter, scenario)

    def _play(self, interpreter: Interpreter, scenario: Json) -> None:
        for number, phase in enumerate(scenario["phases"], 1):
            interpreter.do(phase.get("before", ()))
            self._prepare_run(interpreter, number, phase)
            beside = begin_beside(interpreter, phase.get("meanwhile", ()))
            error = self._run()
            interpreter.trace.emit("ran", phase=number, **present(error=error))
            beside.join()
            if interpreter.over:
                if self._subject.restartable:
                    self._leave(interpreter)
                return
            interpreter.do(phase.get("after", ()))

    def _prepare_run(self, interpreter: Interpreter, number: int, phase: Json) -> None:
        interpreter.trace.emit("run", phase=number)
        if "start" in phase:
            start = lambda: interpreter.trace.callback("start", {}, lambda: interpreter.do(phase["start"]))
            self._subject.call_later(0, start)

    def _run(self) -> Optional[Json]:
        """Run the reactor until it stops; returns the error if it could not."""
        self._in_run = True
        try:
            self._take_commands()
            self._subject.run()
        except Exception as error:
            return self._subject.describe(error)
        finally:
            self._in_run = self._kept_running = False
        return None

    def _end(self, interpreter: Interpreter) -> None:
        interpreter.over = True
        interpreter.trace.emit("end")
        if self._in_run and (self._subject.restartable or not interpreter.lifecycle.stopped):
            self._clear(interpreter)
        elif self._subject.restartable:
            self._clear(interpreter)
            self._leave(interpreter)
        else:
            self._ended(interpreter, reusable=False)

    def _clear(self, interpreter: Interpreter) -> None:
        """Clear up; wait until all has come to its end, or patience has."""
        until = self._subject.now() + PATIENCE

        def check() -> None:
            quiet = interpreter.quiet()
            if quiet or self._subject.now() > until:
                self._cleared(interpreter, quiet)
            else:
                self._subject.call_later(1, check)

        self._reusable = None
        interpreter.clear()
        self._subject.call_later(0, check)

    def _cleared(self, interpreter: Interpreter, quiet: bool) -> None:
        self._reusable = quiet
        if self._subject.restartable:
            self._subject.stop()
        else:
            self._kept_running = True
            self._ended(interpreter, quiet)

    def _leave(self, interpreter: Interpreter) -> None:
        """Take leave of a reactor that has stopped; it is run again if the scenario stopped it before all was clear."""
        interpreter.trace.close()
        try:
            while self._reusable is None:
                self._subject.run()
        finally:
            self._ended(interpreter, bool(self._reusable))
            self._subject.close()

    def _ended(self, interpreter: Interpreter, reusable: bool) -> None:
        interpreter.trace.close()
        self._interpreter = None
        left = resources.more(self._before, resources.count()) if reusable else dict(resources.UNTOLD)
        if self._kept_running:
            # What a run needs is not left of one that goes on.
            left["active"] = None
        self._channel.emit("ended", {"reusable": reusable, "left": left})


def begin_beside(interpreter: Interpreter, steps: Sequence[Json]) -> threading.Thread:
    """Begin to do the steps beside a run, in a thread: what is to be done to the reactor is handed to it."""

    def do() -> None:
        for step in steps:
            if interpreter.over:
                return
            if step["op"] == "hostTurns":
                time.sleep(TURN * step["turns"])
            elif step["op"] == "mark":
                interpreter.mark(step["name"])
            else:
                interpreter.subject.call_from_thread(lambda step=step: interpreter.do((step,)))

    thread = threading.Thread(target=do, name="beside", daemon=True)
    thread.start()
    return thread


def needs_own_run(scenario: Json) -> bool:
    """Whether a scenario starts, stops or repeats a run itself."""
    phases = scenario["phases"]
    return (
        len(phases) > 1
        or any(part in phase for phase in phases for part in ("before", "meanwhile", "after"))
        or any(each.get("op") in ("stop", "run", "addHook") for each in objects_of(scenario))
    )


def objects_of(value: Any) -> Iterator[Json]:
    """All JSON objects within a value."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from objects_of(each)
