"""A register of thirty, taken by the action that the page calls, and looked for at once on every page that shows it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

from django.db import connection
from django.db.models import Sum
from django.urls import reverse

from bench.makers.rows import table
from bench.makers.whole import PERSON, Lot
from bench.opening import opens
from goldenthread.cohorts.actions.crediting import rebuild_engagement
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.models import Cohort, Credit, Engagement, Enrolment, RegisterEntry, Session
from goldenthread.cohorts.types import EnrolmentRef, Mark, RegisterSheet
from goldenthread.people.queries.acting import actor_for

THIRTY = 30


def seen_at_once(lot: Lot) -> list[str]:
    """Take it; what does not agree with it afterwards, in words."""
    manager = lot.cast.programme_manager.person_id
    board = opens(manager, reverse("cohorts:board"))
    # The first cohort on the board that asks for one.
    asked = re.search(rb"([0-9a-f-]{36})/#timetable", board().content)
    cohort = Cohort.objects.get(ref=asked[1].decode() if asked else None)
    session = Session.objects.select_related("cohort", "component").get(cohort=cohort, component=lot.sixty.open[0])
    people = list(Enrolment.objects.filter(cohort=cohort, state="active", route="blended").order_by("pk")[:THIRTY])
    one = people[-1]
    page = opens(manager, reverse("cohorts:cohort", args=[session.cohort.ref]))
    home = opens(one.participant_id, "/")
    picture = opens(manager, reverse("reporting:figures"))
    waited = _waiting(picture().content)
    before = Engagement.objects.filter(enrolment__in=people).aggregate(n=Sum("credited"))["n"]
    due = _asked_for(board().content, session.cohort)

    began = time.perf_counter()
    marks = {EnrolmentRef(row.ref): Mark.PRESENT for row in people}
    taken = take_register(session.ref, RegisterSheet(uuid4(), marks), by=actor_for(session.facilitator_id), at=lot.at)
    took = (time.perf_counter() - began) * 1000

    after = Engagement.objects.filter(enrolment__in=people).aggregate(n=Sum("credited"))["n"]
    held = {
        "thirty are marked": taken.marked == THIRTY,
        "all of it is one transaction": len(set(_transactions(session, people))) == 1,
        "the figures are those of the ledger": after - before == THIRTY * session.component.minutes,
        "the board asks for one register less": _asked_for(board().content, session.cohort) == due - 1,
        "the cohort's page says 30 are marked": f"{THIRTY} of " in page().content.decode(),
        "the provider's picture has one register less": _waiting(picture().content) == waited - 1,
        "the participant's home names the credit": f"{session.component.title} was credited" in home().content.decode(),
    }
    print(
        f"   a register of {taken.marked} in {took:.0f} ms: {', '.join(said for said, is_so in held.items() if is_so)}"
    )
    return [f"register at {lot.last:,}: not so that {said}" for said, is_so in held.items() if not is_so]


def _asked_for(board: bytes, cohort: Cohort) -> int:
    """How many registers the board asks for in a cohort; none where it is not among those that need something."""
    found = re.search(rf"{cohort.ref}/#timetable\">(\d+) register".encode(), board)
    return int(found[1]) if found else 0


def _waiting(picture: bytes) -> int:
    """How many registers are due altogether, as the picture says it."""
    found = re.search(rb"Registers due.*?([\d,]+)", picture, re.DOTALL)
    return int(found[1].replace(b",", b"")) if found else 0


def _transactions(session: Session, people: list[Enrolment]) -> Iterator[str]:
    """Which transactions wrote the marks, the credits and the figures, as PostgreSQL keeps it with every row."""
    mine = f"enrolment_id IN ({', '.join(str(row.pk) for row in people)})"
    asked = {RegisterEntry: f"session_id = {session.pk}", Engagement: mine}
    asked[Credit] = f"{mine} AND component_id = {session.component_id}"
    with connection.cursor() as cursor:
        for model, where in asked.items():
            cursor.execute(f"SELECT DISTINCT xmin::text FROM {table(model)} WHERE {where}")
            yield from (row[0] for row in cursor.fetchall())


def differs(lot: Lot, *, of: int) -> list[str]:
    """Whether figures that were laid down are what the ledger says, on a sample rebuilt by the action; in words."""
    said = []
    step = max((lot.last - lot.first) // of, 1)
    for row in Enrolment.objects.filter(pk__in=range(PERSON + lot.first, PERSON + lot.last, step)):
        kept = Engagement.objects.get(enrolment=row).as_figure()
        again = rebuild_engagement(row.ref, by=lot.cast.programme_manager, at=datetime.now(UTC))
        if again != kept:
            said.append(f"kept {kept} but the ledger says {again}")
    print(f"   {of} figures reckoned again from the ledger: {of - len(said)} are the same")
    return said
