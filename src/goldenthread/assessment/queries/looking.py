"""A sampled script as somebody looks at it: by its number, with markers as letters; and the guests of a sample."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.assessment.models import Look, Marking, Sample, SampledMarking, SampleGuest, Script, sampled_scripts
from goldenthread.assessment.queries.carrying import parts_beside, scheme_with
from goldenthread.assessment.queries.composing import whole_text
from goldenthread.assessment.queries.documents import clean_piece, documents_of
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.queries.marking import clean_copy, script_text
from goldenthread.assessment.rules.judgements import seat_letter
from goldenthread.assessment.rules.looking import why_not_look
from goldenthread.assessment.rules.moderating import why_not_seat_moderator
from goldenthread.assessment.rules.pinning import drawn
from goldenthread.assessment.types.handing_over import EndedAccess, GuestPage, GuestScript
from goldenthread.assessment.types.marking import Mark, Marker
from goldenthread.assessment.types.sampling import LookLine, LookPage, SeatSide
from goldenthread.assessment.types.submitting import FileCopy, ScriptFacts
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor
from goldenthread.programmes.types import MarkScheme, SamplingRule


def why_not_look_here(
    script: ScriptFacts,
    who: Marker,
    by: Actor,
    *,
    marker_ids: frozenset[int],
    is_looked_at: bool,
    is_released: bool,
    is_guest: bool,
) -> Refusal | None:
    """Why this actor may not judge a script of a sample that they see: only moderators and guests of it do."""
    refusal = None if is_guest else why_not_seat_moderator(by)
    return refusal or why_not_look(
        script, who, marker_ids=marker_ids, is_looked_at=is_looked_at, is_released=is_released
    )


def is_guest_of(sample: Sample, by: Actor, *, at: datetime) -> bool:
    """Whether somebody has access to this sample at this moment, in one statement."""
    return SampleGuest.objects.holding(at).filter(sample=sample, person_id=by.person_id).exists()


def look_page(script: UUID, *, by: Actor, at: datetime) -> LookPage:
    """One script of a sample; in at most twenty-three statements.

    :raises Script.DoesNotExist: if it is in no sample that they look at.
    """
    rows = sampled_scripts(by, at=at).with_facts().select_related("window__brief__brief", "window__brief__file")
    row = rows.get(ref=script)
    sample = Sample.objects.get(window=row.window_id)
    scheme, carried = scheme_with(row)
    policy = policy_of(row.window)
    entries = list(SampledMarking.objects.filter(sample=sample, allocation__script=row).order_by("pk"))
    sampled = {each.allocation_id for each in entries if each.drawn_at}
    given = Marking.objects.filter(allocation__in=[each.allocation_id for each in entries])
    markings = list(given.select_related("allocation").prefetch_related("marks").order_by("allocation__seat"))
    look = Look.objects.filter(script=row).prefetch_related("marks").first()
    guest = SampleGuest.objects.holding(at).filter(sample=sample, person_id=by.person_id).first()
    text = script_text(row.pk, policy.words)
    return LookPage(
        ref=row.ref,
        number=row.number,
        window=row.window.ref,
        guest=guest.ref if guest else None,
        scheme=scheme,
        brief_title=row.window.brief.brief.title,
        brief_text=whole_text(row.window.brief),
        text=text,
        lines=drawn(text.blocks, (), text.reached),
        pieces=documents_of(row.ref),
        sides=tuple(_side(each, is_sampled=each.allocation_id in sampled) for each in markings),
        rule=SamplingRule(**sample.rule),
        why=tuple(dict.fromkeys(each.why for each in entries if each.drawn_at)),
        look=look_line(look, scheme) if look else None,
        why_not=why_not_look_here(
            facts_of([row], policy=policy)[row.pk],
            marker_of(by),
            by,
            marker_ids=frozenset(each.allocation.marker_id for each in markings),
            is_looked_at=look is not None,
            is_released=row.state == State.RELEASED.value,
            is_guest=guest is not None,
        ),
        next_ref=_next(row, by=by, at=at),
        beside=parts_beside(carried),
    )


def _side(row: Marking, *, is_sampled: bool) -> SeatSide:
    seat = row.allocation.seat
    return SeatSide(seat, seat_letter(seat), row.as_sheet(), row.total, row.outcome, is_sampled)


def look_line(row: Look, scheme: MarkScheme) -> LookLine:
    """A judgement in words, in one statement where ``marks`` are not prefetched."""
    marks = {each.code: Mark(each.mark, each.reason) for each in row.marks.all()}
    right = f"Seat {seat_letter(row.seat)}’s marks are right." if row.seat else "Marks of their own."
    told = tuple((c.code, c.title, marks[c.code]) for c in scheme.criteria)
    return LookLine(right, row.total, told, row.comment, row.at, row.came_with_id is not None)


def _next(row: Script, *, by: Actor, at: datetime) -> UUID | None:
    """The next script of the same sample that nobody has looked at, by number."""
    waiting = sampled_scripts(by, at=at).filter(window=row.window_id, look=None).exclude(pk=row.pk)
    return waiting.order_by("number").values_list("ref", flat=True).first()


def looked_file(script: UUID, *, by: Actor, at: datetime) -> FileCopy:
    """The cleaned copy of a sampled script. :raises Script.DoesNotExist: if it is in no sample that they look at."""
    return clean_copy(sampled_scripts(by, at=at).get(ref=script).pk)


def looked_piece(script: UUID, number: int, *, by: Actor, at: datetime) -> FileCopy:
    """The cleaned copy of one file of a sampled project. :raises Script.DoesNotExist: as :func:`looked_file`."""
    return clean_piece(sampled_scripts(by, at=at).get(ref=script).ref, number)


def access_ended(ref: UUID, *, by: Actor, at: datetime) -> EndedAccess | None:
    """The access that this actor had and has no longer: to a script by its ref, or by the access itself; in one
    statement. Nothing for anybody else."""
    drawn = SampledMarking.objects.drawn().filter(allocation__script__ref=ref).values("sample")
    rows = SampleGuest.objects.filter(Q(ref=ref) | Q(sample__in=drawn), person_id=by.person_id)
    row = rows.select_related("invited_by").order_by("-pk").first()
    if row is None or (row.ended_at is None and row.until > at):
        return None
    return EndedAccess(row.ended_at or row.until, row.invited_by.name)


def guest_page(guest: UUID, *, by: Actor, at: datetime) -> GuestPage:
    """The sample that somebody outside has access to, for themselves; in three statements.

    :raises SampleGuest.DoesNotExist: if it is not theirs, or has ended.
    """
    held = SampleGuest.objects.holding(at).filter(person_id=by.person_id)
    row = held.select_related("sample__window__brief__brief").get(ref=guest)
    scripts = sampled_scripts(by, at=at).filter(window=row.sample.window_id).select_related("look")
    return GuestPage(
        ref=row.ref,
        brief=row.sample.window.brief.brief.title,
        until=row.until,
        scripts=tuple(
            GuestScript(each.ref, each.number, each.look.at if hasattr(each, "look") else None)
            for each in scripts.annotate(done=Count("look")).order_by("done", "number")
        ),
    )


def my_samples(*, by: Actor, at: datetime) -> tuple[tuple[UUID, str, datetime], ...]:
    """The samples to which somebody has access, with the title of the brief and until when; in one statement."""
    held = SampleGuest.objects.holding(at).filter(person_id=by.person_id).order_by("until", "pk")
    return tuple(held.values_list("ref", "sample__window__brief__brief__title", "until"))
