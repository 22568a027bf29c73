"""Programs that use stream sockets."""

from __future__ import annotations

import errno
from contextlib import suppress
from typing import Any, Callable, Dict, List, Tuple

from data import Digest, bytes_of
from protocol import Json
from shims.host_functions import HostFunctions
from shims.program import Program, Running, Surroundings

HOST = "127.0.0.1"
PIECES = 1 << 20
CHUNK = 64 * 1024
# What a writer is held up before, where its reader reads nothing.
FLOOD = 64 << 20
# For so many turns in which nothing is taken, a writer is held up.
STILL = 100


def listening(host: HostFunctions) -> Tuple[Any, int]:
    """A listener at a free port, and the port."""
    listener = host.socket()
    listener.bind((HOST, 0))
    listener.listen()
    return listener, listener.getsockname()[1]


def read_all(connection: Any) -> bytes:
    """All that comes, up to the end of it."""
    chunks: List[bytes] = []
    while True:
        chunk = connection.recv(CHUNK)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)


def served(
    host: HostFunctions, surroundings: Surroundings, serve: Callable[[Any], None], use: Callable[[Any], Any],
) -> Any:
    """Serve one connection in a thread of its own, and use its other end in this one."""
    listener, port = listening(host)

    def accept() -> None:
        connection, _ = listener.accept()
        with connection:
            serve(connection)

    serving = Running(host, surroundings).begin(accept)
    with listener, host.create_connection((HOST, port)) as client:
        result = use(client)
    serving.join()
    return result


def echo(host: HostFunctions, surroundings: Surroundings) -> Json:
    """A client says something, a server says it back, and both close."""

    def use(client: Any) -> bytes:
        client.sendall(b"to and fro")
        client.shutdown(1)
        return read_all(client)

    received = served(host, surroundings, lambda connection: connection.sendall(read_all(connection)), use)
    return {"received": received.decode("latin-1"), "hadError": False}


def pieces(host: HostFunctions, surroundings: Surroundings) -> Json:
    """A client sends 1 MiB in pieces of many sizes."""
    data = bytes_of({"generate": PIECES, "seed": 3})
    received: List[bytes] = []

    def use(client: Any) -> None:
        at, size = 0, 1
        while at < len(data):
            client.sendall(data[at:at + size])
            at, size = at + size, (size * 7 + 1) % 50_021
        client.shutdown(1)
        read_all(client)

    served(host, surroundings, lambda connection: received.append(read_all(connection)), use)
    return {"sent": Digest([data]).report(), "received": Digest(received).report()}


def flood(host: HostFunctions, surroundings: Surroundings) -> Json:
    """A client sends without end, to a server that reads nothing."""
    listener, port = listening(host)
    client = host.create_connection((HOST, port))
    held, _ = listener.accept()
    chunk, written, still = bytes(CHUNK), 0, 0

    def write() -> None:
        nonlocal written, still
        with suppress(OSError):
            while written < FLOOD:
                client.sendall(chunk)
                written, still = written + CHUNK, 0

    writing = Running(host, surroundings).begin(write)
    while written < FLOOD and still < STILL:
        still += 1
        host.sleep(0.001)
    held_up = written < FLOOD
    # First the end that reads nothing: its reset ends a send that waits.
    for each in (held, listener):
        each.close()
    writing.join()
    client.close()
    return {"heldUp": held_up}


def half_close(host: HostFunctions, surroundings: Surroundings) -> Json:
    """A client ends its sending, and is answered after that."""
    questions: List[bytes] = []

    def serve(connection: Any) -> None:
        questions.append(read_all(connection))
        connection.sendall(b"answer")

    def use(client: Any) -> bytes:
        client.sendall(b"question")
        client.shutdown(1)
        return read_all(client)

    answer = served(host, surroundings, serve, use)
    return {"question": b"".join(questions).decode("latin-1"), "answer": answer.decode("latin-1")}


def refused(host: HostFunctions, surroundings: Surroundings) -> Json:
    """A client connects to a port at which nobody listens any more."""
    listener, port = listening(host)
    listener.close()
    try:
        host.create_connection((HOST, port)).close()
    except OSError as error:
        return {
            "type": type(error).__name__, "code": errno.errorcode.get(error.errno or 0), "errno": error.errno,
            "syscall": None, "message": str(error), "address": None, "itsPort": None,
        }
    return {"type": None}


def leave_alive(host: HostFunctions, surroundings: Surroundings) -> Json:
    """Leaves a listener."""
    listener, _ = listening(host)
    surroundings.at_end(listener.close)
    return {"listening": listener.fileno() >= 0}


STREAM_PROGRAMS: Dict[str, Program] = {
    "echo": Program(("streams",), echo),
    "pieces": Program(("streams",), pieces),
    "flood": Program(("streams",), flood),
    "half-close": Program(("streams",), half_close),
    "refused": Program(("streams",), refused),
    "leave-alive": Program(("streams",), leave_alive),
}
