"""The pages of the site in one language: what stands on each, ready for its template."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from tracker.briefs.site.lists import LIST_OF, LISTS, Chosen, address_of, chunks, paths_of
from tracker.briefs.site.one import commitment_page
from tracker.briefs.site.report import Report
from tracker.briefs.site.say import Say
from tracker.desk.answers import CommitmentDetail, Measures, RatesTable
from tracker.desk.catalogue import Entry
from tracker.figures import segments, svg
from tracker.figures.places import Tile
from tracker.figures.strip import OUTCOMES_OF, in_words
from tracker.words import language_name
from tracker.words.formats import (
    FEW,
    MINUS,
    NOTHING,
    SortKey,
    date_short,
    fraction,
    number,
    percent,
    points,
    rate_text,
    sort_key,
)
from tracker.words.terms import DEFINITIONS, definition, label

WORST: Final = 6
MOST_BARS: Final = 10
MOST_RANKED: Final = 16
"""As many bars as fit a sheet of paper; the table below them has all."""
Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path below the language's folder, its template, and what goes into it."""

    path: str
    template: str
    context: Context

    @property
    def here(self) -> str:
        """The way from the page to the language's folder."""
        return "../" * self.path.count("/")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of group: its folder, its page of all, and the catalogue of its entries."""

    by: str
    folder: str
    index: str
    entries: Mapping[str, Entry]


class Pages:
    """Makes every page of one language."""

    def __init__(self, report: Report, say: Say) -> None:
        self.report = report
        self.say = say
        self.kinds = (
            _Kind("district", "district", "districts.html", report.names.districts),
            _Kind("agency", "agency", "agencies.html", report.names.agencies),
            _Kind("basis", "source", "sources.html", report.names.bases),
        )
        self.members = self._members()
        self.chosen = Chosen(report)
        self._lines: dict[str, Context] = {}

    def all(self) -> Iterator[Page]:
        """Every page but those of single commitments, the overview last."""
        for kind in self.kinds:
            for code in self.members[kind.by]:
                yield from self._group(kind, code)
            yield self._groups(kind)
        yield from self.lists()
        yield self._method()
        yield self._overview()

    def paths(self) -> Iterator[str]:
        """The path of every page, without making any of them."""
        yield from (f"c/{one.line.code}.html" for one in self.report.commitments)
        for kind in self.kinds:
            yield kind.index
            for code, own in self.members[kind.by].items():
                yield from paths_of(own, f"{kind.folder}/{address_of(code)}")
        for name in LISTS:
            yield from paths_of(self.chosen.members(name), "commitments" if name == "all" else f"list/{name}")
        yield from ("method.html", "data.html", "index.html")

    # The pages of the navigation

    def _overview(self) -> Page:
        say, report = self.say, self.report
        total = report.total
        trend = svg.trend(report.series, say.language)
        tiles = self._tiles("")
        worst = self.chosen.members("overdue")[:WORST]
        days = max((one.line.days or 0 for one in worst), default=0)
        context = {
            "title": say.total(total),
            "description": self._standfirst(trend.finding, tiles.finding),
            "standfirst": self._standfirst(trend.finding, tiles.finding),
            "under": self._under(total, updated=True),
            "cards": self._cards(),
            **self._strip(total, ""),
            "tiles": tiles,
            "under_tiles": say.t(
                "Kept of what was due, by district. Hollow: fewer than six were due. A tile opens the district."
            ),
            "agencies": self._ranking("agency", "", most=MOST_BARS),
            "under_agencies": say.t(
                "Kept of what was due, by lead agency, with the 95 % interval. A bar opens the agency."
            ),
            "trend": trend,
            "under_trend": say.t("Kept of what was due, at the end of each quarter, with the 95 % interval."),
            "cohorts": svg.cohorts(report.cohorts, say.language, last_due=report.last_due),
            "under_cohorts": say.t(
                "Deadlines by quarter: kept on time, kept late, overdue. Above the columns: how many are kept."
            ),
            "worst": [self.line(one) for one in worst],
            "worst_title": say.tn("The longest overdue: {n} day", "The longest overdue: {n} days", days),
            "all_overdue": say.tn(
                "Read the {n} overdue commitment", "Read all {n} overdue commitments", int(total["overdue"])
            ),
        }
        return Page("index.html", "overview.html", context)

    def _groups(self, kind: _Kind) -> Page:
        """Districts, agencies or sources, all of them."""
        say, report = self.say, self.report
        table = report.rates[kind.by]
        measures: dict[str, Any] = {row["key"]: row for row in table.rows.to_dict("records")}
        figures = []
        if kind.by == "district":
            tiles_under = say.t(
                "Kept of what was due. Hollow: fewer than six were due. A tile opens the district."
            )
            figures.append({"drawing": self._tiles(""), "under": tiles_under})
        if kind.by != "basis":
            under = say.t(
                "Kept of what was due, with the 95 % interval. Hollow: fewer than six due, not ranked."
            )
            figures.append({"drawing": self._ranking(kind.by, "", most=MOST_RANKED), "under": under})
        if kind.by == "agency":
            composed = svg.composition(
                table.rows,
                self._names(kind),
                say.language,
                kind="agency",
                lead=self._lead(kind, ""),
                most=MOST_RANKED,
            )
            under = say.t("What became of all that was due: kept, kept late, overdue, not being kept.")
            figures.append({"drawing": composed, "under": under})
        title = {
            "district": say.t("Districts: where commitments are kept"),
            "agency": say.t("Agencies: who keeps what they undertook"),
            "basis": say.t("Sources: what each law and agreement obliges, and how much is kept"),
        }[kind.by]
        context = {
            "title": title,
            "description": say.total(report.total),
            "under": self._under(report.total),
            "figures": figures,
            "layout": "wide-narrow" if kind.by == "district" else "halves",
            "all_title": say.t("All in one table"),
            "columns": (
                say.t("Name"), say.t("Commitments"), say.t("Due"), say.t("Kept"), say.t("Rate"), say.outcome_label("overdue"),
            ),
            "rows": [
                *(self._row(kind, code, measures[code]) for code in self._ordered(kind)),
                *self._rest(kind, measures),
            ],
        }  # fmt: skip
        return Page(kind.index, "groups.html", context)

    def _row(self, kind: _Kind, code: str, found: Measures) -> Context:
        entry = kind.entries[code]
        return {
            "href": f"{kind.folder}/{address_of(code)}.html",
            "name": entry.name(self.say.language),
            "kind": label("basis", entry.extra["kind"], self.say.language) if kind.by == "basis" else "",
            "cells": self._cells(found),
        }

    def _rest(self, kind: _Kind, measures: dict[Any, Any]) -> list[Context]:
        """The commitments that name none of the kind, so that the table leaves nothing out."""
        name = {
            "district": self.say.t("The whole country"),
            "agency": self.say.t("No agency named"),
            "basis": self.say.t("No law or agreement named"),
        }[kind.by]
        found = measures.get(None)
        return [{"href": "", "name": name, "kind": "", "cells": self._cells(found)}] if found else []

    def _cells(self, found: Measures) -> tuple[str, ...]:
        kept, due = int(found["kept"]), int(found["due"])
        return (
            self.say.count(found["population"]),
            self.say.count(due),
            self.say.count(kept),
            percent(kept, due, self.say.language) if due >= FEW else NOTHING,
            self.say.count(found["overdue"]),
        )

    def _ordered(self, kind: _Kind) -> list[str]:
        """The codes that have a page, by name; of sources those with most commitments first."""
        found = list(self.members[kind.by])

        def by_name(code: str) -> SortKey:
            return sort_key(kind.entries[code].name(self.say.language), self.say.language)

        if kind.by == "basis":
            return sorted(found, key=lambda code: (-len(self.members[kind.by][code]), by_name(code)))
        return sorted(found, key=by_name)

    # One group

    def _group(self, kind: _Kind, code: str) -> Iterator[Page]:
        say, report = self.say, self.report
        entry = kind.entries[code]
        within: RatesTable = report.within[kind.by, code]
        total, own = within.total, self.members[kind.by][code]
        base = f"{kind.folder}/{address_of(code)}"
        inner = self.kinds[0] if kind.by == "agency" else self.kinds[1]
        figures = []
        if (within.rows["due"] > 0).any():
            drawing = svg.ranking(
                within.rows, self._names(inner), say.language,
                kind="district" if inner.by == "district" else "agency", lead=self._lead(inner, "../"), most=12,
            )  # fmt: skip
            under = say.t("Kept of what was due, with the 95 % interval. Hollow: fewer than six due.")
            figures.append({"drawing": drawing, "under": under})
        if kind.by in report.series_by and int(total["due"]) > 0:
            rows = report.series_by[kind.by]
            drawing = svg.trend(rows[rows["key"] == code], say.language)
            under = say.t("Kept of what was due, at the end of each quarter, with the 95 % interval.")
            figures.append({"drawing": drawing, "under": under})
        for place, part, pager in chunks(own, base, say):
            context = {
                "title": say.group(entry.name(say.language), total),
                "description": say.outside_the_rate(total),
                "under": self._under(total),
                "up": kind.index,
                "up_name": self._navigation()[kind.index],
                "facts": self._facts(kind, entry) if place == 0 else [],
                "figures": figures if place == 0 else [],
                **(self._strip(total, "../", linked=False) if place == 0 else {"strip": None}),
                "list_title": say.tn("{n} commitment", "{n} commitments", len(own)),
                "lines": [self.line(one) for one in part],
                "pager": pager,
                "section": kind.index,
            }
            yield Page(pager["path"], "group.html", context)

    def _facts(self, kind: _Kind, entry: Entry) -> list[tuple[str, str]]:
        """What is known of a law or a forum; of districts and agencies their name says enough."""
        say = self.say
        if kind.by != "basis":
            return []
        told = [(say.t("Kind"), label("basis", entry.extra["kind"], say.language))]
        if entry.extra["number"]:
            told.append((say.t("Number"), entry.extra["number"]))
        if entry.extra["dated"]:
            told.append((say.t("Date"), say.day(entry.extra["dated"])))
        if forum := entry.extra["forum"]:
            told.append((say.t("Forum"), label("forum", forum["kind"], say.language)))
            told += [(say.t("Place"), forum["place"])] if forum["place"] else []
            told += [(say.t("Organiser"), forum["organiser"])] if forum["organiser"] else []
            women, men = forum["women"], forum["men"]
            if women is not None and men is not None and women + men:
                came = say.t(
                    "{women} women and {men} men, {share} women",
                    women=say.count(women), men=say.count(men), share=percent(women, women + men, say.language),
                )  # fmt: skip
                told.append((say.t("Who came"), came))
        return told

    # Lists and single commitments

    def lists(self) -> Iterator[Page]:
        """All commitments, and those behind each figure, page by page."""
        say = self.say
        for name in LISTS:
            own = self.chosen.members(name)
            base = "commitments" if name == "all" else f"list/{name}"
            here = "" if name == "all" else "../"
            for _place, part, pager in chunks(own, base, say):
                yield Page(
                    pager["path"],
                    "list.html",
                    {
                        "title": self._list_title(name, len(own)),
                        "description": say.total(self.report.total),
                        "under": self._under(self.report.total),
                        "lists": [self._list_link(other, name, here) for other in LISTS],
                        "lines": [self.line(one) for one in part],
                        "pager": pager,
                        "section": "commitments.html",
                    },
                )

    def _list_title(self, name: str, count: int) -> str:
        if name == "all":
            return self.say.tn("{n} commitment", "{n} commitments", count)
        return self.say.tn(
            "{what}: {n} commitment", "{what}: {n} commitments", count, what=self.chosen.title(name, self.say)
        )

    def _list_link(self, name: str, current: str, here: str) -> Context:
        target = "commitments.html" if name == "all" else f"list/{name}.html"
        return {
            "href": here + target,
            "name": self.chosen.title(name, self.say),
            "count": self.say.count(len(self.chosen.members(name))),
            "current": name == current,
        }

    def commitments(self, start: int, stop: int) -> Iterator[Page]:
        """A page for each of these commitments."""
        for one in self.report.commitments[start:stop]:
            yield Page(
                f"c/{one.line.code}.html", "commitment.html", commitment_page(self.report, self.say, one)
            )

    def line(self, one: CommitmentDetail) -> Context:
        """A commitment in a list; it stands in many, and is put into words once."""
        known = self._lines.get(one.line.code)
        if known is None:
            known = self._lines[one.line.code] = self._line(one)
        return known

    def _line(self, one: CommitmentDetail) -> Context:
        text, language = self.say.words(one)
        line = one.line
        return {
            "code": line.code,
            "outcome": line.outcome,
            "said": self.say.outcome(line),
            "state": self.say.state(line),
            "days": self.say.count(line.days)
            if line.outcome == "overdue" and line.days is not None
            else None,
            "unit": self.say.tn("day overdue", "days overdue", line.days or 0),
            "text": text,
            "lang": language,
            "spoken": language_name(language) if language != self.say.language else "",
            "about": self.say.about(line),
        }

    def search_rows(self) -> Iterator[tuple[str, ...]]:
        """The index: code, outcome, what became of it, the words, and who, where, by when; the language of the words, and
        its name where it is not the reader's."""
        told = ("code", "outcome", "said", "text", "about", "lang", "spoken")
        for line in map(self.line, self.report.commitments):
            yield tuple(line[name] for name in told)

    # Method

    def _method(self) -> Page:
        say, total = self.say, self.report.total
        on_time = int(total["kept_on_time"]) + int(total["kept_late"]) + int(total["overdue"])
        gap, behind = total["gap"], self.report.behind
        counted = {
            name: say.count(total[name])
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
        lists = {
            outcome: name for name, outcomes in LISTS.items() for outcome in outcomes if len(outcomes) == 1
        }
        context = {
            "title": say.t("How it is counted"),
            "description": say.total(total),
            "under": self._under(total),
            "rate": say.t(
                "The fulfilment rate is the number of commitments kept, divided by the number that were due. Due are those "
                "whose deadline has passed, and those that have to be kept all the time. What was only partly fulfilled "
                "does not count as kept. What is not due yet, has no date, or was withdrawn stays outside and is shown "
                "beside the rate."
            ),
            "sum": ""
            if int(total["due"]) < FEW
            else say.t(
                "Here: {kept_on_time} kept on time + {kept_late} kept late + {being_kept} being kept = {kept} kept. With "
                "{overdue} overdue and {not_being_kept} not being kept, {due} were due. {kept} of {due} is {percent}.",
                percent=percent(int(total["kept"]), int(total["due"]), say.language),
                **counted,
            ),
            "classes_title": say.t("What can become of a commitment"),
            "classes": [
                {
                    "outcome": outcome,
                    "label": say.outcome_label(outcome),
                    "definition": definition(outcome, say.language),
                    "count": say.tn("{n} commitment", "{n} commitments", int(total[outcome])),
                    "href": f"list/{lists[outcome]}.html" if outcome in lists else "",
                }
                for outcome in DEFINITIONS
            ],
            "others_title": say.t("The other rates"),
            "others": [
                (
                    say.t("On-time rate"),
                    say.t("Of all whose governing deadline has passed, those kept by it."),
                    rate_text(int(total["kept_on_time"]), on_time, say.language),
                ),
                (
                    say.t("Confirmed rate"),
                    say.t("Kept, and the evidence checked by a second person, of all that were due."),
                    rate_text(behind.confirmed, behind.due, say.language),
                ),
                (
                    say.t("Claimed rate"),
                    say.t("What the agencies themselves report as fulfilled, of all that were due."),
                    rate_text(behind.claimed, behind.due, say.language),
                ),
                (
                    say.t("Gap"),
                    say.t("The claimed rate less the fulfilment rate."),
                    NOTHING if gap is None or behind.due < FEW else points(gap, say.language),
                ),
                (
                    say.t("Coverage"),
                    say.tn(
                        "Of all that need watching, those with a finding of the last {n} day.",
                        "Of all that need watching, those with a finding of the last {n} days.",
                        self.report.coverage_days,
                    ),
                    rate_text(behind.covered, behind.watched, say.language),
                ),
            ],
            "rules_title": say.t("Rules that hold everywhere"),
            "rules": (
                say.t(
                    "Every percentage stands with its fraction. Of fewer than six only the fraction is shown, and nothing is "
                    "ranked."
                ),
                say.t(
                    "The thin lines on bars are 95 % Wilson intervals: two groups whose lines overlap should not be called "
                    "better and worse."
                ),
                say.t(
                    "A commitment of several districts counts in each of them, and once in the total. National ones stand "
                    "apart from the districts."
                ),
                say.t(
                    "A recurring commitment is judged by its latest deadline; the quarters count each of its deadlines."
                ),
                say.t(
                    "A deadline that was moved counts from the day of that decision. The first deadline stays visible."
                ),
                say.t(
                    "The latest finding decides. What an agency reports stands beside it and never replaces it."
                ),
                say.t(
                    "Only what is public is here. Findings whose words are not public count all the same; their words are "
                    "not shown."
                ),
            ),
        }
        return Page("method.html", "method.html", context)

    # Pieces

    def _navigation(self) -> dict[str, str]:
        return navigation(self.say)

    def _under(self, total: Measures, *, updated: bool = False) -> str:
        say = self.say
        parts = [
            say.t("As of {day}", day=self.report.on),
            say.tn("{n} commitment in all", "{n} commitments in all", int(total["population"])),
        ]
        changed = self.report.changed_on
        if updated and changed:
            parts.append(say.t("last updated {day}", day=say.day(changed)))
        return " · ".join(parts)

    def _standfirst(self, *findings: str) -> str:
        """The findings of the page in a few sentences, each whole."""
        return " ".join(f"{finding.rstrip('.')}." for finding in findings if finding)

    def _cards(self) -> list[Context]:
        say, found = self.say, self.report.overview
        total, before = found.total, found.before
        since = say.t("since {day}", day=date_short(found.since, say.language))
        kept, due = int(total["kept"]), int(total["due"])
        change, tone = "", ""
        if due >= FEW and before["due"] >= FEW:
            difference = kept / due - before["kept"] / before["due"]
            change = points(difference, say.language)
            tone = "better" if round(difference, 3) > 0 else "worse" if round(difference, 3) < 0 else ""
        value = percent(kept, due, say.language) if due >= FEW else fraction(kept, due, say.language)
        first = {
            "label": say.t("Kept"),
            "value": value if due else NOTHING,
            "change": change,
            "since": since,
            "tone": tone,
            "href": "list/kept.html",
            "link": fraction(kept, due, say.language),
        }
        days = self.report.coverage_days
        return [
            first,
            self._card(say.t("Overdue"), int(total["overdue"]), int(before["overdue"]), "overdue", since),
            self._card(say.t("Due within 30 days"), found.due_soon, found.due_soon_before, "soon", since, neutral=True),
            self._card(
                say.tn("No finding for {n} day", "No finding for {n} days", days),
                found.quiet, found.quiet_before, "quiet", since,
            ),
        ]  # fmt: skip

    def _card(
        self, name: str, now: int, before: int, target: str, since: str, *, neutral: bool = False
    ) -> Context:
        change = now - before
        sign = MINUS if change < 0 else "+" if change else "±"
        return {
            "label": name,
            "value": self.say.count(now),
            "change": f"{sign}{number(abs(change), self.say.language)}",
            "since": since,
            "tone": "" if neutral or not change else "better" if change < 0 else "worse",
            "href": f"list/{target}.html",
            "link": self.say.t("Read them"),
        }

    def _strip(self, total: Measures, here: str, *, linked: bool = True) -> Context:
        parts = segments(total, self.say.language)

        def lead(key: str) -> str | None:
            return f"{here}list/{LIST_OF[OUTCOMES_OF[key]]}.html" if linked else None

        key = [
            {
                "key": part.key,
                "href": lead(part.key),
                "said": in_words(part, self.say.language),
            }
            for part in parts
        ]
        drawn = svg.strip(parts, self.say.language, lead=lead) if parts else None
        return {"strip": drawn, "key": key, "outside": self.say.outside_the_rate(total)}

    def _tiles(self, here: str) -> svg.Drawing:
        tiles = [
            Tile(code, entry.name(self.say.language), entry.extra["tile_col"], entry.extra["tile_row"])
            for code, entry in self.report.names.districts.items()
            if entry.extra["tile_col"] is not None
        ]
        rows: pd.DataFrame = self.report.rates["district"].rows
        return svg.tile_map(tiles, rows, self.say.language, lead=self._lead(self.kinds[0], here))

    def _ranking(self, by: str, here: str, *, most: int | None = None) -> svg.Drawing:
        kind = next(kind for kind in self.kinds if kind.by == by)
        return svg.ranking(
            self.report.rates[by].rows, self._names(kind), self.say.language,
            kind="district" if by == "district" else "agency", lead=self._lead(kind, here), most=most,
        )  # fmt: skip

    def _names(self, kind: _Kind) -> dict[str, tuple[str, str]]:
        return {
            code: (entry.name(self.say.language), entry.short_name(self.say.language))
            for code, entry in kind.entries.items()
        }

    def _lead(self, kind: _Kind, here: str) -> Callable[[str], str | None]:
        known = self.members[kind.by]
        return lambda code: f"{here}{kind.folder}/{address_of(code)}.html" if code in known else None

    def _members(self) -> dict[str, dict[str, list[CommitmentDetail]]]:
        """The commitments of every group that has a page, in the order of urgency."""
        found: dict[str, dict[str, list[CommitmentDetail]]] = {kind.by: {} for kind in self.kinds}
        for one in self.report.commitments:
            line = one.line
            for by, codes in (
                ("district", line.districts), ("agency", _present(line.lead)), ("basis", _present(line.basis)),
            ):  # fmt: skip
                entries = next(kind.entries for kind in self.kinds if kind.by == by)
                for code in codes:
                    if code in entries:
                        found[by].setdefault(code, []).append(one)
        return found


def navigation(say: Say) -> dict[str, str]:
    """The pages of the navigation: title by path."""
    return {
        "index.html": say.t("Overview"),
        "districts.html": say.t("Districts"),
        "agencies.html": say.t("Agencies"),
        "sources.html": say.t("Sources"),
        "commitments.html": say.t("Commitments"),
        "method.html": say.t("Method"),
        "data.html": say.t("Data"),
    }


def _present(code: str | None) -> Sequence[str]:
    return (code,) if code else ()
