"""What stands from an earlier attempt, on the pages of whoever hands in again, marks, moderates and leads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from goldenthread.assessment.actions.booking_windows import begin_project
from goldenthread.assessment.actions.correcting import correct_result
from goldenthread.assessment.actions.moderating import accept_agreed
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.models import Result, SettledMark
from goldenthread.assessment.types.moderating import SettlementSheet
from tests.makers.assessment import full_sheet, seat_both, seat_of
from tests.makers.counting import statements_of
from tests.makers.resuming import FIRST, MARKED_AGAIN, SECOND, make_resuming, mark, resume


def said(client, name: str, *about, status: int = 200) -> str:
    answer = client.get(reverse(f"assessment:{name}", args=about))
    assert answer.status_code == status
    return answer.content.decode()


def test_whoever_hands_in_again_reads_what_stands(cast, at, now, enter) -> None:
    made = make_resuming(cast, at=at, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=7))
    script = begin_project(made.later.window, by=cast.participant, at=now)
    mine = enter(cast.participant)

    page = said(mine, "project", script)
    assert f"You hand in: “{SECOND}”." in page
    assert f"“{FIRST}” stands from Brookside Academy" in page
    assert "The limit of 4,500 words holds for what you hand in now." in page
    assert "Document 2: Minutes" in page
    assert "Figures" not in page
    assert "The account of Part two" in said(mine, "hand_in", script)
    account = said(mine, "project_account", script)
    assert "The whole task, in one file" not in account
    assert FIRST not in account
    attempts = said(mine, "attempts", made.later.enrolled.ref)
    assert f"you hand in: {SECOND}. {FIRST} stands with the marks given." in attempts

    # Where nothing stands, the page says why.
    SettledMark.objects.update(mark=0)
    assert "No part reached the minimum on each of its criteria. Everything is handed in" in said(
        mine, "project", script
    )


@pytest.fixture
def made(cast, at):
    return make_resuming(cast, at=at)


@pytest.fixture
def script(cast, made):
    return resume(cast, made)


def test_a_marker_gets_the_criteria_of_what_was_handed_in_and_no_mark_that_stands(cast, made, script, enter) -> None:
    seat_both(cast, made.later, script, at=MARKED_AGAIN)
    seat, agnes = seat_of(script, cast.assessor), enter(cast.assessor)

    answer = agnes.get(reverse("assessment:mark", args=[seat]))
    page = answer.content.decode()
    assert f"Marked in an earlier attempt, and not yours to mark: {FIRST}." in page
    assert [each.criterion.code for each in answer.context["form"].criteria()] == list(made.again)
    assert "8 marks in all for what you mark." in page
    assert f"{made.scheme.minimum_total} to pass" not in page
    few = statements_of(lambda: said(agnes, "mark", seat))
    assert few <= statements_of(lambda: said(agnes, "mark", seat_of(made.failed, cast.assessor))) + 12
    given = {f"mark_{code}": "2" for code in made.again} | {f"reason_{code}": "It is shown." * 2 for code in made.again}
    sent = answer.context["form"].begins()
    data = {**given, "draft": "0", "before": sent, "check": "yes", f"mark_{made.stood[0]}": "4"}
    posted = agnes.post(reverse("assessment:mark", args=[seat]), data)
    assert posted.status_code == 303
    finish = said(agnes, "finish", seat)
    assert "4 of 8 marks." in finish
    assert "passed" not in finish
    assert "failed" not in finish
    assert agnes.get(reverse("assessment:stands", args=[script])).status_code in {403, 404}


def test_moderator_and_lead_read_what_stands_and_decide_where_it_was_corrected(cast, made, script, enter) -> None:
    mark(cast, made.later, script, {"2": 2}, at=MARKED_AGAIN)
    marguerite = enter(cast.moderator)

    page = said(marguerite, "compare", script)
    assert "1 part from an earlier attempt" in page
    assert "10 of 16" in page
    assert "Part one" in said(marguerite, "stands", script)
    said(marguerite, "stands", made.failed, status=404)

    sheet = SettlementSheet(full_sheet(made.scheme, 0, **dict.fromkeys(made.stood, 2)))
    seen = Result.objects.get(script__ref=made.failed).settlement.ref
    correct_result(made.failed, sheet, why="A page was overlooked.", by=cast.moderator, at=MARKED_AGAIN, seen=seen)
    assert "nobody has decided what follows" in said(marguerite, "compare", script)
    assert "Only a quality lead decides what stands." in said(marguerite, "stands", script)
    quentin = enter(cast.quality_lead)
    here = reverse("assessment:stands", args=[script])
    seen = quentin.get(here).context["page"].answers
    assert quentin.post(here, {"way": "take_up", "why": "Because the", "seen": script}).status_code == 422
    assert quentin.post(here, {"way": "keep", "why": "", "seen": seen}).status_code == 422
    why = {"way": "take_up", "why": "The corrected marks are right.", "seen": seen}
    check = quentin.post(here, why).content.decode()
    assert "Nothing has changed yet" in check
    assert "The result is not out." in check
    assert "The corrected marks are right." in quentin.post(here, {**why, "change": "yes"}).content.decode()
    assert "Decide what follows" in said(quentin, "stands", script)
    assert quentin.post(here, {**why, "confirmed": "yes"}).status_code == 303
    assert "Decide what follows" not in said(quentin, "stands", script)

    accept_agreed(script, by=cast.moderator, at=MARKED_AGAIN)
    release_results(made.later.window, [script], by=cast.quality_lead, at=MARKED_AGAIN)
    record = said(quentin, "record", script)
    assert "What stands from an earlier attempt" in record
    assert "The corrected marks are right." in record
    assert "1 part of it stands from an earlier attempt" in said(quentin, "correct", script)
    result = said(enter(cast.participant), "result", script)
    assert result.count("Stands from before") == len(made.stood)
    assert f"{FIRST}: the marks and the feedback stand from your earlier attempt" in result


def test_what_would_follow_for_a_result_that_is_out_is_shown_first(cast, made, script, enter) -> None:
    mark(cast, made.later, script, {"2": 2}, at=MARKED_AGAIN)
    accept_agreed(script, by=cast.moderator, at=MARKED_AGAIN)
    release_results(made.later.window, [script], by=cast.quality_lead, at=MARKED_AGAIN)
    sheet = SettlementSheet(full_sheet(made.scheme, 0, **dict.fromkeys(made.stood, 1)))
    seen = Result.objects.get(script__ref=made.failed).settlement.ref
    correct_result(made.failed, sheet, why="A page was overlooked.", by=cast.moderator, at=MARKED_AGAIN, seen=seen)
    here, quentin = reverse("assessment:stands", args=[script]), enter(cast.quality_lead)
    sent = {"why": "The corrected marks are right.", "seen": quentin.get(here).context["page"].answers}

    kept = quentin.post(here, {**sent, "way": "keep"}).content.decode()
    taken = quentin.post(here, {**sent, "way": "take_up"}).content.decode()

    assert "The result stands: passed" in kept
    for words in (
        "<strong>Failed</strong>",
        "It is revoked, and the programme is no longer completed",
        "that it was cor",
    ):
        assert words in taken
    assert Result.objects.get(script__ref=script).outcome == "passed"
    assert quentin.post(here, {**sent, "way": "take_up", "confirmed": "yes"}).status_code == 303
    assert Result.objects.get(script__ref=script).outcome == "failed"
