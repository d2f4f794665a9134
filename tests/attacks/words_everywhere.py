"""An installation in which somebody typed strange words into every field there is, past the rules and the forms."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from tests.ui.made import Made, record
from tracker.desk import Desk
from tracker.model import (
    Agency,
    Claim,
    Evidence,
    Finding,
    Forum,
    Indicator,
    IndicatorValue,
    Official,
    Partner,
    Reply,
    Topic,
)
from tracker.model.codes import code_of
from tracker.store.change import Change

AT = datetime(2025, 1, 10, 8, 0, tzinfo=UTC)
PARTNER, AGENCY, TOPIC = "ours", "strange-body", "strange-topic"


def hostile_words(address: str) -> tuple[str, ...]:
    """Pictures, scripts, styles, frames and formulas in every dialect a page might take words for, all pointing at an address."""
    return (
        f'<img src="{address}/img" onerror="window.taken=1">',
        f"<script>window.taken=1;fetch('{address}/script')</script>",
        f"<svg onload=\"window.taken=1\"><image href='{address}/svg'/></svg>",
        f'<iframe src="{address}/frame"></iframe><object data="{address}/object"></object>',
        f'<link rel="stylesheet" href="{address}/css"><style>@import url({address}/import);</style>',
        f'<b style="background:url({address}/style)">ЖИРНО</b><br><sup>ВЫШЕ</sup><a href="{address}/a">ССЫЛКА</a>',
        f"\"><img src={address}/attribute onerror=window.taken=1> ' onmouseover=window.taken=1 x='",
        f"![p]({address}/markdown) [c](javascript:window.taken=1) **ТОЛСТО** `КОД` ~~ПЕРЕЧЁРКНУТО~~",
        f"<{address}/auto> {address}/bare :material/home: :red[КРАСНО] :red-badge[ЗНАК] :small[МЕЛКО] :streamlit:",
        f"$\\href{{javascript:window.taken=1}}{{x}}$ $$x^2$$ \\includegraphics{{{address}/tex}}",
        f'%{{customdata[0]}} %{{x}} <extra>ЛИШНЕЕ</extra> <span style="font-size:99px">ОГРОМНО</span> {address}/plotly',
        f"| a | b |\n|---|---|\n| ![]({address}/table) | x |\n\n# ЗАГОЛОВОК\n\n- пункт\n\n<video src={address}/video autoplay>",
    )


def say_everywhere(desk: Desk, words: Sequence[str], *, name: str | None = None) -> list[str]:
    """Record a public commitment for each of the words, that say the same in every text that belongs to it.

    `name` (the first of the words by default) is the name of a partner, an agency, a topic, an official, an indicator and
    all that a meeting says. Returns the codes. Commitments are overdue since 1 June 2025.
    """
    named = name if name is not None else words[0]
    with desk.store.write(actor="test", action="names", at=AT) as change:
        partner, agency = _names(change, named)
    codes = [code_of(number) for number in range(1, len(words) + 1)]
    record(
        desk,
        [
            Made(
                code=code, ru=text, agencies=("mia-district", AGENCY), districts=("rudaki",), due=date(2025, 6, 1), due_text=text,
                article=text, topic=TOPIC, note=text,
                more={
                    "basis_text": text, "section": text, "number": text, "source_code": text, "unknown_agencies": text,
                    "partner_id": partner,
                },
            )
            for code, text in zip(codes, words, strict=True)
        ],
        at=AT,
    )  # fmt: skip
    with desk.store.write(actor="test", action="said", at=AT) as change:
        for number, text in enumerate(words, start=1):
            _say(change, number, text, partner, agency)
    return codes


def _names(change: Change, named: str) -> tuple[int, int]:
    words = {"name_en": named, "name_ru": named, "name_tg": named}
    partner = _add(change, Partner, code=PARTNER, **words, illustration=False)
    agency = _add(
        change,
        Agency,
        code=AGENCY,
        kind="other",
        level="national",
        **words,
        abbr_en=named,
        abbr_ru=named,
        abbr_tg=named,
    )
    _add(change, Topic, code=TOPIC, **words)
    _add(change, Official, post=named, folded=named, visibility="public")
    meeting = {"place": named, "organiser": named, "subject": named, "women": 3, "men": 4, "police": 2}
    _add(
        change,
        Forum,
        code="strange-forum",
        kind="training",
        held_on=date(2025, 1, 5),
        visibility="public",
        **meeting,
    )
    indicator = _add(change, Indicator, code="strange-number", **words, unit=named, source=named)
    period = {"from_on": date(2024, 1, 1), "until_on": date(2024, 12, 31), "value": 7.0}
    _add(
        change, IndicatorValue, indicator_id=indicator, revision=change.number, visibility="public", **period
    )
    return partner, agency


def _say(change: Change, commitment: int, text: str, partner: int, agency: int) -> None:
    said = {
        "commitment_id": commitment, "revision": change.number, "status": "in_progress", "effective_on": date(2025, 5, 20),
        "effective_on_assumed": False, "late": False, "visibility": "public", "note": text, "internal_note": text,
    }  # fmt: skip
    finding = _add(change, Finding, **said, partner_id=partner, found_by=text)
    _add(change, Claim, **said, agency_id=agency)
    about = {"revision": change.number, "visibility": "public"}
    _add(change, Reply, finding_id=finding, **about, agency_id=agency, replied_on=date(2025, 6, 2), text=text)
    _add(change, Evidence, **about, finding_id=finding, kind="observation", description=text)
    _add(change, Evidence, **about, finding_id=finding, kind="link", url=text, description=text)


def _add(change: Change, model: Any, **row: Any) -> int:
    [key] = change.take_ids(model, 1)
    change.append(model, [{"id": key, **row}])
    return int(key)
