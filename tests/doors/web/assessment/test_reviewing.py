"""Questions about results at the door: asked, taken, decided, corrected; and what is released, planned and recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.actions.reviewing import ask_for_review
from goldenthread.assessment.models import Correction, PlannedRelease, Result, Review
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.reviewing import NewReview
from goldenthread.jobs.worker import carry_all
from goldenthread.programmes.types import ReviewKind
from tests.makers.assessment import AFTER, full_sheet
from tests.makers.counting import statements_of
from tests.makers.handing import an_assessor

WORDS = "The second criterion was marked as if the last section were missing."


@pytest.fixture
def released(cast, planned, marked, scheme):
    """A result that failed, told just now, so that its days have just begun."""
    settle_script(marked, SettlementSheet(full_sheet(scheme, 1)), by=cast.moderator, at=AFTER)
    release_results(planned.window, [marked], by=cast.moderator, at=timezone.now())
    carry_all(timezone.now)
    return marked


def marks_for(scheme, mark: int = 3) -> dict[str, str]:
    """A whole sheet as a form sends it."""
    codes = [criterion.code for criterion in scheme.criteria]
    return {
        **{f"mark_{code}": str(mark) for code in codes},
        **{f"reason_{code}": "It names the problem and backs it." for code in codes},
        **{f"feedback_{code}": "It is clearer than was said." for code in codes},
    }


def test_an_appeal_is_asked_decided_and_corrects(cast, released, scheme, enter) -> None:
    mine = enter(cast.participant)
    assert (
        reverse("assessment:question", args=[released])
        in mine.get(reverse("assessment:result", args=[released])).content.decode()
    )
    assert "Appeal, stage 1" in mine.get(reverse("assessment:question", args=[released])).content.decode()
    here = reverse("assessment:ask_review", args=[released, "appeal"])
    assert mine.get(here).status_code == 200
    short = mine.post(here, {"grounds": ["procedure"], "statement": "Wrong"})
    assert (short.status_code, "Wrong</textarea>" in short.content.decode()) == (422, True)
    assert 'href="#id_statement"' in short.content.decode()
    assert mine.get(reverse("assessment:ask_review", args=[released, "nothing"])).status_code == 404
    file = SimpleUploadedFile("letter.txt", b"An earlier letter.")
    sent = mine.post(here, {"grounds": ["procedure"], "statement": WORDS, "attach": file})
    review = Review.objects.get()
    assert sent.url == reverse("assessment:my_review", args=[review.ref])
    assert "Withdraw it" in mine.get(sent.url).content.decode()
    assert mine.get(reverse("assessment:review_file", args=[review.ref, 1])).content == b"An earlier letter."
    there = reverse("assessment:review", args=[review.ref])
    assert enter(cast.outside_participant).get(sent.url).status_code == 404

    moderator = enter(cast.moderator)
    assert "settled or corrected the marks" in moderator.get(there).content.decode()
    assert "Look at 1 question" not in moderator.get("/").content.decode()
    moderator.post(reverse("assessment:take_review", args=[review.ref]))
    assert Review.objects.get().state == "asked"
    lead = enter(cast.quality_lead)
    home = lead.get("/").content.decode()
    assert "Look at 1 question about results" in home
    assert statements_of(lambda: lead.get("/")) <= 15
    assert there in lead.get(reverse("assessment:reviews")).content.decode()
    lead.post(reverse("assessment:take_review", args=[review.ref]))
    page = lead.get(there).content.decode()
    assert WORDS in page
    assert "Parveen" not in page
    assert lead.get(reverse("assessment:reviewed_script", args=[review.ref])).status_code == 200
    seen = {"seen": str(Result.objects.get().settlement.ref)}
    assert lead.post(there, {**seen, "reasons": WORDS}).status_code == 422
    stale = lead.post(there, {"seen": str(released), "effect": "stands", "reasons": WORDS})
    assert "was corrected" in stale.content.decode()
    said = {**seen, "effect": "corrected", "reasons": WORDS, **marks_for(scheme)}
    check = lead.post(there, said).content.decode()
    for words in ("Nothing has changed yet", "Failed, 4 of", "<strong>Passed</strong>, 12 of", "A certificate is made"):
        assert words in check
    assert 'value="It names the problem and backs it."' in check
    assert "It names the problem" in lead.post(there, {**said, "change": "yes"}).content.decode()
    assert (Review.objects.get().state, Correction.objects.count()) == ("taken", 0)
    decided = lead.post(there, {**said, "confirmed": "yes"})
    assert decided.status_code == 303
    carry_all(timezone.now)

    assert Result.objects.get().outcome == "passed"
    record = lead.get(reverse("assessment:record", args=[released])).content.decode()
    assert "Agnes" in record
    assert record.index("was handed in") < record.index("The result was corrected from failed")
    there = reverse("assessment:record_file", args=[released])
    assert there in record
    file = lead.get(there)
    assert (file["Content-Type"], file.json()["outcome"]) == ("application/json", "passed")
    assert WORDS in record
    mine = enter(cast.participant)
    assert mine.get(there).status_code in {403, 404}
    assert "The result is corrected" in mine.get(sent.url).content.decode()
    assert "This result was corrected" in mine.get(reverse("assessment:result", args=[released])).content.decode()
    subjects = {each.subject for each in mail.outbox}
    assert {"Your result was corrected", "Your question about your result is decided"} <= subjects


def test_a_question_is_withdrawn_and_its_last_day_holds(cast, released, enter) -> None:
    mine = enter(cast.participant)
    mine.post(
        reverse("assessment:ask_review", args=[released, "clerical_check"]), {"grounds": ["sums"], "statement": WORDS}
    )
    here = reverse("assessment:my_review", args=[Review.objects.get().ref])
    for says in ("You have withdrawn it", "Withdrawn"):
        assert says in mine.post(here, follow=True).content.decode()
    Result.objects.update(released_at=timezone.now() - timedelta(days=40))
    page = mine.get(reverse("assessment:ask_review", args=[released, "appeal"])).content.decode()
    assert "The last day to ask was" in page


def test_a_file_sent_with_what_is_marked_anew_is_refused_and_not_dropped(cast, released, enter) -> None:
    mine, there = enter(cast.participant), reverse("assessment:ask_review", args=[released, "enquiry"])
    assert 'name="attach"' not in mine.get(there).content.decode()
    sent = {"grounds": ["scheme"], "statement": WORDS, "attach": SimpleUploadedFile("mine.txt", b"Mine.")}

    answer = mine.post(there, sent)

    assert (answer.status_code, Review.objects.count()) == (422, 0)
    assert "An appeal takes evidence" in answer.content.decode()


def test_whoever_decides_a_question_reads_the_scheme_and_the_brief(cast, released, scheme, enter) -> None:
    enter(cast.participant).post(
        reverse("assessment:ask_review", args=[released, "clerical_check"]), {"grounds": ["sums"], "statement": WORDS}
    )
    review = Review.objects.get()
    there, lead = reverse("assessment:review", args=[review.ref]), enter(cast.quality_lead)

    lead.post(reverse("assessment:take_review", args=[review.ref]))
    page = lead.get(there).content.decode()

    criterion = scheme.criteria[0]
    for words in (
        "The brief",
        f"{scheme.minimum_total} to pass",
        f"At least {criterion.minimum} to pass",
        escape(criterion.asks),
        escape(criterion.levels[0].description),
    ):
        assert words in page


def test_whoever_marks_anew_is_not_told_by_the_check_what_was_given(cast, released, scheme, enter) -> None:
    enter(cast.participant).post(
        reverse("assessment:ask_review", args=[released, "enquiry"]), {"grounds": ["scheme"], "statement": WORDS}
    )
    review = Review.objects.get()
    there, other = reverse("assessment:review", args=[review.ref]), enter(an_assessor(cast, "Third", at=AFTER))
    other.post(reverse("assessment:take_review", args=[review.ref]))
    sent = {"seen": str(Result.objects.get().settlement.ref), "reasons": WORDS, **marks_for(scheme)}

    check = other.post(there, sent).content.decode()

    assert "stays hidden until then" in check
    assert not any(words in check for words in ("Failed", "Passed", "Told", "The result stands", "is corrected"))
    assert Review.objects.get().state == "taken"
    assert other.post(there, {**sent, "confirmed": "yes"}).status_code == 303
    assert Review.objects.get().state == "decided"
    told = enter(cast.participant).get(reverse("assessment:my_review", args=[review.ref])).content.decode()
    for page in (told, enter(cast.quality_lead).get(there).content.decode()):
        assert "How it was marked anew" in page
        assert page.count("It names the problem and backs it.") >= len(scheme.criteria)


def test_a_result_is_corrected_and_a_window_counted(cast, planned, released, scheme, enter) -> None:
    client, here = enter(cast.quality_lead), reverse("assessment:correct", args=[released])
    board = reverse("assessment:release", args=[planned.window])
    assert here in client.get(board).content.decode()
    assert "What was wrong?" in client.get(here).content.decode()
    assert client.post(here, marks_for(scheme)).status_code == 422
    seen = {"seen": str(Result.objects.get().settlement.ref)}
    sent = {**seen, **marks_for(scheme), "why": "Two marks were swapped."}
    assert client.post(here, {**sent, "seen": str(released)}).status_code == 422
    check = client.post(here, sent).content.decode()
    for words in ("Nothing has changed yet", "<strong>Passed</strong>", "Two marks were swapped.", "gets a letter"):
        assert words in check
    assert Correction.objects.count() == 0
    first = scheme.criteria[0].code
    bare = client.post(here, {**sent, f"reason_{first}": ""}).content.decode()
    assert f'<a href="#id_reason_{first}"' in bare
    assert '<a href="#id_why"' in client.post(here, {**sent, "why": "No"}).content.decode()
    assert client.post(here, {**sent, "confirmed": "yes"}).status_code == 303
    assert Correction.objects.count() == 1
    figures = reverse("assessment:window_results", args=[planned.window])
    assert figures in client.get(board).content.decode()
    drawn = client.get(figures).content.decode()
    assert "Statistics (CSV)" in drawn
    assert "1 of 1 passed" in drawn
    for what, says in (("results", b"passed"), ("statistics", b"Outcome,passed,1")):
        assert says in client.get(reverse("assessment:results_file", args=[planned.window, what])).content
    assert client.get(reverse("assessment:results_file", args=[planned.window, "nothing"])).status_code == 404
    assert "own" in enter(cast.inspector).get(here).content.decode()


def test_a_release_is_planned_and_called_off(cast, planned, marked, enter) -> None:
    client, here = enter(cast.quality_lead), reverse("assessment:plan_release", args=[planned.window])
    assert here in client.get(reverse("assessment:release", args=[planned.window])).content.decode()
    soon = timezone.now() + timedelta(days=3)
    sent = {
        "release_at_day": soon.day,
        "release_at_month": soon.month,
        "release_at_year": soon.year,
        "release_at_time": "10am",
    }
    assert client.get(here).status_code == 200
    assert client.post(here, {**sent, "release_at_year": soon.year - 2}).status_code == 422
    assert client.post(here, sent).status_code == 303
    row = PlannedRelease.objects.get()
    page = client.get(reverse("assessment:release", args=[planned.window])).content.decode()
    assert "Planned for" in page
    client.post(reverse("assessment:call_release_off", args=[row.ref]))
    assert PlannedRelease.objects.get().state == "called_off"


def test_a_question_is_not_taken_by_a_page_that_was_drawn_before(cast, released, enter) -> None:
    enter(cast.participant).post(
        reverse("assessment:ask_review", args=[released, "clerical_check"]), {"grounds": ["sums"], "statement": WORDS}
    )
    review = Review.objects.get()
    there, take = (reverse(f"assessment:{name}", args=[review.ref]) for name in ("review", "take_review"))
    lead = enter(cast.quality_lead)
    drawn = {"seen": str(len(lead.get(there).context["page"].steps))}
    lead.post(take, drawn)
    typed = {"seen": str(Result.objects.get().settlement.ref), "effect": "corrected", "reasons": "Two sums are wrong."}

    other = enter(cast.administrator)
    assert "has taken it since you opened the page" in other.post(take, drawn, follow=True).content.decode()
    assert Review.objects.get().taken_by_id == cast.quality_lead.person_id
    again = other.get(there)
    assert f"Take it over from {again.context['page'].holder}" in again.content.decode()
    other.post(take, {"seen": str(len(again.context["page"].steps))})
    assert Review.objects.get().taken_by_id == cast.administrator.person_id

    first = next(iter(again.context["page"].criteria)).criterion.code
    answer = enter(cast.quality_lead).post(there, {**typed, f"mark_{first}": "3", f"feedback_{first}": "It adds up."})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("has it now, and decides it", "What you wrote was not kept", "Two sums are wrong.", "It adds up."):
        assert words in page


def test_an_assessor_is_told_that_somebody_else_marks_it_anew(cast, released, enter) -> None:
    enter(cast.participant).post(
        reverse("assessment:ask_review", args=[released, "enquiry"]), {"grounds": ["scheme"], "statement": WORDS}
    )
    take = reverse("assessment:take_review", args=[Review.objects.get().ref])
    enter(an_assessor(cast, "Third", at=AFTER)).post(take, {"seen": "1"})
    answer = enter(an_assessor(cast, "Fourth", at=AFTER)).post(take, {"seen": "1"}, follow=True)
    assert (answer.status_code, "Somebody else has taken it" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("days", "home", "letter"), [(0, "who may decide 1", "Nobody"), (40, "whose day is over", "Late")]
)
def test_those_who_run_assessment_read_that_nobody_may_decide(cast, released, enter, days, home, letter) -> None:
    asked = NewReview(ReviewKind.ENQUIRY, ("scheme",), WORDS)
    ref = ask_for_review(
        released, asked, by=cast.participant, at=timezone.now() - timedelta(days=days), work=work_through
    )
    lead = enter(cast.quality_lead)
    assert home in lead.get("/").content.decode()
    assert "Nobody may decide it" in lead.get(reverse("assessment:reviews")).content.decode()
    assert "Nobody may decide this" in lead.get(reverse("assessment:review", args=[ref])).content.decode()
    carry_all(timezone.now)
    assert any(each.subject.startswith(letter) for each in mail.outbox)
    mine = enter(cast.participant)
    assert ("It is late." in mine.get(reverse("assessment:my_review", args=[ref])).content.decode()) is bool(days)
    assert ("and is late" in mine.get(reverse("assessment:question", args=[released])).content.decode()) is bool(days)


def test_somebody_is_let_ask_after_the_last_day(cast, released, enter) -> None:
    Result.objects.update(released_at=timezone.now() - timedelta(days=40))
    number = Result.objects.get().script.number
    there = reverse("assessment:let_ask_late")
    assert there not in enter(cast.moderator).get(reverse("assessment:reviews")).content.decode()
    lead = enter(cast.quality_lead)
    assert there in lead.get(reverse("assessment:reviews")).content.decode()
    assert lead.get(there).status_code == 200
    day = timezone.localdate() + timedelta(days=7)
    sent = {"number": number, "kind": "appeal", "why": "They were in hospital until last week."}
    sent |= {"until_on_day": str(day.day), "until_on_month": str(day.month), "until_on_year": str(day.year)}
    wrong = lead.post(there, sent | {"number": "000-000-000"})
    assert (wrong.status_code, 'href="#id_number"' in wrong.content.decode()) == (422, True)

    done = lead.post(there, sent)

    assert done.url == reverse("assessment:reviews")
    carry_all(timezone.now)
    letter = mail.outbox[-1]
    assert letter.subject == "You can still ask about your result"
    question = reverse("assessment:question", args=[released])
    assert question in letter.body
    assert "Ask for it" in enter(cast.participant).get(question).content.decode()
