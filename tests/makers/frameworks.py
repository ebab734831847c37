"""A made framework document of the 2020 suite's shape, in our own words, and the hazards of its real relations.

:func:`a_framework` gives what the document says; :func:`as_woven_text` sets it in two columns as an extractor of PDF
text hands them over: the columns' lines taking turns, numerals stranded, page numbers between, marks of both kinds,
and the *learn how to* label after its own content. :func:`as_markdown` sets it as a well-formed text.
"""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from goldenthread.frameworks.actions.detailing import accept_detail
from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.actions.publishing import publish_reading
from goldenthread.frameworks.actions.reading import keep_reading, lay_out_reading
from goldenthread.frameworks.actions.reviewing import accept_clear, accept_item, settle_doubt
from goldenthread.frameworks.actions.uploading import look_at
from goldenthread.frameworks.queries.reading import waiting_document
from goldenthread.frameworks.queries.reviewing import review_page
from goldenthread.frameworks.types import About, EditionRef, ReadingRef
from goldenthread.people.types import Actor
from tests.makers.cast import Cast
from tests.makers.contents import as_cells
from tests.makers.remembering import remembered

NUMBERS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
TITLES = (
    "Leading Learning", "Shaping the Timetable", "Growing Staff", "Working with Families", "Looking after Resources",
    "Making Change Stick", "Listening to Pupils", "Safe and Well", "Beyond the School", "Giving Account",
)  # fmt: skip
SUBJECTS = (
    "Clear routines", "Short and frequent checks", "Shared planning time", "Well-chosen examples", "Honest feedback",
    "Careful reading of evidence", "Early contact with families", "Patient coaching", "A settled start to lessons",
    "Open accounts of spending", "Simple written plans", "Regular visits to classrooms",
)  # fmt: skip
CLAIMS = (
    "can help pupils spend more of each lesson thinking about what they are being taught",
    "are more useful when everybody in the school means the same thing by them",
    "will take longer to settle than leaders expect, and should be looked at again after a term",
    "may be of little use unless time is set aside for the people who have to carry them out",
    "are worth keeping only as long as they lighten the work of teachers (e.g. by removing a form)",
    "should be judged by what pupils can do afterwards, rather than by how they were received",
)
SECONDS = (
    "",
    "",
    " They are seldom enough without further support.",
    " Their effect is small where few people use them.",
)
STEMS = (
    "Help colleagues to plan a term of work, including by:",
    "Build a calm and orderly place for pupils and adults, by:",
    "Contribute to decisions about money, time and people across the school, including by:",
    "Support new members of staff in their first year, including by:",
    "Work with families in ways that suit them, by:",
    "Keep a change going after its first weeks, including by:",
)
DEEDS = (
    "Setting aside an hour in which nothing else may be arranged",
    "Asking two or three colleagues to try the plan before everybody does",
    "Writing down what was agreed, and who will do which part of it",
    "Visiting lessons with one question in mind and talking about it on the same day",
    "Explaining the reasons for a rule to the people who have to keep it",
    "Checking after six weeks whether the work has become lighter (e.g. by counting meetings)",
    "Thanking people in public and correcting them in private",
    "Comparing what was spent with what was planned, and saying why they differ",
    "Choosing one thing to stop before adding another",
)  # fmt: skip


@dataclass(frozen=True)
class MadeSection:
    """A section of a made framework: what a faithful reading of it must say."""

    number: int
    title: str
    learn_that: tuple[str, ...]
    stems: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class MadeFramework:
    """A made framework."""

    title: str
    sections: tuple[MadeSection, ...]


def a_framework(*, sections: int = 3, seed: int = 1) -> MadeFramework:
    """A framework of 3 to 10 sections with 5 to 8 statements, 2 or 3 stems, and 2 to 4 bullets each."""
    chance = random.Random(seed)
    made = tuple(_section(number, chance) for number in range(1, sections + 1))
    return MadeFramework("Illustrative Framework for School Leaders", made)


