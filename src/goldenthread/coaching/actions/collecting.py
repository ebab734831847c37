"""Keep a portfolio: add, change, tie, attach, share, take away, comment, and take it home."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Sum
from django.db.transaction import atomic

from goldenthread.coaching.models import Entry, EntryComment, EntryFile, EntryReader, EntryStatement, EntryVersion
from goldenthread.coaching.queries.collecting import entry_for_comment, my_portfolio, own_enrolment
from goldenthread.coaching.rules.binding import as_json, as_page, names_of_files
from goldenthread.coaching.rules.collecting import (
    why_not_add,
    why_not_attach,
    why_not_change,
    why_not_comment,
    why_not_keep,
)
from goldenthread.coaching.types.collecting import EntryDraft, EntryRef, Reader
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.queries.files import file_bytes
from goldenthread.ground.rules.uploads import MEGABYTE, Kind, examine
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.coverage import statements_asked

MOST_BYTES = 20 * MEGABYTE
KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.XLSX, Kind.TEXT})


@atomic
def add_entry(enrolment: UUID, draft: EntryDraft, *, key: UUID, by: Actor, at: datetime) -> EntryRef:
    """Begin an entry of one's own portfolio; nobody else reads it. The same ``key`` again is the same entry.

    :raises Refused: if it makes no sense, or the portfolio is full.
    :raises Entry.DoesNotExist: if the key is somebody else's entry.
    """
    facts = own_enrolment(enrolment, by=by)
    others = Entry.objects.filter(enrolment_id=facts.id).exclude(ref=key)
    refusal = why_not_keep(draft) or why_not_add(entries=others.count())
    if refusal:
        raise Refused(refusal)
    # Two presses may arrive at the same moment: the database knows which came first.
    row, is_new = Entry.objects.get_or_create(ref=key, defaults={"enrolment_id": facts.id, "at": at})
    if row.enrolment_id != facts.id:
        raise Entry.DoesNotExist
    if is_new:
        keep_version(row, draft, number=1, at=at)
        audit(by=str(by), did="coaching.add_entry", to=str(row.ref), at=at)
    return EntryRef(row.ref)


@atomic
def change_entry(ref: UUID, draft: EntryDraft, *, since: int, by: Actor, at: datetime) -> None:
    """Save a further version. The same words again change nothing.

    :raises Refused: if it makes no sense, or another version was saved since number ``since``.
    """
    row = _mine(ref, by=by)
    last = row.versions.order_by("-number")[0]
    if (last.title, last.words, last.link) == (draft.title.strip(), draft.words.strip(), draft.link.strip()):
        return
    refusal = why_not_keep(draft) or why_not_change(kept=last.number, since=since)
    if refusal:
        raise Refused(refusal)
    keep_version(row, draft, number=last.number + 1, at=at)
    audit(by=str(by), did="coaching.change_entry", to=str(row.ref), at=at, version=str(last.number + 1))


@atomic
def tie_entry(ref: UUID, *, chosen: Collection[UUID], shown: Collection[UUID], by: Actor, at: datetime) -> None:
    """Say which of the statements that were ``shown`` an entry stands for. What was not shown stays as it is."""
    row = _mine(ref, by=by)
    every: dict[UUID, int] = {line.ref: line.id for line in statements_asked(row.enrolment.cohort.release_id)}
    row.statements.filter(statement_id__in=[every[s] for s in shown if s in every]).delete()
    wanted = [every[s] for s in every if s in chosen and s in shown]
    EntryStatement.objects.bulk_create(EntryStatement(entry=row, statement_id=each) for each in wanted)
    audit(by=str(by), did="coaching.tie_entry", to=str(row.ref), at=at, statements=str(row.statements.count()))


@atomic
def attach_to_entry(ref: UUID, content: bytes, *, name: str, by: Actor, at: datetime) -> tuple[str, bool]:
    """Put a file beside an entry. The same file twice stands there once; one that was taken away comes back. The name
    under which it stands there, and whether it did already.

    :raises Refused: if there are enough, or it is not one that can be taken.
    """
    row = _mine(ref, by=by)
    upload = examine(content, name=name, kinds=KINDS, most_bytes=MOST_BYTES)
    if isinstance(upload, Refusal):
        raise Refused(upload)
    there = row.files.select_related("file").filter(file__sha256=sha256(content).hexdigest()).first()
    if there is not None and there.taken_away_at is None:
        return there.file.name, True
    refusal = why_not_attach(files=row.files.filter(taken_away_at=None).count(), held=held_by(row), size=upload.size)
    if refusal:
        raise Refused(refusal)
    if there is None:
        kept = keep_file(content, name=upload.name, media_type=upload.media_type, at=at)
        EntryFile.objects.create(entry=row, file_id=kept.ref)
        audit(by=str(by), did="coaching.attach_to_entry", to=str(row.ref), at=at, sha256=kept.sha256)
        return kept.name, False
    _put_back(there, by=by, at=at)
    return there.file.name, False


@atomic
def detach_from_entry(ref: UUID, file: UUID, *, by: Actor, at: datetime) -> None:
    """Take a file away from an entry: nobody else reads it, and it can be put back.

    :raises EntryFile.DoesNotExist: if it does not stand there.
    """
    row = _mine(ref, by=by)
    held = row.files.get(file__ref=file, taken_away_at=None)
    held.taken_away_at = at
    held.save(update_fields=["taken_away_at"])
    audit(by=str(by), did="coaching.detach_from_entry", to=str(row.ref), at=at, file=str(file))


@atomic
def put_file_back(ref: UUID, file: UUID, *, by: Actor, at: datetime) -> None:
    """Put a file back beside an entry. Twice is once.

    :raises Refused: if there are enough files.
    :raises EntryFile.DoesNotExist: if it never stood there.
    """
    row = _mine(ref, by=by)
    held = row.files.select_related("file").get(file__ref=file)
    if held.taken_away_at is None:
        return
    refusal = why_not_attach(files=row.files.filter(taken_away_at=None).count(), held=held_by(row), size=held.file.size)
    if refusal:
        raise Refused(refusal)
    _put_back(held, by=by, at=at)


@atomic
def share_entry(ref: UUID, readers: Collection[Reader], *, by: Actor, at: datetime) -> None:
    """Say who besides oneself reads an entry, from now on; nobody, for none. Whoever is new to it is told."""
    row = _mine(ref, by=by)
    before = set(row.readers.values_list("reader", flat=True))
    row.readers.all().delete()
    EntryReader.objects.bulk_create(EntryReader(entry=row, reader=each.value) for each in Reader if each in readers)
    said = ", ".join(each.value for each in Reader if each in readers)
    audit(by=str(by), did="coaching.share_entry", to=str(row.ref), at=at, readers=said)
    new = [each.value for each in Reader if each in readers and each.value not in before]
    if new:
        told = {"entry": str(row.ref), "readers": ",".join(new), "day": at.date().isoformat()}
        post(Notice("coaching.entry_shared", told), at=at)


@atomic
def take_entry_away(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Take an entry out of one's portfolio: nobody else reads it, and it can be put back. Twice is once."""
    row = _mine(ref, by=by)
    row.taken_away_at = row.taken_away_at or at
    row.save(update_fields=["taken_away_at"])
    row.readers.all().delete()
    audit(by=str(by), did="coaching.take_entry_away", to=str(row.ref), at=at)


