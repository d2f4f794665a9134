"""What every format says in the same words: labels, stamps, and one commitment in phrases."""

from tracker.briefs.shapes import Brief, Group, Item, Row, Said
from tracker.words import N_, language_name, ntranslate, translate
from tracker.words.formats import date_long, date_short, days_overdue, listing, rate_text
from tracker.words.terms import label


def illustration_words(language: str) -> str:
    """The label that everything made from the sample carries."""
    return translate(
        "Illustration: these commitments and findings are invented to show how the dashboard works.", language
    )


def internal_words(language: str) -> str:
    """The label of what stays in the house."""
    return translate("Internal: not to be handed on", language)


def stamp(brief: Brief) -> str:
    """What stands at the foot of every page: the day, the revision, and the beginning of the fingerprint."""
    return translate(
        "Ahd · as of {day} · revision {revision} · SHA-256 {fingerprint}…",
        brief.language,
        day=brief.on,
        revision=brief.revision,
        fingerprint=brief.fingerprint[:16],
    )


def made_words(brief: Brief) -> str:
    """When it was made, and as known on which day."""
    return translate(
        "Made on {made}, as known on {known}", brief.language, made=brief.made_on, known=brief.known_on
    )


def same_view(brief: Brief) -> str:
    """How to see the same: the link; where the installation has no address, what to choose in it."""
    if brief.link:
        return brief.link
    chosen = "; ".join(f"{name}: {value}" for name, value in brief.scope)
    return translate(
        "In Ahd: {chosen}; as of {day}, as known on {known}",
        brief.language,
        chosen=chosen or translate("All commitments", brief.language),
        day=brief.on,
        known=brief.known_on,
    )


def item_title(item: Item, language: str) -> str:
    """Who is late by how much."""
    who = item.lead or translate("No agency named", language)
    if item.outcome == "overdue" and item.days is not None:
        return translate("{who}: {late}", language, who=who, late=days_overdue(item.days, language))
    return translate(
        "{who}: {late}", language, who=who, late=label("outcome", item.outcome, language).lower()
    )


def late_words(item: Item, language: str) -> str:
    """The deadline, what it was first, as it was written, and how long ago that is."""
    said = []
    if item.deadline is None:
        said.append(item.due_text or label("cadence", "continuous", language))
    else:
        said.append(date_short(item.deadline, language))
        if item.first_deadline and item.first_deadline != item.deadline:
            said.append(translate("first {day}", language, day=date_short(item.first_deadline, language)))
        if item.days is not None:
            said.append(days_overdue(item.days, language))
        if item.due_text:
            said.append(translate("written as “{text}”", language, text=item.due_text))
    return ", ".join(said)


def finding_words(said: Said | None, sub_status: str | None, language: str) -> str:
    """A finding or claim: the status with its day, what was said, and the evidence. `sub_status` is for a finding."""
    if said is None:
        if sub_status is None:
            return translate("Nothing has been reported.", language)
        return translate("No finding is recorded.", language)
    parts = [f"{label('status', said.status, language)}, {date_short(said.on, language)}"]
    parts += [said.note] if said.note else []
    parts += (
        [translate("Internal note: {note}", language, note=said.internal_note)] if said.internal_note else []
    )
    parts += said.evidence
    if said.confirmed:
        parts.append(translate("confirmed by a second person", language))
    elif sub_status is not None and not said.evidence:
        parts.append(translate("No evidence is published with it.", language))
    return "\n".join(parts)


def original_words(item: Item, language: str) -> str:
    """In which language the exact words are, where it is not the reader's."""
    if item.text_language == language:
        return ""
    return f" ({language_name(item.text_language)})"


def about_gap(group: Group, language: str) -> str:
    """What was found and what is claimed, of one agency."""
    return translate(
        "{name}: found {found}, claimed {claimed}",
        language,
        name=group.name,
        found=rate_text(group.kept, group.due, language),
        claimed=rate_text(group.claimed, group.due, language),
    )


def disputed_words(brief: Brief) -> str:
    """How many the agencies report as fulfilled and the monitors found otherwise, or have not checked; how silence counts."""
    claimed = [
        row for row in brief.rows if row.is_due and not row.is_kept and row.claim_status == "fulfilled"
    ]
    disputed = sum(row.latest_status is not None for row in claimed)
    if unchecked := len(claimed) - disputed:
        return translate(
            "Reported as fulfilled, and found otherwise: {n}; reported as fulfilled, and not checked yet: {unchecked}. "
            "No claim counts as not fulfilled.",
            brief.language,
            n=disputed,
            unchecked=unchecked,
        )
    return translate(
        "Reported as fulfilled, and found otherwise: {n}. No claim counts as not fulfilled.",
        brief.language,
        n=disputed,
    )


def facts_of(item: Item, language: str, *, internal: bool) -> list[tuple[str, str]]:
    """Who, where, since when, what was found and what the agency says: a name and what is known, a line each.

    A brief that is not `internal` knows of published replies alone.
    """

    def t(msgid: str) -> str:
        return translate(msgid, language)

    said: list[tuple[str, str]] = [
        (t("Who"), item.lead or t("No agency named")),
        (t("With"), listing(item.joint, language)),
        (t("Official"), listing(item.officials, language)),
        (t("Where"), item.places),
        (t("Since"), date_long(item.made_on, language) if item.made_on else ""),
        (t("Deadline"), late_words(item, language)),
        (t("Found"), finding_words(item.finding, item.sub_status or "", language)),
        (t("Claimed"), finding_words(item.claim, None, language)),
    ]
    for one in item.replies:
        who = translate("{who}, {day}", language, who=one.agency, day=date_short(one.on, language))
        said.append((t("Reply"), f"{who}\n{one.text}"))
    if item.finding is not None and not item.replies:
        nothing = N_("No reply to the finding is recorded.") if internal else N_("No reply is published.")
        said.append((t("Reply"), t(nothing)))
    return [(name, text) for name, text in said if text]


def outcome_of(row: Row, language: str) -> str:
    """What became of a commitment, with the days that belong to it."""
    if row.outcome == "overdue" and row.days is not None:
        return ntranslate("Overdue for {n} day", "Overdue for {n} days", row.days, language)
    if row.outcome == "kept_late" and row.days is not None:
        return ntranslate("Kept {n} day late", "Kept {n} days late", row.days, language)
    return label("outcome", row.outcome, language)
