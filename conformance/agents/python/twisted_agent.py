"""The agent of Twisted, on any of its reactors."""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import Any, Callable, Optional, Sequence, Tuple

from agent import serve
from connections import Connection, Outcome
from data import milliseconds, seconds
from datagrams import Port, udp_address
from errors import describe
from names import Script
from protocol import Json
from subject import Callback, Factory, Subject
import twisted_tls

try:
    import twisted
    from twisted.internet import error
    from twisted.internet.defer import CancelledError, Deferred, fail
    from twisted.internet.interfaces import (
        IReactorFDSet, IReactorPluggableNameResolver, IReactorSSL, IReactorTCP, IReactorThreads, IReactorUDP,
        IReactorUNIX,
    )
    from twisted.internet.endpoints import HostnameEndpoint, StandardIOEndpoint
    from twisted.internet.protocol import DatagramProtocol
    from twisted.internet.tcp import Client
    from twisted.internet.threads import blockingCallFromThread, deferToThreadPool
    from twisted.python import log
    from twisted_names import Receiver, ScriptedResolver, is_name
    from twisted_protocols import Connecting, Listening, address, path_address, unregister_producer
except ImportError as missing:
    sys.exit(f"{missing} in {sys.executable}: run `npm run setup:agents`, and start the agent with its Python")

CATEGORY_OF_CLASS = {
    error.ConnectionRefusedError: "refused",
    error.TimeoutError: "timed-out",
    error.TCPTimedOutError: "timed-out",
    error.NoRouteError: "unreachable",
    error.UserError: "cancelled",
    error.ConnectingCancelledError: "cancelled",
    CancelledError: "cancelled",
    error.ConnectionAborted: "aborted",
    error.UnknownHostError: "name-not-found",
    error.DNSLookupError: "name-not-found",
    error.MessageLengthError: "message-too-long",
}

# What not all transports have.
TRANSPORT_CALLS = {
    "abortConnection": "abortConnection", "setNoDelay": "setTcpNoDelay", "setKeepAlive": "setTcpKeepAlive",
}


class ScriptedDatagramProtocol(DatagramProtocol):
    """Passes the notifications of a port on."""

    noisy = False

    def __init__(self, subject: Subject, port: Port, remote: Optional[Tuple[Any, Any]]) -> None:
        self._subject = subject
        self._port = port
        self._remote = remote

    def startProtocol(self) -> None:
        if self._remote is not None:
            # Where a port is connected, by the documentation of connected UDP.
            self.transport.connect(*self._remote)
        self._port.opened(self.transport)

    def datagramReceived(self, datagram: bytes, addr: Tuple[Any, ...]) -> None:
        self._port.received(datagram, addr)

    def connectionRefused(self) -> None:
        # It is told that a datagram was refused, and nothing else.
        self._port.failed(self._subject.describe(error.ConnectionRefusedError()))

    def stopProtocol(self) -> None:
        self._port.closed()


