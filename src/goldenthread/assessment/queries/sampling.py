"""The sample of a window: what is in it, how far it is looked at, and how its markers stand; in a fixed number of
statements whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from goldenthread.assessment.models import Look, Marking, Ruling, Sample, SampledMarking, Window
from goldenthread.assessment.queries.estimating import marker_names
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.proposing import window_of
from goldenthread.assessment.queries.supplementing import late_markings, population, supplement_lines, waiting_in
from goldenthread.assessment.rules.moderating import why_not_seat_moderator
from goldenthread.assessment.rules.ruling import says_ruling
from goldenthread.assessment.rules.sampling import (
    band_name,
    draw,
    is_apart,
    needs_ruling,
    says_of,
    step_reached,
    why_not_draw,
    why_not_supplement,
)
from goldenthread.assessment.rules.some import some
from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.readiness import Hold
from goldenthread.assessment.types.sampling import (
    Correction,
    Decision,
    Drawn,
    Markable,
    MarkerSample,
    Preview,
    RulingLine,
    SampledLine,
    SamplePage,
    StratumLine,
    Verdict,
)
from goldenthread.assessment.types.submitting import Stage
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import MarkScheme, SamplingRule

_SETTLED = (State.SETTLED.value, State.RELEASED.value)


@dataclass(frozen=True)
class Standing:
    """A sample as it stands: its markings, the looks by script, and whether each marking looked at is apart."""

    sample: Sample
    rule: SamplingRule
    scheme: MarkScheme
    rows: tuple[SampledMarking, ...]
    looks: Mapping[int, Look]
    apart: Mapping[int, bool]

    @cached_property
    def by_marker(self) -> Mapping[int, tuple[SampledMarking, ...]]:
        """The markings of each marker."""
        found: defaultdict[int, list[SampledMarking]] = defaultdict(list)
        for row in self.rows:
            found[row.allocation.marker_id].append(row)
        return {marker: tuple(rows) for marker, rows in found.items()}

    def draws(self, marker: int, *, after: int = -1) -> tuple[tuple[SampledMarking, ...], ...]:
        """A marker's markings by the draw that they belong to: the sample and its supplements, of those with a greater
        number than ``after``."""
        found: defaultdict[int, list[SampledMarking]] = defaultdict(list)
        for row in self.by_marker[marker]:
            if row.number > after:
                found[row.number].append(row)
        return tuple(tuple(found[number]) for number in sorted(found))

    def verdicts(self, rows: Iterable[SampledMarking]) -> tuple[Verdict, ...]:
        """What was found of each of these markings."""
        return tuple(Verdict(row.step, self.apart.get(row.allocation_id)) for row in rows)

    def needs_ruling(self, marker: int, *, after: int = -1) -> bool:
        """Whether somebody has to decide about a marker, by what was drawn ``after`` the last decision."""
        return any(needs_ruling(self.verdicts(rows), self.rule) for rows in self.draws(marker, after=after))

    @cached_property
    def scripts(self) -> frozenset[int]:
        """The scripts that are in the sample by now."""
        return frozenset(row.allocation.script_id for row in self.rows if row.drawn_at)


def standing_of(sample: Sample, scheme: MarkScheme) -> Standing:
    """A sample with what was found, in five statements."""
    rule = SamplingRule(**sample.rule)
    rows = tuple(SampledMarking.objects.filter(sample=sample).select_related("allocation__script").order_by("pk"))
    looks = {each.script_id: each for each in Look.objects.filter(sample=sample).prefetch_related("marks")}
    given = Marking.objects.filter(allocation__sampled__sample=sample, allocation__script__look__isnull=False)
    apart = {
        each.allocation_id: is_apart(each.as_sheet(), looks[each.allocation.script_id].as_sheet(), rule, scheme)
        for each in given.select_related("allocation").prefetch_related("marks")
    }
    return Standing(sample, rule, scheme, rows, looks, apart)


def sample_page(window: UUID, *, by: Actor, at: datetime, seed: str = "") -> SamplePage:
    """The sample of a window, or with ``seed`` what it would hold; in at most seventeen statements.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = window_of(window, by=by)
    policy, scheme = policy_of(row), mark_scheme(row.scheme)
    sample = Sample.objects.filter(window=row).first()
    if sample is None:
        found = population(row, seed)
        refusal = why_not_seat_moderator(by) or why_not_draw_here(row, policy.sampling, found, seed, at=at)
        preview = None if refusal else _preview(row, found, policy.sampling, scheme, seed, by=by)
        rule, strata = policy.sampling, preview.strata if preview else ()
        standing: Standing | None = None
        markers: tuple[MarkerSample, ...] = ()
    else:
        refusal, preview = None, None
        standing = standing_of(sample, scheme)
        rule, seed = standing.rule, sample.seed
        names = marker_names([row.pk], by=by)
        strata, markers = _strata(standing, names), marker_samples(standing, names)
    late = late_markings(sample) if sample else 0
    return SamplePage(
        window=row.ref,
        cohort=row.cohort.title,
        brief=row.brief.brief.title,
        rule=rule,
        is_illustrative=policy.terms.is_illustrative or "sampling" in policy.illustrates,
        seed=seed,
        drawn_at=sample.drawn_at if sample else None,
        strata=strata,
        scripts=script_lines(standing) if standing else (),
        markers=markers,
        preview=preview,
        why_not=refusal,
        late=late,
        waiting=waiting_in(row.pk) if sample else 0,
        supplements=supplement_lines(sample, standing.rows) if sample and standing else (),
        why_not_more=why_not_seat_moderator(by) or why_not_supplement(late=late) if sample else None,
    )


