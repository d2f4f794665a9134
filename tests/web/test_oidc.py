"""Signing in with a provider that really listens and really signs; then everything with which it could be bent."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.desk.accounts.conftest import *  # noqa: F403  # the people who may sign in
from tests.web.provider import CLIENT, SECRET, Provider, provider
from tracker.desk import Desk, accounts
from tracker.desk.asking import PROGRAM
from tracker.web.doors import COOKIE, Doors, signed_in
from tracker.web.entrance import Entrance
from tracker.web.oidc import OpenId, provider_of

ADDRESS = "zarina@x.example"


@pytest.fixture
def there() -> Iterator[Provider]:
    """The provider."""
    with provider() as one:
        yield one


@pytest.fixture
def arrive(desk: Desk, people: Any, there: Provider) -> Callable[[], TestClient]:
    """A browser before an installation that knows the provider, with one page behind the doors."""
    desk.settings.oidc_issuer, desk.settings.oidc_client_id = there.url, CLIENT
    desk.settings.oidc_client_secret, desk.settings.oidc_name = SecretStr(SECRET), "Namuna ID"

    async def page(request: Any) -> PlainTextResponse:
        asker = signed_in(request)
        return PlainTextResponse(f"{asker.name if asker else 'nobody'} {request.url.path}")

    def open_() -> TestClient:
        entrance = Entrance(lambda: desk, provider=lambda: provider_of(desk.settings))
        app = Starlette(
            routes=[
                *entrance.routes(),
                *OpenId(lambda: desk, entrance).routes(),
                Route("/{path:path}", page),
            ],
            middleware=[Middleware(Doors, desk=lambda: desk, owner_of=lambda _session: None)],
        )
        return TestClient(
            app, base_url="http://localhost", headers={"accept": "text/html", "accept-language": "en"}
        )

    return open_


def invite(desk: Desk, login: str = ADDRESS) -> None:
    accounts.invite(desk, PROGRAM, login=login, name="Зарина", role="editor")


def go(client: TestClient, path: str = "/oidc/start?next=/load") -> str:
    """Go to the provider, allow it there; gives the address that it leads back to."""
    away = client.get(path, follow_redirects=False)
    assert away.status_code == 303, away.text
    with urlopen(away.headers["location"]) as page:
        [back] = re.findall(r'href="([^"]+)"', page.read().decode())
    return back.replace("&amp;", "&")


def refused(client: TestClient, answer: Any) -> bool:
    """Whether nobody was signed in, and a sentence says so."""
    told = re.findall(r'role="alert"[^>]*>([^<]+)<', answer.text)
    return answer.status_code == 403 and len(told) == 1 and COOKIE not in client.cookies


def test_who_was_invited_signs_in_and_later_again_without_an_invitation(
    desk: Desk, arrive: Callable[[], TestClient], there: Provider
) -> None:
    invite(desk)
    client = arrive()
    assert "Sign in with Namuna ID" in client.get("/login?next=/load").text
    answer = client.get(go(client))
    assert answer.text == "Зарина /load"
    there.person.email, there.person.verified = "moved@x.example", False
    again = arrive()
    assert again.get(go(again)).text == "Зарина /load"
    assert [one.providers for one in accounts.everybody(desk, PROGRAM) if one.name == "Зарина"] == [
        (there.url,)
    ]


def test_what_is_asked_of_the_provider(desk: Desk, arrive: Callable[[], TestClient], there: Provider) -> None:
    client = arrive()
    asked = parse_qs(urlsplit(client.get("/oidc/start", follow_redirects=False).headers["location"]).query)
    again = parse_qs(urlsplit(client.get("/oidc/start", follow_redirects=False).headers["location"]).query)
    assert asked["redirect_uri"] == ["http://localhost/oidc/callback"]
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name][0]) >= 43 and asked[name] != again[name]


@pytest.mark.parametrize(
    "person",
    [
        {"email": "nobody@x.example"},
        {"verified": False},
        {"verified": "true"},
        {"verified": None},
        {"email": None},
    ],
)
def test_who_was_not_invited_or_has_no_proven_address_stays_outside(
    desk: Desk, arrive: Callable[[], TestClient], there: Provider, person: dict[str, Any]
) -> None:
    invite(desk)
    for name, value in person.items():
        setattr(there.person, name, value)
    client, before = arrive(), desk.revision()
    assert refused(client, client.get(go(client)))
    assert desk.revision() == before


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "somebody-else"},
        {"aud": ["ahd-test", "somebody-else"]},
        {"azp": "somebody-else"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"iat": 1},
        {"iat": 99_999_999_999},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
    ],
    ids=str,
)
def test_a_token_about_something_else_is_not_believed(
    desk: Desk, arrive: Callable[[], TestClient], there: Provider, claims: dict[str, Any]
) -> None:
    invite(desk)
    there.claims = claims
    client = arrive()
    assert refused(client, client.get(go(client)))
    assert len(accounts.waiting(desk, PROGRAM)) == 1


@pytest.mark.parametrize("sign", ["nothing", "public key as a secret", "another key"])
def test_a_token_that_the_provider_did_not_sign_is_not_believed(
    desk: Desk, arrive: Callable[[], TestClient], there: Provider, sign: str
) -> None:
    invite(desk)
    there.sign = sign
    client = arrive()
    assert refused(client, client.get(go(client)))


def test_nobody_is_signed_in_as_somebody_else_by_a_link(desk: Desk, arrive: Callable[[], TestClient]) -> None:
    """The attacker goes to the provider and sends the address that it leads back to; the victim's browser opens it."""
    invite(desk)
    attacker, victim = arrive(), arrive()
    back = go(attacker)
    assert refused(victim, victim.get(back))
    go(victim)
    assert refused(victim, victim.get(back))  # not even while the victim is on the way itself


