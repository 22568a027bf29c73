"""The agent of a shim: takes the kit's commands, and does the steps of each scenario, all in the main thread."""

from __future__ import annotations

import time
import traceback
from typing import Optional

from protocol import Channel, Json
from shim import RUNTIME, Shim
from shims.realm import Snapshot
from shims.stage import Stage
from tracing import Trace

_monotonic = time.monotonic


def describe(error: BaseException) -> Json:
    # Only now: what errors are known by loads much that a shim is to be loaded before.
    import errors
    return errors.describe(error)


def serve(shim: Shim) -> None:
    """
    Be the agent of this shim until there are no more commands. There is no thread that waits for them: a shim is to be
    installed while there is one thread.
    """
    channel = Channel(lambda: _monotonic() * 1000)
    agent = ShimAgent(shim, channel)
    for command in channel.commands():
        agent.handle(command)


class ShimAgent:
    def __init__(self, shim: Shim, channel: Channel) -> None:
        self._shim = shim
        self._channel = channel
        self._start = Snapshot()
        self._playing: Optional[Stage] = None
        self._trace = Trace(channel, describe)
        shim.load()

    def handle(self, command: Json) -> None:
        op, playing = command.get("op"), self._playing is not None
        if op == "hello":
            self._hello()
        elif op == "scenario" and not playing:
            self._begin(command["scenario"])
        elif op == "end" and playing:
            self._end()
        else:
            message = "not now" if op in ("scenario", "end") else "there is no such command"
            self._channel.emit("refused", {"op": op, "message": message})

    def _hello(self) -> None:
        self._channel.emit("hello", {
            "protocol": 1, "name": self._shim.name, "version": self._shim.version, "language": "python",
            "runtime": RUNTIME, "profiles": self._shim.claims(),
        })

    def _begin(self, scenario: Json) -> None:
        try:
            steps = scenario["shim"]
            if not isinstance(steps, list):
                raise TypeError("the scenario has no list of steps for a shim")
            self._trace = Trace(self._channel, describe)
            self._playing = stage = Stage(self._shim, self._trace, describe, self._start)
            for step in steps:
                stage.do(step)
        except Exception as error:
            traceback.print_exc()
            self._playing = None
            self._channel.emit("broken", {"message": f"{type(error).__name__}: {error}"})

    def _end(self) -> None:
        stage, self._playing = self._playing, None
        self._trace.emit("end")
        assert stage is not None
        stage.clear()
        reusable = not stage.spoilt and not self._start.differences()
        self._trace.emit("ended", reusable=reusable, left={"descriptors": None, "active": None, "handlers": None})
        self._trace.close()
