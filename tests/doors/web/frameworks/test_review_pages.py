"""The review's pages: what they say was done is what was done, and where they lead is where it stands."""

from __future__ import annotations

from django.urls import reverse

from goldenthread.frameworks.actions.correcting import correct_item, merge_item
from goldenthread.frameworks.actions.detailing import add_detail, correct_detail
from goldenthread.frameworks.actions.reviewing import accept_item
from goldenthread.frameworks.models import Reading, ReadingItem
from goldenthread.frameworks.queries.reviewing import reading_of_item, review_page
from goldenthread.frameworks.types import Correction, DetailKind, Saying
from goldenthread.web.shared.meanwhile import Difference
from tests.makers.additions import lost
from tests.makers.frameworks import an_about, an_edition, read_pasted

DOUBTED = "One – Here\nLearn that…\n1. This is said.\n2. This stops in the\n"


def words(response) -> str:
    return response.content.decode()


def doubted(cast, at):
    """A reading of two statements, the second in doubt."""
    return read_pasted(DOUBTED, about=an_about(), by=cast.curriculum_lead, at=at)


def test_merging_leads_to_the_item_that_took_it_in_and_says_what_is_kept(cast, at, enter) -> None:
    client, lead = enter(cast.curriculum_lead), cast.curriculum_lead
    ref = doubted(cast, at)
    first, second = review_page(ref, by=lead).items

    merged = client.post(reverse("frameworks:merge", args=[second.ref]), {"version": 1})
    said = words(client.get(merged.url))
    restored = client.post(reverse("frameworks:restore", args=[first.ref]), {"version": 2}, follow=True)

    assert merged.url == f"{reverse('frameworks:review', args=[ref])}#item-{first.ref}"
    doubts = len(second.open_doubts)
    assert f"That waits to be accepted, with {doubts} open doubts. Restore that item to undo this." in said
    assert "1 item that was merged into it stands by itself again and waits, with its doubts." in words(restored)
    assert "Doubts first: 1" in words(restored)
    parts = {"text": "This stops\n\nin the", "version": 3}
    split = client.post(reverse("frameworks:split", args=[second.ref]), parts, follow=True)
    assert "It is two items now. Each waits to be accepted, with" in words(split)


def test_what_somebody_else_saved_stands_beside_what_was_typed_and_saving_again_decides(cast, at, enter) -> None:
    client, lead = enter(cast.curriculum_lead), cast.curriculum_lead
    item = review_page(doubted(cast, at), by=lead).items[0]
    address = reverse("frameworks:item", args=[item.ref])
    theirs = Correction("Their words.", item.kind, 1, 1)
    correct_item(item.ref, theirs, version=1, by=lead, at=at)
    mine = {"text": "My own words.", "kind": "learn_that", "number": "7", "section": "1", "version": 1}

    late = client.post(address, mine)

    assert late.status_code == 422
    assert f"{lead.name} changed this item while you had it open." in words(late)
    assert late.context["meanwhile"] == (
        Difference("Words", "Their words.", "My own words."),
        Difference("Number", "1", "7"),
    )
    assert "Their words." in words(late)
    assert late.context["form"]["text"].value() == "My own words."
    assert ReadingItem.objects.get(ref=item.ref).text == "Their words."
    again = client.post(address, mine | {"version": late.context["form"]["version"].value()})
    assert again.status_code == 302
    assert ReadingItem.objects.get(ref=item.ref).text == "My own words."


def test_what_both_typed_alike_is_said_to_be_alike(cast, at, enter) -> None:
    client, lead = enter(cast.curriculum_lead), cast.curriculum_lead
    item = review_page(doubted(cast, at), by=lead).items[0]
    correct_item(item.ref, Correction("The same.", item.kind, 1, 1), version=1, by=lead, at=at)
    mine = {"text": "The same.", "kind": "learn_that", "number": "1", "section": "1", "version": 1}

    late = client.post(reverse("frameworks:item", args=[item.ref]), mine)

    assert late.context["meanwhile"] == ()
    assert "It says now what you typed." in words(late)


def test_a_split_that_is_refused_keeps_where_the_empty_line_was_put(cast, at, enter) -> None:
    client, lead = enter(cast.curriculum_lead), cast.curriculum_lead
    item = review_page(doubted(cast, at), by=lead).items[0]
    correct_item(item.ref, Correction("This is said now.", item.kind, 1, 1), version=1, by=lead, at=at)
    address = reverse("frameworks:split", args=[item.ref])

    late = client.post(address, {"text": "This is\n\nsaid.", "version": 1})
    whole = client.post(address, {"text": "This is said now.", "version": 2})
    empty = client.post(address, {"text": "", "version": 2})

    assert [late.status_code, whole.status_code, empty.status_code] == [422, 422, 422]
    assert late.context["meanwhile"] == (
        Difference("Put an empty line where the second item begins", "This is said now.", "This is\n\nsaid."),
    )
    assert late.context["split"]["text"].value() == "This is\n\nsaid."
    assert late.context["split"]["version"].value() == 2
    assert whole.context["meanwhile"] is None
    assert "Leave an empty line where the second part begins." in words(whole)
    assert "said" in client.post(address, {"text": "This is\n\nsaid now.", "version": 2}, follow=True).content.decode()
    assert ReadingItem.objects.get(ref=item.ref).text == "This is"


