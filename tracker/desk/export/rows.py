"""The rows of the exported data, as plain values, for who asks."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from tracker.desk import look
from tracker.desk.asking import Asker
from tracker.desk.catalogue import Catalogue, Entry
from tracker.desk.desk import Desk
from tracker.desk.document import plain_row, plain_value
from tracker.desk.export.codebook import COLUMNS
from tracker.desk.view import View
from tracker.model import Claim, Finding
from tracker.model.vocabulary import LANGUAGES, StatementKind, Visibility
from tracker.store import queries
from tracker.words.formats import quarter

Row = dict[str, Any]
AT_ONCE = 5_000


def rows(desk: Desk, asker: Asker, view: View, dataset: str) -> Iterator[Row]:
    """The rows of one of `DATASETS`, each with all columns of its codebook: texts, numbers, days, truth values or None."""
    columns = [column.name for column in COLUMNS[dataset]]
    made = {"commitments": _commitments, "findings": _findings, "rates": _rates}[dataset]
    for row in made(desk, asker, view):
        yield {name: row.get(name) for name in columns}


def _commitments(desk: Desk, asker: Asker, view: View) -> Iterator[Row]:
    found = look.states(desk, asker, view)
    names = look.names(desk, asker)
    with desk.store.read() as connection:
        for start in range(0, len(found), AT_ONCE):
            part = found.iloc[start : start + AT_ONCE]
            versions = queries.versions(connection, part["version_id"].tolist())
            dues = queries.newest_deadlines(connection, part["commitment_id"].tolist())
            sources = _sources(connection, asker, versions.values())
            for state in part.to_dict("records"):
                version = versions[state["version_id"]]
                told = {str(name): _of_state(value) for name, value in state.items()}
                if not told["extensions"]:
                    told["first_deadline"] = told["deadline"]
                yield {
                    **told,
                    **_of_version(version, asker, names),
                    "due_text": dues[state["commitment_id"]]["due_text"],
                    **sources.get(version["source_row_id"] or 0, {}),
                }


def _of_version(version: Row, asker: Asker, names: Catalogue) -> Row:
    """What the version says of itself. Who follows it is for those who do, an unpublished forum for those who work here."""
    own = asker.is_staff or (version["partner"] is not None and version["partner"] == asker.partner)
    kept = ("code", "text_en", "text_ru", "text_tg", "article", "section", "topic", "made_on", "visibility")
    return {
        **{name: version[name] for name in kept},
        "lead": next((code for code, role in version["agencies"] if role == "lead"), None),
        "joint": "; ".join(code for code, role in version["agencies"] if role != "lead") or None,
        "districts": "; ".join(version["districts"]) or None,
        "regions": "; ".join(version["regions"]) or None,
        "basis": version["basis"] if version["basis"] in names.bases else None,
        "partner": version["partner"] if own else None,
    }


def _sources(connection: Any, asker: Asker, versions: Any) -> dict[int, Row]:
    if not asker.is_staff:
        return {}
    wanted = [version["source_row_id"] for version in versions if version["source_row_id"]]
    return {
        key: {
            "source_file": row["name"],
            "source_sha256": row["sha256"],
            "source_sheet": row["sheet"],
            "source_row": row["row"],
        }
        for key, row in queries.sources(connection, wanted).items()
    }


def _of_state(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date()
    return None if value is None or (not isinstance(value, str) and pd.isna(value)) else value


def _findings(desk: Desk, asker: Asker, view: View) -> Iterator[Row]:
    """What had been said by the day, as recorded by the day of knowing, of the commitments of the view."""
    asked = look.question(desk, asker, view)
    found = look.states(desk, asker, view)
    partners = look.names(desk, asker).codes("partners")
    zone = desk.settings.zone
    with desk.store.read() as connection:
        for start in range(0, len(found), AT_ONCE):
            part = found.iloc[start : start + AT_ONCE]
            versions = queries.versions(connection, part["version_id"].tolist())
            of = {version["commitment_id"]: version for version in versions.values()}
            for kind, model in ((StatementKind.FINDING, Finding), (StatementKind.CLAIM, Claim)):
                said = queries.all_said(connection, model, list(of))
                marked = queries.marks(connection, model, [row["id"] for row in said], zone=zone)
                for row in said:
                    recorded = row["recorded_at"].astimezone(zone).date()
                    about = of[row["commitment_id"]]
                    if (
                        row["effective_on"] <= asked.on
                        and recorded <= asked.known_on
                        and _may_see(asker, row, about)
                    ):
                        yield {
                            **row,
                            "commitment": about["code"],
                            "kind": str(kind),
                            "recorded_on": recorded,
                            "partner": partners.get(row.get("partner_id") or 0)
                            if _own(asker, about)
                            else None,
                            "internal_note": row["internal_note"] if asker.is_staff else None,
                            "confirmed": _by(marked.confirmed.get(row["id"]), asked.known_on),
                            "retracted": _by(marked.retracted.get(row["id"]), asked.known_on),
                        }


def _own(asker: Asker, about: Row) -> bool:
    return asker.is_staff or (about["partner"] is not None and about["partner"] == asker.partner)


def _may_see(asker: Asker, row: Row, about: Row) -> bool:
    return _own(asker, about) or row["visibility"] == Visibility.PUBLIC


def _by(spans: list[tuple[date, date | None]] | None, day: date) -> bool:
    """Whether any of the spans (from a day, until before another) holds at the end of the day."""
    return any(first <= day and (end is None or end > day) for first, end in spans or ())


def _rates(desk: Desk, asker: Asker, view: View) -> Iterator[Row]:
    names = look.names(desk, asker)
    total = look.rates(desk, asker, view).total
    yield {**plain_row(total), "by": "total", "key": None}
    for by in look.groupings(asker):
        entries = getattr(names, look.KINDS[by]) if by in look.KINDS else {}
        for row in look.rates(desk, asker, view, by=by).rows.to_dict("records"):
            key = plain_value(row["key"])
            if by == "quarter" or key is None or key in entries:
                yield {**plain_row(row), "by": by, **_named(by, key, entries)}


def _named(by: str, key: str | None, entries: dict[str, Entry]) -> Row:
    if key is None:
        return {}
    if by == "quarter":
        year, number = key.split("-Q")
        return {f"name_{language}": quarter(int(year), int(number), language) for language in LANGUAGES}
    return {f"name_{language}": entries[key].name(language) for language in LANGUAGES}
