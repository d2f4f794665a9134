"""The key of the strip: what each colour means, how many it stands for, each a link to exactly those commitments."""

from collections.abc import Sequence

import streamlit as st

from tracker import figures
from tracker.desk.answers import Measures
from tracker.figures import Segment, segments
from tracker.figures.strip import in_words
from tracker.ui import late, pages, picture, titles
from tracker.ui.here import language, place, plain_charts, room
from tracker.ui.safe import md, plain


def strip(total: Measures, *, share: float = 1) -> None:
    """The strip with its key: one link a segment, then what the rate leaves out. `share` is its part of the page's width."""
    parts = segments(total, language())
    with st.container(gap="xsmall", key="strip"):
        if parts and plain_charts():
            picture.image(picture.drawing("rate"))
        elif parts:
            picture.chart(
                figures.strip(parts, language(), pixels=room(share)),
                key="strip-chart",
                lead=lambda mark: ("commitments", place().but(outcomes=_outcomes(parts, mark))),
            )
        with st.container(horizontal=True, gap="small"):
            for part in parts:
                _entry(part)
        st.html(f'<p class="ahd-under">{plain(titles.outside_the_rate(total))}</p>')
        late.in_words()


def _entry(part: Segment) -> None:
    said = in_words(part, language())
    with st.container(horizontal=True, gap=None, width="content", vertical_alignment="center"):
        st.html(f'<span class="ahd-swatch" style="background:{part.colour}"></span>', width="content")
        pages.link("commitments", md(said), place().but(outcomes=part.outcomes))


def _outcomes(parts: Sequence[Segment], mark: str) -> tuple[str, ...]:
    """The outcome classes behind the mark of a segment."""
    return next((part.outcomes for part in parts if part.key == mark), ())
