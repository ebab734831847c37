"""A curriculum lead sets the rules of assessment through the browser's door."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.programmes.models import AssessmentPolicy, Programme
from goldenthread.programmes.rules.policies import ASSESSMENT_MAY_ILLUSTRATE, ENGAGEMENT_MAY_ILLUSTRATE
from goldenthread.programmes.types import (
    USUAL_TERMS,
    AccuracyRule,
    AgainRule,
    AgreementKind,
    AgreementRule,
    CloseMarks,
    FeedbackWay,
    Gate,
    Ground,
    MarkingRule,
    OffScale,
    OverLimit,
    PartLimit,
    PenaltyBand,
    ReleaseRule,
    Resubmitted,
    ReviewKind,
    ReviewRule,
    ReviewTerms,
    RuleAbout,
    SamplingRule,
    SecondMarking,
    SecondRule,
    SponsorTold,
    StandardRule,
    ThirdPerson,
    WindowHours,
    WordRule,
)
from goldenthread.programmes.types.again import Support, SupportKind
from goldenthread.programmes.types.granting import GrantKind
from goldenthread.web.programmes.catalogue import FIELDS
from tests.makers.programmes import make_release

DAY = timezone.now().date() + timedelta(days=9)
TERMS = {
    "source": "The board",
    "in_force_from_day": DAY.day,
    "in_force_from_month": DAY.month,
    "in_force_from_year": DAY.year,
}
LATE = {"in_force_from_year": "2020", "confirmed": "yes"}
LIMIT = {
    "limit": "1500", "counts": ["headings", "tables", "captions", "footnotes"], "over": "flag",
    "allowance_unit": "per_cent", "way": "marks",
}  # fmt: skip
PENALTY = {"over": "penalty", "above_1": "0", "marks_1": "1", "above_2": "10", "marks_2": "3", "allowance": "5"}
PIECES = {"limit": "", "piece_1": "Task 1", "piece_limit_1": "4000", "piece_2": "Task 2", "piece_limit_2": "2500"}
MARKING = {
    "which": "some", "fails": "on", "around_total": "2", "sample": "10", "seed": "spring",
    "kind": "average_within_band", "each_criterion": "", "total": "4", "boundaries": "10, 12",
    "close_marks": "by_hand", "off_scale": "lower", "third": "marker",
}  # fmt: skip
SAMPLES = {
    "share": "15", "bands": "3", "each_marker": "2", "borderline": "", "first_share": "5", "each_criterion": "1",
    "total": "2", "most_apart": "25", "doublings": "0", "unsampled": "4",
}  # fmt: skip
STANDARD = {
    "needs_clearance": "on", "each_criterion": "1", "total": "3", "test": "3", "agree": "2", "tries": "2",
    "every": "8", "in_a_row": "2", "off": "3", "among": "6",
}  # fmt: skip
WINDOWS = {
    "window_days": "9", "closes": "9:30", "conditions": ["needs_engagement", "needs_evaluations", "needs_fees"],
    "reminder_hours": "24", "at_close": "handed_in",
}  # fmt: skip
MARKERS = {
    "markers": "2", "needs_training": "on", "capacity": "12", "days": "10", "least_scripts": "15", "fit_low": "60",
    "fit_high": "140", "unexpected": "2",
}  # fmt: skip
RELEASE = {"whole_window": "on", "look_from": "40", "feedback": "stops", "least_words": "8", "sponsor": "outcome"}
ATTEMPTS = {"attempts": "3", "parts": "failed", "missed_counts": "on"}
ALLOWANCES = {
    "late_days": "3", "grants": ["minutes", "later_window"], "meeting": "none", "meeting_who": "",
    "feedback_talk": "required", "feedback_talk_who": "A marker", "study_group": "offered", "study_group_who": "",
    "workshop": "none", "workshop_who": "",
}  # fmt: skip
REVIEWS = {
    "answer_days": "12", "enquiry_on": "on", "enquiry_days": "9",
    "enquiry_grounds": "The marks do not follow from the mark scheme\n\nLate news?\n!!!\n",
}  # fmt: skip
SUMS = (Ground("sums", "Marks were added up or recorded wrongly"),)
TYPED: dict[RuleAbout, tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]] = {
    RuleAbout.WORDS: (
        LIMIT | PENALTY,
        {"words": WordRule(1500, allowance=5, over=OverLimit.PENALTY, bands=(PenaltyBand(0, 1), PenaltyBand(10, 3)))},
        ("3 marks from more than 10", "At most <strong>1,500 words"),
    ),
    RuleAbout.MARKING: (
        MARKING,
        {
            "second_marking": SecondMarking.SOME,
            "second": SecondRule(sample=10, seed="spring", fails=True, around_total=2),
            "agreement": AgreementRule(
                AgreementKind.AVERAGE_WITHIN_BAND,
                each_criterion=None,
                total=4,
                same_result=False,
                close_marks=CloseMarks.BY_HAND,
                off_scale=OffScale.LOWER,
                boundaries=(10, 12),
                third=ThirdPerson.MARKER,
            ),
        },
        ("a sample of 10 % of the rest", "drawn by “spring”", "10, 12", "go to a third marker, who reads what"),
    ),
    RuleAbout.SAMPLES: (
        SAMPLES,
        {"sampling": SamplingRule(15, 3, 2, None, 5, 1, 2, 25, 0, 4)},
        ("<strong>15", "to all of that marker’s"),
    ),
    RuleAbout.STANDARD: (STANDARD, {"standard": StandardRule(True, 1, 3, False, 3, 2, 2, 8, 2, 3, 6)}, ("8 live",)),
    RuleAbout.WINDOWS: (
        WINDOWS,
        {
            "window_days": 9,
            "hours": WindowHours(time(9, 30)),
            "gate": Gate(needs_declaration=False, needs_evaluations=True, needs_fees=True),
            "reminder_hours": 24,
            "takes_draft_at_close": True,
        },
        ("9 days", "closes at 9:30am", "and has fees that are in order", "count as handed in"),
    ),
    RuleAbout.MARKERS: (
        MARKERS,
        {
            "marking": MarkingRule(2, needs_training=True, capacity=12, days=10, is_ours=False),
            "accuracy": AccuracyRule(15, 60, 140, 2),
        },
        ("2 assessors", "up to 12 scripts", "A fit between 0.6 and 1.4"),
    ),
    RuleAbout.RELEASE: (
        RELEASE,
        {"release": ReleaseRule(True, 40, FeedbackWay.STOPS, 8, SponsorTold.OUTCOME)},
        ("keeps all of its window in", "From 40 % likeness", "fewer than 8 words", "whether it is passed or failed"),
    ),
    RuleAbout.ALLOWANCES: (
        ALLOWANCES,
        {
            "late_days": 3,
            "grants": frozenset({GrantKind.MINUTES, GrantKind.LATER_WINDOW}),
            "support": (
                Support(SupportKind.FEEDBACK_TALK, required=True, who="A marker"),
                Support(SupportKind.STUDY_GROUP),
            ),
        },
        ("<strong>3 days</strong>", "extra minutes; put off to a later window;", "a talk through the feedback, with A"),
    ),
    RuleAbout.ATTEMPTS: (
        ATTEMPTS,
        {"attempts": 3, "again": AgainRule(Resubmitted.FAILED, False, True, False)},
        ("3 attempts", "the criteria below their minimum above all", "counts as one"),
    ),
    RuleAbout.REVIEWS: (
        REVIEWS,
        {
            "reviews": ReviewRule(
                (
                    ReviewTerms(
                        ReviewKind.ENQUIRY,
                        9,
                        (
                            Ground("scheme", "The marks do not follow from the mark scheme"),
                            Ground("late_news", "Late news?"),
                            Ground("_3", "!!!"),
                        ),
                    ),
                ),
                12,
            )
        },
        ("Enquiry about marking</strong>: 9 days from the release", "Late news?", "within 12 days"),
    ),
}


@pytest.fixture
def programme(cast, at):
    make_release(cast, at=at)
    return Programme.objects.get()


def kept(programme):
    row = AssessmentPolicy.objects.filter(programme=programme).order_by("-pk").first()
    return row.as_policy() if row else None


def address(programme, about: RuleAbout) -> str:
    return reverse("programmes:write_rule", args=[programme.ref, about.value])


@pytest.mark.parametrize("about", list(RuleAbout))
def test_a_rule_is_checked_before_it_holds(cast, programme, enter, about: RuleAbout) -> None:
    (typed, values, says), client = TYPED[about], enter(cast.curriculum_lead)
    here = address(programme, about)
    form = client.get(here).content.decode()
    check = client.post(here, typed | TERMS).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    again = client.post(here, typed | TERMS | {"change": "yes"})
    late = client.post(here, typed | TERMS | LATE)
    assert "You check it before it holds for anybody" in form
    assert "Nothing has changed yet" in check
    assert [words for words in says if words not in check] == []
    assert (again.status_code, late.status_code, kept(programme)) == (200, 422, None)
    assert "It comes into force today or later" in late.content.decode()

    done = client.post(here, typed | TERMS | {"confirmed": "yes"})

    assert done.url == reverse("programmes:rule", args=[programme.ref, about.value])
    assert {name: getattr(kept(programme), name) for name in values} == values
    page = client.get(done.url).content.decode()
    overview = client.get(reverse("programmes:rules", args=[programme.ref])).content.decode()
    # The overview names the rule that is to come, and no other.
    told = overview[overview.index("Something is to come") :].split("</ul>", 1)[0]
    assert [each for each in RuleAbout if done.url.replace(about.value, each.value) in told] == [about]
    assert "This programme’s" in page
    assert says[0] in page.replace("\N{NO-BREAK SPACE}", " ")


def test_pieces_have_limits_that_add_up(cast, programme, enter) -> None:
    enter(cast.curriculum_lead).post(address(programme, RuleAbout.WORDS), LIMIT | PIECES | TERMS | {"confirmed": "yes"})

    assert kept(programme).words == WordRule(6500, limits=(PartLimit("Task 1", 4000), PartLimit("Task 2", 2500)))


@pytest.mark.parametrize(
    ("about", "more", "says"),
    [
        (RuleAbout.WORDS, {"limit": ""}, "Enter how many words the work may have"),
        (RuleAbout.WORDS, {"limit": "20"}, "100"),
        (RuleAbout.WORDS, {"over": "penalty", "above_1": "", "marks_1": "", "above_2": "", "marks_2": ""},
         "Say how many marks are taken off"),
        (RuleAbout.WORDS, {"marks_1": ""}, "Fill in both fields of this line, or neither"),
        (RuleAbout.WORDS, {"above_1": "10"}, "Each step begins further over the limit"),
        (RuleAbout.WORDS, {"piece_1": "Task 1", "piece_limit_1": "1500"}, "Name two different pieces or more, or none"),
        (RuleAbout.WORDS, PIECES | {"limit": "1500"}, "or enter the sum of the limits of the pieces"),
        (RuleAbout.MARKING, {"fails": "", "around_total": "", "sample": ""}, "Say below which scripts are picked"),
        (RuleAbout.MARKING, {"seed": ""}, "Enter the words by which the sample is drawn"),
        (RuleAbout.MARKING, {"boundaries": "ten"}, "Enter whole numbers with spaces between them"),
        (RuleAbout.MARKING, {"boundaries": "12 10"}, "Enter numbers that rise"),
        (RuleAbout.SAMPLES, {"share": "101"}, "100"),
        (RuleAbout.STANDARD, {"agree": "4"}, "no more than the test has"),
        (RuleAbout.STANDARD, {"off": "7"}, "no more than the number"),
        (RuleAbout.WINDOWS, {"closes": "25:00"}, "Enter a time, like 6:30pm"),
        (RuleAbout.WINDOWS, {"closes": "12+01"}, "Enter a time, like 6:30pm"),
        (RuleAbout.ATTEMPTS, {"attempts": "0"}, "1"),
        (RuleAbout.ALLOWANCES, {"late_days": "366"}, "365"),
        (RuleAbout.REVIEWS, {"enquiry_on": ""}, "Choose at least one way"),
        (RuleAbout.REVIEWS, {"final_appeal_on": "on"}, "A second stage needs a first"),
        (RuleAbout.REVIEWS, {"enquiry_days": ""}, "Enter how many days"),
        (RuleAbout.REVIEWS, {"enquiry_grounds": " "}, "Enter 1 to 12 grounds"),
        (RuleAbout.REVIEWS, {"enquiry_grounds": "x" * 201}, "each of at most 200 characters"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_said_and_changes_nothing(cast, programme, enter, about, more, says) -> None:
    answer = enter(cast.curriculum_lead).post(address(programme, about), TYPED[about][0] | TERMS | more)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "The board" in answer.content.decode()
    assert kept(programme) is None


def test_questions_are_shown_as_they_are_set_and_the_usual_ones_keep_their_codes(cast, programme, enter) -> None:
    client, here = enter(cast.curriculum_lead), address(programme, RuleAbout.REVIEWS)
    typed: dict[str, Any] = {"answer_days": "30"}
    for terms in USUAL_TERMS:
        typed |= {f"{terms.kind.value}_on": "on", f"{terms.kind.value}_days": str(terms.days)}
        typed[f"{terms.kind.value}_grounds"] = "\r\n".join(ground.says for ground in terms.grounds)

    client.post(here, typed | TERMS | {"confirmed": "yes"})

    assert kept(programme).reviews == ReviewRule()
    assert ReviewTerms(ReviewKind.CLERICAL_CHECK, 20, SUMS) == kept(programme).reviews.terms[0]


def test_whatever_can_be_illustrative_has_a_name() -> None:
    assert {*ENGAGEMENT_MAY_ILLUSTRATE, *ASSESSMENT_MAY_ILLUSTRATE} <= set(FIELDS)


def test_staff_read_them_and_only_curriculum_leads_set_them(cast, programme, enter) -> None:
    client = enter(cast.programme_manager)
    every = client.get(reverse("programmes:rules", args=[programme.ref])).content.decode()
    page = client.get(reverse("programmes:rule", args=[programme.ref, "words"])).content.decode()

    assert [
        name for name in ("Limit of words", "Samples for moderation", "Further attempts") if name not in every
    ] == []
    assert "You cannot set another rule" in page
    assert client.get(address(programme, RuleAbout.WORDS)).status_code == 404
    assert client.get(reverse("programmes:rule", args=[programme.ref, "nothing"])).status_code == 404
    assert enter(cast.participant).get(reverse("programmes:rules", args=[programme.ref])).status_code == 404
