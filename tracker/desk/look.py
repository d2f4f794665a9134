"""What people ask: rates, trends, lists. Numbers come from the ledger, texts from the store, both for who asks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from tracker import ledger as measures
from tracker.desk.answers import CommitmentLine, Overview, PageOf, RatesTable
from tracker.desk.asking import Asker, NotAllowed
from tracker.desk.catalogue import Catalogue, catalogue
from tracker.desk.desk import Desk
from tracker.desk.view import View
from tracker.ledger import By, Question
from tracker.model.vocabulary import Role
from tracker.store import queries, shipped

__all__ = ["all_of", "illustration", "names", "outlines", "overview", "page_of", "rates", "series", "states"]

SOON_DAYS = 30
DUE = ("kept_on_time", "kept_late", "overdue", "being_kept", "not_being_kept")
KEPT = ("kept_on_time", "kept_late", "being_kept")
# What a view may ask for beside the outcome classes themselves: the commitments behind a figure of the pages.
SELECTIONS: dict[str, Callable[[pd.DataFrame], "pd.Series[bool]"]] = {
    "due": lambda found: found["outcome"].isin(DUE),
    "kept": lambda found: found["outcome"].isin(KEPT),
    "soon": lambda found: (found["outcome"] == "open") & (found["days"] <= SOON_DAYS).fillna(False),
    "quiet": lambda found: found["needs_coverage"] & ~found["covered"],
}
KINDS = {
    "district": "districts",
    "region": "regions",
    "agency": "agencies",
    "official": "officials",
    "partner": "partners",
    "basis": "bases",
    "topic": "topics",
}
FILTERS = ("regions", "districts", "agencies", "bases", "topics", "partners", "officials")


def outlines() -> dict[str, list[list[list[float]]]]:
    """The approximate outline of each region: rings of [longitude, latitude] by region code."""
    return shipped.outlines()


def names(desk: Desk, asker: Asker) -> Catalogue:
    """The names of everything, as far as the asker may know it: posts of officials may hold a person's name, and a
    forum that was not published stays with those who work here.
    """
    known = catalogue(desk)
    return known if asker.is_staff else known.for_the_public()


def illustration(desk: Desk) -> bool:
    """Whether the installation holds the sample that ships, which every page must say, to everybody."""
    return any(partner.extra["illustration"] for partner in catalogue(desk).partners.values())


def question(desk: Desk, asker: Asker, view: View) -> Question:
    """The view as the ledger understands it: internal ids, whole dates, and only what the asker may see.

    Raises `KnownTooEarly` when the day asked about lies after the day of knowing.
    """
    names = catalogue(desk)
    today = desk.today()
    known_on = view.known_on or today
    filters: Any = {kind: names.ids(kind, getattr(view, kind)) for kind in FILTERS}
    return Question(
        on=view.on or min(today, known_on),
        known_on=known_on,
        today=today,
        any_role=view.any_role,
        coverage_days=desk.settings.coverage_days,
        commitments=_found(desk, view.query),
        **_audience(asker, names),
        **filters,
    )


def states(desk: Desk, asker: Asker, view: View) -> pd.DataFrame:
    """The state of every commitment of the view, a row each, after the filters on outcome, quarter and place."""
    found = measures.states(desk.ledger(), question(desk, asker, view))
    if view.outcomes:
        found = found[np.logical_or.reduce([_selected(found, name) for name in view.outcomes])]
    if view.sub_statuses:
        found = found[found["sub_status"].isin(view.sub_statuses)]
    if view.quarter:
        fell = measures.due_in(desk.ledger(), question(desk, asker, view), view.quarter)
        found = found[found["commitment_id"].isin(fell) | (_quarters(found["deadline"]) == view.quarter)]
    return found


def rates(desk: Desk, asker: Asker, view: View, *, by: By | None = None) -> RatesTable:
    """How much is kept, in all and by group. `by` is district, region, agency, official, partner, basis, topic, quarter."""
    asked = question(desk, asker, view)
    answer = measures.rates(desk.ledger(), asked, by=by)
    return RatesTable(asked.on, asked.known_on, by, _with_codes(desk, answer.rows, by), dict(answer.total))


def series(
    desk: Desk, asker: Asker, view: View, *, dates: Sequence[date], by: By | None = None
) -> pd.DataFrame:
    """The measures on each of several dates, as known on the view's day of knowing."""
    answer = measures.series(desk.ledger(), question(desk, asker, view), dates, by=by)
    return _with_codes(desk, answer, by)


def cohorts(desk: Desk, asker: Asker, view: View) -> pd.DataFrame:
    """By quarter of the deadline, one unit a deadline: kept on time, kept late, overdue."""
    return measures.cohorts(desk.ledger(), question(desk, asker, view))


def overview(desk: Desk, asker: Asker, view: View, *, since: date) -> Overview:
    """The state of things on the view's day and on `since`."""
    now, before = states(desk, asker, view), states(desk, asker, replace(view, on=since))
    asked = question(desk, asker, view)
    return Overview(
        on=asked.on,
        since=since,
        total=rates(desk, asker, view).total,
        before=rates(desk, asker, replace(view, on=since)).total,
        due_soon=_count(now, "soon"),
        due_soon_before=_count(before, "soon"),
        quiet=_count(now, "quiet"),
        quiet_before=_count(before, "quiet"),
        last_change=_last_change(desk),
        illustration=illustration(desk),
    )


