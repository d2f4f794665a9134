"""Makes the sample workbooks and their load order: `python -m data.make_sample [FOLDER]`, the same every time."""

import csv
import sys
from pathlib import Path

from data.making.files import files
from data.making.model import Meant

SAMPLE = Path(__file__).resolve().parent / "sample"
MANIFEST = ("file", "loaded_on", "reported_by", "partner", "publish")


def make(folder: Path) -> dict[str, list[Meant]]:
    """Write every workbook and `manifest.csv` into a folder; gives what the rows of each file mean."""
    folder.mkdir(parents=True, exist_ok=True)
    meant = {file.name: file.write(folder / file.name, file.loaded_on) for file in files()}
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(MANIFEST)
        for file in files():
            rows.writerow((file.name, file.loaded_on, file.reported_by, file.partner or "", "yes"))
    return meant


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
