"""With accounts, whoever checks does so in their own name, and nobody confirms what they found themselves."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.ui.made import Made, record
from tracker.desk import Asker, Desk, NotAllowed, accounts
from tracker.desk.record import Refused, said
from tracker.desk.record.confirming import confirm
from tracker.desk.rules import Said

CODE = "AH-00001-B"
FOUND = Said("fulfilled", date(2026, 11, 1), note="видели")


@pytest.fixture
def who(desk: Desk, sign_in: Callable[..., str]) -> Callable[[str], Asker]:
    """Who asks, once they have signed in."""
    record(desk, [Made(code=CODE, ru="Осветить улицу", due=date(2026, 1, 10))])

    def asker(login: str) -> Asker:
        found = accounts.asker_of(desk, sign_in(login))
        assert found is not None
        return found

    return asker


def test_nobody_confirms_what_they_recorded_and_a_second_person_does(
    desk: Desk, who: Callable[[str], Asker]
) -> None:
    finder, second = who("editor@ahd.example"), who("admin")
    finding = said.finding(desk, finder, CODE, FOUND).id
    with pytest.raises(Refused, match="confirmed_by_finder"):
        confirm(desk, finder, [finding])
    with pytest.raises(Refused, match="confirmed_by_finder"):
        confirm(
            desk, finder, [finding], checked_by="Кто-то Другой"
        )  # a name is not asked for, and not believed
    assert len(confirm(desk, second, [finding]).ids) == 1


def test_nor_what_was_recorded_in_their_name_by_somebody_else(
    desk: Desk, who: Callable[[str], Asker]
) -> None:
    finding = said.finding(desk, who("admin"), CODE, FOUND, found_by="фаррух").id
    with pytest.raises(Refused, match="confirmed_by_finder"):
        confirm(desk, who("editor@ahd.example"), [finding])


def test_a_partner_confirms_nothing(desk: Desk, who: Callable[[str], Asker]) -> None:
    finding = said.finding(desk, who("admin"), CODE, FOUND).id
    with pytest.raises(NotAllowed):
        confirm(desk, who("partner"), [finding])
