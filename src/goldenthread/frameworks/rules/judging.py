"""What is doubtful about a section, and about a reading as a whole."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from goldenthread.frameworks.rules.headings import Heading
from goldenthread.frameworks.rules.lines import Sort, Token, is_label
from goldenthread.frameworks.rules.paths import Step
from goldenthread.frameworks.types import Doubt, Kind, Piece, Reading, ReadItem, ReadSection, Use

TOO_MUCH_UNPLACED = 0.03
TOO_MUCH_DOUBT = 0.25
FEW = 4
STRAYED = "strayed"
_LACKS = Doubt("one_column", "Nothing was found in one of the two columns of this section.")
_STEM_ENDS = re.compile(r"\bby:$")
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
        "breaks_off",
    }
)
UNRELIABLE = frozenset({"no_framework", "scrambled", "rows_fused"})


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
    intro: tuple[Token, ...],
    loose: tuple[Token, ...] = (),
) -> tuple[Doubt, ...]:
    """What is doubtful about the section as a whole."""
    doubts = [*_of_intro(intro)]
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
    fallen = _fallen(steps, woven)
    if fallen:
        says = "The numerals do not rise down the page, so its lines are out of order. Check each bullet's stem."
        doubts.append(Doubt("out_of_order", says, fallen))
    if items and any(token.is_placed for token in woven) and _columns(items) < 2:
        doubts.append(_LACKS)
    if not items:
        doubts.append(Doubt("no_items", "No statements were found in this section.", ()))
    return tuple(doubts)


def _fallen(steps: tuple[Step, ...], woven: tuple[Token, ...]) -> tuple[int, ...]:
    """The lines of numerals that stand above a lesser one."""
    marked = [(step.number, step.at if step.mark_at is None else step.mark_at) for step in steps if step.number]
    marked.sort(key=lambda pair: pair[1])
    return tuple(woven[one[1]].line for one, two in pairwise(marked) if two[0] < one[0])


def _of_intro(intro: tuple[Token, ...]) -> Iterator[Doubt]:
    """An introduction tells; where it has bullets, or the end of a stem, something of a list has strayed into it."""
    strayed = tuple(dict.fromkeys(token.line for token in intro if token.bullet or _STEM_ENDS.search(token.text)))
    if strayed:
        yield Doubt(STRAYED, "These lines stand before the lists, and look like a part of one.", strayed)


def judged(
    title: str,
    sections: tuple[ReadSection, ...],
    account: tuple[Piece, ...],
    body: tuple[Token, ...],
) -> Reading:
    """The reading as a whole, and whether anybody should build on it."""
    doubts = list[Doubt]()
    items = [item for section in sections for item in section.items]
    sections = _told_of_strays(_lacking(sections) if _columns(items) > 1 else sections, account)
    if not items:
        doubts.append(Doubt("no_framework", "No numbered statements under a “Learn that” label were found."))
    numbers = [section.number for section in sections]
    absent = [number for number in range(1, max(numbers, default=0)) if number not in numbers]
    if absent:
        doubts.append(Doubt("section_missing", f"Sections missing: {', '.join(map(str, absent))}."))
    turning = [str(section.number) for section in sections if _takes_turns(section, account)]
    if turning and not any(token.is_placed for token in body):
        where = f"section{'s' if len(turning) > 1 else ''} {', '.join(turning)}"
        says = (
            f"The columns take turns in {where}, and only the order of the lines tells which bullet stands under which "
        )
        doubts.append(Doubt("takes_turns", says + "stem. Compare them with the document."))
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


def _takes_turns(section: ReadSection, account: tuple[Piece, ...]) -> bool:
    """Whether lines of the left column follow lines of the right with no label between them."""
    sides = {line: item.kind is Kind.LEARN_THAT for item in section.items for line in item.lines}
    if not sides:
        return False
    first, last = min(sides), max(sides)
    labels = sorted(piece.line for piece in account if first < piece.line < last and is_label(piece.text.strip()))
    return any(
        two_left and not one_left and bisect(labels, one) == bisect(labels, two)
        for (one, one_left), (two, two_left) in pairwise(sorted(sides.items()))
    )


def _columns(items: Iterable[ReadItem]) -> int:
    """How many of the two columns have something."""
    return len({item.kind is Kind.LEARN_THAT for item in items})


def _lacking(sections: tuple[ReadSection, ...]) -> tuple[ReadSection, ...]:
    """Where the document has two columns: the sections with one are doubted."""
    return tuple(
        replace(section, doubts=(*section.doubts, _LACKS))
        if _columns(section.items) == 1 and _LACKS not in section.doubts
        else section
        for section in sections
    )


def _told_of_strays(sections: tuple[ReadSection, ...], account: tuple[Piece, ...]) -> tuple[ReadSection, ...]:
    """What is missed in a section may stand just outside it: each side of such a place is told of the other.

    Outside are the introduction of the next section, the lists of one beside a section that lacks a column, what
    comes before the first section, and the references behind the last.
    """
    told = list(sections)

    def tell(at: int, code: str, says: str, lines: tuple[int, ...] = ()) -> None:
        told[at] = replace(told[at], doubts=(*told[at].doubts, Doubt(code, says, lines)))

    for at, (one, two) in enumerate(pairwise(sections)):
        strayed = next((doubt for doubt in two.doubts if doubt.code == STRAYED), None)
        if strayed:
            tell(
                at,
                "strayed_on",
                "Lines that may belong here stand before the lists of the next section.",
                strayed.lines,
            )
        for lacks, beside in ((one, at + 1), (two, at)):
            if _LACKS in lacks.doubts and sections[beside].items:
                tell(beside, "lacked_beside", f"Section {lacks.number} lacks a column. Some of these may be its own.")
    for use, at in ((Use.FRONT, 0), (Use.REFERENCES, -1)):
        stems = tuple(piece.line for piece in account if piece.use is use and _STEM_ENDS.search(piece.text.strip()))
        if told and stems:
            where = "before the first section" if use is Use.FRONT else "behind the last"
            tell(at, "strayed_outside", f"Lines that may belong here stand {where}.", stems)
    return tuple(told)
