"""Attack 23: somebody asks for what is not theirs. Every service with every role, on their own and on another's things."""

import importlib
import inspect
import io
import pkgutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

import tracker.desk
from tests.conftest import NOON
from tests.ui.made import Made, record
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, NotAllowed, View, accounts, detail, look
from tracker.desk.accounts import Claims
from tracker.desk.asking import PROGRAM
from tracker.desk.export.codebook import COLUMNS
from tracker.desk.record import said
from tracker.desk.registers.edit import ForumGiven, OfficialGiven, PartnerGiven, save_partner
from tracker.desk.rules import Said
from tracker.desk.updates import Comparison
from tracker.model.vocabulary import ConflictVerdict, Role, Verdict, Visibility
from tracker.settings import Settings

NOBODY = 999_999
EVERYWHERE, OWN, OTHER = "ОТКРЫТОЕСЛОВО", "СВОЁСЛОВО", "ЧУЖОЕСЛОВО"
DAY, THEN = date(2026, 11, 1), date(2026, 6, 30)
A, B = "partner-1", "partner-2"
OFFICE, ALL, MINE, ADMINISTRATOR, ACCOUNT = "office", "all", "mine", "administrator", "account"
ASKERS = {
    "public": PUBLIC,
    "partner": Asker("Нигора", Role.PARTNER, A, account=1),
    "editor": Asker("Фаррух", Role.EDITOR, account=2),
    "administrator": Asker("Адиба", Role.ADMINISTRATOR, account=3),
    "the one at the machine": EDITOR,
}
LOST = Asker("Никто", Role.PARTNER, None, account=4)


@dataclass(frozen=True)
class House:
    """An installation with something public, something of one partner and something of another."""

    desk: Desk
    codes: dict[str, str]
    findings: dict[str, int]
    spare: dict[str, int]
    """Findings that may be taken back."""
    folder: Path

    def __getitem__(self, whose: str) -> str:
        return self.codes[whose]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("roles")
    settings = Settings(data_dir=folder / "var", database_url=None, language="en")
    desk = Desk.open(settings, lambda: NOON)
    for name in ("Умед", "Рушд"):
        save_partner(desk, PROGRAM, PartnerGiven({"ru": name}))
    partners = look.names(desk, PROGRAM).partners
    codes = {"public": "AH-00001-B", A: "AH-00002-C", B: "AH-00003-D"}
    words = {"public": EVERYWHERE, A: OWN, B: OTHER}
    made = [
        Made(
            code=code,
            ru=f"Дорога {words[whose]}",
            due=date(2026, 1, 10),
            districts=("rudaki",),
            note=f"{words[whose]}ЗАМЕТКА",
            more={
                "visibility": "public" if whose == "public" else "internal",
                "partner_id": None if whose == "public" else partners[whose].id,
                "section": f"{words[whose]}РАЗДЕЛ",
                "unknown_agencies": f"{words[whose]}ОРГАН",
            },
        )
        for whose, code in codes.items()
    ]
    record(desk, made)
    findings, spare = {}, {}
    for whose, code in codes.items():
        found = said.finding(
            desk,
            EDITOR,
            code,
            Said("in_progress", DAY, note=f"{words[whose]}НАЙДЕНО"),
            internal_note=f"{words[whose]}ДЛЯОФИСА",
            partner=None if whose == "public" else whose,
        )
        findings[whose] = found.id
        again = said.finding(
            desk,
            EDITOR,
            code,
            Said("in_progress", THEN, note="прежде"),
            partner=None if whose == "public" else whose,
        )
        spare[whose] = again.id
    yield House(desk, codes, findings, spare, folder)
    desk.close()


