"""What is ready to be told, and what was told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, prefetch_related_objects

from goldenthread.assessment.models import Correction, PlannedRelease, Result, Script, Settlement, Window
from goldenthread.assessment.models.scripts import passed_in_others
from goldenthread.assessment.models.seeing import looks
from goldenthread.assessment.queries.attempts import supports_told
from goldenthread.assessment.queries.booking import booked_and_stayed_away, given_back
from goldenthread.assessment.queries.carrying import behind_in, carried_in
from goldenthread.assessment.queries.case_effects import standing_rulings, told_in
from goldenthread.assessment.queries.cases import OPEN_CASE, open_cases_in
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.pinning import blocks_of, pins_told
from goldenthread.assessment.queries.readiness import by_kind, feedback_doubts, holds_of, keeping_in, pairs_unseen
from goldenthread.assessment.rules.briefing import why_not_run, why_not_tell
from goldenthread.assessment.rules.cases import goes_out, is_left_over
from goldenthread.assessment.rules.correcting import why_not_correct
from goldenthread.assessment.rules.marking import why_failed
from goldenthread.assessment.rules.masking import covered_pins
from goldenthread.assessment.rules.pinning import drawn
from goldenthread.assessment.rules.release import reasons_of, why_held, why_not_release
from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.case_pages import StandingRuling
from goldenthread.assessment.types.marking import Judged
from goldenthread.assessment.types.moderating import CriterionResult, ReleaseBoard, ReleaseRow, ResultPage
from goldenthread.assessment.types.readiness import Hold, PlannedLetter, PlannedLine, PlannedRef, PlannedState
from goldenthread.assessment.types.releasing import CorrectedResult, CorrectionLine, ReleasedResult
from goldenthread.assessment.types.submitting import Stage
from goldenthread.assessment.types.words import Outcome, ResultRef, ScriptRef, State
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import SponsorTold


def release_board(window: UUID, *, by: Actor, at: datetime) -> ReleaseBoard:
    """The scripts of a window: what is ready, what is not and why, what is out; in at most 31 statements.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Window.objects.read_by(by).select_related("cohort__release", "brief__brief").get(ref=window)
    mine = Script.objects.seen_by(by).filter(window=row).exclude(given_back())
    scripts = list(mine.with_facts().select_related("result").order_by("number"))
    newest, numbers = _newest(row), {script.pk: script.number for script in scripts}
    rulings, scheme = standing_rulings(numbers), mark_scheme(row.scheme)
    prefetch_related_objects([newest[pk] for pk in rulings if pk in newest], "marks")
    will = {
        pk: goes_out(newest[pk].as_sheet(), scheme, ruling, penalty=newest[pk].penalty)
        for pk, ruling in rulings.items()
        if pk in newest
    }
    holds = [hold for hold in holds_of(row, at) if hold.script_id is None or hold.script_id in numbers]
    everybody = keeping_in(row, (), holds)
    own: defaultdict[int | None, list[Hold]] = defaultdict(list)
    for hold in holds:
        own[hold.script_id].append(hold)
    unseen, most_alike = pairs_unseen(row)
    cases = open_cases_in(row, by=by)
    rows = [_row(each, newest.get(each.pk), why_held(own[each.pk] or everybody, numbers), at=at) for each in scripts]
    if not looks(by):
        rows, will = [_unread(line) for line in rows], {}
    holds = _for_reader(holds, {pk for pk in cases if pk in numbers})
    told = {
        each.pk: [hold for hold in own[each.pk] if not (hold.code == OPEN_CASE and each.pk in cases)]
        for each in scripts
    }
    lines = _overtaken(rows, scripts, rulings, newest, sees_cases=why_not_run(by) is None)
    ready = [each.pk for each, line in zip(scripts, rows, strict=True) if line.released_at is None and not line.why_not]
    return ReleaseBoard(
        window=row.ref,
        cohort=row.cohort.title,
        brief=row.brief.brief.title,
        closes_at=row.closes_at,
        highest=scheme.highest_total,
        rows=tuple(
            replace(
                _as_it_goes_out(line, will.get(each.pk), rulings.get(each.pk)),
                case=cases.get(each.pk),
                reasons=reasons_of(None if each.pk in cases and not told[each.pk] else line.why_not, told[each.pk]),
            )
            for line, each in zip(lines, scripts, strict=True)
        ),
        may_release=why_not_tell(by) is None,
        shows_marks=looks(by),
        held=by_kind(holds, numbers),
        holds_everybody=bool(everybody),
        doubts=tuple(doubt for doubt in feedback_doubts(row) if doubt.script_id in numbers),
        planned=planned_for(row),
        may_correct=why_not_correct(by) is None,
        pairs_unseen=unseen,
        most_alike=most_alike,
        passed_already=_passed_already(ready),
        stayed_away=booked_and_stayed_away(row) if stage(row.as_facts(), at=at) is Stage.CLOSED else 0,
    )


