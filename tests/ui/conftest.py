"""An installation with a few commitments written by hand, and the app over it."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.made import Made, record
from tracker.desk import Desk
from tracker.settings import ROOT
from tracker.ui import here

NASTY = "<img src=x onerror=alert(1)> **bold** $x^2$ :material/home: :red[red] [a](https://e.example) ![i](https://e.example/i.png)"

# On 23 November 2026: 8 due, of which 4 kept on time, 1 kept late, 3 overdue; beside them 1 open, 1 withdrawn.
COMMITMENTS = (
    *(
        Made(
            code=f"K-{n}",
            ru=f"Исполненное обязательство {n}",
            agencies=("mia-district",),
            districts=("rudaki",),
            due=date(2025, 6, 30),
            findings=[("fulfilled", date(2025, 6, 1))],
        )
        for n in range(4)
    ),
    Made(
        code="L-1",
        ru="Исполнено с опозданием",
        tg="Дертар иҷро шуд",
        agencies=("mia-district", "prosecutor-general"),
        districts=("rudaki",),
        due=date(2025, 6, 30),
        findings=[("in_progress", date(2025, 6, 1)), ("fulfilled", date(2025, 7, 10))],
        claims=[("fulfilled", date(2025, 6, 30))],
    ),
    *(
        Made(
            code=f"O-{n}",
            ru=f"Просроченное обязательство {n}",
            en=f"Overdue commitment {n}",
            agencies=("hukumat-district",),
            districts=("panj",),
            due=date(2026, 1, 10 + n),
            findings=[("in_progress", date(2026, 3, 1))],
            basis="police",
            article="ст. 12",
        )
        for n in range(3)
    ),
    Made(
        code="S-1",
        ru="Скоро срок",
        agencies=("hukumat-district",),
        districts=("panj",),
        due=date(2026, 12, 1),
    ),
    Made(
        code="N-1",
        ru=NASTY,
        agencies=("hukumat-district",),
        due=date(2026, 5, 1),
        note=NASTY,
        findings=[("withdrawn", date(2026, 6, 1))],
    ),
)


@pytest.fixture
def house(desk: Desk) -> Desk:
    """The desk with the commitments above, served by the pages."""
    record(desk, COMMITMENTS)
    here.use(desk)
    return desk


@pytest.fixture
def served(desk: Desk) -> Desk:
    """An empty installation, served by the pages."""
    here.use(desk)
    return desk


@pytest.fixture
def visit() -> Iterator[Callable[..., AppTest]]:
    """Opens a page at an address and runs it."""

    def open_(page: str, /, **parameters: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "tracker/ui/main.py"), default_timeout=30)
        for name, value in parameters.items():
            app.query_params[name] = value
        if page != "overview":
            app.switch_page(f"../../pages/{page}.py")
        return app.run()

    yield open_
