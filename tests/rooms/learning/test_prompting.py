"""Groups, prompts, and posts that are part of the programme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.cohorts.actions.enrolling import complete, withdraw
from goldenthread.cohorts.models import Credit, Enrolment
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.discussing import edit_post
from goldenthread.learning.actions.gathering import change_group, make_group, open_spaces
from goldenthread.learning.actions.moderating import hide_post, restore_post
from goldenthread.learning.actions.prompting import (
    carry_prompts_of_release,
    change_prompt,
    open_prompts,
    withdraw_prompt,
    write_prompt,
    write_prompt_for_cohort,
)
from goldenthread.learning.models import Contribution, Prompt, Space, Thread
from goldenthread.learning.queries.communities import communities
from goldenthread.learning.queries.discussing import thread_page
from goldenthread.learning.queries.gathering import group_page
from goldenthread.learning.queries.prompting import (
    cohort_community,
    prompt_to_change,
    prompts_of_component,
    waiting,
)
from goldenthread.learning.types.discussing import SpaceKind, Where
from goldenthread.programmes.actions.building import draft_from
from goldenthread.programmes.models import Component
from tests.makers.counting import statements_of
from tests.makers.discussing import ENOUGH, PROMPT, begin, make_prompt, make_talking, say

OWN = replace(PROMPT, days_in=None, opens_on=date(2026, 1, 5))


@pytest.fixture
def talking(cast, at):
    return make_talking(cast, at=at)


@pytest.fixture
def component(talking):
    return talking.cohort.built.component("Community 1")


def do_all(thread, talking, cast, at) -> None:
    """What the prompt asks of the cast's participant."""
    others = [say(thread, who, at=at).ref for who in (talking.rosa, talking.dan)]
    say(thread, cast.participant, at=at)
    for other in others:
        say(thread, cast.participant, at=at, answers=other)


def told(thread, by, at) -> str:
    return thread_page(thread, by=by, at=at).prompt.told


def test_posts_credit_the_component_once_they_are_enough(cast, talking, component, at) -> None:
    thread = make_prompt(cast, talking, at=at)
    assert told(thread, cast.participant, at).startswith("0 of 1 post, 0 of 2 replies")
    assert (
        told(thread, cast.facilitator, at) == "This asks for 1 post and 2 replies to others, each of at least 5 words."
    )
    assert [w.why for w in waiting(by=cast.participant, at=at)] == [
        "0 of 1 post, 0 of 2 replies: write your post and reply to two others."
    ]
    others = [say(thread, who, at=at).ref for who in (talking.rosa, talking.dan)]
    say(thread, cast.participant, at=at)
    say(thread, cast.participant, at=at, answers=others[0])
    assert told(thread, cast.participant, at) == "1 of 1 post, 1 of 2 replies: reply to one more."

    last = say(thread, cast.participant, at=at, answers=others[1])
    more = say(thread, cast.participant, at=at)

    credit = Credit.objects.get()
    assert (last.credited, more.credited) == (True, False)
    assert (credit.enrolment.ref, credit.component_id, credit.source, credit.share) == (
        talking.enrolments["participant"], component.id, "discussion", 1,
    )  # fmt: skip
    assert Contribution.objects.get().credit_ref == credit.ref
    assert waiting(by=cast.participant, at=at) == ()
    assert thread_page(thread, by=cast.participant, at=at).prompt.is_done
    assert cohort_community(talking.cohort.ref, by=cast.facilitator, at=at).prompts[0].done == 1


def test_a_post_that_is_hidden_takes_its_credit_back_and_restored_gives_it_again(cast, talking, at) -> None:
    thread = make_prompt(cast, talking, at=at)
    do_all(thread, talking, cast, at)
    mine = next(p for p in thread_page(thread, by=cast.participant, at=at).posts if p.is_mine)

    hide_post(mine.ref, why="A pupil is named.", by=cast.facilitator, at=at)

    back = Credit.objects.get(parts__lt=0)
    assert (back.corrects.source, back.why) == (
        "discussion", "A post was hidden by its moderator: A pupil is named.",
    )  # fmt: skip
    assert told(thread, cast.participant, at).startswith("0 of 1 post, 2 of 2 replies: write your post.")

    restore_post(mine.ref, why="Nobody is.", by=cast.facilitator, at=at)

    assert sum(c.share for c in Credit.objects.all()) == 1
    assert [bool(c.taken_back_at) for c in Contribution.objects.order_by("pk")] == [True, False]


def test_an_edit_can_take_a_credit_back_and_give_it(cast, talking, at) -> None:
    thread = make_prompt(cast, talking, at=at)
    do_all(thread, talking, cast, at)
    mine = next(p for p in thread_page(thread, by=cast.participant, at=at).posts if p.is_mine)

    edit_post(mine.ref, "Too short", by=cast.participant, at=at)
    assert sum(c.share for c in Credit.objects.all()) == 0
    assert edit_post(mine.ref, ENOUGH, by=cast.participant, at=at).credited
    assert sum(c.share for c in Credit.objects.all()) == 1


