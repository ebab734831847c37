"""Texts for comparing scripts: made words in any number, and passages copied or reworded between them."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from goldenthread.assessment.rules.alike.words import Text, text_of
from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.words import Part, ScriptRef
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor
from tests.makers.assessment import BRIEF, INSIDE, Planned, credit_everything, hand_in, make_window
from tests.makers.cast import Cast
from tests.makers.cohorts import Enrolled, enrol_many
from tests.makers.documents import docx, paragraph
from tests.makers.remembering import remembered

ORIGINAL = (
    "When we looked at the registers week by week, we saw that most absence comes in single days rather than in long "
    "spells, and that Mondays and Fridays account for almost half of it. The leadership team therefore decided to "
    "telephone every family on the first morning of an absence, before half past nine, and to record what was said."
)
REWORDED = (
    "Looking at registers each week, we noticed that most of the absence comes in single days and not in long spells, "
    "and that nearly half of it falls on Mondays and Fridays. So the leadership team decided to phone every family on "
    "the first morning of absence, before 9.30, and recorded what they said."
)
ANOTHER = (
    "Disciplinary literacy means that reading in science differs from reading in history. A pupil who can decode a "
    "novel may still be lost in a chemistry textbook, where every sentence is packed with new words. I would work with "
    "heads of department to choose the twenty terms that matter in each unit."
)


def made_words(number: int, seed: int) -> list[str]:
    """So many made words that hardly come twice, the same for the same seed."""
    dice = random.Random(seed)
    return ["".join(dice.choices("bcdfghklmnprstvw", k=3)) + "".join(dice.choices("aeiou", k=2)) for _ in range(number)]


def a_text(*parts: str | Sequence[str], part: Part = Part.BODY) -> Text:
    """A text of paragraphs, each given as a sentence or as words."""
    return text_of([Block(part, each if isinstance(each, str) else " ".join(each)) for each in parts])


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook of one sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def write_script(planned: Planned, who: Actor, *parts: str | Sequence[str], at: datetime = INSIDE) -> ScriptRef:
    """Hand in a script of these paragraphs."""
    words = [each if isinstance(each, str) else " ".join(each) for each in parts]
    return hand_in(planned, who, at=at, content=docx("".join(paragraph(each) for each in words))).script


def three_scripts(cast: Cast, *, at: datetime) -> tuple[Planned, tuple[ScriptRef, ...]]:
    """A window, and three scripts in it, by the participant and two others: the second rewords the first, the third
    shares nothing but the brief."""
    return remembered(("three scripts", at), lambda: _three_scripts(cast, at=at))


def _three_scripts(cast: Cast, *, at: datetime) -> tuple[Planned, tuple[ScriptRef, ...]]:
    planned = make_window(cast, at=at)
    cohort = planned.enrolled.cohort
    for ref in enrol_many(cast, cohort, 2, at=at):
        credit_everything(cast, Enrolled(ref, cohort), at=at)
    one, two = (actor_by_email(f"person{n:02d}@castlehill.example") for n in (1, 2))
    return planned, (
        write_script(planned, cast.participant, ORIGINAL, made_words(60, 1), *BRIEF.splitlines()),
        write_script(planned, one, made_words(40, 2), REWORDED),
        write_script(planned, two, ANOTHER, *BRIEF.splitlines()),
    )
