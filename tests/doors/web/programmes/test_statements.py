"""Choosing statements, and the coverage page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.people.models import Person
from goldenthread.programmes.queries.building import component_sheet
from goldenthread.programmes.queries.coverage import places
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import Tie, Use
from tests.makers.programmes import make_draft, make_edition, make_release


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def lead(client, cast):
    client.force_login(Person.objects.get(pk=cast.curriculum_lead.person_id))
    return client


@pytest.fixture
def study(cast, at):
    return release_outline(make_draft(cast, at=at)).components[3]


@pytest.fixture
def refs(cast, at):
    return [place.ref for place in places(make_edition(cast, at=at).ref)]


def chosen(component, cast) -> set[Tie]:
    return set(component_sheet(component.ref, by=cast.curriculum_lead).ties)


def test_every_statement_is_offered_and_the_chosen_are_ticked(lead, study, refs) -> None:
    page = lead.get(reverse("programmes:statements", args=[study.ref])).content.decode()

    assert page.count('name="tie"') == 12 * 3
    assert page.count(" checked>") == 2
    assert f'value="{refs[0]}:taught" checked' in page
    assert "2 of 12 statements" in page


@pytest.mark.parametrize("section", ["9" * 4_500, "9" * 30, "²", "-1", "x"])
def test_a_section_that_makes_no_sense_asks_for_every_statement_or_none(lead, study, section) -> None:
    answer = lead.get(reverse("programmes:statements", args=[study.ref]), {"section": section})

    assert answer.status_code == 200
    assert answer.content.decode().count('name="tie"') == 12 * 3


def test_what_is_ticked_is_saved_and_anything_else_passed_over(lead, study, refs, cast) -> None:
    sent = [f"{refs[2]}:taught", f"{refs[2]}:assessed", "nonsense", f"{refs[3]}:eaten"]
    was = [f"{refs[0]}:taught", f"{refs[1]}:taught", "nonsense"]

    answer = lead.post(reverse("programmes:statements", args=[study.ref]), {"tie": sent, "was": was})

    assert answer.url == reverse("programmes:component", args=[study.ref])
    assert chosen(study, cast) == {Tie(refs[2], Use.TAUGHT), Tie(refs[2], Use.ASSESSED)}
    assert "Leaders know thing 1.3." in text(lead.get(answer.url))


def test_what_is_saved_from_two_pages_open_at_once_is_all_kept(lead, study, refs, cast) -> None:
    address = reverse("programmes:statements", args=[study.ref])
    was = [f"{refs[0]}:taught", f"{refs[1]}:taught"]
    assert lead.get(address).content.decode().count('name="was"') == len(was)

    first = lead.post(address, {"tie": [was[0], f"{refs[5]}:taught"], "was": was}, follow=True)
    second = lead.post(address, {"tie": [*was, f"{refs[6]}:assessed"], "was": was}, follow=True)

    assert chosen(study, cast) == {Tie(refs[0], Use.TAUGHT), Tie(refs[5], Use.TAUGHT), Tie(refs[6], Use.ASSESSED)}
    assert "saved from another page" not in text(first)
    assert "What was saved from another page while you had this one open is kept." in text(second)
    assert "3 of the 12 statements shown" in text(second)


def test_looking_for_others_saves_these_and_keeps_what_is_not_shown(lead, study, refs, cast) -> None:
    address = reverse("programmes:statements", args=[study.ref])

    answer = lead.post(f"{address}?section=2", {"tie": [f"{refs[6]}:taught"], "then": "find", "find": "thing 2.2"})

    assert answer.url == f"{address}?find=thing+2.2&section="
    assert chosen(study, cast) == {Tie(refs[n], Use.TAUGHT) for n in (0, 1, 6)}
    page = text(lead.get(answer.url))
    assert "Leaders know thing 2.2." in page
    assert "Leaders know thing 1.2." not in page
    assert "No statement says that" in text(lead.get(f"{address}?find=zebra"))
    assert lead.get(f"{address}?section=²").status_code == 200


def test_everything_shown_is_ticked_at_once(lead, study, refs, cast) -> None:
    address = reverse("programmes:statements", args=[study.ref])
    assert "Save these 6 statements all as" in text(lead.get(f"{address}?section=2"))

    lead.post(f"{address}?section=2", {"tie": [f"{refs[6]}:assessed"], "all": "taught"})

    assert chosen(study, cast) == {Tie(refs[n], Use.TAUGHT) for n in (0, 1, 6, 7, 8, 9, 10, 11)} | {
        Tie(refs[6], Use.ASSESSED)
    }


def test_a_new_component_leads_on_to_its_statements(lead, study, cast) -> None:
    sent = {"kind": "webinar", "title": "New", "minutes": "45", "routes": ["online"], "weight": "1"}

    answer = lead.post(reverse("programmes:add_component", args=[study.module_ref]), sent)

    made = release_outline(component_sheet(study.ref, by=cast.curriculum_lead).release.ref).modules[0].components[-1]
    assert answer.url == reverse("programmes:statements", args=[made.ref])
    assert "None chosen yet" in text(lead.get(reverse("programmes:component", args=[made.ref])))


def test_a_published_component_offers_no_choice(lead, cast, at, refs) -> None:
    built = make_release(cast, at=at)
    event = built.outline.components[1]
    address = reverse("programmes:statements", args=[event.ref])
    before = chosen(event, cast)

    assert "They cannot be changed" in text(lead.get(address))
    answer = lead.post(address, {"tie": [f"{refs[0]}:taught"]})

    assert answer.url == reverse("programmes:component", args=[event.ref])
    assert "never changes" in text(lead.get(answer.url))
    assert chosen(event, cast) == before
    assert "None by design" in text(lead.get(reverse("programmes:release", args=[built.release])))


@pytest.mark.parametrize("who", ["programme_manager", "outsider", "participant", "inspector"])
def test_nobody_else_finds_the_picker(client, study, cast, who) -> None:
    client.force_login(Person.objects.get(pk=getattr(cast, who).person_id))

    assert client.get(reverse("programmes:statements", args=[study.ref])).status_code == 404
    assert client.post(reverse("programmes:statements", args=[study.ref])).status_code == 404


def test_coverage_shows_gaps_first_for_both_routes_and_each(client, cast, at) -> None:
    built = make_release(cast, at=at)
    client.force_login(Person.objects.get(pk=cast.inspector.person_id))
    address = reverse("programmes:coverage", args=[built.release])

    page = text(client.get(address))
    online = text(client.get(f"{address}?route=online"))

    assert "2 statements not taught yet" in page
    assert page.index("Leaders know thing 1.5.") < page.index("Leaders know thing 1.1.")
    assert "Event 1: leading culture" in page
    assert "Event 1: leading culture" not in online
    assert "Nothing on this route teaches these." in online
    assert client.get(f"{address}?route=boat").status_code == 200


def test_an_empty_release_has_an_empty_matrix(lead, cast, at) -> None:
    ref = make_draft(cast, at=at)
    for module in release_outline(ref).modules:
        lead.post(reverse("programmes:remove_module", args=[module.ref]))

    page = text(lead.get(reverse("programmes:coverage", args=[ref])))

    assert "Nothing to draw yet" in page


def test_coverage_says_hours_by_route_and_each_section_for_narrow_pages(lead, cast, at) -> None:
    built = make_release(cast, at=at)
    address = reverse("programmes:coverage", args=[built.release])
    page = lead.get(address)
    html = text(page)

    assert "Blended, by section" in html
    assert "Online-only, by kind of study" in html
    assert [section.taught for section in page.context["sections"]] == [5, 5]
    assert [len(section.lines) for section in page.context["sections"]] == [6, 6]
    assert "1. Part 1: 5 of 6 taught" in html


def test_saving_says_in_plain_words_what_the_component_does(lead, study, refs) -> None:
    address = reverse("programmes:statements", args=[study.ref])

    was = [f"{refs[0]}:taught", f"{refs[1]}:taught"]
    page = lead.post(address, {"tie": [*was, f"{refs[0]}:assessed"], "was": was}, follow=True)

    assert "This component teaches, practises or assesses 2 of the 12 statements shown." in text(page)
