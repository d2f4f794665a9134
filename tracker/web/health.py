"""A route that says whether the installation answers: Streamlit's own answers 200 to any path."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

PATH = "/healthz"


def health(revision: Callable[[], int]) -> Route:
    """GET /healthz: 200 and `{"status": "ok", "revision": n}`, or 503 when the database does not answer."""

    def answer(_request: Request) -> Response:
        try:
            found = revision()
        except Exception:  # whatever is wrong with the database, the answer is the same
            return JSONResponse(
                {"status": "unavailable"}, status_code=503, headers={"cache-control": "no-store"}
            )
        return JSONResponse({"status": "ok", "revision": found}, headers={"cache-control": "no-store"})

    return Route(PATH, answer, methods=["GET"])
