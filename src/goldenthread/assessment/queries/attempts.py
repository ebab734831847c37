"""What came before somebody's next attempt: asked at the gate, and shown on a page of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from goldenthread.assessment.models import (
    HelpGiven,
    LatePiece,
    ProjectWindow,
    PutOff,
    Script,
    SettledMark,
    Window,
)
from goldenthread.assessment.queries.carrying import carried_by, parts_may_stand, standing_after
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.rules.attempts import counts, own_conditions, standing, waits_for_result, why_not_book_yet
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.types.attempts import (
    Attempt,
    AttemptLine,
    AttemptsPage,
    HelpLine,
    HelpState,
    PutOffFacts,
    PutOffKind,
    PutOffPage,
    SupportLine,
)
from goldenthread.assessment.types.gating import Condition
from goldenthread.assessment.types.late import LateState
from goldenthread.assessment.types.submitting import WindowFacts
from goldenthread.assessment.types.words import Outcome, ScriptRef, State, WindowRef
from goldenthread.cohorts.queries.engagement import enrolment_facts, enrolment_seen
from goldenthread.cohorts.types import EnrolmentFacts
from goldenthread.ground.models.listing import Listed, moment_of
from goldenthread.ground.types import Refusal
from goldenthread.people.queries.reaching import at_work, reached, who_manages
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import AssessmentPolicy
from goldenthread.programmes.types.again import SUPPORT_NAMES, AgainRule, SupportKind

# Who walks beside somebody and helps them before they try again.
HELPERS = ("coach", "mentor")
_OVER = (HelpState.DONE.value, HelpState.WAIVED.value)


def with_history(rows: QuerySet[Window], enrolments: Iterable[int]) -> QuerySet[Window]:
    """Windows with what :func:`conditions_in` reads of these enrolments, in no statement more."""
    return rows.annotate(**listed_history(enrolments))


def listed_history(enrolments: Iterable[int], *, window: str = "pk") -> Mapping[str, Listed]:
    """What :func:`conditions_in` reads of these enrolments, beside rows that name a window in this column."""
    ids = list(enrolments)
    over = HelpGiven.objects.filter(script=OuterRef("pk"), state__in=_OVER)
    had = {f"had_{kind.value}": Exists(over.filter(kind=kind.value)) for kind in SupportKind}
    scripts = Script.objects.filter(enrolment__in=ids).exclude(window=OuterRef(window)).annotate(**had)
    decided = PutOff.objects.filter(window=OuterRef(window), enrolment__in=ids)
    return {
        "before": Listed(
            scripts.order_by("pk"),
            state="state",
            opens_at="window__opens_at",
            closes_at="window__closes_at",
            outcome="result__outcome",
            released_at="result__released_at",
            **{name: name for name in had},
        ),
        "decided": Listed(decided, kind="kind", opens_at="to_window__opens_at"),
    }


def has_history(row: Window | ProjectWindow) -> bool:
    """Whether anything came before a window, or was decided about it; where not, :func:`conditions_in` asks nothing."""
    return bool(vars(row)["before"] or vars(row)["decided"])


def conditions_in(
    row: Window | ProjectWindow, policy: AssessmentPolicy, own: WindowFacts, *, at: datetime
) -> tuple[Condition, ...]:
    """What somebody's history asks in a window fetched :func:`with_history`."""
    before = [_attempt(each) for each in vars(row)["before"]]
    return own_conditions(before, put_off_in(row), policy, window=own, at=at)


def put_off_in(row: Window | ProjectWindow) -> PutOffFacts | None:
    """What was decided of somebody not assessed in a window fetched :func:`with_history`."""
    decided = [PutOffFacts(PutOffKind(each["kind"]), _moment(each["opens_at"])) for each in vars(row)["decided"]]
    return decided[0] if decided else None


def put_off_of(window: Window, enrolments: Iterable[int]) -> Mapping[int, PutOffFacts]:
    """What was decided of those of these enrolments who are not assessed in a window, by id; in one statement."""
    rows = PutOff.objects.filter(window=window, enrolment__in=list(enrolments)).select_related("to_window")
    return {
        row.enrolment_id: PutOffFacts(PutOffKind(row.kind), row.to_window.opens_at if row.to_window else None)
        for row in rows
    }


