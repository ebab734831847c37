"""Letters about somebody's account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.assessment.actions.leaving import let_go
from goldenthread.ground.actions.files import clear_out
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.sync import send_once
from goldenthread.people.queries.recovering import account_to_write_to


def tell_about_reset(notice: Notice, at: datetime) -> None:
    """Tell somebody that their second factors were taken off, in case it was not them who asked."""
    to = account_to_write_to(UUID(notice.facts["person"]))
    letter = Letter(
        key=f"people.second_factors_reset:{to.ref}:{notice.facts['at']}",
        kind="people.second_factors_reset",
        address=to.email,
        name=to.name,
        subject="Your second factor was taken off your account",
        paragraphs=(
            (
                "An administrator has taken the second factor, the passkeys and the recovery codes off your account, "
                "and signed you out everywhere. You can sign in with a code by e-mail, and add a new one afterwards."
            ),
            "If you did not ask for this, tell your provider now.",
        ),
        button="Sign in",
        url=settings.ADDRESS + reverse("account_login"),
        closing="You get this letter because it is about your account. Nobody can turn such letters off.",
    )
    send_once(letter, at=at)


def write_invitation(notice: Notice, at: datetime) -> None:
    """Tell somebody who was brought in where they sign in, and how; once."""
    to = account_to_write_to(UUID(notice.facts["person"]))
    letter = Letter(
        key=f"people.invited:{to.ref}",
        kind="people.invited",
        address=to.email,
        name=to.name,
        subject="You can sign in now",
        paragraphs=(
            (
                f"An account was made for you at {settings.ADDRESS}. Your first page there says what waits for you, "
                "and how to begin."
            ),
            "Sign in with this e-mail address. You need no password: a code is sent to you each time.",
        ),
        button="Sign in",
        url=settings.ADDRESS + reverse("account_login"),
        closing="You get this letter once, because somebody brought you in. If you do not know why, ask your provider.",
    )
    send_once(letter, at=at)


def let_work_go(notice: Notice, at: datetime) -> None:
    """Nobody marks or releases what somebody who was erased had not been told of."""
    let_go(UUID(notice.facts["person"]), at=at)


def clear_files_out(notice: Notice, at: datetime) -> None:  # noqa: ARG001  whatever is left waiting is taken out
    """Take out of the store what an erasure left there, because the process ended right after it."""
    clear_out(at=at)
