"""Guides: how to work with Ahd, for partners, for the office and for operators, as pages and as PDF from one source."""

from typing import Final

from tracker.briefs.guides.office import OFFICE
from tracker.briefs.guides.operators import OPERATORS
from tracker.briefs.guides.partners import PARTNERS
from tracker.briefs.guides.shapes import Guide
from tracker.desk.asking import Asker

__all__ = ["GUIDES", "Guide", "guides_for"]

GUIDES: Final = {guide.name: guide for guide in (PARTNERS, OFFICE, OPERATORS)}


def guides_for(asker: Asker) -> list[Guide]:
    """The guides that are of use to who asks.

    Everybody gets the partners' one: it is no secret, and a partner without an account has nothing but the public view
    to read it on. The others are about pages that only the organisation has.
    """
    return list(GUIDES.values()) if asker.is_staff else [PARTNERS]
