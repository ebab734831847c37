"""What keeps the results of a window in: one list of checks, which every release asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from goldenthread.assessment.models import PairLook, Script, ScriptPair, ScriptVersion, Settlement, Window
from goldenthread.assessment.queries.arriving import holds_of_arrivals
from goldenthread.assessment.queries.booking import accounted_for
from goldenthread.assessment.queries.carrying import behind_in
from goldenthread.assessment.queries.cases import holds_of_cases
from goldenthread.assessment.queries.conflicting import holds_of_conflicts
from goldenthread.assessment.queries.counting import counted_of, with_recounts
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.holding_events import holds_of_events
from goldenthread.assessment.queries.late import holds_of_late
from goldenthread.assessment.queries.masking import holds_of_passages
from goldenthread.assessment.queries.sampling import holds_of_sampling
from goldenthread.assessment.queries.standard_holds import holds_of_standard
from goldenthread.assessment.queries.wanting import holds_of_wants
from goldenthread.assessment.rules.carrying import EARLIER_CORRECTED
from goldenthread.assessment.rules.feedback_words import doubts_about, names_of
from goldenthread.assessment.rules.release import held_by_state
from goldenthread.assessment.types.readiness import Doubt, HeldKind, Hold
from goldenthread.assessment.types.words import State
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import FeedbackWay

Check = Callable[[Window, datetime], Sequence[Hold]]


def holds_of_state(window: Window, at: datetime) -> tuple[Hold, ...]:  # noqa: ARG001  every check is asked alike
    """Scripts that nobody has marked or settled, those for which nothing was handed in while nothing says what follows,
    and those in which something stands that was corrected since; in one statement, and three more at most
    where something stands in any."""
    rows = list(Script.objects.filter(window=window).exclude(accounted_for()).order_by("number"))
    behind = behind_in([row for row in rows if row.state != State.RELEASED.value])
    found = [(row.pk, held_by_state(State(row.state))) for row in rows]
    found += [(row.pk, EARLIER_CORRECTED) for row in rows if row.pk in behind]
    return tuple(Hold(pk, refusal.code, refusal.says, refusal.mend) for pk, refusal in found if refusal)


def holds_of_penalties(window: Window, at: datetime) -> tuple[Hold, ...]:  # noqa: ARG001  every check is asked alike
    """Settled scripts whose penalty for words is another by now than the one that was taken off; in three
    statements."""
    rule = policy_of(window).words
    settled = settled_in(window)
    versions = with_recounts(ScriptVersion.objects.filter(script_id__in=list(settled)).select_related("upload"))
    standing = {version.script_id: version for version in versions.defer("upload__blocks").order_by("number")}
    found = []
    for pk, row in settled.items():
        penalty = counted_of(standing[pk], rule).penalty if pk in standing else None
        if min(penalty.marks if penalty else 0, row.total + row.penalty) != row.penalty:
            found.append(pk)
    says = "The penalty for words is another by now than the one that was taken off."
    return tuple(Hold(pk, "penalty_changed", says, "Settle it again.") for pk in found)


def holds_of_likeness(window: Window, at: datetime) -> tuple[Hold, ...]:  # noqa: ARG001  every check is asked alike
    """Scripts with words in common, as much as the policy has somebody look at, where nobody has; in two statements."""
    level = policy_of(window).release.look_from
    if level is None:
        return ()
    pairs = _unseen_pairs(window).filter(strength__gte=level / 100)
    ends = pairs.values_list("first_id", "first__window_id", "second_id", "second__window_id")
    found = {
        pk for one, its, other, theirs in ends for pk, place in ((one, its), (other, theirs)) if place == window.pk
    }
    says = "It has words in common with another script, and nobody has looked at the two."
    mend = "Look at them side by side, and say what you made of it."
    return tuple(Hold(pk, "likeness", says, mend) for pk in sorted(found))


def pairs_unseen(window: Window) -> tuple[int, int]:
    """How many pairs with a script of a window nobody has looked at, whatever the policy asks, and the highest likeness
    among them in whole per cent; in one statement."""
    found = _unseen_pairs(window).aggregate(number=Count("pk"), most=Max("strength"))
    return found["number"], int((found["most"] or 0) * 100)


def _unseen_pairs(window: Window) -> QuerySet[ScriptPair]:
    unseen = ~Exists(PairLook.objects.filter(pair=OuterRef("pk")))
    either = Q(first__window=window) | Q(second__window=window)
    return ScriptPair.objects.standing().filter(unseen, either, is_own=False)


def holds_of_feedback(window: Window, at: datetime) -> tuple[Hold, ...]:  # noqa: ARG001  every check is asked alike
    """Settled scripts whose feedback is missing, very short or may name somebody, where the policy stops them; in at
    most six statements."""
    if policy_of(window).release.feedback is not FeedbackWay.STOPS:
        return ()
    found = dict.fromkeys(doubt.script_id for doubt in feedback_doubts(window))
    says = "Something may be wrong with its feedback."
    return tuple(Hold(pk, "feedback", says, "Settle it again with other feedback.") for pk in found)


CHECKS: tuple[Check, ...] = (
    holds_of_state,
    holds_of_arrivals,
    holds_of_events,
    holds_of_late,
    holds_of_wants,
    holds_of_standard,
    holds_of_sampling,
    holds_of_cases,
    holds_of_passages,
    holds_of_conflicts,
    holds_of_penalties,
    holds_of_likeness,
    holds_of_feedback,
)
# They keep nobody else's result in, however the policy releases: nothing was handed in that could be marked.
ALONE = frozenset({"nothing_handed_in"})


def holds_of(window: Window, at: datetime) -> tuple[Hold, ...]:
    """Everything that keeps results of a window in, in a fixed number of statements; wants the cohort's release
    fetched."""
    return tuple(hold for check in CHECKS for hold in check(window, at))


def keeping_in(window: Window, chosen: Iterable[int], holds: Sequence[Hold]) -> tuple[Hold, ...]:
    """Those of the holds that keep these scripts in: their own and the window's, and where the policy releases a whole
    window at once, everybody's; in one statement at most."""
    if not holds:
        return ()
    ids = set(chosen)
    whole = policy_of(window).release.whole_window
    return tuple(
        hold for hold in holds if hold.script_id in ids or hold.script_id is None or (whole and hold.code not in ALONE)
    )


