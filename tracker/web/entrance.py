"""The way in: signing in, using a one-time link, changing one's password. Plain HTML forms that need no script.

A form is taken only from the browser it was given to: it carries a word that a cookie of that browser holds as well, so
that no other site can sign somebody in, or as somebody else.
"""

import asyncio
import html
import secrets
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, TypeVar
from urllib.parse import parse_qs, quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tracker.desk import PUBLIC, Asker, Desk, accounts
from tracker.desk.accounts import Declined, Entered, LinkUseless, NotRecognised, TooOften
from tracker.store import StoreBusy
from tracker.web import doors
from tracker.web.doors import COOKIE, INVITATION, LOGIN, PASSWORD, cookie_name, cookie_of, is_secure
from tracker.web.shell import YEAR, language_of
from tracker.words import LANGUAGES, N_, Value, language_name, translate
from tracker.words.choosing import COOKIE as LANGUAGE_COOKIE
from tracker.words.choosing import PARAMETER
from tracker.words.formats import date_long

FORM_COOKIE: Final = "ahd_form"
LARGEST: Final = 20_000
AT_ONCE, MOST_WAITING = 2, 20
POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
STALE: Final = N_(
    "This form was not given to this browser, or long ago. Nothing was done; please try once more."
)
CROWDED: Final = N_("Many are signing in at this moment. Please try again in a few seconds.")
TWICE: Final = N_("The two passwords are not the same. Nothing was changed.")
FORGOTTEN: Final = N_("Forgotten the password? An administrator gives you a link to a new one.")

Answer = TypeVar("Answer")
# A password costs memory and time on purpose; more than two at once, or a long queue, would take both from everybody.
_hashing = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="entrance")
_waiting = 0


class Crowded(Exception):
    """Too many wait for their password to be looked at."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it is drawn: where it goes, its title, what stands above it and in it, and what went wrong."""

    path: str
    title: str
    lede: str
    button: str
    fields: tuple["Field", ...]
    hidden: dict[str, str] = field(default_factory=dict)
    wrong: str = ""
    below: tuple[str, ...] = ()
    other: tuple[str, str] | None = None
    """Another way in: the words of the link, and where it leads."""


