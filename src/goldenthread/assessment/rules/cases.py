"""Who judges a case, what each step needs, and what a decision does to a result."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from goldenthread.assessment.rules.limits import with_penalty
from goldenthread.assessment.rules.marking import reckon, why_conflicted
from goldenthread.assessment.rules.reasons import enough
from goldenthread.assessment.types.case_pages import StandingRuling
from goldenthread.assessment.types.cases import (
    CASE_STATE_NAMES,
    CaseEvent,
    CaseState,
    Effect,
    Nature,
    NewDecision,
    NewHearing,
    NewLetter,
)
from goldenthread.assessment.types.counting import Penalty
from goldenthread.assessment.types.marking import Judged, Mark, Marker, MarkSheet
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.assessment.types.words import Outcome, State
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import MarkScheme

# Why somebody who runs assessment takes no part in one case.
BARRED = frozenset({"judged_script", "conflict_of_interest"})
LEAST_SAID = 10
MOST_SAID = 10_000
# Begins what a participant is told on a criterion, where a settlement leaves its mark out of account.
NOT_COUNTED = "This mark does not count, by the decision of a case that you were told of. "
SET_ASIDE = "An appeal set this decision aside: it no longer bears on the result."

CASE_STEPS: Mapping[tuple[CaseState, CaseEvent], CaseState] = MappingProxyType(
    {
        (CaseState.REPORTED, CaseEvent.LOOK_INTO): CaseState.LOOKED_INTO,
        (CaseState.REPORTED, CaseEvent.DROP): CaseState.DROPPED,
        (CaseState.LOOKED_INTO, CaseEvent.DROP): CaseState.DROPPED,
        (CaseState.LOOKED_INTO, CaseEvent.SET_HEARING): CaseState.HEARING_SET,
        # It may be moved, and after an answer it may turn out that there is nothing to hear.
        (CaseState.HEARING_SET, CaseEvent.SET_HEARING): CaseState.HEARING_SET,
        (CaseState.HEARING_SET, CaseEvent.DROP): CaseState.DROPPED,
        (CaseState.HEARING_SET, CaseEvent.HEAR): CaseState.HEARD,
        # What was said may need to be heard again.
        (CaseState.HEARD, CaseEvent.SET_HEARING): CaseState.HEARING_SET,
        (CaseState.HEARD, CaseEvent.DECIDE): CaseState.DECIDED,
    }
)


def events_from(state: CaseState) -> frozenset[CaseEvent]:
    """What can happen to a case from here."""
    return frozenset(event for (before, event) in CASE_STEPS if before is state)


def why_not_step(state: CaseState, event: CaseEvent) -> Refusal | None:
    """Why a case does not go on like this, by its table and in the words of its page: a page of before asks for it."""
    if (state, event) in CASE_STEPS:
        return None
    return why_not_add(state) or Refusal(
        "no_such_step",
        f"The case stands at “{CASE_STATE_NAMES[state]}” now, and this cannot follow.",
        "Somebody may have gone on with it. Look at the case again: it shows what can be done from here.",
    )


def why_not_judge(script: ScriptFacts, judge: Marker, *, judged_by: Collection[int]) -> Refusal | None:
    """Why this person takes no part in a case. ``judged_by``: who had a seat at the script or settled it."""
    if judge.person_id in judged_by:
        return Refusal(
            "judged_script",
            "You marked or settled this script, so you take no part in a case about it.",
            "Somebody else who runs assessment has to look into it.",
        )
    if why_conflicted(script, judge):
        return Refusal(
            "conflict_of_interest",
            "You are too close to this participant to judge a case about them.",
            "Somebody else who runs assessment has to look into it.",
        )
    return None


def why_not_write_down(text: str) -> Refusal | None:
    """Why these words do not become an entry."""
    if len(text.strip()) < LEAST_SAID:
        return Refusal(
            "nothing_said", f"It says too little: {enough(LEAST_SAID)}.", "Say in a sentence or more what you mean."
        )
    if len(text) > MOST_SAID:
        return Refusal("too_long", f"It has more than {MOST_SAID:,} letters.", "Shorten it, or add a file.")
    return None


def why_not_report(state: State) -> Refusal | None:
    """Why nothing can be reported of a script: nothing was handed in."""
    if state is State.BEGUN:
        return Refusal("nothing_there", "Nothing was handed in.", "Report it once there is something to look at.")
    return None


def why_not_add(state: CaseState) -> Refusal | None:
    """Why nothing more is put into a case, or written to the participant."""
    if state is CaseState.REPORTED:
        return Refusal("not_looked_into", "Nobody has begun to look into it.", "Begin with that: press “Look into it”.")
    if state in {CaseState.DECIDED, CaseState.DROPPED}:
        return Refusal("case_closed", "This case is closed.", "What comes up now is reported anew.")
    return None


def why_not_letter(letter: NewLetter, *, at: datetime) -> Refusal | None:
    """Why a letter does not go out: it says too little, or leaves no time to answer."""
    if letter.answer_by <= at:
        return Refusal("no_time_to_answer", "The time to answer is over already.", "Give a time that is still to come.")
    return why_not_write_down(letter.text)


def why_names_reporter(*, named: bool) -> Refusal | None:
    """Why words do not go to the participant as they are: who reported something is nobody they are told of."""
    if not named:
        return None
    return Refusal(
        "names_reporter",
        "It names whoever reported it, and the participant is not told who did.",
        "Take the name out, and say “somebody who read your work”.",
    )


def why_not_answer(state: CaseState, answer_by: datetime | None, *, at: datetime) -> Refusal | None:
    """Why a participant cannot answer now."""
    if state is CaseState.DECIDED:
        return Refusal("case_closed", "It is decided.", "If it is not right, you can appeal once your result is out.")
    if state is CaseState.DROPPED:
        return Refusal("case_closed", "This case is closed.", "Ask your programme manager if something is wrong.")
    if answer_by is None or at >= answer_by:
        return Refusal(
            "answer_late",
            "The time to answer is over.",
            "What you answered is kept. Say anything else at the hearing, or ask your programme manager for more time.",
        )
    return None


def why_not_hear(hearing: NewHearing, *, answer_by: datetime | None, at: datetime) -> Refusal | None:
    """Why a hearing is not set: the participant has not been told, has time to answer still, or it is not to come."""
    if answer_by is None:
        return Refusal(
            "not_told", "The participant has not been told yet.", "Write to them first, and give them time to answer."
        )
    if hearing.at <= at:
        return Refusal("hearing_past", "That time is over already.", "Choose a time that is still to come.")
    if hearing.at < answer_by:
        return Refusal(
            "before_answer",
            "The participant may still answer at that time.",
            "Choose a time after the one by which they may answer.",
        )
    if not hearing.place.strip() or not hearing.who.strip():
        return Refusal("no_place", "It does not say where, or who is there.", "Say where or by which link, and who.")
    return None


def why_not_held(hearing_at: datetime, notes: str, *, at: datetime) -> Refusal | None:
    """Why a hearing was not held yet."""
    if at < hearing_at:
        return Refusal("hearing_to_come", "The hearing is still to come.", "Write down what was said once it was held.")
    return why_not_write_down(notes)


def why_not_decide(decision: NewDecision, codes: Collection[str]) -> Refusal | None:
    """Why a decision does not hold together: what follows has to follow from what was found."""
    if not decision.is_found:
        if decision.nature or decision.effect is not Effect.NONE:
            return Refusal("nothing_follows", "Nothing follows where nothing was found.", "Choose “Nothing changes”.")
        return why_not_write_down(decision.reasons)
    if decision.nature is None:
        return Refusal("no_nature", "It does not say what was found.", "Say whether staff or the participant did it.")
    if decision.nature is Nature.MALADMINISTRATION and decision.effect is Effect.WARNING:
        return Refusal(
            "not_theirs", "A participant is not warned for what staff did.", "Choose what happens to the result."
        )
    if decision.effect is Effect.PART and not (decision.parts and set(decision.parts) < set(codes)):
        return Refusal(
            "no_parts",
            "It does not say which marks do not count.",
            "Choose at least one criterion; if none should count, void the whole result.",
        )
    if decision.effect is not Effect.PART and decision.parts:
        return Refusal("parts_count", "Criteria are chosen, but all marks count.", "Choose none, or another effect.")
    return why_not_write_down(decision.reasons)


def effect_in_words(effect: Effect, parts: Collection[str], *, nature: Nature | None) -> str:
    """A decision's effect as a sentence for its participant."""
    because = " It is not your doing: it comes from a mistake of staff." if nature is Nature.MALADMINISTRATION else ""
    says = {
        Effect.NONE: "Your result is not changed by it.",
        Effect.WARNING: "You are warned; your result is not changed by it.",
        Effect.PART: f"The marks on {_listed(parts)} do not count.",
        Effect.VOIDED: "Your result is voided: what you handed in came to nothing, whatever marks it was given.",
    }
    return says[effect] + because


