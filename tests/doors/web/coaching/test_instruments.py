"""Instruments in the curriculum lead's hands, and a leadership reflection, in the browser's door."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.coaching.models import InstrumentTie, InstrumentVersion, Reflection
from goldenthread.coaching.queries.instruments import content_of
from tests.makers.coaching import make_enrolled
from tests.makers.reviews import MEETINGS, NEEDS, SEVEN, make_instruments

SETTINGS = {
    "title": "Peer view", "about": "By peers.", "used": "review", "points": "1 Low\n2\n3 High", "best": "high",
    "asks_comments": "on", "minimum_in_all": "4", "days_open": "10", "rounds": "1", "remind": "3, 1", "form": "",
    "source": "", "group_0": "Peers", "wanted_0": "4", "minimum_0": "3", "group_1": "Peers",
}  # fmt: skip


def newest() -> InstrumentVersion:
    return InstrumentVersion.objects.order_by("-pk")[0]


def test_a_curriculum_lead_writes_an_instrument_from_nothing(cast, enter) -> None:
    client = enter(cast.curriculum_lead)
    assert "No instruments yet" in client.get(reverse("coaching:instruments")).content.decode()
    assert client.get(reverse("coaching:make_instrument")).status_code == 200

    reply = client.post(reverse("coaching:make_instrument"), {"title": "Peer view"})

    draft = newest().ref
    assert reply.url == reverse("coaching:change_instrument", args=[draft])
    again = client.post(reverse("coaching:make_instrument"), {"title": "Peer view"})
    assert (again.status_code, "short name" in again.content.decode()) == (422, True)
    assert client.post(reply.url, SETTINGS).status_code == 303
    shown = reverse("coaching:instrument", args=[draft])
    page = client.get(shown).content.decode()
    assert "groups: should be at least one group of questions" in page
    assert "3 (high) is the best answer and 1 (low) the lowest" in page
    group = reverse("coaching:instrument_group", args=[draft, 1])
    sent = {"title": "Trust", "about": "", "prompt_0": "Keeps promises", "statements_0": "1.2, 1.3", "prompt_2": "Open"}
    assert client.post(group, {**sent, "prompt_0": ""}).status_code == 422
    assert client.post(group, sent).status_code == 303
    assert (
        client.post(reverse("coaching:instrument_group", args=[draft, 2]), {**sent, "title": "Trust"}).status_code
        == 303
    )

    content = content_of(newest())
    assert [raters.key for raters in content.raters] == ["peers", "peers-n2"]
    assert [each.key for each in content.groups] == ["trust", "trust-n2"]
    assert content.groups[0].items[0].statements == ("1.2", "1.3")
    assert client.post(group, {**sent, "title": "Trusted", "prompt_1": "New"}).status_code == 303
    assert [item.key for item in content_of(newest()).groups[0].items] == ["trust-1", "trust-3", "trust-3-n2"]
    assert client.post(reverse("coaching:instrument_group", args=[draft, 2]), {"remove": "yes"}).status_code == 303
    freeze = reverse("coaching:freeze_instrument", args=[draft])
    assert "3 questions in 1 group" in client.get(freeze).content.decode()
    assert "It is frozen" in client.post(freeze, follow=True).content.decode()
    for name, args in (
        ("change_instrument", [draft]),
        ("freeze_instrument", [draft]),
        ("instrument_group", [draft, 1]),
    ):
        assert client.get(reverse(f"coaching:{name}", args=args)).status_code == 404
    copied = client.post(reverse("coaching:copy_instrument", args=[draft]))
    assert copied.url == reverse("coaching:instrument", args=[newest().ref])
    assert client.get(reverse("coaching:instrument_group", args=[newest().ref, 9])).status_code == 404


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"points": "High"}, "Begin each line with a number"),
        ({"remind": "soon"}, "Enter days as whole numbers"),
        ({"minimum_0": "2"}, "Enter a number from 3 to 20"),
    ],
)
def test_what_is_wrong_in_the_settings_is_said(cast, enter, changes, says) -> None:
    client = enter(cast.curriculum_lead)
    client.post(reverse("coaching:make_instrument"), {"title": "9 lives"})

    reply = client.post(reverse("coaching:change_instrument", args=[newest().ref]), SETTINGS | changes)

    assert (reply.status_code, says in reply.content.decode()) == (422, True)
    assert newest().instrument.slug == "q-9-lives"


def test_an_unfinished_draft_is_not_frozen_from_the_page(cast, enter) -> None:
    client = enter(cast.curriculum_lead)
    client.post(reverse("coaching:make_instrument"), {"title": "Half"})

    page = client.post(reverse("coaching:freeze_instrument", args=[newest().ref]), follow=True).content.decode()

    assert "Something is missing" in page
    assert newest().state == "draft"


def test_ours_are_brought_in_and_tied_to_components(cast, at, enter) -> None:
    place = make_enrolled(cast, at=at)
    client = enter(cast.curriculum_lead)
    page = client.post(reverse("coaching:load_instruments"), follow=True).content.decode()
    assert "3 instruments brought in; 0 there already" in page
    instrument = InstrumentVersion.objects.get(instrument__slug=NEEDS).instrument
    address = reverse("coaching:instrument_ties", args=[instrument.ref])
    assert "Welcome and needs analysis" in client.get(address).content.decode()

    welcome = place.built.component("Welcome").ref
    page = client.post(f"{address}?release={place.built.release}", {"components": [str(welcome)]}, follow=True)

    assert "1 component asks for it now" in page.content.decode()
    assert InstrumentTie.objects.get().instrument == instrument
    for wrong in ("x", "00000000-0000-0000-0000-000000000000"):
        assert client.get(address, {"release": wrong}).status_code == 404


def test_instruments_that_differ_from_ours_are_left_and_said(cast, at, enter) -> None:
    lead = enter(cast.curriculum_lead)
    lead.post(reverse("coaching:make_instrument"), {"title": "Needs analysis"})

    page = lead.post(reverse("coaching:load_instruments"), follow=True).content.decode()

    assert "is there already and says something else" in page
    assert InstrumentVersion.objects.count() == 1


def test_only_those_who_write_instruments_find_them(cast, at, enter) -> None:
    make_instruments(cast, at=at)
    ref = newest().ref
    for stranger in (cast.programme_manager, cast.coach, cast.participant, cast.outsider):
        client = enter(stranger)
        for address in (
            reverse("coaching:instruments"),
            reverse("coaching:instrument", args=[ref]),
            reverse("coaching:instrument_ties", args=[ref]),
        ):
            assert client.get(address).status_code in {403, 404}


def test_a_reflection_is_written_read_and_printed_by_its_owner(cast, at, enter) -> None:
    make_enrolled(cast, at=at)
    known = make_instruments(cast, at=at)
    mine = enter(cast.participant)
    address = reverse("coaching:reflect", args=[known[SEVEN]])
    assert 'value="Parveen Begum"' in mine.get(address).content.decode()
    assert mine.get(reverse("coaching:reflect", args=[known[MEETINGS]])).status_code == 404
    sent = {"name": "Parveen Begum", "on": "2026-01-05"}
    empty = mine.post(address, sent)
    assert (empty.status_code, "Nothing is filled in" in empty.content.decode()) == (422, True)

    reply = mine.post(address, {**sent, "i-respect": "1", "c-respect": "<i>I listen</i>"}, follow=True)

    page = reply.content.decode()
    assert "&lt;i&gt;I listen&lt;/i&gt;" in page
    assert "1 High" in page
    ref = Reflection.objects.get().ref
    printed = mine.get(reverse("coaching:reflection_pdf", args=[ref]))
    assert (printed["Content-Type"], printed.content[:4]) == ("application/pdf", b"%PDF")
    assert "Write a new version" in mine.get(reverse("coaching:reviews")).content.decode()
    for stranger in (cast.outside_participant, cast.coach, cast.programme_manager):
        assert enter(stranger).get(reverse("coaching:reflection", args=[ref])).status_code == 404
