"""What follows in cases: those that a look at a pair asks for, and letters to their participants."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.assessment.actions.suspecting import open_from_look
from goldenthread.assessment.queries.my_cases import case_to_tell
from goldenthread.assessment.types.alike import Verdict
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.cases import letter_about_case
from goldenthread.integrations.mail.sync import send_once


def open_cases(notice: Notice, at: datetime) -> None:
    """Open the cases that a look asks for; a second delivery opens none."""
    if notice.facts["verdict"] == Verdict.CASE.value:
        open_from_look(UUID(notice.facts["look"]), at=at)


def write_about_case(notice: Notice, at: datetime) -> None:
    """Tell a participant that there is something new on the page of their case."""
    told = case_to_tell(UUID(notice.facts["entry"]))
    send_once(letter_about_case(told, url=settings.ADDRESS + reverse("assessment:my_case", args=[told.case])), at=at)
