"""Passages that give somebody away: which words are hidden, and how a text looks with them hidden.

A mask is laid over a text letter by letter, so that everything pinned to a place of it stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from goldenthread.assessment.rules.covering import COVER, SAYS, spoken
from goldenthread.assessment.rules.pinning import places_in
from goldenthread.assessment.types.counting import Block, Reached
from goldenthread.assessment.types.masking import MaskPlace, ReportEvent, ReportState
from goldenthread.assessment.types.pinning import Pin
from goldenthread.ground.types import Refusal

MOST_QUOTED = 5_000

REPORT_STEPS: Mapping[tuple[ReportState, ReportEvent], ReportState] = MappingProxyType(
    {
        (ReportState.WAITING, ReportEvent.MASK): ReportState.MASKED,
        (ReportState.WAITING, ReportEvent.LEAVE): ReportState.LEFT,
    }
)


def why_not_report_passage(quote: str, why: str) -> Refusal | None:
    """Why a passage is not reported: no words, or nothing said of what they give away."""
    if not quote.strip():
        return Refusal("no_passage", "It does not say which passage.", "Give the number of a paragraph, or the words.")
    if len(quote) > MOST_QUOTED:
        return Refusal("passage_too_long", "The passage is too long.", "Report it paragraph by paragraph.")
    if not why.strip():
        return Refusal("no_why", "It does not say what the passage gives away.", "Say it in a word or two: a name?")
    return None


def places_of(quote: str, blocks: Sequence[Block]) -> tuple[MaskPlace, ...]:
    """Every place of a text where these words stand, with white space of any kind one another's like."""
    words = " ".join(quote.split())
    return tuple(
        MaskPlace(number, start, end)
        for number, block in enumerate(blocks)
        for start, end in places_in(words, block.text)
    )


def covered(blocks: Sequence[Block], places: Iterable[MaskPlace]) -> tuple[Block, ...]:
    """The text with these places covered, each letter by one: everything else stays where it is."""
    texts = [block.text for block in blocks]
    for place in places:
        if place.block < len(texts):
            text = texts[place.block]
            hidden = COVER * (min(place.end, len(text)) - place.start)
            texts[place.block] = text[: place.start] + hidden + text[place.end :]
    return tuple(replace(block, text=text) for block, text in zip(blocks, texts, strict=True))


def spoken_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Covered blocks as people read them, where no place in them matters."""
    return tuple(replace(block, text=spoken(block.text)) for block in blocks)


def covered_pins(pins: Iterable[Pin], blocks: Sequence[Block]) -> tuple[Pin, ...]:
    """Comments whose quotations say no more than the covered text does."""
    return tuple(
        replace(pin, passage=replace(pin.passage, quote=spoken(_at(pin, blocks))))
        if pin.passage.block < len(blocks)
        else pin
        for pin in pins
    )


def _at(pin: Pin, blocks: Sequence[Block]) -> str:
    return blocks[pin.passage.block].text[pin.passage.start : pin.passage.end]


def covered_reached(reached: Reached | None, blocks: Sequence[Block]) -> Reached | None:
    """The place where the words are used up, with the covered text on both sides of it."""
    if reached is None:
        return None
    text, at = blocks[reached.block].text, len(reached.before)
    return Reached(reached.block, text[:at], text[len(text) - len(reached.behind) :])


def spoken_reached(reached: Reached | None) -> Reached | None:
    """The same as people read it."""
    return reached and Reached(reached.block, spoken(reached.before), spoken(reached.behind))


def without_quotes(text: str, quotes: Collection[str]) -> str:
    """Words with these passages hidden wherever they stand, for texts that have no places: documents, comments."""
    for quote in sorted(quotes, key=len, reverse=True):
        pattern = r"\s+".join(re.escape(word) for word in quote.split())
        text = re.sub(pattern, SAYS, text, flags=re.IGNORECASE)
    return text


def as_text(blocks: Iterable[Block]) -> str:
    """Blocks as a plain file."""
    return "\n\n".join(spoken(block.text) for block in blocks) + "\n"
