"""What an edition is called beside the others of its framework, and a statement in its edition."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.frameworks.rules.naming import label_for
from goldenthread.frameworks.types import EditionRef, Kind, StatementLine, StatementRef, kinds_beside, tally


@pytest.mark.parametrize(
    ("taken", "label"),
    [
        ([], "2020"),
        (["2017"], "2020"),
        (["2017", "2020"], "2020.2"),
        (["2020", "2020.2", "2020.3"], "2020.4"),
    ],
)
def test_each_edition_of_a_year_has_a_label_of_its_own(taken: list[str], label: str) -> None:
    assert label_for(2020, taken=taken) == label


@pytest.mark.parametrize(
    ("kind", "code", "printed", "title", "label"),
    [
        (Kind.LEARN_THAT, "MADE.3.LT.11", "", "", "Learn that 3.11"),
        (Kind.STEM, "MADE.3.HT.2", "", "", "Learn how to 3.2"),
        (Kind.PRACTICE, "MADE.3.HT.2.4", "2d", "", "Practice 3.2.4"),
        (Kind.LEARN_HOW_TO, "MADE.1.HT.1", "", "", "Learn how to 1.1"),
        (Kind.LEARN_ABOUT, "MADE.1.LA.2", "", "", "Learn about 1.2"),
        (Kind.CRITERION, "MADE.1.AC.2", "1.1.2", "", "Criterion 1.1.2"),
        (Kind.CRITERION, "MADE.1.AC.2", "", "", "Criterion 1.2"),
        (Kind.BEHAVIOUR, "MADE.7.B.1", "", "Commitment", "Behaviour: Commitment"),
        (Kind.STANDARD, "MADE.2.S.4", "", "", "Standard 2.4"),
    ],
)
def test_a_statement_is_called_what_its_document_calls_it(kind, code, printed, title, label) -> None:
    line = StatementLine(
        1, StatementRef(uuid4()), code, kind, 1, "Words.", 1, "Part 1", "MADE (2020)", EditionRef(uuid4()),
        printed=printed, title=title,
    )  # fmt: skip

    assert line.label == label


def test_how_many_there_are_of_each_kind_is_said_in_its_own_words() -> None:
    assert tally([(Kind.LEARN_THAT, 2), (Kind.PRACTICE, 1), (Kind.STEM, 0)]) == "2 learn that, 1 practice"
    assert tally([(Kind.CRITERION, 1), (Kind.BEHAVIOUR, 7)]) == "1 criterion, 7 behaviours"
    assert tally([]) == "no statements"


def test_what_is_read_as_one_kind_may_turn_out_to_be_another_of_its_suite() -> None:
    assert kinds_beside([Kind.CRITERION]) == (
        Kind.LEARN_HOW_TO, Kind.LEARN_ABOUT, Kind.CRITERION, Kind.BEHAVIOUR
    )  # fmt: skip
    assert kinds_beside([Kind.STANDARD, Kind.STEM]) == (Kind.LEARN_THAT, Kind.STEM, Kind.PRACTICE, Kind.STANDARD)
    assert kinds_beside([]) == ()
