"""Projects whose marks are agreed, hidden among those that were handed in, so that nothing tells them apart."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from goldenthread.assessment.actions.exemplar_projects import keep_exemplar_file, keep_exemplar_text
from goldenthread.assessment.actions.exemplars import (
    add_from_file,
    add_from_script,
    begin_standard,
    publish_exemplar,
    put_marks_forward,
)
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.rounds import begin_round
from goldenthread.assessment.actions.task_forms import set_terms, write_form
from goldenthread.assessment.models import (
    Allocation,
    Exemplar,
    ExemplarPiece,
    ProjectForm,
    ProjectWindow,
    Script,
    Standard,
    StandardPiece,
)
from goldenthread.assessment.queries.booking import form_choice
from goldenthread.assessment.queries.documents import documents_of, marked_piece
from goldenthread.assessment.queries.marking import marking_page, marking_queue
from goldenthread.assessment.queries.standardising import exemplar_page, exemplar_piece_file, standard_page
from goldenthread.assessment.types.booking import NewTerms
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.standing import Purpose
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Duty
from goldenthread.programmes.queries.schemes import mark_scheme
from tests.makers.assessment import AFTER, INSIDE, full_sheet, mark_both, seat_both, settle_and_release
from tests.makers.projects import ACCOUNT, a_word_file, form_ref, hand_in_all, make_project_window
from tests.makers.standardising import agree, ask_for_clearance, clear, make_exemplars, pieces_of

ABOUT = "Project 1: Boys’ reading (8 September 2025 to 6 February 2026)\n\nReading ages of boys."
SIGNED = "They led the team well.\n\nSigned by the sponsor on 3 February 2026."
LATER = AFTER + timedelta(days=1)


@pytest.fixture
def planned(cast, at):
    return make_project_window(cast, at=at)


@pytest.fixture
def standard(cast, planned, at):
    ask_for_clearance(cast, planned, at=at, every=1)
    return begin_standard(planned.window, by=cast.quality_lead, at=at)


@pytest.fixture
def prepared(cast, standard, at):
    """A project put together from files and words, with one document and the sponsor's comments."""
    lead = cast.quality_lead
    account = a_word_file("Document 1 shows where boys were.", name="Made by Quentin.docx")
    ref = add_from_file(
        standard, account, "The strong one", Purpose.SEED, form=form_ref(), by=lead, at=at, work=work_through
    )
    keep_exemplar_text(ref, "details", ABOUT.replace("\n", "\r\n"), by=lead, at=at)
    keep_exemplar_text(ref, "4.1.1", SIGNED, by=lead, at=at)
    for words in ("Draft.", "Figures of boys."):
        keep_exemplar_file(ref, "1.1.1", a_word_file(words, name="q.docx"), by=lead, at=at, work=work_through)
    return ref


def use(cast, ref, *, at) -> None:
    agree(cast, ref, 3, at=at)
    publish_exemplar(ref, by=cast.quality_lead, at=at)


def refused(do) -> str:
    with pytest.raises(Refused) as found:
        do()
    return found.value.refusal.code


def hidden(cast, planned, standard, *, at=AFTER):
    """The live project and what is hidden beside it for the assessor."""
    given = hand_in_all(cast, planned, at=INSIDE)
    clear(cast, standard, cast.assessor, cast.second_assessor)
    seat_both(cast, planned, given.script, at=at)
    return given.script, list(StandardPiece.objects.filter(marker_id=cast.assessor.person_id).order_by("pk"))


# Words, and references that say nothing to whoever reads them.
TOLD_APART = {"blocks", "count", "lines", "next_ref", "ref", "script"}


def shape(value, number: str):
    """What is left of a page once numbers, words and hashes are taken out: what could tell two projects apart."""
    if isinstance(value, dict):
        return {key: shape(each, number) for key, each in value.items() if key not in TOLD_APART}
    if isinstance(value, list | tuple):
        return [shape(each, number) for each in value]
    return value.replace(number, "#") if isinstance(value, str) else value


