"""What a project is when it is offered after the close, and what it becomes when that is accepted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.assessment.actions.carrying import keep_standing
from goldenthread.assessment.actions.declaring import keep_signature
from goldenthread.assessment.actions.handing_in_project import lay_accounts, write_pieces
from goldenthread.assessment.models import LatePiece, Script, ScriptVersion, WindowBooking
from goldenthread.assessment.queries.carrying import resumed_by
from goldenthread.assessment.queries.counting import Counted, to_keep
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.projects import accounts_of, own_projects, standing_of, terms_of, why_not_open
from goldenthread.assessment.rules.gathering import (
    count_accounts,
    pieces_of,
    read_back,
    rule_of,
    stood_beside,
    written_down,
)
from goldenthread.assessment.rules.late import OTHERS_STAND, late_until
from goldenthread.assessment.rules.projects import check, why_not_hand_in
from goldenthread.assessment.types.late import AS_IT_STANDS, NewLate
from goldenthread.assessment.types.submitting import Signature
from goldenthread.ground.actions.record import audit
from goldenthread.ground.queries.files import file_bytes
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor

# Without the number: whoever decides reads it beside a name.
FILE_NAME = "project.json"


def gather_late(script: UUID, new: NewLate, *, by: Actor, at: datetime) -> tuple[bytes, str, str]:
    """Everything of a project as it stands, written down as one file; whoever calls this holds the script.

    :raises Refused: if the gate is closed to them, an account is missing or too long, or what is missing was not seen.
    """
    row = own_projects(by).get(ref=script)
    policy = policy_of(row.window)
    resumed = resumed_by(row, policy, at=at)
    standing = standing_of(row, policy.words, row.window.project.form.as_form().without(resumed.keys))
    until = late_until(row.own_window().closes_at, days=policy.late_days)
    _refuse(
        why_not_open(row, policy, by=by, at=at, until=until)
        or why_not_hand_in(check(standing, terms=terms_of(row, standing)), knows=new.knows)
    )
    return written_down(pieces_of(standing), resumed.keys), FILE_NAME, AS_IT_STANDS


def hand_in_late(script: Script, row: LatePiece, *, by: Actor, at: datetime) -> ScriptVersion:
    """The version that a project becomes which was offered late: of what stood then, under the receipt of then.

    Where it was written down that its writer did not come, that is no longer so.

    :raises Refused: if other parts stand from an earlier attempt by now.
    """
    content, policy = file_bytes(row.file_id), policy_of(script.window)
    pieces, resumed = read_back(content), resumed_by(script, policy, at=at)
    _refuse(None if resumed.keys == stood_beside(content) else OTHERS_STAND)
    form = script.window.project.form.as_form().without(resumed.keys)
    rule = rule_of(form, policy.words)
    accounts = accounts_of(form, [each.file for each in pieces if each.file], rule)
    count = count_accounts(accounts, rule)
    version = ScriptVersion.objects.create(
        script=script,
        upload=lay_accounts(script, accounts, count, at=at),
        number=1,
        receipt=row.receipt,
        declaration=row.declaration,
        count=to_keep(Counted(count, rule)),
        submitted_at=row.offered_at,
    )
    keep_signature(version, Signature(**row.signature), at=row.offered_at)
    write_pieces(version, pieces)
    keep_standing(version, resumed)
    bookings = WindowBooking.objects.filter(window=script.window, enrolment=script.enrolment, ended_at=None)
    if bookings.exclude(missed_at=None).update(missed_at=None):
        audit(by=str(by), did="assessment.take_back_no_show", to=str(script.window.ref), at=at)
    return version


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
