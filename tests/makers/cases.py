"""A case on its way, for tests and journeys."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from goldenthread.assessment.actions.cases import hold_hearing, look_into, set_hearing, write_letter
from goldenthread.assessment.actions.suspecting import report_at_seat, report_script
from goldenthread.assessment.models import Case, CaseEntry
from goldenthread.assessment.types.cases import CaseRef, Effect, Nature, NewDecision, NewHearing, NewLetter
from goldenthread.assessment.types.words import ScriptRef
from goldenthread.ground.models import AuditEntry
from tests.makers.assessment import Planned, seat_of
from tests.makers.cast import Cast
from tests.makers.remembering import remembered

SAW = "The second section is in another hand than the first."
LETTER = "We think that the second section is not your own work. Tell us how you wrote it."
A_DAY = timedelta(days=1)
REASONS = "A friend wrote the second section, as they say themselves."
VOID = NewDecision(is_found=True, reasons=REASONS, nature=Nature.MALPRACTICE, effect=Effect.VOIDED)


def report(cast: Cast, script: ScriptRef, *, at: datetime) -> CaseRef:
    """Agnes reports what she saw at her seat."""
    return remembered(("reported", script, at), lambda: _report(cast, script, at))


def _report(cast: Cast, script: ScriptRef, at: datetime) -> CaseRef:
    report_at_seat(seat_of(script, cast.assessor), SAW, by=cast.assessor, at=at)
    return CaseRef(Case.objects.order_by("pk").last().ref)


def suspect(cast: Cast, script: ScriptRef, *, at: datetime) -> CaseRef:
    """The programme manager reports what she saw; no seat is needed."""
    return remembered(("suspected", script, at), lambda: _suspect(cast, script, at))


def _suspect(cast: Cast, script: ScriptRef, at: datetime) -> CaseRef:
    report_script(script, SAW, by=cast.programme_manager, at=at)
    return CaseRef(Case.objects.order_by("pk").last().ref)


def write_to(cast: Cast, case: CaseRef, *, at: datetime) -> None:
    """The quality lead begins to look into it, and writes to the participant, who has a day to answer."""
    remembered(("written to", case, at), lambda: _write_to(cast, case, at))


def _write_to(cast: Cast, case: CaseRef, at: datetime) -> None:
    look_into(case, by=cast.quality_lead, at=at)
    write_letter(case, NewLetter(LETTER, at + A_DAY), by=cast.quality_lead, at=at)


def hear(cast: Cast, case: CaseRef, *, at: datetime) -> None:
    """The participant is heard a day later; ``at`` is when it is set."""
    remembered(("heard", case, at), lambda: _hear(cast, case, at))


def _hear(cast: Cast, case: CaseRef, at: datetime) -> None:
    hearing = NewHearing(at + A_DAY, "Room 2", "Quentin Adeyemi decides; you may bring somebody.")
    set_hearing(case, hearing, by=cast.quality_lead, at=at)
    hold_hearing(case, "They said that a friend had helped.", by=cast.quality_lead, at=at + A_DAY)


def part_of(planned: Planned) -> NewDecision:
    """The marks on the first criterion do not count."""
    return replace(VOID, effect=Effect.PART, parts=(planned.enrolled.cohort.built.scheme.criteria[0].code,))


def kinds_of(case: CaseRef) -> list[str]:
    """What stands in a case, in its order."""
    return list(CaseEntry.objects.filter(case__ref=case).order_by("pk").values_list("kind", flat=True))


def deeds() -> list[str]:
    """What the record has of cases and suspicions, in its order."""
    rows = AuditEntry.objects.filter(did__contains="case") | AuditEntry.objects.filter(did__contains="suspicion")
    return list(rows.order_by("pk").values_list("did", flat=True))
