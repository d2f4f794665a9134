"""Native charts, which staff can edit: each has its workbook inside, its labels on the marks, and no legend."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml.ns import qn
from pptx.util import Pt

from tracker.briefs.shapes import Group
from tracker.briefs.slide_kit import Box, Run, Stage, describe, rgb, set_font
from tracker.desk.answers import Measures
from tracker.figures import Segment
from tracker.figures.grammar import INK, KEPT, LATE, LINE, MUTED, OVERDUE, PAPER, RAMP, TRACK, text_colour
from tracker.words import translate
from tracker.words.formats import FEW, date_short, number, percent, rate_text
from tracker.words.terms import label

PERCENT: Final = "0%"
ROOM_FOR_FIGURE: Final = 0.05
ROOM_FOR_COUNT: Final = 0.07


def strip(stage: Stage, box: Box, segments: Sequence[Segment], alt: str) -> None:
    """One 100 % strip of what became of all that was due, the share on each part."""
    language = stage.deck.language
    data = CategoryChartData(number_format="0")
    data.categories = [translate("What became of all that was due", language)]
    for segment in segments:
        data.add_series(segment.label, [segment.count])
    chart = _chart(stage, XL_CHART_TYPE.BAR_STACKED_100, box, data, alt)
    _bare(chart.value_axis)
    _bare(chart.category_axis)
    _gap(chart, 0, overlap=100)
    for series, segment in zip(chart.plots[0].series, segments, strict=True):
        _fill(series.format, segment.colour)
        said = percent(segment.count, segment.due, language)
        if segment.due < FEW:
            said = number(segment.count, language)
        if segment.count / segment.due >= ROOM_FOR_FIGURE:
            _say(series.points[0], said, Run(said, 18, bold=True, colour=text_colour(segment.colour)), stage)


def trend(stage: Stage, box: Box, rows: Sequence[Measures], alt: str) -> None:
    """The rate over time, its figure on each point, with the 95 % interval as two pale lines."""
    language = stage.deck.language
    data = CategoryChartData(number_format=PERCENT)
    data.categories = [date_short(row["date"], language) for row in rows]
    data.add_series(translate("95 % interval, lower end", language), [row["low"] for row in rows])
    data.add_series(translate("95 % interval, upper end", language), [row["high"] for row in rows])
    data.add_series(translate("Kept of what was due", language), [row["rate"] for row in rows])
    chart = _chart(stage, XL_CHART_TYPE.LINE_MARKERS, box, data, alt)
    _bare(chart.value_axis)
    chart.value_axis.minimum_scale = 0
    highest = max(float(row["high"] or 0) for row in rows)
    chart.value_axis.maximum_scale = min(max(round(highest * 1.25, 1), 0.3), 1.1)
    _axis(chart.category_axis, stage, 11)
    low, high, rate = chart.plots[0].series
    for series in (low, high):
        _line(series, RAMP[1], 1.25)
        series.marker.style = XL_MARKER_STYLE.NONE
    _line(rate, KEPT, 3)
    rate.marker.style = XL_MARKER_STYLE.CIRCLE
    rate.marker.size = 10
    for at, row in enumerate(rows):
        kept, due = int(row["kept"]), int(row["due"])
        point = rate.points[at]
        point.marker.style, point.marker.size = XL_MARKER_STYLE.CIRCLE, 10
        _fill(point.marker.format, PAPER if due < FEW else KEPT)
        point.marker.format.line.color.rgb = rgb(KEPT)
        point.marker.format.line.width = Pt(2)
        said = percent(kept, due, language) if due >= FEW else rate_text(kept, due, language)
        if at == len(rows) - 1 or not _is_close(row["date"], rows[at + 1]["date"], len(rows)):
            _say(point, said, Run(said, 13, bold=True), stage, XL_LABEL_POSITION.ABOVE)


def cohorts(stage: Stage, box: Box, rows: Sequence[Measures], alt: str) -> None:
    """What became of each quarter's deadlines: kept on time, late, overdue; the count on each part."""
    language = stage.deck.language
    data = CategoryChartData(number_format="0")
    data.categories = [_quarter(str(row["quarter"]), language) for row in rows]
    parts = (("on_time", "kept_on_time", KEPT), ("late", "kept_late", LATE), ("overdue", "overdue", OVERDUE))
    for column, outcome, _colour in parts:
        data.add_series(label("outcome", outcome, language), [int(row[column]) for row in rows])
    chart = _chart(stage, XL_CHART_TYPE.COLUMN_STACKED, box, data, alt)
    _bare(chart.value_axis)
    _axis(chart.category_axis, stage, 11)
    _gap(chart, 35, overlap=100)
    tallest = max(int(row["due"]) for row in rows)
    for series, (column, _outcome, colour) in zip(chart.plots[0].series, parts, strict=True):
        _fill(series.format, colour)
        for at, row in enumerate(rows):
            if int(row[column]) / tallest >= ROOM_FOR_COUNT:
                said = number(int(row[column]), language)
                _say(series.points[at], said, Run(said, 12, colour=text_colour(colour)), stage)


def ranking(stage: Stage, box: Box, groups: Sequence[Group], alt: str) -> None:
    """Rates of groups, the best first, each named with its rate and fraction, with 95 % whiskers."""
    language = stage.deck.language
    data = CategoryChartData(number_format=PERCENT)
    data.categories = [f"{group.short} – {rate_text(group.kept, group.due, language)}" for group in groups]
    data.add_series(translate("Kept of what was due", language), [group.kept / group.due for group in groups])
    data.add_series(translate("Not kept", language), [1 - group.kept / group.due for group in groups])
    chart = _chart(stage, XL_CHART_TYPE.BAR_STACKED, box, data, alt)
    _bare(chart.value_axis)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1
    chart.category_axis.reverse_order = True
    _axis(chart.category_axis, stage, 13 if len(groups) <= 10 else 12, line=False)
    _gap(chart, 60, overlap=100)
    kept, rest = chart.plots[0].series
    _fill(kept.format, KEPT)
    _fill(rest.format, TRACK)
    _whiskers(kept, groups)


