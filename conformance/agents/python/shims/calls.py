"""The calls around which canaries are set: those that may wait, each where it does, and where it need not."""

from __future__ import annotations

import logging
import queue
import select
import socket
import subprocess
import sys
import threading
import time
from typing import Any, Callable, Dict, NamedTuple, Optional, Tuple

HOST = "127.0.0.1"


class Call(NamedTuple):
    make: Callable[[], Any]
    # What another has to do so that it need not wait any more.
    helps: Optional[Callable[[], Any]] = None


Prepare = Callable[[], Call]


def _pair() -> Tuple[Any, Any]:
    return socket.socketpair()


def _listener() -> Any:
    listener = socket.socket()
    listener.bind((HOST, 0))
    listener.listen()
    return listener


def _recv_ready() -> Call:
    ours, other = _pair()
    other.send(b"x")
    return Call(lambda: (ours.recv(1), other))


def _recv_waits() -> Call:
    ours, other = _pair()
    return Call(lambda: ours.recv(1), lambda: other.send(b"x"))


def _recv_not_blocking() -> Call:
    ours, other = _pair()
    ours.setblocking(False)
    return Call(lambda: (ours.recv(1), other))


def _send_room() -> Call:
    ours, other = _pair()
    return Call(lambda: (ours.send(b"x"), other))


def _sendall_waits() -> Call:
    ours, other = _pair()
    size = 1 << 20

    def drain() -> None:
        taken = 0
        while taken < size:
            taken += len(other.recv(size))

    return Call(lambda: ours.sendall(bytes(size)), drain)


def _accept_ready() -> Call:
    listener, client = _listener(), socket.socket()
    client.connect(listener.getsockname())
    return Call(lambda: (listener.accept(), client))


def _accept_waits() -> Call:
    listener, client = _listener(), socket.socket()
    return Call(lambda: listener.accept(), lambda: client.connect(listener.getsockname()))


def _connect() -> Call:
    listener, client = _listener(), socket.socket()
    return Call(lambda: client.connect(listener.getsockname()))


def _close() -> Call:
    ours, other = _pair()
    return Call(lambda: (ours.close(), other))


def _shutdown() -> Call:
    ours, other = _pair()
    return Call(lambda: (ours.shutdown(socket.SHUT_WR), other))


def _select_at_once() -> Call:
    ours, other = _pair()
    return Call(lambda: (select.select([ours], [], [], 0), other))


def _poll_at_once() -> Call:
    ours, other = _pair()
    poll = select.poll()
    poll.register(ours, select.POLLIN)
    return Call(lambda: (poll.poll(0), other))


def _lock_free() -> Call:
    lock = threading.Lock()
    return Call(lock.acquire)


def _lock_waits() -> Call:
    lock = threading.Lock()
    lock.acquire()
    return Call(lock.acquire, lock.release)


def _lock_at_once() -> Call:
    lock = threading.Lock()
    lock.acquire()
    return Call(lambda: lock.acquire(blocking=False))


def _lock_release() -> Call:
    lock = threading.Lock()
    lock.acquire()
    return Call(lock.release)


def _waiting_thread() -> Tuple[threading.Thread, threading.Event]:
    event = threading.Event()
    thread = threading.Thread(target=event.wait, daemon=True)
    thread.start()
    return thread, event


def _is_alive() -> Call:
    thread, event = _waiting_thread()
    return Call(lambda: (thread.is_alive(), event))


def _repr_of_thread() -> Call:
    thread, event = _waiting_thread()
    return Call(lambda: (repr(thread), event))


def _join() -> Call:
    thread, event = _waiting_thread()
    return Call(thread.join, event.set)


def _event_waits() -> Call:
    event = threading.Event()
    return Call(event.wait, event.set)


def _notify(condition: threading.Condition) -> Call:
    condition.acquire()
    return Call(condition.notify)


def _get_waits() -> Call:
    items: "queue.Queue[None]" = queue.Queue()
    return Call(items.get, lambda: items.put(None))


# By the name of the host's call; what is in parentheses tells in which case it is.
CALLS: Dict[str, Prepare] = {
    "socket.recv": _recv_waits,
    "socket.recv (data have come)": _recv_ready,
    "socket.recv (not blocking)": _recv_not_blocking,
    "socket.send (there is room)": _send_room,
    "socket.sendall": _sendall_waits,
    "socket.accept": _accept_waits,
    "socket.accept (one has connected)": _accept_ready,
    "socket.connect": _connect,
    "socket.close": _close,
    "socket.shutdown": _shutdown,
    "socket.getaddrinfo": lambda: Call(lambda: socket.getaddrinfo("localhost", None)),
    "socket.getaddrinfo (numeric)": lambda: Call(
        lambda: socket.getaddrinfo(HOST, None, flags=socket.AI_NUMERICHOST)),
    "select.select (timeout 0)": _select_at_once,
    **({"select.poll (timeout 0)": _poll_at_once} if hasattr(select, "poll") else {}),
    "time.sleep": lambda: Call(lambda: time.sleep(0.001)),
    "time.sleep (0)": lambda: Call(lambda: time.sleep(0)),
    "Lock.acquire": _lock_waits,
    "Lock.acquire (free)": _lock_free,
    "Lock.acquire (not blocking)": _lock_at_once,
    "Lock.release": _lock_release,
    "Thread.start": lambda: Call(threading.Thread(target=lambda: None, daemon=True).start),
    "Thread.join": _join,
    "Thread.is_alive": _is_alive,
    "repr of a Thread": _repr_of_thread,
    "Event.wait": _event_waits,
    "Event.wait (timeout 0)": lambda: Call(lambda: threading.Event().wait(0)),
    "Event.set": lambda: Call(threading.Event().set),
    "Condition.notify": lambda: _notify(threading.Condition()),
    "Condition.notify (of a Lock)": lambda: _notify(threading.Condition(threading.Lock())),
    "Semaphore.acquire (free)": lambda: Call(threading.Semaphore(1).acquire),
    "Semaphore.release": lambda: Call(threading.Semaphore(1).release),
    "Queue.get": _get_waits,
    "Queue.put": lambda: Call(lambda: queue.Queue().put(None)),
    "subprocess.run": lambda: Call(lambda: subprocess.run([sys.executable, "-c", ""], check=True)),
    "print": lambda: Call(lambda: print("printed", file=sys.stderr)),
    "logging.warning": lambda: Call(lambda: logging.getLogger("shim").warning("logged")),
    "open and read": lambda: Call(_read_file),
}


def _read_file() -> str:
    with open(__file__, encoding="utf-8") as file:
        return file.read()
