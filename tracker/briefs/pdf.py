"""The brief as PDF: a note of two pages and a full annex, tagged, with text that can be searched and copied."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

import typst

from tracker.briefs.shapes import Brief, Group, Item, Row
from tracker.briefs.text import FONTS
from tracker.briefs.told import (
    about_gap,
    disputed_words,
    facts_of,
    illustration_words,
    internal_words,
    item_title,
    made_words,
    outcome_of,
    same_view,
    stamp,
)
from tracker.figures.grammar import on_mark, text_colour
from tracker.words import N_, translate
from tracker.words.formats import (
    FEW,
    NOTHING,
    date_short,
    number,
    percent,
    rate_text,
    share,
)
from tracker.words.terms import label

TEMPLATE: Final = Path(__file__).with_name("brief.typ")
ROOM_FOR_FIGURE: Final = 0.06
TRIED: Final = (("ua-1",), ())
"""Standards, the best first: what holds a sign that no font here has can't be PDF/UA, but is tagged all the same."""


def pdf(brief: Brief) -> bytes:
    """The brief as a PDF file; the same brief gives the same bytes."""
    data = json.dumps(_Data(brief).all(), ensure_ascii=False)
    source: Any = TEMPLATE.read_bytes()
    compile_: Any = typst.compile  # its types do not know bytes
    made = datetime.combine(brief.made_on, time(), UTC)
    for standards in TRIED:
        try:
            done: bytes = compile_(
                source,
                font_paths=[FONTS],
                ignore_system_fonts=bool(standards),
                sys_inputs={"data": data},
                pdf_standards=list(standards),
                timestamp=made,
            )
            return done
        except typst.TypstError:
            if not standards:
                raise
    raise AssertionError  # the last try returned or raised


