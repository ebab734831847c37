"""The report of a review, for the participant, and for their coach once it is shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from goldenthread.coaching.models import InstrumentVersion, Review, ReviewResult
from goldenthread.coaching.models import Reflection as ReflectionRow
from goldenthread.coaching.models.reviews import DONE
from goldenthread.coaching.queries.instruments import content_of
from goldenthread.coaching.queries.reviews import coach_of, newest_frozen
from goldenthread.coaching.rules.printing import draw
from goldenthread.coaching.rules.telling import (
    changed,
    changes,
    is_comparable,
    low_items,
    reading,
    suggestions,
)
from goldenthread.coaching.types.instruments import Instrument
from goldenthread.coaching.types.reports import GroupResult, Reflection, Report, Results, Shown, Spread, Suggestion
from goldenthread.coaching.types.reviews import Answers, ReflectionRef, ReviewRef, ReviewState
from goldenthread.frameworks.queries.editions import statements_by_ref
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import release_outline, ties_by_component
from goldenthread.programmes.types import Route

_JOINED = ("version", "result", "enrolment__participant", "enrolment__cohort__release__programme")
Named = Mapping[str, tuple[tuple[str, str], ...]]


def report(ref: UUID, *, by: Actor) -> Report:
    """What a review came to, in at most eight statements.

    :raises Review.DoesNotExist: if it is not over, not theirs, or not shared with this actor.
    """
    row = Review.objects.reported_to(by).select_related(*_JOINED).get(ref=ref)
    instrument = content_of(row.version)
    came_to = results_of(row.result)
    own = row.enrolment.participant_id == by.person_id
    before = _before(row, instrument, is_own=own)
    compared = changes(instrument, before, came_to) if before else ()
    return Report(
        ref=ReviewRef(row.ref),
        participant=row.enrolment.participant.name,
        programme=row.enrolment.cohort.release.programme.title,
        number=row.number,
        closed_at=row.result.made_at,
        instrument=instrument,
        results=came_to,
        reading=reading(instrument, came_to),
        changes=compared,
        changed=changed(instrument, compared),
        suggestions=_suggestions(row, instrument, came_to),
        is_own=own,
        is_shared=row.state == ReviewState.SHARED.value,
        coach=coach_of(row.enrolment_id) if own else "",
    )


def reflection(ref: UUID, *, by: Actor) -> Reflection:
    """One version of one's own reflection, in two statements.

    :raises Reflection.DoesNotExist: if there is none, or it is somebody else's.
    """
    rows = ReflectionRow.objects.filter(participant_id=by.person_id)
    row = rows.select_related("version").get(ref=ref)
    return Reflection(
        ref=ReflectionRef(row.ref),
        number=row.number,
        name=row.name,
        on=row.on,
        at=row.at,
        instrument=content_of(row.version),
        answers=Answers(row.ratings, row.comments),
        newest=not rows.filter(number__gt=row.number).exists(),
    )


def results_of(row: ReviewResult) -> Results:
    """What was kept when a review closed."""
    return Results(
        groups=tuple(_group(kept, row.comments) for kept in row.figures["groups"]),
        answered=row.answered,
        is_enough=row.is_enough,
        own_items=row.figures["own_items"],
    )


def _group(kept: Mapping[str, Any], comments: Mapping[str, Any]) -> GroupResult:
    shown = tuple(Shown(tuple(s["groups"]), s["mean"], s["answers"], Spread(s["spread"])) for s in kept["shown"])
    said = tuple(comments.get(kept["key"], ()))
    return GroupResult(kept["key"], kept["own"], shown, kept["others"], kept["held_back"], said)


def _before(row: Review, instrument: Instrument, *, is_own: bool) -> Results | None:
    """The review before this one with the same instrument, where the two can be set side by side. A coach is shown it
    only where it is shared too.
    """
    earlier = Review.objects.filter(
        enrolment_id=row.enrolment_id,
        version__instrument_id=row.version.instrument_id,
        result__made_at__lt=row.result.made_at,
        state__in=DONE if is_own else [ReviewState.SHARED.value],
    )
    found = earlier.select_related("version", "result").order_by("-result__made_at").first()
    if found is None or not is_comparable(content_of(found.version), instrument):
        return None
    return results_of(found.result)


def _suggestions(row: Review, instrument: Instrument, came_to: Results) -> tuple[Suggestion, ...]:
    """What of the programme serves low items; looked up only where a low item names something."""
    if instrument.has_raters:
        return ()
    asks = any(item.statements or item.modules for item in low_items(instrument, came_to.own_items))
    by_statement, by_module = _serving(row) if asks else ({}, {})
    return suggestions(instrument, came_to.own_items, by_statement=by_statement, by_module=by_module)


def _serving(row: Review) -> tuple[Named, Named]:
    """The components on somebody's way by the statements that they serve and by their module, in five statements."""
    release = row.enrolment.cohort.release
    components = release_outline(release.ref).on(Route(row.enrolment.route))
    ties = ties_by_component(release.pk)
    lines = statements_by_ref({tie.statement for each in ties.values() for tie in each})
    by_statement: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    by_module: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for component in components:
        pair = (component.title, component.module)
        by_module[component.module.lower()].append(pair)
        for tie in ties.get(component.id, ()):
            line = lines[tie.statement]
            for name in {line.code.lower(), line.printed.lower()} - {""}:
                by_statement[name].append(pair)
    return {k: tuple(v) for k, v in by_statement.items()}, {k: tuple(v) for k, v in by_module.items()}


def reflection_form(instrument: UUID, *, by: Actor) -> tuple[Instrument, Answers]:
    """The form to fill in, beginning with what was said last where that was on the same form; in two statements.

    :raises InstrumentVersion.DoesNotExist: if there is no such instrument, or it has no reflection form.
    """
    version = newest_frozen(instrument)
    content = content_of(version)
    if not content.form:
        raise InstrumentVersion.DoesNotExist
    last = ReflectionRow.objects.filter(participant_id=by.person_id, version=version).order_by("-number").first()
    return content, Answers(last.ratings, last.comments) if last else Answers({})


def reflection_pdf(ref: UUID, *, by: Actor) -> bytes:
    """One version of one's own reflection, to print. :raises Reflection.DoesNotExist: if it is not theirs."""
    return draw(reflection(ref, by=by))
