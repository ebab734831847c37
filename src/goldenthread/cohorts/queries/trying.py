"""Try an engagement policy on past and running cohorts before it is adopted: who would change side?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.cohorts.models import Cohort, Credit, Enrolment, RegisterEntry
from goldenthread.cohorts.queries.board import as_line
from goldenthread.cohorts.rules.engagement import figure
from goldenthread.cohorts.rules.registering import is_left_out, share_of
from goldenthread.cohorts.rules.trying import in_pages
from goldenthread.cohorts.types import CreditEntry, EnrolmentRef, KeptFigure, Mark, State
from goldenthread.cohorts.types.trying import Trial, TriedCohort, TriedPerson
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.drafting import components_of
from goldenthread.programmes.types import EngagementPolicy, Route

_TRIED = [state.value for state in (State.ACCEPTED, State.ACTIVE, State.DEFERRED, State.COMPLETED)]
_BY_POLICY = [Mark.PARTLY.value, Mark.EXCUSED.value]


def trial(programme: UUID, policy: EngagementPolicy, *, by: Actor, at: datetime, page: int = 1) -> Trial:
    """What a policy would make of the cohorts of a programme, compared with their kept figures; in seven statements.

    A page is so many cohorts as have at most a thousand people. What registers credit as partly or excused is reckoned
    by the policy under trial; what was caught up counts as it was credited.
    """
    seen = Cohort.objects.seen_by(by).filter(release__programme__ref=programme, starts_on__lte=at.date())
    sized = seen.annotate(people=Count("enrolments", filter=Q(enrolments__state__in=_TRIED)))
    pages = in_pages(sized.order_by("-starts_on", "-pk").values_list("pk", "people"))
    page = min(max(page, 1), max(len(pages), 1))
    shown = pages[page - 1] if pages else ()
    rows = (
        Cohort.objects.filter(pk__in=shown)
        .select_related("partner", "release__programme")
        .order_by("-starts_on", "-pk")
    )
    cohorts = list(rows)
    components = components_of(cohort.release_id for cohort in cohorts)
    people: defaultdict[int, list[Enrolment]] = defaultdict(list)
    wanted = Enrolment.objects.filter(cohort_id__in=shown, state__in=_TRIED).select_related("participant", "engagement")
    for person in wanted.order_by("participant__name", "pk"):
        people[person.cohort_id].append(person)
    entries = _entries([p.pk for group in people.values() for p in group], policy)
    tried = []
    for cohort in cohorts:
        told = [
            (
                person,
                person.engagement.as_figure(),
                KeptFigure.of(
                    figure(
                        components.get(cohort.release_id, ()),
                        entries.get(person.pk, ()),
                        route=Route(person.route),
                        policy=policy,
                    )
                ),
            )
            for person in people[cohort.pk]
        ]
        tried.append(
            TriedCohort(
                line=as_line(cohort, today=at.date()),
                people=len(told),
                met_now=sum(1 for _, now, _ in told if now.is_met),
                met_then=sum(1 for _, _, then in told if then.is_met),
                losing=_changed(told, to=False),
                gaining=_changed(told, to=True),
            )
        )
    return Trial(tuple(tried), sum(map(len, pages)), page, max(len(pages), 1))


Told = list[tuple[Enrolment, KeptFigure, KeptFigure]]


def _changed(told: Told, *, to: bool) -> tuple[TriedPerson, ...]:
    """Those who do not stand on this side now, and would."""
    return tuple(
        TriedPerson(EnrolmentRef(person.ref), person.participant.name, now, then)
        for person, now, then in told
        if now.is_met is not to and then.is_met is to
    )


def _entries(enrolments: Collection[int], policy: EngagementPolicy) -> Mapping[int, list[CreditEntry]]:
    """The ledger of some people as it would be under a policy, by enrolment id, in two statements."""
    found: defaultdict[int, list[CreditEntry]] = defaultdict(list)
    marks = RegisterEntry.objects.filter(enrolment_id__in=enrolments, replaced_by=None, mark__in=_BY_POLICY)
    by_policy = set()
    for ref, enrolment, component, mark in marks.values_list("ref", "enrolment_id", "session__component_id", "mark"):
        by_policy.add(ref)
        waives = is_left_out(Mark(mark), policy)
        share = Fraction(1) if waives else share_of(Mark(mark), policy)
        found[enrolment].append(CreditEntry(component, share, waives))
    credits_ = Credit.objects.filter(enrolment_id__in=enrolments)
    names = ("enrolment_id", "component_id", "parts", "out_of", "waives", "source_ref")
    for enrolment, component, parts, out_of, waives, source_ref in credits_.values_list(*names):
        if source_ref not in by_policy:
            found[enrolment].append(CreditEntry(component, Fraction(parts, out_of), waives))
    return found
