"""Several hundred strings that have broken programs: formulas, markup, escapes, other scripts, signs that steer the eye."""

from itertools import product
from typing import Final

_BEGINNINGS: Final = ("=", "+", "-", "@", "=-", "=+", "@=", "\t=", "\n=", " =", "\u00a0=", "\u3000=", "'=", "''=", '"=', "＝", "＋", "－", "＠", "%=", ";=", ",=")  # fmt: skip
_PAYLOADS: Final = (
    "1+1",
    "A1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://127.0.0.1:9/?"&A1;"Нажмите")',
    'WEBSERVICE("http://127.0.0.1:9/w")',
    'IMPORTXML(CONCAT("http://127.0.0.1:9/",A1),"//a")',
    "SUM(1;2)",
    "Исполнено",
)
_FORMULAS: Final = [f"{first}{rest}" for first, rest in product(_BEGINNINGS, _PAYLOADS)]

_OTHERS: Final = [
    # what a spreadsheet takes for something else
    "1E5", "1e-5", "0012", "1-2", "1/2", "2/3/4", "12:30", "TRUE", "FALSE", "ИСТИНА", "NULL", "NaN", "inf", "-inf", "#REF!",
    "#N/A", "1,000", "1 000", "0x1F", "١٢٣", "½", "²", "Ⅳ", "٪50", "%", "100%", "-0", "+992 37 221 00 00", "1.", ".5", "MAR1",
    # links that programs make by themselves
    "http://127.0.0.1:9/?a=1&b=2", "https://127.0.0.1:9/x.png", "mailto:a@127.0.0.1", "file:///etc/passwd", "www.example.org",
    "javascript:alert(1)", "internal:Sheet1!A1", "external:c:\\temp\\a.xlsx", "ftp://127.0.0.1:9/", "\\\\127.0.0.1\\share\\a",
    "data:text/html,<script>alert(1)</script>", "//127.0.0.1:9/a.js",
    # markup
    "<script>alert(1)</script>", "<img src=http://127.0.0.1:9/p.png onerror=alert(1)>", "<svg/onload=alert(1)>",
    "<iframe src=//127.0.0.1:9></iframe>", "<b>жирно</b>", "</td></tr></table>", "<!-- ", "-->", "]]>", "<![CDATA[", "<?xml ?>",
    "&amp;", "&lt;b&gt;", "&#60;", "&#x3C;", "&nbsp;", "&", "&&P", "&P &N &D", '&"Arial,Bold"', "<br>", "<a href='x'>y</a>",
    "<style>*{display:none}</style>", "<link rel=stylesheet href=//127.0.0.1:9/>", "<meta http-equiv=refresh content=0>",
    "<base href=//127.0.0.1:9/>", "<form action=//127.0.0.1:9>", "<math><mi//xlink:href=x>", "<extra_id_0>", "<extra>",
    # markdown, formulas of other kinds, templates
    "**жирно**", "_курсив_", "~~нет~~", "`код`", "# заголовок", "> цитата", "- пункт", "1. пункт", "| a | b |", "---", "***",
    "![x](http://127.0.0.1:9/i.png)", "[x](http://127.0.0.1:9/)", "[x](javascript:alert(1))", "[^1]", "[x][y]", ":smile:",
    ":material/home:", ":red[x]", ":blue-background[x]", ":small[x]", "$x^2$", "$$x$$", "\\frac{1}{2}", "\\input{/etc/passwd}",
    '#read("/etc/passwd")', "#sys.inputs", "@метка", "<метка>", "{{7*7}}", "{% raw %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{0}",
    "{day}", "{name!r}", "%s", "%(name)s", "%n%n%n", "%x", "{", "}", "{}", "%%", "\\", "\\\\", "\\n", "\\u0041", "\\x41",
    "%{x}", "%{customdata[0]}", "<extra></extra>", "%{y:.2f}", "hovertemplate",
    # quotes and borders of fields
    '"', "'", "''", '""', "`", "a,b", "a;b", "a\tb", 'a"b"c', '"a","b"', "a\nb", "a\n\nb", ",", ";", "a\u2028b", "a\u2029b", "«»",
    # databases, shells, paths
    "'; DROP TABLE commitment; --", "1 OR 1=1", "' OR ''='", "%' AND 1=2 --", "Robert'); DROP TABLE", "NOT", "NEAR(", '"*"', "*", "^",
    "a AND", "col:x", "$(reboot)", "`reboot`", "; ls", "| cat", "../../etc/passwd", "..\\..\\x", "/dev/null", "CON", "nul.txt",
    "C:\\", "~", ".", "..", "-rf", "--help", "$HOME", "%PATH%",
    # escapes of workbooks and mails (_x005F_, the escape of the escape, is written right, but openpyxl reads it wrong)
    "_x0041_", "_x000D_", "_xFFFF_", "_X0041_", "_x0041", "BEGIN:VEVENT", "END:VCALENDAR", "a\\,b\\;c", "X:Y",
    "=?utf-8?b?PGI+?=", "a:b\nc:d", "\\N", "\\;",
    # scripts and signs
    "ғӣқӯҳҷ ҒӢҚӮҲҶ", "ёЁъЪ", "ä̈ö̈ é", "e\u0301", "漢字 かな 한글", "עברית", "العربية", "ไทย", "हिन्दी", "ქართული", "Ꭰ", "𐍈", "𝒳",
    "😀", "👩‍👩‍👧‍👦", "🇹🇯", "👍🏿", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞", "ﷺ", "Ω≈ç√∫", "⁰⁴⁵₀₁₂", "ﬁ", "İıẞß", "ǅ", "ـــ",
    "¯\\_(ツ)_/¯", "(ﾉಥ益ಥ)ﾉ ┻━┻", "​zero​width​", "a\u00adb", "a\u200db", "a\u2060b", "a\ufeffb", "\u00a0nbsp\u00a0", "　", "a\u3000b",
    "\u202eобратно\u202c", "\u2066изолят\u2069", "a\u200eb\u200f", "\u061c", "\u180e", "ﾟ･✿ヾ", "᚛ᚄᚓ", "\ufffd", "\ue000", "\ufdd0",
    # words that mean something to programs
    "null", "None", "undefined", "true", "constructor", "__proto__", "toString", "nan", "Infinity", "id", "NIL", "hasOwnProperty",
    "index", "rates", "total", "Всего", "Итого", "Примечание", "I. Раздел",
    # what was typed with care
    " по краям ", "две  пробела", "строка\nвторая\nтретья", "«до 1 июня» – 50 %", "№ 3", "п. 5 ст. 12", "a" * 255, "б" * 1000,
    "слово " * 500 + "конец", "W" * 400,
]  # fmt: skip

NAUGHTY: Final[tuple[str, ...]] = tuple(dict.fromkeys([*_FORMULAS, *_OTHERS]))
assert len(NAUGHTY) > 400

CONTROLS: Final = tuple(
    f"до{chr(code)}после" for code in (*range(0, 32), 0x7F, *range(0x80, 0xA0), 0xFFFE, 0xFFFF)
)
"""Signs of which XML, terminals or files can hold some and not others."""
