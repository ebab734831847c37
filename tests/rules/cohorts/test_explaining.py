"""A figure explains itself, in the same words for everyone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from goldenthread.cohorts.rules.explaining import as_it_stands, explain
from goldenthread.cohorts.types import CreditEntry, DueComponent, Engagement, Standing, State
from goldenthread.programmes.types import Route
from tests.rules.cohorts.made import POLICY, WEIGHTED, component

AT = datetime(2026, 1, 5, 10, tzinfo=UTC)
PAST, SOON, LATER = AT - timedelta(days=3), AT + timedelta(days=3), AT + timedelta(days=60)


def why(*due: tuple[int, datetime | None], done: dict[int, Fraction | int], policy=POLICY) -> Engagement:
    """Explain components of an hour each, numbered from one, with these minutes and days and these shares done."""
    components = [
        DueComponent(component(n, minutes=minutes), ends_at) for n, (minutes, ends_at) in enumerate(due, start=1)
    ]
    entries = [CreditEntry(n, Fraction(share)) for n, share in done.items()]
    return explain(components, entries, route=Route.BLENDED, policy=policy, at=AT)


def numbers(items) -> list[int]:
    return [item.component.id for item in items]


def test_what_is_to_come_can_be_enough() -> None:
    told = why((480, PAST), (60, SOON), (60, LATER), done={1: 1})

    assert told.sentences == (
        "8 of 10 hours are credited: 80 %.",
        "The programme asks for 90 %. 1 hour more must be credited to reach it.",
        "2 components still to come hold 2 hours.",
        "Completing the next component is enough.",
    )
    assert (numbers(told.counts), numbers(told.missing), numbers(told.to_come)) == ([1], [], [2, 3])
    assert numbers(told.repair) == [2]


def test_what_was_missed_must_be_made_up_when_the_rest_is_not_enough() -> None:
    told = why((60, PAST), (100, PAST), (40, SOON), (100, None), done={1: Fraction(1, 2)})

    assert told.sentences[2:] == (
        "2 components still to come hold 2 hours 20 minutes.",
        "That is not enough: at least 1 hour 40 minutes of what was missed must be made up as well.",
    )
    assert [item.standing for item in told.missing] == [Standing.PARTLY, Standing.MISSED]
    assert numbers(told.repair) == [3, 4, 2]


def test_a_session_without_a_register_is_not_missed_and_nobody_is_asked_to_make_it_up() -> None:
    def told(*due: tuple[int, datetime | None], **done: int) -> Engagement:
        components = [
            DueComponent(component(n, minutes=minutes), PAST if bare else LATER, bare_at=bare)
            for n, (minutes, bare) in enumerate(due, start=1)
        ]
        entries = [CreditEntry(int(n[1:]), Fraction(share)) for n, share in done.items()]
        return explain(components, entries, route=Route.BLENDED, policy=POLICY, at=AT)

    one = told((480, PAST), (60, PAST), (60, None), c1=1)
    assert [(item.component.id, item.standing) for item in one.to_come] == [
        (2, Standing.AWAITED),
        (3, Standing.TO_COME),
    ]
    assert (one.missing, numbers(one.repair)) == ((), [2])
    assert one.sentences[2:] == (
        "1 component waits for its register and holds 1 hour.",
        "1 component still to come holds 1 hour.",
        "Having been there is enough.",
    )
    more = told((420, PAST), (30, PAST), (30, PAST), (120, None), c1=1)
    assert more.sentences[2:] == (
        "2 components wait for their registers and hold 1 hour.",
        "1 component still to come holds 2 hours.",
        "Having been there and completing the next component is enough.",
    )
    only = told((60, PAST), (60, PAST))
    assert only.sentences[-1] == "Having been there is enough."


def test_nothing_is_asked_of_who_left_and_nothing_before_their_return_of_who_paused() -> None:
    told = why((60, PAST), (60, SOON), (60, LATER), (60, None), done={})
    credited = told.sentences[0]

    assert as_it_stands(told, State.ACTIVE) is told
    for state, says in (
        (State.WITHDRAWN, "Withdrawn: nothing more is credited, and nothing is asked for."),
        (State.COMPLETED, "The programme is completed, so nothing more is asked for."),
    ):
        over = as_it_stands(told, state)
        assert over.sentences == (credited, says)
        assert (over.missing, over.to_come, over.repair, over.counts) == ((), (), (), told.counts)
    paused = as_it_stands(told, State.DEFERRED, returns_on=(SOON + timedelta(days=9)).date())
    assert paused.sentences[-1] == "Paused until 17 January 2026: what is credited is kept."
    assert (numbers(told.repair), numbers(paused.repair)) == ([2, 3, 4, 1], [3, 4, 1])
    assert as_it_stands(told, State.DEFERRED).sentences[-1] == "Paused: what is credited is kept."


def test_when_nothing_is_to_come_what_was_missed_is_all_there_is() -> None:
    told = why((60, PAST), (60, PAST), done={1: 1})

    assert told.sentences[2:] == (
        "Nothing is still to come: at least 48 minutes of what was missed must be made up as well.",
    )
    assert numbers(told.repair) == [2]


def test_a_figure_that_is_reached_says_so_and_needs_no_repair() -> None:
    told = why((540, PAST), (60, PAST), done={1: 1})

    assert told.sentences == (
        "9 of 10 hours are credited: 90 %.",
        "The programme asks for 90 %. That is reached.",
    )
    assert (numbers(told.repair), numbers(told.missing)) == ([], [2])


def test_a_hair_below_is_below() -> None:
    told = why((5399, PAST), (601, SOON), done={1: 1})

    assert told.sentences[0] == "89 hours 59 minutes of 100 hours are credited: 89.9 %."
    assert told.sentences[1] == "The programme asks for 90 %. 1 minute more must be credited to reach it."


def test_without_a_policy_there_is_no_figure_to_reach() -> None:
    told = why((60, SOON), done={}, policy=None)

    assert told.sentences == (
        "0 minutes of 1 hour are credited: 0 %.",
        "No engagement policy is in force, so there is no figure to reach.",
    )


def test_a_route_with_nothing_due_says_so() -> None:
    assert why(done={}).sentences == ("Nothing on this route counts towards engagement yet.",)


def test_weight_is_told_in_points() -> None:
    told = why((60, PAST), (60, SOON), done={1: 1}, policy=WEIGHTED)

    assert told.sentences[0] == "1 of 2 points are credited: 50 %."
    assert told.to_come[0].percent == 0