Call = Callable[[House, Asker, str], Any]
V = View()
# Every service that takes an asker: who may use it, and how it is called. `whose` is "public", a partner, or the other one.
ROWS: dict[str, tuple[str, Call]] = {
    "accounts.identities.enter_with_identity": (
        ALL,
        lambda h, a, _w: accounts.enter_with_identity(h.desk, a, Claims("i", "s", "x@x.example", True)),
    ),
    "accounts.links.accept": (ALL, lambda h, a, _w: accounts.accept(h.desk, a, "x", password="y")),
    "accounts.links.invite": (
        ADMINISTRATOR,
        lambda h, a, _w: accounts.invite(h.desk, a, login="", name="", role=""),
    ),
    "accounts.links.reset": (ADMINISTRATOR, lambda h, a, _w: accounts.reset(h.desk, a, NOBODY)),
    "accounts.links.waiting": (ADMINISTRATOR, lambda h, a, _w: accounts.waiting(h.desk, a)),
    "accounts.links.welcome": (ALL, lambda h, a, _w: accounts.welcome(h.desk, a, "x")),
    "accounts.links.withdraw": (ADMINISTRATOR, lambda h, a, _w: accounts.withdraw(h.desk, a, NOBODY)),
    "accounts.links.withdraw_all": (
        ADMINISTRATOR,
        lambda h, a, _w: tracker.desk.accounts.links.withdraw_all(h.desk, a),
    ),
    "accounts.people.add": (
        ADMINISTRATOR,
        lambda h, a, _w: accounts.add(h.desk, a, login="", name="", role="", password=""),
    ),
    "accounts.people.assign": (
        ADMINISTRATOR,
        lambda h, a, _w: accounts.assign(h.desk, a, NOBODY, role="editor"),
    ),
    "accounts.people.change_password": (
        ACCOUNT,
        lambda h, a, _w: accounts.change_password(h.desk, a, old="", new="", address=None),
    ),
    "accounts.people.disable": (ADMINISTRATOR, lambda h, a, _w: accounts.disable(h.desk, a, NOBODY)),
    "accounts.people.enable": (ADMINISTRATOR, lambda h, a, _w: accounts.enable(h.desk, a, NOBODY)),
    "accounts.people.everybody": (ADMINISTRATOR, lambda h, a, _w: accounts.everybody(h.desk, a)),
    "accounts.people.named": (ADMINISTRATOR, lambda h, a, _w: accounts.named(h.desk, a, "x")),
    "accounts.signing.enter": (
        ALL,
        lambda h, a, _w: accounts.enter(h.desk, a, login="x", password="y", address="192.0.2.1"),
    ),
    "accounts.signing.leave": (ALL, lambda h, a, _w: accounts.leave(h.desk, a, "0" * 64)),
    "backups.make": (OFFICE, lambda h, a, _w: _of("backups").make(h.desk, a, h.folder / "none" / "b.zip")),
    "checking.queue": (OFFICE, lambda h, a, _w: _of("checking").queue(h.desk, a, language="ru")),
    "checking.restore": (OFFICE, lambda h, a, _w: _of("checking").restore(h.desk, a, NOBODY)),
    "checking.unconfirm": (
        OFFICE,
        lambda h, a, _w: _of("checking").unconfirm(h.desk, a, [NOBODY], reason="x"),
    ),
    "checking.waiting": (OFFICE, lambda h, a, _w: _of("checking").waiting(h.desk, a)),
    "coming.coming": (
        ALL,
        lambda h, a, _w: _of("coming").coming(h.desk, a, V, language="ru", within=timedelta(days=900)),
    ),
    "condition.back_up_now": (OFFICE, lambda h, a, _w: _of("condition").back_up_now(h.desk, a)),
    "condition.condition": (OFFICE, lambda h, a, _w: _of("condition").condition(h.desk, a)),
    "condition.whole": (OFFICE, lambda h, a, _w: _of("condition").whole(h.desk, a)),
    "demo.load_sample": (OFFICE, lambda h, a, _w: _of("demo").load_sample(h.desk, a, progress=_stop)),
    "detail.commitment": (ALL, lambda h, a, w: detail.commitment(h.desk, a, h[w], V)),
    "digest.digest": (
        MINE,
        lambda h, a, w: _of("digest").digest(h.desk, a, partner=None if w == "public" else w),
    ),
    "export.files.about": (ALL, lambda h, a, _w: _of("export.files").about(h.desk, a, V)),
    "export.files.write": (
        ALL,
        lambda h, a, _w: [
            _of("export.files").write(h.desk, a, V, dataset, format_=form)
            for dataset in COLUMNS
            for form in ("csv", "xlsx", "json")
        ],
    ),
    "export.rows.rows": (
        ALL,
        lambda h, a, _w: [list(_of("export.rows").rows(h.desk, a, V, each)) for each in COLUMNS],
    ),
    "load.journal.loads": (OFFICE, lambda h, a, _w: _of("load.journal").loads(h.desk, a)),
    "load.plan.plan": (OFFICE, lambda h, a, _w: _of("load.plan").plan(h.desk, a, h.folder / "no.xlsx")),
    "load.returned.original": (
        OFFICE,
        lambda h, a, _w: _of("load.returned").original(h.desk, a, "0" * 64),
    ),
    "load.returned.rejected_workbook": (
        OFFICE,
        lambda h, a, _w: _of("load.returned").rejected_workbook(h.desk, a, None),
    ),
    "load.undo.undo": (OFFICE, lambda h, a, _w: _of("load.undo").undo(h.desk, a, NOBODY)),
    "load.undo.undo_revision": (
        OFFICE,
        lambda h, a, _w: _of("load.undo").undo_revision(h.desk, a, NOBODY, action="x"),
    ),
    "load.unknown.unknown_names": (
        OFFICE,
        lambda h, a, _w: _of("load.unknown").unknown_names(h.desk, a, None),
    ),
    "load.write.apply": (OFFICE, lambda h, a, _w: _of("load.write").apply(h.desk, a, None)),
    "look.all_of": (ALL, lambda h, a, w: look.all_of(h.desk, a, _asked(w))),
    "look.behind": (ALL, lambda h, a, _w: look.behind(h.desk, a, V)),
    "look.changed": (ALL, lambda h, a, _w: look.changed(h.desk, a, View(since=THEN))),
    "look.cohorts": (ALL, lambda h, a, _w: look.cohorts(h.desk, a, V)),
    "look.crossed": (ALL, lambda h, a, _w: look.crossed(h.desk, a, V, agencies=["mia-district"])),
    "look.deadlines": (
        ALL,
        lambda h, a, _w: look.deadlines(h.desk, a, View(quarter="2026-Q1", deadlines=("overdue",))),
    ),
    "look.every_line": (
        ALL,
        lambda h, a, w: list(look.every_line(h.desk, a, _asked(w), sort="days", language="ru")),
    ),
    "look.first_changed": (
        ALL,
        lambda h, a, _w: look.first_changed(h.desk, a, View(since=date(2024, 1, 1)), size=9),
    ),
    "look.in_order": (ALL, lambda h, a, w: look.in_order(h.desk, a, _asked(w), "match")),
    "look.keeping_record": (ALL, lambda h, a, _w: look.keeping_record(h.desk, a, V)),
    "look.lateness": (ALL, lambda h, a, _w: look.lateness(h.desk, a, V)),
    "look.moved": (ALL, lambda h, a, _w: look.moved(h.desk, a, V)),
    "look.names": (ALL, lambda h, a, _w: look.names(h.desk, a)),
    "look.overview": (ALL, lambda h, a, _w: look.overview(h.desk, a, V, since=THEN)),
    "look.page_of": (ALL, lambda h, a, w: look.page_of(h.desk, a, _asked(w), size=99)),
    "look.question": (ALL, lambda h, a, _w: look.question(h.desk, a, V)),
    "look.rates": (
        ALL,
        lambda h, a, w: [look.rates(h.desk, a, _asked(w), by=by) for by in (None, *look.KINDS)],  # type: ignore[arg-type]
    ),
    "look.series": (ALL, lambda h, a, w: look.series(h.desk, a, _asked(w), dates=[THEN, DAY])),
    "look.states": (ALL, lambda h, a, w: look.states(h.desk, a, _asked(w))),
    "look.time_to_fulfilment": (ALL, lambda h, a, _w: look.time_to_fulfilment(h.desk, a, V)),
    "record.attributes.attributes": (
        OFFICE,
        lambda h, a, w: _of("record.attributes").attributes(h.desk, a, h[w], seen=NOBODY, changes={}),
    ),
    "record.back.retraction": (
        MINE,
        lambda h, a, w: _of("record.back").retraction(h.desk, a, "finding", h.spare[w], reason="x"),
    ),
    "record.confirming.confirm": (
        OFFICE,
        lambda h, a, _w: _of("record.confirming").confirm(h.desk, a, [NOBODY], checked_by="Кто-то"),
    ),
    "record.moved.correction": (
        OFFICE,
        lambda h, a, w: _of("record.moved").correction(h.desk, a, h[w], due_text=""),
    ),
    "record.moved.extension": (
        MINE,
        lambda h, a, w: _of("record.moved").extension(h.desk, a, h[w], due_on=None, decided_on=None),
    ),
    "record.publishing.publication": (
        OFFICE,
        lambda h, a, _w: _of("record.publishing").publication(
            h.desk, a, "finding", NOBODY, Visibility.PUBLIC
        ),
    ),
    "record.publishing.visibility": (
        OFFICE,
        lambda h, a, _w: _of("record.publishing").visibility(h.desk, a, ["AH-99999-X"], Visibility.PUBLIC),
    ),
    "record.said.claim": (MINE, lambda h, a, w: said.claim(h.desk, a, h[w], Said(None, None))),
    "record.said.evidence": (MINE, lambda h, a, w: said.evidence(h.desk, a, "finding", h.findings[w])),
    "record.said.finding": (MINE, lambda h, a, w: said.finding(h.desk, a, h[w], Said(None, None))),
    "record.said.reply": (
        MINE,
        lambda h, a, w: said.reply(h.desk, a, h.findings[w], text="", replied_on=None),
    ),
    "registers.edit.publish_indicator": (
        OFFICE,
        lambda h, a, _w: _of("registers.edit").publish_indicator(h.desk, a, NOBODY),
    ),
    "registers.edit.save_forum": (
        OFFICE,
        lambda h, a, _w: _of("registers.edit").save_forum(h.desk, a, ForumGiven("none", DAY)),
    ),
    "registers.edit.save_official": (
        OFFICE,
        lambda h, a, _w: _of("registers.edit").save_official(h.desk, a, OfficialGiven("")),
    ),
    "registers.edit.save_partner": (OFFICE, lambda h, a, _w: save_partner(h.desk, a, PartnerGiven({}))),
    "registers.look.forums": (ALL, lambda h, a, _w: _of("registers.look").forums(h.desk, a, V)),
    "registers.look.indicators": (ALL, lambda h, a, _w: _of("registers.look").indicators(h.desk, a)),
    "registers.look.last_forum": (ALL, lambda h, a, _w: _of("registers.look").last_forum(h.desk, a, V)),
    "registers.look.officials": (ALL, lambda h, a, _w: _of("registers.look").officials(h.desk, a, V)),
    "registers.look.partners": (ALL, lambda h, a, _w: _of("registers.look").partners(h.desk, a, V)),
    "resolve.remember_columns": (
        OFFICE,
        lambda h, a, _w: _of("resolve").remember_columns(h.desk, a, header=None, columns=None),
    ),
    "resolve.resolve": (OFFICE, lambda h, a, _w: _of("resolve").resolve(h.desk, a, [None], language="ru")),
    "review.decide": (OFFICE, lambda h, a, _w: _of("review").decide(h.desk, a, NOBODY, Verdict.DIFFERENT)),
    "review.look_for_likeness": (
        OFFICE,
        lambda h, a, _w: _of("review").look_for_likeness(h.desk, a, NOBODY),
    ),
    "review.open_pairs": (OFFICE, lambda h, a, _w: _of("review").open_pairs(h.desk, a, language="ru")),
    "review.waiting": (OFFICE, lambda h, a, _w: _of("review").waiting(h.desk, a)),
    "sources.part": (ALL, lambda h, a, _w: _of("sources").part(h.desk, a, V, f"{OTHER}РАЗДЕЛ").total),
    "sources.parts": (ALL, lambda h, a, _w: _of("sources").parts(h.desk, a, V, language="ru")),
    "sources.sources": (ALL, lambda h, a, _w: _of("sources").sources(h.desk, a, V)),
    "updates.apply.apply": (
        MINE,
        lambda h, a, w: _of("updates.apply").apply(h.desk, a, _compared(w)),
    ),
    "updates.book.workbook": (
        MINE,
        lambda h, a, w: _of("updates.book").workbook(h.desk, a, w, io.BytesIO(), language="ru"),
    ),
    "updates.conflicts.decide": (
        OFFICE,
        lambda h, a, _w: _of("updates.conflicts").decide(h.desk, a, [NOBODY], ConflictVerdict.THEIRS),
    ),
    "updates.conflicts.opened": (
        OFFICE,
        lambda h, a, _w: _of("updates.conflicts").opened(h.desk, a, language="ru"),
    ),
    "updates.conflicts.waiting": (OFFICE, lambda h, a, _w: _of("updates.conflicts").waiting(h.desk, a)),
    "updates.deciding.undo_decision": (
        OFFICE,
        lambda h, a, _w: _of("updates.deciding").undo_decision(h.desk, a, NOBODY),
    ),
    "updates.plan.compare": (
        "partner",
        lambda h, a, _w: _of("updates.plan").compare(h.desk, a, h.folder / "no.xlsx"),
    ),
    "updates.proposals.accept": (
        OFFICE,
        lambda h, a, _w: _of("updates.proposals").accept(h.desk, a, [None]),
    ),
    "updates.proposals.decline": (
        OFFICE,
        lambda h, a, _w: _of("updates.proposals").decline(h.desk, a, [NOBODY], "x"),
    ),
    "updates.proposals.opened": (OFFICE, lambda h, a, _w: _of("updates.proposals").opened(h.desk, a)),
    "updates.proposals.waiting": (OFFICE, lambda h, a, _w: _of("updates.proposals").waiting(h.desk, a)),
    "updates.receipt.receipt": (
        MINE,
        lambda h, a, w: _of("updates.receipt").receipt(
            h.desk, a, _compared(w), h.folder / "r.xlsx", applied=False
        ),
    ),
    "updates.replies.compare_replies": (
        OFFICE,
        lambda h, a, _w: _of("updates.replies").compare_replies(
            h.desk, a, h.folder / "no.xlsx", None, "mia", trusted=False
        ),
    ),
    "updates.replies.reply_book": (
        OFFICE,
        lambda h, a, _w: _of("updates.replies").reply_book(h.desk, a, "none", io.BytesIO(), language="ru"),
    ),
}
# Steps inside a change, and the checks themselves: they have no desk and are called by the services above.
INSIDE = {
    "asking.require_administrator",
    "asking.require_staff",
    "record.back.retract",
    "record.rights.require_recorder",
    "record.rights.subject_of",
    "record.said.standing",
    "updates.whose.require_partner",
}


