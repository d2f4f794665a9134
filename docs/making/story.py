"""The story that the guides' pictures tell: one partner a language, whose workbook comes back with a fault and a conflict."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import openpyxl

from tracker.settings import ROOT
from tracker.words.terms import label

PLANS: Final = ROOT / "tests" / "sheets" / "samples"


@dataclass(frozen=True)
class Story:
    """What is pictured in a language: the partner, the plan to load, and what the partner and the office have to say."""

    partner: str
    plan: str
    faults: Mapping[str, str | None]
    done: str
    proof: str
    begun: str
    half: str
    rival: str

    def plan_in(self, folder: Path) -> Path:
        """A plan as somebody sends it: one of the test workbooks with a name nobody knows and a row without words."""
        book = openpyxl.load_workbook(PLANS / f"open-{self.plan}.xlsx")
        for cell, value in self.faults.items():
            book.worksheets[0][cell].value = value
        path = folder / f"{self.plan.partition('-')[2]}.xlsx"
        book.save(path)
        return path

    def rows(self, today: date, language: str) -> list[dict[str, Any]]:
        """What the partner fills in, by column: one row to be taken, one with a day to come, one to be in conflict."""
        done, begun, half = (
            label("status", code, language) for code in ("fulfilled", "in_progress", "partly_fulfilled")
        )
        return [
            {"status": done, "on": today - timedelta(days=10), "found": self.done, "evidence": self.proof},
            {"status": begun, "on": today + timedelta(days=12), "found": self.begun},
            {"status": half, "on": today - timedelta(days=7), "found": self.half},
        ]


STORIES: Final = {
    "ru": Story(
        partner="namuna-markaz",
        plan="01-plan-rudaki",
        faults={},
        done="Видели на месте, опросили четырёх жителей: сделано полностью.",
        proof="Акт № 12, фото у нас",
        begun="Работа начата, материалы закуплены.",
        half="Сделана половина; остальное обещано весной.",
        rival="Ведомство показало приказ: всё готово.",
    ),
    "tg": Story(
        partner="namuna-janub",
        plan="03-naqsha-panj",
        faults={"B15": None},
        done="Дар ҷой дидем, аз чор сокин пурсидем: пурра иҷро шудааст.",
        proof="Санади № 12, аксҳо дар мо",
        begun="Кор оғоз шуд, масолеҳ харида шуд.",
        half="Ним иҷро шуд; боқимондаро дар баҳор ваъда доданд.",
        rival="Идора фармонро нишон дод: ҳама тайёр.",
    ),
    "en": Story(
        partner="namuna-kuhsor",
        plan="06-forums-en-rutg",
        faults={"F7": "School parents' council", "C9": None},
        done="Seen on the spot, four residents asked: done in full.",
        proof="Record no. 12, photos with us",
        begun="Work has begun, the material is bought.",
        half="Half is done; the rest was promised for spring.",
        rival="The agency showed the order: all is ready.",
    ),
}
