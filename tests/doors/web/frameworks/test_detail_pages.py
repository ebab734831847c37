"""The pages of what stands beside the statements: reviewing, adding, publishing, and who may."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.frameworks.models import ReadingDetail, ReadingItem
from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.frameworks.queries.reviewing import review_page
from tests.doors.web.frameworks.test_framework_pages import publish_in
from tests.makers.frameworks import (
    a_content_reading,
    a_reading,
    a_referenced_reading,
    an_about,
    publish_whole,
    read_pasted,
)

DOUBTED = "One – Here\nLearn that…\n1. This stops in the\n2. So does this here of\n3. All good.\n"


def words(response) -> str:
    return response.content.decode()


def row(ref, kind: str) -> ReadingDetail:
    return ReadingDetail.objects.filter(reading__ref=ref, kind=kind).order_by("position").first()


def test_a_content_framework_is_reviewed_and_published_in_the_browser(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    ref = a_content_reading(cast, at=at)

    review = words(client.get(reverse("frameworks:review", args=[ref])))

    assert "3 learn how to, 3 learn about, 5 criteria, 2 behaviours, and 14 references and rules" in review
    assert "Doubts first: 0" in review
    assert "Criterion 1.1.1" in review
    assert "Part A" in review
    assert "To hand in with it: Tally sheet" in review
    assert "Behaviour: Patience" in review
    client.post(reverse("frameworks:accept-rest", args=[ref]))
    check = words(client.get(reverse("frameworks:publish", args=[ref])))
    assert "5 criteria" in check
    published = publish_in(client, ref, follow=True)
    page = words(published)
    for said in ("Assessment criteria", "Tally sheet", "Rated on a scale of 1 (high) to 5 (low), with a comment",
                 "2,500 words (across both parts), without the tally sheets", "3 terms", "Content areas: People and",
                 "Participants must", "where there are no rooms", "Made Qualification for Others (MQO)"):  # fmt: skip
        assert said in page
    assert "5 criteria" in words(client.get(reverse("frameworks:index")))


def test_a_criterion_and_a_behaviour_have_pages_that_say_what_belongs_to_them(cast, at, enter) -> None:
    outline = edition_outline(
        publish_whole(a_content_reading(cast, at=at), by=cast.curriculum_lead, at=at), by=cast.participant
    )
    client = enter(cast.participant)
    first, last = outline.sections[0], outline.sections[-1]

    criterion = words(client.get(reverse("frameworks:statement", args=[first.criteria[0].ref])))
    behaviour = words(client.get(reverse("frameworks:statement", args=[last.behaviours[0].ref])))
    found = words(client.get(reverse("frameworks:search"), {"words": "", "kind": "criterion", "framework": "MQB"}))

    assert "Part A of the assessment task" in criterion
    assert "Tally sheet" in criterion
    assert "1.1.1" in criterion
    assert "Rated on a scale of 1 (high) to 5 (low)" in behaviour
    assert "over the whole qualification" in behaviour
    assert "5 statements" in found


def test_a_detail_is_accepted_corrected_left_out_and_restored(cast, at, enter) -> None:
    client, ref = enter(cast.curriculum_lead), a_content_reading(cast, at=at)
    limit = row(ref, "word_limit")
    address = reverse("frameworks:detail", args=[limit.ref])
    assert "across both parts" in words(client.get(address))

    said = {"figure": "4,500", "text": "over both", "more": "", "version": 1}
    saved = client.post(address, said)

    assert saved.url == reverse("frameworks:review", args=[ref]) + f"#detail-{limit.ref}"
    assert row(ref, "word_limit").figure == 4500
    late = client.post(address, said)
    assert late.status_code == 422
    assert f"{cast.curriculum_lead.name} changed" in words(late)
    assert client.post(address, {**said, "figure": "many", "version": 2}).status_code == 422
    left = client.post(reverse("frameworks:leave-out-detail", args=[limit.ref]), {"version": 2}, follow=True)
    assert "It is left out" in words(left)
    assert "Left out" in words(left)
    assert "This is left out" in words(client.get(address))
    again = client.post(reverse("frameworks:restore-detail", args=[limit.ref]), {"version": 2}, follow=True)
    assert "changed this item" in words(again)
    client.post(reverse("frameworks:restore-detail", args=[limit.ref]), {"version": 3})
    assert row(ref, "word_limit").figure == 2500
    client.post(reverse("frameworks:accept-detail", args=[limit.ref]), {"version": 4})
    assert row(ref, "word_limit").state == "accepted"
    client.post(reverse("frameworks:accept-detail", args=[limit.ref]), {"version": "x"})
    assert row(ref, "word_limit").version == 5


def test_what_was_not_found_is_added(cast, at, enter) -> None:
    client, ref = enter(cast.curriculum_lead), a_reading(cast, at=at)
    assert "No references, rules" in words(client.get(reverse("frameworks:review", args=[ref])))
    address = reverse("frameworks:add-detail", args=[ref, "reference"])
    assert "Add: Reference" in words(client.get(address))

    client.post(address, {"text": "Moss (2019).", "title": "", "section": "1", "version": 0})

    assert row(ref, "reference").text == "Moss (2019)."
    assert client.post(address, {"text": " ", "version": 0}).status_code == 422
    for kind in ("level", "task", "word_limit", "least_terms", "part", "participants_must", "footnote", "point"):
        assert client.get(reverse("frameworks:add-detail", args=[ref, kind])).status_code == 200
    assert client.get(reverse("frameworks:add-detail", args=[ref, "song"])).status_code == 404


def test_what_was_added_after_publication_is_refused(cast, at, enter) -> None:
    client, ref = enter(cast.curriculum_lead), a_reading(cast, at=at)
    publish_whole(ref, by=cast.curriculum_lead, at=at)

    late = client.post(reverse("frameworks:add-detail", args=[ref, "footnote"]), {"text": "Late.", "version": 0})

    assert late.status_code == 422
    assert "not under review" in words(late)


def test_references_are_shown_with_links_that_are_whole_and_words_that_are_only_words(cast, at, enter) -> None:
    client, ref = enter(cast.curriculum_lead), a_referenced_reading(cast, at=at)
    first = row(ref, "reference")
    hostile = "<script>alert(1)</script> javascript:alert(2)"
    client.post(
        reverse("frameworks:detail", args=[first.ref]), {"text": hostile, "title": "", "section": "", "version": 1}
    )
    assert "<script>alert" not in words(client.get(reverse("frameworks:review", args=[ref])))

    edition = publish_whole(ref, by=cast.curriculum_lead, at=at)

    page = words(client.get(reverse("frameworks:edition", args=[edition])))
    assert 'href="https://tasks.example/shares?of=two&amp;more"' in page
    assert "Address may be damaged" in page
    assert 'href="https://counting' not in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    line = edition_outline(edition, by=cast.curriculum_lead).sections[0].statements[0]
    assert "References of its section" in words(client.get(reverse("frameworks:statement", args=[line.ref])))


def test_accepting_goes_on_to_the_next_doubt_and_otherwise_stays(cast, at, enter) -> None:
    client, lead = enter(cast.curriculum_lead), cast.curriculum_lead
    ref = read_pasted(DOUBTED, about=an_about(), by=lead, at=at)
    review = reverse("frameworks:review", args=[ref])
    first, second, *_ = review_page(ref, by=lead).doubtful

    on = client.post(reverse("frameworks:accept", args=[first.ref]), {"version": 1, "here": "doubt"})
    stays = client.post(reverse("frameworks:accept", args=[second.ref]), {"version": 1, "here": "item"})

    assert on.url == f"{review}#doubt-{second.ref}"
    assert stays.url == f"{review}#item-{second.ref}"
    for item in review_page(ref, by=lead).doubtful:
        last = client.post(reverse("frameworks:accept", args=[item.ref]), {"version": 1, "here": "doubt"})
        assert last.url == f"{review}#doubts"


def test_the_correction_offers_the_kinds_and_fields_of_the_documents_suite(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    content, other = a_content_reading(cast, at=at), a_reading(cast, at=at)
    criterion = ReadingItem.objects.get(reading__ref=content, printed="1.1.1")
    statement = ReadingItem.objects.filter(reading__ref=other).first()

    of_2017 = words(client.get(reverse("frameworks:item", args=[criterion.ref])))
    of_2020 = words(client.get(reverse("frameworks:item", args=[statement.ref])))

    assert "Assessment criterion" in of_2017
    assert "Practice bullet" not in of_2017
    assert 'name="number"' not in of_2017
    assert "Practice bullet" in of_2020
    assert "Assessment criterion" not in of_2020
    assert 'name="part"' not in of_2020
    said = {"text": "Counts.", "kind": "criterion", "printed": "1.1.4", "title": "", "part": "B",
            "documents": "Rota\r\nTally sheet", "section": "1", "version": 1}  # fmt: skip
    client.post(reverse("frameworks:item", args=[criterion.ref]), said)
    criterion.refresh_from_db()
    assert (criterion.printed, criterion.part, criterion.documents) == ("1.1.4", "B", "Rota\nTally sheet")


@pytest.mark.parametrize("name", ["detail", "accept-detail", "leave-out-detail", "restore-detail"])
def test_nobody_else_reviews_what_stands_beside(cast, at, enter, name: str) -> None:
    ref = a_content_reading(cast, at=at)
    detail = row(ref, "footnote")

    answer = enter(cast.participant).post(reverse(f"frameworks:{name}", args=[detail.ref]), {"version": 1})
    nothing = enter(cast.curriculum_lead).post(reverse(f"frameworks:{name}", args=[uuid4()]), {"version": 1})

    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert row(ref, "footnote").version == 1


def test_nobody_else_adds_anything(cast, at, enter) -> None:
    ref = a_content_reading(cast, at=at)
    address = reverse("frameworks:add-detail", args=[ref, "footnote"])

    assert enter(cast.participant).post(address, {"text": "x", "version": 0}).status_code == 404
    assert ReadingDetail.objects.filter(reading__ref=ref, kind="footnote").count() == 1
