"""What follows when a result is released."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.awards.actions.awarding import award, award_again
from goldenthread.awards.queries.certificates import certificate_letter, outcome_letter
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.sync import send_once


def award_result(notice: Notice, at: datetime) -> None:
    """Make the outcome, and the certificate if it passed; a second delivery makes nothing."""
    verify_at = settings.ADDRESS + reverse("verify")
    award(UUID(notice.facts["result"]), verify_at=verify_at, at=at)


def award_corrected(notice: Notice, at: datetime) -> None:
    """Let a corrected result have the outcome and certificate that it came to; a second delivery makes nothing."""
    award_again(UUID(notice.facts["correction"]), verify_at=settings.ADDRESS + reverse("verify"), at=at)


def write_that_it_was_corrected(notice: Notice, at: datetime) -> None:
    """Tell the participant that another result stands. The letter does not say what it is."""
    to = outcome_letter(UUID(notice.facts["result"]))
    letter = Letter(
        key=f"assessment.corrected:{notice.facts['correction']}",
        kind="assessment.corrected",
        address=to.to,
        name=to.name,
        subject="Your result was corrected",
        paragraphs=(
            f"Your result for {to.qualification} was corrected. When you sign in you find what stands now, and why.",
            "A certificate that no longer stands is revoked. If there is a new one, it is beside your result.",
        ),
        button="Read your result",
        url=settings.ADDRESS + reverse("assessment:result", args=[to.script]),
        closing="You get this letter because you handed in work for assessment.",
    )
    send_once(letter, at=at)


def write_that_it_is_out(notice: Notice, at: datetime) -> None:
    """Tell the participant that the result can be read. The letter does not say what it is."""
    to = outcome_letter(UUID(notice.facts["result"]))
    letter = Letter(
        key=f"assessment.released:{to.result}",
        kind="assessment.released",
        address=to.to,
        name=to.name,
        subject="Your result is out",
        paragraphs=(f"Your result for {to.qualification} is out. You find it, with feedback, when you sign in.",),
        button="Read your result",
        url=settings.ADDRESS + reverse("assessment:result", args=[to.script]),
        closing="You get this letter because you handed in work for assessment.",
    )
    send_once(letter, at=at)


def write_that_it_is_revoked(notice: Notice, at: datetime) -> None:
    """Tell the holder that their certificate no longer stands. The letter does not say why."""
    _write_to_holder(
        notice,
        "awards.revoked",
        "Your certificate was revoked",
        "Certificate {number} for {qualification} no longer stands, and whoever verifies it is told so.",
        "When you sign in you find why, and whom to ask if you think that it is wrong or need another one.",
        at=at,
    )


def write_that_another_is_made(notice: Notice, at: datetime) -> None:
    """Tell the holder that there is a certificate again."""
    _write_to_holder(
        notice,
        "awards.issued_again",
        "You have a new certificate",
        "Certificate {number} for {qualification} was made for you. The one before it stays revoked.",
        at=at,
    )


def _write_to_holder(notice: Notice, kind: str, subject: str, *says: str, at: datetime) -> None:
    """A letter about a certificate to whoever holds it; to nobody where a correction has ended what it proves."""
    to = certificate_letter(UUID(notice.facts["certificate"]))
    if to is None:
        return
    letter = Letter(
        key=f"{kind}:{to.ref}",
        kind=kind,
        address=to.to,
        name=to.name,
        subject=subject,
        paragraphs=tuple(each.format(number=to.number, qualification=to.qualification) for each in says),
        button="Your awards",
        url=settings.ADDRESS + reverse("awards:mine"),
        closing="You get this letter because the certificate is yours.",
    )
    send_once(letter, at=at)
