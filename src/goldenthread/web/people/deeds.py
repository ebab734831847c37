"""What every room says of the record, in one place: deeds in words, and things by name with the page they have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.urls import reverse

from goldenthread.admissions.queries import trail as admissions
from goldenthread.assessment.queries import trail as assessment
from goldenthread.awards.queries import trail as awards
from goldenthread.coaching.queries import trail as coaching
from goldenthread.cohorts.queries import trail as cohorts
from goldenthread.frameworks.queries import trail as frameworks
from goldenthread.ground.queries import trail as ground
from goldenthread.ground.queries.trail import Namer
from goldenthread.ground.types import AuditLine, Deed, Thing
from goldenthread.learning.queries import trail as learning
from goldenthread.people.queries import trail as people
from goldenthread.people.queries.record import SOMEBODY
from goldenthread.people.types import Actor, RecordPage
from goldenthread.programmes.queries import trail as programmes
from goldenthread.reporting.queries import trail as reporting
from goldenthread.web.templatetags.opening import admissions as admission_by_route

CLOCK: Mapping[str, Deed] = MappingProxyType(
    {
        "clock.ask_how_sessions_were": Deed("Looked whom to ask how a session was", "timed work"),
        "clock.clear_what_expired": Deed("Cleared what had run out", "timed work"),
        "clock.put_tallies_together": Deed("Put the tally of who stands where together", "timed work"),
        "clock.reckon_who_is_at_risk": Deed("Reckoned who is at risk", "timed work"),
        "clock.open_communities_and_prompts": Deed("Looked for communities and prompts to open", "timed work"),
        "clock.close_reviews": Deed("Looked which reviews were to close", "timed work"),
        "clock.compare_scripts": Deed("Asked for scripts to be compared", "timed work"),
        "clock.forget_raters": Deed("Looked whose names were to be erased from reviews", "timed work"),
        "clock.remind_raters": Deed("Looked whom to remind of a review", "timed work"),
        "clock.remind_before_a_window_closes": Deed("Looked whom to remind of a closing window", "timed work"),
        "clock.remind_to_book_a_window": Deed("Looked whom to tell that a window can be booked", "timed work"),
        "clock.remind_of_questions_about_results": Deed(
            "Looked whom to remind of questions about results", "timed work"
        ),
        "clock.remind_of_tasks_and_catch_up": Deed("Looked whom to remind of tasks and catch-up", "timed work"),
        "clock.remind_of_meetings": Deed("Looked whom to remind of a coaching meeting", "timed work"),
        "clock.read_files_that_nobody_reads": Deed("Looked for files that nobody reads", "timed work"),
        "clock.release_as_planned": Deed("Looked for planned releases", "timed work"),
        "clock.see_to_answers_left_at_close": Deed("Looked for answers left when a window closed", "timed work"),
        "clock.remind_of_sessions": Deed("Looked whom to remind of a session", "timed work"),
        "clock.tell_schools_as_planned": Deed("Looked which schools to tell today", "timed work"),
        "clock.tell_schools_who_fell_behind": Deed("Looked whose school to tell who fell behind", "timed work"),
        "clock.work_out_how_markers_agree": Deed("Looked whose markings to compare", "timed work"),
        "clock.write_what_is_new_in_communities": Deed("Looked whom to write what is new in communities", "timed work"),
        "clock.write_that_a_window_is_open": Deed("Looked whom to tell of an open window", "timed work"),
    }
)
# In the order in which a search offers them.
ROOMS: Mapping[str, tuple[str, Mapping[str, Deed]]] = MappingProxyType(
    {
        "people.": ("People", people.DEEDS),
        "cohorts.": ("Cohorts and enrolments", cohorts.DEEDS),
        "admissions.": ("Applications", admissions.DEEDS),
        "learning.": ("Units, tasks and communities", learning.DEEDS),
        "coaching.": ("Coaching", coaching.DEEDS),
        "assessment.": ("Assessment", assessment.DEEDS),
        "awards.": ("Awards", awards.DEEDS),
        "reporting.": ("Updates and letters", reporting.DEEDS),
        "frameworks.": ("Frameworks", frameworks.DEEDS),
        "programmes.": ("Programmes", programmes.DEEDS),
        "clock.": ("Timed work", CLOCK),
        "ground.": ("The installation", ground.DEEDS),
    }
)
DEEDS: Mapping[str, Deed] = MappingProxyType({did: deed for _, table in ROOMS.values() for did, deed in table.items()})
# Deeds whose thing must not lead to whoever did it, nor the other way round.
UNTIED = assessment.BY_WRITERS
# Deeds so seldom that their day alone would lead from one to the other: nobody is named.
NAMELESS = assessment.BY_THE_SUSPECTED
OPEN_FACTS = frozenset({"percent", "place", "criterion", "kind", "project", "letter"})
NAMERS: Mapping[str, Namer] = MappingProxyType(
    {
        kind: namer
        for room in (
            people, cohorts, admissions, learning, coaching, assessment, awards, reporting, frameworks, programmes,
            ground,
        )
        for kind, namer in room.NAMERS.items()
    }
)  # fmt: skip
PAGES: Mapping[str, str] = MappingProxyType(
    {
        "application": "admissions:application",
        "brief": "assessment:brief",
        "catch-up": "learning:review-catch-up",
        "certificate": "awards:certificate",
        "cohort": "cohorts:cohort",
        "component": "programmes:component",
        "edition": "frameworks:edition",
        "enrolment": "cohorts:record",
        "library_item": "learning:item",
        "case": "assessment:case",
        "pair of scripts": "assessment:pair",
        "mark scheme": "programmes:scheme",
        "person": "people:record",
        "reading": "frameworks:review",
        "release": "programmes:release",
        "session": "cohorts:session",
        "task": "learning:task-editor",
        "survey": "reporting:results",
        "unit": "learning:editor",
        "update": "reporting:updates",
        "upload": "admissions:uploaded",
        "window": "assessment:window",
        "work": "learning:review",
    }
)
# What an entry tells besides is a reference to a thing of this kind, where it is a reference at all.
TOLD: Mapping[str, str] = MappingProxyType(
    {
        "coach": "person",
        "cohort": "cohort",
        "component": "component",
        "edition": "edition",
        "enrolment": "enrolment",
        "material": "material",
        "meeting": "meeting",
        "module": "module",
        "person": "person",
        "place": "organisation",
        "qualification": "qualification",
        "reading": "reading",
        "release": "release",
        "session": "session",
        "source": "release",
        "task": "task",
        "unit": "unit",
    }
)
WORKERS: Mapping[str, str] = MappingProxyType(
    {
        "clock": "The installation, at its time",
        "command line": "The installation, by a command",
        "jobs": "The installation",
        "mail": "The post room",
        "a rater": "Somebody who was asked to answer",
        SOMEBODY: "Whoever it is about",
    }
)


@dataclass(frozen=True)
class Named:
    """A thing as a page shows it; no address where the reader may not open it."""

    kind: str
    name: str
    href: str = ""


@dataclass(frozen=True)
class Row:
    """One entry of the record in words. What is told besides stands as it was stored, or by name."""

    at: datetime
    who: str
    did: str
    to: Named
    told: tuple[tuple[str, Named], ...]
    why: str
    is_by_day: bool = False


def belongings(of: Iterable[str]) -> tuple[str, ...]:
    """What is these people's: enrolments, applications, outcomes. Not scripts: nobody finds those by a name."""
    mine = tuple(of)
    return (*cohorts.enrolments_of(mine), *admissions.applications_of(mine), *awards.awards_of(mine))


