"""The page of laws, plans and agreements: each in the ranking or the list, and one with its articles."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from tracker import figures
from tracker.desk import sources as asked
from tracker.desk.catalogue import Entry
from tracker.desk.sources import Part, Source
from tracker.figures.grammar import known
from tracker.ui import asking, controls, lines, one_group, pages, picture
from tracker.ui.here import asker, desk, kept, language, letters, place, t, tn
from tracker.ui.lead import to_due_of_agency, to_source
from tracker.ui.safe import md, plain
from tracker.words.formats import FEW, date_long, rate_text, share
from tracker.words.terms import label

PARTS_PER_PAGE: Final = 12
LISTED: Final = 10
AGREEMENTS_PER_PAGE: Final = 25


def all_of_them() -> list[Source]:
    """Every source of the view; a chosen one does not hide the others."""
    view = replace(place().view, bases=())
    return kept("sources", lambda: asked.sources(desk(), asker(), view))


def ranked(found: Sequence[Source]) -> None:
    """Laws, strategies, programmes and plans, ranked by how much of what was due is kept."""
    own = [one for one in found if not one.is_agreement]
    rows = pd.DataFrame([one.measures for one in own])
    named = asking.both_names({one.code: one.entry for one in own})
    picture.show(
        lambda: figures.ranking(rows, named, language(), kind="basis", letters=letters()),
        key="laws",
        under=t(
            "Kept of what was due, with the 95 % interval. Hollow: fewer than six due, not ranked. A bar opens the law or "
            "plan."
        ),
        lead=to_source,
    )
    idle = [one for one in own if not one.measures["due"]]
    if idle:
        st.header(t("Nothing due yet"), anchor=False)
        _list(idle)


def listed(found: Sequence[Source]) -> None:
    """Forum agreements, the newest first: too few commitments each for a ranking."""
    own = sorted(
        (one for one in found if one.is_agreement),
        key=lambda one: (one.entry.extra["forum"]["held_on"], one.code),
        reverse=True,
    )
    st.header(tn("{n} forum agreement", "{n} forum agreements", len(own)), anchor=False)
    said = t(
        "The newest first, not ranked: a meeting agrees on a few things, and of so few a percentage would say too much."
    )
    st.html(f'<p class="ahd-under">{plain(said)}</p>')
    pages_there = max(1, -(-len(own) // AGREEMENTS_PER_PAGE))
    page = min(place().page, pages_there)
    _list(own[(page - 1) * AGREEMENTS_PER_PAGE : page * AGREEMENTS_PER_PAGE])
    controls.paging(pages_there)


def _list(own: Sequence[Source]) -> None:
    """Each with its fraction; the name opens the source, each figure its commitments."""
    head = (t("Name"), t("Commitments"), t("Kept of what was due"))
    rows = "".join(_row(one) for one in own)
    columns = "".join(f'<th scope="col">{plain(each)}</th>' for each in head)
    st.html(
        f'<div class="ahd-scroll" tabindex="0" role="region" aria-label="{plain(head[0])}">'
        f'<table class="ahd-table"><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row(one: Source) -> str:
    here = place().but(bases=(one.code,))
    n, due, done = (int(one.measures[name]) for name in ("population", "due", "kept"))
    told = rate_text(done, due, language())
    behind = here.but(outcomes=("due",)).address("/commitments")
    rate = f'<a href="{plain(behind)}">{plain(told)}</a>' if due else plain(told)
    return (
        f'<tr><th scope="row"><a href="{plain(here.address("/sources"))}">{plain(one.entry.name(language()))}</a></th>'
        f'<td><a href="{plain(here.but().address("/commitments"))}">{n}</a></td><td>{rate}</td></tr>'
    )


def one(entry: Entry) -> None:
    """One law, plan or agreement: how much is kept, by whom, and article by article what it obliges to."""
    one_group.show(entry, by="agency", lead=to_due_of_agency)
    about = _about(entry)
    if about:
        st.html(f'<p class="ahd-under">{plain(" · ".join(about))}</p>')
    view = place().view
    names = kept("parts", lambda: asked.parts(desk(), asker(), view, language=language()))
    st.header(t("What it obliges to, part by part"), anchor=False)
    pages_there = max(1, -(-len(names) // PARTS_PER_PAGE))
    page = min(place().page, pages_there)
    for name in names[(page - 1) * PARTS_PER_PAGE : page * PARTS_PER_PAGE]:
        _part(kept(("part", name), partial(asked.part, desk(), asker(), view, name)))
    controls.paging(pages_there)


def _about(entry: Entry) -> list[str]:
    """Its kind, number and date, and for an agreement who organised the meeting."""
    extra = entry.extra
    told = [label("basis", extra["kind"], language())]
    if extra["number"]:
        told.append(t("No. {number}", number=extra["number"]))
    if extra["dated"]:
        told.append(date_long(extra["dated"], language()))
    if extra["forum"] and extra["forum"]["organiser"]:
        told.append(t("organised by {who}", who=extra["forum"]["organiser"]))
    return told


def _part(part: Part) -> None:
    """An article with its rate, and the commitments that stand on it."""
    n, due = int(part.measures["population"]), int(part.measures["due"])
    here = place().but(part=part.name)
    with st.container(gap="small"):
        st.subheader(md(part.name or t("Under no article or section")), anchor=False)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if due:
                pages.link("commitments", md(_kept_words(part)), here.but(outcomes=("due",)))
            else:
                st.html(f'<p class="ahd-under">{plain(t("Nothing was due yet"))}</p>', width="content")
            said = tn("Read the {n} commitment", "Read all {n} commitments", n)
            pages.link("commitments", md(said), here, icon=":material/arrow_forward:")
        if n <= LISTED:
            lines.show(asking.some(LISTED, part=part.name).lines)


def _kept_words(part: Part) -> str:
    """The rate with its fraction, and where it can carry one its interval."""
    done, due = int(part.measures["kept"]), int(part.measures["due"])
    rate = rate_text(done, due, language())
    if due < FEW:
        return t("Kept of what was due: {rate}", rate=rate)
    return t(
        "Kept of what was due: {rate}; 95 % interval: {low} to {high}",
        rate=rate,
        low=share(known(part.measures["low"]), language()),
        high=share(known(part.measures["high"]), language()),
    )
