"""What of a sample goes out and comes back, and who outside has access to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from goldenthread.assessment.models import (
    Allocation,
    JudgementFile,
    Look,
    Marking,
    Sample,
    SampledMarking,
    SampleGuest,
    Script,
    ScriptUpload,
    Window,
    sampled_scripts,
)
from goldenthread.assessment.queries.composing import composed
from goldenthread.assessment.queries.documents import clean_piece, documents_of
from goldenthread.assessment.queries.facts import facts_of, markers_among
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.queries.marking import clean_copy
from goldenthread.assessment.rules.composing import as_one_text
from goldenthread.assessment.rules.handing_over import PackBrief, PackScript
from goldenthread.assessment.rules.judgements import Handed
from goldenthread.assessment.rules.marking import why_conflicted
from goldenthread.assessment.rules.moderating import why_not_seat_moderator
from goldenthread.assessment.types.handing_over import FileLine, GuestAsked, GuestLine, HandOverPage
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.types import Actor, OrganisationKind


def sample_of(window: UUID, *, by: Actor, lock: bool = False) -> Sample:
    """The sample of a window. :raises Sample.DoesNotExist: if none is drawn, or the window is not theirs to see."""
    rows = Sample.objects.filter(window__in=Window.objects.seen_by(by))
    rows = rows.select_related("window__cohort", "window__brief__brief", "window__brief__file")
    return (rows.select_for_update(of=("self",)) if lock else rows).get(window__ref=window)


def is_concerned(sample: Sample, person_id: int) -> bool:
    """Whether somebody has a conflict of interest about any script of a sample's window, marked one of them, or has a
    duty for the lead provider, so that they do not look at it from outside."""
    if any(hat.organisation_kind is OrganisationKind.LEAD_PROVIDER for hat in actor_for(person_id).hats):
        return True
    scripts = list(Script.objects.filter(window=sample.window_id).with_facts())
    marker = markers_among([person_id])[person_id]
    seats = Allocation.objects.filter(script__window=sample.window_id, is_standard=False)
    seated = seats.filter(marker=person_id).exists()
    # Who was a guest before may be one again.
    found = (replace(facts, guest_ids=frozenset()) for facts in facts_of(scripts).values())
    return seated or any(why_conflicted(facts, marker) for facts in found)


def hand_over_page(window: UUID, *, by: Actor, at: datetime) -> HandOverPage:
    """What of a sample went out and came back; in six statements.

    :raises Sample.DoesNotExist: if none is drawn, or the window is not theirs to see.
    """
    sample = sample_of(window, by=by)
    scripts = set(SampledMarking.objects.drawn().filter(sample=sample).values_list("allocation__script_id", flat=True))
    looked = Look.objects.filter(sample=sample, script__in=scripts).count()
    guests = SampleGuest.objects.filter(sample=sample).select_related("person").order_by("-pk")
    return HandOverPage(
        window=sample.window.ref,
        cohort=sample.window.cohort.title,
        scripts=len(scripts),
        waiting=len(scripts) - looked,
        left_out=len(scripts) - sampled_scripts(by, at=at).filter(pk__in=scripts).count(),
        files=tuple(
            FileLine(each.source, each.scripts, each.sha256, each.taken_at)
            for each in JudgementFile.objects.filter(sample=sample).order_by("-pk")
        ),
        guests=tuple(
            GuestLine(g.ref, g.person.name, g.place, g.until, g.ended_at, g.ended_at is None and g.until > at)
            for g in guests
        ),
        may_hand_over=why_not_seat_moderator(by) is None,
    )


def _sheets(sample: Sample, only: Q | None = None) -> Mapping[int, list[Marking]]:
    """The markings of each script that is in a sample by now, in three statements."""
    drawn = SampledMarking.objects.drawn().filter(sample=sample).values("allocation__script")
    rows = Marking.objects.filter(allocation__sampled__sample=sample, allocation__script__in=drawn)
    found: defaultdict[int, list[Marking]] = defaultdict(list)
    rows = rows.filter(only or Q())
    for row in rows.select_related("allocation__script__look").prefetch_related("marks").order_by("allocation__seat"):
        found[row.allocation.script_id].append(row)
    return found


def pack_scripts(sample: Sample, *, by: Actor, at: datetime) -> tuple[PackScript, ...]:
    """Every script of a sample that this actor looks at with its cleaned files and marks, by number; three statements
    for each script."""
    lines = []
    theirs = Q(allocation__script__in=sampled_scripts(by, at=at).values("pk"))
    for markings in _sheets(sample, theirs).values():
        script = markings[0].allocation.script
        sheets = {each.allocation.seat: each.as_sheet() for each in markings}
        lines.append(PackScript(script.number, _files(script), sheets, hasattr(script, "look")))
    return tuple(sorted(lines, key=lambda line: line.number))


def pack_brief(sample: Sample) -> PackBrief:
    """The brief of a sample's window whole; in four statements, and one for each of its files."""
    version = sample.window.brief
    brief = composed(version)
    materials = version.materials.filter(file__isnull=False).order_by("place").values_list("title", "file__ref")
    files: list[tuple[str, UUID]] = [*([("Data", version.file_id)] if version.file_id else []), *materials]
    copies = ((title, copy_of(file)) for title, file in files)
    return PackBrief(brief.title, as_one_text(brief), tuple((title, copy.name, copy.content) for title, copy in copies))


def _files(script: Script) -> tuple[tuple[str, bytes], ...]:
    if not ScriptUpload.objects.filter(version__script=script).exists():
        return ()
    main = clean_copy(script.pk)
    pieces = [piece for piece in documents_of(script.ref) if piece.file_name]
    return (
        (main.name, main.content),
        *((piece.file_name, clean_piece(script.ref, piece.number).content) for piece in pieces),
    )


def handed_scripts(sample: Sample) -> tuple[Mapping[str, Handed], Mapping[str, Script]]:
    """What judgements that come back may be about, by number, and the scripts; in three statements."""
    handed, scripts = {}, {}
    for markings in _sheets(sample).values():
        script = markings[0].allocation.script
        scripts[script.number] = script
        handed[script.number] = Handed(tuple(each.as_sheet() for each in markings), hasattr(script, "look"))
    return handed, scripts


def guest_letter(guest: UUID, *, at: datetime) -> GuestAsked | None:
    """What the letter to a guest needs, or nothing where their access has ended."""
    row = SampleGuest.objects.holding(at).select_related("person").filter(ref=guest).first()
    return GuestAsked(row.ref, row.person.email, row.person.name, row.until) if row else None
