"""The weekly digest: what it tells of a small installation, counted by hand, and that a real mail server gets it."""

import email
import email.policy
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from hypothesis import given
from hypothesis import strategies as st

import tracker.cli
from tests.ui.made import Made, record
from tracker.briefs.digest import is_address, letter, one_line, text
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, NotAllowed, look
from tracker.desk.digest import digest
from tracker.desk.updates.whose import NoSuchPartner
from tracker.model import Partner
from tracker.model.vocabulary import Role
from tracker.settings import settings as chosen_settings

# On 23 November 2026; the digest before was that of the 16th.
MADE = [
    Made("AH-00001-A", ru="Просрочено давно", due=date(2026, 11, 15)),
    Made("AH-00002-B", ru="Срок в день прошлого письма", due=date(2026, 11, 16)),
    Made("AH-00003-C", ru="Срок вчера", due=date(2026, 11, 22), findings=[("in_progress", date(2026, 11, 1))]),
    Made("AH-00004-D", ru="Срок сегодня", due=date(2026, 11, 23)),
    Made("AH-00005-E", ru="Срок через 30 дней", due=date(2026, 12, 23)),
    Made("AH-00006-F", ru="Срок через 31 день", due=date(2026, 12, 24)),
    Made("AH-00007-G", ru="Исполнено вовремя", due=date(2026, 11, 20), findings=[("fulfilled", date(2026, 11, 19))]),
    Made("AH-00008-H", ru="Каждый месяц", cadence="recurring", recurrence="monthly", made_on=date(2026, 10, 15)),
    Made("AH-00009-I", ru="Постоянно", cadence="continuous", findings=[("in_progress", date(2026, 8, 24))]),
]  # fmt: skip
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def told(desk: Desk) -> Desk:
    record(desk, MADE)
    return desk


def codes(part: Any) -> list[str]:
    assert part.total == len(part.lines)
    return [one.code[-1] for one in part.lines]


def test_newly_overdue_is_what_the_last_digest_did_not_call_overdue(told: Desk) -> None:
    assert sorted(codes(digest(told, EDITOR).overdue)) == ["B", "C"]


def test_every_deadline_is_newly_overdue_in_exactly_one_of_two_digests(told: Desk) -> None:
    week_before = told.at(lambda: datetime(2026, 11, 16, 7, 0, tzinfo=UTC))
    assert codes(digest(week_before, EDITOR).overdue) == ["A"]


def test_due_soon_are_the_deadlines_from_today_to_the_thirtieth_day(told: Desk) -> None:
    soon = digest(told, EDITOR).soon
    assert codes(soon) == ["D", "H", "E"]
    assert [(one.deadline, one.days) for one in soon.lines] == [
        (date(2026, 11, 23), 0),
        (date(2026, 11, 30), 7),
        (date(2026, 12, 23), 30),
    ]


def test_quiet_is_what_is_due_without_a_finding_within_ninety_days(told: Desk) -> None:
    # I was found 91 days ago, H missed 31 October, C was found on 1 November, D is not due before midnight
    assert sorted(codes(digest(told, EDITOR).quiet)) == ["A", "B", "H", "I"]


def test_the_last_finding_is_the_newest_about_whichever_deadline(desk: Desk) -> None:
    """The report of July was found in August; of that of October nobody has heard. 23 November: 105 days later."""
    monthly = Made(
        "AH-00001-A", ru="Каждый месяц", cadence="recurring", recurrence="monthly", made_on=date(2026, 7, 1)
    )
    record(desk, [replace(monthly, findings=[("fulfilled", date(2026, 8, 10))])])
    week = digest(desk, EDITOR)
    assert codes(week.quiet) == ["A"]
    written = text(look.names(desk, EDITOR), week, "en")
    assert "last finding 10 August 2026" in written and "no finding yet" not in written


def test_only_the_office_hears_what_waits_for_it(told: Desk) -> None:
    waiting = digest(told, EDITOR).waiting
    assert waiting is not None
    assert (waiting.fulfilments, waiting.pairs, waiting.conflicts, waiting.proposals) == (1, 0, 0, 0)


PARTNERS = {"alpha": "Альфа", "beta": "Бета\r\nBcc: all@example.org\n\nтело"}


