"""What people ask of the registers, for who asks: meetings with who came and what came of them, partners, posts, figures."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from tracker.desk import look
from tracker.desk.asking import Asker
from tracker.desk.catalogue import Catalogue, Entry
from tracker.desk.desk import Desk
from tracker.desk.registers.as_known import last_revision, rows_as_known
from tracker.desk.registers.known import value_key
from tracker.desk.view import View
from tracker.model import Basis, Forum, Indicator, IndicatorValue, Official, Partner
from tracker.model.vocabulary import LANGUAGES, ForumKind, Role, Visibility
from tracker.store import queries
from tracker.store.queries import Row, table_of
from tracker.words import formats


@dataclass(frozen=True, slots=True)
class Followed:
    """How many commitments stand behind a thing (`all`), how many of them were due, and how many are kept."""

    all: int = 0
    due: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class ForumLine:
    """A meeting: `basis` is the code of what was agreed there, where anything was; attendance is None where not counted."""

    code: str
    kind: str
    held_on: date
    district: str | None
    place: str | None
    organiser: str | None
    partner: str | None
    subject: str | None
    women: int | None
    men: int | None
    police: int | None
    participants: int | None
    visibility: str
    basis: str | None
    agreed: Followed

    @property
    def people(self) -> int | None:
        """Women and men together, else the total as written."""
        if self.women is not None and self.men is not None:
            return self.women + self.men
        return self.participants


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """An organisation, where it follows commitments, and how many."""

    entry: Entry
    regions: tuple[str, ...]
    districts: tuple[str, ...]
    followed: Followed


@dataclass(frozen=True, slots=True)
class OfficialLine:
    """A post. `holder` is for those who work here only."""

    id: int
    post: str
    agency: str | None
    district: str | None
    holder: str | None
    visibility: str
    named: Followed


@dataclass(frozen=True, slots=True)
class Figure:
    """One value over a period of whole days."""

    district: str | None
    region: str | None
    first: date
    last: date
    value: float
    public: bool


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator with its figures, the oldest first."""

    entry: Entry
    unit: str | None
    source: str | None
    figures: tuple[Figure, ...]


def forums(desk: Desk, asker: Asker, view: View) -> list[ForumLine]:
    """The meetings held by the day of the view, the newest first, after its filters of place and partner."""
    names = look.names(desk, asker)
    counted = _followed(desk, asker, view, "basis")
    on = view.on or view.known_on or desk.today()
    codes = {kind: names.codes(kind) for kind in ("districts", "partners")}
    bases = _agreements(desk)
    found = []
    for row in _rows(desk, Forum, view.known_on):
        line = _forum_line(row, codes, bases, counted)
        if line.held_on <= on and _may_see(asker, line) and _fits(line, view, names):
            found.append(line)
    return sorted(found, key=lambda line: (line.held_on, line.code), reverse=True)


def last_forum(desk: Desk, asker: Asker, view: View) -> date | None:
    """The day of the last meeting before the day of the view, trainings left out, after its filters of place and partner."""
    on = view.on or view.known_on or desk.today()
    held = [one.held_on for one in forums(desk, asker, view) if one.kind != ForumKind.TRAINING]
    return max((day for day in held if day < on), default=None)


def partners(desk: Desk, asker: Asker, view: View) -> list[PartnerLine]:
    """The partner organisations in the order of their names' codes."""
    names, counted = look.names(desk, asker), _followed(desk, asker, view, "partner")
    return [
        PartnerLine(
            names.partners[row["code"]],
            _listed(row["regions"]),
            _listed(row["districts"]),
            counted.get(row["code"], Followed()),
        )
        for row in _rows(desk, Partner, view.known_on)
    ]


def officials(desk: Desk, asker: Asker, view: View) -> list[OfficialLine]:
    """The posts in alphabetical order, never by how much is kept; of the holder only staff learns."""
    names, counted = look.names(desk, asker), _followed(desk, asker, view, "official")
    agencies, districts = names.codes("agencies"), names.codes("districts")
    lines = [
        OfficialLine(
            row["id"],
            row["post"],
            agencies.get(row["agency_id"]),
            districts.get(row["district_id"]),
            row["holder"] if asker.is_staff else None,
            row["visibility"],
            counted.get(f"official-{row['id']}", Followed()),
        )
        for row in _rows(desk, Official, view.known_on)
        if asker.is_staff or row["visibility"] == Visibility.PUBLIC
    ]
    return sorted(
        lines, key=lambda line: (formats.sort_key(line.post, "ru"), line.id)
    )  # posts are kept in Russian


