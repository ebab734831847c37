"""What stands before anybody opens a cohort: the staff, a framework and a published programme, small, with its parts.

It is laid by the demonstration's own chapters, through the actions that pages call.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import yaml

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.loading import CURRICULUM_LEAD, FOLDER, FOUNDED
from goldenthread.cli.demonstration.people import bring_in_everybody
from goldenthread.cli.demonstration.practising import write_the_task
from goldenthread.cli.demonstration.reading import publish_the_framework
from goldenthread.cli.demonstration.reviewing import bring_instruments_in
from goldenthread.cli.demonstration.teaching import build_programme
from goldenthread.learning.actions.prompting import write_prompt
from goldenthread.learning.types.discussing import PromptText
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.programmes.actions.catalogue import load_catalogue
from goldenthread.programmes.queries.releases import release_outline

PROGRAMME, STUDY, TASK, TALK, COACHING = (
    "Leading across a school", "Study: memory and practice", "Task: one change", "Community: bring a problem",
    "Coaching meeting",
)  # fmt: skip
BOTH = ["blended", "online"]
# Kind, title, minutes, routes, statements.
COMPONENTS = (
    ("event", "Event 1: culture", 120, ["blended"], ["1.1-1.6"]),
    ("webinar", "Live session 1: culture", 120, ["online"], ["1.1-1.6"]),
    ("online_study", STUDY, 60, BOTH, ["2.1-2.3"]),
    ("coaching", COACHING, 60, BOTH, ["2.4"]),
    ("event", "Event 2: people", 120, ["blended"], ["3.1-3.6"]),
    ("webinar", "Live session 2: people", 120, ["online"], ["3.1-3.6"]),
    ("formative_task", TASK, 60, BOTH, ["2.5", "2.6"]),
    ("community", TALK, 60, BOTH, ["3.4"]),
    ("event", "Event 3: change", 120, ["blended"], ["4.1-4.6"]),
    ("webinar", "Live session 3: change", 120, ["online"], ["4.1-4.6"]),
)


def lay() -> None:
    """Bring in the staff, publish the framework, build the programme on it, and write what belongs to its parts."""
    at = datetime.now(UTC)
    told: dict[str, dict[str, Any]] = {
        name: yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
        for name in ("small", "practice", "communities")
    }
    story, calendar = told["small"], Calendar(at)
    begun = calendar.moment(FOUNDED)
    story["programme"] |= {"title": PROGRAMME, "variants": [], "modules": _modules()}
    load_catalogue(by=(admin := bring_in_everybody(story, at=begun)), at=begun)
    lead = actor_by_email(CURRICULUM_LEAD)
    edition, statements = publish_the_framework(
        story["framework"], folder=FOLDER, by=lead, calendar=calendar, day=FOUNDED
    )
    release, _ = build_programme(story, edition=edition, statements=statements, by=lead, at=begun)
    write_the_task(told["practice"]["task"], release=release, by=lead, calendar=calendar, day=FOUNDED)
    bring_instruments_in(calendar, FOUNDED, by=admin)
    talk = next(c for c in release_outline(release).components if c.title == TALK)
    asked = told["communities"]["prompt"]
    write_prompt(talk.ref, PromptText(asked["title"], asked["text"], days_in=0), by=lead, at=begun)


def _modules() -> list[dict[str, Any]]:
    keys = ("kind", "title", "minutes", "routes", "statements")
    components = [dict(zip(keys, told, strict=True)) | {"use": "taught"} for told in COMPONENTS]
    next(c for c in components if c["title"] == STUDY)["unit"] = "memory"
    return [{"title": "The whole year", "components": components}]
