"""Figures about marking are worked out, kept, made anew when markings come, and read by those who moderate."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.estimating import ask_for_estimate, keep_estimates, make_estimate
from goldenthread.assessment.models import Allocation, Estimate, Estimating, Script
from goldenthread.assessment.queries.estimates_as_tables import figures_as_csv, marks_as_csv
from goldenthread.assessment.queries.estimating import accuracy_board, estimate_page, own_page, window_scope
from goldenthread.assessment.types.estimating_pages import Scope
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from tests.makers.assessment import AFTER
from tests.makers.counting import statements_of
from tests.makers.estimating import lay_marking, lay_markings

PRIVATE = ("Person 0", "castlehill", "Castle Hill")
# Two criteria of four are the same, and the second marker is a mark below on the others.
PAIRS = [([1 + n % 4, 2, 1 + (n + 1) % 4, 3], [max(n % 4, 1), 2, max((n + 1) % 4, 1), 3]) for n in range(12)]


@pytest.fixture
def scripts(cast, planned, at):
    return lay_markings(cast, planned, PAIRS, at=at)


@pytest.fixture
def scope(cast, planned, scripts):
    return window_scope(planned.window, by=cast.quality_lead)


def test_figures_are_worked_out_once_for_the_same_markings(cast, planned, scripts, scope) -> None:
    assert keep_estimates(at=AFTER) == 2
    window, scheme = Estimate.objects.get(window__isnull=False), Estimate.objects.get(window=None)
    assert window.figures == scheme.figures
    assert (window.markings, window.inputs) == (24, scheme.inputs)
    assert Estimating.objects.filter(ended_at=AFTER).count() == 2
    assert AuditEntry.objects.filter(did="assessment.make_estimate").count() == 2

    assert keep_estimates(at=AFTER) == 0
    assert make_estimate(scope, at=AFTER) is False
    assert Estimate.objects.count() == 2

    lay_markings_to(cast, planned, scripts[0])
    assert keep_estimates(at=AFTER) == 2
    assert Estimate.objects.count() == 4
    rebuilt = Estimate.objects.filter(window__isnull=False).order_by("-id")[0]
    kept = rebuilt.figures
    Estimate.objects.filter(pk=rebuilt.pk).delete()
    assert make_estimate(scope, at=AFTER) is True
    assert Estimate.objects.filter(window__isnull=False).order_by("-id")[0].figures == kept


def lay_markings_to(cast, planned, script) -> None:
    """The second seat changes hands after all, and the new marker finishes."""
    scheme = planned.enrolled.cohort.built.scheme
    Allocation.objects.filter(script=script, seat=2).update(ended_at=AFTER)
    lay_marking(script, cast.moderator, 2, [4, 4, 4, 4], scheme, at=AFTER)


def test_what_is_still_being_marked_is_not_counted(cast, planned, scripts, scope) -> None:
    Script.objects.filter(pk=scripts[0].pk).update(state="allocated")

    make_estimate(scope, at=AFTER)

    assert Estimate.objects.get().markings == 22


def test_a_page_says_what_the_figures_mean(cast, planned, scripts, scope) -> None:
    empty = estimate_page(scope, by=cast.quality_lead)
    assert (empty.line.figures, empty.line.now, empty.says, empty.markers) == (None, 24, (), ())
    keep_estimates(at=AFTER)

    page = estimate_page(scope, by=cast.quality_lead)
    seen = estimate_page(scope, by=cast.moderator)
    over = estimate_page(Scope(scope.scheme), by=cast.inspector)

    assert page.line.is_current
    assert page.line.figures is not None
    assert (page.line.figures.doubled, page.line.figures.groups) == (12, 1)
    assert page.says[0].startswith("Two markers give the same mark on a criterion")
    # The severest first.
    assert [m.name for m in page.markers] == ["Bernard Lowe", "Agnes Doyle"]
    assert [m.stands for m in page.markers] == ["More severe than the middle", "More lenient than the middle"]
    assert {m.name for m in seen.markers} == {m.name for m in over.markers} == {"Marker A", "Marker B"}
    assert (page.names_markers, seen.names_markers, page.may_ask, over.may_ask) == (True, False, True, False)
    assert [c.figures.code for c in page.criteria] == [c.code for c in page.scheme.criteria]
    assert not [word for word in PRIVATE if word in repr(page)]


def test_the_board_shows_windows_and_schemes_and_asks_as_much_for_one_as_for_many(cast, planned, scripts, at) -> None:
    keep_estimates(at=AFTER)
    board = accuracy_board(by=cast.quality_lead)
    assert ([line.used for line in board.windows], [line.used for line in board.schemes]) == ([24], [24])
    once = statements_of(lambda: accuracy_board(by=cast.quality_lead))
    page = statements_of(lambda: estimate_page(board.windows[0].scope, by=cast.quality_lead))
    assert (once, page) == (7, 9)

    later = planned_again(cast, planned)
    keep_estimates(at=AFTER)

    again = accuracy_board(by=cast.quality_lead)
    assert (len(again.windows), len(again.schemes), again.schemes[0].used) == (2, 1, 26)
    assert statements_of(lambda: accuracy_board(by=cast.quality_lead)) == once
    assert statements_of(lambda: estimate_page(Scope(again.windows[0].scope.scheme), by=cast.quality_lead)) == page
    few = estimate_page(window_scope(later, by=cast.moderator), by=cast.moderator)
    assert few.says == ("Too few to say: 1 script was marked by two. Figures are shown from 10 scripts on.",)


def planned_again(cast, planned):
    """A second window for the same cohort, in which one script is marked."""
    script = Script.objects.order_by("id")[0]
    window = script.window
    ref, window.pk, window.ref = window.ref, None, uuid4()
    window.opens_at, window.closes_at = window.closes_at, AFTER
    window.save()
    other = Script.objects.create(
        enrolment=script.enrolment, window=window, number="901-000-001", state="marked", begun_at=AFTER
    )
    scheme = planned.enrolled.cohort.built.scheme
    for seat, who in enumerate((cast.assessor, cast.second_assessor), 1):
        lay_marking(other, who, seat, [2, 2, 2, 2], scheme, at=AFTER)
    assert ref != window.ref
    return window.ref


def test_a_marker_reads_their_own_and_nobody_elses(cast, planned, scripts, at) -> None:
    assert own_page(by=cast.assessor).lines == ()
    keep_estimates(at=AFTER)

    (line,) = own_page(by=cast.assessor).lines

    assert line.figures.marker == cast.assessor.person_id
    assert "more lenient than the middle" in " ".join(line.says)
    assert not [word for word in ("Bernard", "Marker A", *PRIVATE) if word in repr(line)]
    assert own_page(by=cast.moderator).lines == ()
    Allocation.objects.filter(marker_id=cast.second_assessor.person_id).update(ended_at=AFTER)
    Estimate.objects.all().delete()
    keep_estimates(at=AFTER)
    assert own_page(by=cast.second_assessor).lines == ()


def test_whoever_asks_waits_for_the_worker_and_asks_once(cast, planned, scripts, scope) -> None:
    ask_for_estimate(scope, by=cast.moderator, at=AFTER)
    ask_for_estimate(scope, by=cast.quality_lead, at=AFTER)

    notices = NoticeRow.objects.filter(kind="assessment.estimate_asked")
    assert list(notices.values_list("facts", flat=True)) == [{"scheme": str(scope.scheme), "window": str(scope.window)}]
    working = estimate_page(scope, by=cast.inspector).line.working
    assert working is not None
    assert (working.step, working.name, working.asked_at) == (0, "Read the marks", AFTER)
    assert AuditEntry.objects.filter(did="assessment.ask_for_estimate").count() == 1
    make_estimate(scope, at=AFTER)
    assert estimate_page(scope, by=cast.inspector).line.working is None
    ask_for_estimate(scope, by=cast.moderator, at=AFTER)
    assert notices.count() == 2


def test_what_is_taken_away_names_nobody(cast, planned, scripts, scope) -> None:
    assert figures_as_csv(scope, by=cast.quality_lead).decode("utf-8-sig").count("\n") == 1
    keep_estimates(at=AFTER)

    marks = marks_as_csv(scope, by=cast.quality_lead).decode("utf-8-sig")
    figures = figures_as_csv(scope, by=cast.quality_lead).decode("utf-8-sig")

    assert len(marks.splitlines()) == 1 + 12 * 2 * 4
    assert scripts[0].number in marks
    assert ",Marker A," in marks
    assert len(figures.splitlines()) == 1 + 2 + 4 + 2
    assert ",-" in figures
    for table in (marks, figures):
        assert not [word for word in (*PRIVATE, "Agnes", "Bernard") if word in table]
    assert statements_of(lambda: marks_as_csv(scope, by=cast.quality_lead)) == 3


def test_others_read_nothing_and_ask_for_nothing(cast, planned, scripts, scope) -> None:
    keep_estimates(at=AFTER)

    for who in (cast.assessor, cast.programme_manager, cast.partner_manager, cast.outsider, cast.participant):
        for read in (estimate_page, marks_as_csv, figures_as_csv):
            with pytest.raises(ObjectDoesNotExist):
                read(scope, by=who)
        with pytest.raises(ObjectDoesNotExist):
            window_scope(planned.window, by=who)
        board = accuracy_board(by=who)
        assert (board.windows, board.schemes, board.may_ask) == ((), (), False)
        with pytest.raises(Refused):
            ask_for_estimate(scope, by=who, at=AFTER)
    assert not NoticeRow.objects.filter(kind="assessment.estimate_asked").exists()


def test_no_markings_make_no_figures(cast, planned, at) -> None:
    scope = window_scope(planned.window, by=cast.quality_lead)

    assert make_estimate(scope, at=AFTER) is False
    assert keep_estimates(at=AFTER) == 0
    assert estimate_page(scope, by=cast.quality_lead).line.now == 0
    with pytest.raises(ObjectDoesNotExist):
        make_estimate(Scope(uuid4()), at=AFTER)
