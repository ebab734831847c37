"""A curriculum lead makes a variant in the browser, adds and exchanges in it, decides, and publishes."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.people.models import Person
from goldenthread.programmes.actions.components import remove_component
from goldenthread.programmes.models import Component, Release, Variant
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import ReleaseState
from tests.makers.programmes import make_draft

COMPONENT = {"kind": "webinar", "title": "By the sea", "minutes": "45", "routes": ["blended", "online"], "weight": "1"}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def enter(client, actor):
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


@pytest.fixture
def lead(client, cast):
    return enter(client, cast.curriculum_lead)


@pytest.fixture
def draft(cast, at):
    return make_draft(cast, at=at)


@pytest.fixture
def page(lead, draft) -> str:
    said = {"title": "The coast", "kind": "region", "about": "Far apart."}
    return lead.post(reverse("programmes:make_variant", args=[draft]), said).url


def variant() -> Variant:
    return Variant.objects.get()


def event(draft):
    return next(c for c in release_outline(draft).components if c.title.startswith("Event 1"))


def test_a_variant_is_made_added_to_exchanged_in_and_published(lead, cast, draft, page) -> None:
    assert "Make a local variant" in text(lead.get(reverse("programmes:release", args=[draft])))
    assert "people on this variant do every component of the core" in text(lead.get(page))
    module, core = release_outline(draft).modules[0], event(draft)

    add = reverse("programmes:add_to_variant", args=[variant().ref, module.ref])
    assert "Only people on this variant do it" in text(lead.get(add))
    added = lead.post(add, COMPONENT)
    exchange = reverse("programmes:exchange_component", args=[variant().ref, core.ref])
    assert f'value="{core.title}"' in text(lead.get(exchange))
    exchanged = lead.post(exchange, {**COMPONENT, "kind": "event", "title": "Event by the sea"})

    own = Component.objects.get(title="By the sea")
    assert added.url == reverse("programmes:statements", args=[own.ref])
    tie = lead.get(added.url).context["page"].shown[4].ref
    lead.post(added.url, {"tie": [f"{tie}:taught"]})
    shown = text(lead.get(exchanged.url))
    assert "Instead of" in shown
    assert core.title in shown
    assert "Exchanged in" in text(lead.get(reverse("programmes:component", args=[core.ref])))
    told = text(lead.get(page))
    assert "Event by the sea" in told
    assert "By the sea" in told
    coverage = text(lead.get(reverse("programmes:coverage", args=[draft]), {"variant": variant().ref}))
    assert "1 statement not taught yet" in coverage
    assert "The core and its variants" in coverage
    assert (
        "By the sea" not in text(lead.get(reverse("programmes:coverage", args=[draft]))).split('class="gt-matrix"')[1]
    )
    assert lead.post(reverse("programmes:publish", args=[draft])).status_code == 302
    assert release_outline(draft).release.state is ReleaseState.PUBLISHED
    fixed = text(lead.get(page))
    assert "Add or exchange" not in fixed
    assert "The coast" in text(enter(lead, cast.facilitator).get(page))


def test_a_clash_is_shown_and_decided(lead, cast, at, draft, page) -> None:
    core = event(draft)
    lead.post(reverse("programmes:exchange_component", args=[variant().ref, core.ref]), {**COMPONENT, "kind": "event"})
    remove = reverse("programmes:remove_component", args=[core.ref])
    assert "you decide on it in the variant: By the sea (The coast)" in text(lead.get(remove))
    remove_component(core.ref, by=cast.curriculum_lead, at=at)
    own = Component.objects.get(title="By the sea")

    assert "which was removed from the core" in text(lead.get(page))
    assert "was removed from the core" in text(lead.get(reverse("programmes:publish", args=[draft])))
    assert "To decide" in text(lead.get(reverse("programmes:component", args=[own.ref])))
    settle = reverse("programmes:settle_clash", args=[own.ref])
    assert lead.post(settle).url == page

    assert "“By the sea” stays as it is." in text(lead.get(page))
    lead.post(settle)
    assert "Nothing clashes with this component." in text(lead.get(page))
    assert Component.objects.get(pk=own.pk).clash == ""


def test_bad_input_is_answered_and_nothing_is_made(lead, draft, page) -> None:
    made, module, core = Component.objects.count(), release_outline(draft).modules[0], event(draft)
    new = reverse("programmes:make_variant", args=[draft])

    assert "Enter a title" in text(lead.post(new, {}))
    taken = lead.post(new, {"title": "The coast", "kind": "region"})
    assert (taken.status_code, "Another variant of this programme has this title" in text(taken)) == (422, True)
    assert "none is named" in text(lead.post(new, {"title": "New", "kind": "partner"}))
    add = reverse("programmes:add_to_variant", args=[variant().ref, module.ref])
    assert lead.post(add, {**COMPONENT, "minutes": ""}).status_code == 422
    exchange = reverse("programmes:exchange_component", args=[variant().ref, core.ref])
    assert lead.post(exchange, {**COMPONENT, "routes": []}).status_code == 422
    assert (Variant.objects.count(), Component.objects.count()) == (1, made)


def test_a_variant_is_changed_and_removed(lead, cast, draft, page) -> None:
    change = reverse("programmes:change_variant", args=[draft, variant().ref])
    assert 'value="The coast"' in text(lead.get(change))
    own = {"title": "Harbour", "kind": "partner", "partner": str(cast.partner.ref)}
    assert lead.post(change, own).url == page
    assert cast.partner.name in text(lead.get(page))
    assert lead.post(change, {**own, "partner": ""}).status_code == 422

    module = release_outline(draft).modules[0]
    added = reverse("programmes:add_to_variant", args=[variant().ref, module.ref])
    assert lead.post(added, {**COMPONENT, "stands_apart": "on"}).url == page
    remove = reverse("programmes:remove_variant", args=[draft, variant().ref])
    assert "By the sea" in text(lead.get(remove))
    assert lead.post(remove).url == reverse("programmes:release", args=[draft])
    assert not Variant.objects.exists()
    assert not Component.objects.filter(title="By the sea").exists()


def test_a_published_variant_offers_no_change_and_refuses_it(lead, draft, page) -> None:
    core = event(draft)
    exchange = reverse("programmes:exchange_component", args=[variant().ref, core.ref])
    lead.post(exchange, {**COMPONENT, "kind": "event"})
    assert "It cannot be exchanged" in text(lead.get(exchange))
    assert "stands for “Event 1: leading culture” in this variant already" in text(lead.post(exchange, COMPONENT))
    lead.post(reverse("programmes:publish", args=[draft]))
    own = Component.objects.get(title="By the sea")

    new = reverse("programmes:make_variant", args=[draft])
    assert "never changes" in text(lead.post(new, {"title": "New", "kind": "region"}))
    module = release_outline(draft).modules[0]
    assert (
        lead.post(reverse("programmes:add_to_variant", args=[variant().ref, module.ref]), COMPONENT).status_code == 422
    )
    assert "It cannot be removed now" in text(
        lead.get(reverse("programmes:remove_variant", args=[draft, variant().ref]))
    )
    lead.post(reverse("programmes:remove_variant", args=[draft, variant().ref]))
    lead.post(reverse("programmes:remove_component", args=[own.ref]))
    lead.post(reverse("programmes:move_component", args=[own.ref]), {"way": "up"})
    assert Component.objects.filter(pk=own.pk, variant=variant()).exists()


def test_the_stand_in_has_no_module_of_its_own_to_choose(lead, draft, page) -> None:
    core = event(draft)
    lead.post(reverse("programmes:exchange_component", args=[variant().ref, core.ref]), {**COMPONENT, "kind": "event"})
    own = Component.objects.get(title="By the sea")
    change = reverse("programmes:change_component", args=[own.ref])

    assert 'name="module_ref"' not in text(lead.get(change))
    assert 'name="module_ref"' in text(lead.get(reverse("programmes:change_component", args=[core.ref])))
    assert lead.post(change, {**COMPONENT, "title": "By the shore"}).status_code == 302
    assert lead.post(reverse("programmes:remove_component", args=[own.ref])).url == page


@pytest.mark.parametrize("who", ["programme_manager", "outsider", "participant", "inspector"])
def test_nobody_else_finds_the_ways_to_change_a_variant(lead, cast, draft, page, who) -> None:
    core, module = event(draft), release_outline(draft).modules[0]
    addresses = [
        page,
        reverse("programmes:make_variant", args=[draft]),
        reverse("programmes:change_variant", args=[draft, variant().ref]),
        reverse("programmes:remove_variant", args=[draft, variant().ref]),
        reverse("programmes:add_to_variant", args=[variant().ref, module.ref]),
        reverse("programmes:exchange_component", args=[variant().ref, core.ref]),
        reverse("programmes:settle_clash", args=[core.ref]),
    ]
    enter(lead, getattr(cast, who))

    assert {lead.post(address, COMPONENT).status_code for address in addresses[1:]} == {404}
    assert lead.get(page).status_code == 404
    assert Variant.objects.count() == 1


def test_a_variant_planned_in_a_draft_is_found_at_no_door_of_an_older_release(lead, cast, draft) -> None:
    lead.post(reverse("programmes:publish", args=[draft]))
    lead.post(reverse("programmes:next_draft", args=[draft]))
    later = Release.objects.get(state=ReleaseState.DRAFT.value).ref
    page = lead.post(reverse("programmes:make_variant", args=[later]), {"title": "The marsh", "kind": "region"}).url
    assert "The marsh" in text(lead.get(page))
    coverage, book = (reverse(f"programmes:{name}", args=[draft]) for name in ("coverage", "coverage_book"))
    planned = [(name, {"variant": str(variant().ref)}) for name in (coverage, book)]
    doors = [
        *planned,
        (reverse("programmes:variant", args=[draft, variant().ref]), {}),
        (reverse("programmes:variant", args=[draft, uuid4()]), {}),
    ]

    for who in (cast.coach, cast.assessor, cast.facilitator, cast.partner_manager):
        enter(lead, who)
        assert lead.get(coverage).status_code == 200
        assert [lead.get(address, asked).status_code for address, asked in doors] == [404] * 4
