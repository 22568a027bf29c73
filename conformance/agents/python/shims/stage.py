"""What a scenario of shims has on stage, and how its steps are done."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Callable, Dict, List

from protocol import Json
from shim import Shim
from shims.calls import CALLS
from shims.canaries import Canaries
from shims.carried import Carried
from shims.host_functions import host_functions
from shims.layer import Layer, obstruct
from shims.other_programs import OTHER_PROGRAMS
from shims.program import Program, Surroundings
from shims.realm import Place, Snapshot
from shims.stream_programs import STREAM_PROGRAMS
from shims.timer_programs import TIMER_PROGRAMS
from tracing import Trace

PROGRAMS: Dict[str, Program] = {**TIMER_PROGRAMS, **STREAM_PROGRAMS, **OTHER_PROGRAMS}
# How many differences are told one by one.
TOLD = 20


class Stage:
    def __init__(self, shim: Shim, trace: Trace, describe: Callable[[BaseException], Json], start: Snapshot) -> None:
        self._shim = shim
        self._trace = trace
        self._describe = describe
        self._snapshots = {"start": start}
        self._compared: Dict[str, List[Place]] = {}
        self._layers: Dict[str, Layer] = {}
        self._kept = host_functions()
        self._at_end: List[Callable[[], None]] = []
        # Whether the realm can still be as it was at the start.
        self.spoilt = False

    def do(self, step: Json) -> None:
        act = self._steps.get(step["step"])
        if act is None:
            self._trace.emit("unsupported", op=step["step"])
        else:
            act(self, step)

    def clear(self) -> None:
        for act in self._at_end:
            with suppress(Exception):
                act()

    def _mark(self, step: Json) -> None:
        self._trace.emit("mark", name=step["name"])

    def _snapshot(self, step: Json) -> None:
        self._snapshots[step["as"]] = Snapshot()

    def _compare(self, step: Json) -> None:
        found = self._snapshots[step["with"]].differences()
        self._compared[step["as"]] = [each.place for each in found]
        self._trace.emit("compared", **{
            "as": step["as"], "with": step["with"], "changed": len(found),
            "differences": [each.told() for each in found[:TOLD]],
        })

    def _install(self, step: Json) -> None:
        if step.get("over") == "another" or "seed" in step:
            self._trace.emit("unsupported", op="install")
            return

        self.spoilt = self.spoilt or not self._shim.leaves
        # No shim of Python is known that says what it has covered.
        self._trace.call("install", {"shim": step["shim"]}, self._shim.install, lambda _: {"value": {"groups": None}})

    def _uninstall(self, step: Json) -> None:
        if not self._shim.leaves:
            self._trace.emit("unsupported", op="uninstall")
            return
        self._trace.call("uninstall", {"shim": step["shim"]}, self._shim.uninstall,
                         lambda _: {"value": {"foreign": None, "live": None}})

    def _keep_references(self, step: Json) -> None:
        self._kept = host_functions()

    def _program(self, step: Json) -> None:
        program = PROGRAMS.get(step["program"])
        if program is None:
            self._trace.emit("unsupported", op=f"program {step['program']}")
            return
        host = self._kept if step.get("references") == "kept" else host_functions()
        carried = Carried()
        hook = threading.excepthook
        caught: List[str] = []

        def uncaught() -> List[str]:
            threading.excepthook = lambda args: caught.append(str(args.exc_value))
            return caught

        outcome: Json
        try:
            value = program.run(host, Surroundings(uncaught, self._at_end.append, carried.in_thread))
            outcome = {"value": value}
        except Exception as error:
            outcome = {"value": None, "threw": self._describe(error)}
        finally:
            threading.excepthook = hook
        self._trace.emit("played", program=step["program"], **{"as": step["as"]}, **outcome,
                         carried=carried.counts(program.uses))

    def _layer(self, step: Json) -> None:
        layer = self._layers[step["as"]] = Layer(self._compared.get(step["where"], ()))
        self._trace.emit("layered", **{"as": step["as"]}, places=layer.places)

    def _unlayer(self, step: Json) -> None:
        places = self._layers[step["layer"]].remove()
        self._trace.emit("unlayered", **{"as": step["as"]}, places=places)

    def _obstruct(self, step: Json) -> None:
        self.spoilt = True
        # Not the first: what was patched before is to be taken back.
        for place in reversed(self._compared.get(step["where"], ())):
            if obstruct(place):
                self._trace.emit("obstructed", **{"as": step["as"]}, places=1, where=place.where)
                return
        self._trace.emit("obstructed", **{"as": step["as"]}, places=0)

    def _probe(self, step: Json) -> None:
        if "within" in step:
            # The host has no callbacks: whatever is patched is called in a thread.
            self._trace.emit("unsupported", op="probe")
            return
        switches = step.get("switches", ())
        for name, prepare in CALLS.items():
            call, canaries = prepare(), Canaries()
            ran = canaries.around(call.make, call.helps)
            can_run = canaries.end()
            seen = ("declared" if name in switches else "undeclared") if ran else "atomic" if can_run else "blind"
            self._trace.emit("probed", **{"as": step["as"]}, call=name, verdict=seen, ran=ran)

    _steps: Dict[str, Callable[["Stage", Json], None]] = {
        "mark": _mark, "snapshot": _snapshot, "compare": _compare, "install": _install, "uninstall": _uninstall,
        "keepReferences": _keep_references, "program": _program, "layer": _layer, "unlayer": _unlayer,
        "obstruct": _obstruct, "probe": _probe,
    }
