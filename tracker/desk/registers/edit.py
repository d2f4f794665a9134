"""Keeping the registers on screen: each service checks who asks, writes one change, and leaves its event."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from tracker.desk.asking import Asker, require_staff
from tracker.desk.catalogue import catalogue
from tracker.desk.desk import Desk
from tracker.desk.registers.known import ForumBook, Holdings, official_key, value_key
from tracker.model import Event, Forum, IndicatorValue, Official, Partner
from tracker.model.vocabulary import LANGUAGES, ForumKind, Visibility
from tracker.sheets import resolve_fold
from tracker.store import Change, queries
from tracker.store.queries import Row, table_of


class NotAcceptable(ValueError):
    """What was given makes no sense: a name is missing, a code is not known, a count is below nought. Nothing was done."""


class AlreadyThere(ValueError):
    """The same thing is in the register already. Nothing was done."""


class ChangedMeanwhile(Exception):
    """Somebody has changed the same row since the editor saw it. Nothing was done; says who, and when."""

    def __init__(self, actor: str, at: datetime) -> None:
        """Hold who, and when."""
        super().__init__(actor)
        self.actor = actor
        self.at = at


@dataclass(frozen=True, slots=True)
class ForumGiven:
    """What a person says of a meeting; places and partners by their codes."""

    kind: str
    held_on: date
    district: str | None = None
    place: str | None = None
    organiser: str | None = None
    partner: str | None = None
    subject: str | None = None
    women: int | None = None
    men: int | None = None
    police: int | None = None
    visibility: str = Visibility.INTERNAL


@dataclass(frozen=True, slots=True)
class PartnerGiven:
    """What a person says of a partner organisation: its names by language, and where it follows commitments."""

    names: Mapping[str, str]
    regions: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialGiven:
    """What a person says of a post; who holds it stays internal."""

    post: str
    agency: str | None = None
    district: str | None = None
    holder: str | None = None
    visibility: str = Visibility.INTERNAL


def save_forum(
    desk: Desk, asker: Asker, given: ForumGiven, *, code: str | None = None, seen: int | None = None
) -> str:
    """Add a meeting, or change the one with this `code`, as it stood at the revision `seen`; returns its code.

    Raises `NotAcceptable`, `AlreadyThere`, `ChangedMeanwhile`, `NotAllowed`.
    """
    require_staff(asker)
    counts = [number for number in (given.women, given.men, given.police) if number is not None]
    if given.kind not in set(ForumKind) or any(number < 0 for number in counts):
        raise NotAcceptable(given.kind)
    columns = {name: _text(value) for name, value in asdict(given).items()}
    columns["district_id"] = _id(desk, "districts", columns.pop("district"))
    columns["partner_id"] = _id(desk, "partners", columns.pop("partner"))
    _check_visibility(given.visibility)
    with desk.store.write(actor=asker.name, action="forum.saved", at=desk.clock()) as change:
        if code is not None:
            _alter(change, Forum, _known(change, Forum, code), seen, columns)
            return code
        book = ForumBook.read(change.connection)
        said = asdict(given)
        standing = book.find(said)
        if standing is not None and not standing["withdrawn"]:
            raise AlreadyThere(standing["code"])
        if standing is not None:
            change.alter(Forum, {"id": standing["id"]}, **columns, withdrawn=None)
            return str(standing["code"])
        (key,) = change.take_ids(Forum, 1)
        code = book.new_code(said)
        change.append(Forum, [{"id": key, "code": code, **columns}])
    return code


def save_partner(
    desk: Desk, asker: Asker, given: PartnerGiven, *, code: str | None = None, seen: int | None = None
) -> str:
    """Add a partner, or change the one with this `code`; returns its code. `seen` and what is raised as in `save_forum`."""
    require_staff(asker)
    names = {f"name_{each}": _text(given.names.get(each)) for each in LANGUAGES}
    if not any(names.values()):
        raise NotAcceptable("name")
    for kind in ("regions", "districts"):
        for each in getattr(given, kind):
            _id(desk, kind, each)
    columns = {
        **names,
        "regions": ";".join(given.regions) or None,
        "districts": ";".join(given.districts) or None,
    }
    with desk.store.write(actor=asker.name, action="partner.saved", at=desk.clock()) as change:
        if code is not None:
            _alter(change, Partner, _known(change, Partner, code), seen, columns)
            return code
        standing = Holdings.read(change.connection).partner(names)
        if standing is not None and not standing["withdrawn"]:
            raise AlreadyThere(standing["code"])
        (key,) = change.take_ids(Partner, 1)
        code = f"partner-{key}"
        change.append(Partner, [{"id": key, "code": code, "illustration": False, **columns}])
    return code


def save_official(
    desk: Desk, asker: Asker, given: OfficialGiven, *, key: int | None = None, seen: int | None = None
) -> int:
    """Add a post, or change the one with this id; returns its id. `seen` and what is raised as in `save_forum`."""
    require_staff(asker)
    post = _text(given.post)
    if not post:
        raise NotAcceptable("post")
    _check_visibility(given.visibility)
    agency, district = _id(desk, "agencies", given.agency), _id(desk, "districts", given.district)
    columns = {
        "post": post,
        "agency_id": agency,
        "district_id": district,
        "holder": _text(given.holder),
        "visibility": given.visibility,
    }
    with desk.store.write(actor=asker.name, action="official.saved", at=desk.clock()) as change:
        holdings = Holdings.read(change.connection)
        standing = holdings.official(post, agency, district)
        if standing is not None and standing["id"] != key and not standing["withdrawn"]:
            raise AlreadyThere(post)
        own = holdings.officials.get(resolve_fold(post))
        free = own is None or own["id"] == key
        folded = resolve_fold(post) if free else official_key(post, agency, district)
        if key is not None:
            _alter(change, Official, key, seen, {**columns, "folded": folded})
            return key
        if standing is not None:
            change.alter(Official, {"id": standing["id"]}, **columns, withdrawn=None)
            return int(standing["id"])
        (key,) = change.take_ids(Official, 1)
        change.append(Official, [{"id": key, **columns, "folded": folded}])
    return key


def publish_indicator(desk: Desk, asker: Asker, indicator_id: int) -> int:
    """Make all figures of an indicator public; returns how many were not yet. Raises `NotAllowed`."""
    require_staff(asker)
    table = table_of(IndicatorValue)
    statement = select(*table.c).where(table.c.indicator_id == indicator_id).order_by(table.c.id)
    with desk.store.read() as connection:
        newest = {value_key(row): row for row in queries.rows_of(connection, statement)}
    waiting = [
        row for row in newest.values() if not row["withdrawn"] and row["visibility"] != Visibility.PUBLIC
    ]
    if not waiting:
        return 0
    with desk.store.write(actor=asker.name, action="indicator.published", at=desk.clock()) as change:
        ids = change.take_ids(IndicatorValue, len(waiting))
        change.append(
            IndicatorValue, [_published(row, key, change) for key, row in zip(ids, waiting, strict=True)]
        )
    return len(waiting)


def _published(row: Row, key: int, change: Change) -> Row:
    return {**row, "id": key, "revision": change.number, "visibility": Visibility.PUBLIC}


def _alter(change: Change, model: Any, key: int, seen: int | None, columns: Row) -> None:
    """Change a row, unless somebody did after the revision `seen`: then theirs would be overwritten unread."""
    event = table_of(Event)
    about = (event.c.subject == table_of(model).name) & (event.c.subject_id == str(key))
    last = change.connection.execute(select(func.max(event.c.revision)).where(about)).scalar_one_or_none()
    if seen is not None and last is not None and last > seen:
        made = queries.revisions(change.connection, [last])[last]
        raise ChangedMeanwhile(made["actor"], made["recorded_at"])
    change.alter(model, {"id": key}, **columns)


def _known(change: Change, model: Any, code: str) -> int:
    table = table_of(model)
    found = change.connection.execute(select(table.c.id).where(table.c.code == code)).scalar_one_or_none()
    if found is None:
        raise NotAcceptable(code)
    return int(found)


def _id(desk: Desk, kind: str, code: str | None) -> int | None:
    if not code:
        return None
    entries = getattr(catalogue(desk), kind)
    if code not in entries:
        raise NotAcceptable(code)
    return int(entries[code].id)


def _check_visibility(visibility: str) -> None:
    if visibility not in set(Visibility):
        raise NotAcceptable(visibility)


def _text(value: Any) -> Any:
    """Words without white space around them; none at all where nothing was written."""
    return (value.strip() or None) if isinstance(value, str) else value
