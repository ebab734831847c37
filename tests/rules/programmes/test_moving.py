"""What a new edition asks of a release, and where ties go."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.frameworks.types import Change, EditionRef, Kind, StatementLine, StatementRef, Successor
from goldenthread.programmes.rules.moving import asked, carry, choices, why_not_decide, why_not_move
from goldenthread.programmes.types import ReleaseState, Tie, Use

OLD, NEW = uuid4(), uuid4()


def a_line(number: int, *, of: UUID, kind: Kind = Kind.LEARN_THAT) -> StatementLine:
    code = f"MADE.1.{'LT' if kind is Kind.LEARN_THAT else 'HT'}.{number}"
    ref = StatementRef(UUID(int=number + (1000 if of == NEW else 0)))
    return StatementLine(number, ref, code, kind, number, f"Thing {number}.", 1, "Part 1", "MADE", EditionRef(of))


def fate(change: Change, old: int = 0, new: int = 0, *, kind: Kind = Kind.LEARN_THAT) -> Successor:
    was = a_line(old, of=OLD, kind=kind) if old else None
    return Successor(was, a_line(new, of=NEW, kind=kind) if new else None, change)


SAME, MOVED = fate(Change.SAME, 1, 1), fate(Change.MOVED, 2, 3)
REWORDED, REMOVED = fate(Change.REWORDED, 3, 2), fate(Change.REMOVED, 4)
ADDED, ADDED_STEM = fate(Change.ADDED, new=5), fate(Change.ADDED, new=6, kind=Kind.STEM)
FATES = (SAME, MOVED, REWORDED, REMOVED, ADDED, ADDED_STEM)


def old(number: int) -> UUID:
    return UUID(int=number)


def new(number: int) -> UUID:
    return UUID(int=1000 + number)


@pytest.mark.parametrize(
    ("state", "number", "fates", "draft", "code"),
    [
        (ReleaseState.PUBLISHED, 1, FATES, None, None),
        (ReleaseState.DRAFT, 2, FATES, 2, None),
        (ReleaseState.PUBLISHED, 1, (), None, "edition_in_force"),
        (ReleaseState.RETIRED, 1, FATES, None, "retired"),
        (ReleaseState.PUBLISHED, 1, FATES, 2, "draft_open"),
    ],
)
def test_a_release_moves_only_where_there_is_a_later_edition_and_no_other_draft(
    state, number, fates, draft, code
) -> None:
    refusal = why_not_move(state, number=number, fates=fates, draft=draft)

    assert (refusal.code if refusal else None) == code


def test_only_what_is_served_and_was_reworded_or_removed_is_asked() -> None:
    assert asked({old(1), old(2), old(3), old(4)}, FATES) == (REWORDED, REMOVED)
    assert asked({old(1), old(4)}, FATES) == (REMOVED,)
    assert asked(set(), FATES) == ()


def test_ties_may_go_to_what_became_of_it_and_to_what_was_added_of_its_kind() -> None:
    assert [line.ref for line in choices(REWORDED, FATES)] == [new(2), new(5)]
    assert [line.ref for line in choices(REMOVED, FATES)] == [new(5)]
    assert choices(fate(Change.REMOVED, 9, kind=Kind.STEM), FATES) == (ADDED_STEM.new,)


@pytest.mark.parametrize(
    ("decisions", "code"),
    [
        ({old(3): new(2), old(4): None}, None),
        ({old(3): new(5), old(4): new(5)}, None),
        ({old(3): new(2)}, "undecided"),
        ({}, "undecided"),
        ({old(3): new(1), old(4): None}, "not_on_offer"),
        ({old(3): None, old(4): old(1)}, "not_on_offer"),
    ],
)
def test_everything_asked_is_decided_and_only_as_offered(decisions, code) -> None:
    refusal = why_not_decide(decisions, served={old(n) for n in range(1, 5)}, fates=FATES)

    assert (refusal.code if refusal else None) == code


def test_ties_go_where_their_statements_went() -> None:
    ties = {Tie(old(n), Use.TAUGHT) for n in range(1, 5)} | {Tie(old(3), Use.ASSESSED)}

    carried = carry(ties, FATES, {old(3): new(2), old(4): None, old(99): new(1)})

    assert carried == {
        Tie(new(1), Use.TAUGHT),
        Tie(new(3), Use.TAUGHT),
        Tie(new(2), Use.TAUGHT),
        Tie(new(2), Use.ASSESSED),
    }


@given(st.sets(st.sampled_from([1, 2, 3, 4])), st.sampled_from([None, 5]), st.sampled_from([None, 2, 5]))
def test_no_tie_is_made_up_and_none_is_lost_but_by_decision(served, removed_to, reworded_to) -> None:
    ties = {Tie(old(n), Use.TAUGHT) for n in served}
    decisions = {old(3): reworded_to and new(reworded_to), old(4): removed_to and new(removed_to)}

    carried = carry(ties, FATES, decisions)

    went = {1: 1, 2: 3, 3: reworded_to, 4: removed_to}
    assert carried == {Tie(new(went[n]), Use.TAUGHT) for n in served if went[n]}
