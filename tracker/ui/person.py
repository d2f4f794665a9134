"""Who is signed in, in the bar: the name, one's own password, the way out. Without accounts, whose machine this is."""

from typing import Final

import streamlit as st

from tracker.ui.here import asker, desk, language, name, names, sign_out, t
from tracker.ui.safe import md, plain
from tracker.words.terms import label

ROOM: Final = 16
"""Letters of a name that the bar has room for in every language."""


def menu() -> None:
    """The person's name in the bar, and behind it what concerns the account; nothing where nobody has to sign in."""
    if asker().account is not None:
        shown = asker().name
        if len(shown) > ROOM:  # the whole name stands behind it
            shown = f"{shown[: ROOM - 1].rsplit(' ', 1)[0]} …"
        with st.popover(md(shown), icon=":material/person:", type="tertiary", key="menu-person"):
            entries()


def entries() -> None:
    """As whom one is signed in, one's own password, the way out; nothing where nobody has to sign in."""
    who = asker()
    if who.account is None:
        return
    partner = names().partners.get(who.partner or "")
    role = label("role", who.role.value, language())
    whose = f"{role} · {name(partner)}" if partner else role
    signed_in = plain(t("Signed in as {name}", name=who.name))
    st.html(f'<p class="ahd-person">{signed_in}<br><span>{plain(whose)}</span></p>')
    st.html(f'<p class="ahd-person"><a href="/password">{plain(t("Change the password"))}</a></p>')
    st.button(t("Sign out"), icon=":material/logout:", on_click=sign_out, key="sign-out")


def whose_machine() -> str:
    """Said on every page of a desk without accounts: that whoever sits there may do everything an editor may."""
    if desk().public or asker().account is not None:
        return ""
    return t("This computer's own desk, without accounts: whoever sits here works as its editor.")
