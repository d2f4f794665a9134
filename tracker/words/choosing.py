"""Which language a visitor reads: what the address says, else what they chose before, else what the browser asks for."""

from typing import Final

from tracker.words import LANGUAGES

PARAMETER: Final = "lang"
COOKIE: Final = "ahd_language"


def choose(*, asked: str | None, remembered: str | None, accepted: str | None, default: str) -> str:
    """One of the languages there are.

    `asked` is the query parameter, `remembered` the cookie, `accepted` an Accept-Language header, `default` the
    installation's own language. Whatever is none of the languages is passed over.
    """
    for wish in (asked, remembered, *_preferred(accepted or "")):
        if wish in LANGUAGES:
            return wish
    return default if default in LANGUAGES else LANGUAGES[0]


def _preferred(header: str) -> list[str]:
    """The primary tags of an Accept-Language header, the most wanted first; a faulty weight counts as none."""
    weighed = []
    for part in header.split(","):
        tag, _, weight = part.partition(";q=")
        weighed.append((_weight(weight), tag.strip().split("-")[0].lower()))
    return [tag for weight, tag in sorted(weighed, key=lambda pair: -pair[0]) if tag and weight > 0]


def _weight(text: str) -> float:
    try:
        return float(text) if text.strip() else 1.0
    except ValueError:
        return 0.0
