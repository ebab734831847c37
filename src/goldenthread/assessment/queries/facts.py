"""What rules need to know of scripts and of those who judge them, for many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.assessment.models import Script, Window
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.cohorts.queries.engagement import companions_of
from goldenthread.people.queries.directory import places_held
from goldenthread.people.types import Actor, OrganisationKind
from goldenthread.programmes.queries.policies import assessment_policy_on
from goldenthread.programmes.types import AssessmentPolicy


def marker_of(actor: Actor) -> Marker:
    """The actor as somebody who might mark; the lead provider, for which everybody marks, is no conflict."""
    places = {h.organisation_id for h in actor.hats if h.organisation_kind is not OrganisationKind.LEAD_PROVIDER}
    return Marker(actor.person_id, frozenset(places))


def markers_among(person_ids: Iterable[int]) -> Mapping[int, Marker]:
    """Several people as those who might mark, in one statement."""
    ids = list(person_ids)
    places = places_held(ids)
    return {person: Marker(person, places.get(person, frozenset())) for person in ids}


def facts_of(scripts: Iterable[Script]) -> Mapping[int, ScriptFacts]:
    """The facts of scripts fetched ``with_facts``, by script id, in one statement."""
    rows = list(scripts)
    beside = companions_of(row.enrolment_id for row in rows)
    return {
        row.pk: row.as_facts(person for people in beside.get(row.enrolment_id, {}).values() for person in people)
        for row in rows
    }


def policy_of(window: Window) -> AssessmentPolicy:
    """The policy in force on the day the window opens, in one statement; wants the cohort's release fetched.

    :raises LookupError: if there is none, which planning a window refuses.
    """
    policy = assessment_policy_on(window.cohort.release.ref, on=window.opens_at.date())
    if policy is None:
        raise LookupError(f"No assessment policy is in force for window {window.ref}.")
    return policy
