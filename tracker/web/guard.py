"""Turns away what no page of ours asks for: other names for this machine, changes asked for by foreign pages, metrics."""

import socket
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from tracker.web.refusal import refusal
from tracker.words import N_

LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
SAFE: Final = ("GET", "HEAD", "OPTIONS")
CLOSED: Final = ("/_stcore/metrics", "/st-metrics")
SENDING: Final = "/_stcore/upload_file"


class Guard:
    """Answers 403 to a Host that is not `allowed`, and to a change that another origin asks for; 404 to metrics.

    With `reads_only`, as the public is served, also 403 to whatever is sent, and to the door for files whoever knocks:
    Streamlit takes files on pages that ask for none.

    A page of a stranger that rebinds its own name to this machine sends that name as Host. Streamlit checks it for
    sessions only, so that the plain routes (health, files, uploads) stand open without this. A request without an
    Origin comes from no page. Names are compared without the port; "*" allows any. With `numbers` any address in digits
    is one of this machine's: no name can be rebound to become one.

    A page of another origin opens no session either: Streamlit lets in what any other port of this machine serves.
    """

    def __init__(
        self, app: ASGIApp, allowed: tuple[str, ...], *, reads_only: bool = False, numbers: bool = False
    ) -> None:
        self.app = app
        self.reads_only = reads_only
        self.numbers = numbers
        self.allowed = frozenset(name.strip("[]").lower() for name in allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not self._may_connect(Headers(scope=scope)):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            await self.app(scope, receive, send)
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if not self._is_allowed(headers.get("host", "")):
            return refusal(headers, N_("This name is not served here."), 403)
        if self.reads_only and (scope["method"] not in SAFE or SENDING in scope["path"]):
            return refusal(headers, N_("Nothing can be sent here."), 403)
        if scope["method"] not in SAFE and not _same_origin(headers):
            return refusal(headers, N_("Another site may not change anything here."), 403)
        if scope["path"].rstrip("/").endswith(CLOSED):
            return refusal(headers, N_("There is nothing here."), 404)
        return None

    def _may_connect(self, headers: Headers) -> bool:
        return self._is_allowed(headers.get("host", "")) and _same_origin(headers)

    def _is_allowed(self, host: str) -> bool:
        name = _name(host)
        return "*" in self.allowed or name in self.allowed or (self.numbers and _is_number(name))


def names_served(address: str | None, site_url: str | None, *, public: bool) -> tuple[str, ...]:
    """The names under which a server that listens on `address` answers: any of a public copy, which has nothing to hide;
    else this machine's names for itself, that of the site, and where others may reach it those it has in the network."""
    if public:
        return ("*",)
    site = _name(urlsplit(site_url or "").netloc)
    own = () if is_loopback(address) else (address or "", socket.gethostname(), socket.getfqdn())
    return tuple(name for name in (*LOOPBACK, site, *own) if name and name != "0.0.0.0")


def is_loopback(address: str | None) -> bool:
    """Whether only this machine reaches a server that listens there. None listens everywhere."""
    return address in LOOPBACK


def _same_origin(headers: Headers) -> bool:
    """Whether the page that asks, where a page asks, was served under the very name and port it asks of."""
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _name(host: str) -> str:
    """The name in a Host header, without port and brackets; empty where it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
