"""The parts of one commitment's page."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import streamlit as st

from tracker import figures
from tracker.desk import View, detail
from tracker.desk.answers import CommitmentDetail, DeadlineFact, EvidenceFact, SourceRef, Statement
from tracker.figures import phrases
from tracker.figures.grammar import OPEN, OUTCOME_COLOURS, as_table
from tracker.figures.timeline import MARKS, Said
from tracker.ui import lines as listed
from tracker.ui import pages, picture
from tracker.ui.here import (
    as_of,
    asker,
    desk,
    language,
    names,
    origin,
    place,
    recorded_by,
    t,
    tn,
    today,
    width,
)
from tracker.ui.safe import lines, md, plain
from tracker.words import LANGUAGES, language_name, translate
from tracker.words.formats import date_long, number
from tracker.words.terms import label


def words(one: CommitmentDetail) -> None:
    """The exact words: the reader's language first and large, then every other language there is."""
    line = one.line
    parts = [f'<blockquote class="ahd-quote" lang="{line.text_language}">{lines(line.text)}</blockquote>']
    if line.text_language != language():
        said = t("Shown as written, in {language}", language=language_name(line.text_language))
        parts.append(f'<p class="ahd-when">{plain(said)}</p>')
    for code in LANGUAGES:
        if code in one.texts and code != line.text_language:
            tag = f'<span class="ahd-tag">{plain(language_name(code))}</span>'
            parts.append(f'<p class="ahd-other" lang="{code}">{tag}{lines(one.texts[code])}</p>')
    st.html("".join(parts))


def heading(one: CommitmentDetail) -> str:
    """The finding: what became of it."""
    line = one.line
    state = listed.state_words(line)
    outcome = listed.outcome_words(line)
    if not state:
        return outcome
    return t("{outcome} – {state}", outcome=outcome, state=state.lower())


def facts(one: CommitmentDetail) -> None:
    """Who, where, under what, by when: a list of terms."""
    line, known = one.line, names()
    agencies = [known.agencies[code].name(language()) for code in line.agencies if code in known.agencies]
    topic = known.topics.get(one.topic or "")
    partner = known.partners.get(one.partner or "")
    told = [
        (t("Agencies"), "; ".join([*agencies, *line.unknown_agencies]) or t("No agency named")),
        (t("Officials"), "; ".join(one.officials)),
        (t("Where"), listed.where(line)),
        (t("Law or agreement"), listed.under(line)),
        (t("Agreed at"), _forum(one)),
        (t("Deadline"), _deadline(one)),
        (t("Made on"), date_long(one.made_on, language()) if one.made_on else ""),
        (t("Topic"), topic.name(language()) if topic else ""),
        (t("Followed by"), partner.name(language()) if partner else ""),
        (t("Section"), one.section or ""),
        (t("Note"), one.note or ""),
        (t("Visible to"), t("everybody") if line.visibility == "public" else t("those who work here")),
    ]
    st.html(f'<dl class="ahd-facts">{"".join(_fact(*pair) for pair in told if pair[1])}</dl>')


def over_time(one: CommitmentDetail) -> None:
    """Findings beside claims, and the strip of a recurring commitment."""
    days = [one.line.deadline, *_earlier_deadlines(one)]
    picture.show(
        lambda: figures.timeline(
            _said(one.findings),
            _said(one.claims),
            [(day, day == one.line.deadline) for day in dict.fromkeys(day for day in days if day)],
            min(as_of(), today()),
            language(),
            made_on=one.made_on,
        ),
        key="timeline",
    )
    if one.line.cadence == "recurring" and not one.strip.empty:
        picture.show(lambda: figures.deadline_strip(one.strip, language(), width=width()), key="deadlines")


def statements(one: CommitmentDetail) -> None:
    """Everything found and claimed, the newest first, in two lanes."""
    found, claimed = st.columns(2, gap="medium")
    with found:
        st.header(t("What the monitors found"), anchor=False)
        _statements(one.findings, t("Nobody has looked yet."))
    with claimed:
        st.header(t("What the agency says"), anchor=False)
        _statements(one.claims, t("The agency has said nothing yet."))


def provenance(one: CommitmentDetail) -> None:
    """The row it came from, what was changed since, and how to cite it."""
    with st.container(gap="xsmall"):
        _provenance(one)


