"""Deadlines that count from another day: «в течение 30 дней со дня утверждения», «в 10-дневный срок»."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker.sheets.due_words import add_months, month_number

_NUMBERS: Final = {
    "один": 1, "одного": 1, "одной": 1, "одну": 1, "двух": 2, "две": 2, "два": 2, "трех": 3, "три": 3, "четырех": 4,
    "пяти": 5, "шести": 6, "семи": 7, "десяти": 10, "пятнадцати": 15, "двадцати": 20, "тридцати": 30, "як": 1, "ду": 2,
    "се": 3, "чор": 4, "панч": 5, "шаш": 6, "хафт": 7, "дах": 10, "понздах": 15, "бист": 20, "си": 30, "one": 1, "a": 1,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
_COUNT: Final = r"(?P<count>\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_WORKING: Final = r"(?P<working>рабоч\w+|кори|working|business)"
_UNIT: Final = (
    r"(?P<unit>дн(?:ей|я|и)|день|дней|суток|рузи?|days?|недел(?:я|и|ь|ю|ям|ях)?(?!\w)|хафтаи?|"
    r"weeks?|месяц\w*|мохи?|months?)"
)
_WITHIN: Final = re.compile(
    rf"^(?:в|в течение|в течении|не позднее(?: чем)?(?: через)?|через|within|дар|дар муддати|"
    rf"дар мухлати|дар давоми|дар зарфи|(?:no|not) later than)\s+"
    rf"(?:{_COUNT}\s*(?:\([^()]*\)\s*)?)?(?:календарн\w+ |calendar |"
    rf"таквими )?(?:{_WORKING} )?{_UNIT}(?:\s+(?P<event>.*))?$"
)
_AFTER: Final = re.compile(
    rf"^(?:через )?{_COUNT}\s*(?:календарн\w+ |calendar )?(?:{_WORKING} )?{_UNIT}\s+"
    rf"(?P<event>(?:со дня|с момента|с даты|после|пас аз|бад аз|аз рузи|from|after|of|following).*)$"
)
_TERM: Final = re.compile(
    rf"^(?:в |дар |мухлати )?(?:{_COUNT}\s*-?\s*)??(?:х\s*)?(?:ти\s*)?(?:{_WORKING} )?"
    r"(?P<unit>дневн|недельн|месячн|руза|хафтаина|моха)\w*\s+(?:срок|мухлат)\w*(?:\s+(?P<event>.*))?$"
)
_APPROVAL: Final = re.compile(
    r"утвержден|тасдик|approv|adopt|принят|подписан|вступлен|кабул|имзо|signing|signature|издани|"
    r"entry into force"
)
_MEETING: Final = re.compile(r"форум|встреч|заседан|вохур|meeting|forum|hearing|слушани|мулокот")


@dataclass(frozen=True, slots=True)
class Relative:
    """So many days or months after an event: 'approval', 'meeting', 'unsaid' (no event named) or 'other'."""

    days: int
    months: int
    working_days: bool
    event: str

    def after(self, base: date) -> date:
        """The last day, in calendar days, not counting `base` itself."""
        return add_months(base, self.months) + timedelta(days=self.days)


def read_relative(folded: str) -> Relative | None:
    """The relative deadline that a folded text means, or None when it counts from nothing."""
    found = _WITHIN.match(folded) or _AFTER.match(folded) or _TERM.match(folded)
    if found is None:
        return None
    event = found.group("event") or ""
    written = found.group("count") if "count" in found.groupdict() else None
    number = 1 if not written else _NUMBERS.get(written) or (int(written) if written.isdecimal() else 1)
    if not written and not re.match(
        r"(?:месяц|недел|месячн|недельн|week|month|мох|хафта)", found.group("unit")
    ):
        return None
    if not written and not event:
        return _build(number, found, event) if found.re is _TERM else None
    if not written and (event[0].isdecimal() or month_number(re.split(r"\W", event)[0])):
        # «дар моҳи май» is the month of May, not a month after something
        return None
    return _build(number, found, event)


def _build(number: int, found: re.Match[str], event: str) -> Relative:
    unit = found.group("unit")
    weeks = unit.startswith(("недел", "хафта", "week"))
    months = unit.startswith(("месяч", "месяц", "мох", "month"))
    days = 0 if months else number * (7 if weeks else 1)
    return Relative(days, number if months else 0, bool(found.group("working")), _event(event))


def _event(event: str) -> str:
    if not event.strip():
        return "unsaid"
    if _APPROVAL.search(event):
        return "approval"
    return "meeting" if _MEETING.search(event) else "other"
