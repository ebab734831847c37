"""Rules that change with the year: how engagement is reckoned and how work is assessed, each in force from a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from goldenthread.programmes.types.again import AgainRule, Support, SupportKind
from goldenthread.programmes.types.agreeing import AgreementRule, SecondMarking, SecondRule
from goldenthread.programmes.types.granting import EVERY_GRANT, GrantKind
from goldenthread.programmes.types.limits import WordRule
from goldenthread.programmes.types.parts import CatchUpRule, DueRule, EngagementKind, ExcusedRule, Measure, Part
from goldenthread.programmes.types.releasing import ReleaseRule, ReviewRule
from goldenthread.programmes.types.words import AssessmentKind, ComponentKind


@dataclass(frozen=True)
class PolicyTerms:
    """What every policy says about itself: since when, on whose word, and whether that word is official.

    ``is_illustrative`` is true where no official figure was found and a default of ours stands in; pages say so.
    """

    in_force_from: date
    source: str
    is_illustrative: bool = False
    version: int = 1


@dataclass(frozen=True)
class EngagementPolicy:
    """When somebody has engaged enough.

    ``threshold`` is a whole percentage of the measure, over the components whose kind is in ``counts``; an empty
    ``counts`` means every kind. Where there are ``parts``, they say which kinds are measured how, and ``kind`` says how
    they combine; ``threshold`` is then the highest that any part asks for, or that of all parts together.
    Components that are not required count only where ``counts_optional`` says so.
    ``partly`` and ``excused`` are what those marks in a register credit, as whole percentages of the component;
    *present* credits all of it and *absent* nothing. ``excused_rule`` can leave what was excused out instead.
    """

    terms: PolicyTerms
    kind: EngagementKind
    threshold: int
    measure: Measure = Measure.MINUTES
    counts: frozenset[ComponentKind] = frozenset()
    counts_optional: bool = False
    partly: int = 50
    excused: int = 0
    illustrates: tuple[str, ...] = ()
    """The fields of this policy for which no official figure was found."""
    parts: tuple[Part, ...] = ()
    excused_rule: ExcusedRule = ExcusedRule.CREDITS
    catch_up: CatchUpRule = field(default_factory=CatchUpRule)
    due: DueRule = field(default_factory=DueRule)

    @property
    def every_part(self) -> tuple[Part, ...]:
        """Its parts; one over everything that counts where it has none of its own."""
        return self.parts or (Part("", self.counts, self.measure, self.threshold),)

    @property
    def uncounted(self) -> tuple[ComponentKind, ...]:
        """The kinds of component that stand in no part, so that they never count."""
        return tuple(kind for kind in ComponentKind if not any(part.takes(kind) for part in self.every_part))

    @property
    def points(self) -> int:
        """What the weights of its parts add up to; nothing where none is weighed."""
        return sum(part.weight or 0 for part in self.parts)

    def part_for(self, kind: ComponentKind, *, is_required: bool) -> Part | None:
        """The part of the figure that a component of this kind is in, if it is in any."""
        if not is_required and not self.counts_optional:
            return None
        return next((part for part in self.every_part if part.takes(kind)), None)

    def takes(self, kind: ComponentKind, *, is_required: bool) -> bool:
        """Whether a component of this kind is part of the figure."""
        return self.part_for(kind, is_required=is_required) is not None


@dataclass(frozen=True)
class Gate:
    """What must hold before the brief opens for somebody. Each condition can be switched off by a policy, and those
    on evaluations and fees are off unless it asks for them."""

    needs_engagement: bool = True
    needs_declaration: bool = True
    needs_evaluations: bool = False
    needs_fees: bool = False

    @property
    def opens_to(self) -> str:
        """To whom the brief opens, as the end of a sentence: *whoever* …"""
        asked = (
            (True, "takes part"),
            (self.needs_engagement, "is engaged enough"),
            (self.needs_declaration, "has signed the declaration"),
            (self.needs_evaluations, "has answered the surveys about their sessions"),
            (self.needs_fees, "has fees that are in order"),
        )
        *first, last = [words for holds, words in asked if holds]
        return f"{', '.join(first)} and {last}" if first else last


@dataclass(frozen=True)
class WindowHours:
    """The hour at which a window closes on its last day where nobody says otherwise, in UK time."""

    closes: time = time(23, 59)


@dataclass(frozen=True)
class MarkingRule:
    """Who marks, how many of them, how much each, and by when.

    ``markers``: how many mark each script; none where second marking says it, which is two or one. ``needs_training``:
    whether only those mark who are trained for the qualification. ``capacity``: how many scripts of a window somebody
    takes of whom nothing else is recorded. ``days``: how long after a window closes its marking is due. ``is_ours``:
    the policy says nothing of this, and illustrative figures of ours stand in.
    """

    markers: int | None = None
    needs_training: bool = False
    capacity: int = 30
    days: int = 21
    is_ours: bool = True


@dataclass(frozen=True)
class AccuracyRule:
    """When figures about markers are shown, and when one is worth a look. No official values are known.

    ``least_scripts``: so many scripts marked twice before a figure stands. ``fit_low`` and ``fit_high``, in
    hundredths: where marks are as scattered as expected. ``unexpected``: so many standard deviations away is listed.
    """

    least_scripts: int = 10
    fit_low: int = 70
    fit_high: int = 130
    unexpected: int = 3

    @property
    def fit(self) -> str:
        """Between which fits marks are as scattered as expected, in words."""
        return f"between {self.fit_low / 100:g} and {self.fit_high / 100:g}"


@dataclass(frozen=True)
class SamplingRule:
    """Which markings a moderator looks at, and when more of them. No official values are known.

    ``share``: whole percentage of each stratum (one marker, one band of marks, one centre); 0 asks for no sample.
    ``bands``: into how many equal parts the scale of totals is cut. ``each_marker``: at least so many of each marker's.
    ``borderline``: every script whose total lies so many marks from the pass total or nearer; ``None`` takes none for
    that. ``first_share``: percentage points more for whoever marks for the first time. ``each_criterion`` and
    ``total``: so many marks may a moderator's differ. ``most_apart``: where a larger percentage of a marker's sample
    differs by more, it grows: doubled so often as ``doublings`` says, then to all. ``unsampled``: so many markings that
    are finished after the draw may be in no sample when results go out.
    """

    share: int = 0
    bands: int = 4
    each_marker: int = 3
    borderline: int | None = 2
    first_share: int = 10
    each_criterion: int = 1
    total: int = 3
    most_apart: int = 20
    doublings: int = 1
    unsampled: int = 0

    @property
    def is_wanted(self) -> bool:
        """Whether a window under this rule has a sample."""
        return self.share > 0

    @property
    def last_step(self) -> int:
        """The step of growth at which everything is taken."""
        return self.doublings + 1


@dataclass(frozen=True)
class StandardRule:
    """How markers are held to one standard. No official values are known; those here are ours.

    ``needs_clearance``: nobody marks live work before they agreed with what was agreed beforehand.
    ``each_criterion`` and ``total``: how far apart marks may be, on the scheme’s scale; ``same_result``: whether both
    have to pass or fail it. ``test`` scripts are tried, of which ``agree`` must be close, ``tries`` times at most.
    ``every``: one script among so many is marked to compare with; 0 means none. Marking stops after ``in_a_row`` of
    these were off one after the other, or ``off`` of the last ``among``.
    """

    needs_clearance: bool = False
    each_criterion: int = 1
    total: int = 3
    same_result: bool = True
    test: int = 3
    agree: int = 2
    tries: int = 2
    every: int = 10
    in_a_row: int = 2
    off: int = 3
    among: int = 6


@dataclass(frozen=True)
class AssessmentPolicy:
    """How the work is submitted and marked. ``window_days`` is the length of the window, ``attempts`` how often.

    ``takes_draft_at_close``: answers that were written here and never handed in count as handed in when the window
    closes, as last saved.
    ``late_days``: so many days after somebody's window closed a piece can still be offered late, for a person to
    decide whether it counts; 0 means never. ``support``: what is guaranteed before a further attempt, beside what
    ``again`` asks. ``grants``: what may follow when circumstances are granted.
    ``reminder_hours``: so long before a window closes, whoever has not handed in is reminded; 0 means never.
    """

    terms: PolicyTerms
    kind: AssessmentKind
    words: WordRule
    window_days: int
    attempts: int
    gate: Gate = Gate()
    second_marking: SecondMarking = SecondMarking.ALL
    agreement: AgreementRule = field(default_factory=AgreementRule)
    reminder_hours: int = 48
    hours: WindowHours = WindowHours()
    takes_draft_at_close: bool = False
    illustrates: tuple[str, ...] = ()
    """The fields of this policy for which no official figure was found."""
    marking: MarkingRule = MarkingRule()
    accuracy: AccuracyRule = AccuracyRule()
    release: ReleaseRule = field(default_factory=ReleaseRule)
    reviews: ReviewRule = field(default_factory=ReviewRule)
    sampling: SamplingRule = SamplingRule()
    standard: StandardRule = StandardRule()
    second: SecondRule = field(default_factory=SecondRule)
    again: AgainRule = field(default_factory=AgainRule)
    late_days: int = 0
    support: tuple[Support, ...] = ()
    grants: frozenset[GrantKind] = EVERY_GRANT

    @property
    def supports(self) -> tuple[Support, ...]:
        """All that is guaranteed after an attempt that failed: what ``again`` asks first, then the rest."""
        if not self.again.needs_help or any(each.kind is SupportKind.MEETING for each in self.support):
            return self.support
        return (Support(SupportKind.MEETING, required=True), *self.support)

    @property
    def seats(self) -> int:
        """How many assessors mark each script, those beside who are wanted for some not counted."""
        return self.marking.markers or (2 if self.second_marking is SecondMarking.ALL else 1)


@dataclass(frozen=True)
class Policies:
    """What is in force for a programme on one day; ``None`` where nothing is yet."""

    on: date
    engagement: EngagementPolicy | None
    assessment: AssessmentPolicy | None
