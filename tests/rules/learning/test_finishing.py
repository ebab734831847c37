"""When a unit is finished, and where it is taken up again."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.learning.rules.finishing import left, resume_at, standing
from goldenthread.learning.types import Left, PageLine, PageRef, Standing, StudyLine, StudyList


def page(position: int, *, is_read: bool = True, questions: int = 0, answered: int = 0) -> PageLine:
    return PageLine(PageRef(uuid4()), position, f"Page {position}", 5, is_read, questions, answered)


@pytest.mark.parametrize(
    ("contents", "wanted", "place"),
    [
        pytest.param([page(1), page(2)], Left(0, 0), 1, id="all read: finished, starts over"),
        pytest.param([page(1), page(2, is_read=False)], Left(1, 0), 2, id="the second is left"),
        pytest.param([page(1, questions=2, answered=1), page(2)], Left(0, 1), 1, id="a check is left"),
        pytest.param([page(1, questions=1, answered=3)], Left(0, 0), 1, id="more answers than checks are no debt"),
    ],
)
def test_what_is_left(contents, wanted, place) -> None:
    assert left(contents) == wanted
    assert left(contents).nothing == (wanted == Left(0, 0))
    assert resume_at(contents) == place


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"is_credited": True, "has_unit": False, "pages_read": 0, "is_first_left": False}, Standing.DONE),
        ({"is_credited": False, "has_unit": False, "pages_read": 0, "is_first_left": True}, Standing.NOT_READY),
        ({"is_credited": False, "has_unit": True, "pages_read": 1, "is_first_left": False}, Standing.STARTED),
        ({"is_credited": False, "has_unit": True, "pages_read": 0, "is_first_left": True}, Standing.NEXT),
        ({"is_credited": False, "has_unit": True, "pages_read": 0, "is_first_left": False}, Standing.LATER),
    ],
)
def test_where_a_component_stands(facts, wanted) -> None:
    assert standing(**facts) is wanted


def line(stands: Standing) -> StudyLine:
    return StudyLine(uuid4(), None, "Module", "Title", 30, 2, 0, stands, 1)


def test_the_next_thing_is_the_first_that_can_be_opened() -> None:
    done, absent, started = line(Standing.DONE), line(Standing.NOT_READY), line(Standing.STARTED)
    study = StudyList(uuid4(), "NPQSL", "Autumn", (done, absent, started, line(Standing.LATER)))

    assert study.next is started
    assert study.done == 1
    assert started.standing_name == "Started"
    assert StudyList(uuid4(), "NPQSL", "Autumn", (done,)).next is None
