"""Loading the catalogue, and what can be read of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.catalogue import OURS, load_catalogue
from goldenthread.programmes.actions.writing import add_criterion
from goldenthread.programmes.models import EngagementPolicy, MarkScheme, Qualification
from goldenthread.programmes.queries.catalogue import qualification_page, qualifications
from goldenthread.programmes.queries.policies import standing_of
from goldenthread.programmes.queries.schemes import mark_scheme, mark_schemes
from goldenthread.programmes.rules.fields import Faulty
from goldenthread.programmes.types import AssessmentKind, Route, SchemePart
from tests.makers.counting import statements_of
from tests.makers.schemes import criterion, make_frozen

SMALL = """
code: NPQX
suite: 2030
title: Something new
level: specialist
audience: Anybody
assessment: case_study
sources: [us]
routes:
  - {route: blended, events: 1}
engagement_policies:
  - {in_force_from: 2030-01-01, source: us, kind: overall_share, threshold: 80}
mark_schemes:
  - version: 1
    title: First
    state: draft
    source: us
    minimum_total: 1
    criteria:
      - code: A
        title: All of it
        minimum: 0
        levels: [{mark: 1, label: Yes it is, description: Shown.}, {mark: 0, label: Not yet, description: Not shown.}]
"""


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_shipped_catalogue_loads_and_loading_it_again_changes_nothing(cast, at) -> None:
    first = load_catalogue(by=cast.curriculum_lead, at=at)
    trail = AuditEntry.objects.count()
    again = load_catalogue(by=cast.administrator, at=at)

    assert len(first.new) == len(list(OURS.glob("*.yml"))) == 14
    assert again.same == first.new
    assert again.new == again.changed == ()
    assert AuditEntry.objects.count() == trail
    assert EngagementPolicy.objects.count() == 14


def test_npqsl_is_described_as_the_facts_have_it(cast, at) -> None:
    load_catalogue(by=cast.curriculum_lead, at=at)

    page = qualification_page("npqsl-2020", by=cast.participant)
    facts = page.card.facts

    assert [area.learn_that for area in facts.areas] == [8, 20, 19, 21, 9, 13, 8, 12, 6, 4]
    assert sum(area.stems for area in facts.areas) == 34
    assert sum(area.practices for area in facts.areas) == 136
    assert facts.learn_that == 120
    assert facts.offer(Route.BLENDED).events == 4
    assert facts.course_identifier == "npq-senior-leadership"
    assert page.engagement[0].threshold == 90
    assert (page.assessment[0].words.limit, page.assessment[0].window_days) == (2000, 8)
    assert "attempts" in page.assessment[0].illustrates
    assert [(s.is_illustrative, s.criteria) for s in page.schemes] == [(True, 4)]


def test_npqml_is_described_as_the_facts_have_it(cast, at) -> None:
    load_catalogue(by=cast.curriculum_lead, at=at)

    facts = qualification_page("npqml-2017", by=cast.curriculum_lead).card.facts
    coded = [criterion for area in facts.areas for criterion in area.criteria]

    assert facts.assessment is AssessmentKind.PROJECT
    assert len(coded) == 16
    assert [c.code for c in coded if c.document] == ["1.1.1", "2.1.3", "4.1.1", "5.1.1", "5.1.2", "5.1.3"]
    assert (sum(a.learn_how_to for a in facts.areas), sum(a.learn_about for a in facts.areas)) == (16, 26)
    assert dict(facts.areas[0].counts) == {"learn how to": 2, "learn about": 4, "criteria": 3}
    assert facts.learn_that is None


# The Department's course list: identifier, code, group. NPQML has no course; nor has anything of 2017.
COURSES = {
    ("npq-early-years-leadership", "NPQEYL", "leadership"),
    ("npq-executive-leadership", "NPQEL", "leadership"),
    ("npq-headship", "NPQH", "leadership"),
    ("npq-senior-leadership", "NPQSL", "leadership"),
    ("npq-senco", "NPQSENCO", "leadership"),
    ("npq-leading-behaviour-culture", "NPQLBC", "specialist"),
    ("npq-leading-literacy", "NPQLL", "specialist"),
    ("npq-leading-primary-mathematics", "NPQLPM", "specialist"),
    ("npq-leading-teaching", "NPQLT", "specialist"),
    ("npq-leading-teaching-development", "NPQLTD", "specialist"),
}


def test_every_course_of_the_department_is_there_under_its_identifier(cast, at) -> None:
    load_catalogue(by=cast.curriculum_lead, at=at)

    cards = [card.facts for card in qualifications(by=cast.curriculum_lead)]

    assert {(f.course_identifier, f.code, f.course_group) for f in cards if f.suite == 2020} == COURSES
    assert {f.course_identifier for f in cards if f.suite == 2017} == {""}


@pytest.mark.parametrize(
    ("slug", "words", "areas"), [("npqml", 4500, 6), ("npqsl", 5000, 6), ("npqh", 6500, 6), ("npqel", 8000, 9)]
)
def test_a_project_is_limited_as_its_tasks_are(cast, at, slug, words, areas) -> None:
    load_catalogue(by=cast.curriculum_lead, at=at)

    page = qualification_page(f"{slug}-2017", by=cast.curriculum_lead)

    assert page.assessment[0].words.limit == sum(task.words for task in page.card.facts.tasks) == words
    assert sum(task.areas for task in page.card.facts.tasks) == areas


def test_a_frozen_scheme_reads_back_whole(cast, at) -> None:
    load_catalogue(by=cast.curriculum_lead, at=at)
    line = qualification_page("npqsl-2020", by=cast.curriculum_lead).schemes[0]

    scheme = mark_scheme(line.ref)

    assert [c.code for c in scheme.criteria] == ["A", "B", "C", "D"]
    assert scheme.criteria[0].marks == (0, 1, 2, 3, 4)
    assert (scheme.highest_total, scheme.minimum_total) == (16, 8)
    assert statements_of(lambda: mark_scheme(line.ref)) == 3


def test_a_new_qualification_needs_a_file_and_no_code(cast, at, tmp_path) -> None:
    loaded = load_catalogue(by=cast.administrator, at=at, folder=folder(tmp_path, npqx=SMALL))

    assert loaded.new == ("NPQX (2030)",)
    assert AuditEntry.objects.get(did="programmes.load_catalogue").facts == {"slug": "npqx-2030"}


def test_a_changed_file_changes_facts_and_adds_versions(cast, at, tmp_path) -> None:
    load_catalogue(by=cast.administrator, at=at, folder=folder(tmp_path, npqx=SMALL))
    changed = SMALL.replace("Anybody", "Everybody").replace("threshold: 80", "threshold: 85").replace("First", "Begun")
    frozen = changed.replace("state: draft", "state: frozen")

    second = load_catalogue(by=cast.administrator, at=at, folder=folder(tmp_path, npqx=changed))
    third = load_catalogue(by=cast.administrator, at=at, folder=folder(tmp_path, npqx=frozen))
    page = qualification_page("npqx-2030", by=cast.administrator)

    assert second.changed == third.changed == ("NPQX (2030)",)
    assert page.card.facts.audience == "Everybody"
    assert [(p.terms.version, p.threshold) for p in page.engagement] == [(2, 85), (1, 80)]
    assert [(s.title, s.state.value) for s in page.schemes] == [("Begun", "frozen")]
    assert MarkScheme.objects.get().frozen_at == at


def test_the_parts_of_a_scheme_are_kept_with_it(cast, at, tmp_path) -> None:
    parted = SMALL + "    parts: [{code: P, title: Progress, criteria: [A], minimum: 1}]\n"
    load_catalogue(by=cast.administrator, at=at, folder=folder(tmp_path, npqx=parted))
    line = qualification_page("npqx-2030", by=cast.administrator).schemes[0]

    assert line.criteria == 1
    assert mark_scheme(line.ref).parts == (SchemePart("P", "Progress", ("A",), minimum=1, highest=1),)
    assert load_catalogue(by=cast.administrator, at=at, folder=tmp_path).same == ("NPQX (2030)",)
    load_catalogue(by=cast.administrator, at=at, folder=folder(tmp_path, npqx=SMALL))
    assert mark_scheme(line.ref).parts == ()


def test_a_frozen_scheme_never_changes(cast, at, tmp_path) -> None:
    frozen = SMALL.replace("state: draft", "state: frozen")
    load_catalogue(by=cast.administrator, at=at, folder=folder(tmp_path, npqx=frozen))

    with pytest.raises(Refused) as refused:
        load_catalogue(
            by=cast.administrator, at=at, folder=folder(tmp_path, npqx=frozen.replace("Not shown", "Nothing"))
        )

    assert refused.value.refusal.code == "scheme_is_frozen"
    assert MarkScheme.objects.get().criteria.get().levels.get(mark=0).description == "Not shown."


def test_no_file_is_loaded_over_a_draft_that_was_changed_on_its_page(cast, at, tmp_path) -> None:
    load_catalogue(by=cast.administrator, at=at, folder=folder(tmp_path, npqx=SMALL))
    lead, draft = cast.curriculum_lead, MarkScheme.objects.get().ref
    add_criterion(draft, criterion("B"), by=lead, at=at)

    assert load_catalogue(by=lead, at=at, folder=OURS).changed == ()
    for text in (SMALL, SMALL.replace("version: 1", "version: 2").replace("state: draft", "state: frozen")):
        with pytest.raises(Refused) as refused:
            load_catalogue(by=cast.administrator, at=at, folder=folder(tmp_path, npqx=text))
        assert refused.value.refusal.code == "written_here"
    make_frozen(draft, cast, at=at)
    assert [c.code for c in mark_scheme(draft).criteria] == ["A", "B"]


def test_a_file_puts_no_second_draft_beside_the_first(cast, at, tmp_path) -> None:
    load_catalogue(by=cast.administrator, at=at, folder=folder(tmp_path, npqx=SMALL))

    with pytest.raises(Refused) as refused:
        load_catalogue(
            by=cast.administrator, at=at, folder=folder(tmp_path, npqx=SMALL.replace("version: 1", "version: 2"))
        )

    assert refused.value.refusal.code == "two_drafts"
    assert [row.version for row in MarkScheme.objects.all()] == [1]


def test_every_fault_of_every_file_is_said_and_nothing_is_loaded(cast, at, tmp_path) -> None:
    bad = SMALL.replace("threshold: 80", "threshold: 180").replace("level: specialist", "level: royal")
    files = folder(tmp_path, a=SMALL, b=bad, c="code: [", d=SMALL)

    with pytest.raises(Faulty) as faulty:
        load_catalogue(by=cast.administrator, at=at, folder=files)

    places = [(fault.file, fault.field) for fault in faulty.value.faults]
    assert ("b.yml", "level") in places
    assert ("b.yml", "engagement_policies[1].threshold") in places
    assert ("c.yml", "the file") in places
    assert ("npqx-2030", "code") in places
    assert "b.yml: level: should be one of specialist, middle" in str(faulty.value.refusal)
    assert not Qualification.objects.exists()


def test_an_empty_folder_is_refused(cast, at, tmp_path) -> None:
    with pytest.raises(Refused, match=r"no \.yml files"):
        load_catalogue(by=cast.administrator, at=at, folder=tmp_path)


def test_others_do_not_load_the_catalogue(cast, at) -> None:
    with pytest.raises(Refused) as refused:
        load_catalogue(by=cast.programme_manager, at=at)

    assert refused.value.refusal.code == "not_a_cataloguer"
    assert not Qualification.objects.exists()


def test_the_catalogue_is_read_in_a_fixed_number_of_statements(cast, at, tmp_path) -> None:
    load_catalogue(by=cast.administrator, at=at, folder=folder(tmp_path, npqx=SMALL))
    few = statements_of(lambda: qualifications(by=cast.curriculum_lead))
    load_catalogue(by=cast.administrator, at=at)

    assert statements_of(lambda: qualifications(by=cast.curriculum_lead)) == few == 1
    assert statements_of(lambda: qualification_page("npqsl-2020", by=cast.facilitator)) == 4
    assert [q.facts.slug for q in qualifications(by=cast.participant)][:2] == ["npqx-2030", "npqel-2020"]


@pytest.mark.parametrize("slug", ["npqx-2020", "npqsl", "npqsl-²", "", "-2020"])
def test_a_qualification_that_is_not_there_is_not_there(cast, at, slug) -> None:
    load_catalogue(by=cast.administrator, at=at)

    with pytest.raises(Qualification.DoesNotExist):
        qualification_page(slug, by=cast.curriculum_lead)


def test_a_qualification_s_policy_is_in_force_from_its_day(cast, at) -> None:
    load_catalogue(by=cast.administrator, at=at)
    page = qualification_page("npqsl-2020", by=cast.coach)
    began = page.engagement[0].terms.in_force_from
    assert began == date(2021, 9, 1)

    before, then = standing_of(page, on=date(2021, 8, 31)), standing_of(page, on=began)

    assert (before.on, before.engagement, before.assessment) == (date(2021, 8, 31), None, None)
    assert (then.engagement, then.assessment) == (page.engagement[0], page.assessment[0])
    assert statements_of(lambda: standing_of(page, on=began)) == 0


def test_schemes_are_read_together_in_three_statements_whatever_their_number(cast, at) -> None:
    load_catalogue(by=cast.administrator, at=at)
    refs = list(MarkScheme.objects.values_list("ref", flat=True)[:2])
    assert len(refs) == 2

    assert mark_schemes(refs) == {ref: mark_scheme(ref) for ref in refs}
    assert [statements_of(lambda n=n: mark_schemes(refs[:n])) for n in (1, 2)] == [3, 3]
    assert mark_schemes([]) == {}
