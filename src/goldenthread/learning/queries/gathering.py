"""Which communities are missing, and who can be in a group."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from goldenthread.learning.models import GroupMember, Space
from goldenthread.learning.queries.communities import Entry, entry_of, moderated, spaces_entered
from goldenthread.learning.rules.discussing import BELONGS
from goldenthread.learning.types.discussing import SpaceKind
from goldenthread.learning.types.talking import GroupPage, MemberChoice
from goldenthread.people.types import Actor

_STATES = [state.value for state in BELONGS]


def without_a_space() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The programmes with cohorts, and the cohorts, that have no community; in two statements."""
    cohorts: Any = Space.cohort.field.related_model._default_manager
    lonely = cohorts.exclude(spaces__kind=SpaceKind.COHORT.value).order_by("pk")
    programmes = cohorts.filter(release__programme__spaces=None).order_by("release__programme_id")
    return (
        tuple(programmes.values_list("release__programme_id", flat=True).distinct()),
        tuple(lonely.values_list("pk", flat=True)),
    )


def cohort_space(cohort: UUID, *, by: Actor, at: datetime) -> Entry:
    """The way into a cohort's own community, in two statements.

    :raises Space.DoesNotExist: if there is none for this actor.
    """
    return entry_of(spaces_entered(by, at=at).get(cohort__ref=cohort, kind=SpaceKind.COHORT.value), by=by)


def people_for_group(entry: Entry, members: Iterable[UUID]) -> tuple[int, ...]:
    """The enrolments of these references that are on the cohort, in one statement."""
    found = Space.objects.filter(
        cohort_id=entry.cohort_id,
        kind=SpaceKind.COHORT.value,
        cohort__enrolments__ref__in=list(members),
        cohort__enrolments__state__in=_STATES,
    )
    return tuple(found.values_list("cohort__enrolments__id", flat=True).order_by("cohort__enrolments__id"))


def group_page(*, cohort: UUID | None = None, space: UUID | None = None, by: Actor, at: datetime) -> GroupPage:
    """A group to make in a cohort, or one to change, with everybody who could be in it; in at most six statements.

    :raises Space.DoesNotExist: if this actor does not look after it.
    """
    if space is None:
        entry = moderated(cohort_space(cohort, by=by, at=at).ref, by=by, at=at)  # type: ignore[arg-type]  # one of two
        inside: set[int] = set()
    else:
        entry = moderated(space, by=by, at=at)
        if entry.kind is not SpaceKind.GROUP:
            raise Space.DoesNotExist
        now = GroupMember.objects.filter(space_id=entry.id, left_at=None)
        inside = set(now.values_list("enrolment_id", flat=True))
    home = Space.objects.filter(cohort_id=entry.cohort_id, kind=SpaceKind.COHORT.value)
    path = "cohort__enrolments"
    rows = home.filter(**{f"{path}__state__in": _STATES}).values_list(
        f"{path}__id", f"{path}__ref", f"{path}__participant__name", f"{path}__school__name", "cohort__title"
    )
    people = [(name, ref, school, pk) for pk, ref, name, school, _ in rows]
    title = next((row[4] for row in rows), entry.title)
    return GroupPage(
        cohort=entry.cohort,  # type: ignore[arg-type]  # a group has a cohort
        cohort_title=title,
        space=None if space is None else entry.ref,
        title="" if space is None else entry.title,
        people=tuple(MemberChoice(ref, name, school, pk in inside) for name, ref, school, pk in sorted(people)),
    )
