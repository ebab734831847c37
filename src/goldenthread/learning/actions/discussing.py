"""Write in a community: drafts, threads, posts, and how far somebody has read."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db.transaction import atomic

from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.uploads import Upload, examine
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.learning.actions.contributing import settle
from goldenthread.learning.models import Attachment, Draft, Mention, Post, PostVersion, Seen, Thread
from goldenthread.learning.queries.communities import Entry, entry_to, entry_to_thread, people_in
from goldenthread.learning.rules.discussing import (
    KINDS,
    LONGEST_TITLE,
    MOST_BYTES,
    why_not_attach,
    why_not_edit,
    why_not_post,
    why_not_start,
    words_of,
)
from goldenthread.learning.rules.following import mentioned
from goldenthread.learning.rules.states import PostState, ThreadState
from goldenthread.learning.types.discussing import GivenFile, Posted, PostRef, ThreadRef, Words
from goldenthread.people.types import Actor

TOO_SHORT = "Your posts are no longer enough: a post was edited and is too short now."


def start_thread(space: UUID, words: Words, *, by: Actor, at: datetime) -> Posted:
    """Begin a thread with its first post. What was written is kept as a draft first, in a transaction of its own, so
    that a refusal loses neither words nor files.

    :raises Refused: if the title or the words will not do, or a file is not taken; the draft stays.
    """
    entry = entry_to(space, by=by, at=at)
    refusal = _keep(entry, None, words, by=by, at=at) or why_not_start(words.title)
    refusal = refusal or why_not_post(words.text, is_closed=False)
    if refusal:
        raise Refused(refusal)
    return _begin(entry, words, by=by, at=at)


def reply(thread: UUID, words: Words, *, by: Actor, at: datetime) -> Posted:
    """Post in a thread, keeping a draft first as :func:`start_thread` does.

    :raises Refused: if the thread is closed, the words will not do, or a file is not taken; the draft stays.
    """
    entry, row = entry_to_thread(thread, by=by, at=at)
    refusal = _keep(entry, row, words, by=by, at=at)
    if refusal:
        raise Refused(refusal)
    return _answer(entry, row, words, by=by, at=at)


def save_draft(space: UUID, words: Words, *, thread: UUID | None = None, by: Actor, at: datetime) -> None:
    """Keep what somebody is writing. What was sent meanwhile is not kept again.

    :raises Refused: if a file is not taken; the words are kept all the same.
    """
    if thread is None:
        entry, row = entry_to(space, by=by, at=at), None
    else:
        entry, row = entry_to_thread(thread, by=by, at=at)
    if _sent(words, by=by) is None:
        refusal = _keep(entry, row, words, by=by, at=at)
        if refusal:
            raise Refused(refusal)


@atomic
def forget_draft(key: UUID, *, by: Actor) -> None:
    """Throw a draft of one's own away. :raises Draft.DoesNotExist: if there is none."""
    Draft.objects.get(person_id=by.person_id, key=key).delete()


@atomic
def edit_post(ref: UUID, text: str, *, by: Actor, at: datetime) -> Posted:
    """Change what a post says; what it said before is kept for those who moderate.

    :raises Refused: if it is not one's own, is hidden, or its thread is closed.
    """
    seen = Post.objects.select_related("thread").get(ref=ref)
    entry, _ = entry_to_thread(seen.thread.ref, by=by, at=at)
    thread = _locked(seen.thread_id)
    row = Post.objects.select_for_update(of=("self",)).get(pk=seen.pk)
    is_closed = thread.state == ThreadState.CLOSED.value
    is_hidden = row.state == PostState.HIDDEN.value
    refusal = why_not_edit(is_mine=row.author_id == by.person_id, is_hidden=is_hidden, is_closed=is_closed)
    refusal = refusal or why_not_post(text, is_closed=is_closed)
    if refusal:
        raise Refused(refusal)
    credited = False
    if text != row.text:
        PostVersion.objects.create(post=row, text=row.text, until=at)
        row.text, row.words, row.edited_at, row.thread = text, words_of(text), at, thread
        row.save(update_fields=["text", "words", "edited_at"])
        _mention(entry, row, text, frozenset())
        credited = settle(row, why=TOO_SHORT, by=by, at=at)
        audit(by=str(by), did="learning.edit_post", to=str(row.ref), at=at)
    return Posted(PostRef(row.ref), ThreadRef(thread.ref), row.number, credited)


@atomic
def mark_seen(thread: UUID, number: int, *, by: Actor, at: datetime) -> None:
    """Remember how far somebody has read, and which mentions of them they have met. It never goes back."""
    _, row = entry_to_thread(thread, by=by, at=at)
    seen, is_new = Seen.objects.select_for_update().get_or_create(
        person_id=by.person_id, thread=row, defaults={"number": number}
    )
    if not is_new and seen.number < number:
        seen.number = number
        seen.save(update_fields=["number"])
    met = Mention.objects.filter(person_id=by.person_id, seen_at=None, post__thread=row, post__number__lte=number)
    met.update(seen_at=at)


@atomic
def _begin(entry: Entry, words: Words, *, by: Actor, at: datetime) -> Posted:
    known = _only_now(words, by=by)
    if known is not None:
        return known
    thread = Thread.objects.create(
        space_id=entry.id, title=words.title.strip(), opened_by_id=by.person_id, opened_at=at, last_at=at
    )
    audit(by=str(by), did="learning.start_thread", to=str(thread.ref), at=at)
    return _write(entry, _locked(thread.pk), words, by=by, at=at)


