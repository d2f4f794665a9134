"""The ministry's action plan: stamp, merged titles, two-level header, sections, merged cells, totals, signature."""

from collections.abc import Sequence
from itertools import groupby

from xlsxwriter.worksheet import Worksheet

from data.making.books import Book
from data.making.cells import value
from data.making.model import Commitment, Report
from data.making.wording import ILLUSTRATION

TITLE = (
    "ПЛАН МЕРОПРИЯТИЙ (иллюстрация)",
    "по укреплению взаимодействия милиции и населения",
    "на 2024–2026 годы",
)
STAMP = (
    "УТВЕРЖДАЮ",
    "Министр внутренних дел",
    "___________________ (подпись)",
    "«15» февраля 2024 года",
    ILLUSTRATION["ru"],
)
KINDS = ("number", "text", "topic", "district", "due", "bodies", "funds", "amount", "result", "status")
HEADERS = (
    ("№ п/п",),
    ("Наименование мероприятия",),
    ("Направление",),
    ("Район / город",),
    ("Срок исполнения",),
    ("Ответственные исполнители",),
    ("Финансирование", "вид"),
    ("Финансирование", "тыс. сомони"),
    ("Ожидаемый результат",),
    ("Отметка об исполнении",),
)
REPEATED_BEFORE = "IV."
FUNDS = ("в пределах бюджета", "местный бюджет", "не требуется", "средства партнёров по развитию")
RESULTS = {
    "reception": "Жители приняты, обращения учтены",
    "accountability": "Сведения доступны населению",
    "road": "Меньше наездов на пешеходов",
    "lighting": "Улицы и остановки освещены",
    "domestic-violence": "Пострадавшие получают защиту",
    "youth": "Подростки заняты и защищены",
    "migrants": "Семьи знают, куда обратиться",
    "drugs": "Помощь доступна без огласки",
    "water-pasture": "Споры решаются на месте",
    "border": "Правила известны жителям",
    "hazards": "Жители предупреждены",
}


def write(book: Book, commitments: Sequence[Commitment]) -> None:
    """The plan as it was approved: nothing is reported in it yet."""
    sheet = book.sheet("План", KINDS)
    row = _header(book, sheet, _top(book, sheet))
    for column in range(len(KINDS)):
        book.put(sheet, row, column, column + 1, book.head)
    row += 1
    for section, members in groupby(commitments, key=lambda one: one.section or ""):
        if section.startswith(REPEATED_BEFORE):
            row = _header(book, sheet, row)
        row = _section(book, sheet, row, section, list(members))
    book.put(sheet, row, 1, f"Всего: {len(commitments)} мероприятия")
    sheet.write_string(row + 2, 0, "* Сроки могут быть уточнены приказом министра.", book.plain)
    sheet.write_string(
        row + 4, 0, "Начальник Штаба министерства          ____________________ (подпись)", book.plain
    )
    sheet.write_string(row + 5, 0, "Исп.: отдел планирования Штаба", book.plain)


def _top(book: Book, sheet: Worksheet) -> int:
    last = len(KINDS) - 1
    for row, line in enumerate(STAMP):
        form = book.italic if line == ILLUSTRATION["ru"] else book.plain
        sheet.merge_range(row, last - 3, row, last, line, form)
    for row, line in enumerate(TITLE, start=len(STAMP) + 1):
        sheet.merge_range(row, 0, row, len(KINDS) - 1, line, book.title)
    return len(STAMP) + len(TITLE) + 2


def _header(book: Book, sheet: Worksheet, row: int) -> int:
    sheet.set_row(row + 1, 28)
    for column, title in enumerate(HEADERS):
        if len(title) == 1:
            sheet.merge_range(row, column, row + 1, column, title[0], book.head)
        else:
            book.put(sheet, row + 1, column, title[1], book.head)
    sheet.merge_range(row, 6, row, 7, "Финансирование", book.head)
    return row + 2


def _section(book: Book, sheet: Worksheet, row: int, section: str, members: Sequence[Commitment]) -> int:
    sheet.merge_range(row, 0, row, len(KINDS) - 1, section, book.section)
    row += 1
    for _, alike in groupby(members, key=lambda one: (one.bodies, one.districts, one.region)):
        group = list(alike)
        for place, one in enumerate(group):
            contents = [_cell(kind, one) for kind in KINDS]
            book.fit(sheet, row + place, KINDS, contents)
            for column, kind in enumerate(KINDS):
                if kind != "bodies" or len(group) == 1:
                    book.put(sheet, row + place, column, contents[column])
            book.remember(sheet, row + place, one, Report(), KINDS)
        if len(group) > 1:
            book.merge_down(
                sheet, row, row + len(group) - 1, KINDS.index("bodies"), _cell("bodies", group[0])
            )
        row += len(group)
    book.put(sheet, row, 1, f"Итого по разделу {section.split('.')[0]}: {len(members)}")
    return row + 1


def _cell(kind: str, one: Commitment) -> str | int | None:
    if kind == "funds":
        return FUNDS[one.number % len(FUNDS)]
    if kind == "amount":
        return one.number * 35 % 190 + 10 if one.number % len(FUNDS) in (1, 3) else None
    if kind == "result":
        return RESULTS[one.topic]
    return value(kind, one, Report())  # type: ignore[return-value]
