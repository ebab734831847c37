"""The brief asked question by question, with materials, and a participant in the middle of answering it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from goldenthread.assessment.actions.briefing import publish_brief
from goldenthread.assessment.actions.composing import keep_material, keep_question
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.actions.writing import save_answer
from goldenthread.assessment.queries.submitting import my_windows
from goldenthread.assessment.types.briefing import GivenFile, NewMaterial, NewQuestion
from goldenthread.assessment.types.composing import MaterialKind
from goldenthread.assessment.types.writing import Answered
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor

BEGUN = -2
TABLET = UUID(int=1)


def compose(brief: UUID, path: Path, *, by: Actor, at: datetime) -> None:
    """Give a brief questions and materials, which makes its next version."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    for each in told["questions"]:
        keep_question(brief, NewQuestion(each["heading"], each["asks"], each["words"]), by=by, at=at)
    for each in told["materials"]:
        material = NewMaterial(MaterialKind(each["kind"]), each["title"], each["text"], _file(each))
        keep_material(brief, material, by=by, at=at)
    publish_brief(brief, by=by, at=at)


def begin_to_write(path: Path, calendar: Calendar) -> None:
    """Let somebody open the brief of the window that is open, and write their first answers."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))["draft"]
    who, at = actor_by_email(told["who"]), calendar.moment(BEGUN, time(19, 40))
    script = open_brief(my_windows(by=who, at=at)[0].ref, by=who, at=at)
    for place, saves in enumerate(told["answers"], 1):
        for revision, text in enumerate(saves):
            at += timedelta(minutes=12)
            save_answer(script, place, Answered(text, revision, TABLET), by=who, at=at)


def _file(told: Mapping[str, Any]) -> GivenFile | None:
    return GivenFile(told["content"].encode(), told["file"]) if "file" in told else None
