"""The page of the brief: the choices, which the address holds, a look at what will be in it, and the files."""

import io
import logging
from collections.abc import Mapping
from typing import Final

import streamlit as st

from tracker.briefs import hearing as briefs
from tracker.briefs.hearing import Brief, UnusableTemplate, Wanted
from tracker.briefs.told import item_title
from tracker.desk import updates
from tracker.desk.catalogue import Entry
from tracker.desk.quarters import compared_with
from tracker.ledger import By
from tracker.ui import asking, key, loading_file, pages
from tracker.ui.here import as_of, asker, desk, go, in_alphabet, kept, language, names, place, t, tn, today
from tracker.ui.loading_file import Sent
from tracker.ui.safe import md, plain
from tracker.words import LANGUAGES, N_, language_name
from tracker.words.formats import file_size

_LOG = logging.getLogger(__name__)
_MADE: Final = "brief.made"
PREVIEW: Final = 0.64
"""The part of the page's width that shows what will be in the brief."""
KINDS: Final = {
    "pptx": N_("Slides (.pptx)"),
    "pdf": N_("Note and annex (.pdf)"),
    "docx": N_("Letter to edit (.docx)"),
    "xlsx": N_("All rows (.xlsx)"),
}
SHORT: Final = {"pptx": N_("Slides"), "pdf": "PDF", "docx": N_("Letter"), "xlsx": "Excel"}


def lede() -> None:
    """What this page is for."""
    said = t(
        "Choose for whom it is: a committee is the agencies or the laws it deals with. Every figure is the one of the "
        "pages, for the same day, with its fraction and its source."
    )
    st.html(f'<p class="ahd-lede">{plain(said)}</p>')


def choose() -> None:
    """The audience, the days, the language and the formats; each is written into the address at once."""
    known = names()
    _several("agencies", t("Agencies"), t("All agencies"), _there("agency", known.agencies))
    _several("bases", t("Laws and agreements"), t("All laws and agreements"), _there("basis", known.bases))
    _several("districts", t("Districts"), t("All districts"), known.districts)
    with st.container(horizontal=True, gap="small"):
        _days()
    _tongue()
    _formats()
    if asker().is_staff:
        st.session_state["brief-internal"] = place().internal
        st.toggle(
            t("For our own eyes"),
            help=t("With what is not published too; every page of it says so."),
            key="brief-internal",
            on_change=lambda: go(place().but(internal=st.session_state["brief-internal"])),
        )


def preview() -> Brief | None:
    """What will be in it, or why there is nothing; the same numbers that the files will hold."""
    wanted = Wanted(place().view, _spoken(), asking.since(), place().internal and asker().is_staff)
    try:
        with st.spinner(t("Working out the figures")):
            brief = kept(("brief", wanted), lambda: briefs.build(desk(), asker(), wanted))
    except briefs.NothingToTell:
        _nothing(wanted)
        return None
    st.header(md(brief.title), anchor=False)
    st.html(f'<p class="ahd-under">{plain(" · ".join((brief.audience, brief.change)))}</p>')
    if brief.due:
        key.strip(brief.total, share=PREVIEW)
    _contents(brief)
    _left_out(wanted, brief)
    return brief


def make(brief: Brief) -> None:
    """The files of the chosen formats, made on the click, with progress; one that fails does not stop the others."""
    template = _template() if "pptx" in _chosen() else None
    if st.button(t("Make the files"), type="primary", icon=":material/description:", disabled=not _chosen()):
        st.session_state[_MADE] = (brief.fingerprint, _write(brief, template))
    fingerprint, files = st.session_state.get(_MADE, ("", {}))
    if fingerprint != brief.fingerprint:
        return
    for format_, content in files.items():
        if isinstance(content, str):
            st.error(md(content))
            continue
        st.download_button(
            f"{t(KINDS[format_])} · {file_size(len(content), language())}",
            content,
            file_name=f"ahd-{brief.on.isoformat()}-{brief.language}-{fingerprint[:8]}.{format_}",
            mime=briefs.MEDIA_TYPES[format_],
            icon=":material/download:",
            on_click="ignore",
            key=f"brief-download-{format_}",
        )


def right_of_reply() -> None:
    """A draft for the agency that is chosen alone: it answers in its own words before the brief goes out."""
    chosen = place().view.agencies
    if not asker().is_staff or len(chosen) != 1 or chosen[0] not in names().agencies:
        return
    opened, who, agency, spoken = desk(), asker(), chosen[0], _spoken()

    def make_draft() -> bytes:
        out = io.BytesIO()
        updates.reply_book(opened, who, agency, out, language=spoken)
        return out.getvalue()

    st.header(t("Right of reply"), anchor=False)
    said = t(
        "Send the agency what was found, with columns for its own account and its reply. What comes back is taken on the "
        "page of the partners and stands beside the findings."
    )
    st.html(f"<p>{plain(said)}</p>")
    st.download_button(
        t("Draft for the agency (.xlsx)"),
        make_draft,
        file_name=f"ahd-{agency}-{today().isoformat()}-{spoken}.xlsx",
        mime=briefs.MEDIA_TYPES["xlsx"],
        icon=":material/outgoing_mail:",
        on_click="ignore",
        key="brief-draft",
    )


