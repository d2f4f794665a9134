"""The method in words: every definition comes from the same place as the words on the pages, every number is today's."""

from collections.abc import Hashable
from typing import Any

import streamlit as st

from tracker import figures
from tracker.desk.answers import Measures
from tracker.figures.grammar import OPEN, OUTCOME_COLOURS
from tracker.ledger import LAST
from tracker.ui import asking, pages
from tracker.ui.here import desk, language, place, t, tn
from tracker.ui.safe import md, plain
from tracker.words.formats import FEW, NOTHING, days, number, percent, points, rate_text
from tracker.words.terms import DEFINITIONS, change_definition, definition, label


def rate(total: Measures) -> None:
    """The fulfilment rate, worked out before the reader's eyes."""
    _paragraph(
        t(
            "The fulfilment rate is the number of commitments kept, divided by the number that were due. Due are those "
            "whose deadline has passed, and those that have to be kept all the time. What was only partly fulfilled "
            "does not count as kept. What is not due yet, has no date, or was withdrawn stays outside and is shown "
            "beside the rate."
        )
    )
    counted = {
        name: number(int(total[name]), language())
        for name in ("kept_on_time", "kept_late", "being_kept", "overdue", "not_being_kept", "kept", "due")
    }
    if int(total["due"]) < FEW:
        return
    _paragraph(
        t(
            "Here: {kept_on_time} kept on time + {kept_late} kept late + {being_kept} being kept = {kept} kept. With "
            "{overdue} overdue and {not_being_kept} not being kept, {due} were due. {kept} of {due} is {percent}.",
            percent=percent(int(total["kept"]), int(total["due"]), language()),
            **counted,
        )
    )


def classes(total: Measures) -> None:
    """Every outcome with its definition and how many there are now, each a link to them."""
    for outcome in DEFINITIONS:
        count = int(total[outcome])
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            mark = f'style="--ahd-mark:{OUTCOME_COLOURS.get(outcome, OPEN)}"'
            st.html(
                f'<div class="ahd-said" {mark}><p><strong>{plain(label("outcome", outcome, language()))}</strong></p>'
                f"<p>{plain(definition(outcome, language()))}</p></div>"
            )
            said = tn("{n} commitment", "{n} commitments", count)
            pages.link("commitments", md(said), place().but(outcomes=(outcome,)))


def others(total: Measures) -> None:
    """The rates beside the main one, with their values now."""
    once_due = int(total["kept_on_time"]) + int(total["kept_late"]) + int(total["overdue"])
    gap, behind = total["gap"], asking.behind()
    told = [
        (
            t("On-time rate"),
            t("Of all whose governing deadline has passed, those kept by it."),
            rate_text(int(total["kept_on_time"]), once_due, language()),
        ),
        (
            t("Confirmed rate"),
            t("Kept, and the evidence checked by a second person, of all that were due."),
            rate_text(behind.confirmed, behind.due, language()),
        ),
        (
            t("Claimed rate"),
            t("What the agencies themselves report as fulfilled, of all that were due."),
            rate_text(behind.claimed, behind.due, language()),
        ),
        (
            t("Gap"),
            t("The claimed rate less the fulfilment rate."),
            NOTHING if gap is None or behind.due < FEW else points(gap, language()),
        ),
        (
            t("Coverage"),
            tn(
                "Of all that need watching, those with a finding of the last {n} day.",
                "Of all that need watching, those with a finding of the last {n} days.",
                desk().settings.coverage_days,
            ),
            rate_text(behind.covered, behind.watched, language()),
        ),
        *_beside(),
    ]
    body = "".join(f"<dt>{plain(a)}</dt><dd>{plain(b)} <strong>{plain(c)}</strong></dd>" for a, b, c in told)
    st.html(f'<dl class="ahd-facts">{body}</dl>')


def _beside() -> list[tuple[str, str, str]]:
    """What is told beside the rates: how late, how often moved, what recurs, how long it takes."""
    [late] = asking.lateness().to_dict("records")
    [record] = asking.keeping_record().to_dict("records")
    moved = asking.moved()
    kept = int(record["on_time"]) + int(record["late"])
    return [
        (
            t("Days late"),
            t(
                "From the deadline to the day since which it is kept; of what is overdue, to the day of the page. The "
                "median: half are as late as that, or later."
            ),
            _median(late, "overdue"),
        ),
        (
            t("Moved deadlines"),
            t("The current deadline counts; the switch in the filters measures against the first one."),
            tn("{n} deadline moved", "{n} deadlines moved", moved.commitments),
        ),
        (
            t("Record of what recurs"),
            tn(
                "Of the last {n} deadline of each recurring commitment, those kept, on time or late.",
                "Of the last {n} deadlines of each recurring commitment, those kept, on time or late.",
                LAST,
            ),
            rate_text(kept, int(record["deadlines"]), language()),
        ),
        (
            t("Time to fulfilment"),
            t(
                "The share fulfilled so many days after the deadline, by the method of Kaplan and Meier: what is not "
                "fulfilled yet counts as long as it has waited, and no longer."
            ),
            "",
        ),
    ]


def _median(late: dict[Hashable, Any], name: str) -> str:
    if late[name] < FEW:
        return NOTHING
    middle = days(figures.whole_days(late[f"{name}_median"]), language())
    return t("{days}, median of {n} overdue", days=middle, n=number(int(late[name]), language()))


def changes() -> None:
    """Every kind of change between two days with its definition."""
    said = (
        (label("change", kind, language()), change_definition(kind, language()))
        for kind in figures.CHANGES_SHOWN
    )
    body = "".join(f"<dt>{plain(word)}</dt><dd>{plain(meaning)}</dd>" for word, meaning in said)
    st.html(f'<dl class="ahd-facts">{body}</dl>')
    pages.link("changes", md(t("What changed")), icon=":material/difference:")


def rules() -> None:
    """What a reader of any figure may rely on."""
    said = (
        t(
            "Every percentage stands with its fraction. Of fewer than six only the fraction is shown, and nothing is "
            "ranked."
        ),
        t(
            "The thin lines on bars are 95 % Wilson intervals: two groups whose lines overlap should not be called "
            "better and worse."
        ),
        t(
            "A commitment of several districts counts in each of them, and once in the total. National ones stand "
            "apart from the districts."
        ),
        t(
            "A recurring commitment is judged by its latest deadline; the quarters count each of its deadlines."
        ),
        t(
            "A deadline that was moved counts from the day of that decision. The first deadline stays visible."
        ),
        t("The latest finding decides. What an agency reports stands beside it and never replaces it."),
        t(
            "Nothing is erased: any figure can be drawn again for any earlier day, as of then, and as it was known then."
        ),
    )
    st.html(f'<ul class="ahd-rules">{"".join(f"<li>{plain(rule)}</li>" for rule in said)}</ul>')


def _paragraph(text: str) -> None:
    st.html(f'<p class="ahd-lede">{plain(text)}</p>')