def test_what_no_longer_counts_is_not_credited(cast, talking, at) -> None:
    thread = make_prompt(cast, talking, at=at)
    by = cast.programme_manager
    other = say(thread, talking.rosa, at=at)
    Prompt.objects.update(replies=0)
    complete(talking.enrolments["participant"], by=by, at=at)

    said = say(thread, cast.participant, at=at, answers=other.ref)
    post = say(thread, cast.participant, at=at)
    begin(talking.home, cast.participant, at=at)

    assert (said.credited, post.credited, told(thread, cast.participant, at)) == (False, False, "")
    assert waiting(by=cast.participant, at=at) == ()
    withdraw(talking.enrolments["dan"], reason="change-in-career", by=by, at=at)
    assert communities(by=talking.dan, at=at) == ()
    assert say(thread, cast.facilitator, at=at).credited is False


def test_a_prompt_opens_on_its_day_in_its_spaces_once(cast, talking, component, at) -> None:
    write_prompt(component.ref, replace(PROMPT, days_in=127), by=cast.curriculum_lead, at=at)
    write_prompt(component.ref, replace(PROMPT, where=Where.PROGRAMME), by=cast.curriculum_lead, at=at)
    write_prompt(component.ref, replace(PROMPT, where=Where.GROUPS), by=cast.curriculum_lead, at=at)
    write_prompt_for_cohort(talking.cohort.ref, component.ref, OWN, by=cast.facilitator, at=at)
    make_group(talking.cohort.ref, "Six", [talking.enrolments["dan"]], by=cast.facilitator, at=at)

    assert open_prompts(at=at) == 3
    assert open_prompts(at=at) == 0
    kinds = sorted(Thread.objects.values_list("space__kind", flat=True))
    assert kinds == ["cohort", "group", "programme"]
    assert open_prompts(at=at + timedelta(days=1)) == 1
    assert open_prompts(at=at + timedelta(days=9999)) == 0


def test_who_is_in_two_groups_is_asked_once(cast, talking, component, at) -> None:
    for title in ("Six", "Seven"):
        make_group(talking.cohort.ref, title, [talking.enrolments["dan"]], by=cast.facilitator, at=at)
    write_prompt(component.ref, replace(PROMPT, where=Where.GROUPS), by=cast.curriculum_lead, at=at)

    assert open_prompts(at=at) == 2
    assert [w.title for w in waiting(by=talking.dan, at=at)] == ["Take part in “Bring a problem”"]


def test_a_prompt_changes_until_it_opens(cast, talking, component, at) -> None:
    lead = cast.curriculum_lead
    ref = write_prompt(component.ref, PROMPT, by=lead, at=at)
    own = write_prompt_for_cohort(talking.cohort.ref, component.ref, OWN, by=cast.facilitator, at=at)
    change_prompt(ref, replace(PROMPT, title="Another title"), by=lead, at=at)
    change_prompt(own, replace(OWN, title="Ours"), by=cast.partner_manager, at=at)

    page = prompts_of_component(component.ref, by=lead)
    assert [(line.title, line.may_change) for line in page.prompts] == [("Another title", True)]
    seen = cohort_community(talking.cohort.ref, by=cast.facilitator, at=at).prompts
    assert {(line.title, line.may_change) for line in seen} == {("Another title", False), ("Ours", True)}
    assert prompt_to_change(own, by=cast.facilitator, at=at)[1:] == (component.ref, talking.cohort.ref)
    for who, what in ((cast.facilitator, ref), (lead, own), (cast.outsider, own), (talking.rosa, own)):
        with pytest.raises(Prompt.DoesNotExist):
            change_prompt(what, PROMPT, by=who, at=at)
    with pytest.raises(Refused, match="so many days"):
        change_prompt(ref, OWN, by=lead, at=at)

    withdraw_prompt(own, by=cast.facilitator, at=at)
    open_prompts(at=at)

    assert Thread.objects.filter(space__kind="cohort").count() == 2
    for act in (lambda: change_prompt(ref, PROMPT, by=lead, at=at), lambda: withdraw_prompt(ref, by=lead, at=at)):
        with pytest.raises(Refused, match="has opened"):
            act()


def test_the_next_release_asks_what_the_last_asked_on_every_cohort(cast, talking, component, at) -> None:
    lead, release = cast.curriculum_lead, talking.cohort.built.release
    kept = write_prompt(component.ref, PROMPT, by=lead, at=at)
    taken = write_prompt(component.ref, replace(PROMPT, title="Taken back"), by=lead, at=at)
    withdraw_prompt(taken, by=lead, at=at)
    write_prompt_for_cohort(talking.cohort.ref, component.ref, OWN, by=cast.facilitator, at=at)
    assert carry_prompts_of_release(release, at=at) == 0
    draft = draft_from(release, by=lead, at=at)

    assert [carry_prompts_of_release(draft, at=at) for _ in range(2)] == [1, 0]

    again = Prompt.objects.get(component__module__release__ref=draft)
    was = Prompt.objects.get(ref=kept)
    assert (again.component.title, again.as_text(), again.by_id) == (was.component.title, was.as_text(), was.by_id)
    assert again.ref != kept
    assert AuditEntry.objects.get(did="learning.carry_prompt").to == str(again.ref)


