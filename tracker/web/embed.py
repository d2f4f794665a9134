"""Charts to be put into other sites: GET /embed/<chart>.svg and .html, without scripts, readable from 320 pixels on.

Only these may be framed elsewhere. Language and filters stand in the address, as on the pages.
"""

import html
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.desk import Asker, Desk, View, look
from tracker.figures import gallery
from tracker.figures.grammar import INK, MUTED, PAPER
from tracker.figures.strip import OUTCOMES_OF, in_words, segments
from tracker.figures.svg import WIDTHS, Drawing, alone
from tracker.figures.svg.alone import TILE
from tracker.web import answers, fonts
from tracker.web.asked import Serving, not_found, view_of
from tracker.words import N_, translate
from tracker.words.formats import date_long

PREFIX: Final = "/embed/"
STYLE: Final = "style.css"
FRAMED: Final = {
    "cross-origin-resource-policy": "cross-origin",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; font-src 'self'; img-src 'self'; "
        "base-uri 'self'; form-action 'none'; frame-ancestors *"
    ),
}
PICTURE: Final = {
    **FRAMED,
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *",
}
LINKS: Final = {"tiles": "district", "districts": "district", "agencies": "agency"}


def embed(serving: Serving) -> Route:
    """The routes under /embed/."""

    def route(request: Request) -> Response:
        name, _, form = request.path_params["name"].rpartition(".")
        if request.path_params["name"] == STYLE:
            return Response(
                STYLES, media_type="text/css", headers={**FRAMED, "cache-control": "max-age=3600"}
            )

        def make(request: Request) -> Response:
            desk, asker = serving.admit(request)
            if name not in gallery.CHARTS or form not in FORMS:
                raise not_found()
            view = view_of(request, desk, asker)
            language = serving.language(request)
            return FORMS[form](desk, asker, view, name, language)

        return answers.answer(request, serving, make, kind=form if form in FORMS else "html")

    return Route(PREFIX + "{name:path}", route, methods=["GET"])


def _page(desk: Desk, asker: Asker, view: View, name: str, language: str) -> Response:
    """The chart as a small page: its finding, the drawing with marks that lead to the dashboard, its table, its date."""

    def t(msgid: str, /, **values: str) -> str:
        return html.escape(translate(msgid, language, **values))

    drawn = gallery.draw(
        desk, asker, view, name, language, lead=lambda key: _target(view, name, key, language)
    )
    key = _key(desk, asker, view, language) if name == "rate" else ""
    foot = " · ".join(_foot(desk, asker, view, language))
    address = html.escape(_address("/", view, language))
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><title>{html.escape(drawn.finding)} – {t(N_("Ahd"))}</title>'
        f'<base target="_blank"><link rel="stylesheet" href="{PREFIX}{STYLE}"></head><body><main>'
        f"<h1>{html.escape(drawn.finding)}</h1><p>{t(gallery.CHARTS[name])}</p>{drawn.svg}{key}"
        f"<details><summary>{t(N_('The same as a table'))}</summary>{_table(drawn)}</details>"
        f'<footer>{html.escape(foot)} · <a href="{address}">{t(N_("Open the dashboard"))}</a></footer>'
        "</main></body></html>"
    )
    return Response(page, media_type="text/html", headers={**FRAMED, "content-language": language})


def _picture(desk: Desk, asker: Asker, view: View, name: str, language: str) -> Response:
    """The chart as one SVG file, with its finding above and its date below; it fits the width it is shown at."""
    drawn = gallery.draw(desk, asker, view, name, language)
    whole = alone(drawn, heading=drawn.finding, foot=_foot(desk, asker, view, language))
    return Response(whole, media_type="image/svg+xml", headers={**PICTURE, "content-language": language})


FORMS: Final = {"html": _page, "svg": _picture}


def _key(desk: Desk, asker: Asker, view: View, language: str) -> str:
    """What each colour of the strip stands for, and how many commitments."""
    parts = segments(look.rates(desk, asker, view).total, language)
    entries = [
        f'<li><svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" fill="{part.colour}"/></svg> '
        f'<a href="{html.escape(_address("/commitments", replace(view, outcomes=part.outcomes), language))}">'
        f"{html.escape(in_words(part, language))}</a></li>"
        for part in parts
    ]
    return f"<ul>{''.join(entries)}</ul>"


def _foot(desk: Desk, asker: Asker, view: View, language: str) -> list[str]:
    day = date_long(look.question(desk, asker, view).on, language)
    told = [translate("As of {day}, Ahd", language, day=day)]
    return [*told, translate("An illustration: invented", language)] if look.illustration(desk) else told


def _target(view: View, name: str, key: str, language: str) -> str | None:
    """The commitments behind a mark."""
    if name == "rate":
        return _address("/commitments", replace(view, outcomes=OUTCOMES_OF[key]), language)
    field = look.KINDS[LINKS[name]] if name in LINKS else None
    if field is None:
        return None
    return _address("/commitments", replace(view, outcomes=("due",), **{field: (key,)}), language)  # type: ignore[arg-type]


def _address(path: str, view: View, language: str) -> str:
    return f"{path}?{urlencode({'lang': language, **view.parameters()}, safe=',')}"


def _table(drawn: Drawing) -> str:
    head = "".join(f'<th scope="col">{html.escape(column)}</th>' for column in drawn.table.columns)
    body = "".join(
        f'<tr><th scope="row">{html.escape(row[0])}</th>'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in drawn.table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


STYLES: Final = (
    fonts.faces()
    + WIDTHS
    + f"""
body {{ margin: 0; background: {PAPER}; color: {INK}; font: 15px/1.45 {fonts.SANS}; }}
main {{ padding: 12px 14px; }}
h1 {{ font: 600 1.2rem/1.3 {fonts.SERIF}; margin: 0 0 .3rem; overflow-wrap: anywhere; }}
p {{ color: {MUTED}; margin: 0 0 .8rem; }}
a {{ color: #0f5c63; }}
a:focus-visible, summary:focus-visible {{ outline: 3px solid #0f5c63; outline-offset: 2px; }}
.ahd-svg {{ display: block; overflow: visible; font-family: {fonts.SANS}; }}
.ahd-tiles {{ height: calc(var(--rows) * {TILE}px); }}
ul {{ list-style: none; padding: 0; margin: .7rem 0; display: flex; flex-wrap: wrap; gap: .2rem 1rem; }}
details {{ margin: .9rem 0; }} summary {{ cursor: pointer; }}
table {{ border-collapse: collapse; width: 100%; font-size: .875rem; }}
th, td {{ text-align: right; padding: .25rem .4rem; border-bottom: 1px solid #dedad0; vertical-align: top; }}
th:first-child {{ text-align: left; font-weight: 500; overflow-wrap: anywhere; }}
footer {{ color: {MUTED}; font-size: .8125rem; border-top: 1px solid #dedad0; padding-top: .5rem; }}
@media (min-width: 700px) {{ .ahd-tiles {{ height: calc(var(--rows) * 52px); }} }}
"""
)
