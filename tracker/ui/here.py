"""What a page stands on: the opened desk, who asks, where the reader is, and words in the reader's language."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Final, TypeVar
from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from tracker.desk import EDITOR, PROGRAM, Asker, Desk, NotAllowed, accounts, look
from tracker.desk.catalogue import Catalogue, Entry
from tracker.model.vocabulary import Role
from tracker.ui.kept import Kept
from tracker.ui.state import Place
from tracker.web.doors import USER
from tracker.words import Value, ntranslate, translate
from tracker.words.choosing import COOKIE, PARAMETER, choose
from tracker.words.formats import sort_key
from tracker.words.speak import when_words_change
from tracker.words.terms import label

PLACE: Final = "ahd.place"
CONTENTS: Final = "ahd.contents"
LIVE: Final = "ahd.live"
COLUMNS: Final = {"phone": 350, "tablet": 600, "wide": 1150, "huge": 1450}
"""How wide the column of the page is at least on most of these screens, in pixels."""
SCREENS: Final = tuple(COLUMNS)
LETTER: Final = 8.3
FIGURE_ROOM: Final = 95

_opened: dict[str, Desk] = {}
_opening = threading.Lock()
_kept = Kept(most=300)
_owners: OrderedDict[str, str] = OrderedDict()
MOST_OWNERS: Final = 5000
Answer = TypeVar("Answer")
when_words_change(_kept.forget)


def desk() -> Desk:
    """The installation of this process, opened once and shared by all sessions."""
    with _opening:
        if "desk" not in _opened:
            _opened["desk"] = Desk.open()
        return _opened["desk"]


def use(opened: Desk) -> None:
    """Serve this desk from now on: the server opens it when it starts, a test brings its own."""
    with _opening:
        _opened["desk"] = opened
        _kept.forget()


class SignedOut(NotAllowed):
    """Nobody is signed in here (any more). Nothing was done."""


def asker() -> Asker:
    """Who asks, looked up anew at every click. Raises `SignedOut`.

    On a laptop without accounts whoever sits at it is the editor; of a public copy everybody asks as the public.
    """
    found = accounts.asker_of(desk(), signed_in_by())
    if found is None:
        raise SignedOut
    return found


def is_known() -> bool:
    """Whether anybody may be answered here: with accounts only somebody whose session stands."""
    return accounts.asker_of(desk(), signed_in_by()) is not None


def signed_in_by() -> str | None:
    """By which key the database knows the session that this browser came with; the middleware alone can say so."""
    said = st.user.get(USER)
    return said if isinstance(said, str) else None


def still_asking() -> Callable[[], None]:
    """A check for later, where no page is there to ask: raises `SignedOut` unless who asks now is signed in then as well,
    in the same role."""
    opened, key, who = desk(), signed_in_by(), asker()

    def check() -> None:
        if accounts.asker_of(opened, key) != who:
            raise SignedOut

    return check


def owner_of(session: str) -> str | None:
    """By which key somebody was signed in when they opened this session of Streamlit."""
    return _owners.get(session)


def sign_out() -> None:
    """End the session of this browser; every tab learns of it at its next click."""
    accounts.leave(desk(), asker(), signed_in_by() or "")
    st.session_state.clear()


def plain_charts() -> bool:
    """Whether pictures are shown as drawings that need no chart library: to the public, until it asks for live ones.

    The library is most of what a first visit loads, and a reader with a slow line came for the figures.
    """
    return asker().role is Role.PUBLIC and not st.session_state.get(LIVE, False)


def arrive() -> Place:
    """Work out from the address where the reader is, and keep it for this run."""
    _note_owner()
    place = Place.read(dict(st.query_params.items()), language=_language(), today=today())
    st.session_state[PLACE] = place
    st.session_state[CONTENTS] = desk().contents()
    return place


def kept(name: Hashable, make: Callable[[], Answer]) -> Answer:
    """What `make` answers at this place, to this asker, as of these contents and this day: worked out once for all sessions.

    `name` tells apart what is asked; the answer may depend on nothing else and must not be changed.
    """
    question = (name, st.session_state[CONTENTS], today(), asker(), place(), screen())
    return _kept.get(question, make)


def kept_anywhere(name: Hashable, make: Callable[[], Answer]) -> Answer:
    """As `kept`, for what is the same at every place and on every screen: it depends on who asks, not on the address."""
    return _kept.get((name, st.session_state[CONTENTS], today(), asker()), make)


def settle() -> None:
    """Write the place back, so that the address always holds the whole view."""
    wanted = place().parameters()
    if dict(st.query_params.items()) != wanted:
        st.query_params.from_dict(wanted)


def place() -> Place:
    """Where the reader is."""
    found: Place = st.session_state[PLACE]
    return found


def go(new: Place) -> None:
    """Move to another place on the same page, from within a control's callback."""
    st.session_state[PLACE] = new
    st.query_params.from_dict(new.parameters())


