"""Programs that use datagrams and names, and calls that no host can do anything with."""

from __future__ import annotations

import socket as constants
from typing import Any, Callable, Dict, List

from protocol import Json
from shims.host_functions import HostFunctions
from shims.program import Program, Running, Surroundings

HOST = "127.0.0.1"


def datagram(host: HostFunctions, surroundings: Surroundings) -> Json:
    """One datagram, from a socket to another, at which a thread waits."""
    received: List[bytes] = []
    with host.socket(type=constants.SOCK_DGRAM) as receiver, host.socket(type=constants.SOCK_DGRAM) as sender:
        receiver.bind((HOST, 0))
        receiving = Running(host, surroundings).begin(lambda: received.append(receiver.recvfrom(64)[0]))
        sender.sendto(b"by itself", receiver.getsockname())
        receiving.join()
    return {"received": b"".join(received).decode("latin-1")}


def lookup(host: HostFunctions, surroundings: Surroundings) -> Json:
    """The address of a name that every host has; a thread of the program tells whether it can run meanwhile."""
    looking = over = False

    def beside() -> None:
        while not over:
            if looking:
                return surroundings.in_thread()
            host.sleep(0)

    thread = host.Thread(target=beside, daemon=True)
    thread.start()
    looking = True
    found = host.getaddrinfo("localhost", None)
    looking, over = False, True
    thread.join()
    return {"found": len(found) > 0}


# Calls that are wrong at once.
CALLS: Dict[str, Callable[[HostFunctions], Any]] = {
    "sleep for less than nothing": lambda host: host.sleep(-1),
    "sleep with a text": lambda host: host.sleep("text"),  # type: ignore[arg-type]
    "a thread of no function": lambda host: host.Thread(target=1),
    "connect to the port 70000": lambda host: host.socket().connect((HOST, 70_000)),
    "connect to nothing": lambda host: host.socket().connect(None),
    "connect to a host that is a number": lambda host: host.socket().connect((1, 1)),
    "bind the port -1": lambda host: host.socket().bind((HOST, -1)),
    "send a text": lambda host: host.socket().send("text"),
    "send all of a text": lambda host: host.socket().sendall("text"),
    "receive less than nothing": lambda host: host.socket().recv(-1),
    "time out after infinity": lambda host: host.socket().settimeout(float("inf")),
    "time out after what is no number": lambda host: host.socket().settimeout(float("nan")),
}


def bad_arguments(host: HostFunctions, surroundings: Surroundings) -> Json:
    return {name: outcome_of(lambda call=call: call(host)) for name, call in CALLS.items()}


def outcome_of(call: Callable[[], Any]) -> str:
    try:
        call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "nothing"


OTHER_PROGRAMS = {
    "datagram": Program(("datagrams",), datagram),
    "lookup": Program(("names",), lookup),
    "bad-arguments": Program((), bad_arguments),
}
