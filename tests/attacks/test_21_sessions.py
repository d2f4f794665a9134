"""Attack 21: somebody comes with a session that is not theirs, or not theirs any more."""

import pytest
from playwright.sync_api import Browser

from tests.attacks.served import Office
from tracker.desk import accounts
from tracker.desk.asking import PROGRAM
from tracker.web.doors import COOKIE, HEADER

ADMIN, PARTNER = "Адиба".encode(), "Нигора".encode()
INTERNAL = "список адресов".encode()


def test_a_stranger_opens_no_session_and_gets_no_page(office: Office) -> None:
    for headers in ({}, {HEADER: "0" * 64}, {"Cookie": f"{COOKIE}=guessed"}):
        with office.session(**headers) as opened:  # type: ignore[arg-type]
            assert opened is None
        answer = office.ask("/commitments", headers=headers)
        assert (answer.status, answer.body) == (303, b"")


def test_who_has_signed_in_sees_what_is_theirs(office: Office) -> None:
    """So that the tests below are not passed by a door that is shut to everybody."""
    for login, name, sees in (("admin", ADMIN, True), ("partner", PARTNER, False)):
        with office.session(office.sign_in(login)) as opened:
            assert opened is not None
            _session, heard = office.see(opened, "commitments")
        assert name in heard and (INTERNAL in heard) is sees


def test_a_spoofed_header_makes_nobody_an_administrator(office: Office) -> None:
    admin, partner = office.sign_in("admin"), office.sign_in("partner")
    key = accounts.key_of(admin.partition("=")[2])
    for name in (HEADER, HEADER.title(), HEADER.upper()):
        with office.session(partner, **{name: key}) as opened:
            assert opened is not None
            _session, heard = office.see(opened, "commitments")
        assert PARTNER in heard and ADMIN not in heard and INTERNAL not in heard


def test_a_stolen_id_of_a_session_of_streamlit_opens_nothing(office: Office) -> None:
    with office.session(office.sign_in("admin")) as own:
        assert own is not None
        stolen, heard = office.see(own, "commitments")
        assert INTERNAL in heard
        with office.session(office.sign_in("partner"), resume=stolen) as opened:
            assert opened is not None
            session, heard = office.see(opened, "commitments")
        assert session != stolen and INTERNAL not in heard and ADMIN not in heard
        with office.session(resume=stolen) as opened:
            assert opened is None
    with office.session(
        office.sign_in("partner"), resume=stolen
    ) as opened:  # it is over, and still not theirs
        assert opened is not None
        session, heard = office.see(opened, "commitments")
    assert session != stolen and INTERNAL not in heard


def test_a_cookie_that_was_copied_is_worth_nothing_after_signing_out(office: Office) -> None:
    cookie = office.sign_in("admin")
    key = accounts.key_of(cookie.partition("=")[2])
    with office.session(cookie) as opened:
        assert opened is not None and INTERNAL in office.see(opened, "commitments")[1]
        with office.desk() as desk:
            accounts.leave(desk, accounts.asker_of(desk, key), key)  # type: ignore[arg-type]
        _session, heard = office.see(opened, "commitments")  # the open tab learns of it at its next click
        assert b"You are signed out" in heard and INTERNAL not in heard and ADMIN not in heard
    with office.session(cookie) as opened:
        assert opened is None
    assert office.ask("/", cookie=cookie).status == 303


@pytest.mark.parametrize("how", ["disabled", "another role", "another password"])
def test_who_is_no_longer_what_they_were_is_out_at_the_next_click(office: Office, how: str) -> None:
    cookie = office.sign_in("leaver")
    with office.session(cookie) as opened:
        assert opened is not None and INTERNAL in office.see(opened, "commitments")[1]
        with office.desk() as desk:
            account = accounts.named(desk, PROGRAM, "leaver")
            if how == "disabled":
                accounts.disable(desk, PROGRAM, account.id)
                accounts.enable(desk, PROGRAM, account.id)
            elif how == "another role":
                accounts.assign(desk, PROGRAM, account.id, role="administrator")
                accounts.assign(desk, PROGRAM, account.id, role="editor")
            else:
                word = accounts.reset(desk, PROGRAM, account.id).word
                accounts.accept(desk, PROGRAM, word, password="пять тихих рек")
        _session, heard = office.see(opened, "commitments")
        assert b"You are signed out" in heard and INTERNAL not in heard
    assert office.ask("/", cookie=cookie).status == 303


def test_signing_out_in_one_tab_ends_the_other(office: Office, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB")
    first = office.enter(context.new_page(), "editor")
    second = context.new_page()
    second.goto(f"{office.url}/data?lang=en")
    office.drawn(second)
    first.locator(".st-key-menu-person button").first.click()
    first.locator(".st-key-sign-out button").click()
    office.drawn(first, ".ahd-way-in")
    second.locator(".stPageLink a").first.click()
    office.drawn(second, ".ahd-way-in")
    assert "You are signed out" in second.inner_text("body")
    assert second.locator(".stPageLink, [data-testid=stDownloadButton]").count() == 0
    context.close()
