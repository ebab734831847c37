"""What the reader is not sure of, said so that a person can settle it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from goldenthread.frameworks.rules.lines import BULLETS, SOFT_HYPHEN, Sort, Token
from goldenthread.frameworks.rules.paths import Step
from goldenthread.frameworks.rules.shape import Manner, brackets, is_ended, starts_low, starts_with_gerund, width
from goldenthread.frameworks.types import Doubt, Kind, ReadItem

_CODED = re.compile(r"[a-z][.):]?$|\d\.\d")
_INSIDE = re.compile(rf"[{BULLETS}]|[.!?:]\s\d{{1,3}}[.)]\s[A-Z]|\b\d{{1,2}}\.\d{{1,2}}[.)]?\s[A-Z]|\bby:\s|\so\s")
_RUNS_ON = re.compile(r"[a-z)][.!?]\s[A-Z]")


class Draft(Protocol):
    """What is known of an item before its doubts are."""

    kind: Kind
    number: int | None
    stem: int | None
    order: int
    steps: list[Step]

    @property
    def text(self) -> str: ...


def doubted(
    section: int, drafts: Sequence[Draft], woven: tuple[Token, ...], manner: Manner, start: int, *, first: int = 1
) -> tuple[ReadItem, ...]:
    """The drafts as items, each with its doubts. ``first`` is the numeral that the section should begin with."""
    places = {draft.order: start + at for at, draft in enumerate(drafts)}
    numbers = [draft.number for draft in drafts if draft.number is not None]
    with_bullets = {draft.stem for draft in drafts if draft.kind is Kind.PRACTICE}
    placed = {step.at for draft in drafts for step in draft.steps}
    lost = [at for at, token in enumerate(woven) if token.sort is Sort.TEXT and at not in placed]
    stems = [draft.order for draft in drafts if draft.kind is Kind.STEM]
    lone = {order for order in stems if order not in with_bullets}
    items = []
    for draft in drafts:
        lines = tuple(dict.fromkeys(woven[step.at].line for step in draft.steps))
        doubts = [*_of_text(draft, woven, manner, lines), *_of_marks(draft, woven, numbers, lines, first)]
        beside = [at for at in lost if draft.steps[0].at - 1 <= at <= draft.steps[-1].at + 1]
        if beside:
            says = "Lines beside this found no place. They may belong to it."
            doubts.append(Doubt("words_beside", says, tuple(woven[at].line for at in beside)))
        if draft.order in lone:
            doubts.append(Doubt("stem_alone", "No practice bullets were found under this stem.", lines))
        elif draft.kind is Kind.STEM and (lone & set(_beside(stems, draft.order)) or _may_end_early(draft, drafts)):
            says = (
                "A stem beside this one has no bullets of its own, or ran into other words. Some of these may be its."
            )
            doubts.append(Doubt("not_its_own", says, lines))
        stem = places.get(draft.stem) if draft.stem is not None else None
        items.append(
            ReadItem(
                places[draft.order],
                draft.kind,
                section,
                draft.number,
                draft.text,
                lines,
                stem,
                tuple(doubts),
                _printed(draft.steps[0], woven),
            )
        )
    return tuple(items)


def _beside(ordered: list[int], one: int) -> list[int]:
    at = ordered.index(one)
    return ordered[max(0, at - 1) : at + 2]


def _may_end_early(stem: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether what looks like another stem's end, within other words, stands between a stem and one of its bullets."""
    last = max((draft.steps[0].at for draft in drafts if draft.stem == stem.order), default=0)
    return any(
        step.text.endswith("by:")
        for draft in drafts
        if draft.kind is not Kind.STEM
        for step in draft.steps
        if stem.steps[-1].at < step.at < last
    )


def _of_text(draft: Draft, woven: tuple[Token, ...], manner: Manner, lines: tuple[int, ...]) -> list[Doubt]:
    text, doubts = draft.text, list[Doubt]()
    if draft.kind is Kind.STEM and not text.endswith(":"):
        doubts.append(Doubt("stem_open", "A stem usually ends with a colon, and this one does not.", lines[-1:]))
    if draft.kind is not Kind.STEM and not is_ended(text) and not manner.may_stop(draft.kind, text):
        doubts.append(Doubt("cut_short", "This stops in the middle of a sentence. Words may be lost.", lines[-1:]))
    if starts_low(text) and manner.capitals > 0.5:
        doubts.append(Doubt("starts_low", "This begins in the middle of a sentence. Words may be lost.", lines[:1]))
    if any(brackets(text)):
        doubts.append(Doubt("brackets", "A bracket is opened and not closed, or closed and not opened.", lines))
    doubts += _run_together(draft, woven, manner, lines)
    fused = tuple(woven[step.at].line for step in draft.steps if step.fused or _shares_its_line(step.at, woven))
    if fused:
        doubts.append(Doubt("fused", "Two columns stand on one line here. Check where one ends.", fused))
    parted = [_parted(one.text, two.text) for one, two in pairwise(draft.steps) if one.text.endswith(SOFT_HYPHEN)]
    unknown = [word for word in parted if word.lower() not in manner.commons]
    if unknown:
        says = f"“{unknown[0]}” was parted at the end of a line, and may have a hyphen of its own."
        doubts.append(Doubt("hyphen_closed", says, lines))
    contested = tuple(dict.fromkeys(woven[step.at].line for step in draft.steps if step.contested))
    if contested:
        doubts.append(
            Doubt("contested", "The columns take turns here, and these lines could be read another way.", contested)
        )
    passed = tuple(woven[step.at].line for step in draft.steps if _passes_a_numeral(step, woven))
    if passed:
        doubts.append(Doubt("numeral_inside", "A numeral stands before these words, and was not followed.", passed))
    wide = _too_wide(draft, woven, manner)
    if wide:
        doubts.append(Doubt("wide", "This line is wider than its column. A hyphen or a column edge may be lost.", wide))
    return doubts


