"""Somebody is let question a result after its last day, for a reason that is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.letting_ask import let_ask_late
from goldenthread.assessment.actions.reviewing import take_review
from goldenthread.assessment.models import LetAsk, Script
from goldenthread.assessment.queries.letting_ask import let_ask_letter
from goldenthread.assessment.queries.records import record_page
from goldenthread.assessment.queries.reviewing import my_review, question_page
from goldenthread.assessment.rules.reviewing import ends
from goldenthread.assessment.types.reviewing import NewLateAsk
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.integrations.mail.releasing import letter_about_late_ask
from goldenthread.programmes.types import ReviewKind
from tests.makers.assessment import AFTER
from tests.makers.questioning import ask, refused

DAY = timedelta(days=1)
LATE = AFTER + 40 * DAY
WHY = "They were in hospital until last week."


def leave(script, **changes) -> NewLateAsk:
    """Leave for an appeal for a week from when its days are over."""
    number = Script.objects.get(ref=script).number
    return replace(NewLateAsk(number, ReviewKind.APPEAL, (LATE + 7 * DAY).date(), WHY), **changes)


def test_what_was_over_can_be_asked_and_somebody_else_decides(cast, released) -> None:
    assert refused(ask, cast, released, at=LATE) == "too_late"

    until = let_ask_late(leave(released), by=cast.quality_lead, at=LATE)

    assert until == ends(LATE, 7)
    offers = question_page(released, by=cast.participant, at=LATE).open
    assert [(each.kind, each.until) for each in offers] == [(ReviewKind.APPEAL, until)]
    assert refused(ask, cast, released, at=until) == "too_late"
    review = ask(cast, released, at=until - timedelta(minutes=1))
    assert my_review(review, by=cast.participant, at=until).next.later == (("Appeal, stage 2", 15),)
    # Whoever let them has heard whose script it is.
    assert refused(take_review, review, by=cast.quality_lead, at=until) == "involved_before"
    take_review(review, by=cast.administrator, at=until)


def test_it_is_kept_with_its_reason_and_told_by_letter(cast, released) -> None:
    let_ask_late(leave(released), by=cast.quality_lead, at=LATE)

    made = LetAsk.objects.get()
    assert AuditEntry.objects.get(did="assessment.let_ask_late").facts == {"kind": "appeal"}
    assert NoticeRow.objects.filter(kind="assessment.ask_let").count() == 1
    letter = letter_about_late_ask(let_ask_letter(made.ref), url="https://example.org")
    assert (letter.address, letter.facts[0][1]) == ("parveen@castlehill.example", "Appeal, stage 1")
    with pytest.raises(ObjectDoesNotExist):
        let_ask_letter(released)
    for who, named in ((cast.quality_lead, "Quentin"), (cast.moderator, "")):
        (event,) = [each for each in record_page(released, by=who, at=LATE).events if "after the last day" in each.says]
        assert WHY in event.says
        assert event.who.startswith(named)
        assert bool(event.who) == bool(named)


def test_days_that_were_let_do_not_run_out_while_something_else_is_open(cast, released) -> None:
    let_ask_late(leave(released), by=cast.quality_lead, at=LATE)
    let_ask_late(leave(released, kind=ReviewKind.ENQUIRY), by=cast.quality_lead, at=LATE)

    review = ask(cast, released, ReviewKind.ENQUIRY, "scheme", at=LATE)

    later = my_review(review, by=cast.participant, at=LATE + 20 * DAY).next.later
    assert later == (("Appeal, stage 1", 30),)


def test_it_is_refused(cast, released) -> None:
    for who, wanted, at, code in (
        (cast.moderator, leave(released), LATE, "not_yours_to_run"),
        (cast.quality_lead, leave(released, number="000-000-000"), LATE, "no_such_result"),
        (replace(cast.participant, hats=cast.quality_lead.hats), leave(released), LATE, "no_such_result"),
        (cast.quality_lead, leave(released), AFTER, "in_time"),
        (cast.quality_lead, leave(released, kind=ReviewKind.FINAL_APPEAL), LATE, "stage_before"),
        (cast.quality_lead, leave(released, kind=ReviewKind.RE_MARK), LATE, "not_offered"),
        (cast.quality_lead, leave(released, until_on=(LATE - DAY).date()), LATE, "no_such_day"),
        (cast.quality_lead, leave(released, until_on=(LATE + 31 * DAY).date()), LATE, "no_such_day"),
        (cast.quality_lead, leave(released, why="Ill."), LATE, "reason_missing"),
    ):
        assert refused(let_ask_late, wanted, by=who, at=at) == code
    ask(cast, released, at=AFTER)
    assert refused(let_ask_late, leave(released), by=cast.quality_lead, at=LATE) == "one_at_a_time"
    assert LetAsk.objects.count() == 0
