"""The calendar file, read back line by line by a reader of the test's own, and by icalendar."""

import re
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tracker.cli
from tracker.briefs.calendar import Exact, plain, short, write
from tracker.desk import EDITOR, PUBLIC, Desk, View
from tracker.desk.record import extension
from tracker.settings import settings as chosen_settings

TABLE = """
| № | Мероприятие                | Срок                       | Ответственный | Район | Статус    | Дата статуса |
| 1 | Проверить освещение улиц   | до 01.12.2026              | МВД           |       |           |              |
| 2 | Отчитываться перед людьми  | ежеквартально, до 10 числа | ОМВД          | Рашт  |           |              |
| 3 | Отремонтировать дорогу     | до 01.06.2025              | Хукумат       | Рашт  | В работе  | 10.05.2025   |
| 4 | Закупить фонари            | до 31.12.2026              | Хукумат       | Рашт  | Исполнено | 10.10.2026   |
| 5 | Вести приём граждан        | постоянно                  | ОМВД          | Рашт  |           |              |
"""
COMES = [
    ("Проверить освещение улиц", date(2026, 12, 1)),
    ("Отчитываться перед людьми", date(2027, 1, 10)),
    ("Отчитываться перед людьми", date(2027, 4, 10)),
    ("Отчитываться перед людьми", date(2027, 7, 10)),
    ("Отчитываться перед людьми", date(2027, 10, 10)),
]  # by 23 November 2027; 3 is overdue, 4 kept ahead, 5 has no day
STAMP = "УТВЕРЖДАЮ Председатель, 15 января 2025 года. План мероприятий"
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def opened(desk: Desk, load: Callable[..., object]) -> Desk:
    load(TABLE, title=STAMP, on="2026-10-12", publish=True)
    return desk


Lines = list[tuple[str, str]]


def strictly_read(made: bytes) -> Lines:
    """Property lines (name with parameters, value unescaped) by the letter of RFC 5545, with no help from a library."""
    assert made.endswith(b"\r\n")
    physical = made[:-2].split(b"\r\n")
    for line in physical:
        assert len(line) <= 75 and b"\r" not in line and b"\n" not in line
        line.decode()  # folded between characters, never inside one
    unfolded = made[:-2].decode().replace("\r\n ", "").split("\r\n")
    read = []
    for line in unfolded:
        name, colon, value = line.partition(":")
        assert colon and re.fullmatch(r"[A-Z-]+(;[A-Z]+=[A-Z-]+)*", name), line
        read.append((name, value))
    return read


def unescaped(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), value
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)


def events(made: bytes) -> list[dict[str, str]]:
    """Every event as its properties; those of its reminder stand under alarm."""
    found: list[dict[str, str]] = []
    nest: list[str] = []
    for name, value in strictly_read(made):
        if name == "BEGIN":
            nest.append(value)
            if value == "VEVENT":
                assert nest == ["VCALENDAR", "VEVENT"]
                found.append({})
        elif name == "END":
            assert nest.pop() == value
        elif nest[-1] in ("VEVENT", "VALARM"):
            key = name if nest[-1] == "VEVENT" else f"alarm {name}"
            assert key not in found[-1], "no property twice"
            found[-1][key] = value
    assert nest == []
    return found


def test_the_deadlines_to_come_are_days_of_their_own(opened: Desk) -> None:
    found = events(write(opened, PUBLIC, View(), language="ru"))
    assert [
        (one["SUMMARY"].partition(" ")[2], datetime.strptime(one["DTSTART;VALUE=DATE"], "%Y%m%d").date())
        for one in found
    ] == COMES
    assert found[0]["DTEND;VALUE=DATE"] == "20261202"
    assert found[0]["DTSTAMP"] == "20261123T070000Z"
    assert found[0]["alarm TRIGGER"] == "-P14D"
    assert found[0]["alarm ACTION"] == "DISPLAY"
    assert found[0]["TRANSP"] == "TRANSPARENT"


def test_the_calendar_says_what_a_reader_must_know(opened: Desk) -> None:
    head = dict(strictly_read(write(opened, PUBLIC, View(agencies=("mia",)), language="en"))[:8])
    assert head["VERSION"] == "2.0"
    assert head["PRODID"].startswith("-//Ahd//")
    assert (
        head["X-WR-CALNAME"]
        == "Deadlines of commitments: Ministry of Internal Affairs of the Republic of Tajikistan"
    )


def test_the_description_holds_the_exact_words_who_and_when(opened: Desk) -> None:
    one = events(write(opened, PUBLIC, View(), language="en"))[1]
    told = unescaped(one["DESCRIPTION"]).split("\n")
    assert told[0] == "Отчитываться перед людьми"
    assert told[-1] == "Deadline as written: ежеквартально, до 10 числа"
    assert "LOCATION" in one


def test_filters_choose_as_they_do_for_the_rates(opened: Desk) -> None:
    assert len(events(write(opened, PUBLIC, View(districts=("rasht",)), language="ru"))) == 4
    assert len(events(write(opened, PUBLIC, View(districts=("none",)), language="ru"))) == 1


