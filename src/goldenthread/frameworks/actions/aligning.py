"""Propose statements that say the same, confirm or refuse them, and put frameworks in order of career."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.db.transaction import atomic

from goldenthread.frameworks.models import Alignment, Edition, Framework, Statement, Succession
from goldenthread.frameworks.rules.aligning import alike_in
from goldenthread.frameworks.rules.reviewing import why_not_review
from goldenthread.frameworks.rules.states import ALIGNMENT_STEPS, AlignmentEvent
from goldenthread.frameworks.types import AlignmentState, CareerStage, Change, EditionState, Kind, Said
from goldenthread.ground.actions.record import audit
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor

# What is worded the same in a new edition keeps what a person decided of it.
_KEPT = (Change.SAME.value, Change.MOVED.value)


@atomic
def propose_alignments(edition: UUID, *, at: datetime) -> int:
    """Propose what may say the same in this edition and in the other frameworks' editions in force; how many are new.

    Where the edition before had the same words, what was decided then stands. A second time nothing is left to
    propose. An edition that is no longer in force is left alone.
    """
    row = Edition.objects.filter(ref=edition, state=EditionState.PUBLISHED.value).select_for_update().first()
    if row is None:
        return 0
    mine, theirs = _said(row.framework_id)
    held = Alignment.objects.filter(Q(one__edition=row) | Q(other__edition=row))
    known = {frozenset(pair) for pair in held.values_list("one_id", "other_id")}
    decided = _decided_before(row)
    made = []
    for pair in alike_in(mine, theirs):
        if frozenset((pair.one, pair.other)) in known:
            continue
        one, other = sorted((pair.one, pair.other))
        before = decided.get((pair.one, pair.other))
        made.append(
            Alignment(
                one_id=one,
                other_id=other,
                score=pair.score,
                state=before.state if before else AlignmentState.PROPOSED.value,
                proposed_at=at,
                decided_by_id=before.decided_by_id if before else None,
                decided_at=before.decided_at if before else None,
            )
        )
    Alignment.objects.bulk_create(made)
    if made:
        kept = sum(each.decided_at is not None for each in made)
        audit(
            by="jobs",
            did="frameworks.propose_alignments",
            to=str(edition),
            at=at,
            proposed=str(len(made) - kept),
            kept=str(kept),
        )
    return len(made)


@atomic
def confirm_alignments(refs: Collection[UUID], *, by: Actor, at: datetime) -> int:
    """Say that the statements of these pairs say the same; of how many nobody had said so before.

    :raises Refused: if this actor may not.
    """
    changed = _decide(refs, AlignmentEvent.CONFIRM, by=by, at=at)
    for row in changed:
        audit(by=str(by), did="frameworks.confirm_alignment", to=str(row.ref), at=at)
    return len(changed)


@atomic
def refuse_alignments(refs: Collection[UUID], *, by: Actor, at: datetime) -> int:
    """Say that the statements of these pairs do not say the same; of how many nobody had said so before.

    :raises Refused: if this actor may not.
    """
    changed = _decide(refs, AlignmentEvent.REFUSE, by=by, at=at)
    for row in changed:
        audit(by=str(by), did="frameworks.refuse_alignment", to=str(row.ref), at=at)
    return len(changed)


@atomic
def place_framework(ref: UUID, stage: CareerStage, *, by: Actor, at: datetime) -> None:
    """Say when in a career a framework is met.

    :raises Refused: if this actor may not. :raises Framework.DoesNotExist: if there is none.
    """
    _ask(by)
    row = Framework.objects.select_for_update().get(ref=ref)
    row.stage = stage.value
    row.save(update_fields=["stage"])
    audit(by=str(by), did="frameworks.place", to=str(ref), at=at, stage=stage.value)


def _ask(by: Actor) -> None:
    refusal = why_not_review(by)
    if refusal:
        raise Refused(refusal)


def _decide(refs: Collection[UUID], event: AlignmentEvent, *, by: Actor, at: datetime) -> list[Alignment]:
    """The rows that changed by it."""
    _ask(by)
    rows = Alignment.objects.seen_by(by).filter(ref__in=refs).select_for_update(of=("self",))
    changed = []
    for row in rows:
        after = step(ALIGNMENT_STEPS, AlignmentState(row.state), event).value
        if after != row.state:
            row.state, row.decided_by_id, row.decided_at = after, by.person_id, at
            changed.append(row)
    Alignment.objects.bulk_update(changed, ["state", "decided_by", "decided_at"])
    return changed


def _said(framework: int) -> tuple[list[Said], dict[str, list[Said]]]:
    """What is in force: the statements of this framework, and those of the others by code; in one statement."""
    rows = Statement.objects.filter(edition__state=EditionState.PUBLISHED.value).order_by("edition_id", "position")
    mine: list[Said] = []
    theirs: dict[str, list[Said]] = {}
    for pk, kind, place, text, own, code in rows.values_list(
        "pk", "kind", "code", "text", "edition__framework_id", "edition__framework__code"
    ):
        said = Said(pk, Kind(kind), place.partition(".")[2], text)
        (mine if own == framework else theirs.setdefault(code, [])).append(said)
    return mine, theirs


def _decided_before(edition: Edition) -> dict[tuple[int, int], Alignment]:
    """What was decided of the statements that the edition before had in the same words, by their ids in this one."""
    rows = Succession.objects.filter(edition=edition, change__in=_KEPT)
    now = dict(rows.values_list("old_id", "new_id"))
    before = Alignment.objects.filter(
        Q(one__edition_id=edition.succeeds_id) | Q(other__edition_id=edition.succeeds_id)
    ).exclude(decided_at=None)
    found: dict[tuple[int, int], Alignment] = {}
    for row in before:
        mine, other = (row.one_id, row.other_id) if row.one_id in now else (row.other_id, row.one_id)
        if (there := now.get(mine)) is not None:
            found[there, other] = row
    return found
