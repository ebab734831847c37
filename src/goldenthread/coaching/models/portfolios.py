"""Portfolios: entries with their versions, statements, files, readers and comments."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.coaching.types.collecting import Origin, Reader
from goldenthread.people.types import Actor, Duty


class EntrySet(models.QuerySet["Entry"]):
    """Entries, as far as somebody may reach them."""

    def kept_by(self, actor: Actor) -> Self:
        """Those this actor made themselves."""
        if not actor.wears(Duty.PARTICIPANT):
            return self.none()
        return self.filter(enrolment__participant_id=actor.person_id)


class Entry(models.Model):
    """One thing in somebody's portfolio. Taken away, it is shown to nobody else and can be put back.

    ``origin`` and ``origin_ref`` say what it was taken in from, if it was, and ``origin_at`` in which state.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    taken_away_at = models.DateTimeField(null=True, blank=True)
    origin = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Origin], blank=True, default="")
    origin_ref = models.UUIDField(null=True, blank=True)
    origin_at = models.DateTimeField(null=True, blank=True)

    objects = EntrySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(origin="", origin_ref=None, origin_at=None)
                | models.Q(origin__in=[o.value for o in Origin], origin_ref__isnull=False, origin_at__isnull=False),
                name="entry_taken_in_says_from_what_and_when",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "origin", "origin_ref"],
                condition=models.Q(origin_ref__isnull=False),
                name="what_is_taken_in_stands_once_in_a_portfolio",
            ),
        ]


class EntryVersion(models.Model):
    """An entry as it was saved once."""

    personal: ClassVar[tuple[str, ...]] = ("title", "words", "link")
    written_once: ClassVar[tuple[str, ...]] = ("entry", "number", "at")

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True, default="")
    link = models.CharField(max_length=600, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="entry_version_number_is_unique"),
            models.CheckConstraint(condition=~models.Q(title=""), name="entry_version_has_a_title"),
        ]


class EntryStatement(models.Model):
    """A statement that an entry stands for."""

    personal: ClassVar[tuple[str, ...]] = ()

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="statements")
    statement = models.ForeignKey("frameworks.Statement", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "statement"], name="entry_names_a_statement_once")]


class EntryFile(models.Model):
    """A file that belongs to an entry. Taken away, nobody else reads it, and it can be put back."""

    personal: ClassVar[tuple[str, ...]] = ()

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    taken_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "file"], name="file_stands_once_in_an_entry")]


class EntryReader(models.Model):
    """Who besides the participant reads an entry: whoever is that beside them at the time."""

    personal: ClassVar[tuple[str, ...]] = ()

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="readers")
    reader = models.CharField(max_length=12, choices=[(r.value, r.value) for r in Reader])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "reader"], name="entry_is_shared_once_with_a_reader"),
            models.CheckConstraint(
                condition=models.Q(reader__in=[r.value for r in Reader]), name="entry_reader_is_known"
            ),
        ]


class EntryComment(models.Model):
    """What a reader said of an entry, or its participant answered."""

    personal: ClassVar[tuple[str, ...]] = ("words",)
    written_once: ClassVar[tuple[str, ...]] = ("entry", "by", "at")

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="comments")
    words = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="entry_comment_has_words")]