@pytest.fixture
def followed(desk: Desk) -> Desk:
    """Two partners with two overdue commitments each; the name of the second tries to be a header."""
    ids = {}
    with desk.store.write(actor="test", action="partners", at=NOW) as change:
        for code, name in PARTNERS.items():
            (key,) = change.take_ids(Partner, 1)
            ids[code] = key
            change.append(Partner, [{"id": key, "code": code, "name_ru": name, "illustration": False}])
    made = [
        Made(f"AH-0000{n}-{letter}", ru=f"Дело {code} {n}", due=date(2026, 11, 20), more={"partner_id": ids[code]})
        for n, (letter, code) in enumerate(zip("ABCD", ("alpha", "alpha", "beta", "beta"), strict=True), start=1)
    ]  # fmt: skip
    record(desk, made)
    return desk


def of_partner(code: str) -> Asker:
    return Asker("p", Role.PARTNER, partner=code)


def test_a_partners_digest_holds_that_partners_commitments_alone(followed: Desk) -> None:
    for asker in (EDITOR, of_partner("alpha")):
        mine = digest(followed, asker, partner="alpha")
        assert sorted(codes(mine.overdue)) == ["A", "B"]
        assert mine.waiting is None
        written = text(look.names(followed, asker), mine, "ru")
        assert "beta" not in written and "Бета" not in written


def test_a_partner_hears_neither_of_others_nor_of_the_office(followed: Desk) -> None:
    for partner in ("beta", None):
        with pytest.raises(NotAllowed):
            digest(followed, of_partner("alpha"), partner=partner)
        with pytest.raises(NotAllowed):
            digest(followed, PUBLIC, partner=partner)
    with pytest.raises(NoSuchPartner):
        digest(followed, EDITOR, partner="gamma")


