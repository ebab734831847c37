"""Make the evidence pack of an inspection week, in one action."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor
from goldenthread.reporting.models import InspectionPack
from goldenthread.reporting.queries.gathering import week_facts
from goldenthread.reporting.rules.inspecting import monday_of, packed, tables_of, why_not_make, why_not_that_week


@atomic
def make_pack(day: date, *, key: UUID, by: Actor, at: datetime) -> UUID:
    """Keep what is true now of the week that a day lies in, as the week's next version.

    ``key`` came with the page: sent twice, it makes one pack.

    :raises Refused: if this actor may not make packs, or the week is out of reach.
    """
    week_on = monday_of(day)
    refusal = why_not_make(by) or why_not_that_week(week_on, today=at.astimezone(LONDON).date())
    if refusal:
        raise Refused(refusal)
    made = InspectionPack.objects.filter(key=key).first()
    if made is not None:
        return made.ref
    facts = week_facts(week_on)
    last = InspectionPack.objects.filter(week_on=week_on).aggregate(last=Max("version"))["last"]
    row = InspectionPack.objects.create(
        week_on=week_on,
        version=(last or 0) + 1,
        key=key,
        provider=facts.provider,
        tables=packed(tables_of(facts)),
        attributions=list(facts.attributions),
        partners=len(facts.partners),
        participants=facts.participants,
        sessions=len(facts.sessions),
        made_by_id=by.person_id,
        made_at=at,
    )
    audit(by=str(by), did="reporting.make_pack", to=str(row.ref), at=at, week=str(week_on), version=str(row.version))
    return row.ref