def why_not_draw_here(
    window: Window, rule: SamplingRule, found: Sequence[Markable], seed: str, *, at: datetime, is_drawn: bool = False
) -> Refusal | None:
    """Why the sample of a window cannot be drawn now, in one statement."""
    return why_not_draw(
        rule,
        is_closed=stage(window.as_facts(), at=at) is Stage.CLOSED,
        is_drawn=is_drawn,
        waiting=waiting_in(window.pk),
        markings=len(found),
        seed=seed,
    )


def marker_samples(standing: Standing, names: Mapping[int, str]) -> tuple[MarkerSample, ...]:
    """How each marker's part stands, those about whom to decide first; in two statements."""
    rulings = {each.marker_id: each for each in Ruling.objects.filter(sample=standing.sample).order_by("number")}
    refs = dict(Marking.objects.filter(allocation__sampled__sample=standing.sample).values_list(
        "allocation__marker_id", "allocation__marker__ref"
    ).distinct())  # fmt: skip
    lines = [_marker(standing, marker, names[marker], refs[marker], rulings) for marker in standing.by_marker]
    return tuple(sorted(lines, key=lambda m: (not m.needs_ruling, m.is_ruled, m.name)))


def _marker(standing: Standing, marker: int, name: str, ref: UUID, rulings: Mapping[int, Ruling]) -> MarkerSample:
    rows, draws = standing.by_marker[marker], standing.draws(marker)
    drawn = [row for row in rows if row.drawn_at]
    known = [standing.apart[row.allocation_id] for row in drawn if row.allocation_id in standing.apart]
    ruling = rulings.get(marker)
    is_ruled = ruling is not None and ruling.number >= draws[-1][0].number
    verdicts = [standing.verdicts(each) for each in draws]
    return MarkerSample(
        ref=ref,
        name=name,
        all=len(rows),
        drawn=len(drawn),
        looked_at=len(known),
        apart=sum(known),
        step=max(step_reached(each, standing.rule) for each in verdicts),
        needs_ruling=standing.needs_ruling(marker, after=ruling.number if ruling and not is_ruled else -1),
        ruling=ruling_line(ruling, standing.scheme) if ruling else None,
        says=says_of(verdicts, standing.rule, name),
        is_ruled=is_ruled,
    )


def ruling_line(row: Ruling, scheme: MarkScheme) -> RulingLine:
    """A decision in words."""
    decision = Decision(row.decision)
    correction = Correction(row.by_marks, row.code, row.on_total) if row.by_marks else None
    return RulingLine(decision, says_ruling(decision, correction, scheme), row.reason, row.at, row.changed)


def script_lines(standing: Standing) -> tuple[SampledLine, ...]:
    """The scripts of a sample, those to look at first."""
    drawn: defaultdict[int, list[SampledMarking]] = defaultdict(list)
    for row in standing.rows:
        if row.drawn_at:
            drawn[row.allocation.script_id].append(row)
    lines = [_script(rows, standing) for rows in drawn.values()]
    return tuple(sorted(lines, key=lambda line: (line.looked_at is not None, line.step, line.number)))


