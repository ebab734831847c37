"""Write another declaration, and keep what participants put below one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import DeclarationText, FileProperties, Script, ScriptVersion, SignedDeclaration
from goldenthread.assessment.queries.declarations import standing_declaration
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.submitting import why_not_declare
from goldenthread.assessment.types.submitting import Declaration, Signature
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


@atomic
def write_declaration(text: Declaration, *, by: Actor, at: datetime) -> int:
    """Another text is signed from now on; says its number. The same as the one that stands is that one.

    :raises Refused: if this actor does not run assessment, or it says too little.
    """
    refusal = why_not_run(by) or why_not_declare(text)
    if refusal:
        raise Refused(refusal)
    # Locked, so that of two that are written at once each gets a number of its own.
    list(DeclarationText.objects.select_for_update().order_by("pk"))
    stands = standing_declaration()
    said = (text.text.strip(), text.ai_asks.strip(), text.asks_name, text.kept.strip())
    if said == (stands.text, stands.ai_asks, stands.asks_name, stands.kept):
        return stands.version
    words, ai_asks, asks_name, kept = said
    row = DeclarationText.objects.create(
        number=stands.version + 1,
        text=words,
        ai_asks=ai_asks,
        asks_name=asks_name,
        kept=kept,
        by_id=by.person_id,
        at=at,
    )
    audit(by=str(by), did="assessment.write_declaration", to=str(row.number), at=at)
    return row.number


def keep_signature(version: ScriptVersion, says: Signature, *, at: datetime) -> None:
    """Keep what was put below the declaration of a version, if anything was; in the caller's transaction."""
    if says == Signature():
        return
    SignedDeclaration.objects.create(
        version=version, name=says.name.strip(), used_ai=says.used_ai, used_for=says.used_for.strip(), signed_at=at
    )


def keep_properties(script: Script, file: UUID, said: Mapping[str, str], *, at: datetime) -> None:
    """Keep what a file says about itself, if it says anything; in the caller's transaction."""
    if said:
        FileProperties.objects.create(script=script, file_id=file, said=dict(said), read_at=at)
