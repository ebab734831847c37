"""What an update says about each person, for each reader, put together for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Max

from goldenthread.cohorts.models import Cohort, Credit
from goldenthread.cohorts.queries.due import due_components
from goldenthread.cohorts.queries.expected import own_ends
from goldenthread.cohorts.queries.reckoning import Yardstick, ledger, measure_of
from goldenthread.cohorts.rules.explaining import as_seated, explain
from goldenthread.cohorts.types import STATE_NAMES, DueComponent, State
from goldenthread.cohorts.types.saying import in_words
from goldenthread.ground.types.days import LONDON
from goldenthread.programmes.types import Route
from goldenthread.reporting.models import HelpLine, PartDecision, ToldAbout
from goldenthread.reporting.queries.people import Standing
from goldenthread.reporting.queries.planning import plans_for
from goldenthread.reporting.queries.updates import readers_of
from goldenthread.reporting.rules.consenting import is_fresh, without
from goldenthread.reporting.rules.planning import in_force
from goldenthread.reporting.rules.telling import NOT_TOLD
from goldenthread.reporting.types import Told
from goldenthread.reporting.types.planning import Part

# So many of the things that somebody did are named; the rest are counted.
NAMED = 6
_LEFT = ("They have left the programme. Nothing more is told of them.",)
About = tuple[int, Told]


def composed(
    enrolments: Iterable[int], *, at: datetime, left_since: datetime | None = None, also: Sequence[str] = ()
) -> Mapping[int, tuple[About, ...]]:
    """What each reader is told, by person id: enrolment ids with the words, those who need attention first.

    In seventeen statements at most, and six for each release and start. ``left_since``: who walked beside somebody
    until then is told as well. ``also``: what is said of everybody beside how they stand; whoever keeps that back keeps
    this back.
    """
    grouped = readers_of(enrolments, at=at, left_since=left_since)
    people = {s.id: s for group in grouped.values() for s in group}
    said = explanations(people.values(), at=at)
    kept_back = _kept_back(people.values(), at=at)
    asks = _help_lines(people, at=at)
    done = _done(people)
    last = _last_told(grouped, people)
    told = {
        pk: replace(_told(standing, said[pk], asks.get(pk, "")), news=tuple(also)) for pk, standing in people.items()
    }
    return {
        reader: tuple(
            (s.id, without(replace(told[s.id], done=_since(done[s.id], last.get((reader, s.id)))), kept_back[s.id]))
            for s in sorted(group, key=_need)
        )
        for reader, group in grouped.items()
    }


def explanations(people: Iterable[Standing], *, at: datetime) -> Mapping[int, tuple[str, ...]]:
    """The figure of each explained in the words used everywhere.

    In three statements, two for each cohort, and six for each release, variant and policy.
    """
    everybody = list(people)
    cohorts = Cohort.objects.filter(pk__in={s.cohort_id for s in everybody}).select_related("release", "variant")
    entries, held = ledger(s.id for s in everybody), own_ends(s.id for s in everybody)
    measures: dict[tuple[int, int | None, date], Yardstick] = {}
    dues: dict[int, tuple[Yardstick, tuple[DueComponent, ...]]] = {}
    for cohort in cohorts:
        key = (cohort.release_id, cohort.variant_id, cohort.measured_on)
        measure = measures[key] = measures.get(key) or measure_of(cohort)
        dues[cohort.pk] = (measure, due_components(cohort, measure))
    found = {}
    for s in everybody:
        measure, due = dues[s.cohort_id]
        own = as_seated(due, held.get(s.id, {}))
        told = explain(own, entries.get(s.id, ()), route=Route(s.route), policy=measure.policy, at=at)
        found[s.id] = told.sentences
    return found


def _told(standing: Standing, sentences: tuple[str, ...], asks: str) -> Told:
    """What is said about somebody. No mark, no note from coaching, nothing about anybody else."""
    if standing.state is State.WITHDRAWN:
        return Told(
            standing.name, standing.programme, standing.cohort, STATE_NAMES[standing.state], "", 0.0, _LEFT, "", ""
        )
    if standing.is_untold:
        sentences = (*sentences[:1], NOT_TOLD)
    elif standing.state is State.COMPLETED:
        sentences = ("The programme is complete.",)
    elif standing.state is State.DEFERRED:
        sentences = (*sentences, "They have paused. What was credited is kept.")
    elif not standing.is_on_pace:
        sentences = (*sentences, "This is behind an even pace.")
    return Told(
        name=standing.name,
        programme=standing.programme,
        cohort=standing.cohort,
        state=standing.state_name,
        engagement=in_words(standing.figure),
        share=float(standing.figure.percent),
        sentences=sentences,
        following=standing.following,
        help_wanted=standing.help_wanted,
        asks=asks,
        is_on_pace=standing.is_on_pace or standing.state in {State.COMPLETED, State.DEFERRED},
    )


def _need(standing: Standing) -> tuple[bool, bool, str, int]:
    """Those behind first, those who have paused last, and by name."""
    fine = standing.is_on_pace or standing.state is State.COMPLETED
    return standing.state is State.DEFERRED and not standing.is_untold, fine, standing.name, standing.id


def _kept_back(people: Iterable[Standing], *, at: datetime) -> Mapping[int, frozenset[Part]]:
    """The parts that each keeps back, among those that their plan lets them; in two statements."""
    everybody = list(people)
    own, shared = plans_for({s.cohort_id for s in everybody})
    today = at.astimezone(LONDON).date()
    decided: defaultdict[int, dict[Part, bool]] = defaultdict(dict)
    for row in PartDecision.objects.filter(enrolment_id__in=[s.id for s in everybody]).order_by("pk"):
        decided[row.enrolment_id][Part(row.part)] = row.is_told
    found = {}
    for s in everybody:
        plan = in_force(own.get(s.cohort_id, ()), shared, on=today)
        found[s.id] = frozenset(part for part, told in decided[s.id].items() if not told and part in plan.optional)
    return found


def _help_lines(people: Iterable[int], *, at: datetime) -> Mapping[int, str]:
    """The newest line of help of each, where it is fresh; in one statement."""
    newest = {row.enrolment_id: row for row in HelpLine.objects.filter(enrolment_id__in=list(people)).order_by("pk")}
    return {pk: row.words for pk, row in newest.items() if is_fresh(row.at, at=at)}


def help_told(people: Iterable[Standing], *, at: datetime) -> Mapping[int, str]:
    """The line of help that each asks their school for, where it is fresh and not kept back; in four statements."""
    everybody = list(people)
    kept = _kept_back(everybody, at=at)
    lines = _help_lines([standing.id for standing in everybody], at=at)
    return {pk: words for pk, words in lines.items() if words and Part.HELP not in kept[pk]}


def _done(people: Iterable[int]) -> Mapping[int, list[tuple[datetime, str]]]:
    """What was credited to each and stands, oldest first; in one statement."""
    found: defaultdict[int, list[tuple[datetime, str]]] = defaultdict(list)
    rows = Credit.objects.filter(enrolment_id__in=list(people), corrects=None, corrected_by=None)
    for row in rows.select_related("component").order_by("at", "pk"):
        found[row.enrolment_id].append((row.at, row.component.title))
    return found


def _since(done: Sequence[tuple[datetime, str]], last: datetime | None) -> tuple[str, ...]:
    titles = list(dict.fromkeys(title for when, title in done if last is None or when > last))
    more = len(titles) - NAMED
    return (*titles[:NAMED], f"and {more} more") if more > 0 else tuple(titles)


def _last_told(readers: Iterable[int], people: Iterable[int]) -> Mapping[tuple[int, int], datetime]:
    """When each reader was last told about each person, in one statement."""
    rows = ToldAbout.objects.filter(update__to_id__in=list(readers), enrolment_id__in=list(people))
    latest = rows.values("update__to_id", "enrolment_id").annotate(at=Max("update__made_at"))
    return {(row["update__to_id"], row["enrolment_id"]): row["at"] for row in latest}
