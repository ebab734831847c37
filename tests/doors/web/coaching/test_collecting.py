"""A portfolio in the browser's door."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.coaching.models import Entry, EntryComment, EntryFile, EntryStatement
from goldenthread.learning.types.practising import Verdict
from goldenthread.reporting.queries.subscribing import who_wants
from goldenthread.reporting.types.subscribing import Stream
from tests.makers.coaching import make_enrolled, make_outside, make_pairing
from tests.makers.tasks import answer, do_task, make_practice


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


def written(**changes: str) -> dict[str, str]:
    return {"key": str(uuid4()), "since": "0", "title": "How we plan", "words": "<b>Well</b>.", "link": "", **changes}


def url(name: str, *args: object) -> str:
    return reverse(f"coaching:{name}", args=args)


def test_a_participant_keeps_shares_and_downloads_an_entry_and_the_coach_comments(cast, place, at, enter) -> None:
    make_pairing(cast, place.enrolment, at=at)
    client = enter(cast.participant)
    assert "No entries yet" in client.get(url("portfolio")).content.decode()
    sent = written()
    add = url("add_entry", place.enrolment)
    assert client.get(add).status_code == 200
    assert client.post(add, written(link="javascript:x")).status_code == 422
    for _ in range(2):
        answer = client.post(add, sent)
    ref = Entry.objects.get().ref
    assert (answer.status_code, answer.url) == (303, url("tie_entry", ref))
    shown = client.get(answer.url).context["page"].sections[0].lines[0]
    sent_tie = {"find": "no such words", "shown": [shown.ref, "odd"], "statement": [shown.ref]}
    found = client.post(answer.url, {**sent_tie, "then": "find"})
    assert (found.status_code, found.url) == (303, f"{answer.url}?find=no+such+words")
    page = client.get(found.url)
    assert ([line.ref for line in page.context["page"].chosen], page.context["page"].sections) == ([shown.ref], ())
    assert "No other statement says that" in page.content.decode()
    assert client.post(answer.url, sent_tie).status_code == 303
    assert EntryStatement.objects.get().statement.ref == shown.ref
    attach = url("attach_to_entry", ref)
    assert "Choose a file to attach" in client.post(attach).content.decode()
    assert client.post(attach, {"file": SimpleUploadedFile("a.exe", b"MZ")}).status_code == 422
    assert client.post(attach, {"file": SimpleUploadedFile("a.docx", b"PK\x03\x04broken")}).status_code == 422
    assert client.post(attach, {"file": SimpleUploadedFile("plan.txt", b"Planned.")}).status_code == 303
    change = url("change_entry", ref)
    assert "Change this entry" in client.get(change).content.decode()
    assert client.post(change, written(since="0")).status_code == 303  # the same words change nothing
    assert client.post(change, written(title="Newer", since="0")).status_code == 422
    assert client.post(change, written(title="Newer", since="1")).status_code == 303
    share = url("share_entry", ref)
    page = client.get(share).content.decode()
    assert "&lt;b&gt;Well" in page
    assert "Colin Marsh" in page  # who reads what is shared with one's coach is named
    assert client.post(share, {"readers": ["everybody"]}).status_code == 422
    assert client.post(share, {"readers": ["coach"]}).status_code == 303
    statements = client.get(url("portfolio_statements", place.enrolment)).content.decode()
    assert shown.text in statements
    assert "1 of " in statements
    missing = client.get(url("portfolio_statements", place.enrolment) + "?show=missing").content.decode()
    assert shown.text not in missing
    download = client.post(url("take_portfolio", place.enrolment))
    assert (download["Content-Type"], download.content[:2]) == ("application/zip", b"PK")

    coach = enter(cast.coach)
    assert "Parveen Begum" in coach.get(url("portfolios")).content.decode()
    assert "Newer" in coach.get(url("shared_portfolio", place.enrolment)).content.decode()
    say = url("comment_on_entry", ref)
    assert coach.post(say, {"words": " "}).url == url("portfolios")
    assert coach.post(say, {"words": "Well done."}).url == url("shared_portfolio", place.enrolment)
    file = EntryFile.objects.get().file_id
    assert coach.get(url("entry_file", ref, file)).content == b"Planned."

    client = enter(cast.participant)
    page = client.get(url("entry", ref)).content.decode()
    assert "Well done." in page
    assert "Earlier versions: 1" in page
    assert client.post(say, {"words": "Thanks."}).url == url("entry", ref)
    assert client.post(url("detach_from_entry", ref, file)).status_code == 303
    assert "Files you took away: 1" in client.get(url("entry", ref)).content.decode()
    assert enter(cast.coach).get(url("entry_file", ref, file)).status_code == 404
    client = enter(cast.participant)
    assert client.post(url("put_file_back", ref, file)).status_code == 303
    keep = url("keep_entry_or_not", ref)
    client.post(keep)
    assert "Taken away: 1" in client.get(url("portfolio_of", place.enrolment)).content.decode()
    client.post(keep, {"back": "yes"})
    assert client.get(url("entry", ref)).context["entry"].readers == ()


def test_what_is_not_theirs_is_not_there(cast, place, at, enter) -> None:
    make_outside(cast, place.built, at=at)
    enter(cast.participant).post(url("add_entry", place.enrolment), written())
    ref = Entry.objects.get().ref
    client = enter(cast.outside_participant)

    for name in ("entry", "change_entry", "tie_entry", "share_entry"):
        assert client.get(url(name, ref)).status_code == 404
    for name in ("portfolio_of", "portfolio_statements", "add_entry", "take_in"):
        assert client.get(url(name, place.enrolment)).status_code == 404
    assert client.post(url("take_portfolio", place.enrolment)).status_code == 404
    assert client.post(url("comment_on_entry", ref), {"words": "Seen."}).status_code == 404
    assert client.get(url("entry", uuid4())).status_code == 404
    assert enter(cast.coach).get(url("shared_portfolio", place.enrolment)).status_code == 404
    assert enter(cast.outsider).get(url("portfolio_of", place.enrolment)).status_code in (403, 404)
    assert not EntryComment.objects.exists()


def test_before_a_place_and_before_anything_is_shared_the_pages_say_what_is_next(cast, enter) -> None:
    assert "It opens once you have a place" in enter(cast.participant).get(url("portfolio")).content.decode()
    assert "Nobody shares an entry" in enter(cast.coach).get(url("portfolios")).content.decode()


def test_what_was_accepted_is_chosen_and_taken_in(cast, at, enter) -> None:
    practice = make_practice(cast, at=at)
    answer(practice, do_task(practice, cast.participant, at=at), Verdict.GOOD_ENOUGH, by=cast.coach, at=at)
    client, here = enter(cast.participant), url("take_in", practice.enrolment)
    page = client.get(here)
    assert "Describe a culture" in page.content.decode()
    assert client.post(here, {"take": ["task:odd"]}).status_code == 422

    done = client.post(here, {"take": [page.context["lines"][0].offered.key]})

    assert (done.status_code, done.url) == (303, url("portfolio_of", practice.enrolment))
    assert "A task that was accepted" in client.get(done.url).content.decode()
    assert "There is nothing to take in" in client.get(here).content.decode()
    assert enter(cast.coach).get(here).status_code == 404


def test_everybody_chooses_which_of_their_letters_they_get(cast, place, enter) -> None:
    here = reverse("reporting:my_choices")
    client = enter(cast.participant)
    assert list(client.get(here).context["form"].fields) == ["portfolio", "work"]

    assert client.post(here, {"portfolio": "never", "work": "monthly"}).status_code == 422
    assert client.post(here, {"portfolio": "never", "work": "each"}).status_code == 303

    assert who_wants([cast.participant.person_id, cast.coach.person_id], Stream.PORTFOLIO) == {cast.coach.person_id}
    assert list(enter(cast.coach).get(here).context["form"].fields) == ["portfolio"]
    assert list(enter(cast.headteacher).get(here).context["form"].fields) == ["regular", "events", "portfolio"]
