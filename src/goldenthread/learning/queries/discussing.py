"""A thread with its posts, one post by itself, and what was reported."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from goldenthread.ground.queries.files import file_bytes, kept_file
from goldenthread.ground.types import KeptFile, Refusal
from goldenthread.learning.models import Attachment, Follow, Post, PostVersion, Report, Seen, Thread
from goldenthread.learning.queries.communities import (
    A_PAGE,
    Entry,
    attachment_lines,
    drafts_of,
    entry_to,
    entry_to_thread,
    moderated,
    page_of,
    people_to_choose,
    spaces_entered,
    title_of,
)
from goldenthread.learning.queries.contributing import told_of_prompt
from goldenthread.learning.rules.discussing import (
    readers,
    stands,
    why_not_edit,
    why_not_move,
    why_not_post,
    why_not_report,
)
from goldenthread.learning.rules.following import excerpt
from goldenthread.learning.rules.states import PostState, ReportState, ThreadState
from goldenthread.learning.types.discussing import (
    AS_NAMES,
    Level,
    PostRef,
    SpaceKind,
    SpaceRef,
    StandsAs,
    ThreadRef,
)
from goldenthread.learning.types.talking import (
    MoveChoice,
    OnePost,
    PostLine,
    ReportLine,
    ThreadPage,
    VersionLine,
)
from goldenthread.people.types import Actor

_FILES = Prefetch("attachments", queryset=Attachment.objects.select_related("file").order_by("pk"))
A_WORD = "something"


def thread_page(thread: UUID, *, page: int | None = None, by: Actor, at: datetime) -> ThreadPage:
    """One page of a thread; without a number, the page with what this actor has not read. In at most 17 statements.

    :raises Thread.DoesNotExist: if there is none, or its space is not theirs to enter.
    """
    entry, row = entry_to_thread(thread, by=by, at=at)
    seen = Seen.objects.filter(person_id=by.person_id, thread=row).first()
    seen_to = seen.number if seen else 0
    pages = page_of(row.posts_made)
    number = min(page or page_of(seen_to + 1), pages)
    first = (number - 1) * A_PAGE
    posts = list(_posts().filter(thread=row, number__gt=first, number__lte=first + A_PAGE).order_by("number"))
    reported = _reported(posts, by)
    is_closed = row.state == ThreadState.CLOSED.value
    people, are_all = people_to_choose(entry, but=by.person_id, first=(post.author_id for post in posts))
    refusal = why_not_post(A_WORD, is_closed=is_closed)
    return ThreadPage(
        ref=ThreadRef(row.ref),
        space=entry.ref,
        space_kind=entry.kind,
        space_title=entry.title,
        readers=readers(entry.kind, entry.title),
        title=row.named,
        is_pinned=row.is_pinned,
        closed_why=row.closed_why,
        prompt=told_of_prompt(row.prompt, entry.enrolment_id) if row.prompt else None,
        posts=tuple(_line(post, entry, reported, seen_to, is_closed=is_closed, by=by) for post in posts),
        total=row.posts_made,
        number=number,
        pages=pages,
        newest=posts[-1].number if posts else 0,
        seen_to=seen_to,
        level=level_of_thread(row, by),
        may_moderate=entry.may_moderate,
        may_move=entry.may_moderate and row.prompt_id is None and entry.kind is not SpaceKind.PROGRAMME,
        why_not_post=str(refusal) if refusal else "",
        drafts=drafts_of(by, entry.id, row),
        people=people,
        are_all_people=are_all,
    )


def one_post(post: UUID, *, by: Actor, at: datetime) -> OnePost:
    """A post by itself; for those who moderate with what it said before. In at most nine statements.

    :raises Thread.DoesNotExist: if its space is not theirs to enter.
    """
    row = _posts().get(ref=post)
    entry, thread = entry_to_thread(row.thread.ref, by=by, at=at)
    is_closed = thread.state == ThreadState.CLOSED.value
    versions = PostVersion.objects.filter(post=row).order_by("until", "pk") if entry.may_moderate else ()
    return OnePost(
        line=_line(row, entry, _reported([row], by), row.number, is_closed=is_closed, by=by),
        thread=ThreadRef(thread.ref),
        thread_title=thread.named,
        versions=tuple(VersionLine(version.text, version.until) for version in versions),
        may_moderate=entry.may_moderate,
        page=page_of(row.number),
    )


def reports_waiting(space: UUID, *, by: Actor, at: datetime) -> tuple[ReportLine, ...]:
    """What was reported in a space and is not decided, the oldest first; in four statements.

    :raises Space.DoesNotExist: if this actor does not look after it.
    """
    entry = moderated(space, by=by, at=at)
    rows = Report.objects.filter(post__thread__space_id=entry.id, state=ReportState.WAITING.value)
    return tuple(
        ReportLine(
            row.ref,
            PostRef(row.post.ref),
            ThreadRef(row.post.thread.ref),
            row.post.thread.named,
            row.post.author.name,
            row.post.text,
            row.post.state == PostState.HIDDEN.value,
            row.by.name,
            row.at,
            row.why,
        )
        for row in rows.select_related("by", "post__author", "post__thread__prompt").order_by("at", "pk")
    )


def report_to_answer(ref: UUID) -> UUID:
    """The post that a report is about; who may see it is asked of the post. :raises Report.DoesNotExist: if none is."""
    post: UUID = Report.objects.values_list("post__ref", flat=True).get(ref=ref)
    return post


def space_name(space: UUID, *, by: Actor, at: datetime) -> str:
    """What a space is called, in two statements. :raises Space.DoesNotExist: if it is not theirs to enter."""
    return entry_to(space, by=by, at=at).title


def places_to_move(thread: UUID, *, by: Actor, at: datetime) -> tuple[MoveChoice, ...]:
    """The other spaces of its cohort where a thread can go; in at most four statements.

    :raises Space.DoesNotExist: if this actor does not look after the space it is in.
    """
    entry, row = entry_to_thread(thread, by=by, at=at)
    moderated(entry.ref, by=by, at=at)
    if entry.cohort_id is None or why_not_move(is_prompt=row.prompt_id is not None, same_cohort=True):
        return ()
    spaces = spaces_entered(by, at=at).filter(cohort_id=entry.cohort_id).exclude(pk=entry.id)
    return tuple(
        MoveChoice(SpaceRef(space.ref), title_of(space), readers(SpaceKind(space.kind), title_of(space)))
        for space in spaces.order_by("kind", "title", "pk")
    )


def attached_file(attachment: UUID, *, by: Actor, at: datetime) -> tuple[KeptFile, bytes]:
    """A file beside a post that is shown, or beside a draft of one's own.

    :raises Attachment.DoesNotExist: if there is none, or it is not theirs to have.
    """
    row = Attachment.objects.select_related("post__thread").get(ref=attachment)
    if row.post is None:
        is_theirs = row.person_id == by.person_id
    else:
        space = spaces_entered(by, at=at).filter(pk=row.post.thread.space_id).first()
        is_theirs = space is not None and (row.post.state == PostState.SHOWN.value or row.person_id == by.person_id)
    if not is_theirs:
        raise Attachment.DoesNotExist
    return kept_file(row.file_id), file_bytes(row.file_id)


def level_of_thread(thread: Thread, by: Actor) -> Level:
    """How somebody follows a thread, in one statement: one that they began at once, unless they said otherwise."""
    row = Follow.objects.filter(person_id=by.person_id, thread=thread).first()
    usual = Level.AT_ONCE if thread.opened_by_id == by.person_id else Level.NONE
    return Level(row.level) if row else usual


def _posts() -> QuerySet[Post]:
    """Posts with everything that a line needs."""
    return Post.objects.select_related(
        "thread", "author", "enrolment__school", "answers__author", "hidden_by"
    ).prefetch_related(_FILES)


def _reported(posts: Iterable[Post], by: Actor) -> frozenset[int]:
    mine = Report.objects.filter(post__in=[p.pk for p in posts], by_id=by.person_id, state=ReportState.WAITING.value)
    return frozenset(mine.values_list("post_id", flat=True))


def _line(row: Post, entry: Entry, reported: frozenset[int], seen_to: int, *, is_closed: bool, by: Actor) -> PostLine:
    role = StandsAs(row.stands_as)
    is_mine = row.author_id == by.person_id
    is_hidden = row.state == PostState.HIDDEN.value
    is_read = not is_hidden or entry.may_moderate or is_mine
    answered = row.answers
    is_quoted = answered is not None and answered.state == PostState.SHOWN.value
    school = row.enrolment.school.name if row.enrolment else ""
    return PostLine(
        ref=PostRef(row.ref),
        number=row.number,
        by=row.author.name,
        stands=stands(role, school=school, name=AS_NAMES[role]),
        text=row.text if is_read else "",
        at=row.at,
        edited_at=row.edited_at,
        answers=answered.number if answered else None,
        answers_by=answered.author.name if answered else "",
        quote=excerpt(answered.text, 30) if answered and is_quoted else "",
        is_mine=is_mine,
        is_new=row.number > seen_to and not is_mine,
        is_hidden=is_hidden,
        hidden_by=row.hidden_by.name if row.hidden_by else "",
        hidden_why=row.hidden_why,
        is_erased=row.author.erased_at is not None,
        files=attachment_lines(row.attachments.all()) if is_read and not is_hidden else (),
        why_not_edit=_said(why_not_edit(is_mine=is_mine, is_hidden=is_hidden, is_closed=is_closed)),
        why_not_report=_said(why_not_report(is_mine=is_mine, is_hidden=is_hidden, is_reported=row.pk in reported)),
    )


def _said(refusal: Refusal | None) -> str:
    return str(refusal) if refusal else ""
