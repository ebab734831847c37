"""What stands around people: coaches with meetings, a unit, tasks, communities, a window, a survey and reviews, so that
first pages are those of people in the middle of a programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tests.makers.assessment import make_brief
from tests.makers.learning import make_unit
from tests.makers.reviews import make_instruments
from tests.makers.tasks import make_task

from bench.makers.rows import Row, lay, table
from bench.makers.whole import COHORT, EACH, PARTNER, PARTNERS, PERSON, Lot
from goldenthread.assessment.models import BriefVersion, Window
from goldenthread.coaching.models import InstrumentVersion, Meeting, MeetingAction, Pairing, Review
from goldenthread.cohorts.models import Cohort, Companion, ComponentDue, Session
from goldenthread.learning.actions.prompting import write_prompt
from goldenthread.learning.models import (
    CatchUp,
    Mention,
    Page,
    Post,
    Progress,
    Prompt,
    Report,
    Space,
    Task,
    Thread,
    Unit,
    Version,
    Work,
)
from goldenthread.learning.types.discussing import Asked, PromptText
from goldenthread.people.models import Membership, Person
from goldenthread.programmes.models import Component
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import ComponentKind
from goldenthread.reporting.models import Survey, SurveyAsked

# Of one cohort: two coaches, each with half of it.
COACHES, MANAGERS = 6_000_000, 7_000_000
OF_A_COACH = 25
ASKED = Asked(posts=1, replies=2, least_words=5)


@dataclass(frozen=True)
class Around:
    """What a release has beside its components, by id."""

    units: tuple[int, ...]
    task: int
    prompt: int
    brief: int
    review: int


def make_around(lot: Lot) -> Around:
    """Units, a task, a prompt, a brief and an instrument, through the actions."""
    cast, at = lot.cast, lot.at - timedelta(days=400)
    by, found = cast.curriculum_lead, release_outline(lot.sixty.ref).components
    studied = Component.objects.filter(pk__in=[c.id for c in found if c.kind is ComponentKind.ONLINE_STUDY])
    units = [make_unit(component, pages=4, by=by, at=at) for component in studied.order_by("pk")]
    practised = next(c for c in found if c.kind is ComponentKind.FORMATIVE_TASK)
    task = make_task(cast, practised, at=at)
    talked = next(c for c in found if c.kind is ComponentKind.COMMUNITY)
    write_prompt(talked.ref, PromptText("Bring a problem", "Tell what stays hard.", ASKED, days_in=30), by=by, at=at)
    brief = make_brief(cast, at=at)
    instruments = make_instruments(cast, at=at)
    return Around(
        units=tuple(Unit.objects.filter(ref__in=units).order_by("pk").values_list("pk", flat=True)),
        task=Task.objects.get(ref=task).pk,
        prompt=Prompt.objects.get().pk,
        brief=BriefVersion.objects.get(brief__ref=brief).pk,
        review=InstrumentVersion.objects.get(instrument__ref=instruments["seven-behaviours"], state="frozen").pk,
    )


def surround(lot: Lot, around: Around) -> None:
    """Put it around everybody of a lot. Of five people one has a mention, work that came back, and a review."""
    if not lot.first:
        _managers(lot)
    _coaching(lot)
    _communities(lot, around)
    _work(lot, around)
    _end(lot, around)


def _managers(lot: Lot) -> None:
    _people(lot, "programme_manager", "Manager", MANAGERS, f"{PARTNER} + n", f"generate_series(0, {PARTNERS - 1}) n")


def _people(lot: Lot, duty: str, name: str, base: int, place: str, numbers: str) -> None:
    said: Row = {"name": f"'{name} ' || to_char(n, 'FM00000')", "email": f"'{name.lower()}' || n || '@bench.example'"}
    lay(Person, {"id": f"{base} + n", **said, "password": "'!'", "joined_at": lot.moment(days=-400)}, numbers)
    hat = {"person": f"{base} + n", "organisation": place, "duty": f"'{duty}'", "began_on": f"({lot.moment()})::date"}
    lay(Membership, hat, numbers)


def _coaching(lot: Lot) -> None:
    """Each half of a cohort with its coach: two meetings held with something agreed in each, and one to come."""
    numbers = f"generate_series({lot.cohorts.start * 2}, {lot.cohorts.stop * 2 - 1}) n"
    _people(lot, "coach", "Coach", COACHES, f"{PARTNER} + (n / 2) % {PARTNERS}", numbers)
    active, began = f"{lot.people} AND e.state <> 'withdrawn'", lot.moment(days=-340)
    coach = f"{COACHES} + (e.id - {PERSON}) / {OF_A_COACH}"
    lay(Companion, {"enrolment": "e.id", "person": coach, "role": "'coach'", "began_at": began}, active)
    lay(Pairing, {"enrolment": "e.id", "coach": coach, "state": "'active'", "began_at": began}, active)
    paired = f"{table(Pairing)} p WHERE p.enrolment_id >= {PERSON + lot.first} AND p.enrolment_id < {PERSON + lot.last}"
    held = {"pairing": "p.id", "state": "'held'", "minutes": "50", "place": "'online'", "shared_notes": "'We spoke.'"}
    for days in (-90, -30):
        when = lot.moment(days=days)
        lay(Meeting, {**held, "starts_at": when, "recorded_at": when}, paired)
    soon = f"{lot.moment(days=4)} + (p.id % 30) * INTERVAL '1 hour'"
    booked = {"pairing": "p.id", "state": "'booked'", "place": "'online'", "starts_at": soon}
    lay(Meeting, {**booked, "recorded_at": lot.moment(days=-30)}, paired)
    met = f"{table(Meeting)} m JOIN {paired.replace(' WHERE', ' ON p.id = m.pairing_id WHERE')} AND m.state = 'held'"
    agreed = {"meeting": "m.id", "position": "1", "words": "'Watch the start of three lessons'"}
    due = f"({lot.moment(days=3)})::date + (m.id % 20)::int"
    done = f"CASE WHEN m.starts_at < {lot.moment(days=-60)} THEN m.starts_at + INTERVAL '20 days' END"
    lay(MeetingAction, {**agreed, "due_on": due, "done_at": done}, met)


def _cohorts(lot: Lot) -> str:
    return f"{table(Cohort)} c WHERE c.id >= {COHORT + lot.cohorts.start} AND c.id < {COHORT + lot.cohorts.stop}"


def _communities(lot: Lot, around: Around) -> None:
    """A community for each cohort, with what a prompt opened there and three threads more; ten posts in each."""
    mine = _cohorts(lot)
    lay(Space, {"kind": "'cohort'", "cohort": "c.id", "opened_at": lot.moment(days=-300)}, mine)
    there = f"{table(Space)} s JOIN {mine.replace(' WHERE', ' ON c.id = s.cohort_id WHERE')}"
    opened = {"space": "s.id", "opened_at": lot.moment(days=-60), "last_at": lot.moment(days=-2), "posts_made": "10"}
    lay(Thread, {**opened, "prompt": str(around.prompt)}, there)
    first = f"{PERSON} + (c.id - {COHORT}) * {EACH}"
    for n in range(3):
        lay(Thread, {**opened, "title": f"'What works {n}'", "opened_by": f"{first} + {n}"}, there)
    threads = f"{table(Thread)} t JOIN {there.replace(' WHERE', ' ON s.id = t.space_id WHERE')}"
    said = {"thread": "t.id", "stands_as": "'participant'", "key": "gen_random_uuid()", "words": "8"}
    for n in range(1, 11):
        who = f"{first} + {n}"
        post = {"number": str(n), "author": who, "enrolment": who, "text": "'What I saw was quite different from that'"}
        lay(Post, {**said, **post, "at": lot.moment(days=-40 + n)}, threads)
    named = lot.people.replace(
        " WHERE",
        f" JOIN {table(Space)} s ON s.cohort_id = c.id JOIN {table(Thread)} t ON t.space_id = s.id"
        f" AND t.title = 'What works 0' JOIN {table(Post)} q ON q.thread_id = t.id AND q.number = 5 WHERE",
    )
    lay(Mention, {"post": "q.id", "person": "e.participant_id"}, f"{named} AND e.id % 5 = 0")
    reported = f"{table(Post)} q JOIN {threads.replace(' WHERE', ' ON t.id = q.thread_id WHERE')}"
    rare = f"{reported} AND q.number = 7 AND t.title = 'What works 1' AND c.id % 40 = 0"
    lay(Report, {"post": "q.id", "by": "q.author_id", "at": "q.at", "why": "'It names a pupil.'"}, rare)


def _work(lot: Lot, around: Around) -> None:
    """Every unit begun, and work handed in: some waits for a coach, some came back."""
    pages = lot.people.replace(
        " WHERE",
        f" JOIN {table(Version)} v ON v.unit_id IN ({', '.join(map(str, around.units))}) AND v.state = 'published'"
        f" JOIN {table(Page)} g ON g.version_id = v.id AND g.position = 1 WHERE",
    )
    read = {"enrolment": "e.id", "unit": "v.unit_id", "page_key": "g.key", "at": lot.moment(days=-8)}
    lay(Progress, read, f"{pages} AND e.state <> 'withdrawn'")
    state = "CASE WHEN e.id % 5 = 0 THEN 'returned' ELSE 'submitted' END"
    work = {"task": str(around.task), "enrolment": "e.id", "state": state, "words": "'We greet every child.'"}
    lay(Work, {**work, "submitted_at": lot.moment(days=-7)}, f"{lot.people} AND e.state = 'active' AND e.id % 5 < 2")
    missed = lot.people.replace(
        " WHERE", f" JOIN {table(Session)} s ON s.cohort_id = c.id AND s.component_id = {lot.sixty.taken[0]} WHERE"
    )
    made_up = {"session": "s.id", "enrolment": "e.id", "words": "'I read it.'", "references": "'Made, A. (2020)'"}
    caught = {**made_up, "state": "'submitted'", "submitted_at": lot.moment(days=-5)}
    due = f"({lot.moment(days=9)})::date"
    some = f"{missed} AND e.state = 'active' AND e.route = 'blended' AND e.id % 20 = 0"
    lay(CatchUp, {**caught, "due_on": due}, some)


def _end(lot: Lot, around: Around) -> None:
    """A window that is open, the survey of the last session, a day set by hand, and reviews under way."""
    mine = _cohorts(lot)
    manager = str(lot.cast.programme_manager.person_id)
    window = {"cohort": "c.id", "brief": str(around.brief), "scheme": "gen_random_uuid()", "planned_by": manager}
    when = {"opens_at": lot.moment(days=-2), "closes_at": lot.moment(days=6), "planned_at": lot.moment(days=-90)}
    lay(Window, {**window, **when}, mine)
    held = f"{table(Session)} s JOIN {mine.replace(' WHERE', ' ON c.id = s.cohort_id WHERE')}"
    last = f"{held} AND s.component_id = {lot.sixty.taken[-1]}"
    lay(Survey, {"session": "s.id", "opened_at": lot.moment(days=-3), "closes_at": lot.moment(days=9)}, last)
    asked = lot.people.replace(
        " WHERE",
        f" JOIN {table(Session)} s ON s.cohort_id = c.id JOIN {table(Survey)} y ON y.session_id = s.id WHERE",
    )
    lay(SurveyAsked, {"survey": "y.id", "enrolment": "e.id"}, f"{asked} AND e.state <> 'withdrawn'")
    day = {"component": str(lot.sixty.own[0]), "due_on": "c.ends_on - 30", "why": "'A school closure'", "by": manager}
    lay(ComponentDue, {"cohort": "c.id", **day, "at": lot.moment(days=-100)}, mine)
    review = {"enrolment": "e.id", "version": str(around.review), "number": "1", "state": "'nominating'"}
    begun = {"began_at": lot.moment(days=-6), "began_by": "e.participant_id"}
    lay(Review, {**review, **begun}, f"{lot.people} AND e.state = 'active' AND e.id % 5 = 0")
