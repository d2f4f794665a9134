"""The deadlines to come as a calendar file (.ics, RFC 5545) that Outlook, Google and phones take in.

Every text is a property value and nothing else: whatever stands in it, it can't end its line.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from unicodedata import category

from icalendar import Alarm, Event, vText
from icalendar import Calendar as Component
from icalendar.prop import vDuration

from tracker import __version__
from tracker.desk import Asker, Desk, View, look
from tracker.desk.catalogue import Catalogue
from tracker.desk.coming import Coming, coming
from tracker.model.vocabulary import Visibility
from tracker.words import formats, translate

REMINDER: Final = timedelta(days=14)
SUMMARY_CHARACTERS: Final = 80
NOT_TEXT: Final = ("Cc", "Cs", "Zl", "Zp")  # control characters, halves of characters, breaks of their own


class Exact(vText):
    """A text that comes out of the file as it went in. icalendar itself reads a backslash and an N as a new line."""

    def to_ical(self) -> bytes:
        """The text escaped, the backslash first."""
        text = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return text.encode()


def write(desk: Desk, asker: Asker, view: View, *, language: str, address: str = "") -> bytes:
    """The calendar of what the view asks for and the asker may see.

    `address` is where the public site is found (https://…/); then every public commitment carries a link to its page.
    """
    names = look.names(desk, asker)
    made = Component()
    made.add("PRODID", f"-//Ahd//Ahd {__version__}//{language.upper()}")
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    made.add("METHOD", "PUBLISH")
    made["X-WR-CALNAME"] = _text(_title(names, view, language))
    if look.illustration(desk):
        made["X-WR-CALDESC"] = _text(_sample(language))
    maker = _Maker(desk, names, language, address and address.rstrip("/") + "/")
    for each in coming(desk, asker, view, language=language):
        made.add_component(maker.event(each))
    return bytes(made.to_ical())


class _Maker:
    """Makes events in one language."""

    def __init__(self, desk: Desk, names: Catalogue, language: str, address: str) -> None:
        self.names, self.language, self.address = names, language, address
        self.written_at = desk.clock().replace(microsecond=0)
        self.sample = _sample(language) if look.illustration(desk) else ""

    def event(self, one: Coming) -> Event:
        """A deadline as a day of its own, which blocks no time, with a reminder."""
        line, made = one.line, Event()
        made["UID"] = _text(one.key)
        made.add("DTSTAMP", self.written_at)
        made.add("DTSTART", one.on)
        made.add("DTEND", one.on + timedelta(days=1))
        made.add("SEQUENCE", one.edition)
        made["SUMMARY"] = _text(f"{line.code} {short(line.text)}")
        made["DESCRIPTION"] = _text(self._description(one))
        if place := self._places(line.districts, line.regions):
            made["LOCATION"] = _text(place)
        if self.address and line.visibility == Visibility.PUBLIC:
            made.add("URL", f"{self.address}{self.language}/c/{line.code}.html")
        made.add("CLASS", "PUBLIC" if line.visibility == Visibility.PUBLIC else "PRIVATE")
        made.add("TRANSP", "TRANSPARENT")
        made.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
        made.add_component(self._reminder(one))
        return made

    def _reminder(self, one: Coming) -> Alarm:
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        told = translate("{code} is due on {day}", self.language, code=one.line.code, day=one.on)
        alarm["DESCRIPTION"] = _text(told)
        alarm["TRIGGER"] = vDuration(-REMINDER)
        return alarm

    def _description(self, one: Coming) -> str:
        line, names, language = one.line, self.names, self.language
        basis = names.bases[line.basis].name(language) if line.basis in names.bases else line.basis_text
        agencies = [names.agencies[code].name(language) for code in line.agencies]
        told = [
            line.text,
            ", ".join(part for part in (basis, line.article) if part),
            formats.listing([*agencies, *line.unknown_agencies], language),
            self._as_written(one),
            translate("Internal: not for passing on.", language)
            if line.visibility != Visibility.PUBLIC
            else "",
            self.sample,
        ]
        return "\n".join(part for part in told if part)

    def _as_written(self, one: Coming) -> str:
        """The words of the deadline, or of one that was moved the day that it was first."""
        line, first = one.line, one.line.first_deadline
        if line.extensions and first is not None:
            return translate("The first deadline was {day}.", self.language, day=first)
        return (
            translate("Deadline as written: {text}", self.language, text=line.due_text)
            if line.due_text
            else ""
        )

    def _places(self, districts: Sequence[str], regions: Sequence[str]) -> str:
        named = self.names.places(districts, regions, self.language)
        return formats.listing(named, self.language) if named else ""


def short(text: str) -> str:
    """The first words of a text on one line, with an ellipsis where some were left out."""
    words = " ".join(text.split())
    if len(words) <= SUMMARY_CHARACTERS:
        return words
    room = SUMMARY_CHARACTERS - 1
    whole, gap, _rest = words[: room + 1].rpartition(" ")
    return (whole if gap else words[:room]).rstrip(" ,;:–-") + "…"


def plain(text: str) -> str:
    """A text as a calendar may hold it: lines parted by a line feed, a space for any other control character."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(" " if sign != "\n" and category(sign) in NOT_TEXT else sign for sign in lines)


def _text(text: str) -> Exact:
    return Exact(plain(text))


def _title(names: Catalogue, view: View, language: str) -> str:
    chosen = [
        entries[code].name(language)
        for entries, codes in (
            (names.partners, view.partners),
            (names.agencies, view.agencies),
            (names.regions, view.regions),
            (names.districts, view.districts),
            (names.bases, view.bases),
            (names.topics, view.topics),
        )
        for code in codes
        if code in entries
    ]
    if not chosen:
        return translate("Deadlines of commitments", language)
    return translate("Deadlines of commitments: {what}", language, what=formats.listing(chosen, language))


def _sample(language: str) -> str:
    return translate("Illustration: invented data.", language)
