"""Where a comment is pinned, whether it may be, and how a text with comments is drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from goldenthread.assessment.rules.covering import spoken
from goldenthread.assessment.types.counting import Block, Reached
from goldenthread.assessment.types.pinning import (
    Audience,
    BankRef,
    DrawnBlock,
    NewPin,
    Passage,
    Pin,
    Stretch,
    Unpinned,
)
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor, Duty

MOST_WORDS = 2000


def passage_of(asked: NewPin, blocks: Sequence[Block]) -> Passage:
    """Where the quoted words stand, as near as can be to where they were chosen; the whole paragraph without any.

    A browser counts the letters of what it draws, where white space is one space: so words are looked for, and spaces
    of any kind are one another's like.

    :raises Refused: if there is no such paragraph, or the words do not stand in it.
    """
    if not asked.paragraph:
        mend = "Its number stands beside the text."
        raise Refused(Refusal("no_paragraph", "Say which paragraph the comment is about.", mend))
    if not 1 <= asked.paragraph <= len(blocks):
        says = f"There is no paragraph {asked.paragraph}."
        raise Refused(Refusal("no_such_paragraph", says, f"Choose a paragraph from 1 to {len(blocks)}."))
    block, text = asked.paragraph - 1, blocks[asked.paragraph - 1].text
    quote = " ".join(asked.quote.split())
    if not quote:
        return Passage(block, 0, len(text), text)
    found = list(places_in(quote, text))
    if not found:
        says = f"These words do not stand in paragraph {asked.paragraph}."
        mend = "Copy them from the paragraph, or leave the quotation empty to comment on all of it."
        raise Refused(Refusal("not_in_paragraph", says, mend))
    start, end = min(found, key=lambda place: abs(place[0] - asked.start))
    return Passage(block, start, end, text[start:end])


def places_in(quote: str, text: str) -> Iterable[tuple[int, int]]:
    """Every place of a quotation in a text, where white space of any length is one space."""
    letters, at = [], []
    for place, letter in enumerate(text):
        if not letter.isspace():
            letters.append(letter)
            at.append(place)
        elif letters and letters[-1] != " ":
            letters.append(" ")
            at.append(place)
    line = "".join(letters)
    begin = line.find(quote)
    while begin >= 0:
        yield at[begin], at[begin + len(quote) - 1] + 1
        begin = line.find(quote, begin + 1)


def why_not_words(asked: NewPin, codes: Collection[str]) -> Refusal | None:
    """Why a comment is not taken as it is written."""
    if not asked.words.strip():
        return Refusal("no_words", "The comment has no words.", "Write what you want to say about the passage.")
    if len(asked.words) > MOST_WORDS:
        return Refusal("too_long", f"A comment has at most {MOST_WORDS:,} letters.", "Make it shorter, or two of it.")
    if asked.code and asked.code not in codes:
        return Refusal("no_such_criterion", "The scheme has no such criterion.", "Choose one from the list, or none.")
    return None


def is_unpinned(typed: Unpinned, pins: Iterable[Pin]) -> bool:
    """Whether a comment is typed that stands at no passage. One that was fetched to be changed, and was not, does."""
    return bool(typed.words.strip()) and not any(_is_as_pinned(typed, pin) for pin in pins)


def _is_as_pinned(typed: Unpinned, pin: Pin) -> bool:
    here = typed.words.strip(), typed.paragraph, typed.code, typed.audience or Audience.PARTICIPANT.value
    if here != (pin.words, str(pin.paragraph), pin.code, pin.audience.value):
        return False
    return typed.instead_of == str(pin.ref) or typed.quote in {"", " ".join(pin.passage.quote.split())}


def why_not_finish_unpinned(*, unpinned: bool) -> Refusal | None:
    """Why a marking is not finished while a comment is typed that is not pinned: nobody would ever read it."""
    if not unpinned:
        return None
    return Refusal("comment_not_pinned", "You have a comment that is not pinned.", "Pin it, or leave it out.")


def why_not_change_comment(*, unpinned: bool) -> Refusal | None:
    """Why no pinned comment comes into the fields while another stands there that is pinned nowhere."""
    if not unpinned:
        return None
    return Refusal("comment_not_pinned", "You have a comment that is not pinned.", "Pin it or leave it out first.")


def in_fields(pin: Pin) -> Unpinned:
    """A pinned comment as it comes into the fields to be changed."""
    quote = " ".join(pin.passage.quote.split())
    place = str(pin.paragraph), quote, str(pin.passage.start)
    return Unpinned(pin.words, *place, pin.code, pin.audience.value, instead_of=str(pin.ref))


def with_banked(typed: Unpinned, banked: BankRef, words: str, code: str) -> Unpinned:
    """What stands in the fields once a comment of the bank is added to it."""
    both = " ".join(each for each in (typed.words.strip(), words) if each)
    return replace(typed, words=both, code=typed.code or code, banked=str(banked))


def why_not_share(by: Actor) -> Refusal | None:
    """Why somebody does not keep the comments that everybody who marks against a scheme can take."""
    if by.wears_for_provider(Duty.QUALITY_LEAD):
        return None
    return Refusal("not_yours_to_share", "The quality lead keeps the shared comments.", "Keep it as your own instead.")


def why_not_keep(words: str, code: str, codes: Collection[str], *, banked: int) -> Refusal | None:
    """Why a comment does not go into the bank; ``banked``: how many are there for this scheme."""
    refusal = why_not_words(NewPin(1, words, code=code), codes)
    if refusal:
        return refusal
    if banked >= 200:
        return Refusal("bank_full", "There are 200 comments for this scheme.", "Take some away that you do not use.")
    return None


def drawn(blocks: Sequence[Block], pins: Sequence[Pin], reached: Reached | None = None) -> tuple[DrawnBlock, ...]:
    """A whole text with comments, and with the place where the words that are allowed are used up, if there is one."""
    at = {place: [pin for pin in pins if pin.passage.block == place] for place in {p.passage.block for p in pins}}
    return tuple(
        DrawnBlock(
            place + 1, block.part, stretches(block.text, at.get(place, ()), beyond=_beyond(place, block, reached))
        )
        for place, block in enumerate(blocks)
    )


def _beyond(place: int, block: Block, reached: Reached | None) -> int | None:
    return len(block.text) - len(reached.behind) if reached and reached.block == place else None


def stretches(text: str, pins: Iterable[Pin], *, beyond: int | None = None) -> tuple[Stretch, ...]:
    """A block cut where comments begin and end, and ``beyond`` which letter the words are too many. Together the
    stretches are the text, with covered letters as people read them; a mark never holds another.
    """
    own = [pin for pin in pins if pin.passage.start < min(pin.passage.end, len(text))]
    ends = {min(place, len(text)) for pin in own for place in (pin.passage.start, pin.passage.end)}
    cuts = sorted({0, len(text)} | ends | ({beyond} if beyond is not None else set()))
    return tuple(
        Stretch(
            spoken(text[start:end]),
            any(pin.passage.start <= start < pin.passage.end for pin in own),
            tuple(pin.number for pin in own if pin.passage.start == start),
            start == beyond,
        )
        for start, end in pairwise(cuts)
    )