def _of(module: str) -> Any:
    return importlib.import_module(f"tracker.desk.{module}")


def _asked(whose: str) -> View:
    """A view that asks for a partner's things by name, where it is one's."""
    return V if whose == "public" else View(partners=(whose,))


def _compared(whose: str) -> Any:
    """A comparison that would write something for a partner; its file is not there."""
    row = SimpleNamespace(adds=True, outcome="taken", held=None)
    returned = SimpleNamespace(language="ru", sha256="0" * 64)
    return Comparison(Path("no.xlsx"), returned, whose, [row], 0, DAY)  # type: ignore[arg-type, list-item]


def _stop(*_told: object) -> None:
    raise InterruptedError


def services() -> set[str]:
    """Every function of the desk that takes an asker, by module and name."""
    found = set()
    for module in pkgutil.walk_packages(tracker.desk.__path__, "tracker.desk."):
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and "asker" in inspect.signature(function).parameters:
                found.add(f"{module.name.removeprefix('tracker.desk.')}.{name}")
    return found


def test_every_service_has_its_row() -> None:
    assert services() == ROWS.keys() | INSIDE
    assert not ROWS.keys() & INSIDE


def may(who: str, asker: Asker, whose: str) -> bool:
    """Whether a service for `who` answers this asker about the things of `whose`."""
    if who == ALL:
        return True
    if who == ADMINISTRATOR:
        return asker.role is Role.ADMINISTRATOR
    if who == ACCOUNT:
        return asker.account is not None
    if asker.is_staff:
        return True
    if who == "partner":
        return asker.partner is not None
    return who == MINE and asker.partner is not None and asker.partner == whose


