"""The typefaces of the pages for answers of our own: those that ship with Streamlit, by whatever name they have there."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

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
