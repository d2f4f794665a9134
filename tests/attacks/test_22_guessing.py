"""Attack 22: guessed passwords, forms of other sites, sessions opened from other pages, names rebound to this machine."""

import pytest

from tests.attacks.served import Office
from tracker.web.doors import COOKIE

NAMES = ("evil.example", "localhost.evil.example", "127.0.0.1.nip.example", "")


def test_guessing_is_slowed_and_keeps_nobody_else_out(office: Office) -> None:
    statuses = [
        office.try_to_sign_in("editor", f"guess number {n}", address="198.51.100.7").status for n in range(7)
    ]
    assert statuses == [403] * 5 + [429] * 2
    right = office.try_to_sign_in("editor", address="198.51.100.7")
    assert right.status == 429 and int(right.headers["retry-after"]) >= 1
    assert office.try_to_sign_in("editor", address="198.51.100.8").status == 303  # its owner, elsewhere
    assert (
        office.try_to_sign_in("admin", address="198.51.100.7").status == 303
    )  # a colleague in the same office


def test_which_names_there_are_is_not_told(office: Office) -> None:
    known = office.try_to_sign_in("partner", "wrong password", address="198.51.100.20")
    unknown = office.try_to_sign_in("nobody", "wrong password", address="198.51.100.21")
    told = [answer.body.replace(b"partner", b"nobody") for answer in (known, unknown)]
    words = [told_.partition(b'role="alert"')[2].partition(b"</p>")[0] for told_ in told]
    assert known.status == unknown.status == 403 and words[0] == words[1] != b""


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost:9999", "null", "http://127.0.0.1"]
)
def test_no_other_site_signs_anybody_in(office: Office, origin: str) -> None:
    answer = office.try_to_sign_in("partner", Origin=origin)
    assert answer.status == 403
    assert [one for one in answer.cookies if one.startswith(COOKIE)] == []


def test_a_form_without_the_word_of_this_browser_is_not_taken(office: Office) -> None:
    body = (
        b"login=partner&password=%D0%BF%D1%8F%D1%82%D1%8C+%D1%82%D0%B8%D1%85%D0%B8%D1%85+%D1%80%D0%B5%D0%BA"
    )
    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    for cookie, more in (
        ("", b""),
        ("ahd_form=" + "a" * 43, b""),
        ("", b"&form=" + b"a" * 43),
        ("ahd_form=", b"&form="),
    ):
        answer = office.ask("/login", "POST", cookie=cookie, headers=sent, body=body + more)
        assert answer.status == 403
        assert [one for one in answer.cookies if one.startswith(f"{COOKIE}=")] == []


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost:9999", "http://127.0.0.1:1", "null"]
)
def test_a_page_of_another_origin_opens_no_session(office: Office, origin: str) -> None:
    cookie = office.sign_in("partner")
    with office.session(cookie, origin=origin) as opened:
        assert opened is None
    with office.session(cookie) as opened:
        assert opened is not None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("path", ["/", "/login", "/healthz", "/media/x", "/_stcore/host-config"])
def test_a_name_rebound_to_this_machine_is_not_served(office: Office, name: str, path: str) -> None:
    answer = office.ask(path, cookie=office.sign_in("partner"), headers={"Host": name})
    assert answer.status in (400, 403)
    assert b"Sign in" not in answer.body


@pytest.mark.parametrize("path", ["/embed/rate.svg", "/api/v1/rates.json", "/_stcore/metrics"])
@pytest.mark.parametrize("login", [None, "partner", "admin"])
def test_charts_for_others_and_figures_for_programs_are_not_there(
    office: Office, path: str, login: str | None
) -> None:
    answer = office.ask(path, cookie=office.sign_in(login) if login else "")
    assert answer.status == 404 or (login is None and answer.status == 401)
    assert b'"due"' not in answer.body and b"<svg" not in answer.body
