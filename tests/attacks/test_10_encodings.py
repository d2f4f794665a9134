"""10 · Text files in every encoding that is about, with the Tajik letters: read right, or refused with the reason."""

from pathlib import Path
from typing import Any

import pytest

from tests.attacks.strangers import reason
from tests.sheets.workbooks import sheet, write_csv

RUSSIAN = (
    "№ | Мероприятие | Срок | Ответственный\n1 | Осветить улицу у школы № 3 | до 01.06.2025 | МВД\n"
    "2 | Провести встречу с жителями посёлка | до 01.09.2025 | МВД"
)
TAJIK = (
    "№ | Чорабинӣ | Муҳлат | Масъул\n1 | Равшан кардани кӯчаи назди мактаби деҳаи Ғарав | то 01.06.2025 | ВКД\n"
    "2 | Вохӯрӣ бо сокинони ҷамоат, шаҳр ва қишлоқ | то 01.09.2025 | ВКД"
)
LETTERS = "ғӣқӯҳҷ"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-sig", "utf-16-be-sig"])
def test_the_tajik_letters_come_through(encoding: str, delimiter: str, tmp_path: Path, read: Any) -> None:
    path = write_csv(tmp_path / "plan.csv", sheet("", TAJIK), encoding="utf-8", delimiter=delimiter)
    text = path.read_text(encoding="utf-8")
    if encoding.endswith("-sig") and encoding.startswith("utf-16"):
        path.write_bytes(("\ufeff" + text).encode(encoding.removesuffix("-sig")))
    else:
        path.write_bytes(text.encode(encoding))
    found = read(path).rows
    assert [row.text for row in found] == [
        {"tg": "Равшан кардани кӯчаи назди мактаби деҳаи Ғарав"},
        {"tg": "Вохӯрӣ бо сокинони ҷамоат, шаҳр ва қишлоқ"},
    ]
    assert set(LETTERS) <= set("".join(row.text["tg"] for row in found).lower())


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8", "cp866"])
def test_russian_is_read_in_the_encodings_of_old_programs(encoding: str, tmp_path: Path, read: Any) -> None:
    path = write_csv(tmp_path / "plan.csv", sheet("", RUSSIAN.replace("№ |", "N |").replace("№ 3", "3")))
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert [row.text["ru"] for row in read(path).rows] == [
        "Осветить улицу у школы 3",
        "Провести встречу с жителями посёлка",
    ]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8"])
def test_where_the_tajik_letters_were_lost_it_is_refused_and_says_so(
    encoding: str, tmp_path: Path, read: Any
) -> None:
    """As Excel saves it in the Russian code page: each of the six letters a question mark."""
    path = write_csv(tmp_path / "plan.csv", sheet("", TAJIK.replace("№", "N")))
    lost = "".join(
        "?" if letter.lower() in LETTERS else letter for letter in path.read_text(encoding="utf-8")
    )
    assert lost.count("?") > 10
    path.write_bytes(lost.encode(encoding))
    assert reason(read, path) == "lost_letters"


def test_questions_are_no_lost_letters(tmp_path: Path, read: Any) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("№;Мероприятие;Срок\n1;Опрос «Что?Где?Когда»;2025 г.\n", encoding="utf-8")
    assert len(read(path).rows) == 1


def test_bytes_that_are_no_text_are_refused(tmp_path: Path, read: Any) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(bytes(range(0x80, 0xA0)) * 50)
    assert reason(read, path) == "encoding"
    path.write_bytes(RUSSIAN.encode() + b"\x00" * 50)
    assert reason(read, path) == "not_a_spreadsheet"
