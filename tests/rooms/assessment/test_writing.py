"""Answers written here: nothing is lost, and what is handed in is what was looked at."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from goldenthread.assessment.actions.handing_in import AT_CLOSE, hand_in_answers, see_to_drafts_left
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.actions.writing import bring_back, choose, save_answer
from goldenthread.assessment.models import AnswerDraft, AnswerKept, BriefMaterial, DraftLeft, Script, ScriptVersion
from goldenthread.assessment.queries.briefing import window_page
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.queries.marking import script_text
from goldenthread.assessment.queries.submitting import my_windows, script_page
from goldenthread.assessment.queries.writing import (
    answer_now,
    answer_page,
    check_page,
    kept_text,
    my_material_file,
    pastes_of,
    writing_page,
)
from goldenthread.assessment.rules.writing import MOST_CHARACTERS
from goldenthread.assessment.types.writing import Answered, Choice, Kept, Paste
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.programmes.models import AssessmentPolicy
from goldenthread.programmes.types import WordRule
from tests.makers.assessment import AFTER, CLOSES, INSIDE, make_window
from tests.makers.counting import statements_of
from tests.makers.writing import asked_brief

PHONE, LAPTOP = UUID(int=1), UUID(int=2)
PROBLEM = "Attendance has fallen for two years."


@pytest.fixture
def planned(cast, at):
    return make_window(cast, at=at, brief=asked_brief(cast, at=at))


@pytest.fixture
def script(cast, planned):
    return open_brief(planned.window, by=cast.participant, at=INSIDE)


@pytest.fixture
def save(cast, script):
    def saved(text: str, *, based_on: int = 0, sheet: UUID = PHONE, place: int = 1, after: int = 0, pastes=()):
        sent = Answered(text, based_on, sheet, pastes)
        return save_answer(script, place, sent, by=cast.participant, at=INSIDE + timedelta(seconds=after))

    return saved


def texts(place: int = 1) -> list[str]:
    return list(AnswerKept.objects.filter(answer__place=place).order_by("kept_at", "pk").values_list("text", flat=True))


def test_a_save_stands_and_says_its_words(cast, script, save) -> None:
    told = save(PROBLEM)
    again = save(PROBLEM)

    assert (told.kept, told.revision, told.words, told.limit) == (Kept.SAVED, 1, 6, 2000)
    # The two headings of the questions count as those in a file do.
    assert told.counted == 6 + 4
    assert again == told
    assert texts() == [PROBLEM]
    assert answer_now(script, 1, by=cast.participant).revision == 1


def test_what_was_not_seen_is_kept_beside_and_chosen(cast, script, save) -> None:
    save("From the laptop.", sheet=LAPTOP)
    first, second = save("From the phone", after=1), save("From the phone, longer.", after=2)

    page = answer_page(script, 1, by=cast.participant, at=INSIDE)
    assert (first.kept, second.kept, second.revision) == (Kept.BESIDE, Kept.BESIDE, 1)
    assert (page.line.text, [each.text for each in page.waiting]) == ("From the laptop.", ["From the phone, longer."])
    assert writing_page(script, by=cast.participant, at=INSIDE).waits
    other = page.waiting[0].ref

    assert choose(script, other, Choice.BOTH, by=cast.participant, at=INSIDE) == 1

    after = answer_page(script, 1, by=cast.participant, at=INSIDE)
    assert after.line.text == "From the laptop.\n\nFrom the phone, longer."
    assert (after.waiting, len(after.kept)) == ((), 3)
    with pytest.raises(AnswerKept.DoesNotExist):
        choose(script, other, Choice.OTHER, by=cast.participant, at=INSIDE)
    # The laptop has not seen the choice, so what it goes on writing is kept beside as well.
    assert save("From the laptop again.", based_on=1, sheet=LAPTOP, after=9).kept is Kept.BESIDE


@pytest.mark.parametrize(("choice", "stands"), [(Choice.STANDS, "One."), (Choice.OTHER, "Two.")])
def test_a_choice_loses_neither(cast, script, save, choice: Choice, stands: str) -> None:
    save("One.", sheet=LAPTOP)
    save("Two.", after=1)
    waiting = answer_page(script, 1, by=cast.participant, at=INSIDE).waiting[0]

    choose(script, waiting.ref, choice, by=cast.participant, at=INSIDE)

    assert AnswerDraft.objects.get().text == stands
    assert {"One.", "Two."} <= set(texts())


def test_an_answer_lost_on_the_way_is_no_conflict_with_oneself(save) -> None:
    save("One", based_on=0)
    save("One two", based_on=0, after=1)

    assert save("One two three", based_on=0, after=2).kept is Kept.SAVED
    assert AnswerDraft.objects.get().text == "One two three"


def test_an_earlier_text_comes_back_and_texts_thin_out(cast, script, save) -> None:
    save("A long and careful beginning.")
    for n in range(3):
        save(f"A long and careful beginning, {n}.", based_on=n + 1, after=3600 * 5 + n)
    save("", based_on=4, after=3600 * 5 + 700)
    save("Oh", based_on=5, after=3600 * 9)

    assert texts() == ["A long and careful beginning.", "A long and careful beginning, 2.", "", "Oh"]
    lost = AnswerKept.objects.get(text="A long and careful beginning, 2.")
    assert kept_text(script, lost.ref, by=cast.participant).words == 6
    assert bring_back(script, lost.ref, by=cast.participant, at=INSIDE + timedelta(hours=10)) == 1
    assert AnswerDraft.objects.get().text == lost.text


@pytest.mark.parametrize("who", ["outside_participant", "assessor", "programme_manager", "outsider"])
def test_answers_are_nobody_elses(cast, script, save, who: str) -> None:
    save(PROBLEM)
    other, kept = getattr(cast, who), AnswerKept.objects.get().ref

    for deed in (
        lambda: save_answer(script, 1, Answered("x", 1, PHONE), by=other, at=INSIDE),
        lambda: bring_back(script, kept, by=other, at=INSIDE),
        lambda: hand_in_answers(script, mark="", signed=1, by=other, at=INSIDE),
        lambda: writing_page(script, by=other, at=INSIDE),
    ):
        with pytest.raises(Script.DoesNotExist):
            deed()
    with pytest.raises(AnswerDraft.DoesNotExist):
        answer_now(script, 1, by=other)
    with pytest.raises(AnswerKept.DoesNotExist):
        kept_text(script, kept, by=other)
    with pytest.raises(BriefMaterial.DoesNotExist):
        my_material_file(script, 1, by=other)
    assert texts() == [PROBLEM]


def test_what_is_not_asked_too_long_or_too_late_is_not_kept(cast, script, save) -> None:
    with pytest.raises(AnswerDraft.DoesNotExist):
        save("x", place=3)
    with pytest.raises(AnswerDraft.DoesNotExist):
        answer_page(script, 3, by=cast.participant, at=INSIDE)
    with pytest.raises(Refused) as long:
        save("x" * (MOST_CHARACTERS + 1))
    with pytest.raises(Refused) as late:
        save_answer(script, 1, Answered("x", 0, PHONE), by=cast.participant, at=CLOSES)

    assert (long.value.refusal.code, late.value.refusal.code) == ("text_too_long", "window_closed")
    assert AnswerKept.objects.count() == 0


def test_pastes_are_kept_as_lengths_once_and_shown_by_number(cast, script, save) -> None:
    save(PROBLEM, pastes=(Paste(1, 36),))
    save(PROBLEM, pastes=(Paste(1, 36), Paste(2, 900)), after=5)

    told = pastes_of(script, by=cast.quality_lead)

    assert [(each.place, each.characters) for each in told] == [(1, 36), (1, 900)]
    with pytest.raises(Script.DoesNotExist):
        pastes_of(script, by=cast.assessor)


def test_handing_in_makes_a_version_with_a_receipt_of_exactly_what_was_looked_at(cast, script, save) -> None:
    save(PROBLEM)
    seen = check_page(script, by=cast.participant, at=INSIDE)
    save("We begin with families.", place=2)

    with pytest.raises(Refused) as stale:
        hand_in_answers(script, mark=seen.mark, signed=1, by=cast.participant, at=INSIDE)
    mark = check_page(script, by=cast.participant, at=INSIDE).mark
    given, again = (hand_in_answers(script, mark=mark, signed=1, by=cast.participant, at=INSIDE) for _ in range(2))

    assert stale.value.refusal.code == "changed_since"
    version = ScriptVersion.objects.get()
    told = f"# The problem\n\n{PROBLEM}\n\n# The plan\n\nWe begin with families.\n"
    assert copy_of(version.upload.file_id).content.decode() == told
    assert (given.is_new, given.number, given.sha256) == (True, version.receipt, mark)
    assert (again.is_new, again.number) == (False, given.number)
    assert "Parveen" not in version.upload.file.name + version.upload.clean_file.name
    assert script_page(script, by=cast.participant, at=INSIDE).has_answers
    read = script_text(version.script_id, WordRule(limit=2000))
    assert [each.text for each in read.blocks] == ["The problem", PROBLEM, "The plan", "We begin with families."]


def test_nothing_is_handed_in_that_is_blank_or_waits_for_a_choice(cast, script, save) -> None:
    blank = check_page(script, by=cast.participant, at=INSIDE)
    save("One.", sheet=LAPTOP)
    save("Two.", after=1)
    waits = check_page(script, by=cast.participant, at=INSIDE)

    for page, code in ((blank, "nothing_written"), (waits, "choice_waits")):
        assert page.why_not is not None
        assert page.why_not.code == code
        with pytest.raises(Refused):
            hand_in_answers(script, mark=page.mark, signed=1, by=cast.participant, at=INSIDE)
    assert ScriptVersion.objects.count() == 0


def test_a_draft_left_at_the_close_is_told_of_once(cast, planned, script, save) -> None:
    save(PROBLEM)

    assert [see_to_drafts_left(at=moment) for moment in (CLOSES - timedelta(seconds=1), AFTER, AFTER)] == [0, 1, 0]

    assert (DraftLeft.objects.get().version, ScriptVersion.objects.count()) == (None, 0)
    assert NoticeRow.objects.filter(kind="assessment.draft_left").count() == 1
    assert my_windows(by=cast.participant, at=AFTER)[0].left_a_draft
    assert window_page(planned.window, by=cast.programme_manager, at=AFTER).people[0].left_a_draft


def test_where_the_policy_says_so_the_last_save_is_handed_in_and_the_receipt_says_how(cast, script, save) -> None:
    save(PROBLEM)
    for row in AssessmentPolicy.objects.all():
        row.body = row.body | {"takes_draft_at_close": True}
        row.save()

    assert see_to_drafts_left(at=AFTER) == 1

    version = ScriptVersion.objects.get()
    assert (version.declaration, version.upload.notes) == (0, [AT_CLOSE])
    assert version.script.state == "submitted"
    assert AuditEntry.objects.get(did="assessment.submit").by == "clock"


def test_blank_answers_are_not_seen_to(save) -> None:
    save("  ")

    assert see_to_drafts_left(at=AFTER) == 0
    assert DraftLeft.objects.count() == 0


def test_the_page_takes_as_many_statements_for_few_answers_as_for_many(cast, at, script, save) -> None:
    few = statements_of(lambda: writing_page(script, by=cast.participant, at=INSIDE))
    save(PROBLEM)
    save("Two.", place=2)

    assert statements_of(lambda: writing_page(script, by=cast.participant, at=INSIDE)) == few
    assert my_material_file(script, 1, by=cast.participant).name == "attendance.csv"
