"""A small installation behind the routes that stand beside the pages."""

from collections.abc import Callable
from datetime import date

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from tests.ui.made import Made, record
from tracker.desk import EDITOR, Asker, Desk
from tracker.web.api import api
from tracker.web.asked import Serving
from tracker.web.embed import embed
from tracker.web.headers import SecurityHeaders
from tracker.web.present import present
from tracker.web.shell import HtmlShell

NASTY = '<img src=x onerror="alert(1)">&</svg><script>alert(2)</script>'

# On 23 November 2026: 8 due, 5 of them kept; the three of Panj are overdue. What is internal is due and not kept.
COMMITMENTS = (
    *(
        Made(
            code=f"K-{n}",
            ru=f"Исполненное обязательство {n}",
            districts=("rudaki",),
            due=date(2025, 6, 30),
            findings=[("fulfilled", date(2025, 6, 1))],
        )
        for n in range(5)
    ),
    *(
        Made(
            code=f"O-{n}",
            ru=f"Просроченное {n} {NASTY}",
            agencies=("hukumat-district",),
            districts=("panj",),
            due=date(2026, 1, 10 + n),
            findings=[("in_progress", date(2026, 3, 1))],
            basis="police",
            article="ст. 12",
        )
        for n in range(3)
    ),
)
SECRET = Made(
    code="I-1",
    ru="Внутреннее обязательство",
    districts=("panj",),
    due=date(2026, 1, 1),
    more={"visibility": "internal"},
)


@pytest.fixture
def house(desk: Desk) -> Desk:
    """Eight public commitments and one that is internal."""
    record(desk, [*COMMITMENTS, SECRET])
    return desk


@pytest.fixture
def client(house: Desk) -> Callable[..., TestClient]:
    """A client of the routes, which answer as the asker given; None for a process that does not serve them."""

    def open_(asker: Asker | None = EDITOR) -> TestClient:
        serving = Serving(desk=lambda: house, asker=lambda _request: asker)
        app = Starlette(
            routes=[embed(serving), api(serving), present(serving)],
            middleware=[Middleware(SecurityHeaders), Middleware(HtmlShell, default=lambda: "en")],
        )
        return TestClient(app, headers={"accept-language": ""})

    return open_
