"""Yearly figures: which year a day lies in, what is asked for, and what the counts come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.types.yearly import Aim, AimLine, Metric, NewAim, Threshold, YearCounts

ENTERS = (Duty.ADMINISTRATOR, Duty.QUALITY_LEAD)
FRAMEWORK = "NPQ Quality Framework, October 2017"
# A school with this share of pupils on free school meals, in per cent, or more counts as one of high disadvantage.
HIGH_DISADVANTAGE = 30
RETENTION = Threshold(date(2017, 10, 1), 90, FRAMEWORK)
PRESENTING = Threshold(date(2017, 10, 1), 90, FRAMEWORK)
ACCURACY = Threshold(date(2017, 10, 1), 95, FRAMEWORK)
# Months from the start within which to present. Sources conflict: most say 18, an older page of one provider 12.
MONTHS: tuple[Threshold, ...] = (
    Threshold(date(2017, 10, 1), 18, FRAMEWORK),
    Threshold(date(2018, 7, 1), 24, "Providers’ pages", "Longer because of Covid."),
    Threshold(
        date(2022, 9, 1), 18, "Illustrative", "No end of the longer time was found; the 2017 suite closed in 2022."
    ),
)
_FIRST_MONTH = 9


def year_of(day: date) -> int:
    """The year in which the academic year of a day began."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def span_of(year: int) -> tuple[date, date]:
    """The first and the last day of an academic year."""
    return date(year, _FIRST_MONTH, 1), date(year + 1, _FIRST_MONTH - 1, 31)


def name_of(year: int) -> str:
    """What people call it."""
    return f"{year} to {year + 1}"


def months_for(starts_on: date) -> int:
    """How many months somebody has who started on a day."""
    return max((m for m in MONTHS if m.since <= starts_on), key=lambda m: m.since, default=MONTHS[0]).number


def due_on(starts_on: date) -> date:
    """The last day to present for somebody who started on a day."""
    months = starts_on.month - 1 + months_for(starts_on)
    year, month = starts_on.year + months // 12, months % 12 + 1
    return date(year, month, min(starts_on.day, 28))


def why_not_enter(by: Actor) -> Refusal | None:
    """Why this actor may not enter targets and costs, or ``None``."""
    if by.wears_for_provider(*ENTERS):
        return None
    return Refusal("may_not_enter", "You cannot enter targets and costs.", "Ask the lead provider’s quality lead.")


def why_not_so(new: NewAim) -> Refusal | None:
    """Why a number cannot be kept, or ``None``."""
    if not new.source.strip():
        return Refusal("no_source", "A number needs its source.", "Say where it is from, for example the contract.")
    return None


def metrics(counts: YearCounts, aims: Mapping[Aim, AimLine]) -> tuple[Metric, ...]:
    """The figures in the order in which the framework has them."""
    started = f"Of {counts.recruits:,} who started in the year."
    known = f"Of {counts.school_known:,} recruits whose school’s figure is known; of {counts.recruits:,} altogether."
    due = f"Of {counts.due:,} whose time to present is over."
    marked = f"Of {counts.twice_marked:,} scripts that two people marked: how often they came to the same outcome."
    return (
        _against("Recruits", aims.get(Aim.RECRUITS), counts.recruits, is_known=True, says="Who started in the year."),
        _against(
            f"From schools with {HIGH_DISADVANTAGE} % or more on free school meals",
            aims.get(Aim.DISADVANTAGED),
            counts.disadvantaged,
            is_known=bool(counts.school_known),
            says=known
            if counts.school_known
            else "Not recorded: no school’s figure is known. Enter them under Organisations.",
        ),
        _against(
            "From groups other than White British",
            aims.get(Aim.DIVERSITY),
            0,
            is_known=False,
            says="Not recorded: nobody is asked here for their ethnicity.",
        ),
        _share("Presented in time", PRESENTING, counts.presented, counts.due, due, "Not yet: nobody’s time is over."),
        _share(
            "Accuracy of assessment",
            ACCURACY,
            counts.near_enough,
            counts.twice_marked,
            marked,
            "Not available: no script was marked twice.",
        ),
        Metric(
            "Satisfaction",
            "6 of 10 or more",
            "–",
            None,
            "Not available: no survey that asks for it from 0 to 10 was held.",
        ),
        _share(
            "Retention",
            RETENTION,
            counts.recruits - counts.withdrawn,
            counts.recruits,
            started,
            "Not yet: nobody started in the year.",
        ),
    )


def _against(name: str, aim: AimLine | None, actual: int, *, is_known: bool, says: str) -> Metric:
    share = actual * 100 // aim.number if aim and aim.number and is_known else None
    return Metric(name, f"{aim.number:,}" if aim else "Not entered", f"{actual:,}" if is_known else "–", share, says)


def _share(name: str, asked: Threshold, part: int, whole: int, says: str, without: str) -> Metric:
    target = f"{asked.number} %"
    if not whole:
        return Metric(name, target, "–", None, without)
    return Metric(name, target, f"{part * 100 // whole} %", part * 10_000 // (whole * asked.number), says)


def newest(rows: Sequence[AimLine]) -> Mapping[Aim, AimLine]:
    """Of everything that was entered, oldest first, what stands now."""
    return {row.what: row for row in rows}