def in_words(found: RecordPage, *, by: Actor) -> tuple[Row, ...]:
    """A page of the record in words; one statement for each kind of thing that it speaks of, however many lines."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for line in found.lines:
        for kind, ref in _spoken_of(line):
            wanted[kind].add(ref)
    known = {kind: NAMERS[kind](refs, by) for kind, refs in wanted.items() if kind in NAMERS}
    return tuple(_row(line, found.names, known, by) for line in found.lines)


def doer(by: str, names: Mapping[str, str]) -> str:
    """Who did it: a name, or what of the installation."""
    if by.startswith("sponsor link "):
        return "A sponsor, by the link in their e-mail"
    return names.get(by) or WORKERS.get(by, by)


def said(did: str) -> str:
    """A deed in words; as it is stored, where no room knows it."""
    return DEEDS[did].says if did in DEEDS else did


def _row(line: AuditLine, names: Mapping[str, str], known: Mapping[str, Mapping[str, Thing]], by: Actor) -> Row:
    kind = DEEDS[line.did].to if line.did in DEEDS else ""
    told = tuple((key, _named(TOLD.get(key, ""), value, known, by)) for key, value in facts_of(line).items() if value)
    to = _named(kind, line.to, known, by)
    if line.did in UNTIED and line.to in to.name:
        to = Named(kind, "Not there any more")
    if line.did in UNTIED:
        to = replace(to, href="")
    return Row(line.at, doer(line.by, names), said(line.did), to, told, line.why, line.is_by_day)


def facts_of(line: AuditLine) -> Mapping[str, str]:
    """What an entry tells besides; of what is untied, nothing that could lead to the thing, such as a file’s print."""
    if line.did not in UNTIED:
        return line.facts
    return {key: value for key, value in line.facts.items() if key in OPEN_FACTS}


def thing_of(line: AuditLine) -> str:
    """The reference of what it was done to; nothing where that must not lead to whoever did it."""
    return "" if line.did in UNTIED else line.to


def _named(kind: str, ref: str, known: Mapping[str, Mapping[str, Thing]], by: Actor) -> Named:
    thing = known.get(kind, {}).get(ref)
    if thing is None:
        return Named("" if kind not in NAMERS or not _is_ref(ref) else f"{kind}, not there any more", ref)
    route = PAGES.get(kind, "")
    admission = admission_by_route().get(route)
    opens = bool(thing.page and admission and admission.admits(by))
    return Named(kind, thing.name, reverse(route, args=[thing.page]) if opens else "")


def _spoken_of(line: AuditLine) -> Iterable[tuple[str, str]]:
    if line.did in DEEDS and _is_ref(line.to):
        yield DEEDS[line.did].to, line.to
    for key, value in line.facts.items():
        if key in TOLD and _is_ref(value):
            yield TOLD[key], value


def _is_ref(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
