"""Writing briefs and planning windows: by those who run assessment, published once, at times that can be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.briefing import (
    move_window,
    plan_window,
    publish_brief,
    revise_brief,
    write_brief,
)
from goldenthread.assessment.models import Brief, BriefVersion, Window
from goldenthread.assessment.queries.briefing import (
    beforehand,
    brief_board,
    brief_file,
    brief_page,
    window_board,
    window_choices,
    window_page,
    windows_by_scheme,
)
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.types.briefing import Beforehand, BriefText, GivenFile, NewWindow
from goldenthread.assessment.types.submitting import Stage
from goldenthread.assessment.types.words import BriefState
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.writing import begin_scheme
from goldenthread.programmes.models import MarkScheme, Qualification
from tests.makers.assessment import BRIEF, CLOSES, OPENS, hand_in, make_brief, make_window
from tests.makers.cohorts import enrol_many, make_cohort
from tests.makers.counting import statements_of
from tests.makers.projects import make_project_window
from tests.makers.schemes import make_frozen, make_scheme_draft

DATA = GivenFile(b"year,attendance\n2025,91\n", "attendance.csv")
TEXT = BriefText("Brookside Academy", BRIEF, DATA)
INSIDE = OPENS + timedelta(days=1)


def test_a_brief_begins_as_a_draft(cast, at) -> None:
    ref = write_brief(TEXT, by=cast.quality_lead, at=at)

    page = brief_page(ref, by=cast.quality_lead)
    assert (page.title, page.current) == ("Brookside Academy", None)
    assert page.draft is not None
    assert page.draft.file is not None
    assert (page.draft.number, page.draft.text, page.draft.file.name) == (1, BRIEF, "attendance.csv")
    assert AuditEntry.objects.get(did="assessment.write_brief").to == str(ref)
    assert brief_file(ref, 1, by=cast.quality_lead).content == DATA.content


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BriefText(" ", BRIEF), "no_title"),
        (BriefText("A title", "Too short"), "no_text"),
        (BriefText("A title", BRIEF, GivenFile(b"MZ\x00", "a.csv")), "file_wrong_kind"),
    ],
)
def test_a_brief_that_cannot_be_used_is_not_kept(cast, at, text: BriefText, code: str) -> None:
    with pytest.raises(Refused) as refused:
        write_brief(text, by=cast.quality_lead, at=at)

    assert refused.value.refusal.code == code
    assert Brief.objects.count() == 0


@pytest.mark.parametrize("who", ["partner_manager", "participant", "assessor", "moderator", "coach", "inspector"])
def test_others_write_publish_and_plan_nothing(cast, at, who: str) -> None:
    ref = make_brief(cast, at=at)
    by = getattr(cast, who)
    new = NewWindow(ref, ref, OPENS)

    for change in (
        lambda: write_brief(TEXT, by=by, at=at),
        lambda: revise_brief(ref, TEXT, by=by, at=at),
        lambda: plan_window(new, by=by, at=at),
        lambda: move_window(ref, opens_at=OPENS, closes_at=CLOSES, why="x", by=by, at=at),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.refusal.code == "not_yours_to_run"
    # To those who may not even read it, the brief is not there.
    with pytest.raises((Refused, Brief.DoesNotExist)):
        publish_brief(ref, by=by, at=at)
    assert (Brief.objects.count(), BriefVersion.objects.count(), Window.objects.count()) == (1, 1, 0)
    assert window_choices(by=by, at=at).cohorts == ()


def test_a_draft_changes_and_a_published_version_does_not(cast, at) -> None:
    ref = write_brief(TEXT, by=cast.quality_lead, at=at)
    revise_brief(ref, BriefText("Brookside", BRIEF + "\n\nMore.", None), by=cast.quality_lead, at=at)
    assert publish_brief(ref, by=cast.quality_lead, at=at) == 1

    revise_brief(ref, BriefText("Brookside", BRIEF + "\n\nStill more."), by=cast.programme_manager, at=at)

    page = brief_page(ref, by=cast.quality_lead)
    assert [(v.number, v.state) for v in page.versions] == [(2, BriefState.DRAFT), (1, BriefState.PUBLISHED)]
    assert page.versions[1].text.endswith("More.")
    assert [v.file.name for v in page.versions if v.file] == ["attendance.csv", "attendance.csv"]
    (line,) = brief_board(by=cast.quality_lead)
    assert (line.published, line.has_draft, line.windows) == (1, True, 0)


def test_a_brief_is_published_once(cast, at) -> None:
    ref = make_brief(cast, at=at)

    with pytest.raises(Refused):
        publish_brief(ref, by=cast.quality_lead, at=at)


def test_partners_and_participants_read_no_brief_before_its_time(cast, at) -> None:
    ref = make_brief(cast, at=at)

    for who in (cast.partner_manager, cast.participant, cast.assessor, cast.outsider):
        assert brief_board(by=who) == ()
        with pytest.raises(ObjectDoesNotExist):
            brief_page(ref, by=who)
        with pytest.raises(ObjectDoesNotExist):
            brief_file(ref, 1, by=who)


def test_a_window_closes_by_the_policy_unless_told(cast, at) -> None:
    cohort, brief = make_cohort(cast, at=at), make_brief(cast, at=at)

    ref = plan_window(NewWindow(cohort.ref, brief, OPENS), by=cast.programme_manager, at=at)

    row = Window.objects.get(ref=ref)
    assert (row.opens_at, row.closes_at) == (OPENS, datetime(2026, 2, 9, 23, 59, tzinfo=UTC))
    assert row.scheme == cohort.built.scheme.ref
    assert NoticeRow.objects.get(kind="assessment.window_planned").facts == {"window": str(ref)}
    assert AuditEntry.objects.get(did="assessment.plan_window").facts == {"cohort": str(cohort.ref)}


def test_a_window_uses_what_is_frozen_when_it_is_planned_and_keeps_it(cast, at) -> None:
    cohort, brief = make_cohort(cast, at=at), make_brief(cast, at=at)
    draft, by = make_scheme_draft(cast, at=at), cast.programme_manager
    later = CLOSES + timedelta(days=30)

    first = plan_window(NewWindow(cohort.ref, brief, OPENS, CLOSES), by=by, at=at)
    make_frozen(draft, cast, at=at)
    second = plan_window(NewWindow(cohort.ref, brief, later), by=by, at=at)

    used = {row.ref: row.scheme for row in Window.objects.all()}
    assert used == {first: cohort.built.scheme.ref, second: draft}
    assert windows_by_scheme() == {cohort.built.scheme.ref: 1, draft: 1}


def test_no_window_is_planned_with_a_draft_alone(cast, at) -> None:
    cohort, brief = make_cohort(cast, at=at), make_brief(cast, at=at)
    MarkScheme.objects.filter(ref=cohort.built.scheme.ref).delete()
    begin_scheme(Qualification.objects.get(code="NPQSL", suite=2020).ref, by=cast.quality_lead, at=at)

    with pytest.raises(Refused) as refused:
        plan_window(NewWindow(cohort.ref, brief, OPENS, CLOSES), by=cast.programme_manager, at=at)

    assert refused.value.refusal.code == "no_policy"


def test_a_window_is_refused_that_cannot_be(cast, at, monkeypatch) -> None:
    cohort, brief = make_cohort(cast, at=at), make_brief(cast, at=at)
    draft = write_brief(TEXT, by=cast.quality_lead, at=at)
    by = cast.programme_manager
    plan_window(NewWindow(cohort.ref, brief, OPENS, CLOSES), by=by, at=at)
    later = CLOSES + timedelta(days=30)

    cases = {
        "not_published": NewWindow(cohort.ref, draft, later),
        "closes_before_opening": NewWindow(cohort.ref, brief, later, later),
        "closes_in_the_past": NewWindow(cohort.ref, brief, at - timedelta(days=9), at),
        "cohort_has_window": NewWindow(cohort.ref, brief, OPENS),
        "opens_in_the_past": NewWindow(cohort.ref, brief, datetime(2001, 1, 1, tzinfo=UTC)),
    }
    for code, new in cases.items():
        with pytest.raises(Refused) as refused:
            plan_window(new, by=by, at=at)
        assert refused.value.refusal.code == code
    monkeypatch.setattr("goldenthread.assessment.actions.briefing.mark_scheme_for", lambda _release: None)
    with pytest.raises(Refused) as refused:
        plan_window(NewWindow(cohort.ref, brief, later), by=by, at=at)
    assert refused.value.refusal.code == "no_policy"
    assert Window.objects.count() == 1


def test_an_open_window_is_lengthened_with_a_reason(cast, at) -> None:
    planned = make_window(cast, at=at)
    by, later = cast.quality_lead, CLOSES + timedelta(days=1)

    for why, closes in (("", later), ("A fault", CLOSES - timedelta(days=1))):
        with pytest.raises(Refused):
            move_window(planned.window, opens_at=OPENS, closes_at=closes, why=why, by=by, at=INSIDE)
    assert Window.objects.get().closes_at == CLOSES

    move_window(planned.window, opens_at=OPENS, closes_at=later, why="The site was down", by=by, at=INSIDE)

    assert Window.objects.get().closes_at == later
    entry = AuditEntry.objects.get(did="assessment.move_window")
    assert (entry.why, entry.facts["closed"]) == ("The site was down", CLOSES.isoformat())


def test_a_window_comes_before_one_that_is_planned_and_is_moved_beside_none(cast, at) -> None:
    planned = make_window(cast, at=at)
    by, day = cast.quality_lead, timedelta(days=1)
    cohort, brief = planned.enrolled.cohort.ref, planned.brief

    earlier = plan_window(NewWindow(cohort, brief, OPENS - 3 * day, OPENS), by=by, at=at)
    for opens, closes, code in (
        (OPENS, CLOSES, "cohort_has_window"),
        (OPENS - 3 * day, OPENS + day, "cohort_has_window"),
        (OPENS - 3 * day, OPENS, "same_times"),
    ):
        with pytest.raises(Refused) as refused:
            move_window(earlier, opens_at=opens, closes_at=closes, why="Half term", by=by, at=at)
        assert refused.value.refusal.code == code
    move_window(earlier, opens_at=OPENS - 3 * day, closes_at=OPENS - day, why="Half term", by=by, at=at)

    assert Window.objects.get(ref=earlier).closes_at == OPENS - day
    assert NoticeRow.objects.get(kind="assessment.window_moved").facts["window"] == str(earlier)


def test_a_window_that_is_booked_does_not_close_before_its_booking(cast, at) -> None:
    planned = make_project_window(cast, at=at, books_until=OPENS)
    sooner = {"opens_at": OPENS - timedelta(days=9), "closes_at": OPENS - timedelta(days=8)}

    with pytest.raises(Refused) as refused:
        move_window(planned.window, **sooner, why="Half term", by=cast.quality_lead, at=at)

    assert refused.value.refusal.code == "books_too_long"


def test_the_window_page_shows_who_has_handed_in_and_never_a_number(cast, at) -> None:
    planned = make_window(cast, at=at)
    hand_in(planned, cast.participant, at=INSIDE)

    page = window_page(planned.window, by=cast.programme_manager, at=INSIDE)
    seen_by_partner = window_page(planned.window, by=cast.partner_manager, at=INSIDE)

    (person,) = page.people
    assert (person.name, person.is_engaged, person.has_begun, person.submitted_at) == (
        "Parveen Begum",
        True,
        True,
        INSIDE,
    )
    assert (page.handed_in, page.line.handed_in, page.line.waiting, page.days) == (1, 1, 0, 8)
    assert (page.may_run, seen_by_partner.may_run, page.left) == (True, False, "6 days and 14 hours")
    assert window_page(planned.window, by=cast.programme_manager, at=CLOSES).left == ""
    assert window_page(planned.window, by=cast.programme_manager, at=CLOSES).line.waiting == 1
    assert window_page(planned.window, by=cast.programme_manager, at=at).line.stage is Stage.TO_COME


def test_windows_are_seen_by_those_they_concern(cast, at) -> None:
    planned = make_window(cast, at=at)

    for who in (cast.programme_manager, cast.partner_manager, cast.moderator, cast.inspector):
        assert [line.ref for line in window_board(by=who, at=at)] == [planned.window]
    for who in (cast.outsider, cast.participant, cast.assessor, cast.sponsor):
        assert window_board(by=who, at=at) == ()
        with pytest.raises(ObjectDoesNotExist):
            window_page(planned.window, by=who, at=at)


def test_what_a_window_can_be_made_of(cast, at) -> None:
    cohort, brief = make_cohort(cast, at=at), make_brief(cast, at=at)
    write_brief(BriefText("A draft", BRIEF), by=cast.quality_lead, at=at)

    choices = window_choices(by=cast.programme_manager, at=at)

    assert [c.ref for c in choices.cohorts] == [cohort.ref]
    assert [c.name for c in choices.briefs] == ["Brookside Academy"]
    assert [c.ref for c in choices.briefs] == [brief]


def test_what_comes_before_the_first_window_is_told_to_those_who_plan_one(cast, at) -> None:
    assert beforehand(by=cast.quality_lead, at=at) == Beforehand(cohort=False, brief=False, marks=True)
    make_cohort(cast, at=at)
    make_brief(cast, at=at)

    assert beforehand(by=cast.quality_lead, at=at) == Beforehand(cohort=True, brief=True, marks=True)
    assert beforehand(by=cast.assessor, at=at) is None
    assert statements_of(lambda: beforehand(by=cast.quality_lead, at=at)) == 3


def test_pages_ask_the_same_number_of_questions_for_any_number_of_people(cast, at) -> None:
    planned = make_window(cast, at=at)
    by = cast.programme_manager
    page = statements_of(lambda: window_page(planned.window, by=by, at=INSIDE))
    board = statements_of(lambda: window_board(by=by, at=INSIDE))
    briefs = statements_of(lambda: brief_board(by=by))
    enrol_many(cast, planned.enrolled.cohort, 3, at=at)
    make_brief(cast, at=at, title="Another")
    late = NewWindow(planned.enrolled.cohort.ref, planned.brief, CLOSES, CLOSES + timedelta(days=8))
    plan_window(late, by=by, at=at)

    assert statements_of(lambda: window_page(planned.window, by=by, at=INSIDE)) == page
    assert statements_of(lambda: window_board(by=by, at=INSIDE)) == board
    assert statements_of(lambda: brief_board(by=by)) == briefs


def test_a_window_without_a_policy_and_a_file_that_is_none_are_faults_and_say_so(cast, at) -> None:
    planned = make_window(cast, at=at)
    row = Window.objects.select_related("cohort__release").get(ref=planned.window)
    row.opens_at = datetime(2001, 1, 1, tzinfo=UTC)

    with pytest.raises(LookupError, match="No assessment policy"):
        policy_of(row)
    with pytest.raises(LookupError):
        copy_of(None)
