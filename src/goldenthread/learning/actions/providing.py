"""Put recordings and materials beside a session or a component, and take them away again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit
from goldenthread.ground.rules.uploads import MEGABYTE, Kind, examine
from goldenthread.ground.types import FileRef, Refusal, Refused
from goldenthread.learning.models import Material
from goldenthread.learning.queries.providing import materials_of_component, materials_of_session
from goldenthread.learning.rules.catching_up import why_not_provide
from goldenthread.learning.types.catching_up import MaterialDraft, MaterialRef
from goldenthread.learning.types.practising import GivenFile
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import component_by_ref

MOST_BYTES = 20 * MEGABYTE
KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.TEXT, Kind.MP4, Kind.WEBM, Kind.MP3})


@atomic
def provide_for_session(
    session: UUID, draft: MaterialDraft, file: GivenFile | None, *, by: Actor, at: datetime
) -> MaterialRef:
    """Put a link or a file beside a session.

    :raises Refused: if this actor does not lead or run it, or it is neither a link nor a file that can be taken.
    :raises Session.DoesNotExist: if there is none, or it is not theirs to see.
    """
    refusal = materials_of_session(session, by=by, at=at).refusal
    row = _made(draft, file, refusal, by=by, at=at)
    row.session_id = session
    row.save()
    audit(by=str(by), did="learning.provide_for_session", to=str(session), at=at, material=str(row.ref))
    return MaterialRef(row.ref)


@atomic
def provide_for_component(
    component: UUID, draft: MaterialDraft, file: GivenFile | None, *, by: Actor, at: datetime
) -> MaterialRef:
    """Put a link or a file beside a component: it serves every session of it.

    :raises Refused: if this actor does not write, the component has no sessions, or it is neither a link nor a file
        that can be taken.
    """
    refusal = materials_of_component(component, by=by).refusal
    row = _made(draft, file, refusal, by=by, at=at)
    row.component_id = component_by_ref(component).id
    row.save()
    audit(by=str(by), did="learning.provide_for_component", to=str(component), at=at, material=str(row.ref))
    return MaterialRef(row.ref)


@atomic
def remove_material(material: UUID, *, by: Actor, at: datetime) -> None:
    """Take a link or a file away. It is kept, and offered no more.

    :raises Refused: if this actor may not.
    :raises Material.DoesNotExist: if there is none.
    """
    row = (
        Material.objects.select_related("component").select_for_update(of=("self",)).get(ref=material, removed_at=None)
    )
    page = (
        materials_of_component(row.component.ref, by=by)
        if row.component is not None
        else materials_of_session(_session_of(row), by=by, at=at)
    )
    if page.refusal:
        raise Refused(page.refusal)
    row.removed_at = at
    row.save(update_fields=["removed_at"])
    audit(by=str(by), did="learning.remove_material", to=str(row.ref), at=at)


def _session_of(row: Material) -> UUID:
    """Of what is no component's, the session: a constraint holds that it is one of the two."""
    return UUID(str(row.session_id))


def _made(
    draft: MaterialDraft, file: GivenFile | None, refusal: Refusal | None, *, by: Actor, at: datetime
) -> Material:
    refusal = refusal or why_not_provide(draft, has_file=file is not None)
    if refusal:
        raise Refused(refusal)
    kept: FileRef | None = None
    if file is not None:
        upload = examine(file.content, name=file.name, kinds=KINDS, most_bytes=MOST_BYTES)
        if isinstance(upload, Refusal):
            raise Refused(upload)
        kept = keep_file(file.content, name=upload.name, media_type=upload.media_type, at=at).ref
    return Material(
        kind=draft.kind.value,
        title=draft.title.strip(),
        link=draft.link,
        transcript=draft.transcript.strip(),
        file_id=kept,
        by_id=by.person_id,
        at=at,
    )
