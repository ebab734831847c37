"""Prompts: those of a component, those of a cohort, those that are due, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from goldenthread.cohorts.queries.engagement import my_places
from goldenthread.cohorts.types import TAKES_EVIDENCE, MyPlace
from goldenthread.learning.models import Contribution, Mention, Post, Prompt, Report, Space, Thread
from goldenthread.learning.queries.communities import entry_of, page_of, space_lines, spaces_entered, title_of
from goldenthread.learning.queries.contributing import counts_for, listed_posts, said_in
from goldenthread.learning.queries.gathering import cohort_space
from goldenthread.learning.rules.discussing import (
    BELONGS,
    COMMUNITY,
    in_words,
    may_write_prompts,
    moderates,
    reached,
    why_not_moderate,
    why_not_prompt_for,
)
from goldenthread.learning.rules.prompting import is_due
from goldenthread.learning.rules.states import PostState, ReportState, ThreadState
from goldenthread.learning.types.discussing import (
    DuePrompt,
    DueSpace,
    PromptRef,
    SpaceKind,
    SpaceRef,
    ThreadRef,
    Where,
)
from goldenthread.learning.types.talking import CohortCommunity, ComponentPrompts, PromptLine, Waiting
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.releases import component_by_ref

MOST_WAITING = 5


def prompts_of_component(component: UUID, *, by: Actor) -> ComponentPrompts:
    """The prompts that the provider's curriculum leads wrote for a component, in three statements.

    :raises Prompt.DoesNotExist: if this actor does not write them.
    """
    if not may_write_prompts(by):
        raise Prompt.DoesNotExist
    facts = component_by_ref(component)
    refusal = why_not_prompt_for(facts.kind.value, may=True)
    rows = Prompt.objects.filter(component_id=facts.id, cohort=None, withdrawn_at=None)
    return ComponentPrompts(facts.ref, facts.title, facts.module, _lines(rows), str(refusal) if refusal else "")


def prompt_to_change(ref: UUID, *, by: Actor, at: datetime) -> tuple[PromptLine, UUID, UUID | None]:
    """A prompt with its component and its cohort, if it is of one; in at most five statements.

    :raises Prompt.DoesNotExist: if there is none that this actor may write.
    """
    row = Prompt.objects.select_related("component", "cohort").get(ref=ref, withdrawn_at=None)
    may_write_here(row, by=by, at=at)
    (line,) = _lines(Prompt.objects.filter(pk=row.pk))
    return line, row.component.ref, row.cohort.ref if row.cohort else None


def may_write_here(row: Prompt, *, by: Actor, at: datetime) -> None:
    """:raises Prompt.DoesNotExist: if this actor does not write this prompt; its cohort's are its moderators'."""
    if row.cohort is None:
        may = may_write_prompts(by)
    else:
        spaces: Any = spaces_entered(by, at=at).filter(cohort=row.cohort, kind=SpaceKind.COHORT.value)
        may = any(moderates(SpaceKind.COHORT, leads=space.leads, runs=space.runs) for space in spaces)
    if not may:
        raise Prompt.DoesNotExist


def cohort_community(cohort: UUID, *, by: Actor, at: datetime) -> CohortCommunity:
    """The communities of a cohort and its prompts, in at most nine statements.

    :raises Space.DoesNotExist: if this actor does not look after it.
    """
    entry = cohort_space(cohort, by=by, at=at)
    if why_not_moderate(entry.may_moderate):
        raise Space.DoesNotExist
    rows = list(spaces_entered(by, at=at).filter(cohort_id=entry.cohort_id).order_by("kind", "title", "pk"))
    prompts = Prompt.objects.filter(component__module__release__cohorts=entry.cohort_id, withdrawn_at=None)
    waits = Report.objects.filter(post__thread__space__in=rows, state=ReportState.WAITING.value)
    return CohortCommunity(
        cohort=cohort,
        title=entry.title,
        spaces=space_lines(rows, by=by),
        components=community_components(entry.cohort_id),
        prompts=_lines(prompts.filter(Q(cohort=None) | Q(cohort_id=entry.cohort_id)), cohort=entry.cohort_id),
        waits=waits.count(),
    )


def community_components(cohort: int | None) -> tuple[tuple[UUID, str], ...]:
    """The components of the kind community that a cohort has, in order; in one statement."""
    components: Any = Prompt.component.field.related_model._default_manager
    rows = components.filter(module__release__cohorts=cohort, kind=COMMUNITY, variant=None)
    return tuple(rows.values_list("ref", "title").order_by("module__position", "position", "pk"))


@dataclass(frozen=True)
class Community:
    """A component that is a community, with what it is known by from release to release."""

    id: int
    title: str
    variant: int | None
    programme: int
    number: int


def communities_without(release: UUID) -> tuple[Community, ...]:
    """The communities of a release for which nobody has written a prompt yet; in one statement."""
    components: Any = Prompt.component.field.related_model._default_manager
    rows = components.filter(module__release__ref=release, kind=COMMUNITY, prompts=None).order_by("pk")
    of_release = ("module__release__programme_id", "module__release__number")
    return tuple(Community(*row) for row in rows.values_list("pk", "title", "variant_id", *of_release))


def prompts_before(place: Community) -> tuple[Prompt, ...]:
    """What the same community was asked on every cohort of the newest earlier release that asked it anything; in one
    statement."""
    rows = Prompt.objects.filter(
        component__title=place.title,
        component__variant=place.variant,
        component__module__release__programme=place.programme,
        component__module__release__number__lt=place.number,
        cohort=None,
        withdrawn_at=None,
    )
    found = list(rows.annotate(number=F("component__module__release__number")).order_by("-number", "pk"))
    return tuple(row for row in found if vars(row)["number"] == vars(found[0])["number"])


def due_prompts(*, at: datetime) -> tuple[tuple[Prompt, int], ...]:
    """The prompts whose day has come, each with the id of a space where it opens and has not; in five statements.

    A cohort that has ended is asked nothing more.
    """
    today = at.date()
    prompts = list(
        Prompt.objects.filter(withdrawn_at=None, component__module__release__cohorts__ends_on__gte=today)
        .annotate(release=F("component__module__release_id"))
        .distinct()
        .order_by("pk")
    )
    opened = set(Thread.objects.filter(prompt__in=prompts).values_list("prompt_id", "space_id"))
    return tuple(
        (prompt, space.id)
        for space in _spaces_running(today)
        for prompt in prompts
        if (prompt.pk, space.id) not in opened and is_due(_as_due(prompt), space, on=today)
    )


def _as_due(row: Prompt) -> DuePrompt:
    release: int = row.release  # type: ignore[attr-defined]  # annotated
    return DuePrompt(Where(row.place), release, row.days_in, row.cohort_id, row.opens_on)


def _spaces_running(today: date) -> Iterable[DueSpace]:
    """The spaces of cohorts that have not ended, with when each release in them began; in two statements."""
    rows = Space.objects.exclude(cohort=None).filter(cohort__ends_on__gte=today)
    for pk, kind, cohort, release, starts in rows.values_list(
        "pk", "kind", "cohort_id", "cohort__release_id", "cohort__starts_on"
    ):
        yield DueSpace(pk, SpaceKind(kind), cohort, {release: starts})
    path = "programme__releases__cohorts"
    wide = Space.objects.filter(**{f"{path}__ends_on__gte": today})
    begun: dict[int, dict[int, date]] = {}
    for pk, release, starts in wide.values_list("pk", "programme__releases__id", f"{path}__starts_on"):
        first = begun.setdefault(pk, {})
        first[release] = min(starts, first.get(release, starts))
    for pk, first in begun.items():
        yield DueSpace(pk, SpaceKind.PROGRAMME, None, first)


def waiting(*, by: Actor, at: datetime) -> tuple[Waiting, ...]:
    """What communities have for somebody's first page: mentions they have not met, prompts that are not done, and
    reports for those who look after a space. One statement for the first, two for prompts, and one and as many as there
    are spaces with reports for the last."""
    return (*_mentions(by, at), *_asked(by, at), *_reports(by, at))


def _mentions(by: Actor, at: datetime) -> Iterable[Waiting]:
    rows = Mention.objects.filter(
        person_id=by.person_id,
        seen_at=None,
        post__state=PostState.SHOWN.value,
        post__thread__space__in=spaces_entered(by, at=at).values("pk"),
    ).select_related("post__author", "post__thread__prompt", "post__thread__space__cohort__release__programme")
    rows = rows.select_related("post__thread__space__programme")
    for row in rows.order_by("-post__at", "-pk")[:MOST_WAITING]:
        thread = row.post.thread
        yield Waiting(
            "mention",
            f"{row.post.author.name} mentioned you",
            ThreadRef(thread.ref),
            SpaceRef(thread.space.ref),
            f"In “{thread.named}”, {title_of(thread.space)}.",
            page_of(row.post.number),
            row.post.number,
        )


def _asked(by: Actor, at: datetime) -> Iterable[Waiting]:
    return (each for _, each in asked_of(by, at))


def asked_of(by: Actor, at: datetime) -> Iterable[tuple[UUID, Waiting]]:
    """The open prompts that somebody has not done, each with the component it is part of; in two statements."""
    mine = my_places(by=by) if by.wears(Duty.PARTICIPANT) else ()
    places = [place for place in mine if place.mine.is_asked(on=at.date())]
    if not places:
        return
    done = Contribution.objects.filter(
        prompt=OuterRef("prompt"), enrolment__participant_id=by.person_id, taken_back_at=None
    )
    near = Q(cohort_id__in=[place.cohort_id for place in places])
    near |= Q(programme_id__in=[place.programme_id for place in places])
    own_spaces = Space.objects.filter(near).known_to(by, on=at.date()).filter(Q(is_mine=True))
    threads = Thread.objects.filter(space__in=own_spaces.values("pk"), state=ThreadState.OPEN.value).exclude(
        prompt=None
    )
    rows = threads.exclude(Exists(done)).select_related("prompt__component", "space")
    own = Post.objects.filter(thread__prompt=OuterRef("prompt"), enrolment_id__in=[place.id for place in places])
    asked: set[int] = set()
    for row in rows.annotate(said=listed_posts(own)).order_by("opened_at", "pk")[:MOST_WAITING]:
        place = _place_in(row.space, places)
        if row.prompt is None or place is None or row.prompt.pk in asked:
            continue
        asked.add(row.prompt.pk)
        if counts_for(row.prompt, state=place.mine.state, route=place.mine.route):
            far = reached(row.prompt.as_asked(), said_in(vars(row)["said"], enrolment=place.id))
            here = SpaceRef(row.space.ref)
            waits = Waiting("prompt", f"Take part in “{row.named}”", ThreadRef(row.ref), here, in_words(far))
            yield row.prompt.component.ref, waits


def _place_in(space: Space, places: Iterable[MyPlace]) -> MyPlace | None:
    """One's enrolment in a space, one that takes evidence first, then the newest."""
    of_programme = space.kind == SpaceKind.PROGRAMME.value
    fits = [
        place
        for place in places
        if place.mine.state in BELONGS
        and (place.programme_id == space.programme_id if of_programme else place.cohort_id == space.cohort_id)
    ]
    return max(fits, key=lambda place: (place.mine.state in TAKES_EVIDENCE, place.id), default=None)


