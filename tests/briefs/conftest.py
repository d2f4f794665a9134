"""A published site to look at: a small installation, its public copy, and the folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.briefs.hearing import brief, house, told
from tests.desk.conftest import Loaded, load, planned, workbook
from tracker.briefs.site import Published, publish
from tracker.desk import Desk

__all__ = ["Loaded", "brief", "house", "load", "planned", "told", "workbook"]

TABLE = """
| № | Мероприятие                        | Срок                       | Ответственный | Район          | Статус      | Дата статуса | Что сделано        |
| 1 | Отремонтировать дорогу к школе     | до 01.06.2025              | Хукумат       | Варзоб         | В работе    | 10.05.2025   | Проложена половина |
| 2 | Закупить ёлки для парка            | до 31.08.2026              | Хукумат       | Рашт           | Не начато   | 10.09.2026   |                    |
| 3 | Открыть приёмную для граждан       | до 01.09.2025              | ОМВД          | Рудаки, Варзоб | Исполнено   | 01.10.2025   | Приёмная открыта   |
| 4 | Вести приём граждан участковым     | постоянно                  | ОМВД          | Рашт           | В работе    | 01.11.2026   |                    |
| 5 | Отчитываться перед жителями        | ежеквартально, до 10 числа | ОМВД          | Рашт           | Исполнено   | 05.04.2026   |                    |
| 6 | Проверить уличное освещение        | до 01.12.2026              | МВД           |                |             |              |                    |
| 7 | Ба ҷомеа дар бораи ҳуқуқ гӯянд     | до 01.03.2025              | МВД           |                | Исполнено   | 01.02.2025   |                    |
| 8 | Собрать комиссию                   | до 01.04.2025              | МВД           |                | Не исполнено | 01.05.2025  | Отказ              |
"""
STAMP = "УТВЕРЖДАЮ Председатель, 15 января 2025 года. План мероприятий"
Publish = Callable[..., Published]


@pytest.fixture
def filled(desk: Desk, load: Callable[..., object]) -> Desk:
    """Eight public commitments, loaded on 10 October 2026. On 23 November seven are due: 3, 4 and 7 are kept."""
    load(TABLE, title=STAMP, on="2026-10-10", publish=True)
    return desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def site(filled: Desk, folder: Path) -> Iterator[Path]:
    """The site of the eight commitments."""
    publish(filled, folder)
    yield folder


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
