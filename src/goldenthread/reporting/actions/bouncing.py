"""Take in that letters did not arrive, rest addresses that do not work, and open them again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor
from goldenthread.reporting.models import AddressPause, LetterFailure, LetterSent, ProgressUpdate
from goldenthread.reporting.queries.bouncing import (
    KEY,
    hard_failures,
    is_paused,
    pauses_seen,
    person_at,
    updates_let_go,
)
from goldenthread.reporting.rules.bouncing import in_short, rests, severity_of, why_not_resume
from goldenthread.reporting.types.bouncing import Bounce, Severity, Taken, Via


@atomic
def letter_refused(key: str, *, code: int, says: str, at: datetime) -> None:
    """The mail server would not take a letter for its address. It is held back until there is a better one."""
    row = LetterSent.objects.select_for_update().get(key=key)
    report = sha256(f"{key}:{at.isoformat()}".encode()).hexdigest()
    _fail(row, via=Via.REFUSED, code=str(code), says=says, report=report, at=at)
    row.held_at = at
    row.save(update_fields=["held_at"])


def take_bounces(bounces: Iterable[Bounce], *, at: datetime) -> Taken:
    """Take in reports that came back, each once; those about letters of ours to the address that they name."""
    done = [take_bounce(bounce, at=at) for bounce in bounces]
    return Taken(done.count("failure"), done.count("known"), done.count("strange"))


@atomic
def take_bounce(bounce: Bounce, *, at: datetime) -> str:
    """Take in one report: *failure*, *known* if it came before, *strange* if it is about no letter of ours.

    A report has to name both the message and the address it went to: one that knows only the first is not believed.
    """
    row = LetterSent.objects.select_for_update().filter(message_id=bounce.message_id).exclude(message_id="").first()
    if row is None or row.address.lower() != bounce.recipient.lower():
        return "strange"
    if row.failures.filter(report=bounce.report).exists():
        return "known"
    _fail(row, via=Via.REPORT, code=bounce.code, says=bounce.says, report=bounce.report, at=at)
    return "failure"


@atomic
def resume_address(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Let letters go to an address again, because it has been mended; those that wait go out.

    :raises Refused: if this actor may not, or gives no reason. :raises AddressPause.DoesNotExist: if it is not theirs.
    """
    row = pauses_seen(by).select_for_update().get(ref=ref)
    refusal = why_not_resume(by, why=why)
    if refusal:
        raise Refused(refusal)
    row.ended_at, row.ended_by_id, row.why = at, by.person_id, why.strip()[:300]
    row.save(update_fields=["ended_at", "ended_by", "why"])
    audit(by=str(by), did="reporting.resume_address", to=str(row.ref), at=at)
    _let_go(at=at)


@atomic
def let_waiting_go(*, at: datetime) -> int:
    """Send the updates that waited for a better address, now that there is one; how many."""
    return _let_go(at=at)


def _let_go(*, at: datetime) -> int:
    ready = updates_let_go(at=at)
    for update, letter in ready:
        letter.held_at, update.bounced_at = None, None
        letter.save(update_fields=["held_at"])
        update.save(update_fields=["bounced_at"])
        post(Notice("reporting.update_made", {"update": str(update.ref)}), at=at)
    return len(ready)


def _fail(row: LetterSent, *, via: Via, code: str, says: str, report: str, at: datetime) -> None:
    severity = severity_of(code, says)
    LetterFailure.objects.create(
        letter=row, severity=severity.value, via=via.value, code=code[:12], says=in_short(says), report=report, at=at
    )
    audit(by="mail", did="reporting.letter_failed", to=str(row.ref), at=at, severity=severity.value, code=code[:12])
    if row.key.startswith(KEY):
        ProgressUpdate.objects.filter(ref=row.key.removeprefix(KEY)).update(bounced_at=at)
    if severity is Severity.HARD and not is_paused(row.address) and rests(hard_failures(row.address), at=at):
        _pause(row.address, at=at)


def _pause(address: str, *, at: datetime) -> None:
    person = person_at(address)
    if person is not None:
        pause = AddressPause.objects.create(person_id=person, address=address, began_at=at)
        audit(by="mail", did="reporting.pause_address", to=str(pause.ref), at=at)
