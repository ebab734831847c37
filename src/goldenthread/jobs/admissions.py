"""Letters that follow what happens to applications."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.admissions.actions.sponsoring import letter_for
from goldenthread.admissions.queries.letters import welcome_letter
from goldenthread.admissions.types import SponsorLetter
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.sync import send_once


def write_to_sponsor(notice: Notice, at: datetime) -> None:
    """Ask a sponsor for their confirmation: one letter, with a link that works once for everybody who names them."""
    asked = letter_for(UUID(notice.facts["confirmation"]))
    if not asked.about:
        return
    by = (("Please answer by", f"{asked.answer_by:%-d %B %Y}"),) if asked.answer_by else ()
    letter = Letter(
        key=f"admissions.sponsor_asked:{asked.confirmation}",
        kind="admissions.sponsor_asked",
        address=asked.to,
        name=asked.sponsor,
        subject=f"Will you sponsor {_together([one.participant for one in asked.about])}?",
        paragraphs=(_who_names_you(asked), *_WHAT_A_SPONSOR_DOES),
        facts=(("Cohort", asked.cohort), *by),
        **_ways_to_answer(asked),
    )
    send_once(letter, at=at)


_WHAT_A_SPONSOR_DOES = (
    (
        "A sponsor makes time for the work, and speaks with the participant about it. "
        "Please say whether you will: it takes a minute."
    ),
)


def _who_names_you(asked: SponsorLetter) -> str:
    names = [one.participant for one in asked.about]
    verb = ("has", "names") if len(names) == 1 else ("have", "name")
    who = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    return f"{who} {verb[0]} applied for {asked.programme} and {verb[1]} you as their sponsor at school."


def _ways_to_answer(asked: SponsorLetter) -> dict[str, Any]:
    """One button for one participant; a link for each of several."""
    urls = [settings.ADDRESS + reverse("admissions:sponsor", args=[one.token]) for one in asked.about]
    named = "You get this letter because you were named as a sponsor."
    if len(urls) == 1:
        return {"button": "Answer", "url": urls[0], "closing": f"{named} The link is yours alone and works once."}
    words = [f"Answer for {one.participant}" for one in asked.about]
    closing = f"{named} The links are yours alone; each works once."
    return {"links": tuple(zip(words, urls, strict=True)), "closing": closing}


def _together(names: list[str]) -> str:
    """Names for a subject, which is short: *Asha and Ben*, *Asha and 3 others*."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} others"


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
