"""Readings under review: the items, the doubts, and who settled them."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from goldenthread.frameworks import types
from goldenthread.frameworks.models.counting import number_of
from goldenthread.frameworks.models.pages import ReadPage
from goldenthread.frameworks.types import ItemState, Kind, ReadingState, Stage
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty


class ReadingSet(models.QuerySet["Reading"]):
    """Readings, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Curriculum leads of the lead provider see all; nobody else any."""
        return self if actor.wears_for_provider(Duty.CURRICULUM_LEAD) else self.none()

    def counted(self) -> Self:
        """With the counts that ``as_line`` wants, in the same statement."""
        kept = ReadingItem.objects.filter(is_out=False)
        open_doubts = ReadingDoubt.objects.filter(settled_at=None)
        whole = number_of(open_doubts.filter(item=None, detail=None), by="reading")
        items = number_of(open_doubts.filter(item__is_out=False), by="reading", of="item")
        details = number_of(open_doubts.filter(detail__is_out=False), by="reading", of="detail")
        return self.select_related("made_by", "edition", "file").annotate(
            item_count=number_of(kept, by="reading"),
            waiting_count=number_of(kept.filter(state=ItemState.WAITING.value), by="reading"),
            doubt_count=whole + items + details,
            is_page=models.Exists(ReadPage.objects.filter(reading=models.OuterRef("pk"))),
        )


class Reading(models.Model):
    """A document that waits to be read, could not be read, or was read and is reviewed.

    ``stage`` is how far the reader has come while it waits; ``reader`` says which version of it read. The source's text
    is kept as it was read, with its account. Documents that were sent in together share ``sent_with``, and are called
    what they say themselves: until one is read it has no code, and its file's name for a title.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    licence = models.CharField(max_length=200)
    attribution = models.CharField(max_length=300)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in ReadingState])
    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Stage], default=Stage.WAITING.value)
    stage_done = models.PositiveIntegerField(default=0)
    stage_of = models.PositiveIntegerField(default=0)
    unread_code = models.CharField(max_length=30, blank=True, default="")
    unread_says = models.CharField(max_length=300, blank=True, default="")
    unread_mend = models.CharField(max_length=300, blank=True, default="")
    is_reliable = models.BooleanField(default=False)
    reader = models.CharField(max_length=12, blank=True, default="")
    source = models.TextField(blank=True, default="")
    account = models.JSONField(blank=True, default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    case_id = models.UUIDField(null=True, blank=True)
    sent_with = models.UUIDField(null=True, blank=True)
    edition = models.OneToOneField(
        "frameworks.Edition", on_delete=models.PROTECT, null=True, blank=True, related_name="reading"
    )

    objects = ReadingSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="published", edition__isnull=False)
                | Q(state__in=["waiting", "unreadable", "under_review", "discarded"], edition=None),
                name="reading_published_has_an_edition",
            ),
            models.CheckConstraint(
                condition=(Q(state="unreadable") & ~Q(unread_code="") & ~Q(unread_says=""))
                | (Q(state="discarded"))
                | (Q(state__in=["waiting", "under_review", "published"], unread_code="")),
                name="reading_unreadable_says_why",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in Stage]), name="reading_stage_is_known"
            ),
            models.CheckConstraint(condition=~Q(licence=""), name="reading_names_its_licence"),
        ]
        indexes = [
            models.Index(fields=["sent_with"], condition=Q(sent_with__isnull=False), name="reading_sent_together"),
        ]

    def about(self) -> types.About:
        """What was said of the document."""
        return types.About(self.code, self.title, self.publisher, self.year, self.licence, self.attribution)

    def as_line(self) -> types.ReadingLine:
        """The reading as a list names it; wants :meth:`ReadingSet.counted`."""
        return types.ReadingLine(
            ref=types.ReadingRef(self.ref),
            about=self.about(),
            state=ReadingState(self.state),
            made_at=self.made_at,
            made_by=self.made_by.name,
            items=getattr(self, "item_count", 0),
            waiting=getattr(self, "waiting_count", 0),
            in_doubt=getattr(self, "doubt_count", 0),
            is_reliable=self.is_reliable,
            edition=self.edition.ref if self.edition is not None else None,
            progress=types.Progress(Stage(self.stage), self.stage_done, self.stage_of),
            why_unreadable=self.why_unreadable(),
            file_name=self.file.name,
            is_page=getattr(self, "is_page", False),
            reader=self.reader,
        )

    def why_unreadable(self) -> Refusal | None:
        """Why it could not be read, or ``None``."""
        return Refusal(self.unread_code, self.unread_says, self.unread_mend) if self.unread_code else None


