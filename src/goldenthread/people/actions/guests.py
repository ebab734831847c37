"""Let somebody be known who wears no hat here: what they may do, another room says."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.rules.naming import why_not_called, why_not_written_to
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.models import Person
from goldenthread.people.types import Actor, Duty, PersonRef

LETS_IN = (Duty.ADMINISTRATOR, Duty.QUALITY_LEAD, Duty.MODERATOR)


@atomic
def let_be_known(*, name: str, email: str, by: Actor, at: datetime) -> PersonRef:
    """Make sure that somebody is known by their e-mail address and can sign in; they get no hat by it.

    Somebody known already keeps their name.

    :raises Refused: if this actor may not, or the name or address is none.
    """
    if not by.wears_for_provider(*LETS_IN):
        mend = "Ask the quality lead of the lead provider."
        raise Refused(Refusal("not_yours_to_invite", "You cannot invite somebody from outside.", mend))
    row = Person.objects.filter(email__iexact=email.strip()).first()
    if row is None:
        refusal = why_not_called(name) or why_not_written_to(email.strip())
        if refusal:
            raise Refused(refusal)
        row = Person(email=email.strip().lower(), name=name.strip(), joined_at=at)
        row.set_unusable_password()
        row.save()
        audit(by=str(by), did="people.let_be_known", to=str(row.ref), at=at)
    return PersonRef(row.ref)
