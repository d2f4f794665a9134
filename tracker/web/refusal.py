"""A refusal before any page: one plain sentence, in the language of the browser that is refused."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from tracker.words import LANGUAGES, translate
from tracker.words.choosing import choose


def refusal(headers: Headers, msgid: str, status: int) -> PlainTextResponse:
    """The sentence (marked for translation) as an answer; nothing else of the request is looked at, and none is kept."""
    accepted = headers.get("accept-language")
    language = choose(asked=None, remembered=None, accepted=accepted, default=LANGUAGES[0])
    return PlainTextResponse(
        translate(msgid, language),
        status_code=status,
        headers={"cache-control": "no-store", "vary": "accept-language"},
    )
