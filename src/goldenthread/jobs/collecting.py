"""What follows when an entry of a portfolio is shared or commented on: letters to those who want them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.coaching.queries.letters import letters_about_comment, letters_about_sharing
from goldenthread.coaching.types.collecting import EntryLetter
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.collecting import letter_about_entry
from goldenthread.integrations.mail.sync import send_once
from goldenthread.reporting.queries.subscribing import token_of, who_wants
from goldenthread.reporting.types.subscribing import Stream


def write_about_sharing(notice: Notice, at: datetime) -> None:
    """Tell those with whom an entry is shared now."""
    readers = notice.facts["readers"].split(",")
    _send(letters_about_sharing(UUID(notice.facts["entry"]), readers, day=notice.facts["day"]), at=at)


def write_about_comment(notice: Notice, at: datetime) -> None:
    """Tell the others who have to do with an entry that something was said of it."""
    _send(letters_about_comment(int(notice.facts["comment"])), at=at)


def _send(letters: Iterable[EntryLetter], *, at: datetime) -> None:
    every = list(letters)
    wanted = who_wants((told.person for told in every), Stream.PORTFOLIO)
    for told in every:
        if told.person in wanted:
            stop = settings.ADDRESS + reverse(
                "reporting:choices", args=[told.ref, token_of(told.ref, Stream.PORTFOLIO)]
            )
            send_once(letter_about_entry(told, url=_url(told), unsubscribe=stop), at=at)


def _url(told: EntryLetter) -> str:
    if told.is_own:
        return settings.ADDRESS + reverse("coaching:entry", args=[told.entry])
    return settings.ADDRESS + reverse("coaching:shared_portfolio", args=[told.enrolment])
