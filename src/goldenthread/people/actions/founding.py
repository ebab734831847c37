"""Open an installation: its lead provider and its first administrator."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.rules.naming import why_not_called, why_not_written_to
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.models import Membership, Organisation, Person
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.types import Actor, Duty, OrganisationKind


@atomic
def found(*, provider: str, name: str, email: str, at: datetime) -> Actor:
    """Make the lead provider and its first administrator.

    :raises Refused: if the installation already has a lead provider, or a name or the address is none.
    """
    if Organisation.objects.filter(kind=OrganisationKind.LEAD_PROVIDER.value).exists():
        raise Refused(
            Refusal("already_founded", "This installation already has its lead provider.", "Ask its administrator.")
        )
    refusal = (
        why_not_called(provider, what="The name of the lead provider")
        or why_not_called(name)
        or why_not_written_to(email.strip())
    )
    if refusal:
        raise Refused(refusal)
    home = Organisation.objects.create(kind=OrganisationKind.LEAD_PROVIDER.value, name=provider)
    person = Person(email=email.strip().lower(), name=name, joined_at=at)
    person.set_unusable_password()
    person.save()
    Membership.objects.create(person=person, organisation=home, duty=Duty.ADMINISTRATOR.value, began_on=at.date())
    audit(by=str(person.ref), did="people.found", to=str(home.ref), at=at)
    return actor_for(person.pk)
