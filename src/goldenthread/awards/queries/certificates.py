"""One's own awards, the files of certificates, and what a code proves to a stranger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Prefetch

from goldenthread.assessment.queries.releasing import released_result
from goldenthread.assessment.types.words import Outcome as Came
from goldenthread.awards.models import Certificate, Outcome
from goldenthread.awards.rules.certificates import CODE_LENGTH, draw, shown_code, tidied_code
from goldenthread.awards.rules.permitting import READS, REVOKES
from goldenthread.awards.types import (
    Award,
    AwardLine,
    CertificateCopy,
    CertificateLetter,
    CertificateRef,
    CertificateText,
    OutcomeFacts,
    OutcomeLetter,
    OutcomeRef,
    State,
    Verified,
)
from goldenthread.ground.queries.files import file_bytes, kept_file
from goldenthread.ground.types.days import LONDON
from goldenthread.people.queries.provider import lead_provider_name
from goldenthread.people.types import Actor

# The certificates of an outcome, the newest first: those before it were revoked.
NEWEST = Prefetch("certificates", Certificate.objects.order_by("-pk"))


def my_awards(*, by: Actor) -> tuple[Award, ...]:
    """A participant's own outcomes, newest first; in two statements."""
    rows = Outcome.objects.owned_by(by).standing().with_passes().prefetch_related(NEWEST)
    return tuple(
        replace(_award(row), is_beside_a_pass=_is_beside_a_pass(row)) for row in rows.order_by("-awarded_at", "-id")
    )


def award_of_result(result: UUID, *, by: Actor) -> Award | None:
    """A participant's own outcome of one result; ``None`` in the moment before it is made."""
    rows = Outcome.objects.owned_by(by).standing().prefetch_related(NEWEST)
    row = rows.filter(result=result).first()
    return _award(row) if row else None


def award_board(*, by: Actor, most: int = 200) -> tuple[AwardLine, ...]:
    """The newest outcomes this actor may see, each with its newest certificate; in two statements."""
    rows = Outcome.objects.seen_by(by).with_passes().select_related("enrolment__participant").prefetch_related(NEWEST)
    return tuple(
        replace(_line(row, list(row.certificates.all()), by=by), is_beside_a_pass=_is_beside_a_pass(row))
        for row in rows.order_by("-awarded_at", "-id")[:most]
    )


def outcomes_seen(*, by: Actor, cohort: UUID | None = None) -> tuple[OutcomeFacts, ...]:
    """The outcomes this actor may see, on one cohort or all, newest first; in two statements."""
    rows = Outcome.objects.seen_by(by).select_related("enrolment__participant", "enrolment__cohort")
    if cohort is not None:
        rows = rows.filter(enrolment__cohort__ref=cohort)
    return tuple(_facts(row) for row in rows.prefetch_related(NEWEST).order_by("-awarded_at", "-id"))


def certificate_line(ref: UUID, *, by: Actor) -> AwardLine:
    """One certificate as staff see it. :raises Outcome.DoesNotExist: if there is none, or it is not theirs."""
    row = Outcome.objects.kept_by(by).select_related("enrolment__participant").get(certificates__ref=ref)
    asked = row.certificates.get(ref=ref)
    line = _line(row, [asked], by=by)
    return replace(line, may_issue=line.may_issue and not row.certificates.filter(pk__gt=asked.pk).exists())


def certificate_copy(ref: UUID, *, verify_at: str, by: Actor) -> CertificateCopy:
    """The PDF of a certificate, for its owner and the provider's staff: as it was printed while it stands, and drawn
    anew with the day that it was revoked across it after that. ``verify_at`` is the public address in front of a code.

    :raises Certificate.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Certificate.objects.select_related("outcome").get(ref=ref, outcome__in=Outcome.objects.kept_by(by))
    if row.revoked_at is not None:
        text = CertificateText(
            name=row.name,
            qualification=row.outcome.qualification,
            provider=lead_provider_name(),
            awarded_on=row.awarded_on,
            number=row.number,
            verify_at=f"{verify_at}{shown_code(row.code)}/",
            revoked_on=row.revoked_at.astimezone(LONDON).date(),
        )
        return CertificateCopy(draw(text), f"certificate-{row.number}-revoked.pdf", "application/pdf")
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


def certificate_letter(ref: UUID) -> CertificateLetter | None:
    """Whom to write to that a certificate was revoked by hand, or another made; ``None`` where its outcome stands no
    longer: the letter that the result was corrected says it.

    :raises Certificate.DoesNotExist: if there is none.
    """
    row = Certificate.objects.select_related("outcome__enrolment__participant").get(ref=ref)
    to = row.outcome.enrolment.participant
    if row.outcome.ended_at is not None:
        return None
    return CertificateLetter(CertificateRef(row.ref), to.email, to.name, row.number, row.outcome.qualification)


def _is_beside_a_pass(row: Outcome) -> bool:
    """Whether another attempt counts instead; wants ``with_passes``."""
    return row.outcome != Came.PASSED.value and bool(vars(row)["passed_beside"])


def _newest(row: Outcome) -> Certificate | None:
    return next(iter(row.certificates.all()), None)


def _award(row: Outcome) -> Award:
    found = _newest(row)
    if found is None:
        return Award(Came(row.outcome), row.qualification, row.awarded_at)
    return Award(
        outcome=Came(row.outcome),
        qualification=row.qualification,
        awarded_at=row.awarded_at,
        certificate=CertificateRef(found.ref),
        number=found.number,
        code=shown_code(found.code),
        state=State(found.state),
        revoked_at=found.revoked_at,
        revoked_why=found.revoked_why,
    )


def _facts(row: Outcome) -> OutcomeFacts:
    found, enrolment = _newest(row), row.enrolment
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


def _line(row: Outcome, made: Sequence[Certificate], *, by: Actor) -> AwardLine:
    """An outcome with the first of these certificates, which are the newest first."""
    found = made[0] if made else None
    is_issued = found is not None and found.state == State.ISSUED.value
    revokes = by.wears_for_provider(*REVOKES)
    return AwardLine(
        name=row.enrolment.participant.name,
        qualification=row.qualification,
        outcome=Came(row.outcome),
        awarded_at=row.awarded_at,
        certificate=CertificateRef(found.ref) if found else None,
        number=found.number if found else "",
        state=State(found.state) if found else None,
        may_open=by.wears_for_provider(*READS),
        may_revoke=is_issued and revokes,
        may_issue=found is not None and not is_issued and row.ended_at is None and revokes,
        replaced_at=row.ended_at,
        before=tuple(each.number for each in made[1:]),
    )
