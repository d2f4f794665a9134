"""The brief as a workbook: every figure with its fraction, all commitments behind them, and a codebook.

Every text is written as a text: nothing that somebody typed is ever a formula or a link.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from tracker.briefs.shapes import Brief, Group, Row
from tracker.briefs.text import OFFICE_FONT
from tracker.briefs.told import (
    facts_of,
    illustration_words,
    internal_words,
    item_title,
    made_words,
    outcome_of,
    same_view,
)
from tracker.ledger import OUTCOMES
from tracker.words import N_, translate
from tracker.words.terms import LABELS, definition, label

LONGEST: Final = 32_767
"""What a cell holds; a longer text goes on at the end of its row, it is never cut."""
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd.mm.yyyy",
}
_INK, _ACCENT, _PANEL, _NOTICE = "#101c22", "#0f5c63", "#f3f1ea", "#fbe3c8"

COLUMNS: Final[tuple[tuple[str, str, str, float], ...]] = (
    ("code", N_("Code"), N_("The commitment's code; it stays the same for ever."), 13),
    ("text", N_("Commitment"), N_("The exact words."), 70),
    ("text_language", N_("Language of the words"), N_("en, ru or tg."), 10),
    ("agencies", N_("Agencies"), N_("Who has to answer; the lead agency first."), 30),
    ("places", N_("Where"), N_("Districts and regions; the whole country where none is named."), 24),
    ("basis", N_("Law or agreement"), N_("The law, plan or forum agreement, with the article or point."), 36),
    ("due_text", N_("Deadline as written"), N_("As the source has it."), 22),
    (
        "cadence",
        N_("Kind of deadline"),
        N_("Once, recurring, continuous, without one, or not understood."),
        14,
    ),
    ("deadline", N_("Deadline"), N_("The governing deadline on the day of the brief."), 12),
    ("first_deadline", N_("First deadline"), N_("What it was before any extension."), 12),
    ("outcome", N_("Outcome"), N_("The class that every rate is counted from; see below."), 16),
    ("sub_status", N_("Latest status"), N_("The status of the finding that decides."), 16),
    ("days", N_("Days"), N_("Overdue: how long. Kept late: how late. Open: how long there is."), 8),
    ("kept_since", N_("Kept since"), N_("The first of the unbroken fulfilled findings."), 12),
    ("latest_on", N_("Date of the finding"), N_("The day on which the deciding finding was true."), 12),
    ("confirmed", N_("Confirmed"), N_("1 where a second person has checked the evidence."), 10),
    (
        "claim_status",
        N_("Agency's claim"),
        N_("What the agency itself reports, counted nowhere but beside."),
        16,
    ),
    ("claim_on", N_("Date of the claim"), N_("The day of that claim."), 12),
    ("is_due", N_("Due"), N_("1 where it is in the denominator of the rate."), 7),
    ("is_kept", N_("Kept"), N_("1 where it is in the numerator of the rate."), 7),
    ("outcome_words", N_("In words"), N_("The outcome with its days."), 24),
)
"""The columns of the commitments: field, heading, meaning, width."""

MEASURES: Final[tuple[tuple[str, str], ...]] = (
    ("due", N_("Due")),
    ("kept", N_("Kept")),
    ("rate", N_("Fulfilment rate")),
    ("low", N_("95 % interval, lower end")),
    ("high", N_("95 % interval, upper end")),
    ("claimed_rate", N_("Claimed rate")),
    ("confirmed_rate", N_("Confirmed rate")),
    ("on_time_rate", N_("On-time rate")),
    ("coverage", N_("Coverage")),
    ("kept_on_time", N_("Kept on time")),
    ("kept_late", N_("Kept late")),
    ("being_kept", N_("Being kept")),
    ("overdue", N_("Overdue")),
    ("not_being_kept", N_("Not being kept")),
    ("no_information", N_("Without information")),
    ("open", N_("Open")),
    ("ahead", N_("Ahead")),
    ("undated", N_("Undated")),
    ("withdrawn", N_("Withdrawn")),
    ("population", N_("All commitments")),
)
WIDE_FIRST: Final = (44.0, *(15.0,) * (len(MEASURES) + 1))
_SHARES: Final = ("rate", "low", "high", "claimed_rate", "confirmed_rate", "on_time_rate", "coverage")


def workbook(brief: Brief) -> bytes:
    """The brief as an .xlsx file."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as file:
        _Book(brief, file).write()
    return out.getvalue()


