"""A unit's versions, and bringing a page back."""

from __future__ import annotations

import pytest

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.publishing import publish_unit
from goldenthread.learning.actions.restoring import restore_page
from goldenthread.learning.actions.writing import change_page, remove_page
from goldenthread.learning.models import Page, Unit
from goldenthread.learning.queries.editing import editor
from goldenthread.learning.queries.restoring import unit_history
from tests.makers.counting import statements_of
from tests.makers.learning import CHOICE, make_components, make_unit


@pytest.fixture
def author(cast):
    return cast.curriculum_lead


@pytest.fixture
def unit(cast, author, at):
    made = make_unit(make_components(cast, "Leading change", at=at)[0], by=author, at=at)
    first, second = editor(made, by=author).pages
    change_page(first.ref, title="Page 1", body="Quite other words.", minutes=10, by=author, at=at)
    remove_page(second.ref, by=author, at=at)
    publish_unit(made, by=author, at=at)
    return made


def test_every_version_says_what_changed(cast, unit, author) -> None:
    history = unit_history(unit, by=author)

    assert [(v.number, v.state, v.pages) for v in history.versions] == [(2, "published", 1), (1, "retired", 2)]
    assert [(c.title, c.fate_names) for c in history.versions[0].changes] == [
        ("Page 1", "Changed"), ("Page 2", "Removed"),
    ]  # fmt: skip
    assert history.versions[1].changes == ()
    assert (history.may_write, unit_history(unit, by=cast.inspector).may_write) == (True, False)
    with pytest.raises(Unit.DoesNotExist):
        unit_history(unit, by=cast.participant)


def test_a_changed_page_and_a_removed_one_come_back_into_the_draft(unit, author, at) -> None:
    changed, removed = (c.restorable for c in unit_history(unit, by=author).versions[0].changes)

    restore_page(changed, by=author, at=at)
    back = restore_page(removed, by=author, at=at)

    first, second = editor(unit, by=author).pages
    assert (first.body, second.ref, second.position) == ("Words of page **1**.", back, 2)
    assert second.questions[0].draft == CHOICE
    assert Page.objects.get(ref=changed).version.state == "retired"
    assert AuditEntry.objects.filter(did="learning.restore_page").count() == 2
    # What is there already is brought back onto itself, and loses nothing.
    assert restore_page(back, by=author, at=at) == back
    assert len(editor(unit, by=author).pages[1].questions) == 2


def test_only_authors_bring_pages_back(cast, unit, author, at) -> None:
    [changed, _] = unit_history(unit, by=author).versions[0].changes

    with pytest.raises(Refused):
        restore_page(changed.restorable, by=cast.quality_lead, at=at)
    with pytest.raises(Page.DoesNotExist):
        restore_page(changed.restorable, by=cast.participant, at=at)
    assert editor(unit, by=author).version == 2


def test_a_history_takes_as_many_statements_for_many_versions_as_for_two(unit, author, at) -> None:
    two = statements_of(lambda: unit_history(unit, by=author))
    for n in range(3):
        [page] = editor(unit, by=author).pages
        change_page(page.ref, title=f"Title {n}", body="Words", minutes=5, by=author, at=at)
        publish_unit(unit, by=author, at=at)

    assert statements_of(lambda: unit_history(unit, by=author)) == two == 4