def told(answer: Any) -> str:
    """All words of an answer, whatever it is made of."""
    if isinstance(answer, bytes):
        if answer.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(answer)) as packed:
                return "".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())
        return answer.decode("utf-8", "ignore")
    if isinstance(answer, pd.DataFrame):
        return answer.to_string()
    if isinstance(answer, list | tuple):
        return "".join(map(told, answer))
    if isinstance(answer, dict):
        return "".join(f"{told(key)}{told(value)}" for key, value in answer.items())
    if hasattr(answer, "__dataclass_fields__"):
        return "".join(told(getattr(answer, name)) for name in answer.__dataclass_fields__)
    return repr(answer) if not isinstance(answer, str) else answer


@pytest.mark.parametrize("whose", ["public", A, B])
@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_service_answers_whom_it_may_and_nobody_else(house: House, name: str, whose: str) -> None:
    who, call = ROWS[name]
    for called, asker in {**ASKERS, "a partner of nobody": LOST}.items():
        before = house.desk.revision()
        refused = False
        answer: Any = None
        try:
            answer = call(house, asker, whose)
        except NotAllowed:
            refused = True
        except Exception:  # whatever else is wrong with what was asked, the asker was let in
            refused = False
        if asker is LOST and who == ALL:
            assert (
                refused or told(answer).find(OTHER) < 0
            )  # an account without its partner sees nothing of anybody's
            continue
        assert refused is not may(who, asker, whose), (called, whose)
        if refused:
            assert house.desk.revision() == before
        if not asker.is_staff:
            words = told(answer)
            assert OTHER not in words, called
            assert house[B] not in words, called
            assert f"{OWN}ЗАМЕТКА" not in words, called  # the office's own note
        if asker.role is Role.PUBLIC:
            for secret in (OWN, "ДЛЯОФИСА", "ЗАМЕТКА", "ОРГАН", house[A]):
                assert secret not in told(answer), called


