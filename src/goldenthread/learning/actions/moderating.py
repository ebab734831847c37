"""Report a post, and look after a community: hide and restore, close and reopen, pin and move."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refused
from goldenthread.learning.actions.contributing import settle
from goldenthread.learning.models import Post, Report, Space, Thread
from goldenthread.learning.queries.communities import Entry, entry_to_thread, spaces_entered
from goldenthread.learning.rules.discussing import (
    why_not_moderate,
    why_not_move,
    why_not_reason,
    why_not_report,
)
from goldenthread.learning.rules.states import (
    POST_STEPS,
    REPORT_STEPS,
    THREAD_STEPS,
    PostEvent,
    PostState,
    ReportEvent,
    ReportState,
    ThreadEvent,
    ThreadState,
)
from goldenthread.people.types import Actor


@atomic
def report_post(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Tell those who look after a space that a post is out of place.

    :raises Refused: if it is one's own, hidden or reported by them already, or no reason is given.
    """
    _, row = _post(ref, by=by, at=at)
    waits = Report.objects.filter(post=row, by_id=by.person_id, state=ReportState.WAITING.value).exists()
    is_hidden = row.state == PostState.HIDDEN.value
    refusal = why_not_report(is_mine=row.author_id == by.person_id, is_hidden=is_hidden, is_reported=waits)
    refusal = refusal or why_not_reason(why)
    if refusal:
        raise Refused(refusal)
    Report.objects.create(post=row, by_id=by.person_id, at=at, why=why.strip())
    audit(by=str(by), did="learning.report_post", to=str(row.ref), at=at)
    post(Notice("learning.reported", {"post": str(row.ref)}), at=at)


@atomic
def dismiss_report(ref: UUID, *, answer: str, by: Actor, at: datetime) -> None:
    """Leave a reported post as it is; whoever reported it is told why.

    :raises Refused: if this actor does not look after its space, no reason is given, or it is decided already.
    """
    seen = Report.objects.select_related("post").get(ref=ref)
    _, row = _moderated(seen.post.ref, why=answer, by=by, at=at)
    _decide(Report.objects.select_for_update().get(pk=seen.pk), ReportEvent.DISMISS, answer, by=by, at=at)
    audit(by=str(by), did="learning.dismiss_report", to=str(row.ref), at=at)


