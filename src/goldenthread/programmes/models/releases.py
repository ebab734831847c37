"""Programmes, their releases, and what a release is made of."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.people.types import Actor, Duty
from goldenthread.programmes import types
from goldenthread.programmes.rules.states import ReleaseEvent
from goldenthread.programmes.types import Clash, ComponentKind, ReleaseState, Route, Use

READERS = (
    Duty.ADMINISTRATOR,
    Duty.PROGRAMME_MANAGER,
    Duty.QUALITY_LEAD,
    Duty.INSPECTOR,
    Duty.FACILITATOR,
    Duty.COACH,
    Duty.ASSESSOR,
    Duty.MODERATOR,
)


class ProgrammeSet(models.QuerySet["Programme"]):
    """Programmes, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Curriculum leads see all; other staff those that have been published; nobody else any."""
        if actor.wears_for_provider(Duty.CURRICULUM_LEAD):
            return self
        if actor.wears(*READERS):
            seen = Release.objects.seen_by(actor)
            return self.filter(pk__in=seen.values("programme_id"))
        return self.none()


class Programme(models.Model):
    """What the provider makes of a qualification, built on one edition of its framework."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    qualification = models.ForeignKey("programmes.Qualification", on_delete=models.PROTECT, related_name="programmes")
    edition = models.ForeignKey("frameworks.Edition", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    objects = ProgrammeSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="programme_has_a_title"),
            models.UniqueConstraint(fields=["title"], name="programme_title_is_unique"),
        ]


class ReleaseSet(models.QuerySet["Release"]):
    """Releases, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Curriculum leads see all; other staff the published and the retired; nobody else any."""
        if actor.wears_for_provider(Duty.CURRICULUM_LEAD):
            return self
        if actor.wears(*READERS):
            return self.exclude(state=ReleaseState.DRAFT.value)
        return self.none()

    def named(self) -> Self:
        """With what ``as_line`` wants, in the same statement."""
        return self.select_related("programme__qualification", "programme__edition__framework", "edition__framework")


class Release(models.Model):
    """One numbered state of a programme, on one edition of its framework. Only a draft changes.

    ``edition`` is missing in releases that were made before releases had one: they stand on their programme's.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("ref", "programme", "number")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="releases")
    edition = models.ForeignKey("frameworks.Edition", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ReleaseState])
    copied_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReleaseSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="release_number_is_unique"),
            models.UniqueConstraint(
                fields=["programme"], condition=models.Q(state="draft"), name="programme_has_one_draft_at_most"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", published_at=None)
                | models.Q(state__in=["published", "retired"], published_at__isnull=False),
                name="release_published_has_a_moment",
            ),
        ]

    def as_line(self) -> types.ReleaseLine:
        """The release as a list names it; wants :meth:`ReleaseSet.named`."""
        programme = self.programme
        qualification, edition = programme.qualification, self.edition or programme.edition
        return types.ReleaseLine(
            id=self.pk,
            ref=types.ReleaseRef(self.ref),
            number=self.number,
            state=ReleaseState(self.state),
            programme=types.ProgrammeRef(programme.ref),
            title=programme.title,
            qualification=f"{qualification.code} ({qualification.suite})",
            qualification_title=qualification.title,
            edition=f"{edition.framework.code} ({edition.label})",
            edition_ref=edition.ref,
            published_at=self.published_at,
        )


class ReleaseStep(models.Model):
    """Something that happened to a release. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("release", "event", "state", "by", "at")

    release = models.ForeignKey("programmes.Release", on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=10, choices=[(e.value, e.value) for e in ReleaseEvent])
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ReleaseState])
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "event"], name="release_takes_each_step_once")]


class Module(models.Model):
    """A part of a release. Positions are put in order together, so the database does not hold them unique."""

    personal: ClassVar[tuple[str, ...]] = ()
    frozen_after: ClassVar[tuple[str, str]] = ("release__state", "draft")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey("programmes.Release", on_delete=models.CASCADE, related_name="modules")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(title=""), name="module_has_a_title")]


