"""The workbooks of the sample, one function a kind of sender, and the order in which they are loaded."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from data.making import ministry_plan
from data.making import registers as kept
from data.making.books import Book, Item
from data.making.cells import value
from data.making.dues import day
from data.making.history import (
    MATRIX_SEEN,
    MINISTRY_REPORT,
    REGISTERS_SEEN,
    ROUND_1,
    ROUND_2,
    listed_as_of,
    reports,
)
from data.making.model import Meant, Report
from data.making.tables import PARTNERS, everything
from data.making.wording import AS_OF, HEADERS, ILLUSTRATION, SHEET_OF_FORUMS, TITLE_OF_FORUMS, TITLE_OF_ROUND

MATRIX = (
    "code", "text", "law", "article", "lead", "joint", "district", "rhythm", "start", "end", "made_on", "topic",
    "status", "on", "done",
)  # fmt: skip
TWO_BODIES = (
    "code", "forum_date", "district", "place", "kind", "organiser", "women", "men", "police", "topic", "problem",
    "text", "lead", "joint", "official", "due", "status", "on", "done", "evidence",
)  # fmt: skip
ONE_CELL = (
    "code", "district", "forum_date", "place", "kind", "women", "men", "police", "organiser", "problem", "text",
    "due", "bodies", "official", "topic", "status", "on", "done", "evidence",
)  # fmt: skip
REGISTER = {
    "shimol": TWO_BODIES,
    "markaz": ONE_CELL,
    "janub": ONE_CELL,
    "sharq": (*ONE_CELL[:11], "also", *ONE_CELL[11:]),
    "kuhsor": (*TWO_BODIES[:12], "also", *TWO_BODIES[12:]),
}
ROUND = ("code", "district", "text", "bodies", "due", "status", "on", "done", "evidence")
MINISTRY = ("code", "text", "district", "due", "bodies", "status", "on", "done")
CSV = ("code", "district", "text", "bodies", "due", "status", "on", "done", "evidence")

REGISTERS = (
    ("03-forumy-2024-namuna-shimol.xlsx", "shimol", 0, date(2024, 10, 14)),
    ("04-forumy-2024-namuna-markaz.xlsx", "markaz", 0, date(2024, 11, 18)),
    ("05-forumho-2024-namuna-janub.xlsx", "janub", 0, date(2024, 12, 2)),
    ("06-forumho-2024-namuna-sharq.xlsx", "sharq", 0, date(2024, 12, 16)),
    ("07-forums-2024-namuna-kuhsor.xlsx", "kuhsor", 0, date(2025, 2, 3)),
    ("10-forumy-2025-namuna-markaz.xlsx", "markaz", 1, date(2025, 11, 24)),
    ("11-forumho-2025-namuna-janub.xlsx", "janub", 1, date(2026, 2, 16)),
    ("12-forumho-2025-namuna-sharq.xlsx", "sharq", 1, date(2026, 4, 20)),
    ("13-forumy-2025-namuna-shimol.xlsx", "shimol", 1, date(2026, 6, 15)),
    ("14-forums-2025-namuna-kuhsor.xlsx", "kuhsor", 1, date(2026, 7, 20)),
)
"""Each partner's register came twice: file, partner's table, edition, day of loading."""


@dataclass(frozen=True, slots=True)
class File:
    """One file: when it was loaded, who reports in it, and the function that writes it."""

    name: str
    loaded_on: date
    write: Callable[[Path, date], list[Meant]]
    reported_by: str = "monitor"
    partner: str | None = None


def files() -> list[File]:
    """All files in the order in which they are loaded, which is also the order of their names."""
    world = World()
    registers = [
        File(name, loaded_on, partial(world.register, table, edition), partner=PARTNERS[table][0])
        for name, table, edition, loaded_on in REGISTERS
    ]
    others = [
        File("01-plan-mvd-2024-2026.xlsx", date(2024, 2, 20), world.plan),
        File("02-obyazannosti-po-zakonam.xlsx", date(2024, 3, 5), world.matrix),
        File("08-monitoring-2025-07.xlsx", date(2025, 7, 21), world.round_1),
        File(
            "09-monitoring-2025-07-markaz.csv", date(2025, 7, 28), world.round_1_csv, partner="namuna-markaz"
        ),
        File("15-otchet-mvd-2026-10.xlsx", date(2026, 10, 26), world.ministry, reported_by="agency"),
        File(
            "16-monitoring-2026-11.xlsx",
            date(2026, 11, 16),
            partial(world.round_2, ("plan", "law", "shimol", "markaz")),
        ),
        File("17-navsozi-2026-11.xlsx", date(2026, 11, 17), partial(world.round_2, ("janub", "sharq"))),
        File(
            "18-update-2026-11-kuhsor.xlsx",
            date(2026, 11, 18),
            partial(world.round_2, ("kuhsor",)),
            partner="namuna-kuhsor",
        ),
        File("19-reestr-forumov-i-treningov.xlsx", date(2026, 11, 19), kept.forums),
        File("20-dolzhnostnye-litsa.xlsx", date(2026, 11, 19), kept.officials),
        File("21-pokazateli-po-rayonam.xlsx", date(2026, 11, 19), kept.indicators),
    ]
    return sorted([*registers, *others], key=lambda file: file.name)


class World:
    """Every commitment with everything that is reported of it, and the workbooks that say so."""

    def __init__(self) -> None:
        self.commitments = everything()
        self.reports = {one.key: reports(one) for one in self.commitments}

    def plan(self, path: Path, loaded_on: date) -> list[Meant]:
        """The ministry's action plan, as approved."""
        book = Book(path, loaded_on, "План мероприятий (иллюстрация)")
        ministry_plan.write(book, [one for one in self.commitments if one.source == "plan"])
        return book.close()

    def matrix(self, path: Path, loaded_on: date) -> list[Meant]:
        """The duties under laws, with how each stood when the list was made."""
        book = Book(path, loaded_on, "Матрица обязанностей по законам (иллюстрация)")
        sheet = book.sheet("Матрица", MATRIX)
        titles = (
            "МАТРИЦА ОБЯЗАННОСТЕЙ ПО ЗАКОНАМ",
            f"{AS_OF['ru'].format(day(MATRIX_SEEN, 'ru'))}; номера статей условные",
        )
        row = book.heading(sheet, titles, "ru", len(MATRIX))
        row = book.numbers(sheet, book.header(sheet, row, MATRIX, "ru"), len(MATRIX))
        book.rows(sheet, row, MATRIX, list(self._items("law", "first", listed=True)))
        return book.close()

    def register(self, table: str, edition: int, path: Path, loaded_on: date) -> list[Meant]:
        """One of the two registers that a partner sent: what its forums agreed, and how it stands."""
        language, kinds = PARTNERS[table][1], REGISTER[table]
        items = list(self._items(table, "first", listed=True))
        seen = REGISTERS_SEEN[items[0][0].code[:2]][edition]  # type: ignore[index]
        items = [item for item in items if listed_as_of(item[0]) == seen]
        book = Book(path, loaded_on, TITLE_OF_FORUMS[language])
        sheet = book.sheet(SHEET_OF_FORUMS[language], kinds)
        organiser = items[0][0].forum.organiser  # type: ignore[union-attr]
        titles = (TITLE_OF_FORUMS[language], f"{organiser}; {AS_OF[language].format(day(seen, language))}")
        row = book.heading(sheet, titles, language, len(kinds))
        book.rows(sheet, book.header(sheet, row, kinds, language), kinds, items)
        return book.close()

    def round_1(self, path: Path, loaded_on: date) -> list[Meant]:
        """The office's first round of visits, all partners in one workbook."""
        tables = ("plan", "law", "shimol", "janub", "sharq", "kuhsor")
        return self._round(path, loaded_on, tables, "round-1", ROUND_1, ROUND)

    def round_1_csv(self, path: Path, loaded_on: date) -> list[Meant]:
        """One partner's part of the first round, as an old spreadsheet saved it: windows-1251, semicolons."""
        lines: list[Sequence[object]] = [
            [ILLUSTRATION["ru"]],
            [f"{TITLE_OF_ROUND['ru']}: Намуна-Марказ, {AS_OF['ru'].format(day(ROUND_1, 'ru'))}"],
            [],
            [HEADERS["ru"][kind] for kind in CSV],
        ]
        meant = []
        for commitment, report in self._items("markaz", "round-1"):
            lines.append([_plain(value(kind, commitment, report)) for kind in CSV])
            meant.append(Meant(None, len(lines), commitment, report, frozenset(CSV)))
        with path.open("w", encoding="cp1251", newline="") as out:
            csv.writer(out, delimiter=";").writerows(lines)
        return meant

    def ministry(self, path: Path, loaded_on: date) -> list[Meant]:
        """The ministry's own report on everything that it or its departments lead."""
        book = Book(path, loaded_on, "Отчёт министерства (иллюстрация)")
        as_of = AS_OF["ru"].format(day(MINISTRY_REPORT, "ru"))
        for table, name in (("plan", "План мероприятий"), ("law", "Обязанности по законам")):
            items = list(self._items(table, "ministry"))
            self._report(book, name, items, _columns(MINISTRY, table), as_of)
        items = [item for table in PARTNERS for item in self._items(table, "ministry")]
        self._report(book, "Договорённости форумов", items, MINISTRY, as_of)
        return book.close()

    def round_2(self, tables: Sequence[str], path: Path, loaded_on: date) -> list[Meant]:
        """The second round of visits, with what the agencies wrote beside it."""
        return self._round(path, loaded_on, tables, "round-2", ROUND_2, (*ROUND, "claim", "claim_on"))

    def _round(
        self,
        path: Path,
        loaded_on: date,
        tables: Sequence[str],
        name: str,
        as_of: date,
        kinds: tuple[str, ...],
    ) -> list[Meant]:
        first = PARTNERS.get(tables[0], ("", "ru"))[1]
        book = Book(path, loaded_on, TITLE_OF_ROUND[first])
        for table in tables:
            language = PARTNERS.get(table, ("", "ru"))[1]
            own = _columns(kinds, table)
            items = list(self._items(table, name))
            titles = (TITLE_OF_ROUND[language], AS_OF[language].format(day(as_of, language)))
            sheet = book.sheet(_sheet_name(table, items), own)
            row = book.heading(sheet, titles, language, len(own))
            book.rows(sheet, book.header(sheet, row, own, language), own, items)
        return book.close()

    def _report(self, book: Book, name: str, items: Sequence[Item], kinds: Sequence[str], as_of: str) -> None:
        sheet = book.sheet(name, kinds)
        titles = (
            "ОТЧЁТ об исполнении мероприятий и договорённостей",
            f"Министерство внутренних дел, {as_of}",
        )
        row = book.heading(sheet, titles, "ru", len(kinds))
        row = book.header(sheet, row, kinds, "ru", text="Мероприятие", status="Отметка об исполнении")
        book.rows(sheet, row, kinds, items)

    def _items(self, table: str, name: str, *, listed: bool = False) -> Iterator[Item]:
        """The rows of a table that a round reports on; with `listed`, every row, reported on or not."""
        for one in self.commitments:
            report = self.reports[one.key].get(name)
            if one.source == table and (report or listed):
                yield one, report or Report()


def _columns(kinds: Sequence[str], table: str) -> tuple[str, ...]:
    """The plan has no codes; the deadlines of the law list stand in its own three columns and are not repeated."""
    missing = {"plan": "code", "law": "due"}.get(table)
    return tuple(kind for kind in kinds if kind != missing)


def _sheet_name(table: str, items: Sequence[Item]) -> str:
    names = {"plan": "План МВД", "law": "Обязанности по законам"}
    forum = items[0][0].forum
    return names[table] if forum is None else forum.organiser


def _plain(content: object) -> object:
    return f"{content:%d.%m.%Y}" if isinstance(content, date) else content