def _provenance(one: CommitmentDetail) -> None:
    if one.source:
        with st.expander(t("The row as it stood in the file"), type="compact"):
            _source(one.source)
    if one.history:
        with st.expander(t("What was recorded, and by whom"), type="compact"):
            columns = (t("Recorded"), t("By"), t("What"))
            rows = [
                (
                    date_long(event.recorded_at.astimezone(desk().settings.zone).date(), language()),
                    recorded_by(event.actor),
                    what,
                )
                for event in reversed(one.history)
                if (what := _event(event.what))
            ]
            history = t("What was recorded, and by whom")
            st.html(picture.table_html(as_table(columns, rows), caption=history, text=True))
    with st.expander(t("Cite this"), type="compact"):
        for spoken in LANGUAGES:
            st.html(f'<p class="ahd-tag" lang="{spoken}">{plain(language_name(spoken))}</p>')
            st.code(_citation(one, spoken), language=None, wrap_lines=True)


def missing(code: str | None) -> None:
    """There is no such commitment, not yet on the day asked about, or not for this reader.

    Which of the first and the last is not told. Of one that the reader may see today, it is said that it came later.
    """
    if code and _is_there_today(code):
        st.title(t("This commitment had not been made yet on {day}", day=as_of()), anchor=False)
        st.text(code)
        today_ = place().shared().but(code=code, on=None, known_on=None)
        pages.link("commitment", md(t("Read it as of today")), today_, icon=":material/arrow_forward:")
        return
    st.title(t("There is no such commitment"), anchor=False)
    st.write(
        t("The address may be mistyped, or the commitment was not recorded yet on the day you ask about.")
    )
    if code:
        st.text(code)
    pages.link("commitments", md(t("To all commitments")), icon=":material/arrow_forward:")


def _is_there_today(code: str) -> bool:
    return detail.commitment(desk(), asker(), code, View(), language=language()) is not None


def _forum(one: CommitmentDetail) -> str:
    """The meeting at which it was agreed: kind, day, place, who called it, who came."""
    if (forum := one.forum) is None:
        return ""
    where = names().districts.get(forum["district"] or "")
    parts = [
        label("forum", forum["kind"], language()),
        date_long(forum["held_on"], language()),
        where.name(language()) if where else "",
        forum["place"] or "",
        t("called by {who}", who=forum["organiser"]) if forum["organiser"] else "",
    ]
    if forum["women"] is not None and forum["men"] is not None:
        count = {"women": number(forum["women"], language()), "men": number(forum["men"], language())}
        parts.append(t("{women} women, {men} men", **count))
    return ", ".join(part for part in parts if part)


def _fact(term: str, said: str) -> str:
    return f"<dt>{plain(term)}</dt><dd>{lines(said)}</dd>"


def _deadline(one: CommitmentDetail) -> str:
    """As understood, as written, and how often it was moved."""
    parts = [listed.by_when(one.line)]
    written = next((fact.due_text for fact in one.deadlines if fact.due_text), one.line.due_text)
    if written and written not in parts:
        parts.append(t("as written: «{text}»", text=written))
    parts += [_moved(fact) for fact in one.deadlines if fact.kind == "extension" and fact.due_on]
    return "\n".join(parts)


def _moved(fact: DeadlineFact) -> str:
    to = fact.due_on or today()
    if fact.decided_on is None:
        return t("moved to {day}", day=to)
    return t("moved to {day} on {decided}", day=to, decided=fact.decided_on)


def _earlier_deadlines(one: CommitmentDetail) -> list[date | None]:
    """The days a single deadline lay on before; the other deadlines of a recurring one have a strip of their own."""
    return [] if one.line.cadence == "recurring" else [fact.due_on for fact in one.deadlines]


def _said(statements_: Sequence[Statement]) -> list[Said]:
    return [Said(one.effective_on, one.status) for one in statements_ if one.retracted is None and _seen(one)]


def _seen(one: Statement) -> bool:
    return one.effective_on <= as_of()


def _statements(found: Sequence[Statement], nothing: str) -> None:
    later = [one for one in found if not _seen(one)]
    found = [one for one in found if _seen(one)]
    if not found:
        st.html(f'<p class="ahd-under">{plain(nothing)}</p>')
    if later:
        said = tn("{n} more after this day", "{n} more after this day", len(later))
        pages.link("commitment", md(said), place().but(on=None, code=place().code), icon=":material/update:")
    for one in sorted(found, key=lambda each: (each.effective_on, each.id), reverse=True):
        st.html(statement(one))


