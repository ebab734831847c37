"""What is in force for a programme on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Q, Value

from goldenthread.ground.queries.once import read_once
from goldenthread.programmes import types
from goldenthread.programmes.models import AssessmentPolicy, EngagementPolicy, Programme, Release
from goldenthread.programmes.rules.policies import in_force, timeline
from goldenthread.programmes.types import Policies, PolicyHistory, PolicyLine, ProgrammeRef, QualificationPage

P = TypeVar("P", types.EngagementPolicy, types.AssessmentPolicy)
# Stands for the release that is asked for, in a statement that is put together once. No release has this reference.
_ANY_RELEASE = UUID(int=0)
_REF = Release._meta.get_field("ref")
# Both kinds have the same.
_FIELDS = tuple(field.attname for field in EngagementPolicy._meta.concrete_fields)


def policies_on(release: UUID, *, on: date) -> Policies:
    """The policies in force for a release on a day, in two statements.

    A programme's own policy comes before its qualification's. Open to other rooms: whoever asks has already found out
    that the release may be seen.

    :raises Release.DoesNotExist: if there is no such release.
    """
    Release.objects.only("pk").get(ref=release)
    return Policies(
        on=on, engagement=engagement_policy_on(release, on=on), assessment=assessment_policy_on(release, on=on)
    )


def engagement_policy_on(release: UUID, *, on: date) -> types.EngagementPolicy | None:
    """The engagement policy in force for a release on a day, in one statement; none where there is none.

    Open to other rooms: whoever asks has already found out that the release may be seen.
    """
    return _first_own(((row.as_policy(), row.programme_id) for row in _kept(release)[0]), on=on)


def assessment_policy_on(release: UUID, *, on: date) -> types.AssessmentPolicy | None:
    """The assessment policy in force for a release on a day, in one statement; none where there is none.

    Open to other rooms: whoever asks has already found out that the release may be seen.
    """
    return _first_own(((row.as_policy(), row.programme_id) for row in _kept(release)[1]), on=on)


def assessment_policies_of(
    programmes: Mapping[int, int],
) -> Callable[[int, date], types.AssessmentPolicy | None]:
    """For many programmes at once (the id of each with that of its qualification), what says which assessment policy
    was in force on a day; in one statement.

    Open to other rooms: whoever asks has already found out that what belongs to these programmes may be seen.
    """
    whose = Q(programme_id__in=set(programmes)) | Q(qualification_id__in=set(programmes.values()))
    rows = list(AssessmentPolicy.objects.filter(whose))

    def on(programme: int, day: date) -> types.AssessmentPolicy | None:
        own = [row for row in rows if row.programme_id == programme]
        shared = [row for row in rows if row.qualification_id == programmes[programme]]
        return _first_own(((row.as_policy(), row.programme_id) for row in (*own, *shared)), on=day)

    return on


@read_once
def _kept(release: UUID) -> tuple[list[EngagementPolicy], list[AssessmentPolicy]]:
    """Every policy that a release can come under, of both kinds, in one statement."""
    sql, settled = _of_a_release(connection.vendor)
    stand_in, asked = (_REF.get_db_prep_value(each, connection) for each in (_ANY_RELEASE, release))
    rows: list[Any] = list(EngagementPolicy.objects.raw(sql, [asked if each == stand_in else each for each in settled]))
    others = [{name: getattr(row, name) for name in _FIELDS} for row in rows if not row.is_first]
    return [row for row in rows if row.is_first], [AssessmentPolicy(**said) for said in others]


@lru_cache
def _of_a_release(vendor: str) -> tuple[str, tuple[object, ...]]:  # noqa: ARG001  each kind of database has its own words
    """The statement for any release: whatever is measured asks it, and to put it together took longer than to answer
    it."""
    here = Release.objects.filter(ref=_ANY_RELEASE)
    whose = Q(programme_id__in=here.values("programme_id"))
    whose |= Q(qualification_id__in=here.values("programme__qualification_id"))
    engagement, assessment = (
        kind._default_manager.filter(whose)
        .order_by()
        .annotate(is_first=Value(kind is EngagementPolicy))
        .values_list(*_FIELDS, "is_first")
        for kind in (EngagementPolicy, AssessmentPolicy)
    )
    sql, settled = engagement.union(assessment, all=True).query.sql_with_params()
    return sql, settled


def _first_own(rows: Iterable[tuple[P, int | None]], *, on: date) -> P | None:
    """The one in force: a programme's own before its qualification's."""
    found = list(rows)
    return in_force([p for p, own in found if own], on=on) or in_force([p for p, own in found if not own], on=on)


def policy_history_of(release: UUID) -> PolicyHistory:
    """The engagement policies of a release's programme over time, in two statements.

    Open to other rooms: whoever asks has already found out that the release may be seen.

    :raises Programme.DoesNotExist: if there is no such release.
    """
    return history_of(Programme.objects.select_related("qualification").get(releases__ref=release))


def history_of(row: Programme) -> PolicyHistory:
    """The engagement policies over time of a programme fetched with its qualification, in one statement."""
    whose = Q(programme_id=row.pk) | Q(qualification_id=row.qualification_id)
    found = [(kept.as_policy(), kept.programme_id) for kept in EngagementPolicy.objects.filter(whose)]
    lines = timeline([p for p, own in found if own], [p for p, own in found if not own])
    return PolicyHistory(
        programme=ProgrammeRef(row.ref),
        id=row.pk,
        title=row.title,
        qualification=row.qualification.title,
        lines=tuple(PolicyLine(*line) for line in lines),
    )


def standing_of(page: QualificationPage, *, on: date) -> Policies:
    """Which of a qualification's policies are in force on a day; no statement is needed."""
    return Policies(on, in_force(page.engagement, on=on), in_force(page.assessment, on=on))
