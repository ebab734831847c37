"""Where a document's sections begin and end: its headings, its body, its references."""

import re
from dataclasses import dataclass

from goldenthread.frameworks.rules.lines import SMALL_WORDS, Line, is_label, is_page_number, is_that_label
from goldenthread.frameworks.rules.shape import is_ended, starts_low

_COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBER_WORDS = tuple(_COUNTED.split())
_WORDED = re.compile(
    rf"^(?:section\s+)?({'|'.join(NUMBER_WORDS)})\s*(?:\s[-–—]|[:.–—]|-)\s*(\S.{{0,110}})$", re.IGNORECASE
)
_DIGITAL = re.compile(r"^(?:section\s+|area\s+)?(\d{1,2})\s*(?:[-–—:.]|\s)\s*([A-Z].{0,110})$", re.IGNORECASE)
_CALLED = re.compile(r"^(?:section|area)\s+\d{1,2}\s*[-–—:.]", re.IGNORECASE)
# Early-career and initial-training frameworks name the standard that a section serves: "Trust (Standard 7 – …)".
_SERVING = re.compile(r"^[A-Z][^()]{2,80}\(standard\s+(\d{1,2})\b[^()]{0,100}(\)?)$", re.IGNORECASE)
_LEADERS = re.compile(r"\.{4,}|\s\d{1,3}$")
MOST_IN_REST = 10
_REFERENCES = re.compile(r"^(?:references|bibliography|sources)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading: where its lines are (as indices) and whether its number had to be worked out."""

    first: int
    last: int
    number: int
    title: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The document cut into front, sections and references, by indices of lines."""

    headings: tuple[Heading, ...]
    heads_again: frozenset[int]
    end: int


def plan(lines: tuple[Line, ...]) -> Plan:
    """Find the sections. A document with no label or no heading has none."""
    labels = [at for at, line in enumerate(lines) if _has_that_label(line)]
    found = [heading for at in range(len(lines)) if (heading := _heading_at(lines, at)) is not None]
    named = _with_labels(lines, found, labels)
    headings, again = _rising(named), frozenset[int]()
    if headings:
        chosen = {heading.first for heading in headings}
        titles = {(heading.number, heading.title) for heading in headings}
        again = frozenset(
            h.first
            for h in found
            if h.first > headings[0].first and h.first not in chosen and (h.number, h.title) in titles
        )
    return Plan(headings, again, _end(lines, headings, labels))


def _has_that_label(line: Line) -> bool:
    if line.place.side or line.place.is_furniture:
        return False
    return is_that_label(line.text) or is_that_label(line.raw.replace("\t", " ").strip())


def _heading_at(lines: tuple[Line, ...], at: int) -> Heading | None:
    if lines[at].place.side or lines[at].place.is_furniture:
        return None
    text = lines[at].text
    worded = _WORDED.match(text)
    if worded and _is_title(worded.group(2)):
        number = NUMBER_WORDS.index(worded.group(1).lower()) + 1
        return Heading(at, at, number, worded.group(2).strip())
    serving = _SERVING.match(text)
    if serving:
        return _serving(lines, at, int(serving.group(1)), is_closed=bool(serving.group(2)))
    digital = _DIGITAL.match(text)
    if digital and _is_title(digital.group(2)) and _is_set_apart(lines, at):
        return Heading(at, at, int(digital.group(1)), digital.group(2).strip())
    return None


def _is_set_apart(lines: tuple[Line, ...], at: int) -> bool:
    """Whether a numeral with words is a heading: it is marked as one, or calls itself one, or a label follows soon.

    What stands right below a label is the first statement of a list, however soon its page ends.
    """
    if lines[at].is_heading or _CALLED.match(lines[at].text):
        return True
    return _label_soon(lines, at) and not is_label(_above(lines, at))


def _above(lines: tuple[Line, ...], at: int, first: int = 0) -> str:
    """The nearest words above a line, page numbers passed over; none where there are none from ``first`` on."""
    above = (lines[up].text for up in range(at - 1, first - 1, -1) if not lines[up].is_blank)
    return next((text for text in above if not is_page_number(text)), "")


def _serving(lines: tuple[Line, ...], at: int, number: int, *, is_closed: bool) -> Heading | None:
    """A title with the standard that it serves, whose bracket may close on the next line."""
    if is_closed:
        return Heading(at, at, number, lines[at].text)
    after = lines[at + 1].text if at + 1 < len(lines) else ""
    is_its_end = after.endswith(")") and "(" not in after and len(after.split()) <= MOST_IN_REST
    return Heading(at, at + 1, number, f"{lines[at].text} {after}") if is_its_end else None


def _is_title(text: str) -> bool:
    return len(text.split()) <= 14 and text[-1:] not in ".;,:" and text[:1].isupper() and not _LEADERS.search(text)


def _label_soon(lines: tuple[Line, ...], at: int) -> bool:
    filled = [line for line in lines[at + 1 : at + 6] if not line.is_blank and not is_page_number(line.text)]
    return any(_has_that_label(line) for line in filled[:2])


def _with_labels(lines: tuple[Line, ...], found: list[Heading], labels: list[int]) -> list[Heading]:
    """Each label with its heading: one that was found, or the title-like line right before the label.

    A heading met again before the next label (a contents list, a running head) gives way to the first one that a
    label follows; a section of narrative alone, which has no label, is kept where no other has its number.
    """
    named: list[Heading] = []
    start, is_numbered = 0, False
    for label in labels:
        within = [heading for heading in found if start <= heading.first < label]
        if within:
            named += [_wrapped(lines, heading, label) for heading in within]
        elif (guess := _guess(lines, start, label, len(named), is_numbered=is_numbered)) is not None:
            named.append(guess)
        is_numbered = is_numbered or bool(within)
        start = label + 1
    return named


def _wrapped(lines: tuple[Line, ...], heading: Heading, label: int) -> Heading:
    """A title set over two lines, the second right before the label."""
    filled = [at for at in range(heading.last + 1, label) if not lines[at].is_blank]
    if len(filled) == 1 and filled[0] == heading.last + 1 and _is_title(lines[filled[0]].text.capitalize()):
        more = lines[filled[0]].text
        if len(more.split()) <= 8:
            return Heading(heading.first, filled[0], heading.number, f"{heading.title} {more}")
    return heading


def _guess(lines: tuple[Line, ...], start: int, label: int, count: int, *, is_numbered: bool) -> Heading | None:
    """The title-like line before a label: right before it, or before a few paragraphs that end there.

    Where headings before it have numbers, only a line marked as a heading is one: labels are said again on each page,
    and what stands before them there may be anything.
    """
    for at in range(label - 1, max(start, label - 60) - 1, -1):
        line = lines[at]
        if line.place.side:
            return None
        if line.is_blank or line.place.is_furniture or is_page_number(line.text):
            continue
        if is_label(line.text):
            return None
        is_near = not is_numbered and at >= label - 3 and _is_title(line.text)
        if line.is_heading or (is_near and not _goes_on(lines, at) and not _goes_on(lines, label)):
            return Heading(at, at, count + 1, line.text, inferred=True)
        if any(other.is_heading for other in lines[start:at]):
            continue
        if is_numbered or _goes_on(lines, label):
            return None
        if _opens_paragraphs(lines, at, start):
            digital = _DIGITAL.match(line.text)
            number, title = (int(digital[1]), digital[2].strip()) if digital else (count + 1, line.text)
            return Heading(at, at, number, title, inferred=digital is None)
    return None


def _opens_paragraphs(lines: tuple[Line, ...], at: int, start: int) -> bool:
    """Whether a line with a title's capitals stands between the end of a sentence and a line that begins one."""
    digital = _DIGITAL.match(lines[at].text)
    title = digital[2].strip() if digital else lines[at].text
    words = [word for word in title.split() if word[:1].isalpha() and word not in SMALL_WORDS]
    if not _is_title(title) or len(title.split()) > MOST_IN_REST or not all(word[0].isupper() for word in words):
        return False
    above = _above(lines, at, start)
    below = next(lines[down].text for down in range(at + 1, len(lines)) if not lines[down].is_blank)
    return (not above or is_ended(above)) and not starts_low(below) and not is_label(below)


def _goes_on(lines: tuple[Line, ...], at: int) -> bool:
    """Whether the words below a line go on with a sentence: below a label, it is one said again over a page."""
    below = (lines[down] for down in range(at + 1, len(lines)))
    words = next((line.text for line in below if not line.is_blank and not is_label(line.text)), "")
    return bool(words) and starts_low(words)


def _rising(named: list[Heading]) -> tuple[Heading, ...]:
    """The last heading of each number before its successor, in rising order: a contents list comes before them."""
    best: list[Heading] = []
    for heading in named:
        while best and best[-1].number >= heading.number and not _is_repeat(best, heading):
            best.pop()
        if not best or heading.number > best[-1].number:
            best.append(heading)
    return tuple(best)


def _is_repeat(best: list[Heading], heading: Heading) -> bool:
    """A running head: the same number and title as the section we are in, after its own label."""
    return best[-1].number == heading.number and best[-1].title == heading.title and best[-1].inferred


def _end(lines: tuple[Line, ...], headings: tuple[Heading, ...], labels: list[int]) -> int:
    if not headings:
        return len(lines)
    after = max([label for label in labels if label > headings[-1].last], default=headings[-1].last)
    for at in range(after + 1, len(lines)):
        if _REFERENCES.match(lines[at].text) and not lines[at].place.side:
            return at
    return len(lines)