def test_a_prepared_project_is_met_like_one_that_was_handed_in(cast, planned, standard, prepared, at) -> None:
    use(cast, prepared, at=at)
    live, (piece,) = hidden(cast, planned, standard)
    seed = Script.everything.get(pk=piece.script_id)
    number = Script.objects.get(ref=live).number
    mine, theirs = documents_of(seed.ref), documents_of(live)

    assert [(each.label, each.title) for each in mine] == [
        ("Account", "Account of the whole task"),
        ("", "About the project"),
        ("Document 1", "Raw data analysis"),
        ("Document 3", "Sponsor comments"),
    ]
    by_place = {each.place: each for each in theirs}
    for each in mine:
        like = by_place[each.place]
        assert (each.part, each.label, each.title) == (like.part, like.label, like.title)
        assert each.file_name.replace(seed.number, "#") == like.file_name.replace(number, "#")
        assert bool(each.text) == bool(like.text)
    assert re.fullmatch(r"(.|\n)*\n\nSigned by the sponsor on \d+ \w+ \d{4}\.", by_place["4.1.1"].text)
    seats = {each.script_id: each for each in Allocation.objects.filter(marker_id=cast.assessor.person_id)}
    hidden_seat, live_seat = seats[seed.pk], seats[Script.objects.get(ref=live).pk]
    assert hidden_seat.allocated_at == live_seat.allocated_at
    pages = [marking_page(each.ref, by=cast.assessor, at=LATER) for each in (hidden_seat, live_seat)]
    one, other = (shape(asdict(page), n) for page, n in zip(pages, (seed.number, number), strict=True))
    assert one == other
    assert len(marking_queue(by=cast.assessor).rows) == 2
    given = marked_piece(hidden_seat.ref, 3, by=cast.assessor)
    assert given.name == f"project-{seed.number}-1.1.1.docx"
    assert b"Quentin" not in given.content
    assert "Figures of boys" in str(seed.project_files.get(place="1.1.1").blocks)


def test_a_settled_project_is_copied_with_everything_it_was_handed_in_with(cast, planned, standard, at) -> None:
    given = hand_in_all(cast, planned, at=INSIDE)
    clear(cast, standard, cast.assessor, cast.second_assessor)
    seat_both(cast, planned, given.script, at=AFTER)
    mark_both(cast, given.script, mark_scheme(Standard.objects.get().scheme), at=AFTER)
    settle_and_release(cast, planned, given.script, at=AFTER)
    number = Script.objects.get(ref=given.script).number

    ref = add_from_script(standard, number, "From before", Purpose.PRACTICE, by=cast.quality_lead, at=LATER)

    page = exemplar_page(ref, by=cast.moderator)
    assert ([each.is_there for each in page.places], page.form) == ([True] * 8, "NPQML, team project, version 1")
    assert "[name]" in page.places[4].text
    copy = exemplar_piece_file(ref, "whole", by=cast.moderator)
    assert (copy.name, number in copy.name) == ("exemplar-whole.docx", False)
    for who, place in ((cast.assessor, "whole"), (cast.moderator, "details")):
        with pytest.raises(ExemplarPiece.DoesNotExist):
            exemplar_piece_file(ref, place, by=who)
    use(cast, ref, at=LATER)
    place, by = cast.provider.ref, cast.administrator
    bring_in(name="Nia Jones", email="nia@marking.example", duty=Duty.ASSESSOR, place=place, by=by, at=LATER)
    another = actor_by_email("nia@marking.example")
    assert begin_round(standard, Purpose.PRACTICE, by=another, at=LATER) == 1
    (seat,) = pieces_of(another)
    pieces = documents_of(seat.script.ref)
    assert [(each.place, each.title, each.text) for each in pieces] == [
        (each.place, each.title, each.text) for each in documents_of(given.script)
    ]
    assert ACCOUNT[0] in str(seat.script.versions.get().upload.blocks)


