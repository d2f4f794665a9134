"""Which passwords are taken, and how they are kept."""

import pytest

from tracker.desk.accounts import Declined, passwords


def taken(password: str) -> bool:
    try:
        passwords.require_good(password, login="zarina.k@umed.example", name="Зарина Каримова")
    except Declined:
        return False
    return True


@pytest.mark.parametrize(
    "password",
    ["пять тихих рек", "horse battery staple", "Kj8$tra lunga via", "баҳор омад хуш", "12 лун над Памиром"],
)
def test_a_few_words_are_a_good_password(password: str) -> None:
    assert taken(password)


@pytest.mark.parametrize(
    "password",
    [
        "eleven char",
        "p4ssw0rd1234",
        "Password2026!",
        "123456789012",
        "qwertyuiop12",
        "йцукенгшщзхъ",
        "aaaaaaaaaaaaaaa",
        "abababababab",
        "passwordpassword",
        "пароль202612",
        "1q2w3e4r5t6y",
        "abcdefghijkl",
        "zyxwvutsrqpo",
        "Таджикистан2026",
        "Зарина202611",
        "каримова1234",
        "zarina.k1234",
        "x" * 201,
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    assert not taken(password)


def test_no_kind_of_letter_is_asked_for() -> None:
    assert taken("nur kleine buchstaben")


def test_the_same_letters_from_another_keyboard_are_the_same_password() -> None:
    kept = passwords.keep(passwords.require_good("й дар охири роҳ", login="x1", name="Yy"))
    assert passwords.fits(kept, "й дар охири роҳ")


def test_it_is_kept_as_argon2id_with_a_salt_of_its_own() -> None:
    once, again = passwords.keep("пять тихих рек"), passwords.keep("пять тихих рек")
    assert once.startswith("$argon2id$v=19$m=19456,t=2,p=1$") and once != again
    assert passwords.fits(once, "пять тихих рек") and not passwords.fits(once, "пять тихих рук")
    assert not passwords.is_outdated(once)


def test_where_none_is_kept_none_fits() -> None:
    assert not passwords.fits(None, "nobody has this password")
