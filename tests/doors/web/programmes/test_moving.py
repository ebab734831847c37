"""The pages on which a curriculum lead hears of a new edition and moves a programme to it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.people.models import Person
from goldenthread.programmes.models import Release
from goldenthread.programmes.queries.moving import moving_page
from tests.makers.programmes import ADDED, make_next_edition, make_release


@pytest.fixture
def enter(client):
    def as_(actor):
        client.force_login(Person.objects.get(pk=actor.person_id))
        return client

    return as_


@pytest.fixture
def made(cast, at):
    release = make_release(cast, at=at)
    make_next_edition(cast, at=at)
    return release


def test_the_lead_hears_of_it_at_home_and_on_the_release(cast, made, enter) -> None:
    client, address = enter(cast.curriculum_lead), reverse("programmes:move", args=[made.release])

    home = client.get("/").content.decode()
    release = client.get(reverse("programmes:release", args=[made.release])).content.decode()

    assert address in home
    assert "changes 2 of the 10 statements that this programme teaches. It adds 1." in home
    assert address in release
    assert "A new edition of its framework is in force" in release
    assert address not in enter(cast.coach).get(reverse("programmes:release", args=[made.release])).content.decode()


def test_the_lead_reviews_decides_and_moves(cast, made, enter) -> None:
    client, address = enter(cast.curriculum_lead), reverse("programmes:move", args=[made.release])
    page = moving_page(made.release, by=cast.curriculum_lead)
    reworded, removed = (f"ties_{question.old.ref.hex}" for question in page.questions)

    shown = client.get(address).content.decode()
    undecided = client.post(address, {"edition": page.edition_ref, reworded: str(page.questions[0].new.ref)})
    moved = client.post(
        address,
        {"edition": page.edition_ref, reworded: str(page.questions[0].new.ref), removed: "let go"},
        follow=True,
    )

    assert ADDED in shown
    assert "Put in: </span>always" in shown
    assert undecided.status_code == 422
    assert "Decide what becomes of the ties to 1.K.2" in undecided.content.decode()
    draft = Release.objects.get(number=2)
    assert moved.redirect_chain[-1][0] == reverse("programmes:release", args=[draft.ref])
    assert f"This draft stands on {page.edition}" in moved.content.decode()
    assert "It cannot be moved now" in client.get(address).content.decode()
    assert client.post(address, {"edition": page.edition_ref}).status_code == 422


def test_a_later_edition_published_meanwhile_is_said(cast, at, made, enter) -> None:
    client, address = enter(cast.curriculum_lead), reverse("programmes:move", args=[made.release])
    first = moving_page(made.release, by=cast.curriculum_lead)
    make_next_edition(cast, at=at)
    page = moving_page(made.release, by=cast.curriculum_lead)
    answers = {f"ties_{q.old.ref.hex}": "let go" for q in page.questions}

    response = client.post(address, {"edition": first.edition_ref, **answers})

    assert response.status_code == 422
    assert "A later edition was published meanwhile" in response.content.decode()
    assert Release.objects.count() == 1


def test_nobody_else_moves_a_programme(cast, made, enter) -> None:
    address = reverse("programmes:move", args=[made.release])

    for actor in (cast.programme_manager, cast.coach, cast.participant, cast.outsider):
        assert enter(actor).get(address).status_code == 404
        assert enter(actor).post(address).status_code == 404
