"""The words of registers: what each is called, and what its columns hold."""

from collections.abc import Mapping
from typing import Final

from tracker.words import N_

REGISTER_WORDS: Final[Mapping[str, str]] = {
    "forum": N_("Forums and trainings"),
    "partner": N_("Partners"),
    "official": N_("Officials"),
    "indicator": N_("Indicators"),
}
FIELD_WORDS: Final[Mapping[str, str]] = {
    "held_on": N_("Date"),
    "kind": N_("Kind of meeting"),
    "subject": N_("Topic"),
    "district": N_("District"),
    "region": N_("Region"),
    "place": N_("Venue"),
    "organiser": N_("Organiser"),
    "partner": N_("Partner"),
    "women": N_("Women"),
    "men": N_("Men"),
    "police": N_("Police"),
    "participants": N_("Participants in all"),
    "code": N_("Code"),
    "name_en": N_("Name in English"),
    "name_ru": N_("Name in Russian"),
    "name_tg": N_("Name in Tajik"),
    "aliases": N_("Other names"),
    "regions": N_("Regions"),
    "districts": N_("Districts"),
    "post": N_("Post"),
    "agency": N_("Agency"),
    "holder": N_("Full name of the holder"),
    "indicator": N_("Indicator"),
    "from": N_("From"),
    "to": N_("Until"),
    "value": N_("Value"),
    "unit": N_("Unit"),
    "source": N_("Source"),
}