def test_only_those_who_may_write_prompts_for_what_they_teach(cast, talking, component, at) -> None:
    event = talking.cohort.built.component("Event 1")
    with pytest.raises(Refused, match="cannot write"):
        write_prompt(component.ref, PROMPT, by=cast.programme_manager, at=at)
    with pytest.raises(Refused, match="no community"):
        write_prompt(event.ref, PROMPT, by=cast.curriculum_lead, at=at)
    with pytest.raises(Refused, match="cannot moderate"):
        write_prompt_for_cohort(talking.cohort.ref, component.ref, OWN, by=talking.rosa, at=at)
    with pytest.raises(Refused, match="cannot write"):
        write_prompt_for_cohort(talking.cohort.ref, event.ref, OWN, by=cast.facilitator, at=at)
    with pytest.raises(Space.DoesNotExist):
        write_prompt_for_cohort(talking.cohort.ref, component.ref, OWN, by=cast.outsider, at=at)
    with pytest.raises(Prompt.DoesNotExist):
        prompts_of_component(component.ref, by=cast.programme_manager)
    with pytest.raises(Space.DoesNotExist):
        cohort_community(talking.cohort.ref, by=talking.rosa, at=at)

    assert "no community" in prompts_of_component(event.ref, by=cast.curriculum_lead).why_not_write
    assert not Prompt.objects.exists()


def test_a_group_is_gathered_and_changed_by_those_who_look_after_the_cohort(cast, talking, at) -> None:
    by, home = cast.facilitator, talking.cohort.ref
    people = talking.enrolments
    group = make_group(home, "Six", [people["rosa"], people["dan"]], by=by, at=at)

    change_group(group, "Seven", [people["dan"], people["participant"]], by=by, at=at)

    page = group_page(space=group, by=by, at=at)
    assert [(who.name, who.is_in) for who in page.people] == [
        ("Dan Lind", True), ("Parveen Begum", True), ("Rosa Lind", False),
    ]  # fmt: skip
    assert (page.title, page.cohort_title) == ("Seven", "Autumn 2025")
    inside = [
        [line.title for line in communities(by=who, at=at) if line.kind is SpaceKind.GROUP]
        for who in (talking.dan, cast.participant, talking.rosa, cast.coach, by, cast.outsider)
    ]
    assert inside == [["Seven"], ["Seven"], [], ["Seven"], ["Seven"], []]
    assert group_page(cohort=home, by=by, at=at).title == ""
    with pytest.raises(Refused, match="of this name"):
        make_group(home, "Seven", [people["dan"]], by=by, at=at)
    with pytest.raises(Refused, match="Nobody"):
        change_group(group, "Seven", [], by=by, at=at)
    with pytest.raises(Refused, match="cannot moderate"):
        make_group(home, "Ours", [people["dan"]], by=talking.dan, at=at)
    for act in (
        lambda: change_group(group, "Ours", [people["dan"]], by=talking.dan, at=at),
        lambda: group_page(space=talking.home, by=by, at=at),
        lambda: group_page(cohort=home, by=talking.dan, at=at),
    ):
        with pytest.raises(Space.DoesNotExist):
            act()


def test_communities_open_once_with_their_cohorts(cast, talking, at) -> None:
    assert open_spaces(at=at) == 0
    assert sorted(Space.objects.values_list("kind", flat=True)) == ["cohort", "cohort", "programme"]


def test_what_waits_takes_the_same_number_of_statements_for_many(cast, talking, at) -> None:
    make_prompt(cast, talking, at=at)
    done = begin(talking.home, talking.rosa, at=at, text="@Parveen Begum, look")
    few = statements_of(lambda: waiting(by=cast.participant, at=at))
    first = waiting(by=cast.participant, at=at)[0]
    for _ in range(10):
        say(done.thread, talking.rosa, at=at, text="@Parveen Begum, once more")

    assert (first.title, first.kind, first.number) == ("Rosa Lind mentioned you", "mention", 1)
    assert statements_of(lambda: waiting(by=cast.participant, at=at)) == few
    assert waiting(by=cast.sponsor, at=at) == ()


def test_nobody_is_asked_for_what_is_not_on_their_route(cast, talking, at) -> None:
    make_prompt(cast, talking, at=at)
    assert [w.kind for w in waiting(by=cast.participant, at=at)] == ["prompt"]

    Prompt.objects.update(component=Component.objects.get(title__startswith="Event 1"))
    Enrolment.objects.update(route="online")

    assert waiting(by=cast.participant, at=at) == ()
