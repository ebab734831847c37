"""How much of each kind waits for somebody in assessment, for a first page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value

from goldenthread.assessment.models import (
    Allocation,
    Case,
    Circumstance,
    LatePiece,
    MarkerStop,
    PassageReport,
    PlannedRelease,
    Review,
    SampledMarking,
    Script,
    Want,
    Window,
)
from goldenthread.assessment.models.scripts import ScriptSet
from goldenthread.assessment.queries.conflicting import undecided_by_others
from goldenthread.assessment.queries.deciders import nobodys
from goldenthread.assessment.queries.duties import (
    cases_to_go_on_with,
    exemplars_to_sign,
    exemplars_to_use,
    stops_of,
    tests_to_take,
)
from goldenthread.assessment.queries.fit import why_unfit_for
from goldenthread.assessment.queries.hidden_left import run_out
from goldenthread.assessment.queries.involved import with_a_part_of
from goldenthread.assessment.queries.marking_board import late_windows
from goldenthread.assessment.queries.overtaken import corrections_asked, left_behind, which_left
from goldenthread.assessment.queries.own_times import open_longer
from goldenthread.assessment.queries.to_help import failed_by_people_of
from goldenthread.assessment.rules.briefing import RUNS, why_not_run, why_not_tell
from goldenthread.assessment.rules.carrying import DECIDES_CARRIED
from goldenthread.assessment.rules.correcting import CORRECTS
from goldenthread.assessment.rules.moderating import why_not_seat_moderator
from goldenthread.assessment.rules.reviewing import DECIDES, MARKS_ANEW, why_involved
from goldenthread.assessment.rules.standardising import why_not_lead, why_not_seat
from goldenthread.assessment.types.cases import CaseState
from goldenthread.assessment.types.circumstances import AskedState
from goldenthread.assessment.types.late import LateState
from goldenthread.assessment.types.masking import ReportState
from goldenthread.assessment.types.readiness import PlannedState
from goldenthread.assessment.types.reviewing import ReviewState
from goldenthread.assessment.types.telling import Overtaken, ToDo, WindowOfSample
from goldenthread.assessment.types.words import ScriptRef, State, WhyEnded, WindowRef
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.policies import assessment_policies_of

_LEFT = (WhyEnded.CANNOT_MARK.value, WhyEnded.CONFLICT.value, WhyEnded.STOPPED.value)
_DECIDES = tuple({duty for duties in DECIDES.values() for duty in duties})
_OPEN = (ReviewState.ASKED.value, ReviewState.TAKEN.value)
# No script has as many seats.
_MORE_THAN_SEATS = 1000


def to_do(*, by: Actor, at: datetime) -> ToDo:
    """What waits for those who run, mark, moderate and review; nothing for anybody else. In one statement, and
    one more where scripts are to be given, which finds whose writers have longer than others; in six more where
    questions about results wait for whoever is fit to mark anew. Where questions wait for
    others, those who run assessment are told how many of them nobody may decide, in a fixed number more for each
    window."""
    kinds = _kinds(by, at)
    if not kinds:
        return ToDo()
    first, *rest = [_counted(what, rows, count) for what, rows, count in kinds]
    found = ToDo(**dict(first.union(*rest, all=True)))
    if (found.reviews or found.reviews_late) and any(why_involved(kind, by, {}) is None for kind in MARKS_ANEW):
        unfit = _unfit(by, at)
        late = sum(row.answer_by <= at for row in unfit)
        found = replace(found, reviews=found.reviews - (len(unfit) - late), reviews_late=found.reviews_late - late)
    if found.stuck:
        found = _stuck(found, by, at)
    return replace(found, to_give=found.to_give - len(open_longer(_closed(at), at=at))) if found.to_give else found


def marking_late(*, by: Actor, at: datetime) -> tuple[str, ...]:
    """Which windows are not marked though their day is over, for those who lead marking; in at most four statements."""
    return late_windows(at=at) if why_not_lead(by) is None else ()


def overtaken(found: ToDo, *, by: Actor) -> Overtaken:
    """What a correction or a case has overtaken, as far as it waits for this actor; in one statement for the first
    script in which something stands, and in three for results that lack what a case decided."""
    script = left_behind().order_by("window__closes_at", "number").first() if found.behind else None
    left = which_left(corrections_asked(by)) if found.rulings else ()
    window = WindowRef(left[0].script.window.ref) if left else None
    return Overtaken(ScriptRef(script.ref) if script else None, window, len(left))


def samples_to_look_at(*, by: Actor) -> tuple[WindowOfSample, ...]:
    """The windows of which scripts of a sample wait for whoever moderates, those that closed first first; in one
    statement. What somebody marked themselves is not theirs to look at."""
    if why_not_seat_moderator(by):
        return ()
    counted = _sampled(by).order_by("window__closes_at", "window").values_list("window__ref", "window__cohort__title")
    return tuple(WindowOfSample(*row) for row in counted.annotate(Count("pk")))


def to_sample(*, by: Actor, at: datetime) -> tuple[WindowOfSample, ...]:
    """The windows of which a sample can be drawn, for those who may; in at most two statements."""
    if why_not_seat_moderator(by):
        return ()
    here = Script.objects.filter(window=OuterRef("pk"))
    unmarked = here.filter(state__in=(State.SUBMITTED.value, State.ALLOCATED.value))
    marked = here.filter(state__in=(State.MARKED.value, State.SETTLED.value))
    rows = Window.objects.filter(~Exists(unmarked), Exists(marked), closes_at__lte=at, sample=None)
    found = list(rows.select_related("cohort__release__programme").order_by("closes_at", "pk"))
    if not found:
        return ()
    programmes = {row.cohort.release.programme for row in found}
    policy_on = assessment_policies_of({each.pk: each.qualification_id for each in programmes})
    policies = [policy_on(row.cohort.release.programme_id, row.opens_at.date()) for row in found]
    wanted = [row for row, policy in zip(found, policies, strict=True) if policy and policy.sampling.is_wanted]
    return tuple(WindowOfSample(row.ref, row.cohort.title) for row in wanted)


def _sampled(by: Actor) -> QuerySet[Script]:
    """Scripts of samples that nobody has looked at, without those that this actor marked or is to mark."""
    drawn = SampledMarking.objects.drawn().filter(allocation__script=OuterRef("pk"))
    theirs = Q(marking__isnull=False) | Q(ended_at=None)
    mine = Allocation.objects.filter(theirs, script=OuterRef("pk"), marker_id=by.person_id)
    return Script.objects.filter(Exists(drawn), ~Exists(mine), look=None).exclude(state=State.RELEASED.value)


def _stuck(found: ToDo, by: Actor, at: datetime) -> ToDo:
    """The same with how many of the questions that others would have to take nobody may decide."""
    rows = list(_for_others(by).select_related("result").order_by("pk"))
    left = nobodys(rows, at=at)
    late = sum(row.pk in left and row.answer_by <= at for row in rows)
    return replace(found, stuck=len(left) - late, stuck_late=late)


def _for_others(by: Actor) -> QuerySet[Review]:
    """Those that nobody has taken, without one's own and without those that this actor may decide themselves."""
    theirs = _to_decide(by).order_by().values("pk")
    rows = Review.objects.filter(state=ReviewState.ASKED.value).exclude(pk__in=theirs)
    return rows.exclude(result__script__enrolment__participant=by.person_id)


