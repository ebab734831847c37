"""Nothing that a participant reads of a case names whoever reported it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db.transaction import atomic, set_rollback

from goldenthread.assessment.actions.cases import (
    add_evidence,
    decide_case,
    drop_case,
    hold_hearing,
    look_into,
    set_hearing,
    write_letter,
)
from goldenthread.assessment.actions.suspecting import report_script
from goldenthread.assessment.types.cases import NewEvidence, NewHearing, NewLetter
from goldenthread.ground.types import Refused
from goldenthread.people.models import Person
from tests.makers.assessment import AFTER
from tests.makers.cases import A_DAY, LETTER, SAW, VOID, report


def drop_aside(do, *args, by) -> None:
    """Do it, and take it back."""
    with atomic():
        do(*args, by=by, at=AFTER)
        set_rollback(rollback=True)


def test_nothing_that_the_participant_reads_names_whoever_reported_it(cast, marked) -> None:
    case, lead = report(cast, marked, at=AFTER), cast.quality_lead
    names = f"{Person.objects.get(pk=cast.assessor.person_id).name} saw that the second section is different."
    report_script(marked, SAW, by=lead, at=AFTER)
    look_into(case, by=lead, at=AFTER)
    letter = NewLetter(LETTER, AFTER + A_DAY)

    def refused(do, *args, at=AFTER) -> str:
        with pytest.raises(Refused) as found:
            do(case, *args, by=lead, at=at)
        return found.value.refusal.code

    assert refused(write_letter, replace(letter, text=names)) == "names_reporter"
    assert refused(add_evidence, NewEvidence(names, is_shown=True)) == "names_reporter"
    drop_aside(drop_case, case, names, by=lead)
    # Words for those who judge may say who it was, and whoever writes may sign with their own name.
    add_evidence(case, NewEvidence(names, is_shown=False), by=lead, at=AFTER)
    own = Person.objects.get(pk=lead.person_id).name
    write_letter(case, replace(letter, text=f"{LETTER} {own}"), by=lead, at=AFTER)
    assert refused(drop_case, names) == "names_reporter"
    set_hearing(case, NewHearing(AFTER + A_DAY, "Room 2", names), by=lead, at=AFTER)
    assert refused(hold_hearing, names, at=AFTER + A_DAY) == "names_reporter"
    hold_hearing(case, SAW, by=lead, at=AFTER + A_DAY)
    assert refused(decide_case, replace(VOID, reasons=names)) == "names_reporter"
