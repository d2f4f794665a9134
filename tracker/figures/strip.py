"""The signature: one strip of all that was due, cut into what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tracker.figures.grammar import (
    KEPT,
    LATE,
    OVERDUE,
    PAPER,
    REFUSED,
    Picture,
    as_table,
    on_mark,
    stays,
    text_colour,
)
from tracker.figures.stage import bar, stage
from tracker.words import N_, translate
from tracker.words.formats import FEW, fraction, number, percent, rate_text

HEIGHT: Final = 68
# A segment carries what has room on it, in pixels; the words stand beneath the strip in any case.
LETTER: Final = 8.5
MARGIN: Final = 10

_PARTS: Final = (
    ("kept", N_("On time"), ("kept_on_time", "being_kept"), KEPT),
    ("late", N_("Kept late"), ("kept_late",), LATE),
    ("overdue", N_("Overdue"), ("overdue",), OVERDUE),
    ("broken", N_("Not being kept"), ("not_being_kept",), REFUSED),
)
OUTCOMES_OF: Final = {key: outcomes for key, _label, outcomes, _colour in _PARTS}
"""The outcome classes behind each part of the strip, by its key."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the strip: its key, word, the outcome classes in it, how many commitments, of how many, colour."""

    key: str
    label: str
    outcomes: tuple[str, ...]
    count: int
    due: int
    colour: str


def segments(total: Mapping[str, Any], language: str) -> list[Segment]:
    """What became of all that was due, in the order of the strip; parts that are empty are left out."""
    due = int(total["due"])
    found = [
        Segment(key, translate(label, language), outcomes, sum(int(total[o]) for o in outcomes), due, colour)
        for key, label, outcomes, colour in _PARTS
    ]
    return [segment for segment in found if segment.count]


def in_words(part: Segment, language: str) -> str:
    """A part of the strip in words: how many and which share; of few only how many of how many."""
    if part.due < FEW:
        rate = rate_text(part.count, part.due, language)
        return translate("{outcome}: {rate}", language, outcome=part.label, rate=rate)
    return translate(
        "{outcome}: {count}, {percent}",
        language,
        outcome=part.label,
        count=number(part.count, language),
        percent=percent(part.count, part.due, language),
    )


def strip(parts: Sequence[Segment], language: str, *, pixels: float = 1150, height: int = HEIGHT) -> Picture:
    """One 100 % strip. Marks carry the key of their segment. `pixels`: how wide it is at least."""
    figure = stage(height=height)
    reached = 0.0
    for part in parts:
        share = part.count / part.due
        figure.add_trace(
            bar(
                x=[share],
                base=[reached],
                y=[0],
                orientation="h",
                width=1,
                marker={"color": part.colour, "line": {"color": PAPER, "width": 2}},
                customdata=[part.key],
                text=[_words(part, share * pixels, language)],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": text_colour(part.colour), "size": 15},
                constraintext="none",
                cliponaxis=True,
                hovertemplate=f"{part.label}: {fraction(part.count, part.due, language)}<extra></extra>",
                **stays(),
            )
        )
        reached += share
    figure.update_xaxes(range=[0, 1])
    figure.update_yaxes(range=[-0.5, 0.5])
    return Picture(figure.drawn(), strip_finding(parts, language), strip_table(parts, language))


def _words(part: Segment, pixels: float, language: str) -> str:
    """The share and the word where both have room, else the share, else nothing."""
    figure = on_mark(part.count, part.due, language)
    if pixels >= room_for(part.label):
        return f"<b>{figure}</b><br>{part.label}"
    return f"<b>{figure}</b>" if pixels >= room_for(figure) else ""


def room_for(words: str) -> float:
    """The pixels that words on a segment need."""
    return len(words) * LETTER + MARGIN


def strip_finding(parts: Sequence[Segment], language: str) -> str:
    said = [
        translate(
            "{outcome}: {rate}",
            language,
            outcome=part.label,
            rate=rate_text(part.count, part.due, language),
        )
        for part in parts
    ]
    return translate("What became of all that was due. {parts}.", language, parts="; ".join(said))


def strip_table(parts: Sequence[Segment], language: str) -> Any:
    columns = (
        translate("Outcome", language),
        translate("Commitments", language),
        translate("Share", language),
    )
    return as_table(
        columns,
        [(p.label, number(p.count, language), on_mark(p.count, p.due, language)) for p in parts],
    )