def _kinds(by: Actor, at: datetime) -> list[tuple[str, QuerySet[Any], Count]]:
    """Each kind that is this actor's, with its rows and how they are counted."""
    all_of = Count("pk")
    found: list[tuple[str, QuerySet[Any], Count]] = []
    if by.wears_for_provider(*_DECIDES):
        reviews = _to_decide(by)
        found += [("reviews", reviews.filter(_theirs(by), answer_by__gt=at), all_of)]
        found += [("reviews_late", reviews.filter(answer_by__lte=at), all_of)]
    if why_not_run(by) is None:
        reported = Case.objects.seen_by(by).filter(state=CaseState.REPORTED.value)
        asked = Circumstance.objects.filter(state=AskedState.ASKED.value)
        passages = PassageReport.objects.filter(state=ReportState.WAITING.value)
        found += [("seats", _seats_left(), Count(F("script_id") * _MORE_THAN_SEATS + F("seat"), distinct=True))]
        found += [("to_give", _closed(at), all_of), ("wants", _wants(), all_of)]
        found += [("cases", reported, all_of), ("circumstances", asked, all_of), ("passages", passages, all_of)]
        found += [("judging", cases_to_go_on_with(by, at=at), all_of)]
        found += [("late", _late_pieces(by), all_of)]
        # Which of these nobody may decide is asked only where there are any.
        found += [("stuck", _for_others(by), all_of)]
        found += [("conflicts", undecided_by_others(by), all_of)]
    failed = failed_by_people_of(by)
    if failed is not None:
        found.append(("failed", failed, all_of))
    if why_not_tell(by) is None:
        found.append(("to_release", _to_release(), all_of))
    if why_not_lead(by) is None:
        stops = MarkerStop.objects.filter(decision="").exclude(standing__person_id=by.person_id)
        found.append(("stops", stops, all_of))
        found.append(("to_use", exemplars_to_use(), all_of))
        found.append(("unhidden", run_out(at=at), all_of))
    if why_not_seat(by) is None:
        found.append(("signatures", exemplars_to_sign(by), all_of))
    if by.wears(Duty.ASSESSOR):
        found += [("tests", tests_to_take(by, at=at), all_of), ("paused", stops_of(by), all_of)]
    found += [(what, rows, all_of) for what, rows in _overtaken(by)]
    if why_not_seat_moderator(by) is None:
        found.append(("looks", _sampled(by), all_of))
    return found


