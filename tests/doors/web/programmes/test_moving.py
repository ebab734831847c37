"""The pages on which a curriculum lead hears of a new edition and moves a programme to it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from goldenthread.programmes.actions.moving import move_release
from goldenthread.programmes.models import Release
from goldenthread.programmes.queries.moving import moving_page
from goldenthread.programmes.queries.releases import release_outline
from tests.makers.programmes import ADDED, make_next_edition, make_release


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


def test_a_new_practice_is_said_to_come_with_its_stem(cast, at, enter) -> None:
    made = make_release(cast, at=at)
    make_next_edition(cast, at=at, practice="Spending in the open.")

    page = enter(cast.curriculum_lead).get(reverse("programmes:move", args=[made.release])).content.decode()

    assert "New beside the statements" in page
    assert (
        page.index("Nothing teaches these yet")
        < page.index("a practice comes with the stem")
        < page.index("Spending in the open.")
    )


def test_wherever_statements_are_counted_practices_are_said_to_go_with_their_stems(cast, at, enter) -> None:
    made, client = make_release(cast, at=at), enter(cast.curriculum_lead)
    make_next_edition(cast, at=at, practice="Spending in the open.")
    page = moving_page(made.release, by=cast.curriculum_lead)
    said = dict.fromkeys(question.old.ref for question in page.questions)
    draft = move_release(made.release, said, edition=page.edition_ref, by=cast.curriculum_lead, at=at)
    component = release_outline(draft).components[1]

    coverage = client.get(reverse("programmes:coverage", args=[draft])).content.decode()
    picker = client.get(reverse("programmes:statements", args=[component.ref])).content.decode()
    book = client.get(reverse("programmes:coverage_book", args=[draft])).content

    aside = "1 practice goes with the stem it stands under and is not counted."
    assert "of 12 statements" in coverage
    assert aside in coverage
    assert aside in picker
    with zipfile.ZipFile(BytesIO(book)) as file:
        assert aside in file.read("xl/sharedStrings.xml").decode()


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
