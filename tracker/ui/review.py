"""What waits for a person: two commitments that say nearly the same, side by side, to be called the same or different."""

import difflib
import re
from typing import Final

import streamlit as st

from tracker.desk.answers import SourceRef
from tracker.desk.review import NoSuchPair, Pair, Side, decide, open_pairs, waiting
from tracker.model.vocabulary import Verdict
from tracker.store import StoreBusy
from tracker.ui import pages, titles
from tracker.ui.here import asker, desk, language, names, place, t, tn
from tracker.ui.lines import as_written
from tracker.ui.review_batch import FIRST, PER_PAGE, Queue, busy
from tracker.ui.safe import md, plain
from tracker.words import formats

_SAID: Final = "review.said"
_PARTS: Final = re.compile(r"\s+|[^\s]+")


def count() -> int:
    """How many pairs wait."""
    return waiting(desk(), asker())


def heading(n: int) -> str:
    """The page's finding."""
    if not n:
        return t("Nothing waits for review")
    return tn("{n} commitment resembles an older one", "{n} commitments resemble older ones", n)


def not_for_you() -> None:
    """What somebody from outside is told."""
    titles.title(t("Review"))
    st.info(t("Only the organisation reviews what was loaded."))


def lede(n: int) -> None:
    """What is asked here; or, where nothing waits, when there will be something."""
    if n:
        said = t(
            "The same duty often comes back next quarter under another number and in slightly other words. Say which "
            "ones are the same, so that they count once. Nothing is erased."
        )
    else:
        said = t(
            "After each load, new commitments are compared with the older ones of the same agency, place and law."
        )
    st.html(f'<p class="ahd-lede">{plain(said)}</p>')
    if not n:
        pages.link("load", md(t("Load a workbook")), icon=":material/upload_file:")


def say() -> None:
    """What came of the last decision."""
    said = st.session_state.pop(_SAID, None)
    if said is not None:
        done, words = said
        (st.success if done else st.warning)(md(words))


def pairs(n: int, *, keys: bool) -> None:
    """The pairs, the most alike first, a page at a time; with `keys` the first one listens to the keyboard."""
    queue = Queue("review.pairs", n)
    here = open_pairs(desk(), asker(), language=language(), start=queue.start, count=PER_PAGE)
    for number, pair in enumerate(here):
        _pair(pair, keys=keys and number == 0)
    queue.paging()


def _pair(pair: Pair, *, keys: bool) -> None:
    with st.container(border=True, gap="medium"):
        before, after = _marked(pair.older.text, pair.newer.text)
        older, newer = st.columns(2, gap="large")
        with older:
            _side(t("Recorded earlier"), pair.older, before)
        with newer:
            _side(t("Came later"), pair.newer, after)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(
                t("The same commitment"),
                icon=":material/merge:",
                type="primary",
                key=f"review.same.{pair.id}",
                on_click=_decided,
                args=(pair, Verdict.SAME),
                help=t("The older code stays; the findings and the row of the newer one go over to it."),
                shortcut=FIRST[0] if keys else None,
            )
            st.button(
                t("Two different ones"),
                icon=":material/call_split:",
                key=f"review.different.{pair.id}",
                on_click=_decided,
                args=(pair, Verdict.DIFFERENT),
                help=t("Both stay as they are, and you are not asked about them again."),
                shortcut=FIRST[1] if keys else None,
            )
            alike = formats.percent(pair.score, 100, language())
            st.caption(t("Words alike: {percent}", percent=alike))


def _side(label: str, side: Side, words: str) -> None:
    facts = [part for part in (_who(side), _where(side), _when(side)) if part]
    st.html(
        f'<p class="ahd-under">{plain(label)}</p>{as_written(words, side.text_language)}'
        f'<p class="ahd-about">{plain(" · ".join(facts))}</p><p class="ahd-about">{plain(from_(side.source))}</p>'
    )
    pages.link(
        "commitment", md(side.code), place().shared().but(code=side.code), icon=":material/arrow_forward:"
    )


def _who(side: Side) -> str:
    known = names().agencies
    return formats.listing([known[code].short_name(language()) for code in side.agencies], language())


def _where(side: Side) -> str:
    return formats.listing(names().places(side.districts, side.regions, language()), language())


def _when(side: Side) -> str:
    return t("due {day}", day=side.due_on) if side.due_on else side.due_text or ""


def from_(source: SourceRef | None) -> str:
    """The row of the file that something came from."""
    if source is None:
        return t("Not from a file")
    if source.sheet is None:
        return t("{file}, row {row}", file=source.name, row=source.row)
    return t("{file}, sheet “{sheet}”, row {row}", file=source.name, sheet=source.sheet, row=source.row)


def _marked(older: str, newer: str) -> tuple[str, str]:
    """Both texts as HTML, the words that the other one has not set off; everything that was typed is escaped."""
    left, right = _PARTS.findall(older), _PARTS.findall(newer)
    matcher = difflib.SequenceMatcher(a=left, b=right, autojunk=False)
    before, after = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        before.append(_set_off("".join(left[a:b]), off=kind != "equal"))
        after.append(_set_off("".join(right[c:d]), off=kind != "equal"))
    return "".join(before), "".join(after)


def _set_off(text: str, *, off: bool) -> str:
    if not off or not text.strip():
        return plain(text)
    return f'<mark style="background:#fbeedd;color:#101c22">{plain(text)}</mark>'


def _decided(pair: Pair, verdict: Verdict) -> None:
    done = False
    try:
        code = decide(desk(), asker(), pair.id, verdict)
    except NoSuchPair:
        said = t("This pair had been decided already. Nothing was changed.")
    except StoreBusy:
        said = busy()
    else:
        done = True
        if verdict is Verdict.SAME:
            said = t(
                "{newer} is now a part of {older}; everything said of it is kept there.",
                newer=pair.newer.code,
                older=code,
            )
        else:
            said = t(
                "{older} and {newer} stay two commitments.", older=pair.older.code, newer=pair.newer.code
            )
    st.session_state[_SAID] = done, said
