"""The front page by its name: Streamlit serves the first page at the root only, and calls /overview not found."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route


def home(name: str) -> Route:
    """GET /<name> leads to the root, with the whole view in the address."""

    def answer(request: Request) -> Response:
        return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/", status_code=308)

    return Route(f"/{name}", answer, methods=["GET"])
