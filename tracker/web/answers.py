"""Answers that a browser may keep until something is recorded, and refusals in a sentence instead of a traceback."""

import hashlib
import html
import json
import logging
from collections.abc import Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from tracker import __version__
from tracker.desk import Asker
from tracker.model.vocabulary import Role
from tracker.web.asked import Refused, Serving
from tracker.words import N_, translate

Make = Callable[[Request], Response]
_LOG = logging.getLogger(__name__)
_WRONG: Final = N_("Something went wrong here. Nothing was changed; please try again later.")


def answer(request: Request, serving: Serving, make: Make, *, kind: str) -> Response:
    """What `make` answers, with a tag by contents, day and address; 304 where the reader holds it already.

    `kind` is json, html or svg: the form of a refusal.
    """
    try:
        desk, asker = serving.admit(request)
        tag = _tag(__version__, desk.contents(), desk.today(), desk.settings.coverage_days, asker,
                   request.url.path, request.url.query, serving.language(request))  # fmt: skip
        if _holds(request, tag):
            return Response(status_code=304, headers=_kept(tag, asker))
        made = make(request)
        made.headers.update(_kept(tag, asker))
        return made
    except Refused as refused:
        return refusal(refused.told(serving.language(request)), refused.status, kind)
    except Exception:  # the inside of a failure is for the log alone
        _LOG.exception("no answer to %s", request.url.path)
        return refusal(translate(_WRONG, _language(request, serving)), 500, kind)


def _language(request: Request, serving: Serving) -> str:
    """The language of the reader, as far as it can be told when something is wrong."""
    try:
        return serving.language(request)
    except Exception:  # nothing may go wrong while a failure is told
        return "en"


def refusal(said: str, status: int, kind: str) -> Response:
    """A refusal in the form that was asked for."""
    headers = {"cache-control": "no-store"}
    if kind == "json":
        return JSONResponse({"error": said}, status_code=status, headers=headers)
    if kind == "html":
        page = f'<!doctype html><meta charset="utf-8"><title>Ahd</title><p>{html.escape(said)}</p>'
        return Response(page, status_code=status, headers=headers, media_type="text/html")
    return PlainTextResponse(said, status_code=status, headers=headers)


def document(told: Any) -> Response:
    """A JSON document, written as the command line writes it."""
    return Response(json.dumps(told, ensure_ascii=False, indent=1) + "\n", media_type="application/json")


def _tag(*parts: object) -> str:
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'


def _holds(request: Request, tag: str) -> bool:
    held = request.headers.get("if-none-match", "")
    return tag.removeprefix("W/") in {one.strip().removeprefix("W/") for one in held.split(",")}


def _kept(tag: str, asker: Asker) -> dict[str, str]:
    """A browser may keep it and asks again each time; what is not for everybody no cache on the way may keep."""
    control = "no-cache" if asker.role is Role.PUBLIC else "private, no-cache"
    return {"etag": tag, "cache-control": control, "vary": "accept-language, cookie"}
