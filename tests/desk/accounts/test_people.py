"""Accounts, invitations, resets and identities: who may decide about them, and what is kept of it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk.accounts.conftest import PARTNER, PASSWORD, Clock
from tests.desk.conftest import rows
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, NotAllowed, accounts
from tracker.desk.accounts import Claims, Declined, LinkUseless, links
from tracker.desk.asking import PROGRAM
from tracker.model.vocabulary import Role
from tracker.store import backup
from tracker.store.check import check

NEW = "шесть громких гор"
ISSUER = "https://id.example"


def claims(email: str | None, *, verified: bool = True, subject: str = "s-1", issuer: str = ISSUER) -> Claims:
    return Claims(issuer, subject, email, verified)


def wrong(desk: Desk) -> list[str]:
    return [one.message("en") for one in check(desk.store, desk.files) if one.wrong]


@pytest.mark.parametrize(
    "asker",
    [EDITOR, PUBLIC, Asker("Нигора", Role.PARTNER, PARTNER, account=3)],
    ids=lambda one: str(one.role),
)
def test_only_an_administrator_decides_about_accounts(
    desk: Desk, people: dict[str, int], asker: Asker
) -> None:
    account, whose = people["partner"], {"login": "new", "name": "Новая", "role": "editor"}
    deeds: list[Callable[[], object]] = [
        lambda: accounts.everybody(desk, asker),
        lambda: accounts.named(desk, asker, "admin"),
        lambda: accounts.add(desk, asker, **whose, password=NEW),
        lambda: accounts.invite(desk, asker, **whose),
        lambda: accounts.reset(desk, asker, account),
        lambda: accounts.waiting(desk, asker),
        lambda: accounts.withdraw(desk, asker, 1),
        lambda: links.withdraw_all(desk, asker),
        lambda: accounts.assign(desk, asker, account, role="editor"),
        lambda: accounts.disable(desk, asker, account),
        lambda: accounts.enable(desk, asker, account),
    ]
    before = desk.revision()
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert desk.revision() == before


def test_an_invitation_makes_one_account_once(desk: Desk, people: dict[str, int]) -> None:
    issued = accounts.invite(desk, PROGRAM, login="Zar@X.example", name="Зарина", role="editor")
    line = accounts.welcome(desk, PUBLIC, issued.word)
    assert (line.login, line.name, line.purpose) == ("zar@x.example", "Зарина", "invitation")
    entered = accounts.accept(desk, PUBLIC, issued.word, password=NEW)
    assert accounts.asker_of(desk, accounts.key_of(entered.word)) == Asker(
        "Зарина",
        Role.EDITOR,
        account=entered.account,
    )
    for again in (
        lambda: accounts.accept(desk, PUBLIC, issued.word, password=NEW),
        lambda: accounts.welcome(desk, PUBLIC, issued.word),
    ):
        with pytest.raises(LinkUseless):
            again()
    assert accounts.waiting(desk, PROGRAM) == []


def test_a_link_ends_after_three_days(desk: Desk, clock: Clock, people: dict[str, int]) -> None:
    issued = accounts.reset(desk, PROGRAM, people["partner"])
    clock.move(hours=71, minutes=59)
    assert accounts.welcome(desk, PUBLIC, issued.word)
    clock.move(minutes=1)
    with pytest.raises(LinkUseless):
        accounts.accept(desk, PUBLIC, issued.word, password=NEW)


def test_a_newer_link_replaces_the_older_and_a_withdrawn_one_is_gone(
    desk: Desk, people: dict[str, int]
) -> None:
    whose = {"login": "new", "name": "Новая", "role": "editor"}
    first, second = accounts.invite(desk, PROGRAM, **whose), accounts.invite(desk, PROGRAM, **whose)
    with pytest.raises(LinkUseless):
        accounts.welcome(desk, PUBLIC, first.word)
    [line] = accounts.waiting(desk, PROGRAM)
    accounts.withdraw(desk, PROGRAM, line.id)
    with pytest.raises(LinkUseless):
        accounts.welcome(desk, PUBLIC, second.word)
    with pytest.raises(LinkUseless):
        accounts.withdraw(desk, PROGRAM, line.id)


def test_a_refused_password_leaves_the_invitation_open(desk: Desk, people: dict[str, int]) -> None:
    issued = accounts.invite(desk, PROGRAM, login="new", name="Новая", role="editor")
    with pytest.raises(Declined):
        accounts.accept(desk, PUBLIC, issued.word, password="short")
    assert accounts.accept(desk, PUBLIC, issued.word, password=NEW)


def test_disabling_ends_the_links_of_an_account(desk: Desk, people: dict[str, int]) -> None:
    issued = accounts.reset(desk, PROGRAM, people["partner"])
    accounts.disable(desk, PROGRAM, people["partner"])
    with pytest.raises(LinkUseless):
        accounts.accept(desk, PUBLIC, issued.word, password=NEW)
    with pytest.raises(Declined, match="disabled"):
        accounts.reset(desk, PROGRAM, people["partner"])


@pytest.mark.parametrize("how", ["disabled", "another role"])
def test_who_decides_no_more_has_kept_no_link(desk: Desk, people: dict[str, int], how: str) -> None:
    """Otherwise who is dismissed comes back as an administrator by an invitation of their own, or by another's reset."""
    second = accounts.add(
        desk, PROGRAM, login="second", name="Рустам", role="administrator", password=PASSWORD
    )
    leaving = Asker("Рустам", Role.ADMINISTRATOR, account=second)
    words = [
        accounts.invite(desk, leaving, login="back", name="Зарина", role="administrator").word,
        accounts.reset(desk, leaving, people["admin"]).word,
    ]
    others = accounts.invite(desk, PROGRAM, login="new", name="Сорбон", role="editor")
    if how == "disabled":
        accounts.disable(desk, PROGRAM, second)
    else:
        accounts.assign(desk, PROGRAM, second, role="editor")
    for word in words:
        with pytest.raises(LinkUseless):
            accounts.accept(desk, PUBLIC, word, password=PASSWORD)
    assert accounts.welcome(desk, PUBLIC, others.word).login == "new"  # what others gave out stays