def claims(stage: Stage, box: Box, groups: Sequence[Group], alt: str) -> None:
    """What the monitors found beside what the agencies claim, two bars each with rate and fraction."""
    language = stage.deck.language
    data = CategoryChartData(number_format=PERCENT)
    data.categories = [group.short for group in groups]
    data.add_series(translate("Found", language), [group.kept / group.due for group in groups])
    data.add_series(translate("Claimed", language), [group.claimed / group.due for group in groups])
    chart = _chart(stage, XL_CHART_TYPE.BAR_CLUSTERED, box, data, alt)
    _bare(chart.value_axis)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1.3
    chart.category_axis.reverse_order = True
    _axis(chart.category_axis, stage, 13, line=False)
    _gap(chart, 45, overlap=0)
    found, claimed = chart.plots[0].series
    _fill(found.format, KEPT)
    _fill(claimed.format, LATE)
    for at, group in enumerate(groups):
        for series, count in ((found, group.kept), (claimed, group.claimed)):
            said = rate_text(count, group.due, language)
            _say(series.points[at], said, Run(said, 12), stage, XL_LABEL_POSITION.OUTSIDE_END)


def _is_close(day: date, following: date, count: int) -> bool:
    """Whether the next point leaves no room for a label of its own."""
    return count > 8 and (following - day).days < 60


def _quarter(key: str, language: str) -> str:
    year, numeral = key.split("-Q")
    roman = ("I", "II", "III", "IV")[int(numeral) - 1]
    return f"Q{numeral} {year}" if language == "en" else f"{roman} {year}"


def _chart(stage: Stage, kind: Any, box: Box, data: CategoryChartData, alt: str) -> Any:
    frame = stage.slide.shapes.add_chart(kind, Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height), data)
    describe(frame, str(alt).split(".")[0], alt)
    chart = frame.chart
    chart.has_legend = False
    chart.has_title = False
    _chart_font(chart.font, 12)
    return chart


def _chart_font(font: Any, size: float, colour: str = INK) -> None:
    font.size = Pt(size)
    font.color.rgb = rgb(colour)
    font.name = "Calibri"
    for tag in ("a:ea", "a:cs"):
        if font._rPr.find(qn(tag)) is None:
            etree.SubElement(font._rPr, qn(tag)).set("typeface", "Calibri")


def _bare(axis: Any) -> None:
    """An axis that nobody sees: the labels on the marks say it all."""
    axis.has_major_gridlines = axis.has_minor_gridlines = False
    axis.visible = False


def _axis(axis: Any, stage: Stage, size: float, *, line: bool = True) -> None:
    axis.has_major_gridlines = axis.has_minor_gridlines = False
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _chart_font(axis.tick_labels.font, size, INK if not line else MUTED)
    if line:
        axis.format.line.color.rgb = rgb(LINE)
    else:
        axis.format.line.fill.background()


def _gap(chart: Any, width: int, *, overlap: int) -> None:
    chart.plots[0].gap_width = width
    chart.plots[0].overlap = overlap


def _fill(form: Any, colour: str) -> None:
    form.fill.solid()
    form.fill.fore_color.rgb = rgb(colour)


def _line(series: Any, colour: str, width: float) -> None:
    series.smooth = False
    series.format.line.color.rgb = rgb(colour)
    series.format.line.width = Pt(width)


def _say(point: Any, said: str, how: Run, stage: Stage, position: Any = None) -> None:
    """A label of our own words on one mark."""
    frame = point.data_label.text_frame
    frame.word_wrap = False
    run = frame.paragraphs[0].add_run()
    run.text = said
    set_font(run, how, stage.deck.language)
    if position is not None:
        point.data_label.position = position


def _whiskers(series: Any, groups: Sequence[Group]) -> None:
    """The 95 % interval as error bars of the chart itself, which python-pptx has no call for."""
    bars = etree.Element(qn("c:errBars"))
    for tag, said in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        etree.SubElement(bars, qn(f"c:{tag}")).set("val", said)
    rates = [group.kept / group.due for group in groups]
    ends = {
        "plus": [
            max((group.measures["high"] or 0) - rate, 0) for group, rate in zip(groups, rates, strict=True)
        ],
        "minus": [
            max(rate - (group.measures["low"] or 0), 0) for group, rate in zip(groups, rates, strict=True)
        ],
    }
    for tag, values in ends.items():
        literal = etree.SubElement(etree.SubElement(bars, qn(f"c:{tag}")), qn("c:numLit"))
        etree.SubElement(literal, qn("c:formatCode")).text = "General"
        etree.SubElement(literal, qn("c:ptCount")).set("val", str(len(values)))
        for at, value in enumerate(values):
            point = etree.SubElement(literal, qn("c:pt"))
            point.set("idx", str(at))
            etree.SubElement(point, qn("c:v")).text = f"{value:.6f}"
    shape = etree.SubElement(bars, qn("c:spPr"))
    line = etree.SubElement(shape, qn("a:ln"))
    line.set("w", "15875")
    etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr")).set(
        "val", INK.lstrip("#").upper()
    )
    series._element.find(qn("c:cat")).addprevious(bars)
