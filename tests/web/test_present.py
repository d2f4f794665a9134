"""The screens for a projector: one message each, from any view, with the exact words, the article and a question."""

import html
import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from tracker.briefs.hearing import Wanted, build
from tracker.desk import PUBLIC, Desk, View
from tracker.words import LANGUAGES

Client = Callable[..., TestClient]


def kinds(page: str) -> list[str]:
    return re.findall(r'class="screen (\w+)"', page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sequence_runs_from_the_finding_to_the_questions(client: Client, language: str) -> None:
    page = client().get(f"/present?lang={language}").text
    assert kinds(page) == ["title", "rate", "chart", "chart", "chart", *["words"] * 4, "questions"]
    assert f'<html lang="{language}">' in page
    assert page.count("<h1>") == 1


def test_the_screens_say_the_figures_of_the_view_and_lead_back_to_it(client: Client) -> None:
    page = client().get("/present?lang=en&district=rudaki").text
    assert "Rudaki: 5 of 5 kept" in page
    assert 'class="back" href="/?lang=en&amp;district=rudaki"' in page
    # One district needs no map of districts, and nothing is overdue there.
    assert kinds(page) == ["title", "rate", "chart", "chart"]


def test_the_worst_stand_with_their_words_article_and_question(client: Client) -> None:
    page = client().get("/present?lang=en&basis=police").text
    assert "Просроченное 0" in page
    assert "ст. 12" in page
    assert "The deadline passed 317 days ago and work is still going on." in page
    assert (
        "Overdue for 317 days" in page
    )  # 10 January to 23 November 2026: 21 + 28 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 31 + 23


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_asks_what_the_brief_asks(client: Client, house: Desk, language: str) -> None:
    page = html.unescape(client(PUBLIC).get(f"/present?lang={language}").text)
    items = build(house, PUBLIC, Wanted(View(), language)).items
    assert [item.code for item in items] == ["O-0", "O-1", "O-2"]
    assert all(f"<li><p>{item.question}</p>" in page for item in items)


def test_the_public_is_shown_nothing_internal(client: Client) -> None:
    assert "Внутреннее" in client().get("/present?lang=ru").text
    assert "Внутреннее" not in client(PUBLIC).get("/present?lang=ru").text


def test_parameters_of_the_page_one_comes_from_are_no_error(client: Client) -> None:
    assert client().get("/present?lang=en&show=bars&sort=code&page=3&outcome=overdue").status_code == 200
    assert client().get("/present?lang=en&district=nowhere").status_code == 400


def test_an_empty_view_is_one_screen(client: Client) -> None:
    assert kinds(client().get("/present?lang=en&district=murghob").text) == ["title"]


def test_no_script_but_our_own_file_may_run(client: Client) -> None:
    answer = client().get("/present?lang=en")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert re.findall(r"<script[^>]*>", answer.text) == ['<script src="/app/static/present.js" defer>']
