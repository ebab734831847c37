"""What there is to catch up with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from goldenthread.cohorts.queries.missing import places_at_sessions
from goldenthread.cohorts.queries.timetable import session_page
from goldenthread.ground.queries.files import file_bytes
from goldenthread.ground.types import Refusal
from goldenthread.learning.models import CatchUp, Material
from goldenthread.learning.rules.writing import may_read_drafts, why_not_write
from goldenthread.learning.types.catching_up import MaterialKind, MaterialLine, MaterialRef, MaterialsPage
from goldenthread.learning.types.practising import SentFile
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.releases import component_by_ref


def materials_of(*, session: UUID, component: UUID) -> tuple[MaterialLine, ...]:
    """What there is for a session and for its component, in one statement."""
    return _lines(Q(session_id=session) | Q(component__ref=component))


def materials_of_session(session: UUID, *, by: Actor, at: datetime) -> MaterialsPage:
    """What there is for a session, for those who run it; in six statements.

    :raises Session.DoesNotExist: if there is none, or it is not theirs to see.
    """
    page = session_page(session, by=by, at=at)
    return MaterialsPage(
        title=page.session.title,
        lead=f"{page.session.cohort}, {page.session.starts_at:%-d %B %Y}",
        lines=_lines(Q(session_id=session) | Q(component__ref=page.session.component), own=Q(session_id=session)),
        refusal=page.why_not_take,
    )


def materials_of_component(component: UUID, *, by: Actor) -> MaterialsPage:
    """What there is for every session of a component, for those who write; in two statements.

    :raises Material.DoesNotExist: if this actor may not see how units are made.
    """
    if not may_read_drafts(by):
        raise Material.DoesNotExist
    facts = component_by_ref(component)
    refusal = why_not_write(by) or _why_not_live(is_live=facts.kind.has_sessions)
    of = Q(component__ref=component)
    return MaterialsPage(facts.title, facts.module, _lines(of, own=of), refusal)


def material_file(ref: UUID, *, by: Actor) -> SentFile:
    """The file of a material, for those who were to be at a session of it, and for those who run or write it.

    :raises Material.DoesNotExist: if there is none, it is a link, or it is not theirs to see.
    """
    row = Material.objects.select_related("file").exclude(file=None).get(ref=ref, removed_at=None)
    seen = CatchUp.objects.read_by(by).filter(
        Q(session__ref=row.session_id) if row.session_id else Q(session__component_id=row.component_id)
    )
    is_theirs = row.by_id == by.person_id or may_read_drafts(by) or _was_to_be_there(row, by=by) or seen.exists()
    if row.file is None or not is_theirs:
        raise Material.DoesNotExist
    return SentFile(row.file.name, row.file.media_type, file_bytes(row.file.ref))


def _was_to_be_there(row: Material, *, by: Actor) -> bool:
    places = places_at_sessions(by=by) if by.wears(Duty.PARTICIPANT) else ()
    return any(place.session == row.session_id or place.component_id == row.component_id for place in places)


def _why_not_live(*, is_live: bool) -> Refusal | None:
    if is_live:
        return None
    return Refusal("no_sessions", "This component has no sessions to catch up on.", "Choose an event or a webinar.")


def _lines(of: Q, *, own: Q | None = None) -> tuple[MaterialLine, ...]:
    rows = Material.objects.filter(of, removed_at=None).select_related("by", "file").order_by("pk")
    removable = set(Material.objects.filter(own, removed_at=None).values_list("pk", flat=True)) if own else set()
    return tuple(
        MaterialLine(
            ref=MaterialRef(row.ref),
            kind=MaterialKind(row.kind),
            title=row.title,
            link=row.link,
            size=row.file.size if row.file else None,
            by=row.by.name,
            at=row.at,
            may_remove=row.pk in removable,
            transcript=row.transcript,
        )
        for row in rows
    )
