"""Persons and memberships."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from goldenthread.people.rules.states import State
from goldenthread.people.types import Actor, Duty, PersonRef

RUNS_THINGS = (Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD)


class PersonSet(models.QuerySet["Person"]):
    """Persons, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Provider staff who run things see all; partner staff see those who hold a hat at their partner; else self."""
        if actor.wears_for_provider(*RUNS_THINGS):
            return self
        own = models.Q(pk=actor.person_id)
        places = actor.places(Duty.PROGRAMME_MANAGER)
        if places:
            held = Membership.objects.filter(organisation_id__in=places, state=State.ACTIVE.value)
            own |= models.Q(pk__in=held.values("person_id"))
        return self.filter(own)


class PersonManager(BaseUserManager.from_queryset(PersonSet)):  # type: ignore[misc]  # made by Django at run time
    """Needed by Django's sign-in; makes nothing by itself."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """People sign in by e-mail, whatever its case."""
        person: Person = self.get(email__iexact=username)
        return person


class Person(AbstractBaseUser):
    """Anybody known to the installation, whether or not they have ever signed in."""

    personal: ClassVar[tuple[str, ...]] = ("email", "name", "trn", "last_login", "password")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    trn = models.CharField(max_length=7, blank=True, default="")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    erasure_asked_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_is_unique"),
            models.UniqueConstraint(fields=["trn"], condition=~models.Q(trn=""), name="person_trn_is_unique"),
            models.CheckConstraint(condition=~models.Q(name=""), name="person_has_a_name"),
        ]

    def get_full_name(self) -> str:
        """As it is written on a certificate."""
        return self.name

    def as_ref(self) -> PersonRef:
        """The reference that may leave the house."""
        return PersonRef(self.ref)


class MembershipSet(models.QuerySet["Membership"]):
    """Hats, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Provider staff who run things see all; partner staff those worn for their partner; everybody their own."""
        if actor.wears_for_provider(*RUNS_THINGS):
            return self
        return self.filter(
            models.Q(organisation_id__in=actor.places(Duty.PROGRAMME_MANAGER)) | models.Q(person_id=actor.person_id)
        )


class Membership(models.Model):
    """One hat: a duty for an organisation, from a day until it ends."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="memberships")
    duty = models.CharField(max_length=20, choices=[(d.value, d.value) for d in Duty])
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.ACTIVE.value)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation", "duty"], name="membership_is_held_once"),
            models.CheckConstraint(
                condition=models.Q(duty__in=[d.value for d in Duty]), name="membership_duty_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="active", ended_on=None) | models.Q(state="ended", ended_on__isnull=False),
                name="membership_ended_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["duty", "organisation"], name="membership_by_duty")]
