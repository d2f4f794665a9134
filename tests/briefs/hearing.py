"""A small installation whose figures are worked out by hand, and ways to read files back with other programs."""

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.provide import save_as
from tests.ui.made import Made, record
from tracker.briefs.hearing import Brief, Wanted, build
from tracker.desk import EDITOR, Desk, View
from tracker.desk import record as recording
from tracker.desk.record import LinkProof
from tracker.desk.rules import Said

CANARY = "КАНАРЕЙКА"
INTERNAL = {"visibility": "internal"}

# On 23 November 2026, of what is public: 8 due, of which 4 kept on time, 1 kept late, 3 overdue: 5 of 8, 63 %.
# The district police: 5 of 5 kept, all of 5 claimed; the district executive: 0 of 3, 1 of 3 claimed.
COMMITMENTS = (
    *(
        Made(
            f"K-{n}", ru=f"Исполненное обязательство {n}", districts=("rudaki",), due=date(2025, 6, 30),
            findings=[("fulfilled", date(2025, 6, 1))], claims=[("fulfilled", date(2025, 6, 1))],
        )
        for n in range(4)
    ),
    Made(
        "L-1", ru="Исполнено с опозданием", tg="Дертар иҷро шуд", districts=("rudaki",), due=date(2025, 6, 30),
        findings=[("in_progress", date(2025, 6, 1)), ("fulfilled", date(2025, 7, 10))],
        claims=[("fulfilled", date(2025, 6, 30))],
    ),
    *(
        Made(
            f"O-{n}", ru=f"Поставить фонари на улице {n}", en=f"Put up lamps in street {n}",
            agencies=("hukumat-district", "mia-district"), districts=("panj",), due=date(2026, 1, 10 + n),
            findings=[("in_progress", date(2026, 3, 1))], claims=[("fulfilled", date(2026, 2, 1))] if n == 0 else (),
            basis="police", article="ст. 12",
        )
        for n in range(3)
    ),
    Made("S-1", ru="Скоро срок", agencies=("hukumat-district",), districts=("panj",), due=date(2026, 12, 1)),
    Made(
        "I-1", ru=f"Внутреннее {CANARY}", agencies=("mia",), due=date(2024, 1, 1),
        findings=[("not_started", date(2026, 3, 1))], more=INTERNAL,
    ),
)  # fmt: skip
ONE_FINDING = "O-0"


@pytest.fixture
def house(desk: Desk) -> Desk:
    """The installation with its commitments; nothing that was said of them is public yet."""
    record(desk, COMMITMENTS)
    return desk


@pytest.fixture
def told(house: Desk) -> Desk:
    """The same, with a public finding with evidence on the longest overdue one, a public reply, and canaries everywhere."""
    said = Said("partly_fulfilled", date(2026, 11, 2), "Стоят два фонаря из пяти", has_evidence=True)
    found = recording.finding(
        house,
        EDITOR,
        ONE_FINDING,
        said,
        evidence=[LinkProof("https://example.org/lamps")],
        internal_note=f"заметка {CANARY}",
        found_by=f"Имя {CANARY}",
        visibility="public",
    )
    hidden = Said("in_progress", date(2026, 10, 1), f"черновик {CANARY}", has_evidence=True)
    recording.finding(house, EDITOR, "O-1", hidden, evidence=[LinkProof(f"https://example.org/{CANARY}")])
    for visible in ("public", "internal"):
        text = "Фонари заказаны" if visible == "public" else f"ответ {CANARY}"
        recording.reply(house, EDITOR, found.id, text=text, replied_on=date(2026, 11, 10), visibility=visible)
    return house


@pytest.fixture
def brief(told: Desk) -> Callable[..., Brief]:
    """Build a brief of a view for the public, in Russian where nothing else is said."""

    def make(
        language: str = "ru", *, internal: bool = False, since: date | None = None, **view: Any
    ) -> Brief:
        return build(told, EDITOR, Wanted(View(**view), language, since, internal))

    return make


def as_pdf(path: Path, folder: Path) -> Path:
    """The file as LibreOffice opens it, printed."""
    return save_as(path, "pdf", folder)


def words_of(pdf: Path) -> str:
    """What poppler reads in a PDF, with every white space one blank."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def fonts_of(pdf: Path) -> str:
    """The fonts in a PDF, as poppler lists them."""
    return subprocess.run(["pdffonts", str(pdf)], capture_output=True, check=True, text=True).stdout
