"""Who is fit to mark anew, for many questions about results at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.models import MarkerStanding, Review, Script
from goldenthread.assessment.queries.declared import absences_of, trainings_of
from goldenthread.assessment.rules.reviewing import MARKS_ANEW, why_unfit
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.standing import Clearance, Standing
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.policies import assessment_policies_of
from goldenthread.programmes.types import ReviewKind


def why_unfit_for(rows: Iterable[Review], *, by: Actor, at: datetime) -> Mapping[int, Refusal]:
    """Why this actor is not fit to mark anew what these reviews ask for, by review id, without those that they are fit
    for; in five statements, or none where nothing is to be marked anew."""
    anew = [row for row in rows if ReviewKind(row.kind) in MARKS_ANEW]
    if not anew:
        return {}
    wanted = Script.objects.with_facts().filter(pk__in={row.result.script_id for row in anew})
    scripts = {each.pk: each for each in wanted}
    programmes = {each.window.cohort.release.programme for each in scripts.values()}
    policy_on = assessment_policies_of({each.pk: each.qualification_id for each in programmes})
    person, stands = by.person_id, _standing_of(by)
    trained, away = trainings_of([person]), absences_of([person])
    reviewer = Marker(person, trained=trained.get(person, ()), away=away.get(person, ()))
    found = {}
    for row in anew:
        script = scripts[row.result.script_id]
        policy = policy_on(script.window.cohort.release.programme_id, script.window.opens_at.date())
        assert policy is not None  # its window could not have been planned without
        key = (script.window.scheme, script.window.brief_id)
        qualification = script.window.cohort.release.programme.qualification.ref
        facts = replace(
            script.as_facts(to_judge=True),
            trained_for=qualification if policy.marking.needs_training else None,
            clearance=stands.get(key, Clearance()) if policy.standard.needs_clearance else None,
        )
        found[row.pk] = why_unfit(ReviewKind(row.kind), facts, reviewer, on=at.astimezone(LONDON).date())
    return {pk: refusal for pk, refusal in found.items() if refusal}


def _standing_of(by: Actor) -> Mapping[tuple[UUID, int], Clearance]:
    """Where this actor stands with each scheme and version of a brief for which there is a standard."""
    rows = MarkerStanding.objects.filter(person_id=by.person_id).order_by("pk")
    own, nobody = frozenset({by.person_id}), frozenset[int]()
    return {
        (scheme, brief): Clearance(
            own if state == Standing.CLEARED.value else nobody, own if state == Standing.STOPPED.value else nobody
        )
        for scheme, brief, state in rows.values_list("standard__scheme", "standard__brief__versions", "state")
    }