def _script(rows: Iterable[SampledMarking], standing: Standing) -> SampledLine:
    own = list(rows)
    script, look = own[0].allocation.script, standing.looks.get(own[0].allocation.script_id)
    return SampledLine(
        ref=script.ref,
        number=script.number,
        why=tuple(dict.fromkeys(row.why for row in own)),
        step=min(row.step for row in own),
        drawn_at=min(row.drawn_at for row in own if row.drawn_at),
        looked_at=look.at if look else None,
        is_apart=any(standing.apart.get(row.allocation_id) for row in own),
        is_settled=script.state in _SETTLED,
        supplement=min(row.number for row in own if row.drawn_at),
    )


def _strata(standing: Standing, names: Mapping[int, str]) -> tuple[StratumLine, ...]:
    found: defaultdict[tuple[int, int, str], list[SampledMarking]] = defaultdict(list)
    for row in standing.rows:
        found[row.allocation.marker_id, row.band, row.centre].append(row)
    highest = standing.scheme.highest_total
    lines = [
        StratumLine(
            names[marker],
            band_name(band, standing.rule, highest=highest),
            centre,
            len(rows),
            sum(row.drawn_at is not None for row in rows),
            sum(row.drawn_at is not None and row.allocation_id in standing.apart for row in rows),
        )
        for (marker, band, centre), rows in sorted(found.items())
    ]
    return tuple(sorted(lines, key=lambda line: line.marker))


def _preview(
    window: Window, found: Sequence[Markable], rule: SamplingRule, scheme: MarkScheme, seed: str, *, by: Actor
) -> Preview:
    """What a draw would hold, in one statement."""
    drawn, scripts = draw(found, rule, scheme, seed=seed), {each.key: each.script for each in found}
    names = marker_names([window.pk], by=by)
    strata: defaultdict[tuple[int, int, str], list[Drawn]] = defaultdict(list)
    for each in drawn:
        strata[each.marker, each.band, each.centre].append(each)
    lines = [
        StratumLine(
            names[marker],
            band_name(band, rule, highest=scheme.highest_total),
            centre,
            len(each),
            sum(one.step == 0 for one in each),
        )
        for (marker, band, centre), each in sorted(strata.items())
    ]
    first = [each.key for each in drawn if each.step == 0]
    return Preview(
        scripts=len({scripts[key] for key in first}),
        markings=len(first),
        all_markings=len(drawn),
        strata=tuple(sorted(lines, key=lambda line: line.marker)),
    )


def holds_of_sampling(window: Window, at: datetime) -> tuple[Hold, ...]:  # noqa: ARG001  every check is asked alike
    """What a sample keeps in: all results of a window that wants one and has none, of one that is not looked at whole,
    of one in which a decision about a marker waits, and of one beside which more was marked since than its rule lets
    stand; in at most ten statements. Wants the cohort's release."""
    sample = Sample.objects.filter(window=window).first()
    if sample is None:
        if not policy_of(window).sampling.is_wanted:
            return ()
        mend = "A moderator draws it on the page of the window’s sample."
        return (Hold(None, "no_sample", "No sample has been drawn for moderation.", mend),)
    standing = standing_of(sample, mark_scheme(window.scheme))
    waits = len(standing.scripts - set(standing.looks))
    ruled = dict(Ruling.objects.filter(sample=sample).order_by("number").values_list("marker_id", "number"))
    undecided = sum(standing.needs_ruling(each, after=ruled.get(each, -1)) for each in standing.by_marker)
    late, found = late_markings(sample), []
    if waits:
        of = len(standing.scripts)
        waiting = some(waits, "script waits", "scripts wait")
        says = f"{waiting} to be looked at in the moderation sample, of {of}."
        found.append(Hold(None, "sample_unfinished", says, "A moderator looks at the rest."))
    if undecided:
        says = f"It is not decided what follows for {undecided} of the markers in the moderation sample."
        found.append(Hold(None, "ruling_waits", says, "A moderator decides on the page of the window’s sample."))
    if late > standing.rule.unsampled:
        said = "1 marking was" if late == 1 else f"{late} markings were"
        says = f"{said} finished after the moderation sample was drawn, more than its rule lets stand in no sample."
        mend = "A supplement is drawn by itself once all is marked; a moderator can draw it on the sample’s page."
        found.append(Hold(None, "late_unsampled", says, mend))
    return tuple(found)
