"""A view as a sequence for a projector: GET /present, one message a screen, large type, the arrow keys.

Everything comes from this machine as HTML and SVG; a small script of our own (static/present.js) turns the screens. Without
it they stand one below the other.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.briefs.questions import question
from tracker.desk import Asker, Desk, View, look
from tracker.desk.answers import CommitmentLine, Measures
from tracker.desk.catalogue import Catalogue
from tracker.figures import findings, gallery, phrases
from tracker.figures.strip import segments
from tracker.web import answers, fonts
from tracker.web.asked import FILTERS, Serving, view_of
from tracker.words import Value, ntranslate, translate
from tracker.words.formats import FEW, NOTHING, date_long, fraction, listing, number, percent, share

PATH: Final = "/present"
WORST: Final = 5
RANKED: Final = 7
LETTERS: Final = 70
# Letters of a commitment from which its type is set smaller, so that the longest still fits a screen.
LONG, LONGER, LONGEST = 140, 300, 520
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; font-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


_Worst = list[tuple[CommitmentLine, dict[Any, Any]]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is presented: whose view it is, in which language, and the names of things."""

    desk: Desk
    asker: Asker
    view: View
    language: str
    names: Catalogue
    total: Measures

    def t(self, msgid: str, /, **values: Value) -> str:
        """The sentence in the reader's language, for use in HTML."""
        return html.escape(translate(msgid, self.language, **values))


def present(serving: Serving) -> Route:
    """GET /present: the view of the parameters as screens. The pages' own parameters that mean nothing here are allowed."""

    def make(request: Request) -> Response:
        desk, asker = serving.admit(request)
        view = view_of(
            request, desk, asker, also=("show", "sort", "page", "code", "outcome", "sub", "quarter")
        )
        language = serving.language(request)
        total = look.rates(desk, asker, view).total
        asked = _Asked(desk, asker, view, language, look.names(desk, asker), total)
        headers = {"content-security-policy": POLICY, "content-language": language}
        return Response(_page(asked), media_type="text/html", headers=headers)

    def route(request: Request) -> Response:
        return answers.answer(request, serving, make, kind="html")

    return Route(PATH, route, methods=["GET"])


def _page(asked: _Asked) -> str:
    screens = list(_screens(asked))
    drawn = "".join(
        _screen(asked, kind, inside, place, len(screens))
        for place, (kind, inside) in enumerate(screens, start=1)
    )
    title = html.escape(_finding(asked))
    back = html.escape(f"/?{urlencode({'lang': asked.language, **asked.view.parameters()}, safe=',')}")
    label = asked.t(
        "Illustration: these commitments and findings are invented to show how the dashboard works."
    )
    sample = f'<p class="sample" role="note">{label}</p>' if look.illustration(asked.desk) else ""
    return (
        f'<!doctype html><html lang="{asked.language}"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><title>{title} – {asked.t("Ahd")}</title>'
        '<link rel="icon" href="/app/static/logo.svg"><link rel="stylesheet" href="/embed/fonts.css">'
        '<link rel="stylesheet" href="/app/static/present.css"><script src="/app/static/present.js" defer></script>'
        f"</head><body><main>{sample}{drawn}</main>"
        f'<nav aria-label="{asked.t("Screens")}"><a class="back" href="{back}">{asked.t("Back to the dashboard")}</a>'
        f'<span class="keys">{asked.t("Arrow keys turn, Escape leaves, F fills the screen")}</span>'
        f'<button type="button" data-turn="-1" aria-label="{asked.t("Previous screen")}">←</button>'
        f'<span class="place" aria-live="polite"></span>'
        f'<button type="button" data-turn="1" aria-label="{asked.t("Next screen")}">→</button></nav></body></html>'
    )


def _screen(asked: _Asked, kind: str, inside: str, place: int, of: int) -> str:
    named = asked.t("Screen {n} of {all}", n=place, all=of)
    return (
        f'<section class="screen {kind}" id="s{place}" tabindex="-1" aria-label="{named}">{inside}</section>'
    )


def _screens(asked: _Asked) -> Iterator[tuple[str, str]]:
    """Kind and inside of every screen. What says nothing in this view is left out."""
    yield "title", _title(asked)
    if not asked.total["due"]:
        return
    yield "rate", _rate(asked)
    yield "chart", _chart(asked, "trend")
    if len(asked.view.districts) != 1:
        yield "chart", _chart(asked, "tiles")
    yield "chart", _chart(asked, "agencies" if len(asked.view.agencies) != 1 else "districts")
    worst = _worst(asked)
    for line, _state in worst:
        yield "words", _words(asked, line)
    if worst:
        yield "questions", _questions(asked, worst)


def _finding(asked: _Asked) -> str:
    """The finding of the view: of one district, agency or law by its name, else of all."""
    day = look.question(asked.desk, asked.asker, asked.view).on
    for field in ("agencies", "districts", "bases"):
        codes = getattr(asked.view, field)
        if len(codes) == 1 and codes[0] in getattr(asked.names, field):
            named = getattr(asked.names, field)[codes[0]].name(asked.language)
            return findings.of_group(named, asked.total, asked.language, day=day)
    return findings.of_total(asked.total, asked.language, day=day)


