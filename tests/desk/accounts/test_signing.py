"""Signing in and out, and what ends a session."""

from collections.abc import Callable

import pytest

from tests.desk.accounts.conftest import PARTNER, PASSWORD, Clock
from tests.desk.conftest import rows
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, NotAllowed, accounts
from tracker.desk.accounts import Declined, NotRecognised, TooOften, passwords
from tracker.desk.asking import PROGRAM
from tracker.desk.doorkeeper import Doorkeeper, network_of
from tracker.model.vocabulary import Role
from tracker.store.check import check

SignIn = Callable[..., str]
ELSEWHERE = "198.51.100.9"


def test_without_accounts_whoever_sits_at_the_machine_is_its_editor(desk: Desk) -> None:
    assert accounts.asker_of(desk, None) == EDITOR
    assert not accounts.are_there(desk) and not accounts.has_administrator(desk)


def test_with_accounts_nobody_is_answered_who_has_not_signed_in(desk: Desk, people: dict[str, int]) -> None:
    assert accounts.asker_of(desk, None) is None
    assert accounts.asker_of(desk, "") is None
    assert accounts.asker_of(desk, accounts.key_of("guessed")) is None
    assert accounts.are_there(desk) and accounts.has_administrator(desk)


def test_who_signs_in_asks_with_their_own_role_and_partner(
    desk: Desk, people: dict[str, int], sign_in: SignIn
) -> None:
    assert accounts.asker_of(desk, sign_in("partner")) == Asker(
        "Нигора", Role.PARTNER, PARTNER, account=people["partner"]
    )
    assert accounts.asker_of(desk, sign_in("  Editor@AHD.example ")).role == "editor"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("login", "password"),
    [("admin", "пять тихих рук"), ("nobody", PASSWORD), ("", ""), ("admin", "x" * 100_000)],
)
def test_which_of_the_two_was_wrong_is_not_told(sign_in: SignIn, login: str, password: str) -> None:
    with pytest.raises(NotRecognised) as told:
        sign_in(login, password)
    assert told.value.message("en") == "The name or the password is not right."


def test_an_unknown_name_costs_as_much_as_a_wrong_password(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str | None] = []
    fits = passwords.fits
    monkeypatch.setattr(passwords, "fits", lambda kept, said: looked.append(kept) or fits(kept, said))
    for login in ("admin", "nobody"):
        with pytest.raises(NotRecognised):
            sign_in(login, "wrong password here")
    assert (
        len(looked) == 2 and looked[0] is not None and looked[1] is None
    )  # None is held against a hash of nobody's


def test_a_session_ends_with_signing_out_and_only_the_own_one(desk: Desk, sign_in: SignIn) -> None:
    mine, other = sign_in("admin"), sign_in("partner")
    accounts.leave(desk, accounts.asker_of(desk, mine), other)  # type: ignore[arg-type]
    assert accounts.asker_of(desk, other) is not None
    accounts.leave(desk, accounts.asker_of(desk, mine), mine)  # type: ignore[arg-type]
    assert accounts.asker_of(desk, mine) is None


def test_a_session_ends_after_half_an_hour_unused(desk: Desk, clock: Clock, sign_in: SignIn) -> None:
    key = sign_in("admin")
    for _ in range(3):
        clock.move(minutes=29)
        desk.doorkeeper.forget_faces()
        assert accounts.asker_of(desk, key) is not None
    clock.move(minutes=30)
    desk.doorkeeper.forget_faces()
    assert accounts.asker_of(desk, key) is None


def test_a_session_ends_after_twelve_hours_however_it_was_used(
    desk: Desk, clock: Clock, sign_in: SignIn
) -> None:
    key = sign_in("admin")
    for _ in range(35):
        clock.move(minutes=20)
        desk.doorkeeper.forget_faces()
        assert accounts.asker_of(desk, key) is not None
    clock.move(minutes=20)
    desk.doorkeeper.forget_faces()
    assert accounts.asker_of(desk, key) is None


def end_by_disabling(desk: Desk, account: int) -> None:
    accounts.disable(desk, PROGRAM, account)


def end_by_another_role(desk: Desk, account: int) -> None:
    accounts.assign(desk, PROGRAM, account, role="editor")


def end_by_a_new_password(desk: Desk, account: int) -> None:
    asker = Asker("Нигора", Role.PARTNER, PARTNER, account=account)  # type: ignore[arg-type]
    accounts.change_password(desk, asker, old=PASSWORD, new="шесть громких гор", address=ELSEWHERE)


def end_by_a_reset(desk: Desk, account: int) -> None:
    issued = accounts.reset(desk, PROGRAM, account)
    accounts.accept(desk, PUBLIC, issued.word, password="шесть громких гор")


@pytest.mark.parametrize(
    "end", [end_by_disabling, end_by_another_role, end_by_a_new_password, end_by_a_reset]
)
def test_what_changes_an_account_signs_it_out_everywhere(
    desk: Desk, people: dict[str, int], sign_in: SignIn, end: Callable[[Desk, int], None]
) -> None:
    keys, other = [sign_in("partner"), sign_in("partner", address=ELSEWHERE)], sign_in("admin")
    end(desk, people["partner"])
    assert [accounts.asker_of(desk, key) for key in keys] == [None, None]
    assert accounts.asker_of(desk, other) is not None


