"""What goes into a partner's workbook: their own commitments and nobody else's, in their language."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
from sqlalchemy import Connection

from tracker import ledger as measures
from tracker.desk.asking import PROGRAM, Asker
from tracker.desk.catalogue import Catalogue, catalogue
from tracker.desk.desk import Desk
from tracker.desk.look import question, words_of
from tracker.desk.updates.held import Held, held_of, latest, newest_id
from tracker.desk.updates.whose import NoSuchPartner, desk_revision, require_partner
from tracker.desk.view import View
from tracker.sheets.collection import without_collection
from tracker.sheets.partner_book import last_words, listed, write_book
from tracker.sheets.partner_shapes import Base, Book, Line, Signature
from tracker.store import queries
from tracker.store.contents import installation

CLOSED_DAYS = 180
"""A commitment that was kept or withdrawn stays in the workbook for so many days after its last finding."""
SOON_DAYS = 92
"""A recurring deadline that is so many days away is in question already."""
CLOSED = ("kept_on_time", "kept_late", "ahead", "withdrawn")


def workbook(desk: Desk, asker: Asker, partner: str, out: Path | BinaryIO, *, language: str) -> Book:
    """Write a partner's workbook. Raises `NoSuchPartner`, `NotAllowed`."""
    require_partner(asker, partner)
    with without_collection():
        book = book_of(desk, partner, language=language)
        write_book(book, out)
    return book


def book_of(desk: Desk, partner: str, *, language: str, always: Iterable[str] = ()) -> Book:
    """The workbook of a partner as it would be made now; the rows of the codes in `always` are in it in any case."""
    names = catalogue(desk)
    if partner not in names.partners:
        raise NoSuchPartner(partner)
    entry, today, wanted = names.partners[partner], desk.today(), set(always)
    ledger = desk.ledger()
    asked = replace(question(desk, PROGRAM, View()), partners=(entry.id,))
    states = measures.states(ledger, asked)
    with desk.store.read() as connection:
        held = held_of(connection, entry.id, today=today, settings=desk.settings)
        revision = desk_revision(connection)
        lines = list(_lines(connection, names, states, held, today, language, wanted))
        signature = Signature(
            partner, desk.clock().isoformat(timespec="seconds"), revision, language, installation(connection)
        )
    return Book(signature, entry.name(language), today, lines)


def _lines(
    connection: Connection,
    names: Catalogue,
    states: pd.DataFrame,
    held: dict[str, Held],
    today: date,
    language: str,
    wanted: set[str],
) -> Iterator[Line]:
    by_id = {one.id: one for one in held.values()}
    versions = queries.versions(connection, states["version_id"].tolist())
    dues = queries.newest_deadlines(connection, states["commitment_id"].tolist())
    rows = sorted(states.to_dict("records"), key=_urgency)
    for state in rows:
        one = by_id.get(state["commitment_id"])
        if one is None:
            continue
        version = versions[state["version_id"]]
        if _is_old(state, today) and one.code not in wanted:
            continue
        plain = Line(
            code=one.code,
            text=words_of(version, language)[0],
            basis=_basis(version, names, language),
            agency=_agencies(version, names, language),
            district=_places(version, names, language),
        )
        if one.about.deadlines:
            yield from _recurring(plain, one, state, today, language)
        else:
            yield _once(plain, one, state, dues[one.id], language)


def _urgency(state: dict[Any, Any]) -> tuple[Any, ...]:
    order = {"overdue": 0, "not_being_kept": 1, "open": 2, "undated": 3, "being_kept": 4}
    deadline = state["deadline"]
    return (
        order.get(state["outcome"], 5),
        pd.Timestamp.max if pd.isna(deadline) else deadline,
        state["commitment_id"],
    )


def _is_old(state: dict[Any, Any], today: date) -> bool:
    if state["outcome"] not in CLOSED or state["cadence"] == "recurring":
        return False
    latest_on = state["latest_on"]
    return not pd.isna(latest_on) and latest_on.date() < today - timedelta(days=CLOSED_DAYS)


def _once(plain: Line, one: Held, state: dict[Any, Any], due: dict[str, Any], language: str) -> Line:
    overdue = state["outcome"] == "overdue"
    deadline = state["deadline"]
    return replace(
        plain,
        due=(due["due_text"] or "") if pd.isna(deadline) else deadline.date(),
        **_said(one, None, int(state["days"]) if overdue else None, language),
        overdue=overdue,
    )


def _recurring(plain: Line, one: Held, state: dict[Any, Any], today: date, language: str) -> Iterator[Line]:
    """A row for each deadline in question: those of the last year that are not kept, the latest one, the next one."""
    assert one.about.deadlines is not None  # asked by the caller
    if state["outcome"] == "withdrawn":
        listed = list(one.about.deadlines[-1:])
    else:
        passed = [day for day in one.about.deadlines if today - timedelta(days=365) <= day < today]
        coming = [day for day in one.about.deadlines if day >= today]
        missed = [day for day in passed[:-1] if not _is_kept(one, day)]
        near = [day for day in coming[:1] if not passed or day <= today + timedelta(days=SOON_DAYS)]
        listed = [*missed, *passed[-1:], *near] or [one.about.deadlines[-1]]
    for day in listed:
        late = (today - day).days if day < today and not _is_kept(one, day) else None
        yield replace(
            plain, due=day, deadline_on=day, **_said(one, day, late, language), overdue=late is not None
        )


def _is_kept(one: Held, day: date) -> bool:
    found = latest(one.findings, day)
    return found is not None and found.status == "fulfilled"


def _said(one: Held, deadline_on: date | None, late: int | None, language: str) -> dict[str, Any]:
    """What was said last, and from what the row is made."""
    found, claimed = latest(one.findings, deadline_on), latest(one.claims, deadline_on)
    told = last_words(
        found.status if found else None,
        found.on if found else None,
        found.note if found else None,
        late,
        language,
    )
    claim = last_words(claimed.status, claimed.on, claimed.note, None, language) if claimed else ""
    return {
        "last": told,
        "claimed": claim,
        "base": Base(newest_id(one.findings, deadline_on), newest_id(one.claims, deadline_on)),
    }


def _basis(version: dict[str, Any], names: Catalogue, language: str) -> str:
    named = names.bases[version["basis"]].name(language) if version["basis"] else version["basis_text"]
    return listed([part for part in (named, version["article"]) if part])


def _agencies(version: dict[str, Any], names: Catalogue, language: str) -> str:
    known = [names.agencies[code].short_name(language) for code, _role in version["agencies"]]
    return listed(known + (version["unknown_agencies"] or "").splitlines())


def _places(version: dict[str, Any], names: Catalogue, language: str) -> str:
    return ", ".join(names.places(version["districts"], version["regions"], language))
