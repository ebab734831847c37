"""A participant's home: sessions and own time ahead, what changed, and the figure with its explanation.

Study, coaching and assessment put their own next things on the page, from their own doors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import BigIntegerField, Value

from goldenthread.cohorts.models import Credit, EnrolmentStep
from goldenthread.cohorts.queries.engagement import my_page
from goldenthread.cohorts.types import SAID_OF, STATE_NAMES, MyPage, Source, State, saying
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import KIND_NAMES, ComponentKind, Measure
from goldenthread.reporting.rules.choosing import first_things, latest
from goldenthread.reporting.types import Block, Change, Thing

LATEST = 5
# The page shows three of everything that any room names: enough of each kind to choose them from.
MOST_AHEAD = 30
_TOLD_ELSEWHERE = frozenset(
    {ComponentKind.ONLINE_STUDY, ComponentKind.STUDY_PACK, ComponentKind.COACHING, ComponentKind.FORMATIVE_TASK}
)
_WHERE = {ComponentKind.COMMUNITY: "communities"}
NOT_YET = "Nothing to do yet. Your programme appears here once you have a place on a cohort."


def participant(by: Actor, at: datetime) -> Block:
    """What a participant does next: what has its hour first, then what is done in their own time."""
    page = my_page(by=by, at=at)
    if page is None:
        return Block(Duty.PARTICIPANT, "Your programme", when_empty=NOT_YET)
    return Block(
        duty=Duty.PARTICIPANT,
        title=f"{page.mine.programme}, {page.mine.cohort_title}",
        things=first_things(
            _sessions(page, soon=at), _own_time(page) if page.mine.is_asked(on=at.date()) else (), most=MOST_AHEAD
        ),
        changes=latest(_changes(page)),
        engagement=page.engagement,
        when_empty="Nothing waits for you. What comes next appears here.",
    )


def _sessions(page: MyPage, *, soon: datetime) -> Iterator[Thing]:
    for thing in page.ahead:
        if thing.session is not None and thing.starts_at is not None:
            days = (thing.starts_at - soon).days
            when = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
            why = f"{KIND_NAMES[thing.component.kind]}, {when}{', ' + thing.place if thing.place else ''}."
            yield Thing(f"Join {thing.component.title}", why, "session", thing.session, thing.starts_at)


def _own_time(page: MyPage) -> Iterator[Thing]:
    """What nobody else puts on the page: study, tasks and coaching have their own things to do."""
    for thing in page.ahead:
        if thing.session is None and thing.component.kind not in _TOLD_ELSEWHERE:
            takes = f"about {saying.amount(thing.component.minutes, Measure.MINUTES)} in your own time"
            why = f"{KIND_NAMES[thing.component.kind]}, {takes}."
            yield Thing(thing.component.title, why, _WHERE.get(thing.component.kind, "mine"), due_on=thing.due_on)


def _changes(page: MyPage) -> Iterator[Change]:
    """The newest entries of the ledger and steps of the enrolment together, in one statement."""
    entries = Credit.objects.filter(enrolment__ref=page.mine.ref).order_by()
    told = entries.values_list("at", "id", "source", "component__title", "corrects_id", "why", Value("credit"))
    steps = EnrolmentStep.objects.filter(enrolment__ref=page.mine.ref).order_by()
    none = Value(None, output_field=BigIntegerField())
    taken = steps.values_list("at", "id", "state", Value(""), none, Value(""), Value("step"))
    for at, _, word, title, corrects, why, what in told.union(taken, all=True).order_by("-at", "-id")[:LATEST]:
        if what == "step":
            yield Change(f"Your place: {STATE_NAMES[State(word)].lower()}", at)
        elif corrects is None:
            yield Change(f"{title} was credited", at, SAID_OF[Source(word)])
        else:
            yield Change(f"A credit for {title} was taken back", at, why)
