"""What a framework says besides its statements, while it is reviewed and once it is published."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.frameworks import types
from goldenthread.frameworks.rules.details import is_address_uncertain, runs_of
from goldenthread.frameworks.types import DETAIL_NEEDS, DetailKind, ItemState, Saying

_KINDS = [(kind.value, kind.value) for kind in DetailKind]
_WITH_FIGURE = [DetailKind.WORD_LIMIT.value, DetailKind.LEAST_TERMS.value, DetailKind.POINT.value]
_ONE_OF_EACH = [
    DetailKind.TASK.value, DetailKind.WORD_LIMIT.value, DetailKind.LEAST_TERMS.value, DetailKind.COMMENT.value
]  # fmt: skip
_LABELLED = [DetailKind.LEVEL.value, DetailKind.PART.value]


def _needing(field: str) -> list[str]:
    return [kind.value for kind, needs in DETAIL_NEEDS.items() if field in needs]


def _as_its_kind(table: str) -> list[models.CheckConstraint]:
    """What each kind cannot be without, and what only some kinds say."""
    return [
        models.CheckConstraint(condition=Q(kind__in=[k.value for k in DetailKind]), name=f"{table}_kind_is_known"),
        models.CheckConstraint(condition=~Q(kind__in=_needing("text"), text=""), name=f"{table}_says_something"),
        models.CheckConstraint(condition=~Q(kind__in=_needing("label"), label=""), name=f"{table}_has_its_label"),
        models.CheckConstraint(
            condition=~Q(kind=DetailKind.POINT.value, figure=None), name=f"{table}_point_has_a_figure"
        ),
        models.CheckConstraint(
            condition=Q(figure=None) | Q(kind__in=_WITH_FIGURE, figure__gte=1), name=f"{table}_figure_counts_something"
        ),
        models.CheckConstraint(
            condition=Q(section=None) | Q(kind=DetailKind.REFERENCE.value), name=f"{table}_section_is_a_references"
        ),
    ]


class Said(models.Model):
    """The columns that say what a detail says; which of them a kind uses, ``types.DETAIL_FIELDS`` tells."""

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=_KINDS)
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=20, blank=True, default="")
    title = models.CharField(max_length=300, blank=True, default="")
    subtitle = models.CharField(max_length=300, blank=True, default="")
    text = models.TextField(blank=True, default="")
    more = models.TextField(blank=True, default="")
    figure = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        abstract = True


class ReadingDetail(Said):
    """A detail of a reading: what it says now, what was read, its lines, and who last decided on it.

    ``is_out`` where a person left it out, because the document does not say it; restoring brings it back. One that a
    person added has no ``original``.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    reading = models.ForeignKey("frameworks.Reading", on_delete=models.CASCADE, related_name="details")
    section = models.ForeignKey(
        "frameworks.ReadingSection", on_delete=models.CASCADE, null=True, blank=True, related_name="details"
    )
    lines = models.JSONField()
    original = models.JSONField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ItemState])
    version = models.PositiveIntegerField(default=1)
    is_out = models.BooleanField(default=False)
    changed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            *_as_its_kind("reading_detail"),
            models.CheckConstraint(condition=Q(version__gte=1), name="reading_detail_version_counts_from_one"),
            models.CheckConstraint(
                condition=Q(state="waiting", is_out=False) | Q(state="accepted", changed_by__isnull=False),
                name="reading_detail_decided_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["reading", "position"], name="reading_detail_in_order")]

    def saying(self) -> Saying:
        """What it says; wants ``section`` fetched with it."""
        return _saying(self, self.section.number if self.section is not None else None)


class Detail(Said):
    """A detail of a published edition, which never changes."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        "ref", "edition", "section", "kind", "position", "label", "title", "subtitle", "text", "more", "figure"
    )  # fmt: skip

    edition = models.ForeignKey("frameworks.Edition", on_delete=models.PROTECT, related_name="details")
    section = models.ForeignKey(
        "frameworks.Section", on_delete=models.PROTECT, null=True, blank=True, related_name="details"
    )

    class Meta:
        constraints = [
            *_as_its_kind("detail"),
            models.UniqueConstraint(fields=["edition", "position"], name="detail_position_is_unique"),
            models.UniqueConstraint(
                fields=["edition", "kind"], condition=Q(kind__in=_ONE_OF_EACH), name="detail_there_is_one_of_each"
            ),
            models.UniqueConstraint(
                fields=["edition", "kind", "label"], condition=Q(kind__in=_LABELLED), name="detail_label_is_its_own"
            ),
            models.UniqueConstraint(
                fields=["edition", "figure"], condition=Q(kind=DetailKind.POINT.value), name="detail_point_is_its_own"
            ),
        ]

    def as_line(self) -> types.DetailLine:
        """The detail as a value; wants ``section`` fetched with it."""
        says = _saying(self, self.section.number if self.section is not None else None)
        is_entry = says.kind is DetailKind.REFERENCE
        return types.DetailLine(
            types.DetailRef(self.ref),
            says,
            runs_of(says.text) if is_entry else (),
            is_address_uncertain=is_entry and is_address_uncertain(says.text),
        )


def _saying(row: Said, section: int | None) -> Saying:
    return Saying(
        DetailKind(row.kind), row.text, row.label, row.title, row.subtitle, row.more, row.figure, section
    )  # fmt: skip
