"""Open the communities of programmes and cohorts, and gather groups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.learning.models import GroupMember, Space
from goldenthread.learning.queries.communities import moderated
from goldenthread.learning.queries.gathering import cohort_space, people_for_group, without_a_space
from goldenthread.learning.rules.discussing import BELONGS, why_not_group, why_not_moderate
from goldenthread.learning.types.discussing import SpaceKind, SpaceRef
from goldenthread.people.types import Actor


@atomic
def open_spaces(*, at: datetime) -> int:
    """Open the community of every cohort and every programme with cohorts that has none; how many.

    It runs by the clock, so a cohort that was there before communities were gets its own, too.
    """
    programmes, cohorts = without_a_space()
    made = [Space(kind=SpaceKind.PROGRAMME.value, programme_id=pk, opened_at=at) for pk in programmes]
    made += [Space(kind=SpaceKind.COHORT.value, cohort_id=pk, opened_at=at) for pk in cohorts]
    Space.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


@atomic
def make_group(cohort: UUID, title: str, members: Iterable[UUID], *, by: Actor, at: datetime) -> SpaceRef:
    """Gather some people of a cohort in a group with a community of its own.

    :raises Refused: if this actor does not look after the cohort, or the group makes no sense.
    """
    entry = cohort_space(cohort, by=by, at=at)
    people = people_for_group(entry, members)
    refusal = why_not_moderate(entry.may_moderate) or why_not_group(
        title, people=len(people), is_taken=_is_taken(entry.cohort_id, title)
    )
    if refusal:
        raise Refused(refusal)
    row = Space.objects.create(kind=SpaceKind.GROUP.value, cohort_id=entry.cohort_id, title=title.strip(), opened_at=at)
    GroupMember.objects.bulk_create(GroupMember(space=row, enrolment_id=pk, joined_at=at) for pk in people)
    audit(by=str(by), did="learning.make_group", to=str(row.ref), at=at, people=str(len(people)))
    return SpaceRef(row.ref)


@atomic
def change_group(space: UUID, title: str, members: Iterable[UUID], *, by: Actor, at: datetime) -> None:
    """Give a group another name or other members. What was written in it stays.

    :raises Space.DoesNotExist: if this actor does not look after it, or it is no group.
    :raises Refused: if the group makes no sense so.
    """
    entry = moderated(space, by=by, at=at)
    row = Space.objects.select_for_update(of=("self",)).get(pk=entry.id, kind=SpaceKind.GROUP.value)
    wanted = set(people_for_group(entry, members))
    is_taken = title.strip() != row.title and _is_taken(entry.cohort_id, title)
    refusal = why_not_group(title, people=len(wanted), is_taken=is_taken)
    if refusal:
        raise Refused(refusal)
    row.title = title.strip()
    row.save(update_fields=["title"])
    now = GroupMember.objects.filter(space=row, left_at=None)
    inside = set(now.values_list("enrolment_id", flat=True))
    now.exclude(enrolment_id__in=wanted).update(left_at=at)
    GroupMember.objects.bulk_create(
        GroupMember(space=row, enrolment_id=pk, joined_at=at) for pk in sorted(wanted - inside)
    )
    audit(by=str(by), did="learning.change_group", to=str(row.ref), at=at, people=str(len(wanted)))


@atomic
def leave_groups(enrolment: UUID, *, at: datetime) -> int:
    """Take somebody out of the groups to which they no longer belong: they are on another cohort, or have left; how
    many. What they wrote stays. A second time there are none."""
    gone = GroupMember.objects.filter(enrolment__ref=enrolment, left_at=None).exclude(
        enrolment__cohort_id=F("space__cohort_id"), enrolment__state__in=[state.value for state in BELONGS]
    )
    rows = list(gone.select_related("space").order_by("pk").select_for_update(of=("self",)))
    GroupMember.objects.filter(pk__in=[row.pk for row in rows]).update(left_at=at)
    for row in rows:
        audit(by="jobs", did="learning.leave_group", to=str(row.space.ref), at=at, enrolment=str(enrolment))
    return len(rows)


def _is_taken(cohort: Any, title: str) -> bool:
    return Space.objects.filter(kind=SpaceKind.GROUP.value, cohort_id=cohort, title=title.strip()).exists()
