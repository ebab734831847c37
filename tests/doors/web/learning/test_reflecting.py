"""Reflections and the further kinds of check in the browser's door."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.types import Role
from goldenthread.learning.actions.publishing import publish_unit
from goldenthread.learning.actions.writing import add_page, ask_question, open_unit
from goldenthread.learning.models import Attempt, Reflection
from goldenthread.learning.queries.editing import editor
from goldenthread.learning.queries.reading import reader_page
from goldenthread.learning.types import QuestionDraft, QuestionKind
from goldenthread.programmes.models import Component
from tests.makers.cohorts import make_enrolment

PROMPT = QuestionDraft(QuestionKind.REFLECTION, "What did you see?", least_words=4)


@pytest.fixture
def place(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def unit(place, cast, at):
    component = Component.objects.get(ref=place.cohort.built.component("How culture").ref)
    return open_unit(component.ref, by=cast.curriculum_lead, at=at)


@pytest.fixture
def page(unit, cast, at):
    return add_page(unit, title="See", body="Words.", by=cast.curriculum_lead, at=at)


@pytest.fixture
def prompt(unit, page, cast, at):
    ask_question(page, PROMPT, by=cast.curriculum_lead, at=at)
    publish_unit(unit, by=cast.curriculum_lead, at=at)
    return reader_page(unit, 1, by=cast.participant).questions[0].ref


def test_a_prompt_is_written_and_reworded(cast, unit, page, enter) -> None:
    client = enter(cast.curriculum_lead)
    ask = reverse("learning:add-reflection", args=[page])
    assert client.get(ask).status_code == 200
    assert client.post(ask, {"prompt": "And?", "least_words": "3000"}).status_code == 422
    assert client.post(ask, {"prompt": "And?", "least_words": "30"}).status_code == 303
    [line] = editor(unit, by=cast.curriculum_lead).pages[0].questions
    change = reverse("learning:edit-question", args=[line.ref])
    assert "Remove this reflection" in client.get(change).content.decode()
    client.post(change, {"prompt": "And you?", "least_words": "20"})

    [line] = editor(unit, by=cast.curriculum_lead).pages[0].questions
    assert (line.draft.prompt, line.draft.least_words) == ("And you?", 20)
    assert "Counts once it has 20 words" in client.get(reverse("learning:preview", args=[unit, 1])).content.decode()


def test_a_reflection_is_saved_as_it_goes_counted_and_shared(cast, place, unit, prompt, at, enter) -> None:
    client = enter(cast.participant)
    here = reverse("learning:page", args=[unit, 1])
    save = reverse("learning:save", args=[unit, prompt])
    assert "Only you can read it" in client.get(here).content.decode()
    assert client.post(save, {"words": "I saw"}).status_code == 204
    assert client.post(save, {"words": " "}).status_code == 204
    assert client.post(save, {"words": "x" * 50_000}).status_code == 422
    keep = reverse("learning:reflect", args=[unit, 1, prompt])
    short = client.post(keep, {"words": "I saw two"}, follow=True).content.decode()
    assert "It counts once it has 1 more word." in short
    done = client.post(f"{keep}?kept={uuid4()}", {"words": "I saw two adults"})
    assert (done.status_code, done.url) == (303, f"{here}#check-{prompt}")
    assert "It counts." in client.get(here).content.decode()
    assert Reflection.objects.count() == 1
    for wrong in ("", "x" * 50_000):
        assert client.post(keep, {"words": wrong}).status_code == 422

    add_companion(place.ref, cast.coach.person, Role.COACH, by=cast.programme_manager, at=at)
    share = reverse("learning:share", args=[unit, 1, prompt])
    assert "Nothing is shared" in enter(cast.coach).get(reverse("learning:shared")).content.decode()
    enter(cast.participant).post(share, {"share": "yes"})
    assert "I saw two adults" in enter(cast.coach).get(reverse("learning:shared")).content.decode()
    enter(cast.participant).post(share, {"share": "no"})
    assert "I saw two adults" not in enter(cast.coach).get(reverse("learning:shared")).content.decode()


def test_others_write_and_read_nothing_there(cast, unit, prompt, enter) -> None:
    for stranger in (cast.outside_participant, cast.outsider):
        client = enter(stranger)
        assert client.post(reverse("learning:reflect", args=[unit, 1, prompt]), {"words": "x"}).status_code == 404
        assert client.post(reverse("learning:save", args=[unit, prompt]), {"words": "x"}).status_code == 404
    assert enter(cast.sponsor).get(reverse("learning:shared")).status_code == 404
    assert not Reflection.objects.exists()
    lost = enter(cast.participant).post(reverse("learning:reflect", args=[unit, 1, uuid4()]), {"words": "x"})
    assert lost.url == reverse("learning:page", args=[unit, 1])


@pytest.mark.parametrize(
    ("kind", "answers", "sent", "says"),
    [
        ("true_false", "* true\nfalse | Look again.", {"answer": "1"}, "Look again."),
        ("numeric", "12.5 ± 0.5", {"answer": "12.7"}, "That is right."),
        ("ordering", "First\nSecond", {"place0": "0", "place1": "1"}, "0 of 2 are where they belong."),
        ("matching", "a = x\nb = y | No.", {"place0": "0", "place1": "1"}, "That is right."),
    ],
)
def test_further_kinds_are_written_one_a_line_and_answered(
    cast, unit, page, at, enter, kind, answers, sent, says
) -> None:
    author = enter(cast.curriculum_lead)
    asked = {"kind": kind, "prompt": "Well?", "answers": answers}
    assert author.post(reverse("learning:add-question", args=[page]), asked).status_code == 303
    [line] = editor(unit, by=cast.curriculum_lead).pages[0].questions
    form = author.get(reverse("learning:edit-question", args=[line.ref])).content.decode()
    assert answers.splitlines()[-1].casefold() in form.casefold()
    publish_unit(unit, by=cast.curriculum_lead, at=at)

    client = enter(cast.participant)
    question = reader_page(unit, 1, by=cast.participant).questions[0].ref
    check = reverse("learning:check", args=[unit, 1, question])
    named = {f"q{question.hex[:8]}-{name}": value for name, value in sent.items()}
    assert client.post(check, {}).status_code == 422
    key = uuid4()
    for _ in range(2):
        assert client.post(f"{check}?kept={key}", named).status_code == 303
    assert says in client.get(reverse("learning:page", args=[unit, 1])).content.decode()
    assert Attempt.objects.count() == 1


def test_two_things_in_one_place_are_refused_on_the_page(cast, unit, page, at, enter) -> None:
    asked = {"kind": "ordering", "prompt": "Well?", "answers": "First\nSecond"}
    enter(cast.curriculum_lead).post(reverse("learning:add-question", args=[page]), asked)
    publish_unit(unit, by=cast.curriculum_lead, at=at)
    question = reader_page(unit, 1, by=cast.participant).questions[0].ref
    named = {f"q{question.hex[:8]}-place{n}": "0" for n in (0, 1)}

    answer = enter(cast.participant).post(reverse("learning:check", args=[unit, 1, question]), named)

    assert answer.status_code == 422
    assert "Two things have the same place" in answer.content.decode()


def test_other_words_from_another_device_are_kept_and_said(cast, place, unit, prompt, at, enter) -> None:
    client = enter(cast.participant)
    save = reverse("learning:save", args=[unit, prompt])
    keep = reverse("learning:reflect", args=[unit, 1, prompt])
    client.post(save, {"words": "I saw two adults", "tab": str(uuid4())})
    phone = {"words": "Nobody was there at all", "tab": str(uuid4()), "since": ""}
    assert client.post(save, phone).headers["X-Kept-Beside"] == "yes"
    laptop = {"words": "Everybody came in the end", "tab": str(uuid4()), "since": at.isoformat()}
    told = client.post(keep, laptop, follow=True).content.decode()
    assert "Other words were saved from another tab or device" in told
    assert "Nobody was there at all" in told
    odd = client.post(save, {"words": "Everybody came in the end", "tab": "odd", "since": "yesterday"})
    assert (odd.status_code, "X-Kept-Beside" in odd.headers) == (204, False)