def _section(number: int, chance: random.Random) -> MadeSection:
    subjects = chance.sample(SUBJECTS, chance.randint(5, 8))
    learn_that = tuple(f"{subject} {chance.choice(CLAIMS)}.{chance.choice(SECONDS)}" for subject in subjects)
    stems = tuple(
        (stem, tuple(f"{deed}." for deed in chance.sample(DEEDS, chance.randint(2, 4))))
        for stem in chance.sample(STEMS, chance.randint(2, 3))
    )
    return MadeSection(number, TITLES[number - 1], learn_that, stems)


def revised(framework: MadeFramework) -> MadeFramework:
    """A second edition: in the first section one statement reworded, the second removed, one added at the end.

    What stood after the one that was removed has moved up by one.
    """
    first, *others = framework.sections
    worded, _, *rest = first.learn_that
    learn_that = (worded.replace(" ", " and patience ", 1), *rest, "Money that is spent is accounted for in the open.")
    return replace(framework, sections=(replace(first, learn_that=learn_that), *others))


FRONT = """Summary
About this document
It was made up to try out a reader of framework documents. Nobody published it,
and its statements are nobody's guidance.
Who is it for?
•

people who test the reader

•

people who show it to others.
"""


def as_markdown(framework: MadeFramework) -> str:
    """The framework as a well-formed text."""
    parts = [f"# {framework.title}", ""]
    for section in framework.sections:
        parts += [f"## {section.number}. {section.title}", "", "### Learn that…", ""]
        parts += [f"{number}. {text}" for number, text in enumerate(section.learn_that, start=1)]
        parts += ["", "### Learn how to…", ""]
        for stem, bullets in section.stems:
            parts += [stem, "", *(f"- {bullet}" for bullet in bullets), ""]
    return "\n".join(parts)


Way = Literal["blocks", "lines"]


def as_woven_text(framework: MadeFramework, *, way: Way = "blocks", strand: int = 3) -> str:
    """The framework in two columns, taking turns by block or by line, every ``strand``-th numeral stranded."""
    parts = [FRONT, framework.title, ""]
    page = 3
    for section in framework.sections:
        parts += [f"{NUMBERS[section.number - 1]} – {section.title}", "Learn that…"]
        left, right = _left(section, strand), _right(section, mixed=section.number % 2 == 0)
        parts += _woven(left, right, way, page)
        page += 1
    return "\n".join(parts) + "\n"


def _left(section: MadeSection, strand: int) -> list[list[str]]:
    blocks: list[list[str]] = []
    for number, text in enumerate(section.learn_that, start=1):
        lines = textwrap.wrap(text, 54, break_on_hyphens=False)
        if strand and number % strand == 0:
            blocks += [[f"{number}."], lines]
        elif number < 3:
            blocks.append([f"{number}.", "", *lines])
        else:
            blocks.append([f"{number}. {lines[0]}", *lines[1:]])
    return blocks


def _right(section: MadeSection, *, mixed: bool) -> list[list[str]]:
    blocks = []
    for stem, bullets in section.stems:
        blocks.append(textwrap.wrap(stem, 56, break_on_hyphens=False))
        for at, bullet in enumerate(bullets):
            lines = textwrap.wrap(bullet, 54, break_on_hyphens=False)
            blocks.append([f"● {lines[0]}", *lines[1:]] if mixed or at % 2 else ["•", "", *lines])
    return blocks


def _woven(left: list[list[str]], right: list[list[str]], way: Way, page: int) -> list[str]:
    lines: list[str] = []
    for turn in range(max(len(left), len(right))):
        mine, theirs = left[turn : turn + 1], right[turn : turn + 1]
        if turn == 1:
            theirs = [["Learn how to…"], *theirs]
        if way == "lines" and turn == 2 and mine and theirs:
            lines += [*_by_turns(mine[0], theirs[0]), ""]
            continue
        for block in [*mine, *theirs]:
            lines += [*block, ""]
        if turn == 3:
            lines += [str(page), ""]
    return lines


def _by_turns(one: list[str], other: list[str]) -> list[str]:
    lines: list[str] = []
    for at in range(max(len(one), len(other))):
        lines += [*one[at : at + 1], *other[at : at + 1]]
    return lines


