"""Load the demonstration, chapter by chapter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from goldenthread.cli.demonstration.allowing import give_times
from goldenthread.cli.demonstration.assessing import WINDOW_DAYS, Scripts, assess, write_the_brief
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running, run_cohort
from goldenthread.cli.demonstration.collecting import keep_portfolios
from goldenthread.cli.demonstration.counting import count_words
from goldenthread.cli.demonstration.discussing import talk
from goldenthread.cli.demonstration.engaging import chase
from goldenthread.cli.demonstration.estimating import Compared, compare_markers
from goldenthread.cli.demonstration.handing import let_somebody_fall_ill, set_policies, train_markers
from goldenthread.cli.demonstration.inspecting import be_ready
from goldenthread.cli.demonstration.library import furnish
from goldenthread.cli.demonstration.likening import compare_scripts
from goldenthread.cli.demonstration.marking import mark
from goldenthread.cli.demonstration.meeting import prepare_meetings
from goldenthread.cli.demonstration.offering import offer_it
from goldenthread.cli.demonstration.pairing import pair_people
from goldenthread.cli.demonstration.people import bring_in_everybody
from goldenthread.cli.demonstration.practising import practise, write_the_task
from goldenthread.cli.demonstration.projecting import put_a_project_together
from goldenthread.cli.demonstration.questioning import question_results
from goldenthread.cli.demonstration.reading import keep_frameworks, publish_the_framework
from goldenthread.cli.demonstration.registering import leave_registers_to_look_after
from goldenthread.cli.demonstration.reviewing import bring_instruments_in, review
from goldenthread.cli.demonstration.sampling import sample_it
from goldenthread.cli.demonstration.standardising import keep_a_standard
from goldenthread.cli.demonstration.suspecting import look_into_cases
from goldenthread.cli.demonstration.teaching import build_programme
from goldenthread.cli.demonstration.telling import ask_how_it_was, tell_schools
from goldenthread.cli.demonstration.timetabling import enter_terms, repeat_an_event
from goldenthread.cli.demonstration.trying_again import try_again
from goldenthread.cli.demonstration.writing import begin_to_write, compose
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor
from goldenthread.programmes.actions.catalogue import load_catalogue

FOLDER = Path(__file__).resolve().parents[4] / "demo"
FOUNDED = -500
CURRICULUM_LEAD = "callum@provider.example"
PARTICIPANT = "parveen@castlehill.example"
MANAGER = "priya@provider.example"
Assessed = tuple[Running, UUID, Scripts]


def load(*, at: datetime) -> None:
    """Bring everything in. Days in the story count from ``at``."""
    story: dict[str, Any] = yaml.safe_load((FOLDER / "small.yml").read_text(encoding="utf-8"))
    calendar = Calendar(at)
    begun = calendar.moment(FOUNDED)
    admin = bring_in_everybody(story, at=begun)
    load_catalogue(by=admin, at=begun)
    lead, manager = actor_by_email(CURRICULUM_LEAD), actor_by_email(MANAGER)
    edition, statements = publish_the_framework(
        story["framework"], folder=FOLDER, by=lead, calendar=calendar, day=FOUNDED
    )
    release, units = build_programme(story, edition=edition, statements=statements, by=lead, at=begun)
    set_policies(release, calendar, by=lead)
    train_markers(calendar)
    keep_frameworks(story["frameworks_since"], folder=FOLDER, by=lead, calendar=calendar)
    enter_terms(by=manager, at=at)
    practice: dict[str, Any] = yaml.safe_load((FOLDER / "practice.yml").read_text(encoding="utf-8"))
    task = write_the_task(practice["task"], release=release, by=lead, calendar=calendar, day=FOUNDED)
    bring_instruments_in(calendar, FOUNDED, by=lead)
    brief = write_the_brief(story, by=manager, at=begun)
    compose(brief, FOLDER / "writing.yml", by=manager, at=begun)
    cohorts: list[Running] = []
    assessed: dict[str, Assessed] = {}
    for told in story["cohorts"]:
        running = run_cohort(told, release=release, units=units, calendar=calendar, by=manager)
        repeat_an_event(running, calendar, by=manager)
        cohorts.append(running)
        practise(practice, running, task, calendar)
        review(running, calendar)
        prepare_meetings(running, calendar)
        if "window" in told:
            window, scripts = assess(running, brief, story, calendar, release=release, by=manager)
            assessed[told["key"]] = running, window, scripts
            if scripts and calendar.is_past(told["window"]["opens_in"] + WINDOW_DAYS):
                keep_a_standard(FOLDER / "standard.yml", window, story["reasons"], calendar)
                mark(window, scripts, story["reasons"], calendar, told["window"]["opens_in"], by=manager)
            count_words(running, story, calendar)
        else:
            ask_how_it_was(running, calendar=calendar)
        if told["people"][0].get("mentor"):
            tell_schools(running, calendar=calendar, by=manager)
    begin_to_write(FOLDER / "writing.yml", calendar)
    compare_scripts(calendar, by=manager)
    chase(cohorts[0], release=release, calendar=calendar, lead=lead, by=manager)
    furniture = yaml.safe_load((FOLDER / "library.yml").read_text(encoding="utf-8"))
    reader = actor_by_email(PARTICIPANT)
    talk(FOLDER / "communities.yml", cohorts[0], release, calendar, lead=lead)
    furnish(furniture, units, statements, author=lead, reader=reader, at=calendar.moment(-3))
    keep_portfolios(cohorts[0], calendar)
    leave_registers_to_look_after(facilitator="farah@harbour.example", by=manager, at=at)
    put_a_project_together(cohorts[0], calendar, by=manager)
    be_ready(calendar, by=manager)
    offer_it(release, calendar, by=manager, administrator=admin)
    pair_people(FOLDER / "pairing.yml", release, calendar, by=manager, admin=admin)
    let_somebody_fall_ill(calendar, by=manager)
    sampled = compare_markers(FOLDER / "markings.yml", brief, story["reasons"], release, calendar, by=manager)
    go_on(sampled, assessed, story, calendar, by=manager)


def go_on(
    sampled: Compared, assessed: Mapping[str, Assessed], story: Mapping[str, Any], calendar: Calendar, *, by: Actor
) -> None:
    """What comes beside and after marking."""
    told: dict[str, Any] = yaml.safe_load((FOLDER / "assessment.yml").read_text(encoding="utf-8"))
    running, marked, scripts = assessed["last"]
    names = {each["name"]: ref for ref, each in scripts.items()}
    mails = {each["email"]: ref for ref, each in scripts.items() if "email" in each}
    emails = {each["name"]: each["email"] for each in scripts.values() if "email" in each}
    look_into_cases(
        told["cases"], {**names, **sampled.scripts}, {**emails, **sampled.emails}, (marked, sampled.window), calendar
    )
    sample_it(sampled, told["sample"], story["reasons"][0], calendar)
    question_results(told["questions"], mails, calendar)
    try_again(told["again"], running, mails[told["again"]["who"]], calendar, by=by)
    now_open, window, _ = assessed["open"]
    give_times(told["times"], now_open, window, calendar, by=by)