def by_kind(holds: Iterable[Hold], numbers: Mapping[int, str]) -> tuple[HeldKind, ...]:
    """Holds that say the same, together, with the numbers of their scripts; what holds the whole window first."""
    grouped: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for hold in holds:
        found = grouped[hold.code, hold.says, hold.mend]
        if hold.script_id is not None:
            found.append(numbers[hold.script_id])
    kinds = [HeldKind(*said, tuple(sorted(found))) for said, found in grouped.items()]
    return tuple(sorted(kinds, key=lambda kind: bool(kind.numbers)))


def settled_in(window: Window) -> Mapping[int, Settlement]:
    """The settlement that stands for each script of a window that is settled and not released; in one statement."""
    rows = Settlement.objects.filter(script__window=window, script__state=State.SETTLED.value)
    return {row.script_id: row for row in rows.order_by("id")}


def feedback_doubts(window: Window) -> tuple[Doubt, ...]:
    """What may be wrong with feedback that is about to go out, by script and criterion; in five statements.

    It never says which name it may be: who reads it knows the script by its number.
    """
    newest = {pk: row.pk for pk, row in settled_in(window).items()}
    rows = Settlement.objects.filter(pk__in=newest.values()).select_related(
        "script__enrolment__participant", "script__enrolment__school"
    )
    scheme, rule = mark_scheme(window.scheme), policy_of(window).release
    found: list[Doubt] = []
    for row in rows.prefetch_related("marks").order_by("script__number"):
        place = row.script.enrolment
        doubts = doubts_about(
            {each.code: each.feedback for each in row.marks.all()},
            row.comment,
            criteria=[criterion.code for criterion in scheme.criteria],
            names=names_of(place.participant.name, place.school.name),
            least_words=rule.least_words,
        )
        found.extend(Doubt(row.script_id, row.script.number, code, says) for code, says in doubts)
    return tuple(found)
