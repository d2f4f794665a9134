"""The guides' pictures as they lie in the package: small files that a browser keeps. Streamlit would make them anew."""

from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from tracker.briefs.guides import GUIDES
from tracker.briefs.guides.shapes import PICTURES
from tracker.web.refusal import refusal
from tracker.words import LANGUAGES, N_

PATH: Final = "guide-pictures"
KEPT: Final = "max-age=86400"
NAMES: Final = frozenset(picture.name for guide in GUIDES.values() for picture in guide.pictures())


def guide_pictures() -> Route:
    """GET /guide-pictures/LANGUAGE/NAME.webp: a picture of the invented sample, for everybody; 404 for anything else."""

    def answer(request: Request) -> Response:
        language, name = request.path_params["language"], request.path_params["name"]
        if language not in LANGUAGES or name not in NAMES:
            return refusal(request.headers, N_("There is nothing here."), 404)
        path = PICTURES / language / f"{name}.webp"
        return FileResponse(path, media_type="image/webp", headers={"cache-control": KEPT})

    return Route(f"/{PATH}/{{language}}/{{name}}.webp", answer, methods=["GET"])