def why_not_now(
    window: Window, enrolment: int, policy: AssessmentPolicy, own: WindowFacts, *, at: datetime
) -> Refusal | None:
    """Why somebody's history keeps a window closed to them, in one statement."""
    asked = _asked_of(window, enrolment, policy, own, at=at)
    return next((each.why_not for each in asked if each.why_not), None)


def why_not_book_now(
    window: Window, enrolment: int, policy: AssessmentPolicy, own: WindowFacts, *, at: datetime
) -> Refusal | None:
    """Why somebody's history keeps them from booking a window, in one statement."""
    return why_not_book_yet(_asked_of(window, enrolment, policy, own, at=at))


def _asked_of(
    window: Window, enrolment: int, policy: AssessmentPolicy, own: WindowFacts, *, at: datetime
) -> tuple[Condition, ...]:
    row = with_history(Window.objects.filter(pk=window.pk), [enrolment]).get()
    return conditions_in(row, policy, own, at=at)


def _attempt(said: Mapping[str, Any]) -> Attempt:
    return Attempt(
        opens_at=moment_of(said["opens_at"]),
        closes_at=moment_of(said["closes_at"]),
        state=State(said["state"]),
        outcome=Outcome(said["outcome"]) if said["outcome"] else None,
        released_at=_moment(said["released_at"]),
        had=frozenset(kind for kind in SupportKind if said[f"had_{kind.value}"]),
    )


def _moment(said: str | None) -> datetime | None:
    return moment_of(said) if said else None


def may_help(person: EnrolmentFacts, by: Actor) -> bool:
    """Whether this actor helps somebody before their next attempt: who manages them, or walks beside them."""
    beside = {each for role in HELPERS for each in person.companions.get(role, ())}
    manages = by.wears_for_provider(Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD)
    return person.participant_id != by.person_id and (
        manages or person.partner_id in by.places(Duty.PROGRAMME_MANAGER) or by.person_id in beside
    )


def own_attempts(*, by: Actor) -> UUID:
    """The enrolment for which somebody handed in last. :raises Script.DoesNotExist: if they never opened a brief."""
    row = Script.objects.handed_in_by(by).select_related("enrolment").order_by("-window__opens_at", "-pk").first()
    if row is None:
        raise Script.DoesNotExist
    return row.enrolment.ref


def used_attempts(enrolment: int, rule: AgainRule, *, at: datetime) -> int:
    """How many attempts somebody has used, in one statement."""
    rows = Script.objects.filter(enrolment_id=enrolment).select_related("window", "result").with_times()
    return sum(counts(_as_attempt(row, ()), rule, at=at) for row in rows)