class ReadingSection(models.Model):
    """A section of a reading."""

    personal: ClassVar[tuple[str, ...]] = ()

    reading = models.ForeignKey("frameworks.Reading", on_delete=models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    intro = models.TextField(blank=True)
    line = models.PositiveIntegerField()
    case_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "number"], name="reading_section_number_is_unique")]


class ReadingItem(models.Model):
    """An item of a reading: what it says now, what was read, which lines it came from, and who last changed it.

    ``position`` orders the items of a reading; two may share one for a moment while items move, so ``id`` breaks ties.
    An item that was merged into another is out until that one is restored; one that was split off goes when the one
    it came from is restored. An item of a CASE package has ``case_id``, what it is called there, and ``under``, what it
    stands under; in other documents that follows from the order. Words that the document lost and a person added
    say so for good.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("added",)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reading = models.ForeignKey("frameworks.Reading", on_delete=models.CASCADE, related_name="items")
    section = models.ForeignKey("frameworks.ReadingSection", on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in Kind])
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField()
    printed = models.CharField(max_length=20, blank=True, default="")
    title = models.CharField(max_length=200, blank=True, default="")
    part = models.CharField(max_length=5, blank=True, default="")
    documents = models.TextField(blank=True, default="")
    under = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="holds")
    case_id = models.UUIDField(null=True, blank=True)
    lines = models.JSONField()
    original = models.JSONField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ItemState])
    version = models.PositiveIntegerField(default=1)
    is_out = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="swallowed")
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="offshoots")
    changed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    added = models.ForeignKey(
        "frameworks.AddedWords", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="reading_item_says_something"),
            models.CheckConstraint(
                condition=Q(kind="criterion") | Q(part="", documents=""), name="reading_item_in_a_part_is_a_criterion"
            ),
            models.CheckConstraint(
                condition=Q(is_out=True, merged_into__isnull=False) | Q(is_out=False, merged_into=None),
                name="reading_item_out_is_in_another",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="reading_item_version_counts_from_one"),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(changed_by__isnull=False, changed_at__isnull=False),
                name="reading_item_accepted_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["reading", "position"], name="reading_item_in_order")]


class ReadingDoubt(models.Model):
    """A doubt of the reader, about an item, a detail or the whole reading; settled by a person, by name.

    ``read_with`` is the item that it was read with, where that was merged into the one that it is about now.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reading = models.ForeignKey("frameworks.Reading", on_delete=models.CASCADE, related_name="doubts")
    item = models.ForeignKey(
        "frameworks.ReadingItem", on_delete=models.CASCADE, null=True, blank=True, related_name="doubts"
    )
    detail = models.ForeignKey(
        "frameworks.ReadingDetail", on_delete=models.CASCADE, null=True, blank=True, related_name="doubts"
    )
    read_with = models.ForeignKey(
        "frameworks.ReadingItem", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    code = models.CharField(max_length=30)
    says = models.CharField(max_length=300)
    lines = models.JSONField()
    settled_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_by=None, settled_at=None) | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="reading_doubt_settled_by_somebody",
            ),
            models.CheckConstraint(condition=Q(item=None) | Q(detail=None), name="reading_doubt_is_about_one_thing"),
        ]

    def as_line(self) -> types.DoubtLine:
        """The doubt as a value; wants ``settled_by`` fetched with it."""
        by = self.settled_by
        return types.DoubtLine(
            self.ref, self.code, self.says, tuple(self.lines), by.name if by is not None else "", self.settled_at
        )
