"""The page of one commitment: its exact words, who, where, by when, and what is said about it by whom."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from tracker.briefs.site.report import Report
from tracker.briefs.site.say import Say
from tracker.desk.answers import CommitmentDetail, EvidenceFact, Statement
from tracker.figures import svg
from tracker.figures.timeline import Said
from tracker.words import language_name
from tracker.words.locales import LANGUAGES
from tracker.words.terms import label

SQUARES: Final = 16
SIGNS: Final = {"kept_on_time": "✓", "kept_late": "✓", "ahead": "✓", "overdue": "!"}
Context = dict[str, Any]


def commitment_page(report: Report, say: Say, one: CommitmentDetail) -> Context:
    """What stands on the page of a commitment."""
    line = one.line
    text, language = say.words(one)
    heading = say.heading(line)
    return {
        "title": heading,
        "description": text[:300],
        "under": say.t("{code} · as of {day}", code=line.code, day=say.day(report.on)),
        "code": line.code,
        "outcome": line.outcome,
        "text": text,
        "lang": language,
        "spoken": say.t("Shown as written, in {language}", language=language_name(language))
        if language != say.language
        else "",
        "others": [
            {"lang": code, "name": language_name(code), "text": one.texts[code]}
            for code in LANGUAGES
            if code in one.texts and code != language
        ],
        "facts": [(term, said) for term, said in _facts(say, one) if said],
        "timeline": _timeline(report, say, one),
        **_strip(say, one),
        "lanes": [
            {
                "title": say.t("What the monitors found"),
                "nothing": _nothing_found(say, one),
                "said": [_statement(say, said) for said in _newest_first(one.findings)],
            },
            {
                "title": say.t("What the agency says"),
                "nothing": say.t("The agency has said nothing public yet."),
                "said": [_statement(say, said) for said in _newest_first(one.claims)],
            },
        ],
        "citation": say.t(
            "{code}: «{words}» – {outcome}. Ahd, as of {day}, revision {revision}.",
            code=line.code, words=text, outcome=heading, day=say.day(report.on), revision=report.copy.revision,
        ),
        "section": "commitments.html",
    }  # fmt: skip


def _nothing_found(say: Say, one: CommitmentDetail) -> str:
    """Nobody has looked; or somebody has, and only the status is public."""
    if one.line.latest_on is None or not one.line.sub_status:
        return say.t("Nobody has looked yet.")
    return say.t(
        "{status} on {day}; the words of this finding are not public.",
        status=label("sub_status", one.line.sub_status, say.language),
        day=say.day(one.line.latest_on),
    )


def _facts(say: Say, one: CommitmentDetail) -> list[tuple[str, str]]:
    line, known = one.line, say.names
    agencies = [known.agencies[code].name(say.language) for code in line.agencies if code in known.agencies]
    officials = [known.officials[code].name(say.language) for code in one.officials]
    topic = known.topics.get(one.topic or "")
    return [
        (say.t("Agencies"), "; ".join(agencies) or say.t("No agency named")),
        (say.t("Officials"), "; ".join(officials)),
        (say.t("Where"), say.where(line)),
        (say.t("Law or agreement"), say.under(line)),
        (say.t("Deadline"), _deadline(say, one)),
        (say.t("Made on"), say.day(one.made_on) if one.made_on else ""),
        (say.t("Topic"), topic.name(say.language) if topic else ""),
        (say.t("Section"), one.section or ""),
        (say.t("Number in its source"), one.number or ""),
    ]


def _deadline(say: Say, one: CommitmentDetail) -> str:
    """As understood, as written, and how often it was moved."""
    parts = [say.by_when(one.line)]
    written = next((fact.due_text for fact in one.deadlines if fact.due_text), one.line.due_text)
    if written and written not in parts:
        parts.append(say.t("as written: «{text}»", text=written))
    parts += [say.moved(fact) for fact in one.deadlines if fact.kind == "extension" and fact.due_on]
    return "\n".join(parts)


def _timeline(report: Report, say: Say, one: CommitmentDetail) -> svg.Drawing:
    line = one.line
    earlier: list[date | None] = (
        [] if line.cadence == "recurring" else [fact.due_on for fact in one.deadlines]
    )
    days = [line.deadline, *earlier]
    return svg.timeline(
        _said(report, one.findings),
        _said(report, one.claims),
        [(day, day == line.deadline) for day in dict.fromkeys(day for day in days if day)],
        report.on,
        say.language,
        made_on=one.made_on,
    )


def _strip(say: Say, one: CommitmentDetail) -> Context:
    """The deadlines of a recurring commitment, as far as there is room the latest."""
    if one.line.cadence != "recurring" or one.strip.empty:
        return {"strip": []}
    rows: list[Any] = one.strip.to_dict("records")
    kept = sum(row["outcome"] in ("kept_on_time", "kept_late") for row in rows)
    due = sum(row["outcome"] in ("kept_on_time", "kept_late", "overdue") for row in rows)
    return {
        "strip_said": say.tn("{kept} of {n} deadline kept", "{kept} of {n} deadlines kept", due, kept=kept),
        "strip": [
            {
                "outcome": row["outcome"],
                "sign": SIGNS.get(row["outcome"], ""),
                "day": f"{pd.Timestamp(row['deadline']):%m.%Y}",
                "said": say.outcome_label(row["outcome"]),
            }
            for row in rows[-SQUARES:]
        ],
    }


def _said(report: Report, found: Sequence[Statement]) -> list[Said]:
    return [Said(one.effective_on, one.status) for one in found if one.effective_on <= report.on]


def _newest_first(found: Sequence[Statement]) -> list[Statement]:
    return sorted(found, key=lambda one: (one.effective_on, one.id), reverse=True)


def _statement(say: Say, one: Statement) -> Context:
    when = say.day(one.effective_on)
    details = [say.t("{day}, assumed", day=when) if one.assumed else when]
    if one.deadline_on:
        details.append(say.t("for the deadline of {day}", day=one.deadline_on))
    if one.confirmed:
        details.append(say.t("confirmed by a second person"))
    return {
        "status": one.status,
        "label": label("status", one.status, say.language),
        "when": " · ".join(details),
        "note": one.note,
        "evidence": [_evidence(say, proof) for proof in one.evidence],
        "replies": [
            {"who": _who_replied(say, reply.agency, reply.replied_on), "text": reply.text}
            for reply in one.replies
        ],
    }


def _who_replied(say: Say, code: str | None, day: date) -> str:
    agency = say.names.agencies.get(code or "")
    who = agency.short_name(say.language) if agency else say.t("The agency")
    return say.t("{who} replied on {day}:", who=who, day=day)


def _evidence(say: Say, proof: EvidenceFact) -> Context:
    """A link leads out only where it is one that a browser may follow safely; anything else stands as text."""
    safe = (proof.url or "").lower().startswith(("https://", "http://"))
    return {
        "kind": label("evidence", proof.kind, say.language),
        "said": proof.description or "",
        "url": proof.url,
        "href": proof.url if safe else None,
        "sha256": proof.sha256,
    }
