"""What stands under what in a list of standards, and what is doubtful about each of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from goldenthread.frameworks.rules.blocks import Block, Form, is_tied
from goldenthread.frameworks.rules.shape import brackets, is_ended, starts_low
from goldenthread.frameworks.types import Doubt

Parts = tuple[tuple["Nested", ...], tuple[Block, ...], tuple[Block, ...]]
_SENTENCES = re.compile(r"[.!?]\s+[A-Z]")
MOST_ENDED = 0.8


@dataclass(frozen=True, slots=True)
class Nested:
    """A standard: its number where it stands by itself, or which item of its section it stands ``under``."""

    block: Block
    number: int | None
    under: int | None
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class _Gathered:
    """The items of a section while they are gathered."""

    items: list[Nested] = field(default_factory=list)
    intro: list[Block] = field(default_factory=list)
    lost: list[Block] = field(default_factory=list)
    top: int | None = None
    counted: int = 0

    def own(self, block: Block, number: int | None = None, doubts: tuple[Doubt, ...] = ()) -> None:
        """A standard that stands by itself; what follows may stand under it."""
        self.counted = number if number is not None else self.counted + 1
        self.top = len(self.items)
        self.items.append(Nested(block, self.counted, None, doubts))

    def below(self, block: Block, doubts: tuple[Doubt, ...] = ()) -> None:
        """A standard under the last that stands by itself."""
        self.items.append(Nested(block, None, self.top, doubts))


def of_list(body: Sequence[Block]) -> Parts:
    """The standards of a section without numbered ones: words that introduce bullets, and the bullets under them."""
    got = _Gathered()
    _gather(body, got)
    return _judged(got), tuple(got.intro), tuple(got.lost)


def nested(body: Sequence[Block], numbered: frozenset[int]) -> Parts:
    """The standards of a part: ``numbered`` blocks (by identity) with the bullets under each, or bullets alone."""
    starts = [at for at, block in enumerate(body) if id(block) in numbered]
    got = _Gathered()
    if not starts:
        _gather(body, got)
        return _judged(got), tuple(got.intro), tuple(got.lost)
    for block in body[: starts[0]]:
        (got.intro if block.form is Form.PROSE else got.lost).append(block)
    said, last = {body[at].number for at in starts}, 0
    for at, stop in zip(starts, [*starts[1:], len(body)], strict=True):
        number, doubts = body[at].number, list[Doubt]()
        if number != last + 1 and number - 1 not in said:
            says = f"Standard {last + 1} is missing before this one."
            doubts.append(Doubt("number_jumps", says, body[at].numbers[:1]))
        got.own(body[at], number, tuple(doubts))
        last = number
        for block in body[at + 1 : stop]:
            if block.form is Form.BULLET:
                got.below(block)
            elif block.form is not Form.PART:
                got.lost.append(block)
    return _judged(got), tuple(got.intro), tuple(got.lost)


def _gather(body: Sequence[Block], got: _Gathered) -> None:
    """Bullets under the words that introduce them; others stand by themselves, and may introduce further ones."""
    stem: Block | None = None
    for at, block in enumerate(body):
        after = body[at + 1] if at + 1 < len(body) else None
        if block.form is Form.BULLET:
            stem = _bullet(block, stem, got)
        elif block.introduces and after is not None and after.form is Form.BULLET:
            got.own(block, doubts=_of_stem(block) if not got.items and not got.intro else ())
            stem = block
        elif block.form is Form.PROSE and not got.items:
            got.intro.append(block)
        elif block.form is not Form.PART:
            got.lost.append(block)
            stem = None


def _of_stem(block: Block) -> tuple[Doubt, ...]:
    """Several wrapped sentences before the first bullets: those that tell and the one that introduces are not apart."""
    if len(block.lines) == 1 or not _SENTENCES.search(block.text):
        return ()
    return (Doubt("stem_long", "What introduces these bullets may begin further down.", block.numbers),)


def _bullet(block: Block, stem: Block | None, got: _Gathered) -> Block | None:
    """Take a bullet in; what further bullets stand under."""
    if stem is None:
        got.own(block)
        return block if block.introduces else None
    if stem.form is Form.PROSE:
        deep = block.introduces
        says = "This introduces further bullets. They are set beside it, for standards stand under one other at most."
        got.below(block, (Doubt("deep", says, block.numbers),) if deep else ())
        return stem
    first = got.top == len(got.items) - 1
    differs = block.mark != stem.mark or block.step > stem.step
    if first or (differs and block.step >= stem.step):
        got.below(block, () if differs or starts_low(block.text) != starts_low(stem.text) else (_guessed(block),))
        return stem
    if starts_low(block.text) and not starts_low(stem.text):
        got.below(block)
        return stem
    if starts_low(got.items[-1].block.text) == starts_low(block.text) and got.items[-1].block.mark == block.mark:
        got.below(block, (_guessed(block),))
        return stem
    got.own(block)
    return block if block.introduces else None


def _guessed(block: Block) -> Doubt:
    says = "Whether this stands under the one before or beside it cannot be told from its mark."
    return Doubt("nesting_guessed", says, block.numbers[:1])


def _judged(got: _Gathered) -> tuple[Nested, ...]:
    """The items with what is doubtful about their words. Where most end as sentences do, one that does not is cut."""
    led = {item.under for item in got.items if item.under is not None}
    bullets = [item for at, item in enumerate(got.items) if at not in led and item.block.form is Form.BULLET]
    stopped = sum(is_ended(item.block.text) or item.block.text.endswith(";") for item in bullets)
    full = bool(bullets) and stopped >= MOST_ENDED * len(bullets)
    made = []
    for at, item in enumerate(got.items):
        doubts = [*item.doubts, *_of_words(item.block, full=full and at not in led)]
        if item.block.form is Form.NUMBERED and at not in led:
            doubts.append(Doubt("stem_alone", "No bullets were found under this standard.", item.block.numbers))
        made.append(Nested(item.block, item.number, item.under, tuple(doubts)))
    return tuple(made)


def _of_words(block: Block, *, full: bool) -> list[Doubt]:
    text, doubts = block.text, list[Doubt]()
    unended = full and not is_ended(text) and not text.endswith((";", "; and", "; or")) and block.form is Form.BULLET
    if not text.endswith(":") and (is_tied(text.removesuffix(" and").removesuffix(" or").rstrip(",")) or unended):
        says = "This stops in the middle of a sentence. Words may be lost."
        doubts.append(Doubt("cut_short", says, block.numbers[-1:]))
    if any(brackets(text)):
        doubts.append(Doubt("brackets", "A bracket is opened and not closed, or closed and not opened.", block.numbers))
    return doubts
