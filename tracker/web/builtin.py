"""The words that Streamlit itself shows, and what they are in the reader's language; static/words.js puts them in.

Streamlit has no setting for its own words. The script replaces whole texts that it knows, nothing else, and leaves
alone what people typed. The English here is Streamlit's, to the letter.
"""

import json
from datetime import date
from typing import Any, Final

from babel.dates import get_day_names, get_month_names

from tracker.words import NP_, ptranslate
from tracker.words.formats import date_long, month_year
from tracker.words.speak import PLACEHOLDER, remembered

WORDS: Final = (
    # Fields with a choice
    NP_("built-in", "Choose an option"),
    NP_("built-in", "Choose options"),
    NP_("built-in", "No results"),
    NP_("built-in", "No options to select"),
    NP_("built-in", "Select all"),
    NP_("built-in", "Clear all"),
    NP_("built-in", "Clear value"),
    NP_("built-in", "Clear entry"),
    NP_("built-in", "Selectbox options"),
    NP_("built-in", "Open"),
    NP_("built-in", "Close"),
    NP_("built-in", "Dismiss"),
    NP_("built-in", "Show suggestions"),
    NP_("built-in", "{n} options available."),
    NP_("built-in", "{n} option available."),
    NP_("built-in", "{name}, selected"),
    # Text and number fields
    NP_("built-in", "Press Enter to apply"),
    NP_("built-in", "Press Enter to submit form"),
    NP_("built-in", "Invalid input."),
    NP_("built-in", "Help"),
    NP_("built-in", "Help for {name}"),
    NP_("built-in", "Increment"),
    NP_("built-in", "Decrement"),
    NP_("built-in", "Shortcut {name}"),
    # The calendar
    NP_("built-in", "Choose date"),
    NP_("built-in", "Choose date, {date}"),
    NP_("built-in", "Clear date"),
    NP_("built-in", "Previous month"),
    NP_("built-in", "Next month"),
    NP_("built-in", "Previous"),
    NP_("built-in", "Next"),
    NP_("built-in", "day"),
    NP_("built-in", "month"),
    NP_("built-in", "year"),
    NP_("built-in", "day, {name}"),
    NP_("built-in", "month, {name}"),
    NP_("built-in", "year, {name}"),
    NP_("built-in", "Today, {date}"),
    NP_("built-in", "{date}, Last available date"),
    NP_("built-in", "{date}, First available date"),
    NP_("built-in", "{date} selected"),
    NP_("built-in", "Selected Date: {date}"),
    NP_("built-in", "Use arrow keys to navigate dates. Enter to select. Escape to close."),
    # Files
    NP_("built-in", "Upload"),
    NP_("built-in", "file upload"),
    NP_("built-in", "Add files"),
    NP_("built-in", "add icon"),
    NP_("built-in", "Drag and drop a file here"),
    NP_("built-in", "Drag and drop files here"),
    NP_("built-in", "{n}MB per file"),
    NP_("built-in", "Remove {name}"),
    NP_("built-in", "Cancel upload of {name}"),
    NP_("built-in", "Click to retry upload"),
    NP_("built-in", "Upload failed"),
    NP_("built-in", "Uploading..."),
    NP_("built-in", "Download failed"),
    NP_("built-in", "Only one file is allowed."),
    NP_("built-in", "Too many files"),
    NP_("built-in", "Unexpected error. Please try again."),
    # Turning pages, copying, pictures
    NP_("built-in", "Pagination"),
    NP_("built-in", "Previous page"),
    NP_("built-in", "Next page"),
    NP_("built-in", "Page {n}"),
    NP_("built-in", "Copy to clipboard"),
    NP_("built-in", "Copied"),
    NP_("built-in", "Fullscreen"),
    NP_("built-in", "Close fullscreen"),
    NP_("built-in", "Search"),
    NP_("built-in", "Close Search"),
    NP_("built-in", "Download as CSV"),
    NP_("built-in", "Show/hide columns"),
    # The page and the connection
    NP_("built-in", "Skip to main content"),
    NP_("built-in", "Running..."),
    NP_("built-in", "Please wait..."),
    NP_("built-in", "Stop"),
    NP_("built-in", "Rerun"),
    NP_("built-in", "Connecting"),
    NP_("built-in", "Connection error"),
    NP_("built-in", "Connection timed out."),
    NP_("built-in", "Streamlit server is not responding. Are you connected to the internet?"),
    NP_("built-in", "Page not found"),
    NP_("built-in", "Navigate to home page"),
    NP_(
        "built-in",
        "You have requested page /{name}, but no corresponding file was found in the app's pages/ directory. "
        "Running the app's main page.",
    ),
    NP_("built-in", "The page that you have requested does not seem to exist. Running the app's main page."),
    NP_(
        "built-in",
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:",
    ),
)
"""Whole texts by their context and English; what stands for a {placeholder} stays, or is looked up itself."""

# A Monday, and a day and year that stand nowhere else in a written date.
_MONDAY: Final = date(2001, 1, 1)
_DAY, _YEAR = 23, 2001


@remembered
def table(language: str) -> str:
    """What the script needs, as JSON: pairs of English and translation, and the short names of the weekdays.

    Empty for English, where there is nothing to replace.
    """
    if language == "en":
        return json.dumps({"words": [], "weekdays": []})
    words = [*_sentences(language), *_dates(language), *_months(language), *_weekdays(language)]
    short = get_day_names("abbreviated", locale=language)
    return json.dumps({"words": words, "weekdays": [short[n] for n in range(7)]}, ensure_ascii=False)


def _sentences(language: str) -> list[tuple[str, str]]:
    found = []
    for context, english in WORDS:
        kept: dict[str, Any] = {name: f"{{{name}}}" for name in PLACEHOLDER.findall(english)}
        found.append((english, ptranslate(context, english, language, **kept)))
    return found


def _dates(language: str) -> list[tuple[str, str]]:
    """Every way in which the calendar writes a date, each month a pattern of its own: months have cases."""
    found = []
    for n in range(1, 13):
        day = date(_YEAR, n, _DAY)
        long = date_long(day, language).replace(str(_YEAR), "{year}").replace(str(_DAY), "{day}")
        short = month_year(day, language).replace(str(_YEAR), "{year}")
        found += [
            (f"{{weekday}}, {{day}} {day:%B} {{year}}", f"{{weekday}}, {long}"),
            (f"{{weekday}} {{day}} {day:%B} {{year}}", f"{{weekday}}, {long}"),
            (f"{{weekday}}, {day:%B} {{day}}, {{year}}", f"{{weekday}}, {long}"),
            (f"{day:%B} {{day}}, {{year}}", long),
            (f"{{day}} {day:%B} {{year}}", long),
            (f"{day:%B} {{year}}", short),
            (f"{{n}} – {day:%B}", f"{{n}} – {_month(n, language)}"),
        ]
    return found


def _months(language: str) -> list[tuple[str, str]]:
    return [(f"{date(_YEAR, n, 1):%B}", _month(n, language).capitalize()) for n in range(1, 13)]


def _month(n: int, language: str) -> str:
    name: str = get_month_names("wide", "stand-alone", language)[n]
    return name.lower()


def _weekdays(language: str) -> list[tuple[str, str]]:
    names = get_day_names("wide", locale=language)
    return [(f"{_MONDAY.replace(day=n + 1):%A}", names[n].lower()) for n in range(7)]
