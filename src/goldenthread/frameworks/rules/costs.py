"""What each way of going on costs: the reader's whole judgement of two woven columns, in one place.

A cost of 0 is what a well-set page does, about 1 is unusual, 2 to 3 is a slip that documents do make, and 6 or more is
something a printed framework does not do unless words were lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from goldenthread.frameworks.rules.lines import Token
from goldenthread.frameworks.rules.shape import (
    Manner,
    asserts,
    brackets,
    is_ended,
    starts_low,
    starts_with_gerund,
    width,
)
from goldenthread.frameworks.types import Kind

NEVER = 60.0
FUSED = 2.5
UNPLACED = 8.0
LONE_NUMERAL = 5.0
LONE_BULLET = 0.5
CUT_SHORT = 7.0
UNSTOPPED = 0.5
LOW_START = 7.0
NO_NUMERAL = 6.0
NO_BULLET = 2.5
NO_STEM = 5.0
NEW_CELL = 1.5
MARK_IGNORED = 6.0
STEM_WITHOUT_COLON = 12.0
NEW_SENTENCE = 1.7
LENGTH = 0.025
CAPITAL_AMID = 1.3
LOW_AFTER_END = 8.0
OLD_NUMERAL = 2.5
FIRST_TURN = 2.0
TURN_AGAIN = 0.1
STAY = 0.9
OVERWIDE = 2.0


@dataclass(frozen=True, slots=True)
class Open:
    """The item a column is in the middle of."""

    kind: Kind
    text: str
    brackets: int
    last: str
    number: int | None = None

    @property
    def is_ended(self) -> bool:
        return self.text.endswith(":") if self.kind is Kind.STEM else is_ended(self.text)


@dataclass(frozen=True, slots=True)
class View:
    """What stood right before: the last column and its words, the marks and gaps since, whether columns take turns."""

    column: str = ""
    last: str = ""
    marked: str = ""
    blank: bool = True
    page: bool = False
    waits: bool = False
    turns: int = 0

    def after(self, column: str, text: str) -> "View":
        """The view after a run of words went to a column."""
        turned = bool(self.column) and column != self.column and not self.blank
        turns = min(self.turns + 1, 3) if turned else 0 if self.blank else max(0, self.turns - 1)
        return View(column or self.column, text, turns=turns, blank=False)

    def after_mark(self, column: str) -> "View":
        """The view after a numeral ("L") or a bullet ("R", soft "r") that stands alone."""
        return replace(self, marked="LL" if column == "L" and self.marked[:1] == "L" else column, waits=True)


def remembered(text: str) -> str:
    """As much of a long text as any cost looks at: how it begins and how it ends."""
    return text if len(text) <= 1600 else f"{text[:700]} … {text[-700:]}"


def cuts(token: Token) -> Iterator[tuple[Token, Token]]:
    """Where a left line and a stem's line may be fused: before a capital, or before "including by:"."""
    if not token.text.endswith(":") or token.bullet or token.is_placed:
        return
    words = token.text.split()
    places = [at for at in range(1, len(words)) if words[at][0].isupper()][-4:]
    tail = 2 if len(words) > 2 and words[-2].lower() == "including" else 1
    if len(words) > tail + 1:
        places.append(len(words) - tail)
    for place in places:
        left, right = " ".join(words[:place]), " ".join(words[place:])
        yield replace(token, text=left), replace(token, text=right, number=None, mark="", side="")


def going_on(item: Open, token: Token, column: str, view: View, other: Open | None, manner: Manner) -> float:
    """The cost of these words going on with the open item of this column."""
    if (item.kind is Kind.STEM and item.is_ended) or token.place.begins:
        return NEVER
    cost = MARK_IGNORED if token.number is not None or (token.bullet and not token.soft) else 0.0
    cost += _soft_bullet_ignored(item, manner) if token.bullet and token.soft else 0.0
    cost += _wrong_side(token, column)
    cost += _sentence(item, token, manner) + _closing(item, token)
    cost += 6.0 if column == "L" and token.text.endswith(" by:") else 0.0
    cost += 6.0 if item.kind is Kind.PRACTICE and token.text.endswith("by:") else 0.0
    cost += _passing_over(view, column) + _turning(column, view, other)
    if view.column == column and view.blank and not view.page and not view.marked:
        cost += 0.8
    return cost


def _soft_bullet_ignored(item: Open, manner: Manner) -> float:
    """A dash may stand within a sentence; hardly where the document's bullets end without a stop."""
    if manner.may_stop(item.kind, item.text):
        return MARK_IGNORED
    return 1.5 if manner.capitals > 0.5 else 4.0


def _sentence(item: Open, token: Token, manner: Manner) -> float:
    """How well the words follow the item's last ones as English, and as lines of a column."""
    low, spare = starts_low(token.text), manner.spare(item.last, token.text)
    if item.kind is Kind.STEM and is_ended(item.text):
        return LOW_AFTER_END
    if item.is_ended:
        room = 0.0 if spare is None else max(-0.6, min(2.0, 0.25 * spare))
        cell = NEW_CELL if token.cell and token.side == "R" else 0.0
        return LOW_AFTER_END if low else NEW_SENTENCE + cell + room + LENGTH * item.text.count(" ")
    room = 0.5 if spare is not None and spare > 6 else 0.0
    if low:
        return manner.unlikely(item.text, token.text) + room
    first = token.text.split()[0]
    return room + (0.2 if manner.is_name(first) or not first[0].isalpha() else CAPITAL_AMID)


