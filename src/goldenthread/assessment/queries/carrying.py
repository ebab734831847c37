"""What stands from an earlier attempt: for whoever hands in again, and for the marks of what was handed in.

A script says itself whether anything stands in it, so that no other script costs a statement more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import F, Max

from goldenthread.assessment.models import CarryDecision, Result, Script, Settlement, StandingPart, Window
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.rules.carrying import as_marked, as_resumed, what_stands, why_not_decide_carried
from goldenthread.assessment.rules.late import is_missed
from goldenthread.assessment.rules.projects import why_not_change
from goldenthread.assessment.types.carrying import Carried, CarriedMark, Earlier, Resumed
from goldenthread.assessment.types.carrying_pages import CarriedPage
from goldenthread.assessment.types.projects import TaskForm
from goldenthread.assessment.types.words import Outcome, ScriptRef, State
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme, mark_schemes
from goldenthread.programmes.types import AssessmentPolicy, MarkScheme
from goldenthread.programmes.types.again import Resubmitted

# Longer than the least reason, so that the page asks everything but the reason.
ENOUGH = "x" * 20


def form_for(row: Script, *, at: datetime) -> TaskForm:
    """What is to be handed in of a project: its form without the parts that stand. Wants the window's form fetched."""
    form = row.window.project.form.as_form()
    return form.without(resumed_by(row, policy_of(row.window), at=at).keys)


def resumed_by(row: Script, policy: AssessmentPolicy, *, at: datetime) -> Resumed:
    """What stands if somebody hands a project in now or offers it late, or what stood when they did; in at most nine
    statements, in none where the policy lets nothing stand and nothing stood. Wants the window's form fetched."""
    facts = row.as_facts()
    may_come = policy.late_days and is_missed(facts, at=at)
    if not may_come and why_not_change(facts, at=at):
        carried = carried_in(row)
        return as_resumed(carried, mark_scheme(row.window.scheme)) if carried else Resumed()
    return resumed_in(row.window, row.enrolment_id, policy)


def resumed_in(window: Window, enrolment: int | None, policy: AssessmentPolicy) -> Resumed:
    """What would stand if somebody handed a project in, in a window, whether they have begun or not; in at most nine
    statements. Wants the window's form fetched."""
    if not parts_may_stand(policy):
        return Resumed()
    earlier = _earlier(window, enrolment)
    if earlier is None:
        return Resumed()
    return what_stands(earlier, window.project.form.as_form(), mark_scheme(window.scheme))


def parts_may_stand(policy: AssessmentPolicy) -> bool:
    """Whether a policy lets parts of a project stand at all."""
    return policy.again.parts is Resubmitted.FAILED_PARTS


