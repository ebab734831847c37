"""Put an assessment off, and record the help that comes before a further attempt."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.models import HelpGiven, PutOff, Script, Window
from goldenthread.assessment.queries.attempts import may_help, person_of
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.own_times import own_window
from goldenthread.assessment.rules.attempts import why_not_put_off, why_not_record_help
from goldenthread.assessment.rules.briefing import why_not_for, why_not_run
from goldenthread.assessment.rules.windows import day_here
from goldenthread.assessment.types.attempts import NewHelp, NewPutOff
from goldenthread.assessment.types.words import Event, Outcome, State
from goldenthread.cohorts.queries.engagement import enrolment_seen
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def put_off(window: UUID, enrolment: UUID, new: NewPutOff, *, by: Actor, at: datetime) -> None:
    """Decide that somebody is not assessed in a window. What they handed in is kept, and not marked.

    :raises Refused: if this actor may not, it was decided already, their script is marked, or it cannot be said so.
    :raises Window.DoesNotExist: if there is none. :raises Enrolment.DoesNotExist: if they are not of its cohort.
    """
    _refuse(why_not_run(by))
    row = Window.objects.seen_by(by).select_for_update(of=("self",)).get(ref=window)
    person = enrolment_seen(enrolment, by=by)
    _refuse(why_not_for(person.participant_id, by))
    if person.cohort_id != row.cohort_id:
        raise Window.DoesNotExist
    script = Script.objects.filter(window=row, enrolment_id=person.id).select_for_update(of=("self",)).first()
    to = Window.objects.filter(ref=new.to_window, cohort_id=row.cohort_id).first() if new.to_window else None
    later = None if new.to_window is None else to is not None and to.opens_at > row.opens_at
    _refuse(
        why_not_put_off(
            new,
            State(script.state) if script else None,
            decided=PutOff.objects.filter(window=row, enrolment_id=person.id).exists(),
            later=later,
            at=at,
            closes_at=own_window(row, person.id).closes_at,
        )
    )

    made = PutOff.objects.create(
        window=row,
        enrolment_id=person.id,
        kind=new.kind.value,
        reason=new.reason.value,
        why=new.why.strip(),
        to_window=to,
        by_id=by.person_id,
        at=at,
    )
    if script is not None:
        take_step(script, Event.TAKE_OUT, by=by, at=at)
    audit(
        by=str(by),
        did="assessment.put_off",
        to=str(row.ref),
        at=at,
        enrolment=str(person.ref),
        kind=new.kind.value,
    )
    post(Notice("assessment.put_off", {"put_off": str(made.ref)}), at=at)


@atomic
def record_help(script: UUID, new: NewHelp, *, by: Actor, at: datetime) -> None:
    """Record support after an attempt that failed: arranged, done with what was agreed, or waived with a reason. The
    next brief waits for what the policy requires.

    :raises Refused: if the attempt did not fail, the policy does not guarantee this kind, the day cannot be, nothing
        is said, or this actor waives nothing.
    :raises Script.DoesNotExist: if there is none, or this actor does not help whoever wrote it.
    """
    rows = Script.objects.select_related("result", "enrolment", "window__cohort__release")
    row = rows.select_for_update(of=("self",)).get(ref=script)
    if not may_help(person_of(row), by):
        raise Script.DoesNotExist
    result = getattr(row, "result", None)
    _refuse(
        why_not_record_help(
            new,
            Outcome(result.outcome) if result else None,
            offered={each.kind for each in policy_of(row.window).supports},
            may_waive=why_not_run(by) is None,
            released_on=day_here(result.released_at if result else at),
            today=day_here(at),
        )
    )

    made = HelpGiven.objects.create(
        script=row,
        kind=new.kind.value,
        state=new.state.value,
        met_on=new.met_on,
        agreed=new.agreed.strip(),
        by_id=by.person_id,
        at=at,
    )
    said = {"met_on": str(new.met_on), "kind": new.kind.value, "state": new.state.value}
    audit(by=str(by), did="assessment.record_help", to=str(row.enrolment.ref), at=at, **said)
    post(Notice("assessment.help_recorded", {"help": str(made.ref)}), at=at)


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
