"""Standards, exemplars and where markers stand, for those who lead marking, moderate or inspect."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.assessment.models import (
    AgreedSheet,
    Exemplar,
    ExemplarPiece,
    MarkerStanding,
    MarkerStop,
    ProjectForm,
    Standard,
    StandardPiece,
    StandingStep,
    Window,
)
from goldenthread.assessment.models.seeing import reads
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.queries.hidden_left import new_ones_needed
from goldenthread.assessment.queries.proposing import assessors
from goldenthread.assessment.queries.standard_holds import out_before
from goldenthread.assessment.queries.standard_scripts import in_use, known_by, standard_of, windows_under
from goldenthread.assessment.rules.briefing import RUNS
from goldenthread.assessment.rules.exemplar_projects import places_of, why_not_change_piece, why_not_whole
from goldenthread.assessment.rules.standardising import (
    STEP_NAMES,
    chosen_as_seeds,
    what_is_short,
    what_may,
    who_ran_out,
    why_not_decide,
    why_not_lead,
    why_not_publish,
    why_not_seat,
)
from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.projects import TaskForm
from goldenthread.assessment.types.standardising import (
    ExemplarLine,
    ExemplarPage,
    ExemplarPlace,
    MarkerLine,
    MarkerStandingPage,
    PieceLine,
    StandardLine,
    StandardPage,
    StepLine,
    StopPage,
    WindowStandard,
)
from goldenthread.assessment.types.standing import Decision, ExemplarState, Purpose, Standing, StandingEvent
from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.assessment.types.words import Part, WindowRef
from goldenthread.people.types import Actor, Duty, PersonRef
from goldenthread.programmes.queries.schemes import mark_scheme, mark_schemes
from goldenthread.programmes.types import MarkScheme, StandardRule

_PUBLISHED, _DRAFT = Q(state=ExemplarState.PUBLISHED.value), Q(state=ExemplarState.DRAFT.value)


def standards_board(*, by: Actor) -> tuple[StandardLine, ...]:
    """Every standard, those with a stop to decide first; in six statements.

    :raises Standard.DoesNotExist: if this actor does not read assessment.
    """
    if not reads(by):
        raise Standard.DoesNotExist
    rows = list(Standard.objects.select_related("brief").order_by("brief__title", "pk"))
    schemes = mark_schemes({row.scheme for row in rows})
    of = Exemplar.objects.values_list("standard_id")
    texts = {
        pk: said
        for pk, *said in of.annotate(used=Count("pk", filter=_PUBLISHED), drafts=Count("pk", filter=_DRAFT)).order_by()
    }
    began = MarkerStanding.objects.values_list("standard_id")
    cleared = Count("pk", filter=Q(state=Standing.CLEARED.value))
    stopped = Count("pk", filter=Q(state=Standing.STOPPED.value))
    people = {pk: said for pk, *said in began.annotate(all=Count("pk"), cleared=cleared, stopped=stopped).order_by()}
    lines = (
        StandardLine(
            row.ref,
            row.brief.title,
            _title(schemes[row.scheme]),
            *texts.get(row.pk, (0, 0)),
            *people.get(row.pk, (0, 0, 0)),
        )
        for row in rows
    )
    return tuple(sorted(lines, key=lambda line: (-line.stops, line.brief, str(line.ref))))


def window_standard(window: UUID, *, by: Actor) -> WindowStandard:
    """A window with its standard, for whoever reads standards.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    if not reads(by):
        raise Window.DoesNotExist
    row = Window.objects.seen_by(by).select_related("cohort__release", "brief__brief").get(ref=window)
    found = standard_of(row)
    return WindowStandard(
        WindowRef(row.ref),
        row.cohort.title,
        row.brief.brief.title,
        found.ref if found else None,
        policy_of(row).standard.needs_clearance,
        why_not_lead(by),
    )