def _closing(item: Open, token: Token) -> float:
    """Brackets: one that closes what is open is a good sign, one that closes nothing is a bad one."""
    unopened, _ = brackets(token.text)
    if not unopened:
        return 0.0
    return -1.0 if item.brackets >= unopened else 4.0


def _wrong_side(token: Token, column: str) -> float:
    wrong = bool(token.side) and token.side != column
    return (NEVER if token.is_placed else 5.0) if wrong else 0.0


def _against(token: Token) -> float:
    """Beginning where the page shows that the words go on."""
    return NEVER if token.place.begins is False else 0.0


def _passing_over(view: View, column: str) -> float:
    """A mark stands right before, and these words are not what it marks."""
    return {"R": 1.0, "L": 0.4, "LL": 0.1, "r": 0.5}.get(view.marked, 0.0) if column else 0.0


def _turning(column: str, view: View, other: Open | None) -> float:
    """Going over to the other column within a block; or staying, where the lines have been taking turns."""
    if not view.column or view.blank:
        return 0.0
    if column != view.column:
        return TURN_AGAIN if view.turns else FIRST_TURN
    return STAY * view.turns if view.turns and other is not None and not other.is_ended else 0.0


def opening_left(item: Open | None, token: Token, view: View, manner: Manner, *, waits: bool) -> float:
    """The cost of a statement beginning here."""
    cost = finishing(item, manner) + _wrong_side(token, "L") + _against(token)
    if token.bullet and not token.soft:
        cost += MARK_IGNORED
    if token.number is None:
        cost += _unmarked_start(view, token, manner, "L") + (0.0 if waits else NO_NUMERAL)
    if token.text.endswith(" by:"):
        cost += 6.0
    return cost + (LOW_START if starts_low(token.text) else 0.0) + _turning("L", view, None) * 0.5


def _unmarked_start(view: View, token: Token, manner: Manner, column: str) -> float:
    """A start that no mark on its own line announces."""
    if view.marked[:1] == column:
        return 0.0
    cost = _passing_over(view, column) + 0.3
    if view.column == column and not view.blank:
        spare = manner.spare(view.last, token.text)
        cost += 0.8 if spare is None else min(2.4, max(0.0, 0.8 - 0.25 * spare))
    return cost


def opening_right(
    item: Open | None, token: Token, kind: Kind, view: View, manner: Manner, *, waits: bool, has_stem: bool
) -> float:
    """The cost of a stem or a practice bullet beginning here."""
    cost = finishing(item, manner) + _wrong_side(token, "R") + _against(token)
    cost += MARK_IGNORED if token.number is not None else 0.0
    cost += _turning("R", view, None) * 0.5
    if kind is Kind.STEM:
        cost += MARK_IGNORED if token.bullet else 0.0
        cost += 1.0 if starts_with_gerund(token.text) else 0.0
        cost += 2.0 if item is not None and item.kind is Kind.STEM else 0.0
        return cost + 0.3 + _passing_over(view, "R") + (LOW_START if starts_low(token.text) else 0.0)
    cost += LOW_START * manner.capitals if starts_low(token.text) else 0.0
    cost += 0.0 if has_stem else NO_STEM
    cost += 0.0 if starts_with_gerund(token.text) else 0.6
    if not token.bullet:
        cost += _unmarked_start(view, token, manner, "R") + (0.0 if waits else _without_bullet(item, token))
    return cost


def _without_bullet(item: Open | None, token: Token) -> float:
    """A bullet that has no mark: less strange in a new cell, where the one before it had ended."""
    return NO_BULLET - NEW_CELL if token.cell and (item is None or item.is_ended) else NO_BULLET


def width_of(token: Token, manner: Manner) -> float:
    """A line much wider than its column is perhaps two lines in one."""
    return (
        OVERWIDE
        if manner.column
        and not token.is_placed
        and token.text.endswith(":")
        and width(token.text) > manner.column * 1.1
        else 0.0
    )


def finishing(item: Open | None, manner: Manner) -> float:
    """The cost of leaving an item as it stands, when another begins in its column."""
    if item is None:
        return 0.0
    if item.kind is Kind.STEM:
        return 0.0 if item.text.endswith(":") else STEM_WITHOUT_COLON
    cost = 5.0 if item.text.endswith(":") else 0.0 if item.is_ended else CUT_SHORT
    cost = UNSTOPPED if cost == CUT_SHORT and manner.may_stop(item.kind, item.text) else cost
    cost += 2.0 if item.brackets else 0.0
    if starts_with_gerund(item.text):
        claims = asserts(item.text)
        cost += 0.8 if item.kind is Kind.LEARN_THAT and not claims else 0.0
        cost += 2.5 if item.kind is Kind.PRACTICE and claims else 0.0
    return cost


def ending(left: Open | None, right: Open | None, manner: Manner) -> float:
    """The cost of the section ending with these two open."""
    return finishing(left, manner) + finishing(right, manner)
