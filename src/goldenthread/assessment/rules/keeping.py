"""A count as it is kept with what was handed in: a later rule, policy or reader does not change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldenthread.assessment.types.counting import PartCount, PieceCount, WordCount
from goldenthread.assessment.types.words import Part


def as_kept(count: WordCount) -> dict[str, Any]:
    """What is kept of a count; what a person says of it is a row of its own."""
    return {
        "parts": [[each.part.value, each.words, each.counts] for each in count.parts],
        "limit": count.limit,
        "most": count.most,
        "pieces": [[each.name, each.counted, each.limit, each.most] for each in count.pieces],
        "extractor": count.extractor,
        "notes": list(count.notes),
        "doubts": list(count.doubts),
        "counting": count.counting,
    }


def from_kept(kept: Mapping[str, Any]) -> WordCount:
    """The count that was kept."""
    return WordCount(
        parts=tuple(PartCount(Part(part), words, counts) for part, words, counts in kept["parts"]),
        limit=kept["limit"],
        extractor=kept["extractor"],
        notes=tuple(kept["notes"]),
        most=kept["most"],
        pieces=tuple(PieceCount(*each) for each in kept["pieces"]),
        doubts=tuple(kept["doubts"]),
        counting=kept["counting"],
    )