def standard_page(ref: UUID, *, by: Actor) -> StandardPage:
    """One standard; in at most twenty-four statements whatever the number of exemplars and markers.

    :raises Standard.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = _standard(ref, by=by)
    rule, is_illustrative = rule_of(row)
    exemplars, names = _exemplars(row), may_name(by)
    markers = _markers(row, rule, by=by) if names else ()
    published = [e.use for e in exemplars if e.state is ExemplarState.PUBLISHED]
    without = [each.name for each in markers if each.has_run_out]
    ran_out = who_ran_out(without, new_ones_needed(row, rule) if without else 0)
    return StandardPage(
        ref=row.ref,
        brief=row.brief.title,
        scheme=_title(mark_scheme(row.scheme)),
        rule=rule,
        is_illustrative=is_illustrative,
        exemplars=exemplars,
        forms=_forms(row),
        markers=markers,
        names=names,
        short=(*what_is_short(published, rule), *ran_out),
        why_not_lead=why_not_lead(by),
    )


def _forms(row: Standard) -> tuple[tuple[UUID, str], ...]:
    """On which forms the windows under a standard take projects; in one statement."""
    found = ProjectForm.objects.filter(windows__window__in=windows_under(row).order_by().values("pk"))
    named = [(each.ref, each.as_form()) for each in found.distinct().order_by("slug", "-version")]
    return tuple((ref, f"{form.title}, version {form.version}") for ref, form in named)


def rule_of(row: Standard) -> tuple[StandardRule, bool]:
    """The rule of the newest window under a standard, and whether it is illustrative; in two statements."""
    window = windows_under(row)[:1].get()
    policy = policy_of(window)
    return policy.standard, policy.terms.is_illustrative or "standard" in policy.illustrates


def may_name(by: Actor) -> bool:
    """Whether somebody may know who marks: moderators judge scripts, and do not."""
    return by.wears_for_provider(*RUNS, Duty.INSPECTOR)


def _exemplars(row: Standard) -> tuple[ExemplarLine, ...]:
    """In three statements."""
    rows = list(Exemplar.objects.filter(standard=row).order_by("use", "pk"))
    sheets = AgreedSheet.objects.filter(exemplar__in=rows).annotate(signed=Count("signatures")).order_by("version")
    signed = dict(sheets.values_list("exemplar_id", "signed"))
    had = StandardPiece.objects.filter(exemplar__in=rows, finished_at__isnull=False).values_list("exemplar_id")
    close = Count("pk", filter=Q(is_close=True))
    told = {pk: said for pk, *said in had.annotate(all=Count("pk"), close=close).order_by()}
    return tuple(
        ExemplarLine(
            each.ref,
            each.title,
            Purpose(each.use),
            ExemplarState(each.state),
            signed.get(each.pk, 0),
            *told.get(each.pk, (0, 0)),
        )
        for each in rows
    )


def _markers(row: Standard, rule: StandardRule, *, by: Actor) -> tuple[MarkerLine, ...]:
    """Everybody who wears the assessor's hat, those who are stopped first; in at most twelve statements."""
    people = assessors(by=by)
    hidden = in_use(row, Purpose.SEED, windows_under(row)[:1].get()) if rule.every else []
    known = known_by(hidden, list(people.names)) if hidden else {}
    standings = {each.person_id: each for each in MarkerStanding.objects.filter(standard=row)}
    seeds = StandardPiece.objects.filter(exemplar__standard=row, round=None, finished_at__isnull=False)
    close = Count("pk", filter=Q(is_close=True))
    told = {pk: said for pk, *said in seeds.values_list("marker_id").annotate(all=Count("pk"), close=close).order_by()}
    stops = dict(MarkerStop.objects.filter(standing__standard=row, decision="").values_list("standing__person", "ref"))
    lines = []
    for person, name in people.names.items():
        held = standings.get(person)
        state = Standing(held.state) if held else Standing.UNTRIED
        finished, near = told.get(person, (0, 0))
        lines.append(
            MarkerLine(
                people.refs[person],
                name,
                state,
                held.since if held else None,
                held.failed if held else 0,
                seeds=finished,
                close=near,
                stop=stops.get(person),
                has_run_out=state is Standing.CLEARED and person in known and not chosen_as_seeds(known[person], 1),
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.stop is None, line.name, str(line.person))))


def exemplar_page(ref: UUID, *, by: Actor) -> ExemplarPage:
    """An exemplar and the newest marks for it; in at most seven statements.

    :raises Exemplar.DoesNotExist: if there is none, or it is not theirs to see.
    """
    if not reads(by):
        raise Exemplar.DoesNotExist
    row = Exemplar.objects.select_related("standard__brief", "form").get(ref=ref)
    form = row.form.as_form() if row.form else None
    places = _places(row, form) if form else ()
    whole = why_not_whole(form, {each.place for each in places if each.is_there})
    newest = row.sheets.prefetch_related("marks").order_by("-version").first()
    signed = list(newest.signatures.order_by("pk").values_list("by_id", "by__name")) if newest else []
    state = ExemplarState(row.state)
    return ExemplarPage(
        ref=row.ref,
        standard=row.standard.ref,
        brief=row.standard.brief.title,
        title=row.title,
        use=Purpose(row.use),
        state=state,
        blocks=tuple(Block(Part(part), text) for part, text in row.blocks),
        scheme=mark_scheme(row.standard.scheme),
        sheet=newest.as_sheet() if newest else MarkSheet(),
        version=newest.version if newest else 0,
        signed_by=tuple(name for _, name in signed),
        has_signed=by.person_id in {person for person, _ in signed},
        why_not_agree=why_not_seat(by) or whole,
        why_not_publish=whole or why_not_publish(signed=len(signed)) or why_not_lead(by),
        form=f"{form.title}, version {form.version}" if form else "",
        places=places,
        why_not_change=why_not_lead(by) or why_not_change_piece(state, has_marks=newest is not None),
    )


