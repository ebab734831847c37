"""What work on the brief is held to: exemplars, a marker who practised, and one whose marking is stopped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from goldenthread.assessment.actions.exemplars import (
    add_from_file,
    begin_standard,
    publish_exemplar,
    put_marks_forward,
    sign_marks,
)
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.rounds import admit, begin_round, stop_by_hand
from goldenthread.assessment.queries.before_marking import before_marking
from goldenthread.assessment.queries.briefing import window_board
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.standing import Purpose
from goldenthread.cli.demonstration.assessing import MARKERS, MODERATOR, document, mark_sheet
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.handing import LEAD, THIRD
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor

WHY = "They marked the three scripts of the training day as they were agreed."
STOP = "Two scripts were marked two levels above the rest. We look at them together on Friday."


def keep_a_standard(story: Mapping[str, Any], calendar: Calendar, *, by: Actor) -> None:
    """Two exemplars in use and one to be signed; nobody is asked to be cleared, because the policy does not ask it."""
    at = calendar.moment(-9)
    lead, moderator = actor_by_email(LEAD), actor_by_email(MODERATOR)
    window = next(line.ref for line in window_board(by=by, at=at) if line.handed_in)
    standard = begin_standard(window, by=lead, at=at)
    sheets = [mark_sheet(marks, story["reasons"][0]) for marks in ([3] * 4, [2, 2, 1, 2], [4, 3, 3, 4])]
    texts = list(story["scripts"].values())
    for number, (title, use) in enumerate(
        (("Sound throughout", Purpose.PRACTICE), ("Near the pass mark", Purpose.TEST), ("Strong", Purpose.SEED))
    ):
        file = GivenFile(document(texts[number % len(texts)], author="A participant"), "prepared.docx")
        ref = add_from_file(standard, file, title, use, by=lead, at=at)
        version = put_marks_forward(ref, sheets[number], by=lead, at=at)
        if use is not Purpose.SEED:
            sign_marks(ref, version, by=moderator, at=at)
            publish_exemplar(ref, by=lead, at=at)
    first, third = actor_by_email(MARKERS[0]), actor_by_email(THIRD)
    _practise(standard, sheets[2], by=first, at=at + timedelta(hours=3))
    admit(standard, third.person, why=WHY, by=lead, at=at)
    stop_by_hand(standard, third.person, why=STOP, by=lead, at=calendar.moment(-3))


def _practise(standard: UUID, sheet: MarkSheet, *, by: Actor, at: datetime) -> None:
    begin_round(standard, Purpose.PRACTICE, by=by, at=at)
    (line,) = before_marking(by=by)
    for piece in line.rounds[0].pieces:
        finish_marking(piece.ref, sheet, by=by, at=at + timedelta(hours=1))
