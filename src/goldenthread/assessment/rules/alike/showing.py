"""A script's text in pieces, with the passages it shares marked by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from goldenthread.assessment.rules.alike.words import places_of
from goldenthread.assessment.types.alike import Piece, ShownBlock, Span
from goldenthread.assessment.types.counting import Block


def shown(blocks: Sequence[Block], spans: Sequence[Span]) -> tuple[ShownBlock, ...]:
    """The text with its passages, numbered from 1 in the order given; where two overlap, the earlier number stands."""
    places = places_of(blocks)
    passages = [0] * len(places)
    for number, span in reversed(list(enumerate(spans, 1))):
        # A text that has been erased since has fewer words than its passages tell.
        end = min(span.end, len(places))
        passages[span.start : end] = [number] * max(end - span.start, 0)
    words: list[list[tuple[int, int, int]]] = [[] for _ in blocks]
    for place, passage in zip(places, passages, strict=True):
        words[place.block].append((passage, place.start, place.end))
    begun: set[int] = set()
    return tuple(
        ShownBlock(block.part, tuple(_pieces(block.text, inside, begun)))
        for block, inside in zip(blocks, words, strict=True)
    )


def _pieces(text: str, words: Sequence[tuple[int, int, int]], begun: set[int]) -> Iterator[Piece]:
    at = 0
    for passage, group in groupby(words, key=lambda word: word[0]):
        if not passage:
            continue
        inside = list(group)
        start, end = inside[0][1], inside[-1][2]
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:end], passage, passage not in begun)
        begun.add(passage)
        at = end
    if at < len(text):
        yield Piece(text[at:])
