"""Charts for other sites: without scripts, with their finding in words, the same figures as the pages, framed only there."""

import re
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from tests.ui.made import Made, record
from tracker.desk import EDITOR, PUBLIC, Desk, View, look
from tracker.figures.gallery import CHARTS
from tracker.words import LANGUAGES

Client = Callable[..., TestClient]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_a_whole_picture_that_says_its_finding(
    client: Client, name: str, language: str
) -> None:
    answer = client().get(f"/embed/{name}.svg?lang={language}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    drawn = ElementTree.fromstring(answer.text)
    assert drawn.get("aria-label")
    assert drawn.findtext("{http://www.w3.org/2000/svg}title") == drawn.get("aria-label")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_a_page_without_scripts_and_with_its_numbers(
    client: Client, name: str, language: str
) -> None:
    answer = client().get(f"/embed/{name}.html?lang={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert "<script" not in answer.text and "<table>" in answer.text
    assert re.search(r"<h1>.+</h1>", answer.text)
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", answer.text)


def test_only_embeds_may_be_framed_elsewhere(client: Client) -> None:
    policy = client().get("/embed/rate.html").headers["content-security-policy"]
    assert "frame-ancestors *" in policy and "default-src 'none'" in policy and "script" not in policy
    assert "frame-ancestors *" in client().get("/embed/rate.svg").headers["content-security-policy"]
    for path in ("/present", "/api/v1/rates.json", "/embed/nothing.html"):
        assert "frame-ancestors 'self'" in client().get(path).headers["content-security-policy"]


def test_the_figures_are_those_of_the_pages(client: Client, house: Desk) -> None:
    total = look.rates(house, PUBLIC, View()).total
    assert (total["kept"], total["due"]) == (5, 8)
    assert (
        "5 of 8 commitments due by 23 November 2026 are kept"
        in client(PUBLIC).get("/embed/rate.html?lang=en").text
    )
    assert "5 of 9" in client(EDITOR).get("/embed/rate.html?lang=en").text
    assert "5 of 5" in client(EDITOR).get("/embed/rate.html?lang=en&district=rudaki").text


def test_the_quarters_tell_of_one_that_is_over_as_on_the_pages(client: Client) -> None:
    """On 1 February 2026 the three deadlines of January have passed unkept, but their quarter is not over."""
    page = client(PUBLIC).get("/embed/cohorts.html?lang=en&on=2026-02-01").text
    assert "<h1>Of the deadlines of Q2 2025, 5 of 5 are kept</h1>" in page
    page = client(PUBLIC).get("/embed/cohorts.html?lang=en&on=2026-03-31").text
    assert "<h1>Of the deadlines of Q1 2026, 0 of 3 are kept</h1>" in page


def test_of_fewer_than_six_no_share_is_shown(client: Client) -> None:
    page = client().get("/embed/rate.html?lang=en&district=panj").text
    assert "Overdue: 4 of 4</a>" in page
    assert "%" not in re.sub(r"<[^>]*>", "", page)


def test_a_mark_leads_to_the_commitments_it_counts(client: Client, house: Desk) -> None:
    page = client().get("/embed/agencies.html?lang=en&region=TJ-KT").text
    [target] = set(re.findall(r'href="(/commitments[^"]*agency=hukumat-district[^"]*)"', page))
    assert target == "/commitments?lang=en&amp;region=TJ-KT&amp;agency=hukumat-district&amp;outcome=due"


def test_a_name_that_somebody_typed_is_never_obeyed(client: Client, house: Desk) -> None:
    page = client().get("/present?lang=en").text
    assert "<img src=x" not in page and "<script>alert" not in page
    assert "&lt;img src=x" in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("nothing.svg", 404),
        ("rate.png", 404),
        ("rate", 404),
        ("a/b/c.svg", 404),
        ("rate.svg?district=<script>", 400),
        ("rate.html?district=<script>alert(1)</script>", 400),
        ("rate.html?outcome=overdue", 400),
    ],
)
def test_what_is_not_there_is_a_sentence(client: Client, path: str, status: int) -> None:
    answer = client().get(f"/embed/{path}")
    assert answer.status_code == status
    assert "<script>" not in answer.text or answer.headers["content-type"].startswith("text/plain")


def test_a_view_without_commitments_is_a_picture_all_the_same(client: Client) -> None:
    for name in CHARTS:
        for form in ("svg", "html"):
            assert client().get(f"/embed/{name}.{form}?district=murghob&lang=en").status_code == 200
    assert "Nothing was due by" in client().get("/embed/rate.html?district=murghob&lang=en").text


def test_an_embed_is_kept_until_something_is_recorded(client: Client, house: Desk) -> None:
    first = client().get("/embed/trend.svg?lang=en")
    tag = {"if-none-match": first.headers["etag"]}
    assert client().get("/embed/trend.svg?lang=en", headers=tag).status_code == 304
    assert client().get("/embed/trend.svg?lang=ru", headers=tag).status_code == 200
    record(house, [Made(code="N-1", ru="Новое", due=date(2026, 1, 1))])
    assert client().get("/embed/trend.svg?lang=en", headers=tag).status_code == 200
