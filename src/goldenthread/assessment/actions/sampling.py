"""Draw the sample of a window, and look at a script that is in it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.supplementing import keep_drawn
from goldenthread.assessment.models import (
    JudgementFile,
    Look,
    LookMark,
    Marking,
    Sample,
    SampledMarking,
    Script,
    Window,
    sampled_scripts,
)
from goldenthread.assessment.queries.carrying import scheme_of
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.queries.looking import is_guest_of, why_not_look_here
from goldenthread.assessment.queries.sampling import standing_of, why_not_draw_here
from goldenthread.assessment.queries.supplementing import population
from goldenthread.assessment.rules.looking import judgement
from goldenthread.assessment.rules.marking import reckon
from goldenthread.assessment.rules.moderating import why_not_seat_moderator
from goldenthread.assessment.rules.sampling import draw, says_grown, step_reached
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.sampling import Looked, LookSheet
from goldenthread.assessment.types.words import State
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import MarkScheme


@atomic
def draw_sample(window: UUID, *, seed: str, by: Actor, at: datetime) -> int:
    """Draw the sample of a window by its policy's rule, once and for good; how many scripts are in it.

    The same seed draws the same from the same markings, whoever draws. The rule is kept as it stood.

    :raises Refused: if this actor may not, the policy wants none, the window is open, marking is not finished, or it
        is drawn already.
    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    refusal = why_not_seat_moderator(by)
    if refusal:
        raise Refused(refusal)
    row = Window.objects.seen_by(by).select_for_update(of=("self",)).select_related("cohort__release").get(ref=window)
    rule, seed = policy_of(row).sampling, seed.strip()
    found = population(row, seed)
    is_drawn = Sample.objects.filter(window=row).exists()
    refusal = why_not_draw_here(row, rule, found, seed, at=at, is_drawn=is_drawn)
    if refusal:
        raise Refused(refusal)
    sample = Sample.objects.create(window=row, seed=seed, rule=asdict(rule), drawn_by_id=by.person_id, drawn_at=at)
    drawn = draw(found, rule, mark_scheme(row.scheme), seed=seed)
    keep_drawn(sample, drawn, at=at)
    first = {each.key for each in drawn if each.step == 0}
    number = len({each.script for each in found if each.key in first})
    audit(by=str(by), did="assessment.draw_sample", to=str(row.ref), at=at, scripts=str(number))
    post(Notice("assessment.sample_drawn", {"window": str(row.ref)}), at=at)
    return number


@atomic
def look_at(script: UUID, look: LookSheet, *, by: Actor, at: datetime) -> Looked:
    """Judge a sampled script, once. Where that makes too much of a marker's sample differ, the sample grows by it.

    Sent twice by the same person it is one. It settles nothing and moves no mark.

    :raises Refused: if this actor may not, somebody has looked at it, or a mark or reason is missing.
    :raises Script.DoesNotExist: if it is in no sample that they look at.
    """
    row = sampled_scripts(by, at=at).with_facts().get(ref=script)
    sample = Sample.objects.select_for_update().get(window=row.window_id)
    scheme = scheme_of(row)
    markings = judged_markings(sample, row)
    sheet = judgement(look, {m.allocation.seat: m.as_sheet() for m in markings}, scheme)
    before = Look.objects.filter(script=row).prefetch_related("marks").first()
    if before is not None and before.by_id == by.person_id and _says_the_same(before, sheet):
        return Looked(0, "")
    refusal = why_not_look_here(
        facts_of([row])[row.pk],
        marker_of(by),
        by,
        marker_ids=frozenset(m.allocation.marker_id for m in markings),
        is_looked_at=before is not None,
        is_released=row.state == State.RELEASED.value,
        is_guest=is_guest_of(sample, by, at=at),
    )
    if refusal:
        raise Refused(refusal)
    keep_look(sample, row, sheet, scheme, seat=look.seat, by=by, at=at)
    audit(by=str(by), did="assessment.look", to=str(row.ref), at=at)
    return grow(sample, mark_scheme(row.window.scheme), by=by, at=at)


def judged_markings(sample: Sample, script: Script) -> list[Marking]:
    """The markings of a script that stood when the sample was drawn, in two statements."""
    rows = Marking.objects.filter(allocation__script=script, allocation__sampled__sample=sample)
    return list(rows.select_related("allocation").prefetch_related("marks").order_by("allocation__seat"))


def _says_the_same(before: Look, sheet: MarkSheet) -> bool:
    return dict(before.as_sheet().marks) == dict(sheet.marks) and before.comment == sheet.comment


def keep_look(
    sample: Sample,
    script: Script,
    sheet: MarkSheet,
    scheme: MarkScheme,
    *,
    by: Actor,
    at: datetime,
    seat: int | None = None,
    came_with: JudgementFile | None = None,
) -> None:
    """Write one judgement down."""
    look = Look.objects.create(
        sample=sample,
        script=script,
        seat=seat,
        total=reckon(sheet, scheme).total,
        comment=sheet.comment,
        came_with=came_with,
        by_id=by.person_id,
        at=at,
    )
    LookMark.objects.bulk_create(
        LookMark(look=look, code=c.code, mark=sheet.given[c.code], reason=sheet.marks[c.code].reason)
        for c in scheme.criteria
    )


def grow(sample: Sample, scheme: MarkScheme, *, by: Actor, at: datetime) -> Looked:
    """Let a locked sample grow as far as its looks ask for, marker by marker; in the transaction of the look."""
    standing = standing_of(sample, scheme)
    wanted: list[SampledMarking] = []
    markers = 0
    for marker in standing.by_marker:
        draws = standing.draws(marker)
        steps = {rows[0].number: step_reached(standing.verdicts(rows), standing.rule) for rows in draws}
        new = [row for rows in draws for row in rows if row.drawn_at is None and row.step <= steps[row.number]]
        wanted += new
        markers += bool(new)
    if not wanted:
        return Looked(0, "")
    SampledMarking.objects.filter(pk__in=[row.pk for row in wanted], drawn_at=None).update(drawn_at=at)
    added = len({row.allocation.script_id for row in wanted} - standing.scripts)
    says = says_grown(markers, added)
    audit(by=str(by), did="assessment.grow_sample", to=str(sample.window.ref), at=at, scripts=str(added))
    post(Notice("assessment.sample_grew", {"window": str(sample.window.ref), "scripts": str(added)}), at=at)
    return Looked(added, says)
