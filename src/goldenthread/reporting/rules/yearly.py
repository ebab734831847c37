"""Yearly figures: which year a day lies in, what is asked for, and what the counts come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.types.yearly import (
    Aim,
    AimLine,
    Measure,
    Metric,
    NewAim,
    Study,
    StudyTotal,
    Threshold,
    YearCounts,
)

ENTERS = (Duty.ADMINISTRATOR, Duty.QUALITY_LEAD)
FRAMEWORK = "NPQ Quality Framework, October 2017"
# A school with this share of pupils on free school meals, in per cent, or more counts as one of high disadvantage.
HIGH_DISADVANTAGE = 30
RETENTION = Threshold(date(2017, 10, 1), 90, FRAMEWORK)
PRESENTING = Threshold(date(2017, 10, 1), 90, FRAMEWORK)
ACCURACY = Threshold(date(2017, 10, 1), 95, FRAMEWORK)
# Asked for by the framework’s agent, from 0 to 10.
SATISFACTION = "6 of 10 or more"
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
    """The figures in the order in which the framework has them, each with what it counts, out of what, and whence."""
    return (
        _recruits(counts, aims.get(Aim.RECRUITS)),
        _disadvantaged(counts, aims.get(Aim.DISADVANTAGED)),
        _diverse(aims),
        _share(
            Metric(
                Measure.PRESENTED,
                "Presented in time",
                f"{PRESENTING.number} %",
                "–",
                None,
                "Not yet: nobody’s time is over.",
                "Scripts handed in, by the day of the first",
                counts.presented,
                "handed in within their time",
                counts.due,
                "whose time to present is over",
                "Whoever paused or moved is counted from the first day of the cohort they are on now.",
            ),
            PRESENTING,
        ),
        _share(
            Metric(
                Measure.ACCURACY,
                "Accuracy of assessment",
                f"{ACCURACY.number} %",
                "–",
                None,
                "Not available: no script was marked twice.",
                "Markings of the same script by two people",
                counts.near_enough,
                "came to the same outcome",
                counts.twice_marked,
                "scripts that two people marked",
                "The framework’s own way of reckoning it was not found; this is the nearest that the record says.",
            ),
            ACCURACY,
        ),
        _satisfied(counts),
        _share(
            Metric(
                Measure.RETENTION,
                "Retention",
                f"{RETENTION.number} %",
                "–",
                None,
                "Not yet: nobody started in the year.",
                "Steps of enrolments",
                counts.recruits - counts.withdrawn,
                "have not withdrawn",
                counts.recruits,
                "who started in the year",
            ),
            RETENTION,
        ),
    )


def _recruits(counts: YearCounts, aim: AimLine | None) -> Metric:
    return Metric(
        Measure.RECRUITS,
        "Recruits",
        _target(aim),
        f"{counts.recruits:,}",
        _of(aim, counts.recruits),
        "Who started in the year.",
        "Steps of enrolments",
        counts.recruits,
        "who started in the year",
        unknown="" if aim else "The target of your contract was not entered.",
    )


def _disadvantaged(counts: YearCounts, aim: AimLine | None) -> Metric:
    blank = Metric(
        Measure.DISADVANTAGED,
        f"From schools with {HIGH_DISADVANTAGE} % or more on free school meals",
        _target(aim),
        "–",
        None,
        "Not recorded: no school’s figure is known. Enter them under Organisations.",
        "Figures of schools, entered under Organisations",
    )
    if not counts.school_known:
        return blank
    missing = counts.recruits - counts.school_known
    return replace(
        blank,
        actual=f"{counts.disadvantaged:,}",
        share=_of(aim, counts.disadvantaged),
        says=f"{counts.disadvantaged * 100 // counts.school_known} % of those whose school’s figure is known.",
        part=counts.disadvantaged,
        part_is="whose school has that share or more",
        whole=counts.school_known,
        whole_is="recruits whose school’s figure is known",
        unknown=f"The school’s figure is not known of {missing:,} of {counts.recruits:,}." if missing else "",
    )


def _diverse(aims: Mapping[Aim, AimLine]) -> Metric:
    """Nobody is asked for their ethnicity here: what the provider counted elsewhere may be entered as two numbers."""
    aim, part, whole = aims.get(Aim.DIVERSITY), aims.get(Aim.DIVERSE), aims.get(Aim.DIVERSE_KNOWN)
    blank = Metric(
        Measure.DIVERSITY,
        "From groups other than White British",
        _target(aim),
        "–",
        None,
        "Not recorded: nobody is asked here for their ethnicity. Enter what you counted elsewhere.",
        "Not in the records",
    )
    if part is None or whole is None:
        return blank
    if part.number > whole.number or not whole.number:
        said = f"The numbers entered cannot both be so: {part.number:,} of {whole.number:,}. Enter them again."
        return replace(blank, says=said)
    return replace(
        blank,
        actual=f"{part.number:,}",
        share=_of(aim, part.number),
        says=f"{part.number * 100 // whole.number} % of those who told you.",
        source=f"Entered: {part.source}",
        part=part.number,
        part_is="from groups other than White British",
        whole=whole.number,
        whole_is="recruits who told you their ethnicity",
        unknown="The records here cannot confirm it: nobody is asked.",
    )


def _satisfied(counts: YearCounts) -> Metric:
    """What surveys after sessions say; never held against the framework's figure, which somebody else asked for."""
    blank = Metric(
        Measure.SATISFACTION,
        "Satisfaction",
        SATISFACTION,
        "–",
        None,
        "Not available: no survey after a session has answers that may be shown.",
        "Surveys after sessions",
    )
    if not counts.answers:
        return blank
    return replace(
        blank,
        actual=f"{counts.satisfied * 100 // counts.answers} %",
        says="How many of those who answered were satisfied with the session.",
        part=counts.satisfied,
        part_is="answers that are satisfied",
        whole=counts.answers,
        whole_is=f"answers from {counts.asked:,} people asked, in {_surveys(counts.surveys)}",
        unknown="The framework asks on its own scale from 0 to 10, through its agent: no share of the target is given.",
    )


def _surveys(number: int) -> str:
    return "1 survey" if number == 1 else f"{number:,} surveys"


def _target(aim: AimLine | None) -> str:
    return f"{aim.number:,}" if aim else "Not entered"


def _of(aim: AimLine | None, actual: int) -> int | None:
    return actual * 100 // aim.number if aim and aim.number else None


def _share(line: Metric, asked: Threshold) -> Metric:
    """A share against its threshold, where there is anything to share; otherwise the line as it is, without numbers."""
    if not line.whole or line.part is None:
        return replace(line, part=None, whole=None, unknown="")
    return replace(
        line,
        actual=f"{line.percent} %",
        share=line.part * 10_000 // (line.whole * asked.number),
        says=f"{line.part:,} of {line.whole:,} {line.whole_is}.",
    )


def newest(rows: Sequence[AimLine]) -> Mapping[Aim, AimLine]:
    """Of everything that was entered, oldest first, what stands now."""
    return {row.what: row for row in rows}


def totals(study: Iterable[Study], cost: AimLine | None) -> tuple[StudyTotal, ...]:
    """The guided time of each route of each release, and what an hour of it costs, to the penny below."""
    minutes: dict[tuple[str, str], int] = {}
    for line in study:
        minutes[line.release, line.route] = minutes.get((line.release, line.route), 0) + line.minutes
    return tuple(
        StudyTotal(release, route, n, cost.number * 6000 // n if cost and n else None)
        for (release, route), n in minutes.items()
    )
