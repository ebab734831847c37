"""What follows what is written in communities: letters at once and once a day; and what opens by the clock."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.discussing import letter_about_post, letter_about_report, letter_with_digest
from goldenthread.integrations.mail.sync import send_once
from goldenthread.jobs.housekeeping import counted
from goldenthread.learning.actions.following import ask_for_digests, tell_of_post, told
from goldenthread.learning.actions.gathering import leave_groups, open_spaces
from goldenthread.learning.actions.prompting import carry_prompts_of_release, open_prompts
from goldenthread.learning.queries.telling import (
    answer_to_send,
    digest_to_send,
    digest_token,
    letter_to_send,
    unfollow_token,
)


def open_community(notice: Notice, at: datetime) -> None:  # noqa: ARG001  whatever has no community gets one
    """With a cohort opens its community."""
    open_spaces(at=at)


def carry_prompts(notice: Notice, at: datetime) -> None:
    """With a release go the prompts of the one before; a second time there is none left."""
    carry_prompts_of_release(UUID(notice.facts["release"]), at=at)


def take_out_of_groups(notice: Notice, at: datetime) -> None:
    """Whoever went to another cohort, or left, is in its groups no longer."""
    leave_groups(UUID(notice.facts["enrolment"]), at=at)


def tell(notice: Notice, at: datetime) -> None:
    """Find out who is to hear of a post."""
    tell_of_post(UUID(notice.facts["post"]), at=at)


def send(notice: Notice, at: datetime) -> None:
    """Send a letter about a post, unless it has become needless."""
    ready = letter_to_send(UUID(notice.facts["telling"]), at=at)
    if ready is None:
        return
    thread = settings.ADDRESS + reverse("learning:thread", args=[ready.thread])
    answer = settings.ADDRESS + reverse("learning:reply", args=[ready.thread]) + f"?answers={ready.post}"
    stop = _stop(unfollow_token(person=ready.person, because=ready.because, thread=ready.thread))
    send_once(letter_about_post(ready, reply=answer, thread=thread, stop=stop), at=at)
    told([ready.ref], at=at)


def send_digest(notice: Notice, at: datetime) -> None:
    """Send somebody their one letter of the day; where nothing is left to say, only put it away."""
    ready = digest_to_send(UUID(notice.facts["person"]), at=at)
    if ready is None:
        return
    if ready.lines:
        addresses = {
            str(thread): settings.ADDRESS + reverse("learning:thread", args=[thread]) for thread, *_ in ready.lines
        }
        stop = _stop(digest_token(person=ready.person))
        home = settings.ADDRESS + reverse("learning:communities")
        send_once(letter_with_digest(ready, day=at.date(), addresses=addresses, home=home, stop=stop), at=at)
    told(ready.tellings, at=at)


def answer_report(notice: Notice, at: datetime) -> None:
    """Tell whoever reported a post what was decided."""
    ready = answer_to_send(UUID(notice.facts["report"]))
    if ready is not None:
        send_once(letter_about_report(ready, url=settings.ADDRESS + reverse("learning:communities")), at=at)


def openings(at: datetime) -> str:
    """Open communities that are missing, and prompts whose day has come."""
    spaces, threads = open_spaces(at=at), open_prompts(at=at)
    said = ((spaces, counted(spaces, "community space")), (threads, counted(threads, "prompt")))
    return ", ".join(words for n, words in said if n)


def digests(at: datetime) -> str:
    """Ask for the letters of the day."""
    n = ask_for_digests(at=at)
    return counted(n, "letter") if n else ""


def _stop(token: str) -> str:
    return settings.ADDRESS + reverse("learning:stop", args=[token])
