"""Resolvers for asyncio: a loop is asked for addresses by its method getaddrinfo, which a subclass may override."""

from __future__ import annotations

import asyncio
import socket
from typing import Any, Callable, List, Optional, Tuple

from names import Script

Getaddrinfo = Callable[..., Any]


def scripted_getaddrinfo(loop: asyncio.AbstractEventLoop, script: Script, previous: Getaddrinfo) -> Getaddrinfo:
    async def getaddrinfo(host: Any, port: Any, **hints: Any) -> List[Tuple[Any, ...]]:
        answer = script.ask(host)
        if answer.get("asks") == "previous":
            return await previous(host, port, **hints)
        if "throws" in answer:
            raise failure(answer["throws"])
        ready = loop.create_future()
        script.when_ready(answer, lambda: None if ready.done() else ready.set_result(None))
        try:
            await ready
        except asyncio.CancelledError:
            script.cancelled(host)
            raise
        if "fails" in answer:
            raise failure(answer["fails"])
        return [info(each, port) for each in answer["hosts"]]

    return getaddrinfo


def failure(code: Optional[str]) -> Exception:
    """As getaddrinfo fails: with one of its own numbers. It has none for other codes, nor for no code."""
    number = getattr(socket, "EAI_NONAME" if code == "ENOTFOUND" else str(code), socket.EAI_FAIL)
    return socket.gaierror(number, f"the script says {code}")


def info(host: str, port: Any) -> Tuple[Any, ...]:
    if ":" in host:
        return socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (host, port, 0, 0)
    return socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (host, port)
