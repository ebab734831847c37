"""Late pieces: one's own, everybody's of a window for those who decide, and what keeps results in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.assessment.models import Allocation, LatePiece, ProjectFile, ProjectWindow, Script, Window
from goldenthread.assessment.queries.carrying import resumed_by
from goldenthread.assessment.queries.circumstances import decides
from goldenthread.assessment.queries.declarations import declaration_asked
from goldenthread.assessment.queries.facts import facts_of, marker_of, markers_among, policy_of
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.queries.projects import own_projects, standing_of, terms_of, why_not_open
from goldenthread.assessment.rules.briefing import RUNS
from goldenthread.assessment.rules.gathering import listed, missing_from, read_back
from goldenthread.assessment.rules.late import (
    late_until,
    why_not_accept,
    why_not_judge_late,
    why_not_offer,
)
from goldenthread.assessment.rules.projects import check
from goldenthread.assessment.rules.windows import left_in_words
from goldenthread.assessment.types.late import (
    AS_IT_STANDS,
    LATE_NAMES,
    DecideLatePage,
    LateBoard,
    LateLine,
    LateProject,
    LateRef,
    LateState,
    OfferedPiece,
    OwnLatePage,
)
from goldenthread.assessment.types.readiness import Hold
from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.assessment.types.words import ScriptRef, State, WindowRef
from goldenthread.ground.queries.files import file_bytes, kept, kept_files
from goldenthread.ground.types import KeptFile, Refusal
from goldenthread.people.queries.reaching import Reached, at_work
from goldenthread.people.types import Actor
from goldenthread.programmes.types import AssessmentPolicy


def own_late_page(script: UUID, *, by: Actor, at: datetime) -> OwnLatePage:
    """What somebody offered late for their script, and whether they may now; in a fixed number of statements.

    :raises Script.DoesNotExist: if it is not theirs.
    """
    row = Script.objects.handed_in_by(by).with_facts().select_related("window__brief__brief").get(ref=script)
    policy, facts, is_project = policy_of(row.window), row.as_facts(), hasattr(row.window, "project")
    lines = _lines(_joined().filter(script=row))
    before = frozenset(each.state for each in lines)
    until = late_until(facts.window.closes_at, days=policy.late_days)
    why_not = why_not_offer(facts, days=policy.late_days, before=before, at=at)
    project = None
    if is_project and not why_not:
        project, why_not = _would_go(script, policy, until, by=by, at=at)
    return OwnLatePage(
        script=ScriptRef(row.ref),
        title=row.window.brief.brief.title,
        closed_at=facts.window.closes_at,
        until=until,
        declaration=declaration_asked(policy.gate),
        has_answers=row.answers.filter(revision__gte=1).exclude(text="").exists(),
        lines=lines,
        why_not_offer=why_not,
        is_project=is_project,
        project=project,
        pieces=_offered(lines[-1].file) if is_project and lines else (),
    )


def _would_go(
    script: UUID, policy: AssessmentPolicy, until: datetime | None, *, by: Actor, at: datetime
) -> tuple[LateProject, Refusal | None]:
    """A project as it stands, and why the gate is closed to its writer, if so."""
    row = own_projects(by).get(ref=script)
    form = row.window.project.form.as_form().without(resumed_by(row, policy, at=at).keys)
    standing = standing_of(row, policy.words, form)
    lines = check(standing, terms=terms_of(row, standing))
    return LateProject(listed(standing), lines), why_not_open(row, policy, by=by, at=at, until=until)


def _offered(file: KeptFile) -> tuple[OfferedPiece, ...]:
    """What was offered of a project; nothing once it was erased."""
    if file.ref not in kept_files([file.ref]):
        return ()
    pieces = read_back(file_bytes(file.ref))
    files = ProjectFile.objects.filter(ref__in=[each.file for each in pieces if each.file])
    names: dict[UUID | None, str] = dict(files.values_list("ref", "file__name"))
    return tuple(
        OfferedPiece(number, each.label, each.title, names.get(each.file, ""), each.text)
        for number, each in enumerate(pieces, 1)
    )


def own_late_piece(ref: UUID, *, by: Actor) -> LateLine:
    """One of one's own. :raises LatePiece.DoesNotExist: if it is not theirs."""
    return _lines([_joined().get(ref=ref, script__in=Script.objects.handed_in_by(by))])[0]


def late_board(window: UUID, *, by: Actor) -> LateBoard:
    """The late pieces of a window by name, what waits first; without numbers, in four statements.

    :raises Window.DoesNotExist: if there is none, or this actor does not decide in it.
    """
    row = Window.objects.seen_by(by).select_related("brief__brief", "cohort__release").get(ref=window)
    if not decides(row, by):
        raise Window.DoesNotExist
    lines = _lines(_joined().filter(script__window=row).exclude(script__enrolment__participant=by.person_id))
    ordered = sorted(lines, key=lambda each: (each.state is not LateState.OFFERED, each.offered_at))
    return LateBoard(WindowRef(row.ref), row.brief.brief.title, policy_of(row).late_days, tuple(ordered))