def standing_after(script: Script) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The titles of the parts that would stand after a script that failed, and of those that would be handed in again,
    if the next window takes the same form by the same scheme; none for a case study. In at most three statements where
    the result, its settlement with its marks, and the window’s form are fetched."""
    if not hasattr(script.window, "project"):
        return (), ()
    earlier = _as_earlier(script.result, script.window)
    assert earlier.form is not None  # it is a project
    found = what_stands(earlier, earlier.form, earlier.scheme)
    again = earlier.form.without(found.keys).parts if found.parts else ()
    return tuple(part.title for part in found.parts), tuple(part.title for part in again)


def _earlier(window: Window, enrolment: int | None) -> Earlier | None:
    """The newest attempt before this window whose result is out."""
    rows = Result.objects.filter(
        script__enrolment=enrolment, script__window__opens_at__lt=window.opens_at
    ).select_related("settlement", "script__window__brief__brief", "script__window__project__form")
    found = rows.order_by("-script__window__opens_at", "-pk").first()
    if found is None:
        return None
    return _as_earlier(found, found.script.window)


def _as_earlier(found: Result, window: Window) -> Earlier:
    return Earlier(
        settlement=found.settlement.ref,
        title=window.brief.brief.title,
        told_at=found.released_at,
        outcome=Outcome(found.outcome),
        form=window.project.form.as_form() if hasattr(window, "project") else None,
        scheme=mark_scheme(window.scheme),
        marks=_marks(found.settlement),
        result=found.ref,
    )


def _marks(settlement: Settlement) -> Mapping[str, CarriedMark]:
    return {each.code: CarriedMark(each.mark, each.feedback) for each in settlement.marks.all()}


def carried_by(scripts: Iterable[Script]) -> Mapping[int, Carried]:
    """What stands in each of these scripts, by id; in four statements, in none where nothing does."""
    ids = [row.pk for row in scripts if row.carries]
    if not ids:
        return {}
    rows = StandingPart.objects.filter(version__script__in=ids).annotate(
        newest=Max("version__script__versions__number")
    )
    joined = ("version", "settlement", "result__settlement", "result__script__window__brief__brief")
    parts: dict[int, list[StandingPart]] = {}
    for row in rows.filter(version__number=F("newest")).select_related(*joined).order_by("pk"):
        parts.setdefault(row.version.script_id, []).append(row)
    versions = {own[0].version_id: script for script, own in parts.items()}
    decided = {
        versions[each.version_id]: each
        for each in CarryDecision.objects.filter(version__in=versions).select_related("uses", "answers").order_by("pk")
    }
    uses = {script: decided[script].uses if script in decided else own[0].settlement for script, own in parts.items()}
    held = Settlement.objects.filter(pk__in=[each.pk for each in uses.values()]).prefetch_related("marks")
    marks = {each.pk: _marks(each) for each in held}
    return {
        script: Carried(
            parts=tuple(each.as_part() for each in own),
            marks=marks[uses[script].pk],
            title=own[0].result.script.window.brief.brief.title,
            told_at=own[0].result.released_at,
            uses=uses[script].ref,
            answered=(decided[script].answers if script in decided else own[0].settlement).ref,
            stands=own[0].result.settlement.ref,
            outcome=Outcome(own[0].result.outcome),
            result=own[0].result.ref,
        )
        for script, own in parts.items()
    }


def carried_in(row: Script) -> Carried | None:
    """What stands in one script, if anything does."""
    return carried_by([row]).get(row.pk)


def parts_beside(carried: Carried | None) -> tuple[str, ...]:
    """The titles of the parts of a script that were marked in an earlier attempt, and nothing else of them."""
    return tuple(part.title for part in carried.parts) if carried else ()


def carried_page(ref: UUID, *, by: Actor) -> CarriedPage:
    """What stands in a script from an earlier attempt; in eleven statements at most.

    :raises Script.DoesNotExist: if there is none, it is not theirs to see, or nothing stands in it.
    """
    row = Script.objects.seen_by(by).select_related("window__cohort").get(ref=ref)
    carried = carried_in(row)
    if carried is None:
        raise Script.DoesNotExist
    scheme = mark_scheme(row.window.scheme)
    now = Settlement.objects.prefetch_related("marks").get(ref=carried.stands)
    return CarriedPage(
        script=ScriptRef(row.ref),
        number=row.number,
        cohort=row.window.cohort.title,
        state=State(row.state),
        title=carried.title,
        told_at=carried.told_at,
        lines=carried.lines(scheme),
        is_behind=carried.is_behind,
        outcome=carried.outcome,
        corrected=replace(carried, marks=_marks(now)).lines(scheme) if carried.is_behind else (),
        answers=carried.stands,
        why_not=why_not_decide_carried(carried, ENOUGH, takes_up=False, by=by),
    )


def scheme_with(row: Script) -> tuple[MarkScheme, Carried | None]:
    """The scheme as :func:`scheme_of` has it, and what stands beside it. Wants the script's window."""
    scheme, carried = mark_scheme(row.window.scheme), carried_in(row)
    return _marked(scheme, carried), carried


def scheme_of(row: Script) -> MarkScheme:
    """The scheme as a script is marked by it: the criteria of what was handed in, with totals over the whole; in three
    statements, and four more where something stands in it. Wants its window."""
    return scheme_with(row)[0]


def schemes_of(rows: Iterable[Script]) -> Mapping[int, MarkScheme]:
    """The same for many, by script id; wants their windows."""
    found = list(rows)
    schemes = mark_schemes(row.window.scheme for row in found)
    carried = carried_by(found)
    return {row.pk: _marked(schemes[row.window.scheme], carried.get(row.pk)) for row in found}


def marked_by(rows: Iterable[Script], scheme: MarkScheme) -> Mapping[int, MarkScheme]:
    """The same for scripts of one window whose scheme is known."""
    found = list(rows)
    carried = carried_by(found)
    return {row.pk: _marked(scheme, carried.get(row.pk)) for row in found}


def _marked(scheme: MarkScheme, carried: Carried | None) -> MarkScheme:
    return as_marked(scheme, carried) if carried else scheme


def behind_in(rows: Iterable[Script]) -> frozenset[int]:
    """Those of these scripts in which something stands from a result that was corrected since, and nobody decided what
    follows."""
    return frozenset(script for script, carried in carried_by(rows).items() if carried.is_behind)