class _Book:
    """Writes one workbook."""

    def __init__(self, brief: Brief, file: Any) -> None:
        self.brief, self.file, self.language = brief, file, brief.language
        file.formats[0].set_font_name(OFFICE_FONT)
        plain = {"font_name": OFFICE_FONT, "font_size": 10, "font_color": _INK, "valign": "top"}

        def shape(**how: Any) -> Any:
            return file.add_format({**plain, **how})

        self.text, self.wrap = shape(), shape(text_wrap=True)
        self.head = shape(bold=True, text_wrap=True, bg_color=_PANEL, border=1, border_color="#dedad0")
        self.title = shape(bold=True, font_size=16, font_color=_ACCENT, text_wrap=True)
        self.notice = shape(bold=True, bg_color=_NOTICE)
        self.day, self.whole = shape(num_format="dd.mm.yyyy", align="left"), shape(num_format="#,##0")
        self.share = shape(num_format="0.0%")
        file.set_properties(
            {
                "title": brief.title[:250],
                "subject": brief.audience[:250],
                "author": "Ahd",
                "keywords": f"SHA-256 {brief.fingerprint}",
                "comments": brief.link[:250],
                "created": datetime.combine(brief.made_on, time()),
            }
        )

    def t(self, msgid: str, **values: Any) -> str:
        return translate(msgid, self.language, **values)

    def write(self) -> None:
        """All sheets."""
        brief = self.brief
        self._summary()
        self._table(N_("Overdue"), self._item_rows(), (40, 13, 60, 36, 60, 70))
        self._commitments()
        self._table(N_("Districts"), self._group_rows(brief.districts), WIDE_FIRST)
        self._table(N_("Agencies"), self._group_rows(brief.agencies), WIDE_FIRST)
        self._table(N_("Trend"), self._trend_rows(), WIDE_FIRST)
        self._table(N_("Quarters"), self._cohort_rows(), WIDE_FIRST)
        self._codebook()

    def _sheet(self, name: str) -> tuple[Any, int]:
        """A new sheet, and its first free row under the labels."""
        sheet = self.file.add_worksheet(self.t(name)[:31])
        at = 0
        for said in self._notices():
            sheet.write_string(at, 0, said, self.notice)
            at += 1
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f'&L&"{OFFICE_FONT},Regular"&8SHA-256 {self.brief.fingerprint[:16]}&R&8&P / &N')
        return sheet, at

    def _notices(self) -> list[str]:
        brief = self.brief
        notices = [illustration_words(self.language)] if brief.illustration else []
        return notices + ([internal_words(self.language)] if brief.internal else [])

    def _summary(self) -> None:
        brief = self.brief
        sheet, at = self._sheet(N_("Brief"))
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, 3, 12)
        sheet.merge_range(at, 0, at, 3, "", self.title)
        sheet.write_string(at, 0, brief.title, self.title)
        sheet.set_row(at, 46)
        told: list[tuple[str, str]] = [
            *brief.scope,
            (self.t("As of"), brief.on.isoformat()),
            (self.t("As known on"), brief.known_on.isoformat()),
            (self.t("Revision"), str(brief.revision)),
            (self.t("Compared with"), brief.change),
            (self.t("Outside the rate"), brief.outside),
            (self.t("Made"), made_words(brief)),
            (self.t("The same view"), same_view(brief)),
            ("SHA-256", brief.fingerprint),
            (self.t("Head of the chain of changes"), brief.head),
        ]
        at += 1
        for name, value in told:
            at = self._pair(sheet, at, name, value)
        at += 1
        for column, name in enumerate((self.t("Measure"), self.t("Rate"), self.t("Part"), self.t("Whole"))):
            sheet.write_string(at, column, name, self.head)
        rows = [(self.t("Kept of what was due"), brief.kept, brief.due)]
        rows += [(one.label, one.count, one.due) for one in brief.segments]
        rows += [(one.name, one.part, one.whole) for one in brief.parts]
        for name, part, whole in rows:
            at += 1
            sheet.write_string(at, 0, name, self.wrap)
            if whole:
                sheet.write_number(at, 1, part / whole, self.share)
            sheet.write_number(at, 2, part, self.whole)
            sheet.write_number(at, 3, whole, self.whole)
        at += 2
        for said in (*brief.method, *brief.left_out):
            sheet.merge_range(at, 0, at, 3, "", self.wrap)
            sheet.write_string(at, 0, said, self.wrap)
            sheet.set_row(at, 15 * (1 + len(said) // 125))
            at += 1
        for said in brief.sources:
            sheet.write_string(at, 0, said, self.text)
            at += 1

    def _pair(self, sheet: Any, at: int, name: str, value: str) -> int:
        sheet.write_string(at, 0, name, self.text)
        sheet.write_string(at, 1, value, self.wrap)
        sheet.set_row(at, 15 * (1 + len(value) // 62))
        return at + 1

    def _commitments(self) -> None:
        sheet, at = self._sheet(N_("Commitments"))
        for column, (_field, name, _meaning, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(at, column, self.t(name), self.head)
        first, widths = at, [width for *_rest, width in COLUMNS]
        sheet.set_row(at, 30)
        sheet.set_paper(8)
        for row in self.brief.rows:
            at += 1
            self._row(sheet, at, [self._value(row, field) for field, *_rest in COLUMNS], widths)
        sheet.autofilter(first, 0, max(at, first), len(COLUMNS) - 1)
        sheet.freeze_panes(first + 1, 1)
        sheet.repeat_rows(first)

    def _value(self, row: Row, field: str) -> Any:
        if field == "outcome_words":
            return outcome_of(row, self.language)
        value = getattr(row, field)
        words = {
            "cadence": "cadence",
            "outcome": "outcome",
            "sub_status": "sub_status",
            "claim_status": "status",
        }
        if field in words and value is not None:
            return label(words[field], value, self.language)  # type: ignore[arg-type]
        return int(value) if isinstance(value, bool) else value

    def _row(self, sheet: Any, at: int, values: Sequence[Any], widths: Sequence[float]) -> None:
        """The cells of a row. What of a very long text finds no room in its cell goes on at the end of the row."""
        end = len(values)
        sheet.set_row(at, _height(values, widths))
        for column, value in enumerate(values):
            self._cell(sheet, at, column, value)
            if isinstance(value, str):
                for start in range(LONGEST, len(value), LONGEST):
                    self._cell(sheet, at, end, value[start : start + LONGEST])
                    end += 1

    def _cell(self, sheet: Any, at: int, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            sheet.write_string(at, column, value[:LONGEST], self.wrap if len(value) > 30 else self.text)
        elif isinstance(value, date):
            sheet.write_datetime(at, column, datetime.combine(value, time()), self.day)
        elif isinstance(value, float):
            sheet.write_number(at, column, value, self.share)
        else:
            sheet.write_number(at, column, value, self.whole)

    def _table(self, name: str, rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> None:
        """A sheet with a heading row."""
        sheet, at = self._sheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_row(at, 30)
        for number, row in enumerate(rows):
            if number:
                self._row(sheet, at, row, widths)
            else:
                for column, value in enumerate(row):
                    sheet.write_string(at, column, value, self.head)
            at += 1
        sheet.freeze_panes(at - len(rows) + 1, 1)

    def _group_rows(self, groups: Sequence[Group]) -> list[list[Any]]:
        head = [self.t("Name"), self.t("Code"), *(self.t(name) for _key, name in MEASURES)]
        return [head, *([one.name, one.key, *_measured(one.measures)] for one in groups)]

    def _trend_rows(self) -> list[list[Any]]:
        head = [self.t("Date"), *(self.t(name) for _key, name in MEASURES)]
        return [head, *([row["date"], *_measured(row)] for row in self.brief.trend)]

    def _cohort_rows(self) -> list[list[Any]]:
        names = [N_("Quarter of the deadline"), N_("Kept on time"), N_("Kept late"), N_("Overdue"), N_("Due")]
        keys = ("quarter", "on_time", "late", "overdue", "due")
        return [
            [self.t(name) for name in names],
            *([row[key] for key in keys] for row in self.brief.cohorts),
        ]

    def _item_rows(self) -> list[list[Any]]:
        head = [
            N_("What has waited longest"),
            N_("Code"),
            N_("Exact words"),
            N_("Law or agreement"),
            N_("Question"),
        ]
        rows: list[list[Any]] = [[*(self.t(name) for name in head), self.t("What is known")]]
        for item in self.brief.items:
            told = "\n".join(
                f"{name}: {text}"
                for name, text in facts_of(item, self.language, internal=self.brief.internal)
            )
            basis = "\n".join(one for one in (item.basis, item.basis_note) if one)
            rows.append([item_title(item, self.language), item.code, item.text, basis, item.question, told])
        return rows

    def _codebook(self) -> None:
        sheet, at = self._sheet(N_("Codebook"))
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, 2, 90)
        t: Callable[[str], str] = self.t
        rows = [(t("Column"), t("Code"), t("Meaning"))]
        rows += [(t(name), field, t(meaning)) for field, name, meaning, _width in COLUMNS]
        rows += [
            (label("outcome", code, self.language), code, definition(code, self.language))
            for code in OUTCOMES
        ]
        rows += [(label("status", code, self.language), code, t("A status")) for code in LABELS["status"]]
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write_string(at, column, value, self.head if number == 0 else self.wrap)
            sheet.set_row(at, _height(row, (26, 26, 90)))
            at += 1


def _measured(measures: Any) -> list[Any]:
    return [
        None if (value := measures[key]) is None else float(value) if key in _SHARES else int(value)
        for key, _name in MEASURES
    ]


def _height(values: Sequence[Any], widths: Sequence[float]) -> float:
    """How high a row must be for its longest text, in points; a sheet allows 409."""
    lines = 1
    for value, width in zip(values, widths, strict=False):
        if isinstance(value, str):
            lines = max(lines, sum(1 + int(len(line) * 1.15 / width) for line in value.split("\n")))
    return min(lines * 13.5 + 2, 409)