@atomic
def _answer(entry: Entry, seen: Thread, words: Words, *, by: Actor, at: datetime) -> Posted:
    thread = _locked(seen.pk)
    known = _only_now(words, by=by)
    if known is not None:
        return known
    refusal = why_not_post(words.text, is_closed=thread.state == ThreadState.CLOSED.value)
    if refusal:
        raise Refused(refusal)
    return _write(entry, thread, words, by=by, at=at)


def _write(entry: Entry, thread: Thread, words: Words, *, by: Actor, at: datetime) -> Posted:
    answered = Post.objects.filter(thread=thread, ref=words.answers).first() if words.answers else None
    # The same form sent again with other words is another post: it came from another tab.
    is_other = Post.objects.filter(author_id=by.person_id, key=words.key).exists()
    row = Post.objects.create(
        thread=thread,
        number=thread.posts_made + 1,
        author_id=by.person_id,
        stands_as=entry.stands_as.value,
        enrolment_id=entry.enrolment_id,
        key=uuid4() if is_other else words.key,
        text=words.text,
        words=words_of(words.text),
        answers=answered,
        at=at,
    )
    thread.posts_made, thread.last_at = row.number, at
    if thread.answered_at is None and thread.opened_by_id != by.person_id:
        thread.answered_at = at
    thread.save(update_fields=["posts_made", "last_at", "answered_at"])
    _take_over(row, words, by=by)
    _mention(entry, row, words.text, words.mentions)
    credited = settle(row, why="", by=by, at=at)
    audit(by=str(by), did="learning.post", to=str(row.ref), at=at)
    post(Notice("learning.posted", {"post": str(row.ref)}), at=at)
    return Posted(PostRef(row.ref), ThreadRef(thread.ref), row.number, credited)


def _take_over(row: Post, words: Words, *, by: Actor) -> None:
    """Let the draft's files stand beside the post, and the draft go."""
    draft = Draft.objects.filter(person_id=by.person_id, key=words.key)
    Attachment.objects.filter(draft__in=draft).update(post=row, draft=None)
    draft.delete()


def _mention(entry: Entry, row: Post, text: str, chosen: frozenset[UUID]) -> None:
    """Remember whom a post names, by an @ or from the list; people who cannot read it are not."""
    if "@" not in text and not chosen:
        return
    people = people_in(entry)
    named = mentioned(text, {pk: who.name for pk, who in people.items()})
    named |= {pk for pk, who in people.items() if who.ref in chosen}
    Mention.objects.bulk_create(
        [Mention(post=row, person_id=pk) for pk in sorted(named) if pk != row.author_id], ignore_conflicts=True
    )


def _only_now(words: Words, *, by: Actor) -> Posted | None:
    """Hold the draft, so that the same form sent twice at once goes one after the other; what it has become already,
    with the draft that the second sending made put away again."""
    drafts = Draft.objects.select_for_update().filter(person_id=by.person_id, key=words.key)
    list(drafts)
    known = _sent(words, by=by)
    if known is not None:
        drafts.delete()
    return known


def _sent(words: Words, *, by: Actor) -> Posted | None:
    """The post that this very form, with these very words, has become already."""
    row = Post.objects.filter(author_id=by.person_id, key=words.key, text=words.text).select_related("thread").first()
    return Posted(PostRef(row.ref), ThreadRef(row.thread.ref), row.number, False) if row else None


@atomic
def _keep(entry: Entry, thread: Thread | None, words: Words, *, by: Actor, at: datetime) -> Refusal | None:
    """Keep words and files as a draft; why a file was not taken, or ``None``."""
    answered = Post.objects.filter(thread=thread, ref=words.answers).first() if words.answers else None
    draft, _ = Draft.objects.update_or_create(
        person_id=by.person_id,
        key=words.key,
        defaults={
            "space_id": entry.id,
            "thread": thread,
            "title": words.title.strip()[:LONGEST_TITLE],
            "text": words.text,
            "answers": answered,
            "saved_at": at,
        },
    )
    draft.attachments.filter(ref__in=words.drops).update(draft=None)
    refusal = why_not_attach(draft.attachments.count() + len(words.files))
    if refusal:
        return refusal
    for file in words.files:
        refusal = _attach(draft, file, at=at) or refusal
    return refusal


def _attach(draft: Draft, file: GivenFile, *, at: datetime) -> Refusal | None:
    found = examine(file.content, name=file.name, kinds=KINDS, most_bytes=MOST_BYTES)
    if not isinstance(found, Upload):
        return Refusal(found.code, f"{file.name[:80]}: {found.says}", found.mend)
    same = draft.attachments.filter(file__sha256=sha256(file.content).hexdigest(), file__name=found.name)
    if not same.exists():
        kept = keep_file(file.content, name=found.name, media_type=found.media_type, at=at)
        Attachment.objects.create(person_id=draft.person_id, draft=draft, file_id=kept.ref)
    return None


def _locked(thread: int) -> Thread:
    return Thread.objects.select_for_update(of=("self",)).select_related("prompt__component").get(pk=thread)
