"""What the reader is not sure of, said so that a person can settle it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from goldenthread.frameworks.rules.headings import Heading
from goldenthread.frameworks.rules.lines import BULLETS, Sort, Token
from goldenthread.frameworks.rules.paths import Step
from goldenthread.frameworks.rules.shape import Manner, brackets, is_ended, starts_low, width
from goldenthread.frameworks.types import Doubt, Kind, Piece, Reading, ReadItem, ReadSection, Use

_CODED = re.compile(r"[a-z][.):]?$|\d\.\d")
_INSIDE = re.compile(rf"[{BULLETS}]|[.!?:]\s\d{{1,3}}[.)]\s[A-Z]|\bby:\s")
_RUNS_ON = re.compile(r"[a-z)][.!?]\s[A-Z]")
TOO_MUCH_UNPLACED = 0.03
TOO_MUCH_DOUBT = 0.34
FEW = 4
GRAVE = frozenset(
    {
        "cut_short",
        "starts_low",
        "brackets",
        "stem_open",
        "no_number",
        "same_number",
        "no_stem",
        "contested",
        "run_together",
    }
)
UNRELIABLE = frozenset({"no_framework", "scrambled", "rows_fused"})


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
    items = []
    for draft in drafts:
        lines = tuple(dict.fromkeys(woven[step.at].line for step in draft.steps))
        doubts = [*_of_text(draft, woven, manner, lines), *_of_marks(draft, woven, numbers, lines, first)]
        beside = [at for at in lost if draft.steps[0].at - 1 <= at <= draft.steps[-1].at + 1]
        if beside:
            says = "Lines beside this found no place. They may belong to it."
            doubts.append(Doubt("words_beside", says, tuple(woven[at].line for at in beside)))
        if draft.kind is Kind.STEM and draft.order not in with_bullets:
            doubts.append(Doubt("stem_alone", "No practice bullets were found under this stem.", lines))
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


def _of_text(draft: Draft, woven: tuple[Token, ...], manner: Manner, lines: tuple[int, ...]) -> list[Doubt]:
    text, doubts = draft.text, list[Doubt]()
    if draft.kind is Kind.STEM and not text.endswith(":"):
        doubts.append(Doubt("stem_open", "A stem usually ends with a colon, and this one does not.", lines[-1:]))
    if draft.kind is not Kind.STEM and not is_ended(text):
        doubts.append(Doubt("cut_short", "This stops in the middle of a sentence. Words may be lost.", lines[-1:]))
    if starts_low(text) and manner.capitals > 0.5:
        doubts.append(Doubt("starts_low", "This begins in the middle of a sentence. Words may be lost.", lines[:1]))
    if any(brackets(text)):
        doubts.append(Doubt("brackets", "A bracket is opened and not closed, or closed and not opened.", lines))
    doubts += _run_together(draft, woven, lines)
    if any(step.fused for step in draft.steps):
        fused = tuple(woven[step.at].line for step in draft.steps if step.fused)
        doubts.append(Doubt("fused", "Two columns stand on one line here. Check where one ends.", fused))
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


def _passes_a_numeral(step: Step, woven: tuple[Token, ...]) -> bool:
    return woven[step.at].number is not None and step.starts is not Kind.LEARN_THAT and not step.fused


def _run_together(draft: Draft, woven: tuple[Token, ...], lines: tuple[int, ...]) -> Iterator[Doubt]:
    """Where two items may have become one."""
    text = draft.text
    if _INSIDE.search(text) or (draft.kind is Kind.STEM and _RUNS_ON.search(text)):
        says = "A mark, a numeral or the end of a stem stands within these words. Two items may have run together."
        yield Doubt("run_together", says, lines)
    places = tuple(woven[two.at].line for one, two in pairwise(draft.steps) if _may_begin(one, two, woven[two.at]))
    if places:
        says = "Something new may begin on this line: the one before ends a sentence, and the page does not tell."
        yield Doubt("may_begin", says, places)


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


def of_pages(source: str) -> tuple[Doubt, ...]:
    """The pages of a text from PDF without a word: they are pictures, blank, or damaged and lost."""
    found, line = list[Doubt](), 1
    for number, page in enumerate(source.split("\f"), start=1):
        if not page.split():
            says = f"No words were found on page {number}. If there are any in the document, they are lost here."
            found.append(Doubt("page_without_words", says, (line,)))
        line += page.count("\n")
    return tuple(found)


def of_section(
    heading: Heading,
    items: tuple[ReadItem, ...],
    steps: tuple[Step, ...],
    woven: tuple[Token, ...],
    loose: tuple[Token, ...] = (),
) -> tuple[Doubt, ...]:
    """What is doubtful about the section as a whole."""
    doubts = []
    if heading.inferred:
        doubts.append(Doubt("heading_guessed", "This heading has no number. Its place in the order was worked out."))
    lost = tuple(woven[step.at].line for step in steps if not step.column) + tuple(token.line for token in loose)
    if lost:
        doubts.append(Doubt("unplaced", "These lines found no place in any statement.", lost))
    ghosts = tuple(dict.fromkeys(token.line for token in woven if token.sort is Sort.GHOST))
    if ghosts:
        says = "This looks like the line before it, recognised a second time and wrongly. It is left out."
        doubts.append(Doubt("ghost", says, ghosts))
    used = {step.mark_at for step in steps} - {None}
    lone = tuple(token.line for at, token in enumerate(woven) if token.sort is Sort.NUMERAL and at not in used)
    if lone:
        doubts.append(Doubt("lone_number", "These numerals found no statement.", lone))
    if items and any(token.is_placed for token in woven) and len({item.kind is Kind.LEARN_THAT for item in items}) < 2:
        doubts.append(Doubt("one_column", "Nothing was found in one of the two columns of this section."))
    if not items:
        doubts.append(Doubt("no_items", "No statements were found in this section.", ()))
    return tuple(doubts)


def judged(
    title: str,
    sections: tuple[ReadSection, ...],
    account: tuple[Piece, ...],
    body: tuple[Token, ...],
) -> Reading:
    """The reading as a whole, and whether anybody should build on it."""
    doubts = list[Doubt]()
    items = [item for section in sections for item in section.items]
    if not items:
        doubts.append(Doubt("no_framework", "No numbered statements under a “Learn that” label were found."))
    numbers = [section.number for section in sections]
    absent = [number for number in range(1, max(numbers, default=0)) if number not in numbers]
    if absent:
        doubts.append(Doubt("section_missing", f"Sections missing: {', '.join(map(str, absent))}."))
    amid = sum(two.line == one.line and two.bullet and not two.is_placed for one, two in pairwise(body) if one.text)
    if amid > FEW:
        says = "Bullets stand in the middle of lines: rows of two columns have become one, and cannot be told apart."
        doubts.append(Doubt("rows_fused", says))
    words = sum(len(token.text.split()) for token in body) or 1
    lost = sum(len(piece.text.split()) for piece in account if piece.use is Use.UNPLACED)
    grave = [item for item in items if {doubt.code for doubt in item.doubts} & GRAVE]
    if lost > words * TOO_MUCH_UNPLACED or len(grave) > max(FEW, len(items) * TOO_MUCH_DOUBT):
        doubts.append(Doubt("scrambled", "Too many lines do not follow one another. The text may be scrambled."))
    return Reading(title, sections, account, tuple(doubts), is_reliable=not {d.code for d in doubts} & UNRELIABLE)
