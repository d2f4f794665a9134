"""The page of one commitment: nothing of the future on a past day, words marked by language, and a citation that proves."""

import html
import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from streamlit.testing.v1 import AppTest

from tracker import figures
from tracker.desk import EDITOR, PUBLIC, Desk, View, detail
from tracker.figures.timeline import Said
from tracker.model import Finding, Retraction
from tracker.store import queries

Visit = Callable[..., AppTest]
ON = date(2026, 11, 23)


def shown(app: AppTest) -> str:
    return html.unescape(" ".join(one.proto.body for one in app.get("html")))


def told(desk: Desk, code: str, view: View | None = None) -> detail.CommitmentDetail:
    found = detail.commitment(desk, EDITOR, code, view or View(), language="en")
    assert found is not None
    return found


def test_words_in_another_language_than_the_readers_say_so(house: Desk, visit: Visit) -> None:
    assert "Shown as written, in Русский" in shown(visit("commitment", lang="en", code="L-1"))
    assert "Shown as written" not in shown(visit("commitment", lang="ru", code="L-1"))
    assert "Shown as written" not in shown(visit("commitment", lang="en", code="O-1"))


def test_it_is_cited_in_three_languages_with_the_day_and_a_fingerprint(house: Desk, visit: Visit) -> None:
    cited = [one.value for one in visit("commitment", lang="en", code="O-1").code]
    assert len(cited) == 3
    assert "«Overdue commitment 1»" in cited[0]
    assert "«Просроченное обязательство 1»" in cited[1]
    for one, language in zip(cited, ("en", "ru", "tg"), strict=True):
        assert f"/commitment?lang={language}&code=O-1&on=2026-11-23&known_on=2026-11-23" in one
    assert len({re.findall(r"SHA-256 ([0-9a-f]{64})", one)[0] for one in cited}) == 1


def test_the_fingerprint_is_the_same_for_everybody_and_changes_with_the_data(house: Desk) -> None:
    before = detail.fingerprint(told(house, "O-1"), on=ON, known_on=ON)
    public = detail.commitment(house, PUBLIC, "O-1", View(), language="ru")
    assert public is not None
    assert detail.fingerprint(public, on=ON, known_on=ON) == before
    say(house, "O-1", "fulfilled", date(2026, 11, 1), at=datetime(2026, 11, 20, tzinfo=UTC))
    assert detail.fingerprint(told(house, "O-1"), on=ON, known_on=ON) != before


def test_what_was_recorded_later_is_not_told_as_of_an_earlier_day_of_knowing(house: Desk) -> None:
    key = say(house, "O-1", "fulfilled", date(2026, 3, 5), at=datetime(2026, 6, 20, tzinfo=UTC))
    with house.store.write(actor="test", action="x", at=datetime(2026, 8, 1, tzinfo=UTC)) as change:
        [retraction] = change.take_ids(Retraction, 1)
        row = {"id": retraction, "revision": change.number, "finding_id": key, "reason": "wrong"}
        change.append(Retraction, [row])
    statuses = {}
    for known_on in (date(2026, 6, 1), date(2026, 7, 1), date(2026, 9, 1)):
        found = told(house, "O-1", View(known_on=known_on)).findings
        statuses[known_on.month] = [(one.status, one.retracted) for one in found]
    assert statuses == {
        6: [("in_progress", None)],
        7: [("in_progress", None), ("fulfilled", None)],
        9: [("in_progress", None), ("fulfilled", "wrong")],
    }


def test_what_was_found_after_the_day_is_counted_not_told(house: Desk, visit: Visit) -> None:
    app = visit("commitment", lang="en", code="L-1", on="2025-07-01")
    links = [html.unescape(link.proto.label) for link in app.get("page_link")]
    assert "1 more after this day" in links
    assert links.count("1 more after this day") == 1


def test_the_axis_of_the_timeline_is_dated_by_what_happened(house: Desk) -> None:
    said = [Said(date(2025, 6, 1), "in_progress"), Said(date(2025, 7, 10), "fulfilled")]
    picture = figures.timeline(said, [], [(date(2025, 3, 1), True)], date(2025, 12, 1), "en")
    days = [str(day) for day in picture.figure.layout.xaxis.tickvals]
    assert days == ["2025-03-01", "2025-07-10"]  # 1 June has no room beside 10 July


def say(desk: Desk, code: str, status: str, day: date, *, at: datetime) -> int:
    """Record a public finding; returns its id."""
    with desk.store.write(actor="test", action="x", at=at) as change:
        found = queries.commitment_named(change.connection, code)
        assert found is not None
        [key] = change.take_ids(Finding, 1)
        row = {"id": key, "commitment_id": found["id"], "revision": change.number, "status": status}
        fixed = {"visibility": "public", "effective_on_assumed": False, "late": False}
        change.append(Finding, [{**row, "effective_on": day, **fixed}])
    return key
