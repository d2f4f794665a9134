"""What to ask of those who have to answer for a commitment: the same question in every file and on every screen."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from tracker.desk.answers import CommitmentLine
from tracker.words import N_, translate
from tracker.words.formats import days as days_words
from tracker.words.terms import label

QUESTIONS: Final = {
    "not_started": N_(
        "The deadline passed {days} ago and work has not begun. Why not, and on which day will it begin?"
    ),
    "in_progress": N_(
        "The deadline passed {days} ago and work is still going on. What is missing, and on which day will it be finished?"
    ),
    "partly_fulfilled": N_(
        "The deadline passed {days} ago and only a part is done. Which part is missing, who answers for it, and on which "
        "day will it be finished?"
    ),
    "not_fulfilled": N_(
        "The deadline passed {days} ago and this was not fulfilled. By whose decision, and what will be done instead?"
    ),
    "fulfilled": N_("The deadline passed {days} ago. Where can it be seen that this is done?"),
    "withdrawn": N_("Who decided to take this off control, when, and why?"),
}
"""What to ask, by the status that was found."""


def question(line: CommitmentLine, state: Mapping[Any, Any], language: str) -> str:
    """What to ask about a commitment that is not kept, by what was found and claimed: `state` is its row of the states."""

    def t(msgid: str, **values: Any) -> str:
        return translate(msgid, language, **values)

    if pd.isna(state["latest_status"]):
        return _nothing_found(line, state, language)
    found = str(state["latest_status"])
    if state["claim_status"] == "fulfilled":
        return t(
            "On {claimed} this was reported as fulfilled; on {found} the monitors found: {status}. Which document shows "
            "that it is done, and may the committee see it?",
            claimed=_day(state["claim_on"]),
            found=_day(state["latest_on"]),
            status=label("status", found, language).lower(),
        )
    if line.outcome == "not_being_kept":
        return t(
            "This has to be kept all the time. Why is it not, who answers for it, and from which day will it be?"
        )
    if line.first_deadline and line.deadline and line.first_deadline < line.deadline and line.extensions:
        return t(
            "The deadline was moved from {first} to {deadline} and has passed again. What was in the way, and which day "
            "will hold?",
            first=line.first_deadline,
            deadline=line.deadline,
        )
    return t(QUESTIONS[found], days=days_words(line.days or 0, language))


def _nothing_found(line: CommitmentLine, state: Mapping[Any, Any], language: str) -> str:
    """What to ask where no monitor has looked: the agency may have reported, or nobody said anything."""

    def t(msgid: str, **values: Any) -> str:
        return translate(msgid, language, **values)

    days = days_words(line.days or 0, language)
    if pd.isna(state["claim_status"]):
        if line.outcome == "not_being_kept":
            return t(
                "This has to be kept all the time, but no report of it has come. How is it kept today, and where can "
                "that be seen?"
            )
        return t(
            "The deadline passed {days} ago and no report has come. What has been done, and where can it be seen?",
            days=days,
        )
    claimed, status = _day(state["claim_on"]), str(state["claim_status"])
    if status == "fulfilled":
        return t(
            "On {claimed} this was reported as fulfilled, and no monitor has checked it yet. Which document shows that it "
            "is done, and may the committee see it?",
            claimed=claimed,
        )
    status = label("status", status, language).lower()
    if line.outcome == "not_being_kept":
        return t(
            "This has to be kept all the time. On {claimed} the agency itself reported: {status}. How is it kept today, "
            "and where can that be seen?",
            claimed=claimed,
            status=status,
        )
    return t(
        "The deadline passed {days} ago. On {claimed} the agency itself reported: {status}. What has been done since, and "
        "where can it be seen?",
        days=days,
        claimed=claimed,
        status=status,
    )


def _day(value: Any) -> date:
    return pd.Timestamp(value).date()
