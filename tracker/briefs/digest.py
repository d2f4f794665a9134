"""The weekly digest as a letter in plain text, sent through the mail server where there is one."""

import re
import smtplib
import ssl
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import Final

from tracker.desk import Asker, Desk, look
from tracker.desk.answers import CommitmentLine
from tracker.desk.catalogue import Catalogue
from tracker.desk.digest import Digest, Part, Waiting
from tracker.settings import Settings
from tracker.words import formats, ntranslate, translate

SECONDS: Final = 30
IMPLICIT_TLS: Final = 465
HERE: Final = ("127.0.0.1", "localhost", "::1")
_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_NOT_A_LINE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class NotSent(Exception):
    """The letter went to nobody. `reason` is what the mail server, or the way to it, said."""

    def __init__(self, reason: str) -> None:
        """Keep the reason, on one line."""
        super().__init__(reason)
        self.reason = one_line(reason)


class Unencrypted(NotSent):
    """A password would have gone over the network for everybody to read."""


def letter(
    desk: Desk, asker: Asker, told: Digest, *, language: str, sender: str, to: Sequence[str]
) -> EmailMessage:
    """The digest as a message. Whatever a name holds, it stays in its header."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = subject(look.names(desk, asker), told, language)
    made["From"] = sender
    if to:
        made["To"] = ", ".join(to)
    made["Date"] = format_datetime(desk.clock())
    made["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text(look.names(desk, asker), told, language), cte="base64")
    made["Content-Language"] = language  # set_content throws away what was said of the content before
    return made


def subject(names: Catalogue, told: Digest, language: str) -> str:
    """What the letter is called."""
    if told.partner is None:
        return translate("Commitments: the week to {day}", language, day=told.on)
    return translate(
        "Commitments of {partner}: the week to {day}",
        language,
        partner=one_line(names.partners[told.partner].name(language)),
        day=told.on,
    )


def text(names: Catalogue, told: Digest, language: str) -> str:
    """The digest in words, a line a commitment."""
    writer = _Writer(names, language)
    said = [subject(names, told, language)]
    if told.illustration:
        said.append(translate("Illustration: invented data.", language))
    overdue, soon, quiet = told.overdue, told.soon, told.quiet
    head = translate("Newly overdue since {day}: {n}", language, day=told.since, n=overdue.total)
    said += writer.part(head, overdue, lambda one: formats.days_overdue(one.days or 0, language))
    head = translate("Deadlines in the next 30 days: {n}", language, n=soon.total)
    said += writer.part(head, soon, lambda one: formats.due_in(one.days or 0, language))
    head = translate(
        "Due, and nothing was found out within {days}: {n}",
        language,
        days=formats.days(told.coverage_days, language),
        n=quiet.total,
    )
    said += writer.part(head, quiet, writer.last_heard)
    if told.waiting is not None:
        said += writer.waiting(told.waiting)
    return "\n\n".join(said) + "\n"


class _Writer:
    """Writes the parts of a digest in one language."""

    def __init__(self, names: Catalogue, language: str) -> None:
        self.names, self.language = names, language

    def part(self, head: str, part: Part, told: Callable[[CommitmentLine], str]) -> list[str]:
        """A heading, and a paragraph for each commitment listed."""
        lines = [self._line(one, told(one)) for one in part.lines]
        if more := part.total - len(part.lines):
            lines.append(ntranslate("… and {n} more", "… and {n} more", more, self.language))
        return [f"== {head} ==", *lines]

    def _line(self, one: CommitmentLine, told: str) -> str:
        lead = self.names.agencies[one.lead].name(self.language) if one.lead in self.names.agencies else ""
        deadline = formats.date_long(one.deadline, self.language) if one.deadline else ""
        facts = " · ".join(one_line(part) for part in (deadline, told, lead) if part)
        return f"{one.code}  {one_line(one.text)}\n    {facts}"

    def last_heard(self, one: CommitmentLine) -> str:
        """The day of the last finding, or that there is none."""
        if one.latest_on is None:
            return translate("no finding yet", self.language)
        return translate("last finding {day}", self.language, day=one.latest_on)

    def waiting(self, waiting: Waiting) -> list[str]:
        """What waits for a person at the office."""
        counts = (
            translate("Fulfilments that nobody has checked: {n}", self.language, n=waiting.fulfilments),
            translate("Pairs that may be the same commitment: {n}", self.language, n=waiting.pairs),
            translate("Conflicts with a partner's workbook: {n}", self.language, n=waiting.conflicts),
            translate("Commitments proposed by partners: {n}", self.language, n=waiting.proposals),
        )
        head = translate("Waiting for review: {n}", self.language, n=waiting.total)
        return [f"== {head} ==", "\n".join(counts)]


def one_line(told: str) -> str:
    """A text without line breaks and control characters."""
    return " ".join(_NOT_A_LINE.sub(" ", told).split())


def is_address(written: str) -> bool:
    """Whether this is one plain e-mail address, without a name and without room for a header."""
    return _ADDRESS.fullmatch(written) is not None


def send(made: EmailMessage, chosen: Settings, *, sender: str, to: Sequence[str]) -> dict[str, str]:
    """Send the letter; returns whom the server refused, with its words. Raises `NotSent` when nobody got it."""
    host, port = chosen.smtp_host or "", chosen.smtp_port
    encrypted = chosen.smtp_starttls or port == IMPLICIT_TLS
    if chosen.smtp_user and not encrypted and host not in HERE:
        raise Unencrypted(host)
    try:
        with _connected(host, port, chosen) as server:
            if chosen.smtp_user and chosen.smtp_password:
                server.login(chosen.smtp_user, chosen.smtp_password.get_secret_value())
            refused = server.send_message(made, from_addr=sender, to_addrs=list(to))
    except smtplib.SMTPRecipientsRefused as error:
        raise NotSent(
            "; ".join(f"{who}: {_answer(said)}" for who, said in error.recipients.items())
        ) from error
    except smtplib.SMTPResponseException as error:
        raise NotSent(_answer((error.smtp_code, error.smtp_error))) from error
    except (OSError, ssl.SSLError) as error:  # smtplib's own errors are OSErrors
        raise NotSent(str(error) or type(error).__name__) from error
    return {who: one_line(_answer(said)) for who, said in refused.items()}


def _connected(host: str, port: int, chosen: Settings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if port == IMPLICIT_TLS:
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    server = smtplib.SMTP(host, port, timeout=SECONDS)
    try:
        if chosen.smtp_starttls:
            server.starttls(context=context)
    except BaseException:
        server.close()
        raise
    return server


def _answer(said: tuple[int, bytes | str]) -> str:
    code, words = said
    return f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
