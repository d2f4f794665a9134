"""What people ask: rates, trends, lists. Numbers come from the ledger, texts from the store, both for who asks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from tracker import ledger as measures
from tracker.desk import search
from tracker.desk.answers import Behind, Changes, CommitmentLine, Measures, Overview, PageOf, RatesTable
from tracker.desk.asking import Asker, NotAllowed
from tracker.desk.catalogue import Catalogue, catalogue
from tracker.desk.desk import Desk
from tracker.desk.parts import parts
from tracker.desk.view import View
from tracker.ledger import GROUPINGS, By, Question, Whose
from tracker.model.vocabulary import Role
from tracker.store import queries, shipped

__all__ = [
    "all_of",
    "changed",
    "groupings",
    "illustration",
    "names",
    "outlines",
    "overview",
    "page_of",
    "rates",
    "series",
    "states",
]

SOON_DAYS = 30
AT_ONCE = 2000
DUE = ("kept_on_time", "kept_late", "overdue", "being_kept", "not_being_kept")
KEPT = ("kept_on_time", "kept_late", "being_kept")
# What a view may ask for beside the outcome classes themselves: the commitments behind a figure of the pages.
SELECTIONS: dict[str, Callable[[pd.DataFrame], "pd.Series[bool]"]] = {
    "due": lambda found: found["outcome"].isin(DUE),
    "kept": lambda found: found["outcome"].isin(KEPT),
    "soon": lambda found: (found["outcome"] == "open") & (found["days"] <= SOON_DAYS).fillna(False),
    "quiet": lambda found: found["needs_coverage"] & ~found["covered"],
    "claimed": lambda found: (
        (
            (found["claim_status"] == "fulfilled")
            | ((found["claim_status"] == "in_progress") & (found["cadence"] == "continuous"))
        )
        & found["outcome"].isin(DUE)
    ),
    "moved": lambda found: (found["extensions"] > 0) & (found["outcome"] != "withdrawn"),
    "recurring": lambda found: (
        (found["cadence"] == "recurring") & found["is_due"] & (found["outcome"] != "withdrawn")
    ),
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


def groupings(desk: Desk) -> tuple[By, ...]:
    """What commitments can be counted by: where everybody asks not by partner, for who follows which one is not told."""
    return tuple(by for by in GROUPINGS if not (desk.public and by == "partner"))


def question(desk: Desk, asker: Asker, view: View) -> Question:
    """The view as the ledger understands it: internal ids, whole dates, and only what the asker may see.

    A public copy does not hold who follows a commitment, so that a view of partners finds nothing there.

    Raises `KnownTooEarly` when the day asked about lies after the day of knowing, `NotYetKnown` when that lies ahead.
    """
    names = catalogue(desk)
    today = desk.today()
    known_on = view.known_on or today
    filters: Any = {kind: names.ids(kind, getattr(view, kind)) for kind in FILTERS}
    asked = Question(
        on=view.on or min(today, known_on),
        known_on=known_on,
        today=today,
        any_role=view.any_role,
        against_first=view.against_first,
        coverage_days=desk.settings.coverage_days,
        commitments=() if desk.public and view.partners else _in_part(desk, view.part),
        **_audience(asker, names),
        **filters,
    )
    if not view.query.strip():
        return asked
    return replace(asked, commitments=tuple(_found(desk, asker, asked, view.query).index.tolist()))


def states(desk: Desk, asker: Asker, view: View) -> pd.DataFrame:
    """The state of every commitment of the view, a row each, after the filters on outcome, quarter and place."""
    ledger, asked = desk.ledger(), question(desk, asker, view)
    found = ledger.remember(("states", asked), lambda: measures.states(ledger, asked))
    if view.outcomes:
        found = found[np.logical_or.reduce([_selected(found, name) for name in view.outcomes])]
    if view.sub_statuses:
        found = found[found["sub_status"].isin(view.sub_statuses)]
    if view.quarter and view.deadlines:
        found = found[found["commitment_id"].isin(deadlines(desk, asker, view)["commitment_id"])]
    elif view.quarter:
        fell = measures.due_in(desk.ledger(), question(desk, asker, view), view.quarter)
        found = found[found["commitment_id"].isin(fell) | (_quarters(found["deadline"]) == view.quarter)]
    if view.changes:
        rows = _changes(desk, asker, view).rows
        found = found[
            found["commitment_id"].isin(rows.loc[rows["change"].isin(view.changes), "commitment_id"])
        ]
    return found


def changed(desk: Desk, asker: Asker, view: View) -> Changes:
    """What changed since the view's day `since` (without one, nothing did), for the population of the view."""
    answer, asked = _changes(desk, asker, view), question(desk, asker, view)
    listed, balance = answer.rows[answer.rows["now"].notna()], answer.balance()
    learned = {str(outcome): int(n) for outcome, n in (balance["before"] + balance["corrected"]).items()}
    return Changes(
        since=view.since or asked.on,
        on=asked.on,
        known_on=asked.known_on,
        counts={change: int((listed["change"] == change).sum()) for change in measures.CHANGES},
        changed=int(answer.rows["commitment_id"].nunique()),
        gone=len(answer.rows) - len(listed),
        balance=balance,
        before=_summed(answer.before),
        learned=_summed(learned),
        now=_summed(answer.now),
    )


