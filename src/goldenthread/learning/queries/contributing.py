"""How far posts go towards what a prompt asks, for one participant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from goldenthread.cohorts.queries.engagement import enrolment_facts
from goldenthread.cohorts.types import TAKES_EVIDENCE, State
from goldenthread.learning.models import Contribution, Post, Prompt
from goldenthread.learning.rules.discussing import asks_for, in_words, reached
from goldenthread.learning.rules.states import PostState
from goldenthread.learning.types.discussing import PromptRef, Reached, Said
from goldenthread.learning.types.talking import PromptInThread
from goldenthread.programmes.types import Route


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
    component = prompt.component
    on_route = component.is_blended if facts.route == Route.BLENDED.value else component.is_online
    return Standing(
        enrolment=facts.ref,
        far=reached(prompt.as_asked(), said_by(enrolment, [prompt.pk]).get(prompt.pk, ())),
        contribution=Contribution.objects.filter(enrolment_id=enrolment, prompt=prompt, taken_back_at=None).first(),
        counts=State(facts.state) in TAKES_EVIDENCE and on_route and component.variant_id is None,
    )


def said_by(enrolment: int, prompts: Iterable[int]) -> Mapping[int, tuple[Said, ...]]:
    """The posts of an enrolment in the threads of some prompts, by prompt; in one statement."""
    found: dict[int, list[Said]] = {}
    rows = Post.objects.filter(enrolment_id=enrolment, thread__prompt_id__in=list(prompts)).values_list(
        "thread__prompt_id", "words", "author_id", "answers__author_id", "state"
    )
    for prompt, words, author, answered, state in rows:
        is_reply = answered is not None
        said = Said(words, is_reply, is_reply and answered != author, state == PostState.HIDDEN.value)
        found.setdefault(prompt, []).append(said)
    return {prompt: tuple(said) for prompt, said in found.items()}


def told_of_prompt(prompt: Prompt, enrolment: int | None) -> PromptInThread:
    """A prompt as its thread shows it, in at most four statements."""
    told, is_done = f"This asks for {asks_for(prompt.as_asked())}.", False
    if enrolment is not None:
        standing = standing_of(prompt, enrolment)
        is_done = standing.contribution is not None
        told = in_words(standing.far) if standing.counts or is_done else ""
    return PromptInThread(PromptRef(prompt.ref), prompt.text, prompt.component.title, told, is_done)
