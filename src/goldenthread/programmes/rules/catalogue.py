"""Read a file of the catalogue: facts about one qualification, its policies, its mark schemes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.policies import read_assessment, read_engagement, read_terms
from goldenthread.programmes.rules.schemes import read_scheme
from goldenthread.programmes.types import (
    AssessmentKind,
    CatalogueEntry,
    CodedCriterion,
    ContentArea,
    CourseGroup,
    DatedChoice,
    Duration,
    Level,
    QualificationFacts,
    Route,
    RouteOffer,
    Task,
)

# How the Department's interface names a course.
COURSE = re.compile(r"npq(-[a-z]+)+")
BESIDE_THE_FACTS = ("engagement_policies", "assessment_policies", "mark_schemes")


def entry_from(values: Any, *, file: str) -> CatalogueEntry:
    """Everything one file holds.

    :raises Faulty: with every fault in the file, each named by its field.
    """
    fields = Fields(values, file=file)
    facts = _facts(fields)
    entry = CatalogueEntry(
        facts=facts,
        engagement=tuple(read_engagement(f, read_terms(f)) for f in fields.many("engagement_policies")),
        assessment=tuple(read_assessment(f, read_terms(f)) for f in fields.many("assessment_policies")),
        schemes=tuple(read_scheme(f, qualification=facts.code) for f in fields.many("mark_schemes")),
    )
    fields.done()
    _fits(entry, fields)
    fields.refuse()
    return entry


def facts_from(values: Any, *, file: str) -> QualificationFacts:
    """The facts alone, as they are kept. :raises Faulty: if they cannot be read."""
    fields = Fields(values, file=file)
    facts = _facts(fields)
    fields.done()
    fields.refuse()
    return facts


def described(values: dict[str, Any]) -> dict[str, Any]:
    """The part of a file that is kept as the qualification's facts."""
    return {name: _plain(value) for name, value in values.items() if name not in BESIDE_THE_FACTS}


def _plain(value: Any) -> Any:
    """A value as JSON keeps it: a day that YAML has read becomes words again."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _facts(fields: Fields) -> QualificationFacts:
    areas = tuple(_area(each) for each in fields.many("areas"))
    routes = tuple(_offer(each) for each in fields.many("routes"))
    if [area.number for area in areas] != list(range(1, len(areas) + 1)):
        fields.fault("areas", "should be numbered 1, 2, 3 and so on")
    if not routes or len({offer.route for offer in routes}) < len(routes):
        fields.fault("routes", "should be at least one route, each only once")
    area_count = fields.whole_or_none("area_count", least=1, most=99)
    if areas and area_count not in (None, len(areas)):
        fields.fault("area_count", f"should be {len(areas)}, as many as there are areas, or be left out")
    return QualificationFacts(
        code=fields.text("code"),
        suite=fields.whole("suite", least=2000, most=2100),
        title=fields.text("title"),
        full_title=fields.text("full_title", ""),
        level=fields.choice("level", Level),
        audience=fields.text("audience"),
        assessment=fields.choice("assessment", AssessmentKind),
        areas=areas,
        routes=routes,
        sources=fields.texts("sources"),
        durations=tuple(_duration(each) for each in fields.many("durations")),
        course_identifier=fields.text("course_identifier", ""),
        course_group=fields.choice_or_none("course_group", CourseGroup),
        first_cohort=fields.whole_or_none("first_cohort", least=2000, most=2100),
        area_count=area_count,
        tasks=tuple(_task(each) for each in fields.many("tasks")),
        choices=tuple(_choice(each) for each in fields.many("choices")),
    )


def _area(fields: Fields) -> ContentArea:
    area = ContentArea(
        number=fields.whole("number", least=1, most=99),
        title=fields.text("title"),
        learn_that=fields.whole_or_none("learn_that", least=0, most=999),
        stems=fields.whole_or_none("stems", least=0, most=999),
        practices=fields.whole_or_none("practices", least=0, most=999),
        learn_how_to=fields.whole_or_none("learn_how_to", least=0, most=999),
        learn_about=fields.whole_or_none("learn_about", least=0, most=999),
        part=fields.text("part", ""),
        criteria=tuple(_coded(each) for each in fields.many("criteria")),
    )
    fields.done()
    return area


def _coded(fields: Fields) -> CodedCriterion:
    criterion = CodedCriterion(
        code=fields.text("code"), label=fields.text("label"), document=fields.text("document", "")
    )
    fields.done()
    return criterion


def _offer(fields: Fields) -> RouteOffer:
    offer = RouteOffer(
        route=fields.choice("route", Route),
        about=fields.text("about", ""),
        events=fields.whole_or_none("events", least=0, most=99),
        events_required=fields.flag("events_required", default=False),
    )
    fields.done()
    return offer


def _duration(fields: Fields) -> Duration:
    duration = Duration(
        months=fields.whole("months", least=1, most=60),
        assessment_months=fields.whole("assessment_months", least=0, most=24, default=0),
        source=fields.text("source"),
    )
    fields.done()
    return duration


def _task(fields: Fields) -> Task:
    task = Task(
        title=fields.text("title"),
        about=fields.text("about", ""),
        words=fields.whole_or_none("words", least=100, most=50_000),
        areas=fields.whole_or_none("areas", least=1, most=99),
        source=fields.text("source"),
    )
    fields.done()
    return task


def _choice(fields: Fields) -> DatedChoice:
    choice = DatedChoice(
        about=fields.text("about"),
        chosen=fields.text("chosen"),
        chosen_on=fields.day("chosen_on"),
        source=fields.text("source"),
        others=fields.texts("others"),
    )
    if not choice.others:
        fields.fault("others", "should be at least one other answer with its source")
    fields.done()
    return choice


def _fits(entry: CatalogueEntry, fields: Fields) -> None:
    """Note what no single field can know: a policy for another kind of work, versions used twice, a course half named.

    What was kept before these were asked is still read; only a file is held to them.
    """
    facts = entry.facts
    if facts.course_identifier and not COURSE.fullmatch(facts.course_identifier):
        fields.fault(
            "course_identifier", f"should be written as npq-senior-leadership is, not “{facts.course_identifier}”"
        )
    if facts.course_group and not facts.course_identifier:
        fields.fault("course_group", "should be given only with a course_identifier")
    for i, policy in enumerate(entry.assessment, start=1):
        if policy.kind is not entry.facts.assessment:
            fields.fault(f"assessment_policies[{i}].kind", f"should be {entry.facts.assessment.value}")
    versions = [scheme.version for scheme in entry.schemes]
    if len(set(versions)) < len(versions):
        fields.fault("mark_schemes", "should each have a version of their own")