class _Data:
    """What the template shows, in plain values: every word is decided here."""

    def __init__(self, brief: Brief) -> None:
        self.brief, self.language = brief, brief.language

    def t(self, msgid: str, **values: Any) -> str:
        return translate(msgid, self.language, **values)

    def all(self) -> dict[str, Any]:
        """Everything, by the names that the template uses."""
        brief = self.brief
        notices = [illustration_words(self.language)] if brief.illustration else []
        notices += [internal_words(self.language)] if brief.internal else []
        whole = Group("", self.t("All together"), self.t("All together"), brief.total)
        enough = [one for one in brief.agencies if one.due >= FEW]
        claims = [whole, *enough[:6]] if len(enough) > 1 else [whole]
        return {
            "lang": self.language,
            "title": brief.title,
            "audience": brief.audience,
            "audience_short": brief.audience if len(brief.audience) <= 70 else brief.audience[:69] + "…",
            "as_of": self.t("as of {day}", day=brief.on),
            "made": [brief.made_on.year, brief.made_on.month, brief.made_on.day],
            "made_words": made_words(brief),
            "notices": notices,
            "stamp": stamp(brief),
            "link": brief.link,
            "same_view": same_view(brief),
            "fingerprint": brief.fingerprint,
            "head": brief.head,
            "change": brief.change,
            "scope": [list(pair) for pair in brief.scope],
            "outside": brief.outside,
            "due": brief.due,
            "parts": [self._segment(part) for part in brief.segments],
            "strip_alt": brief.strip_finding,
            "beside": [
                {"name": one.name, "figure": rate_text(one.part, one.whole, self.language)}
                for one in brief.parts
            ],
            "trend": self._trend(),
            "trend_title": brief.trend_finding,
            "trend_alt": _alt(brief.trend_finding, brief.trend_table.rows),
            "trend_columns": list(brief.trend_table.columns),
            "trend_rows": [list(row) for row in brief.trend_table.rows],
            "cohorts_title": brief.cohorts_finding,
            "cohort_columns": list(brief.cohorts_table.columns),
            "cohort_rows": [list(row) for row in brief.cohorts_table.rows],
            "gap_title": brief.gap_finding,
            "gap_alt": "; ".join(about_gap(one, self.language) for one in claims),
            "claims": [self._group(one) for one in claims if one.due],
            "disputed": disputed_words(brief),
            "worst_title": self.t("What has waited longest"),
            "items": [self._item(one) for one in brief.items],
            "districts": [self._group(one) for one in brief.districts],
            "districts_title": brief.districts_finding,
            "districts_alt": self._listed(brief.districts, brief.districts_finding),
            "agencies": [self._group(one) for one in brief.agencies],
            "agencies_title": brief.agencies_finding,
            "agencies_alt": self._listed(brief.agencies, brief.agencies_finding),
            "method": list(brief.method),
            "left_out": list(brief.left_out),
            "sources": list(brief.sources),
            "rows": [self._row(one) for one in brief.rows],
            "words": self._words(),
        }

    def _words(self) -> dict[str, str]:
        t: Callable[[str], str] = self.t
        page = self.t("Page {page} of {pages}", page="{page}", pages="{pages}")
        return {
            "page": page,
            "found": t("found by the monitors"),
            "claimed": t("claimed by the agencies themselves"),
            "question": t("Question"),
            "annex": t("Annex: everything behind this note"),
            "fact": t("Fact"),
            "told": t("What is known"),
            "name": t("Name"),
            "kept": t("Kept"),
            "due": t("Due"),
            "rate": t("Rate"),
            "interval": t("95 % interval"),
            "claimed_rate": t("Claimed rate"),
            "overdue": label("outcome", "overdue", self.language),
            "method": t("How it is counted"),
            "sources": t("Laws and agreements"),
            "all": t("All commitments of this view"),
            "code": t("Code"),
            "commitment": t("Commitment"),
            "who": t("Who and where"),
            "by_when": t("Deadline"),
            "outcome": t("Outcome"),
            "fingerprint": t("Fingerprint of the data (SHA-256)"),
            "head": t("Head of the chain of changes"),
        }

    def _segment(self, part: Any) -> dict[str, Any]:
        few = part.due < FEW
        return {
            "count": part.count,
            "colour": part.colour,
            "on": text_colour(part.colour),
            "wide": part.count / part.due >= ROOM_FOR_FIGURE,
            "figure": number(part.count, self.language)
            if few
            else percent(part.count, part.due, self.language),
            "words": f"{part.label} {rate_text(part.count, part.due, self.language)}",
        }

    def _trend(self) -> list[dict[str, Any]]:
        rows = [row for row in self.brief.trend if int(row["due"])]
        return [
            {
                "day": date_short(row["date"], self.language),
                "rate": row["rate"],
                "low": row["low"],
                "high": row["high"],
                "few": int(row["due"]) < FEW,
                "figure": on_mark(int(row["kept"]), int(row["due"]), self.language),
                "shown": at == len(rows) - 1 or (len(rows) - 1 - at) % 2 == 0 or len(rows) < 7,
            }
            for at, row in enumerate(rows)
        ]

    def _group(self, one: Group) -> dict[str, Any]:
        measures, few = one.measures, one.due < FEW
        low, high = measures["low"] or 0.0, measures["high"] or 0.0
        interval = NOTHING if few else f"{share(low, self.language)} – {share(high, self.language)}"
        return {
            "name": one.name,
            "short": one.short,
            "few": few,
            "rate": one.kept / one.due,
            "low": low,
            "high": high,
            "claimed": one.claimed / one.due,
            "figure": rate_text(one.kept, one.due, self.language),
            "claimed_figure": rate_text(one.claimed, one.due, self.language),
            "kept": number(one.kept, self.language),
            "due": number(one.due, self.language),
            "rate_words": NOTHING if few else percent(one.kept, one.due, self.language),
            "claimed_words": rate_text(one.claimed, one.due, self.language),
            "interval": interval,
            "overdue": number(int(measures["overdue"]), self.language),
        }

    def _listed(self, groups: Sequence[Group], finding: str) -> str:
        enough = [one for one in groups if one.due >= FEW]
        said = "; ".join(f"{one.name}: {rate_text(one.kept, one.due, self.language)}" for one in enough)
        return f"{finding}. {said}"

    def _item(self, item: Item) -> dict[str, Any]:
        facts = facts_of(item, self.language, internal=self.brief.internal)
        about = [
            item.basis,
            *(f"{name}: {text}" for name, text in facts[: len(facts)] if name in self._short),
        ]
        return {
            "code": item.code,
            "title": item_title(item, self.language),
            "text": item.text,
            "lang": item.text_language,
            "about": " · ".join(one.replace("\n", ", ") for one in about if one),
            "question": item.question,
            "facts": [[self.t("Code"), item.code], [self.t("Law or agreement"), _joined(item)],
                      *([name, text] for name, text in facts), [self.t("Question"), item.question]],
        }  # fmt: skip

    @property
    def _short(self) -> tuple[str, ...]:
        return tuple(self.t(one) for one in (N_("Deadline"), N_("Found"), N_("Claimed"), N_("Reply")))

    def _row(self, row: Row) -> dict[str, Any]:
        found = ""
        if row.latest_status and row.latest_on:
            status = label("status", row.latest_status, self.language)
            found = f"{status}, {date_short(row.latest_on, self.language)}"
        due = date_short(row.deadline, self.language) if row.deadline else row.due_text
        return {
            "code": row.code,
            "text": row.text,
            "lang": row.text_language,
            "basis": row.basis,
            "who": row.agencies,
            "places": row.places,
            "by_when": due or label("cadence", row.cadence, self.language),
            "outcome": outcome_of(row, self.language),
            "found": found,
        }


def _joined(item: Item) -> str:
    return "\n".join(one for one in (item.basis, item.basis_note) if one)


def _alt(finding: str, rows: Sequence[Sequence[str]]) -> str:
    return f"{finding}. " + "; ".join(", ".join(row) for row in rows)
