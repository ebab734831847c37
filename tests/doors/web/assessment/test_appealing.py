"""An appeal against the decision of a case, at the door: what whoever decides is shown, chooses and checks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from goldenthread.assessment.actions.cases import decide_case
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.actions.reviewing import ask_for_review, take_review
from goldenthread.assessment.models import Result
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.reviewing import NewReview
from goldenthread.jobs.worker import carry_all
from goldenthread.programmes.types import ReviewKind
from tests.makers.assessment import AFTER, full_sheet, settle_and_release
from tests.makers.cases import A_DAY, hear, part_of, suspect, write_to

WORDS = "The case was decided as if nothing had been said at the hearing."


@pytest.fixture
def case(cast, planned, marked):
    """A case that leaves the marks on the first criterion out of account; its result is not out."""
    ref = suspect(cast, marked, at=AFTER)
    write_to(cast, ref, at=AFTER)
    hear(cast, ref, at=AFTER + A_DAY)
    decide_case(ref, part_of(planned), by=cast.quality_lead, at=AFTER + 2 * A_DAY)
    return ref


@pytest.fixture
def appeal(cast, planned, marked, case):
    """The result went out without these marks, and its participant appeals; the administrator has taken it."""
    now = timezone.now() - timedelta(hours=1)
    settle_and_release(cast, planned, marked, 3, at=now)
    ref = ask_for_review(
        marked, NewReview(ReviewKind.APPEAL, ("procedure",), WORDS), by=cast.participant, at=now, work=work_through
    )
    take_review(ref, by=cast.administrator, at=now)
    return ref


def filled(client, there: str, scheme) -> dict[str, str]:
    """The decision form as the page fills it in, where the result is corrected."""
    form = client.get(there).context["form"]
    names = [f"{name}_{each.code}" for each in scheme.criteria for name in ("mark", "reason", "feedback")]
    seen = {"seen": str(Result.objects.get().settlement.ref), "effect": "corrected", "reasons": WORDS}
    return seen | {name: form[name].value() for name in [*names, "comment"]}


def test_a_planned_release_shows_what_would_go_out_as_a_case_decided(
    cast, planned, marked, scheme, case, enter
) -> None:
    client, there = enter(cast.quality_lead), reverse("assessment:plan_release", args=[planned.window])
    assert "Nothing would go out now" in client.get(there).content.decode()
    settle_script(marked, SettlementSheet(full_sheet(scheme, 3)), by=cast.moderator, at=AFTER + 2 * A_DAY)

    page = client.get(there).content.decode()

    code, highest = scheme.criteria[0].code, scheme.highest_total
    for words in ("What would go out now", f"A decision bears on it: The marks on {code} do not count.", "Failed"):
        assert words in page
    release_results(planned.window, [marked], by=cast.quality_lead, at=timezone.now())
    result = enter(cast.participant).get(reverse("assessment:result", args=[marked])).content.decode()
    total = Result.objects.get().total
    assert f"{total} of {highest}" in page
    assert f"{code} {scheme.criteria[0].title}: 0 of" in result


def test_a_decision_of_a_case_is_set_aside_or_what_it_keeps_out_is_said(cast, marked, scheme, case, appeal, enter):
    theirs = enter(cast.participant).get(reverse("assessment:my_case", args=[case])).content.decode()
    assert reverse("assessment:question", args=[marked]) in theirs
    client, there = enter(cast.administrator), reverse("assessment:review", args=[appeal])
    page = client.get(there).content.decode()
    assert "Which decision of a case no longer bears on it?" in page
    assert f"The marks on {scheme.criteria[0].code} do not count." in page
    for words in ("What was decided in a case", "They said that a friend had helped."):
        assert words in page
    assert "What was decided in a case" not in enter(cast.programme_manager).get(there).content.decode()
    client = enter(cast.administrator)
    said = filled(client, there, scheme)

    refused = client.post(there, said)
    check = client.post(there, {**said, "mark_" + scheme.criteria[1].code: "2"}).content.decode()
    aside = client.post(there, {**said, "sets_aside": [str(case)]}).content.decode()

    assert (refused.status_code, "Nothing else would change." in refused.content.decode()) == (422, True)
    assert "What is given for them changes nothing." in check
    assert "No longer bears on the result" in aside
    assert "<strong>Passed</strong>, 12 of" in aside
    assert "What is given for them changes nothing." not in aside
    assert client.post(there, {**said, "sets_aside": [str(case)], "confirmed": "yes"}).status_code == 303
    carry_all(timezone.now)
    mine = enter(cast.participant)
    result = mine.get(reverse("assessment:result", args=[marked])).content.decode()
    assert ("You passed" in result, "do not count" in result) == (True, False)
    assert "An appeal set this decision aside" in mine.get(reverse("assessment:my_case", args=[case])).content.decode()
    assert (
        "the decision of a case no longer bears on it"
        in mine.get(reverse("assessment:my_review", args=[appeal])).content.decode()
    )
    assert "Your result was corrected" in {each.subject for each in mail.outbox}
