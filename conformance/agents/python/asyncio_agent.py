"""The agent of asyncio: of the standard library's event loop, or of another one that keeps its interface."""

from __future__ import annotations

import argparse
import asyncio
import importlib
import os
import platform
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Coroutine, List, Optional, Sequence, Tuple

from agent import serve
from asyncio_names import scripted_getaddrinfo
from asyncio_tls import context_of, handshake_timeout, session_of
from connections import Connection, Outcome
from data import milliseconds, seconds
from datagrams import Port, udp_address
from names import Script
from protocol import Json
from subject import Callback, Factory, Subject


class ScriptedProtocol(asyncio.Protocol):
    """Passes the notifications on. Without reactions to the peer's end, that is left to asyncio.Protocol."""

    def __init__(self, connection: Connection, describe: Callable[[BaseException], Json]) -> None:
        self._connection = connection
        self._describe = describe

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._connection.made(transport)

    def data_received(self, data: bytes) -> None:
        self._connection.data_received(data)

    def pause_writing(self) -> None:
        self._connection.pause_writing()

    def resume_writing(self) -> None:
        self._connection.resume_writing()

    def connection_lost(self, exc: Optional[Exception]) -> None:
        self._connection.connection_lost(self._reason(exc))

    def _reason(self, exc: Optional[Exception]) -> Json:
        # None is all that asyncio says of an end in order, and of an abort.
        if exc is None:
            return {"kind": "done"}
        # What a callback threw is passed like what the platform said.
        return {"kind": "lost" if isinstance(exc, OSError) else "failed", "error": self._describe(exc)}


class HalfCloseProtocol(ScriptedProtocol):
    def eof_received(self) -> bool:
        self._connection.eof_received()
        return True


class ScriptedDatagramProtocol(asyncio.DatagramProtocol):
    """Passes the notifications of a port on."""

    def __init__(self, port: Port, describe: Callable[[BaseException], Json]) -> None:
        self._port = port
        self._describe = describe
        # Of the calls of close: nothing but connection_lost says that the port is closed.
        self.closing: List[Outcome] = []
        self.lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._port.opened(transport)

    def datagram_received(self, data: bytes, addr: Tuple[Any, ...]) -> None:
        self._port.received(data, addr)

    def error_received(self, exc: Exception) -> None:
        self._port.failed(self._describe(exc))

    def connection_lost(self, exc: Optional[Exception]) -> None:
        self.lost = True
        self._port.closed()
        for outcome in self.closing:
            outcome.returned()


