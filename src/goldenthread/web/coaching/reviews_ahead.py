"""What reviews put on a participant's first page: those under way, with what is to be done next."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from goldenthread.coaching.types.ahead import Ahead
from goldenthread.web.shared.next_things import NextThing
from goldenthread.web.shared.words import moment


def reviews_to_go_on_with(every: Iterable[Ahead]) -> list[NextThing]:
    """One thing for each review under way in which something is left to do."""
    found = []
    for line in (line for ahead in every for line in ahead.reviews):
        until = f"Open until {moment(line.closes_at)}" if line.closes_at else ""
        here = reverse("coaching:review", args=[line.ref])
        found.append(NextThing(line.title, here, line.to_do, until, by=line.closes_at))
    return found