def _passed_already(ready: Sequence[int]) -> int:
    """How many of these scripts are by somebody who has passed by another attempt; in one statement at most.

    Which ones is not said: with it, a number would lead to a name among those who passed.
    """
    if not ready:
        return 0
    others = passed_in_others(enrolment=OuterRef("enrolment"), window=OuterRef("window"))
    return Script.objects.filter(Exists(others), pk__in=ready).count()


def _overtaken(
    rows: Iterable[ReleaseRow],
    scripts: Sequence[Script],
    rulings: Mapping[int, StandingRuling],
    newest: Mapping[int, Settlement],
    *,
    sees_cases: bool,
) -> Iterator[ReleaseRow]:
    """The lines with what a correction or a case has overtaken since they were told; in no statement where nothing
    stands in any, and in four otherwise."""
    behind = behind_in([script for script in scripts if script.state == State.RELEASED.value])
    for line, script in zip(rows, scripts, strict=True):
        ruling = rulings.get(script.pk)
        is_out = line.released_at is not None and line.outcome is not Outcome.VOIDED
        is_left = is_out and ruling is not None and is_left_over(told_in(newest[script.pk]), ruling)
        case = ruling.case if is_left and ruling and sees_cases else None
        yield replace(line, is_behind=script.pk in behind, is_left=is_left, left_case=case)


def _for_reader(holds: Sequence[Hold], cases: Set[int]) -> list[Hold]:
    """What keeps results in, as whoever may see these cases reads it: they are told of a case from its first day."""
    others = [hold for hold in holds if not (hold.code == OPEN_CASE and hold.script_id in cases)]
    says, mend = "A case is open.", "Drop the case, or decide it."
    return others + [Hold(pk, OPEN_CASE, says, mend) for pk in sorted(cases)]


def _unread(line: ReleaseRow) -> ReleaseRow:
    """A script as its record tells of it to whoever may not look at marks before they are out."""
    return line if line.released_at else replace(line, outcome=None, total=None, penalty=0)


def planned_for(window: Window) -> tuple[PlannedLine, ...]:
    """The releases that were planned for a window, newest first; in one statement."""
    rows = PlannedRelease.objects.filter(window=window).select_related("planned_by")
    return tuple(
        PlannedLine(
            PlannedRef(row.ref), row.release_at, PlannedState(row.state), row.planned_by.name, row.says, row.done_at
        )
        for row in rows.order_by("-release_at", "-pk")
    )


def planned_window(ref: UUID, *, by: Actor) -> UUID:
    """The window of a planned release. :raises PlannedRelease.DoesNotExist: if there is none, or it is not theirs."""
    windows = Window.objects.seen_by(by)
    found: UUID = PlannedRelease.objects.select_related("window").get(ref=ref, window__in=windows).window.ref
    return found


def planned_letter(ref: UUID) -> PlannedLetter:
    """What came of a planned release, and whom to write to. :raises PlannedRelease.DoesNotExist: if there is none."""
    row = PlannedRelease.objects.select_related("window__cohort", "planned_by").get(ref=ref)
    return PlannedLetter(
        PlannedRef(row.ref),
        row.window.ref,
        row.window.cohort.title,
        row.planned_by.email,
        row.planned_by.name,
        row.release_at,
        row.says,
        row.state == PlannedState.CARRIED_OUT.value,
    )


def _newest(window: Window) -> Mapping[int, Settlement]:
    """The settlement that stands for each script of a window."""
    return {each.script_id: each for each in Settlement.objects.filter(script__window=window).order_by("id")}


def _as_it_goes_out(line: ReleaseRow, judged: Judged | None, ruling: StandingRuling | None) -> ReleaseRow:
    """What is settled, as it goes out where decided cases bear on it; what is out stays as it was told."""
    if ruling is None:
        return line
    line = replace(line, ruling=" ".join(ruling.told_staff))
    if judged is None or line.released_at:
        return line
    return replace(line, outcome=judged.outcome, total=judged.total, penalty=judged.penalty)


