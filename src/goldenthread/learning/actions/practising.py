"""Write, attach and hand in work on a formative task."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.rules.uploads import MEGABYTE, Kind, examine
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.learning.models import Feedback, Handin, HandinFile, Remark, TaskVersion, Work, WorkFile, WorkStep
from goldenthread.learning.queries.practice_places import PracticePlace, practice_place
from goldenthread.learning.queries.practising import HERE
from goldenthread.learning.rules.practising import (
    why_not_attach,
    why_not_hand_in,
    why_not_save,
    why_not_write_work,
    words_in,
)
from goldenthread.learning.rules.reviewing import why_not_remark
from goldenthread.learning.rules.states import WORK_STEPS, WorkEvent, WorkState
from goldenthread.learning.types.practising import GivenFile, HandinRef, Saved
from goldenthread.people.types import Actor

MOST_BYTES = 20 * MEGABYTE
KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.XLSX, Kind.TEXT})


@atomic
def save_work(task: UUID, words: str, *, revision: int, tab: UUID | None = None, by: Actor, at: datetime) -> Saved:
    """Keep what is written so far. The same words again change nothing, so a save may be sent twice; ``tab`` names the
    page that it comes from.

    :raises Refused: if it is handed in, or other words were kept since ``revision``.
    """
    place = practice_place(task, by=by)
    work = _work(place, by=by, at=at)
    if words == work.words:
        return Saved(work.revision, work.saved_at)
    is_same_tab = tab is not None and work.saved_from == tab
    refusal = _why_not_write(place, work) or why_not_save(
        words=words, revision=revision, kept=work.revision, is_same_tab=is_same_tab
    )
    if refusal:
        raise Refused(refusal)
    work.words, work.revision, work.saved_at, work.saved_from = words, work.revision + 1, at, tab
    work.save(update_fields=["words", "revision", "saved_at", "saved_from"])
    return Saved(work.revision, at)


@atomic
def attach_file(task: UUID, file: GivenFile, *, by: Actor, at: datetime) -> tuple[str, bool]:
    """Put a file beside the work. The same file twice stands there once. The name under which it stands there, and
    whether it did already.

    :raises Refused: if it is handed in, the task takes no files or no more, or the file is not one that can be taken.
    """
    place = practice_place(task, by=by)
    work = _work(place, by=by, at=at)
    version = TaskVersion.objects.get(pk=place.version_id)
    refusal = _why_not_write(place, work) or why_not_attach(version.as_draft(), files=work.files.filter(**HERE).count())
    if refusal:
        raise Refused(refusal)
    upload = examine(file.content, name=file.name, kinds=KINDS, most_bytes=MOST_BYTES)
    if isinstance(upload, Refusal):
        raise Refused(upload)
    there = work.files.select_related("file").filter(file__sha256=sha256(file.content).hexdigest(), **HERE).first()
    if there is not None:
        return there.file.name, True
    kept = keep_file(file.content, name=upload.name, media_type=upload.media_type, at=at)
    WorkFile.objects.create(work=work, file_id=kept.ref)
    audit(by=str(by), did="learning.attach_file", to=str(work.ref), at=at, sha256=kept.sha256)
    return kept.name, False


@atomic
def detach_file(task: UUID, file: UUID, *, by: Actor, at: datetime) -> None:
    """Take a file away from the draft. A version that was handed in with it keeps it.

    :raises Refused: if it is handed in.
    :raises WorkFile.DoesNotExist: if it does not stand there.
    """
    place = practice_place(task, by=by)
    work = _work(place, by=by, at=at)
    refusal = _why_not_write(place, work)
    if refusal:
        raise Refused(refusal)
    row = WorkFile.objects.get(work=work, file__ref=file, **HERE)
    row.taken_away_at = at
    row.save(update_fields=["taken_away_at"])
    audit(by=str(by), did="learning.detach_file", to=str(work.ref), at=at, file=str(file))


@atomic
def hand_in(task: UUID, *, revision: int, by: Actor, at: datetime) -> HandinRef:
    """Hand the draft in as the next version. Sent twice, it is one version.

    :raises Refused: if there is nothing to read, or other words were kept since ``revision`` was checked.
    """
    place = practice_place(task, by=by)
    work = _work(place, by=by, at=at)
    last = work.handins.order_by("-number").first()
    if work.state == WorkState.SUBMITTED.value and last is not None:
        return HandinRef(last.ref)
    version = TaskVersion.objects.get(pk=place.version_id)
    files = list(work.files.filter(**HERE).order_by("id"))
    refusal = (
        _why_not_write(place, work)
        or why_not_save(words=work.words, revision=revision, kept=work.revision)
        or why_not_hand_in(version.as_draft(), words=work.words, files=len(files))
    )
    if refusal:
        raise Refused(refusal)

    handin = Handin.objects.create(
        work=work,
        number=last.number + 1 if last else 1,
        version=version,
        words=work.words,
        word_count=words_in(work.words),
        at=at,
    )
    HandinFile.objects.bulk_create(HandinFile(handin=handin, file_id=row.file_id) for row in files)
    take_work_step(work, WorkEvent.SUBMIT, by=by, at=at)
    work.submitted_at = at
    work.save(update_fields=["state", "submitted_at"])
    audit(by=str(by), did="learning.hand_in", to=str(work.ref), at=at, version=str(handin.number))
    post(Notice("learning.task_submitted", {"handin": str(handin.ref)}), at=at)
    return HandinRef(handin.ref)


@atomic
def ask_about_feedback(feedback: UUID, words: str, *, by: Actor, at: datetime) -> None:
    """Ask the reviewer something about the newest feedback on one's own work.

    :raises Refused: if newer feedback has come, or nothing is asked.
    :raises Feedback.DoesNotExist: if it is not on their work.
    """
    row = Feedback.objects.select_related("handin__work").get(
        ref=feedback, handin__work__in=Work.objects.written_by(by).values("pk")
    )
    remark(row, words, by=by, at=at)
    post(Notice("learning.task_asked", {"feedback": str(row.ref)}), at=at)


def remark(row: Feedback, words: str, *, by: Actor, at: datetime) -> Remark:
    """Add a remark to feedback that the caller has found."""
    newest = Feedback.objects.filter(handin__work=row.handin.work).order_by("-id")[0]
    refusal = why_not_remark(words, is_newest=newest == row)
    if refusal:
        raise Refused(refusal)
    audit(by=str(by), did="learning.remark", to=str(row.handin.work.ref), at=at)
    return Remark.objects.create(feedback=row, words=words.strip(), by_id=by.person_id, at=at)


def take_work_step(work: Work, event: WorkEvent, *, why: str = "", by: Actor, at: datetime) -> WorkStep:
    """Put a work where an event leads, not saved yet, and keep the step.

    :raises NoSuchStep: if nothing leads from where it stands.
    """
    after = step(WORK_STEPS, WorkState(work.state), event)
    work.state = after.value
    return WorkStep.objects.create(work=work, event=event.value, state=after.value, why=why, by_id=by.person_id, at=at)


def _work(place: PracticePlace, *, by: Actor, at: datetime) -> Work:
    """The work on a task, locked; begun if there is none."""
    work, is_new = Work.objects.select_for_update().get_or_create(
        task_id=place.task_id, enrolment_id=place.enrolment_id, defaults={"state": WorkState.DRAFTED.value}
    )
    if is_new:
        audit(by=str(by), did="learning.begin_task", to=str(work.ref), at=at, task=str(place.task))
    return work


def _why_not_write(place: PracticePlace, work: Work) -> Refusal | None:
    return why_not_write_work(WorkState(work.state), counts=place.counts)
