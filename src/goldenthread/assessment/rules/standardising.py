"""Standard scripts: how close a marking came, who is cleared by a test, when somebody drifts, and what is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from goldenthread.assessment.rules.briefing import READS
from goldenthread.assessment.rules.marking import reckon, why_not_accept
from goldenthread.assessment.rules.reasons import why_no_reason
from goldenthread.assessment.rules.some import some
from goldenthread.assessment.rules.standing import STANDING_STEPS
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.standing import (
    Compared,
    ExemplarState,
    Known,
    Purpose,
    Standing,
    StandingEvent,
)
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import MarkScheme, StandardRule

STEP_NAMES: Mapping[StandingEvent, str] = MappingProxyType(
    {
        StandingEvent.BEGIN: "Began to practise or a test",
        StandingEvent.PASS: "Passed the test, and is cleared",
        StandingEvent.FAIL: "Did not pass the test",
        StandingEvent.USE_UP: "Did not pass the test, and has no try left",
        StandingEvent.LET_TRY: "May try the test again",
        StandingEvent.ADMIT: "Cleared by hand",
        StandingEvent.STOP: "Marking stopped",
        StandingEvent.LIFT: "Stop lifted",
        StandingEvent.CONFIRM: "Stop confirmed",
    }
)
LEADS = (Duty.QUALITY_LEAD,)
AGREES = (*LEADS, Duty.MODERATOR)
# Marks are agreed by people, not by one person.
LEAST_PEOPLE = 2


def compared(given: MarkSheet, agreed: MarkSheet, scheme: MarkScheme, rule: StandardRule) -> Compared:
    """A full sheet beside the agreed one. It is close when every criterion is, the total is and, where the rule asks
    for it, both come to the same result."""
    mine, theirs = given.given, agreed.given
    apart = tuple(c.code for c in scheme.criteria if abs(mine[c.code] - theirs[c.code]) > rule.each_criterion)
    one, two = reckon(given, scheme), reckon(agreed, scheme)
    same, difference = one.outcome is two.outcome, one.total - two.total
    is_close = not apart and abs(difference) <= rule.total and (same or not rule.same_result)
    return Compared(is_close, apart, difference, same)


def after_test(close: Iterable[bool], rule: StandardRule, *, failed: int) -> StandingEvent:
    """What follows from a test whose scripts were close or not; ``failed``: how many were failed before it."""
    if sum(close) >= rule.agree:
        return StandingEvent.PASS
    return StandingEvent.USE_UP if failed + 1 >= rule.tries else StandingEvent.FAIL


def drifts(close: Sequence[bool], rule: StandardRule) -> bool:
    """Whether somebody drifts, from the seeds they marked since they were cleared, the oldest first."""
    run = next((n for n, each in enumerate(reversed(close)) if each), len(close))
    return run >= rule.in_a_row or list(close[-rule.among :]).count(False) >= rule.off


def seeds_wanted(live: int, had: int, rule: StandardRule) -> int:
    """How many more seeds belong among so many live scripts, where somebody had some of them already."""
    if not rule.needs_clearance or not rule.every:
        return 0
    return max(-(-live // rule.every) - had, 0)


def chosen_for_round(exemplars: Iterable[Known], number: int) -> tuple[int, ...]:
    """Which exemplars somebody tries next: what they had least often, and never what they know the marks of."""
    free = sorted((e for e in exemplars if not e.knows), key=lambda e: (e.had, e.id))
    return tuple(each.id for each in free[:number])


def chosen_as_seeds(exemplars: Iterable[Known], number: int) -> tuple[int, ...]:
    """Which exemplars are hidden for somebody: each once, or they would know it again."""
    return chosen_for_round((each for each in exemplars if not each.had), number)


def why_not_lead(by: Actor) -> Refusal | None:
    """Why this actor does not lead standardisation."""
    if by.wears_for_provider(*LEADS):
        return None
    return Refusal("not_yours_to_lead", "The quality lead keeps the standard.", "Ask the quality lead.")


def why_not_seat(by: Actor) -> Refusal | None:
    """Why this actor does not agree on marks."""
    if by.wears_for_provider(*AGREES):
        return None
    return Refusal("not_yours_to_agree", "Moderators and quality leads agree on these marks.", "Ask one of them.")


def why_not_add(title: str, *, is_found: bool) -> Refusal | None:
    """Why a text cannot become an exemplar."""
    if not title.strip():
        return Refusal("no_title", "It has no title.", "Give it a title by which the two of you know it.")
    if not is_found:
        return Refusal(
            "no_such_script",
            "No script with this number on this brief is settled.",
            "Enter the number of a script whose marks are settled, or choose a file.",
        )
    return None


def why_not_agree(state: ExemplarState, sheet: MarkSheet, scheme: MarkScheme) -> Refusal | None:
    """Why these marks cannot be put forward for an exemplar."""
    if state is not ExemplarState.DRAFT:
        return Refusal("marks_frozen", "The marks of this exemplar are frozen.", "Withdraw it and add another one.")
    return why_not_accept(sheet, scheme)


def why_not_sign(state: ExemplarState, *, has_sheet: bool, is_newest: bool) -> Refusal | None:
    """Why nobody can sign the marks of an exemplar."""
    if state is not ExemplarState.DRAFT:
        return Refusal("marks_frozen", "The marks of this exemplar are frozen.", "Nothing is left to sign.")
    if not has_sheet:
        return Refusal("no_marks", "Nobody has put marks forward yet.", "Put marks and reasons forward first.")
    if not is_newest:
        return Refusal("marks_changed", "Other marks were put forward meanwhile.", "Look at them, then sign.")
    return None


def why_not_publish(*, signed: int) -> Refusal | None:
    """Why an exemplar cannot be used yet."""
    if signed < LEAST_PEOPLE:
        return Refusal(
            "not_agreed_yet",
            f"Its marks are signed by {signed} of at least {LEAST_PEOPLE} people.",
            "Ask a moderator or another quality lead to look at the marks and sign them.",
        )
    return None


def reads_agreed_marks(by: Actor) -> bool:
    """Whether this actor finds the agreed marks of every standard on its pages."""
    return by.wears_for_provider(*READS)


def why_not_begin(
    standing: Standing, purpose: Purpose, *, is_open: bool, found: int, needed: int, reads: bool = False
) -> Refusal | None:
    """Why a marker cannot begin a round now. ``is_open``: one of theirs is not finished. ``reads``: they find what
    was agreed elsewhere."""
    if standing is Standing.STOPPED:
        return Refusal(
            "marking_paused",
            "Your marking is paused while the quality lead looks at it.",
            "Ask the quality lead what comes next.",
        )
    if is_open:
        return Refusal("round_open", "You have a round that is not finished.", "Finish its scripts first.")
    if purpose is Purpose.TEST and standing is Standing.CLEARED:
        return Refusal("cleared_already", "You are cleared: no test is needed.", "Go to your queue.")
    if purpose is Purpose.TEST and standing is Standing.USED_UP:
        return Refusal("no_try_left", "You have used every try at the test.", "Ask the quality lead for another one.")
    if purpose is Purpose.TEST and reads:
        return Refusal(
            "reads_agreed_marks",
            "You can read the agreed marks by another duty of yours, so a test would show nothing.",
            "The quality lead can clear you by hand, and says why.",
        )
    if found < needed:
        return Refusal(
            "too_few_exemplars",
            f"There are not enough scripts for it yet: {found} of {needed}.",
            "Ask the quality lead to publish more of them.",
        )
    return None


def what_is_short(published: Sequence[Purpose], rule: StandardRule) -> tuple[str, ...]:
    """What a standard still lacks before markers can be held to it, in words; nothing where it lacks nothing."""
    said = []
    if not published.count(Purpose.PRACTICE):
        said.append("There is nothing to practise with: publish an exemplar for practice.")
    if (tests := published.count(Purpose.TEST)) < rule.test:
        said.append(
            f"A test takes {some(rule.test, 'script')}, and {tests or 'none'} {'are' if tests > 1 else 'is'} published."
        )
    if rule.every and not published.count(Purpose.SEED):
        said.append("Nothing is hidden among live scripts: publish exemplars for that.")
    return tuple(said)


def who_ran_out(names: Sequence[str], needed: int) -> tuple[str, ...]:
    """That nothing can be hidden any more among what these mark, in words; nothing where there is nobody."""
    if not names:
        return ()
    *others, last = names
    who = f"{', '.join(others)} and {last} have" if others else f"{last} has"
    says = f"{who} met every hidden script, so none is among their live ones any more: publish at least {needed} more."
    return (says,)


def what_may(standing: Standing) -> tuple[str, ...]:
    """What whoever leads marking can do by hand with somebody who stands there."""
    by_hand = (StandingEvent.ADMIT, StandingEvent.LET_TRY, StandingEvent.STOP)
    return tuple(event.value for event in by_hand if (standing, event) in STANDING_STEPS)


def tries_left(failed: int, standing: Standing, rule: StandardRule) -> int:
    """How many times somebody can still try the test."""
    return 0 if standing is Standing.USED_UP else max(rule.tries - failed, 0)


def why_not_decide(by: Actor, *, marker: int, is_decided: bool) -> Refusal | None:
    """Why this actor cannot decide about somebody's marking now; never about their own."""
    refusal = why_not_lead(by)
    if refusal:
        return refusal
    if by.person_id == marker:
        return Refusal("own_marking", "It is about your own marking.", "Ask another quality lead to decide.")
    if is_decided:
        return Refusal("decided_already", "Somebody has decided this already.", "Look at what was decided.")
    return None


def why_not_say(why: str) -> Refusal | None:
    """Why a reason is none."""
    return why_no_reason(why, "Say in a sentence why.")
