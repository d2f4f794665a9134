"""What a load does not need is not loaded for it."""

import subprocess
import sys

LOADS = "import sys, tracker.desk.load, tracker.desk.updates, tracker.store; print(*sys.modules)"


def test_taking_a_workbook_in_loads_neither_data_frames_nor_migrations_nor_a_writer_of_workbooks() -> None:
    loaded = set(
        subprocess.run(
            [sys.executable, "-c", LOADS], capture_output=True, text=True, check=True
        ).stdout.split()
    )
    assert {"tracker.desk.load", "tracker.desk.updates", "sqlalchemy"} <= loaded
    assert not {"numpy", "pandas", "alembic", "openpyxl", "xlsxwriter", "tracker.ledger"} & loaded
