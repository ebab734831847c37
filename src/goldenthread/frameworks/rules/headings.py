"""Where a document's sections begin and end: its headings, its body, its references."""

import re
from dataclasses import dataclass

from goldenthread.frameworks.rules.lines import Line, is_page_number, is_that_label

_COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBER_WORDS = tuple(_COUNTED.split())
_WORDED = re.compile(
    rf"^(?:section\s+)?({'|'.join(NUMBER_WORDS)})\s*(?:\s[-–—]|[:.–—]|-)\s*(\S.{{0,110}})$", re.IGNORECASE
)
_DIGITAL = re.compile(r"^(?:section\s+|area\s+)?(\d{1,2})\s*(?:[-–—:.]|\s)\s*([A-Z].{0,110})$", re.IGNORECASE)
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
    if digital and _is_title(digital.group(2)) and (lines[at].is_heading or _label_soon(lines, at)):
        return Heading(at, at, int(digital.group(1)), digital.group(2).strip())
    return None


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
    start = 0
    for label in labels:
        within = [heading for heading in found if start <= heading.first < label]
        if within:
            named += [_wrapped(lines, heading, label) for heading in within]
        elif (guess := _guess(lines, start, label, len(named))) is not None:
            named.append(guess)
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


def _guess(lines: tuple[Line, ...], start: int, label: int, count: int) -> Heading | None:
    for at in range(label - 1, max(start, label - 60) - 1, -1):
        line = lines[at]
        if line.place.side:
            return None
        if line.is_blank or line.place.is_furniture or is_page_number(line.text):
            continue
        if line.is_heading or (_is_title(line.text) and at >= label - 3):
            return Heading(at, at, count + 1, line.text, inferred=True)
        if not any(other.is_heading for other in lines[start:at]):
            return None
    return None


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
