"""The body of a register to entries: every row with what was understood and what is wrong, each at its cell."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from tracker.sheets.around import Around, look_around
from tracker.sheets.due import DueContext
from tracker.sheets.fold import resolve_fold
from tracker.sheets.forum_kinds import forum_kind
from tracker.sheets.grid import LONGEST_TEXT, Grid, letter_of, one_line
from tracker.sheets.issues import Issue
from tracker.sheets.language import language_of
from tracker.sheets.names import Names
from tracker.sheets.register_headers import RegisterHeader, period_of
from tracker.sheets.register_shapes import RegisterEntry, RegisterReading
from tracker.sheets.table import counted_columns
from tracker.sheets.when import date_of
from tracker.sheets.who import Where, place_issues

_NOTHING: Final = re.compile(r"^(?:[\s.…_–—-]*|н/?[дп]\.?|n/?a|нет данных|маълумот нест)$", re.IGNORECASE)
_TOTAL: Final = re.compile(r"^(?:всего|итого|хамаги|чамъ?|total|grand total)\b")
_COUNT: Final = re.compile(r"^\D{0,12}(\d{1,6})\D{0,20}$")
_VALUE: Final = re.compile(r"^-?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?$")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_KEY: Final = {"forum": "held_on", "partner": "name", "official": "post", "indicator": "value"}
_COUNTS: Final = ("women", "men", "police", "participants")
_WORDS: Final = {
    "forum": ("place", "organiser", "subject", "note"),
    "partner": ("code", "aliases", "note"),
    "official": ("holder", "note"),
    "indicator": ("unit", "source", "note"),
}


def read_register(
    grid: Grid, header: RegisterHeader, names: Names, *, epoch_1904: bool = False
) -> RegisterReading:
    """The entries of a sheet that is a register; nothing of a filled row is lost, its cells stay with the entry."""
    reader = _Reader(grid, header, look_around(grid, header.top, names), names, epoch_1904=epoch_1904)
    entries = list(reader.entries())
    _mark_repeats(entries)
    columns = {letter_of(column): field for column, field in sorted(header.fields.items())}
    columns |= {letter_of(column): "value" for column in sorted({*header.periods, *header.measures})}
    texts = {letter_of(column): text for column, text in sorted(header.texts.items())}
    return RegisterReading(header.kind, grid.name, header.bottom + 1, columns, texts, tuple(entries))


class _Reader:
    """Understands the rows of one register."""

    def __init__(
        self, grid: Grid, header: RegisterHeader, around: Around, names: Names, *, epoch_1904: bool
    ) -> None:
        self._grid, self._header, self._around, self._names = grid, header, around, names
        self._context = DueContext(around.year, None, around.period, True, None, epoch_1904)
        self._columns = {field: column for column, field in sorted(header.fields.items(), reverse=True)}
        self._values = sorted({*header.periods, *header.measures})
        self._mapped = {*header.fields, *self._values}

    def entries(self) -> Iterator[RegisterEntry]:
        """Every entry in the order of the rows; totals, headings, column numbers and footnotes are none."""
        blank_before = False
        for row in range(self._header.bottom + 1, self._grid.height):
            filled = [column for column in self._grid.filled(row) if column in self._mapped]
            if not filled:
                blank_before = blank_before or not self._grid.filled(row)
                continue
            if self._is_aside(row, filled, blank_before=blank_before):
                continue
            blank_before = False
            yield from self._entries_of(row)

    def _is_aside(self, row: int, filled: list[int], *, blank_before: bool) -> bool:
        first = resolve_fold(self._grid.text(row, self._grid.filled(row)[0]))
        if _TOTAL.match(first) or counted_columns(self._grid, row):
            return True
        if all(
            self._grid.text(row, column) == self._header.texts.get(column, "").split(" – ")[-1]
            for column in filled
        ):
            return True
        has_key = any(self._has(row, column) for column in self._keys())
        if len(self._grid.filled(row)) == 1:
            area = self._grid.merged_at.get((row, filled[0]))
            return not has_key or blank_before or bool(area and area[3] > area[1])
        return not has_key and (blank_before or len(filled) < 2)

    def _keys(self) -> list[int]:
        key = _KEY[self._header.kind]
        return [c for c, field in self._header.fields.items() if field.startswith(key)] + self._values

    def _has(self, row: int, column: int) -> bool:
        return bool(self._number(row, column)) and not _NOTHING.match(self._shown(row, column))

    def _number(self, row: int, column: int | None) -> int:
        """The value of a cell; a cell that was merged with the ones above it holds theirs."""
        if column is None or column >= self._grid.width:
            return 0
        number = self._grid.row(row)[column]
        area = self._grid.merged_at.get((row, column))
        if not number and area is not None and self._header.bottom < area[0] < row and area[1] == column:
            return self._grid.row(area[0])[column]
        return number

    def _shown(self, row: int, column: int | None) -> str:
        return one_line(self._grid.shown[self._number(row, column)])

    def _said(self, row: int, field: str) -> str | None:
        text = self._shown(row, self._columns.get(field))
        return None if _NOTHING.match(text) else text

    def _read(self, row: int, field: str) -> str:
        """A cell as it is matched, in which the letters of an old font are set right."""
        return self._grid.read[self._number(row, self._columns.get(field))]

    def _cell(self, row: int, field: str) -> str | None:
        column = self._columns.get(field)
        return None if column is None else f"{letter_of(column)}{row + 1}"

    def _entries_of(self, row: int) -> Iterator[RegisterEntry]:
        fields: dict[str, Any] = {
            name: text for name in _WORDS[self._header.kind] if (text := self._said(row, name)) is not None
        }
        issues: list[Issue] = []
        if row in self._grid.hidden_rows:
            issues.append(Issue("hidden_row"))
        issues += self._troubles(row)
        told = {
            "forum": self._forum,
            "partner": self._partner,
            "official": self._official,
            "indicator": self._indicator,
        }[self._header.kind]
        several = list(told(row, fields, issues))
        cells = {letter_of(column): self._grid.text(row, column) for column in self._grid.filled(row)}
        for own, found in several:
            errors = [issue for issue in found if issue.severity == "error"]
            rest = [issue for issue in found if issue.severity != "error"]
            yield RegisterEntry(
                self._header.kind,
                self._grid.name,
                row + 1,
                own,
                "rejected" if errors else "new",
                (*errors, *rest),
                cells,
            )

    def _troubles(self, row: int) -> list[Issue]:
        found = []
        for column in sorted(self._mapped):
            cell = f"{letter_of(column)}{row + 1}"
            if (row, column) in self._grid.errors:
                found.append(Issue("cell_error", cell, {"text": self._grid.errors[row, column] or "#"}))
            elif (row, column) in self._grid.uncalculated:
                found.append(Issue("formula_not_calculated", cell))
            elif self._number(row, column) in self._grid.too_long:
                found.append(Issue("text_too_long", cell, {"limit": LONGEST_TEXT}))
        return found

    def _forum(
        self, row: int, fields: dict[str, Any], issues: list[Issue]
    ) -> Iterator[tuple[dict[str, Any], list[Issue]]]:
        number = self._number(row, self._columns["held_on"])
        held_on, problem = date_of(self._grid, number, self._context)
        if held_on is not None and problem == "date_ambiguous":
            issues.append(
                Issue(
                    problem, self._cell(row, "held_on"), {"text": self._shown(row, self._columns["held_on"])}
                )
            )
        if held_on is None:
            text = self._shown(row, self._columns["held_on"])
            issues.append(Issue("no_day", self._cell(row, "held_on"), {"text": text or "–"}))
        kind = self._said(row, "kind")
        found = forum_kind(kind)
        if found == "other":
            found = forum_kind(fields.get("subject")) if kind is None else "other"
        if found == "other" and kind is None:
            found = (
                forum_kind(self._around.title) if "training" in forum_kind(self._around.title) else "other"
            )
        fields |= {"held_on": held_on, "kind": found}
        fields |= self._place(row, issues, several=True)
        fields |= self._partner_of(row, issues)
        for name in _COUNTS:
            fields |= self._count(row, name, issues)
        self._check_total(row, fields, issues)
        yield fields, issues

    def _count(self, row: int, field: str, issues: list[Issue]) -> dict[str, int]:
        text = self._said(row, field)
        if text is None:
            return {}
        found = _COUNT.match(text)
        if found is None:
            issues.append(Issue("count_unreadable", self._cell(row, field), {"text": text}))
            return {}
        return {field: int(found.group(1))}

    def _check_total(self, row: int, fields: Mapping[str, Any], issues: list[Issue]) -> None:
        """A total that is neither women and men nor these and the police: one of the figures is mistyped."""
        if any(fields.get(name) is None for name in ("women", "men", "participants")):
            return
        people = fields["women"] + fields["men"]
        if fields["participants"] not in (people, people + (fields.get("police") or 0)):
            values = {"total": fields["participants"], "sum": people}
            issues.append(Issue("attendance_differs", self._cell(row, "participants"), values))

    def _place(self, row: int, issues: list[Issue], *, several: bool = False) -> dict[str, Any]:
        """The district or region of a row's own cells, else of the title or the sheet's name."""
        if not (self._said(row, "district") or self._said(row, "region")):
            if "district" in self._columns or "region" in self._columns:
                return {}
            return _placed(self._around.districts, self._around.regions)
        found = self._names.district_cell(self._read(row, "district") or self._read(row, "region"))
        if found.unknown or found.ambiguous:
            where = Where(found.districts, found.regions, found.unknown, found.ambiguous)
            issues += place_issues(
                where, self._cell(row, "district") or self._cell(row, "region"), self._names
            )
        districts, regions = found.districts, found.regions
        if len(districts) + len(regions) > 1 and not (several or found.unknown):
            issues.append(Issue("one_place", self._cell(row, "district")))
        return _placed(districts, regions)

    def _partner_of(self, row: int, issues: list[Issue]) -> dict[str, str]:
        text = self._said(row, "partner")
        if text is None:
            return {}
        code = self._names.partner_code(self._read(row, "partner"))
        if code is None:
            issues.append(Issue("unknown_partner", self._cell(row, "partner"), {"text": text}))
            return {}
        return {"partner": code}

    def _partner(
        self, row: int, fields: dict[str, Any], issues: list[Issue]
    ) -> Iterator[tuple[dict[str, Any], list[Issue]]]:
        for column, name in self._header.fields.items():
            if name.startswith("name"):
                text = self._shown(row, column)
                if not _NOTHING.match(text):
                    fields[name if name != "name" else f"name_{language_of(text) or 'ru'}"] = text
        if not any(name.startswith("name_") for name in fields):
            column = next(c for c, name in sorted(self._header.fields.items()) if name.startswith("name"))
            issues.append(Issue("no_name", f"{letter_of(column)}{row + 1}"))
        places: dict[str, list[str]] = {"districts": [], "regions": []}
        for name in ("district", "region"):
            if self._said(row, name) is None:
                continue
            found = self._names.district_cell(self._read(row, name))
            where = Where(found.districts, found.regions, found.unknown, found.ambiguous)
            issues += place_issues(where, self._cell(row, name), self._names)
            places["districts"] += found.districts
            places["regions"] += found.regions
        fields |= {name: tuple(dict.fromkeys(codes)) for name, codes in places.items() if codes}
        yield fields, issues

    def _official(
        self, row: int, fields: dict[str, Any], issues: list[Issue]
    ) -> Iterator[tuple[dict[str, Any], list[Issue]]]:
        post = self._said(row, "post")
        if post is None:
            issues.append(Issue("no_name", self._cell(row, "post")))
        fields["post"] = post
        place: dict[str, Any] = {}
        text = self._said(row, "agency")
        if text is not None:
            cell = self._names.agency_cell(self._read(row, "agency"))
            if cell.codes:
                fields["agency"] = cell.codes[0]
            for unknown in cell.unknown:
                likely = ";".join(self._names.suggest("agency", unknown))
                values = {"text": unknown, "suggestion": likely}
                issues.append(Issue("unknown_agency", self._cell(row, "agency"), values))
            place = _placed(cell.districts, ())
        own = self._place(row, issues)
        fields |= own or place
        fields.pop("region", None)
        yield fields, issues

    def _indicator(
        self, row: int, fields: dict[str, Any], issues: list[Issue]
    ) -> Iterator[tuple[dict[str, Any], list[Issue]]]:
        name = self._said(row, "indicator")
        if "indicator" in self._columns and name is None:
            issues.append(Issue("no_name", self._cell(row, "indicator")))
        fields |= self._place(row, issues)
        code = self._said(row, "code")
        fields |= {"code": code} if code else {}
        if self._values:
            yield from self._wide(row, fields, issues, name)
            return
        period, wrong = self._period(row)
        value, odd = self._value(row, self._columns["value"])
        if value is None and odd is None:
            return
        found = [*issues, *wrong, *([odd] if odd else [])]
        yield {**fields, "indicator": name, **_days(period), "value": value}, found

    def _wide(
        self, row: int, fields: dict[str, Any], issues: list[Issue], name: str | None
    ) -> Iterator[tuple[dict[str, Any], list[Issue]]]:
        """A figure for each column that holds a period, or an indicator of its own."""
        own, wrong = (None, []) if self._header.periods else self._period(row)
        for column in self._values:
            value, odd = self._value(row, column)
            if value is None and odd is None:
                continue
            called = name if self._header.periods else self._header.texts[column]
            told = {
                **fields,
                "indicator": called,
                **_days(self._header.periods.get(column, own)),
                "value": value,
            }
            if "%" in (called or ""):
                told.setdefault("unit", "%")
            yield told, [*issues, *wrong, *([odd] if odd else [])]

    def _value(self, row: int, column: int) -> tuple[float | None, Issue | None]:
        """A figure; neither a value nor an issue where the cell says that there is none."""
        number = self._number(row, column)
        value, text = self._grid.values[number], self._shown(row, column)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value), None
        if _NOTHING.match(text):
            return None, None
        plain = text.strip().removesuffix("%").strip()
        if isinstance(value, str) and _VALUE.match(plain):
            return float(re.sub(r"[ \u00a0\u202f]", "", plain).replace(",", ".")), None
        return None, Issue("value_unreadable", f"{letter_of(column)}{row + 1}", {"text": text})

    def _period(self, row: int) -> tuple[tuple[date, date] | None, list[Issue]]:
        """The period of a row: its own cell, a year with a quarter or month, or a first and a last day."""
        asked = "period"
        for name in ("period", "year", "from"):
            if name in self._columns:
                asked = name
                break
        words = self._said(row, "period")
        year = self._said(row, "year") or (str(self._around.year) if self._around.year else "")
        part = self._said(row, "quarter") or self._said(row, "month")
        found = None
        if words is not None:
            found = (
                self._whole_days(row, "period")
                or period_of(words)
                or (period_of(f"{words} {year}") if year else None)
            )
        elif self._said(row, "from") and self._said(row, "to"):
            first = date_of(self._grid, self._number(row, self._columns["from"]), self._context)[0]
            last = date_of(self._grid, self._number(row, self._columns["to"]), self._context)[0]
            found = (first, last) if first and last and first <= last else None
            words = f"{self._said(row, 'from')} – {self._said(row, 'to')}"
        elif year:
            words = f"{part} {year}" if part else year
            found = period_of(self._named_part(row, part, year)) if part else period_of(year)
        if found is None:
            return None, [Issue("period_unreadable", self._cell(row, asked), {"text": words or "–"})]
        return found, []

    def _named_part(self, row: int, part: str, year: str) -> str:
        """«1» in a column of quarters is the first quarter, in a column of months January."""
        if self._said(row, "quarter"):
            return (
                f"{part} {year}"
                if not part.isdecimal() and "в" in resolve_fold(part)
                else f"{part} квартал {year}"
            )
        return f"{int(part):02d}.{year}" if part.isdecimal() else f"{part} {year}"

    def _whole_days(self, row: int, field: str) -> tuple[date, date] | None:
        """A date cell in a column of periods is its month."""
        value = self._grid.values[self._number(row, self._columns[field])]
        if isinstance(value, date):
            return period_of(f"{value.month:02d}.{value.year}")
        if isinstance(value, int | float) and _YEAR.fullmatch(self._shown(row, self._columns[field])):
            return period_of(self._shown(row, self._columns[field]))
        return None


def _placed(districts: tuple[str, ...], regions: tuple[str, ...]) -> dict[str, Any]:
    """One district, else one region; several places are the place of nothing in particular."""
    if len(districts) == 1:
        return {"district": districts[0]}
    return {"region": regions[0]} if len(regions) == 1 and not districts else {}


def _days(period: tuple[date, date] | None) -> dict[str, date | None]:
    return {"from": period[0] if period else None, "to": period[1] if period else None}


def identity(entry: RegisterEntry) -> tuple[object, ...]:
    """What makes two entries of a file speak of the same thing."""
    said = entry.fields
    if entry.kind == "forum":
        words = tuple(resolve_fold(str(said.get(name) or "")) for name in ("place", "subject"))
        return ("forum", said.get("held_on"), said.get("kind"), said.get("district"), *words)
    if entry.kind == "partner":
        names = [said.get(f"name_{language}") for language in ("ru", "tg", "en")]
        return ("partner", resolve_fold(said.get("code") or next(filter(None, names), "")))
    if entry.kind == "official":
        return ("official", resolve_fold(said.get("post") or ""), said.get("agency"), said.get("district"))
    name = resolve_fold(said.get("code") or said.get("indicator") or "")
    return ("indicator", name, said.get("district"), said.get("region"), said.get("from"), said.get("to"))


def _mark_repeats(entries: list[RegisterEntry]) -> None:
    """The same thing a second time adds nothing; with other words or figures a person has to say which ones hold."""
    first: dict[tuple[object, ...], RegisterEntry] = {}
    for entry in entries:
        if entry.outcome != "new":
            continue
        before = first.setdefault(identity(entry), entry)
        if before is entry:
            continue
        same = all(before.fields.get(name) == value for name, value in entry.fields.items())
        code = "repeated_entry" if same else "entry_clash"
        entry.outcome = "duplicate" if same else "rejected"
        entry.issues = (Issue(code, None, {"row": before.row}), *entry.issues)