@atomic
def put_entry_back(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Put an entry back, shared with nobody."""
    row = _mine(ref, by=by)
    row.taken_away_at = None
    row.save(update_fields=["taken_away_at"])
    row.readers.all().delete()
    audit(by=str(by), did="coaching.put_entry_back", to=str(row.ref), at=at)


@atomic
def comment_on_entry(ref: UUID, words: str, *, by: Actor, at: datetime) -> tuple[UUID, bool]:
    """Say something of an entry that is one's own or shared with one; its enrolment, and whether it is one's own.

    The same words again at once are one comment.

    :raises Refused: if nothing is said.
    """
    row = entry_for_comment(ref, by=by)
    refusal = why_not_comment(words)
    if refusal:
        raise Refused(refusal)
    last = row.comments.order_by("-id").first()
    if last is None or (last.by_id, last.words) != (by.person_id, words.strip()):
        said = EntryComment.objects.create(entry=row, words=words.strip(), by_id=by.person_id, at=at)
        audit(by=str(by), did="coaching.comment_on_entry", to=str(row.ref), at=at)
        post(Notice("coaching.entry_commented", {"comment": str(said.pk)}), at=at)
    return row.enrolment.ref, row.enrolment.participant_id == by.person_id


@atomic
def take_portfolio(enrolment: UUID, *, by: Actor, at: datetime) -> bytes:
    """One's own portfolio as a ZIP: a page to open, the same for machines, and the files. The asking is recorded."""
    page = my_portfolio(enrolment, by=by)
    audit(by=str(by), did="coaching.take_portfolio", to=str(enrolment), at=at)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", as_page(page))
        archive.writestr("portfolio.json", as_json(page))
        for file, name in names_of_files(page.entries).items():
            archive.writestr(name, file_bytes(file))
    return made.getvalue()


def held_by(row: Entry) -> int:
    """The bytes of all files of the portfolio that an entry stands in, without those that were taken away."""
    files = EntryFile.objects.filter(entry__enrolment_id=row.enrolment_id, taken_away_at=None)
    return files.aggregate(n=Sum("file__size"))["n"] or 0


def keep_version(row: Entry, draft: EntryDraft, *, number: int, at: datetime) -> None:
    """Save an entry as it is now."""
    words, link = draft.words.strip(), draft.link.strip()
    EntryVersion.objects.create(entry=row, number=number, title=draft.title.strip(), words=words, link=link, at=at)


def _put_back(held: EntryFile, *, by: Actor, at: datetime) -> None:
    held.taken_away_at = None
    held.save(update_fields=["taken_away_at"])
    audit(by=str(by), did="coaching.put_file_back", to=str(held.entry.ref), at=at, file=str(held.file_id))


def _mine(ref: UUID, *, by: Actor) -> Entry:
    """One's own entry, locked."""
    rows = Entry.objects.kept_by(by).select_related("enrolment__cohort").select_for_update(of=("self",))
    return rows.get(ref=ref)
