"""What communities put on a first page: mentions, prompts, and reports to look at."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from goldenthread.learning.queries.prompting import waiting
from goldenthread.learning.types.talking import Waiting
from goldenthread.people.types import Actor
from goldenthread.web.learning.discussing import MEMBERS
from goldenthread.web.shared.next_things import NextThing


def talk_for(actor: Actor, *, at: datetime) -> tuple[NextThing, ...]:
    """What waits in communities for somebody; nothing for those who are in none."""
    if not actor.wears(*MEMBERS):
        return ()
    return tuple(_thing(each) for each in waiting(by=actor, at=at))


def _thing(each: Waiting) -> NextThing:
    if each.thread is None:
        return NextThing(
            each.title, reverse("learning:reports", args=[each.space]), each.why, "Community", presses=True
        )
    here = reverse("learning:thread", args=[each.thread])
    if each.number:
        here += f"?page={each.page}#post-{each.number}"
    return NextThing(each.title, here, each.why, "Community")
