"""What a proposal comes to, in sentences: what is filled, how sure that is the best, and what would fill the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from goldenthread.assessment.rules.eligible import AWAY, CONFLICT, STANDARD, TRAINING
from goldenthread.assessment.rules.some import some
from goldenthread.assessment.types.placing import Unplaced

_NAMED = 4
_KINDS = {
    CONFLICT: ("has a conflict of interest with it", "have a conflict of interest with it"),
    TRAINING: (
        "is not trained for this qualification until the day it is due",
        "are not trained for this qualification until the day it is due",
    ),
    STANDARD: ("is not cleared for its standard", "are not cleared for its standard"),
    AWAY: ("cannot mark today or on the day it is due", "cannot mark today or on the day it is due"),
}


# What lets those mark a script whom something keeps from it that can be changed.
_CURES = {
    STANDARD: "Have them pass its test under “Before you mark”, or clear them by hand on the page of the standard.",
    AWAY: "Wait until they are back, or move the day it is due.",
}


def finding_of(seats: int, empty: int, shares: Sequence[float]) -> str:
    """What is filled, and how even it is."""
    filled = "Every empty seat is filled" if not empty else f"{seats:,} of {seats + empty:,} empty seats are filled"
    if not seats and not empty:
        return "No seat is empty: nothing is proposed."
    if not shares:
        return f"{filled}."
    low, high = (round(100 * share) for share in (min(shares), max(shares)))
    said = f"{low} %" if low == high else f"between {low} % and {high} %"
    return f"{filled}; assessors then have {said} of what they take."


def proof_of(*, is_proved: bool, missing: int) -> str:
    """How sure it is that nothing better is possible."""
    if is_proved:
        return "Proved the best: no other way fills more seats, and of those that fill as many none is more even."
    if missing:
        return f"Time ran out: it is not proved the best. At most {some(missing, 'more seat')} could be filled."
    return "Time ran out: no way fills more seats, but it is not proved that none is more even."


def mixing_of(*, pairs: int, most: int, groups: int) -> str:
    """Whether markers can be compared with one another by what they mark together."""
    if not pairs:
        return "Nobody marks together, so markers cannot be compared by this window."
    joined = (
        "all who mark are joined through scripts they share, so they can be compared"
        if groups == 1
        else f"they fall in {groups} groups that share no script, so only those within one can be compared"
    )
    scripts = some(most, "script")
    if pairs == 1:
        return f"Two assessors share {scripts}; {joined}."
    return f"{pairs:,} pairs of assessors share scripts, none more than {scripts}; {joined}."


def why_empty(gap: Unplaced, *, each_script: int) -> str:
    """Why seats of a script stay empty."""
    said = [f"{_some_do(number, *_KINDS[kind])}" for kind, number in sorted(gap.left_out.items()) if kind in _KINDS]
    left = f"It needs {some(each_script, 'assessor')}. Of the others, " + (_joined(said) or "none is left out") + "."
    if gap.possible:
        return f"{left} {_some_do(gap.possible, 'could mark it but is full', 'could mark it but are full')}."
    return left


def mends_of(gaps: Sequence[Unplaced], *, each: int, needs_training: bool, would_do: Sequence[str]) -> tuple[str, ...]:
    """What would fill the seats that stay empty: room, or people."""
    people = [gap for gap in gaps if gap.lacks_people]
    room = sum(gap.seats - gap.lacks_people for gap in gaps)
    said = []
    if room:
        names = list(would_do[:_NAMED])
        more = len(would_do) - len(names)
        whom = _joined([*names, f"{more} others"] if more > 1 else [*names, "1 other"] if more else names)
        said.append(f"{some(room, 'more place')} would do, with any of {whom}: record that they take more.")
    if people:
        short = (
            f"{some(len(people), 'script')} {'has' if len(people) == 1 else 'have'} fewer than "
            f"{some(each, 'assessor')} who may mark {'it' if len(people) == 1 else 'them'}"
        )
        said.append(f"{short}: {_cure_of(people, needs_training=needs_training)}")
    return tuple(said)


def _cure_of(people: Sequence[Unplaced], *, needs_training: bool) -> str:
    """What would give these scripts people who may mark them, by what keeps most from them; where that is a conflict,
    or nobody is kept from them, other people would."""
    lacks = max(gap.lacks_people for gap in people)
    bars: Counter[str] = Counter()
    for gap in people:
        bars.update({kind: number for kind, number in gap.left_out.items() if kind in _KINDS})
    kind = max(sorted(bars), key=lambda each: bars[each], default=CONFLICT)
    barred = max(gap.left_out.get(kind, 0) for gap in people)
    if kind in _CURES:
        cure = f"{_some_do(barred, *_KINDS[kind])}. {_CURES[kind]}"
        more = lacks - barred
        return cure if more <= 0 else f"{cure} {some(more, 'more assessor')} would have to come beside them."
    trained = ", trained for this qualification" if needs_training else ""
    return (
        f"{some(lacks, 'more assessor')} would do{trained}, from outside the participants’ schools and the "
        "cohort’s delivery partner."
    )


def _some_do(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _joined(said: Sequence[str]) -> str:
    return " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
