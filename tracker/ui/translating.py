"""What a translator sees beside the pages: which catalogue speaks, and what is wrong in it; saved anew, all is drawn anew."""

from typing import Final

import streamlit as st

from tracker.ui.here import language, t, tn
from tracker.ui.safe import plain
from tracker.words import language_name, translator

SECONDS: Final = 2
MOST: Final = 12
EDITION: Final = "ahd.catalogue"


def follow() -> None:
    """Take what was saved since the last run; without a translator's catalogue nothing happens."""
    st.session_state[EDITION] = translator.look_again()


def remarks() -> None:
    """Under the masthead: the catalogue, what it lacks, and what is wrong in which line."""
    found = translator.watched()
    if found is None:
        return
    path, draft, broken = found
    told = [
        t("In {language} with the catalogue {file}.", language=language_name(draft.language), file=path.name)
    ]
    if draft.missing:
        told.append(
            tn(
                "{n} sentence is not translated yet and stands in English.",
                "{n} sentences are not translated yet and stand in English.",
                draft.missing,
            )
        )
    wrong = [broken, *draft.remarks] if broken else list(draft.remarks)
    listed = "".join(f"<li>{plain(one.message(language()))}</li>" for one in wrong[:MOST])
    if len(wrong) > MOST:
        listed += f"<li>{plain(tn('And {n} more.', 'And {n} more.', len(wrong) - MOST))}</li>"
    st.html(
        f'<div class="ahd-sample" role="note">{plain(" ".join(told))}{f"<ul>{listed}</ul>" if listed else ""}</div>'
    )
    _watch()


@st.fragment(run_every=SECONDS)
def _watch() -> None:
    """Draw the page anew when the catalogue was saved."""
    if translator.look_again() != st.session_state.get(EDITION):
        st.rerun()
