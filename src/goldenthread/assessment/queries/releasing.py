"""What is ready to be told, and what was told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.models import Result, Script, Settlement, Window
from goldenthread.assessment.queries.case_effects import standing_rulings
from goldenthread.assessment.queries.pinning import blocks_of, pins_told
from goldenthread.assessment.rules.briefing import why_not_tell
from goldenthread.assessment.rules.masking import covered_pins
from goldenthread.assessment.rules.pinning import drawn
from goldenthread.assessment.rules.release import why_not_release
from goldenthread.assessment.types.case_pages import StandingRuling
from goldenthread.assessment.types.moderating import CriterionResult, ReleaseBoard, ReleaseRow, ResultPage
from goldenthread.assessment.types.releasing import ReleasedResult
from goldenthread.assessment.types.words import Outcome, ResultRef, ScriptRef, State
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme


def release_board(window: UUID, *, by: Actor, at: datetime) -> ReleaseBoard:
    """The scripts of a window: what is ready, what is not and why, what is out; in seven statements.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Window.objects.seen_by(by).select_related("cohort", "brief__brief").get(ref=window)
    scripts = Script.objects.seen_by(by).filter(window=row).with_facts().select_related("result").order_by("number")
    rows = list(scripts)
    newest, rulings = _newest(row), standing_rulings(script.pk for script in rows)
    return ReleaseBoard(
        window=row.ref,
        cohort=row.cohort.title,
        brief=row.brief.brief.title,
        closes_at=row.closes_at,
        highest=mark_scheme(row.scheme).highest_total,
        rows=tuple(_row(each, newest.get(each.pk), rulings.get(each.pk), at=at) for each in rows),
        may_release=why_not_tell(by) is None,
    )


def _newest(window: Window) -> Mapping[int, Settlement]:
    """The settlement that stands for each script of a window."""
    return {each.script_id: each for each in Settlement.objects.filter(script__window=window).order_by("id")}


def _row(script: Script, settled: Settlement | None, ruling: StandingRuling | None, *, at: datetime) -> ReleaseRow:
    return ReleaseRow(
        ref=ScriptRef(script.ref),
        number=script.number,
        state=State(script.state),
        outcome=Outcome(settled.outcome) if settled else None,
        total=settled.total if settled else None,
        settlement=settled.ref if settled else None,
        why_not=why_not_release(script.as_facts(), at=at),
        released_at=script.result.released_at if hasattr(script, "result") else None,
        penalty=settled.penalty if settled else 0,
        ruling=" ".join(ruling.says) if ruling else "",
    )


def result_page(script: UUID, *, by: Actor) -> ResultPage:
    """A participant's own result, once it is released; in eight statements.

    :raises Result.DoesNotExist: if it is not released, not there, or not theirs.
    """
    rows = Result.objects.handed_in_by(by).select_related(
        "settlement", "script__window__brief__brief", "script__window__cohort__release__programme"
    )
    row = rows.prefetch_related("settlement__marks").get(script__ref=script)
    window = row.script.window
    scheme = mark_scheme(window.scheme)
    pins = pins_told(row.script_id)
    blocks = blocks_of(row.script_id) if pins else ()
    told = {each.code: each for each in row.settlement.marks.all()}
    return ResultPage(
        script=ScriptRef(row.script.ref),
        ref=row.ref,
        number=row.script.number,
        title=window.brief.brief.title,
        programme=window.cohort.release.programme.title,
        outcome=Outcome(row.outcome),
        total=row.total,
        scheme=scheme,
        criteria=tuple(
            CriterionResult(c, told[c.code].mark, c.level(told[c.code].mark).label, told[c.code].feedback)
            for c in scheme.criteria
        ),
        comment=row.settlement.comment,
        released_at=row.released_at,
        penalty=row.settlement.penalty,
        penalty_says=row.settlement.penalty_says,
        lines=drawn(blocks, pins) if pins else (),
        # Of their own text they read every word, masked for others or not.
        pins=covered_pins(pins, blocks),
        ruling=standing_rulings([row.script_id]).get(row.script_id),
    )


def released_result(ref: UUID) -> ReleasedResult:
    """A released result by reference, for the awards room, which acts for nobody in particular.

    :raises Result.DoesNotExist: if there is none.
    """
    row = Result.objects.select_related(
        "script__enrolment__participant", "script__window__cohort__release__programme__qualification"
    ).get(ref=ref)
    enrolment = row.script.enrolment
    qualification = row.script.window.cohort.release.programme.qualification
    return ReleasedResult(
        ref=ResultRef(row.ref),
        script=ScriptRef(row.script.ref),
        enrolment_id=enrolment.pk,
        enrolment=enrolment.ref,
        participant_id=enrolment.participant_id,
        name=enrolment.participant.name,
        email=enrolment.participant.email,
        qualification=qualification.as_facts().in_full,
        outcome=Outcome(row.outcome),
        released_at=row.released_at,
        released_by_id=row.released_by_id,
    )
