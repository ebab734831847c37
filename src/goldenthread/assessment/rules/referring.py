"""Where an account names its documents: by label (*Document 3*) or by title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.projects import Mention

MOST_MENTIONS, WORDS_AROUND = 5, 60
_DOTS = "…"


def mentions_of(label: str, title: str, accounts: Sequence[tuple[str, Sequence[Block]]]) -> tuple[Mention, ...]:
    """The first places where a document is named, at most one for a paragraph: those by its label before those by its
    title, which may be an everyday word, and each in the order of the accounts.

    *Document 3*, *Doc. 3* and *Documents 2 and 3* all name the third; capitals make no difference.
    """
    number = label.rpartition(" ")[2]
    listed = rf"\bdoc(?:ument)?s?\.?\s*(?:no\.?\s*)?(?:\d+\s*(?:,|and|&|to|[-\u2013])\s*)*{number}\b"
    by_label = re.compile(listed, re.IGNORECASE)
    by_title = re.compile(rf"(?<!\w){_loosely(title)}(?!\w)", re.IGNORECASE)
    labelled: list[Mention] = []
    titled: list[Mention] = []
    for account, blocks in accounts:
        for paragraph, block in enumerate(blocks, 1):
            by_number = by_label.search(block.text)
            named = by_number or by_title.search(block.text)
            if named:
                said = Mention(account, paragraph, _around(block.text, named.start(), named.end()))
                (labelled if by_number else titled).append(said)
    return tuple([*labelled, *titled][:MOST_MENTIONS])


def _loosely(title: str) -> str:
    """A title with any space between its words."""
    return r"\s+".join(re.escape(word) for word in title.split())


def _around(text: str, start: int, end: int) -> str:
    first, last = max(start - WORDS_AROUND, 0), min(end + WORDS_AROUND, len(text))
    before = f"{_DOTS}{text[first:start].partition(' ')[2]}" if first else text[:start]
    behind = f"{text[end:last].rpartition(' ')[0]}{_DOTS}" if last < len(text) else text[end:]
    return " ".join(f"{before}{text[start:end]}{behind}".split())
