"""The page of registers: partners, posts and indicators, each with its list and its form."""

from functools import partial
from typing import Final

import streamlit as st

from tracker.desk.registers import look
from tracker.desk.registers.edit import (
    OfficialGiven,
    PartnerGiven,
    publish_indicator,
    save_official,
    save_partner,
)
from tracker.desk.registers.look import Followed, IndicatorLine, OfficialLine, PartnerLine
from tracker.figures.grammar import as_table
from tracker.model.vocabulary import LANGUAGES, Visibility
from tracker.ui import controls, pages, register_save
from tracker.ui.here import asker, desk, kept, language, name, names, place, t, tn, width
from tracker.ui.picture import table_html
from tracker.ui.register_save import choices, picked, seen_by, submitted, written
from tracker.ui.safe import md, plain
from tracker.words.formats import listing, number, rate_text

SHOWN: Final = ("partners", "officials", "indicators")
MOST: Final = 40


def chosen() -> str:
    """Which register the address asks for; the first where it asks for none."""
    return place().show if place().show in SHOWN else SHOWN[0]


def switch(shown: str) -> None:
    """The way to the other registers, as links: each has an address of its own."""
    words = {"partners": t("Partners"), "officials": t("Officials"), "indicators": t("Indicators")}
    with st.container(horizontal=True, gap="small", key="registers-tabs"):
        for code in SHOWN:
            icon = ":material/check:" if code == shown else ":material/arrow_forward:"
            pages.link("registers", md(words[code]), place().shared().but(show=code), icon=icon)


def under(said: str) -> None:
    """What the register is."""
    st.html(f'<p class="ahd-under">{plain(said)}</p>')


def finding(shown: str) -> str:
    """How many there are."""
    if shown == "partners":
        return tn(
            "{n} partner organisation follows commitments",
            "{n} partner organisations follow commitments",
            len(_partners()),
        )
    if shown == "officials":
        return tn("{n} post of an official", "{n} posts of officials", len(_officials()))
    figures = sum(len(one.figures) for one in _indicators())
    many = tn("{n} indicator", "{n} indicators", len(_indicators()))
    return tn("{indicators} with {n} figure", "{indicators} with {n} figures", figures, indicators=many)


def partners() -> None:
    """Every partner: names, where, how many commitments; and the form."""
    for one in _partners():
        places = names().places(one.districts, one.regions, language())
        where = listing(places, language()) or t("no place named")
        _line(one.entry.name(language()), where, one.followed, "partners", one.entry.code)
    if asker().is_staff:
        _partner_form(_partners())


