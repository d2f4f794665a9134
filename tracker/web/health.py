"""Routes that say how the server is: Streamlit's own answers 200 to any path."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

ALIVE, READY = "/healthz", "/readyz"
_FRESH = {"cache-control": "no-store"}


def alive() -> Route:
    """GET /healthz: 200 and `{"status": "ok"}` as long as the process answers at all, whatever its database does."""

    def answer(_request: Request) -> Response:
        return JSONResponse({"status": "ok"}, headers=_FRESH)

    return Route(ALIVE, answer, methods=["GET"])


def ready(revision: Callable[[], int]) -> Route:
    """GET /readyz: 200 and `{"status": "ready", "revision": n}`, or 503 when the database does not answer or is not in the
    shape of this version; `revision` asks it."""

    def answer(_request: Request) -> Response:
        try:
            found = revision()
        except Exception:  # whatever is wrong with the database, the answer is the same
            return JSONResponse({"status": "unavailable"}, status_code=503, headers=_FRESH)
        return JSONResponse({"status": "ready", "revision": found}, headers=_FRESH)

    return Route(READY, answer, methods=["GET"])
