"""A list of standards: told from other documents by its form alone, and read whole with the account of every word.

Its form is a run of numbered headings with bullets below them, in a document that calls itself standards. Where words
stand between the headings and their bullets ("Teachers:"), each heading is a section; where bullets follow at once,
each heading is a standard itself, and its part of the document is the section (decision 0050).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from goldenthread.frameworks.rules.blocks import MOST_IN_A_HEADING, Block, Form, blocks_of, marks_on
from goldenthread.frameworks.rules.front import year_of
from goldenthread.frameworks.rules.lines import Line, is_label
from goldenthread.frameworks.rules.nesting import Nested, nested, of_list
from goldenthread.frameworks.types import Doubt, Kind, Piece, Reading, ReadItem, ReadSection, Use

LEAST_STANDARDS = 3
LEAST_BULLETS = 4
MOST_JUMP = 3
MOST_IN_A_TITLE = 6
FEW_LOST = 20
_SAYS_SO = re.compile(r"\bstandards?\b", re.IGNORECASE)
_CODE = re.compile(r"\(([A-Z]{2,10})\)")
_YEAR = re.compile(r"\b(20\d\d)\b")
_PREAMBLE = "preamble"
_OTHERS = frozenset({Form.HEADING, Form.NUMBERED})
_HEADINGS = _OTHERS | {Form.PART}


@dataclass(frozen=True, slots=True)
class _Run:
    """The numbered headings that are the list's own, as indices of blocks, and where the list ends."""

    at: tuple[int, ...]
    end: int


@dataclass(frozen=True, slots=True)
class _Laid:
    """A section before its items have positions: its heading's blocks, what is in it, and what is doubtful."""

    number: int
    title: str
    heading: Block
    items: tuple[Nested, ...]
    intro: tuple[Block, ...]
    lost: tuple[Block, ...]
    doubts: tuple[Doubt, ...] = ()


def is_standards(lines: tuple[Line, ...]) -> bool:
    """Whether this is a list of standards. Prose that merely holds a numbered list is none."""
    if any(is_label(line.text) for line in lines):
        return False
    blocks, _ = blocks_of(lines)
    run = _run(blocks)
    if run is None:
        return False
    bullets = sum(block.form is Form.BULLET for block in blocks[run.at[0] : run.end])
    return bullets >= LEAST_BULLETS and any(_calls_itself_so(block) for block in blocks[: run.at[0] + 1])


def _calls_itself_so(block: Block) -> bool:
    words = " ".join(line.text for line in block.lines[:1])
    return bool(_SAYS_SO.search(words)) and len(words.split()) <= 14 and words[-1:] not in ".,;:"


def read_standards(lines: tuple[Line, ...]) -> Reading:
    """Read a list of standards. Nothing is looked up, invented, dropped or used twice."""
    blocks, furniture = blocks_of(lines)
    run = _run(blocks)
    assert run is not None
    laid = (
        _by_heading(blocks, run) if _is_by_heading(blocks, run) else _by_part(blocks, run, _title(blocks[: run.at[0]]))
    )
    laid = _with_preamble(blocks, laid)
    sections, uses = list[ReadSection](), dict[int, tuple[Use, int | None]]()
    position = 0
    for one in laid:
        items = tuple(_items(one, position))
        position += len(items)
        sections.append(_section(one, items))
        uses |= _uses(one, items)
    first = min(block.lines[0].number for one in laid for block in (one.heading,))
    account = tuple(_account(lines, blocks, furniture, uses, first))
    front = blocks[: next(at for at, block in enumerate(blocks) if block.lines[0].number >= first)]
    title = _title(front)
    doubts = (*_of_front(front), *_scrambled(sections, account))
    return Reading(
        title,
        tuple(sections),
        account,
        doubts,
        is_reliable=not any(doubt.code == "scrambled" for doubt in doubts),
        code=next(iter(_CODE.findall(title)), ""),
        year=_year(title, lines[: first - 1], lines),
    )


def _run(blocks: Sequence[Block]) -> _Run | None:
    """Of the runs of rising numbered headings the one with the most bullets below them; of equals the last."""
    runs: list[list[int]] = []
    for at, block in enumerate(blocks):
        if block.form is not Form.NUMBERED or not _is_title(block):
            continue
        last = blocks[runs[-1][-1]].number if runs else 0
        if not runs or block.number <= last:
            runs.append([])
            last = 0
        if block.number == last + 1 or (_holds_bullets(blocks, at, _HEADINGS) and block.number <= last + 1 + MOST_JUMP):
            runs[-1].append(at)
        elif not runs[-1]:
            runs.pop()
    best = max(runs, key=lambda run: (sum(_holds_bullets(blocks, at, _HEADINGS) for at in run), run[0]), default=[])
    if sum(_holds_bullets(blocks, at, _HEADINGS) for at in best) < LEAST_STANDARDS:
        return None
    return _Run(tuple(best), _without_back(blocks, _end(blocks, best[-1])))


def _is_title(block: Block) -> bool:
    return len(block.text.split()) <= MOST_IN_A_HEADING and (block.text[-1:] not in ".;,")