def first_changed(
    desk: Desk, asker: Asker, view: View, *, size: int, language: str = "ru"
) -> dict[str, list[CommitmentLine]]:
    """Of each kind of change since the view's day `since` the first few commitments, in the order of the lists."""
    found = _sorted(states(desk, asker, replace(view, changes=())), "days")
    rows = _changes(desk, asker, view).rows
    with desk.store.read() as connection:
        return {
            str(change): _as_seen_by(
                asker,
                lines_of(
                    connection, found[found["commitment_id"].isin(own["commitment_id"])].head(size), language
                ),
            )
            for change, own in rows.groupby("change")
        }


def _changes(desk: Desk, asker: Asker, view: View) -> measures.Changed:
    """The first day counts as over, as it does in a report about it: known is what was recorded the day after."""
    now, ledger = question(desk, asker, view), desk.ledger()
    since = view.since or now.on
    before = replace(now, on=since, known_on=min(since + timedelta(days=1), now.known_on))
    return ledger.remember(("changed", before, now), lambda: measures.changed(ledger, before, now))


def _summed(counts: dict[str, int]) -> Measures:
    return {
        **counts,
        "due": sum(counts[outcome] for outcome in DUE),
        "kept": sum(counts[outcome] for outcome in KEPT),
    }


def deadlines(desk: Desk, asker: Asker, view: View) -> pd.DataFrame:
    """The deadlines of the view's quarter with an outcome it asks for, a row each: commitment_id, deadline, outcome."""
    asked = question(desk, asker, view)
    found = measures.deadlines_in(desk.ledger(), asked, view.quarter or "")
    return found[found["outcome"].isin(view.deadlines)]


def rates(desk: Desk, asker: Asker, view: View, *, by: By | None = None) -> RatesTable:
    """How much is kept, in all and by group. `by` is one of `groupings`; raises `NotAllowed` for any other."""
    if by is not None and by not in groupings(desk):
        raise NotAllowed(asker.role.value)
    asked = question(desk, asker, view)
    answer = measures.rates(desk.ledger(), asked, by=by)
    return RatesTable(asked.on, asked.known_on, by, _with_codes(desk, answer.rows, by), dict(answer.total))


def crossed(desk: Desk, asker: Asker, view: View, *, agencies: Sequence[str]) -> pd.DataFrame:
    """What is due and kept of each of these agencies in each district: columns agency, district, kept, due."""
    parts = []
    for code in agencies:
        rows = rates(desk, asker, replace(view, agencies=(code,)), by="district").rows
        rows = rows[rows["key"].notna()]
        parts.append(rows[["key", "kept", "due"]].rename(columns={"key": "district"}).assign(agency=code))
    if not parts:
        return pd.DataFrame({"agency": [], "district": [], "kept": [], "due": []})
    return pd.concat(parts, ignore_index=True)