def test_the_last_administrator_stays(desk: Desk, people: dict[str, int]) -> None:
    for deed in (
        lambda: accounts.disable(desk, PROGRAM, people["admin"]),
        lambda: accounts.assign(desk, PROGRAM, people["admin"], role="editor"),
    ):
        with pytest.raises(Declined, match="last administrator"):
            deed()
    accounts.assign(desk, PROGRAM, people["editor@ahd.example"], role="administrator")
    accounts.disable(desk, PROGRAM, people["admin"])
    with pytest.raises(Declined, match="last administrator"):
        accounts.disable(desk, PROGRAM, people["editor@ahd.example"])


@pytest.mark.parametrize(
    "name",
    [
        "Адиба",
        "  АДИБА ",
        "Aдибa",
        "editor",
        "Public",
        "AHD",
        "x",
        "\u202eabc\u202e" * 60,
        "Ади\u3164ба",
        "Ад\u180eиба",
    ],
)
def test_nobody_gets_a_name_by_which_the_history_knows_somebody_else(
    desk: Desk, people: dict[str, int], name: str
) -> None:
    with pytest.raises(Declined):
        accounts.add(desk, PROGRAM, login="new", name=name, role="editor", password=NEW)


@pytest.mark.parametrize("login", ["admin", "ADMIN ", "a", "two words", "<b>x</b>", "", "x" * 101])
def test_a_login_is_one_word_that_nobody_else_has(desk: Desk, people: dict[str, int], login: str) -> None:
    with pytest.raises(Declined):
        accounts.invite(desk, PROGRAM, login=login, name="Новая", role="editor")


@pytest.mark.parametrize(
    ("role", "partner"),
    [("partner", None), ("editor", PARTNER), ("public", None), ("king", None), ("partner", "nobody")],
)
def test_a_role_and_a_partner_go_together(
    desk: Desk, people: dict[str, int], role: str, partner: str | None
) -> None:
    with pytest.raises(Declined):
        accounts.add(desk, PROGRAM, login="new", name="Новая", role=role, partner=partner, password=NEW)
    with pytest.raises(Declined):
        accounts.assign(desk, PROGRAM, people["partner"], role=role, partner=partner)


def test_accounts_are_history_and_the_history_holds_no_secret(desk: Desk, people: dict[str, int]) -> None:
    issued = accounts.invite(desk, PROGRAM, login="new", name="Новая", role="editor")
    accounts.accept(desk, PUBLIC, issued.word, password=NEW)
    accounts.assign(desk, PROGRAM, people["partner"], role="editor")
    accounts.disable(desk, PROGRAM, people["partner"])
    told = repr(rows(desk, "SELECT * FROM event"))
    assert {"account.invited", "invitation.used", "account.assigned", "account.disabled"} <= {
        action for (action,) in rows(desk, "SELECT action FROM revision")
    }
    assert rows(desk, "SELECT actor FROM revision WHERE action = 'invitation.used'") == [("Новая",)]
    kept = [one for (one,) in rows(desk, "SELECT hash FROM credential")]
    assert len(kept) == 4 and all(one.startswith("$argon2id$") for one in kept)
    for secret in (*kept, issued.word, PASSWORD, NEW, "argon2"):
        assert secret not in told
    assert wrong(desk) == []


