"""The measures for programs: the same documents as the command line prints, refusals in a sentence, tags by revision."""

import json
import re
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.ui.made import Made, record
from tracker.desk import EDITOR, PUBLIC, Desk, View, look
from tracker.desk.document import rates_document
from tracker.ledger import GROUPINGS
from tracker.settings import ROOT
from tracker.store import make_public_copy
from tracker.web.api import api
from tracker.web.asked import Serving

Client = Callable[..., TestClient]


@pytest.mark.parametrize("by", [None, *GROUPINGS])
def test_the_rates_are_the_document_of_the_command_line(client: Client, house: Desk, by: str | None) -> None:
    answer = client().get("/api/v1/rates.json" + (f"?by={by}" if by else ""))
    assert answer.status_code == 200
    assert answer.json() == rates_document(look.rates(house, EDITOR, View(), by=by))  # type: ignore[arg-type]


def test_filters_and_days_are_those_of_the_pages(client: Client) -> None:
    def total(parameters: str) -> tuple[int, int]:
        told = client().get(f"/api/v1/rates.json?{parameters}").json()["total"]
        return told["kept"], told["due"]

    # All nine; Rudaki's five; the law's three, none kept; in July 2025 only Rudaki's were due.
    assert total("") == (5, 9)
    assert total("district=rudaki") == (5, 5)
    assert total("district=rudaki,panj") == (5, 9)
    assert total("basis=police&part=ст. 12") == (0, 3)
    assert total("on=2025-07-31") == (5, 5)
    assert total("known_on=2025-01-09") == (0, 0)


def test_the_public_is_told_of_nothing_internal(client: Client) -> None:
    told = client(PUBLIC).get("/api/v1/rates.json").json()["total"]
    assert (told["kept"], told["due"], told["population"]) == (5, 8, 8)


def test_the_public_view_does_not_tell_who_follows_what_and_tags_by_its_copy(
    house: Desk, tmp_path: Path
) -> None:
    make_public_copy(house.store, tmp_path / "public.db")
    opened = Desk.on_copy(tmp_path / "public.db", house.settings, house.clock)
    serving = Serving(desk=lambda: opened, asker=lambda _request: PUBLIC)
    public = TestClient(Starlette(routes=[api(serving)]), headers={"accept-language": ""})
    refused = [public.get(f"/api/v1/rates.json?{asked}") for asked in ("by=partner", "partner=none")]
    assert [answer.status_code for answer in refused] == [400, 400]
    assert refused[1].json() == {"error": "Which partner follows which commitment is not told to everybody."}
    tagged = {"if-none-match": public.get("/api/v1/rates.json?lang=en").headers["etag"]}
    assert public.get("/api/v1/rates.json?lang=en", headers=tagged).status_code == 304
    # Another copy of as many changes: what a browser kept of the one before does not hold.
    (tmp_path / "public.db").chmod(0o644)
    copy = sqlite3.connect(tmp_path / "public.db")
    with copy:
        copy.execute("UPDATE public_copy SET value = 'another' WHERE name = 'fingerprint'")
    copy.close()
    assert public.get("/api/v1/rates.json?lang=en", headers=tagged).status_code == 200


def test_the_trend_ends_with_the_rate_of_the_day(client: Client) -> None:
    api = client()
    rows = api.get("/api/v1/series.json").json()["rows"]
    total = api.get("/api/v1/rates.json").json()["total"]
    assert rows[-1] == {"date": "2026-11-23", **total}
    assert [row["date"] for row in rows][:2] == ["2023-12-31", "2024-03-31"]


def test_the_cohorts_count_deadlines_by_quarter(client: Client) -> None:
    told = client().get("/api/v1/cohorts.json").json()
    assert told["rows"] == [
        {"quarter": "2025-Q2", "on_time": 5, "late": 0, "overdue": 0, "due": 5},
        {"quarter": "2026-Q1", "on_time": 0, "late": 0, "overdue": 4, "due": 4},
    ]


