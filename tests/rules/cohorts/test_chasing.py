"""Who will miss the gate if nothing changes: only what can be said in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.cohorts.rules.chasing import risk, why_not_contact
from goldenthread.cohorts.rules.explaining import explain
from goldenthread.cohorts.types import CreditEntry, DueComponent
from goldenthread.cohorts.types.chasing import AtRisk, Contacted, NewContact, Reason
from goldenthread.programmes.types import ComponentKind, Measure, Route
from tests.rules.cohorts.made import EACH, PARTS, POLICY, component

AT = datetime(2026, 7, 1, 10, tzinfo=UTC)
# Half of the way: 181 of 362 days.
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 29)
BY_COUNT = replace(POLICY, measure=Measure.COMPONENTS, threshold=70)
K = ComponentKind


def session(number: int, days: int, title: str = "", minutes: int = 60) -> DueComponent:
    """An event so many days from now; minus is past."""
    ends_at = AT + timedelta(days=days)
    what = replace(component(number, kind=K.EVENT, minutes=minutes), title=title or f"Event {number}")
    return DueComponent(what, ends_at, ends_at.date())


def unit(number: int, due_on: date | None = LAST, kind: ComponentKind = K.ONLINE_STUDY) -> DueComponent:
    return DueComponent(component(number, kind=kind), None, due_on)


def at_risk(*due: DueComponent, policy=BY_COUNT, at: datetime = AT, **done: Fraction | int) -> AtRisk | None:
    entries = [CreditEntry(int(n[1:]), Fraction(share), waives=n[0] == "x") for n, share in done.items()]
    told = explain(due, entries, route=Route.BLENDED, policy=policy, at=at)
    return risk(told, starts_on=FIRST, ends_on=LAST, at=at)


SEVEN = tuple(session(n, days) for n, days in enumerate((-90, -60, -30, 30, 60, 90, 120), start=1))


def test_sessions_still_ahead_and_those_missed_lately_are_counted() -> None:
    assert at_risk(*SEVEN, session(8, 150), session(9, -120), session(10, -150), c1=1, c9=1, c10=1) == AtRisk(
        Reason.SESSIONS,
        100_000,
        "Needs 4 of the 5 sessions still ahead; has missed 2 of the last 3.",
        "Come to “Event 4” on 31 July 2026.",
        date(2026, 7, 31),
    )


@pytest.mark.parametrize(
    ("word", "asked", "due", "done", "says"),
    [
        ("all of them", 70, SEVEN, {"c1": 1}, "Needs all 4 sessions still ahead; has missed 2 of the last 3."),
        (
            "the one that is left, missed long ago",
            80,
            (*(session(n, -n) for n in range(1, 4)), session(4, -9), session(5, 9)),
            {"c1": 1, "c2": 1, "c3": 1},
            "Needs the one session still ahead; has missed 1 of 4 so far.",
        ),
        (
            "the study comes at its pace",
            90,
            (session(1, -5), session(2, 5), *(unit(n) for n in range(3, 11))),
            {f"c{n}": 1 for n in range(3, 7)},
            "Needs the one session still ahead; has missed 1 of the last 1.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_somebody_needs_is_said_in_sessions(word, asked, due, done, says) -> None:
    found = at_risk(*due, **done, policy=replace(BY_COUNT, threshold=asked))

    assert found, word
    assert (found.reason, found.says) == (Reason.SESSIONS, says)


def test_a_session_without_a_register_is_neither_missed_nor_lost() -> None:
    bare = [replace(one, bare_at=one.ends_at) for one in SEVEN[:3]]

    assert at_risk(*bare, *SEVEN[3:]) is None
    told = at_risk(SEVEN[0], SEVEN[1], bare[2], *SEVEN[3:])
    assert told
    assert told.says == "Needs all 4 sessions still ahead; has missed 2 of the last 2."


def test_more_study_than_so_far_is_said_where_sessions_alone_are_not_enough() -> None:
    sessions = (session(n, days, minutes=180) for n, days in enumerate((-9, -8, 5, 6, 7), start=1))
    due = (*sessions, *(unit(n) for n in range(6, 14)))

    found = at_risk(*due, policy=replace(POLICY, threshold=70), c6=1)

    assert found
    assert found.says == "Needs all 3 sessions still ahead and more study than so far; has missed 2 of the last 2."


def test_own_study_that_goes_too_slowly_is_said_with_its_pace() -> None:
    due = (session(1, -5), session(2, 5), *(unit(n) for n in range(3, 11)))

    assert at_risk(*due, c1=1, c3=1, c4=1) == AtRisk(
        Reason.OWN_TIME,
        100_000,
        "Has done 2 of 8 components of own study, 50 % of the way through. At this pace 50 % of them will be done.",
        "Do “Component 5” by 29 December 2026.",
        LAST,
    )


def test_what_is_late_is_the_next_step() -> None:
    found = at_risk(unit(1, date(2026, 6, 1)), *(unit(n, None) for n in range(2, 6)))

    assert found
    assert found.step == "Do “Component 1”, which was due on 1 June 2026."


def test_without_a_day_the_step_names_none_and_at_the_end_there_is_no_pace() -> None:
    after = datetime(2027, 1, 4, tzinfo=UTC)

    early = at_risk(*(unit(n, None) for n in range(1, 5)))
    over = at_risk(unit(1), at=after)

    assert early
    assert (early.step, early.step_on) == ("Do “Component 1”.", None)
    assert over
    assert over.says == "Has done 0 of 1 component of own study, with no time left."


def test_what_was_missed_must_be_made_up_where_the_rest_is_not_enough() -> None:
    due = (session(1, -9, minutes=60), session(2, -5, "Event B", minutes=180), session(3, 9, minutes=60))

    assert at_risk(*due, policy=POLICY) == AtRisk(
        Reason.BEYOND,
        1_700_000,
        "Even everything still ahead leaves 3 hours 30 minutes to be made up.",
        "Catch up “Event B”.",
    )


def test_a_part_with_its_own_threshold_is_named_and_the_worst_leads() -> None:
    due = (session(1, -9), session(2, 9), unit(3), unit(4))

    found = at_risk(*due, policy=EACH, c3=1)
    study = at_risk(due[0], *(unit(n) for n in range(3, 7)), policy=EACH, c1=1)

    assert found
    assert found.says == "Live sessions: Even everything still ahead leaves 1 component to be made up."
    assert study
    assert study.says.startswith("Self-study: Has done 0 of 4 components")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("comes to everything", at_risk(*SEVEN, c1=1, c2=1, c3=1)),
        ("excused from what was missed", at_risk(*SEVEN, c1=1, c2=1, x3=1)),
        ("has reached it", at_risk(session(1, -5), c1=1)),
        ("no policy", at_risk(*SEVEN, policy=None)),
        ("nothing is due", at_risk()),
        ("the cohort has not begun", at_risk(*SEVEN, at=datetime(2025, 12, 1, tzinfo=UTC))),
        ("nobody is held to a pace so soon", at_risk(unit(1), unit(2), at=datetime(2026, 2, 1, tzinfo=UTC))),
        ("on its first day", at_risk(unit(1), at=datetime(2026, 1, 1, tzinfo=UTC))),
        ("nobody is held to a pace for one component", at_risk(unit(1), unit(2), unit(3))),
        ("enough comes at their pace", at_risk(unit(1), unit(2), c1=1)),
    ],
)
def test_nobody_is_at_risk_who_gets_there_as_they_go(word, found) -> None:
    assert found is None, word


@given(
    policy=st.sampled_from([BY_COUNT, POLICY, EACH, PARTS]),
    done=st.dictionaries(st.integers(1, 12), st.fractions(min_value="1/4", max_value=1, max_denominator=4)),
    more=st.integers(1, 12),
    day=st.integers(0, 400),
)
def test_more_evidence_never_moves_anybody_up_the_list(policy, done, more, day) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)
    due = (*SEVEN, *(unit(n) for n in range(8, 12)), unit(12, kind=K.REFLECTION))
    before = at_risk(*due, policy=policy, at=at, **{f"c{n}": share for n, share in done.items()})

    after = at_risk(*due, policy=policy, at=at, **{f"c{n}": s for n, s in {**done, more: Fraction(1)}.items()})

    assert (after.need if after else 0) <= (before.need if before else 0)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"look_on": None}, None),
        ({"held_on": date(2026, 7, 2)}, "not_yet"),
        ({"look_on": date(2026, 7, 1)}, "look_is_past"),
        ({"agreed": " \n"}, "nothing_agreed"),
    ],
)
def test_a_contact_happened_and_is_followed_up_later(changes, code) -> None:
    contact = NewContact(Contacted.PHONE, date(2026, 7, 1), "Comes to Event 4", date(2026, 7, 31))

    refusal = why_not_contact(replace(contact, **changes), today=date(2026, 7, 1))

    assert (refusal.code if refusal else None) == code
