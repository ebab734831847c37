"""Frameworks, their editions, and the statements in them. An edition's words never change."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest

from goldenthread.frameworks import types
from goldenthread.frameworks.models.counting import number_of
from goldenthread.frameworks.types import STANDS_UNDER, CareerStage, EditionState, Kind
from goldenthread.people.types import Actor


class Framework(models.Model):
    """A framework, whichever edition: what stays the same when its words are revised."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in CareerStage], blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="framework_code_is_unique"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(title=""), name="framework_has_code_and_title"),
        ]


class EditionSet(models.QuerySet["Edition"]):
    """Editions, as far as somebody may see them."""

    def seen_by(self, actor: Actor | None) -> Self:
        """Whoever is signed in sees every published edition; anybody else (``None``) those that were opened to all.

        To anybody else an edition stands as those that are open tell: it is in force until one that follows it is open.
        """
        if actor is None:
            after = Edition.objects.exclude(opened_at=None).filter(
                framework=models.OuterRef("framework"), pk__gt=models.OuterRef("pk")
            )
            said = after.order_by("pk").annotate(told_at=Greatest("published_at", "opened_at"))
            return self.open_to_all().annotate(
                openly_superseded_at=models.Subquery(said.values("published_at")[:1]),
                openly_told_at=models.Subquery(said.values("told_at")[:1]),
            )
        return self if actor.person_id else self.none()

    def in_force_for(self, actor: Actor | None) -> Self:
        """The editions in force among those that somebody may see, as far as they are told."""
        seen = self.seen_by(actor)
        return seen.filter(openly_superseded_at=None) if actor is None else seen.filter(superseded_at=None)

    def open_to_all(self) -> Self:
        """The editions that anybody may read without signing in."""
        return self.exclude(opened_at=None)

    def counted(self) -> Self:
        """With the framework and the counts that ``as_line`` wants, in the same statement."""
        said = Statement.objects.all()
        return self.select_related("framework").annotate(
            section_count=number_of(Section.objects.all(), by="edition"),
            **{f"{kind.value}_count": number_of(said.filter(kind=kind.value), by="edition") for kind in Kind},
        )


class Edition(models.Model):
    """One edition of a framework, as it was published here, with the licence its wording comes under."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey("frameworks.Framework", on_delete=models.PROTECT, related_name="editions")
    label = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=200)
    attribution = models.CharField(max_length=300)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in EditionState])
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    succeeds = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors")

    objects = EditionSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework"], condition=Q(state="published"), name="framework_has_one_edition_in_force"
            ),
            models.UniqueConstraint(fields=["framework", "label"], name="edition_label_is_its_own"),
            models.CheckConstraint(
                condition=Q(state="published", superseded_at=None) | Q(state="superseded", superseded_at__isnull=False),
                name="edition_superseded_has_a_moment",
            ),
            models.CheckConstraint(condition=~Q(licence=""), name="edition_names_its_licence"),
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_by=None) | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="edition_opened_by_somebody",
            ),
        ]

    def stands(self) -> tuple[EditionState, datetime | None, datetime]:
        """Its state, when another took its place, and when that was told: to whoever it was fetched for."""
        superseded_at = getattr(self, "openly_superseded_at", self.superseded_at)
        state = EditionState.PUBLISHED if superseded_at is None else EditionState.SUPERSEDED
        told_at = getattr(self, "openly_told_at", superseded_at)
        return state, superseded_at, told_at or self.published_at

    def as_line(self) -> types.EditionLine:
        """The edition as a list names it; wants :meth:`EditionSet.counted` for its counts."""
        return types.EditionLine(
            id=self.pk,
            ref=types.EditionRef(self.ref),
            code=self.framework.code,
            title=self.title,
            label=self.label,
            publisher=self.publisher,
            licence=self.licence,
            attribution=self.attribution,
            state=self.stands()[0],
            published_at=self.published_at,
            sections=getattr(self, "section_count", 0),
            counts=tuple((kind, getattr(self, f"{kind.value}_count", 0)) for kind in Kind),
            has_before=self.succeeds_id is not None,
            is_open=self.opened_at is not None,
        )


class Section(models.Model):
    """A section of an edition."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey("frameworks.Edition", on_delete=models.PROTECT, related_name="sections")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    intro = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="section_number_is_unique")]


# What a statement's line names besides its own columns.
NAMED = ("section", "edition__framework", "parent", "added")


class StatementSet(models.QuerySet["Statement"]):
    """Statements."""

    def named(self) -> Self:
        """With all that ``as_line`` wants, in the same statement."""
        return self.select_related(*NAMED)


class Statement(models.Model):
    """One statement of an edition. ``code`` is citable and ``ref`` is its address, both for good.

    ``printed`` is the code that the document itself gives it, ``title`` the name it goes by, where it has them.
    ``part`` of the task tests a criterion; ``documents`` must be handed in with it, one on each line. What the document
    lost and a person added in review says so: by whom, when and from where.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        "ref", "edition", "kind", "number", "code", "text", "printed", "title", "part", "documents",
        "added",
    )  # fmt: skip

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey("frameworks.Edition", on_delete=models.PROTECT, related_name="statements")
    section = models.ForeignKey("frameworks.Section", on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in Kind])
    number = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="bullets")
    code = models.CharField(max_length=50)
    text = models.TextField()
    printed = models.CharField(max_length=20, blank=True, default="")
    title = models.CharField(max_length=200, blank=True, default="")
    part = models.CharField(max_length=5, blank=True, default="")
    documents = models.TextField(blank=True, default="")
    added = models.ForeignKey(
        "frameworks.AddedWords", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StatementSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="statement_code_is_unique"),
            models.UniqueConstraint(fields=["edition", "position"], name="statement_position_is_unique"),
            models.CheckConstraint(
                condition=Q(kind="practice", parent__isnull=False)
                | Q(kind__in=["learn_about", "standard"])
                | Q(kind__in=[k.value for k in Kind if k not in STANDS_UNDER], parent=None),
                name="statement_stands_where_its_kind_may",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="statement_says_something"),
            models.CheckConstraint(
                condition=Q(kind="criterion") | Q(part="", documents=""), name="statement_in_a_part_is_a_criterion"
            ),
        ]

    def as_line(self) -> types.StatementLine:
        """The statement as a value; wants :meth:`StatementSet.named`."""
        edition = self.edition
        parent = self.parent
        return types.StatementLine(
            id=self.pk,
            ref=types.StatementRef(self.ref),
            code=self.code,
            kind=Kind(self.kind),
            number=self.number,
            text=self.text,
            section=self.section.number,
            section_title=self.section.title,
            edition=f"{edition.framework.code} ({edition.label})",
            edition_ref=types.EditionRef(edition.ref),
            stem=types.StatementRef(parent.ref) if parent is not None else None,
            stem_text=parent.text if parent is not None else "",
            printed=self.printed,
            title=self.title,
            part=self.part,
            documents=tuple(self.documents.splitlines()),
            added=self.added.as_added() if self.added is not None else None,
        )