def test_names_are_told_in_every_language(client: Client) -> None:
    told = client().get("/api/v1/names.json").json()
    assert told["districts"]["rudaki"]["tg"] == "Рӯдакӣ"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("v1/rates.json?by=mood", 400),
        ("v1/rates.json?district=nowhere", 400),
        ("v1/rates.json?district=' OR 1=1 --", 400),
        ("v1/rates.json?on=yesterday", 400),
        ("v1/rates.json?on=2999-01-01", 400),
        ("v1/rates.json?on=2026-02-02&known_on=2026-02-01", 400),
        ("v1/rates.json?colour=blue", 400),
        ("v1/rates.json?lang=xx", 400),
        ("v1/rates.json?any_role=maybe", 400),
        ("v1/rates.json?agency=" + ",".join(f"a{n}" for n in range(60)), 400),
        ("v1/rates.xml", 404),
        ("v2/rates.json", 404),
        ("", 404),
        ("../../etc/passwd", 404),
    ],
)
def test_what_is_not_understood_is_refused_in_a_sentence(client: Client, path: str, status: int) -> None:
    answer = client().get(f"/api/{path}")
    assert answer.status_code == status
    if answer.headers["content-type"].startswith("application/json"):
        assert list(answer.json()) == ["error"]
    assert "Traceback" not in answer.text


def test_a_refusal_speaks_the_readers_language(client: Client) -> None:
    told = client().get("/api/v1/rates.json?district=nowhere&lang=ru").json()["error"]
    assert re.search("[а-я]", told) and "nowhere" in told


def test_an_answer_is_kept_until_something_is_recorded(client: Client, house: Desk) -> None:
    api = client()
    first = api.get("/api/v1/rates.json")
    tag = {"if-none-match": first.headers["etag"]}
    again = api.get("/api/v1/rates.json", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert api.get("/api/v1/rates.json?by=agency", headers=tag).status_code == 200
    record(house, [Made(code="N-1", ru="Новое", due=date(2026, 1, 1))])
    assert api.get("/api/v1/rates.json", headers=tag).json()["total"]["due"] == 10


def test_two_askers_never_share_an_answer(client: Client) -> None:
    tag = {"if-none-match": client().get("/api/v1/rates.json").headers["etag"]}
    assert client(PUBLIC).get("/api/v1/rates.json", headers=tag).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/rates.json", "/embed/rate.svg", "/embed/rate.html", "/present"])
def test_a_process_that_does_not_serve_them_has_nothing_there(client: Client, path: str) -> None:
    answer = client(None).get(path)
    assert answer.status_code == 404
    assert "etag" not in answer.headers


def test_a_fault_inside_is_told_without_its_inside(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("secret/path is gone")

    monkeypatch.setattr(look, "rates", broken)
    answer = client().get("/api/v1/rates.json")
    assert answer.status_code == 500
    assert "secret" not in answer.text and "Traceback" not in answer.text


def test_no_other_site_may_read_the_answers_of_this_desk(client: Client) -> None:
    answer = client().get("/api/v1/rates.json", headers={"origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in answer.headers


def test_every_example_of_the_documentation_is_answered(client: Client) -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    examples = re.findall(r"^    GET (\S+)", text, re.MULTILINE)
    assert len(examples) >= 6
    for example in examples:
        assert client().get(example).status_code == 200, example
    shown = json.loads(re.search(r"```json\n(.*?)```", text, re.DOTALL).group(1))  # type: ignore[union-attr]
    answered = client().get("/api/v1/rates.json?by=agency").json()
    assert list(shown) == list(answered)
    assert list(shown["total"]) == list(answered["total"])


def test_first_deadlines_can_be_measured_against_and_days_of_old_are_refused(client: Client) -> None:
    assert client().get("/api/v1/rates.json?against=first").status_code == 200
    answer = client().get("/api/v1/series.json?on=0001-01-01&lang=en")
    assert answer.status_code == 400 and "1900" in answer.json()["error"]
