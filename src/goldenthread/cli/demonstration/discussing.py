"""What people talk about: a prompt that counts, threads of a cohort, a group, and the whole programme's space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import yaml

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.learning.actions.discussing import reply, start_thread
from goldenthread.learning.actions.gathering import make_group, open_spaces
from goldenthread.learning.actions.prompting import open_prompts, write_prompt
from goldenthread.learning.queries.communities import communities, space_page
from goldenthread.learning.types.discussing import PostRef, PromptText, SpaceKind, Words
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import ReleaseRef

OPENED, PROMPTED = -30, -20
FACILITATOR = "farah@harbour.example"


def talk(file: Path, running: Running, release: ReleaseRef, calendar: Calendar, *, lead: Actor) -> None:
    """Open the communities and let everything be said that the story tells; most of it in one running cohort."""
    story: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    told = story["prompt"]
    open_spaces(at=calendar.moment(OPENED))
    component = next(c for c in release_outline(release).components if c.title == told["component"])
    text = PromptText(told["title"], told["text"], days_in=told["days_in"])
    write_prompt(component.ref, text, by=lead, at=calendar.moment(OPENED))
    open_prompts(at=calendar.moment(PROMPTED))
    home = _space(FACILITATOR, SpaceKind.COHORT, running.story["title"], calendar)
    page = space_page(home, by=actor_by_email(FACILITATOR), at=calendar.today)
    _say(page.lines[0].ref, told["said"], calendar)
    for thread in story["threads"]:
        _begin(home, thread, calendar)
    group = story["group"]
    members = [p.enrolment for p in running.people if p.story["email"] in group["members"]]
    by = actor_by_email(FACILITATOR)
    _begin(make_group(running.ref, group["title"], members, by=by, at=calendar.moment(-4)), group["thread"], calendar)
    wide = story["wide"]
    _begin(_space(wide["by"], SpaceKind.PROGRAMME, "", calendar), wide, calendar)


def _space(email: str, kind: SpaceKind, title: str, calendar: Calendar) -> UUID:
    """The space of a kind that somebody is in, by its title where there are several."""
    mine = communities(by=actor_by_email(email), at=calendar.today)
    return next(line.ref for line in mine if line.kind is kind and title in line.title)


def _begin(space: UUID, told: Mapping[str, Any], calendar: Calendar) -> None:
    words = Words(told["text"], uuid4(), title=told["title"])
    made = start_thread(space, words, by=actor_by_email(told["by"]), at=calendar.moment(told["day"]))
    _say(made.thread, told.get("said", ()), calendar, posts=[made.ref])


def _say(thread: UUID, said: Sequence[Mapping[str, Any]], calendar: Calendar, posts: Sequence[PostRef] = ()) -> None:
    there = list(posts)
    for each in said:
        answers = there[each["to"] - 1] if "to" in each else None
        words = Words(each["text"], uuid4(), answers=answers)
        there.append(reply(thread, words, by=actor_by_email(each["as"]), at=calendar.moment(each["day"])).ref)
