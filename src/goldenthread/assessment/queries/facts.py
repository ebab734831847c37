"""What rules need to know of scripts and of those who judge them, for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import BigIntegerField, QuerySet, Value

from goldenthread.assessment.models import (
    Allocation,
    CaseEntry,
    FoundConflict,
    LatePiece,
    PassageReport,
    SampledMarking,
    Script,
    SponsorAsk,
    Window,
)
from goldenthread.assessment.queries.declared import absences_of, declared_by, trainings_of
from goldenthread.assessment.queries.standing import clearance_for
from goldenthread.assessment.types.cases import EntryKind
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.standing import Purpose
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.assessment.types.words import WhyEnded
from goldenthread.cohorts.queries.engagement import companions_of
from goldenthread.people.queries.directory import places_held
from goldenthread.people.queries.whereabouts import known_by
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.policies import assessment_policies_of, assessment_policy_on
from goldenthread.programmes.types import AssessmentPolicy

# What those put into a case who are told nothing of it, and whom it is about.
APART = (EntryKind.ANSWER.value, EntryKind.SUSPICION.value)
KNOWS = "knows"
_GUEST = "guest"
# Whoever marks these is on the way to being cleared.
_BEFORE = frozenset({Purpose.PRACTICE.value, Purpose.TEST.value})


def marker_of(actor: Actor) -> Marker:
    """The actor as somebody who might mark, in at most five statements; the lead provider, for which everybody marks,
    is no conflict."""
    return markers_among([actor.person_id])[actor.person_id]


def markers_among(person_ids: Iterable[int]) -> Mapping[int, Marker]:
    """Several people as those who might mark, in at most six statements."""
    ids = list(person_ids)
    places, declared = places_held(ids), declared_by(ids)
    trained, away = trainings_of(ids), absences_of(ids)
    return {
        person: Marker(
            person,
            places.get(person, frozenset()),
            declared[person].places if person in declared else frozenset(),
            declared[person].people if person in declared else frozenset(),
            trained.get(person, ()),
            away.get(person, ()),
        )
        for person in ids
    }


def facts_of(scripts: Iterable[Script], *, policy: AssessmentPolicy | None = None) -> Mapping[int, ScriptFacts]:
    """The facts of scripts of one window fetched ``with_facts``, by script id, in two statements; one more where the
    ``policy`` of their window is not known yet, and where it asks for clearance, and two where it takes projects."""
    rows = list(scripts)
    if not rows:
        return {}
    window = rows[0].window
    rule = policy or policy_of(window)
    wanted = window.cohort.release.programme.qualification.ref if rule.marking.needs_training else None
    beside = companions_of(row.enrolment_id for row in rows if row.enrolment_id)
    clearance = clearance_for(window) if rule.standard.needs_clearance else None
    barred: defaultdict[int, set[int]] = defaultdict(set)
    aside: defaultdict[int, set[int]] = defaultdict(set)
    knowing: defaultdict[int, set[int]] = defaultdict(set)
    guests: defaultdict[int, set[int]] = defaultdict(set)
    gone = Allocation.objects.exclude(why_ended="").filter(script__window=window)
    seats = gone.values_list("script_id", "marker_id", "why_ended", "marking__pk")
    for script, marker, why, marking in seats.union(*_those_who_know(window)):
        if why == KNOWS:
            knowing[script].add(marker)
        if why == _GUEST:
            guests[script].add(marker)
        if why == WhyEnded.CONFLICT.value:
            barred[script].add(marker)
        if marking is not None:
            aside[script].add(marker)
    for script, person in _those_asked_to_comment(window):
        knowing[script].add(person)
    return {
        row.pk: replace(
            row.as_facts(
                (person for people in beside.get(row.enrolment_id or 0, {}).values() for person in people),
                to_judge=True,
            ),
            trained_for=wanted,
            barred_ids=frozenset(barred[row.pk]),
            clearance=None if row.standard in _BEFORE else clearance,
            aside_ids=frozenset(aside[row.pk]),
            knowing_ids=frozenset(knowing[row.pk]),
            guest_ids=frozenset(guests[row.pk]),
        )
        for row in rows
    }


def _those_who_know(window: Window) -> tuple[QuerySet[Any, Any], ...]:
    """Who took part in a case about a script, said that they can tell whose it is, decided by name that it counts
    though it came late, or named somebody to whom one of its markers stands too near; and who has or had access to a
    sample with it, as guests; in the columns of seats."""
    nothing = Value(None, output_field=BigIntegerField())
    told = CaseEntry.objects.filter(case__script__window=window).exclude(kind__in=APART)
    said = PassageReport.objects.filter(script__window=window, knows=True)
    late = LatePiece.objects.filter(script__window=window, decided_by__isnull=False)
    named = FoundConflict.objects.by_naming().filter(marking__allocation__script__window=window)
    drawn = SampledMarking.objects.drawn().filter(sample__window=window, sample__guests__isnull=False)
    return (
        told.values_list("case__script_id", "by_id", Value(KNOWS), nothing),
        said.values_list("script_id", "by_id", Value(KNOWS), nothing),
        late.values_list("script_id", "decided_by_id", Value(KNOWS), nothing),
        named.values_list("marking__allocation__script_id", "conflict__by_id", Value(KNOWS), nothing),
        drawn.values_list("allocation__script_id", "sample__guests__person_id", Value(_GUEST), nothing),
    )


def _those_asked_to_comment(window: Window) -> Iterator[tuple[int, int]]:
    """Whoever was asked to comment on a project as its sponsor knows whose it is, whether they did or not; in two
    statements for windows that take projects, none for others."""
    if not hasattr(window, "project"):
        return
    asks = list(SponsorAsk.objects.filter(script__window=window).values_list("script_id", "email"))
    known = known_by(email for _, email in asks)
    yield from ((script, known[email.lower()]) for script, email in asks if email.lower() in known)


def policy_of(window: Window) -> AssessmentPolicy:
    """The policy in force on the day the window opens, in one statement; wants the cohort's release fetched.

    :raises LookupError: if there is none, which planning a window refuses.
    """
    policy = assessment_policy_on(window.cohort.release.ref, on=window.opens_at.date())
    if policy is None:
        raise LookupError(f"No assessment policy is in force for window {window.ref}.")
    return policy


def late_days_of(windows: Iterable[Window]) -> Mapping[int, int]:
    """For how many days each of these windows takes late pieces, by id; in one statement, or none where there are none.
    Wants the programmes of their cohorts fetched."""
    return {pk: policy.late_days if policy else 0 for pk, policy in policies_of(windows).items()}


def policies_of(windows: Iterable[Window]) -> Mapping[int, AssessmentPolicy | None]:
    """The policy of each of these windows, by id, as :func:`late_days_of` fetches it."""
    rows = {each.pk: (each.cohort.release.programme, each.opens_at.date()) for each in windows}
    if not rows:
        return {}
    policies = assessment_policies_of({programme.pk: programme.qualification_id for programme, _ in rows.values()})
    return {pk: policies(programme.pk, opens_on) for pk, (programme, opens_on) in rows.items()}