def _end(blocks: Sequence[Block], last: int) -> int:
    """Where the list ends: below its last numbered heading, parts that have bullets are still its own."""
    for at in range(last + 1, len(blocks)):
        form = blocks[at].form
        if form in (Form.HEADING, Form.NUMBERED) or (form is Form.PART and not _holds_bullets(blocks, at, _OTHERS)):
            return at
    return len(blocks)


def _without_back(blocks: Sequence[Block], end: int) -> int:
    """Below the last bullet, what looks like a title begins matter that is none of the list."""
    last = max(at for at in range(end) if blocks[at].form is Form.BULLET)
    return next((at for at in range(last + 1, end) if blocks[at].form is Form.PROSE and _looks_titled(blocks[at])), end)


def _looks_titled(block: Block) -> bool:
    text, below = block.lines[0].text, block.lines[1].text if len(block.lines) > 1 else "A"
    short = len(text.split()) <= MOST_IN_A_TITLE
    return short and text[:1].isupper() and text[-1:].isalpha() and below[:1].isupper()


def _holds_bullets(blocks: Sequence[Block], at: int, before: frozenset[Form]) -> bool:
    """Whether bullets stand below, before any block of these forms."""
    found = next((block.form for block in blocks[at + 1 :] if block.form is Form.BULLET or block.form in before), None)
    return found is Form.BULLET


def _is_by_heading(blocks: Sequence[Block], run: _Run) -> bool:
    """Whether words stand between most of the headings and their bullets."""
    told = sum(blocks[at + 1].form is Form.PROSE for at in run.at if at + 1 < len(blocks))
    return told * 2 > len(run.at)


def _by_heading(blocks: Sequence[Block], run: _Run) -> list[_Laid]:
    """Each numbered heading as a section; a part with bullets and no such heading before or after them as well."""
    laid = list[_Laid]()
    before = [at for at in range(run.at[0]) if blocks[at].form is Form.PART and _holds_bullets(blocks, at, _HEADINGS)]
    if before:
        stop = next(at for at in range(before[-1] + 1, len(blocks)) if blocks[at].form in (Form.PART, Form.NUMBERED))
        laid.append(_part(blocks, before[-1], stop, number=0))
    inner = set(run.at)
    for at in run.at:
        stop = next((n for n in range(at + 1, run.end) if n in inner or _breaks(blocks, n)), run.end)
        items, intro, lost = of_list(blocks[at + 1 : stop])
        laid.append(_Laid(blocks[at].number, blocks[at].text, blocks[at], items, intro, lost))
    after = [at for at in range(run.at[-1], run.end) if blocks[at].form is Form.PART]
    for more, (at, stop) in enumerate(pairwise([*after, run.end]), start=1):
        laid.append(_part(blocks, at, stop, number=blocks[run.at[-1]].number + more))
    jumps = [(one, two) for one, two in pairwise([0, *(blocks[at].number for at in run.at)]) if two != one + 1]
    return [replace(one, doubts=(*one.doubts, *_of_jump(one, jumps))) for one in laid]


def _breaks(blocks: Sequence[Block], at: int) -> bool:
    return blocks[at].form in (Form.PART, Form.HEADING)


def _part(blocks: Sequence[Block], at: int, stop: int, *, number: int) -> _Laid:
    """A part beside numbered sections, which has no number among them."""
    items, intro, lost = of_list(blocks[at + 1 : stop])
    says = "This part has no number among the numbered ones. Its place in the order was worked out."
    doubt = Doubt("heading_guessed", says, blocks[at].numbers)
    return _Laid(number, _named(blocks[at]), blocks[at], items, intro, lost, (doubt,))


def _named(heading: Block) -> str:
    """A heading's own words; where it has none but its number, those."""
    return heading.text or heading.lines[0].text


def _of_jump(one: _Laid, jumps: Sequence[tuple[int, int]]) -> Iterator[Doubt]:
    for before, number in jumps:
        if one.number == number:
            says = f"Section {before + 1} is missing before this one."
            yield Doubt("section_missing", says, one.heading.numbers)


def _by_part(blocks: Sequence[Block], run: _Run, title: str) -> list[_Laid]:
    """Each part as a section, its numbered headings as standards; the whole list as one, where it has no parts."""
    parts = [at for at in range(run.at[0]) if blocks[at].form is Form.PART][-1:]
    start = parts[0] if parts else run.at[0]
    named = [start]
    for at in range(start + 1, run.end):
        if blocks[at].form is Form.PART and blocks[at].number != blocks[named[-1]].number:
            named.append(at)
    laid = list[_Laid]()
    for at, stop in pairwise([*named, run.end]):
        is_part = blocks[at].form is Form.PART
        body = blocks[at + 1 : stop] if is_part else blocks[at:stop]
        items, intro, lost = nested(body, frozenset(map(id, (blocks[n] for n in run.at))))
        number = blocks[at].number if is_part else 1
        heading = blocks[at] if is_part else Block(Form.HEADING, title, blocks[at].lines[:1])
        laid.append(_Laid(number, _named(heading), heading, items, intro, lost))
    return laid


