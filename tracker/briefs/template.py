"""An organisation's own .pptx or .potx, looked at before anything is made on it: size, parts, macros, links outside."""

import re
import zipfile
from pathlib import Path
from typing import Final

from tracker.settings import Settings
from tracker.words import N_, Value, translate

SUFFIXES: Final = (".pptx", ".potx")
CONTENT_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_TEMPLATE: Final = b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
_MACROS: Final = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_ENTITIES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MEGABYTE: Final = 2**20
_OLE: Final = b"\xd0\xcf\x11\xe0"

REASONS: Final = {
    "not_found": N_("There is no file {name}."),
    "too_large": N_("{name} is larger than {limit} MB. Save it with smaller pictures and try again."),
    "not_a_template": N_("{name} is no presentation: save the template as .pptx or .potx and try again."),
    "macros": N_("{name} holds macros. Save it as .pptx or .potx without them and try again."),
    "damaged": N_("{name} is damaged or locked by a password. Open it, save it anew and try again."),
    "bomb": N_("{name} unpacks to more than a presentation should. It was not opened."),
}


class UnusableTemplate(ValueError):
    """A template that can't be made use of, with the reason in words."""

    def __init__(self, reason: str, **values: Value) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values

    def message(self, language: str) -> str:
        """Why, and what to do, in the reader's language."""
        return translate(REASONS[self.reason], language, **self.values)


def usable(template: Path, settings: Settings, folder: Path) -> Path:
    """The template as python-pptx opens it: a copy in `folder` with the content type of a presentation.

    Raises `UnusableTemplate`. Nothing of the file is parsed before its size and parts have been looked at.
    """
    name = template.name
    limit = settings.max_file_mb
    try:
        size = template.stat().st_size
        with template.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise UnusableTemplate("not_found", name=name) from error
    if size > limit * _MEGABYTE:
        raise UnusableTemplate("too_large", name=name, limit=limit)
    if head.startswith(_OLE):
        raise UnusableTemplate("damaged", name=name)
    if template.suffix.lower() not in SUFFIXES or not head.startswith(b"PK"):
        raise UnusableTemplate("not_a_template", name=name)
    try:
        return _copied(template, settings, folder / "template.pptx")
    except (
        zipfile.BadZipFile,
        OSError,
        KeyError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ) as error:
        if isinstance(error, UnusableTemplate):
            raise
        raise UnusableTemplate("damaged", name=name) from error


def _copied(template: Path, settings: Settings, out: Path) -> Path:
    name, allowed = template.name, settings.max_unpacked_mb * _MEGABYTE
    with zipfile.ZipFile(template) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        parts = archive.infolist()
        names = [part.filename.lower() for part in parts]
        if len(parts) > settings.max_parts or sum(part.file_size for part in parts) > allowed:
            raise UnusableTemplate("bomb", name=name)
        if len(set(names)) != len(names) or any(part.flag_bits & 1 for part in parts):
            raise UnusableTemplate("damaged", name=name)
        if CONTENT_TYPES.lower() not in names or "ppt/presentation.xml" not in names:
            raise UnusableTemplate("not_a_template", name=name)
        for part in parts:
            content = archive.read(part)
            if part.filename.lower().endswith((".xml", ".rels")) and _ENTITIES.search(content):
                raise UnusableTemplate("damaged", name=name)
            if part.filename.lower() == CONTENT_TYPES.lower():
                if _MACROS.search(content):
                    raise UnusableTemplate("macros", name=name)
                content = content.replace(_TEMPLATE, _MAIN)
            copy.writestr(part.filename, content)
    return out
