"""Communities: spaces, threads, posts, and what belongs to them."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value

from goldenthread.cohorts.types import Role
from goldenthread.learning.rules.discussing import BELONGS
from goldenthread.learning.rules.states import PostState, ThreadState
from goldenthread.learning.types.discussing import Asked, PromptText, SpaceKind, StandsAs, Where
from goldenthread.people.types import Actor, Duty

_COHORT, _PROGRAMME = "cohort__", "programme__releases__cohorts__"
# Who is in a group: not taken out of it, and on its cohort still.
IS_MEMBER = {"members__left_at": None, "members__enrolment__cohort_id": F("cohort_id")}


class SpaceSet(models.QuerySet["Space"]):
    """Spaces, as far as somebody may enter them."""

    def known_to(self, actor: Actor, *, on: date) -> Self:
        """Every space with what this actor is in it: ``is_mine`` (a participant), ``leads``, ``coaches``, ``runs``.

        The space of a whole programme is for those of its running cohorts. Who leads or coaches is in while they do so
        for the cohort's partner; a group's members are, while they are on its cohort.
        """
        is_on: dict[str, Any] = {f"{_PROGRAMME}ends_on__gte": on}
        states = [state.value for state in BELONGS]

        def among(prefix: str, partner: str) -> tuple[dict[str, Any], dict[str, Any]]:
            coaches_there = {**actor.within(partner, Duty.COACH)}
            mine = {f"{prefix}participant_id": actor.person_id, f"{prefix}state__in": states}
            coached = coaches_there | {
                f"{prefix}companions__person_id": actor.person_id,
                f"{prefix}companions__role": Role.COACH.value,
                f"{prefix}companions__ended_at": None,
                f"{prefix}state__in": states,
            }
            return mine, coached

        cohort = {"kind": SpaceKind.COHORT.value}
        group = {"kind": SpaceKind.GROUP.value} | IS_MEMBER
        on_cohort, by_cohort = among(f"{_COHORT}enrolments__", f"{_COHORT}partner_id")
        in_group, by_group = among("members__enrolment__", f"{_COHORT}partner_id")
        on_programme, by_programme = among(f"{_PROGRAMME}enrolments__", f"{_PROGRAMME}partner_id")
        leads, beside = "sessions__facilitator_id", "sessions__beside__person_id"
        leads_here = {**actor.within(f"{_COHORT}partner_id", Duty.FACILITATOR)}
        leads_there = is_on | {**actor.within(f"{_PROGRAMME}partner_id", Duty.FACILITATOR)}
        places = list(actor.places(Duty.PROGRAMME_MANAGER))
        runs = (
            Value(True)
            if actor.wears_for_provider(Duty.PROGRAMME_MANAGER)
            else self._here({f"{_COHORT}partner_id__in": places}, {f"{_PROGRAMME}partner_id__in": places} | is_on)
        )
        return self.annotate(
            is_mine=self._hat(actor, Duty.PARTICIPANT, cohort | on_cohort, group | in_group, on_programme | is_on),
            leads=self._hat(
                actor,
                Duty.FACILITATOR,
                {_COHORT + leads: actor.person_id} | leads_here,
                {_COHORT + beside: actor.person_id} | leads_here,
                {_PROGRAMME + leads: actor.person_id} | leads_there,
                {_PROGRAMME + beside: actor.person_id} | leads_there,
            ),
            coaches=self._hat(actor, Duty.COACH, cohort | by_cohort, group | by_group, by_programme | is_on),
            runs=runs,
        )

    def entered_by(self, actor: Actor, *, on: date) -> Self:
        """Participants with a place, who leads sessions there, who coaches somebody there, and who runs it."""
        known = self.known_to(actor, on=on)
        return known.filter(Q(is_mine=True) | Q(leads=True) | Q(coaches=True) | Q(runs=True))

    def _hat(self, actor: Actor, duty: Duty, *ways: dict[str, Any]) -> Any:
        return self._here(*ways) if actor.wears(duty) else Value(False)

    def _here(self, *ways: dict[str, Any]) -> Any:
        # Looked up once for all spaces, not in every space anew.
        found = Q()
        for way in ways:
            found |= Q(pk__in=self.model.objects.filter(**way).values("pk"))
        return ExpressionWrapper(found, output_field=models.BooleanField())


class Space(models.Model):
    """A community: of a whole programme, of a cohort, or of a named group of a cohort."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in SpaceKind])
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, null=True, blank=True, related_name="spaces"
    )
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, null=True, blank=True, related_name="spaces")
    title = models.CharField(max_length=150, blank=True, default="")
    opened_at = models.DateTimeField()

    objects = SpaceSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="programme", programme__isnull=False, cohort=None, title="")
                | Q(kind="cohort", programme=None, cohort__isnull=False, title="")
                | (Q(kind="group", programme=None, cohort__isnull=False) & ~Q(title="")),
                name="space_is_of_a_programme_a_cohort_or_a_named_group",
            ),
            models.UniqueConstraint(fields=["programme"], name="programme_has_one_space"),
            models.UniqueConstraint(fields=["cohort"], condition=Q(kind="cohort"), name="cohort_has_one_space"),
            models.UniqueConstraint(
                fields=["cohort", "title"], condition=Q(kind="group"), name="group_title_is_unique_in_its_cohort"
            ),
        ]


