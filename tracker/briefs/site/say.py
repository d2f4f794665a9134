"""The words of the site in one language: what became of a commitment, who, where, by when, under which article."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.desk.answers import CommitmentDetail, CommitmentLine, DeadlineFact
from tracker.desk.catalogue import Catalogue
from tracker.figures import findings, phrases
from tracker.words import Value, ntranslate, translate
from tracker.words.formats import date_long, number
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
        return findings.of_total(total, self.language, day=self.on)

    def group(self, name: str, total: Measures) -> str:
        """The finding for one district, agency or law, named first."""
        return findings.of_group(name, total, self.language, day=self.on)

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
        return phrases.outcome_words(line, self.language)

    def state(self, line: CommitmentLine) -> str:
        """What was found last, where the outcome leaves that open."""
        return phrases.state_words(line, self.language)

    def heading(self, line: CommitmentLine) -> str:
        """Outcome and state in one."""
        state, outcome = self.state(line), self.outcome(line)
        return self.t("{outcome} – {state}", outcome=outcome, state=state.lower()) if state else outcome

    def who(self, line: CommitmentLine) -> str:
        """The agencies, the lead first."""
        return phrases.who(line, self.names, self.language)

    def where(self, line: CommitmentLine) -> str:
        """The districts and regions, or that it holds everywhere."""
        return phrases.where(line, self.names, self.language)

    def by_when(self, line: CommitmentLine) -> str:
        """The deadline, as understood; else as it was written; with what it was first."""
        return phrases.by_when(line, self.language)

    def under(self, line: CommitmentLine) -> str:
        """The law or agreement, and its article."""
        return phrases.under(line, self.names, self.language)

    def about(self, line: CommitmentLine) -> str:
        """Who, where, by when and under what."""
        parts = (self.who(line), self.where(line), self.by_when(line), self.under(line))
        return " · ".join(part for part in parts if part)

    def moved(self, fact: DeadlineFact) -> str:
        """One decision to move the deadline."""
        if fact.decided_on is None:
            return self.t("moved to {day}", day=fact.due_on or self.on)
        return self.t("moved to {day} on {decided}", day=fact.due_on or self.on, decided=fact.decided_on)
