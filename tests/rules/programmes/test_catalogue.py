"""Files of the catalogue: facts about one qualification."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.programmes.rules.catalogue import described, entry_from, facts_from
from goldenthread.programmes.rules.fields import Faulty
from goldenthread.programmes.types import Route

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