@atomic
def hide_post(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Hide a post: others see by whom and why. Reports of it are answered, and a credit it made is taken back.

    :raises Refused: if this actor does not look after its space, no reason is given, or it is hidden already.
    """
    _, row = _moderated(ref, why=why, by=by, at=at)
    row.state = step(POST_STEPS, PostState(row.state), PostEvent.HIDE).value
    row.hidden_why, row.hidden_by_id = why.strip(), by.person_id
    row.save(update_fields=["state", "hidden_why", "hidden_by"])
    for report in Report.objects.select_for_update().filter(post=row, state=ReportState.WAITING.value):
        _decide(report, ReportEvent.UPHOLD, why, by=by, at=at)
    settle(row, why=f"A post was hidden by its moderator: {why.strip()}", by=by, at=at)
    audit(by=str(by), did="learning.hide_post", to=str(row.ref), at=at)


@atomic
def restore_post(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Show a hidden post again; what it counted towards it counts towards again.

    :raises Refused: if this actor does not look after its space, no reason is given, or it is not hidden.
    """
    _, row = _moderated(ref, why=why, by=by, at=at)
    row.state = step(POST_STEPS, PostState(row.state), PostEvent.RESTORE).value
    row.hidden_why, row.hidden_by = "", None
    row.save(update_fields=["state", "hidden_why", "hidden_by"])
    settle(row, why="", by=by, at=at)
    audit(by=str(by), did="learning.restore_post", to=str(row.ref), at=at, why=why)


@atomic
def close_thread(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Let nobody write in a thread any more; what was written stays to be read.

    :raises Refused: if this actor does not look after its space, no reason is given, or it is closed already.
    """
    row = _thread(ref, why=why, by=by, at=at)
    row.state = step(THREAD_STEPS, ThreadState(row.state), ThreadEvent.CLOSE).value
    row.closed_why = why.strip()
    row.save(update_fields=["state", "closed_why"])
    audit(by=str(by), did="learning.close_thread", to=str(row.ref), at=at, why=why)


@atomic
def reopen_thread(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Let people write in a thread again.

    :raises Refused: if this actor does not look after its space, no reason is given, or it is open.
    """
    row = _thread(ref, why=why, by=by, at=at)
    row.state = step(THREAD_STEPS, ThreadState(row.state), ThreadEvent.REOPEN).value
    row.closed_why = ""
    row.save(update_fields=["state", "closed_why"])
    audit(by=str(by), did="learning.reopen_thread", to=str(row.ref), at=at, why=why)


@atomic
def pin_thread(ref: UUID, *, is_pinned: bool, why: str, by: Actor, at: datetime) -> None:
    """Keep a thread above the others of its space, or let it go; asking for what is so already changes nothing.

    :raises Refused: if this actor does not look after its space, or no reason is given.
    """
    row = _thread(ref, why=why, by=by, at=at)
    if row.is_pinned != is_pinned:
        row.is_pinned = is_pinned
        row.save(update_fields=["is_pinned"])
        audit(
            by=str(by), did="learning.pin_thread", to=str(row.ref), at=at, why=why, pinned="yes" if is_pinned else "no"
        )


@atomic
def move_thread(ref: UUID, *, to: UUID, why: str, by: Actor, at: datetime) -> None:
    """Move a thread to another space of its cohort; from then on the people of that space read it.

    :raises Refused: if this actor does not look after both, it belongs to a prompt, or no reason is given.
    """
    row = _thread(ref, why=why, by=by, at=at)
    there = spaces_entered(by, at=at).get(ref=to)
    refusal = why_not_move(
        is_prompt=row.prompt_id is not None,
        same_cohort=there.cohort_id is not None and there.cohort_id == row.space.cohort_id,
    )
    if refusal:
        raise Refused(refusal)
    before: Space = row.space
    row.space = there
    row.save(update_fields=["space"])
    row.drafts.update(space=there)
    audit(by=str(by), did="learning.move_thread", to=str(row.ref), at=at, why=why, was=str(before.ref), now=str(to))


def _post(ref: UUID, *, by: Actor, at: datetime) -> tuple[Entry, Post]:
    """A post with its thread locked, within what this actor may enter."""
    seen = Post.objects.select_related("thread").get(ref=ref)
    entry, _ = entry_to_thread(seen.thread.ref, by=by, at=at)
    thread = Thread.objects.select_for_update(of=("self",)).select_related("prompt__component").get(pk=seen.thread_id)
    row = Post.objects.select_for_update(of=("self",)).get(pk=seen.pk)
    row.thread = thread
    return entry, row


def _moderated(ref: UUID, *, why: str, by: Actor, at: datetime) -> tuple[Entry, Post]:
    entry, row = _post(ref, by=by, at=at)
    refusal = why_not_moderate(entry.may_moderate) or why_not_reason(why)
    if refusal:
        raise Refused(refusal)
    return entry, row


def _thread(ref: UUID, *, why: str, by: Actor, at: datetime) -> Thread:
    entry, seen = entry_to_thread(ref, by=by, at=at)
    refusal = why_not_moderate(entry.may_moderate) or why_not_reason(why)
    if refusal:
        raise Refused(refusal)
    return Thread.objects.select_for_update(of=("self",)).select_related("space").get(pk=seen.pk)


def _decide(row: Report, event: ReportEvent, answer: str, *, by: Actor, at: datetime) -> None:
    row.state = step(REPORT_STEPS, ReportState(row.state), event).value
    row.answer, row.decided_by_id, row.decided_at = answer.strip(), by.person_id, at
    row.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    post(Notice("learning.report_answered", {"report": str(row.ref)}), at=at)