def test_only_what_is_public_unless_staff_asks_for_more(desk: Desk, load: Callable[..., object]) -> None:
    load(TABLE, title=STAMP, on="2026-10-12")
    made = write(desk, PUBLIC, View(), language="ru")
    assert events(made) == [] and "освещение" not in made.decode()
    inside = events(write(desk, EDITOR, View(), language="en", address="https://ahd.example"))
    assert len(inside) == 5
    assert all(one["CLASS"] == "PRIVATE" and "URL" not in one for one in inside)
    assert all("Internal: not for passing on." in one["DESCRIPTION"] for one in inside)


def test_public_ones_lead_to_their_page_of_the_site(opened: Desk) -> None:
    one = events(write(opened, PUBLIC, View(), language="tg", address="https://ahd.example/site"))[0]
    code = one["SUMMARY"].partition(" ")[0]
    assert one["URL"] == f"https://ahd.example/site/tg/c/{code}.html"


def test_importing_again_updates_and_never_doubles(opened: Desk) -> None:
    before = events(write(opened, PUBLIC, View(), language="ru"))
    again = events(write(opened, PUBLIC, View(), language="tg"))
    assert [one["UID"] for one in again] == [one["UID"] for one in before]
    assert len({one["UID"] for one in before}) == 5
    assert {one["SEQUENCE"] for one in before} == {"0"}
    code = before[0]["SUMMARY"].partition(" ")[0]
    extension(opened, EDITOR, code, due_on=date(2026, 12, 15), decided_on=date(2026, 11, 20))
    moved = events(write(opened, PUBLIC, View(), language="en"))[0]
    assert moved["UID"] == before[0]["UID"]
    assert moved["DTSTART;VALUE=DATE"] == "20261215"
    assert moved["SEQUENCE"] == "1"
    assert "The first deadline was 1 December 2026." in moved["DESCRIPTION"]


HOSTILE = "Свет\nEND:VEVENT\r\nBEGIN:VEVENT\rSUMMARY:взлом\\nдва; три, C:\\New\\N\x00\x0b\u2028\x85 конец"


def test_an_injection_stays_text(opened: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from tracker.briefs import calendar

    honest = calendar.coming

    def hostile(*asked: object, **how: object) -> list[object]:
        told = honest(*asked, **how)  # type: ignore[arg-type]
        return [
            replace(
                one,
                line=replace(one.line, text=HOSTILE, due_text=HOSTILE, article=HOSTILE, basis_text=HOSTILE),
            )
            for one in told
        ]

    monkeypatch.setattr(calendar, "coming", hostile)
    made = write(opened, PUBLIC, View(), language="ru")
    found = events(made)
    assert len(found) == 5
    expected = "Свет\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:взлом\\nдва; три, C:\\New\\N     конец"
    assert unescaped(found[0]["DESCRIPTION"]).startswith(expected)
    assert len(icalendar.Calendar.from_ical(made).events) == 5
    assert not any(
        line.startswith(("SUMMARY:взлом", "BEGIN:VEVENT\\")) for line in made.decode().split("\r\n")
    )


@given(st.text())
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    one = icalendar.Event()
    one["DESCRIPTION"] = Exact(plain(text))
    read = strictly_read(one.to_ical())
    assert [name for name, _value in read] == ["BEGIN", "DESCRIPTION", "END"]
    assert unescaped(read[1][1]) == plain(text)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))))
def test_ordinary_text_is_not_touched(text: str) -> None:
    assert plain(text) == text


@given(st.text() | st.text(st.sampled_from("абв ,–"), min_size=70, max_size=200))
def test_a_summary_is_short_and_on_one_line(text: str) -> None:
    """It is the whole text, or as many of its first words as there is room for, or the beginning of a very long word."""
    said, words = short(text), text.split()
    if len(" ".join(words)) <= 80:
        assert said == " ".join(words)
        return
    fit = max(n for n in range(len(words)) if len(" ".join(words[:n])) <= 79)
    assert said == (" ".join(words[:fit]) or words[0][:79]).rstrip(" ,;:–-") + "…"
    assert len(said) <= 80


def test_another_reader_finds_the_same_days(opened: Desk) -> None:
    read = icalendar.Calendar.from_ical(write(opened, PUBLIC, View(), language="ru"))
    assert [one.start for one in read.events] == [day for _words, day in COMES]
    assert not read.errors and not any(one.errors for one in read.events)


def test_the_command_writes_a_file_and_knows_its_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AHD_DATA_DIR", str(tmp_path / "own"))
    monkeypatch.setenv("AHD_LANGUAGE", "en")
    chosen_settings.cache_clear()
    out = tmp_path / "deadlines.ics"

    def call(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["ahd", "calendar", "--out", str(out), *words])
        try:
            tracker.cli.main()
        except SystemExit as leaving:
            return int(leaving.code or 0)
        return 0

    assert call("--district", "nowhere") == 2
    assert not out.exists()
    assert call("--address", "ftp://example") == 2
    assert call() == 0
    assert events(out.read_bytes()) == []
    assert "0 deadlines" in capsys.readouterr().err
    chosen_settings.cache_clear()