def test_the_office_sees_all_of_it(house: House) -> None:
    """So that the test above is not passed by an empty house."""
    words = told([ROWS[name][1](house, EDITOR, "public") for name in ("look.all_of", "export.rows.rows")])
    assert [one for one in (EVERYWHERE, OWN, OTHER, f"{OTHER}ДЛЯОФИСА") if one not in words] == []
    assert len(look.states(house.desk, ASKERS["partner"], V)) == 2
    assert len(look.states(house.desk, PUBLIC, V)) == 1


def test_a_partner_finds_its_own_words_and_no_others(house: House) -> None:
    partner = ASKERS["partner"]
    for query, found in (
        (OWN, 1),
        (OTHER, 0),
        (EVERYWHERE, 1),
        (f"{OTHER}ЗАМЕТКА", 0),
        (f"{OWN}ЗАМЕТКА", 0),
        (house[B], 0),
    ):
        assert look.page_of(house.desk, partner, View(query=query)).total == found, query
    assert detail.commitment(house.desk, partner, house[B], V) is None
    own = detail.commitment(house.desk, partner, house[A], V)
    assert own is not None and f"{OWN}НАЙДЕНО" in [one.note for one in own.findings]
    assert (own.note, own.history) == (None, [])


@pytest.mark.parametrize(
    "text",
    [
        "' OR 1=1 --",
        '" OR ""="',
        "1; DROP TABLE account",
        "%' UNION SELECT hash FROM credential --",
        "\\",
        "\x00",
        "*",
        "NEAR(",
        '"',
        "a" * 10_000,
    ],
)
def test_nothing_typed_is_read_as_a_command_to_the_database(house: House, text: str) -> None:
    partner, before = ASKERS["partner"], house.desk.revision()
    answers: list[Any] = [
        look.page_of(house.desk, partner, View(query=text)),
        detail.commitment(house.desk, partner, text, V),
    ]
    fields = ("partners", "agencies", "districts", "bases", "topics", "regions", "officials")
    answers += [look.page_of(house.desk, partner, View(**{field: (text,)})) for field in fields]  # type: ignore[arg-type]
    answers.append(look.page_of(house.desk, partner, View(part=text)))
    for deed in (
        lambda: accounts.enter(house.desk, PUBLIC, login=text, password=text, address=text[:40]),
        lambda: accounts.welcome(house.desk, PUBLIC, text),
        lambda: accounts.accept(house.desk, PUBLIC, text, password=text),
        lambda: accounts.enter_with_identity(house.desk, PUBLIC, Claims(text, text, text, True)),
        lambda: accounts.named(house.desk, ASKERS["administrator"], text),
    ):
        with pytest.raises(accounts.Declined):
            deed()
    assert OTHER not in told(answers) and "argon2" not in told(answers)
    assert house.desk.revision() == before
