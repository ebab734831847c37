"""Engagement policies that somebody drafted for a programme, to be tried before one is adopted."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from goldenthread.programmes import types
from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.policies import read_engagement


class EngagementDraft(models.Model):
    """A draft: open until it is adopted, which makes a policy of it, or put away."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=200)
    body = models.JSONField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(about=""), name="policy_draft_says_what_it_is_about")]

    def as_line(self) -> types.DraftLine:
        """The draft; wants ``by`` fetched. :raises Faulty: if what is kept cannot be read."""
        body: Any = self.body
        fields = Fields(body, file=f"EngagementDraft {self.ref}")
        policy = read_engagement(fields, types.PolicyTerms(self.at.date(), self.about))
        fields.refuse()
        return types.DraftLine(self.ref, self.about, policy, self.by.name, self.at)