def test_a_name_cannot_become_a_header(followed: Desk) -> None:
    week = digest(followed, EDITOR, partner="beta")
    made = letter(followed, EDITOR, week, language="ru", sender="ahd@example.org", to=["a@example.org"])
    read = email.message_from_bytes(made.as_bytes(), policy=email.policy.default)
    assert sorted(read.keys()) == sorted(
        ["Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "Content-Language",
         "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    )  # fmt: skip
    assert (
        read["Subject"]
        == "Обязательства партнёра «Бета Bcc: all@example.org тело»: неделя по 23 ноября 2026\xa0г."
    )


@given(st.text())
def test_one_line_is_one_line(told: str) -> None:
    assert len(one_line(told).splitlines()) <= 1


@given(st.text(max_size=80))
def test_an_address_is_one_plain_address(written: str) -> None:
    if is_address(written):
        assert written.isascii() and written.count("@") == 1 and not set(written) & set(' \r\n\t<>,;:"')


@pytest.mark.parametrize(
    "wrong", ["", "a", "a@b\nBcc: c@d", "a@b\n", "<a@b>", "a b@c", "a@b,c@d", "é@b.c", "a@-\r"]
)
def test_what_is_no_address_is_none(wrong: str) -> None:
    assert not is_address(wrong)


def test_the_letter_tells_it_in_the_readers_language(told: Desk) -> None:
    for language, heading in (
        ("ru", "== Новые просрочки с 16 ноября 2026\xa0г.: 2 =="),
        ("tg", "== Аз "),
        ("en", "== Newly overdue since 16 November 2026: 2 =="),
    ):
        assert heading in text(look.names(told, EDITOR), digest(told, EDITOR, language=language), language)


# A mail server


class Postbox:
    """Takes letters and keeps them; refuses whoever is called refused."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], bytes]] = []

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address.startswith("refused"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.letters.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    """A mail server on this machine."""
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    yield box, server.port
    server.stop()


Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Call]:
    """Run `ahd digest` in an installation of its own: exit status, standard output, standard error."""
    monkeypatch.setenv("AHD_DATA_DIR", str(tmp_path / "own"))
    monkeypatch.setenv("AHD_LANGUAGE", "en")
    monkeypatch.setenv("AHD_SMTP_FROM", "ahd@example.org")
    monkeypatch.setenv("AHD_SMTP_STARTTLS", "false")

    def run(*words: str, **environment: str) -> tuple[int, str, str]:
        for name, value in environment.items():
            monkeypatch.setenv(f"AHD_{name}", value)
        chosen_settings.cache_clear()
        monkeypatch.setattr(sys, "argv", ["ahd", "digest", *words])
        status = 0
        try:
            tracker.cli.main()
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        return status, *capsys.readouterr()

    yield run
    chosen_settings.cache_clear()


def server_at(port: int) -> dict[str, str]:
    return {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port)}


def kept(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "own" / "digests").glob("*.eml"))


def test_without_a_mail_server_it_is_printed_or_written(call: Call, tmp_path: Path) -> None:
    status, printed, _said = call()
    assert status == 0
    assert "== Waiting for review: 0 ==" in printed
    assert call("--out", str(tmp_path / "week.eml"))[0] == 0
    read = email.message_from_bytes((tmp_path / "week.eml").read_bytes(), policy=email.policy.default)
    assert read.get_content().replace("\r\n", "\n") == printed
    status, _printed, said = call("--to", "a@example.org")
    assert status == 2 and "AHD_SMTP_HOST" in said


def test_the_mail_server_gets_it(call: Call, postbox: tuple[Postbox, int]) -> None:
    box, port = postbox
    status, printed, said = call("--to", "one@example.org", "--to", "two@example.org", **server_at(port))
    assert (status, printed) == (0, "")
    assert "one@example.org and two@example.org" in said
    ((receivers, content),) = box.letters
    assert receivers == ["one@example.org", "two@example.org"]
    read = email.message_from_bytes(content, policy=email.policy.default)
    assert read["From"] == "ahd@example.org"
    assert "== Waiting for review: 0 ==" in read.get_content()


def test_the_offices_digest_goes_to_its_addresses(call: Call, postbox: tuple[Postbox, int]) -> None:
    box, port = postbox
    assert call(DIGEST_TO="one@example.org, two@example.org", **server_at(port))[0] == 0
    assert box.letters[0][0] == ["one@example.org", "two@example.org"]


def test_a_refused_recipient_is_named_and_the_letter_kept(
    call: Call, postbox: tuple[Postbox, int], tmp_path: Path
) -> None:
    box, port = postbox
    status, _printed, said = call("--to", "refused@example.org", **server_at(port))
    assert status == 2
    assert len(said.splitlines()) == 1 and "refused@example.org: 550 no such mailbox" in said
    assert box.letters == [] and len(kept(tmp_path)) == 1
    status, _printed, said = call("--to", "refused@example.org", "--to", "one@example.org")
    assert status == 1
    assert len(said.splitlines()) == 1 and "refused@example.org" in said
    assert [receivers for receivers, _content in box.letters] == [["one@example.org"]]
    assert len(kept(tmp_path)) == 2


def test_a_server_that_is_down_costs_nothing_but_a_sentence(call: Call, tmp_path: Path) -> None:
    status, _printed, said = call("--to", "one@example.org", **server_at(free_port()))
    assert status == 2
    assert len(said.splitlines()) == 1 and "The digest was not sent" in said
    (letter_,) = kept(tmp_path)
    assert (
        "== Waiting"
        in email.message_from_bytes(letter_.read_bytes(), policy=email.policy.default).get_content()
    )


def test_encryption_that_is_asked_for_is_never_done_without(
    call: Call, postbox: tuple[Postbox, int], tmp_path: Path
) -> None:
    box, port = postbox
    status, _printed, said = call("--to", "one@example.org", SMTP_STARTTLS="true", **server_at(port))
    assert status == 2 and "STARTTLS" in said
    assert box.letters == [] and len(kept(tmp_path)) == 1


def test_no_password_goes_to_another_machine_unencrypted(call: Call, tmp_path: Path) -> None:
    told = {"SMTP_HOST": "mail.invalid", "SMTP_USER": "ahd", "SMTP_PASSWORD": "geheim-9"}
    status, printed, said = call("--to", "one@example.org", **told)
    assert status == 2 and "no password is sent" in said
    assert "geheim-9" not in printed + said + kept(tmp_path)[0].read_text()


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_wrong_password_is_told_and_never_shown(call: Call, tmp_path: Path) -> None:
    def door(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        right = isinstance(given, LoginPassword) and given.password == b"right"
        return AuthResult(success=right, handled=right)

    box = Postbox()
    server = Controller(
        box,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=door,
        auth_require_tls=False,
        auth_required=True,
    )
    server.start()
    try:
        told = {**server_at(server.port), "SMTP_USER": "ahd", "SMTP_PASSWORD": "geheim-9"}
        status, printed, said = call("--to", "one@example.org", **told)
        assert status == 2 and "535" in said and "geheim-9" not in printed + said
        assert call("--to", "one@example.org", SMTP_PASSWORD="right")[0] == 0
    finally:
        server.stop()
    assert len(box.letters) == 1


@pytest.mark.parametrize("wrong", ["nobody", "a@b\r\nBcc: c@d", "x@y,z@w"])
def test_what_is_no_address_gets_nothing(call: Call, postbox: tuple[Postbox, int], wrong: str) -> None:
    box, port = postbox
    status, _printed, said = call("--to", wrong, **server_at(port))
    assert status == 2 and "is not an e-mail address" in said and len(said.splitlines()) == 1
    assert box.letters == []


def test_an_unknown_partner_is_told(call: Call) -> None:
    assert call("--partner", "nobody")[0] == 2
