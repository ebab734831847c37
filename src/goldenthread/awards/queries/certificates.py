"""One's own awards, the files of certificates, and what a code proves to a stranger."""

from __future__ import annotations

from uuid import UUID

from goldenthread.assessment.queries.releasing import released_result
from goldenthread.assessment.types.words import Outcome as Came
from goldenthread.awards.models import Certificate, Outcome
from goldenthread.awards.rules.certificates import CODE_LENGTH, shown_code, tidied_code
from goldenthread.awards.rules.permitting import READS, REVOKES
from goldenthread.awards.types import (
    Award,
    AwardLine,
    CertificateCopy,
    CertificateRef,
    OutcomeFacts,
    OutcomeLetter,
    OutcomeRef,
    State,
    Verified,
)
from goldenthread.ground.queries.files import file_bytes, kept_file
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor


def my_awards(*, by: Actor) -> tuple[Award, ...]:
    """A participant's own outcomes, newest first; in one statement."""
    rows = Outcome.objects.owned_by(by).standing().select_related("certificate").order_by("-awarded_at", "-id")
    return tuple(_award(row) for row in rows)


def award_of_result(result: UUID, *, by: Actor) -> Award | None:
    """A participant's own outcome of one result; ``None`` in the moment before it is made."""
    rows = Outcome.objects.owned_by(by).standing().select_related("certificate")
    row = rows.filter(result=result).first()
    return _award(row) if row else None


def award_board(*, by: Actor, most: int = 200) -> tuple[AwardLine, ...]:
    """The newest outcomes this actor may see; in one statement."""
    rows = Outcome.objects.seen_by(by).select_related("certificate", "enrolment__participant")
    return tuple(_line(row, by=by) for row in rows.order_by("-awarded_at", "-id")[:most])


def outcomes_seen(*, by: Actor, cohort: UUID | None = None) -> tuple[OutcomeFacts, ...]:
    """The outcomes this actor may see, on one cohort or all, newest first; in one statement."""
    rows = Outcome.objects.seen_by(by).select_related("certificate", "enrolment__participant", "enrolment__cohort")
    if cohort is not None:
        rows = rows.filter(enrolment__cohort__ref=cohort)
    return tuple(_facts(row) for row in rows.order_by("-awarded_at", "-id"))


def certificate_line(ref: UUID, *, by: Actor) -> AwardLine:
    """One certificate as staff see it. :raises Outcome.DoesNotExist: if there is none, or it is not theirs."""
    rows = Outcome.objects.kept_by(by).select_related("certificate", "enrolment__participant")
    return _line(rows.get(certificate__ref=ref), by=by)


def certificate_copy(ref: UUID, *, by: Actor) -> CertificateCopy:
    """The PDF of a certificate, for its owner and the provider's staff.

    :raises Certificate.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Certificate.objects.get(ref=ref, outcome__in=Outcome.objects.kept_by(by))
    file = kept_file(row.file_id)
    return CertificateCopy(file_bytes(row.file_id), file.name, file.media_type)


def verified(code: str) -> Verified | None:
    """What a code proves, however it was typed; ``None`` if no certificate has it. In one statement at most."""
    tidy = tidied_code(code)
    if len(tidy) != CODE_LENGTH:
        return None
    row = Certificate.objects.select_related("outcome").filter(code=tidy).first()
    if row is None:
        return None
    revoked_on = row.revoked_at.astimezone(LONDON).date() if row.revoked_at else None
    return Verified(row.name, row.outcome.qualification, row.awarded_on, revoked_on is None, revoked_on)


def outcome_letter(result: UUID) -> OutcomeLetter:
    """Whom to write to that their result is out. :raises Result.DoesNotExist: if it is not released."""
    told = released_result(result)
    return OutcomeLetter(told.email, told.name, told.qualification, told.ref, told.script)


def _award(row: Outcome) -> Award:
    if not hasattr(row, "certificate"):
        return Award(Came(row.outcome), row.qualification, row.awarded_at)
    found = row.certificate
    return Award(
        outcome=Came(row.outcome),
        qualification=row.qualification,
        awarded_at=row.awarded_at,
        certificate=CertificateRef(found.ref),
        number=found.number,
        code=shown_code(found.code),
        state=State(found.state),
    )


def _facts(row: Outcome) -> OutcomeFacts:
    found: Certificate | None = getattr(row, "certificate", None)
    enrolment = row.enrolment
    return OutcomeFacts(
        ref=OutcomeRef(row.ref),
        enrolment=enrolment.ref,
        cohort=enrolment.cohort.ref,
        participant=enrolment.participant.ref,
        name=enrolment.participant.name,
        qualification=row.qualification,
        outcome=Came(row.outcome),
        awarded_at=row.awarded_at,
        number=found.number if found else "",
        state=State(found.state) if found else None,
        replaced_at=row.ended_at,
    )


def _line(row: Outcome, *, by: Actor) -> AwardLine:
    found: Certificate | None = getattr(row, "certificate", None)
    is_issued = found is not None and found.state == State.ISSUED.value
    return AwardLine(
        name=row.enrolment.participant.name,
        qualification=row.qualification,
        outcome=Came(row.outcome),
        awarded_at=row.awarded_at,
        certificate=CertificateRef(found.ref) if found else None,
        number=found.number if found else "",
        state=State(found.state) if found else None,
        may_open=by.wears_for_provider(*READS),
        may_revoke=is_issued and by.wears_for_provider(*REVOKES),
        replaced_at=row.ended_at,
    )
