"""Lets in who has signed in, and says so to the pages by a header that nobody outside can set.

Three ways to be served. A public copy answers everybody. A desk without accounts answers the one machine it stands on. With
accounts a stranger gets the way in and nothing else: no page, no media file, no upload, no session of Streamlit.
"""

import logging
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Final
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tracker.desk import Asker, Desk, accounts
from tracker.web.refusal import refusal
from tracker.words import N_

HEADER: Final = "x-ahd-session"
"""What the middleware tells Streamlit (server.trustedUserHeaders): by which key the database knows the session."""
USER: Final = "ahd_session"
"""Under what name Streamlit keeps it in `st.user`."""
COOKIE: Final = "ahd_session"
LOGIN, INVITATION, PASSWORD, OIDC = "/login", "/invitation", "/password", "/oidc/"
LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "::1")
# What ships with the program, and says nothing of what is recorded.
SHIPPED: Final = ("/static/", "/app/static/")
# Answered without having signed in: the ways in, whether the server is well, and routes that decide for themselves.
OPEN: Final = (LOGIN, INVITATION, "/healthz", "/readyz")
OPEN_UNDER: Final = (OIDC, "/embed/", "/api/")
NO_PAGES: Final = ("/_stcore/", "/media/", "/component/", *OPEN_UNDER)
UPLOADS: Final = "/_stcore/upload_file/"
# What servers in front add: a reader behind one sits somewhere else.
PASSED_ON: Final = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_ASKER, _KEY = "ahd.asker", "ahd.key"
_LOG = logging.getLogger(__name__)


class Doors:
    """Looks at every request before Streamlit does.

    `desk` is the opened installation; `owner_of` says by which key somebody is signed in to whom a session of Streamlit
    belongs, so that nobody puts a file into another's.
    """

    def __init__(self, app: ASGIApp, desk: Callable[[], Desk], owner_of: Callable[[str], str | None]) -> None:
        self.app = app
        self.desk = desk
        self.owner_of = owner_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope = _without(scope, HEADER)
        desk, path = self.desk(), scope["path"]
        if desk.public or (path.startswith(SHIPPED) and ".." not in path):
            await self.app(scope, receive, send)
            return
        key = session_key(scope, desk.settings.site_url)
        try:
            asker = await run_in_threadpool(accounts.asker_of, desk, key)
        except Exception:  # nobody is let in by a failure
            _LOG.exception("who asks could not be found out")
            await _refuse(scope, receive, send, _no(scope, N_("Please try again in a moment."), 503))
            return
        if asker is not None and asker.account is None:  # a desk without accounts
            if _is_at_the_machine(scope):
                await self.app(scope, receive, send)
            else:
                await _refuse(scope, receive, send, _no(scope, N_("Nobody is served here."), 403))
            return
        if asker is None:
            if scope["type"] == "http" and is_open(path):
                await self.app(scope, receive, send)
            else:
                await _refuse(scope, receive, send, _to_the_door(scope))
            return
        if path.startswith(UPLOADS) and self.owner_of(path[len(UPLOADS) :].partition("/")[0]) != key:
            await _refuse(scope, receive, send, _no(scope, N_("This is somebody else's."), 403))
            return
        told = [*scope["headers"], (HEADER.encode(), str(key).encode())]
        await self.app({**scope, "headers": told, _ASKER: asker, _KEY: key}, receive, send)


def is_open(path: str) -> bool:
    """Whether an address is answered to somebody who has not signed in."""
    return path in OPEN or (path.startswith(OPEN_UNDER) and ".." not in path)


def signed_in(request: Request) -> Asker | None:
    """Who asks with this request, None for somebody who has not signed in."""
    found: Asker | None = request.scope.get(_ASKER)
    return found


def own_key(request: Request) -> str | None:
    """By which key the database knows the session of this request."""
    found: str | None = request.scope.get(_KEY)
    return found


def session_key(scope: Scope, site_url: str | None) -> str | None:
    """By which key the database would know the session that a request's cookie names."""
    word = cookie_of(scope, cookie_name(COOKIE, is_secure(scope, site_url)))
    return accounts.key_of(word) if word else None


def cookie_of(scope: Scope, name: str) -> str | None:
    """The value of a cookie; None where there is none, or the header makes no sense."""
    jar: SimpleCookie = SimpleCookie()
    try:
        for header in Headers(scope=scope).getlist("cookie"):
            jar.load(header)
    except CookieError:
        return None
    return jar[name].value if name in jar else None


def cookie_name(name: str, secure: bool) -> str:
    """A cookie that came over https bears a name that only this very host can set, and only over https."""
    return f"__Host-{name}" if secure else name


def is_secure(scope: Scope, site_url: str | None) -> bool:
    """Whether the reader's browser speaks https, as far as the server, its proxy or the settings say so."""
    if scope["scheme"] in ("https", "wss"):
        return True
    site = urlsplit(site_url or "")
    return site.scheme == "https" and Headers(scope=scope).get("host", "").lower() == site.netloc.lower()


def local_path(text: str | None) -> str:
    """An address on this very server to go on to; anything else leads to the first page."""
    path = text or "/"
    parts = urlsplit(path)
    plain = all(" " < letter != "\\" for letter in path)
    ours = not parts.scheme and not parts.netloc and path.startswith("/") and not path.startswith("//")
    return path if plain and ours and not is_open(parts.path) else "/"


def _without(scope: Scope, name: str) -> Scope:
    """The request without a header that only we may set."""
    headers = [(key, value) for key, value in scope["headers"] if key.lower() != name.encode()]
    return {**scope, "headers": headers}


def _is_at_the_machine(scope: Scope) -> bool:
    """Whether a request comes from this machine, under one of its own names for itself, and was passed on by nobody."""
    client, headers = scope.get("client"), Headers(scope=scope)
    try:
        near = client is not None and ip_address(client[0]).is_loopback
        name = urlsplit(f"//{headers.get('host', '')}").hostname
    except ValueError:
        return False
    return near and name in LOOPBACK_NAMES and not any(sign in headers for sign in PASSED_ON)


def _to_the_door(scope: Scope) -> Response:
    """A reader is led to the form for signing in, and then back; a program is refused."""
    headers = Headers(scope=scope)
    path = scope["path"]
    wants_page = scope["type"] == "http" and scope["method"] == "GET" and not path.startswith(NO_PAGES)
    if wants_page and "text/html" in headers.get("accept", ""):
        query = scope["query_string"].decode("latin-1")
        back = quote(f"{path}?{query}" if query else path, safe="/")
        return RedirectResponse(
            f"{LOGIN}?next={back}", status_code=303, headers={"cache-control": "no-store"}
        )
    return _no(scope, N_("Please sign in."), 401)


def _no(scope: Scope, msgid: str, status: int) -> Response:
    return refusal(Headers(scope=scope), msgid, status)


async def _refuse(scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
    else:
        await answer(scope, receive, send)
