"""Writes the definitions and the worked examples into how-it-is-counted, in every language: `python -m docs.make_examples`.

The definitions are those of the method page; the numbers come from the ledger, asked about small histories. A test
compares the files with what this makes, and the numbers with what was worked out by hand.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from tests.ledger.book import Book, asked
from tracker import figures
from tracker.ledger import OUTCOMES, changed, keeping_record, lateness, strip, time_to_fulfilment
from tracker.words import LANGUAGES, translate
from tracker.words.formats import date_short, fraction, number, points, rate_text, share
from tracker.words.terms import CHANGES, DEFINITIONS, change_definition, definition, label

FOLDER: Final = Path(__file__).parent
MADE: Final = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

Rows = Sequence[Sequence[str]]


def path(language: str) -> Path:
    """The file of a language; English has the plain name."""
    return FOLDER / ("how-it-is-counted.md" if language == "en" else f"how-it-is-counted.{language}.md")


def with_examples(text: str, language: str) -> str:
    """The text with everything between its marks made anew."""
    return MADE.sub(lambda found: f"{found[1]}{EXAMPLES[found[2]](language)}{found[3]}", text)


def one_of_each() -> Book:
    """One commitment of each class on 1 July 2024, and one more overdue: due 7, kept 3."""
    book = Book()
    book.confirm(
        book.finding(book.commitment("2024-06-30"), "fulfilled", "2024-06-01"), "2024-06-05"
    )  # kept on time
    late = book.commitment("2024-05-31")
    book.finding(late, "fulfilled", "2024-06-10")
    book.claim(late, "fulfilled", "2024-06-10")
    partly = book.commitment("2024-05-31")
    book.finding(partly, "partly_fulfilled", "2024-06-10")
    book.claim(partly, "fulfilled", "2024-05-30")
    book.commitment("2024-05-31")  # overdue, no information
    book.finding(book.commitment("2024-08-31"), "fulfilled", "2024-06-10")  # ahead
    book.commitment("2024-08-31")  # open
    being_kept = book.commitment(cadence="continuous")
    book.finding(being_kept, "in_progress", "2024-03-01")
    book.claim(being_kept, "in_progress", "2024-06-01")
    book.finding(book.commitment(cadence="continuous"), "not_fulfilled", "2024-06-10")
    book.commitment(cadence="continuous")  # not being kept, no information
    book.commitment()  # undated
    book.finding(book.commitment("2024-05-31"), "withdrawn", "2024-06-10")
    return book


def rates(language: str) -> str:
    """The counts and rates of `one_of_each`."""
    total = one_of_each().total("2024-07-01")
    due, kept = int(total["due"]), int(total["kept"])
    once = sum(int(total[name]) for name in ("kept_on_time", "kept_late", "overdue"))
    confirmed, claimed = (round(total[name] * due) for name in ("confirmed_rate", "claimed_rate"))
    told = [(label("outcome", name, language), number(int(total[name]), language)) for name in OUTCOMES]
    told += [
        (translate("Due", language), number(due, language)),
        (translate("Kept", language), rate_text(kept, due, language)),
        (translate("On-time rate", language), fraction(int(total["kept_on_time"]), once, language)),
        (translate("Confirmed rate", language), fraction(confirmed, due, language)),
        (translate("Claimed rate", language), fraction(claimed, due, language)),
        (translate("Gap", language), points(total["gap"], language)),
        (translate("Coverage", language), fraction(round(total["coverage"] * 5), 5, language)),
    ]
    return _table((translate("Outcome", language), "n"), told)


def outcomes(language: str) -> str:
    """Every outcome with its definition."""
    told = [(label("outcome", name, language), definition(name, language)) for name in DEFINITIONS]
    return _table((translate("Outcome", language), " "), told)


def known(language: str) -> str:
    """Met on 20 June, learned of on 1 August, asked about 10 July as known before and after."""
    book = Book()
    book.finding(book.commitment("2024-06-30"), "fulfilled", "2024-06-20", recorded="2024-08-01")
    told = [
        (
            _day("2024-07-10", language),
            _day(day, language),
            _outcome(book.outcome(1, "2024-07-10", day), language),
        )
        for day in ("2024-07-31", "2024-08-01")
    ]
    columns = (
        translate("As of", language),
        translate("As known on", language),
        translate("Outcome", language),
    )
    return _table(columns, told)


def moved(language: str) -> str:
    """Due on 30 June, extended on 15 July to 30 September."""
    book = Book()
    book.extension(book.commitment("2024-06-30"), "2024-09-30", "2024-07-15")
    told = [
        (
            _day(on, language),
            _outcome(book.outcome(1, on), language),
            _outcome(book.outcome(1, on, against_first=True), language),
        )
        for on in ("2024-06-29", "2024-07-14", "2024-07-15", "2024-09-30")
    ]
    columns = (
        translate("As of", language),
        translate("The current deadline", language),
        translate("The first deadline", language),
    )
    return _table(columns, told)


def recurring() -> Book:
    """Quarterly since January; fulfilled on 20 March, for 30 June on 20 July (naming it), nothing since."""
    book = Book()
    number_ = book.commitment(recurrence="quarterly", made="2024-01-01")
    book.finding(number_, "fulfilled", "2024-03-20")
    book.finding(number_, "fulfilled", "2024-07-20", names="2024-06-30")
    return book


def strips(language: str) -> str:
    """The deadlines of `recurring` on 15 October, and what they come to."""
    ledger, question = recurring().ledger(), asked("2024-10-15")
    rows = strip(ledger, question, 1)
    told = [
        (_day(day.date(), language), _outcome(became, language))
        for day, became in zip(rows["deadline"], rows["outcome"], strict=True)
    ]
    [record] = keeping_record(ledger, question).to_dict("records")
    kept = int(record["on_time"]) + int(record["late"])
    told.append(
        (translate("Record of what recurs", language), rate_text(kept, int(record["deadlines"]), language))
    )
    return _table((translate("Deadline", language), translate("Outcome", language)), told)


def late(language: str) -> str:
    """Three kept late by 3, 10 and 40 days; two overdue for 10 and 20."""
    book = Book()
    for kept_on in ("2024-04-03", "2024-04-10", "2024-05-10"):
        book.finding(book.commitment("2024-03-31"), "fulfilled", kept_on)
    for due in ("2024-06-20", "2024-06-10"):
        book.commitment(due)
    [row] = lateness(book.ledger(), asked("2024-06-30")).to_dict("records")
    told = []
    for outcome, name in (("kept_late", "late"), ("overdue", "overdue")):
        days = (figures.whole_days(row[each]) for each in (name, f"{name}_median", f"{name}_longest"))
        told.append((label("outcome", outcome, language), *(number(each, language) for each in days)))
    columns = (
        translate("Outcome", language),
        "n",
        translate("Median days", language),
        translate("Longest", language),
    )
    return _table(columns, told)


def curve(language: str) -> str:
    """Six due: two on time, one after 10 days and one after 20, two waiting for 15 and for 30 days."""
    book = Book()
    for _ in range(2):
        book.finding(book.commitment("2024-05-01"), "fulfilled", "2024-04-20")
    book.finding(book.commitment("2024-05-01"), "fulfilled", "2024-05-11")
    book.finding(book.commitment("2024-05-01"), "fulfilled", "2024-05-21")
    book.commitment("2024-06-15")
    book.commitment("2024-05-31")
    table = time_to_fulfilment(book.ledger(), asked("2024-06-30"))
    told = [
        (
            number(int(row["days"]), language),
            number(int(row["at_risk"]), language),
            number(int(row["events"]), language),
            share(round(row["share"], 9), language),
        )
        for row in table.to_dict("records")
    ]
    columns = (
        translate("Days after the deadline", language),
        translate("Still watched", language),
        translate("Kept", language),
        translate("Fulfilled by then, estimated", language),
    )
    return _table(columns, told)


def changes(language: str) -> str:
    """Every kind of change with its definition."""
    told = [(label("change", kind, language), change_definition(kind, language)) for kind in CHANGES]
    return _table((translate("What changed", language), " "), told)


def balance(language: str) -> str:
    """30 June to 30 September: one fell due, one was kept late, one was found on 20 May and recorded in August."""
    book = Book()
    book.commitment("2024-07-31")
    book.finding(book.commitment("2024-05-31"), "fulfilled", "2024-07-20")
    book.finding(book.commitment("2024-05-31"), "fulfilled", "2024-05-20", recorded="2024-08-15")
    found = changed(book.ledger(), asked("2024-06-30", "2024-07-01"), asked("2024-09-30"))
    first, second = (_day(day, language) for day in ("2024-06-30", "2024-09-30"))
    table = figures.balance(
        found.balance(),
        language,
        before=translate("{day}, as known when it was over", language, day=first),
        learned=translate("{day}, as known now", language, day=first),
        now=second,
    )
    return _table(table.columns, table.rows)


EXAMPLES: Final[dict[str, Callable[[str], str]]] = {
    each.__name__: each
    for each in (rates, outcomes, known, moved, strips, late, curve, changes, balance)
}  # fmt: skip


def _table(columns: Sequence[str], rows: Rows) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _day(day: str | date, language: str) -> str:
    return date_short(date.fromisoformat(day) if isinstance(day, str) else day, language)


def _outcome(code: Any, language: str) -> str:
    return label("outcome", str(code), language)


def main() -> None:
    """Write all files anew."""
    for language in LANGUAGES:
        file = path(language)
        file.write_text(with_examples(file.read_text(encoding="utf-8"), language), encoding="utf-8")


if __name__ == "__main__":
    main()
