"""Read a page, answer a check; the last of them finishes the unit and credits its component."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db.transaction import atomic

from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.types import Source
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.learning.models import Attempt, Finish, Page, Progress, Question
from goldenthread.learning.queries.places import ReadingPlace, reading_place
from goldenthread.learning.queries.reading import contents_of
from goldenthread.learning.rules.finishing import left
from goldenthread.learning.rules.judging import judge, why_not_judge
from goldenthread.learning.types import Answer, Judged, Left
from goldenthread.people.types import Actor


@atomic
def read_page(unit: UUID, position: int, *, by: Actor, at: datetime) -> Left:
    """Remember that a page was read, and say what is left of the unit. Reading it again changes nothing.

    :raises Page.DoesNotExist: if the unit has no page there, or it is not on this actor's programme.
    """
    place = reading_place(unit, by=by)
    page = Page.objects.only("key").get(version_id=place.version_id, position=position)
    Progress.objects.get_or_create(
        enrolment_id=place.enrolment_id, page_key=page.key, defaults={"unit_id": place.unit_id, "at": at}
    )
    return finish_if_done(place, by=by, at=at)


@atomic
def answer_check(
    unit: UUID, question: UUID, answer: Answer, *, by: Actor, at: datetime, key: UUID | None = None
) -> Judged:
    """Judge an answer and keep it. Every try is kept; any try is enough to finish.

    What a device sends twice under one ``key`` is one try, and is told what it was told before.

    :raises Refused: if it is no answer to this question.
    """
    place = reading_place(unit, by=by)
    row = Question.objects.get(ref=question, page__version_id=place.version_id)
    draft = row.as_draft()
    refusal = why_not_judge(draft, answer)
    if refusal:
        raise Refused(refusal)
    judged = judge(draft, answer)
    kept, _ = Attempt.objects.get_or_create(
        enrolment_id=place.enrolment_id,
        key=key or uuid4(),
        defaults={
            "unit_id": place.unit_id,
            "question_key": row.key,
            "chosen": sorted(answer.chosen),
            "placed": list(answer.placed),
            "words": answer.words,
            "is_right": judged.is_right,
            "feedback": judged.feedback,
            "at": at,
        },
    )
    finish_if_done(place, by=by, at=at)
    return Judged(kept.is_right, kept.feedback)


def finish_if_done(place: ReadingPlace, *, by: Actor, at: datetime) -> Left:
    """Credit the component once nothing is left; whoever gets there second finds it done."""
    what = left(contents_of(place))
    if not what.nothing or not place.counts:
        return what
    _, is_new = Finish.objects.get_or_create(
        enrolment_id=place.enrolment_id,
        unit_id=place.unit_id,
        defaults={"version_id": place.version_id, "at": at},
    )
    if is_new:
        credit(place.enrolment, place.component, source=Source.UNIT, source_ref=place.unit, by=by, at=at)
        audit(by=str(by), did="learning.finish", to=str(place.enrolment), at=at, unit=str(place.unit))
        post(Notice("learning.completed", {"enrolment": str(place.enrolment), "unit": str(place.unit)}), at=at)
    return what