def _title(asked: _Asked) -> str:
    day = date_long(look.question(asked.desk, asked.asker, asked.view).on, asked.language)
    n = int(asked.total["population"])
    parts = [
        translate("As of {day}", asked.language, day=day),
        ntranslate("{n} commitment in all", "{n} commitments in all", n, asked.language),
        *_filters(asked),
    ]
    said = asked.t("What officials have undertaken to do, and how much of it is kept")
    return f'<p class="kicker">{said}</p><h1>{html.escape(_finding(asked))}</h1><p>{html.escape(" · ".join(parts))}</p>'


def _filters(asked: _Asked) -> list[str]:
    """What the view is narrowed to, each kind as the names chosen."""
    told = []
    for field in FILTERS.values():
        entries = getattr(asked.names, field)
        chosen = [
            entries[code].name(asked.language) for code in getattr(asked.view, field) if code in entries
        ]
        if chosen:
            told.append(listing(chosen, asked.language))
    return told


def _rate(asked: _Asked) -> str:
    kept, due = int(asked.total["kept"]), int(asked.total["due"])
    figure = percent(kept, due, asked.language) if due >= FEW else fraction(kept, due, asked.language)
    said = asked.t(
        "{fraction} commitments that were due are kept", fraction=fraction(kept, due, asked.language)
    )
    interval = ""
    if due >= FEW:
        low, high = (share(asked.total[name], asked.language) for name in ("low", "high"))
        interval = f"<p>{asked.t('95 % interval: {low} to {high}', low=low, high=high)}</p>"
    parts = segments(asked.total, asked.language)
    key = "".join(
        f'<li><svg width="18" height="18" aria-hidden="true"><rect width="18" height="18" fill="{part.colour}"/></svg> '
        f"{html.escape(part.label)}: {number(part.count, asked.language)}</li>"
        for part in parts
    )
    drawn = gallery.draw(asked.desk, asked.asker, asked.view, "rate", asked.language)
    outside = html.escape(findings.outside_the_rate(asked.total, asked.language))
    return (
        f'<p class="figure">{html.escape(figure or NOTHING)}</p><h1 class="part">{said}</h1>{interval}'
        f'<div class="drawing">{drawn.svg}</div><ul>{key}</ul><p>{outside}</p>'
    )


def _chart(asked: _Asked, name: str) -> str:
    drawn = gallery.draw(
        asked.desk, asked.asker, asked.view, name, asked.language, most=RANKED, letters=LETTERS
    )
    under = asked.t(gallery.CHARTS[name])
    return f'<h1 class="part">{html.escape(drawn.finding)}</h1><p>{under}</p><div class="drawing {name}">{drawn.svg}</div>'


def _worst(asked: _Asked) -> _Worst:
    view = replace(asked.view, outcomes=("overdue",))
    return look.all_of(asked.desk, asked.asker, view, language=asked.language, most=WORST)


def _words(asked: _Asked, line: CommitmentLine) -> str:
    """One commitment: how long it has been overdue, its exact words, who, where, by when, under what."""
    size = sum(len(line.text) > most for most in (LONG, LONGER, LONGEST))
    told = html.escape(phrases.outcome_words(line, asked.language))
    state = html.escape(phrases.state_words(line, asked.language))
    about = (
        phrases.who(line, asked.names, asked.language),
        phrases.where(line, asked.names, asked.language),
        phrases.by_when(line, asked.language),
        phrases.under(line, asked.names, asked.language),
    )
    facts = "".join(f"<li>{html.escape(part)}</li>" for part in about if part)
    words = "<br>".join(html.escape(part) for part in line.text.splitlines())
    return (
        f'<h1 class="part">{told}{" · " if state else ""}{state}</h1>'
        f'<blockquote class="size{size}" lang="{line.text_language}">{words}</blockquote>'
        f'<ul class="facts">{facts}<li class="code">{html.escape(line.code)}</li></ul>'
    )


def _questions(asked: _Asked, worst: _Worst) -> str:
    """What to ask for each of them, with whom to ask and the commitment's code."""
    asked_for = "".join(
        f'<li><p>{html.escape(question(line, state, asked.language))}</p><p class="who">'
        f"{html.escape(phrases.who(line, asked.names, asked.language))} · {html.escape(_short(line.text))} · "
        f"{html.escape(line.code)}</p></li>"
        for line, state in worst
    )
    return f'<h1 class="part">{asked.t("Questions to ask")}</h1><ol>{asked_for}</ol>'


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 90 else flat[:89].rsplit(" ", 1)[0] + "…"


def fonts_route() -> Route:
    """GET /embed/fonts.css: the typefaces of the screens."""

    def answer(_request: Request) -> Response:
        return Response(fonts.faces(), media_type="text/css", headers={"cache-control": "max-age=3600"})

    return Route("/embed/fonts.css", answer, methods=["GET"])
