"""Decide about all of one marker's markings in a window."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.wanting import want_marking
from goldenthread.assessment.models import Allocation, MarkCorrection, Ruling, Script
from goldenthread.assessment.queries.ruling import (
    corrections,
    found_marker,
    ruled_to,
    standing_window,
    touched,
    unreleased,
)
from goldenthread.assessment.rules.moderating import why_not_seat_moderator
from goldenthread.assessment.rules.ruling import why_not_rule
from goldenthread.assessment.types.sampling import Decision, RulingSheet
from goldenthread.assessment.types.words import WantReason, WhyEnded
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor


@atomic
def rule_on_marker(window: UUID, marker: UUID, sheet: RulingSheet, *, by: Actor, at: datetime) -> int:
    """Decide what follows for one marker's markings; how many scripts it changed. It reaches what was drawn by now and
    no earlier decision reached: what a supplement draws later is decided on by itself.

    A correction is kept beside each mark of theirs that is not settled, and counts when the script is settled, which
    says so. To have them marked again ends their seats at every script whose result is not out: somebody else marks
    there, and what they gave is kept. Estimates do neither: only a person does, here.

    :raises Refused: if this actor may not, the sample is not looked at, it is decided already, or a reason is missing.
    :raises Window.DoesNotExist: if there is no sample, or it is not theirs to see.
    :raises LookupError: if this marker has no marking in it.
    """
    refusal = why_not_seat_moderator(by)
    if refusal:
        raise Refused(refusal)
    standing = standing_window(window, by=by, lock=True)
    who = found_marker(standing, marker)
    list(Script.objects.filter(window=standing.sample.window_id).select_for_update().order_by("pk"))
    after = ruled_to(standing.sample, who)
    number = max(row.number for row in standing.by_marker[who])
    rows = unreleased(standing, who, after=after)
    changes = corrections(standing, rows, sheet.correction) if sheet.correction else ()
    by_mark = sheet.decision is Decision.CORRECT
    reached = touched(sheet, rows, changes)
    waits = [row for row in standing.by_marker[who] if row.drawn_at and row.allocation_id not in standing.apart]
    refusal = why_not_rule(sheet, standing.scheme, is_looked_at=not waits, is_ruled=number <= after, touched=reached)
    if refusal:
        raise Refused(refusal)
    changed = 0 if sheet.decision is Decision.ACCEPT else reached
    correction = sheet.correction if by_mark else None
    ruling = Ruling.objects.create(
        sample=standing.sample,
        marker_id=who,
        number=number,
        decision=sheet.decision.value,
        code=correction.code if correction else "",
        by_marks=correction.by_marks if correction else 0,
        on_total=correction is not None and correction.on_total,
        reason=sheet.reason.strip(),
        changed=changed,
        by_id=by.person_id,
        at=at,
    )
    if by_mark:
        MarkCorrection.objects.bulk_create(
            MarkCorrection(
                ruling=ruling, allocation=c.allocation, code=c.change.code, before=c.change.before, after=c.change.after
            )
            for c in changes
        )
    if sheet.decision is Decision.RE_MARK:
        seats = Allocation.objects.filter(pk__in=[row.allocation_id for row in rows])
        seats.update(ended_at=at, why_ended=WhyEnded.MOVED.value)
        want_marking([row.allocation.script for row in rows], WantReason.RE_MARK, by=by, at=at, why=ruling.reason)
    facts = {"decision": sheet.decision.value, "scripts": str(changed)}
    audit(by=str(by), did="assessment.rule_on_marker", to=str(window), at=at, **facts)
    post(Notice("assessment.marker_ruled_on", {"window": str(window), "ruling": str(ruling.ref)}), at=at)
    return changed
