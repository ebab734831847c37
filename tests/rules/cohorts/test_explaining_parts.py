"""A figure of several parts explains each of them, and says by when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.cohorts.rules.explaining import explain
from goldenthread.cohorts.types import CreditEntry, DueComponent, Engagement, Standing
from goldenthread.programmes.types import ComponentKind, Route
from tests.rules.cohorts.made import EACH, PARTS, POLICY, component

AT = datetime(2026, 1, 5, 10, tzinfo=UTC)
PAST, SOON = AT - timedelta(days=3), AT + timedelta(days=3)
YESTERDAY, NEXT = date(2026, 1, 4), date(2026, 2, 2)
K = ComponentKind
# Two events and two units of an hour each, and a reflection.
DUE = (
    DueComponent(component(1, kind=K.EVENT), PAST, PAST.date()),
    DueComponent(component(2, kind=K.EVENT), SOON, SOON.date()),
    DueComponent(component(3), None, YESTERDAY),
    DueComponent(component(4), None, NEXT),
    DueComponent(component(5, kind=K.REFLECTION), None, NEXT),
    DueComponent(component(6, kind=K.WEBINAR), None, YESTERDAY),
    DueComponent(component(7, kind=K.WEBINAR), None, NEXT),
)


def why(policy, *, due=DUE, **done: Fraction | int) -> Engagement:
    entries = [CreditEntry(int(n[1:]), Fraction(share), waives=n[0] == "x") for n, share in done.items()]
    return explain(due, entries, route=Route.BLENDED, policy=policy, at=AT)


def numbers(items) -> list[int]:
    return [item.component.id for item in items]


def test_each_part_says_how_it_stands_and_what_would_reach_it() -> None:
    told = why(EACH, due=DUE[:4], c1=1)

    assert told.sentences == (
        "The programme asks for 90 % of live sessions and 80 % of self-study, each by itself.",
        "Live sessions: 1 of 2 components are credited: 50 %.",
        "The programme asks for 90 %. 1 component more must be credited to reach it.",
        "1 component still to come holds 1 component.",
        "Completing the next component is enough, by 8 January 2026.",
        "Self-study: 0 of 2 hours are credited: 0 %.",
        "The programme asks for 80 %. 1 hour 36 minutes more must be credited to reach it.",
        "1 component past the due date can still be done and holds 1 hour.",
        "1 component still to come holds 1 hour.",
        "Completing the next 2 components is enough, by 2 February 2026.",
    )
    assert (numbers(told.repair), numbers(told.missing), numbers(told.to_come)) == ([2, 3, 4], [3], [2, 4])
    assert told.missing[0].standing is Standing.LATE


def test_when_every_part_is_reached_it_says_so() -> None:
    told = why(EACH, due=DUE[:4], c1=1, c2=1, c3=1, c4=1)

    assert told.sentences[-1] == "Everything that is asked for is reached."
    assert told.repair == ()


def test_weighted_parts_say_what_each_brings_and_repair_in_points() -> None:
    told = why(PARTS, due=DUE[:5], c1=1, c3=1)

    assert told.sentences == (
        "Attendance: 1 of 2 components, 50 % of its 50 points.",
        "Study: 1 of 2 hours, 50 % of its 30 points.",
        "Reflections: 0 of 1 point, 0 % of its 20 points.",
        "40 of 100 points are credited: 40 %.",
        "The programme asks for 90 %. 50 points more must be credited to reach it.",
        "3 components still to come hold 60 points.",
        "Completing the next 3 components is enough, by 2 February 2026.",
    )
    assert [int(item.worth) for item in told.repair] == [25, 15, 20]


def test_a_live_component_without_a_session_is_to_come_until_its_day_and_missed_after() -> None:
    told = why(POLICY, c1=1, x2=1)

    standing = {item.component.id: item.standing for item in told.items}
    assert standing == {
        1: Standing.DONE,
        2: Standing.LEFT_OUT,
        3: Standing.LATE,
        4: Standing.TO_COME,
        5: Standing.TO_COME,
        6: Standing.MISSED,
        7: Standing.TO_COME,
    }
    assert numbers(told.left_out) == [2]
    assert told.figure.due == 360


@given(
    policy=st.sampled_from([POLICY, EACH, PARTS]),
    done=st.dictionaries(st.integers(1, 7), st.fractions(min_value="1/9", max_value=1, max_denominator=9)),
)
def test_doing_what_would_repair_it_reaches_the_figure(policy, done) -> None:
    told = why(policy, **{f"c{n}": share for n, share in done.items()})
    mended = {**done, **{item.component.id: Fraction(1) for item in told.repair}}

    assert why(policy, **{f"c{n}": share for n, share in mended.items()}).figure.is_met
