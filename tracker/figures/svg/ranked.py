"""Bars: the strip of all that was due, ranked groups with their intervals, and what became of each group's."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import pandas as pd

from tracker.figures.bars import STACK
from tracker.figures.grammar import INK, KEPT, MUTED, PAPER, TRACK, as_table, fitted, on_mark, text_colour
from tracker.figures.groups import (
    Kind,
    Named,
    Whose,
    high_end,
    in_order,
    low_end,
    overdue_finding,
    ranking_finding,
    ranking_table,
)
from tracker.figures.strip import Segment, room_for, strip_finding, strip_table
from tracker.figures.svg.pen import (
    LARGE,
    MEDIUM,
    NARROW,
    Drawing,
    Lead,
    esc,
    frame,
    line,
    linked,
    nowhere,
    pct,
    rect,
    text,
)
from tracker.words.formats import FEW, fraction, number, percent, rate_text
from tracker.words.terms import label

STRIP: Final = 68
EACH: Final = 50
BAR: Final = 13
STACKED: Final = 20
NARROW_LETTERS: Final = 25
LETTERS: Final = 33
# A strip is at least so many pixels wide where words of each of these classes are shown.
NARROWEST: Final = ((320, ""), (600, MEDIUM), (900, LARGE))

Names = dict[str, tuple[str, str]]


def strip(parts: Sequence[Segment], language: str, *, lead: Lead = nowhere) -> Drawing:
    """One 100 % strip of what became of all that was due."""
    drawn, reached = [], 0.0
    for part in parts:
        share = part.count / part.due
        ink = text_colour(part.colour)
        middle = pct(reached + share / 2)
        figure = on_mark(part.count, part.due, language)
        bar = rect(pct(reached), "0", pct(share), "100%", part.colour, edge=PAPER, more=' stroke-width="2"')
        if (shown := _room(share, figure)) is not None:
            words = _room(share, part.label)
            bar += text(figure, middle, "50%", size=17, colour=ink, anchor="middle", bold=True, shown=shown,
                        dy=-2 if words is not None else 6)  # fmt: skip
            if words is not None:
                bar += text(part.label, middle, "50%", colour=ink, anchor="middle", shown=words, dy=18)
        said = f"{part.label}: {rate_text(part.count, part.due, language)}"
        drawn.append(linked(bar, lead(part.key), said))
        reached += share
    finding = strip_finding(parts, language)
    return Drawing(
        frame("".join(drawn), said=finding, height=STRIP, kind="strip"), finding, strip_table(parts, language)
    )


def _room(share: float, words: str) -> str | None:
    """From which width of screen words of a segment are shown: "" always, None never."""
    for pixels, shown in NARROWEST:
        if share * pixels >= room_for(words):
            return shown
    return None


def ranking(
    rows: pd.DataFrame,
    names: Names,
    language: str,
    *,
    kind: Kind,
    lead: Lead = nowhere,
    most: int | None = None,
    letters: int = LETTERS,
) -> Drawing:
    """Fulfilment rates of groups with 95 % Wilson whiskers; groups with fewer than six due are hollow, unranked."""
    found = in_order(rows, names, language)
    drawn = []
    for place, (one, called) in enumerate(_called(found[:most])):
        top = place * EACH
        share = one.kept / one.due
        inside = _lane(top) + _name(called, _figure(one, language), top, letters)
        y = top + 25
        inside += rect("0", f"{y}", "100%", f"{BAR}", TRACK)
        if one.due >= FEW:
            inside += rect("0", f"{y}", pct(share), f"{BAR}", KEPT)
            inside += _whisker(one, y + BAR / 2)
        elif share:
            inside += rect(
                "0.5", f"{y}", pct(share * 0.995), f"{BAR}", PAPER, edge=KEPT, more=' stroke-width="1.5"'
            )
        drawn.append(linked(inside, lead(one.key), f"{one.full}: {rate_text(one.kept, one.due, language)}"))
    finding = ranking_finding(found, language, kind)
    height = max(len(drawn), 1) * EACH
    return Drawing(
        frame("".join(drawn), said=finding, height=height, kind="bars"),
        finding,
        ranking_table(found, language),
    )


def composition(
    rows: pd.DataFrame,
    names: Names,
    language: str,
    *,
    kind: Whose,
    lead: Lead = nowhere,
    most: int | None = None,
) -> Drawing:
    """What became of all that was due, one 100 % strip a group."""
    found = in_order(rows, names, language)
    drawn = []
    for place, (one, called) in enumerate(_called(found[:most])):
        top = place * EACH
        inside, reached = _lane(top) + _name(called, fraction(one.kept, one.due, language), top), 0.0
        for outcome, colour in STACK:
            count = int(one.measures[outcome])
            if not count:
                continue
            share = count / one.due
            inside += rect(
                pct(reached),
                f"{top + 25}",
                pct(share),
                f"{STACKED}",
                colour,
                edge=PAPER,
                more=' stroke-width="1.5"',
            )
            if share >= 0.04:
                inside += text(
                    number(count, language), pct(reached + share / 2), f"{top + 39.5}", size=12, anchor="middle",
                    colour=text_colour(colour), shown="" if share >= 0.09 else MEDIUM,
                )  # fmt: skip
            reached += share
        told = [
            f"{label('outcome', outcome, language)} {number(int(one.measures[outcome]), language)}"
            for outcome, _colour in STACK
            if int(one.measures[outcome])
        ]
        drawn.append(linked(inside, lead(one.key), f"{one.full}: {'; '.join(told)}"))
    columns = [
        ranking_table((), language).columns[0],
        *(label("outcome", outcome, language) for outcome, _ in STACK),
    ]
    counts = [(one.full, *(number(int(one.measures[o]), language) for o, _ in STACK)) for one in found]
    finding = overdue_finding(found, language, kind)
    height = max(len(drawn), 1) * EACH
    return Drawing(
        frame("".join(drawn), said=finding, height=height, kind="bars"),
        finding,
        as_table(columns, counts, [one.key for one in found]),
    )


def _called(found: Sequence[Named]) -> Iterator[tuple[Named, str]]:
    """Each group with the abbreviation where there is one, and no other has the same, else with its full name."""
    abbreviations = Counter(one.short for one in found)
    for one in found:
        yield one, one.short if abbreviations[one.short] == 1 else one.full


def _lane(top: int) -> str:
    """The whole lane can be pointed at, not only where something is drawn."""
    return rect("0", f"{top}", "100%", f"{EACH - 4}", "none", more=' pointer-events="all"')


def _name(name: str, figure: str, top: int, letters: int = LETTERS) -> str:
    """The name at the left and the figure at the right, above the bar."""
    long = fitted(name, name, letters)
    short = fitted(name, name, NARROW_LETTERS)
    y = f"{top + 17}"
    said = text(long, "0", y, size=15, shown=MEDIUM if long != short else "")
    if long != short:
        said += text(short, "0", y, size=15, shown=NARROW)
    return said + f'<text x="100%" y="{y}" font-size="15" text-anchor="end" fill="{MUTED}">{figure}</text>'


def _figure(one: Named, language: str) -> str:
    if one.due < FEW:
        return esc(fraction(one.kept, one.due, language))
    rate, whole = percent(one.kept, one.due, language), fraction(one.kept, one.due, language)
    return f'<tspan font-weight="650" fill="{INK}">{esc(rate)}</tspan><tspan dx="6">{esc(whole)}</tspan>'


def _whisker(one: Named, y: float) -> str:
    low, high = pct(low_end(one)), pct(high_end(one))
    drawn = ""
    for colour, width in ((PAPER, 4.5), (INK, 1.5)):
        drawn += line(low, f"{y}", high, f"{y}", colour, width)
        drawn += line(low, f"{y - 4}", low, f"{y + 4}", colour, width)
        drawn += line(high, f"{y - 4}", high, f"{y + 4}", colour, width)
    return drawn
