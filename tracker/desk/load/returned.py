"""What goes back to the sender: their own workbook with the rejected rows marked, and the file as it was sent."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.desk.asking import Asker, require_staff
from tracker.desk.desk import Desk
from tracker.desk.load.plan import read_options
from tracker.desk.load.shapes import Plan
from tracker.model.vocabulary import LANGUAGES
from tracker.sheets import Row, mark_rejected
from tracker.store import queries

IN_PLACE = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Original:
    """A kept file: the name it was sent under, its media type, and where it lies."""

    name: str
    media_type: str
    path: Path


class NoSuchFile(LookupError):
    """No file with this SHA-256 has been kept."""


def rejected_workbook(desk: Desk, asker: Asker, planned: Plan) -> bytes:
    """The sender's own workbook with the cells of rejected rows marked and explained in the language of the file.

    An .xlsx or .xlsm stays what it is, anything else becomes an .xlsx of the same layout. Raises `NotAllowed`,
    `tracker.sheets.UnreadableFile`.
    """
    require_staff(asker)
    rejected = [
        replace(one.row, outcome="rejected", issues=one.issues)
        for one in planned.rows
        if one.outcome == "rejected"
    ]
    rejected += [
        Row(one.entry.sheet, one.entry.row, "rejected", issues=one.entry.issues)
        for one in planned.entries
        if one.outcome == "rejected"
    ]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"marked{marked_suffix(planned.path)}"
        mark_rejected(
            planned.path,
            rejected,
            out,
            language_of(planned),
            limits=read_options(desk, planned.options).limits,
        )
        return out.read_bytes()


def marked_suffix(path: Path) -> str:
    """What the marked workbook is called at its end."""
    return path.suffix.lower() if path.suffix.lower() in IN_PLACE else ".xlsx"


def language_of(planned: Plan) -> str:
    """The language that the sender reads: the first one of the file."""
    first = planned.reading.language.split(",")[0].split("+")[0].strip()
    return first if first in LANGUAGES else "ru"


def original(desk: Desk, asker: Asker, sha256: str) -> Original:
    """The file that was sent, by its SHA-256. Raises `NoSuchFile`, `NotAllowed`."""
    require_staff(asker)
    with desk.store.read() as connection:
        found = queries.document(connection, sha256)
    if found is None or not desk.files.path(sha256).is_file():
        raise NoSuchFile(sha256)
    return Original(found["name"], found["media_type"], desk.files.path(sha256))
