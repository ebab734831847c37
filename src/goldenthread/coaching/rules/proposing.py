"""Pairs for everybody who waits for a coach, in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from goldenthread.coaching.rules.assigning import Room, assign
from goldenthread.coaching.rules.weighing import weigh, why_full, why_never, why_out_of_reach
from goldenthread.coaching.types.proposing import Barred, CoachFacts, LoadLine, Proposal, Seeker, Waits
from goldenthread.ground.types import Refusal

# Beside the proposed coach so many more can be chosen on the same page.
NEXT_BEST = 4


def propose(seekers: Iterable[Seeker], coaches: Iterable[CoachFacts]) -> tuple[Proposal, ...]:
    """A coach for everybody for whom there is one, those who wait most being served first, then those whose cohort
    began first.

    Nobody is proposed against a conflict of interest, out of reach or over capacity, and nobody for whoever has
    finished. The order of what is given does not matter.
    """
    waiting = sorted(seekers, key=in_order)
    known = sorted(coaches, key=lambda c: (c.name, str(c.person)))
    free = [c for c in known if c.room]
    wanted = [
        {n: weigh(s, c).cost for n, c in enumerate(free) if not s.is_finished and _why_barred(s, c) is None}
        for s in waiting
    ]
    given = assign(wanted, [Room(c.load, c.details.capacity) for c in free])
    return tuple(
        _proposal(s, known, free[place] if place is not None else None) for s, place in zip(waiting, given, strict=True)
    )


def in_order(seeker: Seeker) -> tuple[bool, Waits, date, str, str]:
    """A key that puts those first who wait most, and those last who have finished."""
    return seeker.is_finished, seeker.waits, seeker.starts_on, seeker.name, str(seeker.enrolment)


def loads(coaches: Iterable[CoachFacts], chosen: Iterable[object]) -> tuple[LoadLine, ...]:
    """What every coach would have once these (persons, each as often as chosen) were added, by name."""
    more = Counter(str(person) for person in chosen)
    return tuple(
        LoadLine(c.person, c.name, c.load, c.load + more[str(c.person)], c.details.capacity, c.is_recorded)
        for c in sorted(coaches, key=lambda c: (c.name, str(c.person)))
    )


def why_not_all(pairs: Sequence[tuple[Seeker, CoachFacts]]) -> Refusal | None:
    """Why these pairs cannot all be made, or ``None``; says of whom it speaks."""
    for seeker, coach in pairs:
        refusal = _why_barred(seeker, coach)
        if refusal:
            return Refusal(refusal.code, f"{coach.name} for {seeker.name}: {refusal.says}", refusal.mend)
    more = Counter(coach.person for seeker, coach in pairs if not seeker.is_finished)
    refusals = (why_full(coach, more=more[coach.person]) for _, coach in pairs if more[coach.person])
    full = next((refusal for refusal in refusals if refusal), None)
    if full is None:
        return None
    return Refusal(full.code, f"{full.says} These pairs would be too many.", full.mend)


def _why_barred(seeker: Seeker, coach: CoachFacts) -> Refusal | None:
    return why_never(seeker, coach) or why_out_of_reach(seeker, coach)


def _proposal(seeker: Seeker, known: Sequence[CoachFacts], chosen: CoachFacts | None) -> Proposal:
    refusals = [(c, _why_barred(seeker, c) or (None if seeker.is_finished else why_full(c))) for c in known]
    barred = tuple(Barred(c.name, refusal) for c, refusal in refusals if refusal and refusal.code != "not_a_coach")
    fitting = [weigh(seeker, c) for c, refusal in refusals if refusal is None and c is not chosen]
    best = sorted(fitting, key=lambda w: (w.cost + Room(w.load, w.capacity).price(0), w.name, str(w.person)))
    return Proposal(
        seeker=seeker,
        chosen=weigh(seeker, chosen) if chosen else None,
        others=tuple(best[:NEXT_BEST]),
        barred=barred,
        mend=_mend(seeker, [refusal for _, refusal in refusals if refusal], is_anybody=bool(best))
        if not chosen
        else "",
    )


def _mend(seeker: Seeker, refusals: Sequence[Refusal], *, is_anybody: bool) -> str:
    """What would change it for somebody to whom nobody is proposed."""
    if seeker.is_finished:
        return (
            "They have finished: their cohort is over and everything that counts is credited. Choose somebody to go on."
        )
    if is_anybody:
        return "Those who could coach them are given to others here: raise a capacity, or bring in another coach."
    codes = Counter(refusal.code for refusal in refusals)
    said = []
    if codes["coach_full"]:
        said.append("raise the capacity of a coach who is full")
    if codes["meets_in_person"] or codes["other_place"]:
        said.append("record that a coach meets online or covers this place")
    said.append("bring in a coach for this delivery partner")
    words = " or ".join(said)
    return f"{words[:1].upper()}{words[1:]}."
