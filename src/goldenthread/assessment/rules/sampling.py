"""Which markings a moderator looks at: drawn by stratum and risk, the same from the same seed whoever draws, and grown
where too many are found to be apart.

When each marking comes in is worked out once, when the sample is drawn. Growing only moves a marker along these steps,
and how far follows from the looks alone, so that their order does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from uuid import UUID

from goldenthread.assessment.rules.marking import reckon
from goldenthread.assessment.rules.some import some
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.sampling import Drawn, Markable, Verdict
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import MarkScheme, SamplingRule

WHOLE = 100
LONGEST_SEED = 40


def place_of(seed: str, script: UUID) -> str:
    """Where a script stands in the order in which a seed draws."""
    return sha256(f"{seed}:{script}".encode()).hexdigest()


def centre_code(seed: str, partner: UUID) -> str:
    """What a centre is called where nobody is to know which it is."""
    return f"Centre {sha256(f'{seed}:centre:{partner}'.encode()).hexdigest()[:4].upper()}"


def band_of(total: int, rule: SamplingRule, *, highest: int) -> int:
    """In which equal part of the scale of totals this one lies, counted from 0."""
    return min(total * rule.bands // (highest + 1), rule.bands - 1)


def band_name(band: int, rule: SamplingRule, *, highest: int) -> str:
    """A band by its first and last total."""
    totals = [total for total in range(highest + 1) if band_of(total, rule, highest=highest) == band]
    return f"{totals[0]} to {totals[-1]}" if totals else "None"


def draw(markings: Iterable[Markable], rule: SamplingRule, scheme: MarkScheme, *, seed: str) -> tuple[Drawn, ...]:
    """Every marking with the step at which it comes in, in the order of the draw."""
    of_marker: defaultdict[int, list[Markable]] = defaultdict(list)
    for each in sorted(markings, key=lambda m: (place_of(seed, m.script), m.key)):
        of_marker[each.marker].append(each)
    found = [line for own in of_marker.values() for line in _of_marker(own, rule, scheme)]
    return tuple(sorted(found, key=lambda d: d.key))


def lineage(seed: str, number: int) -> str:
    """The seed of a supplement, which follows from that of its sample; 0 is the sample itself."""
    return f"{seed}+{number}" if number else seed


def supplement(
    late: Iterable[Markable],
    rule: SamplingRule,
    scheme: MarkScheme,
    *,
    seed: str,
    number: int,
    sampled: Collection[UUID] = (),
) -> tuple[Drawn, ...]:
    """What is drawn from markings that were finished after a sample, by the same rule and in strata of their own.
    ``sampled``: the scripts that are in it already, of which none is drawn again."""
    new = [each for each in late if each.script not in sampled]
    return draw(new, rule, scheme, seed=lineage(seed, number))


def why_not_supplement(*, late: int) -> Refusal | None:
    """Why no supplement can be drawn now: ``late`` markings are in no sample."""
    if late:
        return None
    says = "No marking was finished since the last draw, or its script is in the sample already."
    return Refusal("nothing_late", says, "It is drawn once more markings are finished.")


def is_due(rule: SamplingRule, *, late: int, waiting: int) -> bool:
    """Whether a supplement is drawn by itself: nothing waits to be marked, and more is in no sample than may be."""
    return not waiting and late > rule.unsampled


def _of_marker(own: Sequence[Markable], rule: SamplingRule, scheme: MarkScheme) -> Iterable[Drawn]:
    strata: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for each in own:
        strata[band_of(each.total, rule, highest=scheme.highest_total), each.centre].append(each.key)
    for place, each in enumerate(own):
        band = band_of(each.total, rule, highest=scheme.highest_total)
        stratum = strata[band, each.centre]
        step, why = _comes_in(each, rule, scheme, place=place, at=stratum.index(each.key), of=len(stratum))
        yield Drawn(each.key, each.marker, band, each.centre, step, why)


def _comes_in(
    each: Markable, rule: SamplingRule, scheme: MarkScheme, *, place: int, at: int, of: int
) -> tuple[int, str]:
    """At which step, and why. ``place`` is its place among the marker's, ``at`` that in its stratum ``of`` so many."""
    away = abs(each.total - scheme.minimum_total)
    if rule.borderline is not None and away <= rule.borderline:
        return 0, f"Its total is {away} from the pass total." if away else "Its total is the pass total."
    share = rule.share + (rule.first_share if each.is_first else 0)
    for step in range(rule.last_step):
        taken = -(-min(share << step, WHOLE) * of // WHOLE)
        if at < taken:
            first = " Its marker marks for the first time." if each.is_first else ""
            return step, f"{_says_taken(taken, of)}{first}"
        if place < rule.each_marker << step:
            return step, f"It is among the first {rule.each_marker << step} of its marker."
    return rule.last_step, "All of its marker’s are taken."


def _says_taken(taken: int, of: int) -> str:
    """That a marking is among those taken of its stratum, in words that need no such word."""
    if of == 1:
        return "It is the only one of its marker in this band of marks and from this centre."
    number = f"All {of}" if taken == of else f"{taken} of the {of}"
    return f"{number} of its marker in this band of marks and from this centre {'is' if taken == 1 else 'are'} taken."


def is_apart(given: MarkSheet, looked: MarkSheet, rule: SamplingRule, scheme: MarkScheme) -> bool:
    """Whether a moderator's marks are further from a marker's than the rule allows, on a criterion or in total."""
    asked = scheme.only(given.marks)
    far = abs(reckon(given, asked).total - reckon(looked, asked).total) > rule.total
    return far or bool(apart_on(given, looked, rule, scheme))


def apart_on(given: MarkSheet, looked: MarkSheet, rule: SamplingRule, scheme: MarkScheme) -> tuple[str, ...]:
    """The criteria on which they are further apart than the rule allows, of those that were marked."""
    one, two = given.given, looked.given
    return tuple(c.code for c in scheme.only(one).criteria if abs(one[c.code] - two[c.code]) > rule.each_criterion)


def exceeds(verdicts: Sequence[Verdict], rule: SamplingRule, *, step: int) -> bool:
    """Whether too many of what has come in by a step are apart. It is measured by all of them, looked at or not, so
    that one more look never takes it back."""
    within = [verdict for verdict in verdicts if verdict.step <= step]
    return sum(verdict.is_apart is True for verdict in within) * WHOLE > rule.most_apart * len(within)


def step_reached(verdicts: Sequence[Verdict], rule: SamplingRule) -> int:
    """How far a marker's sample grows by the looks there are."""
    step = 0
    while step < rule.last_step and exceeds(verdicts, rule, step=step):
        step += 1
    return step


def needs_ruling(verdicts: Sequence[Verdict], rule: SamplingRule) -> bool:
    """Whether somebody has to decide about this marker: their sample grew, or there was nothing it could grow by."""
    return step_reached(verdicts, rule) > 0


def says_of(draws: Sequence[Sequence[Verdict]], rule: SamplingRule, name: str) -> str:
    """How a marker's part of the sample stands, with its supplements, in a sentence. Each is measured by itself."""
    steps = [step_reached(verdicts, rule) for verdicts in draws]
    within = [v for verdicts, step in zip(draws, steps, strict=True) for v in verdicts if v.step <= step]
    looked, apart = sum(v.is_apart is not None for v in within), sum(v.is_apart is True for v in within)
    base = f"{name}: {looked} of {len(within)} looked at, {apart} further apart than the rule allows."
    if not any(steps):
        return base
    grown = "to all of theirs" if len(within) == sum(map(len, draws)) else f"to {len(within)}"
    return f"{base} The sample grew {grown}, because more than {rule.most_apart}\u00a0% were."


def says_grown(markers: int, added: int) -> str:
    """That a sample grew: by whom, and how many scripts came in."""
    whose = "one marker’s markings" if markers == 1 else f"the markings of {markers} markers"
    more = "one more script to look at" if added == 1 else f"{added} more scripts to look at"
    what = more if added else "every script of theirs is in it already"
    return f"Too many looks at {whose} differ by more than the rule allows, so the sample grows: {what}."


def why_not_draw(
    rule: SamplingRule, *, is_closed: bool, is_drawn: bool, waiting: int, markings: int, seed: str
) -> Refusal | None:
    """Why a sample cannot be drawn now."""
    if is_drawn:
        return Refusal(
            "drawn_already", "The sample of this window is drawn.", "It grows by itself; it is never redrawn."
        )
    if not rule.is_wanted:
        mend = "A curriculum lead sets another rule for windows that open later."
        return Refusal("no_sample_wanted", "The policy of this window asks for no sample.", mend)
    if not is_closed:
        return Refusal("window_open", "The window is still open.", "Wait until it closes and everything is marked.")
    if waiting or not markings:
        says = (
            f"Marking is not finished: {some(waiting, 'script waits', 'scripts wait')}."
            if waiting
            else "Nothing has been marked."
        )
        return Refusal("not_marked", says, "Draw the sample once every script is marked.")
    if not 1 <= len(seed.strip()) <= LONGEST_SEED:
        return Refusal("no_seed", "The seed is empty or too long.", f"Enter 1 to {LONGEST_SEED} letters or digits.")
    return None
