"""Reviews: one that was done twice, one that a coach may read, one that waits for answers, and a needs analysis."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.cli.demonstration.studying import Placed
from goldenthread.coaching.actions.instruments import load_instruments
from goldenthread.coaching.actions.rating import send_answers, send_own_part
from goldenthread.coaching.actions.reflecting import save_reflection
from goldenthread.coaching.actions.reviewing import ask_raters, begin_review, close_review, name_rater, share_report
from goldenthread.coaching.queries.instruments import instruments, version_page
from goldenthread.coaching.queries.raters import token_of
from goldenthread.coaching.types.instruments import Instrument
from goldenthread.people.types import Actor

SEVEN, NEEDS, MEETINGS = "seven-behaviours", "needs-analysis", "leading-meetings"
# Name, group, and by how much they are kinder or stricter than the rest.
RATERS = (
    ("Helena Brook", "line-manager", 0), ("Idris Cole", "line-manager", 1), ("Maud Perry", "line-manager", 0),
    ("Tim Akande", "peers", 0), ("Saskia Lowe", "peers", 1), ("Ravi Menon", "peers", -1),
    ("Eilidh Munro", "led", 0), ("Oke Bello", "led", 1), ("Jo Farrow", "led", 0), ("Win Parry", "led", -1),
)  # fmt: skip
# What others see on average, by behaviour in their order; 1 is high. The first time, and the second.
FIRST, SECOND = (1, 2, 2, 3, 3, 1, 2), (1, 2, 2, 2, 2, 1, 1)
OWN_FIRST, OWN_SECOND = (2, 1, 2, 2, 3, 2, 1), (1, 2, 2, 2, 2, 1, 1)
WORDS = {
    "resilience": (
        "Gets quiet when it is hard; tell us what you think then.",
        "I would like to hear earlier when a deadline is in doubt.",
        "Calm in front of pupils, always.",
    ),
    "collaboration": (
        "Gave me the Year 5 project and let me run it.",
        "Asks the teaching assistants too, which few do.",
        "Could share more of the planning.",
    ),
}
SURE = (4, 3, 2, 2, 3, 4, 1, 2)


def bring_instruments_in(calendar: Calendar, day: int, *, by: Actor) -> None:
    """The instruments that come with this version."""
    load_instruments(by=by, at=calendar.moment(day))


def review(running: Running, calendar: Calendar) -> None:
    """Whatever reviews the people of one cohort have had by today."""
    known = {line.slug: (line.ref, line.in_use.ref) for line in instruments() if line.in_use}
    people = {person.actor.name: person for person in running.people}
    if "Nadia Rahman" in people:
        _seven(people["Nadia Rahman"], known, calendar, begins=-380, values=FIRST, own=OWN_FIRST)
        _seven(people["Nadia Rahman"], known, calendar, begins=-60, values=SECOND, own=OWN_SECOND)
    if "Parveen Begum" in people:
        parveen = people["Parveen Begum"]
        _needs(parveen, known, calendar)
        ref = _seven(parveen, known, calendar, begins=-80, values=FIRST, own=OWN_FIRST)
        share_report(ref, is_shared=True, by=parveen.actor, at=calendar.moment(-50))
        _reflect(parveen, known, calendar)
        _meetings(parveen, known, calendar)


def _seven(
    person: Placed,
    known: Mapping[str, tuple[UUID, UUID]],
    calendar: Calendar,
    *,
    begins: int,
    values: tuple[int, ...],
    own: tuple[int, ...],
) -> UUID:
    """The seven behaviours, answered by eight people and closed after twenty days."""
    at, me = calendar.moment(begins), person.actor
    instrument, version = known[SEVEN]
    asks = version_page(version, by=me).content
    ref = begin_review(person.enrolment, instrument, by=me, at=at)
    named = {}
    for name, group, kinder in RATERS:
        email = f"{name.split()[0].lower()}@{me.name.split()[0].lower()}.example"
        named[name_rater(ref, name=name, email=email, group=group, by=me, at=at)] = kinder
    ask_raters(ref, by=me, at=at)
    for place, (rater, kinder) in enumerate(named.items()):
        comments = {key: words[place // 2] for key, words in WORDS.items()} if place in {1, 3, 5} else {}
        later = at + timedelta(days=2 + place)
        send_answers(token_of(rater), ratings=_by_group(asks, values, kinder), comments=comments, at=later)
    send_own_part(ref, ratings=_by_group(asks, own, 0), comments={}, by=me, at=at + timedelta(days=3))
    close_review(ref, by=me, at=at + timedelta(days=20))
    return ref


def _needs(person: Placed, known: Mapping[str, tuple[UUID, UUID]], calendar: Calendar) -> None:
    at, me = calendar.moment(-117), person.actor
    instrument, version = known[NEEDS]
    asks = version_page(version, by=me).content
    ref = begin_review(person.enrolment, instrument, by=me, at=at)
    ratings = {item.key: str(value) for item, value in zip(asks.items, SURE, strict=True)}
    send_own_part(ref, ratings=ratings, comments={}, by=me, at=at)


def _reflect(person: Placed, known: Mapping[str, tuple[UUID, UUID]], calendar: Calendar) -> None:
    at = calendar.moment(-48)
    instrument, version = known[SEVEN]
    asks = version_page(version, by=person.actor).content
    save_reflection(
        instrument,
        name=person.actor.name,
        on=at.date(),
        ratings={group.key: str(value) for group, value in zip(asks.groups, OWN_FIRST, strict=True)},
        comments={"resilience": "I go quiet under pressure. In the next budget round I will say what worries me."},
        by=person.actor,
        at=at,
    )


def _meetings(person: Placed, known: Mapping[str, tuple[UUID, UUID]], calendar: Calendar) -> None:
    """One that is open, with some answers."""
    at, me = calendar.moment(-6), person.actor
    instrument, version = known[MEETINGS]
    asks = version_page(version, by=me).content
    ref = begin_review(person.enrolment, instrument, by=me, at=at)
    named = []
    for name, _, _ in RATERS[3:9]:
        email = f"{name.split()[0].lower()}.{name.split()[1].lower()}@castlehill.example"
        named.append(name_rater(ref, name=name, email=email, group="meeting", by=me, at=at))
    ask_raters(ref, by=me, at=at)
    for rater in named[:3]:
        ratings = {item.key: str(4) for item in asks.items}
        send_answers(token_of(rater), ratings=ratings, comments={}, at=at + timedelta(days=1))


def _by_group(asks: Instrument, values: tuple[int, ...], kinder: int) -> dict[str, str]:
    """A value for every question of each behaviour, within the scale; every other behaviour by how kind somebody is."""
    least, most = asks.scale.points[0].value, asks.scale.points[-1].value
    return {
        item.key: str(min(max(value + (kinder if place % 2 else 0), least), most))
        for place, (group, value) in enumerate(zip(asks.groups, values, strict=True))
        for item in group.items
    }
