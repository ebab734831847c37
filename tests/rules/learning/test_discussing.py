"""What may be written in a community, and when posts are enough for a prompt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.learning.rules.discussing import (
    asks_for,
    in_words,
    moderates,
    reached,
    readers,
    stands,
    why_not_attach,
    why_not_change_prompt,
    why_not_edit,
    why_not_group,
    why_not_moderate,
    why_not_move,
    why_not_post,
    why_not_prompt,
    why_not_prompt_for,
    why_not_reason,
    why_not_report,
    why_not_start,
    words_of,
)
from goldenthread.learning.types.discussing import Asked, PromptText, Reached, Said, SpaceKind, StandsAs, Where

ASKED = Asked(posts=1, replies=2, least_words=50)
POST, REPLY = Said(50, False, False), Said(50, True, True)
PROMPT = PromptText("Title", "Text", ASKED, days_in=10)
OF_COHORT = replace(PROMPT, days_in=None, opens_on=date(2026, 1, 5))


def code(refusal) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("said", "posts", "replies", "short"),
    [
        pytest.param([], 0, 0, 0, id="nothing yet"),
        pytest.param([POST, REPLY, REPLY], 1, 2, 0, id="everything"),
        pytest.param([replace(POST, words=49)], 0, 0, 1, id="too short"),
        pytest.param([replace(REPLY, answers_other=False)], 0, 0, 0, id="an answer to oneself"),
        pytest.param([replace(POST, is_hidden=True)], 0, 0, 0, id="hidden"),
    ],
)
def test_posts_count_by_what_they_are(said, posts, replies, short) -> None:
    assert reached(ASKED, said) == Reached(ASKED, posts, replies, short)


KINDS = [Said(n, reply, other, hidden) for n in (49, 50) for reply in (0, 1) for other in (0, 1) for hidden in (0, 1)]


@given(st.lists(st.sampled_from(KINDS), max_size=8))
def test_one_more_post_never_takes_anything_away(said) -> None:
    before, after = reached(ASKED, said), reached(ASKED, [*said, POST])

    assert (after.posts, after.replies) == (before.posts + 1, before.replies)
    assert reached(ASKED, reversed(said)) == before
    assert before.is_whole <= after.is_whole


@pytest.mark.parametrize(
    ("far", "words"),
    [
        ((ASKED, 0, 0), "0 of 1 post, 0 of 2 replies: write your post and reply to two others."),
        ((ASKED, 1, 1), "1 of 1 post, 1 of 2 replies: reply to one more."),
        ((ASKED, 3, 2), "1 of 1 post, 2 of 2 replies: that is all this asks for."),
        ((Asked(0, 1, 0), 0, 0), "0 of 1 reply: reply to somebody else."),
        ((Asked(2, 0, 0), 1, 0), "1 of 2 posts: write one more."),
        ((Asked(9, 0, 0), 0, 0), "0 of 9 posts: write 9 others."),
        (
            (ASKED, 0, 2, 1),
            (
                "0 of 1 post, 2 of 2 replies: write your post. One of your posts is shorter than 50 words and not "
                "counted yet; edit it to add more."
            ),
        ),
        (
            (Asked(1, 0, 1), 0, 0, 2),
            (
                "0 of 1 post: write your post. 2 of your posts are shorter than 1 word and not counted yet; edit "
                "them to add more."
            ),
        ),
    ],
)
def test_how_far_somebody_is_stands_in_a_sentence(far, words) -> None:
    assert in_words(Reached(*far)) == words


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (ASKED, "1 post and 2 replies to others, each of at least 50 words"),
        (Asked(0, 1, 0), "1 reply to others"),
        (Asked(2, 0, 1), "2 posts, each of at least 1 word"),
    ],
)
def test_what_a_prompt_asks_stands_in_a_sentence(asked, words) -> None:
    assert asks_for(asked) == words


def test_words_are_what_stands_between_spaces_and_has_a_letter_or_a_number() -> None:
    assert words_of("We tried - in 2024 - **three** things.\n\n> @Rosa") == 7


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (why_not_post("Words", is_closed=False), ""),
        (why_not_post("Words", is_closed=True), "thread_closed"),
        (why_not_post(" \n", is_closed=False), "no_words"),
        (why_not_post("x" * 20_001, is_closed=False), "too_long"),
        (why_not_start("Title"), ""),
        (why_not_start(" "), "no_title"),
        (why_not_start("x" * 151), "long_title"),
        (why_not_attach(5), ""),
        (why_not_attach(6), "too_many_files"),
        (why_not_edit(is_mine=True, is_hidden=False, is_closed=False), ""),
        (why_not_edit(is_mine=False, is_hidden=False, is_closed=False), "not_your_post"),
        (why_not_edit(is_mine=True, is_hidden=True, is_closed=False), "post_hidden"),
        (why_not_edit(is_mine=True, is_hidden=False, is_closed=True), "thread_closed"),
        (why_not_report(is_mine=False, is_hidden=False, is_reported=False), ""),
        (why_not_report(is_mine=True, is_hidden=False, is_reported=False), "own_post"),
        (why_not_report(is_mine=False, is_hidden=True, is_reported=False), "post_hidden"),
        (why_not_report(is_mine=False, is_hidden=False, is_reported=True), "reported"),
        (why_not_reason("Because"), ""),
        (why_not_reason(" "), "no_reason"),
        (why_not_reason("x" * 1001), "long_reason"),
        (why_not_moderate(True), ""),
        (why_not_moderate(False), "may_not_moderate"),
        (why_not_group("Six", people=2, is_taken=False), ""),
        (why_not_group(" ", people=2, is_taken=False), "no_title"),
        (why_not_group("x" * 151, people=2, is_taken=False), "long_title"),
        (why_not_group("Six", people=2, is_taken=True), "name_taken"),
        (why_not_group("Six", people=0, is_taken=False), "nobody"),
        (why_not_move(is_prompt=False, same_cohort=True), ""),
        (why_not_move(is_prompt=True, same_cohort=True), "prompt_stays"),
        (why_not_move(is_prompt=False, same_cohort=False), "other_people"),
        (why_not_prompt_for("community", may=True), ""),
        (why_not_prompt_for("community", may=False), "not_yours"),
        (why_not_prompt_for("event", may=True), "no_community"),
        (why_not_change_prompt(is_open=False), ""),
        (why_not_change_prompt(is_open=True), "prompt_open"),
        (why_not_prompt(PROMPT, is_of_cohort=False), ""),
        (why_not_prompt(OF_COHORT, is_of_cohort=True), ""),
        (why_not_prompt(replace(PROMPT, title=""), is_of_cohort=False), "no_title"),
        (why_not_prompt(replace(PROMPT, asked=Asked(0, 0, 1)), is_of_cohort=False), "odd_rule"),
        (why_not_prompt(replace(PROMPT, asked=Asked(-1, 3, 1)), is_of_cohort=False), "odd_rule"),
        (why_not_prompt(replace(PROMPT, asked=Asked(1, 1, 1001)), is_of_cohort=False), "odd_words"),
        (why_not_prompt(replace(PROMPT, days_in=None), is_of_cohort=False), "no_day"),
        (why_not_prompt(replace(PROMPT, days_in=801), is_of_cohort=False), "no_day"),
        (why_not_prompt(PROMPT, is_of_cohort=True), "no_day"),
        (why_not_prompt(replace(OF_COHORT, where=Where.PROGRAMME), is_of_cohort=True), "no_day"),
    ],
)
def test_what_is_refused_says_why(refusal, expected) -> None:
    assert code(refusal) == expected


@pytest.mark.parametrize(
    ("kind", "leads", "runs", "may"),
    [
        (SpaceKind.COHORT, True, False, True),
        (SpaceKind.GROUP, False, True, True),
        (SpaceKind.COHORT, False, False, False),
        (SpaceKind.PROGRAMME, True, False, False),
        (SpaceKind.PROGRAMME, False, True, True),
    ],
)
def test_who_leads_moderates_their_cohort_and_not_the_whole_programme(kind, leads, runs, may) -> None:
    assert moderates(kind, leads=leads, runs=runs) is may


def test_who_reads_is_said_for_each_kind_of_space() -> None:
    said = {kind: readers(kind, "Autumn") for kind in SpaceKind}

    assert "people of other delivery partners too" in said[SpaceKind.PROGRAMME]
    assert said[SpaceKind.COHORT].startswith("Everybody on Autumn")
    assert said[SpaceKind.GROUP].startswith("The members of Autumn")
    assert all("nothing else about you is shown" in words for words in said.values())


def test_a_participant_stands_with_their_school_and_others_with_their_part() -> None:
    assert stands(StandsAs.PARTICIPANT, school="Castle Hill", name="Participant") == "Castle Hill"
    assert stands(StandsAs.COACH, school="", name="Coach") == "Coach"
