"""The operations of ports for datagrams, and what their protocols are notified of."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from connections import Outcome
from data import ODD_VALUES, Digest, bytes_of, value_of
from operations import Missing, Operation, named
from protocol import Json
from tracing import present

if TYPE_CHECKING:
    from interpreter import Interpreter

# A host and a number, as the subject is given them.
Destination = Tuple[Any, Any]


class Port:
    """What the adapter's protocol object notifies: traces each notification, and reacts to it."""

    transport: Any = None
    open = False
    data: bytes = b""
    sender: Optional[Destination] = None
    # What the adapter made to be notified.
    protocol: Any = None
    # What the subject told of the open port: a closed one may not know any more.
    local: Optional[Json] = None

    def __init__(self, interpreter: Interpreter, name: str, protocol: str, nth: int) -> None:
        script = interpreter.protocols.get(protocol, {})
        self.name = name
        self._interpreter = interpreter
        self._trace = interpreter.trace
        self._script_name = protocol
        self._bare = script.get("bare", False)
        self._quiet = script.get("quiet", False)
        self._retained: Optional[List[bytes]] = [] if script.get("retains") else None
        self._reactions = [each for each in script.get("reactions", ()) if each.get("nth", nth) == nth]
        self._digest = Digest()
        self._count = 0

    def opened(self, transport: Any) -> None:
        self.transport, self.open = transport, True
        subject = self._interpreter.subject
        self.local = subject.port_local(transport)
        self._notify("portOpened", **present(local=self.local, remote=subject.port_remote(transport)))
        if self._interpreter.over:
            self.clear()

    def received(self, data: bytes, sender: Destination) -> None:
        self.data, self.sender = data, sender
        self._digest.add(data)
        self._count += 1
        if self._retained is not None:
            self._retained.append(data)
        self._notify(
            "datagramReceived", bytes=len(data), data=Digest([data]).report(), count=self._count,
            **{"from": udp_address(sender)}, **present(text=data.decode("latin-1") if len(data) <= 64 else None))

    def failed(self, error: Json) -> None:
        self._notify("sendFailed", error=error)

    def closed(self) -> None:
        self.open = False
        retained = None if self._retained is None else Digest(self._retained).report()
        self._notify("portClosed", count=self._count, received=self._digest.report(), **present(retained=retained))

    def clear(self) -> None:
        """Get rid of it: the scenario is over."""
        with suppress(Exception):
            ignored = Outcome(self._trace, lambda _: None, lambda _: None)
            self._interpreter.subject.close_port(self.transport, ignored)

    def _notify(self, notification: str, **fields: Any) -> None:
        if self._bare or (self._quiet and notification == "datagramReceived"):
            self._trace.silently(lambda: self._react(notification))
        else:
            names = {"port": self.name, "protocol": self._script_name}
            self._trace.callback(notification, names, lambda: self._react(notification), **fields)

    def _react(self, notification: str) -> None:
        for reaction in self._reactions:
            if reaction["on"] == notification and reaction.get("atCount", self._count) == self._count:
                self._interpreter.do(reaction["do"], self)


class Datagrams:
    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._subject = interpreter.subject
        self._trace = interpreter.trace
        self._ports: Dict[str, Port] = {}
        # How often each protocol script was used.
        self._used: Dict[str, int] = {}

    def operations(self) -> Dict[str, Operation]:
        return {
            "openDatagram": self._open,
            "sendDatagram": self._send,
            "closePort": self._close,
            "inspectPort": self._inspect,
            "echoDatagram": self._echo,
        }

    def clear(self) -> None:
        for port in self._ports.values():
            if port.open:
                port.clear()

    def quiet(self) -> bool:
        return not any(port.open for port in self._ports.values())

    def _open(self, operation: Json, running: Any) -> None:
        name, script, on = operation["port"], operation["protocol"], operation.get("on", {})
        local = self._address(operation.get("local", {"port": 0}), running)
        remote = self._address(operation["remote"], running) if "remote" in operation else None
        if "sameProtocolAs" in operation:
            port = named("port", operation["sameProtocolAs"], self._ports)
            port.name = name
        else:
            nth = self._used[script] = self._used.get(script, 0) + 1
            port = Port(self._interpreter, name, script, nth)
        self._ports[name] = port

        def opened(transport: Any) -> None:
            same = None if transport is None else transport is port.transport
            self._trace.callback("opened", {"port": name}, lambda: self._interpreter.do(on.get("opened", ()), port),
                                 **present(samePort=same))

        def failed(error: BaseException) -> None:
            self._trace.callback("openFailed", {"port": name}, lambda: self._interpreter.do(on.get("openFailed", ())),
                                 error=self._subject.describe(error))

        outcome = Outcome(self._trace, opened, failed)
        self._trace.call("openDatagram", {"port": name},
                         lambda: self._subject.open_datagram(local, remote, port, outcome))

    def _send(self, operation: Json, running: Any) -> None:
        port = self._of(operation, running)
        data = value_of(operation) if "odd" in operation else bytes_of(operation["data"])
        to = self._address(operation["to"], running) if "to" in operation else None
        self._trace.call("sendDatagram", {"port": port.name},
                         lambda: self._subject.send_datagram(port.transport, data, to),
                         **present(bytes=len(data) if isinstance(data, bytes) else None))

    def _close(self, operation: Json, running: Any) -> None:
        port, on = self._of(operation, running), operation.get("on", {})
        names = {"port": port.name}

        def closed(_: Any) -> None:
            self._trace.callback("closed", names, lambda: self._interpreter.do(on.get("closed", ())))

        def failed(error: BaseException) -> None:
            self._trace.callback("closeFailed", names, lambda: self._interpreter.do(on.get("closeFailed", ())),
                                 error=self._subject.describe(error))

        outcome = Outcome(self._trace, closed, failed)
        self._trace.call("closePort", names, lambda: self._subject.close_port(port.transport, outcome))

    def _inspect(self, operation: Json, running: Any) -> None:
        port, subject = self._of(operation, running), self._subject

        def read() -> Json:
            return {"local": subject.port_local(port.transport), "remote": subject.port_remote(port.transport)}

        self._trace.call("inspectPort", {"port": port.name}, read, lambda value: {"value": value})

    def _echo(self, operation: Json, running: Any) -> None:
        self._subject.send_datagram(running.transport, running.data, running.sender)

    def _of(self, operation: Json, running: Any) -> Port:
        """The port that the operation names, or else that of the running callback."""
        port = named("port", operation["of"], self._ports) if "of" in operation else running
        if not isinstance(port, Port) or port.transport is None:
            raise Missing("there is no port")
        return port

    def _address(self, spec: Json, running: Any) -> Destination:
        if "of" in spec:
            address = named("port", spec["of"], self._ports).local
            if address is None:
                raise Missing("there is no address of the port")
            return address["host"], address["port"]
        if "sender" in spec:
            return running.sender
        if "port" not in spec:
            raise Missing(f"there is no call for such an address: {spec}")
        host = spec.get("host", "127.0.0.1")
        return ODD_VALUES[host["odd"]] if isinstance(host, dict) else host, value_of(spec["port"])


def udp_address(name: Any) -> Json:
    """The address that a socket's name is."""
    return {"kind": "udp", "host": name[0], "port": name[1]}
