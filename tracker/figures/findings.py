"""Findings of a whole population or a group as sentences: the heads of pages, slides and documents."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tracker.words import N_, Value, ntranslate, translate
from tracker.words.formats import FEW, number, percent

OUTSIDE: Final = {
    "open": N_("{n} open"),
    "ahead": N_("{n} fulfilled ahead of time"),
    "undated": N_("{n} without a date"),
    "withdrawn": N_("{n} withdrawn"),
}
"""What the rate leaves out, by outcome."""


def of_total(total: dict[str, Any], language: str, *, day: date) -> str:
    """The finding for a whole population: how many of those due by a day are kept."""
    kept, due = int(total["kept"]), int(total["due"])
    values: dict[str, Value] = {"kept": number(kept, language), "day": day}
    if due == 0:
        return translate("Nothing was due by {day}", language, day=day)
    if total["being_kept"] or total["not_being_kept"]:
        return _of_those_in_force(kept, due, language, values)
    if due < FEW:
        return ntranslate(
            "{kept} of {n} commitment due by {day} is kept",
            "{kept} of {n} commitments due by {day} are kept",
            due,
            language,
            **values,
        )
    return ntranslate(
        "{kept} of {n} commitment due by {day} is kept – {percent}",
        "{kept} of {n} commitments due by {day} are kept – {percent}",
        due,
        language,
        percent=percent(kept, due, language),
        **values,
    )


def _of_those_in_force(kept: int, due: int, language: str, values: dict[str, Value]) -> str:
    """The finding where some have no deadline but are to be kept all the time."""
    if due < FEW:
        return ntranslate(
            "{kept} of {n} commitment due by {day} or in force all the time is kept",
            "{kept} of {n} commitments due by {day} or in force all the time are kept",
            due,
            language,
            **values,
        )
    return ntranslate(
        "{kept} of {n} commitment due by {day} or in force all the time is kept – {percent}",
        "{kept} of {n} commitments due by {day} or in force all the time are kept – {percent}",
        due,
        language,
        percent=percent(kept, due, language),
        **values,
    )


def of_group(name: str, total: dict[str, Any], language: str, *, day: date) -> str:
    """The finding for one district or agency, named first."""
    if not int(total["due"]):
        return translate("{name}: nothing was due by {day}", language, name=name, day=day)
    return kept_of_group(name, total, language)


def kept_of_group(name: str, total: dict[str, Any], language: str) -> str:
    """How much one group, of which something is due, keeps; named first."""
    kept, due = int(total["kept"]), int(total["due"])
    values: dict[str, Value] = {"name": name, "kept": number(kept, language)}
    if due < FEW:
        return ntranslate("{name}: {kept} of {n} kept", "{name}: {kept} of {n} kept", due, language, **values)
    return ntranslate(
        "{name}: {kept} of {n} kept – {percent}",
        "{name}: {kept} of {n} kept – {percent}",
        due,
        language,
        percent=percent(kept, due, language),
        **values,
    )


def outside_the_rate(total: Mapping[str, Any], language: str) -> str:
    """What the rate leaves out, in one sentence; kinds of which there are none are not named."""
    said = [
        translate(words, language, n=number(int(total[name]), language))
        for name, words in OUTSIDE.items()
        if total[name]
    ]
    if not said:
        return translate("Nothing stands outside the rate.", language)
    return translate("Outside the rate: {kinds}.", language, kinds=", ".join(said))
