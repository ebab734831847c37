"""Letters that follow what happens to applications."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.admissions.actions.sponsoring import letter_for
from goldenthread.admissions.queries.letters import welcome_letter
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.sync import send_once


def write_to_sponsor(notice: Notice, at: datetime) -> None:
    """Ask a sponsor for their confirmation, with the link that works once."""
    asked = letter_for(UUID(notice.facts["confirmation"]))
    letter = Letter(
        key=f"admissions.sponsor_asked:{asked.confirmation}",
        kind="admissions.sponsor_asked",
        address=asked.to,
        name=asked.sponsor,
        subject=f"Will you sponsor {asked.participant}?",
        paragraphs=(
            f"{asked.participant} has applied for {asked.programme} and names you as their sponsor at school.",
            (
                "A sponsor makes time for the work, and speaks with the participant about it. "
                "Please say whether you will: it takes a minute."
            ),
        ),
        facts=(("Cohort", asked.cohort), ("Please answer by", f"{asked.until:%-d %B %Y}")),
        button="Answer",
        url=settings.ADDRESS + reverse("admissions:sponsor", args=[asked.token]),
        closing="You get this letter because you were named as a sponsor. The link is yours alone and works once.",
    )
    send_once(letter, at=at)


def welcome(notice: Notice, at: datetime) -> None:
    """Tell somebody that they are accepted and how to come in."""
    to = welcome_letter(UUID(notice.facts["application"]))
    letter = Letter(
        key=f"admissions.accepted:{to.application}",
        kind="admissions.accepted",
        address=to.to,
        name=to.name,
        subject=f"You have a place on {to.programme}",
        paragraphs=(
            f"You are accepted onto {to.programme}.",
            (
                "Sign in with this e-mail address: we send you a code, so there is no password to make up. "
                "You will find the timetable, what comes next, and how your engagement stands."
            ),
        ),
        facts=(("Cohort", to.cohort), ("Starts", f"{to.starts_on:%-d %B %Y}")),
        button="Sign in",
        url=settings.ADDRESS + reverse("account_login"),
        closing="You get this letter because you applied, or your school applied for you.",
    )
    send_once(letter, at=at)