def series(
    desk: Desk, asker: Asker, view: View, *, dates: Sequence[date], by: By | None = None
) -> pd.DataFrame:
    """The measures on each of several dates, as known on the view's day of knowing."""
    answer = measures.series(desk.ledger(), question(desk, asker, view), dates, by=by)
    return _with_codes(desk, answer, by)


def cohorts(desk: Desk, asker: Asker, view: View) -> pd.DataFrame:
    """By quarter of the deadline, one unit a deadline: kept on time, kept late, overdue."""
    return measures.cohorts(desk.ledger(), question(desk, asker, view))


def lateness(desk: Desk, asker: Asker, view: View, *, by: Whose | None = None) -> pd.DataFrame:
    """Days late of what was kept late, days overdue of what is overdue: columns as in the ledger."""
    return _with_codes(desk, measures.lateness(desk.ledger(), question(desk, asker, view), by=by), by)


def keeping_record(desk: Desk, asker: Asker, view: View, *, by: Whose | None = None) -> pd.DataFrame:
    """Of the last deadlines of each recurring commitment, how many were kept on time, late, or missed."""
    return _with_codes(desk, measures.keeping_record(desk.ledger(), question(desk, asker, view), by=by), by)


def moved(desk: Desk, asker: Asker, view: View) -> measures.Moved:
    """Of how many commitments the deadline was moved, and how often."""
    return measures.moved(desk.ledger(), question(desk, asker, view))


def time_to_fulfilment(desk: Desk, asker: Asker, view: View) -> pd.DataFrame:
    """The share fulfilled by each number of days after the deadline, the unfinished counted as long as they waited."""
    return measures.time_to_fulfilment(desk.ledger(), question(desk, asker, view))


def behind(desk: Desk, asker: Asker, view: View) -> Behind:
    """The counts behind the rates that stand beside the main one."""
    found, total = states(desk, asker, view), rates(desk, asker, view).total
    return Behind(
        due=int(total["due"]),
        confirmed=int((found["confirmed"] & found["outcome"].isin(KEPT)).sum()),
        claimed=_count(found, "claimed"),
        watched=int(found["needs_coverage"].sum()),
        covered=int((found["needs_coverage"] & found["covered"]).sum()),
    )


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
    """One page of the commitments of a view, in an order of `in_order`."""
    found = in_order(desk, asker, view, sort)
    part = found.iloc[(page - 1) * size : page * size]
    with desk.store.read() as connection:
        lines = _as_seen_by(asker, lines_of(connection, part, language))
    behind = _deadlines_behind(desk, asker, view, found)
    return PageOf(lines=lines, total=len(found), pages=max(1, ceil(len(found) / size)), deadlines=behind)


def _deadlines_behind(desk: Desk, asker: Asker, view: View, found: pd.DataFrame) -> int | None:
    if not (view.quarter and view.deadlines):
        return None
    return int(deadlines(desk, asker, view)["commitment_id"].isin(found["commitment_id"]).sum())


def every_line(desk: Desk, asker: Asker, view: View, *, sort: str, language: str) -> Iterator[CommitmentLine]:
    """All commitments of a view in an order of `in_order`, read a few thousand at a time."""
    found = in_order(desk, asker, view, sort)
    with desk.store.read() as connection:
        for start in range(0, len(found), AT_ONCE):
            yield from _as_seen_by(asker, lines_of(connection, found.iloc[start : start + AT_ONCE], language))


def _as_seen_by(asker: Asker, lines: list[CommitmentLine]) -> list[CommitmentLine]:
    """Bodies that nobody has resolved yet are a matter of those who work here."""
    return lines if asker.is_staff else [replace(line, unknown_agencies=[]) for line in lines]


