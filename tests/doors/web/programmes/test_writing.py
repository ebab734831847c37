"""A curriculum lead writes a mark scheme in the browser, without scripts, and a colleague in another tab."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.people.models import Person
from goldenthread.programmes.actions.writing import change_criterion, describe_scheme, remove_criterion
from goldenthread.programmes.models import MarkScheme
from goldenthread.programmes.queries.writing import scheme_page
from tests.makers.counting import statements_of
from tests.makers.schemes import TERMS, criterion, make_frozen, make_scheme_draft, qualification_of

CRITERION = {
    "code": "E", "title": "Reading the data", "asks": "What do the numbers say?", "weight": "1", "minimum": "1",
    "rows": "5", "version": "0", "mark_1": "0", "label_1": "None", "description_1": "None of it.",
    "mark_3": "1", "label_3": "All", "description_3": "All of it.",
}  # fmt: skip
WORDS = {"title": "Our scheme", "source": "The board", "minimum_total": "8", "illustrative": "on", "version": "0"}


def enter(client, actor):
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def lead(client, cast):
    return enter(client, cast.curriculum_lead)


@pytest.fixture
def draft(cast, at):
    return make_scheme_draft(cast, at=at)


@pytest.fixture
def page(cast, draft):
    return lambda: scheme_page(draft, by=cast.curriculum_lead)


def at_scheme(name, ref, *more):
    return reverse(f"programmes:{name}", args=[ref, *more])


def test_a_quality_lead_begins_the_next_version_from_the_qualification(client, cast, at) -> None:
    qualification_of("npqsl-2020", cast, at=at)
    enter(client, cast.quality_lead)
    home = reverse("programmes:qualification", args=["npqsl-2020"])
    assert "Write the next version" in text(client.get(home))

    answer = client.post(reverse("programmes:begin_scheme", args=["npqsl-2020"]))

    draft = MarkScheme.objects.get(state="draft")
    assert answer.url == at_scheme("write_scheme", draft.ref)
    assert "Go on writing version 2" in text(client.get(home))
    shown = text(client.get(answer.url))
    assert "B. Choosing what to do" in shown
    assert "5 levels, marks 0 to 4. Minimum 1. Weight 1." in shown
    assert client.post(reverse("programmes:begin_scheme", args=["npqsl-2020"])).url == answer.url


@pytest.mark.parametrize("who", ["programme_manager", "assessor", "administrator", "participant"])
def test_others_are_not_let_in(client, cast, draft, who) -> None:
    enter(client, getattr(cast, who))

    assert client.get(at_scheme("write_scheme", draft)).status_code == 404
    assert client.post(reverse("programmes:begin_scheme", args=["npqsl-2020"])).status_code == 404
    assert client.post(at_scheme("drop_scheme", draft)).status_code == 404
    if who != "participant":
        home = text(client.get(reverse("programmes:qualification", args=["npqsl-2020"])))
        assert "Write the next version" not in home
        assert "Go on writing" not in home


def test_a_criterion_is_added_with_the_levels_that_were_filled_in(lead, draft, page) -> None:
    shown = text(lead.get(at_scheme("add_criterion", draft)))
    assert 'value="Excellent"' in shown

    answer = lead.post(at_scheme("add_criterion", draft), CRITERION)

    assert answer.url == at_scheme("write_scheme", draft)
    told = page().scheme.criterion("E")
    assert [(level.mark, level.label) for level in told.levels] == [(0, "None"), (1, "All")]


def test_each_fault_is_said_beside_its_field(lead, draft, page) -> None:
    typed = {**CRITERION, "code": "A", "title": "", "minimum": "3", "weight": "0", "label_3": ""}

    answer = lead.post(at_scheme("add_criterion", draft), typed)

    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors["title"] == ["Title is missing; it should be some words"]
    assert errors["weight"] == ["Weight should be a whole number from 1 to 100, not “0”"]
    assert errors["minimum"] == ["Minimum is above the highest mark, 1"]
    assert errors["label_3"] == ["Level 3: name is missing; it should be some words"]
    assert "code" not in errors
    lonely = lead.post(at_scheme("add_criterion", draft), {**CRITERION, "out_3": "on", "minimum": "0"})
    assert lonely.context["form"].errors == {
        "mark_1": ["Levels should be at least two levels, each with a mark of its own"]
    }
    third = lead.post(at_scheme("add_criterion", draft), {**CRITERION, "code": "A"})
    assert third.context["form"].errors == {"code": ["Code is that of another criterion"]}
    assert len(page().lines) == 4


def test_more_levels_are_shown_without_losing_what_was_typed(lead, draft, page) -> None:
    answer = lead.post(at_scheme("add_criterion", draft), {**CRITERION, "more": "yes"})

    assert answer.status_code == 200
    assert len(answer.context["form"].drawn) == 8
    assert 'value="Reading the data"' in text(answer)
    assert len(page().lines) == 4
    assert len(lead.post(at_scheme("add_criterion", draft), {"rows": "x", "more": "yes"}).context["form"].drawn) == 5


def test_a_level_is_changed_added_and_taken_out(lead, draft, page) -> None:
    line = page().lines[0]
    form = lead.get(at_scheme("change_criterion", draft, line.id)).context["form"]
    typed = {name: "" if value is None else value for name, value in form.initial.items()}
    typed |= {"out_2": "on", "label_3": "Sure", "mark_6": "9", "label_6": "Beyond", "description_6": "More."}

    answer = lead.post(at_scheme("change_criterion", draft, line.id), typed)

    assert answer.url == at_scheme("write_scheme", draft)
    assert [level.label for level in page().scheme.criteria[0].levels] == [
        "Not shown", "Sure", "Strong", "Excellent", "Beyond",
    ]  # fmt: skip


def test_the_later_save_of_two_tabs_is_shown_what_stands_now(lead, cast, at, draft, page) -> None:
    line = page().lines[0]
    change_criterion(draft, line.id, criterion("A", title="Theirs"), revision=0, by=cast.quality_lead, at=at)

    answer = lead.post(at_scheme("change_criterion", draft, line.id), {**CRITERION, "code": "A", "title": "Mine"})

    shown = text(answer)
    assert answer.status_code == 422
    assert "This was saved from another page while you had it open." in shown
    assert "It says now" in shown
    assert "Theirs" in shown
    assert 'value="Mine"' in shown
    assert page().scheme.criteria[0].title == "Theirs"
    sent = {**CRITERION, "code": "A", "title": "Mine", "version": answer.context["form"].data["version"]}
    assert lead.post(at_scheme("change_criterion", draft, line.id), sent).status_code == 303
    assert page().scheme.criteria[0].title == "Mine"


def test_words_about_the_scheme_are_kept_and_overtaken_ones_are_not(lead, cast, at, draft, page) -> None:
    assert lead.post(at_scheme("scheme_terms", draft), WORDS).status_code == 303
    describe_scheme(draft, TERMS, revision=1, by=cast.quality_lead, at=at)

    late = lead.post(at_scheme("scheme_terms", draft), {**WORDS, "version": "1", "title": "Late"})
    faulty = lead.post(at_scheme("scheme_terms", draft), {**WORDS, "version": "2", "minimum_total": "99"})

    assert late.status_code == 422
    assert [(each.name, each.typed) for each in late.context["meanwhile"]] == [
        ("Title", "Late"),
        ("Source", "The board"),
        ("Minimum in total", "8"),
    ]
    assert faulty.context["form"].errors == {"minimum_total": ["Minimum in total is above the highest total, 16"]}
    assert page().scheme.title == TERMS.title


def test_what_was_typed_for_a_criterion_that_was_taken_out_can_be_added_again(lead, cast, at, draft, page) -> None:
    line = page().lines[0]
    remove_criterion(draft, line.id, revision=0, by=cast.quality_lead, at=at)

    answer = lead.post(at_scheme("change_criterion", draft, line.id), {**CRITERION, "title": "Kept"})

    assert answer.status_code == 422
    assert "taken out from another page" in text(answer)
    assert 'value="Kept"' in text(answer)
    assert f'action="{at_scheme("add_criterion", draft)}"' in text(answer)
    assert lead.get(at_scheme("change_criterion", draft, line.id)).status_code == 404
    assert lead.post(at_scheme("move_criterion", draft, line.id)).status_code == 404


def test_parts_are_said_by_ticking_criteria(lead, cast, at, draft, page) -> None:
    address = at_scheme("scheme_parts", draft)
    typed = {
        "version": "0",
        "rows": "2",
        "code_1": "P",
        "title_1": "Reading",
        "criteria_1": ["A", "C"],
        "minimum_1": "4",
    }

    more = lead.post(address, {**typed, "more": "yes"})
    assert more.context["form"].initial["criteria_1"] == ["A", "C"]
    assert len(more.context["form"].drawn) == 5
    faulty = lead.post(address, {**typed, "minimum_1": "9", "title_2": "No code"})
    assert faulty.context["form"].errors == {
        "minimum_1": ["Part 1: minimum is above what its criteria come to at most, 8"],
        "code_2": ["Part 2: code is missing; it should be some words"],
        "minimum_2": ["Part 2: minimum is missing; it should be a whole number from 0 to 5000"],
    }
    twice = {"code_2": "P", "title_2": "Again", "criteria_2": ["A"], "minimum_2": "1"}
    assert "should each have a code of their own" in text(lead.post(address, {**typed, **twice}))
    assert lead.post(address, typed).url == at_scheme("write_scheme", draft)
    assert page().scheme.parts[0].criteria == ("A", "C")
    late = lead.post(address, {**typed, "title_1": "Late"})

    assert late.status_code == 422
    assert "It says now: P Reading (A, C), minimum 4" in text(late)
    assert 'value="Late"' in text(late)
    assert lead.post(address, {**typed, "title_1": "Late", "version": "1"}).status_code == 303
    shown = text(lead.get(at_scheme("write_scheme", draft)))
    assert "P Late" in shown
    assert 'value="Late"' in text(lead.get(address))


def test_criteria_are_moved_and_taken_out_after_a_question(lead, cast, at, draft, page) -> None:
    first, second = page().lines[:2]
    lead.post(at_scheme("move_criterion", draft, second.id), {"way": "up"})
    assert page().lines[0].id == second.id
    assert "Its levels and its links" in text(lead.get(at_scheme("remove_criterion", draft, first.id)))
    change_criterion(draft, first.id, criterion("A"), revision=0, by=cast.quality_lead, at=at)

    late = lead.post(at_scheme("remove_criterion", draft, first.id), {"version": "0"}, follow=True)
    assert "saved from another page" in text(late)
    lead.post(at_scheme("remove_criterion", draft, first.id), {"version": "1"})

    assert [line.criterion.code for line in page().lines] == ["B", "C", "D"]


def test_a_scheme_is_checked_and_frozen(lead, draft, page) -> None:
    shown = text(lead.get(at_scheme("freeze_scheme", draft)))
    assert "Windows that are planned already keep theirs. What was marked stays" in shown
    lead.post(at_scheme("add_criterion", draft), CRITERION)

    late = lead.post(at_scheme("freeze_scheme", draft), {"seen": "what was there before"}, follow=True)
    assert "changed after this page was opened" in text(late)
    answer = lead.post(at_scheme("freeze_scheme", draft), {"seen": page().mark}, follow=True)

    assert "Version 2 is frozen. Windows planned from now on use it." in text(answer)
    assert "No window uses this version." in text(answer)
    refused = lead.post(at_scheme("scheme_terms", draft), WORDS, follow=True)
    assert "a frozen scheme never changes" in text(refused)


def test_what_is_missing_is_said_before_it_is_frozen(lead, cast, at) -> None:
    empty = make_scheme_draft(cast, at=at, slug="npqh-2020")

    shown = text(lead.get(at_scheme("freeze_scheme", empty)))
    answer = lead.post(at_scheme("freeze_scheme", empty), {"seen": ""}, follow=True)

    assert "Source is missing; it should be some words" in shown
    assert "Criteria should be at least one criterion, each with a code of its own" in shown
    assert "Freeze version 1</button>" not in shown
    assert "changed after" in text(answer)
    assert "No criterion yet" in text(lead.get(at_scheme("write_scheme", empty)))
    assert lead.get(at_scheme("scheme", empty)).status_code == 200


def test_a_draft_is_thrown_away_after_a_question(lead, draft) -> None:
    assert "cannot be brought back" in text(lead.get(at_scheme("drop_scheme", draft)))

    answer = lead.post(at_scheme("drop_scheme", draft), follow=True)

    assert "was thrown away" in text(answer)
    assert not MarkScheme.objects.filter(state="draft").exists()


def test_more_criteria_and_versions_take_as_many_statements(lead, cast, at, draft) -> None:
    names = ("write_scheme", "scheme", "freeze_scheme")
    few = [statements_of(lambda name=name: lead.get(at_scheme(name, draft))) for name in names]
    lead.post(at_scheme("add_criterion", draft), CRITERION)
    make_frozen(draft, cast, at=at)
    third = make_scheme_draft(cast, at=at)

    assert [statements_of(lambda name=name: lead.get(at_scheme(name, third))) for name in names] == few
