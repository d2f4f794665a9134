"""What a reader is told when a page fails: what happened, that nothing was lost, and what to do. Never the inside."""

import logging

import streamlit as st

from tracker.ui import frame, here
from tracker.words import translate

_LOG = logging.getLogger(__name__)


def say_sorry(error: Exception) -> bool:
    """Show the message instead of Streamlit's own; the details go to the server's log."""
    if isinstance(error, here.SignedOut):
        frame.say_signed_out("")
        return True
    _LOG.error("a page failed", exc_info=error)
    language = _language()
    st.error(
        translate(
            "This page could not be drawn. Nothing was changed and nothing is lost. "
            "Please load the page again; if it happens again, tell the people who run this installation.",
            language,
        )
    )
    return True


def _language() -> str:
    """The reader's language, where the page had come far enough to know it."""
    try:
        return here.language()
    except KeyError:
        return here.desk().settings.language
