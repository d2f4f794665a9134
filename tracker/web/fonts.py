"""The typefaces of the pages: those that ship with Streamlit, by whatever name they have there, cut down to what is used.

Whole they are a megabyte, half of a first visit; with the letters of three languages and the symbols that something names
they are ninety kilobytes (`docs/make_fonts.py`). Any other letter comes from the reader's own machine.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from starlette.responses import FileResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from tracker.settings import ROOT

_SHIPPED: Final = Path(find_spec("streamlit").origin).parent  # type: ignore[union-attr,arg-type]  # it is a dependency
_MEDIA: Final = _SHIPPED / "static" / "static" / "media"
SANS: Final = '"Source Sans", "Source Sans 3", "Noto Sans", "DejaVu Sans", sans-serif'
SERIF: Final = '"Source Serif", "Source Serif 4", "Noto Serif", "DejaVu Serif", serif'
_FACES: Final = {
    "Source Sans": "SourceSansVF-Upright*.woff2",
    "Source Serif": "SourceSerifVariable-Roman*.woff2",
}


def faces() -> str:
    """The rules that name the files; nothing where they are not there."""
    found = ""
    for family, pattern in _FACES.items():
        for path in sorted(_MEDIA.glob(pattern))[:1]:
            found += (
                f'@font-face {{ font-family: "{family}"; src: url("/static/media/{path.name}") format("woff2"); '
                f"font-weight: 200 900; font-display: swap; }}\n"
            )
    return found


PREFIX: Final = "/static/media/"
_LETTERS: Final = ROOT / "tracker" / "briefs" / "site" / "static" / "fonts"
SMALL: Final = {
    "SourceSansVF-Upright": _LETTERS / "ahd-sans.woff2",
    "SourceSerifVariable-Roman": _LETTERS / "ahd-serif.woff2",
    "MaterialSymbols-Rounded": ROOT / "tracker" / "web" / "symbols" / "symbols.woff2",
}
"""What is served for a file of Streamlit's whose name begins like this."""
DAY: Final = 24 * 3600


class SmallFonts:
    """Answers requests for Streamlit's fonts with those that were cut down."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        small = (
            _small(scope["path"]) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        )
        if small is None:
            await self.app(scope, receive, send)
            return
        # The address tells of Streamlit's version, not of ours: a browser may ask again the next day.
        headers = {"cache-control": f"public, max-age={DAY}"}
        await FileResponse(small, media_type="font/woff2", headers=headers)(scope, receive, send)


def _small(path: str) -> Path | None:
    if not (path.startswith(PREFIX) and path.endswith(".woff2")):
        return None
    name = path.removeprefix(PREFIX)
    return next((file for begins, file in SMALL.items() if name.startswith(f"{begins}.")), None)