@dataclass(frozen=True, slots=True)
class Field:
    """One line to fill in; `hint` is told below it."""

    name: str
    label: str
    kind: str = "password"
    complete: str = "current-password"
    value: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider whose word on who somebody is counts here: what it is called, and where its sign-in begins."""

    name: str
    path: str


class Entrance:
    """The forms over one installation."""

    def __init__(self, desk: Callable[[], Desk], provider: Callable[[], Provider | None]) -> None:
        self.desk = desk
        self.provider = provider

    def routes(self) -> list[Route]:
        """GET and POST of each form."""
        forms: tuple[tuple[str, Callable[[Request], Awaitable[Response]]], ...] = (
            (LOGIN, self._login),
            (INVITATION, self._invitation),
            (PASSWORD, self._password),
        )
        return [Route(path, form, methods=["GET", "POST"]) for path, form in forms]

    async def _login(self, request: Request) -> Response:
        if request.method == "GET":
            given = request.query_params
            if self._key(request) and await self._asker(request) is not None:
                return RedirectResponse(doors.local_path(given.get("next")), status_code=303)
            return self._draw(request, self._login_form(request, back=given.get("next", "")))
        given_ = await _filled_in(request)
        back, login = given_.get("next", ""), given_.get("login", "")[:200]
        form = self._login_form(request, back=back, login=login)
        enter = partial(
            accounts.enter,
            self.desk(),
            PUBLIC,
            login=login,
            password=given_.get("password", ""),
            address=_address(request),
        )
        return await self._enter(request, form, given_, enter, to=doors.local_path(back))

    async def _invitation(self, request: Request) -> Response:
        given = await _filled_in(request) if request.method == "POST" else dict(request.query_params)
        word = given.get("word", "")[:200]
        try:
            line = await self._in_thread(partial(accounts.welcome, self.desk(), PUBLIC, word))
        except LinkUseless as useless:
            form = self._login_form(request, back="")
            told = useless.message(self.language(request))
            return self._draw(request, replace(form, wrong=told), status=410)
        form = self._invitation_form(request, word, line)
        if request.method == "GET":
            return self._draw(request, form)
        if given.get("password") != given.get("again"):
            return self._draw(request, replace(form, wrong=self._say(request, TWICE)), status=422)
        accept = partial(accounts.accept, self.desk(), PUBLIC, word, password=given.get("password", ""))
        return await self._enter(request, form, given, accept, to="/")

    async def _password(self, request: Request) -> Response:
        asker = doors.signed_in(request)
        if asker is None:
            return RedirectResponse(LOGIN, status_code=303)
        form = self._password_form(request, asker.name)
        if request.method == "GET":
            return self._draw(request, form)
        given = await _filled_in(request)
        new, address = given.get("password", ""), _address(request)
        if new != given.get("again"):
            return self._draw(request, replace(form, wrong=self._say(request, TWICE)), status=422)

        old, desk = given.get("old", ""), self.desk()
        change = partial(accounts.change_password, desk, asker, old=old, new=new, address=address)
        return await self._enter(request, form, given, change, to="/")

    async def _enter(
        self, request: Request, form: Form, given: dict[str, str], enter: Callable[[], Entered], *, to: str
    ) -> Response:
        """Do what lets somebody in, and lead on with a cookie; or draw the form again with what went wrong."""
        if not self._is_ours(request, given):
            return self._draw(request, replace(form, wrong=self._say(request, STALE)), status=403)
        try:
            await asyncio.sleep(self.desk().doorkeeper.pause())
            entered = await self._slowly(enter)
        except TooOften as often:
            return self._again(request, form, often, 429, {"retry-after": str(often.seconds)})
        except NotRecognised as unknown:
            return self._again(request, form, unknown, 403)
        except Declined as declined:
            return self._again(request, form, declined, 422)
        except (Crowded, StoreBusy):
            return self._draw(request, replace(form, wrong=self._say(request, CROWDED)), status=503)
        return await self.lead_in(request, entered, to)

    async def lead_in(self, request: Request, entered: Entered, to: str) -> Response:
        """The way on for somebody who has just signed in; the session that this browser had before is over."""
        before, asker = self._key(request), await self._asker(request)
        if before and asker is not None and asker.account is not None:
            await self._in_thread(partial(accounts.leave, self.desk(), asker, before))
        answer = RedirectResponse(to, status_code=303, headers={"cache-control": "no-store"})
        self._set_cookie(request, answer, COOKIE, entered.word, same_site="Lax")
        return answer

    def decline(self, request: Request, told: str, status: int) -> Response:
        """The form for signing in, with what went wrong on another way in."""
        return self._draw(request, replace(self._login_form(request, back=""), wrong=told), status=status)

    def _again(
        self, request: Request, form: Form, why: Declined, status: int, more: dict[str, str] | None = None
    ) -> Response:
        told = replace(form, wrong=why.message(self.language(request)))
        return self._draw(request, told, status=status, more=more)

    def _login_form(self, request: Request, *, back: str, login: str = "") -> Form:
        say = partial(self._say, request)
        provider = self.provider()
        other = None
        if provider is not None:
            words = say(N_("Sign in with {provider}"), provider=provider.name)
            other = (words, f"{provider.path}?{urlencode({'next': doors.local_path(back)})}")
        return Form(
            path=LOGIN,
            title=say(N_("Sign in")),
            lede=say(N_("This desk is for the people who keep the records, and for their partners.")),
            button=say(N_("Sign in")),
            fields=(
                Field("login", say(N_("Name or address")), "text", "username", value=login),
                Field("password", say(N_("Password"))),
            ),
            hidden={"next": back} if back else {},
            below=(say(FORGOTTEN),),
            other=other,
        )

    def _invitation_form(self, request: Request, word: str, line: accounts.LinkLine) -> Form:
        say, language = partial(self._say, request), self.language(request)
        invited = line.purpose == "invitation"
        until = date_long(line.expires_at.astimezone(self.desk().settings.zone).date(), language)
        return Form(
            path=INVITATION,
            title=say(N_("Welcome, {name}"), name=line.name) if invited else say(N_("A new password")),
            lede=say(N_("Choose a password, and you are in. This link works once, until {day}."), day=until),
            button=say(N_("Set the password and sign in")),
            fields=(
                Field("login", say(N_("You sign in as")), "readonly", "username", value=line.login),
                *self._new_password(request),
            ),
            hidden={"word": word},
        )

    def _password_form(self, request: Request, name: str) -> Form:
        say = partial(self._say, request)
        return Form(
            path=PASSWORD,
            title=say(N_("Change the password")),
            lede=say(
                N_("Signed in as {name}. All other places where you are signed in are signed out."), name=name
            ),
            button=say(N_("Change the password")),
            fields=(Field("old", say(N_("Present password"))), *self._new_password(request)),
            other=(say(N_("Back to the dashboard")), "/"),
        )

    def _new_password(self, request: Request) -> tuple[Field, Field]:
        say = partial(self._say, request)
        hint = say(
            N_("At least {n} letters; a few words that do not belong together are a good one."),
            n=accounts.SHORTEST,
        )
        return (
            Field("password", say(N_("New password")), complete="new-password", hint=hint),
            Field("again", say(N_("The same once more")), complete="new-password"),
        )

    def _draw(
        self, request: Request, form: Form, *, status: int = 200, more: dict[str, str] | None = None
    ) -> Response:
        word = self._form_word(request)
        given = word or secrets.token_urlsafe(32)
        page = _page(form, given, self.language(request), self._languages(request, form))
        headers = {
            "content-security-policy": POLICY,
            "content-language": self.language(request),
            "cache-control": "no-store",
            **(more or {}),
        }
        answer = Response(page, status_code=status, media_type="text/html", headers=headers)
        if word is None:
            self._set_cookie(request, answer, FORM_COOKIE, given, same_site="Strict")
        if (asked := request.query_params.get(PARAMETER)) in LANGUAGES:
            chosen = f"{LANGUAGE_COOKIE}={asked}; Path=/; Max-Age={YEAR}; SameSite=Lax; HttpOnly"
            answer.headers.append("set-cookie", chosen)
        return answer

    def _languages(self, request: Request, form: Form) -> str:
        """Links to the same form in the other languages."""
        now, kept = self.language(request), {**form.hidden}
        links = []
        for code in LANGUAGES:
            address = html.escape(f"{form.path}?{urlencode({PARAMETER: code, **kept}, quote_via=quote)}")
            current = ' aria-current="true"' if code == now else ""
            name = html.escape(language_name(code))
            links.append(f'<a href="{address}" lang="{code}" hreflang="{code}"{current}>{name}</a>')
        return "".join(links)

    def _set_cookie(
        self, request: Request, answer: Response, name: str, value: str, *, same_site: str
    ) -> None:
        """A cookie that scripts do not see and that goes with the browser; over https only this host could have set it."""
        secure = self._secure(request)
        marks = f"; Path=/; HttpOnly; SameSite={same_site}" + ("; Secure" if secure else "")
        answer.headers.append("set-cookie", f"{cookie_name(name, secure)}={value}{marks}")

    def _is_ours(self, request: Request, given: dict[str, str]) -> bool:
        word = self._form_word(request)
        return word is not None and secrets.compare_digest(word.encode(), given.get("form", "").encode())

    def _form_word(self, request: Request) -> str | None:
        word = cookie_of(request.scope, cookie_name(FORM_COOKIE, self._secure(request)))
        return word if word is not None and len(word) == 43 and word.isascii() else None

    def _secure(self, request: Request) -> bool:
        return is_secure(request.scope, self.desk().settings.site_url)

    def _key(self, request: Request) -> str | None:
        return doors.session_key(request.scope, self.desk().settings.site_url)

    async def _asker(self, request: Request) -> Asker | None:
        return await self._in_thread(partial(accounts.asker_of, self.desk(), self._key(request)))

    def language(self, request: Request) -> str:
        """The language of the reader."""
        return language_of(request, self.desk().settings.language)

    def _say(self, request: Request, msgid: str, /, **values: Value) -> str:
        return translate(msgid, self.language(request), **values)

    async def _in_thread(self, act: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(None, act)

    async def _slowly(self, act: Callable[[], Answer]) -> Answer:
        """Do what costs a password's time, at most two at once; raises `Crowded` where too many wait already."""
        global _waiting
        if _waiting >= MOST_WAITING:
            raise Crowded
        _waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(_hashing, act)
        finally:
            _waiting -= 1


