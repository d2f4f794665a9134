"""Random histories for property tests: few commitments, few days, so that everything that can clash does."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.ledger.book import Book
from tracker.ledger import Question
from tracker.model.vocabulary import Status

FIRST, EVER = date(2024, 1, 1), date(2030, 1, 1)
RECURRENCES = (
    "monthly", "monthly:5", "monthly:31", "quarterly", "quarterly+10d", "half-yearly", "yearly",
    "yearly:01-15", "yearly:02-29", "months:4,10",
)  # fmt: skip
CADENCES = ["once"] * 4 + ["recurring"] * 4 + ["continuous", "open", "unknown"]
STATUSES = [status.value for status in Status]
KINDS = ["finding"] * 6 + ["claim"] * 2 + ["extension", "correction", "version", "confirmation", "retraction"]
FILTERS = ("regions", "districts", "agencies", "bases", "topics", "partners", "officials", "commitments")
AUDIENCES: list[dict[str, Any]] = [{}, {}, {"public_only": True}, {"partner_id": 2}]

# The ends of months and their middles, with the days after, so that "the same day" and "a day late" are common.
ENDS = [date(2024 + n // 12, n % 12 + 1, 1) - timedelta(days=1) for n in range(13)]
DAYS = sorted({day + timedelta(days=n) for day in ENDS for n in (0, 1, 10, 15)})
HALF = len(DAYS) // 2


def history(random: Random) -> Book:
    """A few commitments with all that can be said about them."""
    book = Book()
    for dated in (None, date(2024, 2, 1), date(2024, 9, 1)):
        book.basis(dated)
    for _ in range(random.randint(3, 8)):
        more(random, book)
    for _ in range(random.randint(0, 12)):
        enter(random, book)
    return book


def more(random: Random, book: Book) -> None:
    """One more commitment, with a few entries of its own."""
    day = random.choice(DAYS[:HALF])
    # Late in the evening in UTC is already the next day where the installation stands.
    recorded = datetime(day.year, day.month, day.day, random.choice([3, 18, 19]), 30, tzinfo=UTC)
    named = attributes(random)
    joint = tuple(agency for agency in some(random) if agency != named["lead"])
    number = book.commitment(recorded=recorded, joint=joint, **deadline(random), **named)
    for _ in range(random.randint(0, 8)):
        enter(random, book, number)


def enter(random: Random, book: Book, commitment: int | None = None) -> None:
    """One more entry about a commitment; it may be recorded before the entries that came earlier in the book."""
    number = commitment or random.randint(1, len(book.rows["commitment"]))
    kind, recorded = random.choice(KINDS), random.choice(DAYS)
    if kind in ("finding", "claim"):
        status = random.choice([*STATUSES, "fulfilled", "fulfilled", "withdrawn"])
        names = random.choice([None, random.choice(DAYS)])
        book.stated(kind, number, status, random.choice(DAYS), recorded=recorded, names=names)
    elif kind == "extension":
        book.extension(number, random.choice(DAYS), random.choice(DAYS), recorded)
    elif kind == "correction":
        book.correction(number, recorded=recorded, **deadline(random))
    elif kind == "version":
        book.version(number, recorded, **attributes(random))
    elif kind == "confirmation" and book.rows["finding"]:
        book.confirm(random.randint(1, len(book.rows["finding"])), recorded)
    elif kind == "retraction":
        retract(random, book, recorded)


def retract(random: Random, book: Book, recorded: date) -> None:
    """Take something out that has not been taken out yet."""
    thing = random.choice(["finding", "finding", "claim", "extension", "confirmation"])
    out = {row[f"{thing}_id"] for row in book.rows["retraction"]}
    standing = [row["id"] for row in book.rows[thing] if row["id"] not in out]
    if standing:
        book.retract(recorded, **{thing: random.choice(standing)})


def deadline(random: Random) -> dict[str, Any]:
    cadence = random.choice(CADENCES)
    if cadence == "once":
        return {"cadence": cadence, "due": random.choice(DAYS)}
    if cadence != "recurring":
        return {"cadence": cadence, "due": None}
    since, until = sorted(random.sample(DAYS, 2))
    return {
        "cadence": cadence,
        "recurrence": random.choice(RECURRENCES),
        "since": random.choice([None, None, since]),
        "due": random.choice([None, None, until]),
    }


def attributes(random: Random) -> dict[str, Any]:
    def one_or_none() -> int | None:
        return random.choice([None, 1, 2, 3, 4])

    return {
        "made": random.choice([None, FIRST, FIRST, date(2024, 3, 31), date(2024, 6, 15)]),
        "public": random.random() < 0.7,
        "void": random.random() < 0.05,
        "basis": random.choice([None, 1, 2, 3]),
        "topic": one_or_none(),
        "partner": one_or_none(),
        "lead": one_or_none(),
        "districts": some(random),
        "regions": random.choice([(), (), (1,), (2,)]),
        "officials": some(random),
    }


def some(random: Random) -> tuple[int, ...]:
    return tuple(random.sample(range(1, 5), random.choice([0, 0, 1, 2])))


def question(random: Random) -> Question:
    """Mostly about everything, now and then with an audience and one or two filters."""
    on, known_on = sorted((random.choice(DAYS[HALF // 2 :]), random.choice(DAYS[HALF:])))
    chosen = random.sample(FILTERS, random.choice([0, 0, 0, 1, 1, 2]))
    keys: list[int | None] = [None, 1, 2, 3, 4]
    filters = {name: tuple(random.sample(keys, 2)) for name in chosen if name != "commitments"}
    if "commitments" in chosen:
        filters["commitments"] = (1, 3, 9)
    return Question(
        on=on,
        known_on=random.choice([known_on, on, EVER, EVER, EVER]),
        any_role=random.random() < 0.5,
        coverage_days=random.choice([90, 30, 1]),
        against_first=random.random() < 0.2,
        **random.choice(AUDIENCES),
        **filters,
    )


# Real randomness, seeded by hypothesis: its own draws favour the simplest, and the simplest history is empty.
randoms = st.randoms(use_true_random=True)
histories = randoms.map(history)
questions = randoms.map(question)
