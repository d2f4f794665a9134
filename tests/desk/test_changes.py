"""What changed between two days, as people ask for it: counts that equal the lists behind them, and sums that add up."""

from datetime import date

import pytest

from tests.desk.conftest import Loaded
from tests.ui.made import Made, record
from tracker.desk import EDITOR, PUBLIC, Desk, View, look
from tracker.desk.registers import look as registers
from tracker.ledger import CHANGES
from tracker.model import CommitmentVersion

# As of 23 November 2026; 30 September lies between the second and the third finding.
MADE = (
    Made(code="K", ru="Исполнено в срок", due=date(2026, 10, 31), findings=[("fulfilled", date(2026, 10, 20))]),
    Made(code="L", ru="С опозданием", due=date(2026, 6, 30), findings=[("fulfilled", date(2026, 11, 1))]),
    Made(code="N", ru="Срок прошёл", due=date(2026, 11, 1)),
    Made(code="O", ru="Давно просрочено", due=date(2026, 1, 31)),
    Made(code="M", ru="Срок перенесён", due=date(2026, 8, 31), extended=[(date(2026, 10, 5), date(2027, 3, 1))]),
    Made(code="W", ru="Снято", due=date(2026, 8, 31), findings=[("withdrawn", date(2026, 10, 5))]),
    Made(code="E", ru="Новое", due=date(2027, 8, 31), made_on=date(2026, 10, 15)),
)  # fmt: skip
SINCE = View(since=date(2026, 9, 30))


@pytest.fixture
def filled(desk: Desk) -> Desk:
    record(desk, MADE)
    return desk


def codes(desk: Desk, change: str) -> list[str]:
    view = View(since=SINCE.since, changes=(change,))
    return [line.code for line in look.page_of(desk, EDITOR, view, size=100).lines]


def test_every_change_has_its_list_and_its_count(filled: Desk) -> None:
    found = look.changed(filled, EDITOR, SINCE)
    expected = {
        "kept": ["K"],
        "late": ["L"],
        "newly_due": ["N"],
        "slipped": ["M"],
        "withdrawn": ["W"],
        "new": ["E"],
    }
    assert {change: codes(filled, change) for change in CHANGES if found.counts[change]} == expected
    assert found.counts == {change: len(expected.get(change, ())) for change in CHANGES}
    assert (found.changed, found.gone) == (6, 0)


def test_the_first_few_of_each_kind_are_those_that_its_list_begins_with(filled: Desk) -> None:
    record(filled, [Made(code=f"N{n}", ru="Срок прошёл", due=date(2026, 10, n + 1)) for n in range(4)])
    shown = look.first_changed(filled, EDITOR, SINCE, size=3)
    assert {kind: [line.code for line in lines] for kind, lines in shown.items()} == {
        kind: codes(filled, kind)[:3] for kind in ("kept", "late", "newly_due", "slipped", "withdrawn", "new")
    }
    assert len(codes(filled, "newly_due")) == 5


def test_the_rates_of_both_days_are_those_of_the_other_pages(filled: Desk) -> None:
    found = look.changed(filled, EDITOR, SINCE)
    now = look.rates(filled, EDITOR, View()).total
    then = look.rates(filled, EDITOR, View(on=SINCE.since)).total
    for name in ("kept", "due", "overdue", "open", "withdrawn"):
        assert found.now[name] == now[name], name
        assert found.learned[name] == then[name], name
    # On 30 September: L, O, M and W were overdue; now K and L are kept, N and O overdue.
    assert (found.before["kept"], found.before["due"]) == (0, 4)
    assert (found.now["kept"], found.now["due"]) == (2, 4)


def test_what_was_only_loaded_later_was_not_known_then(desk: Desk, load: Loaded) -> None:
    load(
        """
        | № | Мероприятие       | Срок          | Ответственный | Статус    | Дата статуса |
        | 1 | Починить мост     | до 01.06.2026 | Хукумат       | Исполнено | 10.05.2026   |
        | 2 | Осветить улицу    | до 15.10.2026 | Хукумат       |           |              |
        """,
        title="УТВЕРЖДАЮ Председатель, 15 января 2025 года. План мероприятий",
        on="2026-11-10",
    )
    found = look.changed(desk, EDITOR, SINCE)
    assert {change: n for change, n in found.counts.items() if n} == {"corrected": 2, "newly_due": 1}
    assert found.changed == 2
    assert (found.before["due"], found.learned["due"], found.now["due"]) == (0, 1, 2)


def test_a_commitment_that_is_not_counted_any_more_is_told_beside_the_lists(desk: Desk) -> None:
    record(desk, MADE[:1])
    public = look.changed(desk, PUBLIC, SINCE)
    assert (public.counts["kept"], public.gone) == (1, 0)
    with desk.store.write(actor="test", action="publish", at=desk.clock()) as change:
        [number] = change.take_ids(CommitmentVersion, 1)
        hidden = {"id": number, "commitment_id": 1, "revision": change.number, "text_ru": "Исполнено в срок"}
        more = {"void": False, "visibility": "internal", "fingerprint": "K", "made_on": date(2024, 1, 15)}
        change.append(CommitmentVersion, [{**hidden, **more}])
    public = look.changed(desk, PUBLIC, SINCE)
    assert (sum(public.counts.values()), public.gone, public.changed) == (0, 1, 1)


def test_filters_hold_for_changes_too(filled: Desk) -> None:
    nobody = look.changed(filled, EDITOR, View(since=SINCE.since, agencies=("hukumat-district",)))
    assert nobody.changed == 0
    own = look.changed(filled, EDITOR, View(since=SINCE.since, agencies=("mia-district",)))
    assert own.changed == 6


def test_since_the_day_itself_nothing_changed(filled: Desk) -> None:
    assert look.changed(filled, EDITOR, View(since=date(2026, 11, 23))).changed == 0
    assert look.changed(filled, EDITOR, View()).changed == 0


def test_the_last_forum_is_the_newest_meeting_before_the_day_that_is_no_training(
    desk: Desk, load: Loaded
) -> None:
    load(
        """
        | Дата       | Вид мероприятия            | Район  | Место     | Организатор | Женщины | Мужчины |
        | 14.03.2025 | Форум «население–милиция»  | Рашт   | Дом культуры | НПО      | 10      | 12      |
        | 20.05.2025 | Круглый стол               | Рудаки | Дом культуры | НПО      | 10      | 12      |
        | 20.06.2025 | Тренинг                    | Рудаки | Дом культуры | НПО      | 10      | 12      |
        """,
        title="Реестр форумов",
    )
    assert registers.last_forum(desk, EDITOR, View()) == date(2025, 5, 20)
    assert registers.last_forum(desk, EDITOR, View(on=date(2025, 5, 20))) == date(2025, 3, 14)
    assert registers.last_forum(desk, EDITOR, View(districts=("rasht",))) == date(2025, 3, 14)
    assert registers.last_forum(desk, EDITOR, View(on=date(2025, 3, 1))) is None