def test_a_code_works_once_and_only_with_the_word_of_this_browser(
    desk: Desk, arrive: Callable[[], TestClient], there: Provider
) -> None:
    invite(desk)
    client = arrive()
    back = go(client)
    assert client.get(back).text == "Зарина /load"
    assert len(there.exchanged[-1]["code_verifier"]) >= 43
    other = arrive()
    assert refused(other, other.get(back))


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=y", "?error=access_denied", "?code=x&state=y&iss=https://evil.example"]
)
def test_coming_back_without_having_gone_opens_nothing(arrive: Callable[[], TestClient], query: str) -> None:
    client = arrive()
    assert refused(client, client.get(f"/oidc/callback{query}"))


def test_another_issuer_that_answers_is_not_believed(
    desk: Desk, arrive: Callable[[], TestClient], there: Provider
) -> None:
    invite(desk)
    client = arrive()
    back = re.sub("iss=[^&]+", "iss=https%3A%2F%2Fevil.example", go(client))
    assert refused(client, client.get(back))


def test_a_provider_that_calls_itself_otherwise_or_is_not_encrypted_is_not_asked(
    desk: Desk, arrive: Callable[[], TestClient], there: Provider
) -> None:
    there.issuer = "https://evil.example"
    client = arrive()
    assert refused(client, client.get("/oidc/start"))
    desk.settings.oidc_issuer = "http://id.example"
    client = arrive()
    assert refused(client, client.get("/oidc/start"))


def test_a_provider_that_does_not_answer_is_told_in_a_sentence(
    desk: Desk, arrive: Callable[[], TestClient], there: Provider
) -> None:
    desk.settings.oidc_issuer = "http://127.0.0.1:9"
    client = arrive()
    answer = client.get("/oidc/start")
    assert refused(client, answer)
    assert "Signing in with Namuna ID did not work." in answer.text and "Traceback" not in answer.text


def test_where_no_provider_is_named_there_is_nothing(desk: Desk, arrive: Callable[[], TestClient]) -> None:
    desk.settings.oidc_client_id = None
    client = arrive()
    assert client.get("/oidc/start").status_code == client.get("/oidc/callback").status_code == 404
    assert "Namuna ID" not in client.get("/login").text