class TwistedSubject(Subject):
    name = "twisted"
    version = twisted.version.public()
    profiles = (*Subject.profiles, "streams")
    # A reactor that was stopped is never run again.
    restartable = False
    # The size of the buffer is an attribute of the class, and no part of an interface.
    unsupported = frozenset({"setWatermarks"})

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor
        self._observer: Optional[Callable[[Json], None]] = None
        self._platform_resolver: Any = None
        self._own: Sequence[Any] = ()
        self.runtime = f"{self.runtime}, {type(reactor).__name__}"

    def open(self) -> None:
        self._own = self._watched()

    def quiet(self) -> bool:
        return all(each in self._own for each in self._watched())

    def _watched(self) -> Sequence[Any]:
        """All sockets of the reactor, its own among them."""
        if not IReactorFDSet.providedBy(self._reactor):
            return ()
        return [*self._reactor.getReaders(), *self._reactor.getWriters()]

    def now(self) -> float:
        return self._reactor.seconds() * 1000

    def run(self) -> None:
        self._reactor.run(installSignalHandlers=False)

    def stop(self) -> None:
        self._reactor.stop()

    def running(self) -> bool:
        return self._reactor.running

    def declared_profiles(self) -> Optional[Sequence[str]]:
        provided = {
            "tcp": IReactorTCP, "unix": IReactorUNIX, "udp": IReactorUDP, "tls": IReactorSSL,
            "threads": IReactorThreads, "resolver": IReactorPluggableNameResolver,
            # No call of the reactor: what StandardIO asks of the one that it is given.
            "streams": IReactorFDSet,
        }
        declared = [name for name, each in provided.items() if each.providedBy(self._reactor)]
        return ["core", *(name for name in declared if name != "tls" or twisted_tls.available)]

    def call_from_thread(self, callback: Callback) -> None:
        self._reactor.callFromThread(callback)

    def call_in_thread(self, function: Callback, outcome: Outcome) -> Deferred:
        call = deferToThreadPool(self._reactor, self._reactor.getThreadPool(), function)
        call.addCallbacks(outcome.fulfilled, lambda failure: outcome.rejected(failure.value))
        return call

    def cancel_thread_call(self, call: Deferred) -> None:
        call.cancel()

    def blocking_call_from_thread(self, function: Callback) -> Any:
        return blockingCallFromThread(self._reactor, function)

    def set_pool(self, threads: Optional[int]) -> None:
        # What the reactor's own pool is made with; it does not tell.
        self._reactor.suggestThreadPoolSize(10 if threads is None else threads)

    def set_error_hook(self, hook: Optional[Callable[[Json], Any]]) -> None:
        # Twisted has no hook for errors: it logs them, and whoever wants them observes the log.
        if self._observer is not None:
            log.removeObserver(self._observer)
            self._observer = None
        if hook is None:
            return

        def observe(event: Json) -> None:
            if event.get("isError") and "failure" in event:
                hook(self.describe(event["failure"].value))

        self._observer = observe
        log.addObserver(observe)

    def describe(self, exception: BaseException) -> Json:
        # A listener's error has the platform's in `socketError`; one of connecting has its number in `osError`.
        platform_error = getattr(exception, "socketError", getattr(exception, "osError", None))
        number = platform_error if isinstance(platform_error, int) else getattr(platform_error, "errno", None)
        asked = None
        if isinstance(exception, error.CannotListenError):
            # The interface of a path is None, and its port the path.
            asked = path_address(exception.port) if exception.interface is None else {
                "kind": getattr(exception, "kind", "tcp"), "host": exception.interface, "port": exception.port,
            }
        category = CATEGORY_OF_CLASS.get(type(exception)) or twisted_tls.category_of(exception)
        return describe(exception, category, number, asked, twisted_tls.reason_of(exception))

    # Hooks

    def add_hook(self, phase: str, hook: Callback) -> Any:
        # Of the start, what callWhenRunning adds: the first calls of a run that is in progress.
        return self._reactor.addSystemEventTrigger("after" if phase == "startup" else "before", phase, hook)

    def remove_hook(self, hook: Any) -> Optional[bool]:
        return self._reactor.removeSystemEventTrigger(hook)

    def promise(self) -> Deferred:
        return Deferred()

    def fulfil(self, promise: Deferred, value: Any = None) -> None:
        promise.callback(value)

    def reject(self, promise: Deferred, error: BaseException) -> None:
        promise.errback(error)

    def rejected(self, exception: BaseException) -> Deferred:
        return fail(exception)

    # Timed calls

    def call_later(self, delay: Any, callback: Callback) -> Any:
        return self._reactor.callLater(seconds(delay), callback)

    def call_with(self, call: Any, callback: Callback) -> Any:
        twin = self._reactor.callLater(0, callback)
        # Sums of floats: the first correction may be off by a bit.
        for _ in range(10):
            if twin.getTime() != call.getTime():
                twin.delay(call.getTime() - twin.getTime())
        return twin

    def cancel(self, call: Any) -> Optional[bool]:
        return call.cancel()

    def reset(self, call: Any, delay: Any) -> Optional[bool]:
        return call.reset(seconds(delay))

    def delay(self, call: Any, extra: Any) -> Optional[bool]:
        return call.delay(seconds(extra))

    def deadline(self, call: Any) -> Optional[float]:
        return milliseconds(call.getTime())

    def active(self, call: Any) -> Optional[bool]:
        return bool(call.active())

    # Listening and connecting

    def listen(self, host: str, port: Any, factory: Factory, outcome: Outcome, **options: Any) -> None:
        # It listens when listenTCP returns; what the platform refuses is thrown.
        try:
            outcome.returned(self._reactor.listenTCP(port, Listening(self, factory), interface=host, **options))
        except error.CannotListenError as refused:
            outcome.returned_failure(refused)
            raise

    def listen_path(self, path: Any, factory: Factory, outcome: Outcome, **options: Any) -> None:
        try:
            outcome.returned(self._reactor.listenUNIX(path, Listening(self, factory), **options))
        except error.CannotListenError as refused:
            outcome.returned_failure(refused)
            raise

    def listen_tls(self, host: str, port: Any, tls: Json, factory: Factory, outcome: Outcome, **options: Any) -> None:
        # There is no bound of a handshake that could be set.
        context = twisted_tls.server_context(tls)
        try:
            outcome.returned(self._reactor.listenSSL(port, Listening(self, factory), context, interface=host, **options))
        except error.CannotListenError as refused:
            outcome.returned_failure(refused)
            raise

    def close_listener(self, listener: Any, outcome: Outcome) -> None:
        self._settle(listener.stopListening(), outcome)

    def _settle(self, result: Optional[Deferred], outcome: Outcome) -> None:
        if result is None:
            outcome.returned()
        else:
            # A Deferred may have its result already.
            result.addCallbacks(outcome.returned, lambda failure: outcome.returned_failure(failure.value))

    def listener_address(self, listener: Any) -> Json:
        return address(listener.getHost())

    def connect(self, host: str, port: Any, factory: Factory, outcome: Outcome, **options: Any) -> Any:
        if "timeout" in options:
            options["timeout"] = seconds(options["timeout"])
        # connectTCP tries one address of a name: an endpoint tries them all, and has a delay between them.
        delay = options.pop("attempt_delay", None)
        if is_name(host):
            return self._connect_by_name(host, port, Connecting(self, factory, outcome), outcome, delay, options)
        return self._reactor.connectTCP(host, port, Connecting(self, factory, outcome), **options)

    def _connect_by_name(
        self, host: str, port: Any, factory: Connecting, outcome: Outcome, delay: Any, options: Json,
    ) -> Deferred:
        endpoint = HostnameEndpoint(self._reactor, host, port, attemptDelay=seconds(delay), **options)
        attempt = endpoint.connect(factory)
        # The protocol has reported that it is connected.
        attempt.addErrback(lambda failure: outcome.settled or outcome.returned_failure(failure.value))
        return attempt

    def connect_tls(self, host: str, port: Any, tls: Json, factory: Factory, outcome: Outcome, **options: Any) -> Any:
        if "timeout" in options:
            options["timeout"] = seconds(options["timeout"])
        context = twisted_tls.client_context(tls, host)
        return self._reactor.connectSSL(host, port, Connecting(self, factory, outcome, secure=True), context,
                                        **options)

    def start_tls(self, connection: Connection, role: str, tls: Json, outcome: Outcome) -> None:
        transport = connection.transport
        context = twisted_tls.server_context(tls) if role == "server" else twisted_tls.client_context(
            tls, transport.getPeer().host)
        # The role is said as whether it is that of whoever opened the connection.
        is_normal = (role == "client") == isinstance(transport, Client)
        connection.notified.starting = outcome
        transport.startTLS(context, is_normal)

    def session(self, transport: Any) -> Any:
        return twisted_tls.session_of(transport)

    def connect_path(self, path: Any, factory: Factory, outcome: Outcome, **options: Any) -> Any:
        if "timeout" in options:
            options["timeout"] = seconds(options["timeout"])
        return self._reactor.connectUNIX(path, Connecting(self, factory, outcome), **options)

    def listen_streams(self, factory: Factory, outcome: Outcome, **options: Any) -> None:
        self._settle(self._open_streams(factory), outcome)

    def connect_streams(self, factory: Factory, outcome: Outcome, **options: Any) -> Deferred:
        attempt = self._open_streams(factory)
        self._settle(attempt, outcome)
        return attempt

    def _open_streams(self, factory: Factory) -> Deferred:
        # StandardIO, for a factory. Its name for this is to listen, but the connection is made when it returns.
        return StandardIOEndpoint(self._reactor).listen(Listening(self, factory))

    def cancel_connect(self, attempt: Any) -> None:
        if isinstance(attempt, Deferred):
            attempt.cancel()
        else:
            attempt.stopConnecting()

    # Names

    def set_resolver(self, script: Optional[Script]) -> Tuple[Any, Any]:
        # There is no call to restore the first one: it is installed again.
        self._platform_resolver = self._platform_resolver or self._reactor.nameResolver
        resolver = self._platform_resolver if script is None else ScriptedResolver(script)
        previous = self._reactor.installNameResolver(resolver)
        resolver.previous = previous
        return resolver, previous

    def resolve(self, host: Any, outcome: Outcome) -> Any:
        receiver = Receiver(outcome)
        self._reactor.nameResolver.resolveHostName(receiver, host)
        return receiver

    def cancel_resolve(self, lookup: Any) -> None:
        lookup.resolution.cancel()

    # Datagrams

    def open_datagram(
        self, local: Tuple[Any, Any], remote: Optional[Tuple[Any, Any]], port: Port, outcome: Outcome,
    ) -> None:
        port.protocol = port.protocol or ScriptedDatagramProtocol(self, port, remote)
        host, number = local
        try:
            outcome.returned(self._reactor.listenUDP(number, port.protocol, interface=host))
        except error.CannotListenError as refused:
            refused.kind = "udp"
            outcome.returned_failure(refused)
            raise

    def send_datagram(self, transport: Any, data: Any, to: Optional[Tuple[Any, Any]]) -> None:
        transport.write(data, to)

    def close_port(self, transport: Any, outcome: Outcome) -> None:
        self._settle(transport.stopListening(), outcome)

    def port_local(self, transport: Any) -> Optional[Json]:
        host = transport.getHost()
        return udp_address((host.host, host.port))

    def port_remote(self, transport: Any) -> Optional[Json]:
        # A port does not tell whom it is connected to.
        return None

    # Transports

    def write(self, transport: Any, data: Any) -> None:
        transport.write(data)

    def end_writing(self, transport: Any) -> None:
        unregister_producer(transport)
        transport.loseWriteConnection()

    def lacks(self, operation: str, transport: Any) -> bool:
        return operation in TRANSPORT_CALLS and not hasattr(transport, TRANSPORT_CALLS[operation])

    def lose_connection(self, transport: Any) -> None:
        unregister_producer(transport)
        transport.loseConnection()

    def abort_connection(self, transport: Any) -> None:
        transport.abortConnection()

    def pause_reading(self, transport: Any) -> None:
        transport.pauseProducing()

    def resume_reading(self, transport: Any) -> None:
        transport.resumeProducing()

    def set_no_delay(self, transport: Any, enabled: bool) -> None:
        transport.setTcpNoDelay(enabled)

    def set_keep_alive(self, transport: Any, enabled: bool) -> None:
        transport.setTcpKeepAlive(enabled)

    def local(self, transport: Any) -> Json:
        return address(transport.getHost())

    def remote(self, transport: Any) -> Json:
        return address(transport.getPeer())

    def pending_bytes(self, transport: Any) -> Optional[int]:
        # A transport does not tell.
        return None


def install(name: str) -> Any:
    """Install the reactor of this name, as programs do, and return it."""
    module = "default" if name == "default" else f"{name}reactor"
    try:
        importlib.import_module(f"twisted.internet.{module}").install()
    except ImportError as missing:
        sys.exit(f"the reactor {name} cannot be installed: {missing}")
    from twisted.internet import reactor

    return reactor


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reactor", default="default", metavar="NAME", help="select, poll, epoll, asyncio, default...")
    serve(TwistedSubject(install(parser.parse_args().reactor)))


if __name__ == "__main__":
    main()
