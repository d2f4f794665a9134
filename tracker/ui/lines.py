"""Commitments in a list: what became of each, its exact words, who, where, by when, under which article."""

from collections.abc import Sequence

import streamlit as st

from tracker.desk.answers import CommitmentLine
from tracker.figures import phrases
from tracker.figures.grammar import OPEN, OUTCOME_COLOURS
from tracker.ui import pages
from tracker.ui.here import language, names, place, tn, width
from tracker.ui.safe import lines, md, plain
from tracker.ui.state import Place
from tracker.words import language_name
from tracker.words.formats import number


def show(found: Sequence[CommitmentLine], *, big: bool = False, aside: bool = True) -> None:
    """Draw the lines, each with a link to its page. `big` sets the days overdue in large figures.

    The link stands `aside` where there is the room of a whole page, else underneath.
    """
    for line in found:
        if aside and width() == "wide":
            told, opened = st.columns([0.88, 0.12], gap="small")
        else:
            told = opened = st.container(gap=None)
        told.html(line_html(line, big=big))
        with opened:
            pages.link(
                "commitment", md(line.code), commitment_place(line.code), icon=":material/arrow_forward:"
            )


def longest(found: Sequence[CommitmentLine]) -> str:
    """The heading over the longest overdue ones."""
    days = max((line.days or 0) for line in found)
    return tn("The longest overdue: {n} day", "The longest overdue: {n} days", days)


def commitment_place(code: str) -> Place:
    """Where a commitment is read, with the dates of this view."""
    return place().shared().but(code=code)


def line_html(line: CommitmentLine, *, big: bool = False) -> str:
    """One commitment, with everything that people typed escaped."""
    colour = OUTCOME_COLOURS.get(line.outcome, OPEN)
    return (
        f'<div class="ahd-line" style="--ahd-mark:{colour}"><p class="ahd-mark">{_mark(line, big=big)}</p>'
        f"<div>{as_written(lines(line.text), line.text_language)}"
        f'<p class="ahd-about">{plain(" · ".join(about(line)))}</p></div></div>'
    )


def as_written(words: str, spoken: str) -> str:
    """Harmless words in the language they are spoken in; where that is not the reader's, its name stands after them."""
    other = spoken != language()
    tag = f' <span class="ahd-tag">{plain(language_name(spoken))}</span>' if other else ""
    return f'<p class="ahd-words" lang="{plain(spoken)}">{words}{tag}</p>'


def about(line: CommitmentLine) -> list[str]:
    """Who, where, by when and under what, each a phrase."""
    return [part for part in (who(line), where(line), by_when(line), under(line)) if part]


def outcome_words(line: CommitmentLine) -> str:
    """What became of it, with the days that belong to it."""
    return phrases.outcome_words(line, language())


def state_words(line: CommitmentLine) -> str:
    """What was found last, where the outcome leaves that open."""
    return phrases.state_words(line, language())


def who(line: CommitmentLine) -> str:
    """The agencies, the lead first."""
    return phrases.who(line, names(), language())


def where(line: CommitmentLine) -> str:
    """The districts and regions, or that it holds everywhere."""
    return phrases.where(line, names(), language())


def by_when(line: CommitmentLine) -> str:
    """The deadline, as understood; else as it was written; with what it was first."""
    return phrases.by_when(line, language())


def under(line: CommitmentLine) -> str:
    """The law or agreement, and its article."""
    return phrases.under(line, names(), language())


def _mark(line: CommitmentLine, *, big: bool) -> str:
    state = plain(state_words(line))
    if big and line.days is not None:
        unit = tn("day overdue", "days overdue", line.days)
        return f'<b class="ahd-big">{plain(number(line.days, language()))}</b> {plain(unit)}<br>{state}'
    return f"<b>{plain(outcome_words(line))}</b>{' ' if state else ''}{state}"
