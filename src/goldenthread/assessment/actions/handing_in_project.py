"""Hand a project in: accounts, documents and the sponsor's comments together, as one version with one receipt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.carrying import keep_standing, stood_the_same
from goldenthread.assessment.actions.declaring import keep_signature
from goldenthread.assessment.actions.numbering import new_receipt
from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.models import (
    ProjectFile,
    Script,
    ScriptUpload,
    ScriptVersion,
    SponsorComment,
    VersionPiece,
)
from goldenthread.assessment.queries.carrying import resumed_by
from goldenthread.assessment.queries.counting import Counted, counted_of, to_keep, with_recounts
from goldenthread.assessment.queries.declarations import declaration_asked
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.projects import late_states, own_projects, standing_of, terms_of, why_not_open
from goldenthread.assessment.queries.submitting import receipt_of
from goldenthread.assessment.rules.gathering import pieces_of, text_of, words_of
from goldenthread.assessment.rules.projects import check, why_missed, why_not_change, why_not_hand_in
from goldenthread.assessment.rules.submitting import NOTHING_SAID, why_not_submit
from goldenthread.assessment.types.carrying import Resumed
from goldenthread.assessment.types.counting import WordCount
from goldenthread.assessment.types.projects import AccountLine, Piece
from goldenthread.assessment.types.submitting import Receipt, Signature
from goldenthread.assessment.types.words import Event
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def hand_in_project(
    script: UUID, *, signed: int, knows: bool, by: Actor, at: datetime, says: Signature = NOTHING_SAID
) -> Receipt:
    """Hand in what stands as the next version. With nothing changed since the last, it is that version again.

    ``signed`` is the version of the declaration, 0 if none; ``knows`` says that they have seen what is missing,
    and ``says`` is what was put below the declaration.

    :raises Refused: if the window or the gate is closed, an account is missing or longer than the policy lets it be,
        or it was not signed or seen.
    :raises Script.DoesNotExist: if it is no project, or not theirs.
    """
    row = own_projects(by).select_for_update(of=("self",)).get(ref=script)
    policy = policy_of(row.window)
    facts, late = row.as_facts(), policy.late_days
    _refuse(why_missed(facts, at=at, late_days=late, before=late_states(row)) or why_not_change(facts, at=at))
    resumed = resumed_by(row, policy, at=at)
    standing = standing_of(row, policy.words, row.window.project.form.as_form().without(resumed.keys))
    pieces = pieces_of(standing)
    counted = Counted(standing.count, standing.rule)
    last = with_recounts(row.versions.select_related("script", "upload__file")).order_by("-number").first()
    if last is not None and _is_the_same(last, pieces, resumed):
        return receipt_of(last, counted_of(last, standing.rule).count, is_new=False)
    asked = declaration_asked(policy.gate)
    _refuse(
        why_not_open(row, policy, by=by, at=at)
        or why_not_hand_in(check(standing, terms=terms_of(row, standing)), knows=knows)
        or why_not_submit(row.as_facts(), signed=signed, declaration=asked, says=says, at=at)
    )

    version = ScriptVersion.objects.create(
        script=row,
        upload=lay_accounts(row, standing.accounts, standing.count, at=at),
        number=(last.number if last else 0) + 1,
        receipt=new_receipt(),
        declaration=signed,
        count=to_keep(counted),
        submitted_at=at,
    )
    keep_signature(version, says, at=at)
    write_pieces(version, pieces)
    told = {"version": str(version.number), "receipt": version.receipt, "pieces": str(len(pieces))}
    told |= keep_standing(version, resumed)
    take_step(row, Event.SUBMIT, by=by, at=at)
    audit(by=str(by), did="assessment.hand_in_project", to=str(row.ref), at=at, **told)
    post(Notice("assessment.submitted", {"script": str(row.ref), "version": str(version.ref)}), at=at)
    return receipt_of(version, counted.count)


def _is_the_same(last: ScriptVersion, pieces: Sequence[Piece], resumed: Resumed) -> bool:
    if not stood_the_same(last, resumed):
        return False
    before = set(last.pieces.values_list("place", "sha256"))
    return before == {(piece.place, piece.sha256) for piece in pieces}


def lay_accounts(row: Script, accounts: Sequence[AccountLine], count: WordCount, *, at: datetime) -> ScriptUpload:
    """The accounts as what is read and counted of a script: one text, under the first one's file."""
    first = accounts[0]
    return ScriptUpload.objects.create(
        script=row,
        file_id=first.file.ref,
        clean_file_id=first.clean,
        blocks=[[block.part.value, block.text] for block in text_of(accounts)],
        parts=words_of(accounts),
        untold=sorted({part.value for each in accounts for part in each.untold}),
        extractor=count.extractor,
        counting=count.counting,
        notes=list(dict.fromkeys(note for each in accounts for note in each.count.notes)),
        uploaded_at=at,
    )


def write_pieces(version: ScriptVersion, pieces: Sequence[Piece]) -> None:
    """Keep what a version is made of."""
    files = ProjectFile.objects.in_bulk([each.file for each in pieces if each.file], field_name="ref")
    comments = SponsorComment.objects.in_bulk([each.comment for each in pieces if each.comment], field_name="ref")
    VersionPiece.objects.bulk_create(
        VersionPiece(
            version=version,
            number=number,
            place=piece.place,
            label=piece.label,
            title=piece.title,
            sha256=piece.sha256,
            file=files[piece.file] if piece.file else None,
            comment=comments[piece.comment] if piece.comment else None,
            text=piece.text,
        )
        for number, piece in enumerate(pieces, 1)
    )


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