def _address(request: Request) -> str | None:
    return request.client.host if request.client else None


async def _filled_in(request: Request) -> dict[str, str]:
    """The fields of a form that was sent; of one that is too large to be ours, nothing."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return {}
    try:
        found = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[0] for name, values in found.items()}


def _page(form: Form, word: str, language: str, languages: str) -> str:
    title, ahd = html.escape(form.title), html.escape(translate("Ahd", language))
    hidden = {"form": word, **form.hidden}
    unseen = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in hidden.items()
    )
    wrong = f'<p class="wrong" role="alert" id="wrong">{html.escape(form.wrong)}</p>' if form.wrong else ""
    other = (
        f'<p class="other"><a href="{html.escape(form.other[1])}">{html.escape(form.other[0])}</a></p>'
        if form.other
        else ""
    )
    below = "".join(f"<p>{html.escape(line)}</p>" for line in form.below)
    chosen = html.escape(translate("Language", language))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{title} – {ahd}</title>"
        '<link rel="icon" href="/app/static/logo.svg"><link rel="stylesheet" href="/embed/fonts.css">'
        '<link rel="stylesheet" href="/app/static/entrance.css"></head><body>'
        f'<header><span class="brand"><img src="/app/static/logo.svg" alt="" width="28" height="28">{ahd}</span>'
        f'<nav aria-label="{chosen}">{languages}</nav></header>'
        f'<main><h1>{title}</h1><p class="lede">{html.escape(form.lede)}</p>{wrong}'
        f'<form method="post" action="{form.path}">{unseen}{"".join(_line(one, form) for one in form.fields)}'
        f'<button type="submit">{html.escape(form.button)}</button></form>{other}'
        f"<footer>{below}</footer></main></body></html>"
    )


def _line(one: Field, form: Form) -> str:
    about = [name for name, there in ((f"{one.name}-hint", one.hint), ("wrong", form.wrong)) if there]
    described = f' aria-describedby="{" ".join(about)}"' if about else ""
    kind = "text" if one.kind == "readonly" else one.kind
    marks = " readonly" if one.kind == "readonly" else " required"
    empty = next((each for each in form.fields if not each.value), None)
    first = " autofocus" if one is empty else ""
    hint = f'<p class="hint" id="{one.name}-hint">{html.escape(one.hint)}</p>' if one.hint else ""
    return (
        f'<label for="{one.name}">{html.escape(one.label)}</label>'
        f'<input id="{one.name}" name="{one.name}" type="{kind}" value="{html.escape(one.value)}" maxlength="200" '
        f'autocomplete="{one.complete}" autocapitalize="none" spellcheck="false"{marks}{first}{described}>{hint}'
    )
