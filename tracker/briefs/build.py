"""Works out a brief from the desk's answers: the same calls that the pages make, for who will read it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

import pandas as pd

from tracker import figures
from tracker.briefs.items import items_of
from tracker.briefs.shapes import Brief, Group, NothingToTell, Part, Row, Wanted, claimed_of, part_of
from tracker.briefs.text import cleaned
from tracker.desk import PUBLIC, Asker, Desk, NotAllowed, View, look
from tracker.desk.answers import CommitmentLine, Measures
from tracker.desk.asking import EDITOR
from tracker.desk.catalogue import NONE, Catalogue, Entry
from tracker.desk.quarters import compared_with, trend_days
from tracker.figures import findings, phrases
from tracker.figures.groups import Kind, Named, in_order, ranking_finding
from tracker.figures.trend import change_in_points
from tracker.model.vocabulary import Role
from tracker.words import N_, ntranslate, translate
from tracker.words.formats import FEW, listing, number, percent, rate_text

TRIES: Final = 5
SCOPES: Final = (
    ("regions", N_("Region")),
    ("districts", N_("District")),
    ("agencies", N_("Agency")),
    ("bases", N_("Law or agreement")),
    ("topics", N_("Topic")),
    ("partners", N_("Partner")),
    ("officials", N_("Official")),
)


class SinceTooLate(ValueError):
    """The day to compare with does not lie before the day of the brief."""


def build(desk: Desk, asker: Asker, wanted: Wanted) -> Brief:
    """The brief that somebody wants. What is meant for others is worked out as the public sees it.

    Raises `NotAllowed` when somebody from outside wants an internal one, `KnownTooEarly`, `SinceTooLate`, and
    `NothingToTell` when its readers may see none of the commitments.
    """
    if wanted.internal and asker.role is Role.PUBLIC:
        raise NotAllowed(asker.role.value)
    reader = asker if wanted.internal else PUBLIC
    for attempt in range(TRIES):
        contents = desk.contents()
        brief = _Builder(desk, reader, wanted, contents.revision).brief()
        if desk.contents() == contents or attempt == TRIES - 1:
            brief = cleaned(brief)
            return replace(brief, fingerprint=fingerprint(brief))
    raise AssertionError  # the last attempt returned


def fingerprint(brief: Brief) -> str:
    """The SHA-256 of all that a brief shows, with the revision it came from; the same data give the same one."""
    told = asdict(replace(brief, fingerprint="", link="", made_on=brief.on))
    encoded = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(encoded.encode()).hexdigest()


def left_out(desk: Desk, wanted: Wanted) -> int:
    """How many commitments of the view are internal and so not in a brief for others. Only for who works here."""
    view = shared(wanted.view)
    inside = int(look.rates(desk, EDITOR, view).total["population"])
    return inside - int(look.rates(desk, PUBLIC, view).total["population"])


def shared(view: View) -> View:
    """The view without what belongs to lists alone: a brief is about all that became of a group."""
    return replace(
        view, outcomes=(), sub_statuses=(), quarter=None, deadlines=(), changes=(), since=None, query=""
    )


def address(desk: Desk, view: View, language: str, *, path: str = "/", **more: str) -> str:
    """The link that shows the same view, with both its days; nothing where the installation has no address (AHD_SITE_URL)."""
    if not desk.settings.site_url:
        return ""
    base = desk.settings.site_url.rstrip("/")
    return f"{base}{path}?{urlencode({'lang': language, **more, **view.parameters()}, safe=',')}"


class _Builder:
    """Works out one brief for one reader at one revision."""

    def __init__(self, desk: Desk, reader: Asker, wanted: Wanted, revision: int) -> None:
        self.desk, self.reader, self.language = desk, reader, wanted.language
        self.wanted, self.revision = wanted, revision
        asked = look.question(desk, reader, wanted.view)
        self.view = replace(shared(wanted.view), on=asked.on, known_on=asked.known_on)
        self.on, self.known_on, self.last_due = asked.on, asked.known_on, asked.last_due
        self.since = wanted.since or compared_with(self.on)
        if self.since >= self.on:
            raise SinceTooLate
        self.names = look.names(desk, reader)

    def brief(self) -> Brief:
        """All of it."""
        total = look.rates(self.desk, self.reader, self.view).total
        if not int(total["population"]):
            raise NothingToTell
        before = look.rates(self.desk, self.reader, replace(self.view, on=self.since)).total
        series = look.series(self.desk, self.reader, self.view, dates=trend_days(self.on))
        cohorts = look.cohorts(self.desk, self.reader, self.view)
        trend, quarters = (
            figures.trend(series, self.language),
            figures.cohorts(cohorts, self.language, last_due=self.last_due),
        )
        districts, districts_finding = self._groups("district", self.names.districts)
        agencies, agencies_finding = self._groups("agency", self.names.agencies)
        states = look.states(self.desk, self.reader, self.view)
        segments = tuple(figures.segments(total, self.language))
        return Brief(
            language=self.language,
            internal=self.wanted.internal,
            illustration=look.illustration(self.desk),
            on=self.on,
            known_on=self.known_on,
            since=self.since,
            made_on=self.desk.today(),
            revision=self.revision,
            head=str(self.desk.store.head()),
            audience=self._audience(),
            scope=tuple(self._scope()),
            title=self._title(total),
            change=self._change(total, before),
            outside=findings.outside_the_rate(total, self.language),
            total=total,
            before=before,
            segments=segments,
            strip_finding=figures.strip(segments, self.language).finding if segments else "",
            parts=tuple(self._parts(total, states)),
            trend=tuple(_plain(row) for row in series.to_dict("records")),
            trend_finding=trend.finding,
            trend_table=trend.table,
            cohorts=tuple(_plain(row) for row in cohorts.to_dict("records")),
            cohorts_finding=quarters.finding,
            cohorts_table=quarters.table,
            districts=districts,
            districts_finding=districts_finding,
            agencies=agencies,
            agencies_finding=agencies_finding,
            gap_finding=self._gap(total),
            items=items_of(
                self.desk, self.reader, self.view, self.names, self.language, self._commitment_link
            ),
            overdue=int(total["overdue"]),
            not_being_kept=int(total["not_being_kept"]),
            rows=tuple(self._rows()),
            method=tuple(self._method(total)),
            left_out=tuple(self._left_out()),
            sources=tuple(self._sources()),
            link=address(self.desk, self.view, self.language),
        )

    def t(self, msgid: str, **values: Any) -> str:
        return translate(msgid, self.language, **values)

    def _commitment_link(self, code: str) -> str:
        dates = View(on=self.view.on, known_on=self.view.known_on)
        return address(self.desk, dates, self.language, path="/commitment", code=code)

    def _audience(self) -> str:
        """Whom the brief is about, in a few words."""
        told = [", ".join(self._names_of(kind, short=True)) for kind, _label in SCOPES]
        return " · ".join(part for part in told if part) or self.t("All commitments")

    def _scope(self) -> Iterable[tuple[str, str]]:
        for kind, label in SCOPES:
            if found := self._names_of(kind):
                yield self.t(label), listing(found, self.language)
        if self.view.part is not None:
            yield self.t("Article or section"), self.view.part or self.t("none named")
        if self.view.any_role:
            yield self.t("Agency"), self.t("Agencies in any role")
        if self.view.against_first:
            yield (
                self.t("Deadline"),
                self.t("Measured against the first deadlines, as if none had been moved."),
            )

    def _names_of(self, kind: str, *, short: bool = False) -> list[str]:
        entries: Mapping[str, Entry] = getattr(self.names, kind)
        said = []
        for code in getattr(self.view, kind):
            if code == NONE:
                said.append(self.t("none named"))
            elif code in entries:
                entry = entries[code]
                said.append(entry.short_name(self.language) if short else entry.name(self.language))
            else:
                said.append(code)
        return said

    def _title(self, total: Measures) -> str:
        """The finding; of one district or agency with its name."""
        filters = [kind for kind, _label in SCOPES if getattr(self.view, kind)]
        if len(filters) == 1 and len(getattr(self.view, filters[0])) == 1 and filters[0] != "bases":
            (name,) = self._names_of(filters[0])
            return findings.of_group(name, total, self.language, day=self.on)
        return findings.of_total(total, self.language, day=self.on)

    def _change(self, total: Measures, before: Measures) -> str:
        if not int(before["due"]):
            return self.t("By {day} nothing had been due yet", day=self.since)
        rate = rate_text(int(before["kept"]), int(before["due"]), self.language)
        points = change_in_points(total, before, self.language)
        if points is None:
            return self.t("On {day}: {rate}", day=self.since, rate=rate)
        return self.t("On {day}: {rate}; since then {points}", day=self.since, rate=rate, points=points)

    def _groups(self, by: Kind, entries: Mapping[str, Entry]) -> tuple[tuple[Group, ...], str]:
        rows = look.rates(self.desk, self.reader, self.view, by=by).rows
        both = {
            code: (one.name(self.language), one.short_name(self.language)) for code, one in entries.items()
        }
        found: list[Named] = in_order(rows, both, self.language)
        groups = tuple(Group(one.key, one.full, one.short, _plain(one.measures)) for one in found)
        return groups, ranking_finding(found, self.language, by)

    def _gap(self, total: Measures) -> str:
        """What the agencies claim against what was found."""
        due, kept, claimed = int(total["due"]), int(total["kept"]), claimed_of(total)
        if due == 0:
            return self.t("Nothing was due by {day}", day=self.on)
        told = rate_text if due < FEW else percent
        return self.t(
            "Agencies report {claimed} as fulfilled, the monitors found {kept}",
            claimed=told(claimed, due, self.language),
            kept=told(kept, due, self.language),
        )

    def _parts(self, total: Measures, states: pd.DataFrame) -> Iterable[Part]:
        due = int(total["due"])
        once = int(total["kept_on_time"]) + int(total["kept_late"]) + int(total["overdue"])
        watched = int(states["needs_coverage"].sum())
        yield Part("on_time", self.t("Kept on time, of dated deadlines"), int(total["kept_on_time"]), once)
        yield Part(
            "confirmed",
            self.t("Kept, and checked by a second person"),
            part_of(total["confirmed_rate"], due),
            due,
        )
        yield Part("claimed", self.t("Reported as fulfilled by the agencies"), claimed_of(total), due)
        days = self.desk.settings.coverage_days
        said = ntranslate(
            "With a finding of the last {n} day", "With a finding of the last {n} days", days, self.language
        )
        yield Part("coverage", said, part_of(total["coverage"], watched), watched)

    def _rows(self) -> Iterable[Row]:
        for line, state in look.all_of(self.desk, self.reader, self.view, language=self.language):
            yield self._row(line, state)

    def _row(self, line: CommitmentLine, state: Mapping[Any, Any]) -> Row:
        return Row(
            code=line.code,
            text=line.text,
            text_language=line.text_language,
            agencies=phrases.who(line, self.names, self.language),
            places=phrases.where(line, self.names, self.language, most=100),
            basis=phrases.under(line, self.names, self.language),
            due_text=line.due_text,
            cadence=line.cadence,
            deadline=line.deadline,
            first_deadline=line.first_deadline,
            outcome=line.outcome,
            sub_status=line.sub_status,
            days=line.days,
            kept_since=_day(state["kept_since"]),
            latest_status=_word(state["latest_status"]),
            latest_on=line.latest_on,
            confirmed=line.confirmed,
            claim_status=_word(state["claim_status"]),
            claim_on=_day(state["claim_on"]),
            is_due=line.outcome in look.DUE,
            is_kept=line.outcome in look.KEPT,
            visibility=line.visibility,
        )

    def _method(self, total: Measures) -> Iterable[str]:
        yield self.t(
            "The fulfilment rate is the number of commitments kept, divided by the number that were due. Due are those "
            "whose deadline has passed, and those that have to be kept all the time. What was only partly fulfilled "
            "does not count as kept. What is not due yet, has no date, or was withdrawn stays outside and is shown "
            "beside the rate."
        )
        counted = {
            name: number(int(total[name]), self.language)
            for name in (
                "kept_on_time",
                "kept_late",
                "being_kept",
                "overdue",
                "not_being_kept",
                "kept",
                "due",
            )
        }
        if int(total["due"]) >= FEW:
            yield self.t(
                "Here: {kept_on_time} kept on time + {kept_late} kept late + {being_kept} being kept = {kept} kept. With "
                "{overdue} overdue and {not_being_kept} not being kept, {due} were due. {kept} of {due} is {percent}.",
                percent=percent(int(total["kept"]), int(total["due"]), self.language),
                **counted,
            )
        yield self.t(
            "Every percentage stands with its fraction. Of fewer than six only the fraction is shown, and nothing is "
            "ranked."
        )
        yield self.t(
            "The thin lines on bars are 95 % Wilson intervals: two groups whose lines overlap should not be called "
            "better and worse."
        )
        yield self.t(
            "A commitment of several districts counts in each of them, and once in the total. National ones stand "
            "apart from the districts."
        )
        yield self.t(
            "The latest finding decides. What an agency reports stands beside it and never replaces it."
        )

    def _left_out(self) -> Iterable[str]:
        if self.wanted.internal:
            yield self.t(
                "This brief is internal: it holds commitments, findings and notes that are not published. Do not hand it on."
            )
        else:
            yield self.t(
                "Only published commitments are counted here. Internal notes, findings and replies that are not published, "
                "and names of officials that are not published are left out."
            )

    def _sources(self) -> Iterable[str]:
        """The laws and agreements behind the commitments, those with most of them first."""
        rows = look.rates(self.desk, self.reader, self.view, by="basis").rows
        found = rows.sort_values("population", ascending=False, kind="stable").to_dict("records")
        for row in found:
            entry = self.names.bases.get(row["key"] or "")
            if entry is not None:
                yield ntranslate(
                    "{name}: {n} commitment",
                    "{name}: {n} commitments",
                    int(row["population"]),
                    self.language,
                    name=entry.name(self.language),
                )


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Measures as plain values: whole numbers, fractions or None, days as days."""
    return {str(name): _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, pd.Timestamp | datetime):
        return value.date()
    if pd.isna(value):
        return None
    return float(value) if isinstance(value, float) else int(value)


def _word(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


__all__ = ["Catalogue", "SinceTooLate", "address", "build", "fingerprint", "left_out", "shared"]