def _row(script: Script, settled: Settlement | None, held: Refusal | None, *, at: datetime) -> ReleaseRow:
    out = script.result if hasattr(script, "result") else None
    return ReleaseRow(
        ref=ScriptRef(script.ref),
        number=script.number,
        state=State(script.state),
        outcome=Outcome(out.outcome) if out else Outcome(settled.outcome) if settled else None,
        total=out.total if out else settled.total if settled else None,
        settlement=settled.ref if settled else None,
        why_not=why_not_release(script.as_facts(), at=at) or held,
        released_at=out.released_at if out else None,
        penalty=settled.penalty if settled else 0,
        corrected_at=out.corrected_at if out else None,
    )


def result_page(script: UUID, *, by: Actor) -> ResultPage:
    """A participant's own result, once it is released; in eight statements, and eight more at most where it failed.

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
    carried = carried_in(row.script)
    stood = carried.codes if carried else frozenset[str]()
    ruling = standing_rulings([row.script_id]).get(row.script_id)
    is_out = row.outcome != Outcome.VOIDED.value
    has_failed = row.outcome == Outcome.FAILED.value
    passed = _passed_instead(row.script) if has_failed else None
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
            CriterionResult(
                c, told[c.code].mark, c.level(told[c.code].mark).label, told[c.code].feedback, c.code in stood
            )
            for c in scheme.criteria
        ),
        comment=row.settlement.comment,
        carried=carried.titles if carried else "",
        carried_from=carried.told_at if carried else None,
        released_at=row.released_at,
        penalty=row.settlement.penalty,
        penalty_says=row.settlement.penalty_says,
        lines=drawn(blocks, pins) if pins else (),
        # Of their own text they read every word, masked for others or not.
        pins=covered_pins(pins, blocks),
        ruling=ruling,
        is_behind=carried is not None and carried.is_behind,
        is_left=is_out and ruling is not None and is_left_over(told_in(row.settlement), ruling),
        corrected_at=row.corrected_at,
        corrections=corrections_of(row.pk) if row.corrected_at else (),
        why_failed=why_failed(row.total, {code: each.mark for code, each in told.items()}, scheme)
        if has_failed
        else (),
        supports=supports_told(row.script, policy_of(window)) if has_failed and passed is None else (),
        passed_by=passed,
    )


def _passed_instead(script: Script) -> ScriptRef | None:
    """The script by which its writer has passed, if it is another one; in one statement."""
    others = passed_in_others(enrolment=script.enrolment_id, window=script.window_id)
    ref = others.order_by("-window__opens_at", "-pk").values_list("ref", flat=True).first()
    return ScriptRef(ref) if ref else None


def corrections_of(result: int) -> tuple[CorrectionLine, ...]:
    """What was corrected of a result, oldest first; in one statement."""
    rows = Correction.objects.filter(result_id=result).select_related("before", "settlement")
    return tuple(correction_line(row) for row in rows.order_by("pk"))


def correction_line(row: Correction) -> CorrectionLine:
    """A correction in words; wants both settlements fetched."""
    return CorrectionLine(
        row.at,
        Outcome(row.outcome_before),
        row.before.total,
        Outcome(row.outcome),
        0 if row.outcome == Outcome.VOIDED.value else row.settlement.total,
        row.reason,
    )


def told_to_supporters(result: UUID) -> tuple[str, ...]:
    """What those who support a participant are told of a result, beside that it is out, as the policy has it.

    :raises Result.DoesNotExist: if there is none.
    """
    row = Result.objects.select_related("script__window__cohort__release", "settlement").get(ref=result)
    rule = policy_of(row.script.window).release.sponsor
    said = ("The result was corrected.",) if row.corrected_at else ()
    if rule is SponsorTold.NOTHING:
        return said
    came: tuple[str, ...] = (f"The outcome: {row.outcome}.",)
    if row.outcome == Outcome.FAILED.value and _passed_instead(row.script):
        came = (
            "They have passed, by another attempt. That one counts, and nothing more is asked of them.",
            "This other attempt came to “failed”, and changes nothing.",
        )
    said = (*said, *came)
    comment = row.settlement.comment
    return (*said, f"Feedback over all: {comment}") if rule is SponsorTold.COMMENT and comment else said


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


def corrected_result(correction: UUID) -> CorrectedResult:
    """A result as it stands, by a correction of it, for those who act on what was told before.

    :raises Correction.DoesNotExist: if there is none.
    """
    row = Correction.objects.select_related("result").get(ref=correction)
    return CorrectedResult(released_result(row.result.ref), Outcome(row.outcome_before), row.at, row.by_id)