def attempts_page(enrolment: UUID, *, by: Actor, at: datetime) -> AttemptsPage:
    """Somebody's attempts, what comes next and who helps, for themselves and for whoever helps them.

    :raises Enrolment.DoesNotExist: if it is not theirs to see.
    :raises Script.DoesNotExist: if this actor is not the person, helps nobody here and does not run assessment, or
        there is no attempt.
    """
    person = enrolment_seen(enrolment, by=by)
    is_own = person.participant_id == by.person_id
    if not (is_own or may_help(person, by) or why_not_run(by) is None):
        raise Script.DoesNotExist
    refused = LatePiece.objects.filter(script=OuterRef("pk"), state=LateState.REFUSED.value)
    rows = list(
        Script.objects.filter(enrolment_id=person.id)
        .select_related("window__brief__brief", "window__cohort__release__programme", "result__settlement")
        .select_related("window__project__form")
        .prefetch_related("result__settlement__marks", "result__corrections")
        .with_times()
        .annotate(late_refused=Exists(refused))
        .order_by("window__opens_at", "pk")
    )
    if not rows:
        raise Script.DoesNotExist
    last = rows[-1].window
    policy = policy_of(last)
    lines, used, made, every = [], 0, [], []
    help_given, carried = _help(person.id), carried_by(rows)
    for row in rows:
        own = _as_attempt(row, help_given.get(row.pk, ()))
        every.append(own)
        is_one = counts(own, policy.again, at=at)
        used += is_one
        made += [row.window.opens_at] * is_one
        line = _line(row, own, used if is_one else None, help_given.get(row.pk, ()), at=at)
        lines.append(replace(line, stood=carried[row.pk].titles if row.pk in carried else ""))
    # What they have opened and not handed in is the next attempt, and no attempt yet.
    since = max(made, default=last.opens_at)
    following = Window.objects.filter(cohort_id=person.cohort_id, opens_at__gt=since, closes_at__gt=at)
    failed = [each for each in lines if each.outcome is Outcome.FAILED]
    passed = any(each.outcome is Outcome.PASSED for each in lines)
    prepares = bool(failed) and used < policy.attempts and not passed
    supports = supports_after(policy, failed[-1].help, _helpers(person)) if prepares else ()
    last_failed = [row for row, line in zip(rows, lines, strict=True) if line.outcome is Outcome.FAILED]
    stand, again = standing_after(last_failed[-1]) if prepares and parts_may_stand(policy) else ((), ())
    waits = any(not each.is_over for each in supports) and may_help(person, by)
    return AttemptsPage(
        enrolment=person.ref,
        window=WindowRef(last.ref),
        name=person.name,
        is_own=is_own,
        programme=last.cohort.release.programme.title,
        most=policy.attempts,
        used=used,
        rule=policy.again,
        lines=tuple(reversed(lines)),
        next_opens_at=following.order_by("opens_at").values_list("opens_at", flat=True).first(),
        supports=supports,
        may_waive=why_not_run(by) is None,
        helps_after=(failed or lines)[-1].script,
        has_passed=passed,
        why_not_help=None if waits else _NO_HELP,
        stand=stand,
        again=again,
        is_ours=policy.again.is_ours and not policy.support,
        waits_for_result=waits_for_result(every),
    )


_NO_HELP = Refusal("nothing_waits", "No support waits to be recorded.", "There is nothing more to do.")


def supports_after(
    policy: AssessmentPolicy, given: Iterable[HelpLine], helpers: Iterable[str]
) -> tuple[SupportLine, ...]:
    """What is guaranteed after an attempt that failed, who gives it and where each stands; ``helpers``: who does where
    the policy does not say it."""
    newest = {each.kind: each for each in given}
    return tuple(
        SupportLine(
            each.kind,
            SUPPORT_NAMES[each.kind],
            each.required,
            each.who or ", ".join(helpers),
            newest.get(each.kind),
        )
        for each in policy.supports
    )


def supports_told(script: Script, policy: AssessmentPolicy) -> tuple[SupportLine, ...]:
    """What is guaranteed after a script that failed, for its participant; in seven statements at most."""
    if not policy.supports:
        return ()
    given = HelpGiven.objects.filter(script=script).select_related("by").order_by("pk")
    return supports_after(policy, [each.as_line(each.by.name) for each in given], _helpers(person_of(script)))


def _helpers(person: EnrolmentFacts) -> tuple[str, ...]:
    beside = [each for role in HELPERS for each in person.companions.get(role, ())]
    names = [each.name for each in reached(beside).values()]
    manages = who_manages(person.partner_id) or tuple(each.to for each in at_work(Duty.PROGRAMME_MANAGER))
    managers = [f"{each.name}, programme manager ({each.email})" for each in manages]
    return tuple(dict.fromkeys([*names, *managers]))


def _help(enrolment: int) -> Mapping[int, tuple[HelpLine, ...]]:
    """What was agreed after each attempt, by script, in one statement."""
    found: defaultdict[int, list[HelpLine]] = defaultdict(list)
    rows = HelpGiven.objects.filter(script__enrolment=enrolment).select_related("by").order_by("pk")
    for row in rows:
        found[row.script_id].append(row.as_line(row.by.name))
    return {script: tuple(lines) for script, lines in found.items()}


