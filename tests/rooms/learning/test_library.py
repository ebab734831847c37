"""The library: propose, decide, change, find."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.frameworks.models import Statement
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import NoSuchStep, Refused
from goldenthread.learning.actions.library import add_item, change_item, decline_item, share_item, withdraw_item
from goldenthread.learning.actions.succeeding import follow_editions
from goldenthread.learning.models import Item, ItemVersion
from goldenthread.learning.queries.library import (
    beside_component,
    beside_statements,
    item_file,
    item_page,
    library_page,
    statements_called,
)
from goldenthread.learning.types.illustrating import NewFile
from goldenthread.learning.types.library import ItemDraft, ItemKind, LibraryAsked
from tests.makers.counting import statements_of
from tests.makers.programmes import make_edition, make_next_edition, make_release


@pytest.fixture
def codes(cast, at):
    make_edition(cast, at=at)
    return {row.code: row.ref for row in Statement.objects.all()}


def draft(codes, title="Small routines", kind=ItemKind.RESEARCH, code="MADE.1.K.1") -> ItemDraft:
    return ItemDraft(
        kind, title, "What holds and what does not.", "A team", 2024, f"https://example.org/{len(title)}",
        "CC BY 4.0", 20, frozenset({codes[code]}),
    )  # fmt: skip


def put_in(codes, cast, at, **told):
    ref = add_item(draft(codes, **told), by=cast.curriculum_lead, at=at)
    share_item(ref, by=cast.curriculum_lead, at=at)
    return ref


def found(who, **asked) -> list[str]:
    return [item.draft.title for item in library_page(LibraryAsked(**asked), by=who).items]


def test_an_item_is_seen_by_others_once_it_is_put_in(cast, codes, at) -> None:
    ref = add_item(draft(codes), by=cast.curriculum_lead, at=at)
    assert found(cast.participant) == []
    with pytest.raises(Item.DoesNotExist):
        item_page(ref, by=cast.participant)
    assert item_page(ref, by=cast.curriculum_lead).steps == ("share", "decline")

    share_item(ref, by=cast.curriculum_lead, at=at)
    assert found(cast.participant) == found(cast.outsider) == ["Small routines"]
    page = item_page(ref, by=cast.participant)
    assert (page.versions, page.steps, page.may_change) == ((), (), False)
    assert [s.code for s in page.statements] == ["MADE.1.K.1"]
    assert (page.item.kind_name, page.item.state_name) == ("Research", "In the library")

    withdraw_item(ref, by=cast.curriculum_lead, at=at)
    assert found(cast.participant) == []
    assert found(cast.quality_lead, state="withdrawn") == ["Small routines"]
    assert [e.did for e in AuditEntry.objects.filter(to=str(ref)).order_by("id")] == [
        "learning.add_item", "learning.share_item", "learning.withdraw_item",
    ]  # fmt: skip


def test_partners_propose_practice_and_see_what_became_of_it(cast, codes, at) -> None:
    told = draft(codes, "One phrase", ItemKind.PRACTICE)
    ref = add_item(told, by=cast.facilitator, at=at)
    assert library_page(LibraryAsked(), by=cast.curriculum_lead).waiting == 1
    change_item(ref, replace(told, title="One phrase at every door"), by=cast.facilitator, at=at)
    with pytest.raises(Item.DoesNotExist):
        change_item(ref, told, by=cast.outsider, at=at)
    with pytest.raises(Refused):
        share_item(ref, by=cast.facilitator, at=at)

    decline_item(ref, by=cast.curriculum_lead, at=at)
    assert found(cast.facilitator, state="declined") == ["One phrase at every door"]
    with pytest.raises(Refused) as refused:
        change_item(ref, told, by=cast.facilitator, at=at)
    assert refused.value.refusal.code == "not_a_keeper"
    with pytest.raises(NoSuchStep):
        decline_item(ref, by=cast.curriculum_lead, at=at)


def test_what_it_said_before_is_kept(cast, codes, at) -> None:
    ref = put_in(codes, cast, at)
    lead, later = cast.curriculum_lead, at + timedelta(days=1)
    change_item(ref, replace(draft(codes), year=2025, summary="Other words."), by=lead, at=later)

    versions = item_page(ref, by=lead).versions
    assert [(v.number, v.changed, v.at) for v in versions] == [(2, ("summary", "year"), later), (1, (), at)]
    with pytest.raises(IntegrityError, match="itemversion_is_written_once"), atomic():
        ItemVersion.objects.update(number=9)


def test_a_file_is_checked_kept_and_sent_to_whoever_sees_the_item(cast, codes, at) -> None:
    lead, bare = cast.curriculum_lead, replace(draft(codes), address="")
    with pytest.raises(Refused) as refused:
        add_item(bare, by=lead, at=at)
    assert refused.value.refusal.code == "nowhere"
    with pytest.raises(Refused):
        add_item(bare, file=NewFile("a.pdf", b"MZ\0"), by=lead, at=at)
    assert not Item.objects.exists()

    ref = add_item(bare, file=NewFile("notes.txt", b"Notes"), by=lead, at=at)
    change_item(ref, replace(bare, title="Named anew"), by=lead, at=at)
    share_item(ref, by=lead, at=at)
    assert item_file(ref, by=cast.participant) == ("notes.txt", "text/plain; charset=utf-8", b"Notes")
    assert item_page(ref, by=cast.participant).item.file_size == 5
    with pytest.raises(Item.DoesNotExist):
        item_file(put_in(codes, cast, at), by=cast.participant)


def test_it_is_found_by_words_kind_section_and_statement(cast, codes, at) -> None:
    put_in(codes, cast, at)
    put_in(codes, cast, at, title="A quiet lunch", kind=ItemKind.PRACTICE, code="MADE.2.K.3")
    who = cast.participant

    assert found(who) == ["A quiet lunch", "Small routines"]
    assert found(who, words="quiet LUNCH") == ["A quiet lunch"]
    assert found(who, words="team") == ["A quiet lunch", "Small routines"]
    assert found(who, kind=ItemKind.RESEARCH) == ["Small routines"]
    assert found(who, section="MADE.2") == ["A quiet lunch"]
    assert found(who, statement="made.1.k.1") == ["Small routines"]
    assert found(who, section="nonsense", state="nonsense") == ["A quiet lunch", "Small routines"]
    page = library_page(LibraryAsked(), by=who, page=9)
    assert page.sections == (("MADE.1", "MADE 1. Part 1"), ("MADE.2", "MADE 2. Part 2"))
    assert (page.number, page.pages, page.may_add, page.may_keep) == (1, 1, False, False)


def test_it_stands_beside_what_teaches_its_statements(cast, codes, at) -> None:
    built = make_release(cast, at=at)
    put_in(codes, cast, at)
    put_in(codes, cast, at, title="Elsewhere", code="MADE.2.K.5")

    assert [i.draft.title for i in beside_component(built.component("How culture").ref)] == ["Small routines"]
    assert [i.draft.title for i in beside_statements([codes["MADE.2.K.5"]])] == ["Elsewhere"]


def test_codes_lead_to_statements_in_force_and_those_they_came_from(cast, codes, at) -> None:
    assert statements_called(["made.1.k.1", " ", "MADE.9"], by=cast.curriculum_lead) == (
        frozenset({codes["MADE.1.K.1"]}), ("MADE.9",),
    )  # fmt: skip
    make_next_edition(cast, at=at)
    now = Statement.objects.get(code="MADE.1.K.2", edition__state="published")

    refs, _ = statements_called(["MADE.1.K.2"], by=cast.curriculum_lead)

    # What was the third is the second now: the second was taken out.
    assert refs == {now.ref, codes["MADE.1.K.3"]}


def test_what_the_library_has_follows_a_statement_into_the_next_edition_once(cast, codes, at) -> None:
    ref = put_in(codes, cast, at, code="MADE.1.K.3")
    put_in(codes, cast, at, title="About what was dropped", code="MADE.1.K.2")
    assert follow_editions(at=at) == 0
    make_next_edition(cast, at=at)
    now = Statement.objects.get(code="MADE.1.K.2", edition__state="published")
    assert beside_statements([now.ref]) == ()

    assert [follow_editions(at=at) for _ in range(2)] == [1, 0]

    assert [item.ref for item in beside_statements([now.ref])] == [ref]
    assert [item.ref for item in beside_statements([codes["MADE.1.K.3"]])] == [ref]
    assert [entry.to for entry in AuditEntry.objects.filter(did="learning.follow_edition")] == [str(ref)]


def test_the_library_takes_as_many_statements_for_many_items_as_for_one(cast, codes, at) -> None:
    ref = put_in(codes, cast, at)
    who = cast.participant

    def counted() -> list[int]:
        return [
            statements_of(lambda: library_page(LibraryAsked(), by=who)),
            statements_of(lambda: item_page(ref, by=cast.curriculum_lead)),
            statements_of(lambda: beside_statements(list(codes.values()))),
        ]

    few = counted()
    for n in range(25):
        put_in(codes, cast, at, title=f"Item {n:02d}")
    assert counted() == few
    assert library_page(LibraryAsked(), by=who).pages == 2
