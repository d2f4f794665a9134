"""The process that opens strangers' files: reads cells and nothing else, under limits, and dies alone if it must.

Started anew for every file (`python -m tracker.sheets.child`), imports as little as possible, and answers on standard
output: the length of a JSON document in ASCII digits and a line break, the document, and the cells of each sheet as
unsigned 32-bit numbers into its list of distinct values. A sheet that is asked for by name comes before the others, in a
document of its own, so that the parent has something to do meanwhile.
"""

import json
import os
import sys
from pathlib import Path

from tracker.sheets.formats.raw import RawSheet, Refused


def limit(memory_bytes: int, seconds: float) -> None:
    """Sets what the operating system lets this process use; where there are no such limits, the parent's clock holds."""
    try:
        import resource
    except ImportError:
        return
    whole = int(seconds) + 1
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, whole),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


def read(
    path: Path, kind: str, max_cells: int, max_unpacked: int, first: str
) -> tuple[list[RawSheet], dict[str, object]]:
    """The raw sheets of a file of a kind, and what was noticed about the file as a whole. A sheet `first` is sent at once."""
    if kind == "csv":
        from tracker.sheets.formats.text import read_text

        return read_text(path, max_cells)
    from tracker.sheets.formats.workbook import read_workbook_cells

    return read_workbook_cells(path, kind, max_cells, max_unpacked, first, send_first)


def send_first(sheet: RawSheet, at: int) -> None:
    """Writes the sheet that comes before the others, with its place among them, to standard output."""
    _send({"first": at, "sheets": [sheet.described()]}, [sheet])


def answer(sheets: list[RawSheet], notices: dict[str, object]) -> None:
    """Writes the answer to standard output."""
    _send({"notices": notices, "sheets": [sheet.described() for sheet in sheets]}, sheets)


def _send(described: dict[str, object], sheets: list[RawSheet]) -> None:
    document = json.dumps(described, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    out = sys.stdout.buffer
    out.write(b"%d\n" % len(document))
    out.write(document)
    for sheet in sheets:
        out.write(sheet.cells.tobytes())
    out.flush()


def main(arguments: list[str]) -> int:
    """Reads the file named by the arguments (path, kind, the limits, the sheet that comes first or nothing) and answers, with
    a reason when it can't."""
    path, kind, memory_bytes, seconds, max_cells, max_unpacked, first = arguments
    limit(int(memory_bytes), float(seconds))
    try:
        answer(*read(Path(path), kind, int(max_cells), int(max_unpacked), first))
    except Refused as refused:
        return _refuse(str(refused))
    except MemoryError:
        return _refuse("too_much_memory")
    except BaseException:
        # a parser's panic is not an Exception; whatever it is, the parent only needs to know that reading failed
        return _refuse("damaged")
    return 0


def _refuse(reason: str) -> int:
    document = json.dumps({"refused": reason}).encode("ascii")
    sys.stdout.buffer.write(b"%d\n" % len(document) + document)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)
