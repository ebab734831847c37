"""What a person changes about themselves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.naming import why_not_called, why_not_written_to
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.actions.sessions import end_sessions
from goldenthread.people.models import Person
from goldenthread.people.types import Actor


@atomic
def rename(*, name: str, by: Actor, at: datetime) -> None:
    """Take a new name, as it will be written from now on. What was awarded keeps the name it was awarded in.

    :raises Refused: if the name is empty, or holds what a name does not.
    """
    person = Person.objects.select_for_update().get(pk=by.person_id)
    refusal = why_not_called(name, what="Your name")
    if refusal:
        raise Refused(refusal)
    person.name = " ".join(name.split())
    person.save(update_fields=["name"])
    audit(by=str(by), did="people.rename", to=str(person.ref), at=at)


@atomic
def password_changed(person_id: int, *, at: datetime) -> None:
    """Say in the record that a person has set another password."""
    person = Person.objects.only("ref").get(pk=person_id)
    audit(by=str(person.ref), did="people.set_password", to=str(person.ref), at=at)


@atomic
def second_factor_changed(person_id: int, *, factor: str, became: str, at: datetime) -> None:
    """Say in the record that a person has added, renewed or removed a second factor, passkey or recovery codes."""
    person = Person.objects.only("ref").get(pk=person_id)
    audit(by=str(person.ref), did="people.second_factor", to=str(person.ref), at=at, factor=factor, became=became)


@atomic
def signed_out(person_id: int, *, sessions: int, at: datetime) -> None:
    """Say in the record that a person has ended sessions of their own in other places."""
    person = Person.objects.only("ref").get(pk=person_id)
    audit(by=str(person.ref), did="people.sign_out", to=str(person.ref), at=at, sessions=str(sessions))


@atomic
def change_email(ref: UUID, *, old: str, new: str, at: datetime, staying: str = "") -> None:
    """Sign in with another address from now on; ``old`` is the one they had when they asked. Sessions end everywhere
    but in the one with the key ``staying``: whoever is signed in elsewhere signs in with the new address.

    :raises Refused: if the address has changed since, somebody else has the new one, it is none, or the person has
        left.
    """
    person = Person.objects.select_for_update().filter(ref=ref, email__iexact=old, is_active=True).first()
    is_taken = person is None or Person.objects.filter(email__iexact=new).exclude(pk=person.pk).exists()
    if person is None or is_taken or why_not_written_to(new):
        raise Refused(Refusal("address_not_changed", "This address cannot be taken.", "Ask for a new link."))
    person.email = new.lower()
    person.save(update_fields=["email"])
    # The sign-in library keeps addresses of its own; an old one must not let anybody in any more.
    apps.get_model("account.EmailAddress").objects.filter(user=person).delete()
    ended = end_sessions(person.pk, staying=staying)
    # Which address it was is personal, and the record outlives a person's erasure; so it says only that it changed.
    audit(by=str(ref), did="people.change_email", to=str(ref), at=at, sessions=str(ended))


@atomic
def ask_for_erasure(*, why: str, by: Actor, at: datetime) -> None:
    """Ask the administrators to erase what is held about oneself.

    :raises Refused: if they have asked already.
    """
    person = Person.objects.select_for_update().get(pk=by.person_id)
    if person.erasure_asked_at:
        raise Refused(
            Refusal("already_asked", "You have asked for this already.", "An administrator will answer you by e-mail.")
        )
    person.erasure_asked_at = at
    person.save(update_fields=["erasure_asked_at"])
    audit(by=str(by), did="people.ask_for_erasure", to=str(person.ref), at=at, why=why)
    post(Notice("people.erasure_asked", {"person": str(person.ref)}), at=at)
