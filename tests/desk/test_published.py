"""All public commitments read at once are the same as each read on its own."""

from pathlib import Path

import pytest

from tests.desk.conftest import Loaded
from tracker.desk import PUBLIC, Desk, View, detail
from tracker.desk.published import details
from tracker.store import make_public_copy

TABLE = """
| № | Мероприятие                        | Срок                       | Ответственный | Район  | Статус    | Дата статуса | Что сделано |
| 1 | Отремонтировать дорогу к школе     | до 01.06.2025              | Хукумат       | Варзоб | В работе  | 10.05.2025   | начато      |
| 2 | Закупить ёлки для парка            | до 31.08.2026              | Хукумат       | Рашт   | Не начато | 10.09.2026   |             |
| 3 | Вести приём граждан участковым     | постоянно                  | ОМВД          | Рашт   |           |              |             |
| 4 | Отчитываться перед жителями        | ежеквартально, до 10 числа | ОМВД          | Рашт   | Исполнено | 05.04.2026   | отчёт       |
"""
STAMP = "УТВЕРЖДАЮ Председатель, 15 января 2025 года. План мероприятий"
TOLD = (
    "line",
    "version_id",
    "texts",
    "number",
    "section",
    "made_on",
    "topic",
    "partner",
    "forum",
    "deadlines",
)


@pytest.fixture
def public(desk: Desk, load: Loaded, tmp_path: Path) -> Desk:
    load(TABLE, title=STAMP, on="2026-10-10", publish=True)
    make_public_copy(desk.store, tmp_path / "public.db")
    return Desk.on_copy(tmp_path / "public.db", desk.settings, desk.clock)


def test_each_is_told_as_if_it_had_been_asked_for_alone(public: Desk) -> None:
    found = details(public, View())
    assert len(found) == 4
    for one in found:
        alone = detail.commitment(public, PUBLIC, one.line.code, View())
        assert alone is not None
        for name in (*TOLD, "findings", "claims"):
            assert getattr(one, name) == getattr(alone, name), name
        strip = one.strip.drop(columns="commitment_id").reset_index(drop=True)
        assert strip.equals(alone.strip)


def test_the_longest_overdue_comes_first(public: Desk) -> None:
    # 1 June 2025 is overdue for longer than 31 August 2026
    assert [one.number for one in details(public, View())][:2] == ["1", "2"]
