"""Who came to forums and trainings: women and men by quarter, and one indicator over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.figures.grammar import KEPT, LATE, Picture, Table, as_table
from tracker.figures.quarterly import MOST, TYPE, above, columns, counts_that_fit, layer, size_that_fits
from tracker.words import translate
from tracker.words.formats import fraction, number, percent, quarter


@dataclass(frozen=True, slots=True)
class Came:
    """How many women, men and police came to the meetings of a quarter."""

    year: int
    quarter: int
    meetings: int
    women: int
    men: int
    police: int


@dataclass(frozen=True, slots=True)
class Point:
    """One value of an indicator, with the words for its period."""

    first: date
    period: str
    value: float


def attendance(rows: Sequence[Came], language: str, *, width: str = "wide") -> Picture:
    """Women and men at the meetings of each quarter, the oldest first; meetings where nobody was counted are left out."""
    shown = list(rows)[-MOST[width] :]
    people = [row.women + row.men for row in shown]
    tallest = max(people, default=1)
    figure = columns([(row.year, row.quarter) for row in shown], highest=tallest)
    layers = (
        (translate("Women", language), KEPT, [r.women for r in shown]),
        (translate("Men", language), LATE, [r.men for r in shown]),
    )
    for word, colour, counts in layers:
        said, sizes = counts_that_fit(counts, tallest, language), [float(TYPE)] * len(counts)
        if people:  # the word stands once, where there is the most room for it
            sizes[people.index(tallest)] = size_that_fits(word, width)
            said[people.index(tallest)] = f"{word}<br>{number(counts[people.index(tallest)], language)}"
        layer(
            figure,
            counts,
            colour,
            said=said,
            hover=[f"{word}: {number(n, language)}" for n in counts],
            sizes=sizes,
        )
    shares = [percent(row.women, n, language) if n else "" for row, n in zip(shown, people, strict=True)]
    above(figure, people, shares)
    return Picture(figure.drawn(), _attendance_finding(rows, language), _attendance_table(rows, language))


def indicator(
    points: Sequence[Point], name: str, unit: str | None, language: str, *, width: str = "wide"
) -> Picture:
    """The values of one indicator in one place, the oldest first, as columns with their figures on them."""
    shown = list(points)[-MOST[width] :]
    values, said = [point.value for point in shown], [_value(point.value, unit, language) for point in shown]
    figure = columns(
        [(point.first.year, (point.first.month - 1) // 3 + 1) for point in shown],
        lowest=min([0.0, *values]),
        highest=max([0.0, *values]),
    )
    told = [f"{point.period}: {text}" for point, text in zip(shown, said, strict=True)]
    layer(figure, values, LATE, hover=told)
    above(figure, [max(n, 0) for n in values], [number(n, language, decimals=1) for n in values])
    return Picture(
        figure.drawn(),
        _indicator_finding(shown, name, unit, language),
        as_table(
            (translate("Period", language), name),
            [(point.period, _value(point.value, unit, language)) for point in points],
        ),
    )


def _attendance_finding(rows: Sequence[Came], language: str) -> str:
    women, people = sum(row.women for row in rows), sum(row.women + row.men for row in rows)
    if not people:
        return translate("Nobody has been counted yet", language)
    share = percent(women, people, language)
    return translate(
        "{share} of those who came were women: {fraction}",
        language,
        share=share,
        fraction=fraction(women, people, language),
    )


def _attendance_table(rows: Sequence[Came], language: str) -> Table:
    head = (
        translate("Quarter", language),
        translate("Meetings", language),
        translate("Women", language),
        translate("Men", language),
        translate("Police", language),
    )
    told = [
        (
            quarter(row.year, row.quarter, language),
            *(number(n, language) for n in (row.meetings, row.women, row.men, row.police)),
        )
        for row in rows
    ]
    return as_table(head, told)


def _value(value: float, unit: str | None, language: str) -> str:
    told = number(value, language, decimals=1)
    return f"{told} {unit}" if unit else told


def _indicator_finding(points: Sequence[Point], name: str, unit: str | None, language: str) -> str:
    if not points:
        return name
    first, last = points[0], points[-1]
    values = {"name": name, "period": last.period, "value": _value(last.value, unit, language)}
    if len(points) == 1:
        return translate("{name}: {value} in {period}", language, **values)
    return translate(
        "{name}: {value} in {period}, after {before} in {first}",
        language,
        before=_value(first.value, unit, language),
        first=first.period,
        **values,
    )