def in_order(desk: Desk, asker: Asker, view: View, sort: str) -> pd.DataFrame:
    """The states of a view. `sort` is days (longest overdue first), deadline, latest, code, or match (best hit first)."""
    found = states(desk, asker, view)
    if sort != "match" or not view.query.strip():
        return _sorted(found, sort)
    rank = _found(desk, asker, question(desk, asker, replace(view, query="")), view.query)
    order = found["commitment_id"].map(rank)
    return _sorted(found, "days").loc[
        lambda by_days: order.loc[by_days.index].sort_values(kind="stable").index
    ]


def all_of(
    desk: Desk, asker: Asker, view: View, *, sort: str = "days", language: str = "ru", most: int | None = None
) -> list[tuple[CommitmentLine, dict[Any, Any]]]:
    """All commitments of a view, or the first `most`, in the order of its pages, each with its row of `states`."""
    found = in_order(desk, asker, view, sort).head(most) if most else in_order(desk, asker, view, sort)
    with desk.store.read() as connection:
        lines = _as_seen_by(asker, lines_of(connection, found, language))
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
    agencies, extensions = version["agencies"], int(state["extensions"])
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
        first_deadline=_day(state["first_deadline" if extensions else "deadline"]),
        due_text=due_text,
        cadence=state["cadence"],
        outcome=state["outcome"],
        sub_status=state["sub_status"] or None,
        days=None if pd.isna(state["days"]) else int(state["days"]),
        latest_on=_day(state["latest_on"]),
        extensions=extensions,
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


def _in_part(desk: Desk, part: str | None) -> tuple[int, ...] | None:
    """The commitments that stand in the part of a law asked for; None where none is asked for."""
    if part is None:
        return None
    return tuple(sorted(commitment for commitment, name in parts(desk).items() if name == part))


def _found(desk: Desk, asker: Asker, asked: Question, query: str) -> "pd.Series[float]":
    """The rank (the lower, the better) of every commitment of a question whose words hold the query, by its id.

    The words are those that stood on the question's day of knowing, and that this asker may see.
    """
    ledger = desk.ledger()
    ranks = ledger.remember(("search", query, asker.is_staff), lambda: _ranks(desk, asker, query))
    commitments, versions = measures.present(ledger, asked)
    rank = pd.Series(versions).map(ranks).to_numpy(float)
    held = ~np.isnan(rank)
    return pd.Series(rank[held], index=commitments[held])


def _ranks(desk: Desk, asker: Asker, query: str) -> search.Ranks:
    asked = search.terms(query, _named(desk, asker))
    with desk.store.read() as connection:
        return desk.search.matching(connection, asked, inside=asker.is_staff)


def _named(desk: Desk, asker: Asker) -> search.Named:
    """What everything is called that a commitment can refer to, as far as the asker may know it."""
    known = names(desk, asker)
    return desk.once_a_revision(f"search.named.{asker.is_staff}", lambda: _called(known))


def _called(known: Catalogue) -> search.Named:
    marked = {"a": known.agencies, "r": known.regions, "o": known.officials, "b": known.bases}
    called = {f"{letter}{one.id}": one.called() for letter, kind in marked.items() for one in kind.values()}
    for one in known.districts.values():  # who looks for a region looks for its districts
        called[f"d{one.id}"] = f"{one.called()} {known.regions[one.extra['region']].called()}"
    return {mark: search.stems_of(said) for mark, said in called.items()}


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
    urgency = found["outcome"].map(dict(zip(URGENCY, range(len(URGENCY)), strict=True))).to_numpy()
    days = found["days"].to_numpy(float, na_value=np.nan)
    longest_first = found["outcome"].isin(["overdue", "kept_late"]).to_numpy()
    # The last key is the first to be sorted by; what has no days comes last, as lexsort puts NaN.
    order = np.lexsort((found["commitment_id"], np.where(longest_first, -days, days), urgency))
    return found.iloc[order]


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
