"""Studying in the browser's door."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.cohorts.models import Credit
from goldenthread.learning.actions.reading import read_page
from goldenthread.learning.models import Attempt, Progress
from goldenthread.learning.queries.reading import reader_page
from goldenthread.programmes.models import Component
from tests.makers.coaching import make_enrolled
from tests.makers.counting import statements_of
from tests.makers.learning import make_unit


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def unit(place, cast, at):
    component = Component.objects.get(ref=place.built.component("How culture").ref)
    return make_unit(component, by=cast.curriculum_lead, at=at)


def test_the_list_says_what_is_next(cast, unit, enter) -> None:
    page = enter(cast.participant).get(reverse("learning:study"))

    assert page.status_code == 200
    assert "Begin How culture is built" in page.content.decode()
    assert "Not ready yet" in page.content.decode()


def test_an_empty_list_says_what_happens_next(cast, enter) -> None:
    assert "nothing to study yet" in enter(cast.outside_participant).get(reverse("learning:study")).content.decode()


def test_a_unit_is_read_to_its_end(cast, place, unit, enter) -> None:
    client = enter(cast.participant)
    begun = client.get(reverse("learning:unit", args=[unit]))
    assert begun.url == reverse("learning:page", args=[unit, 1])
    page = client.get(begun.url).content.decode()
    assert "<strong>1</strong>" in page
    assert "Continue" in page

    on = client.post(begun.url)
    assert (on.status_code, on.url) == (303, reverse("learning:page", args=[unit, 2]))
    end = client.post(on.url)
    assert (end.status_code, end.url) == (303, reverse("learning:done", args=[unit]))
    assert "2 checks are still to answer" in client.get(end.url).content.decode()

    choice, short = reader_page(unit, 2, by=cast.participant).questions
    for question, answer in ((choice, "0"), (short, "practice")):
        name = f"q{question.ref.hex[:8]}-answer"
        said = client.post(reverse("learning:check", args=[unit, 2, question.ref]), {name: answer})
        assert said.status_code == 303
    page = client.get(reverse("learning:page", args=[unit, 2])).content.decode()
    assert "A timetable follows from a reason." in page
    assert "That is right." in page
    assert "You have finished this unit" in client.get(end.url).content.decode()
    assert Credit.objects.count() == 1


def test_an_empty_answer_is_asked_for_again(cast, unit, enter) -> None:
    question = reader_page(unit, 2, by=cast.participant).questions[0]

    page = enter(cast.participant).post(reverse("learning:check", args=[unit, 2, question.ref]), {})

    assert page.status_code == 422
    assert "Choose an answer" in page.content.decode()
    assert not Attempt.objects.exists()


def test_an_answer_without_a_word_is_refused_on_the_page(cast, unit, enter) -> None:
    question = reader_page(unit, 2, by=cast.participant).questions[1]
    sent = {f"q{question.ref.hex[:8]}-answer": "?!"}

    page = enter(cast.participant).post(reverse("learning:check", args=[unit, 2, question.ref]), sent)

    assert page.status_code == 422
    assert "Write your answer" in page.content.decode()


def test_an_answer_to_a_question_of_another_page_goes_back_to_the_page(cast, unit, enter) -> None:
    question = reader_page(unit, 2, by=cast.participant).questions[0]

    answer = enter(cast.participant).post(reverse("learning:check", args=[unit, 1, question.ref]), {})

    assert answer.url == reverse("learning:page", args=[unit, 1])


def test_others_find_nothing_there(cast, unit, enter) -> None:
    for stranger in (cast.outside_participant, cast.coach, cast.outsider, cast.sponsor):
        client = enter(stranger)
        for name, args in (("unit", [unit]), ("page", [unit, 1]), ("done", [unit])):
            assert client.get(reverse(f"learning:{name}", args=args)).status_code == 404
        assert client.post(reverse("learning:page", args=[unit, 1])).status_code == 404
    assert enter(cast.participant).get(reverse("learning:page", args=[unit, 9])).status_code == 404
    assert not Progress.objects.exists()


def test_the_list_page_takes_as_many_statements_for_two_units_as_for_one(cast, place, unit, at, enter) -> None:
    client = enter(cast.participant)
    read_page(unit, 1, by=cast.participant, at=at)
    one = statements_of(lambda: client.get(reverse("learning:study")))
    component = Component.objects.get(ref=place.built.component("Planning").ref)
    make_unit(component, pages=6, by=cast.curriculum_lead, at=at)

    assert statements_of(lambda: client.get(reverse("learning:study"))) == one
