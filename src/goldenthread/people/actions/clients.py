"""Make and revoke the tokens of other systems."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.models import ApiClient, Organisation
from goldenthread.people.rules.clients import hash_of, is_worth_noting, new_token, why_not_look_after
from goldenthread.people.types import Actor


@atomic
def make_client(*, name: str, place: UUID, by: Actor, at: datetime) -> str:
    """Make a client of an organisation; the token is told this once and cannot be found out again.

    :raises Refused: if this actor may not, or the client has no name.
    """
    _may(by)
    if not name.strip():
        raise Refused(Refusal("no_name", "The client has no name.", "Enter what the system is called."))
    home = Organisation.objects.seen_by(by).get(ref=place)
    token = new_token()
    client = ApiClient.objects.create(
        name=name.strip(), organisation=home, token_hash=hash_of(token), made_at=at, made_by_id=by.person_id
    )
    audit(by=str(by), did="people.make_client", to=str(client.ref), at=at, name=client.name, place=str(home.ref))
    return token


@atomic
def revoke_client(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Let a token open nothing any more.

    :raises Refused: if this actor may not, or it was revoked before.
    """
    _may(by)
    client = ApiClient.objects.select_for_update().get(ref=ref)
    if client.revoked_at is not None:
        raise Refused(Refusal("revoked_already", "This client has been revoked already.", "Nothing needs doing."))
    client.revoked_at = at
    client.save(update_fields=["revoked_at"])
    audit(by=str(by), did="people.revoke_client", to=str(ref), at=at)


def client_of_token(token: str, *, at: datetime) -> Actor | None:
    """The client with this token, or ``None``; notes at most once an hour that it was here."""
    client = ApiClient.objects.select_related("organisation").filter(token_hash=hash_of(token), revoked_at=None).first()
    if client is None:
        return None
    if is_worth_noting(client.last_used_at, at=at):
        ApiClient.objects.filter(pk=client.pk).update(last_used_at=at)
    return client.as_actor()


def _may(by: Actor) -> None:
    refusal = why_not_look_after(by)
    if refusal:
        raise Refused(refusal)
