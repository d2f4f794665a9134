"""What is told to others: brief, publish, calendar, digest."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.common import (
    NEEDS_A_PERSON,
    PROGRESS,
    UNUSABLE,
    Codes,
    Day,
    Tongue,
    app,
    fail,
    know_codes,
    opened,
    own_language,
    say,
    target,
    tell,
    view_of,
)
from tracker.desk import EDITOR, Desk, look
from tracker.desk import updates as updating
from tracker.ledger import KnownTooEarly
from tracker.settings import settings
from tracker.store.public import CopyDamaged
from tracker.words import N_, formats, ntranslate

if TYPE_CHECKING:
    from tracker.briefs.hearing import Wanted


@app.command()
def brief(
    out: Annotated[Path, typer.Option(help="Write to this file: .pptx, .pdf, .docx or .xlsx.")],
    agency: Codes = None,
    district: Codes = None,
    region: Codes = None,
    basis: Codes = None,
    topic: Codes = None,
    partner: Codes = None,
    any_role: Annotated[
        bool, typer.Option("--any-role", help="Agencies in any role, not only as lead.")
    ] = False,
    language: Annotated[Tongue | None, typer.Option(help="Language of the brief.")] = None,
    on: Day = None,
    known_on: Day = None,
    since: Day = None,
    template: Annotated[
        Path | None, typer.Option(help="Make the slides on this .pptx or .potx of your own.")
    ] = None,
    internal: Annotated[
        bool, typer.Option("--internal", help="For your own eyes: with what is not published.")
    ] = False,
) -> None:
    """Write a hearing brief: slides, PDF, document or workbook, of what is published unless it is internal."""
    from tracker.briefs import hearing

    format_ = out.suffix.lower().lstrip(".")
    if format_ not in hearing.FORMATS:
        fail(N_("A brief is a .pptx, .pdf, .docx or .xlsx: give --out such a name."))
    if template and format_ != "pptx":
        fail(N_("A template is for slides: give --out a name that ends in .pptx."))
    target(out)
    view = view_of(
        agency=agency,
        district=district,
        region=region,
        basis=basis,
        topic=topic,
        partner=partner,
        on=on,
        known_on=known_on,
        any_role=any_role,
    )
    wanted = hearing.Wanted(
        view, language.value if language else own_language(), since.date() if since else None, internal
    )
    with opened() as desk:
        know_codes(desk, view)
        _write_brief(desk, wanted, out, template)


def _write_brief(desk: Desk, wanted: "Wanted", out: Path, template: Path | None) -> None:
    """Build and save a brief; what is not in it is said."""
    from tracker.briefs import hearing

    if max(day for day in (wanted.view.on, wanted.view.known_on, desk.today()) if day) > desk.today():
        fail(N_("A day to come can't be told of yet: --on and --known-on are today at the latest."))
    try:
        inside = 0 if wanted.internal else hearing.left_out(desk, wanted)
        made = hearing.build(desk, EDITOR, wanted)
        hearing.save(made, out, desk.settings, template=template)
    except KnownTooEarly:
        fail(N_("A day can't be known before it comes: --on lies after --known-on."))
    except hearing.SinceTooLate:
        fail(N_("--since must be a day before the day of the brief."))
    except hearing.UnusableTemplate as error:
        tell(error.message(own_language()))
        raise typer.Exit(UNUSABLE) from error
    except hearing.NothingToTell:
        if inside:
            fail(
                N_(
                    "Of these commitments none is published, {n} are internal: publish them, or add --internal."
                ),
                status=NEEDS_A_PERSON,
                n=inside,
            )
        fail(N_("There is no commitment that fits; nothing was written."), status=NEEDS_A_PERSON)
    if inside:
        told = ntranslate(
            "{n} internal commitment was left out.",
            "{n} internal commitments were left out.",
            inside,
            own_language(),
        )
        tell(told)
    tell(f"{out}: {made.title}")


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(help="Folder of the site: new, empty, or a site made earlier.")],
    address: Annotated[
        str,
        typer.Option(
            help="Where the site will be found, as https://… (for the feed and the map of the site)."
        ),
    ] = "",
) -> None:
    """Make the public site: the complete report as plain files, for any web host or a memory stick."""
    from tracker.briefs import site

    if address and not address.startswith(("https://", "http://")):
        fail(N_("An address begins with https:// or http://."))
    if folder.exists() and not folder.is_dir():
        fail(N_("{folder} is a file; a site is a folder."), folder=str(folder))
    with opened() as desk:
        try:
            done = site.publish(desk, folder, address=address, progress=_tell_progress)
        except site.ForeignFiles as error:
            fail(
                N_(
                    "{folder} holds files that are not of the site: {files}. Nothing was written. Name another folder."
                ),
                folder=str(folder),
                files=formats.listing([str(name) for name in error.args], own_language()),
            )
        except CopyDamaged:
            fail(N_("The public copy of the database could not be made whole. The site was left as it is."))
    told = ntranslate(
        "{folder}: {n} file, {written} of them written anew, {removed} removed.",
        "{folder}: {n} files, {written} of them written anew, {removed} removed.",
        done.files,
        own_language(),
        folder=str(folder),
        written=formats.number(done.written, own_language()),
        removed=formats.number(done.removed, own_language()),
    )
    tell(told)


def _tell_progress(done: int, total: int) -> None:
    if total > PROGRESS and done % PROGRESS == 0:
        say(N_("{done} of {total} pages"), done=done, total=total)


@app.command()
def calendar(
    out: Annotated[Path, typer.Option(help="Write to this file, an .ics.")],
    agency: Codes = None,
    district: Codes = None,
    region: Codes = None,
    basis: Codes = None,
    topic: Codes = None,
    partner: Codes = None,
    any_role: Annotated[
        bool, typer.Option("--any-role", help="Agencies in any role, not only as lead.")
    ] = False,
    internal: Annotated[
        bool,
        typer.Option("--internal", help="With what is not public: for the organisation's own calendars."),
    ] = False,
    address: Annotated[
        str, typer.Option(help="Where the public site is found, as https://…, for links to its pages.")
    ] = "",
    language: Annotated[Tongue | None, typer.Option(help="Language of the calendar.")] = None,
) -> None:
    """Write the deadlines to come as a calendar that Outlook, Google and phones take in."""
    from tracker.briefs import calendar as writer
    from tracker.desk.asking import PUBLIC

    target(out, ".ics")
    if address and not address.startswith(("https://", "http://")):
        fail(N_("An address begins with https:// or http://."))
    view = view_of(
        agency=agency,
        district=district,
        region=region,
        basis=basis,
        topic=topic,
        partner=partner,
        any_role=any_role,
    )
    spoken = language.value if language else own_language()
    with opened() as desk:
        know_codes(desk, view)
        made = writer.write(desk, EDITOR if internal else PUBLIC, view, language=spoken, address=address)
    out.write_bytes(made)
    n = made.count(b"\r\nBEGIN:VEVENT\r\n")
    tell(f"{out}: {ntranslate('{n} deadline', '{n} deadlines', n, own_language())}")


@app.command()
def digest(
    partner: Annotated[
        str | None,
        typer.Option(help="The partner (code) whose commitments it tells of; without one the office's."),
    ] = None,
    to: Annotated[
        list[str] | None, typer.Option(help="Send to this address; may be given several times.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Write to this file instead of sending: .eml as a letter, else as text."),
    ] = None,
    language: Annotated[Tongue | None, typer.Option(help="Language of the reader.")] = None,
) -> None:
    """Tell what a week brought: newly overdue, due soon, without information; by mail, in a file or on the screen."""
    from tracker.briefs import digest as writer
    from tracker.desk.digest import digest as week

    if out:
        target(out, ".eml", ".txt")
    chosen, spoken = settings(), language.value if language else own_language()
    receivers = list(to or ())
    if not receivers and partner is None and chosen.digest_to:
        receivers = [one.strip() for one in chosen.digest_to.split(",") if one.strip()]
    if to and not out and not chosen.smtp_host:
        fail(N_("No mail server is set (AHD_SMTP_HOST), so nothing was sent."))
    sender = chosen.smtp_from or chosen.smtp_user or ""
    if not writer.is_address(sender):
        if chosen.smtp_host and receivers and not out:
            fail(N_("The digests need an address that they come from (AHD_SMTP_FROM)."))
        sender = "ahd@localhost"
    if wrong := [one for one in receivers if not writer.is_address(one)]:
        fail(N_("“{text}” is not an e-mail address."), text=writer.one_line(wrong[0]))
    with opened() as desk:
        try:
            told = week(desk, EDITOR, partner=partner, language=spoken)
        except updating.NoSuchPartner:
            known = formats.listing(list(look.names(desk, EDITOR).partners), own_language())
            fail(
                N_("No partner has the code {code}. Known are: {known}."),
                code=partner or "",
                known=known or "–",
            )
        made = writer.letter(desk, EDITOR, told, language=spoken, sender=sender, to=receivers)
        text = writer.text(look.names(desk, EDITOR), told, spoken)
    if out:
        out.write_bytes(made.as_bytes() if out.suffix.lower() == ".eml" else text.encode())
        say(N_("The digest is in {file}."), file=str(out))
    elif chosen.smtp_host and receivers:
        _send_digest(made, sender, receivers)
    else:
        typer.echo(text, nl=False)


def _send_digest(made: Any, sender: str, receivers: list[str]) -> None:
    """Send a letter; one that went to nobody, or not to all, is kept as a file."""
    from tracker.briefs import digest as writer

    try:
        refused = writer.send(made, settings(), sender=sender, to=receivers)
    except writer.Unencrypted:
        kept = _keep_digest(made)
        fail(
            N_("Without encryption (AHD_SMTP_STARTTLS) no password is sent. The digest is kept in {file}."),
            file=kept,
        )
    except writer.NotSent as error:
        kept = _keep_digest(made)
        fail(N_("The digest was not sent ({reason}). It is kept in {file}."), reason=error.reason, file=kept)
    if refused:
        fail(
            N_("The mail server refused {who}; the others have the digest. It is kept in {file}."),
            status=NEEDS_A_PERSON,
            who=formats.listing([f"{who} ({said})" for who, said in refused.items()], own_language()),
            file=_keep_digest(made),
        )
    say(N_("The digest was sent to {who}."), who=formats.listing(receivers, own_language()))


def _keep_digest(made: Any) -> str:
    folder = settings().data_dir / "digests"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"digest-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.eml"
    path.write_bytes(made.as_bytes())
    return str(path)
