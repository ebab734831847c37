"""What changed is kept when an edition is published, shown, and confirmed or corrected by a person."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from goldenthread.frameworks.actions.comparing import confirm_changes, join_changes, part_change
from goldenthread.frameworks.actions.publishing import publish_reading
from goldenthread.frameworks.actions.reviewing import accept_clear
from goldenthread.frameworks.models import Succession
from goldenthread.frameworks.queries.comparing import (
    changes_page,
    edition_of_change,
    statement_history,
    successors,
)
from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.frameworks.types import (
    Beside,
    BesideChanges,
    Change,
    ChangeLine,
    EditionRef,
    Fate,
    Successor,
)
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.cast import Cast
from tests.makers.contents import as_cells
from tests.makers.counting import statements_of
from tests.makers.frameworks import (
    a_content_reading,
    a_framework,
    a_reading,
    a_referenced_reading,
    an_edition,
    publish_whole,
    revised,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(cast: Cast, at: datetime) -> EditionRef:
    return an_edition(cast, at=at, framework=a_framework(sections=2, seed=3))


@pytest.fixture
def second(cast: Cast, at: datetime, first: EditionRef) -> EditionRef:
    assert first
    return an_edition(cast, at=at, framework=revised(a_framework(sections=2, seed=3)))


def line_with(edition: EditionRef, change: Change, cast: Cast) -> ChangeLine:
    return next(line for line in changes_page(edition, by=cast.curriculum_lead).lines if line.change is change)


def test_every_statement_of_both_editions_is_accounted_for(cast: Cast, first: EditionRef, second: EditionRef) -> None:
    old, new = (edition_outline(ref, by=cast.coach).statements for ref in (first, second))

    page = changes_page(second, by=cast.coach)

    assert page.before is not None
    assert page.before.ref == first
    assert [line.old.ref for line in page.lines if line.old and not line.new] == [old[1].ref]
    assert Counter(line.old.ref for line in page.lines if line.old) == Counter(line.ref for line in old)
    assert [line.new.ref for line in page.lines if line.new] == [line.ref for line in new]
    moved = len(a_framework(sections=2, seed=3).sections[0].learn_that) - 2
    assert page.counts == {
        Change.SAME: len(old) - 2 - moved,
        Change.REWORDED: 1,
        Change.MOVED: moved,
        Change.ADDED: 1,
        Change.REMOVED: 1,
    }
    assert page.lines[0].change is Change.REWORDED
    assert [run.words for run in page.lines[0].runs if run.fate is Fate.COME] == ["and patience"]
    assert (page.open, page.may_decide) == (1, False)
    assert not page.lines[0].has_moved
    assert page.lines[1].has_moved


def test_a_first_edition_changes_nothing(cast: Cast, first: EditionRef) -> None:
    page = changes_page(first, by=cast.coach)

    assert (page.before, page.lines, page.beside) == (None, (), BesideChanges())
    assert successors([first]) == {}


def test_what_stands_beside_the_statements_is_compared_with_the_task_the_scale_and_the_criteria(
    cast: Cast, at: datetime
) -> None:
    told = as_cells()
    changed = told.replace("2,500", "3,000").replace("1 high\n5 low", "1 low\n5 high").replace("Rota", "Plan")
    changed = changed.replace("ROTA", "PLAN").replace("Those who sit at one.", "Those who sit at two.")
    _, later = (
        publish_whole(a_content_reading(cast, at=at, text=text), by=cast.curriculum_lead, at=at)
        for text in (told, changed)
    )

    page = changes_page(later, by=cast.coach)

    beside = page.beside
    assert page.counts == {Change.SAME: len(page.lines)}
    assert [(line.name, line.change) for group in beside.groups for line in group.changed] == [
        ("Qualification MQB", Change.REWORDED),
        ("Word limit", Change.REWORDED),
        ("Participants must", Change.REWORDED),
        ("Criterion 2.1.1", Change.REWORDED),
        ("Point of the rating scale", Change.MOVED),
        ("Point of the rating scale", Change.MOVED),
    ]
    assert (beside.changed, beside.counts[Change.REWORDED]) == (6, 4)
    assert beside.turned == "Before, 1 meant “high” and 5 meant “low”. Now 5 means “high” and 1 means “low”."
    criterion = next(line for group in beside.groups if group.beside is Beside.MARK for line in group.changed)
    assert criterion.statement is not None
    assert criterion.statement in {line.new.ref for line in page.lines if line.new}
    first, second = statement_history(criterion.statement, by=cast.coach)
    assert (first.beside, second.change, second.runs, second.beside) == ((), Change.SAME, (), (criterion,))


def test_references_are_compared_with_those_of_the_last_edition(cast: Cast, at: datetime) -> None:
    whole = a_referenced_reading(cast, at=at)
    publish_whole(whole, by=cast.curriculum_lead, at=at)
    without = an_edition(cast, at=at, framework=a_framework(sections=2, seed=1))
    again = publish_whole(a_referenced_reading(cast, at=at), by=cast.curriculum_lead, at=at)

    lost, found = (changes_page(ref, by=cast.coach).beside for ref in (without, again))

    assert lost.counts[Change.REMOVED] == found.counts[Change.ADDED] == lost.changed == found.changed == 4
    assert {line.was for line in lost.groups[-1].lines} == {"", "Section 1", "Section 2"}
    assert [group.beside for group in found.unchanged] == [Beside.SECTION]


def test_publishing_a_second_edition_takes_a_handful_of_statements_however_long(cast: Cast, at: datetime) -> None:
    sent = []
    for sections, code in ((2, "ONE"), (9, "TWO")):
        an_edition(cast, at=at, framework=a_framework(sections=sections), code=code)
        ref = a_reading(cast, at=at, framework=revised(a_framework(sections=sections)), code=code)
        accept_clear(ref, by=cast.curriculum_lead, at=at)
        sent.append(statements_of(lambda ref=ref: publish_reading(ref, by=cast.curriculum_lead, at=at)))

    # SQLite takes rows in batches of a hundred or so; nothing else grows with the framework.
    assert sent[0] <= sent[1] <= sent[0] + 2 <= 30


def test_pages_take_the_same_number_of_statements_for_few_and_many(cast: Cast, at: datetime) -> None:
    sent = []
    for sections, code in ((1, "ONE"), (6, "TWO")):
        earlier = an_edition(cast, at=at, framework=a_framework(sections=sections), code=code)
        later = an_edition(cast, at=at, framework=revised(a_framework(sections=sections)), code=code)
        statement = edition_outline(later, by=cast.coach).statements[0].ref
        sent.append(
            (
                statements_of(lambda later=later: changes_page(later, by=cast.coach)),
                statements_of(lambda statement=statement: statement_history(statement, by=cast.coach)),
                statements_of(lambda earlier=earlier: successors([earlier])),
            )
        )

    assert sent == [(5, 4, 3), (5, 4, 3)]


def test_a_rewording_is_confirmed_once_and_only_by_a_curriculum_lead(
    cast: Cast, at: datetime, second: EditionRef
) -> None:
    lines = changes_page(second, by=cast.curriculum_lead).lines
    with pytest.raises(Refused):
        confirm_changes(second, [line.ref for line in lines], by=cast.coach, at=at)
    assert not Succession.objects.exclude(decided_at=None).exists()

    confirmed = [
        confirm_changes(second, [line.ref for line in lines], by=cast.curriculum_lead, at=at) for _ in range(2)
    ]

    assert confirmed == [1, 0]
    line = line_with(second, Change.REWORDED, cast)
    assert (line.decided_by, line.decided_at, line.is_open) == (cast.curriculum_lead.name, at, False)
    assert AuditEntry.objects.get(did="frameworks.confirm_changes").facts["confirmed"] == "1"


def test_a_statement_is_parted_from_its_successor_and_joined_with_it_again(
    cast: Cast, at: datetime, second: EditionRef
) -> None:
    before = line_with(second, Change.REWORDED, cast)
    assert before.old is not None
    assert edition_of_change(before.ref, by=cast.coach) == second

    part_change(before.ref, by=cast.curriculum_lead, at=at)

    page = changes_page(second, by=cast.curriculum_lead)
    assert (page.counts[Change.REWORDED], page.counts[Change.ADDED], page.counts[Change.REMOVED]) == (0, 2, 2)
    removed = next(line for line in page.lines if line.old and line.old.ref == before.old.ref)
    added = page.lines[0]
    assert (removed.change, added.change, added.decided_by) == (
        Change.REMOVED,
        Change.ADDED,
        cast.curriculum_lead.name,
    )
    assert added.kind is removed.kind is before.kind
    join_changes(removed.ref, added.ref, by=cast.curriculum_lead, at=at)
    after = line_with(second, Change.REWORDED, cast)
    assert (after.old, after.new, after.score, after.is_open) == (before.old, before.new, before.score, False)
    assert set(AuditEntry.objects.values_list("did", flat=True)) >= {
        "frameworks.part_change",
        "frameworks.join_changes",
    }


def test_what_is_no_pair_is_neither_parted_nor_joined(cast: Cast, at: datetime, second: EditionRef) -> None:
    same, added = line_with(second, Change.SAME, cast), line_with(second, Change.ADDED, cast)
    held = list(Succession.objects.order_by("pk").values())

    with pytest.raises(Refused, match="same words"):
        part_change(same.ref, by=cast.curriculum_lead, at=at)
    with pytest.raises(Refused, match="was removed"):
        join_changes(added.ref, same.ref, by=cast.curriculum_lead, at=at)
    with pytest.raises(Refused, match="curriculum leads"):
        part_change(line_with(second, Change.REWORDED, cast).ref, by=cast.programme_manager, at=at)

    assert list(Succession.objects.order_by("pk").values()) == held


def test_a_statement_shows_its_history_over_three_editions(cast: Cast, at: datetime, second: EditionRef) -> None:
    third = an_edition(cast, at=at, framework=a_framework(sections=2, seed=3))
    added = line_with(second, Change.ADDED, cast).new
    reworded = edition_outline(third, by=cast.coach).statements[0]
    assert added is not None

    whole, short = (statement_history(ref, by=cast.coach) for ref in (reworded.ref, added.ref))

    assert [(step.name, step.change) for step in whole] == [
        ("MADE (2026)", None),
        ("MADE (2026.2)", Change.REWORDED),
        ("MADE (2026.3)", Change.REWORDED),
    ]
    assert [run.words for run in whole[2].runs if run.fate is Fate.GONE] == ["and patience"]
    assert [(step.name, step.change, step.statement and step.statement.ref) for step in short] == [
        ("MADE (2026.2)", Change.ADDED, added.ref),
        ("MADE (2026.3)", Change.REMOVED, None),
    ]


def test_successors_reach_the_edition_in_force_from_every_earlier_one(
    cast: Cast, at: datetime, first: EditionRef, second: EditionRef
) -> None:
    third = an_edition(cast, at=at, framework=revised(revised(a_framework(sections=2, seed=3))))

    found = successors([first, second, third])

    assert set(found) == {first, second}
    new = edition_outline(third, by=cast.coach).statements
    assert Counter(each.new.ref for each in found[first] if each.new) == Counter(line.ref for line in new)
    removed = [each for each in found[first] if each.change is Change.REMOVED]
    assert removed
    assert all(isinstance(each, Successor) and each.new is None for each in removed)
    assert found[first][0].change is Change.REWORDED
    assert [each.new.text for each in found[second] if each.old is None and each.new] == [
        "Money that is spent is accounted for in the open."
    ]
