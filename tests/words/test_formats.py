"""Dates, numbers and rates, worked out by hand in the three languages."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.words import LANGUAGES, formats, locales
from tracker.words.rhythms import rhythm

FIRST_OF_DECEMBER = date(2024, 12, 1)


def spoken(texts: list[str]) -> list[str]:
    """The texts with their no-break spaces as plain ones, so that they can be read here."""
    return [text.replace("\u00a0", " ") for text in texts]


def in_each(format_: object, *values: object, **options: object) -> list[str]:
    assert callable(format_)
    return spoken([format_(*values, language, **options) for language in LANGUAGES])


def test_a_long_date_names_the_month() -> None:
    assert in_each(formats.date_long, FIRST_OF_DECEMBER) == [
        "1 December 2024",
        "1 декабря 2024 г.",
        "1 декабри соли 2024",
    ]


def test_a_short_date_fits_a_table() -> None:
    assert in_each(formats.date_short, FIRST_OF_DECEMBER) == ["1 Dec 2024", "01.12.2024", "01.12.2024"]


def test_a_month_stands_with_its_year() -> None:
    assert in_each(formats.month_year, FIRST_OF_DECEMBER) == [
        "December 2024",
        "декабрь 2024 г.",
        "декабри соли 2024",
    ]


def test_each_tajik_month_has_its_name() -> None:
    names = [formats.month_year(date(2025, month, 1), "tg").split()[0] for month in range(1, 13)]
    assert " ".join(names) == (
        "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри"
    )


def test_a_quarter_is_written_as_plans_write_it() -> None:
    assert in_each(formats.quarter, 2024, 3) == ["Q3 2024", "III квартал 2024 г.", "семоҳаи III соли 2024"]
    with pytest.raises(ValueError, match="quarters 1 to 4"):
        formats.quarter(2024, 5, "en")


def test_thousands_are_grouped_and_decimals_marked_in_the_readers_way() -> None:
    assert in_each(formats.number, 1234567) == ["1,234,567", "1 234 567", "1 234 567"]
    assert in_each(formats.number, 1234.55, decimals=1) == ["1,234.6", "1 234,6", "1 234,6"]


def test_a_number_is_rounded_half_away_from_zero() -> None:
    assert [formats.number(value, "en") for value in (0.5, 1.5, 2.5, -2.5, Decimal("0.49"))] == (
        ["1", "2", "3", "−3", "0"]
    )


def test_a_number_that_rounds_to_nothing_has_no_minus() -> None:
    assert formats.number(-0.4, "en") == "0"


def test_a_percentage_is_rounded_half_up() -> None:
    assert in_each(formats.percent, 23, 42) == ["55 %", "55 %", "55 %"]
    assert formats.percent(1, 8, "en") == "13 %"
    assert formats.percent(1, 200, "en") == "1 %"


def test_nothing_and_all_are_said_only_when_exact() -> None:
    assert in_each(formats.percent, 1, 250) == ["<1 %", "<1 %", "<1 %"]
    assert in_each(formats.percent, 997, 1000) == [">99 %", ">99 %", ">99 %"]
    assert [formats.percent(part, 200, "en") for part in (0, 198, 199, 200)] == [
        "0 %",
        "99 %",
        ">99 %",
        "100 %",
    ]


def test_a_percentage_of_nothing_is_a_dash() -> None:
    assert in_each(formats.percent, 0, 0) == ["–", "–", "–"]


def test_the_percent_sign_does_not_slip_to_the_next_line_in_russian_and_tajik() -> None:
    assert [formats.percent(1, 2, language) for language in LANGUAGES] == ["50 %", "50\u00a0%", "50\u00a0%"]


@pytest.mark.parametrize(("part", "whole"), [(3, 2), (-1, 2), (0, -1)])
def test_a_part_that_is_none_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no part of"):
        formats.percent(part, whole, "en")


@given(st.integers(1, 10**6), st.data())
def test_a_percentage_is_never_further_off_than_half_a_point(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    text = formats.percent(part, whole, "en").removesuffix(" %")
    if text.startswith("<"):
        assert 0 < part * 200 < whole
    elif text.startswith(">"):
        assert 199 * whole <= part * 200 < 200 * whole
    else:
        assert abs(int(text) * whole - part * 100) * 2 <= whole
        assert (text == "0") == (part == 0)
        assert (text == "100") == (part == whole)


def test_a_share_follows_the_rules_of_a_percentage() -> None:
    assert [formats.share(value, "en") for value in (None, 0.0, 0.004, 0.575, 0.997, 1.0)] == (
        ["–", "0 %", "<1 %", "58 %", ">99 %", "100 %"]
    )
    with pytest.raises(ValueError, match="not a share"):
        formats.share(55.0, "en")


def test_a_rate_stands_with_its_fraction() -> None:
    assert in_each(formats.rate_text, 23, 42) == ["55 %, 23 of 42", "55 %, 23 из 42", "55 %, 23 аз 42"]


def test_a_rate_of_fewer_than_six_is_its_fraction_alone() -> None:
    assert in_each(formats.rate_text, 3, 5) == ["3 of 5", "3 из 5", "3 аз 5"]
    assert formats.rate_text(3, 6, "en") == "50 %, 3 of 6"


def test_a_rate_of_nothing_due_is_a_dash() -> None:
    assert in_each(formats.rate_text, 0, 0) == ["–", "–", "–"]


def test_a_large_fraction_is_grouped() -> None:
    assert in_each(formats.fraction, 1200, 2400) == ["1,200 of 2,400", "1 200 из 2 400", "1 200 аз 2 400"]


@pytest.mark.parametrize(
    ("difference", "english", "russian", "tajik"),
    [
        (0.043, "+4 points", "+4 п. п.", "+4 банди фоизӣ"),
        (0.045, "+5 points", "+5 п. п.", "+5 банди фоизӣ"),
        (-0.01, "−1 point", "−1 п. п.", "−1 банди фоизӣ"),
        (0.004, "+0.4 points", "+0,4 п. п.", "+0,4 банди фоизӣ"),
        (0.0, "0 points", "0 п. п.", "0 банди фоизӣ"),
        (-0.0004, "0 points", "0 п. п.", "0 банди фоизӣ"),
    ],
)
def test_a_change_of_a_rate_is_told_in_signed_points(
    difference: float, english: str, russian: str, tajik: str
) -> None:
    assert in_each(formats.points, difference) == [english, russian, tajik]


def test_days_overdue_and_left_agree_with_their_number() -> None:
    assert in_each(formats.days_overdue, 3) == [
        "3 days overdue",
        "просрочено на 3 дня",
        "3 рӯз аз муҳлат гузашт",
    ]
    assert in_each(formats.days_left, 1) == ["1 day left", "остался 1 день", "1 рӯз монд"]
    assert in_each(formats.days_left, 12) == ["12 days left", "осталось 12 дней", "12 рӯз монд"]
    assert in_each(formats.days, 21) == ["21 days", "21 день", "21 рӯз"]


def test_how_far_off_a_deadline_is_depends_on_the_side() -> None:
    assert [formats.due_in(n, "en") for n in (-2, 0, 2)] == ["2 days overdue", "due today", "2 days left"]


def test_names_are_listed_with_the_languages_own_and() -> None:
    assert in_each(formats.listing, ["A", "B", "C"]) == ["A, B and C", "A, B и C", "A, B ва C"]
    assert in_each(formats.listing, ["A", "B"]) == ["A and B", "A и B", "A ва B"]
    assert in_each(formats.listing, ["A"]) == ["A", "A", "A"]
    assert in_each(formats.listing, []) == ["", "", ""]


def test_braces_in_a_listed_name_mean_nothing() -> None:
    assert in_each(formats.listing, ["{0}", "{1}", "{2}"]) == [
        "{0}, {1} and {2}",
        "{0}, {1} и {2}",
        "{0}, {1} ва {2}",
    ]


@pytest.mark.parametrize(
    ("size", "english", "russian"),
    [
        (0, "0 B", "0 Б"),
        (999, "999 B", "999 Б"),
        (1_234, "1.2 kB", "1,2 КБ"),
        (999_499, "999 kB", "999 КБ"),
        (999_500, "1 MB", "1 МБ"),
        (1_250_000, "1.3 MB", "1,3 МБ"),
        (12_345_678, "12 MB", "12 МБ"),
        (2_000_000_000_000, "2,000 GB", "2 000 ГБ"),
    ],
)
def test_the_size_of_a_file_is_short(size: int, english: str, russian: str) -> None:
    assert in_each(formats.file_size, size) == [english, russian, russian]


@pytest.mark.parametrize(
    ("recurrence", "english", "russian", "tajik"),
    [
        ("monthly", "every month", "ежемесячно", "ҳар моҳ"),
        ("monthly:5", "every month by day 5", "ежемесячно, до 5-го числа", "ҳар моҳ то рӯзи 5-ум"),
        ("half-yearly", "every half-year", "раз в полугодие", "ҳар нимсола"),
        (
            "quarterly+10d",
            "every quarter, within 10 days after the end of the period",
            "ежеквартально, в течение 10 дней после окончания периода",
            "ҳар семоҳа, дар муддати 10 рӯз пас аз анҷоми давра",
        ),
        ("yearly:01-15", "every year by 15 January", "ежегодно, до 15 января", "ҳамасола то 15 январ"),
        (
            "months:4,10",
            "every year by the end of April and October",
            "ежегодно, до конца апреля и октября",
            "ҳамасола то охири апрел ва октябр",
        ),
    ],
)
def test_a_recurring_deadline_is_told_in_words(
    recurrence: str, english: str, russian: str, tajik: str
) -> None:
    assert in_each(rhythm, recurrence) == [english, russian, tajik]


@pytest.mark.parametrize("recurrence", ["", "weekly", "monthly:", "months:", "yearly:1-15"])
def test_what_is_no_rhythm_is_refused(recurrence: str) -> None:
    with pytest.raises(ValueError, match="no rhythm"):
        rhythm(recurrence, "en")


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("tg", ["гул", "ғалла", "дара", "кор", "қанд", "лола"]),
        ("tg", ["ул", "ӯҳда", "фан", "хона", "ҳалво", "чор", "ҷой", "шоҳ"]),
        ("tg", ["ив", "ӣв", "йод"]),
        ("tg", ["у б", "ӯ а"]),  # a letter of its own, not an accent
        ("tg", ["иб", "ӣа"]),
        ("tg", ["Ғалла", "қанд", "ҚИРОАТ"]),
        ("ru", ["ель", "еще", "ёлка", "жук"]),
        ("ru", ["Айни", "Б. Гафуров", "Вахш", "вода", "Ёвон", "Dushanbe"]),
        ("en", ["Ayni", "élan", "Zafarobod", "Айни"]),
        ("en", ["Point 2", "Point 10", "Points"]),
        ("ru", ["«О милиции»", "О Прокуратуре", "О-регламенте"]),
        ("ru", ["Горно-Бадахшан", "Горный", "Горянка"]),
    ],
)
def test_names_stand_in_the_order_of_the_readers_alphabet(language: str, ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=lambda text: formats.sort_key(text, language)) == ordered


@given(st.lists(st.text()), st.sampled_from(LANGUAGES))
def test_any_texts_can_be_put_in_one_order(texts: list[str], language: str) -> None:
    ordered = sorted(texts, key=lambda text: formats.sort_key(text, language))
    backwards = texts[::-1]
    assert sorted(backwards, key=lambda text: formats.sort_key(text, language)) == ordered


def test_no_form_holds_a_narrow_space_that_fonts_lack() -> None:
    assert "\u202f" not in "".join(locales.date_long(FIRST_OF_DECEMBER, language) for language in LANGUAGES)
