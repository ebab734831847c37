"""Open editions in the browser: what strangers see, what they are sent to sign in for, and what they take away."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.frameworks.actions.opening import close_edition, open_edition
from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.people.models import Person
from tests.doors.web.frameworks.test_framework_pages import words
from tests.makers.frameworks import (
    REFERENCED,
    a_framework,
    an_about,
    an_edition,
    as_markdown,
    publish_whole,
    read_pasted,
)
from tests.makers.programmes import make_edition, make_next_edition
from tests.makers.sheets import sheets_of


def test_a_curriculum_lead_opens_and_closes_an_edition(cast, at, enter, client) -> None:
    ref = an_edition(cast, at=at)
    lead, page = enter(cast.curriculum_lead), reverse("frameworks:open-edition", args=[ref])
    assert "Check that this licence lets you pass them on" in words(lead.get(page))

    opened = lead.post(page, {"way": "open"}, follow=True)

    assert "Everybody can read it now." in words(opened)
    assert "already" in words(lead.post(page, {"way": "open"}))
    assert "Addresses that others cite" in words(lead.get(page))
    closed = lead.post(page, {"way": "close"}, follow=True)
    assert "Only people who are signed in read it now." in words(closed)
    assert lead.post(page, {"way": "close"}).status_code == 422


def test_strangers_read_what_is_open_and_are_sent_to_sign_in_for_the_rest(cast, at, client) -> None:
    opened, closed = an_edition(cast, at=at, code="OPEN"), an_edition(cast, at=at, code="SHUT")
    open_edition(opened, by=cast.curriculum_lead, at=at)
    statement = edition_outline(opened, by=cast.curriculum_lead).statements[0]
    hidden = edition_outline(closed, by=cast.curriculum_lead).statements[0]

    listed = words(client.get(reverse("frameworks:open")))
    edition = client.get(reverse("frameworks:edition", args=[opened]))
    shown = client.get(reverse("frameworks:cited", args=["OPEN", "2026", statement.place]), follow=True)

    assert "OPEN (2026)" in listed
    assert "SHUT" not in listed
    assert statement.text in words(edition)
    assert "Open Government Licence v3.0" in words(edition)
    assert statement.cite in words(shown)
    assert "Where it is taught" not in words(shown)
    for address in (
        reverse("frameworks:edition", args=[closed]),
        reverse("frameworks:edition", args=[uuid4()]),
        reverse("frameworks:statement", args=[hidden.ref]),
        reverse("frameworks:cited", args=["SHUT", "2026", hidden.place]),
        reverse("frameworks:download", args=[closed, "json"]),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (302, f"/account/login/?next={address}")
    assert client.get(reverse("frameworks:open-edition", args=[opened])).status_code == 302


@pytest.mark.parametrize("sent", [{}, {"way": ""}, {"way": "Open"}, {"way": ["close", "wide"]}, {"open": "yes"}])
def test_an_edition_is_opened_only_where_that_is_what_was_sent(cast, at, enter, sent) -> None:
    ref = an_edition(cast, at=at)
    lead, page = enter(cast.curriculum_lead), reverse("frameworks:open-edition", args=[ref])

    answer = lead.post(page, sent)

    assert (answer.status_code, "does not say whether to open it" in words(answer)) == (422, True)
    assert not edition_outline(ref, by=cast.curriculum_lead).edition.is_open
    lead.post(page, {"way": "open"})
    assert lead.post(page, sent).status_code == 422
    assert edition_outline(ref, by=cast.curriculum_lead).edition.is_open


def test_to_strangers_an_edition_is_in_force_until_one_that_follows_it_is_open(cast, at, client) -> None:
    lead = cast.curriculum_lead
    first, second = make_edition(cast, at=at), make_next_edition(cast, at=at + timedelta(days=1))
    third = make_next_edition(cast, at=at + timedelta(days=2))
    open_edition(first.ref, by=lead, at=at)
    page, statement = (
        reverse("frameworks:edition", args=[first.ref]),
        reverse("frameworks:statement", args=[edition_outline(first.ref, by=lead).statements[0].ref]),
    )

    before = [words(client.get(address)) for address in (page, statement)]
    listed = words(client.get(reverse("frameworks:open")))
    open_edition(third.ref, by=lead, at=at + timedelta(days=3))
    after = [words(client.get(address)) for address in (page, statement)]

    assert ["Superseded" in said for said in (*before, *after)] == [False, False, True, True]
    assert ["In force" in said for said in (*before, *after)] == [True, True, False, False]
    assert page in listed
    shown = words(client.get(reverse("frameworks:open")))
    assert (page in shown, str(third.ref) in shown, str(second.ref) in shown) == (False, True, False)
    client.force_login(Person.objects.get(pk=cast.participant.person_id))
    close_edition(third.ref, by=lead, at=at + timedelta(days=4))
    assert "Superseded" in words(client.get(page))


def test_what_everybody_reads_is_asked_for_again_each_time(cast, at, enter, client) -> None:
    ref = an_edition(cast, at=at)
    open_edition(ref, by=cast.curriculum_lead, at=at)
    statement = edition_outline(ref, by=cast.curriculum_lead).statements[0]
    addresses = [
        reverse("frameworks:open"),
        reverse("frameworks:edition", args=[ref]),
        reverse("frameworks:statement", args=[statement.ref]),
        reverse("frameworks:cited", args=["MADE", "2026", statement.place]),
        *(reverse("frameworks:download", args=[ref, form]) for form in ("json", "csv", "xlsx")),
    ]

    for address in addresses:
        answer = client.get(address)
        assert answer["Cache-Control"] == "public, no-cache"
        assert not answer.cookies
    enter(cast.participant)
    assert {client.get(address)["Cache-Control"] for address in addresses} == {"private, no-store"}


def test_nobody_but_a_curriculum_lead_finds_the_page_that_opens(cast, at, enter) -> None:
    ref = an_edition(cast, at=at)

    for who in (cast.participant, cast.programme_manager, cast.outsider):
        assert enter(who).post(reverse("frameworks:open-edition", args=[ref]), {"way": "open"}).status_code == 404
    assert not edition_outline(ref, by=cast.curriculum_lead).edition.is_open


@pytest.mark.parametrize(
    ("form", "media"), [("json", "application/json"), ("csv", "text/csv"), ("xlsx", "spreadsheet")]
)
def test_an_edition_is_taken_away_as_a_file(cast, at, enter, form, media) -> None:
    ref = an_edition(cast, at=at)

    answer = enter(cast.participant).get(reverse("frameworks:download", args=[ref, form]))

    assert media in answer["Content-Type"]
    assert answer["Content-Disposition"] == f'attachment; filename="MADE-2026.{form}"'
    assert len(answer.content) > 500


def test_no_cell_that_is_taken_away_is_run_as_a_formula(cast, at, enter) -> None:
    made = make_edition(cast, at=at, first='=HYPERLINK("https://made.example","Words")')
    client = enter(cast.participant)

    table = client.get(reverse("frameworks:download", args=[made.ref, "csv"])).content.decode("utf-8-sig")
    book = sheets_of(client.get(reverse("frameworks:download", args=[made.ref, "xlsx"])).content)
    told = json.loads(client.get(reverse("frameworks:download", args=[made.ref, "json"])).content)

    assert next(csv.DictReader(io.StringIO(table)))["Words"].startswith("'=HYPERLINK")
    assert book["Statements"][1][-1] == '=HYPERLINK("https://made.example","Words")'
    assert told["sections"][0]["learn_that"][0]["text"].startswith("=HYPERLINK")
    assert list(book) == ["Statements", "About"]


def test_words_that_no_cell_can_hold_go_on_in_the_next_row(cast, at, enter) -> None:
    endless = "Leaders know everything. " * 2_000
    made = make_edition(cast, at=at, first=endless)

    answer = enter(cast.participant).get(reverse("frameworks:download", args=[made.ref, "xlsx"]))

    rows = sheets_of(answer.content)["Statements"]
    assert "".join(row[-1] for row in rows[1:3]) == endless
    assert rows[2][0] == f"{rows[1][0]} (continued)"
    assert len(rows) == 1 + 12 + 1


def test_references_have_a_sheet_of_their_own(cast, at, enter) -> None:
    text = as_markdown(a_framework(sections=2, seed=1)) + REFERENCED
    ref = publish_whole(
        read_pasted(text, about=an_about(), by=cast.curriculum_lead, at=at), by=cast.curriculum_lead, at=at
    )

    answer = enter(cast.participant).get(reverse("frameworks:download", args=[ref, "xlsx"]))

    assert len(sheets_of(answer.content)["References"]) == 5


def test_there_are_no_other_forms(cast, at, enter) -> None:
    ref = an_edition(cast, at=at)

    assert enter(cast.participant).get(reverse("frameworks:download", args=[ref, "exe"])).status_code == 404