def officials() -> None:
    """Every post, in alphabetical order; and the form."""
    found = _officials()
    start = (min(place().page, max(1, -(-len(found) // MOST))) - 1) * MOST
    for one in found[start : start + MOST]:
        where = [name(names().agencies[one.agency])] if one.agency else []
        where += [name(names().districts[one.district])] if one.district else []
        holder = t("held by {holder} (internal)", holder=one.holder) if one.holder else ""
        inner = "" if one.visibility == Visibility.PUBLIC else t("internal")
        about = " · ".join(part for part in (*where, holder, inner) if part)
        _line(one.post, about, one.named, "officials", f"official-{one.id}")
    if not found:
        st.write(t("No post has been recorded yet. Load a list of officials, or write one down below."))
    controls.paging(max(1, -(-len(found) // MOST)))
    if asker().is_staff:
        _official_form(found)


def indicators() -> None:
    """Every indicator with its newest figures; where they stand beside the rates is the page of a district."""
    register_save.say()
    if not _indicators():
        st.write(t("No figures have been loaded yet. Load a workbook of indicators by district and period."))
    for one in _indicators():
        st.header(md(one.entry.name(language())), anchor=False)
        parts = (t("Source: {source}", source=one.source or t("not named")), one.unit or "")
        under(" · ".join(part for part in parts if part))
        newest = sorted(one.figures, key=lambda each: each.last, reverse=True)[:MOST]
        head = (t("Place"), t("Period"), t("Value"))
        rows = [
            (
                _where(each.district, each.region),
                period(each.first, each.last),
                number(each.value, language(), decimals=2),
            )
            for each in newest
        ]
        label = tn("The newest of {n} figure", "The newest of {n} figures", len(one.figures))
        with st.expander(label, type="compact"):
            st.html(table_html(as_table(head, rows), caption=one.entry.name(language())))
        waiting = sum(not each.public for each in one.figures)
        if asker().is_staff and waiting:
            said = tn("Publish {n} figure", "Publish {n} figures", waiting)
            if st.button(md(said), key=f"registers.publish.{one.entry.id}", icon=":material/public:"):
                register_save.save("indicator", partial(publish_indicator, desk(), asker(), one.entry.id))


def period(first: object, last: object) -> str:
    """The words for whole days: a quarter, a year, else the first and the last day."""
    return look.period_words(first, last, language())  # type: ignore[arg-type]


def _partners() -> list[PartnerLine]:
    return kept("registers.partners", lambda: look.partners(desk(), asker(), place().view))


def _officials() -> list[OfficialLine]:
    return kept("registers.officials", lambda: look.officials(desk(), asker(), place().view))


def _indicators() -> list[IndicatorLine]:
    return kept(
        "registers.indicators", lambda: look.indicators(desk(), asker(), known_on=place().view.known_on)
    )


def _where(district: str | None, region: str | None) -> str:
    if district:
        return name(names().districts[district])
    return name(names().regions[region]) if region else t("The whole country")


def _line(head: str, about: str, followed: Followed, field: str, code: str) -> None:
    """One entry, what is known of it, and the way to the commitments behind it."""
    if width() == "wide":
        told, opened = st.columns([0.8, 0.2], gap="small")
    else:
        told = opened = st.container(gap=None)
    rate = rate_text(followed.kept, followed.due, language())
    kept_of = t("Kept of what was due: {rate}", rate=rate) if followed.due else ""
    below = "".join(f'<p class="ahd-when">{plain(text)}</p>' for text in (about, kept_of) if text)
    mark = 'style="--ahd-mark:#8ab8dd"'
    told.html(f'<div class="ahd-said" {mark}><p class="ahd-words">{plain(head)}</p>{below}</div>')
    if followed.all:
        many = tn("{n} commitment", "{n} commitments", followed.all)
        with opened:
            to = place().shared().but(**{field: (code,)})
            pages.link("commitments", md(many), to, icon=":material/arrow_forward:")


def _partner_form(found: list[PartnerLine]) -> None:
    known = {one.entry.code: one for one in found}
    called = {code: one.entry.name(language()) for code, one in known.items()}
    code = register_save.which(
        t("Add or change a partner"), t("A new partner"), called, key="registers.partner"
    )
    one, key = known.get(code), code or "new"
    before_them = register_save.seen(f"partner.{key}", f"p.{LANGUAGES[0]}.{key}")
    words = {"en": t("Name in English"), "ru": t("Name in Russian"), "tg": t("Name in Tajik")}
    with st.form(f"registers.partner.{key}", border=True):
        told = {
            each: written(words[each], one.entry.names.get(each) if one else None, key=f"p.{each}.{key}")
            for each in LANGUAGES
        }
        where = {
            kind: st.multiselect(
                word,
                list(options := choices(kind))[1:],
                list(getattr(one, kind)) if one else [],
                format_func=options.__getitem__,
                key=f"p.{kind}.{key}",
            )
            for kind, word in (("regions", t("Regions")), ("districts", t("Districts")))
        }
        if submitted():
            given = PartnerGiven(told, tuple(where["regions"]), tuple(where["districts"]))
            register_save.save(
                f"partner.{key}",
                lambda: save_partner(desk(), asker(), given, code=code or None, seen=before_them),
            )


def _official_form(found: list[OfficialLine]) -> None:
    known = {str(one.id): one for one in found}
    called = {key: one.post for key, one in known.items()}
    key = register_save.which(t("Add or change a post"), t("A new post"), called, key="registers.official")
    one = known.get(key)
    before_them = register_save.seen(f"official.{key or 0}", f"o.post.{key or 0}")
    with st.form(f"registers.official.{key or 0}", border=True):
        post = written(t("Post"), one.post if one else None, key=f"o.post.{key or 0}", most=300)
        left, right = st.columns(2)
        agency = picked(
            t("Agency"), choices("agencies"), one.agency if one else None, key=f"o.agency.{key or 0}", on=left
        )
        district = picked(
            t("District"),
            choices("districts"),
            one.district if one else None,
            key=f"o.district.{key or 0}",
            on=right,
        )
        holder = written(
            t("Who holds it (stays internal)"), one.holder if one else None, key=f"o.holder.{key or 0}"
        )
        seen = seen_by(one.visibility if one else None, key=f"o.public.{key or 0}")
        if submitted():
            given = OfficialGiven(post, agency, district, holder, seen)
            register_save.save(
                f"official.{key or 0}",
                lambda: save_official(
                    desk(), asker(), given, key=int(key) if key else None, seen=before_them
                ),
            )
