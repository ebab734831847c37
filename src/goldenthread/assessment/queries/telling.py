"""Who is to be written to about what waits in assessment, each asked by the rules that say who may do it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from goldenthread.assessment.models import (
    Allocation,
    Case,
    MarkerStop,
    Review,
    Sample,
    Script,
    Window,
    sampled_scripts,
)
from goldenthread.assessment.queries.cases import who_may_judge
from goldenthread.assessment.queries.deciders import who_may
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.proposing import due_of
from goldenthread.assessment.rules.briefing import RUNS
from goldenthread.assessment.rules.standardising import LEADS
from goldenthread.assessment.types.cases import CaseState
from goldenthread.assessment.types.reviewing import ReviewState
from goldenthread.assessment.types.standing import Decision
from goldenthread.assessment.types.telling import Waiting, Waits
from goldenthread.ground.types.days import LONDON
from goldenthread.people.queries.reaching import AtWork, Reached, at_work, reached
from goldenthread.people.types import Duty

# How long before the day of an answer those who owe it are written to. Ours.
NEAR = timedelta(days=3)
_OPEN = (ReviewState.ASKED.value, ReviewState.TAKEN.value)


def question_to_tell(ref: UUID, *, at: datetime) -> tuple[Waiting, ...]:
    """Those who may take up a question to a result, and how many of its window wait for each; nobody once it is taken.
    Where nobody may, those who run assessment, who can bring somebody in. In a fixed number of statements.

    :raises Review.DoesNotExist: if there is none.
    """
    row = Review.objects.select_related("result__script__enrolment").get(ref=ref)
    if row.state != ReviewState.ASKED.value:
        return ()
    window = Window.objects.select_related("cohort__release").get(pk=row.result.script.window_id)
    rows = _reviews(window).filter(state=ReviewState.ASKED.value)
    may = list(_who_may(list(rows), at=at))
    if all(one.pk != row.pk for one, _ in may):
        return _stuck(window, [row], at=at)
    asked = {who.to.pk for one, who in may if one.pk == row.pk}
    return _letters(Waits.QUESTION, window, ((one, who.to) for one, who in may if who.to.pk in asked))


def questions_due(*, at: datetime) -> tuple[Waiting, ...]:
    """Whom to tell that answers to results are due soon, or are late: whoever has taken one up and may still decide it,
    else those who may. Where nobody may, those who run assessment, as soon as that is so and once more when it is late.

    One letter to each for one window and one last day. In a fixed number of statements for each window.
    """
    waits = Review.objects.filter(state__in=_OPEN)
    windows = Window.objects.filter(pk__in=waits.values("result__script__window")).select_related("cohort__release")
    found: list[Waiting] = []
    for window in windows.order_by("pk"):
        every = list(_reviews(window).filter(pk__in=waits))
        may = who_may(every, at=at)
        found += _stuck(window, [row for row in every if not may[row.pk]], at=at)
        rows = [row for row in every if row.answer_by <= at + NEAR]
        owed = [
            (row, who.to)
            for row in rows
            for who in [each for each in may[row.pk] if each.to.pk == row.taken_by_id] or may[row.pk]
        ]
        for until in sorted({row.answer_by for row in rows}):
            what = Waits.QUESTION_LATE if until <= at else Waits.QUESTION_NEAR
            same = ((row, who) for row, who in owed if row.answer_by == until)
            found += (replace(each, until=until) for each in _letters(what, window, same))
    return tuple(found)


def case_to_judge(ref: UUID) -> tuple[Waiting, ...]:
    """Those who may look into a case while nobody does; once it is decided, those who may judge it. Whoever reported or
    decided it knows already. In a fixed number of statements.

    :raises Case.DoesNotExist: if there is none.
    """
    row = Case.objects.get(ref=ref)
    if row.state not in {CaseState.REPORTED.value, CaseState.DECIDED.value}:
        return ()
    script = Script.objects.with_facts().get(pk=row.script_id)
    window = Window.objects.select_related("cohort__release").get(pk=script.window_id)
    knows = set(row.entries.order_by("-pk").values_list("by_id", flat=True)[:1])
    told = [who for who in who_may_judge(script) if who.pk not in knows]
    what = Waits.CASE_DECIDED if row.state == CaseState.DECIDED.value else Waits.CASE
    return tuple(_letter(what, who, window, 1) for who in told)


def sample_to_look_at(window: UUID, *, at: datetime) -> tuple[Waiting, ...]:
    """The lead provider's moderators, and how many scripts of a window's sample nobody has looked at; nobody where none
    wait. In three statements and two for each of them.

    :raises Sample.DoesNotExist: if none is drawn.
    """
    sample = Sample.objects.select_related("window__cohort").get(window__ref=window)
    found = []
    for who in at_work(Duty.MODERATOR):
        rows = sampled_scripts(who.actor, at=at).filter(window=sample.window, look=None)
        mine = rows.filter(allocations__marker_id=who.to.pk, allocations__marking__isnull=False)
        number = rows.exclude(pk__in=mine.values("pk")).count()
        if number:
            found.append(_letter(Waits.SAMPLE, who.to, sample.window, number))
    return tuple(found)


def seats_to_mark(window: UUID, *, given_at: datetime) -> tuple[Waiting, ...]:
    """The assessors to whom scripts of a window were given at a moment, how many of it each has to mark now, and by
    when. Its title is the brief's: an assessor does not learn whose cohort it is. In at most six statements.

    :raises Window.DoesNotExist: if there is none.
    """
    row = Window.objects.select_related("cohort__release__programme", "brief__brief").get(ref=window)
    waits = Allocation.objects.filter(script__window=row, ended_at=None, marking__isnull=True)
    given = waits.filter(allocated_at=given_at).values("marker_id")
    counted = waits.filter(marker_id__in=given).order_by("marker__name", "marker_id").values_list("marker_id")
    numbers = dict(counted.annotate(Count("pk")))
    if not numbers:
        return ()
    until = datetime.combine(due_of(row, policy_of(row)), time(23, 59), tzinfo=LONDON)
    title = row.brief.brief.title
    return tuple(
        Waiting(Waits.SEATS, who.pk, who.ref, who.name, who.email, row.ref, title, numbers[who.pk], until)
        for who in reached(numbers).values()
    )


def stop_to_tell(ref: UUID) -> tuple[Waiting, ...]:
    """Whoever was stopped, in words that do not say by what, and those who decide about it until they have; once it is
    decided, whoever it was about. In at most three statements.

    :raises MarkerStop.DoesNotExist: if there is none.
    """
    row = MarkerStop.objects.select_related("standing__person", "standing__standard__brief").get(ref=ref)
    marker = reached([row.standing.person_id]).get(row.standing.person_id)
    decision = Decision(row.decision) if row.decision else None
    found = []
    if marker:
        what = Waits.STOP_DECIDED if decision else Waits.PAUSED
        found.append(_about_stop(what, marker, row, title="", goes_on=decision is Decision.LIFTED))
    if decision is None:
        leads = [who.to for who in at_work(*LEADS) if who.to.pk != row.standing.person_id]
        title = row.standing.standard.brief.title
        found += (_about_stop(Waits.STOP, who, row, title=title) for who in leads)
    return tuple(found)


def _reviews(window: Window) -> QuerySet[Review]:
    rows = Review.objects.filter(result__script__window=window)
    return rows.select_related("result__script__enrolment").order_by("answer_by", "pk")


def _who_may(rows: Sequence[Review], *, at: datetime) -> Iterator[tuple[Review, AtWork]]:
    """Each of these reviews of one window with everybody who may decide it, in a fixed number of statements."""
    may = who_may(rows, at=at)
    return ((row, who) for row in rows for who in may[row.pk])


def _stuck(window: Window, rows: Sequence[Review], *, at: datetime) -> tuple[Waiting, ...]:
    """Letters about questions of a window that nobody may decide, to those who run assessment and did not ask them; in
    one statement, or none where there is no such question."""
    if not rows:
        return ()
    runs, found = at_work(*RUNS), list[Waiting]()
    writers = {row.pk: row.result.script.enrolment and row.result.script.enrolment.participant_id for row in rows}
    for until in sorted({row.answer_by for row in rows}):
        what = Waits.QUESTION_STUCK_LATE if until <= at else Waits.QUESTION_STUCK
        each = [
            (row, who.to) for row in rows for who in runs if row.answer_by == until and who.to.pk != writers[row.pk]
        ]
        found += [replace(letter, until=until) for letter in _letters(what, window, each)]
    return tuple(found)


def _letters(what: Waits, window: Window, each: Iterable[tuple[Review, Reached]]) -> tuple[Waiting, ...]:
    """One letter to each person, with how many are theirs and the first of their last days."""
    theirs: defaultdict[Reached, list[Review]] = defaultdict(list)
    for row, who in each:
        theirs[who].append(row)
    return tuple(
        _letter(what, who, window, len(rows), until=min(row.answer_by for row in rows)) for who, rows in theirs.items()
    )


def _letter(what: Waits, who: Reached, window: Window, number: int, *, until: datetime | None = None) -> Waiting:
    return Waiting(what, who.pk, who.ref, who.name, who.email, window.ref, window.cohort.title, number, until)


def _about_stop(what: Waits, who: Reached, row: MarkerStop, *, title: str, goes_on: bool = False) -> Waiting:
    return Waiting(what, who.pk, who.ref, who.name, who.email, row.ref, title, 1, goes_on=goes_on)