def page_of(
    desk: Desk,
    asker: Asker,
    view: View,
    *,
    page: int = 1,
    size: int = 25,
    sort: str = "days",
    language: str = "ru",
) -> PageOf:
    """One page of the commitments of a view. `sort` is days (longest overdue first), deadline, code or latest."""
    found = _sorted(states(desk, asker, view), sort)
    part = found.iloc[(page - 1) * size : page * size]
    with desk.store.read() as connection:
        lines = lines_of(connection, part, language)
    return PageOf(lines=lines, total=len(found), pages=max(1, ceil(len(found) / size)))


def all_of(
    desk: Desk, asker: Asker, view: View, *, sort: str = "days", language: str = "ru"
) -> list[tuple[CommitmentLine, dict[Any, Any]]]:
    """All commitments of a view in the order of its pages, each with the row of `states` that it was made from."""
    found = _sorted(states(desk, asker, view), sort)
    with desk.store.read() as connection:
        lines = lines_of(connection, found, language)
    return list(zip(lines, found.to_dict("records"), strict=True))


def lines_of(connection: Connection, found: pd.DataFrame, language: str) -> list[CommitmentLine]:
    """States with their texts, in the same order."""
    versions = queries.versions(connection, found["version_id"].tolist())
    dues = queries.newest_deadlines(connection, found["commitment_id"].tolist())
    return [
        _line(row, versions[row["version_id"]], dues[row["commitment_id"]]["due_text"], language)
        for row in found.to_dict("records")
    ]


def words_of(version: dict[str, Any], language: str) -> tuple[str, str]:
    """The words of a commitment in the reader's language, else in one there is; and which language that is."""
    for choice in (language, "ru", "tg", "en"):
        if version[f"text_{choice}"]:
            return version[f"text_{choice}"], choice
    raise ValueError("a commitment without words")  # the database refuses one


def _line(
    state: dict[Any, Any], version: dict[str, Any], due_text: str | None, language: str
) -> CommitmentLine:
    text, text_language = words_of(version, language)
    agencies = version["agencies"]
    return CommitmentLine(
        code=version["code"],
        text=text,
        text_language=text_language,
        agencies=[code for code, _role in agencies],
        lead=next((code for code, role in agencies if role == "lead"), None),
        unknown_agencies=(version["unknown_agencies"] or "").splitlines(),
        districts=version["districts"],
        regions=version["regions"],
        basis=version["basis"],
        article=version["article"],
        basis_text=version["basis_text"],
        deadline=_day(state["deadline"]),
        first_deadline=_day(state["first_deadline"]),
        due_text=due_text,
        cadence=state["cadence"],
        outcome=state["outcome"],
        sub_status=state["sub_status"] or None,
        days=None if pd.isna(state["days"]) else int(state["days"]),
        latest_on=_day(state["latest_on"]),
        extensions=int(state["extensions"]),
        confirmed=bool(state["confirmed"]),
        visibility=version["visibility"],
    )


def _audience(asker: Asker, names: Catalogue) -> dict[str, Any]:
    if asker.is_staff:
        return {}
    if asker.role is Role.PUBLIC:
        return {"public_only": True}
    if asker.partner is None or asker.partner not in names.partners:
        raise NotAllowed(asker.role.value)
    return {"partner_id": names.partners[asker.partner].id}


def _found(desk: Desk, query: str) -> tuple[int, ...] | None:
    """The commitments whose present words hold the query, or None where nothing is searched for."""
    if not query.strip():
        return None
    with desk.store.read() as connection:
        return tuple(desk.search.matching(connection, query))


def _selected(found: pd.DataFrame, name: str) -> "pd.Series[bool]":
    choose = SELECTIONS.get(name)
    return choose(found) if choose else found["outcome"] == name


def _count(found: pd.DataFrame, name: str) -> int:
    return int(_selected(found, name).sum())


def _quarters(deadlines: "pd.Series[Any]") -> "pd.Series[Any]":
    days = pd.to_datetime(deadlines)
    return days.dt.year.astype("Int64").astype("str") + "-Q" + days.dt.quarter.astype("Int64").astype("str")


def _sorted(found: pd.DataFrame, sort: str) -> pd.DataFrame:
    if sort == "deadline":
        return found.sort_values(["deadline", "commitment_id"], na_position="last")
    if sort == "latest":
        return found.sort_values(["latest_on", "commitment_id"], ascending=[False, True], na_position="last")
    if sort == "code":
        return found.sort_values("commitment_id")
    urgency = found["outcome"].map(dict(zip(URGENCY, range(len(URGENCY)), strict=True)))
    days = (
        found["days"]
        .astype("Float64")
        .where(~found["outcome"].isin(["overdue", "kept_late"]), -found["days"])
    )
    order = pd.DataFrame({"urgency": urgency, "days": days, "commitment_id": found["commitment_id"]})
    return found.loc[order.sort_values(["urgency", "days", "commitment_id"], na_position="last").index]


URGENCY = (
    "overdue",
    "not_being_kept",
    "open",
    "undated",
    "being_kept",
    "kept_late",
    "kept_on_time",
    "ahead",
    "withdrawn",
)


def _with_codes(desk: Desk, answer: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """The same rows with codes instead of internal ids as keys; what has no group keeps None."""
    if by is None or by == "quarter":
        return answer
    codes = catalogue(desk).codes(KINDS[by])
    keys = [None if pd.isna(key) else codes[int(key)] for key in answer["key"]]
    return answer.assign(key=pd.Series(keys, index=answer.index, dtype=object))


def _last_change(desk: Desk) -> datetime | None:
    with desk.store.read() as connection:
        newest = queries.latest_revision(connection)
    return newest["recorded_at"] if newest else None


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
