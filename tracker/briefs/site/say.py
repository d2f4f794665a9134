"""The words of the site in one language: what became of a commitment, who, where, by when, under which article."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.desk.answers import CommitmentDetail, CommitmentLine, DeadlineFact
from tracker.desk.catalogue import Catalogue
from tracker.figures import findings
from tracker.words import Value, ntranslate, translate
from tracker.words.formats import FEW, date_long, listing, number, percent
from tracker.words.terms import label

Measures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Say:
    """Sentences in a language, with the names that the public may know, as of a day."""

    language: str
    names: Catalogue
    on: date

    def t(self, msgid: str, /, **values: Value) -> str:
        """A sentence."""
        return translate(msgid, self.language, **values)

    def tn(self, singular: str, plural: str, n: int, /, **values: Value) -> str:
        """A sentence in the form that goes with a count."""
        return ntranslate(singular, plural, n, self.language, **values)

    def day(self, day: date) -> str:
        """A day in full."""
        return date_long(day, self.language)

    def count(self, value: Any) -> str:
        """A count, thousands grouped."""
        return number(int(value), self.language)

    def outcome_label(self, outcome: str) -> str:
        """The word for an outcome."""
        return label("outcome", outcome, self.language)

    # Findings

    def total(self, total: Measures) -> str:
        """The finding for all: how many of those due are kept."""
        kept, due, day = int(total["kept"]), int(total["due"]), self.day(self.on)
        if due == 0:
            return self.t("Nothing was due by {day}", day=day)
        if due < FEW:
            return self.tn(
                "{kept} of {n} commitment due by {day} is kept",
                "{kept} of {n} commitments due by {day} are kept",
                due,
                kept=self.count(kept),
                day=day,
            )
        return self.tn(
            "{kept} of {n} commitment due by {day} is kept – {percent}",
            "{kept} of {n} commitments due by {day} are kept – {percent}",
            due,
            kept=self.count(kept),
            day=day,
            percent=percent(kept, due, self.language),
        )

    def group(self, name: str, total: Measures) -> str:
        """The finding for one district, agency or law, named first."""
        kept, due = int(total["kept"]), int(total["due"])
        if due == 0:
            return self.t("{name}: nothing was due by {day}", name=name, day=self.day(self.on))
        values: dict[str, Value] = {"name": name, "kept": self.count(kept)}
        if due < FEW:
            return self.tn("{name}: {kept} of {n} kept", "{name}: {kept} of {n} kept", due, **values)
        return self.tn(
            "{name}: {kept} of {n} kept – {percent}",
            "{name}: {kept} of {n} kept – {percent}",
            due,
            percent=percent(kept, due, self.language),
            **values,
        )

    def outside_the_rate(self, total: Measures) -> str:
        """What the rate leaves out, in one sentence."""
        return findings.outside_the_rate(total, self.language)

    # One commitment

    def words(self, one: CommitmentDetail) -> tuple[str, str]:
        """Its words in this language, else in one there is; and which language that is."""
        for choice in (self.language, "ru", "tg", "en"):
            if choice in one.texts:
                return one.texts[choice], choice
        return one.line.text, one.line.text_language

    def outcome(self, line: CommitmentLine) -> str:
        """What became of it, with the days that belong to it."""
        days = line.days
        if line.outcome == "overdue" and days is not None:
            return self.tn("Overdue for {n} day", "Overdue for {n} days", days)
        if line.outcome == "kept_late" and days is not None:
            return self.tn("Kept {n} day late", "Kept {n} days late", days)
        if line.outcome == "open" and days is not None:
            return self.tn("Due in {n} day", "Due in {n} days", days) if days else self.t("Due today")
        return self.outcome_label(line.outcome)

    def state(self, line: CommitmentLine) -> str:
        """What was found last, where the outcome leaves that open."""
        if line.outcome in ("overdue", "open", "undated", "not_being_kept") and line.sub_status:
            return label("sub_status", line.sub_status, self.language)
        return ""

    def heading(self, line: CommitmentLine) -> str:
        """Outcome and state in one."""
        state, outcome = self.state(line), self.outcome(line)
        return self.t("{outcome} – {state}", outcome=outcome, state=state.lower()) if state else outcome

    def who(self, line: CommitmentLine) -> str:
        """The agencies, the lead first."""
        known = self.names.agencies
        found = [known[code].short_name(self.language) for code in line.agencies if code in known]
        return listing(found, self.language) or self.t("No agency named")

    def where(self, line: CommitmentLine) -> str:
        """The districts and regions, or that it holds everywhere."""
        places = [self.names.districts[code].name(self.language) for code in line.districts]
        places += [self.names.regions[code].name(self.language) for code in line.regions]
        if len(places) > 4:
            rest = len(places) - 3
            return self.tn(
                "{places} and {n} more", "{places} and {n} more", rest, places=", ".join(places[:3])
            )
        return listing(places, self.language) or self.t("The whole country")

    def by_when(self, line: CommitmentLine) -> str:
        """The deadline, as understood; else as it was written; with what it was first."""
        if line.deadline is None:
            return line.due_text or label("cadence", line.cadence, self.language)
        if line.first_deadline and line.first_deadline != line.deadline and line.extensions:
            return self.t("due {day}, first {first}", day=line.deadline, first=line.first_deadline)
        return self.t("due {day}", day=line.deadline)

    def under(self, line: CommitmentLine) -> str:
        """The law or agreement, and its article."""
        basis = self.names.bases.get(line.basis or "")
        named = basis.name(self.language) if basis else line.basis_text or ""
        return ", ".join(part for part in (named, line.article) if part)

    def about(self, line: CommitmentLine) -> str:
        """Who, where, by when and under what."""
        parts = (self.who(line), self.where(line), self.by_when(line), self.under(line))
        return " · ".join(part for part in parts if part)

    def moved(self, fact: DeadlineFact) -> str:
        """One decision to move the deadline."""
        if fact.decided_on is None:
            return self.t("moved to {day}", day=fact.due_on or self.on)
        return self.t("moved to {day} on {decided}", day=fact.due_on or self.on, decided=fact.decided_on)
