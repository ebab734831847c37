"""What waits for somebody because of a case or of the standard they mark by, as rows to be counted."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from goldenthread.assessment.models import (
    AgreedSheet,
    AgreedSignature,
    Case,
    CaseEntry,
    Exemplar,
    MarkerStanding,
    Script,
    Standard,
    Window,
)
from goldenthread.assessment.rules.standardising import LEAST_PEOPLE, reads_agreed_marks, why_not_lead
from goldenthread.assessment.types.cases import CaseState, EntryKind
from goldenthread.assessment.types.standing import ExemplarState, Purpose, Standing
from goldenthread.assessment.types.telling import WindowOfSample
from goldenthread.assessment.types.words import State
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.policies import assessment_policies_of

_TO_MARK = (State.SUBMITTED.value, State.ALLOCATED.value)


def cases_ahead(by: Actor, *, at: datetime) -> QuerySet[Case]:
    """The cases about work of their own whose newest letter somebody may still answer and has not, or whose hearing is
    to come; each with ``until`` when they may answer, whether they ``answered``, and when the ``hearing`` is."""
    is_open = Q(state__in=(CaseState.LOOKED_INTO.value, CaseState.HEARING_SET.value))
    to_come = Q(state=CaseState.HEARING_SET.value, hearing__gt=at)
    return _with_letter(Case.objects.told_to(by), to_come | (is_open & Q(answered=False, until__gt=at)))


def cases_to_go_on_with(by: Actor, *, at: datetime) -> QuerySet[Case]:
    """Those under way in which the next step is not the participant's: they answered, their time is over, or their
    hearing is held or due."""
    answered = Q(state=CaseState.LOOKED_INTO.value) & (Q(answered=True) | Q(until__lte=at))
    hearing = Q(state=CaseState.HEARING_SET.value, hearing__lte=at)
    waits = _with_letter(Case.objects.seen_by(by), answered | hearing | Q(state=CaseState.HEARD.value))
    return Case.objects.filter(pk__in=waits.values("pk"))


def _with_letter(rows: QuerySet[Case], such: Q) -> QuerySet[Case]:
    """Cases with the last day of their newest letter, whether it was answered, and when their newest hearing is; those
    of which ``such`` is so."""
    of = CaseEntry.objects.filter(case=OuterRef("pk")).order_by("-pk")
    letters, hearings = of.filter(kind=EntryKind.LETTER.value), of.filter(kind=EntryKind.HEARING.value)
    answers = CaseEntry.objects.filter(case=OuterRef("pk"), kind=EntryKind.ANSWER.value, pk__gt=OuterRef("letter"))
    return rows.annotate(
        letter=Subquery(letters.values("pk")[:1]),
        until=Subquery(letters.values("answer_by")[:1]),
        hearing=Subquery(hearings.values("hearing_at")[:1]),
        answered=Exists(answers),
    ).filter(such)


def exemplars_to_sign(by: Actor) -> QuerySet[Exemplar]:
    """Those whose newest marks wait for another signature, without those that this actor signed."""
    signed = AgreedSignature.objects.filter(sheet=OuterRef("newest"), by_id=by.person_id)
    rows = _put_forward(~Exists(signed) & Q(signatures__lt=LEAST_PEOPLE))
    return Exemplar.objects.filter(pk__in=rows.values("pk"))


def exemplars_to_use() -> QuerySet[Exemplar]:
    """Those whose marks enough people signed, and which are not used yet."""
    return Exemplar.objects.filter(pk__in=_put_forward(Q(signatures__gte=LEAST_PEOPLE)).values("pk"))


def _put_forward(such: Q) -> QuerySet[Exemplar]:
    """Drafts with their newest marks, and how many signed these; those of which ``such`` is so."""
    sheets = AgreedSheet.objects.filter(exemplar=OuterRef("pk")).order_by("-version")
    counted = sheets.annotate(signed=Count("signatures")).values("signed")[:1]
    drafts = Exemplar.objects.filter(state=ExemplarState.DRAFT.value)
    return drafts.annotate(newest=Subquery(sheets.values("pk")[:1]), signatures=Subquery(counted)).filter(such)


def tests_to_take(by: Actor, *, at: datetime) -> QuerySet[Standard]:
    """The standards by which there is or will be something to mark, and whose test this marker has not passed."""
    theirs = MarkerStanding.objects.filter(standard=OuterRef("pk"), person_id=by.person_id)
    done = theirs.exclude(state__in=(Standing.UNTRIED.value, Standing.PRACTISING.value))
    offered = Exemplar.objects.filter(
        standard=OuterRef("pk"), use=Purpose.TEST.value, state=ExemplarState.PUBLISHED.value
    )
    unmarked = Script.objects.filter(window=OuterRef("pk"), state__in=_TO_MARK)
    ahead = Window.objects.filter(brief__brief=OuterRef("brief"), scheme=OuterRef("scheme"))
    ahead = ahead.filter(Q(closes_at__gt=at) | Exists(unmarked))
    if reads_agreed_marks(by):
        return Standard.objects.none()
    return Standard.objects.filter(Exists(offered), Exists(ahead)).exclude(Exists(done))


def stops_of(by: Actor) -> QuerySet[MarkerStanding]:
    """Where this marker's own marking is paused."""
    return MarkerStanding.objects.filter(person_id=by.person_id, state=Standing.STOPPED.value)


def standards_to_begin(*, by: Actor, at: datetime) -> tuple[WindowOfSample, ...]:
    """The windows with something to mark now or later whose policy asks that markers are cleared and for whose brief
    and scheme no standard is begun, that which closes first first, for whoever leads marking; in at most two
    statements."""
    if why_not_lead(by):
        return ()
    begun = Standard.objects.filter(scheme=OuterRef("scheme"), brief=OuterRef("brief__brief"))
    unmarked = Script.objects.filter(window=OuterRef("pk"), state__in=_TO_MARK)
    rows = Window.objects.filter(Q(closes_at__gt=at) | Exists(unmarked)).exclude(Exists(begun))
    rows = rows.select_related("cohort__release__programme")
    found = list(rows.order_by("closes_at", "pk"))
    if not found:
        return ()
    programmes = {row.cohort.release.programme for row in found}
    policy_on = assessment_policies_of({each.pk: each.qualification_id for each in programmes})
    policies = [policy_on(row.cohort.release.programme_id, row.opens_at.date()) for row in found]
    asked = [row for row, policy in zip(found, policies, strict=True) if policy and policy.standard.needs_clearance]
    return tuple(WindowOfSample(row.ref, row.cohort.title) for row in asked)
