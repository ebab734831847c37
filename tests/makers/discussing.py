"""Communities of a made cohort, and posts in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from goldenthread.learning.actions.discussing import reply, start_thread
from goldenthread.learning.actions.gathering import open_spaces
from goldenthread.learning.actions.prompting import open_prompts, write_prompt
from goldenthread.learning.models import Space, Thread
from goldenthread.learning.types.discussing import Asked, Posted, PromptText, Words
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor, Duty
from tests.makers.cast import Cast
from tests.makers.coaching import enrol_one, make_outside, make_pairing
from tests.makers.cohorts import Opened, make_cohort

# Enough words for a prompt that asks for five.
ENOUGH = "What I saw was quite different from that"
RULE = Asked(posts=1, replies=2, least_words=5)
PROMPT = PromptText("Bring a problem", "Tell what **stays hard**.", RULE, days_in=30)


@dataclass(frozen=True)
class Talking:
    """A cohort of the cast's partner with three participants, another partner's with one, and their communities.

    The first participant is the cast's, coached by the cast's coach; ``rosa`` and ``dan`` are beside them.
    """

    cohort: Opened
    rosa: Actor
    dan: Actor
    enrolments: dict[str, UUID]
    home: UUID
    wide: UUID
    other: UUID


def make_talking(cast: Cast, *, at: datetime) -> Talking:
    """Open both cohorts and their communities."""
    cohort = make_cohort(cast, at=at)
    make_outside(cast, cohort.built, at=at)
    by = cast.programme_manager
    enrolments = {"participant": enrol_one(cohort.ref, cast.participant, school=cast.school, by=by, at=at)}
    make_pairing(cast, enrolments["participant"], at=at)
    actors = {}
    for name, email in (("Rosa Lind", "rosa@castlehill.example"), ("Dan Lind", "dan@castlehill.example")):
        bring_in(name=name, email=email, duty=Duty.PARTICIPANT, place=cast.school.ref, by=by, at=at)
        who = actor_by_email(email)
        enrolments[email.partition("@")[0]] = enrol_one(cohort.ref, who, school=cast.school, by=by, at=at)
        actors[email.partition("@")[0]] = who
    open_spaces(at=at)
    spaces = {space.cohort.title if space.cohort else "": space.ref for space in Space.objects.select_related("cohort")}
    return Talking(
        cohort,
        actors["rosa"],
        actors["dan"],
        enrolments,
        home=spaces["Autumn 2025"],
        wide=spaces[""],
        other=spaces["Moorland autumn"],
    )


def begin(
    space: UUID, by: Actor, *, at: datetime, title: str = "Cover", text: str = "How do you arrange it?"
) -> Posted:
    """A thread with its first post."""
    return start_thread(space, Words(text, uuid4(), title=title), by=by, at=at)


def say(thread: UUID, by: Actor, *, at: datetime, text: str = ENOUGH, answers: UUID | None = None) -> Posted:
    """One more post."""
    return reply(thread, Words(text, uuid4(), answers=answers), by=by, at=at)


def make_prompt(cast: Cast, talking: Talking, *, at: datetime, told: PromptText = PROMPT) -> UUID:
    """A prompt that has opened in the cohort's community; gives its thread there."""
    component = talking.cohort.built.component("Community 1")
    write_prompt(component.ref, told, by=cast.curriculum_lead, at=at)
    open_prompts(at=at)
    thread: UUID = Thread.objects.exclude(prompt=None).get(space__ref=talking.home).ref
    return thread
