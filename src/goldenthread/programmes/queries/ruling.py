"""The rules of assessment of a programme, over time."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from goldenthread.people.types import Actor
from goldenthread.programmes import types
from goldenthread.programmes.models import AssessmentPolicy, Programme
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.policies import timeline
from goldenthread.programmes.rules.ruling import changed, is_illustrative, renewed


def rules_page(programme: UUID, *, by: Actor) -> types.RulesPage:
    """The assessment policies of a programme, in two statements.

    :raises Programme.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Programme.objects.seen_by(by).select_related("qualification").get(ref=programme)
    return types.RulesPage(
        programme=types.ProgrammeRef(row.ref),
        title=row.title,
        qualification=row.qualification.title,
        lines=policy_lines(row),
        why_not_design=why_not_design(by),
    )


def policy_lines(row: Programme) -> tuple[types.RuleLine, ...]:
    """What came into force for a programme on which days, the newest first, in one statement."""
    whose = Q(programme_id=row.pk) | Q(qualification_id=row.qualification_id)
    found = [(kept.as_policy(), kept.programme_id) for kept in AssessmentPolicy.objects.filter(whose)]
    lines = timeline([p for p, own in found if own], [p for p, own in found if not own])
    return tuple(types.RuleLine(*line) for line in lines)


def as_it_would_be(
    page: types.RulesPage, change: types.RuleChange, terms: types.PolicyTerms, *, on: date
) -> types.AssessmentPolicy:
    """The policy with one rule set, to be looked at before it is; no statement is needed.

    :raises Refused: if it could not be set on this day.
    """
    line = page.on(terms.in_force_from)
    return renewed(line.policy if line else None, change, terms, today=on)


def coming(page: types.RulesPage, *, on: date) -> tuple[tuple[types.RuleLine, tuple[types.RuleAbout, ...]], ...]:
    """What comes into force after a day, the next first, with the rules that it sets otherwise; no statement is
    needed."""
    found = []
    for place, line in enumerate(page.lines):
        if line.on > on:
            before = page.lines[place + 1].policy if place + 1 < len(page.lines) else None
            found.append((line, changed(before, line.policy)))
    return tuple(reversed(found))


def stands_in(policy: types.AssessmentPolicy, about: types.RuleAbout) -> bool:
    """Whether a default of ours stands in for some of a rule; no statement is needed."""
    return is_illustrative(policy, about)