def test_a_disabled_account_signs_in_no_more_until_it_is_enabled(
    desk: Desk, people: dict[str, int], sign_in: SignIn
) -> None:
    accounts.disable(desk, PROGRAM, people["partner"])
    with pytest.raises(NotRecognised):
        sign_in("partner")
    accounts.enable(desk, PROGRAM, people["partner"])
    assert accounts.asker_of(desk, sign_in("partner")) is not None


def test_every_signing_in_has_a_session_of_its_own_and_no_word_of_it_is_kept(
    desk: Desk, people: dict[str, int]
) -> None:
    words = [
        accounts.enter(desk, PUBLIC, login="admin", password=PASSWORD, address=None).word for _ in range(2)
    ]
    assert len(set(words)) == 2 and all(len(word) >= 43 for word in words)
    kept = repr(rows(desk, "SELECT * FROM session")) + repr(rows(desk, "SELECT * FROM event"))
    assert [word for word in words if word in kept] == []
    assert (
        accounts.asker_of(desk, words[0]) is None
    )  # what the database knows is no word for a cookie, nor the reverse


def test_old_sessions_are_let_go_of(desk: Desk, clock: Clock, sign_in: SignIn) -> None:
    sign_in("admin")
    clock.move(days=2)
    sign_in("partner")
    assert len(rows(desk, "SELECT 1 FROM session")) == 1


def test_signing_in_is_no_part_of_the_history(desk: Desk, sign_in: SignIn) -> None:
    before = desk.revision()
    sign_in("admin")
    assert desk.revision() == before
    assert [one.message("en") for one in check(desk.store, desk.files) if one.wrong] == []


def test_only_who_has_an_account_changes_a_password_and_only_with_the_old_one(
    desk: Desk, people: dict[str, int]
) -> None:
    asker = Asker("Адиба", Role.ADMINISTRATOR, account=people["admin"])  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        accounts.change_password(desk, EDITOR, old="", new="шесть громких гор", address=None)
    with pytest.raises(NotRecognised):
        accounts.change_password(desk, asker, old="wrong", new="шесть громких гор", address=None)
    with pytest.raises(Declined, match="at least"):
        accounts.change_password(desk, asker, old=PASSWORD, new="short", address=None)
    accounts.change_password(desk, asker, old=PASSWORD, new="шесть громких гор", address=None)
    assert accounts.enter(desk, PUBLIC, login="admin", password="шесть громких гор", address=None)


def test_guessing_is_slowed_where_it_comes_from_and_keeps_nobody_else_out(
    desk: Desk, people: dict[str, int], sign_in: SignIn
) -> None:
    for _ in range(5):
        with pytest.raises(NotRecognised):
            sign_in("admin", "wrong password here")
    with pytest.raises(TooOften) as told:
        sign_in("admin")  # even the right one: it is not looked at
    assert told.value.message("en") == "Too many attempts. Please wait 1 second and try again."
    assert sign_in("admin", address=ELSEWHERE)
    assert sign_in("partner")  # somebody else of the same office


def test_each_attempt_after_the_fifth_doubles_the_wait_up_to_a_quarter_of_an_hour() -> None:
    now = [0.0]
    keeper = Doorkeeper(clock=lambda: now[0])
    waited = []
    for _ in range(20):
        wait = keeper.try_to_enter("admin", "192.0.2.7")
        waited.append(wait)
        now[0] += wait
        if wait:
            assert keeper.try_to_enter("admin", "192.0.2.7") == 0
    assert waited == [0] * 5 + [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] + [900] * 5


def test_many_at_once_are_no_way_round_the_wait() -> None:
    keeper = Doorkeeper(clock=lambda: 0.0)
    assert [keeper.try_to_enter("admin", "192.0.2.7") > 0 for _ in range(100)] == [False] * 5 + [True] * 95


def test_many_names_from_one_network_are_slowed_too() -> None:
    keeper = Doorkeeper(clock=lambda: 0.0)
    assert [keeper.try_to_enter(f"user-{n}", "192.0.2.7") > 0 for n in range(40)] == [False] * 30 + [
        True
    ] * 10
    assert keeper.try_to_enter("user-1", "192.0.2.8") == 0


def test_many_networks_slow_everybody_a_little_and_lock_out_nobody() -> None:
    keeper = Doorkeeper(clock=lambda: 0.0)
    for n in range(200):
        assert keeper.try_to_enter("admin", f"network {n}") == 0
    assert keeper.pause() == 2.0
    assert keeper.try_to_enter("admin", "the owner's network") == 0


def test_who_gets_in_is_not_counted_as_a_guesser() -> None:
    keeper = Doorkeeper(clock=lambda: 0.0)
    for _ in range(100):
        assert keeper.try_to_enter("admin", "192.0.2.7") == 0
        keeper.let_in("admin", "192.0.2.7")
    assert keeper.pause() == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2ff:3::4", "2001:db8:1:200::/56"),
        ("2001:db8:1:2aa::9", "2001:db8:1:200::/56"),
        ("fe80::1%eth0", "fe80::/56"),
        ("testclient", "testclient"),
        (None, "unknown"),
    ],
)
def test_a_household_is_one_network(address: str | None, network: str) -> None:
    assert network_of(address) == network