class AsyncioSubject(Subject):
    restartable = True
    # A loop has no hooks, and its calls can only be cancelled.
    unsupported = frozenset({"reset", "delay", "addHook", "removeHook"})

    def __init__(self, module: str) -> None:
        implementation = importlib.import_module(module)
        self.name = module
        self.version = getattr(implementation, "__version__", platform.python_version())
        self._new_event_loop = implementation.new_event_loop
        self._loop: asyncio.AbstractEventLoop = self._new_event_loop()

    def open(self) -> None:
        if self._loop.is_closed():
            self._loop = self._new_event_loop()

    def close(self) -> None:
        self._loop.close()

    def quiet(self) -> bool:
        return not asyncio.all_tasks(self._loop)

    def now(self) -> float:
        return self._loop.time() * 1000

    def run(self) -> None:
        self._loop.run_forever()

    def stop(self) -> None:
        self._loop.stop()

    def running(self) -> bool:
        return self._loop.is_running()

    def declared_profiles(self) -> Optional[Sequence[str]]:
        return None

    def call_from_thread(self, callback: Callback) -> None:
        self._loop.call_soon_threadsafe(callback)

    def call_in_thread(self, function: Callback, outcome: Outcome) -> asyncio.Future:
        return self._report(self._loop.run_in_executor(None, function), outcome)

    def cancel_thread_call(self, call: asyncio.Future) -> None:
        call.cancel()

    def blocking_call_from_thread(self, function: Callback) -> Any:
        async def call() -> Any:
            result = function()
            return await result if isinstance(result, asyncio.Future) else result

        return asyncio.run_coroutine_threadsafe(call(), self._loop).result()

    def set_pool(self, threads: Optional[int]) -> None:
        if threads is not None:
            self._loop.set_default_executor(ThreadPoolExecutor(threads))

    def promise(self) -> asyncio.Future:
        return self._loop.create_future()

    def fulfil(self, promise: asyncio.Future, value: Any = None) -> None:
        promise.set_result(value)

    def reject(self, promise: asyncio.Future, error: BaseException) -> None:
        promise.set_exception(error)

    def set_error_hook(self, hook: Optional[Callable[[Json], Any]]) -> None:
        if hook is None:
            self._loop.set_exception_handler(None)
            return

        def handler(loop: asyncio.AbstractEventLoop, context: Json) -> None:
            hook(self._describe_context(context))

        self._loop.set_exception_handler(handler)

    def _describe_context(self, context: Json) -> Json:
        if "exception" in context:
            return self.describe(context["exception"])
        return {"type": type(context).__name__, "message": context["message"]}

    # Timed calls

    def call_later(self, delay: Any, callback: Callback) -> asyncio.TimerHandle:
        return self._loop.call_later(seconds(delay), callback)

    def call_with(self, call: asyncio.TimerHandle, callback: Callback) -> asyncio.TimerHandle:
        return self._loop.call_at(call.when(), callback)

    def cancel(self, call: asyncio.TimerHandle) -> Optional[bool]:
        call.cancel()
        return None

    def deadline(self, call: asyncio.Handle) -> Optional[float]:
        # uvloop's call_later returns a Handle for a delay that it takes for none: that has no deadline.
        return milliseconds(call.when()) if hasattr(call, "when") else None

    def active(self, call: asyncio.TimerHandle) -> Optional[bool]:
        # A handle tells whether it was cancelled, not whether it was called.
        return None

    # Listening and connecting

    def listen(self, host: str, port: Any, factory: Factory, outcome: Outcome, **options: Any) -> None:
        self._settle(self._loop.create_server(self._protocol_factory(factory), host, port, **options), outcome)

    def listen_path(self, path: Any, factory: Factory, outcome: Outcome, **options: Any) -> None:
        self._settle(self._loop.create_unix_server(self._protocol_factory(factory), path, **options), outcome)

    def listen_tls(self, host: str, port: Any, tls: Json, factory: Factory, outcome: Outcome, **options: Any) -> None:
        self._settle(self._loop.create_server(
            self._protocol_factory(factory), host, port, ssl=context_of(tls, server_side=True),
            ssl_handshake_timeout=handshake_timeout(tls), **options), outcome)

    def close_listener(self, listener: asyncio.AbstractServer, outcome: Outcome) -> None:
        listener.close()
        self._settle(listener.wait_closed(), outcome)

    def listener_address(self, listener: asyncio.Server) -> Json:
        # A server for which no socket could be made has none, and has not failed.
        return address(listener.sockets[0].getsockname()) if listener.sockets else {}

    def connect(self, host: str, port: Any, factory: Factory, outcome: Outcome, **options: Any) -> asyncio.Future:
        racing = {"happy_eyeballs_delay": seconds(options["attempt_delay"])} if "attempt_delay" in options else {}
        connecting = self._loop.create_connection(self._protocol_factory(factory), host, port, **racing)
        return self._connect(connecting, outcome, options)

    def connect_path(self, path: Any, factory: Factory, outcome: Outcome, **options: Any) -> asyncio.Future:
        return self._connect(self._loop.create_unix_connection(self._protocol_factory(factory), path), outcome, options)

    def connect_tls(
        self, host: str, port: Any, tls: Json, factory: Factory, outcome: Outcome, **options: Any,
    ) -> asyncio.Future:
        return self._connect(self._loop.create_connection(
            self._protocol_factory(factory), host, port, ssl=context_of(tls, server_side=False),
            server_hostname=tls.get("serverName", host), ssl_handshake_timeout=handshake_timeout(tls),
        ), outcome, options)

    def start_tls(self, connection: Connection, role: str, tls: Json, outcome: Outcome) -> None:
        transport, server_side = connection.transport, role == "server"
        name = None if server_side else tls.get("serverName", transport.get_extra_info("peername")[0])

        def secured(protected: Any) -> Any:
            # From now on this is the connection's transport; there is none if the connection is over already.
            connection.transport = protected or transport
            return protected

        self._settle(self._loop.start_tls(
            transport, transport.get_protocol(), context_of(tls, server_side), server_side=server_side,
            server_hostname=name, ssl_handshake_timeout=handshake_timeout(tls),
        ), outcome, secured)

    def session(self, transport: asyncio.Transport) -> Any:
        return session_of(transport.get_extra_info("ssl_object"))

    def _connect(self, connecting: Coroutine[Any, Any, Any], outcome: Outcome, options: Json) -> asyncio.Future:
        if "timeout" in options:
            # create_connection has no time-out of its own: this is how its documentation says to set one.
            connecting = asyncio.wait_for(connecting, seconds(options["timeout"]))
        return self._settle(connecting, outcome, lambda pair: pair[0])

    # Names

    def set_resolver(self, script: Optional[Script]) -> Tuple[Any, Any]:
        # An attribute of the loop stands for the method of a subclass.
        own, previous = vars(self._loop), self._loop.getaddrinfo
        given_back = own.get("getaddrinfo", type(self._loop))
        if script is None:
            own.pop("getaddrinfo", None)
        else:
            own["getaddrinfo"] = scripted_getaddrinfo(self._loop, script, previous)
        return own.get("getaddrinfo"), given_back

    def resolve(self, host: Any, outcome: Outcome) -> asyncio.Future:
        lookup = self._loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        return self._settle(lookup, outcome, lambda infos: [each[4][0] for each in infos])

    def cancel_resolve(self, lookup: asyncio.Future) -> None:
        lookup.cancel()

    def cancel_connect(self, attempt: asyncio.Future) -> None:
        attempt.cancel()

    def _settle(
        self, operation: Coroutine[Any, Any, Any], outcome: Outcome,
        value: Callable[[Any], Any] = lambda result: result,
    ) -> asyncio.Future:
        return self._report(self._loop.create_task(operation), outcome, value)

    def _report(
        self, task: asyncio.Future, outcome: Outcome, value: Callable[[Any], Any] = lambda result: result,
    ) -> asyncio.Future:
        def done(task: asyncio.Future) -> None:
            if task.cancelled():
                outcome.rejected(asyncio.CancelledError())
                return
            error = task.exception()
            if error is None:
                outcome.fulfilled(value(task.result()))
            else:
                outcome.rejected(error)

        task.add_done_callback(done)
        return task

    def _protocol_factory(self, factory: Factory) -> Callable[[], Any]:
        def build() -> Any:
            # asyncio does not tell its factories who connects, and has no way to decline.
            connection = factory(None)
            if connection is None:
                return None
            return (HalfCloseProtocol if connection.handles_eof else ScriptedProtocol)(connection, self.describe)

        return build

    # Datagrams

    def open_datagram(
        self, local: Tuple[Any, Any], remote: Optional[Tuple[Any, Any]], port: Port, outcome: Outcome,
    ) -> None:
        port.protocol = port.protocol or ScriptedDatagramProtocol(port, self.describe)
        opening = self._loop.create_datagram_endpoint(lambda: port.protocol, local_addr=local, remote_addr=remote)
        self._settle(opening, outcome, lambda pair: pair[0])

    def send_datagram(self, transport: asyncio.DatagramTransport, data: Any, to: Optional[Tuple[Any, Any]]) -> None:
        transport.sendto(data, to)

    def close_port(self, transport: asyncio.DatagramTransport, outcome: Outcome) -> None:
        transport.close()
        protocol = transport.get_protocol()
        if protocol.lost:
            outcome.returned()
        else:
            protocol.closing.append(outcome)

    def port_local(self, transport: asyncio.DatagramTransport) -> Optional[Json]:
        name = transport.get_extra_info("sockname")
        return None if name is None else udp_address(name)

    def port_remote(self, transport: asyncio.DatagramTransport) -> Optional[Json]:
        name = transport.get_extra_info("peername")
        return None if name is None else udp_address(name)

    # Transports

    def write(self, transport: asyncio.Transport, data: Any) -> None:
        transport.write(data)

    def end_writing(self, transport: asyncio.Transport) -> None:
        transport.write_eof()

    def lose_connection(self, transport: asyncio.Transport) -> None:
        transport.close()

    def abort_connection(self, transport: asyncio.Transport) -> None:
        transport.abort()

    def pause_reading(self, transport: asyncio.Transport) -> None:
        transport.pause_reading()

    def resume_reading(self, transport: asyncio.Transport) -> None:
        transport.resume_reading()

    def set_watermarks(self, transport: asyncio.Transport, low: Any, high: Any) -> None:
        transport.set_write_buffer_limits(high=high, low=low)

    def set_no_delay(self, transport: asyncio.Transport, enabled: bool) -> None:
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, enabled)

    def set_keep_alive(self, transport: asyncio.Transport, enabled: bool) -> None:
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, enabled)

    def local(self, transport: asyncio.Transport) -> Optional[Json]:
        return address_of(transport, "sockname")

    def remote(self, transport: asyncio.Transport) -> Optional[Json]:
        return address_of(transport, "peername")

    def pending_bytes(self, transport: asyncio.Transport) -> Optional[int]:
        return transport.get_write_buffer_size()


def address_of(transport: asyncio.Transport, info: str) -> Optional[Json]:
    name = transport.get_extra_info(info)
    return None if name is None else address(name)


def address(name: Any) -> Json:
    """The address that a socket's name is: a tuple for TCP, with more than two members for IPv6; for UNIX a text."""
    if isinstance(name, (str, bytes)):
        return {"kind": "unix", "path": os.fsdecode(name)}
    return {"kind": "tcp", "host": name[0], "port": name[1]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loop", default="asyncio", metavar="MODULE", help="what has new_event_loop(), e.g. uvloop")
    serve(AsyncioSubject(parser.parse_args().loop))


if __name__ == "__main__":
    main()