def statement(one: Statement) -> str:
    """A finding or a claim with its evidence and replies, as HTML in which everything that was typed is escaped."""
    colour = MARKS[one.status][0]
    when = date_long(one.effective_on, language())
    details = [t("{day}, assumed", day=when) if one.assumed else when]
    if one.deadline_on:
        details.append(t("for the deadline of {day}", day=one.deadline_on))
    if one.confirmed:
        details.append(t("confirmed by a second person"))
    if one.retracted is not None:
        details.append(t("retracted: {reason}", reason=one.retracted))
    gone = " ahd-gone" if one.retracted is not None else ""
    body = [f"<p><strong>{plain(label('status', one.status, language()))}</strong></p>"]
    body.append(f'<p class="ahd-when">{plain(" · ".join(details))}</p>')
    body += [f"<p>{lines(one.note)}</p>"] if one.note else []
    if one.internal_note:
        tag = f'<span class="ahd-tag">{plain(label("visibility", "internal", language()))}</span>'
        body.append(f"<p>{tag}{lines(one.internal_note)}</p>")
    body += [_evidence(evidence) for evidence in one.evidence]
    for reply in one.replies:
        agency = names().agencies.get(reply.agency or "")
        who = agency.short_name(language()) if agency else t("The agency")
        said = t("{who} replied on {day}:", who=who, day=reply.replied_on)
        body.append(f"<p><em>{plain(said)}</em> {lines(reply.text)}</p>")
    return f'<div class="ahd-said{gone}" style="--ahd-mark:{colour}">{"".join(body)}</div>'


def _evidence(evidence: EvidenceFact) -> str:
    """A link stands as text, with a way out beside it that tells nobody where the reader came from."""
    kind = f'<span class="ahd-tag">{plain(label("evidence", evidence.kind, language()))}</span>'
    said = f"{kind}{lines(evidence.description)}"
    if evidence.url:
        said += f' <span class="ahd-code">{plain(evidence.url)}</span>'
        if evidence.url.startswith(("https://", "http://")):
            away = f'href="{plain(evidence.url)}" rel="noopener noreferrer nofollow" referrerpolicy="no-referrer"'
            said += f" <a {away}>{plain(t('open outside'))}</a>"
    if evidence.sha256:
        said += f' <span class="ahd-code">SHA-256 {plain(evidence.sha256)}</span>'
    return f"<p>{said}</p>"


def _source(source: SourceRef) -> None:
    where = [source.name, source.sheet or "", t("row {row}", row=source.row)]
    loaded = date_long(source.loaded_at.astimezone(desk().settings.zone).date(), language())
    told = [
        (t("File"), " · ".join(part for part in where if part)),
        (t("Loaded"), t("{day} by {who}", day=loaded, who=recorded_by(source.loaded_by))),
        ("SHA-256", source.sha256),
    ]
    st.html(f'<dl class="ahd-facts">{"".join(_fact(*pair) for pair in told)}</dl>')
    _file(source)
    standing = [(f"{column}{source.row}", text) for column, text in source.cells]
    cells = as_table((t("Cell"), t("As it stood")), standing)
    st.html(picture.table_html(cells, caption=t("The row as it stood in the file"), text=True))


def _file(source: SourceRef) -> None:
    """The sender's own file, to those who work here (nobody else is told of a source), as long as it is kept."""
    path = desk().files.path(source.sha256)
    if path.is_file():
        st.download_button(
            t("Download the file as it was sent"),
            data=path.read_bytes,
            file_name=f"{source.sha256[:12]}-{Path(source.name).name}",
            mime="application/octet-stream",
            on_click="ignore",
            icon=":material/download:",
            key=f"source-{source.sha256[:12]}-{source.row}",
        )


def _event(what: str) -> str:
    words = {
        "created": t("First recorded"),
        "changed": t("Changed"),
        "undone": t("Taken back"),
        "deadline_correction": t("Deadline corrected"),
        "deadline_extension": t("Deadline moved"),
        "finding": t("A finding"),
        "claim": t("A claim"),
    }
    return words.get(what, "")


def _citation(one: CommitmentDetail, spoken: str) -> str:
    """Code, words, outcome and day in a language, the address that shows the same again, and what proves it unchanged."""
    view = place().view
    known_on = view.known_on or today()
    there = place().shared().but(language=spoken, code=one.line.code, on=as_of(), known_on=known_on)
    state = phrases.state_words(one.line, spoken)
    outcome = phrases.outcome_words(one.line, spoken)
    said = translate(
        "{code}: «{words}» – {outcome}. Ahd, as of {day}, revision {revision}.",
        spoken,
        code=one.line.code,
        words=one.texts.get(spoken) or one.line.text,
        outcome=translate("{outcome} – {state}", spoken, outcome=outcome, state=state.lower())
        if state
        else outcome,
        day=as_of(),
        revision=desk().revision(),
    )
    mark = detail.fingerprint(one, on=as_of(), known_on=known_on)
    return f"{said}\n{origin()}{there.address('/commitment')}\nSHA-256 {mark}"


def colour(one: CommitmentDetail) -> str:
    """The colour of its outcome."""
    return OUTCOME_COLOURS.get(one.line.outcome, OPEN)
