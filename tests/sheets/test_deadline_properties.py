"""Any day, month, quarter or span, written in any of the usual ways, comes back as it was."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from tracker.sheets import DueContext, read_due

RU = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
RU_IN = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
TG = (
    "январи",
    "феврали",
    "марти",
    "апрели",
    "майи",
    "июни",
    "июли",
    "августи",
    "сентябри",
    "октябри",
    "ноябри",
    "декабри",
)
EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ROMAN = ("I", "II", "III", "IV")
DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))
YEARS = st.integers(2015, 2045)
GAPS = st.sampled_from([" ", "  ", "\u00a0", " \u00a0"])
DASHES = st.sampled_from(["-", "–", "—", " - ", " – ", " — "])
NOWHERE = DueContext()


def _in_days(day: date) -> tuple[str, ...]:
    month = day.month - 1
    return (
        f"{day:%d.%m.%Y}",
        f"{day.day}.{day.month}.{day.year} г.",
        f"до {day:%d.%m.%Y}",
        f"до {day.day} {RU[month]} {day.year} года",
        f"до «{day.day}» {RU[month]} {day.year} г.",
        f"не позднее {day.day} {RU[month]} {day.year}г",
        f"к {day:%d.%m.%Y} г.",
        f"в срок до {day.day}-го {RU[month].upper()} {day.year} г.",
        f"до {day.day} {RU[month]} {day.year} г. (при наличии финансирования)",
        f"по мере необходимости, но не позднее {day.day} {RU[month]} {day.year} г.",
        f"то {day.day} {TG[month]} соли {day.year}",
        f"то {day.day}-уми {TG[month]} соли {day.year}",
        f"на дертар аз {day:%d.%m.%Y}",
        f"by {day.day} {EN[month]} {day.year}",
        f"by {EN[month]} {day.day}, {day.year}",
        f"no later than {day.day} {EN[month][:3]} {day.year}",
        f"{day:%Y-%m-%d}",
        f"{day:%Y-%m-%d} 00:00:00",
        str((day - date(1899, 12, 30)).days),
    )


@given(day=DAYS, gap=GAPS, at=st.integers(0, 18))
@example(day=date(2024, 2, 29), gap=" ", at=3)
def test_a_day_in_any_writing_is_that_day(day: date, gap: str, at: int) -> None:
    text = _in_days(day)[at].replace(" ", gap)
    due, _ = read_due(text, context=NOWHERE)
    assert (due.cadence, due.from_, due.on) == ("once", None, day), text


@given(year=YEARS, quarter=st.integers(1, 4), at=st.integers(0, 10))
def test_a_quarter_in_any_writing_is_that_quarter(year: int, quarter: int, at: int) -> None:
    roman, lookalike = ROMAN[quarter - 1], ROMAN[quarter - 1].replace("I", "І")
    text = (
        f"{roman} квартал {year} г.",
        f"{lookalike} кв. {year} года",
        f"{roman.replace('I', 'l')} квартал {year}",
        f"в {quarter}-м квартале {year} года",
        f"{quarter} кв. {year}г.",
        f"{year} г., {roman} квартал",
        f"семоҳаи {roman} соли {year}",
        f"семоҳаи {quarter}-уми соли {year}",
        f"Q{quarter} {year}",
        f"{year}-Q{quarter}",
        f"{roman}-квартал {year}",
    )[at]
    due, _ = read_due(text, context=NOWHERE)
    last = date(year + (quarter == 4), quarter * 3 % 12 + 1, 1) - timedelta(days=1)
    assert (due.cadence, due.from_, due.on) == ("once", date(year, quarter * 3 - 2, 1), last), text


@given(first=DAYS, length=st.integers(1, 900), dash=DASHES, at=st.integers(0, 5))
@example(first=date(2015, 1, 1), length=9, dash="-", at=5)
def test_a_span_of_days_in_any_writing_is_that_span(first: date, length: int, dash: str, at: int) -> None:
    last = first + timedelta(days=length)
    text = (
        f"{first:%d.%m.%Y}{dash}{last:%d.%m.%Y}",
        f"с {first:%d.%m.%Y} по {last:%d.%m.%Y} г.",
        f"с {first.day} {RU[first.month - 1]} {first.year} г. по {last.day} {RU[last.month - 1]} {last.year} года",
        f"аз {first.day} {TG[first.month - 1]} соли {first.year} то {last.day} {TG[last.month - 1]} соли {last.year}",
        f"from {first.day} {EN[first.month - 1]} {first.year} to {last.day} {EN[last.month - 1]} {last.year}",
        f"{first.day} {RU[first.month - 1]} {first.year}{dash}{last.day} {RU[last.month - 1]} {last.year} г.",
    )[at]
    due, _ = read_due(text, context=NOWHERE)
    assert (due.cadence, due.from_, due.on) == ("once", first, last), text


@given(first=YEARS, length=st.integers(1, 9), dash=DASHES, at=st.integers(0, 4))
def test_a_span_of_years_in_any_writing_is_that_span(first: int, length: int, dash: str, at: int) -> None:
    last = first + length
    text = (
        f"{first}{dash}{last} гг.",
        f"{first}{dash}{last} годы",
        f"в течение {first}{dash}{last} годов",
        f"солҳои {first}{dash}{last}",
        f"{first}{dash}{last}",
    )[at]
    due, _ = read_due(text, context=NOWHERE)
    assert (due.cadence, due.from_, due.on) == ("once", date(first, 1, 1), date(last, 12, 31)), text


@given(text=st.text(max_size=60))
def test_no_text_is_too_odd_to_be_kept(text: str) -> None:
    due, issues = read_due(text, context=DueContext(2025))
    assert due.text is None or due.text == " ".join(due.text.split())
    assert due.cadence != "once" or due.on is not None
    assert all(issue.message("ru") for issue in issues)


WORDS = st.sampled_from(
    ["до", "с", "по", "к", "I", "II", "III", "1", "5", "31", "2025", "квартал", "полугодие", "года", "г.", "июня", "май",
     "ежегодно", "ежеквартально", "раз", "в", "год", "числа", "декада", "первая", "последний", "конец", ",", ";", "–", "(", ")",
     "далее", "постоянно", "при необходимости", "перенесено", "семоҳаи", "то", "охири", "соли", "by", "end", "of", "Q3", "and"]
)  # fmt: skip


@given(words=st.lists(WORDS, max_size=9))
@example(words=["II", "ежеквартально", "–", "семоҳаи", "первая"])
def test_words_of_deadlines_in_any_order_never_crash_and_never_end_before_they_begin(
    words: list[str],
) -> None:
    due, _ = read_due(" ".join(words), context=DueContext(2025))
    assert due.from_ is None or due.on is None or due.from_ <= due.on