def language() -> str:
    """The language the reader reads."""
    return place().language


def today() -> date:
    """The day it is."""
    return desk().today()


def as_of() -> date:
    """The day the page speaks of."""
    view = place().view
    return view.on or view.known_on or today()


def origin() -> str:
    """Where this dashboard is reached, such as https://ahd.example; nothing where the browser does not say."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def names() -> Catalogue:
    """The names of everything."""
    return kept_anywhere("names", lambda: look.names(desk(), asker()))


def name(entry: Entry) -> str:
    """The name of an entry in the reader's language."""
    return entry.name(language())


def in_alphabet(entries: Mapping[str, Entry]) -> list[str]:
    """The codes of entries in the order of their names, as the reader's alphabet has them."""
    reader = language()
    return sorted(entries, key=lambda code: sort_key(entries[code].name(reader), reader))


def recorded_by(actor: str) -> str:
    """Who recorded something, as the history names them; accounts that stand for nobody in person, in words."""
    if actor == EDITOR.name:
        return label("role", EDITOR.role.value, language())
    return t("Ahd") if actor == PROGRAM.name else actor


def screen() -> str:
    """The reader's screen: phone, tablet, wide (also where the browser does not say) or huge."""
    said = st.context.cookies.get("ahd_screen")
    return said if said in SCREENS else "wide"


def width() -> str:
    """The kind of screen that figures are drawn for; a projector gets those of a laptop, with more room."""
    return "wide" if screen() == "huge" else screen()


def room(share: float = 1) -> float:
    """How many pixels a column with this share of the page is wide at least; a phone has one column."""
    return COLUMNS[screen()] * (1 if screen() == "phone" else share)


def letters(share: float = 1) -> int:
    """How many letters of a name fit beside its figure, in a column with this share of the page."""
    return max(int((room(share) - FIGURE_ROOM) / LETTER), 18)


def t(msgid: str, /, **values: Value) -> str:
    """The sentence in the reader's language."""
    return translate(msgid, language(), **values)


def tn(singular: str, plural: str, n: int, /, **values: Value) -> str:
    """The sentence in the form that goes with the count `n`, in the reader's language."""
    return ntranslate(singular, plural, n, language(), **values)


def _note_owner() -> None:
    """Remember who opened this session of Streamlit, so that nobody else puts files into it."""
    context, key = get_script_run_ctx(suppress_warning=True), signed_in_by()
    if context is None or key is None:
        return
    with _opening:
        _owners[context.session_id] = key
        _owners.move_to_end(context.session_id)
        while len(_owners) > MOST_OWNERS:
            _owners.popitem(last=False)


def _language() -> str:
    return choose(
        asked=st.query_params.get(PARAMETER),
        remembered=st.context.cookies.get(COOKIE),
        accepted=st.context.headers.get("Accept-Language"),
        default=desk().settings.language,
    )