def late_to_decide(ref: UUID, *, by: Actor) -> DecideLatePage:
    """One late piece, for whoever decides. :raises LatePiece.DoesNotExist: if there is none, or they do not decide."""
    row = _decided_by(ref, by)
    script = Script.objects.with_facts().get(pk=row.script_id)
    return DecideLatePage(
        line=_lines([row])[0],
        why_not=why_not_judge_late(facts_of([script])[script.pk], marker_of(by)),
        why_not_accept=why_not_accept(
            State(script.state), is_here=is_here(row), went_on=went_on(script), has_passed=script.has_passed()
        ),
        is_project=row.file.media_type == AS_IT_STANDS,
        pieces=_offered(kept(row.file)) if row.file.media_type == AS_IT_STANDS else (),
        missing=_missing(row),
    )


def _missing(row: LatePiece) -> tuple[str, ...]:
    """What a project that was offered lacks; nothing for other pieces, nor once it was erased."""
    if row.file.media_type != AS_IT_STANDS or not is_here(row):
        return ()
    form = ProjectWindow.objects.select_related("form").get(window=row.script.window_id).form
    return missing_from(form.as_form(), file_bytes(row.file_id))


def who_decide_late(row: LatePiece) -> tuple[Reached, ...]:
    """Those who may decide whether a late piece counts, by name; wants its script fetched. In a fixed number of
    statements. Open to other rooms, which write to them."""
    script = Script.objects.with_facts().get(pk=row.script_id)
    mark = set(Allocation.objects.filter(script__window=script.window_id).values_list("marker_id", flat=True))
    people = [who.to for who in at_work(*RUNS) if who.to.pk not in mark]
    facts, markers = facts_of([script])[script.pk], markers_among(who.pk for who in people)
    return tuple(who for who in people if why_not_judge_late(facts, markers[who.pk]) is None)


def late_file(ref: UUID, *, by: Actor) -> FileCopy:
    """The file as it came, for whoever offered it and whoever decides.

    :raises LatePiece.DoesNotExist: if there is none, it was erased, or it is nobody's of these.
    """
    return copy_of(_read_by(ref, by).file_id)


def late_project_file(ref: UUID, number: int, *, by: Actor) -> FileCopy:
    """One file of a project as it was offered, for the same people.

    :raises LatePiece.DoesNotExist: as for :func:`late_file`.
    :raises ProjectFile.DoesNotExist: if it is no project, or has no such file.
    """
    row = _read_by(ref, by)
    pieces = read_back(file_bytes(row.file_id)) if row.file.media_type == AS_IT_STANDS else ()
    named = [each.file for place, each in enumerate(pieces, 1) if place == number and each.file]
    return copy_of(ProjectFile.objects.get(ref__in=named, file__erased_at=None).file_id)


def _read_by(ref: UUID, by: Actor) -> LatePiece:
    row = _joined().filter(file__erased_at=None).get(ref=ref)
    is_own = row.script.enrolment.participant_id == by.person_id
    if not is_own and (not decides(row.script.window, by) or late_to_decide(ref, by=by).why_not):
        raise LatePiece.DoesNotExist
    return row


def is_here(row: LatePiece) -> bool:
    """Whether its file is still kept; wants it fetched."""
    return row.file.erased_at is None


def went_on(script: Script) -> bool:
    """Whether somebody has begun a script in a later window, in one statement."""
    others = Script.objects.filter(enrolment=script.enrolment_id, window__opens_at__gt=script.window.opens_at)
    return others.exists()


def holds_of_late(window: Window, at: datetime) -> tuple[Hold, ...]:  # noqa: ARG001  every check is asked alike
    """What keeps in every result of a window while a late piece waits for a decision; in one statement."""
    waiting = LatePiece.objects.filter(script__window=window, state=LateState.OFFERED.value).count()
    if not waiting:
        return ()
    says = "A late piece waits for a decision." if waiting == 1 else f"{waiting} late pieces wait for a decision."
    return (Hold(None, "late_waits", says, "Decide, on the window’s page of late pieces."),)


def _decided_by(ref: UUID, by: Actor) -> LatePiece:
    row = _joined().exclude(script__enrolment__participant=by.person_id).get(ref=ref)
    if not decides(row.script.window, by):
        raise LatePiece.DoesNotExist
    return row


def _joined() -> QuerySet[LatePiece]:
    rows = LatePiece.objects.select_related("file", "decided_by", "script__window", "script__enrolment__participant")
    return rows.order_by("offered_at", "pk")


def _lines(rows: Iterable[LatePiece]) -> tuple[LateLine, ...]:
    found = list(rows)
    scripts = {each.pk: each for each in Script.objects.filter(pk__in={row.script_id for row in found}).with_facts()}
    return tuple(_line(row, scripts[row.script_id]) for row in found)


def _line(row: LatePiece, script: Script) -> LateLine:
    closed_at, state = script.own_window().closes_at, LateState(row.state)
    return LateLine(
        ref=LateRef(row.ref),
        script=ScriptRef(script.ref),
        window=WindowRef(script.window.ref),
        name=row.script.enrolment.participant.name,
        state=state,
        stands=LATE_NAMES[state],
        why=row.why,
        file=kept(row.file),
        receipt=row.receipt,
        closed_at=closed_at,
        offered_at=row.offered_at,
        by_how_much=left_in_words(row.offered_at, at=closed_at),
        answer=row.answer,
        decided_at=row.decided_at,
        decided_by=row.decided_by.name if row.decided_by else "",
    )