def _write(brief: Brief, template: Sent | None) -> dict[str, bytes | str]:
    """Each format's bytes, or the sentence that says why it could not be made."""
    found: dict[str, bytes | str] = {}
    bar = st.progress(0.0)
    for number, format_ in enumerate(_chosen(), start=1):
        said = t("{number} of {count}: {name}", number=number, count=len(_chosen()), name=t(KINDS[format_]))
        bar.progress((number - 1) / len(_chosen()), text=md(said))
        try:
            found[format_] = briefs.made(
                brief, format_, desk().settings, template=template.path if template else None
            )
        except UnusableTemplate as error:
            found[format_] = error.message(language())
        except Exception:
            _LOG.exception("a format of a brief could not be made")
            found[format_] = t(
                "{name} could not be made; nothing is lost, and the others are here. Tell the people who run this "
                "installation.",
                name=t(KINDS[format_]),
            )
    bar.empty()
    return found


def _several(field: str, label: str, everything: str, entries: Mapping[str, Entry]) -> None:
    """Any number of codes; none means all."""
    chosen = [code for code in getattr(place().view, field) if code in entries]
    widget = f"brief-{field}"
    st.session_state[widget] = chosen
    st.multiselect(
        label,
        in_alphabet(entries),
        key=widget,
        format_func=lambda code: entries[code].name(language()),
        placeholder=everything,
        on_change=lambda: go(place().but(**{field: tuple(st.session_state[widget])})),
    )


def _there(by: By, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Only what has commitments, and what is chosen already."""
    none: dict[str, tuple[str, ...]] = {"agencies": (), "bases": (), "districts": ()}
    found = kept(("brief-there", by), lambda: set(asking.rates(by, **none).rows["key"]))
    chosen = {*place().view.agencies, *place().view.bases}
    return {code: entry for code, entry in entries.items() if code in found or code in chosen}


def _days() -> None:
    st.session_state["brief-on"] = as_of()
    st.date_input(
        t("As of"), max_value=today(), key="brief-on", format="DD.MM.YYYY", on_change=_on_chosen, width=150
    )
    st.session_state["brief-since"] = asking.since()
    st.date_input(
        t("Compared with"),
        max_value=as_of(),
        key="brief-since",
        format="DD.MM.YYYY",
        on_change=_since_chosen,
        width=150,
    )


def _on_chosen() -> None:
    if chosen := st.session_state["brief-on"]:
        since = place().view.since if place().view.since and place().view.since < chosen else None
        go(place().but(on=None if chosen >= today() else chosen, since=since))


def _since_chosen() -> None:
    chosen = st.session_state["brief-since"]
    if chosen and chosen < as_of():
        go(place().but(since=None if chosen == compared_with(as_of()) else chosen, preset=""))


def _spoken() -> str:
    return place().tongue or language()


def _tongue() -> None:
    st.session_state["brief-tongue"] = _spoken()
    st.segmented_control(
        t("Language of the brief"),
        list(LANGUAGES),
        format_func=language_name,
        key="brief-tongue",
        required=True,
        on_change=lambda: go(place().but(tongue=st.session_state["brief-tongue"] or "")),
    )


def _chosen() -> tuple[str, ...]:
    return place().formats or tuple(KINDS)


def _formats() -> None:
    st.session_state["brief-formats"] = list(_chosen())
    st.pills(
        t("Formats"),
        list(KINDS),
        format_func=lambda code: t(SHORT[code]),
        selection_mode="multi",
        key="brief-formats",
        on_change=_formats_chosen,
    )


def _formats_chosen() -> None:
    chosen = tuple(code for code in KINDS if code in st.session_state["brief-formats"])
    go(place().but(formats=() if chosen == tuple(KINDS) else chosen))


def _template() -> Sent | None:
    with st.expander(t("On our own template"), type="compact"):
        found = st.file_uploader(
            t("A template for the slides: .pptx or .potx"),
            type=["pptx", "potx"],
            max_upload_size=desk().settings.max_file_mb,
            key="brief-template",
        )
    return None if found is None else loading_file.set_aside(found.name, found.getvalue())


def _contents(brief: Brief) -> None:
    """The overdue ones that are told one by one, each with the question that it comes with."""
    n = len(brief.items)
    st.header(
        tn("{n} commitment is told on its own", "{n} commitments are told one by one", n)
        if n
        else t("Nothing is overdue"),
        anchor=False,
    )
    told = []
    for item in brief.items:
        told.append(
            f"<li><p><strong>{plain(item_title(item, brief.language))}</strong></p>"
            f'<p lang="{plain(item.text_language)}">«{plain(item.text)}»</p>'
            f'<p class="ahd-about">{plain(item.basis)}</p><p><em>{plain(item.question)}</em></p></li>'
        )
    st.html(f'<ol class="ahd-rules" lang="{plain(brief.language)}">{"".join(told)}</ol>')


def _left_out(wanted: Wanted, brief: Brief) -> None:
    """What the readers of the brief will not see, said to those who make it."""
    st.html("".join(f"<p>{plain(said)}</p>" for said in brief.left_out))
    if wanted.internal or not asker().is_staff:
        return
    if inside := kept(("brief-inside", wanted), lambda: briefs.left_out(desk(), wanted)):
        st.info(
            md(tn("{n} internal commitment was left out.", "{n} internal commitments were left out.", inside))
        )


def _nothing(wanted: Wanted) -> None:
    st.header(t("There is nothing to tell"), anchor=False)
    inside = briefs.left_out(desk(), wanted) if asker().is_staff and not wanted.internal else 0
    if inside:
        st.write(
            tn(
                "{n} commitment fits, but it is internal. Publish it, or make the brief for your own eyes.",
                "{n} commitments fit, but all of them are internal. Publish them, or make the brief for your own eyes.",
                inside,
            )
        )
    else:
        st.write(t("No commitment fits these choices. Take one of them away."))
    pages.link("overview", md(t("Overview")), icon=":material/arrow_forward:")
