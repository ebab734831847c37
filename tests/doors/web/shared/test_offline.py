"""What a device is told about keeping pages, and by what it hears that somebody else is signed in."""

from __future__ import annotations

import re

from django.urls import reverse

from goldenthread.web.shared.offline import KEEP, NOBODY, WHO, mark_of


def test_only_marked_pages_are_kept_and_only_for_whoever_is_signed_in(cast, enter) -> None:
    client = enter(cast.outside_participant)
    mark = mark_of(cast.outside_participant)

    kept, home = client.get(reverse("learning:study")), client.get("/")

    assert (kept[KEEP], kept[WHO]) == (mark, mark)
    assert kept["Cache-Control"] == "private, no-store"
    assert home[WHO] == mark
    assert KEEP not in home
    assert KEEP not in client.get("/learning/units/00000000-0000-0000-0000-000000000000/pages/1/")


def test_a_mark_is_one_persons_and_names_nobody(cast) -> None:
    marks = {mark_of(cast.participant), mark_of(cast.coach), mark_of(cast.participant)}

    assert len(marks) == 2
    assert all(re.fullmatch(r"[0-9a-f]{16}", mark) for mark in marks)


def test_whoever_is_signed_out_is_nobody(client, db) -> None:
    answer = client.get(reverse("account_login"))

    assert answer[WHO] == NOBODY
    assert KEEP not in answer


def test_the_worker_answers_for_the_whole_site_and_is_never_stale(client, db) -> None:
    answer = client.get("/offline.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert (answer["Service-Worker-Allowed"], answer["Cache-Control"]) == ("/", "no-cache")
    assert b"X-Keep-Offline" in answer.content


def test_the_page_in_place_of_others_holds_nothing_of_anybody(cast, enter) -> None:
    page = enter(cast.participant).get(reverse("offline")).content.decode()

    assert "<!--kept-->" in page
    assert "Parveen" not in page


def test_a_device_learns_who_is_signed_in_before_it_sends(cast, client, enter) -> None:
    assert client.get(reverse("offline_state")).status_code == 302

    told = enter(cast.participant).get(reverse("offline_state")).json()

    assert told["person"] == mark_of(cast.participant)
    assert told["token"]
