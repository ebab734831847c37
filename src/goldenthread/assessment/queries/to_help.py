"""Whom somebody helps before their next attempt, for a first page."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.assessment.models import HelpGiven, Result, Script
from goldenthread.assessment.queries.attempts import HELPERS, person_of
from goldenthread.assessment.types.attempts import HelpState
from goldenthread.assessment.types.telling import ToHelp, Waiting, Waits
from goldenthread.assessment.types.words import Outcome
from goldenthread.cohorts.types import TAKES_EVIDENCE
from goldenthread.people.queries.reaching import reached
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.policies import assessment_policies_of
from goldenthread.programmes.types.again import SupportKind

# Who walks beside somebody and helps, and of what organisation they have to be one.
_WALKS = {Duty.COACH: "enrolment__cohort__partner_id", Duty.MENTOR: "enrolment__school_id"}
_OVER = (HelpState.DONE.value, HelpState.WAIVED.value)


def failed_by_people_of(by: Actor) -> QuerySet[Script] | None:
    """What failed of those whom this actor manages, coaches or mentors and who have not passed since; nothing where
    they do neither."""
    theirs = _helped_by(by)
    if theirs is None:
        return None
    return _failed().filter(theirs).exclude(enrolment__participant_id=by.person_id)


def _failed() -> QuerySet[Script]:
    """What failed, of those who are on their programme and have not passed since."""
    passed = Result.objects.filter(script__enrolment=OuterRef("enrolment"), outcome=Outcome.PASSED.value)
    active = [each.value for each in TAKES_EVIDENCE]
    failed = Script.objects.filter(result__outcome=Outcome.FAILED.value, enrolment__state__in=active)
    return failed.exclude(Exists(passed))


def _helped_by(by: Actor) -> Q | None:
    """The scripts of those whom this actor helps: they manage them, or walk beside them now. Nothing for others."""
    if by.wears_for_provider(Duty.PROGRAMME_MANAGER):
        return Q()
    places = by.places(Duty.PROGRAMME_MANAGER)
    if not (places or by.wears(*_WALKS)):
        return None
    theirs = Q(enrolment__cohort__partner_id__in=places)
    for role, home in _WALKS.items():
        beside = Script.objects.filter(
            enrolment__companions__ended_at=None,
            enrolment__companions__person_id=by.person_id,
            enrolment__companions__role=role.value,
            **by.within(home, role),
        )
        theirs |= Q(pk__in=beside.values("pk"))
    return theirs


def has_attempts(enrolment: UUID, *, by: Actor) -> bool:
    """Whether somebody whom this actor manages, coaches or mentors has begun an attempt; in one statement."""
    theirs = _helped_by(by)
    return theirs is not None and Script.objects.filter(theirs, enrolment__ref=enrolment).exists()


def help_to_give(script: UUID) -> tuple[Waiting, ...]:
    """Whoever coaches or mentors somebody who failed and is guaranteed support before their next attempt. Nobody where
    none waits.

    :raises Script.DoesNotExist: if there is none.
    """
    row = Script.objects.select_related("enrolment").get(ref=script)
    if not _waiting(_failed().filter(enrolment=row.enrolment)):
        return ()
    person = person_of(row)
    beside = [each for role in HELPERS for each in person.companions.get(role, ())]
    found = reached(beside).values()
    return tuple(Waiting(Waits.HELP, who.pk, who.ref, who.name, who.email, person.ref, "", 1) for who in found)


def people_to_help(*, by: Actor) -> tuple[ToHelp, ...]:
    """Those who failed, have an attempt left and wait for support that is guaranteed, for whoever manages them or walks
    beside them; who waits longest first. In at most two statements, and in none for anybody else."""
    rows = failed_by_people_of(by)
    return () if rows is None else _waiting(rows)


def _waiting(rows: QuerySet[Script]) -> tuple[ToHelp, ...]:
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
        waits = [each.name for each in policy.supports if not vars(row)[f"had_{each.kind.value}"]]
        if waits and len(attempts[row.enrolment.pk]) < policy.attempts:
            found.append(ToHelp(row.enrolment.ref, row.enrolment.participant.name, tuple(waits)))
    return tuple(found)
