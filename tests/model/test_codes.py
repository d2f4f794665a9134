"""Codes of commitments survive spreadsheets, and a mistyped one is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model.codes import code_of, is_code, looks_like_code


@pytest.mark.parametrize(
    ("number", "code"),
    # 1 mod 23 = 1 -> B; 42 mod 23 = 19 -> W (ABCDEFGHJKLMNPRSTUVWXYZ counted from nought); 23 -> A; 100000 mod 23 = 19
    [(1, "AH-00001-B"), (42, "AH-00042-W"), (23, "AH-00023-A"), (100_000, "AH-100000-W")],
)
def test_the_letter_is_the_number_modulo_23(number: int, code: str) -> None:
    assert code_of(number) == code
    assert is_code(code)


@given(st.integers(1, 9_999_999), st.data())
def test_one_wrong_digit_is_always_noticed(number: int, data: st.DataObject) -> None:
    code = code_of(number)
    places = [place for place, letter in enumerate(code) if letter.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([other for other in "0123456789" if other != code[place]]))
    assert not is_code(code[:place] + digit + code[place + 1 :])


@given(st.integers(1, 9_999_999), st.data())
def test_two_digits_exchanged_are_always_noticed(number: int, data: st.DataObject) -> None:
    code = code_of(number)
    first = data.draw(st.integers(3, code.rindex("-") - 2))
    exchanged = code[:first] + code[first + 1] + code[first] + code[first + 2 :]
    assert exchanged == code or not is_code(exchanged)


@pytest.mark.parametrize("text", ["0012", "1-2", "1E5", "AH-1-A", "ah-00001-B", "AH-00001-B "])
def test_other_codes_are_not_taken_for_ours(text: str) -> None:
    assert not looks_like_code(text)
