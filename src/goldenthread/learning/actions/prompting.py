"""Write prompts for components of the kind community, and open them on their day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.learning.models import Prompt, Thread
from goldenthread.learning.queries.gathering import cohort_space
from goldenthread.learning.queries.prompting import (
    Community,
    communities_without,
    community_components,
    due_prompts,
    may_write_here,
    prompts_before,
)
from goldenthread.learning.rules.discussing import (
    may_write_prompts,
    why_not_change_prompt,
    why_not_moderate,
    why_not_prompt,
    why_not_prompt_for,
)
from goldenthread.learning.types.discussing import PromptRef, PromptText
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import component_by_ref

# So many in one transaction: few enough that nobody else waits long for the database.
AT_ONCE = 100


@atomic
def write_prompt(component: UUID, told: PromptText, *, by: Actor, at: datetime) -> PromptRef:
    """Write a prompt for everybody who does a component, on every cohort of its release.

    :raises Refused: if this actor does not write prompts, the component is no community, or the prompt makes no sense.
    """
    facts = component_by_ref(component)
    refusal = why_not_prompt_for(facts.kind.value, may=may_write_prompts(by))
    refusal = refusal or why_not_prompt(told, is_of_cohort=False)
    if refusal:
        raise Refused(refusal)
    return _keep(Prompt(component_id=facts.id, by_id=by.person_id, written_at=at), told, by=by, at=at)


@atomic
def write_prompt_for_cohort(cohort: UUID, component: UUID, told: PromptText, *, by: Actor, at: datetime) -> PromptRef:
    """Write a prompt for one cohort.

    :raises Refused: if this actor does not look after the cohort, or as :func:`write_prompt`.
    """
    entry, facts = cohort_space(cohort, by=by, at=at), component_by_ref(component)
    is_theirs = component in {ref for ref, _ in community_components(entry.cohort_id)}
    refusal = why_not_moderate(entry.may_moderate)
    refusal = refusal or why_not_prompt_for(facts.kind.value, may=is_theirs)
    refusal = refusal or why_not_prompt(told, is_of_cohort=True)
    if refusal:
        raise Refused(refusal)
    row = Prompt(component_id=facts.id, cohort_id=entry.cohort_id, by_id=by.person_id, written_at=at)
    return _keep(row, told, by=by, at=at)


@atomic
def change_prompt(ref: UUID, told: PromptText, *, by: Actor, at: datetime) -> None:
    """Change a prompt that has not opened anywhere.

    :raises Prompt.DoesNotExist: if there is none that this actor may write.
    :raises Refused: if it has opened, or makes no sense.
    """
    row = _mine(ref, by=by, at=at)
    refusal = _why_not_touch(row) or why_not_prompt(told, is_of_cohort=row.cohort_id is not None)
    if refusal:
        raise Refused(refusal)
    _keep(row, told, by=by, at=at)


@atomic
def withdraw_prompt(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Take a prompt back before it opens anywhere.

    :raises Prompt.DoesNotExist: if there is none that this actor may write.
    :raises Refused: if it has opened.
    """
    row = _mine(ref, by=by, at=at)
    refusal = _why_not_touch(row)
    if refusal:
        raise Refused(refusal)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    audit(by=str(by), did="learning.withdraw_prompt", to=str(row.ref), at=at)


@atomic
def carry_prompts_of_release(release: UUID, *, at: datetime) -> int:
    """Let the communities of a release ask what those of the same title in the release before it ask; how many prompts.

    The job that follows a release calls this, as it does for units and tasks. Where somebody wrote a prompt, or took
    one back, it stays as they left it; so a second time there is nothing left to carry. A cohort's own stay with it.
    """
    carried = [prompt for place in communities_without(release) for prompt in _carry(place, at=at)]
    for prompt in carried:
        audit(by="jobs", did="learning.carry_prompt", to=str(prompt.ref), at=at)
    return len(carried)


def _carry(place: Community, *, at: datetime) -> list[Prompt]:
    """The prompts of the newest earlier release that has any, once more."""
    rows = list(prompts_before(place))
    for row in rows:
        row.pk, row.ref, row.component_id, row.written_at = None, uuid4(), place.id, at
    return Prompt.objects.bulk_create(rows)


def open_prompts(*, at: datetime) -> int:
    """Open a thread for each prompt whose day has come, in each of its spaces; how many. Twice opens nothing twice."""
    due = due_prompts(at=at)
    return sum(_open(due[n : n + AT_ONCE], at=at) for n in range(0, len(due), AT_ONCE))


@atomic
def _open(due: tuple[tuple[Prompt, int], ...], *, at: datetime) -> int:
    for prompt, space in due:
        row = Thread.objects.create(space_id=space, prompt=prompt, opened_at=at, last_at=at)
        audit(by="clock", did="learning.open_prompt", to=str(row.ref), at=at)
        post(Notice("learning.prompt_opened", {"thread": str(row.ref)}), at=at)
    return len(due)


def _keep(row: Prompt, told: PromptText, *, by: Actor, at: datetime) -> PromptRef:
    row.title, row.text, row.place = told.title.strip(), told.text, told.where.value
    row.posts, row.replies, row.least_words = told.asked.posts, told.asked.replies, told.asked.least_words
    is_of_cohort = row.cohort_id is not None
    row.opens_on = told.opens_on if is_of_cohort else None
    row.days_in = None if is_of_cohort else told.days_in
    row.save()
    audit(by=str(by), did="learning.write_prompt", to=str(row.ref), at=at)
    return PromptRef(row.ref)


def _mine(ref: UUID, *, by: Actor, at: datetime) -> Prompt:
    row = Prompt.objects.select_related("cohort").select_for_update(of=("self",)).get(ref=ref, withdrawn_at=None)
    may_write_here(row, by=by, at=at)
    return row


def _why_not_touch(row: Prompt) -> Refusal | None:
    return why_not_change_prompt(is_open=Thread.objects.filter(prompt=row).exists())
