"""The administrator's page: who may sign in, one-time links, roles. A link is shown once, to whoever made it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from urllib.parse import quote

import streamlit as st

from tracker.desk import NotAllowed, accounts
from tracker.desk.accounts import AccountLine, Declined, Issued
from tracker.model.vocabulary import Role
from tracker.store import StoreBusy
from tracker.ui import titles
from tracker.ui.here import SignedOut, asker, desk, language, name, names, origin, t, tn
from tracker.ui.register_save import choices
from tracker.ui.safe import md, plain
from tracker.words.formats import date_long
from tracker.words.terms import label

SAID: Final = "accounts.said"
ROLES: Final = (Role.PARTNER, Role.EDITOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of the last action: done or not, in words, and a link that is shown this once."""

    done: bool
    words: str
    link: str = ""


def head() -> None:
    """The finding: how many may sign in."""
    may = [one for one in accounts.everybody(desk(), asker()) if not one.disabled]
    titles.title(tn("{n} person can sign in", "{n} people can sign in", len(may)))
    said = t(
        "Everybody has an account of their own, under the name by which the history calls them. A partner sees and reports "
        "its own commitments, an editor works on all, an administrator also decides who may sign in."
    )
    st.html(f'<p class="ahd-lede">{plain(said)}</p>')


def say() -> None:
    """What came of the last action, with a new link once."""
    told: Told | None = st.session_state.pop(SAID, None)
    if told is None:
        return
    (st.success if told.done else st.warning)(md(told.words))
    if told.link:
        st.code(told.link, language=None, wrap_lines=True)


def invite() -> None:
    """The form that makes an invitation."""
    st.header(t("Invite somebody"), anchor=False)
    role = st.segmented_control(
        t("Role"),
        ROLES,
        format_func=_roles().__getitem__,
        default=Role.EDITOR,
        required=True,
        key="accounts.role",
    )
    partners = choices("partners")
    with st.form("accounts.invite", border=True):
        whose = (
            st.selectbox(
                t("Partner"), list(partners)[1:], format_func=partners.__getitem__, key="accounts.partner"
            )
            if role == Role.PARTNER
            else None
        )
        left, right = st.columns(2)
        called = left.text_input(
            t("Name of the person"),
            max_chars=100,
            key="accounts.name",
            help=t("It stands in the history and stays."),
        )
        login = right.text_input(t("Address, or a name to sign in with"), max_chars=100, key="accounts.login")
        if st.form_submit_button(t("Make an invitation"), type="primary", icon=":material/mail:"):
            given = {"login": login, "name": called, "role": str(role)}
            _do(lambda: accounts.invite(desk(), asker(), **given, partner=whose), called)
            st.rerun()


def everybody() -> None:
    """Each account, with what can be done about it."""
    st.header(t("Accounts"), anchor=False)
    for one in accounts.everybody(desk(), asker()):
        with st.container(border=True, key=f"account-{one.id}"):
            told, acts = st.columns([0.6, 0.4], vertical_alignment="center")
            told.html(_about(one))
            with acts.popover(t("Change"), icon=":material/edit:", key=f"account-menu-{one.id}"):
                _acts(one)


def waiting() -> None:
    """The links that still work."""
    links = accounts.waiting(desk(), asker())
    if not links:
        return
    st.header(
        tn("{n} link is waiting to be used", "{n} links are waiting to be used", len(links)), anchor=False
    )
    for one in links:
        with st.container(border=True, key=f"link-{one.id}"):
            told, act = st.columns([0.7, 0.3], vertical_alignment="center")
            what = t("Invitation") if one.purpose == "invitation" else t("New password")
            until = one.expires_at.astimezone(desk().settings.zone)
            when = t(
                "until {day}, {time}", day=date_long(until.date(), language()), time=until.strftime("%H:%M")
            )
            told.html(
                f'<div class="ahd-said"><p class="ahd-words">{plain(one.name)}</p>'
                f'<p class="ahd-when">{plain(f"{what} · {one.login} · {when}")}</p></div>'
            )
            act.button(
                t("Withdraw"),
                icon=":material/link_off:",
                key=f"withdraw-{one.id}",
                on_click=_callback(accounts.withdraw, one.id, one.name),
            )


def _about(one: AccountLine) -> str:
    partner = names().partners.get(one.partner or "")
    facts = [_role(one.role), name(partner) if partner else "", one.login]
    if one.disabled:
        facts.append(t("disabled"))
    elif not one.has_password and not one.providers:
        facts.append(t("has no password"))
    if one.seen_at:
        day = one.seen_at.astimezone(desk().settings.zone).date()
        facts.append(t("last here on {day}", day=day))
    colour = "#d8d8d8" if one.disabled else "#1b5e9e"
    return (
        f'<div class="ahd-said" style="--ahd-mark:{colour}"><p class="ahd-words">{plain(one.name)}</p>'
        f'<p class="ahd-when">{plain(" · ".join(fact for fact in facts if fact))}</p></div>'
    )


def _acts(one: AccountLine) -> None:
    if one.disabled:
        st.button(t("Enable"), key=f"enable-{one.id}", on_click=_callback(accounts.enable, one.id, one.name))
        return
    st.button(
        t("Link to a new password"),
        icon=":material/key:",
        key=f"reset-{one.id}",
        on_click=_callback(accounts.reset, one.id, one.name),
    )
    partners = choices("partners")
    role = st.selectbox(
        t("Role"), ROLES, ROLES.index(Role(one.role)), format_func=_roles().__getitem__, key=f"role-{one.id}"
    )
    whose = None
    if role == Role.PARTNER:
        codes = list(partners)[1:]
        place = codes.index(one.partner) if one.partner in codes else 0
        whose = st.selectbox(
            t("Partner"), codes, place, format_func=partners.__getitem__, key=f"whose-{one.id}"
        )
    st.button(
        t("Give this role"),
        key=f"assign-{one.id}",
        disabled=(role, whose) == (one.role, one.partner),
        on_click=_callback(partial(accounts.assign, role=str(role), partner=whose), one.id, one.name),
    )
    st.button(
        t("Disable"),
        icon=":material/block:",
        key=f"disable-{one.id}",
        on_click=_callback(accounts.disable, one.id, one.name),
    )


def _callback(act: Callable[..., Any], key: int, called: str) -> Callable[[], None]:
    return lambda: _do(lambda: act(desk(), asker(), key), called)


def _do(act: Callable[[], Issued | int | None], called: str) -> None:
    """Do it, and keep what is to be said of it until the page is drawn."""
    try:
        done = act()
    except Declined as declined:
        told = Told(False, declined.message(language()))
    except SignedOut:
        return  # the page itself says so
    except NotAllowed:
        told = Told(False, t("Only an administrator decides who may sign in."))
    except StoreBusy:
        told = Told(
            False, t("Another program keeps the database busy. Nothing was recorded. Try again in a moment.")
        )
    else:
        told = Told(True, t("Recorded."))
        if isinstance(done, Issued):
            link = f"{desk().settings.site_url or origin()}/invitation?word={quote(done.word)}"
            said = t(
                "This link is for {name} alone. It works once, for three days, and is not shown again: hand it over by a way "
                "that others do not read.",
                name=called,
            )
            told = Told(True, said, link)
    st.session_state[SAID] = told


def _roles() -> dict[Role, str]:
    return {role: _role(role) for role in ROLES}


def _role(role: str) -> str:
    return label("role", str(role), language())
