"""Instructions of fields in a Word file with only what can be nobody's name: numbers, formats, and numbered places."""

from __future__ import annotations

import re

from goldenthread.assessment.rules.word_fields import first_word

_TOKEN = re.compile(r'"[^"]*"|“[^”]*”|\\\S|[^\s"“\\]+')
_WORD = re.compile(r"[^\W\d_]+")
# A place under its number, or a label under its own.
_NUMBERED = re.compile(r"b\d+|_top|label\d+")
SHORTEST = 4
_KNOWN = frozenset(
    {"mergeformat", "charformat", "arabic", "roman", "alphabetic", "ordinal", "ordtext", "cardtext", "hex", "caps"}
    | {"dollartext", "arabicdash", "upper", "lower", "firstcap", "above", "below", "left", "right", "average", "count"}
    | {"product", "round", "true", "false", "defined", "sign", "table", "figure", "equation", "chart", "image", "page"}
    | {"appendix", "hyperlink", "wingdings", "symbol", "webdings"}
)


def limited(instruction: str) -> str:
    """The instruction without words of anybody's own. An equation that has any is left out whole."""
    first = first_word(instruction)
    if first == "eq":
        return "" if any(len(word) >= SHORTEST for word in _WORD.findall(instruction)) else instruction
    seen = 0

    def kept(found: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return found.group() if seen == 1 or _is_plain(found.group()) else ""

    return _TOKEN.sub(kept, instruction)


def _is_plain(token: str) -> bool:
    inner = token.strip('"“”').lower()
    return _NUMBERED.fullmatch(inner) is not None or all(
        len(word) < SHORTEST or word in _KNOWN for word in _WORD.findall(inner)
    )
