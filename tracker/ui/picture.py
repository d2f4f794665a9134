"""Puts a picture on a page: its finding as heading, the figure, the same numbers as a table, and what a click opens."""

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from tracker.figures import Picture, Table, gallery
from tracker.figures.grammar import CONFIG
from tracker.figures.svg import Drawing, alone
from tracker.model.vocabulary import Role
from tracker.ui import pages
from tracker.ui.here import LIVE, asker, desk, kept, language, place, plain_charts, t
from tracker.ui.safe import md, plain
from tracker.ui.state import Place

CLICKS: Final = "ahd.clicks"
MOST_RANKED: Final = 10
"""How many groups a ranking shows where it stands beside other pictures."""

Lead = Callable[[str], tuple[str, Place] | None]
"""From the key of a mark to the page and place behind it; None leads nowhere."""


def show(
    make: Callable[[], Picture],
    *,
    key: str,
    under: str = "",
    lead: Lead | None = None,
    drawn: str | None = None,
) -> None:
    """Draw a picture. `under` says what is measured; `lead` says where a click on a mark goes.

    It is made once for everybody at this place; its key is its own in the file that shows it. `drawn` names the same
    picture in the gallery of drawings, which is shown instead where pictures are plain.
    """
    if drawn is not None and plain_charts():
        _show_drawn(drawn, key=key, lead=lead)
        return
    picture = kept((make.__code__.co_filename, key), make)
    with st.container(gap="xsmall", key=f"picture-{key}"):
        st.header(md(picture.finding), anchor=False)
        if under:
            st.html(f'<p class="ahd-under">{plain(under)}</p>')
        chart(picture, key=key, lead=lead)
        with st.expander(t("The same as a table"), type="compact"):
            st.html(table_html(picture.table, caption=picture.finding, lead=lead))


def _show_drawn(name: str, *, key: str, lead: Lead | None) -> None:
    """The picture as a drawing, whose marks open nothing; its table leads to what they would."""
    picture = drawing(name)
    with st.container(gap="xsmall", key=f"picture-{key}"):
        st.header(md(picture.finding), anchor=False)
        st.html(f'<p class="ahd-under">{plain(t(gallery.CHARTS[name]))}</p>')
        image(picture)
        with st.expander(t("The same as a table"), type="compact"):
            st.html(table_html(picture.table, caption=picture.finding, lead=lead))


def drawing(name: str) -> Drawing:
    """A drawing of the gallery for the view of this place; a ranking is as long as the live one beside other pictures."""
    return kept(
        ("drawing", name),
        lambda: gallery.draw(desk(), asker(), place().view, name, language(), most=MOST_RANKED),
    )


def image(picture: Drawing) -> None:
    """A drawing as an image as wide as its column, with its finding for who can't see it."""
    st.image(alone(picture, edge=0), width="stretch", alt=picture.finding)


def live_switch() -> None:
    """Where pictures are plain: the way to live ones, which can be pointed at and clicked."""
    if asker().role is Role.PUBLIC:
        st.toggle(t("Charts to point at and click (loads more)"), key=LIVE)


def chart(picture: Picture, *, key: str, lead: Lead | None = None) -> None:
    """The figure alone, for where its numbers stand beside it anyway."""
    if lead is None:
        st.plotly_chart(picture.figure, theme=None, config=CONFIG, key=key, alt=picture.described())
    else:
        _follow(_draw(picture, key), lead)


def table_html(table: Table, *, caption: str = "", text: bool = False, lead: Lead | None = None) -> str:
    """A table with everything escaped; `text` aligns all of it to the left.

    With `lead` the name of each row is a link to what its mark opens: what a mouse can do, a keyboard can too.
    """
    head = "".join(f'<th scope="col">{plain(column)}</th>' for column in table.columns)
    keys = table.keys if lead and table.keys else [""] * len(table.rows)
    body = "".join(_row(row, _target(key, lead)) for row, key in zip(table.rows, keys, strict=True))
    named = f' aria-label="{plain(caption)}"' if caption else ""
    kind = "ahd-table ahd-text" if text else "ahd-table"
    return (
        f'<div class="ahd-scroll" tabindex="0"{named} role="region"><table class="{kind}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: tuple[str, ...], target: str) -> str:
    cells = "".join(f"<td>{plain(cell)}</td>" for cell in row[1:])
    name = f'<a href="{plain(target)}">{plain(row[0])}</a>' if target else plain(row[0])
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _target(key: str, lead: Lead | None) -> str:
    found = lead(key) if lead and key else None
    return found[1].address(f"/{found[0]}") if found else ""


def _draw(picture: Picture, key: str) -> Any:
    """A chart that can be clicked. Its key changes with every click, so that coming back finds nothing selected."""
    return st.plotly_chart(
        picture.figure,
        theme=None,
        config=CONFIG,
        key=f"{key}-{st.session_state.get(CLICKS, 0)}",
        alt=picture.described(),
        on_select="rerun",
        selection_mode="points",
    )


def _follow(event: Any, lead: Lead) -> None:
    points = event["selection"]["points"] if event else []
    marks = [point["customdata"] for point in points if point.get("customdata")]
    if not marks:
        return
    st.session_state[CLICKS] = st.session_state.get(CLICKS, 0) + 1
    mark = marks[0] if isinstance(marks[0], str) else marks[0][0]
    if target := lead(str(mark)):
        pages.switch(*target)
