"""Who follows what in a community, what they were told, what they have read, and what was reported or counted."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.learning.models.discussions import Post, Prompt, Space, Thread
from goldenthread.learning.rules.states import ReportState
from goldenthread.learning.types.discussing import Because, Level

_LEVELS = [(level.value, level.value) for level in Level]


class Mention(models.Model):
    """Somebody named in a post. ``seen_at`` is when they opened the page it stands on."""

    personal: ClassVar[tuple[str, ...]] = ()

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="mentions")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="person_is_mentioned_once_in_a_post")]
        indexes = [models.Index(fields=["person", "seen_at"], name="mentions_of_a_person")]


class Seen(models.Model):
    """How far somebody has read a thread."""

    personal: ClassVar[tuple[str, ...]] = ()

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="threads_seen")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="seen")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "thread"], name="person_has_read_a_thread_so_far")]


class Follow(models.Model):
    """How somebody wants to hear of a thread, of a space, or (with neither) of mentions of themselves."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="follows")
    space = models.ForeignKey(Space, on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    level = models.CharField(max_length=10, choices=_LEVELS)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(space=None) | Q(thread=None), name="follow_is_of_one_thing"),
            models.UniqueConstraint(
                fields=["person", "space"], condition=Q(space__isnull=False), name="person_follows_a_space_one_way"
            ),
            models.UniqueConstraint(
                fields=["person", "thread"], condition=Q(thread__isnull=False), name="person_follows_a_thread_one_way"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(space=None, thread=None), name="person_hears_of_mentions_one_way"
            ),
        ]


class Telling(models.Model):
    """That somebody is told of a post by e-mail, once. ``told_at`` stays empty until the letter has gone."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="tellings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tellings")
    because = models.CharField(max_length=10, choices=[(b.value, b.value) for b in Because])
    level = models.CharField(max_length=10, choices=_LEVELS)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="person_is_told_of_a_post_once")]
        indexes = [models.Index(fields=["level", "told_at"], name="tellings_that_wait")]


class Report(models.Model):
    """That somebody finds a post out of place, with why; and what was decided."""

    personal: ClassVar[tuple[str, ...]] = ("why", "answer")
    about_person: ClassVar[str] = "by"

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="reports")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="reports_made")
    at = models.DateTimeField()
    why = models.TextField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ReportState], default="waiting")
    answer = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="reports_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "by"], condition=Q(state="waiting"), name="post_is_reported_by_a_person_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | (Q(state__in=["upheld", "dismissed"], decided_at__isnull=False) & ~Q(answer="")),
                name="report_decided_has_an_answer",
            ),
        ]


class Contribution(models.Model):
    """That somebody's posts were enough for a prompt, and the entry of the ledger this made.

    A new row for each time, because the ledger knows evidence by its reference.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="contributions")
    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="contributions")
    credit_ref = models.UUIDField()
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "prompt"],
                condition=Q(taken_back_at=None),
                name="prompt_credits_a_person_once_at_a_time",
            )
        ]