def _with_preamble(blocks: Sequence[Block], laid: list[_Laid]) -> list[_Laid]:
    """What stands under the word alone, before the first section, as a section that only tells."""
    first = laid[0].heading.lines[0].number
    at = next((n for n, one in enumerate(blocks)
               if one.text.lower() == _PREAMBLE and one.lines[0].number < first), None)  # fmt: skip
    if at is None or laid[0].number == 0:
        return laid
    told = takewhile(lambda block: block.form is Form.PROSE and block.lines[0].number < first, blocks[at + 1 :])
    return [_Laid(0, blocks[at].text, blocks[at], (), tuple(told), ()), *laid]


def _items(one: _Laid, start: int) -> Iterator[ReadItem]:
    for at, item in enumerate(one.items):
        stem = start + item.under if item.under is not None else None
        yield ReadItem(
            start + at, Kind.STANDARD, one.number, item.number, item.block.text, item.block.numbers, stem, item.doubts
        )


def _section(one: _Laid, items: tuple[ReadItem, ...]) -> ReadSection:
    doubts = list(one.doubts)
    if one.lost:
        lines = tuple(number for block in one.lost for number in block.numbers)
        doubts.append(Doubt("unplaced", "These lines found no place in any statement.", lines))
    if not items and not one.intro:
        doubts.append(Doubt("no_items", "No statements were found in this section.", one.heading.numbers))
    intro = "\n\n".join(block.text for block in one.intro)
    return ReadSection(one.number, one.title, intro, one.heading.lines[0].number, items, tuple(doubts))


def _uses(one: _Laid, items: tuple[ReadItem, ...]) -> dict[int, tuple[Use, int | None]]:
    """What each block's words are, by the block's first line."""
    found: dict[int, tuple[Use, int | None]] = {one.heading.lines[0].number: (Use.HEADING, None)}
    found |= {block.lines[0].number: (Use.INTRO, None) for block in one.intro}
    found |= {block.lines[0].number: (Use.UNPLACED, None) for block in one.lost}
    return found | {
        item.block.lines[0].number: (Use.STATEMENT, made.position) for item, made in zip(one.items, items, strict=True)
    }


def _account(
    lines: tuple[Line, ...],
    blocks: Sequence[Block],
    furniture: frozenset[int],
    uses: dict[int, tuple[Use, int | None]],
    first: int,
) -> Iterator[Piece]:
    """A piece for the mark of each line and one for its words."""
    owner = {line.number: block for block in blocks for line in block.lines}
    for line in lines:
        if line.is_blank:
            continue
        if line.number in furniture:
            yield Piece(line.number, line.raw, Use.FURNITURE)
            continue
        block = owner[line.number]
        begun = block.lines[0].number
        other = Use.FRONT if begun < first else Use.HEADING if block.form is Form.PART else Use.BACK
        use, item = uses.get(begun, (other, None))
        words = line.raw.split()
        cut = marks_on(block, line) if use is Use.STATEMENT else 0
        if cut:
            yield Piece(line.number, " ".join(words[:cut]), Use.LABEL, item)
        if words[cut:]:
            yield Piece(line.number, " ".join(words[cut:]), use, item)


def _title(front: Sequence[Block]) -> str:
    """What the document calls itself: its first marked heading, or the first short line that speaks of standards."""
    marked = next((block.text for block in front if block.form is Form.HEADING and block.text.lower() != _PREAMBLE), "")
    named = next((block.lines[0].text for block in front if _calls_itself_so(block)), "")
    return marked or named


def _year(title: str, front: tuple[Line, ...], lines: tuple[Line, ...]) -> int | None:
    said = _YEAR.search(title)
    return int(said.group(1)) if said else year_of(front, lines)


def _of_front(front: Sequence[Block]) -> Iterator[Doubt]:
    """Lists before the first section that may be standards too."""
    bullets = [
        at
        for at, block in enumerate(front)
        if block.form is Form.BULLET and at and front[at - 1].form is not Form.BULLET
    ]
    led = [front[at] for at in bullets if front[at - 1].introduces and _long(front, at)]
    if led:
        says = (
            "Lists stand before the first section, and were left out as front matter. Look whether they are standards."
        )
        yield Doubt("list_in_front", says, tuple(block.lines[0].number for block in led))


def _long(front: Sequence[Block], at: int) -> bool:
    return sum(block.form is Form.BULLET for block in front[at : at + LEAST_STANDARDS]) == LEAST_STANDARDS


def _scrambled(sections: Sequence[ReadSection], account: Sequence[Piece]) -> Iterator[Doubt]:
    """Too much that has no place, or that does not fit together."""
    items = [item for section in sections for item in section.items]
    lost = sum(len(piece.text.split()) for piece in account if piece.use is Use.UNPLACED)
    words = sum(len(item.text.split()) for item in items)
    grave = sum(bool(item.doubts) for item in items)
    if lost > max(FEW_LOST, words // 5) or grave * 3 > max(FEW_LOST, len(items)):
        yield Doubt("scrambled", "Too much does not fit together. The text may be scrambled.")
