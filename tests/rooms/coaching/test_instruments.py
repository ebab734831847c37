"""Instruments brought in, written, frozen and tied; and leadership reflections."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from goldenthread.coaching.actions.instruments import (
    change_draft,
    copy_version,
    freeze_version,
    load_instruments,
    make_instrument,
    tie_components,
)
from goldenthread.coaching.actions.reflecting import save_reflection
from goldenthread.coaching.actions.reviewing import begin_review
from goldenthread.coaching.models import InstrumentTie, InstrumentVersion, Reflection, Review
from goldenthread.coaching.queries.instruments import instruments, ties_page, version_page
from goldenthread.coaching.queries.reports import reflection, reflection_form, reflection_pdf
from goldenthread.coaching.queries.reviews import my_reviews
from goldenthread.coaching.queries.trail import NAMERS
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.coaching import make_enrolled
from tests.makers.counting import statements_of
from tests.makers.reviews import MEETINGS, NEEDS, SEVEN, make_instruments

FILE = """
version: 1
slug: short
title: Short
used: needs
scale: {best: 2, points: [{value: 1}, {value: 2}]}
groups: [{key: one, title: One, items: [{key: one-1, prompt: Sure?}]}]
"""


def test_ours_are_brought_in_once(cast, at) -> None:
    first = load_instruments(by=cast.curriculum_lead, at=at)
    again = load_instruments(by=cast.curriculum_lead, at=at)

    assert (len(first.new), first.same, again.new, len(again.same)) == (3, (), (), 3)
    assert [(line.slug, line.in_use.number, line.draft) for line in instruments()] == [
        (SEVEN, 1, None), (MEETINGS, 1, None), (NEEDS, 1, None),
    ]  # fmt: skip
    assert AuditEntry.objects.filter(did="coaching.load_instrument").count() == 3


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (FILE.replace("version: 1\n", ""), "a.yml.version: should be a whole number"),
        (FILE.replace("best: 2", "best: 7"), "a.yml.scale.best: should be 1 or 2"),
        ("a: [", "a.yml: cannot be read as YAML"),
        ("- a list", "a.yml: should be a set of named fields"),
        (None, "no .yml files"),
    ],
)
def test_a_folder_with_a_fault_changes_nothing_and_names_it(cast, at, tmp_path: Path, words, says: str) -> None:
    if words is not None:
        (tmp_path / "a.yml").write_text(words)
        (tmp_path / "b.yml").write_text(FILE)

    with pytest.raises(Refused, match=says.replace("[", r"\[")):
        load_instruments(by=cast.curriculum_lead, at=at, folder=tmp_path)

    assert not InstrumentVersion.objects.exists()


def test_a_version_that_is_there_is_never_written_over(cast, at, tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(FILE)
    load_instruments(by=cast.curriculum_lead, at=at, folder=tmp_path)
    (tmp_path / "a.yml").write_text(FILE.replace("Sure?", "Certain?"))

    with pytest.raises(Refused, match="Short, version 1 is there already and says something else"):
        load_instruments(by=cast.curriculum_lead, at=at, folder=tmp_path)

    with pytest.raises(IntegrityError), transaction.atomic():
        InstrumentVersion.objects.update(content={})


def test_a_curriculum_lead_writes_freezes_and_copies(cast, at) -> None:
    lead = cast.curriculum_lead
    begin = {"slug": "mine", "title": "Mine", "used": "review", "scale": {"best": 1, "points": []}}
    ref = make_instrument(begin, by=lead, at=at)
    with pytest.raises(Refused, match="groups: should be at least one group"):
        freeze_version(ref, by=lead, at=at)
    with pytest.raises(Refused, match="short name"):
        make_instrument(begin, by=lead, at=at)
    with pytest.raises(Refused, match="slug: should be some words"):
        make_instrument({**begin, "slug": ""}, by=lead, at=at)
    groups = [{"key": "one", "title": "One", "items": [{"key": "one-1", "prompt": "Sure?"}]}]
    scale = {"best": 1, "points": [{"value": 1, "label": "Yes"}, {"value": 2, "label": "No"}]}

    assert change_draft(ref, {"groups": groups, "scale": scale, "slug": "other"}, by=lead, at=at) == ()
    freeze_version(ref, by=lead, at=at)

    page = version_page(ref, by=lead)
    assert (page.content.slug, page.is_draft, page.faults, page.may_write) == ("mine", False, (), True)
    for again in (lambda: change_draft(ref, {}, by=lead, at=at), lambda: freeze_version(ref, by=lead, at=at)):
        with pytest.raises(Refused):
            again()
    copy = copy_version(ref, by=lead, at=at)
    assert copy_version(ref, by=lead, at=at) == copy
    assert (version_page(copy, by=lead).number, version_page(copy, by=lead).content) == (2, page.content)
    assert [(line.draft.number, line.in_use.number) for line in instruments()] == [(2, 1)]


def test_what_is_under_way_keeps_the_version_it_began_with(cast, at) -> None:
    place, known = make_enrolled(cast, at=at), make_instruments(cast, at=at)
    begin_review(place.enrolment, known[NEEDS], by=cast.participant, at=at)
    old = InstrumentVersion.objects.get(instrument__slug=NEEDS)
    new = copy_version(old.ref, by=cast.curriculum_lead, at=at)
    with pytest.raises(ObjectDoesNotExist):
        begin_review(place.enrolment, make_instrument_draft(cast, at), by=cast.participant, at=at)

    freeze_version(new, by=cast.curriculum_lead, at=at)

    assert Review.objects.get().version_id == old.pk


def make_instrument_draft(cast, at):
    content = {"slug": "draft", "title": "Draft", "used": "needs", "scale": {"best": 1, "points": []}}
    ref = make_instrument(content, by=cast.curriculum_lead, at=at)
    return InstrumentVersion.objects.get(ref=ref).instrument.ref


def test_only_curriculum_leads_and_administrators_write(cast, at) -> None:
    known = make_instruments(cast, at=at)
    ref = InstrumentVersion.objects.get(instrument__slug=NEEDS).ref
    for other in (cast.programme_manager, cast.coach, cast.participant, cast.outsider):
        for does in (
            lambda by: load_instruments(by=by, at=at),
            lambda by: make_instrument({}, by=by, at=at),
            lambda by: copy_version(ref, by=by, at=at),
            lambda by: change_draft(ref, {}, by=by, at=at),
            lambda by: freeze_version(ref, by=by, at=at),
            lambda by: ties_page(known[NEEDS], None, by=by),
            lambda by: tie_components(known[NEEDS], ref, [], by=by, at=at),
        ):
            with pytest.raises(Refused, match="written by a curriculum lead"):
                does(other)
    assert InstrumentVersion.objects.count() == 3


def test_components_ask_for_one_instrument_each(cast, at) -> None:
    known = make_instruments(cast, at=at)
    lead = cast.curriculum_lead
    assert ties_page(known[SEVEN], None, by=lead).components == ()
    with pytest.raises(ObjectDoesNotExist):
        ties_page(cast.participant.person, None, by=lead)
    place = make_enrolled(cast, at=at)
    welcome, coaching = place.built.component("Welcome"), place.built.component("Coaching 1")
    release = place.built.release
    tie_components(known[NEEDS], release, [welcome.ref, cast.participant.person], by=lead, at=at)

    assert tie_components(known[SEVEN], release, [coaching.ref], by=lead, at=at) == 1

    page = ties_page(known[SEVEN], None, by=lead)
    told = {line.title: (line.is_tied, line.other) for line in page.components if line.is_tied or line.other}
    assert told == {coaching.title: (True, ""), welcome.title: (False, NEEDS)}
    offers = [(offer.title, offer.component) for offer in my_reviews(by=cast.participant).offers]
    assert offers[0] == ("360 review of the seven leadership behaviours", coaching.title)
    assert offers[-1] == ("How I lead meetings", "")
    assert tie_components(known[SEVEN], release, [], by=lead, at=at) == 0
    assert [tie.component_id for tie in InstrumentTie.objects.all()] == [welcome.id]
    assert statements_of(lambda: ties_page(known[SEVEN], release, by=lead)) == 9


def test_a_component_of_another_route_is_not_offered(cast, at) -> None:
    place, known = make_enrolled(cast, at=at), make_instruments(cast, at=at)
    pack = next(c for c in place.built.outline.components if len(c.routes) == 1 and not c.is_on("blended"))

    tie_components(known[SEVEN], place.built.release, [pack.ref], by=cast.curriculum_lead, at=at)

    assert {offer.component for offer in my_reviews(by=cast.participant).offers} == {""}


def test_a_reflection_is_kept_in_versions_and_is_nobody_elses(cast, at) -> None:
    known, me = make_instruments(cast, at=at), cast.participant
    asks, empty = reflection_form(known[SEVEN], by=me)
    assert (asks.form, empty.ratings) == ("Leadership reflection", {})
    with pytest.raises(ObjectDoesNotExist):
        reflection_form(known[MEETINGS], by=me)

    def save(ratings: dict[str, str], comments: dict[str, str], name: str = ""):
        return save_reflection(known[SEVEN], name=name, on=at.date(), ratings=ratings, comments=comments, by=me, at=at)

    with pytest.raises(Refused, match="Nothing is filled in"):
        save({"respect": "9"}, {"respect": " "})
    first = save({"respect": "1"}, {"respect": '#panic("x")\nSecond line'}, name="Parveen B.")
    second = save({"integrity": "4"}, {})

    one, two = reflection(first, by=me), reflection(second, by=me)
    assert (one.number, one.name, one.newest, one.answers.ratings) == (1, "Parveen B.", False, {"respect": 1})
    assert (two.number, two.name, two.newest) == (2, "Parveen Begum", True)
    assert reflection_form(known[SEVEN], by=me)[1].ratings == {"integrity": 4}
    assert reflection_pdf(first, by=me).startswith(b"%PDF")
    assert [line.number for line in my_reviews(by=me).reflections] == [2, 1]
    for other in (cast.coach, cast.programme_manager, cast.outside_participant):
        for reads in (reflection, reflection_pdf):
            with pytest.raises(ObjectDoesNotExist):
                reads(first, by=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reflection.objects.filter(ref=first).update(number=9)


def test_the_record_names_instruments_reviews_and_reflections(cast, at) -> None:
    place, known = make_enrolled(cast, at=at), make_instruments(cast, at=at)
    review = begin_review(place.enrolment, known[SEVEN], by=cast.participant, at=at)
    kept = save_reflection(
        known[SEVEN], name="", on=at.date(), ratings={"respect": "1"}, comments={}, by=cast.participant, at=at
    )

    told = {
        kind: NAMERS[kind]([str(ref)], cast.administrator)[str(ref)].name
        for kind, ref in (("instrument", known[SEVEN]), ("review", review), ("reflection", kept))
    }

    assert told == {
        "instrument": SEVEN, "review": f"Parveen Begum, {SEVEN} 1", "reflection": "version 1",
    }  # fmt: skip
