"""Blind means blind in letters, in the record and in what is handed over too, whatever happened to a script."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from django.core import mail

from goldenthread.assessment.actions.cases import drop_case, look_into
from goldenthread.assessment.actions.handing_over import hand_over, invite_guest
from goldenthread.assessment.actions.masking import mask_passage, report_passage_at_seat
from goldenthread.assessment.actions.sampling import draw_sample, look_at
from goldenthread.assessment.models import PassageReport
from goldenthread.assessment.types.handing_over import NewGuest
from goldenthread.assessment.types.masking import NewPassage
from goldenthread.assessment.types.sampling import LookSheet
from goldenthread.ground.models import AuditEntry
from goldenthread.jobs.worker import carry_all
from tests.makers.assessment import (
    AFTER,
    INSIDE,
    hand_in,
    make_window,
    mark_both,
    seat_both,
    seat_of,
    settle_and_release,
)
from tests.makers.cases import REASONS, report
from tests.makers.documents import pdf
from tests.makers.sampling import want_samples

LATER = AFTER + timedelta(days=1)
TELLING = ("Parveen", "Begum", "parveen@", "Castle Hill", "100001")


def inside(content: bytes) -> str:
    """All that a file holds, with every file inside it and what these say of their maker."""
    if not is_zipfile(BytesIO(content)):
        return content.decode(errors="replace")
    with ZipFile(BytesIO(content)) as packed:
        return "\n".join(f"{name}\n{inside(packed.read(name))}" for name in packed.namelist())


def test_whoever_judges_reads_no_name_in_letters_the_record_or_a_hand_over(cast, at) -> None:
    planned = make_window(cast, at=at)
    want_samples(share=100)
    content = pdf("Attendance at Castle Hill has fallen.", author="Parveen Begum", title="Castle Hill NPQSL")
    script = hand_in(planned, cast.participant, at=INSIDE, content=content, name="Parveen Begum.pdf").script
    seat_both(cast, planned, script, at=AFTER)
    report_passage_at_seat(
        seat_of(script, cast.assessor), NewPassage("A school", "Castle Hill"), by=cast.assessor, at=AFTER
    )
    mask_passage(PassageReport.objects.get().ref, by=cast.quality_lead, at=AFTER)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, at=AFTER)
    case = report(cast, script, at=AFTER)
    look_into(case, by=cast.quality_lead, at=AFTER)
    drop_case(case, REASONS, by=cast.quality_lead, at=LATER)
    draw_sample(planned.window, seed="spring", by=cast.moderator, at=LATER)
    guest = NewGuest("Gwen Hall", "gwen@elsewhere.example", "Elsewhere", LATER.date() + timedelta(days=1))
    invite_guest(planned.window, guest, by=cast.quality_lead, at=LATER)
    pack = hand_over(planned.window, by=cast.moderator, at=LATER)
    look_at(script, LookSheet(1), by=cast.moderator, at=LATER)
    settle_and_release(cast, planned, script, at=LATER)
    carry_all(lambda: LATER)

    judges = ("agnes@", "bernard@", "marguerite@", "gwen@")
    letters = [each for each in mail.outbox if any(name in str(each.to) for name in judges)]
    assert any("gwen@" in str(each.to) for each in letters)
    told = [str(each.message()) + each.body for each in letters]
    told += [f"{each.did} {each.why} {each.facts}" for each in AuditEntry.objects.filter(to=str(script))]
    told += [f"{each.did} {each.why} {each.facts}" for each in AuditEntry.objects.filter(to=str(planned.window))]
    told += [f"{pack.name} {inside(pack.content)}"]
    assert [(word, text[:80]) for text in told for word in TELLING if word in text] == []
