"""References in the browser: reviewed one by one, shown with the edition and with its statements."""

from __future__ import annotations

from django.urls import reverse

from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.frameworks.queries.reviewing import review_page
from tests.doors.web.frameworks.test_framework_pages import enter, words
from tests.makers.frameworks import a_framework, an_about, publish_whole, read_pasted, with_references

__all__ = ["enter"]
MADE = a_framework(sections=2, seed=1)
HOSTILE = "<script>alert(1)</script> (2019). See javascript:alert(2) and https://made.example/a."


def a_reading(cast, at):
    return read_pasted(with_references(MADE), about=an_about(), by=cast.curriculum_lead, at=at)


def test_an_entry_is_corrected_taken_out_and_restored(cast, at, enter) -> None:
    client, ref = enter(cast.curriculum_lead), a_reading(cast, at)
    review = reverse("frameworks:review", args=[ref])
    assert "3 entries" in words(client.get(review))
    _, doubtful, last = review_page(ref, by=cast.curriculum_lead).references
    page = reverse("frameworks:reference", args=[doubtful.ref])
    assert "has gaps in it" in words(client.get(page))

    wrong = client.post(page, {"text": "", "section": "1", "version": 1})
    stale = client.post(page, {"text": "Words.", "section": "1", "version": 7})
    done = client.post(page, {"text": HOSTILE, "section": "", "version": 1})

    assert (wrong.status_code, stale.status_code) == (422, 422)
    assert "Enter its words" in words(wrong)
    assert "changed this item" in words(stale)
    assert done.url == f"{review}#references"
    assert "&lt;script&gt;alert(1)" in words(client.get(review))
    for deed, version in (("take-out-reference", 1), ("restore-reference", 2), ("take-out-reference", 1)):
        client.post(reverse(f"frameworks:{deed}", args=[last.ref]), {"version": version})
    assert "Somebody else" not in words(client.get(review))
    client.post(reverse("frameworks:take-out-reference", args=[last.ref]), {"version": "none"})
    assert review_page(ref, by=cast.curriculum_lead).references[2].version == 3


def test_published_entries_are_shown_and_only_the_webs_addresses_are_links(cast, at, enter) -> None:
    lead, ref = cast.curriculum_lead, a_reading(cast, at)
    _, doubtful, _ = review_page(ref, by=lead).references
    enter(lead).post(
        reverse("frameworks:reference", args=[doubtful.ref]), {"text": HOSTILE, "section": "1", "version": 1}
    )

    edition = publish_whole(ref, by=lead, at=at)

    client = enter(cast.participant)
    page = words(client.get(reverse("frameworks:edition", args=[edition])))
    assert '<a class="govuk-link" href="https://made.example/a" rel="external noopener noreferrer nofollow">' in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; (2019). See javascript:alert(2) and " in page
    assert 'href="javascript' not in page
    statement = edition_outline(edition, by=lead).statements[0]
    assert "2 entries that the document gives" in words(
        client.get(reverse("frameworks:statement", args=[statement.ref]))
    )


def test_nobody_else_reviews_an_entry(cast, at, enter) -> None:
    entry = review_page(a_reading(cast, at), by=cast.curriculum_lead).references[0]

    for who in (cast.participant, cast.outsider, cast.programme_manager):
        client = enter(who)
        answers = [client.get(reverse("frameworks:reference", args=[entry.ref])).status_code]
        answers += [
            client.post(reverse(f"frameworks:{deed}", args=[entry.ref]), {"version": 1}).status_code
            for deed in ("reference", "take-out-reference", "restore-reference")
        ]
        assert set(answers) <= {403, 404}
