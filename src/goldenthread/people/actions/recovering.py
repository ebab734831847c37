"""Let somebody in again who has lost their telephone or their key."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.actions.sessions import end_sessions
from goldenthread.people.models import Person
from goldenthread.people.rules.recovering import why_not_reset
from goldenthread.people.types import Actor


@atomic
def reset_second_factors(ref: UUID, *, why: str, by: Actor, at: datetime) -> int:
    """Take every second factor, passkey and recovery code off an account, and end its sessions; how many were taken.

    Their password and address stay, so that whoever asked still has to come in by their own e-mail. They are written
    to, in case it was not them who asked.

    :raises Refused: if this actor may not, or it is their own account.
    """
    person = Person.objects.seen_by(by).select_for_update().get(ref=ref)
    refusal = why_not_reset(ref=person.ref, erased_at=person.erased_at, by=by)
    if refusal:
        raise Refused(refusal)
    taken, _ = apps.get_model("mfa.Authenticator").objects.filter(user=person).delete()
    end_sessions(person.pk)
    audit(by=str(by), did="people.reset_second_factors", to=str(ref), at=at, why=why, taken=str(taken))
    post(Notice("people.second_factors_reset", {"person": str(ref), "at": at.isoformat()}), at=at)
    return int(taken)
