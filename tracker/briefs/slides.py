"""The hearing's slides: one message each, its finding as the title, native charts, and the sources in the notes."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from tracker.briefs import slide_charts as charts
from tracker.briefs.shapes import Brief, Group, Item
from tracker.briefs.slide_kit import ACCENT, NOTICE, PANEL, Block, Box, Deck, Run, Stage, beside, flow
from tracker.briefs.text import LOCALES, fitting, leading, length, wrapped
from tracker.briefs.told import (
    about_gap,
    disputed_words,
    facts_of,
    illustration_words,
    internal_words,
    item_title,
    made_words,
    original_words,
    same_view,
    stamp,
)
from tracker.figures.grammar import INK, KEPT, LATE, MUTED, OVERDUE
from tracker.words import translate
from tracker.words.formats import FEW, NBSP, fraction, percent, rate_text

BARS: Final = 12
"""So many bars on a slide can be read from the last row."""
MOST_BARS: Final = 24
WORDS: Final = (26, 24, 22, 20, 18, 16)
ASKED: Final = (20, 18, 17, 16, 15, 14, 13, 12)


def slides(brief: Brief, template: Path | None = None) -> bytes:
    """The brief as a presentation; on an organisation's template, which was looked at before, or on the house's paper."""
    deck = Deck.on(template, brief.language) if template else Deck.fresh(brief.language)
    _Slides(brief, deck).make()
    out = BytesIO()
    deck.presentation.save(out)
    return out.getvalue()


class _Slides:
    """Makes the slides of one brief, one after the other."""

    def __init__(self, brief: Brief, deck: Deck) -> None:
        self.brief, self.deck, self.language = brief, deck, brief.language
        self.count = 0

    def make(self) -> None:
        """All of them, and what the file says of itself."""
        brief = self.brief
        self._first()
        if brief.due:
            self._rate()
            self._trend()
            self._cohorts()
            if len(brief.districts) > 1:
                self._ranked(brief.districts, brief.districts_finding, self.t("Districts"))
            if len([one for one in brief.agencies if one.due >= FEW]) > 1:
                self._ranked(brief.agencies, brief.agencies_finding, self.t("Agencies"))
            self._claims()
        for number, item in enumerate(brief.items, start=1):
            self._item(item, number)
        self._method()
        self._properties()

    def t(self, msgid: str, **values: Any) -> str:
        return translate(msgid, self.language, **values)

    def _stage(self, title: str, *, tall: bool = False) -> Stage:
        """A slide with what all slides have: whom it is about, what it is made from, its number, and its labels."""
        brief = self.brief
        stage = self.deck.slide(title, tall=tall)
        self.count += 1
        wide, high = self.deck.width, self.deck.height
        left = stage.body.left
        if self.deck.own:
            stage.bar(Box(0, 0, 10, high), ACCENT)
            kicker = f"{brief.audience} · {self.t('as of {day}', day=brief.on)}"
            size = fitting(kicker, wide - 2 * left, 18, (12, 11, 10, 9, 8), bold=True) or 8
            stage.text(Box(left, 26, wide - 2 * left, 20), [[Run(kicker, size, bold=True, colour=ACCENT)]])
        notices = [illustration_words(self.language)] if brief.illustration else []
        notices += [internal_words(self.language)] if brief.internal else []
        if notices:
            said = " · ".join(notices)
            size = fitting(said, wide - 2 * left - 12, 20, (11, 10, 9, 8, 7), bold=True) or 7
            top = 0.0 if self.deck.own else high - 50
            stage.text(
                Box(left, top, wide - 2 * left, 20),
                [[Run(said, size, bold=True)]], fill=NOTICE, anchor="middle", pad=4, name="Ahd notice",
            )  # fmt: skip
        foot = stamp(brief)
        size = fitting(foot, wide - 2 * left - 60, 14, (9, 8, 7, 6)) or 6
        stage.text(Box(left, high - 26, wide - 2 * left - 60, 16), [[Run(foot, size, colour=MUTED)]])
        stage.text(
            Box(wide - left - 50, high - 26, 50, 16),
            [[Run(str(self.count), 10, colour=MUTED)]],
            align="right",
        )
        return stage

    def _first(self) -> None:
        brief = self.brief
        stage = self._stage(brief.title, tall=True)
        body = stage.body
        scope = [f"{name}: {value}" for name, value in brief.scope] or [brief.audience]
        said = [
            [Run(self.t("How commitments are kept: a brief for the hearing"), 22, colour=ACCENT, bold=True)],
            *([Run(one, 16)] for one in _short(scope, body.width, 16, 5)),
            [Run(brief.change, 18)],
        ]
        height = sum(
            len(wrapped(runs[0].text, body.width, runs[0].size)) * leading(runs[0].size) + 10 for runs in said
        )
        stage.text(Box(body.left, body.top + 8, body.width, min(height, body.height)), said, after=10)
        lower = body.top + 8 + height + 14
        if brief.segments and lower + 110 < body.top + body.height:
            charts.strip(
                stage, Box(body.left - 6, lower, body.width + 12, 80), brief.segments, brief.strip_finding
            )
            self._key(stage, Box(body.left, lower + 82, body.width, 40))
        told = made_words(brief)
        stage.text(
            Box(body.left, body.top + body.height - 20, body.width, 18), [[Run(told, 12, colour=MUTED)]]
        )
        stage.notes(
            [brief.title, brief.change, brief.outside, *self._from(self.t("rates of the whole view"))]
        )

    def _key(self, stage: Stage, box: Box) -> None:
        """What each part of the strip is, with its fraction, in the part's colour: words instead of a legend."""
        runs = []
        for part in self.brief.segments:
            said = f"{part.label} {rate_text(part.count, part.due, self.language)}".replace(" ", NBSP)
            runs += [Run(f"■{NBSP}", 14, colour=part.colour), Run(f"{said}   ", 13)]
        stage.text(box, [runs])

    def _rate(self) -> None:
        brief = self.brief
        kept = rate_text(brief.kept, brief.due, self.language)
        late = rate_text(brief.overdue, brief.due, self.language)
        stage = self._stage(self.t("Kept: {kept}. Overdue: {overdue}.", kept=kept, overdue=late))
        body = stage.body
        few = brief.due < FEW
        big = (
            fraction(brief.kept, brief.due, self.language)
            if few
            else percent(brief.kept, brief.due, self.language)
        )
        size = fitting(big, 300, 130, (88, 80, 72, 64, 56, 48, 40, 32), bold=True) or 28
        stage.text(
            Box(body.left, body.top, 300, 112), [[Run(big, size, bold=True, colour=KEPT)]], anchor="middle"
        )
        said = (
            self.t("of all that was due is kept")
            if few
            else self.t(
                "{fraction} commitments that were due are kept",
                fraction=fraction(brief.kept, brief.due, self.language),
            )
        )
        right = Box(body.left + 310, body.top + 6, body.width - 310, 106)
        stage.text(
            right,
            [[Run(said, 20, bold=True)], [Run(brief.change, 16)], [Run(brief.outside, 12, colour=MUTED)]],
            after=6,
            anchor="middle",
        )
        top = body.top + 122
        charts.strip(stage, Box(body.left - 6, top, body.width + 12, 84), brief.segments, brief.strip_finding)
        self._key(stage, Box(body.left, top + 86, body.width, 40))
        self._cards(stage, Box(body.left, top + 132, body.width, body.top + body.height - top - 136))
        stage.notes([
            kept, brief.outside, *(f"{one.name}: {rate_text(one.part, one.whole, self.language)}" for one in brief.parts),
            *self._from(self.t("rates of the whole view")),
        ])  # fmt: skip

    def _cards(self, stage: Stage, box: Box) -> None:
        """The rates beside the main one, four equal cards."""
        parts = self.brief.parts
        gap = 12.0
        wide = (box.width - gap * (len(parts) - 1)) / len(parts)
        height = min(box.height, 96)
        for at, part in enumerate(parts):
            value = rate_text(part.part, part.whole, self.language)
            large = fitting(value, wide - 20, 30, (18, 17, 16, 15, 14, 13, 12, 11, 10), bold=True) or 9
            small = fitting(part.name, wide - 20, height - 44, (12, 11, 10, 9)) or 8
            stage.text(
                Box(box.left + at * (wide + gap), box.top, wide, height),
                [[Run(value, large, bold=True, colour=INK)], [Run(part.name, small, colour=MUTED)]],
                fill=PANEL,
                pad=10,
                anchor="middle",
            )

    def _trend(self) -> None:
        brief = self.brief
        rows = [row for row in brief.trend if int(row["due"])]
        if len(rows) < 2:
            return
        stage = self._stage(brief.trend_finding)
        body = stage.body
        alt = _told(brief.trend_finding, brief.trend_table)
        charts.trend(stage, Box(body.left - 6, body.top, body.width + 12, body.height - 44), rows, alt)
        under = self.t("Kept of what was due, at the end of each quarter, with the 95 % interval.")
        few = self.t("Hollow: fewer than six were due.") if any(int(r["due"]) < FEW for r in rows) else ""
        stage.text(
            Box(body.left, body.top + body.height - 40, body.width, 36),
            [[Run(f"{under} {few}".strip(), 13, colour=MUTED)]],
        )
        stage.notes([alt, *self._from(self.t("rates at the end of each quarter, as known now"))])

    def _cohorts(self) -> None:
        brief = self.brief
        rows = [row for row in brief.cohorts if int(row["due"])][-12:]
        if len(rows) < 2:
            return
        stage = self._stage(brief.cohorts_finding)
        body = stage.body
        alt = _told(brief.cohorts_finding, brief.cohorts_table)
        charts.cohorts(stage, Box(body.left - 6, body.top, body.width + 12, body.height - 62), rows, alt)
        words = [
            (KEPT, self.t("kept on time")), (LATE, self.t("kept late")), (OVERDUE, self.t("overdue")),
        ]  # fmt: skip
        runs = [Run(self.t("Deadlines by quarter:") + "  ", 13, colour=MUTED)]
        for colour, word in words:
            runs += [Run("■ ", 14, colour=colour), Run(f"{word}   ", 13)]
        under = self.t("New commitments do not change the columns of earlier quarters.")
        stage.text(
            Box(body.left, body.top + body.height - 56, body.width, 50),
            [runs, [Run(under, 13, colour=MUTED)]],
        )
        stage.notes([alt, *self._from(self.t("deadlines one by one, by quarter"))])

    def _ranked(self, groups: Sequence[Group], finding: str, what: str) -> None:
        """Groups with enough due, a dozen a slide; how many have too little is said."""
        enough = [one for one in groups if one.due >= FEW]
        few = [one for one in groups if one.due < FEW]
        shown = enough[:MOST_BARS]
        pages = [shown[at : at + BARS] for at in range(0, len(shown), BARS)]
        for number, page in enumerate(pages, start=1):
            title = finding if number == 1 else self.t("{title} (continued)", title=finding)
            stage = self._stage(title)
            body = stage.body
            high = min(body.height - 48, len(page) * 64 + 10)
            alt = f"{finding} {self._listed(page)}"
            charts.ranking(stage, Box(body.left - 6, body.top, body.width + 12, high), page, alt)
            stage.text(
                Box(body.left, body.top + high + 4, body.width, 40),
                [[Run(self._under_ranking(len(enough) - len(shown), len(few)), 12, colour=MUTED)]],
            )
            stage.notes([what, alt, *self._from(self.t("rates by group"))])

    def _under_ranking(self, more: int, few: int) -> str:
        said = [self.t("Kept of what was due, with the 95 % interval.")]
        if few:
            said.append(self.t("Not ranked, since fewer than six were due: {n}.", n=few))
        if more:
            said.append(self.t("Not shown here: {n}; all are in the workbook.", n=more))
        return " ".join(said)

    def _listed(self, groups: Sequence[Group]) -> str:
        return "; ".join(f"{one.name}: {rate_text(one.kept, one.due, self.language)}" for one in groups) + "."

    def _claims(self) -> None:
        brief = self.brief
        whole = Group("", self.t("All together"), self.t("All together"), brief.total)
        groups = [one for one in brief.agencies if one.due >= FEW]
        shown = [whole, *groups[:7]] if len(groups) > 1 else [whole]
        stage = self._stage(brief.gap_finding)
        body = stage.body
        lines = [
            [Run("■ ", 14, colour=KEPT), Run(self.t("found by the monitors") + "   ", 13),
             Run("■ ", 14, colour=LATE), Run(self.t("claimed by the agencies themselves"), 13)],
        ]  # fmt: skip
        stage.text(Box(body.left, body.top, body.width, 22), lines)
        high = min(body.height - 90, len(shown) * 84 + 20)
        alt = f"{brief.gap_finding}. " + "; ".join(about_gap(one, self.language) for one in shown)
        charts.claims(stage, Box(body.left - 6, body.top + 22, body.width + 12, high), shown, alt)
        said = disputed_words(brief)
        stage.text(
            Box(body.left, body.top + body.height - 58, body.width, 54),
            [[Run(said, 15, bold=True)]],
            anchor="middle",
        )
        stage.notes(
            [alt, said, *self._from(self.t("rates by the agencies' own claims, on the same denominator"))]
        )

    def _item(self, item: Item, number: int) -> None:
        """One overdue commitment: its exact words and law, the facts, and the question."""
        title = item_title(item, self.language)
        stage = self._stage(title)
        body = stage.body
        asked = fitting(item.question, body.width - 44, 76, ASKED) or ASKED[-1]
        ask_height = min(len(wrapped(item.question, body.width - 44, asked)) * leading(asked) + 34, 118)
        upper = body.height - ask_height - 10
        wide = body.width * 0.56
        words = Box(body.left, body.top, wide - 24, upper)
        facts = Box(body.left + wide, body.top, body.width - wide, upper)
        following = _Following(self, title)
        self._words(item, stage, words, following)
        told = self._facts(item)
        indent = min(max(length(one.label, 13) for one in told) + 10, 130)
        size, count = beside(told, facts, (13, 12, 11, 10.5), indent, 4)
        stage.hanging(facts, told[:count], size, indent, 4)
        if told[count:]:
            flow(told[count:], following.next(), following.next)
        self._question(
            stage, Box(body.left, body.top + body.height - ask_height, body.width, ask_height), item, asked
        )
        stage.notes(self._item_notes(item, number))

    def _words(self, item: Item, stage: Stage, box: Box, following: "_Following") -> None:
        quoted = f"«{item.text}»"
        basis = [one for one in (item.basis, item.basis_note) if one]
        under = sum(len(wrapped(one, box.width - 2, 14, bold=True)) * leading(14) + 7 for one in basis) + 8
        room = max(box.height - under - leading(10), 60)
        size = fitting(quoted, box.width - 2, room, WORDS) or 14
        blocks = [Block(self.t("Exact words") + original_words(item, self.language), quoted, size)]
        blocks += [
            Block(self.t("Law or agreement") if not at else "", one, 14, bold=not at)
            for at, one in enumerate(basis)
        ]
        flow(blocks, (stage, box), following.next)

    def _facts(self, item: Item) -> list[Block]:
        return [
            Block(name, text, 12)
            for name, text in facts_of(item, self.language, internal=self.brief.internal)
        ]

    def _question(self, stage: Stage, box: Box, item: Item, size: float) -> None:
        stage.bar(Box(box.left, box.top, 5, box.height), ACCENT)
        stage.text(
            Box(box.left + 5, box.top, box.width - 5, box.height),
            [[Run(self.t("Question"), 11, bold=True, colour=ACCENT)], [Run(item.question, size)]],
            fill=PANEL,
            pad=14,
            anchor="middle",
        )

    def _item_notes(self, item: Item, number: int) -> list[str]:
        said = [
            self.t(
                "{number} of {count}: commitment {code}",
                number=number,
                count=len(self.brief.items),
                code=item.code,
            ),
            item.text,
            ", ".join(one for one in (item.basis, item.basis_note) if one),
            item.link,
        ]
        if item.finding and item.finding.evidence:
            said += item.finding.evidence
        said += [self.t("Source: {source}", source=one) for one in item.sources]
        return [one for one in [*said, *self._from(self.t("state of the commitment"))] if one]

    def _method(self) -> None:
        brief = self.brief
        title = self.t("How it is counted, and where it comes from")
        stage = self._stage(title)
        body = stage.body
        half = (body.width - 28) / 2
        following = _Following(self, title)
        flow(
            [Block("", one, 12) for one in brief.method],
            (stage, Box(body.left, body.top, half, body.height)),
            following.next,
        )
        shown = brief.sources[:5]
        more = len(brief.sources) - len(shown)
        blocks = [
            *(Block("", one, 12, bold=True) for one in brief.left_out),
            Block(
                self.t("Sources"),
                "\n".join(shown)
                + ("\n" + self.t("and {n} more, listed in the annex", n=more) if more else ""),
                12,
            ),
            Block(self.t("The same view"), same_view(brief), 11),
            Block(
                self.t("Fingerprint of the data (SHA-256), revision {revision}", revision=brief.revision),
                brief.fingerprint,
                11,
            ),
            Block(self.t("Head of the chain of changes"), brief.head, 11),
        ]
        flow(blocks, (stage, Box(body.left + half + 28, body.top, half, body.height)), following.next)
        stage.notes([*brief.method, *brief.sources, same_view(brief), brief.fingerprint, brief.head])

    def _from(self, what: str) -> list[str]:
        brief = self.brief
        return [
            self.t("Source: {what}; as of {day}, as known on {known}, revision {revision}.", what=what, day=brief.on,
                    known=brief.known_on, revision=brief.revision),
            *([brief.link] if brief.link else []),
        ]  # fmt: skip

    def _properties(self) -> None:
        brief = self.brief
        about = self.deck.presentation.core_properties
        about.title, about.author, about.last_modified_by = brief.title[:250], "Ahd", "Ahd"
        about.subject = brief.audience[:250]
        about.keywords = f"SHA-256 {brief.fingerprint}"
        about.comments = brief.link[:250]
        about.language, about.revision = LOCALES[self.language], 1
        about.created = about.modified = datetime.combine(brief.made_on, time())


class _Following:
    """The slide on which text goes on that found no room; made when it is first needed."""

    def __init__(self, slides: _Slides, title: str) -> None:
        self.slides, self.title = slides, title

    def next(self) -> tuple[Stage, Box]:
        """A further slide and the place on it."""
        stage = self.slides._stage(translate("{title} (continued)", self.slides.language, title=self.title))
        return stage, stage.body


def _short(lines: Sequence[str], width: float, size: float, most: int) -> list[str]:
    """The lines, those that together are not too many; long lists of names are in the notes and on the last slide."""
    found, used = [], 0
    for line in lines:
        spans = wrapped(line, width, size)
        if used + len(spans) > most:
            keep = spans[: max(most - used, 1)]
            found.append(line[: keep[-1][1]].rstrip() + " …")
            break
        found.append(line)
        used += len(spans)
    return found


def _told(finding: str, table: Any) -> str:
    """A chart in words: its finding and its rows."""
    rows = "; ".join(
        ", ".join(
            f"{name} {value}" if at else value
            for at, (name, value) in enumerate(zip(table.columns, row, strict=True))
        )
        for row in table.rows
    )
    return f"{finding}. {rows}."
