"""The measures for programs: GET /api/v1/….json, the same documents as `ahd rates --format json`; see docs/api.md."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.desk import Asker, Desk, View, look
from tracker.desk.document import plain_row, rates_document
from tracker.desk.quarters import trend_days
from tracker.ledger import By
from tracker.web import answers
from tracker.web.asked import Serving, choice, not_found, view_of

PREFIX: Final = "/api/"


def api(serving: Serving) -> Route:
    """The routes under /api/. What is not there is answered with 404 in JSON, not with the pages' shell."""

    def make(request: Request) -> Response:
        desk, asker = serving.admit(request)
        document = DOCUMENTS.get(request.path_params["name"])
        if document is None:
            raise not_found()
        return answers.document(document(request, desk, asker))

    def route(request: Request) -> Response:
        return answers.answer(request, serving, make, kind="json")

    return Route(PREFIX + "{name:path}", route, methods=["GET"])


def _rates(request: Request, desk: Desk, asker: Asker) -> Any:
    view = view_of(request, desk, asker, also=("by",))
    by: By | None = choice(request, "by", look.groupings(asker))  # type: ignore[assignment]  # one of the groupings or None
    table = look.rates(desk, asker, view, by=by)
    told = rates_document(table)
    if by in look.KINDS and by is not None:  # what the asker may not know is not named
        known = getattr(look.names(desk, asker), look.KINDS[by])
        told["rows"] = [row for row in told["rows"] if row["key"] is None or row["key"] in known]
    return told


def _series(request: Request, desk: Desk, asker: Asker) -> Any:
    view = view_of(request, desk, asker)
    asked = look.question(desk, asker, view)
    rows = look.series(desk, asker, view, dates=trend_days(asked.on))
    return {
        "known_on": asked.known_on.isoformat(),
        "rows": [
            {"date": row.pop("date").date().isoformat(), **plain_row(row)} for row in rows.to_dict("records")
        ],
    }


def _cohorts(request: Request, desk: Desk, asker: Asker) -> Any:
    view = view_of(request, desk, asker)
    return {
        **_days(desk, asker, view),
        "rows": [plain_row(row) for row in look.cohorts(desk, asker, view).to_dict("records")],
    }


def _names(request: Request, desk: Desk, asker: Asker) -> Any:
    view_of(request, desk, asker)
    names = look.names(desk, asker)
    return {
        kind: {code: entry.names for code, entry in getattr(names, kind).items()} for kind in look.FILTERS
    }


def _days(desk: Desk, asker: Asker, view: View) -> dict[str, str]:
    asked = look.question(desk, asker, view)
    return {"on": asked.on.isoformat(), "known_on": asked.known_on.isoformat()}


DOCUMENTS: Final[Mapping[str, Callable[[Request, Desk, Asker], Any]]] = {
    "v1/rates.json": _rates,
    "v1/series.json": _series,
    "v1/cohorts.json": _cohorts,
    "v1/names.json": _names,
}
"""The documents there are, by path."""