def test_a_password_replaced_past_the_program_is_found(desk: Desk, people: dict[str, int]) -> None:
    with sqlite3.connect(str(desk.store.url.database)) as raw:
        raw.execute("UPDATE credential SET hash = '$argon2id$other' WHERE account_id = ?", (people["admin"],))
    raw.close()
    assert wrong(desk) == ["The password of Адиба was changed past the program."]


def test_a_role_raised_past_the_program_is_found(desk: Desk, people: dict[str, int]) -> None:
    with sqlite3.connect(str(desk.store.url.database)) as raw:
        raw.execute("UPDATE account SET role = 'administrator', partner_id = NULL WHERE login = 'partner'")
    raw.close()
    assert wrong(desk) == [f"account {people['partner']} is not what was recorded."]


def test_a_backup_holds_no_session(desk: Desk, people: dict[str, int], tmp_path: Path) -> None:
    accounts.enter(desk, PUBLIC, login="admin", password=PASSWORD, address=None)
    (key,) = [one for (one,) in rows(desk, "SELECT sha256 FROM session")]
    backup.back_up(desk.store, desk.files, tmp_path / "b.zip")
    with backup._opened(tmp_path / "b.zip") as (_manifest, database, remarks):
        assert [one for one in remarks if one.wrong] == []
        assert key.encode() not in database.read_bytes()
    assert rows(desk, "SELECT sha256 FROM session") == [(key,)]  # nobody is signed out by a backup


def test_a_provider_lets_in_whom_an_administrator_has_invited(desk: Desk, people: dict[str, int]) -> None:
    accounts.invite(desk, PROGRAM, login="zar@x.example", name="Зарина", role="partner", partner=PARTNER)
    entered = accounts.enter_with_identity(desk, PUBLIC, claims("Zar@X.example"))
    asker = accounts.asker_of(desk, accounts.key_of(entered.word))
    assert asker is not None and (asker.role, asker.partner) == ("partner", PARTNER)
    # from then on the person is known by the provider's own word, whatever the address is
    again = accounts.enter_with_identity(desk, PUBLIC, claims("other@x.example", verified=False))
    assert again.account == entered.account
    assert wrong(desk) == []


@pytest.mark.parametrize(
    "stranger",
    [claims("nobody@x.example"), claims("zar@x.example", verified=False), claims(None), claims("admin")],
)
def test_a_provider_lets_in_nobody_else(desk: Desk, people: dict[str, int], stranger: Claims) -> None:
    accounts.invite(desk, PROGRAM, login="zar@x.example", name="Зарина", role="editor")
    before = desk.revision()
    with pytest.raises(Declined):
        accounts.enter_with_identity(desk, PUBLIC, stranger)
    assert desk.revision() == before


def test_the_same_subject_at_another_provider_is_somebody_else(desk: Desk, people: dict[str, int]) -> None:
    accounts.invite(desk, PROGRAM, login="zar@x.example", name="Зарина", role="editor")
    accounts.enter_with_identity(desk, PUBLIC, claims("zar@x.example"))
    with pytest.raises(Declined):
        accounts.enter_with_identity(desk, PUBLIC, claims("zar@x.example", issuer="https://evil.example"))


def test_a_disabled_account_is_not_let_in_by_its_provider(desk: Desk, people: dict[str, int]) -> None:
    accounts.invite(desk, PROGRAM, login="zar@x.example", name="Зарина", role="editor")
    entered = accounts.enter_with_identity(desk, PUBLIC, claims("zar@x.example"))
    accounts.disable(desk, PROGRAM, entered.account)
    with pytest.raises(Declined):
        accounts.enter_with_identity(desk, PUBLIC, claims("zar@x.example"))


def test_an_existing_account_is_opened_to_a_provider_by_a_reset_link(
    desk: Desk, people: dict[str, int]
) -> None:
    address = "editor@ahd.example"
    with pytest.raises(Declined):
        accounts.enter_with_identity(desk, PUBLIC, claims(address))
    accounts.reset(desk, PROGRAM, people[address])
    assert accounts.enter_with_identity(desk, PUBLIC, claims(address)).account == people[address]
