"""Attack 17: what was worked out for one is handed to another. Whoever asks first, everybody gets their own answer."""

# ruff: noqa: F811 – fixtures are asked for by their names

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from tests.attacks.served import Office
from tests.attacks.test_23_roles import OTHER, OWN, A, B, House, house, told  # noqa: F401  # the fixture by its name
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, View, coming, detail, look, sources
from tracker.desk.export.rows import rows
from tracker.desk.registers import look as registers
from tracker.model.vocabulary import Role
from tracker.ui.kept import Kept

PARTNER, OTHERS = Asker("Нигора", Role.PARTNER, A, account=1), Asker("Рустам", Role.PARTNER, B, account=2)
ASKERS = (EDITOR, PARTNER, OTHERS, PUBLIC)
ASK: dict[str, Callable[[Desk, Asker], Any]] = {
    "rates": lambda desk, asker: look.rates(desk, asker, View(), by="agency"),
    "search": lambda desk, asker: look.page_of(desk, asker, View(query="дорога"), sort="match"),
    "words of the office": lambda desk, asker: look.page_of(desk, asker, View(query=f"{OTHER}ЗАМЕТКА")),
    "names": lambda desk, asker: sorted(look.names(desk, asker).officials),
    "changes": lambda desk, asker: look.changed(desk, asker, View(since=desk.today())),
    "detail": lambda desk, asker: detail.commitment(desk, asker, "AH-00002-C", View()),
    "coming": lambda desk, asker: coming.coming(desk, asker, View(), language="ru"),
    "sources": lambda desk, asker: sources.sources(desk, asker, View()),
    "partners": lambda desk, asker: registers.partners(desk, asker, View()),
    "rows": lambda desk, asker: list(rows(desk, asker, View(), "findings")),
    "series": lambda desk, asker: look.series(desk, asker, View(), dates=[desk.today()]),
}


@pytest.mark.parametrize("name", sorted(ASK))
def test_the_order_of_asking_changes_no_answer(house: House, name: str) -> None:
    alone = {}
    for asker in ASKERS:
        house.desk.ledgers._ledgers = None  # nothing is remembered
        house.desk._kept.clear()
        alone[asker] = told(ASK[name](house.desk, asker))
    for order in permutations(ASKERS):
        house.desk.ledgers._ledgers = None
        house.desk._kept.clear()
        assert {asker: told(ASK[name](house.desk, asker)) for asker in order} == alone, [
            one.name for one in order
        ]
    assert OTHER not in alone[PARTNER] and OWN not in alone[OTHERS]
    assert OTHER not in alone[PUBLIC] and OWN not in alone[PUBLIC]


def test_the_answers_do_differ(house: House) -> None:
    """So that the test above is not passed by a house in which everybody sees the same."""
    words = [told(ASK["search"](house.desk, asker)) for asker in ASKERS]
    assert len(set(words)) == 4


def test_what_pages_keep_is_kept_for_who_asked(office: Office) -> None:
    """One server, one address, one after the other: the editor's page is not the partner's."""
    secret = "список адресов".encode()
    for login, sees in (("editor", True), ("partner", False), ("admin", True), ("partner", False)):
        with office.session(office.sign_in(login)) as opened:
            assert opened is not None
            for page in ("", "commitments"):  # what is kept, and what is asked for anew
                _session, heard = office.see(opened, page)
                assert (secret in heard) is sees, (login, page)


def test_no_browser_keeps_an_answer_without_asking_again(office: Office) -> None:
    cookie = office.sign_in("editor")
    answer = office.ask("/present", cookie=cookie)
    assert answer.status == 200 and answer.headers["cache-control"] == "private, no-cache"
    tag = answer.headers["etag"]
    assert office.ask("/present", cookie=cookie, headers={"If-None-Match": tag}).status == 304
    partner = office.ask("/present", cookie=office.sign_in("partner"), headers={"If-None-Match": tag})
    assert partner.status == 200 and partner.body != answer.body
    assert office.ask("/present", headers={"If-None-Match": tag}).status == 303


def test_a_cache_whose_questions_forget_who_asks_is_found() -> None:
    """What the tests above look for, in small: without the asker in the question the second gets the first one's answer."""
    kept = Kept(most=10)
    assert kept.get(("list", "view"), lambda: "the office's") == kept.get(
        ("list", "view"), lambda: "the public's"
    )
    assert kept.get(("list", "view", PUBLIC), lambda: "the public's") == "the public's"
