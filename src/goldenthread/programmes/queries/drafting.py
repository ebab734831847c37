"""A programme's engagement policies over time, with the drafts for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from goldenthread.people.types import Actor
from goldenthread.programmes.models import Component, EngagementDraft, Programme
from goldenthread.programmes.queries.policies import history_of
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.types import ComponentFacts, DraftLine, PolicyHistory


def policy_page(programme: UUID, *, by: Actor) -> PolicyHistory:
    """The policies of a programme; its open drafts too, for those who may draft; in at most three statements.

    :raises Programme.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Programme.objects.seen_by(by).select_related("qualification").get(ref=programme)
    refusal = why_not_design(by)
    drafts = (
        ()
        if refusal
        else EngagementDraft.objects.filter(programme=row, closed_at=None).select_related("by").order_by("-pk")
    )
    lines = tuple(draft.as_line() for draft in drafts)
    return replace(history_of(row), drafts=lines, why_not_design=refusal)


def draft_page(ref: UUID, *, by: Actor) -> tuple[PolicyHistory, DraftLine]:
    """An open draft with the policies of its programme, in four statements.

    :raises EngagementDraft.DoesNotExist: if there is none, or this actor may not draft.
    """
    programme = EngagementDraft.objects.filter(ref=ref, closed_at=None).values_list("programme__ref", flat=True).first()
    page = policy_page(programme, by=by) if programme else None
    draft = next((line for line in page.drafts if line.ref == ref), None) if page else None
    if page is None or draft is None:
        raise EngagementDraft.DoesNotExist
    return page, draft


def components_of(releases: Iterable[int]) -> Mapping[int, tuple[ComponentFacts, ...]]:
    """The components of several releases' cores, by release id, in one statement.

    Open to other rooms: whoever asks has already found out that the releases may be seen.
    """
    found: dict[int, list[ComponentFacts]] = {}
    rows = Component.objects.core().filter(module__release_id__in=set(releases)).told()
    for row in rows.order_by("module__position", "position", "pk"):
        facts = row.as_facts()
        found.setdefault(facts.release_id, []).append(facts)
    return {release: tuple(facts) for release, facts in found.items()}
