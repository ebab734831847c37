"""Surveys: what a form may ask, which answers it takes, and when results may be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef
from goldenthread.reporting.rules.surveying import (
    accepted,
    asks_now,
    is_satisfied,
    tallies,
    why_not_answer,
    why_not_ask,
    why_not_set_form,
    why_not_show,
)
from goldenthread.reporting.types.surveying import SHIPPED_FORM, Asks, Compared, Evaluated, Question

ENDED = datetime(2026, 1, 5, 15, tzinfo=UTC)
OVERALL = SHIPPED_FORM.questions[0]


def asked(*questions: Question, **changes: object):
    return replace(SHIPPED_FORM, **({"questions": questions} if questions else {}), **changes)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (SHIPPED_FORM, None),
        (asked(title=" "), "no_title"),
        (replace(SHIPPED_FORM, questions=()), "wrong_length"),
        (asked(minimum=2), "too_few"),
        (asked(open_days=0), "too_short"),
        (asked(OVERALL, OVERALL), "same_code"),
        (asked(replace(OVERALL, words=" ")), "no_words"),
        (asked(replace(OVERALL, labels=("Good", "Good"))), "wrong_labels"),
        (asked(replace(OVERALL, satisfied=5)), "no_satisfaction"),
        (asked(replace(OVERALL, kind=Asks.CHOICE)), "no_satisfaction"),
        (asked(Question("q", "Words?", Asks.TEXT)), None),
    ],
)
def test_what_can_be_asked(form, code) -> None:
    refusal = why_not_ask(form)

    assert (refusal.code if refusal else None) == code


def test_who_decides_what_is_asked() -> None:
    def wearing(duty: Duty, kind: OrganisationKind) -> Actor:
        return Actor(PersonRef(uuid4()), 1, "Somebody", frozenset({Hat(duty, 1, kind)}))

    assert why_not_set_form(wearing(Duty.QUALITY_LEAD, OrganisationKind.LEAD_PROVIDER)) is None
    refusal = why_not_set_form(wearing(Duty.PROGRAMME_MANAGER, OrganisationKind.DELIVERY_PARTNER))
    assert refusal.code == "not_your_form"


def test_only_known_answers_are_kept_and_words_end_at_the_limit() -> None:
    said = {"overall": " Good ", "use": "Whatever", "comment": "word " * 200, "strange": "x", "pitch": ""}

    kept = accepted(SHIPPED_FORM, said)

    assert set(kept) == {"overall", "comment"}
    assert (kept["overall"], len(kept["comment"].split())) == ("Good", 150)


def test_a_survey_is_answered_once_while_it_is_open() -> None:
    assert why_not_answer(is_open=True, is_answered=False) is None
    assert why_not_answer(is_open=True, is_answered=True).code == "answered"
    assert why_not_answer(is_open=False, is_answered=False).code == "closed"


@pytest.mark.parametrize(
    ("answers", "people", "is_open", "begins"),
    [
        (5, 9, True, "5 of 9 have answered. Results are shown on"),
        (9, 9, True, ""),
        (5, 9, False, ""),
        (4, 9, False, "4 of 9 answered. Results are shown from 5"),
        (4, 4, True, "4 of 4 answered. Results are shown from 5"),
    ],
)
def test_results_are_shown_at_the_end_and_from_enough_answers_on(answers, people, is_open, begins) -> None:
    said = why_not_show(SHIPPED_FORM, answers=answers, asked=people, is_open=is_open, closes_on="Monday")

    assert said.startswith(begins)
    assert bool(said) == bool(begins)


def test_answers_are_counted_and_words_stand_in_the_order_of_the_alphabet() -> None:
    overall, _, _, comment = tallies(
        SHIPPED_FORM, [{"overall": "Good", "comment": "zebra"}, {"overall": "Good"}, {"comment": "Apple"}]
    )

    assert (overall.answers, dict(overall.counts)["Good"], dict(overall.counts)["Poor"]) == (2, 2, 0)
    assert (comment.words, comment.answers) == (("Apple", "zebra"), 2)


def test_the_direction_of_a_scale_belongs_to_the_question() -> None:
    other = asked(replace(OVERALL, best_first=False, satisfied=1))

    assert is_satisfied(SHIPPED_FORM, {"overall": "Good"}) is True
    assert is_satisfied(SHIPPED_FORM, {"overall": "Poor"}) is False
    assert is_satisfied(SHIPPED_FORM, {"use": "Agree"}) is None
    assert is_satisfied(asked(Question("q", "Words?", Asks.TEXT)), {"q": "x"}) is None
    assert [is_satisfied(other, {"overall": label}) for label in ("Very good", "Very poor")] == [False, True]


@pytest.mark.parametrize(
    ("hours", "has_register", "wanted"),
    [(-1, True, False), (0, True, True), (23, False, False), (24, False, True), (24 * 8, True, False)],
)
def test_people_are_asked_after_the_register_or_a_day_after_the_end(hours, has_register, wanted) -> None:
    assert asks_now(ends_at=ENDED, has_register=has_register, at=ENDED + timedelta(hours=hours)) is wanted


def test_shares_are_rounded_down_and_done_is_all_of_it() -> None:
    assert (Compared("x", 1, 3, 2).percent, Compared("x", 0, 0, 0).percent) == (66, 0)
    assert (Evaluated(2, 2).is_done, Evaluated(2, 1).is_done, Evaluated().is_done) == (True, False, True)
