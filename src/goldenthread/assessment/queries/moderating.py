"""What moderators read: markings side by side, by seat and never by name."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Prefetch

from goldenthread.assessment.models import Marking, Script, Settlement
from goldenthread.assessment.queries.declarations import said_of_tools
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.queries.marking import clean_copy, script_text
from goldenthread.assessment.queries.pinning import pins_of
from goldenthread.assessment.rules.agreement import agreed_sheet, compare
from goldenthread.assessment.rules.limits import with_penalty
from goldenthread.assessment.rules.marking import reckon
from goldenthread.assessment.rules.masking import covered_pins
from goldenthread.assessment.rules.moderating import composed, why_not_moderate, why_not_seat_moderator
from goldenthread.assessment.rules.pinning import drawn
from goldenthread.assessment.types.marking import Comparison, Mark, MarkSheet
from goldenthread.assessment.types.moderating import ComparisonPage, CriterionSides, ModerationRow
from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.assessment.types.words import Outcome, ScriptRef, State
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import AssessmentPolicy, MarkScheme

_WAITING = (State.MARKED.value, State.SETTLED.value)


def moderation_board(*, by: Actor) -> tuple[ModerationRow, ...]:
    """Scripts that are marked and not released, split results and wide gaps first; in two statements."""
    rows = Script.objects.seen_by(by).filter(state__in=_WAITING).select_related("window__cohort")
    done = Marking.objects.filter(allocation__ended_at=None).order_by("allocation__seat")
    found = [_board_row(row) for row in rows.prefetch_related(Prefetch("allocations__marking", queryset=done))]
    return tuple(
        sorted(found, key=lambda r: (r.state is State.SETTLED, not r.is_split, -r.apart, r.number)),
    )


def _board_row(row: Script) -> ModerationRow:
    done = [a.marking for a in row.allocations.all() if hasattr(a, "marking")]
    return ModerationRow(
        ref=ScriptRef(row.ref),
        number=row.number,
        window=row.window.ref,
        cohort=row.window.cohort.title,
        state=State(row.state),
        totals=tuple(marking.total for marking in done),
        outcomes=tuple(Outcome(marking.outcome) for marking in done),
    )


def comparison_page(ref: UUID, *, by: Actor) -> ComparisonPage:
    """Everything given for one script, and what was settled before; in at most twenty-one statements.

    Before every marking is finished nothing that was given is shown.

    :raises Script.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Script.objects.seen_by(by).with_facts().get(ref=ref)
    scheme, policy = mark_scheme(row.window.scheme), policy_of(row.window)
    markings = _markings(row) if row.state not in {State.SUBMITTED.value, State.ALLOCATED.value} else []
    sheets = [marking.as_sheet() for marking in markings]
    last = row.settlements.prefetch_related("marks").order_by("-id").first()
    ids = frozenset(marking.allocation.marker_id for marking in markings)
    facts = facts_of([row], policy=policy)[row.pk]
    why_not = why_not_seat_moderator(by) or why_not_moderate(facts, marker_of(by), marker_ids=ids)
    agreed = agreed_sheet(sheets, scheme, policy.agreement)
    text = script_text(row.pk, policy.words)
    pins = covered_pins(pins_of(row.pk) if markings else (), text.blocks)
    return ComparisonPage(
        ref=ScriptRef(row.ref),
        number=row.number,
        cohort=row.window.cohort.title,
        window=row.window.ref,
        state=State(row.state),
        scheme=scheme,
        comparison=_comparison(sheets, scheme, policy),
        judged=tuple(reckon(sheet, scheme) for sheet in sheets),
        comments=tuple(sheet.comment for sheet in sheets),
        rows=_sides(sheets, scheme, policy, last),
        comment=last.comment if last else "\n\n".join(sheet.comment for sheet in sheets if sheet.comment),
        settlement=last.ref if last else None,
        settled_at=last.settled_at if last else None,
        why_not=why_not,
        agreed=with_penalty(reckon(agreed, scheme), text.penalty, scheme) if agreed and not (why_not or last) else None,
        text=text,
        settled=last.as_judged() if last else None,
        lines=drawn(text.blocks, pins, text.reached),
        pins=pins,
        used_ai=said_of_tools(row.pk),
    )


def moderated_file(ref: UUID, *, by: Actor) -> FileCopy:
    """The cleaned copy of a script, for a moderator. :raises Script.DoesNotExist: if it is not theirs to see."""
    return clean_copy(Script.objects.seen_by(by).get(ref=ref).pk)


def _markings(row: Script) -> list[Marking]:
    rows = Marking.objects.filter(allocation__script=row, allocation__ended_at=None)
    return list(rows.select_related("allocation").prefetch_related("marks").order_by("allocation__seat"))


def _comparison(sheets: Sequence[MarkSheet], scheme: MarkScheme, policy: AssessmentPolicy) -> Comparison | None:
    """Two markings compared; a single one stands by itself."""
    return compare(sheets[0], sheets[1], scheme, policy.agreement) if len(sheets) == 2 else None


def _sides(
    sheets: Sequence[MarkSheet], scheme: MarkScheme, policy: AssessmentPolicy, last: Settlement | None
) -> tuple[CriterionSides, ...]:
    settled = {each.code: each for each in last.marks.all()} if last else {}
    found = []
    for criterion in scheme.criteria if sheets else ():
        marks = tuple(sheet.marks.get(criterion.code, Mark()) for sheet in sheets)
        given = [mark.mark for mark in marks if mark.mark is not None]
        before = settled.get(criterion.code)
        shared = given[0] if len(set(given)) == 1 else None
        found.append(
            CriterionSides(
                criterion=criterion,
                marks=marks,
                is_close=max(given) - min(given) <= policy.agreement.each_criterion,
                settled=Mark(before.mark, before.reason) if before else Mark(shared),
                feedback=before.feedback if before else composed(criterion.code, sheets),
            )
        )
    return tuple(found)