def _parted(one: str, two: str) -> str:
    """The word that a soft hyphen parted."""
    return one.rsplit(maxsplit=1)[-1].removesuffix(SOFT_HYPHEN) + two.split(maxsplit=1)[0].strip(".,;:!?)")


def _shares_its_line(at: int, woven: tuple[Token, ...]) -> bool:
    """Whether a bullet of the other column follows on the same line, where nothing but the bullet parts the two."""
    token = woven[at]
    return any(
        after.bullet and after.line == token.line and not (token.side or after.side) for after in woven[at + 1 : at + 2]
    )


def _passes_a_numeral(step: Step, woven: tuple[Token, ...]) -> bool:
    return woven[step.at].number is not None and step.starts is not Kind.LEARN_THAT and not step.fused


def _run_together(draft: Draft, woven: tuple[Token, ...], manner: Manner, lines: tuple[int, ...]) -> Iterator[Doubt]:
    """Where two items may have become one."""
    text = draft.text
    if _INSIDE.search(text) or (draft.kind is Kind.STEM and _RUNS_ON.search(text)) or _starts_anew(draft.kind, text):
        says = "A mark, a numeral or the end of a stem stands within these words. Two items may have run together."
        yield Doubt("run_together", says, lines)
    words = text.split()
    amid = next((at for at in range(1, len(words)) if manner.breaks_off(words, at)), None)
    if amid is not None:
        says = f"Something else may begin with “{words[amid]}”: no sentence ends before it."
        yield Doubt("breaks_off", says, lines)
    heads = tuple(woven[step.at].line for at, step in enumerate(draft.steps)
                  if not woven[step.at].is_placed and _is_head(draft, at, manner))  # fmt: skip
    if heads:
        says = "This line stands elsewhere too, word for word. It may be the head of a page, and none of these words."
        yield Doubt("head_amid", says, heads)
    places = tuple(woven[two.at].line for one, two in pairwise(draft.steps) if _may_begin(one, two, woven[two.at]))
    if places:
        says = "Something new may begin on this line: the one before ends a sentence, and the page does not tell."
        yield Doubt("may_begin", says, places)


def _is_head(draft: Draft, at: int, manner: Manner) -> bool:
    """Whether a line that the document has again stands amid other words, or before what begins by itself."""
    after = draft.steps[at + 1].text if at + 1 < len(draft.steps) else ""
    return draft.steps[at].text in manner.again and (at > 0 or after[:1].isupper())


def _starts_anew(kind: Kind, text: str) -> bool:
    """Whether a sentence within a bullet begins as bullets do."""
    one, *others = re.split(r"(?<=[a-z)][.!?])\s(?=[A-Z])", text)
    return kind is Kind.PRACTICE and starts_with_gerund(one) and any(starts_with_gerund(other) for other in others)


def _printed(first: Step, woven: tuple[Token, ...]) -> str:
    """The code before an item: neither a bullet nor a mere numeral."""
    mark = woven[first.at].mark if first.mark_at is None else woven[first.mark_at].raw
    return mark if _CODED.search(mark) else ""


def _may_begin(before: Step, step: Step, token: Token) -> bool:
    return token.is_placed and token.place.begins is None and is_ended(before.text) and not starts_low(step.text)


def _too_wide(draft: Draft, woven: tuple[Token, ...], manner: Manner) -> tuple[int, ...]:
    if not manner.column:
        return ()
    return tuple(
        woven[step.at].line
        for step in draft.steps
        if not step.fused and not woven[step.at].is_placed and width(step.text) > manner.column * 1.25
    )


def _of_marks(
    draft: Draft, woven: tuple[Token, ...], numbers: list[int], lines: tuple[int, ...], least: int
) -> list[Doubt]:
    first = draft.steps[0]
    if draft.kind is Kind.PRACTICE:
        doubts = []
        if first.mark_at is None and not woven[first.at].bullet:
            doubts.append(Doubt("no_bullet", "No bullet mark was found for this. Is it an item of its own?", lines[:1]))
        if draft.stem is None:
            doubts.append(Doubt("no_stem", "No stem was found above this bullet. It may be lost.", lines[:1]))
        return doubts
    if draft.kind is Kind.STEM:
        return []
    if first.mark_at is not None and not woven[first.at].after_blank and woven[first.at - 1].sort is Sort.TEXT:
        return [
            Doubt(
                "start_guessed", "The numeral stands apart, and where this statement begins was worked out.", lines[:1]
            )
        ]
    if draft.number is not None and first.mark_at is None and not woven[first.at].mark:
        says = "The numeral is lost, and was worked out from those before and after."
        return [Doubt("number_inferred", says, lines[:1])]
    if draft.number is None:
        return [Doubt("no_number", "No numeral was found for this statement.", lines[:1])]
    if numbers.count(draft.number) > 1:
        return [Doubt("same_number", f"Two statements of this section have the numeral {draft.number}.", lines[:1])]
    missing = [number for number in range(least, draft.number) if number not in numbers]
    if missing and missing[-1] == draft.number - 1:
        return [Doubt("number_jumps", f"Numeral {missing[-1]} is missing before this statement.", lines[:1])]
    return []
