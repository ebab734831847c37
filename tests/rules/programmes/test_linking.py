"""Which statements criteria can be linked to, and which are left."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from goldenthread.frameworks.types import EditionLine, EditionRef, EditionState
from goldenthread.programmes.rules.linking import linked_now, offered, sections, tally, why_not_link
from goldenthread.programmes.types import StatementPlace

AT = datetime(2026, 1, 1, tzinfo=UTC)
ONE, TWO, THREE = (UUID(int=n) for n in (1, 2, 3))
PLACES = tuple(
    StatementPlace(ref, f"{area}. Area", area, f"{area}.1", "Know.") for ref, area in ((ONE, 1), (TWO, 1), (THREE, 2))
)


def edition(number: int, code: str, *, superseded: bool = False) -> EditionLine:
    state = EditionState.SUPERSEDED if superseded else EditionState.PUBLISHED
    return EditionLine(number, EditionRef(UUID(int=number)), code, code, "2020", "us", "", "", state, AT)


OLD, NEW, OTHER = edition(11, "NPQX", superseded=True), edition(12, "NPQX"), edition(13, "OTHER")
EVERY = (OTHER, OLD, NEW)


@pytest.mark.parametrize(
    ("used", "code", "expected"),
    [
        ({OLD.ref}, "ANY", (NEW, OLD)),
        ({OTHER.ref}, "NPQX", (OTHER,)),
        (set(), "npqx", (NEW,)),
        (set(), "NPQY", ()),
    ],
    ids=["with what follows it", "what programmes stand on first", "by its code", "none"],
)
def test_editions_are_offered_that_a_qualification_uses_or_is_named_by(used, code, expected) -> None:
    assert offered(EVERY, used=used, code=code) == expected


def test_what_no_criterion_judges_is_left() -> None:
    told = tally(OLD, PLACES, {TWO, UUID(int=77)})

    assert ([each.ref for each in told.unlinked], told.statements) == ([ONE, THREE], 3)
    assert (told.is_linked, told.is_superseded) == (True, True)
    assert not tally(NEW, PLACES, set()).is_linked
    assert not tally(NEW, PLACES, set()).is_superseded


def test_statements_are_shown_by_area() -> None:
    first, second = sections(PLACES, {TWO})

    assert (first.title, len(first.lines), first.linked) == ("1. Area", 2, 1)
    assert [line.is_linked for line in (*first.lines, *second.lines)] == [False, True, False]


def test_only_what_was_changed_on_the_page_counts() -> None:
    added, taken = linked_now({ONE, TWO}, {THREE}, shown={ONE})

    assert (added, taken) == ({THREE}, {ONE})
    assert linked_now({ONE}, {ONE}, shown=set()) == (frozenset(), frozenset())
    assert linked_now(set(), set(), shown={ONE}) == (frozenset(), frozenset())


def test_nothing_of_another_framework_is_linked() -> None:
    assert why_not_link([ONE], {ONE}) is None
    assert why_not_link([ONE, TWO], {ONE}).code == "not_of_the_framework"
