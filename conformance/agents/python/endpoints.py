"""The operations of listening and connecting."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Callable, Dict, Optional, Set, Tuple

from connections import Connection, Outcome
from data import value_of
from operations import Missing, Operation, named
from protocol import Json
from subject import Factory
from tls import options_of
from tracing import present

if TYPE_CHECKING:
    from interpreter import Interpreter

LOOPBACK = "127.0.0.1"
STANDARD_STREAMS = {"kind": "standard-streams"}


class Endpoints:
    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._subject = interpreter.subject
        self._trace = interpreter.trace
        self._listeners: Dict[str, Any] = {}
        # What each listener reported when it began to listen: a closed one may not know any more.
        self._addresses: Dict[str, Json] = {}
        self._listening: Set[str] = set()
        self._attempts: Dict[str, Tuple[Any, Outcome]] = {}
        # How often the factories of each protocol script were called.
        self._asked: Dict[str, int] = {}

    def operations(self) -> Dict[str, Operation]:
        return {
            "listen": self._listen,
            "closeListener": self._close_listener,
            "connect": self._connect,
            "cancelConnect": self._cancel_connect,
        }

    def clear(self) -> None:
        for name in list(self._listening):
            self._clear_listener(name)
        for attempt, outcome in list(self._attempts.values()):
            if not outcome.settled:
                with suppress(Exception):
                    self._subject.cancel_connect(attempt)
        for connection in list(self._interpreter.connections.values()):
            if connection.open:
                connection.clear()

    def _clear_listener(self, name: str) -> None:
        with suppress(Exception):
            self._subject.close_listener(self._listeners[name], self._closing(name, {}))

    def quiet(self) -> bool:
        connections = self._interpreter.connections.values()
        return not self._listening and not any(connection.open for connection in connections)

    def _listen(self, operation: Json, _: Optional[Connection]) -> None:
        name, on, options = operation["listener"], operation.get("on", {}), {}
        spec = self._resolved(operation.get("address", {"port": 0}))
        if "backlog" in operation:
            options["backlog"] = value_of(operation["backlog"])
        if "tls" in operation:
            options["tls"] = operation["tls"]

        def listening(listener: Any) -> None:
            self._listeners[name] = listener
            self._listening.add(name)
            self._addresses[name] = address = self._subject.listener_address(listener)
            self._trace.callback("listening", {"listener": name}, lambda: self._interpreter.do(on.get("listening", ())),
                                 address=address)
            if self._interpreter.over:
                self._clear_listener(name)

        outcome = Outcome(self._trace, listening, self._failure("listenFailed", {"listener": name}, on))
        factory = self._factory(operation["protocol"], {"listener": name}, lambda ordinal: f"{name}#{ordinal}")
        self._trace.call("listen", {"listener": name},
                         lambda: self._listen_at(spec, factory, outcome, options))

    def _listen_at(self, spec: Json, factory: Factory, outcome: Outcome, options: Json) -> None:
        if spec == STANDARD_STREAMS:
            return self._subject.listen_streams(factory, outcome, **options)
        if "path" in spec:
            return self._subject.listen_path(value_of(spec["path"]), factory, outcome, **options)
        host, port = spec.get("host", LOOPBACK), value_of(spec["port"])
        if "tls" in options:
            tls = options_of(options.pop("tls"))
            return self._subject.listen_tls(host, port, tls, factory, outcome, **options)
        return self._subject.listen(host, port, factory, outcome, **options)

    def _close_listener(self, operation: Json, _: Optional[Connection]) -> None:
        name = operation["listener"]
        listener, outcome = named("listener", name, self._listeners), self._closing(name, operation.get("on", {}))
        self._trace.call("closeListener", {"listener": name}, lambda: self._subject.close_listener(listener, outcome))

    def _closing(self, name: str, on: Json) -> Outcome:
        def closed(_: Any) -> None:
            self._listening.discard(name)
            self._trace.callback("closed", {"listener": name}, lambda: self._interpreter.do(on.get("closed", ())))

        return Outcome(self._trace, closed, self._failure("closeFailed", {"listener": name}, on))

    def _connect(self, operation: Json, _: Optional[Connection]) -> None:
        name, on, options = operation["connection"], operation.get("on", {}), {}
        spec = self._resolved(operation["to"])
        if "timeout" in operation:
            options["timeout"] = value_of(operation["timeout"])
        if "attemptDelay" in operation:
            options["attempt_delay"] = value_of(operation["attemptDelay"])
        if "tls" in operation:
            options["tls"] = operation["tls"]

        def connected(transport: Any) -> None:
            connection = self._interpreter.connections[name]
            same = None if transport is None else transport is connection.transport
            self._trace.callback("connected", {"connection": name},
                                 lambda: self._interpreter.do(on.get("connected", ()), connection),
                                 **present(sameTransport=same))

        def connect() -> None:
            self._attempts[name] = self._connect_to(spec, factory, outcome, options), outcome

        outcome = Outcome(self._trace, connected, self._failure("connectFailed", {"connection": name}, on))
        factory = self._factory(operation["protocol"], {"connection": name}, lambda ordinal: name)
        self._trace.call("connect", {"connection": name}, connect)

    def _connect_to(self, spec: Json, factory: Factory, outcome: Outcome, options: Json) -> Any:
        if spec == STANDARD_STREAMS:
            return self._subject.connect_streams(factory, outcome, **options)
        if "path" in spec:
            return self._subject.connect_path(value_of(spec["path"]), factory, outcome, **options)
        host, port = spec.get("host", LOOPBACK), value_of(spec["port"])
        if "tls" in options:
            tls = options_of(options.pop("tls"))
            return self._subject.connect_tls(host, port, tls, factory, outcome, **options)
        return self._subject.connect(host, port, factory, outcome, **options)

    def _cancel_connect(self, operation: Json, _: Optional[Connection]) -> None:
        name = operation["connection"]
        attempt, _outcome = named("attempt", name, self._attempts)
        self._trace.call("cancelConnect", {"connection": name}, lambda: self._subject.cancel_connect(attempt))

    def _resolved(self, spec: Json) -> Json:
        """The address that is meant: a path, a host and a port, or the standard streams of who has them."""
        if "portOf" in spec:
            return {**self._resolved(spec["portOf"]), "host": spec["host"]}
        if "listener" in spec:
            return named("listener", spec["listener"], self._addresses)
        if spec == STANDARD_STREAMS and "streams" in self._subject.profiles:
            return spec
        if "kind" in spec and "port" not in spec:
            raise Missing(f"there is no call for addresses of kind {spec['kind']}")
        return spec

    def _failure(self, cb: str, names: Json, on: Json) -> Callable[[BaseException], None]:
        def failed(error: BaseException) -> None:
            self._trace.callback(cb, names, lambda: self._interpreter.do(on.get(cb, ())),
                                 error=self._subject.describe(error))

        return failed

    def _factory(self, protocol: str, names: Json, name_of: Callable[[int], str]) -> Factory:
        """The factory of one listener or attempt; it names the connections by the ordinals of its calls."""
        script, ordinal = self._interpreter.protocols.get(protocol, {}), 0
        declines = script.get("declines", ())

        def factory(remote: Optional[Json]) -> Optional[Connection]:
            nonlocal ordinal
            ordinal += 1
            name, declined = name_of(ordinal), declines == "all" or ordinal in declines
            nth = self._asked[protocol] = self._asked.get(protocol, 0) + 1

            def make() -> Optional[Connection]:
                self._interpreter.do(script.get("factory", ()))
                if declined:
                    return None
                connection = Connection(self._interpreter, name, protocol, script, nth)
                self._interpreter.connections[name] = connection
                return connection

            return self._trace.callback("factory", {**names, "connection": name, "protocol": protocol}, make,
                                        **present(remote=remote))

        return factory
