"""Passwords: what makes one good enough, and how they are kept."""

import re
import unicodedata
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.desk.accounts.shapes import Declined
from tracker.words import N_

SHORTEST: Final = 12
LONGEST: Final = 200
FEWEST_KINDS: Final = 5
# OWASP's password storage cheat sheet, first choice of argon2id: 19 MiB, two passes, one lane.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY: Final = _HASHER.hash("nobody has this password")
# What people take when they are told twelve letters, without its digits and signs, in English, Russian and Tajik.
_WORDS: Final = """
    password passwort passw pass administrator admin root user welcome letmein login secret changeme iloveyou
    monkey dragon sunshine princess football baseball master superman batman shadow michael jennifer
    computer internet trustno qwerty qwertyuiop qwertyui asdfghjkl asdfgh zxcvbnm qazwsx qazwsxedc abcdefgh
    abcdefghijkl abcabc tajikistan dushanbe khujand somoni tojikiston police militia ahd akhd
    пароль паролик админ администратор привет любовь секрет солнышко наташа марина александр россия москва
    йцукен йцукенг йцукенгшщз фывапролд ячсмить таджикистан душанбе худжанд сомони милиция полиция
    тоҷикистон хуҷанд парол рамз ассалом ассалому салом ватан модар падар
"""
COMMON: Final = frozenset(_WORDS.split())
_RUNS: Final = (
    "0123456789012345678901234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "йцукенгшщзхъфывапролджэячсмитьбю",
)


def require_good(password: str, *, login: str, name: str) -> str:
    """The password as it is kept (its letters in one form); raises `Declined` with the rule that it breaks.

    Length is what counts; no kind of letter is asked for. Refused is what is tried first: common words with digits
    around them, runs of the keyboard, the same few letters, and the person's own name.
    """
    settled = settle(password)
    if len(settled) < SHORTEST:
        raise Declined(
            N_(
                "A password has at least {n} letters. A few words that do not belong together are a good one."
            ),
            n=SHORTEST,
        )
    if len(settled) > LONGEST:
        raise Declined(N_("A password has at most {n} letters."), n=LONGEST)
    folded = settled.casefold()
    if len(set(folded)) < FEWEST_KINDS or _is_common(folded):
        raise Declined(N_("This password is one of those that are guessed first. Please take another."))
    for own in (login.partition("@")[0], *re.split(r"\W+", f"{login} {name}")):
        if len(own) >= 4 and len(folded.replace(own.casefold(), "")) < 8:
            raise Declined(N_("A password is more than one's own name. Please take another."))
    return settled


def settle(password: str) -> str:
    """The letters in one form, whichever keyboard they came from."""
    return unicodedata.normalize("NFKC", password)


def keep(password: str) -> str:
    """A settled password as it is kept: argon2id with a salt of its own."""
    return _HASHER.hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Whether a password is the one that is kept. Where none is, it takes as long and the answer is no."""
    if len(password) > LONGEST:
        return False
    try:
        return _HASHER.verify(kept or _NOBODY, settle(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether it was kept in a way that is weaker than today's."""
    return _HASHER.check_needs_rehash(kept)


def _is_common(folded: str) -> bool:
    letters = re.sub(r"[\W\d_]+", "", folded)
    # p4ssw0rd: digits and signs that stand for letters
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    spelled = re.sub(r"[\W\d_]+", "", core.translate(str.maketrans("01345$@", "oleassa")))
    if {letters, spelled} & COMMON or any(_made_of(each) for each in (letters, spelled)):
        return True
    plain = re.sub(r"[\W_]+", "", folded)
    runs = [run for forward in _RUNS for run in (forward, forward[::-1])]
    return any(len(left) < 5 for left in (_without_runs(plain, runs), _without_repeats(plain)))


def _made_of(letters: str) -> bool:
    """Whether it is one common word twice or more."""
    return any(
        letters == word * (len(letters) // len(word)) for word in COMMON if len(letters) >= 2 * len(word)
    )


def _without_runs(text: str, runs: list[str]) -> str:
    """The text without its stretches of four and more that run along an alphabet, a keyboard or the digits."""
    left, at = "", 0
    while at < len(text):
        longest = max(_run_at(text, at, run) for run in runs)
        if longest >= 4:
            at += longest
        else:
            left += text[at]
            at += 1
    return left


def _run_at(text: str, at: int, run: str) -> int:
    length = 0
    while at + length < len(text) and text[at : at + length + 1] in run:
        length += 1
    return length


def _without_repeats(text: str) -> str:
    """What is said again and again, once: "abcabcabcabc" is three letters."""
    for size in range(1, len(text) // 2 + 1):
        if (text[:size] * (len(text) // size + 1))[: len(text)] == text:
            return text[:size]
    return text
