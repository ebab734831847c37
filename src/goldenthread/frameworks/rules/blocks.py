"""Lines of a list as its blocks: headings of parts, numbered headings, bullets and prose, with their wrapped lines."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from goldenthread.frameworks.rules.headings import NUMBER_WORDS
from goldenthread.frameworks.rules.lines import BULLETS, Line, is_page_number, running_heads
from goldenthread.frameworks.rules.shape import join, starts_low

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_PART = re.compile(
    rf"^(?:part|section)\s+({'|'.join(NUMBER_WORDS)}|\d{{1,2}}|[ivx]{{1,3}})\b\s*[:.–—-]?\s*(.{{0,100}})$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:standard\s+)?(\d{1,2})(?:\s*[.):–—-]\s*|\s+)([A-Z‘“\"'].{2,})$", re.IGNORECASE)
_DATED = re.compile(r"^\d{1,2} [A-Z][a-z]+ \d{4}$")
_MARK = re.compile(rf"^([{BULLETS}*+–—-]|o(?=\s+\w)|\(?[a-h]\)|[a-h]\.(?=\s)|\(?[ivx]{{1,4}}\))(?:\s+|$)")
_TIED = re.compile(r"(?:[-,–—]|\b(?:a|an|the|of|and|or|in|on|at|for|to|by|with|from|that|which|who|their|its|as|all))$")
_ALONE = frozenset({"preamble"})
MOST_IN_A_HEADING = 25
FULL = 0.7
FEW_WORDS = 2
LONGEST_TIE = 12


class Form(StrEnum):
    """What a block is, by its form alone."""

    PART = "part"
    NUMBERED = "numbered"
    HEADING = "heading"
    BULLET = "bullet"
    PROSE = "prose"


@dataclass(slots=True)
class Block:
    """A block of lines: its words without its mark, its mark, its number, how far it is stepped in."""

    form: Form
    text: str
    lines: list[Line] = field(default_factory=list)
    number: int = 0
    mark: str = ""
    step: int = 0

    @property
    def numbers(self) -> tuple[int, ...]:
        """The lines it stands on."""
        return tuple(line.number for line in self.lines)

    @property
    def introduces(self) -> bool:
        """Whether it says that something follows."""
        return self.text.endswith(":")


def is_tied(text: str) -> bool:
    """Whether no sentence can stop here: at a word that leads on, a comma or a dash."""
    return bool(_TIED.search(text[-LONGEST_TIE:]))


def blocks_of(lines: tuple[Line, ...]) -> tuple[list[Block], frozenset[int]]:
    """The blocks in order, and the numbers of the lines that are only the page's furniture."""
    # What bears a mark or a number is the list's own, however often it stands at a page's edge.
    heads = {head for head in running_heads(lines) if not any(own.match(head) for own in (_MARK, _NUMBERED, _PART))}
    filled = sorted(len(line.text) for line in lines if len(line.text.split()) > FEW_WORDS)
    full = FULL * filled[int(len(filled) * 0.9)] if filled else 0.0
    found, furniture = list[Block](), set[int]()
    blank = turned = False
    for at, line in enumerate(lines):
        turned |= line.new_page
        if line.is_blank:
            blank = True
            continue
        if line.text in heads or (is_page_number(line.text) and not _is_numeral(lines, at, found)):
            furniture.add(line.number)
            turned = True
            continue
        before = found[-1] if found else None
        if before is not None and _goes_on(before, line, blank=blank, turned=turned, full=full):
            before.text = join(before.text, line.text)
            before.lines.append(line)
        else:
            found.append(_begun(line))
        blank = turned = False
    return found, frozenset(furniture)


def _is_numeral(lines: tuple[Line, ...], at: int, found: list[Block]) -> bool:
    """Whether a number alone on its line is the next of the headings: their words stand below it, then a bullet."""
    if not _is_figure(lines[at].text):
        return False
    last = next((block.number for block in reversed(found) if block.form is Form.NUMBERED), 0)
    below = [line.text for line in lines[at + 1 :] if not line.is_blank][:4]
    return (
        int(lines[at].text) == last + 1
        and bool(below)
        and below[0][:1].isupper()
        and not _NUMBERED.match(below[0])
        and any(_MARK.match(text) for text in below[1:])
    )


def _begun(line: Line) -> Block:
    """The block that a line begins."""
    text = line.text
    part = _PART.match(text)
    if part and len(text.split()) <= MOST_IN_A_HEADING and text[-1:] not in ".,;":
        return Block(Form.PART, part.group(2), [line], _figure(part.group(1)))
    bullet = _MARK.match(line.raw.strip())
    if bullet:
        rest = " ".join(text.removeprefix(bullet.group(1)).split())
        step = len(line.raw) - len(line.raw.lstrip())
        return Block(Form.BULLET, rest, [line], mark=_sort_of(bullet.group(1)), step=step)
    numbered = _NUMBERED.match(text)
    if numbered and numbered.group(2)[0].upper() == numbered.group(2)[0] and not _DATED.match(text):
        return Block(Form.NUMBERED, numbered.group(2), [line], int(numbered.group(1)))
    if _is_figure(text):
        return Block(Form.NUMBERED, "", [line], int(text))
    form = Form.HEADING if line.is_heading or text.lower() in _ALONE else Form.PROSE
    return Block(form, text, [line])


def _is_figure(text: str) -> bool:
    """Whether a line is a number and nothing else; what is longer than any number of a heading is words."""
    return text.isdecimal() and len(text) < 10


def _figure(said: str) -> int:
    low = said.lower()
    if low in NUMBER_WORDS:
        return NUMBER_WORDS.index(low) + 1
    return int(low) if _is_figure(low) else _ROMAN.get(low, 0)


def _sort_of(mark: str) -> str:
    """Letters and small numerals are marks of one sort each."""
    return "letter" if re.search(r"[a-z]", mark) and mark != "o" else mark


def _goes_on(before: Block, line: Line, *, blank: bool, turned: bool, full: float) -> bool:
    """Whether a line goes on with the block before it."""
    if _begun(line).form is not Form.PROSE:
        return False
    if not before.text:
        return True
    if before.form is Form.HEADING:
        return False
    low, last = starts_low(line.text), before.lines[-1].text
    apart = blank and not turned
    if before.form is Form.PART:
        return not apart and (low or (before.text.isupper() and line.text.isupper()) or is_tied(before.text))
    if before.form is Form.NUMBERED:
        return low or (not apart and is_tied(before.text))
    if apart:
        return low and before.form is Form.BULLET and before.text[-1:] not in ".;:!?" and is_tied(before.text)
    if low or is_tied(before.text):
        return True
    return len(last) >= full and before.text[-1:] not in ".:!?" if before.form is Form.BULLET else _flows(last, full)


def _flows(last: str, full: float) -> bool:
    """Whether prose goes on below this line: it is full, or does not end a sentence."""
    return last[-1:] not in ".:!?" or (len(last) >= full and last[-1:] != ":")


def marks_on(block: Block, line: Line) -> int:
    """How many words of a block's line are its mark, and no words of its own."""
    raw = line.raw.split()
    if block.form not in (Form.NUMBERED, Form.BULLET) or line is not block.lines[0]:
        return 0
    first = re.sub(r"[\W_]", "", block.text.split(maxsplit=1)[0]) if block.text else ""
    return next((at for at, word in enumerate(raw) if first and re.sub(r"[\W_]", "", word) == first), len(raw))
