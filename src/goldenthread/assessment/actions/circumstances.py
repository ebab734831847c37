"""Tell of circumstances, take that back, and decide about it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import Circumstance, CircumstanceFile, Window
from goldenthread.assessment.queries.circumstances import decides
from goldenthread.assessment.rules.circumstances import why_not_answer, why_not_ask_for
from goldenthread.assessment.rules.states import CIRCUMSTANCE_STEPS
from goldenthread.assessment.types.circumstances import AskedEvent, AskedState, CircumstanceRef, NewCircumstance
from goldenthread.cohorts.queries.engagement import my_places
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.rules.uploads import MEGABYTE, Kind, examine
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor

EVIDENCE_KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT})
EVIDENCE_MOST_BYTES = 10 * MEGABYTE


@atomic
def ask_for(window: UUID, new: NewCircumstance, *, by: Actor, at: datetime) -> CircumstanceRef:
    """Tell of circumstances in a window of one's own, and ask for something.

    :raises Refused: if nothing is said, the same waits already, or the file cannot be taken.
    :raises Window.DoesNotExist: if it is not of a cohort they are on.
    """
    row = Window.objects.get(pk=Window.objects.met_by(by).values_list("pk", flat=True).distinct().get(ref=window))
    mine = next(each for each in my_places(by=by) if each.cohort_id == row.cohort_id)
    same = Circumstance.objects.filter(window=row, enrolment_id=mine.id, asks=new.asks.value)
    _refuse(why_not_ask_for(new, waits=same.filter(state=AskedState.ASKED.value).exists()))
    made = Circumstance.objects.create(
        window=row,
        enrolment_id=mine.id,
        asks=new.asks.value,
        account=new.account.strip(),
        state=AskedState.ASKED.value,
        asked_at=at,
    )
    if new.file is not None:
        kinds, most = EVIDENCE_KINDS, EVIDENCE_MOST_BYTES
        found = examine(new.file.content, name=new.file.name, kinds=kinds, most_bytes=most)
        if isinstance(found, Refusal):
            raise Refused(found)
        file = keep_file(new.file.content, name=found.name, media_type=found.media_type, at=at)
        CircumstanceFile.objects.create(circumstance=made, file_id=file.ref, at=at)
    audit(by=str(by), did="assessment.ask_for_circumstances", to=str(row.ref), at=at)
    post(Notice("assessment.circumstances_told", {"circumstance": str(made.ref)}), at=at)
    return CircumstanceRef(made.ref)


@atomic
def take_circumstances_back(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Ask for it no longer; it is kept. :raises NoSuchStep: if it was decided.

    :raises Circumstance.DoesNotExist: if it is not theirs.
    """
    mine = Circumstance.objects.select_related("window").filter(enrolment__participant=by.person_id)
    row = mine.select_for_update(of=("self",)).get(ref=ref)
    _step(row, AskedEvent.TAKE_BACK, by=by, at=at)
    audit(by=str(by), did="assessment.take_circumstances_back", to=str(row.window.ref), at=at)


@atomic
def decide_circumstances(ref: UUID, *, grants: bool, answer: str, by: Actor, at: datetime) -> None:
    """Grant what was asked for, or do not, with an answer that whoever asked reads.

    What follows from it, such as more time, is given by an act of its own; another format is the answer itself.

    :raises Refused: if it does not wait any more, or there is no answer.
    :raises Circumstance.DoesNotExist: if there is none, or this actor does not decide about it.
    """
    rows = Circumstance.objects.select_related("window", "enrolment").select_for_update(of=("self",))
    row = rows.exclude(enrolment__participant=by.person_id).get(ref=ref)
    if not decides(row.window, by):
        raise Circumstance.DoesNotExist
    _refuse(why_not_answer(answer, waits=row.state == AskedState.ASKED.value))
    row.answer = answer.strip()
    _step(row, AskedEvent.GRANT if grants else AskedEvent.REFUSE, by=by, at=at)
    audit(by=str(by), did="assessment.decide_circumstances", to=str(row.window.ref), at=at)
    post(Notice("assessment.circumstances_decided", {"circumstance": str(row.ref)}), at=at)


def _step(row: Circumstance, event: AskedEvent, *, by: Actor, at: datetime) -> None:
    row.state = step(CIRCUMSTANCE_STEPS, AskedState(row.state), event).value
    row.decided_at, row.decided_by_id = at, by.person_id
    row.save(update_fields=["state", "answer", "decided_at", "decided_by"])


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
