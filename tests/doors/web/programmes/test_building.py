"""Pages on which programmes are built, and who may enter them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.people.models import Person
from goldenthread.programmes.actions.catalogue import load_catalogue
from goldenthread.programmes.models import Programme, Release
from goldenthread.programmes.queries.catalogue import qualification_page
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import ReleaseState
from tests.makers.counting import statements_of
from tests.makers.programmes import make_draft, make_edition, make_release


def enter(client, actor):
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def lead(client, cast):
    return enter(client, cast.curriculum_lead)


def test_the_catalogue_lists_every_qualification(lead, cast, at) -> None:
    assert "The catalogue is empty" in text(lead.get(reverse("programmes:catalogue")))
    load_catalogue(by=cast.curriculum_lead, at=at)

    page = text(lead.get(reverse("programmes:catalogue")))

    assert all(name in page for name in ("NPQSL (2020)", "NPQML (2017)", "NPQLTD (2020)", "NPQEL (2020)"))


def test_a_qualification_shows_its_policies_with_days_sources_and_what_is_illustrative(lead, cast, at) -> None:
    load_catalogue(by=cast.curriculum_lead, at=at)

    page = text(lead.get(reverse("programmes:qualification", args=["npqsl-2020"])))

    assert "At least <strong>90 %</strong>" in page
    assert "2,000 words" in page
    assert "8 days" in page
    assert "In force from Wednesday 1 September 2021" in page
    assert "No official figure was found for: what the word count takes in" in page
    assert "the number of attempts" in page
    assert "120 learn-that statements in all" in page
    assert "Illustrative" in page


@pytest.mark.parametrize("slug", ["npqml-2017", "npqh-2020", "npqlt-2020", "npqlbc-2020", "npqel-2020", "npqltd-2020"])
def test_every_qualification_has_its_page(lead, cast, at, slug) -> None:
    load_catalogue(by=cast.curriculum_lead, at=at)

    assert lead.get(reverse("programmes:qualification", args=[slug])).status_code == 200


@pytest.mark.parametrize("slug", ["npqh", "npqh-", "npqh-1999", f"npqh-{'9' * 30}", f"npqh-{'9' * 4_500}"])
def test_a_qualification_that_there_is_not_is_not_found(lead, cast, at, slug) -> None:
    load_catalogue(by=cast.curriculum_lead, at=at)

    assert lead.get(reverse("programmes:qualification", args=[slug])).status_code == 404


def test_a_mark_scheme_says_that_it_is_illustrative(lead, cast, at) -> None:
    built = make_release(cast, at=at)

    page = text(lead.get(reverse("programmes:scheme", args=[built.scheme.ref])))

    assert "This scheme is illustrative" in page
    assert "8 of 16" in page


def test_a_programme_is_begun_from_a_qualification(lead, cast, at) -> None:
    assert "The catalogue is empty" in text(lead.get(reverse("programmes:create")))
    load_catalogue(by=cast.curriculum_lead, at=at)
    assert "No framework is published yet" in text(lead.get(reverse("programmes:create")))
    ref, edition = (
        qualification_page("npqsl-2020", by=cast.curriculum_lead).card.ref,
        make_edition(cast, at=at, code="NPQSL").ref,
    )
    sent = {"title": "Ours", "qualification": str(ref), "edition": str(edition)}

    assert lead.get(reverse("programmes:create")).status_code == 200
    answer = lead.post(reverse("programmes:create"), sent)

    release = Release.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("programmes:release", args=[release.ref]))
    assert "No modules yet" in text(lead.get(answer.url))
    again = lead.post(reverse("programmes:create"), sent)
    assert again.status_code == 422
    assert "Another programme has this title" in text(again)
    assert lead.post(reverse("programmes:create"), {}).status_code == 422
    assert Programme.objects.count() == 1


def test_a_framework_that_seems_another_qualifications_is_asked_about(lead, cast, at) -> None:
    load_catalogue(by=cast.curriculum_lead, at=at)
    senior, executive = (
        qualification_page(slug, by=cast.curriculum_lead).card.ref for slug in ("npqsl-2020", "npqel-2020")
    )
    edition, address = make_edition(cast, at=at).ref, reverse("programmes:create")
    sent = {"title": "Ours", "qualification": str(senior), "edition": str(edition)}
    assert "Yes, build it on this framework" not in text(lead.get(address))

    asked = lead.post(address, sent)
    unticked = lead.post(address, {**sent, "asked": f"{senior} {edition}"})
    of_others = lead.post(address, {**sent, "asked": f"{executive} {edition}", "anyway": "on"})

    for answer in (asked, unticked, of_others):
        assert answer.status_code == 422
        assert "Senior leadership in the catalogue, and MADE (2020) is called “Made framework”" in text(answer)
        assert f'value="{senior} {edition}"' in text(answer)
        assert " checked" not in text(answer)
    assert Programme.objects.count() == 0
    begun = lead.post(address, {**sent, "asked": f"{senior} {edition}", "anyway": "on"})
    assert begun.url == reverse("programmes:release", args=[Release.objects.get().ref])


def test_a_fixed_component_shows_why_and_the_way_on_instead_of_a_form(lead, cast, at) -> None:
    built = make_release(cast, at=at)
    component = built.outline.components[1]

    for name, button in (("change_component", "Save the component"), ("remove_component", "Remove the component")):
        page = text(lead.get(reverse(f"programmes:{name}", args=[component.ref])))
        assert "a published release never changes" in page
        assert f'action="{reverse("programmes:next_draft", args=[built.release])}"' in page
        assert "Begin the next draft" in page
        assert button not in page
    assert "since 5 Jan 2026" in text(lead.get(reverse("programmes:index")))


def test_a_release_is_designed_module_by_module(lead, cast, at) -> None:
    ref = make_draft(cast, at=at)
    page = reverse("programmes:release", args=[ref])

    answer = lead.post(reverse("programmes:add_module", args=[ref]), {"title": "A third"})
    assert (answer.status_code, answer.url) == (302, page)
    third = release_outline(ref).modules[2].ref
    lead.post(reverse("programmes:rename_module", args=[third]), {"title": "The third"})
    lead.post(reverse("programmes:move_module", args=[third]), {"way": "up"})
    assert [m.title for m in release_outline(ref).modules][1] == "The third"
    lead.post(reverse("programmes:move_module", args=[third]), {"way": "down"})
    assert "The third" in text(lead.get(reverse("programmes:remove_module", args=[third])))
    assert lead.post(reverse("programmes:remove_module", args=[third])).url == page
    assert len(release_outline(ref).modules) == 2
    assert lead.get(reverse("programmes:add_module", args=[ref])).status_code == 200
    assert lead.post(reverse("programmes:add_module", args=[ref]), {"title": " "}).status_code == 422
    first = release_outline(ref).modules[0].ref
    assert "Culture and teaching" in text(lead.get(reverse("programmes:rename_module", args=[first])))
    assert lead.post(reverse("programmes:rename_module", args=[first]), {"title": ""}).status_code == 422


COMPONENT = {
    "kind": "webinar",
    "title": "A webinar",
    "about": "Live.",
    "minutes": "45",
    "routes": ["online"],
    "is_required": "on",
    "weight": "1",
    "stands_apart": "on",
}


def test_a_component_is_added_changed_moved_and_removed(lead, cast, at) -> None:
    ref = make_draft(cast, at=at)
    first, second = release_outline(ref).modules

    assert lead.get(reverse("programmes:add_component", args=[first.ref])).status_code == 200
    assert lead.post(reverse("programmes:add_component", args=[first.ref]), {}).status_code == 422
    answer = lead.post(reverse("programmes:add_component", args=[first.ref]), COMPONENT)
    component = release_outline(ref).modules[0].components[-1]
    assert answer.status_code == 302
    assert "A webinar" in text(lead.get(reverse("programmes:component", args=[component.ref])))
    change = reverse("programmes:change_component", args=[component.ref])
    assert 'value="45"' in text(lead.get(change))
    assert lead.post(change, {**COMPONENT, "minutes": "0"}).status_code == 422
    moved = lead.post(change, {**COMPONENT, "title": "Changed", "module_ref": str(second.ref)})
    assert moved.url == reverse("programmes:component", args=[component.ref])
    assert release_outline(ref).modules[1].components[-1].title == "Changed"
    lead.post(reverse("programmes:move_component", args=[component.ref]), {"way": "up"})
    assert release_outline(ref).modules[1].components[-2].title == "Changed"
    assert "Changed" in text(lead.get(reverse("programmes:remove_component", args=[component.ref])))
    assert lead.post(reverse("programmes:remove_component", args=[component.ref])).status_code == 302
    assert component.ref not in {c.ref for c in release_outline(ref).components}


def test_a_release_is_checked_and_published_and_the_next_begun(lead, cast, at) -> None:
    ref = make_draft(cast, at=at)
    publish = reverse("programmes:publish", args=[ref])
    assert "Publish release 1" in text(lead.get(publish))

    assert lead.post(publish).url == reverse("programmes:release", args=[ref])

    page = text(lead.get(reverse("programmes:release", args=[ref])))
    assert "a published release never changes" in page
    assert "Callum Reid" in page
    assert "It cannot be published now" in text(lead.get(publish))
    answer = lead.post(reverse("programmes:next_draft", args=[ref]))
    assert "release 2" in text(lead.get(answer.url))
    assert "Go to the draft of release 2" in text(lead.get(reverse("programmes:release", args=[ref])))


def test_an_unready_release_is_told_what_it_lacks_and_is_not_published(lead, cast, at) -> None:
    ref = make_draft(cast, at=at)
    lead.post(reverse("programmes:add_module", args=[ref]), {"title": "Empty one"})
    publish = reverse("programmes:publish", args=[ref])

    page = text(lead.get(publish))
    answer = lead.post(publish)

    assert "1 thing to put right first" in page
    assert "Publish release 1" not in page
    assert "“Empty one” has no components" in text(lead.get(answer.url))
    assert release_outline(ref).release.state is ReleaseState.DRAFT


def test_changes_to_a_published_release_are_refused_with_the_reason(lead, cast, at) -> None:
    built = make_release(cast, at=at)
    module, component = built.outline.modules[0], built.outline.components[0]
    page = reverse("programmes:release", args=[built.release])

    for name, thing in (
        ("move_module", module),
        ("remove_module", module),
        ("move_component", component),
        ("remove_component", component),
    ):
        assert lead.post(reverse(f"programmes:{name}", args=[thing.ref])).url == page
        assert "never changes" in text(lead.get(page))
    for name, ref, sent in (
        ("add_module", built.release, {"title": "New"}),
        ("rename_module", module.ref, {"title": "New"}),
        ("add_component", module.ref, COMPONENT),
        ("change_component", component.ref, COMPONENT),
    ):
        answer = lead.post(reverse(f"programmes:{name}", args=[ref]), sent)
        assert answer.status_code == 422, name
        assert "never changes" in text(answer)
    assert release_outline(built.release) == built.outline


def test_a_release_is_retired_with_a_reason(lead, cast, at) -> None:
    built = make_release(cast, at=at)
    retire = reverse("programmes:retire", args=[built.release])

    assert lead.get(retire).status_code == 200
    assert lead.post(retire, {"why": ""}).status_code == 422
    assert lead.post(retire, {"why": "A new one is out."}).status_code == 302
    assert lead.post(retire, {"why": "Again."}).status_code == 422
    assert release_outline(built.release).release.state is ReleaseState.RETIRED


READ = ["release", "coverage"]
WRITE = ["next_draft", "publish", "retire", "add_module"]


def test_staff_read_a_published_release_and_are_offered_no_change(client, cast, at) -> None:
    built = make_release(cast, at=at)
    component = built.outline.components[0].ref

    for actor in (cast.programme_manager, cast.facilitator, cast.coach, cast.inspector, cast.outsider):
        page = text(enter(client, actor).get(reverse("programmes:release", args=[built.release])))
        assert "Event 1: leading culture" in page
        assert "Add a component" not in page
        assert "Start the next release" not in page
        assert client.get(reverse("programmes:component", args=[component])).status_code == 200
        assert "Senior leadership at Fenland" in text(client.get(reverse("programmes:index")))
        for name in WRITE:
            assert client.post(reverse(f"programmes:{name}", args=[built.release])).status_code == 404
    assert release_outline(built.release) == built.outline


def test_a_draft_is_not_found_by_anyone_else(client, cast, at) -> None:
    ref = make_draft(cast, at=at)
    outline = release_outline(ref)

    for actor in (cast.programme_manager, cast.inspector, cast.outsider, cast.participant, cast.headteacher):
        enter(client, actor)
        for name in READ + WRITE:
            assert client.get(reverse(f"programmes:{name}", args=[ref])).status_code == 404, name
        assert client.get(reverse("programmes:component", args=[outline.components[0].ref])).status_code == 404


def test_participants_and_schools_find_none_of_these_pages(client, cast, at) -> None:
    built = make_release(cast, at=at)

    for actor in (cast.participant, cast.outside_participant, cast.sponsor, cast.mentor, cast.headteacher):
        enter(client, actor)
        for name in ("index", "catalogue", "create"):
            assert client.get(reverse(f"programmes:{name}")).status_code == 404
        assert client.get(reverse("programmes:release", args=[built.release])).status_code == 404
        assert client.get(reverse("programmes:scheme", args=[built.scheme.ref])).status_code == 404


def test_pages_take_the_same_number_of_statements_however_much_there_is(lead, cast, at) -> None:
    ref = make_draft(cast, at=at)
    pages = [
        reverse("programmes:index"),
        reverse("programmes:release", args=[ref]),
        reverse("programmes:coverage", args=[ref]),
        reverse("programmes:publish", args=[ref]),
    ]
    lead.get(pages[0])
    few = [statements_of(lambda page=page: lead.get(page)) for page in pages]
    module = release_outline(ref).modules[0].ref
    for _ in range(3):
        lead.post(reverse("programmes:add_component", args=[module]), COMPONENT)
    make_draft(cast, at=at, title="Another")

    assert [statements_of(lambda page=page: lead.get(page)) for page in pages] == few


def test_hostile_titles_are_shown_and_do_nothing(lead, cast, at) -> None:
    ref = make_draft(cast, at=at, title='<script>alert("x")</script>')
    lead.post(reverse("programmes:add_module", args=[ref]), {"title": "{{ 7|add:7 }} <b>bold</b>"})

    page = lead.get(reverse("programmes:release", args=[ref])).content.decode()

    assert '<script>alert("x")' not in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "{{ 7|add:7 }}" in page
