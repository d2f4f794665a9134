"""What surrounds one district or one agency: where people met, and the posts that answer; each with its commitments."""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from tracker.desk import View
from tracker.desk.registers import look
from tracker.desk.registers.look import Followed, ForumLine, OfficialLine
from tracker.ui import pages
from tracker.ui.here import asker, desk, kept, language, name, names, place, t, tn
from tracker.ui.safe import md, plain
from tracker.ui.state import Place
from tracker.words.formats import date_long, rate_text
from tracker.words.terms import label

MOST: Final = 8


def of_district(code: str) -> None:
    """The meetings held there and the posts there, side by side."""
    met, answer = st.columns(2, gap="medium")
    with met:
        _meetings(code)
    with answer:
        _posts([one for one in _officials() if one.district == code], agency=True)


def of_agency(code: str) -> None:
    """The posts of an agency, by name and never by rate: a figure beside a post is no judgement of who holds it."""
    _posts([one for one in _officials() if one.agency == code], agency=False)


def _meetings(code: str) -> None:
    dates = View(on=place().view.on, known_on=place().view.known_on, districts=(code,))
    found = kept(("forums of", code), lambda: look.forums(desk(), asker(), dates))
    st.header(tn("{n} forum or training here", "{n} forums and trainings here", len(found)), anchor=False)
    if not found:
        _under(t("No meeting in this district has been recorded."))
    for one in found[:MOST]:
        _line(_called(one), _agreed(one.agreed), one.agreed, bases=(one.basis,) if one.basis else ())
    if len(found) > MOST:
        there = _alone().but(districts=(code,))
        pages.link("forums", md(t("All of them")), there, icon=":material/arrow_forward:")


def _called(one: ForumLine) -> str:
    parts = (label("forum", one.kind, language()), date_long(one.held_on, language()), one.place or "")
    return ", ".join(part for part in parts if part)


def _agreed(agreed: Followed) -> str:
    if not agreed.due:
        return (
            t("None of the agreements was due yet")
            if agreed.all
            else t("Nothing agreed here has been recorded")
        )
    return t("Agreements kept of those due: {rate}", rate=rate_text(agreed.kept, agreed.due, language()))


def _officials() -> list[OfficialLine]:
    dates = View(on=place().view.on, known_on=place().view.known_on)
    return kept("officials around", lambda: look.officials(desk(), asker(), dates))


def _posts(found: Sequence[OfficialLine], *, agency: bool) -> None:
    st.header(tn("{n} post that answers", "{n} posts that answer", len(found)), anchor=False)
    if not found:
        _under(t("No post has been recorded here."))
    for one in found[:MOST]:
        where = (
            names().agencies.get(one.agency or "") if agency else names().districts.get(one.district or "")
        )
        rate = rate_text(one.named.kept, one.named.due, language())
        told = [
            name(where) if where else "",
            t("Kept of what was due: {rate}", rate=rate) if one.named.due else "",
        ]
        _line(
            one.post, " · ".join(part for part in told if part), one.named, officials=(f"official-{one.id}",)
        )
    if len(found) > MOST:
        there = _alone().but(show="officials")
        pages.link("registers", md(t("All of them")), there, icon=":material/arrow_forward:")


def _line(head: str, about: str, followed: Followed, **filters: Any) -> None:
    """One entry, what is known of it, and the way to exactly its commitments."""
    below = f'<p class="ahd-when">{plain(about)}</p>' if about else ""
    st.html(f'<div class="ahd-said" style="--ahd-mark:#8ab8dd"><p>{plain(head)}</p>{below}</div>')
    if followed.all and all(filters.values()):
        many = tn("{n} commitment", "{n} commitments", followed.all)
        pages.link("commitments", md(many), _alone().but(**filters), icon=":material/arrow_forward:")


def _alone() -> Place:
    """This reader and these dates, and no other filter: what is counted here is counted over everything."""
    view = place().view
    return Place(language(), View(on=view.on, known_on=view.known_on))


def _under(said: str) -> None:
    st.html(f'<p class="ahd-under">{plain(said)}</p>')
