"""The web addresses in an entry of the references: which of its words lead somewhere."""

from __future__ import annotations

import re

from goldenthread.frameworks.types.references import Cited

# Nothing but http and https leads anywhere, whatever a document says.
_ADDRESS = re.compile(r"https?://[^\s<>\"“”‘’]+", re.IGNORECASE)
# What ends a sentence or a bracket that stands around an address belongs to the sentence.
_BEHIND = ".,;:!?)]}'"
_FILE = re.compile(r"[\w%~-]+\.(?:pdf|docx?|html?|aspx?)\b", re.IGNORECASE)


def with_addresses(text: str) -> tuple[Cited, ...]:
    """The words of an entry in order, each run with the address that it is, if it is one.

    An address that goes on after a gap, as where underscores were lost, is broken and leads nowhere.
    """
    runs, done = list[Cited](), 0
    for found in _ADDRESS.finditer(text):
        address = found.group().rstrip(_BEHIND)
        end = found.start() + len(address)
        if _is_broken(text, end):
            continue
        runs += [Cited(text[done : found.start()]), Cited(address, address)]
        done = end
    return tuple(run for run in (*runs, Cited(text[done:])) if run.words)


def _is_broken(text: str, end: int) -> bool:
    """Whether a file's name follows the address after gaps."""
    rest = text[end:]
    if not rest.startswith(" "):
        return False
    words = rest.split()[:6]
    return any(_FILE.fullmatch(word.rstrip(_BEHIND)) for word in words)