def test_words_typed_for_an_item_that_was_merged_meanwhile_are_shown_with_the_one_that_took_it_in(
    cast, at, enter
) -> None:
    client, lead = enter(cast.curriculum_lead), cast.curriculum_lead
    first, second = review_page(doubted(cast, at), by=lead).items
    merge_item(second.ref, version=1, by=lead, at=at)
    address = reverse("frameworks:item", args=[second.ref])
    mine = {"text": "My own words.", "kind": "learn_that", "number": "2", "section": "1", "version": 1}

    typed = [client.post(at_, mine) for at_ in (address, reverse("frameworks:split", args=[second.ref]))]
    looked = client.get(address, follow=True)
    accepted = client.post(reverse("frameworks:accept", args=[second.ref]), {"version": 1}, follow=True)

    for page in typed:
        assert page.status_code == 422
        assert "What you typed was not saved." in words(page)
        assert "My own words." in words(page)
        assert page.context["item"].ref == first.ref
    assert looked.redirect_chain[0][0] == reverse("frameworks:item", args=[first.ref])
    assert accepted.redirect_chain[0][0].endswith(f"#item-{first.ref}")
    assert f"{lead.name} merged this item into another while you had it open." in words(accepted)
    assert not review_page(reading_of_item(first.ref, by=lead), by=lead).items[0].is_accepted


def test_everything_in_the_way_of_publishing_leads_to_its_place_in_the_review(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    ref = lost(cast, at)

    check = client.get(reverse("frameworks:publish", args=[ref]))

    review = reverse("frameworks:review", args=[ref])
    page, places = words(client.get(review)), [why.place for why in check.context["page"].why_not_publish]
    assert [why.code for why in check.context["page"].why_not_publish] == ["doubts", "waiting", "no_stem"]
    for place in places:
        assert f'href="{review}#{place}"' in words(check)
        assert f'id="{place}"' in page


def test_a_reference_changed_meanwhile_is_shown_beside_what_was_typed(cast, at, enter) -> None:
    client, lead = enter(cast.curriculum_lead), cast.curriculum_lead
    ref = doubted(cast, at)
    made = add_detail(ref, Saying(DetailKind.REFERENCE, "Smith, J. (2020)."), by=lead, at=at)
    correct_detail(made, Saying(DetailKind.REFERENCE, "Smith, J. (2021)."), version=1, by=lead, at=at)
    address = reverse("frameworks:detail", args=[made])
    mine = {"text": "Jones, K. (2019).", "section": "1", "version": 1}

    late = client.post(address, mine)

    assert late.context["meanwhile"] == (
        Difference("Entry", "Smith, J. (2021).", "Jones, K. (2019)."),
        Difference("Section", "", "1. Here"),
    )
    assert client.post(address, mine | {"version": late.context["form"]["version"].value()}).status_code == 302


def test_what_was_accepted_settled_or_saved_is_said_where_one_comes_back_to(cast, at, enter) -> None:
    client, lead = enter(cast.curriculum_lead), cast.curriculum_lead
    ref = read_pasted(f"{DOUBTED}Three – There\nLearn that…\n1. The end.", about=an_about(), by=lead, at=at)
    page = review_page(ref, by=lead)
    made = add_detail(ref, Saying(DetailKind.REFERENCE, "Smith, J. (2020)."), by=lead, at=at)
    review, item = reverse("frameworks:review", args=[ref]), page.items[0]

    def said(name: str, *args: object, **sent: object) -> tuple[str, str]:
        answer = client.post(reverse(f"frameworks:{name}", args=args), sent)
        (message,) = client.get(answer.url).context["messages"]
        return answer.url.removeprefix(review), str(message)

    assert said("accept", item.ref, version=1) == (
        f"#item-{item.ref}",
        "You accepted that item. It is on record with your name.",
    )
    assert said("settle", page.whole[0].ref) == ("#doubts", "You settled that doubt. It is on record with your name.")
    assert said("accept-detail", made, version=1) == (
        f"#detail-{made}",
        "You accepted that. It is on record with your name.",
    )
    assert said("section", ref, 1, title="Other") == ("#section-1", "The title is saved.")
    assert said("accept-rest", ref) == ("#doubts", "You accepted 1 item.")
    seen = client.post(reverse("frameworks:accept", args=[item.ref]), {"version": 2}, follow=True)
    place = words(seen).index("data-said")
    assert words(seen).count("You accepted that item.") == 1
    assert words(seen).index("You accepted that item.") > place


def test_when_all_is_accepted_the_review_leads_on_to_publishing(cast, at, enter) -> None:
    client, lead = enter(cast.curriculum_lead), cast.curriculum_lead
    ref = doubted(cast, at)
    review = reverse("frameworks:review", args=[ref])
    for item in review_page(ref, by=lead).doubtful:
        accept_item(item.ref, version=1, by=lead, at=at)

    before = words(client.get(review))
    client.post(reverse("frameworks:accept-rest", args=[ref]))
    after = words(client.get(review))

    assert "Nothing carries a doubt that is not settled. 1 item below waits to be accepted." in before
    assert "data-done" not in before
    assert "Everything is accepted, and nothing is in doubt." in after
    assert "data-done" in after
    assert 'data-doubts="0" data-waiting="0"' in after


def test_reading_again_is_offered_only_where_the_reader_has_changed_since(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    ref, edition = doubted(cast, at), an_edition(cast, at=at)
    pages = [reverse("frameworks:review", args=[ref]), reverse("frameworks:edition", args=[edition])]

    now = [words(client.get(page)).count("with the present reader") for page in pages]
    Reading.objects.update(reader="earlier")
    later = [words(client.get(page)).count("with the present reader") for page in pages]

    assert (now, later) == ([0, 0], [1, 1])
