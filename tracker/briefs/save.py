"""A brief in the formats that are asked for. A file is there whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tracker.briefs.document import document
from tracker.briefs.pdf import pdf
from tracker.briefs.shapes import Brief
from tracker.briefs.slides import slides
from tracker.briefs.template import UnusableTemplate, usable
from tracker.briefs.workbook import workbook
from tracker.settings import Settings

FORMATS: Final = ("pptx", "pdf", "docx", "xlsx")
MEDIA_TYPES: Final = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WRITERS: Final[dict[str, Callable[[Brief], bytes]]] = {
    "pptx": slides,
    "pdf": pdf,
    "docx": document,
    "xlsx": workbook,
}


class UnknownFormat(ValueError):
    """There is no such format of a brief."""


def made(brief: Brief, format_: str, settings: Settings, *, template: Path | None = None) -> bytes:
    """The brief as a file of this format. A `template` is for slides alone.

    Raises `UnknownFormat`, `UnusableTemplate`.
    """
    if format_ not in FORMATS:
        raise UnknownFormat(format_)
    if template is None or format_ != "pptx":
        return _WRITERS[format_](brief)
    with tempfile.TemporaryDirectory() as folder:
        checked = usable(template, settings, Path(folder))
        try:
            return slides(brief, checked)
        except (KeyError, ValueError, AttributeError, IndexError, SyntaxError) as error:
            raise UnusableTemplate("damaged", name=template.name) from error


def save(brief: Brief, out: Path, settings: Settings, *, template: Path | None = None) -> None:
    """Write the brief to a file, in the format that its name says; an older file is replaced only by a whole one.

    Raises `UnknownFormat`, `UnusableTemplate`, OSError.
    """
    content = made(brief, out.suffix.lower().lstrip("."), settings, template=template)
    handle, beside = tempfile.mkstemp(prefix=f".{out.stem[:40]}-", suffix=out.suffix, dir=out.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).chmod(0o644)
        Path(beside).replace(out)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
