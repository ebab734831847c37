"""What a document says of itself before its sections begin: its title, its code, its year."""

import re

from goldenthread.frameworks.rules.headings import Plan
from goldenthread.frameworks.rules.lines import SMALL_WORDS, Line

_CODE = re.compile(r"\(([A-Z]{2,10})\)")
_COPYRIGHT = re.compile(r"©\s*(?:crown\s+)?copyright\s+(\d{4})\b", re.IGNORECASE)
_MONTH = re.compile(
    r"^(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+(\d{4})$",
    re.IGNORECASE,
)


def title_of(lines: tuple[Line, ...], layout: Plan) -> str:
    """What the document calls itself: the first marked heading, or the lines before the first section that say so."""
    if not layout.headings:
        return ""
    front = [line for line in lines[: layout.headings[0].first] if not line.is_blank]
    named = next((line.text for line in front if line.is_heading), "")
    ending = next((at for at in range(len(front) - 1, -1, -1) if "framework" in front[at].text.lower()
                   and len(front[at].text.split()) <= 12 and front[at].text[-1:] not in ".,;"), None)  # fmt: skip
    if named or ending is None:
        return named
    first = ending
    while (
        first > 0
        and ending - first < 3
        and front[first].number - front[first - 1].number == 1
        and _titular(front[first - 1].text)
    ):
        first -= 1
    return " ".join(line.text for line in front[first : ending + 1])


def _titular(text: str) -> bool:
    words = [word for word in text.split() if word[:1].isalpha()]
    return 0 < len(words) <= 8 and text[-1:] not in ".,;" and sum(word[0].isupper() for word in words) * 2 > len(words)


def code_of(title: str, lines: tuple[Line, ...]) -> str:
    """The code the document cites itself by: of its bracketed abbreviations, the longest that its title spells out."""
    words = [word for word in re.findall(r"[A-Za-z]+", _CODE.sub(" ", title)) if word.lower() not in SMALL_WORDS]
    initials = "".join(word[0].upper() for word in words)
    said = {code for line in lines for code in _CODE.findall(line.text)}
    return max((code for code in said if initials.startswith(code)), key=len, default="")


def year_of(front: tuple[Line, ...], lines: tuple[Line, ...]) -> int | None:
    """The year on its cover, or that of its copyright."""
    dated = next((found for line in front if (found := _MONTH.match(line.text))), None)
    owned = next((found for line in lines if (found := _COPYRIGHT.search(line.text))), None)
    found = dated or owned
    return int(found.group(1)) if found else None
