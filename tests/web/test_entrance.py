"""The forms of the way in, as a browser fills them in."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.desk.accounts.conftest import *  # noqa: F403  # the people who may sign in
from tests.desk.accounts.conftest import PASSWORD, Clock
from tracker.desk import Desk, accounts
from tracker.desk.asking import PROGRAM
from tracker.web import entrance
from tracker.web.doors import COOKIE, Doors, signed_in
from tracker.web.entrance import FORM_COOKIE, Entrance
from tracker.web.guard import Guard
from tracker.web.headers import SecurityHeaders
from tracker.web.shell import HtmlShell
from tracker.words import LANGUAGES, translate

NEW = "шесть громких гор"
Browser = Callable[..., TestClient]


@pytest.fixture
def arrive(desk: Desk, people: Any) -> Browser:
    """A browser before the whole stack, with one page behind it."""

    async def page(request: Any) -> PlainTextResponse:
        asker = signed_in(request)
        return PlainTextResponse(asker.name if asker else "nobody")

    app = Starlette(
        routes=[*Entrance(lambda: desk, provider=lambda: None).routes(), Route("/{path:path}", page)],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(Guard, allowed=("localhost", "127.0.0.1")),
            Middleware(Doors, desk=lambda: desk, owner_of=lambda _session: None),
            Middleware(HtmlShell, default=lambda: "en"),
        ],
    )

    def open_(address: str = "192.0.2.7", scheme: str = "http") -> TestClient:
        return TestClient(
            app,
            base_url=f"{scheme}://localhost",
            client=(address, 5000),
            headers={"accept-language": "en", "accept": "text/html"},
        )

    return open_


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))


def fill_in(client: TestClient, path: str, **fields: str) -> Any:
    """Open a form, fill it in and send it, as a browser would."""
    given = hidden(client.get(path).text)
    return client.post(
        path.partition("?")[0], data={**given, **fields}, headers={"origin": str(client.base_url)}
    )


def sign_in(client: TestClient, login: str = "admin", password: str = PASSWORD, path: str = "/login") -> Any:
    return fill_in(client, path, login=login, password=password)


def test_who_signs_in_comes_back_to_where_they_wanted_to_go(arrive: Browser) -> None:
    client = arrive()
    assert client.get("/commitments?code=x").url.path == "/login"
    answer = sign_in(client, path="/login?next=/commitments%3Fcode%3Dx")
    assert (answer.text, str(answer.url)) == ("Адиба", "http://localhost/commitments?code=x")
    assert client.get("/login?next=/load").url.path == "/load"  # who is in needs no form


def test_the_cookie_is_for_this_server_alone_and_no_script_sees_it(arrive: Browser) -> None:
    client = arrive()
    client.follow_redirects = False
    answer = sign_in(client)
    [cookie] = [one for one in answer.headers.get_list("set-cookie") if one.startswith(COOKIE)]
    assert {part.strip().lower() for part in cookie.split(";")[1:]} == {"path=/", "httponly", "samesite=lax"}
    secure = arrive(scheme="https")
    secure.follow_redirects = False
    [cookie] = [one for one in sign_in(secure).headers.get_list("set-cookie") if COOKIE in one]
    assert cookie.startswith(f"__Host-{COOKIE}=") and cookie.endswith(
        "; Path=/; HttpOnly; SameSite=Lax; Secure"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_password_is_told_in_the_readers_language_and_nothing_typed_is_markup(
    arrive: Browser, language: str
) -> None:
    client = arrive()
    client.get(f"/login?lang={language}")
    answer = sign_in(client, login='"><script>alert(1)</script>', password="<b>wrong</b>")
    assert answer.status_code == 403
    assert translate("The name or the password is not right.", language) in answer.text
    assert f'<html lang="{language}">' in answer.text
    assert "<script" not in answer.text and "wrong</b>" not in answer.text


def test_no_other_site_signs_anybody_in(arrive: Browser) -> None:
    victim, attacker = arrive(), arrive()
    own = hidden(attacker.get("/login").text)
    whose = {"login": "partner", "password": PASSWORD}
    victim.get("/login")
    for fields in (whose, {**whose, "form": ""}, {**whose, "form": "x"}, {**whose, **own}):
        answer = victim.post("/login", data=fields)
        assert answer.status_code == 403 and COOKIE not in victim.cookies
    fresh = arrive()  # a browser that never opened the form
    assert fresh.post("/login", data={**whose, **own}).status_code == 403
    again = hidden(victim.get("/login").text)
    for origin in ("https://evil.example", "null", "http://localhost:9999"):
        assert victim.post("/login", data={**whose, **again}, headers={"origin": origin}).status_code == 403
    assert COOKIE not in victim.cookies


def test_a_session_that_was_there_before_is_not_the_one_that_is_signed_in(
    arrive: Browser, desk: Desk
) -> None:
    client = arrive()
    client.cookies.set(COOKIE, "planted-by-somebody-else")
    sign_in(client)
    assert accounts.asker_of(desk, accounts.key_of("planted-by-somebody-else")) is None
    held = [one.value for one in client.cookies.jar if one.name == COOKIE]
    assert held[-1] != "planted-by-somebody-else"


def test_signing_in_anew_ends_the_session_of_this_browser(arrive: Browser, desk: Desk) -> None:
    client = arrive()
    sign_in(client)
    before = accounts.key_of(client.cookies[COOKIE])
    given = {"form": client.cookies[FORM_COOKIE], "login": "partner", "password": PASSWORD}
    client.post("/login", data=given)
    assert accounts.asker_of(desk, before) is None
    assert client.get("/").text == "Нигора"


def test_after_five_wrong_ones_one_waits_and_others_do_not(arrive: Browser) -> None:
    guesser = arrive("198.51.100.1")
    statuses = [sign_in(guesser, password=f"guess number {n}").status_code for n in range(7)]
    assert statuses == [403] * 5 + [429] * 2
    refused = sign_in(guesser)
    assert refused.status_code == 429 and refused.headers["retry-after"] == "1"
    assert "Too many attempts. Please wait 1 second and try again." in refused.text
    assert sign_in(arrive("198.51.100.2")).text == "Адиба"


def test_an_invitation_is_accepted_once(arrive: Browser, desk: Desk) -> None:
    issued = accounts.invite(desk, PROGRAM, login="new@x.example", name="<i>Нав</i>", role="editor")
    path = f"/invitation?word={issued.word}"
    client = arrive()
    page = client.get(path)
    assert "Welcome, &lt;i&gt;Нав&lt;/i&gt;" in page.text and "new@x.example" in page.text
    assert fill_in(client, path, password=NEW, again=NEW + "x").status_code == 422
    assert "At least" in client.get(path).text  # a mistake costs nothing
    assert fill_in(client, path, password="password1234", again="password1234").status_code == 422
    assert fill_in(client, path, password=NEW, again=NEW).text == "<i>Нав</i>"
    other = arrive()
    assert other.get(path).status_code == 410
    assert sign_in(other, "new@x.example", NEW).status_code == 200


def test_a_link_is_not_used_up_by_looking_at_it(arrive: Browser, desk: Desk) -> None:
    issued = accounts.invite(desk, PROGRAM, login="new", name="Нав", role="editor")
    for _ in range(3):
        assert arrive().get(f"/invitation?word={issued.word}").status_code == 200
    assert (
        arrive().post("/invitation", data={"word": issued.word, "password": NEW, "again": NEW}).status_code
        == 403
    )
    assert len(accounts.waiting(desk, PROGRAM)) == 1


@pytest.mark.parametrize("word", ["", "x", "<script>", "' OR 1=1 --", "a" * 5000])
def test_an_invented_link_opens_nothing(arrive: Browser, word: str) -> None:
    answer = arrive().get("/invitation", params={"word": word})
    assert answer.status_code == 410 and "This link works no more" in answer.text
    assert "<script" not in answer.text


def test_a_password_is_changed_with_the_old_one_and_ends_other_sessions(arrive: Browser) -> None:
    client, elsewhere = arrive(), arrive("198.51.100.2")
    sign_in(client)
    sign_in(elsewhere)
    assert fill_in(client, "/password", old="wrong", password=NEW, again=NEW).status_code == 403
    assert fill_in(client, "/password", old=PASSWORD, password=NEW, again=NEW).text == "Адиба"
    assert client.get("/").text == "Адиба"
    assert elsewhere.get("/").url.path == "/login"
    assert sign_in(arrive("198.51.100.3")).status_code == 403


def test_a_stranger_changes_no_password(arrive: Browser) -> None:
    client = arrive()
    assert client.get("/password").url.path == "/login"
    data = {"old": PASSWORD, "password": NEW, "again": NEW}
    assert client.post("/password", data=data).status_code in (401, 403)


def test_after_half_an_hour_unused_one_signs_in_again(arrive: Browser, clock: Clock, desk: Desk) -> None:
    client = arrive()
    sign_in(client)
    clock.move(minutes=31)
    desk.doorkeeper.forget_faces()
    assert client.get("/").url.path == "/login"


@pytest.mark.parametrize("path", ["/login", "/invitation?word=x"])
def test_the_forms_run_no_script_load_nothing_foreign_and_are_never_framed_or_kept(
    arrive: Browser, path: str
) -> None:
    answer = arrive().get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "script" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<script" not in answer.text and "http" not in re.sub(r"<!doctype html>", "", answer.text)


def test_a_form_that_is_far_too_large_is_none_of_ours(arrive: Browser) -> None:
    client = arrive()
    client.get("/login")
    data = {"form": client.cookies[FORM_COOKIE], "login": "admin", "password": "x" * 50_000}
    assert client.post("/login", data=data).status_code == 403


def test_where_too_many_wait_nobody_waits_longer(arrive: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    client = arrive()
    monkeypatch.setattr(entrance, "_waiting", entrance.MOST_WAITING)
    answer = sign_in(client)
    assert answer.status_code == 503 and "Many are signing in" in answer.text