def _reports(by: Actor, at: datetime) -> Iterable[Waiting]:
    if not by.wears(Duty.FACILITATOR, Duty.PROGRAMME_MANAGER):
        return
    rows = spaces_entered(by, at=at).filter(threads__posts__reports__state=ReportState.WAITING.value).distinct()
    for row in rows.order_by("pk")[:MOST_WAITING]:
        entry = entry_of(row, by=by)
        if entry.may_moderate:
            yield Waiting("report", f"Look at what was reported in {entry.title}", None, entry.ref, "")


def _lines(rows: QuerySet[Prompt], *, cohort: int | None = None) -> tuple[PromptLine, ...]:
    """Prompts by component and day, with where they opened and who is done, in one statement."""
    here = Q() if cohort is None else Q(contributions__enrolment__cohort_id=cohort)
    there = Q() if cohort is None else Q(threads__space__cohort_id=cohort) | Q(threads__space__cohort=None)
    counted = rows.select_related("component", "cohort").annotate(
        opened=Count("threads", filter=there, distinct=True),
        anywhere=Count("threads", distinct=True),
        done=Count("contributions", filter=Q(contributions__taken_back_at=None) & here, distinct=True),
    )
    return tuple(
        PromptLine(
            ref=PromptRef(row.ref),
            title=row.title,
            component=row.component.title,
            text=row.as_text(),
            cohort=row.cohort.title if row.cohort else "",
            opened=row.opened,
            done=row.done,
            may_change=not row.anywhere and (cohort is None) == (row.cohort_id is None),
        )
        for row in counted.order_by("component__module__position", "component__position", "days_in", "opens_on", "pk")
    )
