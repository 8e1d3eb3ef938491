"""A client of little cost: each of its connections sends one request after another, all kept open; for bench only."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class Client(asyncio.Protocol):
    """One connection; `ask` makes the bytes of its next request, `waits` takes the seconds of each answer."""

    def __init__(self, ask: Callable[[], bytes], until: float, waits: list[float]) -> None:
        self.ask, self.until, self.waits = ask, until, waits
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self._send()

    def _send(self) -> None:
        if time.monotonic() >= self.until:
            self.transport.close()
            return
        self.began = time.monotonic()
        self.transport.write(self.ask())  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.heard += data
        head, blank, body = self.heard.partition(b"\r\n\r\n")
        if not blank or len(body) < _length(head):
            return
        if not head.startswith(b"HTTP/1.1 200 "):
            self.ended.set_exception(RuntimeError(f"the site answered {head[:600]!r}"))
            self.transport.close()
            return
        self.heard = b""
        self.waits.append(time.monotonic() - self.began)
        self._send()

    def connection_lost(self, fault: Exception | None) -> None:
        if not self.ended.done():
            if fault:
                self.ended.set_exception(fault)
            else:
                self.ended.set_result(None)


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise RuntimeError("the site did not say how long its answer is")


async def load(port: int, asks: list[Callable[[], bytes]], seconds: float) -> list[float]:
    """Seconds of every answered request of one connection for each of `asks`. Raises RuntimeError at a refusal."""
    loop, waits, until = asyncio.get_running_loop(), list[float](), time.monotonic() + seconds
    clients = []
    for ask in asks:
        _, client = await loop.create_connection(
            lambda ask=ask: Client(ask, until, waits),
            "127.0.0.1",
            port,  # type: ignore[misc]
        )
        clients.append(client)
    await asyncio.gather(*(client.ended for client in clients))
    return waits
