"""Reviews in the browser's door: from a name to a report, and what strangers find."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from goldenthread.coaching.models import Rater, Review
from goldenthread.coaching.types.reviews import RaterState
from goldenthread.jobs.reviewing import close_due, forget, remind
from goldenthread.jobs.worker import carry_all
from tests.makers.coaching import enrol_more, make_enrolled, make_pairing
from tests.makers.counting import statements_of
from tests.makers.reviews import (
    MEETINGS,
    NAMED,
    SEVEN,
    answer,
    chosen,
    content,
    make_closed_review,
    make_instruments,
    make_open_review,
    send_own,
    tokens,
)


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def known(cast, at):
    return make_instruments(cast, at=at)


def ticked(ref, value: int | None, **more: str) -> dict[str, str]:
    """Every question answered alike, as the page sends it."""
    return {f"i-{key}": said for key, said in chosen(content(ref), value).items()} | more


def test_a_participant_goes_from_beginning_to_report(cast, place, known, enter, client) -> None:
    mine = enter(cast.participant)
    assert "What you can begin" in mine.get(reverse("coaching:reviews")).content.decode()
    reply = mine.post(reverse("coaching:begin", args=[place.enrolment, known[SEVEN]]))
    ref = Review.objects.get().ref
    assert (reply.status_code, reply.url) == (303, reverse("coaching:review", args=[ref]))
    assert "360 review of the seven leadership behaviours" in mine.get("/").content.decode()
    people = reverse("coaching:people", args=[ref])
    wrong = mine.post(people, {"name": "Me", "email": "parveen@castlehill.example", "group": "peers"})
    assert (wrong.status_code, "This is your own address" in wrong.content.decode()) == (422, True)
    for name, email, group in (*NAMED, ("Slip", "slip@x.example", "led")):
        assert mine.post(people, {"name": name, "email": email, "group": group}).status_code == 303
    slip = Rater.objects.get(name="Slip").ref
    assert "taken back" in mine.post(reverse("coaching:take_back", args=[slip]), follow=True).content.decode()
    assert "Slip" not in mine.get(reverse("coaching:ask", args=[ref])).content.decode()
    assert mine.post(reverse("coaching:ask", args=[ref])).status_code == 303
    own = reverse("coaching:own_part", args=[ref])
    assert mine.post(own, {"send": "yes"}).status_code == 422
    assert mine.post(reverse("coaching:keep_own_part", args=[ref]), ticked(ref, 3)).status_code == 204
    assert mine.post(own, ticked(ref, 2, save="yes")).url == reverse("coaching:review", args=[ref])
    assert mine.post(own, ticked(ref, 2, send="yes")).status_code == 303
    assert mine.post(reverse("coaching:keep_own_part", args=[ref]), {}).status_code == 422
    assert mine.post(own, ticked(ref, 1, send="yes")).status_code == 422
    assert mine.post(reverse("coaching:close_review", args=[ref])).status_code == 303
    for email in tokens(ref):
        answer(ref, email, 1, at=timezone.now(), comments={"respect": f"<b>Kind</b> to {email[:2]}"})

    assert "6 of 6 people have answered" in mine.get(reverse("coaching:close_review", args=[ref])).content.decode()
    reply = mine.post(reverse("coaching:close_review", args=[ref]), follow=True)

    page = reply.content.decode()
    for words in ("6 people answered", "1 (high) is the best answer", "Further right is better", "&lt;b&gt;Kind"):
        assert words in page
    assert "Lena" not in page
    assert mine.get(reverse("coaching:review", args=[ref])).status_code == 200
    assert mine.post(reverse("coaching:take_back", args=[Rater.objects.all()[0].ref])).status_code == 303


def test_a_rater_reads_how_it_stays_confidential_then_answers_without_an_account(cast, place, known, client) -> None:
    now = timezone.now()
    ref = make_open_review(cast, place, known[SEVEN], at=now)
    carry_all(lambda: now + timedelta(minutes=1))
    letter = next(m for m in mail.outbox if NAMED[1][1] in m.to[0])
    assert letter.subject == "Parveen Begum asks for your view"
    assert "Nobody sees your answers by themselves" in " ".join(letter.body.split())
    link = re.search(r"https?://[^/\s]+(/coaching/rate/\S+)", letter.body)[1]
    page = client.get(link)
    assert (page.status_code, page["Referrer-Policy"]) == (200, "same-origin")
    for words in (
        "named you under “Peers”",
        "never what you alone said",
        "1 (high) is the best answer",
        "I cannot say",
    ):
        assert words in page.content.decode()

    assert client.post(f"{link}keep/", {"i-respect-fair": "2"}).status_code == 204
    assert client.post(link, {"i-respect-fair": "2", "save": "yes"}).status_code == 303
    half = client.post(link, {"i-respect-fair": "2", "send": "yes"})
    assert (half.status_code, "Choose an answer to question 1" in half.content.decode()) == (422, True)
    sent = client.post(link, ticked(ref, None, send="yes"))

    assert (sent.status_code, sent.url) == (303, reverse("coaching:thanks"))
    assert "Thank you" in client.get(sent.url).content.decode()
    for again in (client.get(link), client.post(link, ticked(ref, 1, send="yes")), client.post(f"{link}keep/")):
        assert again.status_code == 404


def test_used_expired_called_off_and_unknown_links_look_the_same(cast, place, known, client) -> None:
    long_ago = timezone.now() - timedelta(days=60)
    ref = make_open_review(cast, place, known[SEVEN], at=long_ago)
    token = tokens(ref)
    answer(ref, NAMED[0][1], 1, at=long_ago)
    used = client.get(reverse("coaching:rate", args=[token[NAMED[0][1]]]))
    late = client.post(reverse("coaching:rate", args=[token[NAMED[1][1]]]), ticked(ref, 1, send="yes"))
    assert close_due(timezone.now()) == "1 review"
    pages = [used, late, client.get(reverse("coaching:rate", args=["0" * 64]))]
    pages += [client.get(reverse(f"coaching:{name}", args=[token[NAMED[2][1]]])) for name in ("rate", "decline")]

    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert b"Parveen" not in pages[0].content


def test_wrong_links_lock_nobody_else_at_the_same_address_out(cast, place, known, client) -> None:
    ref = make_open_review(cast, place, known[SEVEN], at=timezone.now())
    for _ in range(21):
        assert client.get(reverse("coaching:rate", args=["1" * 64])).status_code == 404

    assert client.get(reverse("coaching:rate", args=[tokens(ref)[NAMED[0][1]]])).status_code == 200
    assert client.get(reverse("verify_code", args=["WRONG"])).status_code == 404


def test_a_rater_declines_and_is_not_written_to_again(cast, place, known, client) -> None:
    ref = make_open_review(cast, place, known[SEVEN], at=timezone.now())
    address = reverse("coaching:decline", args=[tokens(ref)[NAMED[4][1]]])
    assert "not who" in client.get(address).content.decode()

    assert client.post(address, {"no_more": "on"}).url == reverse("coaching:thanks")

    assert Rater.objects.get(email=NAMED[4][1]).state == RaterState.DECLINED.value
    assert client.get(address).status_code == 404


def test_the_clock_reminds_closes_and_forgets_and_letters_say_so(cast, place, known) -> None:
    now = timezone.now()
    ref = make_open_review(cast, place, known[SEVEN], at=now - timedelta(days=26))
    carry_all(lambda: now)
    mail.outbox.clear()
    assert remind(now) == "6 letters"
    answer(ref, NAMED[0][1], 1, at=now)
    carry_all(lambda: now + timedelta(minutes=1))
    assert len(mail.outbox) == 5
    assert {m.subject for m in mail.outbox} == {"Parveen Begum still hopes for your view"}
    mail.outbox.clear()

    assert close_due(now + timedelta(days=2)) == "1 review"
    carry_all(lambda: now + timedelta(days=2, minutes=1))

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["Parveen Begum <parveen@castlehill.example>"], "Your report is ready")
    assert f"/coaching/reviews/{ref}/report/" in letter.body
    assert (forget(now + timedelta(days=31)), remind(now + timedelta(days=31))) == ("1 review", "")


def test_a_coach_reads_what_is_shared_and_a_manager_sees_that_it_is_done(cast, place, known, at, enter) -> None:
    make_pairing(cast, place.enrolment, at=at)
    ref = make_closed_review(cast, place, known[SEVEN], at=at)
    report = reverse("coaching:report", args=[ref])
    assert enter(cast.coach).get(report).status_code == 404
    mine = enter(cast.participant)
    assert "Share it with Colin Marsh" in mine.get(report).content.decode()
    assert mine.post(reverse("coaching:share", args=[ref]), {"shared": "yes"}).status_code == 303

    coach = enter(cast.coach)
    assert "Read what Parveen Begum shared" in coach.get(reverse("coaching:beside")).content.decode()
    assert "Talk it over" not in coach.get(report).content.decode()
    begun = coach.post(reverse("coaching:begin", args=[place.enrolment, known[MEETINGS]]))
    assert begun.url == reverse("coaching:beside")
    manager = enter(cast.partner_manager)
    page = manager.get(reverse("coaching:cohort_reviews", args=[place.cohort])).content.decode()
    assert "Done" in page
    assert str(ref) not in page
    for stranger in (cast.programme_manager, cast.headteacher, cast.outsider, cast.outside_participant, cast.sponsor):
        assert enter(stranger).get(report).status_code == 404
    mine = enter(cast.participant)
    mine.post(reverse("coaching:share", args=[ref]), {"shared": "no"})
    assert enter(cast.coach).get(report).status_code == 404


def test_a_manager_begins_for_a_cohort(cast, place, known, at, enter) -> None:
    manager = enter(cast.partner_manager)
    address = reverse("coaching:cohort_reviews", args=[place.cohort])

    for sent, says in (
        ({"instrument": "x"}, "Choose what to begin"),
        ({"instrument": str(known[MEETINGS])}, "Begun for 1 participant"),
        ({"instrument": str(known[MEETINGS])}, "nobody for whom"),
    ):
        assert says in manager.post(address, sent, follow=True).content.decode()

    assert Review.objects.count() == 1
    assert enter(cast.outsider).get(address).status_code == 404
    inspector = enter(cast.inspector).get(address).content.decode()
    assert "Begin for everybody" not in inspector


def test_refusals_are_said_where_one_is(cast, place, known, at, enter) -> None:
    done = make_closed_review(cast, place, known[SEVEN], at=at)
    ref = make_open_review(cast, place, known[SEVEN], at=timezone.now())
    mine = enter(cast.participant)

    for name, args, sent, says in (
        ("begin", [place.enrolment, known[SEVEN]], {}, "under way already"),
        ("ask", [ref], {}, "letters have gone out"),
        ("take_back", [Rater.objects.filter(review__ref=ref)[0].ref], {}, "They have been asked"),
        ("call_off", [ref], {}, "Nothing that was answered is shown"),
        ("call_off", [ref], {}, "It is called off, so"),
        ("share", [done], {"shared": "yes"}, "no coach to share"),
    ):
        page = mine.post(reverse(f"coaching:{name}", args=args), sent, follow=True).content.decode()
        assert says in page, name
    assert mine.get(reverse("coaching:call_off", args=[ref])).status_code == 200


def test_a_review_is_nobody_elses_at_any_address(cast, place, known, at, enter) -> None:
    ref = make_open_review(cast, place, known[SEVEN], at=at)
    send_own(cast, ref, 2, at=at)
    for stranger in (cast.outside_participant, cast.coach, cast.programme_manager):
        client = enter(stranger)
        for name in ("review", "own_part", "people", "ask", "close_review", "call_off", "report"):
            assert client.get(reverse(f"coaching:{name}", args=[ref])).status_code == 404
        assert client.post(reverse("coaching:begin", args=[place.enrolment, known[MEETINGS]])).status_code in {403, 404}


def test_the_cohorts_page_takes_as_many_statements_for_many(cast, place, known, at, enter) -> None:
    manager = enter(cast.partner_manager)
    address = reverse("coaching:cohort_reviews", args=[place.cohort])
    one = statements_of(lambda: manager.get(address))
    enrol_more(place, cast, many=3, at=at)

    assert statements_of(lambda: manager.get(address)) == one
