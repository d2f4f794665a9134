"""The product counts the loaded sample as a second, plain count from what its maker means does."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from data.making.bodies import CODES
from data.making.tables import everything
from tests.data.counting import count
from tracker.desk import EDITOR, Desk, View, look
from tracker.desk.demo import load_sample
from tracker.ledger import By
from tracker.settings import Settings

TODAY = date(2026, 11, 23)
CLASSES = (
    "kept on time", "kept late", "overdue", "being kept", "not being kept", "open", "ahead", "undated", "withdrawn",
)  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An installation with the whole sample loaded, each workbook on its day."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("var"), database_url=None)
    desk = Desk.open(settings, lambda: datetime(2026, 11, 23, 7, 0, tzinfo=UTC))
    assert load_sample(desk, EDITOR) == 21
    yield desk
    desk.close()


def groups(sample: Desk, by: By) -> list[dict[str, Any]]:
    """The measures of every group, as of today."""
    rows: list[dict[str, Any]] = look.rates(sample, EDITOR, View(), by=by).rows.to_dict("records")
    return rows


@pytest.mark.parametrize(
    "on",
    [
        date(2024, 6, 30),
        date(2024, 12, 31),
        date(2025, 3, 31),
        date(2025, 6, 30),
        date(2025, 12, 31),
        date(2026, 6, 30),
        date(2026, 9, 30),
        date(2026, 11, 22),
    ],
)
def test_every_class_is_counted_alike_on_past_days(sample: Desk, on: date) -> None:
    total = look.rates(sample, EDITOR, View(on=on)).total
    plain = count(everything(), on)
    assert {name: total[name.replace(" ", "_")] for name in CLASSES} == {
        name: plain[name] for name in CLASSES
    }


def test_claims_are_counted_alike(sample: Desk) -> None:
    total = look.rates(sample, EDITOR, View()).total
    assert total["claimed_rate"] == pytest.approx(count(everything(), TODAY, claimed=True)["kept"] / 269)


def test_agencies_are_counted_alike(sample: Desk) -> None:
    told = {row["key"]: (row["kept"], row["due"]) for row in groups(sample, "agency")}
    assert set(told) == {CODES[one.lead] for one in everything()}
    for code in told:
        plain = count((one for one in everything() if CODES[one.lead] == code), TODAY)
        assert told[code] == (plain["kept"], plain["due"])


def test_what_was_known_at_the_end_of_2025_is_less_than_what_is_known_of_it_today(sample: Desk) -> None:
    day = date(2025, 12, 31)
    then = look.rates(sample, EDITOR, View(on=day, known_on=day)).total
    now = look.rates(sample, EDITOR, View(on=day)).total
    assert then["kept"] < now["kept"]
    assert then["due"] < now["due"]


def test_loading_it_again_changes_nothing(sample: Desk) -> None:
    revision = sample.revision()
    assert load_sample(sample, EDITOR) == 0
    assert sample.revision() == revision


def test_each_region_and_each_of_the_eleven_topics_has_something_due(sample: Desk) -> None:
    regions = {row["key"] for row in groups(sample, "region") if row["due"]}
    topics = {row["key"] for row in groups(sample, "topic") if row["due"]}
    assert regions - {None} == {"TJ-DU", "TJ-SU", "TJ-KT", "TJ-GB", "TJ-RA"}
    assert len(topics) == 11 and None not in topics
