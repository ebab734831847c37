"""Tell somebody who was brought in that they are, and how they sign in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice
from goldenthread.people.models import Membership, Person
from goldenthread.people.rules.hats import why_not_give
from goldenthread.people.rules.states import State
from goldenthread.people.types import Actor, Duty, OrganisationKind


@atomic
def invite(ref: UUID, *, by: Actor, at: datetime) -> bool:
    """Have somebody written to who has never signed in, where this actor may give a duty that they have; whether they
    are. They get one letter, however often they are brought in.

    :raises Person.DoesNotExist: if there is nobody.
    """
    person = Person.objects.get(ref=ref, erased_at=None)
    worn = Membership.objects.filter(person=person, state=State.ACTIVE.value).select_related("organisation")
    may = any(
        why_not_give(Duty(row.duty), at_id=row.organisation_id, kind=OrganisationKind(row.organisation.kind), by=by)
        is None
        for row in worn.order_by("pk")
    )
    if person.last_login is not None or not may:
        return False
    audit(by=str(by), did="people.invite", to=str(person.ref), at=at)
    post(Notice("people.invited", {"person": str(person.ref)}), at=at)
    return True
