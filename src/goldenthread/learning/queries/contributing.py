"""How far posts go towards what a prompt asks, for one participant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.cohorts.queries.engagement import enrolment_facts
from goldenthread.cohorts.types import TAKES_EVIDENCE, State
from goldenthread.ground.models.listing import Listed
from goldenthread.learning.models import Contribution, Post, Prompt
from goldenthread.learning.rules.discussing import asks_for, in_words, reached
from goldenthread.learning.rules.states import PostState
from goldenthread.learning.types.discussing import PromptRef, Reached, Said
from goldenthread.learning.types.talking import PromptInThread
from goldenthread.programmes.types import Route

_SAID = ("words", "author_id", "answers__author_id", "state")


@dataclass(frozen=True)
class Standing:
    """Where one enrolment stands with one prompt. ``counts`` is whether its posts can be credited at all."""

    enrolment: UUID
    far: Reached
    contribution: Contribution | None
    counts: bool


def standing_of(prompt: Prompt, enrolment: int) -> Standing:
    """Where an enrolment stands with a prompt fetched with its component; in four statements."""
    facts = enrolment_facts([enrolment])[enrolment]
    return Standing(
        enrolment=facts.ref,
        far=reached(prompt.as_asked(), said_by(enrolment, [prompt.pk]).get(prompt.pk, ())),
        contribution=Contribution.objects.filter(enrolment_id=enrolment, prompt=prompt, taken_back_at=None).first(),
        counts=counts_for(prompt, state=State(facts.state), route=Route(facts.route)),
    )


def counts_for(prompt: Prompt, *, state: State, route: Route) -> bool:
    """Whether posts can be credited to somebody at all; wants the prompt's component fetched."""
    component = prompt.component
    on_route = component.is_blended if route is Route.BLENDED else component.is_online
    return state in TAKES_EVIDENCE and on_route and component.variant_id is None


def said_by(enrolment: int, prompts: Iterable[int]) -> Mapping[int, tuple[Said, ...]]:
    """The posts of an enrolment in the threads of some prompts, by prompt; in one statement."""
    found: dict[int, list[Said]] = {}
    rows = Post.objects.filter(enrolment_id=enrolment, thread__prompt_id__in=list(prompts))
    for prompt, *said in rows.values_list("thread__prompt_id", *_SAID):
        found.setdefault(prompt, []).append(_said(*said))
    return {prompt: tuple(said) for prompt, said in found.items()}


def listed_posts(rows: QuerySet[Post]) -> Listed:
    """Posts beside whatever else is fetched, to be read by ``said_in``."""
    return Listed(rows, enrolment="enrolment_id", **dict(zip("wabs", _SAID, strict=True)))


def said_in(listed: Iterable[Mapping[str, Any]], *, enrolment: int) -> tuple[Said, ...]:
    """The posts of one enrolment among those that were listed."""
    return tuple(_said(*(line[key] for key in "wabs")) for line in listed if line["enrolment"] == enrolment)


def _said(words: int, author: int, answered: int | None, state: str) -> Said:
    is_reply = answered is not None
    return Said(words, is_reply, is_reply and answered != author, state == PostState.HIDDEN.value)


def told_of_prompt(prompt: Prompt, enrolment: int | None) -> PromptInThread:
    """A prompt as its thread shows it, in at most four statements."""
    told, is_done = f"This asks for {asks_for(prompt.as_asked())}.", False
    if enrolment is not None:
        standing = standing_of(prompt, enrolment)
        is_done = standing.contribution is not None
        told = in_words(standing.far) if standing.counts or is_done else ""
    least = prompt.as_asked().least_words if told else 0
    return PromptInThread(PromptRef(prompt.ref), prompt.text, prompt.component.title, told, is_done, least)
