"""What follows from a count under a rule: a stop, a penalty, or a flag, and where in the text the limit is reached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from goldenthread.assessment.rules.counting import counts_under, words_of
from goldenthread.assessment.types.counting import Block, Penalty, Reached, WordCount
from goldenthread.assessment.types.marking import Judged
from goldenthread.assessment.types.words import Outcome
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import MarkScheme, OverLimit, PenaltyWay, WordRule


def why_too_long(count: WordCount, rule: WordRule) -> Refusal | None:
    """Why a script cannot be handed in for its words.

    Only where the policy stops it and the count is sure: what a reader could not tell apart turns nobody away.
    """
    if rule.over is not OverLimit.STOP or not count.beyond or not count.is_sure:
        return None
    counted = ", ".join(each.name.lower() for each in count.counting_parts)
    left = ", ".join(each.name.lower() for each in count.left_out)
    return Refusal(
        "too_many_words",
        f"{_over_in_words(count)} What counts: {counted}." + (f" What does not: {left}." if left else ""),
        f"Shorten it by {count.beyond:,} {_word(count.beyond)}, then choose the new version.",
    )


def penalty_for(count: WordCount, rule: WordRule) -> Penalty | None:
    """What a script's words cost it, if they cost it anything."""
    if rule.over is not OverLimit.PENALTY or not count.beyond:
        return None
    if rule.way is PenaltyWay.NOT_MARKED:
        return Penalty(f"{_over_in_words(count)} What stands beyond the limit is not marked.", stops_marking=True)
    share = _share_over(count)
    marks = max((band.marks for band in rule.bands if share > band.above), default=0)
    if not marks:
        return None
    return Penalty(f"{_over_in_words(count)} {marks} {'mark is' if marks == 1 else 'marks are'} taken off.", marks)


def with_penalty(judged: Judged, penalty: Penalty | None, scheme: MarkScheme) -> Judged:
    """What marks come to once a penalty is taken off. Never below nothing; criteria keep the marks they were given."""
    off = min(penalty.marks, judged.total) if penalty else 0
    if not off:
        return judged
    total = judged.total - off
    passed = not judged.short_of and total >= scheme.minimum_total
    return replace(judged, total=total, outcome=Outcome.PASSED if passed else Outcome.FAILED, penalty=off)


def where_reached(blocks: Sequence[Block], count: WordCount, rule: WordRule) -> Reached | None:
    """Where in the text the allowed words are used up; nowhere where there are no more, or pieces have their own.

    A person's count does not say which words it leaves out, so the place is the reader's.
    """
    if count.pieces or count.read <= count.most:
        return None
    left = count.most
    for place, block in enumerate(blocks):
        if not counts_under(rule, block.part):
            continue
        words = words_of(block)
        if words > left:
            cut = _cut(block, left)
            return Reached(place, block.text[:cut].rstrip(), block.text[cut:].lstrip())
        left -= words
    return None


def _cut(block: Block, words: int) -> int:
    """Where so many words of a block end."""
    every, text = words_of(block), block.text
    ends = [0, *(piece.end() for piece in re.finditer(r"\S+", text))]
    return next(end for end in ends if every - words_of(replace(block, text=text[end:].lstrip())) >= words)


def _share_over(count: WordCount) -> float:
    """By how many per cent of its limit the script is over it; of several pieces, the one furthest over its own."""
    if count.pieces and not count.by_person:
        return max((each.counted - each.limit) / each.limit * 100 for each in count.pieces)
    return count.over / count.limit * 100


def _over_in_words(count: WordCount) -> str:
    said = [
        f"{each.name} has {each.counted:,} words that count, and at most {each.most:,} are allowed."
        for each in count.pieces
        if each.beyond
    ]
    if said and not count.by_person:
        return " ".join(said)
    most = max(count.most, count.limit)
    return f"{count.counted:,} words count, and at most {most:,} are allowed: {count.beyond:,} too many."


def _word(number: int) -> str:
    return "word" if number == 1 else "words"