def _overtaken(by: Actor) -> Iterator[tuple[str, QuerySet[Any]]]:
    """What a correction or a case has overtaken, for those who decide what follows."""
    if by.wears_for_provider(*DECIDES_CARRIED):
        yield "behind", left_behind()
    if by.wears_for_provider(*RUNS, *CORRECTS):
        yield "rulings", corrections_asked(by)


def _counted(what: str, rows: QuerySet[Any], count: Count) -> QuerySet[Any, tuple[str, int]]:
    named: QuerySet[Any, tuple[str, int]] = rows.order_by().annotate(what=Value(what)).values("what").annotate(n=count)
    return named.values_list("what", "n")


def _to_decide(by: Actor) -> QuerySet[Review]:
    """Those that are not decided, of the kinds that this actor decides, without those that they had to do with."""
    kinds = [kind.value for kind in DECIDES if why_involved(kind, by, {}) is None]
    return Review.objects.seen_by(by).filter(state__in=_OPEN, kind__in=kinds).exclude(with_a_part_of(by))


def _theirs(by: Actor) -> Q:
    return Q(taken_by_id=by.person_id) | Q(state=ReviewState.ASKED.value)


def _unfit(by: Actor, at: datetime) -> list[Review]:
    """Those counted as to decide that this actor is not fit to mark anew."""
    marks_anew = sorted(kind.value for kind in MARKS_ANEW)
    rows = _to_decide(by).filter(_theirs(by) | Q(answer_by__lte=at), kind__in=marks_anew).select_related("result")
    anew = list(rows.order_by("pk"))
    unfit = why_unfit_for(anew, by=by, at=at)
    return [row for row in anew if row.pk in unfit]


def _seats_left() -> QuerySet[Allocation]:
    """Those that lost their assessor and that nobody has, without those at which a further marking is wanted."""
    wanted = _wants().filter(script=OuterRef("script"), seat=OuterRef("seat"))
    now = Allocation.objects.current().filter(script=OuterRef("script"), seat=OuterRef("seat"))
    left = Allocation.objects.exclude(why_ended="").filter(
        why_ended__in=_LEFT, script__state=State.ALLOCATED.value, is_standard=False
    )
    return left.exclude(Exists(now)).exclude(Exists(wanted))


def _to_release() -> QuerySet[Script]:
    """Settled scripts of windows for which no release is planned."""
    planned = PlannedRelease.objects.filter(window=OuterRef("window"), state=PlannedState.PLANNED.value)
    return Script.objects.filter(~Exists(planned), state=State.SETTLED.value)


def _closed(at: datetime) -> ScriptSet:
    """Those of closed windows that nobody has a seat of, with those whose writers can still replace theirs."""
    return Script.objects.filter(state=State.SUBMITTED.value, window__closes_at__lte=at)


def _late_pieces(by: Actor) -> QuerySet[LatePiece]:
    """Those that nobody has decided about, without one's own and those of windows in which this actor marks."""
    mine = Allocation.objects.filter(script__window=OuterRef("script__window"), marker_id=by.person_id)
    waits = LatePiece.objects.filter(~Exists(mine), state=LateState.OFFERED.value)
    return waits.exclude(script__enrolment__participant=by.person_id)


def _wants() -> QuerySet[Want]:
    """Further markings that are wanted and that nobody has a seat for."""
    now = Allocation.objects.current().filter(script=OuterRef("script"), seat=OuterRef("seat"))
    return (
        Want.objects.filter(met_by=None, script__standard="")
        .exclude(Exists(now))
        .exclude(script__state__in=(State.RELEASED.value, State.WITHDRAWN.value))
    )