class GroupMember(models.Model):
    """One participant in a group, from a moment until they are taken out."""

    personal: ClassVar[tuple[str, ...]] = ()

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="members")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="groups")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "enrolment"], condition=Q(left_at=None), name="person_is_in_a_group_once"
            )
        ]


class Prompt(models.Model):
    """What people are asked to talk about for a component, and how many posts credit it. Of all cohorts, or of one."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    component = models.ForeignKey("programmes.Component", on_delete=models.PROTECT, related_name="prompts")
    cohort = models.ForeignKey(
        "cohorts.Cohort", on_delete=models.PROTECT, null=True, blank=True, related_name="prompts"
    )
    place = models.CharField(max_length=10, choices=[(w.value, w.value) for w in Where])
    title = models.CharField(max_length=150)
    text = models.TextField()
    posts = models.PositiveSmallIntegerField()
    replies = models.PositiveSmallIntegerField()
    least_words = models.PositiveSmallIntegerField()
    opens_on = models.DateField(null=True, blank=True)
    days_in = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cohort=None, opens_on=None, days_in__isnull=False)
                | Q(cohort__isnull=False, opens_on__isnull=False, days_in=None),
                name="prompt_of_a_cohort_has_a_day_and_another_a_number_of_days",
            ),
            models.CheckConstraint(
                condition=Q(posts__gte=1) | Q(replies__gte=1), name="prompt_asks_for_a_post_or_a_reply"
            ),
        ]

    def as_asked(self) -> Asked:
        """Its rule."""
        return Asked(self.posts, self.replies, self.least_words)

    def as_text(self) -> PromptText:
        """What can be changed about it."""
        return PromptText(self.title, self.text, self.as_asked(), Where(self.place), self.opens_on, self.days_in)


class Thread(models.Model):
    """What people talk about. One that a prompt opened has the prompt's title; any other was begun by somebody."""

    personal: ClassVar[tuple[str, ...]] = ("title", "closed_why")
    about_person: ClassVar[str] = "opened_by"

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="threads")
    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, null=True, blank=True, related_name="threads")
    title = models.CharField(max_length=150, blank=True, default="")
    opened_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="threads_begun"
    )
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ThreadState], default="open")
    closed_why = models.TextField(blank=True, default="")
    is_pinned = models.BooleanField(default=False)
    posts_made = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(prompt__isnull=False, title="", opened_by=None)
                | (Q(prompt=None, opened_by__isnull=False) & ~Q(title="")),
                name="thread_was_begun_by_somebody_or_by_a_prompt",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_why="") | (Q(state="closed") & ~Q(closed_why="")),
                name="thread_closed_has_a_reason",
            ),
            models.UniqueConstraint(fields=["space", "prompt"], name="prompt_opens_one_thread_in_a_space"),
        ]
        indexes = [models.Index(fields=["space", "-is_pinned", "-last_at"], name="threads_of_a_space")]

    @property
    def named(self) -> str:
        """Its title; wants ``prompt`` fetched."""
        return self.prompt.title if self.prompt else self.title


class Post(models.Model):
    """What somebody wrote. ``key`` came with the form; ``enrolment`` is a participant's, for whom it may count."""

    personal: ClassVar[tuple[str, ...]] = ("text", "hidden_why")
    about_person: ClassVar[str] = "author"
    names_in: ClassVar[tuple[str, str]] = ("text", "mentions__person")
    written_once: ClassVar[tuple[str, ...]] = ("ref", "author", "enrolment", "key", "number", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="posts")
    number = models.PositiveIntegerField()
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="posts")
    stands_as = models.CharField(max_length=12, choices=[(s.value, s.value) for s in StandsAs])
    enrolment = models.ForeignKey(
        "cohorts.Enrolment", on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    key = models.UUIDField()
    text = models.TextField()
    words = models.PositiveIntegerField()
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="answered_by")
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in PostState], default="shown")
    hidden_why = models.TextField(blank=True, default="")
    hidden_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="posts_hidden"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="post_is_sent_once"),
            models.UniqueConstraint(fields=["thread", "number"], name="post_has_its_place_in_a_thread"),
            models.CheckConstraint(condition=~Q(text=""), name="post_has_words"),
            models.CheckConstraint(
                condition=Q(state="shown", hidden_why="", hidden_by=None)
                | (Q(state="hidden", hidden_by__isnull=False) & ~Q(hidden_why="")),
                name="post_hidden_has_a_reason",
            ),
        ]


class PostVersion(models.Model):
    """What a post said until it was edited. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ("text",)
    written_once: ClassVar[tuple[str, ...]] = ("post", "until")

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="versions")
    text = models.TextField()
    until = models.DateTimeField()


class Draft(models.Model):
    """What somebody has written and not sent: a new thread, or a post in one. Gone once it is sent."""

    personal: ClassVar[tuple[str, ...]] = ("title", "text")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="drafts")
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="drafts")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, null=True, blank=True, related_name="drafts")
    key = models.UUIDField()
    title = models.CharField(max_length=150, blank=True, default="")
    text = models.TextField(blank=True, default="")
    answers = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="draft_is_kept_once")]


class Attachment(models.Model):
    """A file beside a post, or beside a draft until it is sent. One that was left out stands beside neither: its row
    stays, so that whoever brought it can have it, and an erasure finds it."""

    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = "person"

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="attachments")
    draft = models.ForeignKey(Draft, on_delete=models.SET_NULL, null=True, blank=True, related_name="attachments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments")
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(post=None) | Q(draft=None), name="attachment_is_of_a_post_or_of_a_draft")
        ]
