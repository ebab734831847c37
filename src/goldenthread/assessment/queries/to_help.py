"""Whom somebody helps before their next attempt, for a first page."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.assessment.models import HelpGiven, Result, Script
from goldenthread.assessment.types.attempts import HelpState
from goldenthread.assessment.types.telling import ToHelp
from goldenthread.assessment.types.words import Outcome
from goldenthread.cohorts.types import TAKES_EVIDENCE
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.policies import assessment_policies_of
from goldenthread.programmes.types.again import SupportKind

_OVER = (HelpState.DONE.value, HelpState.WAIVED.value)


def failed_by_people_of(by: Actor) -> QuerySet[Script] | None:
    """What failed of those whom this actor manages and who have not passed since; nothing where they manage nobody."""
    leads, places = by.wears_for_provider(Duty.PROGRAMME_MANAGER), by.places(Duty.PROGRAMME_MANAGER)
    if not (leads or places):
        return None
    passed = Result.objects.filter(script__enrolment=OuterRef("enrolment"), outcome=Outcome.PASSED.value)
    theirs = Q() if leads else Q(enrolment__cohort__partner_id__in=places)
    failed = Script.objects.filter(
        theirs, result__outcome=Outcome.FAILED.value, enrolment__state__in=[each.value for each in TAKES_EVIDENCE]
    )
    return failed.exclude(Exists(passed)).exclude(enrolment__participant_id=by.person_id)


def people_to_help(*, by: Actor) -> tuple[ToHelp, ...]:
    """Those who failed, have an attempt left and wait for support that is guaranteed, for whoever manages them; who
    waits longest first. In at most two statements, and in none for anybody else."""
    rows = failed_by_people_of(by)
    if rows is None:
        return ()
    over = HelpGiven.objects.filter(script=OuterRef("pk"), state__in=_OVER)
    had = {f"had_{kind.value}": Exists(over.filter(kind=kind.value)) for kind in SupportKind}
    attempts: defaultdict[int, list[Script]] = defaultdict(list)
    joined = rows.annotate(**had).select_related(
        "window__cohort__release__programme", "enrolment__participant", "result"
    )
    for row in joined.order_by("window__opens_at", "pk"):
        attempts[row.enrolment.pk].append(row)
    if not attempts:
        return ()
    last = sorted((scripts[-1] for scripts in attempts.values()), key=lambda row: (row.result.released_at, row.pk))
    programmes = {row.window.cohort.release.programme for row in last}
    policy_on = assessment_policies_of({each.pk: each.qualification_id for each in programmes})
    found = []
    for row in last:
        policy = policy_on(row.window.cohort.release.programme_id, row.window.opens_at.date())
        assert policy is not None, f"window {row.window.ref} was planned under a policy"
        waits = any(not vars(row)[f"had_{each.kind.value}"] for each in policy.supports)
        if waits and len(attempts[row.enrolment.pk]) < policy.attempts:
            found.append(ToHelp(row.enrolment.ref, row.enrolment.participant.name))
    return tuple(found)
