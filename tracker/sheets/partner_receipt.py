"""A partner's own .xlsx back, in place: the answer in each row, faulty cells marked, the hidden sheet renewed.

A child process of its own writes it, under the limits of reading, since it opens the sender's file a second time.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tracker.sheets.marking import run_marker
from tracker.sheets.partner_shapes import FORM, HIDDEN, Book, Returned
from tracker.sheets.partner_words import FILLED, heading
from tracker.sheets.shapes import ReadLimits


def write_receipt(
    path: Path,
    returned: Returned,
    changes: Sequence[Mapping[str, object]],
    fresh: Book | None,
    out: Path,
    *,
    language: str,
    limits: ReadLimits | None = None,
) -> None:
    """Write `out` from the file at `path`. `changes` are dicts: sheet, row, outcome, cells by field, faults by address.
    `fresh` is the state to go on from; without it the hidden sheet stays. UnreadableFile as in reading."""
    task = {
        "receipt": {
            "columns": returned.columns,
            "headers": returned.headers,
            "filled": list(FILLED),
            "heading": heading("outcome", language),
            "hidden": HIDDEN,
            "base": [list(row) for row in _base(fresh)] if fresh else None,
            "rows": list(changes),
        }
    }
    run_marker(path, out, task, limits or ReadLimits())


def _base(book: Book) -> Iterable[Sequence[str | int]]:
    """The rows of the hidden sheet."""
    signature = book.signature
    rows = [(line.key, line.base) for line in book.lines]
    yield (
        FORM, signature.partner, signature.made_at, str(signature.revision), signature.language,
        signature.installation, signature.digest(rows),
    )  # fmt: skip
    for (code, deadline), base in rows:
        yield code, deadline, base.finding, base.claim