def indicators(
    desk: Desk, asker: Asker, *, district: str | None = None, known_on: date | None = None
) -> list[IndicatorLine]:
    """The indicators that have figures the asker may see, as known on a day (default: now); with `district` only the
    figures of that district."""
    names = look.names(desk, asker)
    districts, regions = names.codes("districts"), names.codes("regions")
    told: dict[int, dict[Any, Row]] = {}
    newest = None if known_on is None else last_revision(desk, known_on)
    for row in _all_rows(desk, IndicatorValue):
        if newest is None or row["revision"] <= newest:
            told.setdefault(row["indicator_id"], {})[value_key(row)] = row
    lines = []
    for row in _all_rows(desk, Indicator):
        figures = [
            Figure(
                districts.get(value["district_id"]),
                regions.get(value["region_id"]),
                value["from_on"],
                value["until_on"],
                value["value"],
                value["visibility"] == Visibility.PUBLIC,
            )
            for value in told.get(row["id"], {}).values()
            if not value["withdrawn"] and (asker.is_staff or value["visibility"] == Visibility.PUBLIC)
        ]
        own = [one for one in figures if district is None or one.district == district]
        if own:
            called = {each: row[f"name_{each}"] for each in LANGUAGES if row[f"name_{each}"]}
            entry = Entry(row["id"], row["code"], called)
            ordered = sorted(own, key=lambda one: (one.first, one.last, one.district or "", one.region or ""))
            lines.append(IndicatorLine(entry, row["unit"], row["source"], tuple(ordered)))
    return lines


def quarter_of(first: date, last: date) -> tuple[int, int] | None:
    """The year and number of the quarter that these are the first and the last day of."""
    number, part = divmod(first.month - 1, 3)
    if part or first.day != 1 or first.year != last.year or last.month != first.month + 2:
        return None
    return (first.year, number + 1) if (last + timedelta(days=1)).day == 1 else None


def period_words(first: date, last: date, language: str) -> str:
    """A quarter, a month or a year by its name, any other period by its first and last day."""
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if (found := quarter_of(first, last)) is not None:
        return formats.quarter(*found, language)
    if whole and (first.year, first.month) == (last.year, last.month):
        return formats.month_year(first, language)
    if whole and first.year == last.year and (first.month, last.month) == (1, 12):
        return str(first.year)
    return f"{formats.date_short(first, language)} – {formats.date_short(last, language)}"


def _followed(desk: Desk, asker: Asker, view: View, by: Any) -> dict[str, Followed]:
    if by not in look.groupings(desk):
        return {}
    alone = View(on=view.on, known_on=view.known_on, against_first=view.against_first)
    rows = look.rates(desk, asker, alone, by=by).rows
    return {
        row["key"]: Followed(int(row["population"]), int(row["due"]), int(row["kept"]))
        for row in rows.to_dict("records")
        if row["key"] is not None
    }


def _rows(desk: Desk, model: Any, known_on: date | None) -> list[Row]:
    """The rows that stand, as known on a day (default: today)."""
    if known_on is not None and known_on < desk.today():
        return [row for row in rows_as_known(desk, model, known_on) if not row["withdrawn"]]
    table = table_of(model)
    with desk.store.read() as connection:
        return queries.rows_of(
            connection, select(*table.c).where(table.c.withdrawn.is_not(True)).order_by(table.c.id)
        )


def _all_rows(desk: Desk, model: Any) -> list[Row]:
    table = table_of(model)
    with desk.store.read() as connection:
        return queries.rows_of(connection, select(*table.c).order_by(table.c.id))


def _agreements(desk: Desk) -> dict[int, str]:
    basis = table_of(Basis)
    with desk.store.read() as connection:
        found = connection.execute(
            select(basis.c.forum_id, basis.c.code).where(basis.c.forum_id.is_not(None))
        )
        return {row.forum_id: row.code for row in found}


def _forum_line(
    row: Row, codes: dict[str, dict[int, str]], bases: dict[int, str], counted: dict[str, Followed]
) -> ForumLine:
    kept = ("code", "kind", "held_on", "place", "organiser", "subject", "visibility")
    counts = ("women", "men", "police", "participants")
    basis = bases.get(row["id"])
    return ForumLine(
        **{name: row[name] for name in (*kept, *counts)},
        district=codes["districts"].get(row["district_id"]),
        partner=codes["partners"].get(row["partner_id"]),
        basis=basis,
        agreed=counted.get(basis or "", Followed()),
    )


def _may_see(asker: Asker, line: ForumLine) -> bool:
    if asker.is_staff or line.visibility == Visibility.PUBLIC:
        return True
    return asker.role is Role.PARTNER and asker.partner is not None and line.partner == asker.partner


def _fits(line: ForumLine, view: View, names: Catalogue) -> bool:
    region = names.districts[line.district].extra["region"] if line.district else None
    return (
        (not view.districts or line.district in view.districts)
        and (not view.regions or region in view.regions)
        and (not view.partners or line.partner in view.partners)
    )


def _listed(codes: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (codes or "").split(";")))
