"""The forms of the commitment's page, each one service."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import streamlit as st

from tracker.desk import record
from tracker.desk.answers import CommitmentDetail, Statement
from tracker.desk.rules import Said
from tracker.model.vocabulary import AgencyRole, Visibility
from tracker.ui import recording
from tracker.ui import recording_fields as fields
from tracker.ui.here import asker, desk, language, name, names, t
from tracker.ui.safe import md
from tracker.words import N_
from tracker.words.formats import date_long, sort_key
from tracker.words.terms import label

Form = Callable[[CommitmentDetail], None]


def offered() -> Mapping[str, tuple[str, Form]]:
    """The forms that the reader may use here, with the words by which they are chosen."""
    return FORMS if asker().is_staff else {name: FORMS[name] for name in FORMS if name not in OFFICE_ONLY}


def _finding(one: CommitmentDetail) -> None:
    code, form = one.line.code, "finding"
    with st.form(f"form.{form}", border=False, enter_to_submit=False):
        fields.status(form, code)
        with st.container(horizontal=True, gap="medium"):
            with st.container(width="content"):
                fields.day(form, code, "effective_on", t("Found on"))
            with st.container(width="content"):
                fields.deadline(form, one)
        fields.words(form, code, "note", t("What was found"))
        fields.proofs(form, code)
        fields.line(form, code, "internal_note", t("Note to the office, never public"))
        if asker().shared:
            where = fields.key(form, code, "found_by")
            st.session_state.setdefault(where, st.session_state.get(fields.NAME, ""))
            fields.line(form, code, "found_by", t("Who found it (name)"))
        fields.to_everybody(form, one)
        _send(form, t("Record the finding"), partial(_send_finding, one))


def _send_finding(one: CommitmentDetail) -> None:
    code, form = one.line.code, "finding"
    st.session_state[fields.NAME] = fields.typed(form, code, "found_by") or ""
    recording.send(
        form,
        code,
        lambda: record.finding(
            desk(),
            asker(),
            code,
            _said(form, code),
            evidence=fields.proofs_typed(form, code),
            internal_note=fields.typed(form, code, "internal_note"),
            found_by=fields.typed(form, code, "found_by"),
            visibility=fields.visible(form, code),
        ),
    )


def _claim(one: CommitmentDetail) -> None:
    code, form = one.line.code, "claim"
    with st.form(f"form.{form}", border=False, enter_to_submit=False):
        fields.status(form, code)
        with st.container(horizontal=True, gap="medium"):
            with st.container(width="content"):
                fields.day(form, code, "effective_on", t("Reported on"))
            with st.container(width="content"):
                fields.deadline(form, one)
        fields.choice(form, code, "agency", t("Who says so"), _agencies(one), now=one.line.lead)
        fields.words(form, code, "note", t("What the agency reports"))
        fields.proofs(form, code)
        fields.to_everybody(form, one)
        _send(form, t("Record the claim"), partial(_send_claim, one))


def _send_claim(one: CommitmentDetail) -> None:
    code, form = one.line.code, "claim"
    recording.send(
        form,
        code,
        lambda: record.claim(
            desk(),
            asker(),
            code,
            _said(form, code),
            evidence=fields.proofs_typed(form, code),
            agency=fields.typed(form, code, "agency"),
            visibility=fields.visible(form, code),
        ),
    )


def _reply(one: CommitmentDetail) -> None:
    code, form = one.line.code, "reply"
    answered = {each.id: _short(each) for each in _standing(one.findings)}
    if not answered:
        st.info(t("There is no finding yet that could be answered."))
        return
    with st.form(f"form.{form}", border=False, enter_to_submit=False):
        fields.choice(
            form, code, "finding", t("Which finding is answered"), answered, now=next(iter(answered))
        )
        fields.choice(form, code, "agency", t("Who answers"), _agencies(one), now=one.line.lead)
        fields.day(form, code, "replied_on", t("Answered on"))
        fields.words(form, code, "text", t("The answer, in the agency's own words"))
        fields.to_everybody(form, one)
        _send(form, t("Record the reply"), partial(_send_reply, one))


def _send_reply(one: CommitmentDetail) -> None:
    code, form = one.line.code, "reply"
    recording.send(
        form,
        code,
        lambda: record.reply(
            desk(),
            asker(),
            fields.typed(form, code, "finding"),
            text=fields.typed(form, code, "text") or "",
            replied_on=fields.typed(form, code, "replied_on"),
            agency=fields.typed(form, code, "agency"),
            visibility=fields.visible(form, code),
        ),
    )


def _evidence(one: CommitmentDetail) -> None:
    code, form = one.line.code, "evidence"
    said: dict[Any, str] = {("finding", each.id): _short(each) for each in _standing(one.findings)}
    said |= {("claim", each.id): t("Claim: {what}", what=_short(each)) for each in _standing(one.claims)}
    if not said:
        st.info(t("There is no finding and no claim yet that evidence could stand for."))
        return
    with st.form(f"form.{form}", border=False, enter_to_submit=False):
        fields.choice(form, code, "of", t("What the evidence is for"), said, now=next(iter(said)))
        fields.proofs(form, code)
        fields.to_everybody(form, one)
        _send(form, t("Record the evidence"), partial(_send_evidence, one))


def _send_evidence(one: CommitmentDetail) -> None:
    code, form = one.line.code, "evidence"
    of: tuple[Any, int] = fields.typed(form, code, "of") or ("finding", 0)
    given = fields.proofs_typed(form, code)
    seen = fields.visible(form, code)
    recording.send(form, code, lambda: record.evidence(desk(), asker(), *of, *given, visibility=seen))


def _extension(one: CommitmentDetail) -> None:
    code, form = one.line.code, "extension"
    with st.form(f"form.{form}", border=False, enter_to_submit=False):
        st.caption(
            t("A decision to move the deadline counts from its day; the first deadline is never forgotten.")
        )
        with st.container(horizontal=True, gap="medium"):
            with st.container(width="content"):
                fields.day(form, code, "due_on", t("New deadline"), empty=True)
            with st.container(width="content"):
                fields.day(form, code, "decided_on", t("Decided on"))
        fields.words(form, code, "reason", t("Who decided it, and why"), lines=2)
        _send(form, t("Record the new deadline"), partial(_send_extension, one))


def _send_extension(one: CommitmentDetail) -> None:
    code, form = one.line.code, "extension"
    recording.send(
        form,
        code,
        lambda: record.extension(
            desk(),
            asker(),
            code,
            due_on=fields.typed(form, code, "due_on"),
            decided_on=fields.typed(form, code, "decided_on"),
            reason=fields.typed(form, code, "reason"),
        ),
    )


def _correction(one: CommitmentDetail) -> None:
    code, form = one.line.code, "correction"
    with st.form(f"form.{form}", border=False, enter_to_submit=False):
        st.caption(t("A mistyped deadline is set right as if it had always been so. Nothing is erased."))
        fields.line(form, code, "due_text", t("Deadline, as it should have been written"), hint="31.12.2026")
        _send(form, t("Correct the deadline"), partial(_send_correction, one))


def _send_correction(one: CommitmentDetail) -> None:
    code, form = one.line.code, "correction"
    text = fields.typed(form, code, "due_text") or ""
    recording.send(form, code, lambda: record.correction(desk(), asker(), code, due_text=text))


def _attributes(one: CommitmentDetail) -> None:
    code, form = one.line.code, "attributes"
    st.session_state.setdefault(fields.key(form, code, "seen"), one.version_id)
    known = names()
    with st.form(f"form.{form}", border=False, enter_to_submit=False):
        for field, said in _texts(one).items():
            where = fields.key(form, code, field)
            st.session_state.setdefault(where, said or "")
            if field in LONG:
                fields.words(form, code, field, t(recording.FIELDS[field]))
            else:
                fields.line(form, code, field, t(recording.FIELDS[field]))
        joint = [each for each in one.line.agencies if each != one.line.lead]
        agencies = {each: name(entry) for each, entry in known.agencies.items()}
        fields.choice(
            form, code, "lead", label("agency_role", "lead", language()), _sorted(agencies), now=one.line.lead
        )
        _several(form, code, "joint", t("Joint agencies"), agencies, joint)
        districts = {each: name(entry) for each, entry in known.districts.items()}
        _several(form, code, "districts", t("Districts"), districts, one.line.districts)
        for field, entries, now in (
            ("basis", known.bases, one.line.basis),
            ("topic", known.topics, one.topic),
            ("partner", known.partners, one.partner),
        ):
            options = {each: name(entry) for each, entry in entries.items()}
            fields.choice(form, code, field, t(recording.FIELDS[field]), _sorted(options), now=now)
        st.session_state.setdefault(fields.key(form, code, "made_on"), one.made_on)
        fields.day(form, code, "made_on", t("Made on"), empty=True)
        _send(form, t("Record the changes"), partial(_send_attributes, one))


def _send_attributes(one: CommitmentDetail) -> None:
    code, form = one.line.code, "attributes"
    typed = partial(fields.typed, form, code)
    lead = [(typed("lead"), AgencyRole.LEAD.value)] if typed("lead") else []
    joint = [(each, AgencyRole.JOINT.value) for each in typed("joint") or () if each != typed("lead")]
    same_agencies = (typed("lead"), set(typed("joint") or ())) == (
        one.line.lead,
        {each for each in one.line.agencies if each != one.line.lead},
    )
    same_places = set(typed("districts") or ()) == set(one.line.districts)
    changes = {
        **{field: typed(field) for field in (*_texts(one), "basis", "topic", "partner", "made_on")},
        **({} if same_agencies else {"agencies": lead + joint}),
        **({} if same_places else {"districts": typed("districts") or []}),
    }
    seen = typed("seen")
    recording.send(form, code, lambda: record.attributes(desk(), asker(), code, seen=seen, changes=changes))
    st.session_state.pop(fields.key(form, code, "seen"), None)  # what is above the form now is what is seen


def _visibility(one: CommitmentDetail) -> None:
    code, form = one.line.code, "visibility"
    public = one.line.visibility == "public"
    with st.form(f"form.{form}", border=False, enter_to_submit=False):
        if public:
            st.markdown(
                t(
                    "Everybody can see this commitment. Hidden, it leaves the public pages and every public rate."
                )
            )
        else:
            st.markdown(
                t(
                    "Only those who work here can see this commitment. Published, everybody sees it and it counts publicly."
                )
            )
            st.checkbox(
                t("Also what was said of it so far, with the evidence; notes to the office stay internal"),
                key=fields.key(form, code, "with"),
            )
        words = t("Hide it from the public") if public else t("Publish it")
        _send(form, words, partial(_send_visibility, one))


def _send_visibility(one: CommitmentDetail) -> None:
    code, form = one.line.code, "visibility"
    wanted = Visibility.INTERNAL if one.line.visibility == "public" else Visibility.PUBLIC
    also = bool(fields.typed(form, code, "with"))
    recording.send(
        form, code, lambda: record.visibility(desk(), asker(), [code], wanted, with_statements=also)[0]
    )


def _retraction(one: CommitmentDetail) -> None:
    code, form = one.line.code, "retraction"
    said = _takeable(one)
    if not said:
        st.info(t("Nothing has been said yet that could be taken back."))
        return
    with st.form(f"form.{form}", border=False, enter_to_submit=False):
        st.caption(t("It stays in the history with your reason, and counts no more from today on."))
        fields.choice(form, code, "of", t("What is to be taken back"), said)
        fields.words(form, code, "reason", t("Reason"), lines=2)
        _send(form, t("Take it back"), partial(_send_retraction, one))


def _send_retraction(one: CommitmentDetail) -> None:
    code, form = one.line.code, "retraction"
    of: tuple[Any, int] = fields.typed(form, code, "of") or ("finding", 0)
    reason = fields.typed(form, code, "reason") or ""
    recording.send(form, code, lambda: record.retraction(desk(), asker(), *of, reason=reason))


def _takeable(one: CommitmentDetail) -> dict[Any, str]:
    """All that can be taken back, the newest first."""
    found: dict[Any, str] = {}
    for each in _standing(one.findings):
        found["finding", each.id] = t("Finding: {what}", what=_short(each))
        found |= {
            ("confirmation", key): t("Confirmation by {who}: {what}", who=who, what=_short(each))
            for key, who in each.checked_by
        }
        found |= {("reply", reply.id): t("Reply: {what}", what=_cut(reply.text)) for reply in each.replies}
    found |= {("claim", each.id): t("Claim: {what}", what=_short(each)) for each in _standing(one.claims)}
    for each in (*_standing(one.findings), *_standing(one.claims)):
        for proof in each.evidence:
            what = _cut(proof.name or proof.url or proof.description or "")
            found["evidence", proof.id] = t("Evidence: {what}", what=what)
    for fact in reversed(one.deadlines):
        if fact.kind == "extension" and fact.due_on:
            found["extension", fact.id] = t("New deadline: {day}", day=fact.due_on)
    return found


def _standing(statements: list[Statement]) -> list[Statement]:
    there = [each for each in statements if each.retracted is None]
    return sorted(there, key=lambda each: (each.effective_on, each.id), reverse=True)


def _short(one: Statement) -> str:
    said = label("status", one.status, language())
    day = date_long(one.effective_on, language())
    if one.note:
        return t("{day}, {status}: {words}", day=day, status=said, words=_cut(one.note))
    return t("{day}, {status}", day=day, status=said)


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"


def _said(form: str, code: str) -> Said:
    typed = partial(fields.typed, form, code)
    return Said(typed("status"), typed("effective_on"), typed("note"), typed("deadline_on"))


def _agencies(one: CommitmentDetail) -> dict[Any, str]:
    return {each: name(names().agencies[each]) for each in one.line.agencies}


def _texts(one: CommitmentDetail) -> dict[str, str | None]:
    return {
        **{f"text_{each}": one.texts.get(each) for each in ("ru", "tg", "en")},
        "number": one.number,
        "article": one.line.article,
        "note": one.note,
    }


def _sorted(options: dict[str, str]) -> dict[Any, str]:
    return dict(sorted(options.items(), key=lambda each: sort_key(each[1], language())))


def _several(form: str, code: str, field: str, words: str, options: dict[str, str], now: list[str]) -> None:
    where = fields.key(form, code, field)
    st.session_state.setdefault(where, now)
    shown = {each: md(said) for each, said in _sorted(options).items()}
    st.multiselect(words, list(shown), format_func=shown.__getitem__, key=where, placeholder=t("Choose …"))


def _send(form: str, words: str, act: Callable[[], None]) -> None:
    st.form_submit_button(words, type="primary", on_click=act, key=f"record.send.{form}")


LONG: Final = ("text_ru", "text_tg", "text_en", "note")
OFFICE_ONLY: Final = ("correction", "attributes", "visibility")
FORMS: Final[Mapping[str, tuple[str, Form]]] = {
    "finding": (N_("A finding"), _finding),
    "claim": (N_("A claim"), _claim),
    "reply": (N_("A reply"), _reply),
    "evidence": (N_("Evidence"), _evidence),
    "extension": (N_("A moved deadline"), _extension),
    "correction": (N_("A mistyped deadline"), _correction),
    "attributes": (N_("Words, agencies, places"), _attributes),
    "visibility": (N_("Who sees it"), _visibility),
    "retraction": (N_("Something to take back"), _retraction),
}