def effect_for_staff(effect: Effect, parts: Collection[str], *, nature: Nature | None) -> str:
    """A decision's effect as a sentence for those who judge."""
    because = " It comes from a mistake of staff." if nature is Nature.MALADMINISTRATION else ""
    says = {
        Effect.NONE: "The result is not changed by it.",
        Effect.WARNING: "The participant is warned; the result is not changed by it.",
        Effect.PART: f"The marks on {_listed(parts)} do not count.",
        Effect.VOIDED: "The whole result is voided, whatever marks it was given.",
    }
    return says[effect] + because


def says_one_person(reported_by: Mapping[int, str], *, decided_by: int | None, reader: int | None) -> str:
    """That whoever reported a case also decided it, or is about to; nothing where they are two. ``reported_by``: names
    by person."""
    if decided_by is not None:
        name = reported_by.get(decided_by)
        return f"{name} reported this, and decided it." if name else ""
    if reader in reported_by:
        return "You reported this yourself. It is better decided by somebody else; if you decide it, the case says so."
    return ""


def says_kept_out(parts: Collection[str]) -> str:
    """Which marks decided cases leave out of account, whatever they are; nothing where none."""
    return f"The marks on {_listed(sorted(parts))} do not count, by the decision of a case." if parts else ""


def not_counted(told: str) -> str:
    """What a participant is told on a criterion whose mark does not count."""
    return told if told.startswith(NOT_COUNTED) else f"{NOT_COUNTED}{told}"


