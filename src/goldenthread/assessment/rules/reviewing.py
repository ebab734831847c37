"""Who may question a result until when, who may decide, and what a decision needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from uuid import UUID

from goldenthread.assessment.rules.briefing import READS
from goldenthread.assessment.rules.marking import why_away, why_conflicted, why_not_accept, why_untrained
from goldenthread.assessment.rules.reasons import enough, why_no_reason
from goldenthread.assessment.rules.standing import why_not_open
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.reviewing import (
    Decision,
    Effect,
    LateAsk,
    NewLateAsk,
    NewReview,
    PastReview,
    ReviewState,
)
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import DUTY_NAMES, Actor, Duty
from goldenthread.programmes.types import REVIEW_NAMES, MarkScheme, ReviewKind, ReviewRule

LEAST_STATEMENT = 40
MOST_FILES = 5
# Whoever decides these marks the script with their own eyes.
MARKS_ANEW = frozenset({ReviewKind.ENQUIRY, ReviewKind.RE_MARK})
APPEALS = frozenset({ReviewKind.APPEAL, ReviewKind.FINAL_APPEAL})
_LEADS = (Duty.QUALITY_LEAD, Duty.MODERATOR, Duty.ADMINISTRATOR)
# Worn for the lead provider itself.
DECIDES: Mapping[ReviewKind, tuple[Duty, ...]] = MappingProxyType(
    {
        ReviewKind.CLERICAL_CHECK: (*_LEADS, Duty.PROGRAMME_MANAGER),
        ReviewKind.ENQUIRY: (Duty.ASSESSOR,),
        ReviewKind.RE_MARK: (Duty.ASSESSOR,),
        ReviewKind.APPEAL: _LEADS,
        ReviewKind.FINAL_APPEAL: _LEADS,
    }
)
_OPEN = (ReviewState.ASKED, ReviewState.TAKEN)


def ends(begun: datetime, days: int) -> datetime:
    """The midnight in the UK with which the last of so many days ends."""
    day = begun.astimezone(LONDON).date() + timedelta(days=days + 1)
    return datetime.combine(day, time(), tzinfo=LONDON)


def until(
    kind: ReviewKind,
    rule: ReviewRule,
    *,
    told_at: datetime,
    past: Sequence[PastReview],
    let: Sequence[LateAsk] = (),
) -> datetime | None:
    """Until when a kind can be asked for: from when the result was last told, or the stage before was decided.

    Nothing else can be asked while something is open. The days of what could have been asked for when that was asked
    are therefore counted anew from its decision; where it was withdrawn, the time that it took does not count. ``let``:
    leave to ask after the last day.

    ``None`` where the policy has no such kind, the stage before is not decided, or something is open on whose decision
    the days wait.
    """
    terms = rule.of(kind)
    if terms is None:
        return None
    begun = told_at
    if terms.after is not None:
        decided = [over for each in past if each.kind is terms.after and (over := each.decided_at)]
        if not decided:
            return None
        begun = max(begun, *decided)
    more = [each for each in let if each.kind is kind]
    for each in sorted(past, key=lambda one: one.asked_at):
        let_then = [leave.until for leave in more if leave.at <= each.asked_at]
        if each.asked_at >= max([ends(begun, terms.days), *let_then]):
            continue
        if each.closed_at is None:
            return None
        if each.state is ReviewState.DECIDED:
            begun = max(begun, each.closed_at)
        else:
            begun += max(each.closed_at - max(each.asked_at, begun), timedelta())
    return max([ends(begun, terms.days), *(each.until for each in more)])


def ways(
    rule: ReviewRule,
    *,
    told_at: datetime,
    past: Sequence[PastReview],
    at: datetime,
    let: Sequence[LateAsk] = (),
) -> tuple[tuple[ReviewKind, datetime], ...]:
    """What can be asked for now, each until when."""
    found = []
    for terms in rule.terms:
        last = until(terms.kind, rule, told_at=told_at, past=past, let=let)
        if last and why_not_ask(terms.kind, rule, told_at=told_at, past=past, at=at, let=let) is None:
            found.append((terms.kind, last))
    return tuple(found)


def ways_later(
    rule: ReviewRule,
    *,
    told_at: datetime,
    past: Sequence[PastReview],
    at: datetime,
    let: Sequence[LateAsk] = (),
) -> tuple[tuple[ReviewKind, int], ...]:
    """What can be asked for once what is open is decided, each for how many days from then; nothing where nothing is
    open."""
    if all(each.state not in _OPEN for each in past):
        return ()
    over = [
        replace(each, state=ReviewState.DECIDED, closed_at=at, decided_at=at) if each.state in _OPEN else each
        for each in past
    ]
    found = {kind for kind, _ in ways(rule, told_at=told_at, past=over, at=at, let=let)}
    return tuple((terms.kind, terms.days) for terms in rule.terms if terms.kind in found)


def is_any_open(past: Sequence[PastReview]) -> bool:
    """Whether something that was asked for, or followed from a decision, is not decided yet."""
    return any(each.state in _OPEN for each in past)


def why_not_ask(
    kind: ReviewKind,
    rule: ReviewRule,
    *,
    told_at: datetime,
    past: Sequence[PastReview],
    at: datetime,
    let: Sequence[LateAsk] = (),
) -> Refusal | None:
    """Why this kind cannot be asked for now. ``let``: leave to ask after the last day."""
    terms = rule.of(kind)
    if terms is None:
        return Refusal("not_offered", f"{REVIEW_NAMES[kind]}: the policy does not offer it.", "Choose another way.")
    if is_any_open(past):
        return Refusal(
            "one_at_a_time",
            "Something that you asked for, or that follows from a decision, is not decided yet.",
            "Wait for its decision, or withdraw what you asked. You lose no day by it: the days of what "
            "you can ask for then are counted from that decision.",
        )
    if any(_bars(each, kind, told_at) for each in past):
        return Refusal(
            "decided_already", f"{REVIEW_NAMES[kind]}: it was decided.", "Read its decision under “What you asked”."
        )
    ends_at = until(kind, rule, told_at=told_at, past=past, let=let)
    if ends_at is None:
        before = REVIEW_NAMES[terms.after] if terms.after else ""
        return Refusal("stage_before", f"It comes after this: {before}.", "Ask for that first.")
    if at >= ends_at:
        last = ends_at.astimezone(LONDON).date() - timedelta(days=1)
        return Refusal(
            "too_late",
            f"The last day to ask was {last:%-d %B %Y}.",
            "If there is a reason, write to your programme manager, with the number of your script: they can let you "
            "ask all the same.",
        )
    return None


def why_not_let(
    wanted: NewLateAsk,
    rule: ReviewRule,
    *,
    told_at: datetime,
    past: Sequence[PastReview],
    at: datetime,
    let: Sequence[LateAsk] = (),
) -> Refusal | None:
    """Why nobody is let ask for this after its last day: it is not over, something else than the day keeps them from
    it, the new day will not do, or no reason is given."""
    name, today = REVIEW_NAMES[wanted.kind], at.astimezone(LONDON).date()
    refusal = why_not_ask(wanted.kind, rule, told_at=told_at, past=past, at=at, let=let)
    if refusal is None:
        return Refusal("in_time", f"{name}: they can ask for it now.", "Tell them so. Their page says until when.")
    if refusal.code != "too_late":
        if refusal.code == "one_at_a_time":
            mend = "Wait for its decision. What they could ask for when they asked it, they can ask for then."
            return Refusal(refusal.code, "Something that they asked for is not decided yet.", mend)
        return replace(refusal, mend="Nothing can be let for this.")
    terms = rule.of(wanted.kind)
    assert terms is not None  # what is not offered is never too late
    last = today + timedelta(days=terms.days)
    if not today <= wanted.until_on <= last:
        says = f"The new last day is not between today and {last:%-d %B %Y}: the policy gives {terms.days} days."
        return Refusal("no_such_day", says, "Choose a day between these.")
    return why_no_reason(wanted.why, "Say why they may ask after the last day. It is kept in the record.")


def _bars(each: PastReview, kind: ReviewKind, told_at: datetime) -> bool:
    """Whether an earlier question keeps the same from being asked again: not a check of marks that were corrected
    since, for nobody has checked these."""
    is_new = kind is ReviewKind.CLERICAL_CHECK and each.decided_at is not None and each.decided_at < told_at
    return each.kind is kind and each.state is ReviewState.DECIDED and not is_new


def why_not_state(asked: NewReview, rule: ReviewRule, *, named: bool) -> Refusal | None:
    """Why what was written does not do. ``named``: it names whoever wrote it, or their school."""
    terms = rule.of(asked.kind)
    known = {ground.code for ground in terms.grounds} if terms else set()
    if not asked.grounds or not set(asked.grounds) <= known:
        return Refusal("no_ground", "No ground is chosen.", "Choose at least one.")
    if len(asked.statement.strip()) < LEAST_STATEMENT:
        return Refusal(
            "no_statement",
            f"It says too little to be looked into: {enough(LEAST_STATEMENT)}.",
            "Say what you think is wrong, and where.",
        )
    if named:
        return Refusal(
            "names_somebody",
            "It names you or your school, and whoever decides knows your work by its number only.",
            "Take the name out.",
        )
    if asked.files and asked.kind in MARKS_ANEW:
        return Refusal(
            "no_evidence",
            "Whoever marks your work anew reads nothing beside it, so that they do not learn whose it is.",
            "Say what matters in words. An appeal takes evidence.",
        )
    if len(asked.files) > MOST_FILES:
        return Refusal("too_many_files", f"More than {MOST_FILES} files are chosen.", "Choose those that matter most.")
    return None


def why_involved(kind: ReviewKind, by: Actor, involved: Mapping[int, str]) -> Refusal | None:
    """Why this actor does not decide a review of this kind, by what they are and by what they did before."""
    if not by.wears_for_provider(*DECIDES[kind]):
        *others, last = (DUTY_NAMES[duty].lower() for duty in DECIDES[kind])
        who = f"{', '.join(others)} or {last}" if others else last
        says = f"{REVIEW_NAMES[kind]}: it is decided by somebody who works for the provider as {who}."
        return Refusal("not_yours_to_decide", says, "Ask one of them.")
    if kind in MARKS_ANEW and by.wears_for_provider(*READS):
        return Refusal(
            "reads_marks",
            "You can read the marks that were given, and whoever marks it anew must not know them.",
            "An assessor without another duty in assessment has to take it. Somebody can be made one.",
        )
    if by.person_id in involved:
        return Refusal(
            "involved_before", f"You {involved[by.person_id]}.", "Somebody who was not involved before has to decide."
        )
    return None


def why_nobody(kind: ReviewKind) -> Refusal:
    """That nobody may decide a review of this kind as things are, and what helps."""
    who = (
        "Make somebody an assessor who has no other duty in assessment and did not mark this script, with what marking "
        "it needs: training, a passed test where the policy asks for one, and no absence."
        if kind in MARKS_ANEW
        else "Give somebody who had nothing to do with this script one of the duties that decide it."
    )
    says = "Nobody may decide it: everybody who could had to do with the script before, or may not mark it now."
    return Refusal("nobody_may", says, who)


def why_not_review(
    kind: ReviewKind,
    by: Actor,
    *,
    script: ScriptFacts,
    reviewer: Marker,
    involved: Mapping[int, str],
    at: datetime,
) -> Refusal | None:
    """Why this actor does not decide this. ``involved``: what people had to do with the result before, by person id."""
    refusal = why_involved(kind, by, involved)
    if refusal:
        return refusal
    if why_conflicted(script, reviewer):
        return Refusal(
            "conflict_of_interest",
            "You cannot decide this because of a conflict of interest.",
            "Somebody else has to decide.",
        )
    return why_unfit(kind, script, reviewer, on=at.astimezone(LONDON).date())


def why_unfit(kind: ReviewKind, script: ScriptFacts, reviewer: Marker, *, on: date) -> Refusal | None:
    """Why somebody is not fit to mark this script anew on a day: what is asked of whoever marks live scripts is asked
    of whoever marks them again, who does so alone."""
    if kind not in MARKS_ANEW:
        return None
    if why_untrained(script, reviewer, on=on):
        return Refusal(
            "not_trained", "No training of yours for its qualification holds today.", "Ask the quality lead."
        )
    if why_away(reviewer, on=on):
        return Refusal(
            "away",
            "You are away today.",
            "Say where your queue asks how much you take that you can mark again, or let somebody else decide.",
        )
    return why_not_open(script, reviewer)


def why_not_decide(kind: ReviewKind, decision: Decision, scheme: MarkScheme) -> Refusal | None:
    """Why a decision is not whole: reasons always, marks where they are to change, a full sheet in a re-mark."""
    mend = "Say in a few sentences why; the participant reads it."
    refusal = why_no_reason(decision.reasons, mend, code="reasons_missing")
    if refusal:
        return refusal
    if kind in MARKS_ANEW:
        if decision.settled is None or decision.effect is Effect.RE_MARK:
            return Refusal("marks_missing", "There are no marks.", "Mark every criterion.")
        return why_not_accept(decision.settled.sheet, scheme)
    if decision.effect is Effect.RE_MARK and kind not in APPEALS:
        return Refusal("no_re_mark", "Only an appeal has a script marked again.", "Choose another effect.")
    if decision.effect is Effect.CORRECTED and decision.settled is None:
        return Refusal("marks_missing", "There are no corrected marks.", "Give the marks that are right.")
    return None


def why_not_set_aside(
    kind: ReviewKind, decision: Decision, bearing: Collection[UUID], *, is_left: bool
) -> Refusal | None:
    """Why decisions of cases are not set aside so. ``bearing``: the cases that bear on the result now; ``is_left``: it
    does not have yet what they decided, and can stand without."""
    if not decision.sets_aside:
        return None
    if kind not in APPEALS or not set(decision.sets_aside) <= set(bearing):
        return Refusal(
            "nothing_to_set_aside", "No decision of a case that you chose bears on it.", "Look at the page again."
        )
    if decision.effect is not (Effect.STANDS if is_left else Effect.CORRECTED):
        return Refusal(
            "aside_corrects",
            "What follows does not go with setting a decision of a case aside.",
            "Choose “The result stands”: it does not have yet what was decided."
            if is_left
            else "Choose “The result is corrected”, or set nothing aside.",
        )
    return None


def why_not_take_from(holder: str, *, happened: int, seen: int | None) -> Refusal | None:
    """Why a question is not taken from whoever has it (``holder``, nothing where nobody has).

    ``happened``: how much has happened to it. ``seen``: how much had when the page was drawn that says from whom.
    """
    if not holder or seen == happened:
        return None
    return Refusal(
        "taken_since",
        f"{holder} has taken it since you opened the page.",
        "Leave it to them. If you have agreed that you decide it, take it over from them on its page.",
    )


def why_not_theirs(holder: str) -> Refusal:
    """Why somebody who has not taken a question does not decide it. ``holder``: who has it, where somebody does."""
    if holder:
        return Refusal(
            "taken_over", f"{holder} has it now, and decides it.", "Speak with them before you take it over."
        )
    return Refusal("not_taken", "You have not taken it.", "Take it first, so that two people do not decide at once.")


def why_not_withdraw(kind: ReviewKind, state: ReviewState) -> Refusal | None:
    """Why a participant does not withdraw this."""
    if kind is ReviewKind.RE_MARK:
        return Refusal("ordered", "A re-mark follows from a decision.", "Wait until it is done.")
    if state not in _OPEN:
        return Refusal("review_over", "It is decided already.", "Read its decision on its page.")
    return None
