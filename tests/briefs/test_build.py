"""What a brief says: the desk's own figures, for who will read it, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.briefs.hearing import CANARY
from tracker.briefs.build import fingerprint
from tracker.briefs.hearing import Brief, NothingToTell, SinceTooLate, Wanted, build, left_out
from tracker.briefs.told import same_view
from tracker.desk import EDITOR, PUBLIC, Desk, NotAllowed, View, look
from tracker.desk import record as recording
from tracker.desk.quarters import trend_days
from tracker.desk.rules import Said
from tracker.ledger import KnownTooEarly
from tracker.words import LANGUAGES

Make = Callable[..., Brief]


def test_it_counts_what_is_published(brief: Make) -> None:
    made = brief("en")
    assert (made.kept, made.due, made.overdue) == (5, 8, 3)
    assert made.title == "5 of 8 commitments due by 23 November 2026 are kept – 63 %"
    assert [(part.key, part.count) for part in made.segments] == [("kept", 4), ("late", 1), ("overdue", 3)]
    assert len(made.rows) == 9


def test_every_figure_is_the_desk_s_own(told: Desk, brief: Make) -> None:
    made = brief("en", agencies=("hukumat-district",))
    view = View(on=date(2026, 11, 23), known_on=date(2026, 11, 23), agencies=("hukumat-district",))
    assert made.total == look.rates(told, PUBLIC, view).total
    assert made.before == look.rates(told, PUBLIC, replace(view, on=made.since)).total
    by_agency = look.rates(told, PUBLIC, view, by="agency").rows.set_index("key")
    assert {one.key: (one.kept, one.due) for one in made.agencies} == {
        key: (row["kept"], row["due"]) for key, row in by_agency.iterrows()
    }
    series = look.series(told, PUBLIC, view, dates=trend_days(date(2026, 11, 23)))
    assert [(row["kept"], row["due"]) for row in made.trend] == list(
        zip(series["kept"], series["due"], strict=True)
    )


def test_claims_stand_beside_what_was_found(brief: Make) -> None:
    made = brief("en")
    by_key = {one.key: (one.kept, one.claimed, one.due) for one in made.agencies}
    assert by_key == {"mia-district": (5, 5, 5), "hukumat-district": (0, 1, 3)}
    assert (made.kept, made.claimed, made.due) == (5, 6, 8)
    assert made.gap_finding == "Agencies report 75 % as fulfilled, the monitors found 63 %"


def test_the_worst_are_told_in_order_with_all_a_hearing_needs(brief: Make) -> None:
    first, second, third = brief("ru").items
    assert [first.code, second.code, third.code] == ["O-0", "O-1", "O-2"]
    assert first.text == "Поставить фонари на улице 0"
    assert first.days == (date(2026, 11, 23) - date(2026, 1, 10)).days
    assert "ст. 12" in first.basis
    assert first.agencies == ("Исполнительный орган государственной власти города/района",)
    assert first.joint == ("Отдел МВД в городе/районе (ОМВД)",)
    assert first.made_on == date(2024, 1, 15)
    assert first.finding is not None and first.finding.status == "partly_fulfilled"
    assert first.finding.note == "Стоят два фонаря из пяти"
    assert first.finding.evidence == ("Ссылка: https://example.org/lamps",)
    assert [reply.text for reply in first.replies] == ["Фонари заказаны"]
    assert first.claim is not None and (first.claim.status, first.claim.on) == ("fulfilled", date(2026, 2, 1))


def test_the_question_follows_from_what_is_known(brief: Make) -> None:
    claimed, going_on, _ = brief("en").items
    assert claimed.question.startswith(
        "On 1 February 2026 this was reported as fulfilled; on 2 November 2026 the monitors found: partly fulfilled."
    )
    assert going_on.question.startswith("The deadline passed 316 days ago and work is still going on.")


def test_words_in_another_language_stay_the_exact_words(brief: Make) -> None:
    item = brief("tg").items[0]
    assert (item.text, item.text_language) == ("Поставить фонари на улице 0", "ru")
    assert brief("en").items[0].text == "Put up lamps in street 0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_internal_is_in_a_brief_for_others(brief: Make, language: str) -> None:
    assert CANARY not in repr(brief(language))


def test_a_brief_for_the_house_holds_what_is_internal_and_says_so(brief: Make) -> None:
    made = brief("en", internal=True)
    assert CANARY in repr(made)
    assert made.items[0].code == "I-1"
    assert made.left_out[0].startswith("This brief is internal")


def test_the_public_gets_no_internal_brief(told: Desk) -> None:
    with pytest.raises(NotAllowed):
        build(told, PUBLIC, Wanted(View(), "en", internal=True))


def test_how_many_are_left_out_is_told_to_those_who_make_it(told: Desk) -> None:
    assert left_out(told, Wanted(View(), "en")) == 1
    assert left_out(told, Wanted(View(agencies=("hukumat-district",)), "en")) == 0


def test_where_nothing_is_published_there_is_nothing_to_tell(told: Desk) -> None:
    with pytest.raises(NothingToTell):
        build(told, EDITOR, Wanted(View(agencies=("mia",)), "en"))


def test_the_same_data_give_the_same_fingerprint_and_new_data_another(told: Desk, brief: Make) -> None:
    first = brief("ru")
    assert first.fingerprint == brief("ru").fingerprint == fingerprint(first)
    assert len(first.fingerprint) == 64
    recording.finding(told, EDITOR, "O-2", Said("fulfilled", date(2026, 11, 20), "Стоят", has_evidence=True))
    second = brief("ru")
    assert second.fingerprint != first.fingerprint
    assert (second.kept, second.due) == (6, 8)
    assert second.revision > first.revision


def test_the_link_shows_the_same_view_on_the_same_days(told: Desk, brief: Make) -> None:
    told.settings.site_url = "https://ahd.example.org/"
    made = brief("tg", agencies=("mia-district", "hukumat-district"), on=date(2026, 6, 30))
    shown = "lang=tg&on=2026-06-30&known_on=2026-11-23"
    assert made.link == f"https://ahd.example.org/?{shown}&agency=mia-district,hukumat-district"
    assert same_view(made) == made.link
    assert (
        made.items[0].link == f"https://ahd.example.org/commitment?{shown.replace('on=', 'code=O-0&on=', 1)}"
    )


def test_without_an_address_the_same_view_is_told_in_words(brief: Make) -> None:
    made = brief("en", agencies=("mia-district",), districts=("rudaki",), on=date(2026, 6, 30))
    assert made.link == ""
    assert same_view(made) == (
        "In Ahd: District: Rudaki; Agency: MIA Department in a city / district (district police); "
        "as of 30 June 2026, as known on 23 November 2026"
    )
    assert same_view(brief("en")).startswith("In Ahd: All commitments; as of 23 November 2026")
    assert {item.link for item in brief("en").items} == {""}


def test_a_past_day_is_told_as_it_was(brief: Make) -> None:
    made = brief("en", on=date(2025, 7, 5))
    assert (made.kept, made.due) == (4, 5)
    assert made.since < made.on


def test_days_that_make_no_sense_are_refused(told: Desk) -> None:
    with pytest.raises(SinceTooLate):
        build(told, EDITOR, Wanted(View(on=date(2026, 6, 30)), "en", since=date(2026, 6, 30)))
    with pytest.raises(KnownTooEarly):
        build(told, EDITOR, Wanted(View(on=date(2026, 6, 30), known_on=date(2026, 6, 1)), "en"))


def test_the_head_of_the_chain_goes_along_for_others_to_keep(told: Desk, brief: Make) -> None:
    assert brief("ru").head == str(told.store.head())
