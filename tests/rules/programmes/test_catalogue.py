"""Files of the catalogue: facts about one qualification."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.programmes.rules.catalogue import described, entry_from, facts_from
from goldenthread.programmes.rules.fields import Faulty
from goldenthread.programmes.types import CourseGroup, DatedChoice, Route, Task

FACTS: dict[str, Any] = {
    "code": "NPQX",
    "suite": 2030,
    "title": "New",
    "level": "specialist",
    "audience": "Anybody",
    "assessment": "case_study",
    "sources": ["us"],
    "areas": [{"number": 1, "title": "One", "learn_that": 3, "criteria": [{"code": "1", "label": "One"}]}],
    "routes": [{"route": "blended", "events": 2, "events_required": True}],
    "durations": [{"months": 12, "source": "us"}],
}
WORK = {"in_force_from": "2030-01-01", "source": "us", "words": {"limit": 500}, "window_days": 8, "attempts": 1}

CHOICE = {"about": "Days", "chosen": "8", "chosen_on": "2030-01-02", "source": "us", "others": ["7 (them)"]}


def test_facts_are_read_and_kept_without_policies_and_schemes() -> None:
    entry = entry_from({**FACTS, "assessment_policies": [{**WORK, "kind": "case_study"}]}, file="f.yml")
    kept = described({**FACTS, "assessment_policies": []})

    assert facts_from(kept, file="kept") == entry.facts
    assert (entry.facts.slug, entry.facts.name) == ("npqx-2030", "NPQX (2030)")
    assert entry.facts.learn_that == 3
    assert entry.facts.offer(Route.BLENDED).events_required
    assert entry.facts.offer(Route.ONLINE) is None
    assert entry.assessment[0].words.limit == 500


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"areas": [{"number": 2, "title": "Two"}]}, "areas"),
        ({"routes": []}, "routes"),
        ({"routes": [{"route": "online"}, {"route": "online"}]}, "routes"),
        ({"assessment_policies": [{**WORK, "kind": "project"}]}, "assessment_policies[1].kind"),
        ({"colour": "red"}, "colour"),
        ({"area_count": 2}, "area_count"),
        ({"course_identifier": "NPQ new"}, "course_identifier"),
        ({"course_group": "leadership"}, "course_group"),
        ({"course_group": "middle", "course_identifier": "npq-new"}, "course_group"),
        ({"tasks": [{"title": "One", "source": "us", "words": 9}]}, "tasks[1].words"),
        ({"choices": [{**CHOICE, "others": []}]}, "choices[1].others"),
        ({"choices": [{**CHOICE, "chosen_on": "soon"}]}, "choices[1].chosen_on"),
    ],
)
def test_facts_that_do_not_fit_are_faults(changes, field) -> None:
    with pytest.raises(Faulty) as faulty:
        entry_from({**FACTS, **changes}, file="f.yml")

    assert [fault.field for fault in faulty.value.faults] == [field]


def test_a_version_of_a_scheme_is_given_once() -> None:
    levels = [{"mark": mark, "label": "L", "description": "D"} for mark in (0, 1)]
    criteria = [{"code": "A", "title": "All", "minimum": 0, "levels": levels}]
    scheme = {"version": 1, "title": "T", "source": "us", "minimum_total": 1, "criteria": criteria}

    with pytest.raises(Faulty, match="a version of their own"):
        entry_from({**FACTS, "mark_schemes": [scheme, scheme]}, file="f.yml")


def test_facts_that_were_kept_badly_are_refused() -> None:
    with pytest.raises(Faulty):
        facts_from({"code": "NPQX"}, file="kept")


def test_a_certificate_names_the_qualification_as_the_catalogue_does() -> None:
    told = facts_from({**FACTS, "full_title": "National Professional Qualification for New Things"}, file="f.yml")

    assert told.in_full == "National Professional Qualification for New Things (NPQX)"
    assert facts_from(FACTS, file="f.yml").in_full == "National Professional Qualification for New (NPQX)"


def test_what_the_department_and_differing_sources_say_is_read_and_kept() -> None:
    values = {
        **FACTS,
        "areas": [],
        "area_count": 6,
        "course_identifier": "npq-new-thing",
        "course_group": "leadership",
        "first_cohort": 2031,
        "tasks": [{"title": "Task 1", "words": 4000, "areas": 4, "source": "us"}],
        "choices": [{**CHOICE, "chosen_on": date(2030, 1, 2)}],
    }

    facts = entry_from(values, file="f.yml").facts

    assert (facts.course_group, facts.first_cohort, facts.area_count) == (CourseGroup.LEADERSHIP, 2031, 6)
    assert facts.tasks == (Task("Task 1", "", 4000, 4, "us"),)
    assert facts.choices == (DatedChoice("Days", "8", date(2030, 1, 2), "us", ("7 (them)",)),)
    assert described(values)["choices"][0]["chosen_on"] == "2030-01-02"
    assert facts_from(described(values), file="kept") == facts
