"""Other systems that may read through the API."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.people.models.organisations import Organisation
from goldenthread.people.rules.clients import READS_AS
from goldenthread.people.types import NO_PERSON, Actor, Hat, OrganisationKind, PersonRef


class ApiClient(models.Model):
    """One system of one organisation. Of its token only the hash is kept; a revoked one stays for the record."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="api_clients")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="api_client_has_a_name"),
            models.CheckConstraint(condition=~models.Q(token_hash=""), name="api_client_has_a_token"),
        ]

    def as_actor(self) -> Actor:
        """The client as whoever is asking: it is no person, and sees what its organisation may see."""
        kind = OrganisationKind(self.organisation.kind)
        return Actor(
            PersonRef(self.ref), NO_PERSON, self.name, frozenset({Hat(READS_AS[kind], self.organisation_id, kind)})
        )
