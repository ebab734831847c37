"""What follows for pairings."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.coaching.actions.pairing import end_with_enrolment, end_with_transfer, end_without_duty
from goldenthread.coaching.queries.collecting import new_reader
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.beside import letter_about_reader
from goldenthread.integrations.mail.sync import send_once


def end_pairing(notice: Notice, at: datetime) -> None:
    """With an enrolment ends its pairing; a second time there is none left."""
    end_with_enrolment(UUID(notice.facts["enrolment"]), at=at)


def end_at_another_partner(notice: Notice, at: datetime) -> None:
    """With the delivery partner changes the coach; where the partner is the same, the pairing goes on."""
    end_with_transfer(UUID(notice.facts["enrolment"]), why="They went to another delivery partner.", at=at)


def end_where_duty_ended(notice: Notice, at: datetime) -> None:
    """With a coach's duty for a partner end their pairings there."""
    facts = notice.facts
    end_without_duty(UUID(facts["person"]), why="Their coach left.", by=UUID(facts["by"]), at=at)


def tell_who_reads(notice: Notice, at: datetime) -> None:
    """Tell a participant that somebody new reads what they have shared; nothing, where nothing is shared with them."""
    facts = notice.facts
    told = new_reader(UUID(facts["enrolment"]), UUID(facts["companion"]))
    if told is not None:
        url = settings.ADDRESS + reverse("coaching:portfolio")
        send_once(letter_about_reader(told, url=url), at=at)
