"""Of whom those who support them are not told what came of their assessment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.models import Result
from goldenthread.assessment.queries.facts import policies_of
from goldenthread.programmes.queries.policies import assessment_policy_on
from goldenthread.programmes.types.releasing import SponsorTold


def outcomes_kept(enrolments: Iterable[int]) -> Mapping[int, datetime]:
    """The enrolments that have a result whose outcome the policy tells nobody who supports them, by id, each with when
    the newest was released; in two statements, or in one where no result is out.

    Open to other rooms: whoever asks has already found out that these enrolments may be seen.
    """
    rows = Result.objects.filter(script__enrolment__in=list(enrolments))
    joined = rows.select_related("script__enrolment", "script__window__cohort__release__programme")
    newest = {row.script.enrolment.pk: row for row in joined.order_by("released_at", "pk")}
    policies = policies_of({row.script.window for row in newest.values()})
    return {
        enrolment: row.released_at
        for enrolment, row in newest.items()
        if (policy := policies[row.script.window_id]) is None or policy.release.sponsor is SponsorTold.NOTHING
    }


def has_result(enrolment: int) -> bool:
    """Whether any result of an enrolment is out, in one statement."""
    return Result.objects.filter(script__enrolment=enrolment).exists()


def tells_outcome(enrolment: int, *, release: UUID, at: datetime) -> bool:
    """Whether those who support somebody are told what came of their assessment: by the policy of their newest result,
    and where none is out by the one that holds now; in three statements
    at most."""
    if has_result(enrolment):
        return not outcomes_kept([enrolment])
    policy = assessment_policy_on(release, on=at.date())
    return policy is not None and policy.release.sponsor is not SponsorTold.NOTHING