def _places(row: Exemplar, form: TaskForm) -> tuple[ExemplarPlace, ...]:
    """What an exemplar of a project is made of, and what is missing; in one statement."""
    made_of = {each.place: each for each in row.made_of.select_related("clean_file").defer("blocks")}
    found = []
    for each in places_of(form, made_of):
        piece = made_of.get(each.place)
        name = piece.clean_file.name if piece and piece.clean_file else ""
        found.append(replace(each, file_name=name, text=piece.text if piece else ""))
    return tuple(found)


def exemplar_piece_file(ref: UUID, place: str, *, by: Actor) -> FileCopy:
    """The cleaned copy of one file of an exemplar of a project.

    :raises ExemplarPiece.DoesNotExist: if there is none, or it is not theirs to see.
    """
    if not reads(by):
        raise ExemplarPiece.DoesNotExist
    return copy_of(ExemplarPiece.objects.get(exemplar__ref=ref, place=place, clean_file__isnull=False).clean_file_id)


def exemplar_file(ref: UUID, *, by: Actor) -> FileCopy:
    """The cleaned copy of an exemplar. :raises Exemplar.DoesNotExist: if there is none, or it is not theirs to see."""
    if not reads(by):
        raise Exemplar.DoesNotExist
    return copy_of(Exemplar.objects.get(ref=ref).clean_file_id)


def marker_standing_page(ref: UUID, person: UUID, *, by: Actor) -> MarkerStandingPage:
    """One marker under one standard; in at most eleven statements.

    :raises ObjectDoesNotExist: if there is no such standard or marker, or not theirs to see.
    """
    row = _standard(ref, by=by)
    people = assessors(by=by)
    found = [pk for pk, each in people.refs.items() if each == person and may_name(by)]
    if not found:
        raise Standard.DoesNotExist
    marker = found[0]
    standing = MarkerStanding.objects.filter(standard=row, person_id=marker).first()
    state = Standing(standing.state) if standing else Standing.UNTRIED
    steps = StandingStep.objects.filter(standing=standing).select_related("by").order_by("-pk")
    stop = MarkerStop.objects.filter(standing=standing, decision="").values_list("ref", flat=True).first()
    why_not = why_not_decide(by, marker=marker, is_decided=False)
    return MarkerStandingPage(
        standard=row.ref,
        brief=row.brief.title,
        person=PersonRef(people.refs[marker]),
        name=people.names[marker],
        state=state,
        total=rule_of(row)[0].total,
        pieces=pieces_of(row, marker),
        steps=tuple(
            StepLine(STEP_NAMES[StandingEvent(s.event)], s.by.name if s.by else "", s.at, s.why) for s in steps
        ),
        stop=stop if standing else None,
        may=what_may(state) if why_not is None else (),
        why_not=why_not,
    )


def stop_page(ref: UUID, *, by: Actor) -> StopPage:
    """A stop, what came back with it, and what was out already; in at most eleven statements.

    :raises MarkerStop.DoesNotExist: if there is none, or it is not theirs to see.
    """
    if not may_name(by):
        raise MarkerStop.DoesNotExist
    row = MarkerStop.objects.select_related("standing__standard__brief", "standing__person", "decided_by").get(ref=ref)
    standing = row.standing
    numbers = row.returned.order_by("script__number").values_list("script__number", flat=True)
    return StopPage(
        ref=row.ref,
        standard=standing.standard.ref,
        brief=standing.standard.brief.title,
        person=PersonRef(standing.person.ref),
        name=standing.person.name,
        at=row.at,
        why=row.why,
        seats=row.seats,
        numbers=tuple(numbers),
        out=out_before(row),
        pieces=pieces_of(standing.standard, standing.person_id),
        total=rule_of(standing.standard)[0].total,
        decision=Decision(row.decision) if row.decision else None,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
        decided_why=row.decided_why,
        why_not=why_not_decide(by, marker=standing.person_id, is_decided=bool(row.decision)),
    )


def pieces_of(row: Standard, marker: int) -> tuple[PieceLine, ...]:
    """The standard scripts that somebody finished, the oldest first; in one statement."""
    rows = StandardPiece.objects.filter(exemplar__standard=row, marker_id=marker, finished_at__isnull=False)
    told = rows.order_by("finished_at", "pk").values_list(
        "exemplar__title", "script__standard", "finished_at", "is_close", "difference", "apart"
    )
    return tuple(
        PieceLine(title, Purpose(purpose), cast("datetime", finished_at), bool(is_close), difference or 0, tuple(apart))
        for title, purpose, finished_at, is_close, difference, apart in told
    )


def _standard(ref: UUID, *, by: Actor) -> Standard:
    if not reads(by):
        raise Standard.DoesNotExist
    return Standard.objects.select_related("brief").get(ref=ref)


def _title(scheme: MarkScheme) -> str:
    return f"{scheme.qualification}, {scheme.title}"
