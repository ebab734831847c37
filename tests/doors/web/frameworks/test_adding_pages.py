"""The pages on which people add what a document lost, and what everybody else then reads."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from goldenthread.frameworks.models import ReadingItem
from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.frameworks.queries.reviewing import review_page
from goldenthread.frameworks.types import Kind
from goldenthread.web.shared.words import day
from tests.makers.additions import SOURCE, STEM, lost, with_its_stem
from tests.makers.frameworks import a_content_reading, a_reading, an_about, publish_whole, read_pasted
from tests.makers.standards import a_list, as_markdown


def a_standards_reading(cast, at):
    return read_pasted(as_markdown(a_list()), about=an_about("GS"), by=cast.curriculum_lead, at=at)


def words(response) -> str:
    return response.content.decode()


def test_the_review_offers_the_lost_stem_and_one_form_adds_it(cast, at, enter) -> None:
    client, ref = enter(cast.curriculum_lead), lost(cast, at)
    review, address = reverse("frameworks:review", args=[ref]), reverse("frameworks:add-item", args=[ref, 2])
    first = review_page(ref, by=cast.curriculum_lead).sections[1].loose[0]
    assert "2 practice bullets of section 2 stand under no stem." in words(client.get(review))

    form = client.get(address)
    posted = client.post(
        address, {"text": STEM, "kind": "stem", "place": form.context["form"].initial["place"], "source": SOURCE}
    )

    made = ReadingItem.objects.get(added__source=SOURCE)
    assert "2 practice bullets of this section stand under no stem." in words(form)
    assert form.context["form"].initial == {"kind": Kind.STEM, "place": f"before:{first.ref}"}
    assert posted.url == f"{review}#item-{made.ref}"
    page = words(client.get(review))
    assert "stand under no stem" not in page
    assert f"Added by {cast.curriculum_lead.name} on {day(made.added.at)}, from: {SOURCE}" in page
    assert "The words of 1 item that people added are not among them." in page
    assert "1 statement that the document lost" in words(client.get(reverse("frameworks:publish", args=[ref])))


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"source": " "}, "Say where these words come from"),
        ({"source": "x" * 301}, "300"),
        ({"text": ""}, "Enter the words"),
        ({"kind": "criterion"}, "Choose one of the answers listed"),
        ({"place": "before:nonsense"}, "Choose one of the answers listed"),
        ({"kind": "learn_that"}, "has a number"),
        ({"kind": "stem", "place": "UNDER"}, "does not stand under an item of that kind"),
    ],
)
def test_bad_input_is_answered_and_nothing_added(cast, at, enter, said, reason) -> None:
    client, ref = enter(cast.curriculum_lead), lost(cast, at)
    stem = next(item for item in review_page(ref, by=cast.curriculum_lead).items if item.kind is Kind.STEM)
    said = {"text": STEM, "kind": "stem", "place": "end", "source": SOURCE} | said
    if said["place"] == "UNDER":
        said["place"] = f"under:{stem.ref}"

    answer = client.post(reverse("frameworks:add-item", args=[ref, 1]), said)

    assert answer.status_code == 422
    assert reason in words(answer)
    assert not ReadingItem.objects.exclude(added=None).exists()
    assert client.get(reverse("frameworks:add-item", args=[ref, 9])).status_code == 404


def test_the_form_starts_beside_the_item_that_somebody_came_from(cast, at, enter) -> None:
    client, ref = enter(cast.curriculum_lead), a_reading(cast, at=at)
    section = review_page(ref, by=cast.curriculum_lead).sections[0]
    ordered = [item for item in section.items if item.kind is not Kind.LEARN_THAT]
    stem, bullet, last = ordered[0], ordered[1], ordered[-1]

    def start(query: str) -> dict[str, str]:
        return client.get(f"{reverse('frameworks:add-item', args=[ref, 1])}?{query}").context["form"].initial

    assert start(f"before={bullet.ref}") == {"kind": "practice", "place": f"before:{bullet.ref}"}
    assert start(f"after={stem.ref}") == {"kind": "stem", "place": f"before:{bullet.ref}"}
    assert start(f"after={last.ref}") == {"kind": "practice", "place": "end"}
    assert start(f"under={stem.ref}") == {"kind": "practice", "place": f"under:{stem.ref}"}
    assert start(f"before={section.items[0].ref}") == {"kind": "learn_that", "place": "end"}
    assert start("before=nonsense") == start("") == {"place": "end"}


def test_an_addition_is_looked_at_and_removed(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    ref, made = with_its_stem(cast, at)
    own = review_page(ref, by=cast.curriculum_lead).items[0]
    item, remove = (reverse(f"frameworks:{name}", args=[made]) for name in ("item", "remove-item"))
    assert SOURCE in words(client.get(item))
    assert "Restore what was added" in words(client.get(item))
    assert "Remove it" not in words(client.get(reverse("frameworks:item", args=[own.ref])))

    late = client.post(remove, {"version": 7}, follow=True)
    without = client.post(remove, {}, follow=True)
    other = client.post(reverse("frameworks:remove-item", args=[own.ref]), {"version": 1}, follow=True)

    assert "while you had it open" in words(late)
    assert without.status_code == 200
    assert "The document says this" in words(other)
    assert ReadingItem.objects.filter(ref=made).exists()
    done = client.post(remove, {"version": 1})
    assert done.url == f"{reverse('frameworks:review', args=[ref])}#section-2"
    assert not ReadingItem.objects.filter(ref=made).exists()


def test_a_published_addition_says_so_on_every_page_and_wherever_it_is_taken(cast, at, enter) -> None:
    ref, _ = with_its_stem(cast, at)
    edition = publish_whole(ref, by=cast.curriculum_lead, at=at)
    stem = edition_outline(edition, by=cast.participant).sections[1].learn_how_to[0][0]
    client = enter(cast.participant)

    page = words(client.get(reverse("frameworks:statement", args=[stem.ref])))
    whole = words(client.get(reverse("frameworks:edition", args=[edition])))
    data, sheet = (
        b"".join(client.get(reverse("frameworks:download", args=[edition, form]))).decode() for form in ("json", "csv")
    )

    assert "These words are not in the document" in page
    assert f"Added by {cast.curriculum_lead.name} on {day(at)}, from: {SOURCE}" in page
    assert whole.count("Added, not in the document") == 1
    note = f"Not in the document. Added in review, from: {SOURCE}"
    assert json.loads(data)["sections"][1]["learn_how_to"][0]["added"] == note
    assert sheet.count(note) == 1
    assert cast.curriculum_lead.name not in data + sheet


def test_kinds_of_other_suites_are_asked_for_what_they_have(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    content, standards = a_content_reading(cast, at=at), a_standards_reading(cast, at)

    asked = [
        set(client.get(reverse("frameworks:add-item", args=[ref, 1])).context["form"].fields)
        for ref in (content, standards)
    ]

    assert asked[0] == {"text", "kind", "printed", "title", "part", "documents", "place", "source"}
    assert asked[1] == {"text", "kind", "number", "printed", "place", "source"}


def test_a_standard_that_is_corrected_in_the_browser_keeps_its_number(cast, at, enter) -> None:
    client, ref = enter(cast.curriculum_lead), a_standards_reading(cast, at)
    item = next(item for item in review_page(ref, by=cast.curriculum_lead).items if item.number)
    address = reverse("frameworks:item", args=[item.ref])

    form = client.get(address).context["form"]
    client.post(address, {name: form[name].value() or "" for name in form.fields} | {"text": "Other words."})

    row = ReadingItem.objects.get(ref=item.ref)
    assert (row.text, row.number) == ("Other words.", item.number)


def test_nobody_else_adds_or_removes(cast, at, enter) -> None:
    ref, made = with_its_stem(cast, at)

    for who in (cast.participant, cast.outsider, cast.programme_manager):
        client = enter(who)
        assert client.get(reverse("frameworks:add-item", args=[ref, 2])).status_code == 404
        assert client.post(reverse("frameworks:remove-item", args=[made]), {"version": 1}).status_code == 404
    assert ReadingItem.objects.filter(ref=made).exists()