def _listed(codes: Collection[str]) -> str:
    *first, last = codes or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def without_parts(sheet: MarkSheet, scheme: MarkScheme, parts: Collection[str]) -> MarkSheet:
    """Settled marks where those of some criteria do not count: each has the lowest mark its scale knows."""
    lowest = {each.code: min(each.marks) for each in scheme.criteria if each.code in parts}
    marks = {code: Mark(lowest[code], mark.reason) if code in lowest else mark for code, mark in sheet.marks.items()}
    return MarkSheet(marks, sheet.comment)


def is_left_over(told: Mapping[str, str], ruling: StandingRuling) -> bool:
    """Whether a result that is out, and not voided, does not have yet what decided cases make of it. ``told``: by
    criterion what its participant is told, which begins with that where a mark does not count."""
    return ruling.is_voided or any(not told[code].startswith(NOT_COUNTED) for code in ruling.parts & told.keys())


def taken_up(told: Mapping[str, str], ruling: StandingRuling) -> frozenset[str]:
    """The criteria whose marks a result that is out leaves out of account already. What was decided since waits until
    somebody confirms it."""
    return frozenset(code for code in ruling.parts & told.keys() if told[code].startswith(NOT_COUNTED))


def goes_out(sheet: MarkSheet, scheme: MarkScheme, ruling: StandingRuling, *, penalty: int) -> Judged:
    """What settled marks go out as, where decided cases bear on them."""
    if ruling.is_voided:
        return Judged(0, Outcome.VOIDED)
    return ruled(without_parts(sheet, scheme, ruling.parts), scheme, penalty=penalty)


def ruled(sheet: MarkSheet, scheme: MarkScheme, *, penalty: int) -> Judged:
    """What marks come to under a ruling, with the same marks taken off for words as before."""
    return with_penalty(reckon(sheet, scheme), Penalty("", penalty) if penalty else None, scheme)
