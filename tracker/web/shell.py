"""The HTML page every visit starts with, in the visitor's language: lang, title, description, our stylesheet and scripts."""

import html
import re
from collections.abc import Callable, Sequence
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.web import builtin
from tracker.web.doors import INVITATION, LOGIN, OIDC, PASSWORD
from tracker.words import N_, translate
from tracker.words.choosing import COOKIE, PARAMETER, choose

TITLE: Final = N_("Ahd – commitments of officials, and how many are kept")
DESCRIPTION: Final = N_(
    "What officials have committed to do under the law and in forum agreements, and how much of it has been done, "
    "by district and by agency."
)
NO_SCRIPT: Final = N_("These pages are drawn by the browser. Please allow JavaScript for this address.")
YEAR: Final = 365 * 24 * 3600
ENTRANCE: Final = (LOGIN, INVITATION, PASSWORD, OIDC)
# Where other things than pages are served from.
NO_PAGES: Final = (
    "/static/",
    "/app/",
    "/media/",
    "/component/",
    "/_stcore/",
    "/embed/",
    "/api/",
    "/present",
    *ENTRANCE,
)


class HtmlShell:
    """Rewrites the HTML shell; everything else passes through. `default` says the installation's own language.

    `early` are addresses of scripts that a browser is told to fetch at once, instead of when the page asks for them.
    """

    def __init__(self, app: ASGIApp, default: Callable[[], str], early: Sequence[str] = ()) -> None:
        self.app = app
        self.default = default
        self.early = tuple(early)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if request.url.path.startswith(NO_PAGES):
            await self.app(scope, receive, send)
            return
        rewriting = _Rewriting(
            send,
            language_of(request, self.default()),
            asked=PARAMETER in request.query_params,
            early=self.early,
        )
        await self.app(_unpacked(scope), receive, rewriting)


def language_of(request: Request, default: str) -> str:
    """The language this request is answered in."""
    return choose(
        asked=request.query_params.get(PARAMETER),
        remembered=request.cookies.get(COOKIE),
        accepted=request.headers.get("accept-language"),
        default=default,
    )


def _unpacked(scope: Scope) -> Scope:
    """The same request for an answer that is not packed, so that it can be rewritten."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}


def rewrite(shell: str, language: str, early: Sequence[str] = ()) -> str:
    """Streamlit's shell in the reader's language, with our title, description, icon, stylesheet and `early` scripts.

    Its inline script is taken out (our policy forbids inline scripts, and it only serves a crawler service), and so
    are the hints to an interface that stays off.
    """
    say = {name: html.escape(translate(msgid, language)) for name, msgid in _SAID.items()}
    head = (
        f'<meta name="description" content="{say["description"]}" />'
        '<link rel="stylesheet" href="./app/static/ahd.css" />'
        f'<meta name="ahd-words" content="{html.escape(builtin.table(language))}" />'
        '<script src="./app/static/screen.js"></script>'
        '<script src="./app/static/words.js"></script>'
        '<script src="./app/static/history.js"></script>'
        '<script src="./app/static/popover.js"></script>'
    ) + "".join(f'<link rel="modulepreload" crossorigin href="{html.escape(one)}" />' for one in early)
    shell = re.sub(r"<!--.*?-->", "", shell, flags=re.DOTALL)
    shell = re.sub(r"<script>.*?</script>", "", shell, flags=re.DOTALL)
    shell = re.sub(r'<link rel="service-desc"[^>]*>', "", shell)
    shell = re.sub(
        r"<noscript>.*?</noscript>", f"<noscript>{say['no_script']}</noscript>", shell, flags=re.DOTALL
    )
    shell = re.sub(r"<html[^>]*>", f'<html lang="{language}">', shell)
    shell = shell.replace("./favicon.png", "./app/static/logo.svg")
    return re.sub(
        r"<title>.*?</title>", lambda _: f"<title>{say['title']}</title>{head}", shell, flags=re.DOTALL
    )


_SAID: Final = {"title": TITLE, "description": DESCRIPTION, "no_script": NO_SCRIPT}


class _Rewriting:
    """Passes an answer on; one that turns out to be the HTML shell is held back, rewritten and then sent."""

    def __init__(self, send: Send, language: str, *, asked: bool, early: Sequence[str]) -> None:
        self.send = send
        self.early = early
        self.language = language
        self.asked = asked
        self.start: Message | None = None
        self.body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._is_shell(message):
            self.start = message
        elif message["type"] == "http.response.body" and self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self.start)
        else:
            await self.send(message)

    def _is_shell(self, message: Message) -> bool:
        headers = MutableHeaders(scope=message)
        return message["status"] == 200 and headers.get("content-type", "").startswith("text/html")

    async def _finish(self, start: Message) -> None:
        page = rewrite(self.body.decode("utf-8"), self.language, self.early).encode("utf-8")
        headers = MutableHeaders(scope=start)
        for validator in ("etag", "last-modified"):
            if validator in headers:
                del headers[validator]
        headers["content-length"] = str(len(page))
        headers["content-language"] = self.language
        headers["cache-control"] = "no-cache"
        headers["vary"] = "accept-language, cookie"
        if self.asked:
            chosen = f"{COOKIE}={self.language}; Path=/; Max-Age={YEAR}; SameSite=Lax; HttpOnly"
            headers.append("set-cookie", chosen)
        await self.send(start)
        await self.send({"type": "http.response.body", "body": page})
