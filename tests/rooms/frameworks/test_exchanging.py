"""Editions to exchange: what is told of them, to whom, in how many statements."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.frameworks.actions.aligning import confirm_alignments, propose_alignments, refuse_alignments
from goldenthread.frameworks.models import Alignment, Edition, Section, Statement, Succession
from goldenthread.frameworks.queries.aligning import proposals_page
from goldenthread.frameworks.queries.exchanging import (
    package_of_association,
    package_of_item,
    package_of_rubric,
    shared_edition,
    shared_editions,
    shared_package,
)
from goldenthread.frameworks.types import AlignmentState
from goldenthread.frameworks.types.exchanging import Relation, rubric_of
from tests.makers.cast import Cast
from tests.makers.counting import statements_of
from tests.makers.exchanging import an_edition_of_every_kind, opened
from tests.makers.programmes import make_edition, make_next_edition

pytestmark = pytest.mark.django_db


def test_strangers_see_what_was_opened_and_everybody_else_all(cast: Cast, at: datetime) -> None:
    one, other = (make_edition(cast, at=at, code=code) for code in ("ONE", "TWO"))
    opened(one.ref, cast, at=at)

    assert [e.code for e in shared_editions(by=None)] == ["ONE"]
    assert [e.code for e in shared_editions(by=cast.participant)] == ["ONE", "TWO"]
    assert shared_edition(one.ref, by=None).identifier == one.ref
    for ask in (shared_edition, shared_package):
        with pytest.raises(ObjectDoesNotExist):
            ask(other.ref, by=None)
    with pytest.raises(ObjectDoesNotExist):
        package_of_item(Statement.objects.filter(edition__ref=other.ref).first().ref, by=None)


def test_everything_stands_under_something_in_order(cast: Cast, at: datetime) -> None:
    made = make_edition(cast, at=at)

    package = shared_package(made.ref, by=cast.participant)

    under: dict[str, list[int | None]] = {}
    for association in package.associations:
        assert association.relation is Relation.CHILD
        under.setdefault(association.destination.title, []).append(association.sequence)
    assert len(package.items) == made.sections + Statement.objects.filter(edition__ref=made.ref).count()
    assert {tuple(places) for places in under.values()} == {tuple(range(1, len(p) + 1)) for p in under.values()}
    assert under["Made framework"] == [1, 2]


def test_every_item_and_every_association_leads_back_to_its_edition(cast: Cast, at: datetime) -> None:
    first = make_edition(cast, at=at)
    second = make_next_edition(cast, at=at + timedelta(days=1))
    package = shared_package(second.ref, by=cast.participant)

    for ref in (Section.objects.filter(edition__ref=second.ref).first().ref, package.items[-1].identifier):
        assert package_of_item(ref, by=cast.participant) == package
    replaced = [a for a in package.associations if a.relation is Relation.REPLACED]
    assert len(replaced) == 1 + Succession.objects.exclude(old=None).exclude(new=None).count()
    assert (replaced[0].origin.identifier, replaced[0].destination.identifier) == (first.ref, second.ref)
    assert replaced[0] in shared_package(first.ref, by=cast.participant).associations
    for association in package.associations:
        found, same = package_of_association(association.identifier, by=cast.participant)
        assert (same, found.edition) == (association, package.edition)
    for association in (package.associations[0], replaced[0], replaced[1]):
        with pytest.raises(ObjectDoesNotExist):
            package_of_association(association.identifier, by=None)
    with pytest.raises(ObjectDoesNotExist):
        package_of_association(uuid4(), by=cast.participant)


def test_only_what_a_person_confirmed_is_told(cast: Cast, at: datetime) -> None:
    one = make_edition(cast, at=at, code="ONE")
    make_edition(cast, at=at, code="TWO", first="Leaders always know thing 1.1.")
    propose_alignments(one.ref, at=at)
    exact, *_, near = (line.ref for line in proposals_page(by=cast.curriculum_lead).lines)
    refused = Alignment.objects.exclude(ref__in=(exact, near)).first().ref
    confirm_alignments([exact, near], by=cast.curriculum_lead, at=at)
    refuse_alignments([refused], by=cast.curriculum_lead, at=at)

    told = {a.identifier: a.relation for a in shared_package(one.ref, by=cast.participant).associations}

    assert (told[exact], told[near]) == (Relation.SAME, Relation.RELATED)
    assert set(Relation) - set(told.values()) == {Relation.REPLACED}
    not_confirmed = Alignment.objects.exclude(state=AlignmentState.CONFIRMED.value)
    assert not set(not_confirmed.values_list("ref", flat=True)) & set(told)
    found, _ = package_of_association(near, by=cast.participant)
    assert found.edition.identifier in {one.ref, Edition.objects.exclude(ref=one.ref).get().ref}
    with pytest.raises(ObjectDoesNotExist):
        package_of_association(refused, by=cast.participant)
    opened(one.ref, cast, at=at)
    assert {a.relation for a in shared_package(one.ref, by=None).associations} == {Relation.CHILD}


def test_a_rating_scale_leads_back_to_its_edition_unless_there_is_none(cast: Cast, at: datetime) -> None:
    rated, plain = an_edition_of_every_kind(cast, at=at), make_edition(cast, at=at)

    package = package_of_rubric(rubric_of(rated), by=cast.participant)

    assert package == shared_package(rated, by=cast.participant)
    assert package.scale == ((1, "high"), (4, "low"))
    assert len(package.behaviours) == 3
    for edition, by in ((plain.ref, cast.participant), (uuid4(), cast.participant), (rated, None)):
        with pytest.raises(ObjectDoesNotExist):
            package_of_rubric(rubric_of(edition), by=by)


def test_a_package_takes_the_same_statements_for_one_item_or_five_hundred(cast: Cast, at: datetime) -> None:
    few, many = (make_edition(cast, at=at, code=c, sections=s, each=e) for c, s, e in (("ONE", 1, 1), ("MANY", 10, 50)))

    sent = {ref: statements_of(lambda ref=ref: shared_package(ref, by=cast.participant)) for ref in (few.ref, many.ref)}

    assert sent[few.ref] == sent[many.ref] == 7