def test_nothing_is_hidden_that_would_be_told_by_its_form(cast, planned, standard, prepared, at) -> None:
    lead = cast.quality_lead
    use(cast, prepared, at=at)
    make_exemplars(cast, standard, Purpose.SEED, 1, at=at)
    form = form_choice(form_ref()).form
    other = write_form(
        form_ref(),
        replace(form, documents=(replace(form.documents[0], title="Raw figures"), *form.documents[1:])),
        by=lead,
        at=at,
    )
    set_terms(planned.window, NewTerms(other), by=lead, at=at)

    _, pieces = hidden(cast, planned, standard)

    assert pieces == []
    assert [name for _, name in standard_page(standard, by=lead).forms] == ["NPQML, team project, version 2"]
    # One that asks for the same, in other words or for other limits, takes it.
    alike = write_form(other, replace(form, limit=4000, note="Shorter"), by=lead, at=at)
    ProjectWindow.objects.update(form=ProjectForm.objects.get(ref=alike))
    Allocation.objects.all().delete()
    seat_both(cast, planned, Script.objects.get().ref, at=LATER)
    assert [each.exemplar.title for each in StandardPiece.objects.order_by("pk")] == ["The strong one"] * 2


def test_what_would_give_it_away_or_is_missing_is_refused_and_marks_hold_it(cast, planned, standard, at) -> None:
    lead, file = cast.quality_lead, a_word_file("Figures.")
    ref = add_from_file(standard, file, "Half", Purpose.SEED, form=form_ref(), by=lead, at=at, work=work_through)
    plain = add_from_file(standard, file, "A text", Purpose.TEST, by=lead, at=at, work=work_through)
    scheme = exemplar_page(ref, by=lead).scheme

    codes = [
        refused(lambda: put_marks_forward(ref, full_sheet(scheme), by=lead, at=at)),
        refused(lambda: keep_exemplar_text(ref, "details", "A project about reading.", by=lead, at=at)),
        refused(lambda: keep_exemplar_text(ref, "4.1.1", "They led well.", by=lead, at=at)),
        refused(lambda: keep_exemplar_text(ref, "1.1.1", SIGNED, by=lead, at=at)),
        refused(lambda: keep_exemplar_file(ref, "9.9.9", file, by=lead, at=at, work=work_through)),
        refused(lambda: keep_exemplar_file(ref, "whole", file, by=lead, at=at, work=work_through)),
        refused(lambda: keep_exemplar_file(ref, "1.1.1", GivenFile(b"MZ", "a.exe"), by=lead, at=at, work=work_through)),
        refused(
            lambda: keep_exemplar_file(
                ref, "1.1.1", file, by=lead, at=at, work=lambda *_: Refusal("script_unreadable", "No.", "Again.")
            )
        ),
        refused(lambda: keep_exemplar_file(ref, "1.1.1", file, by=cast.moderator, at=at, work=work_through)),
    ]
    assert codes == [
        "exemplar_not_whole", "not_as_handed_in", "not_as_handed_in", "no_such_place", "no_such_place",
        "account_stays", "file_wrong_kind", "script_unreadable", "not_yours_to_lead",
    ]  # fmt: skip
    with pytest.raises(Exemplar.DoesNotExist):
        keep_exemplar_file(plain, "whole", file, by=lead, at=at, work=work_through)
    assert ExemplarPiece.objects.count() == 1
    keep_exemplar_text(ref, "details", ABOUT, by=lead, at=at)
    agree(cast, ref, 3, at=at)
    assert refused(lambda: keep_exemplar_text(ref, "details", ABOUT, by=lead, at=at)) == "marks_are_for_this"
    assert exemplar_page(ref, by=lead).why_not_change.code == "marks_are_for_this"
    assert AuditEntry.objects.filter(did="assessment.keep_exemplar_piece").count() == 1


def test_a_task_in_parts_needs_the_account_of_each(cast, at) -> None:
    planned = make_project_window(cast, at=at, slug="npqh-2017")
    lead = cast.quality_lead
    standard = begin_standard(planned.window, by=lead, at=at)
    file = a_word_file("Task one.")
    ref = add_from_file(
        standard, file, "In parts", Purpose.TEST, form=form_ref("npqh-2017"), by=lead, at=at, work=work_through
    )
    places = exemplar_page(ref, by=lead).places
    assert [(each.place, each.is_there) for each in places] == [("1", True), ("2", False), ("details", False)]
    keep_exemplar_file(ref, "2", file, by=lead, at=at, work=work_through)
    keep_exemplar_text(ref, "details", ABOUT, by=lead, at=at)

    use(cast, ref, at=at)

    assert Exemplar.objects.get().state == "published"
