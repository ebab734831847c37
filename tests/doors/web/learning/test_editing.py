"""Writing a unit in the browser's door."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.learning.actions.writing import add_page, ask_question, open_unit
from goldenthread.learning.models import Unit
from goldenthread.learning.queries.editing import editor
from tests.makers.learning import CHOICE, make_components, make_unit


@pytest.fixture
def component(cast, at):
    return make_components(cast, "Leading change", at=at)[0]


@pytest.fixture
def unit(component, cast, at):
    return open_unit(component.ref, by=cast.curriculum_lead, at=at)


def test_a_unit_is_begun_from_its_component(cast, component, enter) -> None:
    client = enter(cast.curriculum_lead)
    address = reverse("learning:component", args=[component.ref])

    assert "Begin the unit" in client.get(address).content.decode()
    assert client.post(address).status_code == 303
    unit = Unit.objects.get()
    assert client.get(address).url == reverse("learning:editor", args=[unit.ref])
    assert "No pages yet" in client.get(reverse("learning:editor", args=[unit.ref])).content.decode()


def test_a_unit_is_written_previewed_and_published(cast, unit, enter) -> None:
    client, lead = enter(cast.curriculum_lead), cast.curriculum_lead
    add = reverse("learning:add-page", args=[unit])
    client.get(add)
    client.post(add, {"title": "First", "body": "Words with **weight**.", "minutes": "7"})
    client.post(add, {"title": "Second", "body": "More.", "minutes": "5"})
    first, second = editor(unit, by=lead).pages

    client.post(reverse("learning:move-page", args=[second.ref]), {"to": "up"})
    client.post(reverse("learning:edit-page", args=[first.ref]), {"title": "Why", "body": "Words.", "minutes": "7"})
    assert [p.title for p in editor(unit, by=lead).pages] == ["Second", "Why"]
    client.post(reverse("learning:remove-page", args=[second.ref]))
    ask = reverse("learning:add-question", args=[first.ref])
    assert client.get(ask).status_code == 200
    answers = "A new timetable | A timetable follows from a reason.\n* An agreed reason"
    sent = {"kind": "choice", "prompt": CHOICE.prompt, "answers": answers, "when_right": "", "when_wrong": ""}
    assert client.post(ask, sent).status_code == 303

    [page] = editor(unit, by=lead).pages
    assert page.questions[0].draft == CHOICE
    assert "An agreed reason" in client.get(reverse("learning:preview", args=[unit, 1])).content.decode()
    published = client.post(reverse("learning:publish", args=[unit]), follow=True)
    assert "Published. Participants read this version from now on." in published.content.decode()
    assert "Nothing has changed" in client.post(reverse("learning:publish", args=[unit]), follow=True).content.decode()


def test_a_check_is_reworded_and_removed(cast, unit, at, enter) -> None:
    client, lead = enter(cast.curriculum_lead), cast.curriculum_lead
    page = add_page(unit, title="A", body="Words", by=lead, at=at)
    question = ask_question(page, CHOICE, by=lead, at=at)
    address = reverse("learning:edit-question", args=[question])
    assert "* An agreed reason" in client.get(address).content.decode()

    sent = {"kind": "short", "prompt": "One word?", "answers": "practice\nPractise"}
    assert client.post(address, sent).status_code == 303
    [line] = editor(unit, by=lead).pages[0].questions
    assert line.draft.accepts == ("practice", "Practise")
    client.post(reverse("learning:remove-question", args=[question]))
    assert editor(unit, by=lead).pages[0].questions == ()


@pytest.mark.parametrize(
    ("name", "sent", "says"),
    [
        ("add-page", {"title": "", "body": "x", "minutes": "5"}, "Enter the title"),
        ("edit-page", {"title": "A", "body": "x" * 60_001, "minutes": "5"}, "longer than 60,000 characters"),
        ("add-page", {"title": "A", "body": "x" * 60_001, "minutes": "5"}, "longer than 60,000 characters"),
        ("add-question", {"kind": "choice", "prompt": "Q", "answers": "only one"}, "fewer than two answers"),
        ("edit-question", {"kind": "choice", "prompt": "Q", "answers": "a\nb"}, "Exactly one answer"),
    ],
)
def test_what_is_wrong_is_said_on_the_form(cast, unit, at, enter, name, sent, says) -> None:
    page = add_page(unit, title="A", body="Words", by=cast.curriculum_lead, at=at)
    question = ask_question(page, CHOICE, by=cast.curriculum_lead, at=at)
    ref = {"add-page": unit, "edit-page": page, "add-question": page, "edit-question": question}[name]

    answer = enter(cast.curriculum_lead).post(reverse(f"learning:{name}", args=[ref]), sent)

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_readers_read_and_strangers_find_nothing(cast, component, at, enter) -> None:
    unit = make_unit(component, by=cast.curriculum_lead, at=at)
    page = editor(unit, by=cast.curriculum_lead).pages[0]
    shown = enter(cast.inspector).get(reverse("learning:editor", args=[unit]))
    assert shown.status_code == 200
    assert "Add a page" not in shown.content.decode()
    assert enter(cast.inspector).get(reverse("learning:edit-page", args=[page.ref])).status_code == 404
    refused = enter(cast.inspector).post(reverse("learning:component", args=[component.ref]), follow=True)
    assert "You cannot change this unit" in refused.content.decode()

    for stranger in (cast.participant, cast.outsider, cast.partner_manager, cast.coach):
        client = enter(stranger)
        assert client.get(reverse("learning:editor", args=[unit])).status_code == 404
        assert client.get(reverse("learning:component", args=[component.ref])).status_code == 404
        assert client.get(reverse("learning:preview", args=[unit, 1])).status_code == 404
        assert client.post(reverse("learning:remove-page", args=[page.ref])).status_code == 404
    assert len(editor(unit, by=cast.curriculum_lead).pages) == 2


def test_an_event_has_no_unit(cast, at, enter) -> None:
    [event] = make_components(cast, "Day one", kind="event", at=at)

    page = enter(cast.curriculum_lead).get(reverse("learning:component", args=[event.ref]))

    assert "not studied online" in page.content.decode()