def scrambled(text: str, *, seed: int = 1) -> str:
    """The same words with their lines in no order at all, headings and labels left where they were."""
    lines = text.split("\n")
    loose = [at for at, line in enumerate(lines) if len(line.split()) > 3 and "–" not in line and "Learn" not in line]
    shuffled = [lines[at] for at in loose]
    random.Random(seed).shuffle(shuffled)
    for at, line in zip(loose, shuffled, strict=True):
        lines[at] = line
    return "\n".join(lines)


def an_about(code: str = "MADE", *, year: int = 2026) -> About:
    """What is said of a made document."""
    return About(code, "Illustrative Framework for School Leaders", "Nobody in particular", year)


def read_pasted(text: str, *, about: About, by: Actor, at: datetime) -> ReadingRef:
    """A text that was read, in this process and without bounds, for what comes after. It leaves no notice."""
    return remembered(("read", text, about, by, at), lambda: _read_pasted(text, about, by, at))


def _read_pasted(text: str, about: About, by: Actor, at: datetime) -> ReadingRef:
    content = text.encode()
    upload = look_at(content, name=f"{about.code.lower()}-{about.year}.txt", about=about, by=by)
    document = read_content(content, media_type=upload.media_type, tell=lambda _: None)
    return keep_reading(content, upload, document, about=about, by=by, at=at)


def read_here(ref: ReadingRef, *, at: datetime) -> None:
    """Read what waits as the worker would, but in this process."""
    waiting = waiting_document(ref)
    assert waiting is not None
    document = read_content(waiting.content, media_type=waiting.media_type, tell=lambda _: None)
    lay_out_reading(ref, document, at=at)


def a_reading(cast: Cast, *, at: datetime, framework: MadeFramework | None = None, code: str = "MADE") -> ReadingRef:
    """A reading under review of a small well-formed framework."""
    text = as_markdown(framework or a_framework(sections=2, seed=1))
    return read_pasted(text, about=an_about(code), by=cast.curriculum_lead, at=at)


def an_edition(
    cast: Cast, *, at: datetime, framework: MadeFramework | None = None, code: str = "MADE", year: int = 2026
) -> EditionRef:
    """A published edition of a small framework, reviewed and published as a curriculum lead does it."""
    text = as_markdown(framework or a_framework(sections=2, seed=1))
    ref = read_pasted(text, about=an_about(code, year=year), by=cast.curriculum_lead, at=at)
    return publish_whole(ref, by=cast.curriculum_lead, at=at)


def publish_whole(ref: ReadingRef, *, by: Actor, at: datetime) -> EditionRef:
    """Settle every doubt, accept every item, and publish."""
    page = review_page(ref, by=by)
    for doubt in page.doubts:
        settle_doubt(doubt.ref, by=by, at=at)
    for item in page.doubtful:
        accept_item(item.ref, version=item.version, by=by, at=at)
    for detail in page.doubtful_details:
        accept_detail(detail.ref, version=detail.version, by=by, at=at)
    accept_clear(ref, by=by, at=at)
    return publish_reading(ref, by=by, at=at)


def a_content_reading(cast: Cast, *, at: datetime, text: str = "", code: str = "MQB") -> ReadingRef:
    """A reading under review of a made content and assessment framework."""
    return read_pasted(text or as_cells(), about=an_about(code), by=cast.curriculum_lead, at=at)


REFERENCED = """
# References

Wood, C. (2018) Before all of them. Made Press.

Leading Learning

Moss, A. (2019) Counting what was done. https://counting.example/what was_done.pdf

Reed, B. (2020) Sharing out tasks. Available from: https://tasks.example/shares?of=two&more.

Reed, B. is said to have said this as well

Shaping the Timetable

Moss, A. & Reed, B. (2021) Of rooms and tools. Rooms, 2(1), 5-9.
"""


def a_referenced_reading(cast: Cast, *, at: datetime, code: str = "MADE") -> ReadingRef:
    """A reading under review of a small framework with references in two groups: one web address has a gap."""
    text = as_markdown(a_framework(sections=2, seed=1)) + REFERENCED
    return read_pasted(text, about=an_about(code), by=cast.curriculum_lead, at=at)
