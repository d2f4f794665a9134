"""No word that people see stands in the code outside the catalogues: neither in calls, nor in pieces of HTML, nor in templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.words.extract import ROOT

SPEAKING = (
    "tracker/ui",
    "tracker/figures",
    "tracker/briefs",
    "tracker/web",
    "tracker/cli",
    "pages",
    "dashboard.py",
)
CATALOGUED = {"translate", "t", "ntranslate", "tn", "ptranslate", "tp", "N_", "NP_"}
CATALOGUED |= {
    "shown",
    "shown_for",
}  # labels that a guide names: tests/briefs/test_guides.py asks for them elsewhere
# What these are told is for operators, for whoever mends the program, or (help) taken into the catalogues by name.
NOT_SHOWN = {
    "ValueError",
    "KeyError",
    "TypeError",
    "RuntimeError",
    "NotImplementedError",
    "TypeVar",
    "Option",
    "Argument",
    "typed",
}
TAGS = re.compile(r"<[^<>]*>|<[^<>]*$|^[^<>]*>(?=\S*$)|&[a-z]+;")
SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:]? [a-z]{2,}")
WORD = re.compile(r"[A-Z][a-z]{2,}[.:]?")
CYRILLIC = re.compile(r"[а-яёғӣқӯҳҷ]{2}", re.IGNORECASE)
STYLE = re.compile(
    r"[.#@]?[\w -]*\{|:\s*[\w#]+;|#set|#text|rect\(|viewBox|max-age|no-cache|-src '|^[a-z-]+: "
)

COMMAND = re.compile(r"(\.venv/bin/)?(ahd|make) [a-z]+")

# What looks like words and is none: names that a library or a format knows, and text that programs read.
NAMES = {
    "Ahd", "Excel", "English", "Русский", "Тоҷикӣ", "Calibri", "Noto Sans", "Noto Serif", "Source Sans", "Source Serif",
    "Bold", "Regular", "Answer", "One", "Thing", "Place", "Part", "Folder", "Subject", "From", "Date", "To", "Normal",
    "General", "Table Grid", "Title Slide", "Title and Content", "Title Only", "Blank", "Ahd notice",
    "middle left", "middle right", "middle center", "top center",
    "Heading", "Sitemap:", "Lax", "Strict",
    "img-src 'self' data: blob:", '" rel="noopener noreferrer nofollow" referrerpolicy="no-referrer"',
    "officials around", "forums of", "accept-language, cookie", "ahd-table ahd-text",
    "дж", "аеёиоуыэюяӣӯaeiouy",  # which letters are vowels, and which two make one sound, where a name is broken
    '"Source Sans", "Source Sans 3", "Noto Sans", "DejaVu Sans", sans-serif',
    '"Source Serif", "Source Serif 4", "Noto Serif", "DejaVu Serif", serif',
    "Source Sans 3, Source Sans Pro, Noto Sans, DejaVu Sans, sans-serif",
    "Source Serif 4, Noto Serif, DejaVu Serif, serif",
    # The description of the data package, a file for programs, whose language is English.
    "Official commitments and how many of them are kept",
    "Every public commitment with what became of it, and the rates of all groups.",
}  # fmt: skip


def files() -> list[Path]:
    return [
        file
        for name in SPEAKING
        for file in (sorted((ROOT / name).rglob("*.py")) if (ROOT / name).is_dir() else [ROOT / name])
    ]


@pytest.mark.parametrize("folder", SPEAKING)
def test_no_words_stand_outside_the_catalogue(folder: str) -> None:
    found = [
        f"{file.relative_to(ROOT).as_posix()}:{line}: {text}"
        for file in files()
        if file.is_relative_to(ROOT / folder)
        for line, text in words_of(file.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('st.html("<b>Kept on time</b>")', ["Kept on time"]),
        ('st.html(f"<p class=x>Kept {n}</p>")', ["Kept"]),
        ('figure.add_annotation(text="Overdue for long")', ["Overdue for long"]),
        ('say("Сохранено")', ["Сохранено"]),
        ('CARD = "Overdue"', ["Overdue"]),
        ('t("Kept on time")', []),
        ('N_("Kept on time")', []),
        ('raise ValueError("no such thing here")', []),
        ('"""What this is about."""', []),
        ('st.html(f\'<p class="ahd-told big">{t("Kept")}</p>\')', []),
    ],
)
def test_words_are_found_wherever_they_are_put(code: str, found: list[str]) -> None:
    assert [text for _line, text in words_of(code)] == found


def test_no_words_stand_in_the_templates_of_the_site() -> None:
    found = []
    for template in sorted((ROOT / "tracker/briefs/site/templates").glob("*.html")):
        bare = re.sub(
            r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        shown = re.findall(r">([^<>]+)<", bare)
        shown += re.findall(r'(?:alt|title|aria-label|placeholder)="([^"]+)"', bare)
        found += [f"{template.name}: {text.strip()}" for text in shown if re.search(r"[^\W\d_]{2}", text)]
    assert found == ["commitment.html: SHA-256", "cover.html: Ahd · Аҳд", "cover.html: Аҳд · Ahd"]


def test_no_words_stand_in_the_template_of_the_pdf() -> None:
    bare = re.sub(r"//.*", "", (ROOT / "tracker/briefs/brief.typ").read_text(encoding="utf-8"))
    shown = re.findall(r"(?<!#)\[([^\[\]#]*)\]", bare)
    assert [text for text in shown if re.search(r"[^\W\d_]{3}", text)] == []


def words_of(code: str) -> Iterator[tuple[int, str]]:
    """The literals of a piece of code that hold words for people, by line."""
    tree = ast.parse(code)
    passed = set(_passed_over(tree))
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.JoinedStr):
            passed |= {id(value) for value in node.values if isinstance(value, ast.Constant)}
            text = "".join(
                str(value.value) if isinstance(value, ast.Constant) else "\x00" for value in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        for piece in _pieces(text):
            yield node.lineno, piece


def _pieces(text: str) -> Iterator[str]:
    """What of a literal people would read as words, its tags and values taken out."""
    if text in NAMES or STYLE.search(text) or COMMAND.match(text):
        return
    in_html = "<" in text
    for piece in TAGS.sub("\x00", text).split("\x00"):
        bare = piece.strip()
        if bare in NAMES:
            continue
        if (
            SENTENCE.search(bare)
            or CYRILLIC.search(bare)
            or WORD.fullmatch(bare)
            or (in_html and re.search(r"[A-Z][a-z]{2}", bare))
        ):
            yield bare


def _passed_over(tree: ast.AST) -> Iterator[int]:
    """Docstrings, what goes to a catalogue, what nobody is shown, names in annotations and in __all__."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        elif isinstance(node, ast.Call) and _name(node.func) in CATALOGUED:
            yield from (id(each) for argument in node.args for each in ast.walk(argument))
        elif isinstance(node, ast.Call) and (_name(node.func) in NOT_SHOWN or _is_log(node.func)):
            yield from (id(each) for each in ast.walk(node))
        elif isinstance(node, ast.FunctionDef):
            hints = [*(one.annotation for one in (*node.args.args, *node.args.kwonlyargs)), node.returns]
            yield from (id(each) for hint in hints if hint for each in ast.walk(hint))
        elif isinstance(node, ast.AnnAssign):
            yield from (id(each) for each in ast.walk(node.annotation))
        elif isinstance(node, ast.Assign) and any(_name(target) == "__all__" for target in node.targets):
            yield from (id(each) for each in ast.walk(node.value))


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_log(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and _name(node.value) in ("_LOG", "LOG", "logging")
