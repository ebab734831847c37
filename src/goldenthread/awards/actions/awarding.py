"""Award what a released result came to, revoke a certificate that should not stand, and make another."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import F, Max
from django.db.transaction import atomic

from goldenthread.assessment.queries.releasing import corrected_result, released_result
from goldenthread.assessment.types.releasing import ReleasedResult
from goldenthread.assessment.types.words import Outcome as Came
from goldenthread.awards.models import Certificate, CertificateCount, Outcome
from goldenthread.awards.rules.certificates import CODE_LENGTH, CODE_LETTERS, draw, number_of, place_of, shown_code
from goldenthread.awards.rules.permitting import why_not_issue, why_not_revoke
from goldenthread.awards.rules.states import STEPS
from goldenthread.awards.types import CertificateRef, CertificateText, Event, OutcomeRef, OutcomeStands, State
from goldenthread.cohorts.actions.enrolling import complete_by_award, reopen_by_correction
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refused
from goldenthread.ground.types.days import LONDON
from goldenthread.people.queries.provider import lead_provider_name
from goldenthread.people.types import Actor

SYSTEM = "jobs"
COMPLETES = "Passed the assessment"
CORRECTED = "The result was corrected."
REOPENS = "The result was corrected, and does not pass"


@atomic
def award(result: UUID, *, verify_at: str, at: datetime) -> OutcomeRef:
    """Make the outcome of a released result. A second time nothing is made.

    One that passed brings the certificate and completes the enrolment, in the same transaction; one that failed leaves
    the enrolment as it is, for another attempt.

    Nobody in particular does this: it follows from the release, which is somebody's and is audited there.
    ``verify_at`` is the public address in front of the code, as it is printed.

    :raises Result.DoesNotExist: if there is no such released result.
    """
    told = released_result(result)
    row, is_new = Outcome.objects.standing().get_or_create(
        result=told.ref,
        defaults={
            "enrolment_id": told.enrolment_id,
            "qualification": told.qualification,
            "outcome": told.outcome.value,
            "awarded_at": told.released_at,
        },
    )
    if not is_new:
        return OutcomeRef(row.ref)
    return _made(row, told, verify_at=verify_at, at=at)


@atomic
def award_again(correction: UUID, *, verify_at: str, at: datetime) -> OutcomeRef | None:
    """Let a corrected result have the outcome that it came to; ``None`` where that is what it had. A second time
    nothing is made.

    What had been awarded ends and is kept, its certificate is revoked, and one that now passes has a certificate of
    its own, dated by the correction. An enrolment that was completed by it is back where it stood before, unless
    another result of it passes; what was credited is kept.

    :raises Correction.DoesNotExist: if there is no such correction.
    """
    found = corrected_result(correction)
    told = found.told
    before = Outcome.objects.standing().select_for_update(of=("self",)).filter(result=told.ref).first()
    if before is None:
        # The release itself was not awarded yet; it is now, as it stands.
        return award(told.ref, verify_at=verify_at, at=at)
    if before.outcome == told.outcome.value:
        return None
    before.ended_at = at
    before.save(update_fields=["ended_at"])
    issued = Certificate.objects.select_for_update().filter(outcome=before, state=State.ISSUED.value).first()
    if issued is not None:
        _revoke(issued, why=CORRECTED, by=SYSTEM, at=at)
    row = Outcome.objects.create(
        enrolment_id=told.enrolment_id,
        result=told.ref,
        correction=correction,
        qualification=told.qualification,
        outcome=told.outcome.value,
        awarded_at=found.corrected_at,
    )
    if told.outcome is not Came.PASSED and not _passes(told.enrolment_id):
        reopen_by_correction(told.enrolment, why=REOPENS, corrected_by=found.corrected_by_id, at=at)
    now = replace(told, released_at=found.corrected_at, released_by_id=found.corrected_by_id)
    return _made(row, now, verify_at=verify_at, at=at)


def _passes(enrolment_id: int) -> bool:
    """Whether a result of an enrolment stands that passed."""
    return Outcome.objects.standing().filter(enrolment=enrolment_id, outcome=Came.PASSED.value).exists()


def _made(row: Outcome, told: ReleasedResult, *, verify_at: str, at: datetime) -> OutcomeRef:
    """What follows from a new outcome: a certificate and a completed enrolment where it passed."""
    if told.outcome is Came.PASSED:
        _issue(row, told, verify_at=verify_at, at=at)
        complete_by_award(told.enrolment, why=COMPLETES, released_by=told.released_by_id, at=at)
    audit(by=SYSTEM, did="awards.award", to=str(row.ref), at=at, outcome=row.outcome, enrolment=str(told.enrolment))
    post(Notice("awards.awarded", {"outcome": str(row.ref), "enrolment": str(told.enrolment)}), at=at)
    return OutcomeRef(row.ref)


@atomic
def revoke_certificate(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Say for good that a certificate no longer stands. The outcome and the file are kept, and the enrolment stays
    completed: what somebody did on the programme is not undone by it. The holder is written to, and reads why.

    :raises Refused: if this actor may not, no reason is given, or it is revoked already.
    :raises Certificate.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Certificate.objects.select_for_update().get(ref=ref, outcome__in=Outcome.objects.kept_by(by))
    refusal = why_not_revoke(by, why=why)
    if refusal:
        raise Refused(refusal)
    _revoke(row, why=why.strip(), by=str(by), at=at)


@atomic
def issue_again(ref: UUID, *, why: str, verify_at: str, by: Actor, at: datetime) -> CertificateRef:
    """Make another certificate in place of one that was revoked by hand, for an outcome that stands: in the name that
    its holder has now, with a number and a code of its own, and with the day on which they passed.

    :raises Refused: if this actor may not, no reason is given, one stands already, the outcome was corrected, or the
        holder was erased.
    :raises Certificate.DoesNotExist: if there is none, or it is not theirs to see.
    """
    found = Certificate.objects.get(ref=ref, outcome__in=Outcome.objects.kept_by(by))
    row = Outcome.objects.select_for_update(of=("self",)).get(pk=found.outcome_id)
    newest = Certificate.objects.filter(outcome=row).latest("pk")
    erased_at = row.enrolment.participant.erased_at
    refusal = why_not_issue(
        by, OutcomeStands(row.ended_at is None, State(newest.state), erased_at is not None), why=why
    )
    if refusal:
        raise Refused(refusal)
    told = replace(released_result(row.result), released_at=row.awarded_at)
    issued = _issue(row, told, verify_at=verify_at, why=why.strip(), at=at)
    audit(by=str(by), did="awards.issue_again", to=str(issued), at=at)
    post(Notice("awards.issued_again", {"certificate": str(issued)}), at=at)
    return issued


def _revoke(row: Certificate, *, why: str, by: str, at: datetime) -> None:
    row.state = step(STEPS, State(row.state), Event.REVOKE).value
    row.revoked_at, row.revoked_why = at, why
    row.save(update_fields=["state", "revoked_at", "revoked_why"])
    audit(by=by, did="awards.revoke", to=str(row.ref), at=at)
    post(Notice("awards.revoked", {"certificate": str(row.ref)}), at=at)


def _next_number(year: int) -> int:
    """The next number of a year. A transaction that is undone gives its number back, so the numbers have no gaps."""
    highest = Certificate.objects.filter(number__startswith=number_of(year)).aggregate(Max("number"))["number__max"]
    CertificateCount.objects.get_or_create(year=year, defaults={"last": place_of(highest or "")})
    # The row is locked by changing it: a second transaction waits here, on either database.
    CertificateCount.objects.filter(year=year).update(last=F("last") + 1)
    return CertificateCount.objects.values_list("last", flat=True).get(year=year)


def _issue(row: Outcome, told: ReleasedResult, *, verify_at: str, at: datetime, why: str = "") -> CertificateRef:
    awarded_on = told.released_at.astimezone(LONDON).date()
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    number = number_of(awarded_on.year, _next_number(awarded_on.year))
    text = CertificateText(
        name=told.name,
        qualification=told.qualification,
        provider=lead_provider_name(),
        awarded_on=awarded_on,
        number=number,
        verify_at=f"{verify_at}{shown_code(code)}/",
    )
    file = keep_file(draw(text), name=f"certificate-{number}.pdf", media_type="application/pdf", at=at)
    certificate = Certificate.objects.create(
        outcome=row,
        number=number,
        code=code,
        name=told.name,
        awarded_on=awarded_on,
        state=State.ISSUED.value,
        file_id=file.ref,
        issued_at=at,
        issued_why=why,
    )
    return CertificateRef(certificate.ref)
