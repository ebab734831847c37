"""Letters about what waits in assessment: they tell nobody more than they may know, and go to those who want them."""

from __future__ import annotations

from datetime import timedelta

from django.core import mail
from django.urls import reverse

from goldenthread.assessment.actions.drifting import decide_stop
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.reviewing import ask_for_review, take_review
from goldenthread.assessment.actions.rounds import stop_by_hand
from goldenthread.assessment.actions.sampling import draw_sample
from goldenthread.assessment.models import MarkerStop, Review, Script
from goldenthread.assessment.types.reviewing import NewReview
from goldenthread.assessment.types.standing import Decision
from goldenthread.jobs.waiting import questions_due_now
from goldenthread.jobs.worker import carry_all
from goldenthread.programmes.types import ReviewKind
from goldenthread.reporting.actions.subscribing import choose
from goldenthread.reporting.types.subscribing import Pace, Stream
from tests.makers.assessment import AFTER, INSIDE, hand_in, make_window, mark_both, seat_both, settle_and_release
from tests.makers.cases import suspect
from tests.makers.sampling import lay_scripts, want_samples
from tests.makers.standardising import WHY, clear, make_standard

A_MINUTE = timedelta(minutes=1)
WORDS = "The second criterion was marked as if the last section were missing."


def sent() -> dict[str, list[str]]:
    """What went out since the last look, by address."""
    carry_all(lambda: AFTER + A_MINUTE)
    found: dict[str, list[str]] = {}
    for letter in mail.outbox:
        found.setdefault(letter.to[0].partition(" <")[0], []).append(letter.subject)
    mail.outbox.clear()
    return found


def test_a_question_about_a_result_is_told_to_those_who_may_answer_it_and_again_when_its_day_is_near(cast, at) -> None:
    planned = make_window(cast, at=at)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, at=AFTER)
    settle_and_release(cast, planned, script, 1, at=AFTER)
    choose({Stream.WAITING: Pace.NEVER}, by=cast.administrator, at=AFTER)
    sent()

    ref = ask_for_review(
        script, NewReview(ReviewKind.APPEAL, ("procedure",), WORDS), by=cast.participant, at=AFTER, work=work_through
    )
    carry_all(lambda: AFTER + A_MINUTE)

    letters = {m.to[0].partition(" <")[0]: m for m in mail.outbox}
    assert set(letters) == {"Quentin Adeyemi", "Parveen Begum"}
    told = letters["Quentin Adeyemi"]
    row = Script.objects.get(ref=script)
    assert told.subject.startswith("A result is questioned: ")
    assert not [word for word in ("Parveen", "Begum", "castlehill", row.number, "failed") if word in told.body]
    assert "/reporting/choices/" in told.body
    mail.outbox.clear()

    take_review(ref, by=cast.quality_lead, at=AFTER)
    sent()
    due = Review.objects.get().answer_by
    for moment in (due - timedelta(days=2), due - timedelta(days=1), due, due + timedelta(days=1)):
        questions_due_now(moment)
    assert [m.subject.partition(":")[0] for m in mail.outbox] == [
        "An answer about a result is due soon",
        "An answer about a result is late",
        "The answer about your result is late",
    ]
    # Nobody is told who looks at it.
    assert not [m for m in mail.outbox if "Quentin" in m.body.partition("Quentin")[2]]


def test_whoever_is_stopped_reads_neither_why_nor_by_what_and_who_leads_is_asked_to_decide(cast, at) -> None:
    planned = make_window(cast, at=at)
    standard = make_standard(cast, planned)
    clear(cast, standard, cast.assessor)
    sent()
    stop_by_hand(standard, cast.assessor.person, why=WHY, by=cast.quality_lead, at=AFTER)
    carry_all(lambda: AFTER + A_MINUTE)

    letters = {m.to[0].partition(" <")[0]: m for m in mail.outbox}
    assert set(letters) == {"Agnes Doyle", "Quentin Adeyemi"}
    own = letters["Agnes Doyle"]
    assert own.subject == "Your marking is paused"
    assert not [word for word in ("standard", "seed", "agreed", WHY, "Brookside") if word in own.body]
    assert "/reporting/choices/" not in own.body
    stop = MarkerStop.objects.get()
    assert reverse("assessment:stopped", args=[stop.ref]) in letters["Quentin Adeyemi"].body
    mail.outbox.clear()
    decide_stop(stop.ref, Decision.CONFIRMED, why=WHY, by=cast.quality_lead, at=AFTER)
    assert sent() == {"Agnes Doyle": ["What follows for your marking"]}


def test_a_sample_and_a_case_are_told_once_a_day_to_those_who_look(cast, at) -> None:
    planned = make_window(cast, at=at)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    sent()

    suspect(cast, script, at=AFTER)
    reported = sent()
    want_samples()
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, at=AFTER)
    lay_scripts(cast, planned, 8, at=AFTER)
    draw_sample(planned.window, seed="one", by=cast.moderator, at=AFTER)
    drawn = sent()

    assert set(reported) == {"Quentin Adeyemi", "Ada Okafor"}
    assert set(drawn) == {"Marguerite Stone"}
    assert drawn["Marguerite Stone"][0].startswith("A sample waits for moderators: ")


def test_assessors_get_one_letter_a_day_for_the_scripts_that_are_given_to_them(cast, at) -> None:
    planned = make_window(cast, at=at)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    sent()
    seat_both(cast, planned, script, at=AFTER)

    carry_all(lambda: AFTER + A_MINUTE)

    letters = [each for each in mail.outbox if each.subject.startswith("Scripts to mark: ")]
    assert len(letters) == len({each.to[0] for each in letters}) == 2
    assert "Last day" in letters[0].body
    assert not [word for word in ("Parveen", "Begum", "castlehill", "Person 0") if word in letters[0].body]
