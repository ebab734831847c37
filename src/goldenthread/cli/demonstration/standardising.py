"""What work on the brief is held to: exemplars, and markers who were cleared by a test or by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from goldenthread.assessment.actions.exemplars import (
    add_from_file,
    begin_standard,
    publish_exemplar,
    put_marks_forward,
    sign_marks,
)
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.rounds import admit, begin_round
from goldenthread.assessment.queries.before_marking import before_marking
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.standing import Purpose
from goldenthread.cli.demonstration.assessing import (
    FOURTH,
    LEAD,
    MARKERS,
    MODERATOR,
    THIRD,
    Reasons,
    document,
    mark_sheet,
)
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor

BEGUN = -30
# What those give who keep to the standard, by what the script is for.
CLOSE = {Purpose.PRACTICE: (3, 3, 3, 4), Purpose.TEST: (3, 3, 3, 2), Purpose.SEED: (2, 2, 2, 2)}


def keep_a_standard(path: Path, window: UUID, reasons: Sequence[Reasons], calendar: Calendar) -> None:
    """Exemplars in use and one to be signed; two markers who passed the test, and two who were cleared by hand."""
    told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    at = calendar.moment(BEGUN)
    lead, moderator = actor_by_email(LEAD), actor_by_email(MODERATOR)
    standard = begin_standard(window, by=lead, at=at)
    for each in told["exemplars"]:
        file = GivenFile(document([each["wrote"]], author="A participant", at=at), "prepared.docx")
        ref = add_from_file(standard, file, each["title"], Purpose(each["use"]), by=lead, at=at, work=work_through)
        version = put_marks_forward(ref, mark_sheet(each["marks"], reasons[0]), by=lead, at=at)
        if each.get("is_signed", True):
            sign_marks(ref, version, by=moderator, at=at)
            publish_exemplar(ref, by=lead, at=at)
    agnes, bernard, third, fourth = (actor_by_email(email) for email in (*MARKERS, THIRD, FOURTH))
    tried = calendar.moment(BEGUN + 2)
    _try(standard, Purpose.PRACTICE, reasons[0], by=agnes, at=tried)
    for marker in (agnes, fourth):
        _try(standard, Purpose.TEST, reasons[1], by=marker, at=tried + timedelta(hours=3))
    for marker in (bernard, third):
        admit(standard, marker.person, why=told["cleared_because"], by=lead, at=tried)


def _try(standard: UUID, purpose: Purpose, reasons: Reasons, *, by: Actor, at: datetime) -> None:
    """Begin a round, and finish its scripts close to what was agreed."""
    begin_round(standard, purpose, by=by, at=at)
    (line,) = before_marking(by=by)
    (open_round,) = (each for each in line.rounds if each.ended_at is None)
    for piece in open_round.pieces:
        finish_marking(piece.ref, mark_sheet(CLOSE[purpose], reasons), by=by, at=at + timedelta(hours=1))
