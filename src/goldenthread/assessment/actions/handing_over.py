"""Hand a sample over to moderators outside: as a file that goes out and comes back, or by access of their own."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.sampling import grow, keep_look
from goldenthread.assessment.models import JudgementFile, SampleGuest, Window
from goldenthread.assessment.queries.carrying import marked_by
from goldenthread.assessment.queries.handing_over import (
    handed_scripts,
    is_concerned,
    pack_brief,
    pack_scripts,
    sample_of,
)
from goldenthread.assessment.rules.handing_over import NOT_FROM_OUTSIDE, end_of, packed, why_not_invite
from goldenthread.assessment.rules.judgements import MEND, MOST_BYTES, read_judgements
from goldenthread.assessment.rules.moderating import why_not_seat_moderator
from goldenthread.assessment.types.handing_over import NewGuest, Pack, Taken
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.naming import why_not_called
from goldenthread.ground.rules.tables import read_table
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.actions.guests import let_be_known
from goldenthread.people.queries.directory import person_ids
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme


@atomic
def hand_over(window: UUID, *, by: Actor, at: datetime) -> Pack:
    """Everything of a sample for a moderator outside, as one file: the brief, the scheme and how to judge, numbers,
    cleaned files, marks by seat letter.
    Scripts that this actor is still to mark themselves are left out.

    :raises Refused: if this actor may not.
    :raises Sample.DoesNotExist: if none is drawn, or the window is not theirs to see.
    """
    _refuse(by)
    sample = sample_of(window, by=by)
    scripts = pack_scripts(sample, by=by, at=at)
    content = packed(scripts, mark_scheme(sample.window.scheme), pack_brief(sample), at=at)
    digest = hashlib.sha256(content).hexdigest()
    facts = {"scripts": str(len(scripts)), "sha256": digest}
    audit(by=str(by), did="assessment.hand_over_sample", to=str(window), at=at, **facts)
    return Pack(f"sample-{sample.window.closes_at:%Y-%m-%d}.zip", content, len(scripts))


@atomic
def take_judgements(window: UUID, content: bytes, *, source: str, by: Actor, at: datetime) -> Taken:
    """Take in the judgements that somebody outside filled in: all of the file, or nothing of it. The same file twice
    is one, and the sample grows by them as by any other look.

    ``source`` says who judged; it stays beside the file's hash.

    :raises Refused: with everything that is wrong with the file, by line; or if this actor may not.
    :raises Sample.DoesNotExist: if none is drawn, or the window is not theirs to see.
    """
    _refuse(by)
    sample = sample_of(window, by=by, lock=True)
    scheme = mark_scheme(sample.window.scheme)
    digest = hashlib.sha256(content).hexdigest()
    before = JudgementFile.objects.filter(sample=sample, sha256=digest).first()
    if before is not None:
        return Taken(before.scripts, "This file was taken in before, and counts once: nothing changed.", is_again=True)
    refusal = why_not_called(source, what="Who judged")
    if refusal:
        raise Refused(refusal)
    table = read_table(content, most_bytes=MOST_BYTES, mend=MEND)
    handed, scripts = handed_scripts(sample)
    found = read_judgements(table, scheme, handed)
    file = JudgementFile.objects.create(
        sample=sample, sha256=digest, source=source.strip(), scripts=len(found), taken_by_id=by.person_id, taken_at=at
    )
    schemes = marked_by(scripts.values(), scheme)
    for number, sheet in sorted(found.items()):
        keep_look(sample, scripts[number], sheet, schemes[scripts[number].pk], came_with=file, by=by, at=at)
    facts = {"scripts": str(len(found)), "sha256": digest}
    audit(by=str(by), did="assessment.take_judgements", to=str(window), at=at, **facts)
    return Taken(len(found), grow(sample, scheme, by=by, at=at).says)


def invite_guest(window: UUID, guest: NewGuest, *, by: Actor, at: datetime) -> UUID:
    """Give somebody of another organisation access to this sample alone, through a day. They are written to.

    Whom the sample concerns is refused, and the try is kept: it tells that this address is somebody whom it concerns.

    :raises Refused: if this actor may not, they have access already, a conflict of interest about a script of the
        window or a duty for the lead provider, the day is past, or the name or address is none.
    :raises Sample.DoesNotExist: if none is drawn, or the window is not theirs to see.
    """
    try:
        return _invite_guest(window, guest, by=by, at=at)
    except Refused as refused:
        if refused.refusal.code == NOT_FROM_OUTSIDE:
            with atomic():
                audit(by=str(by), did="assessment.try_guest", to=str(window), at=at)
        raise


@atomic
def _invite_guest(window: UUID, guest: NewGuest, *, by: Actor, at: datetime) -> UUID:
    _refuse(by)
    sample = sample_of(window, by=by, lock=True)
    person = let_be_known(name=guest.name, email=guest.email, by=by, at=at)
    (person_id,) = person_ids([person]).values()
    held = SampleGuest.objects.filter(sample=sample, person_id=person_id, ended_at=None)
    refusal = why_not_invite(
        guest, is_held=held.holding(at).exists(), is_concerned=is_concerned(sample, person_id), at=at
    )
    if refusal:
        raise Refused(refusal)
    # One that ran out is closed, so that there is one open access at most.
    held.update(ended_at=at, ended_by_id=by.person_id)
    row = SampleGuest.objects.create(
        sample=sample,
        person_id=person_id,
        place=guest.place.strip(),
        until=end_of(guest),
        invited_by_id=by.person_id,
        invited_at=at,
    )
    facts = {"window": str(window), "until": guest.until.isoformat()}
    audit(by=str(by), did="assessment.invite_guest", to=str(person), at=at, **facts)
    post(Notice("assessment.guest_invited", {"guest": str(row.ref)}), at=at)
    return row.ref


@atomic
def end_guest(guest: UUID, *, by: Actor, at: datetime) -> UUID:
    """End somebody's access to a sample at once; what they judged stays. A second time changes nothing.

    :returns: the window it was for.
    :raises Refused: if this actor may not.
    :raises SampleGuest.DoesNotExist: if there is none, or the window is not theirs to see.
    """
    rows = SampleGuest.objects.filter(sample__window__in=Window.objects.seen_by(by))
    row = rows.select_related("sample__window", "person").select_for_update(of=("self",)).get(ref=guest)
    _refuse(by)
    window: UUID = row.sample.window.ref
    if row.ended_at is None:
        row.ended_at, row.ended_by_id = at, by.person_id
        row.save(update_fields=["ended_at", "ended_by"])
        audit(by=str(by), did="assessment.end_guest", to=str(row.person.ref), at=at, window=str(window))
    return window


def _refuse(by: Actor) -> None:
    refusal = why_not_seat_moderator(by)
    if refusal:
        raise Refused(refusal)
