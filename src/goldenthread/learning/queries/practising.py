"""A participant's tasks: what is asked, where it stands, what came back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.ground.queries.files import file_bytes
from goldenthread.ground.types import Refusal
from goldenthread.learning.models import HandinFile, Work, WorkFile
from goldenthread.learning.models.working import WrittenSet
from goldenthread.learning.queries.histories import files_of, handins_of, steps_of
from goldenthread.learning.queries.practice_places import PracticePlace, practice_place, practice_places
from goldenthread.learning.queries.tasking import versions_told, views_of
from goldenthread.learning.rules.practising import notes_about, why_not_hand_in, why_not_write_work
from goldenthread.learning.rules.states import IS_WRITTEN, WORK_STATE_NAMES, WorkState
from goldenthread.learning.types.practising import AcceptedTask, MyTask, SentFile, TaskLine, Verdict, WorkRef
from goldenthread.people.types import Actor

HERE = {"taken_away_at": None}
NOT_BEGUN = "Not begun"


def my_tasks(*, by: Actor, at: datetime) -> tuple[TaskLine, ...]:
    """The tasks of this participant's programmes, in order; in three statements."""
    places = practice_places(by=by)
    works = {
        (row.task_id, row.enrolment_id): WorkState(row.state)
        for row in Work.objects.written_by(by).filter(task_id__in=[place.task_id for place in places])
    }
    return tuple(_line(place, works.get((place.task_id, place.enrolment_id)), at=at) for place in places)


def my_task(task: UUID, *, by: Actor, at: datetime) -> MyTask:
    """One task as this participant left it, in sixteen statements at most, however often it was handed in.

    :raises Task.DoesNotExist: if there is none, or it is on none of their programmes.
    """
    place = practice_place(task, by=by)
    version = versions_told().get(pk=place.version_id)
    view = views_of([version])[version.pk]
    work = (
        Work.objects.select_related("reviewer").filter(task_id=place.task_id, enrolment_id=place.enrolment_id).first()
    )
    files = files_of(work.files.filter(**HERE).select_related("file").order_by("id")) if work else ()
    handins = handins_of([work.pk]).get(work.pk, ()) if work else ()
    line = _line(place, WorkState(work.state) if work else None, at=at)
    words = work.words if work else ""
    answered = any(handin.feedback for handin in handins)
    shown = tuple(one for one in view.exemplars if one.draft.is_before or answered)
    return MyTask(
        task=place.task,
        work=WorkRef(work.ref) if work else None,
        enrolment=place.enrolment,
        title=place.title,
        module=place.module,
        version=type(view)(view.number, view.draft, view.statements, shown),
        state=line.state,
        state_name=line.state_name,
        due_on=place.due_on,
        is_late=line.is_late,
        words=words,
        revision=work.revision if work else 0,
        saved_at=work.saved_at if work else None,
        files=files,
        handins=handins,
        steps=steps_of(work) if work else (),
        reviewer=work.reviewer.name if work and work.reviewer else "",
        why_not_write=_why_not_write(place, work),
        why_not_hand_in=_why_not_write(place, work) or why_not_hand_in(view.draft, words=words, files=len(files)),
        notes=notes_about(view.draft, words),
    )


def my_work_file(task: UUID, file: UUID, *, by: Actor) -> SentFile:
    """A file beside this participant's own work, draft or handed in.

    :raises WorkFile.DoesNotExist: if there is none, or it is not theirs.
    """
    return sent_file(Work.objects.written_by(by).filter(task__ref=task), file)


def sent_file(works: WrittenSet[Work], file: UUID, *, only_handed_in: bool = False) -> SentFile:
    """A file of some works by its reference.

    :raises WorkFile.DoesNotExist: if none of them has it.
    """
    handed_in = HandinFile.objects.select_related("file").filter(handin__work__in=works, file__ref=file).first()
    row: HandinFile | WorkFile
    if handed_in is not None:
        row = handed_in
    elif only_handed_in:
        raise WorkFile.DoesNotExist
    else:
        row = WorkFile.objects.select_related("file").get(work__in=works, file__ref=file, **HERE)
    return SentFile(row.file.name, row.file.media_type, file_bytes(file))


def accepted_tasks(enrolment: UUID) -> tuple[AcceptedTask, ...]:
    """The tasks of an enrolment that were found good enough, with what was said of each statement; for a portfolio.

    In seven statements. Open to other rooms: whoever asks has already found out that the enrolment may be seen.
    """
    works = list(
        Work.objects.filter(enrolment__ref=enrolment, state=WorkState.ACCEPTED.value)
        .select_related("task__component")
        .order_by("pk")
    )
    handins = handins_of([work.pk for work in works])
    found = []
    for work in works:
        handin = handins[work.pk][-1]
        given = next(one for one in reversed(handin.feedback) if one.verdict is Verdict.GOOD_ENOUGH)
        found.append(
            AcceptedTask(
                work=WorkRef(work.ref),
                handin=handin.ref,
                component=work.task.component.ref,
                title=work.task.component.title,
                words=handin.words,
                files=handin.files,
                accepted_at=given.at,
                judged=given.judged,
            )
        )
    return tuple(found)


def _line(place: PracticePlace, state: WorkState | None, *, at: datetime) -> TaskLine:
    is_to_do = state is None or state in IS_WRITTEN
    return TaskLine(
        task=place.task,
        title=place.title,
        module=place.module,
        minutes=place.minutes,
        state=state.value if state else "",
        state_name=WORK_STATE_NAMES[state] if state else NOT_BEGUN,
        due_on=place.due_on,
        is_late=is_to_do and place.due_on is not None and place.due_on < at.date(),
        programme=place.programme,
    )


def _why_not_write(place: PracticePlace, work: Work | None) -> Refusal | None:
    return why_not_write_work(WorkState(work.state) if work else WorkState.DRAFTED, counts=place.counts)
