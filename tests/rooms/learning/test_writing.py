"""Writing a unit, from an empty draft to its second version."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.publishing import publish_unit, publish_units_of_release
from goldenthread.learning.actions.writing import (
    add_page,
    ask_question,
    change_page,
    change_question,
    move_page,
    open_unit,
    remove_page,
    remove_question,
)
from goldenthread.learning.models import Page, Question, Unit, Version
from goldenthread.learning.queries.editing import (
    editor,
    page_in_editor,
    question_in_editor,
    unit_of_component,
    units_of_release,
)
from goldenthread.learning.types import QuestionDraft, QuestionKind
from goldenthread.people.types import Actor
from tests.makers.counting import statements_of
from tests.makers.learning import CHOICE, SHORT, make_components, make_unit


@pytest.fixture
def component(cast, at):
    return make_components(cast, "Leading change", at=at)[0]


@pytest.fixture
def author(cast) -> Actor:
    return cast.curriculum_lead


def deeds() -> list[str]:
    return list(AuditEntry.objects.filter(did__startswith="learning.").order_by("id").values_list("did", flat=True))


def titles(unit, by) -> list[str]:
    return [page.title for page in editor(unit, by=by).pages]


def test_a_unit_is_opened_once_for_a_component(component, author, at) -> None:
    unit = open_unit(component.ref, by=author, at=at)

    assert open_unit(component.ref, by=author, at=at) == unit
    page = editor(unit, by=author)
    assert (page.version, page.is_draft, page.pages, page.published_version) == (1, True, (), None)
    assert page.why_not_publish.startswith("The unit has no page.")
    assert deeds() == ["learning.open_unit"]
    assert units_of_release(component.module.release.ref) == {component.ref: unit}


def test_pages_are_added_changed_moved_and_removed(component, author, at) -> None:
    unit = open_unit(component.ref, by=author, at=at)
    first, second, third = (add_page(unit, title=t, body="Words", by=author, at=at) for t in "ABC")

    move_page(third, up=True, by=author, at=at)
    assert titles(unit, author) == ["A", "C", "B"]
    move_page(first, up=True, by=author, at=at)
    move_page(second, up=False, by=author, at=at)
    assert titles(unit, author) == ["A", "C", "B"]
    change_page(second, title="Better", body="Other words", minutes=20, by=author, at=at)
    remove_page(first, by=author, at=at)

    page = editor(unit, by=author)
    assert [(p.position, p.title, p.minutes) for p in page.pages] == [(1, "C", 5), (2, "Better", 20)]
    assert page.minutes == 25
    assert deeds() == [
        "learning.open_unit", *["learning.add_page"] * 3, "learning.move_page", "learning.change_page",
        "learning.remove_page",
    ]  # fmt: skip


def test_checks_are_asked_changed_and_removed(component, author, at) -> None:
    unit = open_unit(component.ref, by=author, at=at)
    page = add_page(unit, title="A", by=author, at=at)

    choice, short = (ask_question(page, draft, by=author, at=at) for draft in (CHOICE, SHORT))
    change_question(short, replace(SHORT, when_right="Yes."), by=author, at=at)
    remove_question(choice, by=author, at=at)

    [line] = editor(unit, by=author).pages[0].questions
    assert line.draft == replace(SHORT, when_right="Yes.")
    assert question_in_editor(short, by=author) == (page, line)
    assert deeds()[2:] == ["learning.ask_question"] * 2 + ["learning.change_question", "learning.remove_question"]


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (lambda u, _p, _q, **k: add_page(u, title=" ", **k), "no_title"),
        (lambda _u, p, _q, **k: change_page(p, title="A", body="", minutes=999, **k), "odd_minutes"),
        (lambda _u, p, _q, **k: ask_question(p, QuestionDraft(QuestionKind.SHORT, "?"), **k), "none_accepted"),
        (lambda _u, _p, q, **k: change_question(q, QuestionDraft(QuestionKind.SHORT, ""), **k), "no_prompt"),
    ],
)
def test_what_makes_no_sense_is_not_kept(component, author, at, work, code) -> None:
    unit = open_unit(component.ref, by=author, at=at)
    page = add_page(unit, title="A", body="Words", by=author, at=at)
    question = ask_question(page, CHOICE, by=author, at=at)
    before = editor(unit, by=author)

    with pytest.raises(Refused) as refused:
        work(unit, page, question, by=author, at=at)

    assert refused.value.refusal.code == code
    assert editor(unit, by=author) == before


def test_a_new_version_is_written_while_the_old_one_is_read(component, author, at) -> None:
    unit = make_unit(component, by=author, at=at)
    published = Page.objects.get(version__unit__ref=unit, position=1)

    change_page(published.ref, title="New words", body="New", minutes=5, by=author, at=at)

    page = editor(unit, by=author)
    assert (page.version, page.is_draft, page.published_version) == (2, True, 1)
    published.refresh_from_db()
    assert published.title == "Page 1"
    assert page_in_editor(published.ref, by=author)[1].title == "New words"
    assert [len(p.questions) for p in page.pages] == [0, 2]

    later = at + timedelta(days=1)
    assert publish_unit(unit, by=author, at=later) == 2
    states = Version.objects.filter(unit__ref=unit).order_by("number").values_list("state", "published_at")
    assert list(states) == [("retired", at), ("published", later)]
    assert NoticeRow.objects.filter(kind="learning.published").count() == 2
    assert deeds()[-1] == "learning.publish_unit"


def test_a_question_of_the_published_version_is_changed_in_the_draft(component, author, at) -> None:
    unit = make_unit(component, by=author, at=at)
    question = Question.objects.get(page__version__unit__ref=unit, kind="short")

    changed = change_question(question.ref, replace(SHORT, prompt="Which word?"), by=author, at=at)

    assert changed != question.ref
    question.refresh_from_db()
    assert question.prompt == SHORT.prompt


def test_nothing_new_is_not_published(component, author, at) -> None:
    unit = make_unit(component, by=author, at=at)

    with pytest.raises(Refused) as refused:
        publish_unit(unit, by=author, at=at)

    assert refused.value.refusal.code == "nothing_new"
    assert Version.objects.filter(unit__ref=unit).count() == 1


def test_a_release_takes_its_finished_drafts_along(cast, author, at) -> None:
    ready, empty = make_components(cast, "One", "Two", at=at)
    unit = open_unit(ready.ref, by=author, at=at)
    add_page(unit, title="A", body="Words", by=author, at=at)
    open_unit(empty.ref, by=author, at=at)

    assert publish_units_of_release(ready.module.release.ref, at=at) == 1
    assert publish_units_of_release(ready.module.release.ref, at=at) == 0

    assert editor(unit, by=author).published_version == 1
    assert AuditEntry.objects.get(did="learning.publish_unit").by == "jobs"


def test_the_next_release_starts_with_the_pages_of_the_last(cast, component, author, at) -> None:
    make_unit(component, by=author, at=at)
    [again] = make_components(cast, "Leading change", number=2, at=at)

    unit = open_unit(again.ref, by=author, at=at)

    assert titles(unit, author) == ["Page 1", "Page 2"]
    assert len(editor(unit, by=author).pages[1].questions) == 2


def test_what_is_not_studied_online_has_no_unit(cast, author, at) -> None:
    [event] = make_components(cast, "Day one", kind="event", at=at)

    with pytest.raises(Refused) as refused:
        open_unit(event.ref, by=author, at=at)

    assert refused.value.refusal.code == "not_studied"
    assert not Unit.objects.exists()


def test_a_component_says_whether_it_has_a_unit_and_why_it_cannot_have_one(cast, component, author, at) -> None:
    [event] = make_components(cast, "Day one", kind="event", number=2, at=at)

    bare, never = (unit_of_component(c.ref, by=author) for c in (component, event))
    unit = open_unit(component.ref, by=author, at=at)
    opened, read = (unit_of_component(component.ref, by=by) for by in (author, cast.inspector))

    assert (bare.component, bare.title, bare.module) == (component.ref, "Leading change", "Leading change")
    assert (bare.unit, bare.why_not_open) == (None, "")
    assert never.unit is None
    assert "studied online" in never.why_not_open
    assert (opened.unit, opened.why_not_open) == (unit, "")
    assert read.unit == unit
    assert read.why_not_open
    assert statements_of(lambda: unit_of_component(component.ref, by=author)) == 2
    for stranger in (cast.outsider, cast.participant, cast.partner_manager):
        with pytest.raises(Unit.DoesNotExist):
            unit_of_component(component.ref, by=stranger)


def test_others_neither_write_nor_publish(cast, component, author, at) -> None:
    unit = open_unit(component.ref, by=author, at=at)
    page = add_page(unit, title="A", body="Words", by=author, at=at)
    question = ask_question(page, CHOICE, by=author, at=at)
    before = editor(unit, by=author)

    for reader in (cast.inspector, cast.programme_manager):
        assert replace(editor(unit, by=reader), may_write=True) == before
        for work in (
            lambda k: open_unit(component.ref, **k),
            lambda k: add_page(unit, title="B", **k),
            lambda k: remove_page(page, **k),
            lambda k: remove_question(question, **k),
            lambda k: publish_unit(unit, **k),
        ):
            with pytest.raises(Refused) as refused:
                work({"by": reader, "at": at})
            assert refused.value.refusal.code == "not_an_author"
    for stranger in (cast.outsider, cast.participant, cast.partner_manager):
        with pytest.raises(Unit.DoesNotExist):
            editor(unit, by=stranger)
        with pytest.raises(Unit.DoesNotExist):
            add_page(unit, title="B", by=stranger, at=at)
        with pytest.raises(Page.DoesNotExist):
            move_page(page, up=True, by=stranger, at=at)
        with pytest.raises(Page.DoesNotExist):
            page_in_editor(page, by=stranger)
        with pytest.raises(Question.DoesNotExist):
            question_in_editor(question, by=stranger)
    assert editor(unit, by=author) == before


def test_the_editor_takes_five_statements_however_long_the_unit(cast, author, at) -> None:
    small, large = make_components(cast, "One", "Two", at=at)
    units = [make_unit(small, pages=1, by=author, at=at), make_unit(large, pages=7, by=author, at=at)]

    assert [statements_of(lambda u=u: editor(u, by=author)) for u in units] == [5, 5]
