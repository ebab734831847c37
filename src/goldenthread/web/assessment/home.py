"""What assessment puts on a first page: a window that is open, a result that is out, scripts to mark or to settle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from goldenthread.assessment.queries.duties import standards_to_begin
from goldenthread.assessment.queries.looking import my_samples
from goldenthread.assessment.queries.marking import queue_counts
from goldenthread.assessment.queries.moderating import moderation_board
from goldenthread.assessment.queries.sponsoring import to_comment
from goldenthread.assessment.queries.to_help import people_to_help
from goldenthread.assessment.queries.waiting import marking_late, overtaken, samples_to_look_at, to_do, to_sample
from goldenthread.assessment.types.telling import ToDo, WindowOfSample
from goldenthread.assessment.types.words import State
from goldenthread.people.types import Actor, Duty
from goldenthread.web.assessment.my_things import my_things
from goldenthread.web.shared.next_things import HomePart, NextThing
from goldenthread.web.shared.words import count, deadline

# So many who wait for support stand by name; the others follow once these are done.
FEW = 3


@dataclass(frozen=True)
class _Line:
    """How a kind of :class:`ToDo` is said: ``{n}`` is how many, with the noun."""

    kind: str
    title: str
    one: str
    many: str
    page: str
    why: str


_LINES = (
    _Line(
        "stops",
        "Decide about {n}",
        "stop to marking",
        "stops to marking",
        "assessment:standards",
        "It keeps results in.",
    ),
    _Line(
        "stuck_late",
        "Find somebody for {n} whose day is over",
        "question about results",
        "questions about results",
        "assessment:reviews",
        "Nobody may decide, and those who asked are waiting. The page of each says what helps.",
    ),
    _Line(
        "stuck",
        "Find somebody who may decide {n}",
        "question about results",
        "questions about results",
        "assessment:reviews",
        "Nobody may as things are. The page of each says what helps.",
    ),
    _Line(
        "reviews_late",
        "Decide {n} whose day is over",
        "question about results",
        "questions about results",
        "assessment:reviews",
        "Those who asked are waiting.",
    ),
    _Line(
        "reviews",
        "Look at {n}",
        "question about results",
        "questions about results",
        "assessment:reviews",
        "Somebody who was not involved before decides.",
    ),
    _Line(
        "seats",
        "Find {n} for scripts that lost their assessor",
        "assessor",
        "",
        "assessment:board",
        "Each window proposes who could mark them.",
    ),
    _Line(
        "to_give",
        "Give {n} to assessors",
        "script",
        "",
        "assessment:board",
        "Their window is closed. Each window proposes who could mark them.",
    ),
    _Line(
        "wants",
        "Find {n} for scripts that need one more marking",
        "assessor",
        "",
        "assessment:board",
        "Their results wait for it.",
    ),
    _Line(
        "to_release",
        "Let {n} out, or see what keeps them in",
        "result",
        "",
        "assessment:windows",
        "They are settled. Each window has a release board.",
    ),
    _Line(
        "judging",
        "Go on with {n}",
        "case that waits for you",
        "cases that wait for you",
        "assessment:cases",
        "An answer came or its day is over, or a hearing is due or was held.",
    ),
    _Line(
        "signatures",
        "Look at the marks of {n}, and sign them",
        "exemplar",
        "",
        "assessment:standards",
        "They are used once two people have signed. You can put other marks forward, too.",
    ),
    _Line(
        "to_use",
        "Take {n} into use",
        "exemplar",
        "",
        "assessment:standards",
        "Enough people have signed the marks.",
    ),
    _Line(
        "unhidden",
        "Hide new scripts for {n} who met all there are",
        "assessor",
        "",
        "assessment:standards",
        "Nothing is hidden among what they mark any more. The page of the standard says how many are needed.",
    ),
    _Line(
        "tests",
        "Take the test of {n}",
        "standard",
        "",
        "assessment:before_marking",
        "You can be given scripts once you have passed. Practise first, if you wish.",
    ),
    _Line(
        "paused",
        "Read what holds while your marking is paused",
        "",
        "",
        "assessment:before_marking",
        "Somebody is looking at it. You get a letter when it is decided.",
    ),
    _Line("cases", "Look into {n}", "case", "", "assessment:cases", "Something was reported."),
    _Line(
        "circumstances",
        "Decide about circumstances of {n}",
        "person",
        "people",
        "assessment:windows",
        "Results wait for it; each window lists its own.",
    ),
    _Line(
        "late",
        "Decide about {n} that came after the close",
        "piece",
        "",
        "assessment:windows",
        "Every result of the window waits for it; each window lists its own late pieces.",
    ),
    _Line(
        "passages",
        "Look at {n} that may give somebody away",
        "passage",
        "",
        "assessment:masking",
        "A marker or moderator reported it.",
    ),
    _Line(
        "conflicts",
        "Decide what becomes of {n} by somebody with a conflict",
        "marking",
        "",
        "assessment:conflicts",
        "They declared a conflict of interest after marking.",
    ),
)


def part(actor: Actor, *, at: datetime) -> HomePart | None:
    """For a participant their work, for an assessor their queue, for a moderator what is marked and not settled."""
    things = [
        *(my_things(actor, at) if actor.wears(Duty.PARTICIPANT) else ()),
        *(_to_comment(actor, at) if actor.wears(Duty.SPONSOR) else ()),
        *(_to_mark(actor) if actor.wears(Duty.ASSESSOR) else ()),
        *(_to_settle(actor) if actor.wears(Duty.MODERATOR) else ()),
        *(_to_moderate(actor, at) if not actor.hats else ()),
        *_waiting(actor, at),
    ]
    return HomePart(tuple(things)) if things else None


def _to_moderate(actor: Actor, at: datetime) -> Iterator[NextThing]:
    """Samples to which somebody of another organisation has access."""
    for ref, brief, until in my_samples(by=actor, at=at):
        yield NextThing(
            "Moderate a sample", reverse("assessment:guest_sample", args=[ref]), brief, f"Until {deadline(until)}"
        )


def _to_comment(actor: Actor, at: datetime) -> Iterator[NextThing]:
    for one in to_comment(by=actor, at=at):
        if not one.has_commented:
            there, until = reverse("assessment:comment", args=[one.ref]), f"Until {deadline(one.closes_at)}"
            yield NextThing(f"Comment on {one.participant}’s project", there, "As sponsor.", until, one.closes_at)


def _to_mark(actor: Actor) -> Iterator[NextThing]:
    waiting = queue_counts(by=actor).to_do
    if waiting:
        yield NextThing(f"Mark {count(waiting, 'script')}", reverse("assessment:queue"), "They are under numbers.")


def _to_settle(actor: Actor) -> Iterator[NextThing]:
    rows = sum(row.state is State.MARKED for row in moderation_board(by=actor))
    if rows:
        title = f"Look at {count(rows, 'marked script')}"
        yield NextThing(title, reverse("assessment:moderation"), "The widest gaps come first.")


def _waiting(actor: Actor, at: datetime) -> Iterator[NextThing]:
    """One line for each kind of thing that waits for those who run, lead, moderate and review."""
    found = to_do(by=actor, at=at)
    for line in _LINES:
        number = getattr(found, line.kind)
        if number:
            yield NextThing(line.title.format(n=count(number, line.one, line.many)), reverse(line.page), line.why)
    yield from _overtaken(actor, found)
    yield from _to_help(actor, found.failed)
    yield from _samples(actor, at, found.looks)
    yield from _standards(actor, at)
    late = marking_late(by=actor, at=at)
    if late:
        more = f" And {count(len(late) - 1, 'window')} more." if len(late) > 1 else ""
        title = f"See to {count(len(late), 'window')} whose marking is late"
        yield NextThing(title, reverse("assessment:board"), f"{late[0]}.{more}")


def _overtaken(actor: Actor, found: ToDo) -> Iterator[NextThing]:
    """Results that a correction or a case has overtaken; each line leads to the first."""
    if not (found.behind or found.rulings):
        return
    first = overtaken(found, by=actor)
    if first.script:
        title = f"Decide what stands in {count(found.behind, 'script')} after a correction"
        why = "Parts stand from an earlier attempt whose result was corrected since."
        yield NextThing(title, reverse("assessment:stands", args=[first.script]), why)
    if first.window:
        title = f"Correct {count(first.results, 'result')} as a case decided"
        why = "They are out, and do not have yet what was decided. The release board lists them under “Released”."
        yield NextThing(title, reverse("assessment:release", args=[first.window]), why)


def _standards(actor: Actor, at: datetime) -> Iterator[NextThing]:
    asked = standards_to_begin(by=actor, at=at)
    if asked:
        title = f"Begin the standard of {count(len(asked), 'window')}"
        there = reverse("assessment:window_standard", args=[asked[0].window])
        yield NextThing(title, there, f"{_and_more(asked)} Nobody can be given its scripts before they are cleared.")


def _to_help(actor: Actor, failed: int) -> Iterator[NextThing]:
    """A line for each of the first few who wait for support; the last says how many more there are."""
    waits = people_to_help(by=actor) if failed else ()
    for number, one in enumerate(waits[:FEW], 1):
        others = len(waits) - FEW if number == FEW else 0
        more = f" {count(others, 'person waits', 'people wait')} like that beside them." if others > 0 else ""
        guaranteed = ", ".join(each[:1].lower() + each[1:] for each in one.support)
        why = f"They did not pass, and can try again. Guaranteed before: {guaranteed}.{more}"
        there = reverse("assessment:attempts", args=[one.enrolment])
        yield NextThing(f"Meet {one.name} before their next attempt", there, why)


def _samples(actor: Actor, at: datetime, looks: int) -> Iterator[NextThing]:
    """A line for samples that wait to be looked at, and one for those that can be drawn; each leads to the first."""
    waits = samples_to_look_at(by=actor) if looks else ()
    if waits:
        title = f"Look at {count(looks, 'script')} of samples"
        why = f"{_and_more(waits)} Results are kept in until it is done."
        yield NextThing(title, reverse("assessment:sample", args=[waits[0].window]), why)
    drawn = to_sample(by=actor, at=at)
    if drawn:
        there = reverse("assessment:sample", args=[drawn[0].window])
        yield NextThing(f"Draw {count(len(drawn), 'sample')} for moderation", there, _and_more(drawn))


def _and_more(windows: Sequence[WindowOfSample]) -> str:
    more = f" And {count(len(windows) - 1, 'window')} more." if len(windows) > 1 else ""
    return f"{windows[0].title}.{more}"
