"""A further attempt: after help, in a later window; and an assessment that is put off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from goldenthread.assessment.actions.attempts import put_off, record_help
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.own_times import give_time
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.models import HelpGiven, PutOff, Result, Script, ScriptVersion, Window
from goldenthread.assessment.queries.allocating import allocation_page
from goldenthread.assessment.queries.attempts import attempts_page, own_attempts, put_off_page
from goldenthread.assessment.queries.briefing import window_page
from goldenthread.assessment.queries.holding_events import holds_of_events
from goldenthread.assessment.queries.own_times import incident_preview, times_page
from goldenthread.assessment.queries.releasing import release_board, result_page, told_to_supporters
from goldenthread.assessment.queries.submitting import my_windows, script_page
from goldenthread.assessment.queries.to_help import has_attempts, help_to_give, people_to_help
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.rules.submitting import PASSED
from goldenthread.assessment.types.attempts import HelpState, NewHelp, NewPutOff, PutOffKind, PutOffReason
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.own_times import Affected, NewIncident, NewTime, TimeEntry
from goldenthread.assessment.types.telling import ToHelp, Waits
from goldenthread.assessment.types.words import Outcome, State
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.programmes.models import AssessmentPolicy
from goldenthread.programmes.types import ReleaseRule, SponsorTold
from goldenthread.programmes.types.again import SupportKind
from tests.makers.assessment import (
    AFTER,
    CLOSES,
    INSIDE,
    OPENS,
    full_sheet,
    hand_in,
    make_brief,
    make_window,
    mark_both,
    seat_both,
    settle_and_release,
    state_of,
)
from tests.makers.cohorts import make_cohort, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.handing import policy_with

APART = timedelta(days=60)
OUT = AFTER + timedelta(days=7)
AGREED = "Read the budget of a second school, and come to the clinic."


@pytest.fixture
def planned(cast, at):
    return make_window(cast, at=at)


@pytest.fixture
def failed(cast, planned):
    script = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, 1, 1, at=AFTER)
    settle_and_release(cast, planned, script, 1, at=OUT)
    return script


@pytest.fixture
def later(cast, planned, failed):
    brief = make_brief(cast, at=OUT, title="Harbour Academy")
    when = {"opens_at": OPENS + APART, "closes_at": CLOSES + APART}
    return make_window(cast, at=OUT, engaged=False, enrolled=planned.enrolled, brief=brief, **when)


def help_on(day=OUT, agreed: str = AGREED) -> NewHelp:
    return NewHelp(day.date(), agreed)


def an_absence(**changes) -> NewPutOff:
    said = {"kind": PutOffKind.DEFERRED, "reason": PutOffReason.ILLNESS, "why": "A hospital letter was seen."}
    return NewPutOff(**said | changes)


def test_after_help_a_second_attempt_opens_and_the_record_shows_both(cast, planned, failed, later) -> None:
    ref, at = planned.enrolled.ref, INSIDE + APART
    with pytest.raises(Refused) as refused:
        open_brief(later.window, by=cast.participant, at=at)
    assert refused.value.refusal.code == "help_comes_first"
    page = attempts_page(ref, by=cast.participant, at=OUT)
    assert page.is_ours
    assert (page.used, page.left, page.waits_for_help, page.next_opens_at) == (1, 1, True, OPENS + APART)
    assert cast.mentor.name in page.supports[0].who
    assert page.failed
    assert page.why_not_help is not None
    waits = (ToHelp(ref, cast.participant.name, ("A meeting about what to do next",)),)
    assert people_to_help(by=cast.programme_manager) == people_to_help(by=cast.mentor) == waits
    assert people_to_help(by=cast.coach) == ()
    assert (has_attempts(ref, by=cast.mentor), has_attempts(ref, by=cast.coach)) == (True, False)
    assert not has_attempts(ref, by=cast.moderator)
    assert [(each.what, each.name, each.place) for each in help_to_give(failed)] == [
        (Waits.HELP, cast.mentor.name, ref)
    ]
    assert statements_of(lambda: people_to_help(by=cast.programme_manager)) == 2
    assert to_do(by=cast.programme_manager, at=OUT).failed == 1
    assert statements_of(lambda: people_to_help(by=cast.moderator)) == 0

    record_help(failed, help_on(), by=cast.mentor, at=OUT)
    assert people_to_help(by=cast.programme_manager) == help_to_give(failed) == ()

    entry = AuditEntry.objects.get(did="assessment.record_help")
    assert (entry.to, AGREED in f"{entry.why}{entry.facts}") == (str(ref), False)
    assert NoticeRow.objects.filter(kind="assessment.help_recorded").count() == 1
    (window,) = [each for each in my_windows(by=cast.participant, at=at) if each.script is None]
    assert (window.why_not, window.conditions[-1].says) == (None, "A further attempt is open to you")
    open_brief(later.window, by=cast.participant, at=at)
    page = attempts_page(ref, by=cast.participant, at=at)
    assert (page.used, page.next_opens_at) == (1, OPENS + APART)
    assert not page.waits_for_result
    second = hand_in(later, cast.participant, at=at).script
    assert attempts_page(ref, by=cast.participant, at=at).waits_for_result
    seat_both(cast, later, second, at=AFTER + APART)
    mark_both(cast, second, planned.enrolled.cohort.built.scheme, at=AFTER + APART)
    settle_and_release(cast, later, second, at=OUT + APART)
    page = attempts_page(ref, by=cast.programme_manager, at=OUT + APART)
    assert [(line.number, line.outcome) for line in page.lines] == [(2, Outcome.PASSED), (1, Outcome.FAILED)]
    assert page.lines[1].help[0].agreed == AGREED
    assert (page.has_passed, page.waits_for_result) == (True, False)
    assert not page.waits_for_help
    assert people_to_help(by=cast.programme_manager) == ()
    assert own_attempts(by=cast.participant) == ref


def test_whoever_has_passed_is_met_by_no_later_window(cast, planned, failed, later) -> None:
    """A later window says so, and how many of its people had its brief before."""
    run, at = cast.programme_manager, OPENS + APART - timedelta(days=1)
    before = window_page(later.window, by=run, at=at)
    assert ([each.name for each in before.people], before.know_the_brief) == ([cast.participant.name], 0)
    Window.objects.filter(ref=later.window).update(brief=Window.objects.get(ref=planned.window).brief)
    assert window_page(later.window, by=run, at=at).know_the_brief == 1
    down = NewIncident("The site was down.", at - timedelta(hours=2), at, Affected.ALL, 60)
    assert len(times_page(later.window, by=run, at=at).people) == 1
    assert len(incident_preview(later.window, down, by=run, at=at).effects) == 1

    Result.objects.update(outcome=Outcome.PASSED.value)

    assert window_page(later.window, by=run, at=at).people == ()
    # Nor does an incident there give them time, or anybody by hand.
    assert times_page(later.window, by=run, at=at).people == ()
    assert incident_preview(later.window, down, by=run, at=at).gains == ()
    assert [each.name for each in window_page(planned.window, by=run, at=at).people] == [cast.participant.name]
    assert [each.script for each in my_windows(by=cast.participant, at=at)] == [failed]


def test_whoever_passes_by_a_correction_hands_in_nothing_more_until_it_is_corrected_back(
    cast, planned, failed, later
) -> None:
    """What was handed in stays and is marked; its result stands beside the one that counts."""
    at, run = INSIDE + APART, cast.programme_manager
    record_help(failed, help_on(), by=cast.mentor, at=OUT)
    second = hand_in(later, cast.participant, at=at).script
    assert not result_page(failed, by=cast.participant).passed_by
    Result.objects.update(outcome=Outcome.PASSED.value)

    mine = [each for each in my_windows(by=cast.participant, at=at) if each.script == second]
    assert [(each.has_passed, each.late_until) for each in mine] == [(True, None)]
    assert script_page(second, by=cast.participant, at=at).why_not_take == PASSED
    with pytest.raises(Refused) as refused:
        hand_in(later, cast.participant, at=at + timedelta(hours=1), content=b"%PDF", name="again.pdf")
    assert refused.value.refusal == PASSED
    assert script_page(failed, by=cast.participant, at=AFTER).why_not_take != PASSED
    seat_both(cast, later, second, at=AFTER + APART)
    scheme = planned.enrolled.cohort.built.scheme
    mark_both(cast, second, scheme, 1, 1, at=AFTER + APART)
    out = OUT + APART
    settle_script(second, SettlementSheet(full_sheet(scheme, 1)), by=cast.moderator, at=out)
    board = release_board(later.window, by=cast.quality_lead, at=out)
    assert (len(board.ready), board.passed_already) == (1, 1)
    Result.objects.update(outcome=Outcome.FAILED.value)
    assert release_board(later.window, by=cast.quality_lead, at=out).passed_already == 0
    Result.objects.update(outcome=Outcome.PASSED.value)
    release_results(later.window, [second], by=cast.quality_lead, at=out)
    assert release_board(later.window, by=cast.quality_lead, at=out).passed_already == 0
    policy_with(cast, later, at=at, release=ReleaseRule(sponsor=SponsorTold.OUTCOME))
    page = result_page(second, by=cast.participant)
    assert (page.outcome, page.passed_by, page.supports) == (Outcome.FAILED, failed, ())
    told = told_to_supporters(page.ref)
    assert told == (
        "They have passed, by another attempt. That one counts, and nothing more is asked of them.",
        "This other attempt came to “failed”, and changes nothing.",
    )
    lines = attempts_page(planned.enrolled.ref, by=run, at=OUT + APART)
    assert [line.outcome for line in lines.lines] == [Outcome.FAILED, Outcome.PASSED]
    assert [line.told_at for line in lines.lines] == [OUT + APART, OUT]
    assert lines.has_passed

    Result.objects.update(outcome=Outcome.FAILED.value)

    assert result_page(second, by=cast.participant).passed_by is None
    assert told_to_supporters(page.ref) == ("The outcome: failed.",)
    Script.objects.filter(ref=second).update(state=State.SUBMITTED.value)
    assert script_page(second, by=cast.participant, at=at).why_not_take is None


def test_only_who_helps_records_it_and_only_after_a_result(cast, planned, failed) -> None:
    for who in (cast.participant, cast.sponsor, cast.assessor, cast.outsider, cast.moderator, cast.facilitator):
        with pytest.raises(Script.DoesNotExist):
            record_help(failed, help_on(), by=who, at=OUT)
    for who in (cast.sponsor, cast.inspector):
        with pytest.raises(Script.DoesNotExist):
            attempts_page(planned.enrolled.ref, by=who, at=OUT)
    with pytest.raises(Refused) as refused:
        record_help(failed, help_on(AFTER), by=cast.partner_manager, at=OUT)
    assert refused.value.refusal.code == "before_the_result"
    with pytest.raises(Script.DoesNotExist):
        own_attempts(by=cast.outside_participant)
    assert not HelpGiven.objects.exists()


def test_nothing_is_recorded_before_there_is_a_result_or_a_script(cast, planned) -> None:
    with pytest.raises(Script.DoesNotExist):
        attempts_page(planned.enrolled.ref, by=cast.participant, at=INSIDE)
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)
    with pytest.raises(Refused) as refused:
        record_help(script, help_on(INSIDE), by=cast.programme_manager, at=INSIDE)
    assert refused.value.refusal.code == "not_failed"
    page = attempts_page(planned.enrolled.ref, by=cast.participant, at=AFTER)
    assert [(line.number, line.says) for line in page.lines] == [(None, "Missed: nothing was handed in")]


def test_an_assessment_that_is_put_off_is_not_marked_and_comes_in_a_later_window(cast, planned, at) -> None:
    when = {"opens_at": OPENS + APART, "closes_at": CLOSES + APART}
    brief = make_brief(cast, at=at, title="Harbour Academy")
    later = make_window(cast, at=at, engaged=False, enrolled=planned.enrolled, brief=brief, **when)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    window, ref = planned.window, planned.enrolled.ref
    assert put_off_page(window, ref, by=cast.programme_manager).stands == "has handed in"

    put_off(window, ref, an_absence(to_window=later.window), by=cast.programme_manager, at=INSIDE)

    assert state_of(script) is State.WITHDRAWN
    assert ScriptVersion.objects.filter(script__ref=script).exists()
    with pytest.raises(Refused) as refused:
        hand_in(planned, cast.participant, at=INSIDE)
    assert refused.value.refusal.code == "taken_out"
    assert allocation_page(window, by=cast.quality_lead, at=AFTER).rows == ()
    page = put_off_page(window, ref, by=cast.programme_manager)
    assert (page.decided.kind, page.decided.opens_at) == (PutOffKind.DEFERRED, OPENS + APART)
    assert page.stands == "had opened the brief; what is here is kept and not marked"
    mine = next(each for each in my_windows(by=cast.participant, at=INSIDE) if each.script)
    assert (mine.state, mine.closes_in, mine.why_not.code) == (State.WITHDRAWN, "", "assessment_deferred")
    assert f"{OPENS + APART:%-d %B}" in mine.why_not.mend
    (person,) = window_page(window, by=cast.programme_manager, at=INSIDE).people
    assert person.is_put_off
    entry = AuditEntry.objects.get(did="assessment.put_off")
    assert not {"ill", "hospital"} & set(f"{entry.why} {entry.facts}".lower().split())
    assert NoticeRow.objects.filter(kind="assessment.put_off").count() == 1
    assert attempts_page(ref, by=cast.participant, at=AFTER).used == 0
    assert open_brief(later.window, by=cast.participant, at=INSIDE + APART)


def test_who_withdraws_before_opening_finds_the_brief_closed(cast, planned) -> None:
    put_off(
        planned.window, planned.enrolled.ref, an_absence(kind=PutOffKind.WITHDRAWN), by=cast.quality_lead, at=INSIDE
    )

    with pytest.raises(Refused) as refused:
        open_brief(planned.window, by=cast.participant, at=INSIDE)
    assert refused.value.refusal.code == "assessment_withdrawn"
    with pytest.raises(Refused) as refused:
        put_off(planned.window, planned.enrolled.ref, an_absence(), by=cast.quality_lead, at=INSIDE)
    assert refused.value.refusal.code == "decided_already"


def test_nobody_else_puts_off_and_nobody_of_another_cohort_is(cast, planned, at) -> None:
    window, ref = planned.window, planned.enrolled.ref
    for who in (cast.participant, cast.partner_manager, cast.moderator, cast.inspector):
        with pytest.raises(Refused):
            put_off(window, ref, an_absence(), by=who, at=INSIDE)
        with pytest.raises(Window.DoesNotExist):
            put_off_page(window, ref, by=who)
    other = make_enrolment(cast, at=at, participant=cast.outside_participant, cohort=_elsewhere(cast, planned, at))
    with pytest.raises(Window.DoesNotExist):
        put_off(window, other.ref, an_absence(), by=cast.quality_lead, at=INSIDE)
    with pytest.raises(Window.DoesNotExist):
        put_off_page(window, other.ref, by=cast.quality_lead)
    with pytest.raises(Refused) as refused:
        put_off(window, ref, an_absence(to_window=window), by=cast.quality_lead, at=INSIDE)
    assert refused.value.refusal.code == "not_later"
    assert not PutOff.objects.exists()


def _elsewhere(cast, planned, at):
    return make_cohort(cast, at=at, built=planned.enrolled.cohort.built, partner=cast.other_partner.ref)


def test_results_wait_for_whoever_has_more_time(cast, planned) -> None:
    hand_in(planned, cast.participant, at=INSIDE)
    give_time(
        planned.window, planned.enrolled.ref, NewTime(TimeEntry(60), "Ill."), by=cast.programme_manager, at=INSIDE
    )
    row = Window.objects.get(ref=planned.window)

    (hold,) = holds_of_events(row, CLOSES)
    assert (hold.code, hold.script_id) == ("own_time_runs", Script.objects.get().pk)
    assert holds_of_events(row, CLOSES + timedelta(hours=1)) == ()
    assert statements_of(lambda: holds_of_events(row, CLOSES)) == 2


def test_support_that_is_named_is_arranged_done_or_waived_before_the_next_brief_opens(
    cast, planned, failed, later
) -> None:
    for row in AssessmentPolicy.objects.all():
        row.body |= {
            "support": [
                {"kind": "feedback_talk", "required": True, "who": "A marker of the provider"},
                {"kind": "study_group", "required": False, "who": ""},
            ]
        }
        row.save()
    ref, at = planned.enrolled.ref, INSIDE + APART
    told = result_page(failed, by=cast.participant).supports
    assert [(each.kind.value, each.is_required) for each in told] == [
        ("meeting", True),
        ("feedback_talk", True),
        ("study_group", False),
    ]
    assert told[1].who == "A marker of the provider"
    assert cast.mentor.name in told[2].who
    talk = NewHelp(at.date(), "On Monday at ten, by telephone.", SupportKind.FEEDBACK_TALK, HelpState.ARRANGED)
    record_help(failed, help_on(), by=cast.mentor, at=OUT)
    record_help(failed, talk, by=cast.mentor, at=OUT)
    waived = replace(talk, met_on=OUT.date(), state=HelpState.WAIVED, agreed="They have had one in another window.")
    with pytest.raises(Refused) as refused:
        record_help(failed, waived, by=cast.mentor, at=OUT)
    assert refused.value.refusal.code == "not_yours_to_waive"
    with pytest.raises(Refused) as refused:
        open_brief(later.window, by=cast.participant, at=at)
    assert "a talk through the feedback" in refused.value.refusal.says
    page = attempts_page(ref, by=cast.programme_manager, at=OUT)
    assert not page.is_ours
    assert (page.waits_for_help, page.may_waive, [each.kind.value for each in page.to_record]) == (
        True,
        True,
        ["feedback_talk", "study_group"],
    )

    record_help(failed, waived, by=cast.programme_manager, at=OUT)

    assert open_brief(later.window, by=cast.participant, at=at)
    page = attempts_page(ref, by=cast.participant, at=OUT)
    assert [each.newest.state.value for each in page.supports if each.newest] == ["done", "waived"]
    assert [each.state.value for each in page.lines[-1].help] == ["done", "arranged", "waived"]
    facts = AuditEntry.objects.filter(did="assessment.record_help").latest("pk").facts
    assert facts == {"met_on": OUT.date().isoformat(), "kind": "feedback_talk", "state": "waived"}


def test_a_result_says_nothing_of_support_where_the_policy_guarantees_none(cast, failed) -> None:
    for row in AssessmentPolicy.objects.all():
        row.body |= {"again": {"needs_help": False}}
        row.save()
    assert result_page(failed, by=cast.participant).supports == ()
