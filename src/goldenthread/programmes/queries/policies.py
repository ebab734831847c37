"""What is in force for a programme on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.programmes import types
from goldenthread.programmes.models import AssessmentPolicy, EngagementPolicy, Programme, Release
from goldenthread.programmes.rules.policies import in_force, timeline
from goldenthread.programmes.types import Policies, PolicyHistory, PolicyLine, ProgrammeRef, QualificationPage


def policies_on(release: UUID, *, on: date) -> Policies:
    """The policies in force for a release on a day, in three statements.

    A programme's own policy comes before its qualification's. Open to other rooms: whoever asks has already found out
    that the release may be seen.

    :raises Release.DoesNotExist: if there is no such release.
    """
    programme, qualification = Release.objects.values_list("programme_id", "programme__qualification_id").get(
        ref=release
    )
    whose = Q(programme_id=programme) | Q(qualification_id=qualification)
    engagement = EngagementPolicy.objects.filter(whose, in_force_from__lte=on)
    assessment = AssessmentPolicy.objects.filter(whose, in_force_from__lte=on)
    own_work = [row.as_policy() for row in assessment if row.programme_id]
    shared_work = [row.as_policy() for row in assessment if not row.programme_id]
    return Policies(
        on=on,
        engagement=_first_own(engagement, on=on),
        assessment=in_force(own_work, on=on) or in_force(shared_work, on=on),
    )


def engagement_policy_on(release: UUID, *, on: date) -> types.EngagementPolicy | None:
    """The engagement policy in force for a release on a day, in one statement; none where there is none.

    Open to other rooms: whoever asks has already found out that the release may be seen.
    """
    here = Release.objects.filter(ref=release)
    whose = Q(programme_id__in=here.values("programme_id"))
    whose |= Q(qualification_id__in=here.values("programme__qualification_id"))
    return _first_own(EngagementPolicy.objects.filter(whose, in_force_from__lte=on), on=on)


def _first_own(rows: QuerySet[EngagementPolicy], *, on: date) -> types.EngagementPolicy | None:
    """The one in force: a programme's own before its qualification's."""
    found = [(row.as_policy(), row.programme_id) for row in rows]
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
