"""Providers' pages that were read: what they offer, and the statements on them with the published ones they are."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.frameworks.types import Doubt, Kind
from goldenthread.frameworks.types.page_views import OnPage, PageStatementLine
from goldenthread.frameworks.types.pages import Benefits, Offer, Offered


class ReadPage(models.Model):
    """What a reading found where its document is a provider's page. Such a reading is never published.

    ``edition`` is the edition in force that the page has most of, as of ``linked_at``.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    reading = models.OneToOneField("frameworks.Reading", on_delete=models.CASCADE, related_name="page")
    offer = models.JSONField()
    areas = models.JSONField()
    edition = models.ForeignKey(
        "frameworks.Edition", on_delete=models.PROTECT, null=True, blank=True, related_name="pages"
    )
    linked_at = models.DateTimeField()

    def as_offer(self) -> Offer:
        """The facts of the programme."""
        said: dict[str, Any] = dict(self.offer)
        said["delivery"] = tuple(Offered(name, tuple(made), text, tuple(lines))
                                 for name, made, text, lines in said["delivery"])  # fmt: skip
        said["benefits"] = tuple(
            Benefits(whose, tuple(items), tuple(lines)) for whose, items, lines in said["benefits"]
        )
        return Offer(**said)


class PageStatement(models.Model):
    """A statement on a provider's page. Only one that is whole, and not pasted in from elsewhere, is linked."""

    personal: ClassVar[tuple[str, ...]] = ()

    page = models.ForeignKey("frameworks.ReadPage", on_delete=models.CASCADE, related_name="statements")
    position = models.PositiveIntegerField()
    section = models.PositiveSmallIntegerField()
    section_title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in Kind])
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField()
    is_whole = models.BooleanField()
    is_foreign = models.BooleanField()
    lines = models.JSONField()
    doubts = models.JSONField()
    statement = models.ForeignKey(
        "frameworks.Statement", on_delete=models.PROTECT, null=True, blank=True, related_name="on_pages"
    )
    is_exact = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "position"], name="page_statement_position_is_unique"),
            models.CheckConstraint(
                condition=Q(statement=None, is_exact=False) | Q(is_whole=True, is_foreign=False),
                name="page_statement_linked_is_whole_and_own",
            ),
        ]

    def as_asked(self) -> OnPage:
        """The statement as it is looked for among published ones."""
        return OnPage(self.pk, Kind(self.kind), self.section_title, self.text)

    def as_line(self) -> PageStatementLine:
        """The statement as a page shows it; wants its published one fetched with it, and what that one wants."""
        return PageStatementLine(
            kind=Kind(self.kind),
            number=self.number,
            text=self.text,
            is_whole=self.is_whole,
            lines=tuple(self.lines),
            doubts=tuple(Doubt(code, says, tuple(lines)) for code, says, lines in self.doubts),
            statement=self.statement.as_line() if self.statement is not None else None,
            is_exact=self.is_exact,
        )