def _as_attempt(row: Script, given: tuple[HelpLine, ...]) -> Attempt:
    own, result = row.own_window(), getattr(row, "result", None)
    return Attempt(
        opens_at=own.opens_at,
        closes_at=own.closes_at,
        state=State(row.state),
        outcome=Outcome(result.outcome) if result else None,
        released_at=result.released_at if result else None,
        had=frozenset(each.kind for each in given if each.state is not HelpState.ARRANGED),
        late_refused=vars(row).get("late_refused", False),
    )


def _line(row: Script, own: Attempt, number: int | None, given: tuple[HelpLine, ...], *, at: datetime) -> AttemptLine:
    return AttemptLine(
        number=number,
        title=row.window.brief.brief.title,
        opens_at=own.opens_at,
        closes_at=own.closes_at,
        says=standing(own, at=at),
        outcome=own.outcome,
        told_at=_told_at(row) if own.outcome else None,
        script=ScriptRef(row.ref),
        failed=_weakest(row) if own.outcome is Outcome.FAILED else (),
        help=given,
    )


def _told_at(row: Script) -> datetime:
    """When its result came to the outcome that it has: the newest correction that changed it, or the release."""
    changed = [each.at for each in row.result.corrections.all() if each.outcome_before != each.outcome]
    return max(changed, default=row.result.released_at)


def _weakest(row: Script) -> tuple[str, ...]:
    """The criteria below their minimum; those with the fewest marks, where none is and the total was too low."""
    marks = {each.code: each.mark for each in _marks(row)}
    asked = mark_scheme(row.window.scheme).criteria
    below = tuple(each.title for each in asked if marks[each.code] < each.minimum)
    return below or tuple(each.title for each in asked if marks[each.code] == min(marks.values()))


def _marks(row: Script) -> Iterable[SettledMark]:
    return row.result.settlement.marks.all()


def _waits_late(script: Script) -> bool:
    """Whether a late piece of a script waits for a decision; in one statement."""
    return script.late_pieces.filter(state=LateState.OFFERED.value).exists()


def put_off_page(window: UUID, enrolment: UUID, *, by: Actor) -> PutOffPage:
    """Somebody in a window, before or after it is decided that they are not assessed in it.

    :raises Window.DoesNotExist: if there is none, or this actor does not decide.
    :raises Enrolment.DoesNotExist: if they are not on its cohort.
    """
    if why_not_run(by):
        raise Window.DoesNotExist
    row = Window.objects.seen_by(by).select_related("cohort", "brief__brief").get(ref=window)
    person = enrolment_seen(enrolment, by=by)
    if person.cohort_id != row.cohort_id:
        raise Window.DoesNotExist
    decided = PutOff.objects.filter(window=row, enrolment_id=person.id).select_related("to_window").first()
    script = Script.objects.filter(window=row, enrolment_id=person.id).first()
    later = Window.objects.filter(cohort_id=row.cohort_id, opens_at__gt=row.opens_at).order_by("opens_at")
    stands = {
        None: "has not opened the brief",
        State.BEGUN.value: "has opened the brief and handed in nothing"
        + ("; a piece that they offered late waits for a decision" if script and _waits_late(script) else ""),
        State.WITHDRAWN.value: "had opened the brief; what is here is kept and not marked",
    }
    return PutOffPage(
        window=WindowRef(row.ref),
        cohort=row.cohort.title,
        brief=row.brief.brief.title,
        enrolment=person.ref,
        name=person.name,
        stands=stands.get(script.state if script else None, "has handed in"),
        later=tuple((WindowRef(ref), at) for ref, at in later.values_list("ref", "opens_at")),
        decided=PutOffFacts(PutOffKind(decided.kind), decided.to_window.opens_at if decided.to_window else None)
        if decided
        else None,
        why_not=None,
    )


def person_of(script: Script) -> EnrolmentFacts:
    """Whose script this is."""
    return enrolment_facts([script.enrolment.pk])[script.enrolment.pk]
