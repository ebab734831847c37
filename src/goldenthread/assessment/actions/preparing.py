"""Read a file that somebody hands in, and make the copy for assessors. Needs no database, so it can run anywhere.

It has no bounds of its own on time and memory, so nothing but the reading process (and the demonstration, whose files
are ours) may import it: a contract in ``pyproject.toml`` says so. Doors pass ``integrations.reader.sync`` instead.
"""

from __future__ import annotations

from goldenthread.assessment.rules.cleaning import cleaned
from goldenthread.assessment.rules.counting import read_script
from goldenthread.assessment.rules.properties import properties_of
from goldenthread.assessment.types.counting import WorkedThrough
from goldenthread.ground.rules.uploads import MEDIA_TYPES
from goldenthread.ground.types import Refusal

_KINDS = {media_type: kind for kind, media_type in MEDIA_TYPES.items()}


def work_through(content: bytes, media_type: str) -> WorkedThrough | Refusal:
    """The text of an examined file and its cleaned copy, or why it cannot be read."""
    kind = _KINDS[media_type]
    reading = read_script(content, kind)
    if isinstance(reading, Refusal):
        return reading
    return WorkedThrough(reading, cleaned(content, kind), properties_of(content, kind))
