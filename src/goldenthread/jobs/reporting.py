"""What is told to schools once it has been decided."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.ground.types import Notice
from goldenthread.ground.types.days import moment
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.sync import send_once
from goldenthread.integrations.mail.updating import letter_with_update
from goldenthread.reporting.actions.updating import close_links as close_links_of
from goldenthread.reporting.actions.updating import link_of_update, update_about_result, update_sent
from goldenthread.reporting.queries.letters import letter_went
from goldenthread.reporting.queries.receipts import receipt_to_send
from goldenthread.reporting.queries.subscribing import token_of
from goldenthread.reporting.queries.updates import update_to_send
from goldenthread.reporting.types import ToSend
from goldenthread.reporting.types.subscribing import stream_of

_ARRIVED = "Your {what} has arrived whole. You can replace it until the window closes; the newest counts."
_TAKEN = (
    "You had not handed in when the window closed, so your answers were taken as they were last saved. They will be "
    "marked. If that is wrong, tell your programme manager now."
)


def send_update(notice: Notice, at: datetime) -> None:
    """Send a progress update with the link that opens it; one that went out or was revoked is left alone, and one
    whose address does not work waits."""
    ref = UUID(notice.facts["update"])
    ready = update_to_send(ref)
    if ready.is_sent:
        return
    url = settings.ADDRESS + reverse("reporting:update", args=[link_of_update(ref)])
    letter = letter_with_update(ready.update, address=ready.address, url=url, unsubscribe=_way_out(ready))
    if send_once(letter, at=at) or letter_went(letter.key):
        update_sent(ref, at=at)


def _way_out(ready: ToSend) -> str:
    """Where its reader says that they want no more of its kind; nowhere for what must be told."""
    stream = stream_of(ready.update.cause)
    if stream is None:
        return ""
    return settings.ADDRESS + reverse("reporting:choices", args=[ready.person, token_of(ready.person, stream)])


def close_links(notice: Notice, at: datetime) -> None:
    """Close what somebody was sent about those whom they support no more."""
    close_links_of(UUID(notice.facts["person"]), at=at)


def tell_about_result(notice: Notice, at: datetime) -> None:
    """Tell those who support somebody that their result is out, without saying what it is."""
    update_about_result(UUID(notice.facts["enrolment"]), result=UUID(notice.facts["result"]), at=at)


def tell_about_correction(notice: Notice, at: datetime) -> None:
    """Tell them again where a result was corrected."""
    facts = {name: UUID(notice.facts[name]) for name in ("enrolment", "result", "correction")}
    update_about_result(facts["enrolment"], result=facts["result"], correction=facts["correction"], at=at)


def send_receipt(notice: Notice, at: datetime) -> None:
    """Confirm by e-mail that a script arrived, with its receipt number."""
    to = receipt_to_send(UUID(notice.facts["version"]))
    what = "project" if to.is_project else "script"
    letter = Letter(
        key=f"assessment.submitted:{to.version}",
        kind="assessment.submitted",
        address=to.address,
        name=to.name,
        subject=f"We have your {what}",
        paragraphs=(_TAKEN if to.is_taken else _ARRIVED.format(what=what),),
        facts=(
            ("Receipt", to.receipt),
            ("Version", str(to.number)),
            ("Arrived", moment(to.submitted_at)),
            ("Window closes", moment(to.closes_at)),
        ),
        button="See your receipt",
        url=settings.ADDRESS + reverse("assessment:receipt", args=[to.script, to.number]),
        closing="You get this letter because you handed in work for assessment. Keep it.",
    )
    send_once(letter, at=at)
