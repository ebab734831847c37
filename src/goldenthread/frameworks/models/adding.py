"""Where words come from that a document lost and a person added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.frameworks.types.added import Added


class AddedWords(models.Model):
    """One act of adding, never changed: by whom, when, and where the words come from.

    The item that was added points to it, and so do its parts where it is split, and the statement that is published.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("by", "at", "source")

    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="added_words_come_from_somewhere")]

    def as_added(self) -> Added:
        """The same as a value without the name, for everybody."""
        return Added(self.at, self.source)

    def as_added_by_name(self) -> Added:
        """The same with the name of who added; wants ``by`` fetched with it."""
        return Added(self.at, self.source, self.by.name)
