"""When schools are told, what readers chose, what participants keep back, and what a failure means."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef
from goldenthread.reporting.rules.bouncing import in_short, rests, severity_of, why_not_resume
from goldenthread.reporting.rules.consenting import is_fresh, is_told, why_not_ask_for_help, why_not_decide, without
from goldenthread.reporting.rules.planning import (
    days_between,
    in_force,
    latest_due,
    next_days,
    why_not_hold,
    why_not_plan,
)
from goldenthread.reporting.rules.subscribing import wants, why_not_choose
from goldenthread.reporting.rules.telling import is_news
from goldenthread.reporting.types import Cause, Told
from goldenthread.reporting.types.bouncing import Severity
from goldenthread.reporting.types.planning import SHIPPED, Part, Plan, Rhythm
from goldenthread.reporting.types.subscribing import Pace, Stream, stream_of

BEGIN = date(2026, 1, 5)
AT = datetime(2026, 1, 5, 10, tzinfo=UTC)
TOLD = Told(
    "Parveen", "NPQSL", "Autumn", "Active", "1 hour", 5.0, ("So.",), "Event", "Time", ("Unit",), "A quiet room", False
)


def somebody(duty: Duty, kind: OrganisationKind = OrganisationKind.LEAD_PROVIDER, place: int = 7, pk: int = 1) -> Actor:
    return Actor(PersonRef(uuid4()), pk, "Somebody", frozenset({Hat(duty, place, kind)}))


@pytest.mark.parametrize(
    ("plan", "wanted"),
    [
        pytest.param(Plan(BEGIN, Rhythm.NEVER), [], id="never"),
        pytest.param(
            Plan(BEGIN, Rhythm.MONTHLY, day=5),
            [(m, 5) for m in (1, 2, 3, 4, 5, 6, 7, 9)],
            id="monthly, from its first day, without August",
        ),
        pytest.param(Plan(BEGIN, Rhythm.TERMLY, day=28), [(3, 28), (7, 28)], id="termly"),
        pytest.param(Plan(BEGIN, Rhythm.HALF_TERMLY, day=1), [(2, 1), (3, 1), (5, 1), (7, 1)], id="half-termly"),
        pytest.param(
            Plan(BEGIN, Rhythm.DATES, dates=(date(2026, 6, 1), date(2026, 1, 4), date(2026, 1, 5))),
            [(1, 5), (6, 1)],
            id="chosen dates, none before it holds",
        ),
    ],
)
def test_the_days_of_a_plan(plan, wanted) -> None:
    found = days_between(plan, date(2025, 12, 1), date(2026, 9, 30))

    assert [(day.month, day.day) for day in found] == wanted


def test_only_the_newest_of_the_missed_days_is_due() -> None:
    plan = Plan(BEGIN, Rhythm.MONTHLY, day=5)

    assert latest_due(plan, on=date(2026, 4, 20)) == date(2026, 4, 5)
    assert latest_due(plan, on=date(2026, 1, 4)) is None
    assert next_days(plan, on=date(2026, 4, 5)) == (date(2026, 4, 5), date(2026, 5, 5), date(2026, 6, 5))


def test_a_cohorts_own_plan_comes_first_and_the_newest_that_holds() -> None:
    old, new, later = (Plan(BEGIN + timedelta(days=n), version=v) for n, v in ((0, 1), (0, 2), (30, 3)))

    assert in_force([old, new, later], [Plan(BEGIN, version=9)], on=BEGIN) == new
    assert in_force([later], [old], on=BEGIN) == old
    assert in_force([], [later], on=BEGIN) is SHIPPED
    assert (SHIPPED.is_shipped, new.is_shipped) == (True, False)
    assert (SHIPPED.event_names, SHIPPED.rhythm_name) == (("Somebody has fallen behind",), "No regular updates")
    assert len(SHIPPED.optional_names) == 2


def test_who_decides_when_schools_are_told() -> None:
    partner = somebody(Duty.PROGRAMME_MANAGER, OrganisationKind.DELIVERY_PARTNER)

    assert why_not_plan(somebody(Duty.PROGRAMME_MANAGER), partner_id=None) is None
    assert why_not_plan(partner, partner_id=7) is None
    for actor, place in ((partner, 8), (partner, None), (somebody(Duty.INSPECTOR), 7)):
        assert why_not_plan(actor, partner_id=place).code == "not_your_plan"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"in_force_from": BEGIN - timedelta(days=1)}, "plan_in_the_past"),
        ({"day": 29}, "day_not_in_every_month"),
        ({"events": frozenset({Cause.RESULT})}, "unknown_event"),
        ({"rhythm": Rhythm.DATES, "dates": (BEGIN - timedelta(days=9),)}, "no_dates"),
        ({"rhythm": Rhythm.DATES, "dates": (BEGIN,)}, None),
        ({"dates": tuple(BEGIN + timedelta(days=n) for n in range(25))}, "too_many_dates"),
    ],
)
def test_which_plans_can_hold(changes, code) -> None:
    refusal = why_not_hold(replace(Plan(BEGIN, Rhythm.MONTHLY), **changes), today=BEGIN)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("cause", "paces", "weeks_ago", "wanted"),
    [
        pytest.param(Cause.SCHEDULED, {}, None, True, id="nothing chosen"),
        pytest.param(Cause.SCHEDULED, {Stream.REGULAR: Pace.NEVER}, None, False, id="switched off"),
        pytest.param(Cause.ON_DEMAND, {Stream.REGULAR: Pace.NEVER}, None, False, id="on demand is regular"),
        pytest.param(Cause.BEHIND, {Stream.REGULAR: Pace.NEVER}, None, True, id="the other stream"),
        pytest.param(Cause.BEHIND, {Stream.EVENTS: Pace.NEVER}, None, False, id="no events"),
        pytest.param(Cause.RESULT, {Stream.EVENTS: Pace.NEVER, Stream.REGULAR: Pace.NEVER}, 0, True, id="must be told"),
        pytest.param(Cause.SCHEDULED, {Stream.REGULAR: Pace.MONTHLY}, 3, False, id="too soon"),
        pytest.param(Cause.SCHEDULED, {Stream.REGULAR: Pace.MONTHLY}, 4, True, id="four weeks"),
        pytest.param(Cause.SCHEDULED, {Stream.REGULAR: Pace.TERMLY}, None, True, id="never told before"),
        pytest.param(Cause.SCHEDULED, {Stream.REGULAR: Pace.EACH}, 0, True, id="every one"),
    ],
)
def test_who_is_told_by_what_they_chose(cause, paces, weeks_ago, wanted) -> None:
    last = None if weeks_ago is None else AT - timedelta(weeks=weeks_ago)

    assert wants(cause, paces, last_at=last, at=AT) is wanted


def test_what_happens_is_told_at_once_or_not_at_all() -> None:
    assert why_not_choose(Stream.EVENTS, Pace.MONTHLY).code == "no_such_pace"
    assert why_not_choose(Stream.EVENTS, Pace.NEVER) is None
    assert why_not_choose(Stream.REGULAR, Pace.TERMLY) is None
    assert {stream_of(cause) for cause in Cause} == {None, Stream.REGULAR, Stream.EVENTS}
    assert all(cause.words for cause in Cause)


def test_what_is_kept_back_is_named_but_not_said() -> None:
    every = without(TOLD, Part)

    assert (every.engagement, every.following, every.done, every.asks, every.sentences) == ("", "", (), "", ())
    assert len(every.kept_back) == 5
    assert without(TOLD, ()) == TOLD
    assert without(TOLD, [Part.HELP]) == replace(TOLD, asks="", kept_back=("what help they want",))


def test_only_the_participant_decides_and_only_what_is_theirs() -> None:
    actor = somebody(Duty.PARTICIPANT)

    def why_not(part: Part, *, person: int = 1, tells: bool = False):
        refusal = why_not_decide(actor, participant_id=person, part=part, plan=SHIPPED, tells_outcome=tells)
        return refusal and refusal.code

    assert why_not(Part.DONE) is None
    assert why_not(Part.DONE, person=2) == "not_yours"
    assert why_not(Part.NEXT) == "part_of_the_agreement"
    assert why_not(Part.OUTCOME) is None
    assert why_not(Part.OUTCOME, tells=True) == "part_of_the_policy"


def test_what_came_of_an_assessment_is_told_only_where_somebody_says_so() -> None:
    def told(decided, *, tells: bool) -> bool:
        return is_told(Part.OUTCOME, decided, SHIPPED, tells_outcome=tells)

    assert (told({}, tells=False), told({Part.OUTCOME: True}, tells=False)) == (False, True)
    assert (told({}, tells=True), told({Part.OUTCOME: False}, tells=True)) == (True, True)
    assert is_told(Part.DONE, {}, SHIPPED, tells_outcome=False)
    assert is_told(Part.NEXT, {Part.NEXT: False}, SHIPPED, tells_outcome=False)


def test_the_participant_and_their_coach_say_what_help_is_wanted() -> None:
    coach, other = somebody(Duty.COACH), somebody(Duty.MENTOR)

    assert why_not_ask_for_help(somebody(Duty.PARTICIPANT), participant_id=1, coaches=(), words="x") is None
    assert why_not_ask_for_help(coach, participant_id=2, coaches=(1,), words="x") is None
    assert why_not_ask_for_help(coach, participant_id=2, coaches=(3,), words="x").code == "not_yours"
    assert why_not_ask_for_help(other, participant_id=2, coaches=(1,), words="x").code == "not_yours"
    assert why_not_ask_for_help(coach, participant_id=1, coaches=(), words="x" * 201).code == "too_long"
    assert is_fresh(AT - timedelta(days=89), at=AT)
    assert not is_fresh(AT - timedelta(days=90), at=AT)


@pytest.mark.parametrize(
    ("code", "says", "severity"),
    [
        ("5.1.1", "", Severity.HARD),
        ("5.1.10", "", Severity.HARD),
        ("5.4.4", "", Severity.HARD),
        ("550", "no such user", Severity.HARD),
        ("550", "5.7.1 we do not like you", Severity.SOFT),
        ("550", "5.1.1 unknown", Severity.HARD),
        ("552", "", Severity.SOFT),
        ("5.2.2", "mailbox full", Severity.SOFT),
        ("4.4.1", "", Severity.SOFT),
        ("", "", Severity.SOFT),
    ],
)
def test_whether_the_address_is_at_fault(code, says, severity) -> None:
    assert severity_of(code, says) is severity


def test_an_address_rests_after_two_letters_failed_lately() -> None:
    assert not rests([(1, AT), (1, AT)], at=AT)
    assert rests([(1, AT), (2, AT - timedelta(days=89))], at=AT)
    assert not rests([(1, AT), (2, AT - timedelta(days=90))], at=AT)
    assert in_short("a\r\nb\x00 c" + "x" * 600) == ("a b c" + "x" * 600)[:500]


def test_who_opens_an_address_again_and_that_they_say_why() -> None:
    assert why_not_resume(somebody(Duty.ADMINISTRATOR), why="Mended") is None
    partner = somebody(Duty.PROGRAMME_MANAGER, OrganisationKind.DELIVERY_PARTNER)
    assert why_not_resume(partner, why="Mended") is None
    assert why_not_resume(partner, why=" ").code == "no_reason"
    assert why_not_resume(somebody(Duty.INSPECTOR), why="Mended").code == "not_yours"


def test_old_news_is_no_news() -> None:
    assert is_news(None, at=AT)
    assert is_news(AT - timedelta(days=13), at=AT)
    assert not is_news(AT - timedelta(days=14), at=AT)
