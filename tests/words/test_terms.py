"""Every code has its official word, and every outcome its sentence."""

import csv
from enum import StrEnum
from pathlib import Path

import pytest

from tracker.model import vocabulary
from tracker.words import LANGUAGES, extract, terms
from tracker.words.faults import messages_of, singular_of, texts_of
from tracker.words.speak import catalogue_path

ROOT = Path(__file__).parents[2]
OUTCOMES = (
    *("kept_on_time", "kept_late", "overdue", "ahead", "open"),
    *("being_kept", "not_being_kept", "undated", "withdrawn"),
)
OFFICIAL = {
    "st.not_started": ("status", "not_started"),
    "st.in_progress": ("status", "in_progress"),
    "st.partly": ("status", "partly_fulfilled"),
    "st.fulfilled": ("status", "fulfilled"),
    "st.not_fulfilled": ("status", "not_fulfilled"),
    "st.unknown": ("sub_status", "no_information"),
    "st.overdue": ("outcome", "overdue"),
    "law": ("basis", "law"),
    "strategy": ("basis", "strategy"),
    "programme": ("basis", "programme"),
    "action_plan": ("basis", "action_plan"),
    "document": ("evidence", "document"),
    "co_executor": ("agency_role", "joint"),
    "no_due_date": ("outcome", "undated"),
}


def reference() -> dict[str, dict[str, str]]:
    with (ROOT / "data/reference/terms.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("status", vocabulary.Status),
        ("cadence", vocabulary.Cadence),
        ("basis", vocabulary.BasisKind),
        ("forum", vocabulary.ForumKind),
        ("agency_role", vocabulary.AgencyRole),
        ("visibility", vocabulary.Visibility),
        ("evidence", vocabulary.EvidenceKind),
        ("reporter", vocabulary.ReporterKind),
        ("role", vocabulary.Role),
    ],
)
def test_every_code_of_the_model_has_a_word(kind: terms.Kind, codes: type[StrEnum]) -> None:
    assert set(terms.LABELS[kind]) == {str(code) for code in codes}


def test_every_outcome_has_a_word_and_a_definition() -> None:
    assert tuple(terms.LABELS["outcome"]) == tuple(terms.DEFINITIONS) == OUTCOMES


def test_a_sub_status_is_a_status_or_no_information() -> None:
    assert set(terms.LABELS["sub_status"]) == set(terms.LABELS["status"]) | {"no_information"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", terms.LABELS)
def test_two_codes_never_share_a_word(kind: terms.Kind, language: str) -> None:
    words = [terms.label(kind, code, language) for code in terms.LABELS[kind]]
    assert len(set(words)) == len(words)


def test_the_outcomes_are_called_what_russian_reports_call_them() -> None:
    assert [
        terms.label("outcome", code, "ru") for code in ("kept_on_time", "kept_late", "overdue", "withdrawn")
    ] == [
        "Исполнено в срок",
        "Исполнено с нарушением срока",
        "Просрочено",
        "Снято с контроля",
    ]


@pytest.mark.parametrize("key", OFFICIAL)
@pytest.mark.parametrize("language", ["ru", "tg"])
def test_the_words_are_those_of_the_reference_table(key: str, language: str) -> None:
    kind, code = OFFICIAL[key]
    assert terms.label(kind, code, language) in reference()[key][language].split(" / ")  # type: ignore[arg-type]


def test_tajik_that_the_reference_table_is_not_sure_of_is_marked() -> None:
    marked = {tajik.casefold() for _, tajik in extract.composed()}
    for key, (kind, code) in OFFICIAL.items():
        unsure = not reference()[key]["tg_status"].startswith("attested")
        word = terms.label(kind, code, "tg")  # type: ignore[arg-type]
        assert (word.casefold() in marked) == unsure, word


# Where a word of the table means something else on a page; the reason stands beside it.
OTHERWISE = {
    ("official", "Official"): "pages speak of posts, never of persons: «должность», «мансаб» (the table's row “position”)",
    ("agencies", "Agencies"): "the plain plural of «идора»; «вазорату идораҳо» would name ministries alone besides",
    ("measure", "Measure"): "a figure that is measured, not a measure that is taken (the table's row “indicator”)",
    ("st.withdrawn", "Withdrawn"): "«снято с контроля» is what reports say",
    ("open", "Open"): "an outcome: its deadline has not come yet",
    ("upload", "Upload"): "the button that opens the choice of a file",
    ("all", "All"): "stands over a sum (the table's row “total”)",
}  # fmt: skip


def said(language: str) -> list[tuple[str, str, bool]]:
    """Every English sentence with its translation, and whether it is marked as composed."""
    catalogue = extract._read(language, catalogue_path(language))
    return [
        (singular_of(message), texts_of(message)[0], extract.COMPOSED in message.user_comments)
        for message in messages_of(catalogue)
    ]


@pytest.mark.parametrize("language", ["ru", "tg"])
def test_whatever_the_table_has_is_called_so_everywhere(language: str) -> None:
    by_english = {}
    for english, text, composed in said(language):
        by_english.setdefault(english.casefold(), []).append((english, text, composed))
    otherwise, checked = [], 0
    for row in reference().values():
        official = [word.casefold() for word in row[language].split(" / ")]
        for english in row["en"].split(" / "):
            for msgid, text, composed in by_english.get(english.casefold(), []):
                if (row["key"], msgid) in OTHERWISE:
                    continue
                checked += 1
                if text.casefold() not in official:
                    otherwise.append(f"{msgid}: {text}, and in the table {row[language]}")
                elif language == "tg" and composed == row["tg_status"].startswith("attested"):
                    otherwise.append(f"{msgid}: {text} is {row['tg_status']}")
    assert otherwise == []
    assert checked >= 40


def test_a_definition_is_one_sentence() -> None:
    for language in LANGUAGES:
        for outcome in OUTCOMES:
            sentence = terms.definition(outcome, language)
            assert sentence.endswith(".") and ". " not in sentence


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        terms.label("status", "nearly", "en")
