"""A project from the form to the receipt: kept in versions, nobody else's, and known to markers by its number alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.arriving import keep_arrival
from goldenthread.assessment.actions.booking_windows import begin_project
from goldenthread.assessment.actions.handing_in_project import hand_in_project
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.projects import (
    fill_in,
    keep_account,
    keep_details,
    keep_document,
    make_document,
    take_out_details,
)
from goldenthread.assessment.actions.submitting import open_brief, take_upload
from goldenthread.assessment.actions.task_forms import load_forms, set_terms, write_form
from goldenthread.assessment.models import Project, ProjectFile, ProjectForm, ScriptVersion, VersionPiece, Window
from goldenthread.assessment.queries.booking import form_choice, terms_page
from goldenthread.assessment.queries.documents import documents_of, marked_piece, moderated_piece, my_pieces
from goldenthread.assessment.queries.filling import filled_page
from goldenthread.assessment.queries.projects import my_clean_piece, my_piece, project_page
from goldenthread.assessment.queries.submitting import my_windows, script_page
from goldenthread.assessment.queries.task_forms import form_board, form_checked, form_page
from goldenthread.assessment.types.arriving import Wish
from goldenthread.assessment.types.booking import NewTerms
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.projects import FormPart
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import OverLimit, WordRule
from tests.makers.assessment import AFTER, CLOSES, INSIDE, OPENS, make_window, seat_both, seat_of
from tests.makers.counting import statements_of
from tests.makers.projects import (
    ACCOUNT,
    BUDGET,
    DETAILS,
    a_word_file,
    an_open_file,
    begin,
    form_ref,
    hand_in_all,
    make_project_window,
    put_together,
)
from tests.rooms.assessment.test_counting import set_rule

BEFORE = OPENS - timedelta(days=60)


@pytest.fixture
def taking(cast, at):
    return make_project_window(cast, at=at)


def refused(do) -> str:
    with pytest.raises(Refused) as found:
        do()
    return found.value.refusal.code


def test_a_project_is_handed_in_whole_with_one_receipt_and_without_names(cast, taking) -> None:
    given = hand_in_all(cast, taking, at=INSIDE)

    assert (given.version, given.is_new) == (1, True)
    pieces = my_pieces(given.script, 1, by=cast.participant)
    assert [(each.label, each.title) for each in pieces] == [
        ("Account", "Account of the whole task"),
        ("", "About the project"),
        ("Document 1", "Raw data analysis"),
        ("Document 2", "Pupil performance data"),
        ("Document 3", "Sponsor comments"),
        ("Document 4", "Budget"),
        ("Document 5", "Project plan"),
        ("Document 6", "Risk register"),
    ]
    assert all(len(each.sha256) == 64 for each in pieces)
    seat_both(cast, taking, given.script, at=AFTER)
    marked = documents_of(given.script)
    said = " ".join(f"{each.text} {each.file_name} {each.title}" for each in marked)
    assert not [name for name in ("Parveen", "Begum", "Samira", "Castle") if name in said]
    assert "[name]" in marked[4].text
    seat = seat_of(given.script, cast.assessor)
    assert marked_piece(seat, 6, by=cast.assessor).content.startswith(b"%PDF")
    assert b"Begum" not in marked_piece(seat, 1, by=cast.assessor).content
    assert moderated_piece(given.script, 1, by=cast.moderator).name.startswith("project-")
    with pytest.raises(VersionPiece.DoesNotExist):
        marked_piece(seat, 2, by=cast.assessor)
    with pytest.raises(ObjectDoesNotExist):
        moderated_piece(given.script, 1, by=cast.participant)
    assert NoticeRow.objects.filter(kind="assessment.submitted").count() == 1
    entries = AuditEntry.objects.filter(did="assessment.hand_in_project", to=str(given.script))
    assert entries.count() == 1


def test_the_page_says_what_is_there_in_the_same_number_of_statements(cast, taking) -> None:
    script = begin(cast, taking, at=BEFORE)
    put_together(cast, script, at=BEFORE)

    page = project_page(script, by=cast.participant, at=BEFORE)
    few = statements_of(lambda: project_page(script, by=cast.participant, at=BEFORE))
    keep_details(script, replace(DETAILS, number=2, title="Another"), by=cast.participant, at=BEFORE)
    for n in range(4):
        keep_document(script, "1.1.1", a_word_file(f"Version {n}."), by=cast.participant, at=BEFORE, work=work_through)
    after = project_page(script, by=cast.participant, at=BEFORE)
    many = statements_of(lambda: project_page(script, by=cast.participant, at=BEFORE))

    assert few == many
    assert [line.mentions != () for line in page.standing.documents] == [True] * 6
    assert [line.code for line in page.lines] == ["terms_unknown"]
    assert (page.stops, len(page.looks), page.terms) == ((), 1, None)
    assert after.standing.documents[0].versions == 5
    assert page.why_not_hand_in.code == "window_to_come"
    file = page.standing.documents[0].ref
    assert my_piece(script, file, by=cast.participant).name == "Parveen Begum.docx"
    assert my_clean_piece(script, file, by=cast.participant).name.endswith("1.1.1.docx")


def test_nothing_is_handed_in_unseen_unsigned_or_without_an_account(cast, taking) -> None:
    script, who = begin(cast, taking, at=INSIDE), cast.participant

    def hand_in(signed: int = 1, *, knows: bool = True, at=INSIDE):
        return hand_in_project(script, signed=signed, knows=knows, by=who, at=at)

    assert refused(hand_in) == "not_whole"
    keep_details(script, DETAILS, by=who, at=INSIDE)
    keep_account(script, "A", a_word_file(ACCOUNT[0]), by=who, at=INSIDE, work=work_through)
    keep_account(script, "B", a_word_file(ACCOUNT[1]), by=who, at=INSIDE, work=work_through)
    assert refused(lambda: hand_in(knows=False)) == "not_seen"
    assert refused(lambda: hand_in(signed=0)) == "not_declared"
    assert ScriptVersion.objects.count() == 0

    first, again = hand_in(), hand_in()
    keep_account(script, "whole", a_word_file("One file now."), by=who, at=INSIDE, work=work_through)
    second = hand_in()

    assert (again.number, again.is_new, second.version) == (first.number, False, 2)
    uploads = [row.upload for row in ScriptVersion.objects.order_by("number")]
    assert uploads[0].blocks[0][1] == "Part A: progress and attainment"
    assert uploads[1].parts == {"body": 3}
    # A part from before the file of everything does not come back beside a later one of another part.
    keep_account(script, "A", a_word_file(ACCOUNT[0]), by=who, at=INSIDE, work=work_through)
    standing = project_page(script, by=who, at=INSIDE).standing
    assert [each.place for each in standing.accounts] == ["A"]
    assert refused(hand_in) == "not_whole"
    keep_account(script, "B", a_word_file(ACCOUNT[1]), by=who, at=INSIDE, work=work_through)
    assert [each.place for each in project_page(script, by=who, at=INSIDE).standing.accounts] == ["A", "B"]
    assert refused(lambda: hand_in(at=CLOSES)) == "window_closed"
    with pytest.raises(ObjectDoesNotExist):
        hand_in_project(script, signed=1, knows=True, by=cast.outside_participant, at=INSIDE)


def test_what_the_policy_stops_is_said_before_and_words_are_the_same_in_each_kind_of_file(cast, taking, at) -> None:
    set_rule(cast, taking, WordRule(100, over=OverLimit.STOP), at=at)
    script, who = begin(cast, taking, at=INSIDE), cast.participant
    keep_details(script, DETAILS, by=who, at=INSIDE)
    keep_account(script, "A", a_word_file("well-being " * 2000), by=who, at=INSIDE, work=work_through)
    for file in (an_open_file("well-being " * 2600), a_word_file("well-being " * 2600)):
        keep_account(script, "B", file, by=who, at=INSIDE, work=work_through)

        (stop,) = project_page(script, by=who, at=INSIDE).stops
        assert "4,600 words count, and at most 4,500 are allowed: 100 too many." in stop.says
        assert stop.mend == "Shorten it by 100 words, and upload it again."
        code = refused(lambda: hand_in_project(script, signed=1, knows=True, by=who, at=INSIDE))
        assert code == "too_many_words"
    assert not ScriptVersion.objects.exists()

    keep_account(script, "B", an_open_file("well-being " * 2500), by=who, at=INSIDE, work=work_through)
    given = hand_in_project(script, signed=1, knows=True, by=who, at=INSIDE)

    newest = ProjectFile.objects.latest("pk")
    assert (given.counted, newest.parts, newest.clean_file.name[-4:]) == (4500, {"body": 2500}, ".odt")
    assert "Begum" not in newest.clean_file.name


def test_what_is_kept_is_checked_first_and_kept_once(cast, taking) -> None:
    script, who = begin(cast, taking, at=BEFORE), cast.participant
    file = a_word_file("Figures.")

    codes = [
        refused(lambda: keep_document(script, "1.1.2", file, by=who, at=BEFORE, work=work_through)),
        refused(lambda: keep_document(script, "4.1.1", file, by=who, at=BEFORE, work=work_through)),
        refused(lambda: keep_account(script, "C", file, by=who, at=BEFORE, work=work_through)),
        refused(
            lambda: keep_document(script, "1.1.1", GivenFile(b"MZ", "a.docx"), by=who, at=BEFORE, work=work_through)
        ),
        refused(
            lambda: keep_document(
                script, "1.1.1", GivenFile(b"%PDF-1.7 /Root %%EOF", "a.pdf"), by=who, at=BEFORE, work=work_through
            )
        ),
        refused(lambda: keep_document(script, "1.1.1", file, by=who, at=CLOSES, work=work_through)),
        refused(lambda: keep_details(script, replace(DETAILS, number=3), by=who, at=BEFORE)),
        refused(lambda: fill_in(script, "1.1.1", BUDGET, by=who, at=BEFORE)),
        refused(lambda: make_document(script, "5.1.1", by=who, at=BEFORE)),
    ]
    assert codes == [
        "no_document_asked", "sponsors_own", "no_such_part", "file_wrong_kind", "script_unreadable", "window_closed",
        "no_such_project", "not_filled_in", "sheet_empty",
    ]  # fmt: skip
    assert ProjectFile.objects.count() == 0
    for _ in range(2):
        keep_document(script, "1.1.1", file, by=who, at=BEFORE, work=work_through)
    assert ProjectFile.objects.count() == 1
    keep_details(script, replace(DETAILS, number=2), by=who, at=BEFORE)
    for _ in range(2):
        take_out_details(script, 2, by=who, at=BEFORE)
    assert Project.objects.count() == 0


def test_a_sheet_is_kept_as_it_is_and_becomes_a_document_of_its_own(cast, taking) -> None:
    script, who = begin(cast, taking, at=BEFORE), cast.participant
    empty = filled_page(script, "5.1.1", by=who, at=BEFORE)

    fill_in(script, "5.1.1", BUDGET, by=who, at=BEFORE)
    make_document(script, "5.1.1", by=who, at=BEFORE)

    page = filled_page(script, "5.1.1", by=who, at=BEFORE)
    assert (empty.rows, empty.is_kept, page.is_kept) == ((), False, True)
    assert page.reckoned.sums == ("Total £255.00",)
    row = ProjectFile.objects.get()
    assert row.is_filled
    assert row.as_blocks()[2].text == "Books for [name] | 30 | £8.50 | Library | £255.00"
    for code in ("1.1.1", "9.9.9"):
        with pytest.raises(ObjectDoesNotExist):
            filled_page(script, code, by=who, at=BEFORE)


def test_a_window_for_projects_is_met_as_one_and_takes_no_plain_script(cast, taking) -> None:
    script = begin_project(taking.window, by=cast.participant, at=INSIDE)

    assert my_windows(by=cast.participant, at=INSIDE) == ()
    assert script_page(script, by=cast.participant, at=INSIDE).is_project
    assert refused(lambda: open_brief(taking.window, by=cast.participant, at=INSIDE)) == "is_a_project"
    file = a_word_file("Text.")
    assert (
        refused(lambda: take_upload(script, file, by=cast.participant, at=INSIDE, work=work_through)) == "is_a_project"
    )
    who, wish = cast.participant, Wish()
    assert refused(lambda: keep_arrival(script, file, wish, waits=True, by=who, at=INSIDE)) == "is_a_project"


def test_forms_come_once_change_as_versions_and_stay_once_begun(cast, taking, at) -> None:
    lead = cast.quality_lead
    assert load_forms(by=lead, at=at) == 0
    assert refused(lambda: load_forms(by=cast.participant, at=at)) == "not_yours_to_run"
    form = form_choice(form_ref()).form
    bad = replace(form, documents=(*form.documents, form.documents[0]))
    assert refused(lambda: write_form(form_ref(), bad, by=lead, at=at)) == "form_twice"

    second = write_form(form_ref(), replace(form, limit=4000, holds_from=date(2026, 1, 1)), by=lead, at=at)

    assert [row.as_form().limit for row in ProjectForm.objects.filter(slug="npqml-2017").order_by("version")] == [
        4500, 4000,
    ]  # fmt: skip
    set_terms(taking.window, NewTerms(second), by=lead, at=at)
    begin(cast, taking, at=BEFORE)
    set_terms(taking.window, NewTerms(second, OPENS, 5), by=lead, at=at)
    first = ProjectForm.objects.get(slug="npqml-2017", version=1).ref
    assert refused(lambda: set_terms(taking.window, NewTerms(first), by=lead, at=at)) == "window_begun"
    assert refused(lambda: set_terms(taking.window, NewTerms(second, None, 5), by=lead, at=at)) == "places_unbooked"


def test_a_form_for_another_mark_scheme_is_told_of_and_refused_once_there_is_one_for_it(cast, at) -> None:
    lead = cast.quality_lead
    planned = make_project_window(cast, at=at, slug="npqh-2017")
    page = terms_page(planned.window, by=lead, at=at)
    assert page.differs.startswith("It asks for nothing on ")
    codes = tuple(each.code for each in mark_scheme(Window.objects.get(ref=planned.window).scheme).criteria)
    parts = (FormPart("whole-task", "The task", codes),)
    made = write_form(form_ref(), replace(page.form.form, parts=parts, documents=(), limit=4000), by=lead, at=at)
    set_terms(planned.window, NewTerms(form_ref("npqh-2017"), OPENS), by=lead, at=at)
    set_terms(planned.window, NewTerms(made), by=lead, at=at)

    again = refused(lambda: set_terms(planned.window, NewTerms(form_ref("npqh-2017")), by=lead, at=at))

    assert (again, terms_page(planned.window, by=lead, at=at).differs) == ("form_of_another_scheme", "")


def test_a_gate_that_asks_for_engagement_is_asked_when_handing_in(cast, at) -> None:
    planned = make_project_window(cast, at=at, planned=make_window(cast, at=at, engaged=False))
    script = begin(cast, planned, at=BEFORE)
    put_together(cast, script, at=BEFORE)

    code = refused(lambda: hand_in_project(script, signed=1, knows=True, by=cast.participant, at=INSIDE))

    assert code == "not_engaged_enough"


def test_a_task_in_two_parts_holds_each_to_its_own_limit(cast, at) -> None:
    planned = make_project_window(cast, at=at, slug="npqh-2017")
    script, who = begin(cast, planned, at=BEFORE), cast.participant
    assert (
        refused(lambda: keep_account(script, "whole", a_word_file("All."), by=who, at=BEFORE, work=work_through))
        == "account_in_parts"
    )
    keep_account(script, "1", a_word_file("word " * 20), by=who, at=BEFORE, work=work_through)
    keep_account(script, "2", a_word_file("word " * 2510), by=who, at=BEFORE, work=work_through)

    page = project_page(script, by=who, at=AFTER)

    assert "Task 2 is 10 words over its limit of 2,500." in [line.says for line in page.lines]
    assert page.why_not_hand_in is None
    assert page.standing.form.most == 6500


def test_a_version_is_written_once_seen_and_windows_that_were_begun_keep_theirs(cast, taking, at) -> None:
    lead = cast.quality_lead
    page = form_page(form_ref(), by=lead)
    assert (page.changes, page.line.windows, page.why_not_write) == ((), 1, None)
    assert form_checked(page, page.line.form)[0][0].refusal.code == "form_same"
    changed = replace(page.line.form, limit=4000, holds_from=OPENS.date() + timedelta(days=1))
    faults, changes = form_checked(page, changed)
    assert (faults, [each.what for each in changes]) == ((), ["Holds from", "Words over all parts"])
    begin(cast, taking, at=BEFORE)

    made = write_form(form_ref(), changed, seen=1, by=lead, at=at)

    after = form_page(made, by=cast.moderator)
    assert (after.changes, after.line.is_newest, after.why_not_write.code) == (changes, True, "not_yours_to_run")
    assert [line.form.version for line in form_page(page.line.ref, by=lead).versions] == [2, 1]
    assert [line.windows for line in form_board(by=cast.inspector) if line.form.slug == "npqml-2017"] == [0, 1]
    assert AuditEntry.objects.filter(did="assessment.keep_form", to=str(made)).count() == 1
    codes = [
        refused(lambda: write_form(page.line.ref, changed, by=lead, at=at)),
        refused(lambda: write_form(made, replace(changed, limit=3000), seen=1, by=lead, at=at)),
        refused(lambda: write_form(made, replace(changed, limit=3000), by=cast.moderator, at=at)),
        refused(lambda: set_terms(taking.window, NewTerms(made), by=lead, at=at)),
    ]
    assert codes == ["form_same", "form_newer", "not_yours_to_run", "form_holds_later"]
    for who in (cast.participant, cast.assessor):
        for ask in (lambda who=who: form_board(by=who), lambda who=who: form_page(made, by=who)):
            with pytest.raises(ProjectForm.DoesNotExist):
                ask()
    few = statements_of(lambda: form_page(made, by=lead))
    write_form(made, replace(changed, limit=3000), by=lead, at=at)
    assert statements_of(lambda: form_page(made, by=lead)) == few
