"""Mark schemes written on pages: begun, changed, frozen once, and kept from whoever may not."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.writing import (
    add_criterion,
    begin_scheme,
    change_criterion,
    describe_scheme,
    drop_scheme,
    freeze_scheme,
    move_criterion,
    remove_criterion,
    set_parts,
)
from goldenthread.programmes.models import Criterion, LevelDescriptor, MarkScheme, Qualification
from goldenthread.programmes.queries.catalogue import qualification_page
from goldenthread.programmes.queries.schemes import mark_scheme_for
from goldenthread.programmes.queries.writing import scheme_page
from goldenthread.programmes.types import Direction, SchemePart, SchemeState
from goldenthread.programmes.types.writing import FaultyScheme, PartSaid
from tests.makers.counting import statements_of
from tests.makers.programmes import make_release
from tests.makers.schemes import LEVELS, TERMS, criterion, make_frozen, make_scheme_draft, qualification_of


@pytest.fixture
def draft(cast, at):
    return make_scheme_draft(cast, at=at)


@pytest.fixture
def empty(cast, at):
    return make_scheme_draft(cast, at=at, slug="npqh-2020")


def codes(ref, cast):
    return [line.criterion.code for line in scheme_page(ref, by=cast.curriculum_lead).lines]


def number(ref, code, cast):
    lines = scheme_page(ref, by=cast.curriculum_lead).lines
    return next(line.id for line in lines if line.criterion.code == code)


def test_the_next_version_begins_as_a_copy_of_the_newest(cast, at, draft) -> None:
    page = scheme_page(draft, by=cast.quality_lead)
    before = scheme_page(page.before, by=cast.quality_lead).scheme

    assert (page.scheme.version, page.scheme.state, page.name) == (2, SchemeState.DRAFT, "NPQSL (2020)")
    assert replace(page.scheme, ref=before.ref, version=1, state=SchemeState.FROZEN) == before
    assert (page.faults, page.why_not_write, page.why_not_change) == ((), None, None)
    assert page.line(page.lines[1].id) == page.lines[1]
    assert page.line(0) is None
    assert AuditEntry.objects.get(did="programmes.begin_scheme").facts == {"qualification": str(page.qualification)}


def test_an_open_draft_is_gone_on_with_and_the_database_holds_one(cast, at, draft) -> None:
    owner = scheme_page(draft, by=cast.quality_lead).qualification

    assert begin_scheme(owner, by=cast.quality_lead, at=at) == draft
    row = MarkScheme.objects.get(ref=draft)
    row.pk, row.ref, row.version = None, uuid4(), 10
    with pytest.raises(IntegrityError), atomic():
        row.save(force_insert=True)
    assert MarkScheme.objects.filter(qualification__ref=owner).count() == 2


def test_a_first_scheme_is_empty_and_illustrative_until_somebody_says_otherwise(cast, at, empty) -> None:
    page = scheme_page(empty, by=cast.curriculum_lead)

    assert (page.scheme.version, page.scheme.is_illustrative, page.lines, page.before) == (1, True, (), None)
    assert [fault.field for fault in page.faults] == ["source", "criteria"]
    with pytest.raises(FaultyScheme):
        freeze_scheme(empty, seen=page.mark, by=cast.curriculum_lead, at=at)


def test_what_it_says_of_itself_is_kept_and_faults_change_nothing(cast, at, empty) -> None:
    lead = cast.quality_lead
    describe_scheme(empty, TERMS, revision=0, by=lead, at=at)

    with pytest.raises(FaultyScheme) as faulty:
        describe_scheme(empty, replace(TERMS, title=" "), revision=1, by=lead, at=at)

    assert [fault.field for fault in faulty.value.faults] == ["title"]
    page = scheme_page(empty, by=lead)
    assert (page.scheme.title, page.scheme.source, page.scheme.minimum_total, page.revision) == (
        TERMS.title,
        TERMS.source,
        2,
        1,
    )


def test_criteria_are_added_changed_moved_and_taken_out(cast, at, draft) -> None:
    lead = cast.curriculum_lead

    made = add_criterion(draft, criterion("E"), by=lead, at=at)
    move_criterion(draft, made, Direction.UP, by=lead, at=at)
    assert codes(draft, cast) == ["A", "B", "C", "E", "D"]
    change_criterion(
        draft, made, replace(criterion("F"), levels=LEVELS[1:], weight=3, minimum=2), revision=0, by=lead, at=at
    )
    remove_criterion(draft, number(draft, "A", cast), revision=0, by=lead, at=at)

    page = scheme_page(draft, by=lead)
    told = page.scheme.criterion("F")
    assert codes(draft, cast) == ["B", "C", "F", "D"]
    assert (told.weight, told.minimum, told.marks, told.asks) == (3, 2, (1, 2), "What do the numbers say?")
    assert page.line(made).revision == 1
    assert set(AuditEntry.objects.filter(to=str(draft)).values_list("did", flat=True)) == {
        f"programmes.{did}"
        for did in ("begin_scheme", "add_criterion", "move_criterion", "change_criterion", "remove_criterion")
    }


def test_parts_are_set_and_follow_their_criteria(cast, at, draft) -> None:
    lead, first = cast.curriculum_lead, number(draft, "A", cast)
    set_parts(draft, (PartSaid("P", "Reading", ("A", "B"), 4),), revision=0, by=lead, at=at)
    change_criterion(draft, first, criterion("Z"), revision=0, by=lead, at=at)
    assert scheme_page(draft, by=lead).scheme.parts == (SchemePart("P", "Reading", ("Z", "B"), 4, 6),)
    remove_criterion(draft, number(draft, "B", cast), revision=0, by=lead, at=at)

    page = scheme_page(draft, by=lead)
    assert page.scheme.parts == (SchemePart("P", "Reading", ("Z",), 4, 2),)
    assert [fault.field for fault in page.faults] == ["parts[1].minimum"]
    for said, code in (
        ({"revision": 0, "said": ()}, "changed_meanwhile"),
        ({"revision": 1, "said": (PartSaid("P", "", ("Z",), 1),)}, "faulty_scheme"),
    ):
        with pytest.raises(Refused) as refused:
            set_parts(draft, by=lead, at=at, **said)
        assert refused.value.refusal.code == code
    set_parts(draft, (PartSaid("P", "Reading", ("Z",), 2),), revision=1, by=lead, at=at)
    third = begin_scheme(page.qualification, by=lead, at=at)
    assert third == draft
    make_frozen(draft, cast, at=at)
    assert scheme_page(make_scheme_draft(cast, at=at), by=lead).scheme.parts == (
        SchemePart("P", "Reading", ("Z",), 2, 2),
    )


def test_a_criterion_that_cannot_be_is_not_kept(cast, at, draft) -> None:
    lead = cast.curriculum_lead

    for work in (
        lambda: add_criterion(draft, criterion("A"), by=lead, at=at),
        lambda: change_criterion(draft, number(draft, "A", cast), criterion("B"), revision=0, by=lead, at=at),
    ):
        with pytest.raises(FaultyScheme) as faulty:
            work()
        assert [fault.field for fault in faulty.value.faults] == ["code"]
    assert codes(draft, cast) == ["A", "B", "C", "D"]
    assert scheme_page(draft, by=lead).scheme.criteria[0].levels[4].mark == 4


def test_a_page_that_was_overtaken_saves_nothing(cast, at, draft) -> None:
    lead, first = cast.curriculum_lead, number(draft, "A", cast)
    change_criterion(draft, first, criterion("A", title="One tab"), revision=0, by=lead, at=at)
    describe_scheme(draft, TERMS, revision=0, by=lead, at=at)

    for work in (
        lambda: change_criterion(draft, first, criterion("A", title="Another"), revision=0, by=lead, at=at),
        lambda: remove_criterion(draft, first, revision=0, by=lead, at=at),
        lambda: describe_scheme(draft, replace(TERMS, title="Another"), revision=0, by=lead, at=at),
    ):
        with pytest.raises(Refused) as refused:
            work()
        assert refused.value.refusal.code == "changed_meanwhile"
    scheme = scheme_page(draft, by=lead).scheme
    assert (scheme.title, scheme.criterion("A").title) == (TERMS.title, "One tab")


def test_a_draft_is_thrown_away_whole(cast, at, draft) -> None:
    drop_scheme(draft, by=cast.quality_lead, at=at)

    assert not Criterion.objects.filter(scheme__ref=draft).exists()
    owner = Qualification.objects.get(code="NPQSL", suite=2020)
    entry = AuditEntry.objects.get(did="programmes.drop_scheme")
    assert (entry.to, entry.facts) == (str(owner.ref), {"version": "2"})


def test_a_frozen_scheme_is_used_from_then_on_and_never_changes(cast, at) -> None:
    release, lead = make_release(cast, at=at).release, cast.curriculum_lead
    draft = make_scheme_draft(cast, at=at)
    assert mark_scheme_for(release).version == 1

    make_frozen(draft, cast, at=at)

    assert mark_scheme_for(release).version == 2
    assert MarkScheme.objects.get(ref=draft).frozen_at == at
    first = number(draft, "A", cast)
    for work in (
        lambda: describe_scheme(draft, TERMS, revision=0, by=lead, at=at),
        lambda: add_criterion(draft, criterion(), by=lead, at=at),
        lambda: change_criterion(draft, first, criterion("A"), revision=0, by=lead, at=at),
        lambda: move_criterion(draft, first, Direction.DOWN, by=lead, at=at),
        lambda: remove_criterion(draft, first, revision=0, by=lead, at=at),
        lambda: freeze_scheme(draft, seen="", by=lead, at=at),
        lambda: drop_scheme(draft, by=lead, at=at),
    ):
        with pytest.raises(Refused) as refused:
            work()
        assert refused.value.refusal.code == "scheme_is_frozen"
    assert scheme_page(draft, by=lead).why_not_change.code == "scheme_is_frozen"
    assert scheme_page(draft, by=lead).faults == ()


@pytest.mark.parametrize(
    ("rows", "change"),
    [
        (MarkScheme.objects.filter(version=1), {"minimum_total": 1}),
        (Criterion.objects.filter(code="A"), {"minimum": 0}),
        (LevelDescriptor.objects.filter(mark=4), {"description": "Other words."}),
    ],
    ids=["scheme", "criterion", "level"],
)
def test_the_database_itself_keeps_a_frozen_scheme(cast, at, rows, change) -> None:
    qualification_of("npqsl-2020", cast, at=at)

    with pytest.raises(IntegrityError), atomic():
        rows.update(**change)


def test_what_was_changed_since_it_was_checked_is_not_frozen(cast, at, draft) -> None:
    seen = scheme_page(draft, by=cast.curriculum_lead).mark
    move_criterion(draft, number(draft, "A", cast), Direction.DOWN, by=cast.curriculum_lead, at=at)

    with pytest.raises(Refused) as refused:
        freeze_scheme(draft, seen=seen, by=cast.curriculum_lead, at=at)

    assert refused.value.refusal.code == "changed_since"
    assert MarkScheme.objects.get(ref=draft).state == "draft"


def test_only_leads_of_the_provider_write_and_others_see_what_is_frozen(cast, at, draft) -> None:
    owner = scheme_page(draft, by=cast.curriculum_lead).qualification

    with pytest.raises(Refused) as refused:
        begin_scheme(owner, by=cast.programme_manager, at=at)
    assert refused.value.refusal.code == "not_a_scheme_writer"
    for who in (cast.programme_manager, cast.assessor, cast.inspector):
        with pytest.raises(MarkScheme.DoesNotExist):
            scheme_page(draft, by=who)
        with pytest.raises(MarkScheme.DoesNotExist):
            drop_scheme(draft, by=who, at=at)
        told = qualification_page("npqsl-2020", by=who)
        assert ([line.version for line in told.schemes], told.draft) == ([1], None)
        assert told.why_not_write.code == "not_a_scheme_writer"
        frozen = scheme_page(told.schemes[0].ref, by=who)
        assert (frozen.versions, frozen.why_not_change.code) == ((), "not_a_scheme_writer")
    assert scheme_page(draft, by=cast.administrator).why_not_change.code == "not_a_scheme_writer"
    with pytest.raises(Refused):
        drop_scheme(draft, by=cast.administrator, at=at)
    told = qualification_page("npqsl-2020", by=cast.quality_lead)
    assert ([line.version for line in told.schemes], told.draft.ref, told.why_not_write) == ([2, 1], draft, None)


def test_more_criteria_and_versions_take_as_many_statements(cast, at, draft) -> None:
    few = statements_of(lambda: scheme_page(draft, by=cast.curriculum_lead))
    for code in ("E", "F", "G"):
        add_criterion(draft, criterion(code), by=cast.curriculum_lead, at=at)
    make_frozen(draft, cast, at=at)
    third = make_scheme_draft(cast, at=at)

    assert statements_of(lambda: scheme_page(third, by=cast.curriculum_lead)) == few == 4
    assert [version for version, _ in scheme_page(third, by=cast.curriculum_lead).versions] == [2, 1]