class ComponentSet(models.QuerySet["Component"]):
    """Components, of the core and of variants."""

    def told(self) -> Self:
        """With what ``as_facts`` wants, in the same statement."""
        return self.select_related("module", "variant", "instead_of")

    def core(self) -> Self:
        """Those that everybody does who is on no variant."""
        return self.filter(variant=None)


class Component(models.Model):
    """Something participants do. It stands on one route or on both.

    One of a variant is done only by those on it: beside the core, or instead of one of the core's components.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    frozen_after: ClassVar[tuple[str, str]] = ("module__release__state", "draft")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    module = models.ForeignKey("programmes.Module", on_delete=models.CASCADE, related_name="components")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in ComponentKind])
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True, default="")
    minutes = models.PositiveIntegerField()
    weight = models.PositiveSmallIntegerField(default=1)
    is_blended = models.BooleanField()
    is_online = models.BooleanField()
    is_required = models.BooleanField(default=True)
    stands_apart = models.BooleanField(default=False)
    variant = models.ForeignKey(
        "programmes.Variant", on_delete=models.PROTECT, null=True, blank=True, related_name="components"
    )
    instead_of = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, related_name="stand_ins")
    clash = models.CharField(max_length=10, blank=True, default="", choices=[(c.value, c.value) for c in Clash])
    stood_for = models.CharField(max_length=200, blank=True, default="")

    objects = ComponentSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(instead_of=None, clash="") | models.Q(variant__isnull=False),
                name="component_stands_in_only_in_a_variant",
            ),
            models.UniqueConstraint(
                fields=["variant", "instead_of"],
                condition=models.Q(instead_of__isnull=False),
                name="variant_exchanges_a_component_once",
            ),
            models.CheckConstraint(
                condition=models.Q(clash="")
                | models.Q(clash="changed", instead_of__isnull=False)
                | models.Q(clash="removed", instead_of=None),
                name="component_clashes_with_what_it_stands_for",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in ComponentKind]), name="component_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(is_blended=True) | models.Q(is_online=True), name="component_is_on_a_route"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=6000), name="component_takes_some_minutes"
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gte=1, weight__lte=1000), name="component_weighs_something"
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="component_has_a_title"),
        ]

    def as_facts(self) -> types.ComponentFacts:
        """The component as other rooms need it; wants :meth:`ComponentSet.told`."""
        on = {Route.BLENDED: self.is_blended, Route.ONLINE: self.is_online}
        return types.ComponentFacts(
            id=self.pk,
            ref=types.ComponentRef(self.ref),
            kind=ComponentKind(self.kind),
            title=self.title,
            minutes=self.minutes,
            weight=self.weight,
            routes=frozenset(route for route, is_on in on.items() if is_on),
            is_required=self.is_required,
            position=self.position,
            module=self.module.title,
            module_ref=types.ModuleRef(self.module.ref),
            release_id=self.module.release_id,
            about=self.about,
            stands_apart=self.stands_apart,
            variant=types.VariantRef(self.variant.ref) if self.variant else None,
            variant_title=self.variant.title if self.variant else "",
            instead_of=types.ComponentRef(self.instead_of.ref) if self.instead_of else None,
            clash=Clash(self.clash) if self.clash else None,
            stood_for=self.stood_for,
        )


class ComponentStatement(models.Model):
    """What a component does with one statement of the programme's edition."""

    personal: ClassVar[tuple[str, ...]] = ()

    component = models.ForeignKey("programmes.Component", on_delete=models.CASCADE, related_name="ties")
    statement = models.ForeignKey("frameworks.Statement", on_delete=models.PROTECT, related_name="+")
    use = models.CharField(max_length=10, choices=[(u.value, u.value) for u in Use])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["component", "statement", "use"], name="component_uses_a_statement_so_once"
            ),
            models.CheckConstraint(condition=models.Q(use__in=[u.value for u in Use]), name="use_is_known"),
        ]
