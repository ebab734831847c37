"""Each room names the things that the record speaks of, and tells where each has a page for whoever reads."""

from __future__ import annotations

from collections import defaultdict
from datetime import time, timedelta
from uuid import uuid4

import pytest

from goldenthread.admissions.queries import trail as admissions
from goldenthread.assessment.models import Result
from goldenthread.assessment.queries import trail as assessment
from goldenthread.awards.actions.awarding import award
from goldenthread.awards.queries import trail as awards
from goldenthread.coaching.queries import trail as coaching
from goldenthread.cohorts.queries import trail as cohorts
from goldenthread.frameworks.queries import trail as frameworks
from goldenthread.ground.actions.timing import keep_time
from goldenthread.ground.models import AuditEntry, TimedRun
from goldenthread.ground.queries import trail as ground
from goldenthread.ground.types import Daily
from goldenthread.learning.models import Version
from goldenthread.learning.queries import trail as learning
from goldenthread.people.queries import trail as people
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.programmes.queries import trail as programmes
from goldenthread.reporting.queries import trail as reporting
from goldenthread.reporting.queries.homes.changing import published
from tests.makers.counting import statements_of
from tests.makers.demonstration import make_demonstration

ROOMS = (
    admissions, assessment, awards, coaching, cohorts, frameworks, ground, learning, people, programmes, reporting,
)  # fmt: skip
DEEDS = {did: deed for room in ROOMS for did, deed in room.DEEDS.items()}
NAMERS = {kind: namer for room in ROOMS for kind, namer in room.NAMERS.items()}


@pytest.fixture
def ada(db, at):
    make_demonstration(at=at)
    return actor_by_email("ada@provider.example")


def spoken_of() -> dict[str, set[str]]:
    """The references of everything that something was done to, by the kind of thing."""
    found = defaultdict(set)
    for did, to in AuditEntry.objects.values_list("did", "to"):
        if did in DEEDS and DEEDS[did].to in NAMERS:
            found[DEEDS[did].to].add(to)
    return found


def test_everything_that_something_was_done_to_has_a_name_in_one_statement(ada) -> None:
    spoken = set().union(*spoken_of().values())
    named = set()

    for kind, namer in NAMERS.items():
        assert statements_of(lambda namer=namer: namer(spoken, ada)) <= 1, kind
        named |= {ref for ref, thing in namer(spoken, ada).items() if thing.name.strip()}

    assert len(spoken) > 100
    assert spoken - named == set()


@pytest.mark.parametrize("kind", sorted(NAMERS))
def test_what_is_not_there_has_no_name(cast, kind) -> None:
    assert NAMERS[kind]([str(uuid4())], cast.administrator) == {}


def test_a_page_is_told_only_to_those_who_may_open_it(ada) -> None:
    refs = spoken_of()["enrolment"]
    oscar = actor_by_email("oscar@moorland.example")
    mine, his = NAMERS["enrolment"](refs, ada), NAMERS["enrolment"](refs, oscar)

    assert all(thing.page for thing in mine.values())
    assert 0 < sum(bool(thing.page) for thing in his.values()) < len(his)


def test_what_was_done_to_somebody_is_found_by_what_is_theirs(ada, at) -> None:
    nadia, oscar = (
        str(actor_by_email(email).person) for email in ("nadia@millbrook.example", "oscar@moorland.example")
    )

    award(Result.objects.get(script__enrolment__participant__ref=nadia).ref, verify_at="https://here.example", at=at)

    assert len(cohorts.enrolments_of([nadia])) == 1
    assert len(awards.awards_of([nadia])) == 2
    assert admissions.applications_of([nadia]) == ()
    assert [room([oscar]) for room in (cohorts.enrolments_of, awards.awards_of, admissions.applications_of)] == [
        (), (), (),
    ]  # fmt: skip


def test_the_house_names_its_own_work(cast, at) -> None:
    daily = {"water_the_plants": Daily(time(7, 0))}
    keep_time(daily, at=at)
    keep_time(daily, at=at + timedelta(days=2))
    runs = {str(ref) for ref in TimedRun.objects.values_list("ref", flat=True)}

    assert set(ground.NAMERS["timed work"](runs, cast.administrator)) == runs != set()


def test_what_was_lately_published_is_told_of_every_room(ada) -> None:
    kinds = {change.why for change in published(actor_by_email("callum@provider.example"))}

    assert Version.objects.filter(published_at__isnull=False).exists()
    assert kinds == {"Framework", "Programme", "Unit"}
