"""Allocation, marking, moderation and release in the browser's door."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse

from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.models import Allocation, Marking, MarkingDraft, Result, Script, Settlement
from goldenthread.assessment.queries import marking as queries
from goldenthread.awards.actions.awarding import revoke_certificate
from goldenthread.awards.models import Certificate
from goldenthread.frameworks.queries.editions import published_editions
from goldenthread.frameworks.queries.editions import statements_of as statements_in
from goldenthread.jobs.worker import carry_all
from goldenthread.programmes.actions.linking import link_statements
from goldenthread.programmes.models import Criterion
from goldenthread.web.assessment.home import part
from tests.makers.assessment import (
    AFTER,
    REASON,
    full_sheet,
    mark_both,
    more_scripts,
    seat_of,
    settle_and_release,
    state_of,
)
from tests.makers.counting import statements_of

PRIVATE = ("Parveen", "Begum", "Castle Hill", "castlehill")


def typed(scheme, mark: int, **more: str) -> dict[str, str]:
    sent = {f"mark_{c.code}": str(mark) for c in scheme.criteria}
    sent |= {f"reason_{c.code}": REASON for c in scheme.criteria}
    return {**sent, "comment": "A clear piece of work.", **more}


def test_two_assessors_are_proposed_and_seated(cast, planned, script, enter) -> None:
    client = enter(cast.quality_lead)
    address = reverse("assessment:allocation", args=[planned.window])
    page = client.get(address).content.decode()
    assert "2 seats without an assessor" in page
    assert not [word for word in PRIVATE if word in page]

    proposal = client.post(reverse("assessment:ask_proposal", args=[planned.window])).headers["Location"]
    page = client.get(proposal).content.decode()
    answer = client.post(f"{proposal}accept/", follow=True)

    assert "Every empty seat is filled" in page
    assert not [word for word in PRIVATE if word in page]
    assert "2 seats given" in answer.content.decode()
    assert Allocation.objects.count() == 2
    assert "That proposal was accepted" in client.get(proposal, follow=True).content.decode()


def test_a_wrong_allocation_by_hand_is_refused_with_words(cast, planned, script, enter) -> None:
    client = enter(cast.quality_lead)
    address = reverse("assessment:seats", args=[script])
    sent = {f"seat-{seat}": str(cast.assessor.person) for seat in (1, 2)} | {"seat-9": "x"}

    answer = client.post(address, sent)

    assert (answer.status_code, Allocation.objects.count()) == (422, 0)
    page = answer.content.decode()
    assert "has one assessor twice" in page
    assert page.count(f'<option value="{cast.assessor.person}" selected>') == 2
    right = {"seat-1": str(cast.assessor.person), "seat-2": "x"}
    assert "1 seat changed" in client.post(address, right, follow=True).content.decode()
    assert Allocation.objects.count() == 1


def test_an_assessor_saves_checks_and_finishes(cast, seated, scheme, enter) -> None:
    client, seat = enter(cast.assessor), seat_of(seated, cast.assessor)
    number = Script.objects.get().number
    assert number in client.get(reverse("assessment:queue")).content.decode()
    address, first = reverse("assessment:mark", args=[seat]), scheme.criteria[0].code
    assert "Attendance at the school has fallen" in client.get(address).content.decode()

    assert client.post(address, {f"mark_{first}": "2", "save": "yes"}).status_code == 303
    assert "1 of 4 criteria" in client.get(reverse("assessment:queue")).content.decode()
    unfinished = client.get(reverse("assessment:finish", args=[seat])).content.decode()
    assert "4 things missing before you can finish" in unfinished
    assert unfinished.count("has no mark.") == 3
    assert "Finish marking" not in unfinished
    half = client.post(reverse("assessment:finish", args=[seat]))
    assert half.status_code == 422
    client.post(address, typed(scheme, 3, check="yes") | {f"mark_{first}": "0"})
    short = client.get(reverse("assessment:finish", args=[seat])).content.decode()
    assert f"It is below the minimum on {first}, which fails the whole whatever the total." in short
    answer = client.post(address, typed(scheme, 3, check="yes"))
    assert (answer.status_code, answer.url) == (303, reverse("assessment:finish", args=[seat]))
    assert "they never change" in client.get(answer.url).content.decode()
    shown = client.get(answer.url).context["page"].draft
    stale = client.post(answer.url, {"seen": shown - 1})
    assert (stale.status_code, "Something else was saved" in stale.content.decode()) == (422, True)
    assert client.post(answer.url).status_code == 422
    assert not Marking.objects.exists()
    done = client.post(answer.url, {"seen": shown})

    assert (done.status_code, done.url) == (303, reverse("assessment:queue"))
    assert Marking.objects.count() == 1
    assert "1 script finished" in client.get(done.url).content.decode()
    assert "You have finished this script" in client.get(address).content.decode()
    assert client.post(address, typed(scheme, 1)).status_code == 422
    assert client.post(reverse("assessment:finish", args=[seat])).status_code == 422
    assert Marking.objects.count() == 1


def test_what_a_criterion_judges_is_folded_beside_it(cast, seated, scheme, at, enter) -> None:
    client, address = enter(cast.assessor), reverse("assessment:mark", args=[seat_of(seated, cast.assessor)])
    assert "Judges" not in client.get(address).content.decode()
    refs = [line.ref for line in statements_in(edition.ref for edition in published_editions(by=cast.assessor))]
    link = partial(link_statements, scheme.ref, shown=(), by=cast.quality_lead, at=at)
    first, second = Criterion.objects.filter(scheme__ref=scheme.ref).order_by("position")[:2]
    link(first.pk, refs[:1])
    few = statements_of(lambda: client.get(address))
    link(second.pk, refs)

    page = client.get(address).content.decode()

    assert "Judges 1 statement" in page
    assert f"Judges {len(refs)} statements" in page
    assert f'href="{reverse("frameworks:statement", args=[refs[0]])}"' in page
    assert statements_of(lambda: client.get(address)) == few


def test_the_draft_is_kept_while_it_is_typed(cast, seated, scheme, enter) -> None:
    client, seat = enter(cast.assessor), seat_of(seated, cast.assessor)
    address, first = reverse("assessment:save_draft", args=[seat]), scheme.criteria[0].code

    assert client.post(address, {f"mark_{first}": "3", f"reason_{first}": "Half a"}).status_code == 204
    assert MarkingDraft.objects.get().sheet[first] == {"mark": 3, "reason": "Half a"}
    assert client.post(address, {f"mark_{first}": "99"}).status_code == 422
    client.post(reverse("assessment:mark", args=[seat]), typed(scheme, 3))
    client.post(reverse("assessment:finish", args=[seat]), {"seen": "2"})
    assert client.post(address, {}).status_code == 422


def test_nothing_an_assessor_opens_says_whose_script_it_is(cast, seated, enter) -> None:
    client, seat = enter(cast.assessor), seat_of(seated, cast.assessor)

    for name in ("assessment:mark", "assessment:finish", "assessment:marked_file"):
        answer = client.get(reverse(name, args=[seat]))
        said = answer.content.decode(errors="replace") + str(answer.headers)
        assert answer.status_code == 200
        assert not [word for word in PRIVATE if word in said], name
    said = client.get(reverse("assessment:queue")).content.decode()
    assert not [word for word in PRIVATE if word in said]


@pytest.mark.parametrize("name", ["second_assessor", "outsider", "participant", "moderator", "quality_lead"])
def test_nobody_opens_another_s_seat(cast, seated, scheme, enter, name: str) -> None:
    client, seat = enter(getattr(cast, name)), seat_of(seated, cast.assessor)

    for page in ("assessment:mark", "assessment:finish", "assessment:marked_file"):
        assert client.get(reverse(page, args=[seat])).status_code == 404
    for page in ("assessment:mark", "assessment:finish", "assessment:save_draft"):
        assert client.post(reverse(page, args=[seat]), typed(scheme, 3)).status_code == 404
    assert (Marking.objects.count(), MarkingDraft.objects.count()) == (0, 0)


def test_the_queue_asks_a_fixed_number_of_questions(cast, planned, seated, at, enter) -> None:
    client, address = enter(cast.assessor), reverse("assessment:queue")
    client.get(address)
    one = statements_of(lambda: client.get(address))
    more_scripts(cast, planned, 3, at=at)

    assert statements_of(lambda: client.get(address)) == one
    assert "4 scripts to mark" in client.get(address).content.decode()


def test_the_first_page_counts_what_is_to_mark_and_not_what_is_finished(
    cast, planned, seated, scheme, at, enter
) -> None:
    more_scripts(cast, planned, 1, at=at)
    assert "Mark 2 scripts" in enter(cast.assessor).get("/").content.decode()

    finish_marking(seat_of(seated, cast.assessor), full_sheet(scheme), by=cast.assessor, at=AFTER)

    assert "Mark 1 script" in enter(cast.assessor).get("/").content.decode()


def test_a_long_queue_is_turned_page_by_page(cast, planned, seated, at, enter, monkeypatch) -> None:
    client, address = enter(cast.assessor), reverse("assessment:queue")
    more_scripts(cast, planned, 2, at=at)
    assert 'aria-label="Pages"' not in client.get(address).content.decode()
    monkeypatch.setattr(queries, "PAGE", 2)

    first, second = (client.get(address, {"page": page}).content.decode() for page in ("1", "2"))

    numbers = list(Script.objects.order_by("number").values_list("number", flat=True))
    assert [[number in page for number in numbers] for page in (first, second)] == [
        [True, True, False],
        [False, False, True],
    ]
    for page in (first, second):
        assert "3 scripts to mark" in page
        assert "Your queue is empty" not in page
    assert "?page=2" in first
    assert client.get(address, {"page": "nonsense"}).status_code == 200
    assert statements_of(lambda: client.get(address, {"page": "1"})) == statements_of(
        lambda: client.get(address, {"page": "2"})
    )


def test_a_page_of_what_is_finished_does_not_call_the_queue_empty(
    cast, planned, seated, scheme, at, enter, monkeypatch
) -> None:
    more_scripts(cast, planned, 1, at=at)
    finish_marking(seat_of(seated, cast.assessor), full_sheet(scheme), by=cast.assessor, at=AFTER)
    monkeypatch.setattr(queries, "PAGE", 1)

    page = enter(cast.assessor).get(reverse("assessment:queue"), {"page": "2"}).content.decode()

    assert "1 script to mark" in page
    assert "1 script finished" in page
    assert "Your queue is empty" not in page


def test_a_moderator_sees_both_sides_and_settles(cast, marked, scheme, enter) -> None:
    client, address = enter(cast.moderator), reverse("assessment:compare", args=[marked])
    assert Script.objects.get().number in client.get(reverse("assessment:moderation")).content.decode()
    page = client.get(address).content.decode()
    for words in ("Marker 1", "Marker 2", REASON, "Settle script", "<svg"):
        assert words in page
    assert not [word for word in (*PRIVATE, "Agnes", "Bernard") if word in page]
    found = re.search(r'gt-figure__title">(.*?)<', page)
    assert found
    assert re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL).count(found[1]) == 1
    assert "The same as a table" not in page

    silent = client.post(address, typed(scheme, 3, **{f"reason_{scheme.criteria[0].code}": ""}))
    assert silent.status_code == 422
    assert "there is no reason" in silent.content.decode()
    done = client.post(address, typed(scheme, 3))

    assert (done.status_code, done.url) == (303, reverse("assessment:moderation"))
    assert "Settled" in client.get(done.url).content.decode()
    assert Settlement.objects.get().total == scheme.total({c.code: 3 for c in scheme.criteria})
    assert client.get(reverse("assessment:moderated_file", args=[marked])).status_code == 200


def test_a_page_opened_before_another_settled_is_refused_and_shows_what_stands(cast, marked, scheme, enter) -> None:
    address = reverse("assessment:compare", args=[marked])
    stale, other = enter(cast.moderator), enter(cast.quality_lead)
    assert other.post(address, typed(scheme, 2)).status_code == 303

    refused = stale.post(address, typed(scheme, 3))

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "was settled after this page was opened" in page
    assert "Settled at 2." in page
    seen = str(Settlement.objects.get().ref)
    assert f'name="seen" value="{seen}"' in page
    assert stale.post(address, typed(scheme, 3) | {"seen": seen}).status_code == 303
    assert Settlement.objects.count() == 2


def test_a_moderator_accepts_what_both_agree_on(cast, seated, scheme, enter) -> None:
    mark_both(cast, seated, scheme, at=AFTER)
    client, address = enter(cast.moderator), reverse("assessment:accept_agreed", args=[seated])
    page = client.get(reverse("assessment:compare", args=[seated])).content.decode()
    assert "Accept the agreed marks" in page
    assert address in page
    assert client.get(address).status_code == 405

    done = client.post(address, follow=True).content.decode()
    again = client.post(address, follow=True).content.decode()

    assert "The agreed marks are accepted: passed" in done
    assert "settled already" in again
    assert "Accept the agreed marks" not in again
    assert Settlement.objects.count() == 1


def test_a_moderator_waits_for_both(cast, seated, enter) -> None:
    page = enter(cast.moderator).get(reverse("assessment:compare", args=[seated])).content.decode()

    assert "Wait until every marking is finished" in page
    assert "Settle script" not in page


@pytest.mark.parametrize("name", ["assessor", "participant", "outsider", "coach"])
def test_others_moderate_and_release_nothing(cast, planned, marked, enter, name: str) -> None:
    client = enter(getattr(cast, name))

    for address in (
        reverse("assessment:moderation"),
        reverse("assessment:compare", args=[marked]),
        reverse("assessment:moderated_file", args=[marked]),
        reverse("assessment:accept_agreed", args=[marked]),
        reverse("assessment:release", args=[planned.window]),
        reverse("assessment:allocation", args=[planned.window]),
        reverse("assessment:seats", args=[marked]),
        reverse("assessment:marking_due", args=[planned.window]),
        reverse("assessment:board"),
        reverse("assessment:markers"),
        reverse("assessment:marker", args=[cast.second_assessor.person]),
        reverse("assessment:train", args=[cast.second_assessor.person]),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert client.post(reverse("assessment:ask_proposal", args=[planned.window])).status_code == 404


def test_a_script_that_failed_is_called_so_everywhere_and_kindly(cast, planned, marked, scheme, enter) -> None:
    client = enter(cast.moderator)
    client.post(reverse("assessment:compare", args=[marked]), typed(scheme, 1))
    address = reverse("assessment:release", args=[planned.window])
    board = client.get(address).content.decode()
    sent = {"script": str(marked), "seen": str(Settlement.objects.get().ref), "confirm": "yes"}
    released = client.post(address, sent, follow=True).content.decode()

    own = enter(cast.participant).get(reverse("assessment:result", args=[marked])).content.decode()

    for page in (board, released, own):
        assert ">Failed</strong>" in page
        assert "Not passed" not in page
    assert "You did not pass this time" in own
    assert "nothing else about you" in own


def test_a_release_is_previewed_then_sent(cast, planned, marked, scheme, enter) -> None:
    client = enter(cast.moderator)
    client.post(reverse("assessment:compare", args=[marked]), typed(scheme, 3))
    address = reverse("assessment:release", args=[planned.window])
    assert "1 of 1 script ready" in client.get(address).content.decode()
    # Who releases and does not judge sees that it is ready, and no more than its record tells.
    manager = enter(cast.programme_manager)
    planning = reverse("assessment:plan_release", args=[planned.window])
    boards = [manager.get(address), manager.post(address, {"script": str(marked)}), manager.get(planning)]
    for told in (each.content.decode() for each in boards):
        assert ("Settled" in told, "Not shown yet" in told, ">Passed<" in told) == (True, True, False)
    enter(cast.moderator)

    nothing = client.post(address, {"preview": "yes"}, follow=True).content.decode()
    preview = client.post(address, {"script": str(marked), "preview": "yes"}).content.decode()
    assert "Choose the scripts" in nothing
    assert "Release 1 result?" in preview
    assert Result.objects.count() == 0
    assert client.post(address, {"script": "x"}).status_code == 404
    unseen = client.post(address, {"script": str(marked), "confirm": "yes"}, follow=True).content.decode()
    assert "settled again after this page was opened" in unseen
    assert Result.objects.count() == 0
    sent = {"script": str(marked), "seen": str(Settlement.objects.get().ref), "confirm": "yes"}
    assert f'name="seen" value="{sent["seen"]}"' in preview
    done = client.post(address, sent, follow=True).content.decode()
    again = client.post(address, sent, follow=True).content.decode()

    assert "1 result released" in done
    assert "It is released already" in again
    assert Result.objects.count() == 1


def test_a_participant_reads_the_result_and_takes_the_certificate(cast, planned, marked, enter, mailoutbox) -> None:
    client, address = enter(cast.participant), reverse("assessment:result", args=[marked])
    assert client.get(address).status_code == 404
    settle_and_release(cast, planned, marked, at=AFTER)
    assert "Your certificate is being made" in client.get(address).content.decode()

    carry_all()

    page = client.get(address).content.decode()
    for words in ("You passed", REASON, "Download your certificate", "illustrative"):
        assert words in page
    assert "Your result is out" in [mail.subject for mail in mailoutbox]
    assert "Your result is out" in client.get(reverse("assessment:script", args=[marked])).content.decode()
    assert "Read your result" in client.get(reverse("assessment:mine")).content.decode()
    revoke_certificate(Certificate.objects.get().ref, why="The name is misspelt.", by=cast.quality_lead, at=AFTER)
    page = client.get(address).content.decode()
    assert ("Your certificate was revoked" in page, "is being made" in page) == (True, False)


def test_a_fail_is_told_kindly(cast, planned, marked, enter) -> None:
    settle_and_release(cast, planned, marked, 0, at=AFTER)

    page = enter(cast.participant).get(reverse("assessment:result", args=[marked])).content.decode()

    assert "You did not pass this time" in page
    assert "what to work on" in page
    # New, it stands before all else; later among the rest, and always by its brief.
    (new,), (old,) = (part(cast.participant, at=AFTER + timedelta(days=days)).things for days in (1, 15))
    assert (new.title, new.presses, old.presses) == ("Read your result: Brookside Academy", True, False)
    assert state_of(marked).value == "released"
