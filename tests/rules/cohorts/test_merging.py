"""Two sheets of one register: nothing is lost, equal marks are one, and what differs is kept until somebody chooses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.cohorts.rules.merging import arrived, disputed, merge, why_not_settle
from goldenthread.cohorts.types import ClaimLine, ClaimSource, EnrolmentRef, Mark, Merged

AT = datetime(2026, 1, 5, 10, tzinfo=UTC)
ANN, BEN, CAT = (EnrolmentRef(UUID(int=n)) for n in (1, 2, 3))
CLAIM = ClaimLine(Mark.ABSENT, ClaimSource.SHEET, "Farah Aziz", AT)
SHEETS = st.dictionaries(st.sampled_from([ANN, BEN, CAT]), st.sampled_from(Mark))


def test_marks_that_one_gave_stand_equal_ones_are_one_and_others_are_claims() -> None:
    standing = {ANN: (Mark.PRESENT, AT), BEN: (Mark.PRESENT, AT)}
    sheet = {ANN: Mark.PRESENT, BEN: Mark.ABSENT, CAT: Mark.PARTLY}

    assert merge(sheet, standing, opened_at=AT - timedelta(hours=1)) == Merged({CAT: Mark.PARTLY}, {BEN: Mark.ABSENT})


@pytest.mark.parametrize(
    ("word", "opened_at", "people", "said"),
    [
        ("the page was made after both marks", AT + timedelta(minutes=1), 2, "2 people"),
        ("nobody knows when the page was made", None, 1, "one person"),
    ],
)
def test_a_mark_that_had_been_seen_is_only_corrected(word, opened_at, people, said) -> None:
    standing = dict.fromkeys((ANN, BEN), (Mark.PRESENT, AT))

    refusal = merge(dict.fromkeys((ANN, BEN)[:people], Mark.ABSENT), standing, opened_at=opened_at)

    assert (refusal.code, said in refusal.says) == ("marked_already", True), word


@given(first=SHEETS, second=SHEETS)
def test_whichever_sheet_arrives_first_everything_said_is_kept(first, second) -> None:
    def everything(one, other):
        late = merge(other, {ref: (mark, AT) for ref, mark in one.items()}, opened_at=AT)
        marks = {*one.items(), *late.marks.items(), *late.claims.items()}
        return marks, set(late.claims)

    assert everything(first, second) == everything(second, first)
    assert everything(first, second)[0] == {*first.items(), *second.items()}


@pytest.mark.parametrize(
    ("word", "standing", "claim", "is_disputed"),
    [
        ("it says otherwise", Mark.PRESENT, CLAIM, True),
        ("it says the same", Mark.ABSENT, CLAIM, False),
        ("it is settled", Mark.PRESENT, replace(CLAIM, settled_at=AT), False),
        ("nothing stands yet", None, replace(CLAIM, source=ClaimSource.SELF), False),
    ],
)
def test_what_is_disputed(word, standing, claim, is_disputed) -> None:
    assert bool(disputed(standing, [claim])) is is_disputed, word


def test_somebody_has_arrived_until_the_register_says_something() -> None:
    came = replace(CLAIM, source=ClaimSource.SELF, mark=Mark.PRESENT)

    assert arrived(None, [CLAIM, came]) == came
    assert arrived(None, [CLAIM]) is None
    assert arrived(Mark.PRESENT, [came]) is None


@pytest.mark.parametrize(
    ("word", "claimed", "to", "why", "code"),
    [
        ("the claim is right", [Mark.ABSENT], Mark.ABSENT, "I sat beside her", None),
        ("what stands is right", [Mark.ABSENT], Mark.PRESENT, "I sat beside her", None),
        ("nothing differs", [Mark.PRESENT], Mark.PRESENT, "I sat beside her", "nothing_to_settle"),
        ("nobody said so", [Mark.ABSENT], Mark.PARTLY, "I sat beside her", "nobody_said_so"),
        ("without a reason", [Mark.ABSENT], Mark.ABSENT, "  ", "no_reason"),
    ],
)
def test_settling_chooses_among_what_was_said_and_says_why(word, claimed, to, why, code) -> None:
    refusal = why_not_settle(standing=Mark.PRESENT, claimed=claimed, to=to, why=why)

    assert (refusal.code if refusal else None) == code, word
