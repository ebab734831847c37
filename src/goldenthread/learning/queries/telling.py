"""Who is to be told of a post, and what the letters say when they go out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet

from goldenthread.ground.types import Refusal, Refused
from goldenthread.learning.models import Follow, Mention, Post, Report, Space, Telling, Thread
from goldenthread.learning.queries.communities import title_of
from goldenthread.learning.rules.following import excerpt, wanted
from goldenthread.learning.rules.states import PostState, ReportState
from goldenthread.learning.types.discussing import Because, Level, PostRef, ThreadRef
from goldenthread.learning.types.talking import Digest, ReportAnswer, ToTell
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.types import Actor

SALT = "goldenthread.learning.unfollow"
_POST = ("author", "thread__prompt", "thread__space__programme", "thread__space__cohort")


def to_be_told(post: UUID) -> tuple[Post, Mapping[int, tuple[Because, Level]]]:
    """A post with who wants to hear of it, why and how; in five statements."""
    row = Post.objects.select_related("thread").get(ref=post)
    mentions = frozenset(Mention.objects.filter(post=row).values_list("person_id", flat=True))
    of_mentions = Follow.objects.filter(person_id__in=mentions, space=None, thread=None)
    return row, wanted(
        author=row.author_id,
        opener=row.thread.opened_by_id,
        mentions=mentions,
        of_mentions=_levels(of_mentions),
        of_thread=_levels(Follow.objects.filter(thread_id=row.thread_id)),
        of_space=_levels(Follow.objects.filter(space_id=row.thread.space_id)),
    )


def letter_to_send(ref: UUID, *, at: datetime) -> ToTell | None:
    """What a letter about a post says now; ``None`` where it has become needless: it went out, the post is hidden or
    its author erased, or whoever was to be told has left. In at most six statements."""
    row = _waiting().filter(ref=ref, told_at=None).first()
    if row is None or not _may_still(row, at=at):
        return None
    post, thread = row.post, row.post.thread
    return ToTell(
        ref=row.ref,
        address=row.person.email,
        name=row.person.name,
        person=row.person.ref,
        because=Because(row.because),
        author=post.author.name,
        title=thread.named,
        space=title_of(thread.space),
        text=excerpt(post.text, 150),
        thread=ThreadRef(thread.ref),
        post=PostRef(post.ref),
    )


def digests_due() -> tuple[UUID, ...]:
    """The people for whom something waits for their one e-mail of the day, in one statement."""
    rows = Telling.objects.filter(level=Level.DAILY.value, told_at=None)
    return tuple(rows.values_list("person__ref", flat=True).distinct().order_by("person__ref"))


def digest_to_send(person: UUID, *, at: datetime) -> Digest | None:
    """What somebody's one e-mail of the day says now, thread by thread; ``None`` where nothing waits.

    It has no lines for somebody who wants no such e-mail any more, or where nothing is left to say.
    """
    rows = list(
        _waiting()
        .filter(person__ref=person, level=Level.DAILY.value, told_at=None)
        .order_by("post__thread_id", "post__number")
    )
    if not rows:
        return None
    wants = Follow.objects.filter(person__ref=person, level=Level.DAILY.value).exists()
    spaces = _entered_by(rows[0], at=at) if wants else frozenset()
    told: dict[int, tuple[ThreadRef, str, str, int]] = {}
    for row in rows:
        thread = row.post.thread
        if row.post.state == PostState.SHOWN.value and thread.space_id in spaces:
            *_, before = told.get(thread.pk, (None, "", "", 0))
            told[thread.pk] = (ThreadRef(thread.ref), thread.named, title_of(thread.space), before + 1)
    who = rows[0].person
    return Digest(who.email, who.name, who.ref, tuple(told.values()), tuple(row.ref for row in rows))


def answer_to_send(ref: UUID) -> ReportAnswer | None:
    """What somebody who reported a post is told; ``None`` for those who can no longer be written to."""
    row = Report.objects.select_related("by", "post__thread__prompt").get(ref=ref)
    if not row.by.is_active:
        return None
    return ReportAnswer(
        row.ref,
        row.by.email,
        row.by.name,
        row.post.thread.named,
        row.state == ReportState.UPHELD.value,
        row.answer,
    )


def mentions_level(*, by: Actor) -> Level:
    """How somebody hears of mentions of themselves, in one statement."""
    row = Follow.objects.filter(person_id=by.person_id, space=None, thread=None).first()
    return Level(row.level) if row else Level.AT_ONCE


def unfollow_token(*, person: UUID, because: Because, thread: UUID) -> str:
    """What a letter's link to stop carries: for whom, and what. It does this one thing, whoever presses it."""
    return signing.dumps([str(person), because.value, str(thread)], salt=SALT)


def digest_token(*, person: UUID) -> str:
    """What the link to stop in the one e-mail of the day carries: for whom. It stops that e-mail, and nothing else."""
    return signing.dumps([str(person)], salt=SALT)


def what_stops(token: str) -> str:
    """What a link would stop, in words. :raises Refused: if it was not made here."""
    _, told = read_token(token)
    if told is None:
        return "the one e-mail a day about communities"
    because, thread = told
    row = Thread.objects.select_related("prompt").get(ref=thread)
    if because is Because.MENTION:
        return "e-mails about mentions of you"
    if because is Because.SPACE:
        return "e-mails about every post in this community"
    return f"e-mails about “{row.named}”"


def read_token(token: str) -> tuple[UUID, tuple[Because, UUID] | None]:
    """For whom; and why told, and of which thread, unless it is of the one e-mail of the day.

    :raises Refused: if the link was not made here.
    """
    try:
        person, *told = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Refused(
            Refusal("no_such_link", "This link is not whole.", "Sign in, and choose there what you are told.")
        ) from None
    return UUID(person), (Because(told[0]), UUID(told[1])) if told else None


def _waiting() -> QuerySet[Telling]:
    """Tellings with everything that a letter needs."""
    return Telling.objects.select_related("person", *(f"post__{path}" for path in _POST))


def _may_still(row: Telling, *, at: datetime) -> bool:
    post = row.post
    is_shown = post.state == PostState.SHOWN.value and post.author.erased_at is None
    return is_shown and post.thread.space_id in _entered_by(row, at=at)


def _entered_by(row: Telling, *, at: datetime) -> frozenset[int]:
    """The spaces whoever is to be told may enter now; none for those who have left."""
    if not row.person.is_active:
        return frozenset()
    spaces = Space.objects.entered_by(actor_for(row.person_id), on=at.date())
    return frozenset(spaces.values_list("pk", flat=True))


def _levels(rows: QuerySet[Follow]) -> Mapping[int, Level]:
    return {person: Level(level) for person, level in rows.values_list("person_id", "level")}
