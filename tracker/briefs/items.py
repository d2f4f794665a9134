"""The worst overdue commitments one by one: exact words, who has to answer, what was found, and what to ask."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pandas as pd

from tracker.briefs.questions import question
from tracker.briefs.shapes import FEW_WORST, Answered, Item, Said
from tracker.desk import Asker, Desk, View, detail, look
from tracker.desk.answers import CommitmentDetail, EvidenceFact, SourceRef, Statement
from tracker.desk.catalogue import Catalogue
from tracker.figures import phrases
from tracker.words import translate
from tracker.words.terms import label

WORST: Final = ("overdue", "not_being_kept")
"""What is told one by one: the longest overdue first, then what has to be kept all the time and is not."""

Link = Callable[[str], str]


def items_of(
    desk: Desk, reader: Asker, view: View, names: Catalogue, language: str, link: Link
) -> tuple[Item, ...]:
    """At most `FEW_WORST` of a view, in the order of the pages, as the reader may see them."""
    worst = replace(view, outcomes=WORST)
    found = []
    for line, state in look.all_of(desk, reader, worst, language=language, most=FEW_WORST):
        one = detail.commitment(desk, reader, line.code, view, language=language)
        if one is not None:
            found.append(_item(one, state, view, names, language, link))
    return tuple(found)


def _item(one: CommitmentDetail, state: Any, view: View, names: Catalogue, language: str, link: Link) -> Item:
    line = one.line
    known = names.agencies
    called = [known[code].name(language) for code in line.agencies if code in known]
    unknown = list(line.unknown_agencies)
    deciding = next((said for said in one.findings if said.id == int(state["latest_finding_id"])), None)
    on = view.on or date.max
    return Item(
        code=line.code,
        text=line.text,
        text_language=line.text_language,
        basis=phrases.under(line, names, language),
        basis_note=_basis_note(one, names, language),
        agencies=tuple(called[:1] or unknown[:1]),
        joint=tuple(called[1:] + unknown[0 if called else 1 :]),
        officials=tuple(one.officials),
        places=phrases.where(line, names, language, most=8),
        made_on=one.made_on,
        deadline=line.deadline,
        first_deadline=line.first_deadline,
        due_text=line.due_text,
        days=line.days,
        outcome=line.outcome,
        sub_status=line.sub_status,
        finding=_finding(one, state, language),
        claim=_claim(one, state, language),
        replies=_replies(deciding, names, language, on),
        question=question(line, state, language),
        link=link(line.code),
        sources=tuple(_sources(one, deciding)),
    )


def _finding(one: CommitmentDetail, state: Any, language: str) -> Said | None:
    """The finding that decides; of one that the reader may not read only what the measures show of it."""
    if one.line.latest_on is None or pd.isna(state["latest_status"]):
        return None
    said = next((each for each in one.findings if each.id == int(state["latest_finding_id"])), None)
    plain = Said(str(state["latest_status"]), one.line.latest_on, confirmed=bool(state["confirmed"]))
    return plain if said is None else _said(said, plain, language)


def _claim(one: CommitmentDetail, state: Any, language: str) -> Said | None:
    """The agency's own word, as the measures count it."""
    if pd.isna(state["claim_status"]):
        return None
    on = pd.Timestamp(state["claim_on"]).date()
    plain = Said(str(state["claim_status"]), on)
    same = [
        each
        for each in one.claims
        if each.effective_on == on and each.status == plain.status and each.retracted is None
    ]
    return _said(same[-1], plain, language) if same else plain


def _said(statement: Statement, plain: Said, language: str) -> Said:
    return replace(
        plain,
        note=statement.note,
        evidence=tuple(_evidence(one, language) for one in statement.evidence),
        internal_note=statement.internal_note,
    )


def _evidence(one: EvidenceFact, language: str) -> str:
    kind = label("evidence", one.kind, language)
    told = " ".join(part for part in (one.description, one.url, one.name) if part)
    if one.sha256:
        told = f"{told} (SHA-256 {one.sha256[:16]}…)".strip()
    return f"{kind}: {told}"


def _replies(deciding: Statement | None, names: Catalogue, language: str, on: date) -> tuple[Answered, ...]:
    if deciding is None:
        return ()
    found = []
    for reply in deciding.replies:
        agency = names.agencies.get(reply.agency or "")
        who = agency.name(language) if agency else translate("The agency", language)
        if reply.replied_on <= on:
            found.append(Answered(who, reply.replied_on, reply.text))
    return tuple(found)


def _basis_note(one: CommitmentDetail, names: Catalogue, language: str) -> str:
    """The law as the source names it, where that says more than its name; of an agreement, what kind of meeting it was."""
    if one.forum:
        kind = label("forum", one.forum["kind"], language)
        return ", ".join(part for part in (kind, one.forum["place"]) if part)
    named = names.bases.get(one.line.basis or "")
    written = one.line.basis_text or ""
    return written if named and written and written != named.name(language) else ""


def _sources(one: CommitmentDetail, deciding: Statement | None) -> list[str]:
    """Files and rows, for those who may know them."""
    found = [one.source] if one.source else []
    found += [deciding.source] if deciding and deciding.source else []
    return list(dict.fromkeys(_source(each) for each in found))


def _source(source: SourceRef) -> str:
    place = "!".join(str(part) for part in (source.sheet, source.row) if part is not None)
    return f"{source.name} {place} (SHA-256 {source.sha256[:16]}…)"
