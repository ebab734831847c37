"""A published release with 62 components on either route, of which everybody is credited with 60."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tests.makers.cast import Cast
from tests.makers.programmes import make_edition

from goldenthread.programmes.actions.building import create_programme
from goldenthread.programmes.actions.catalogue import load_catalogue
from goldenthread.programmes.actions.components import add_component
from goldenthread.programmes.actions.designing import add_module
from goldenthread.programmes.actions.publishing import publish_release
from goldenthread.programmes.queries.catalogue import qualification_page
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import ComponentDraft, ComponentKind, ReleaseRef, Route

MODULES = 10
BOTH = frozenset(Route)
K = ComponentKind
OWN = (K.ONLINE_STUDY, K.ONLINE_STUDY, K.FORMATIVE_TASK, K.COMMUNITY)


@dataclass(frozen=True)
class Sixty:
    """The release: ``taken`` are live components whose registers were taken, ``open`` the last two, ``own`` the rest;
    each by id."""

    ref: ReleaseRef
    release: int
    due: int
    taken: tuple[int, ...]
    open: tuple[int, ...]
    own: tuple[int, ...]


def make_sixty(cast: Cast, *, at: datetime) -> Sixty:
    """Through the actions, as a curriculum lead does it."""
    lead = cast.curriculum_lead
    load_catalogue(by=lead, at=at)
    edition = make_edition(cast, at=at)
    about = qualification_page("npqsl-2020", by=lead).card.ref
    release = create_programme(qualification=about, edition=edition.ref, title="Leading sixty things", by=lead, at=at)
    for number in range(MODULES):
        module = add_module(release, title=f"Part {number + 1}", by=lead, at=at)
        for kind, title, minutes, routes in _inside(number):
            add_component(module, ComponentDraft(kind, title, minutes, routes, stands_apart=True), by=lead, at=at)
    publish_release(release, by=lead, at=at)
    found = release_outline(release).components
    live = tuple(c.id for c in found if c.kind.has_sessions)
    blended = [c for c in found if Route.BLENDED in c.routes]
    return Sixty(
        ref=release,
        release=found[0].release_id,
        due=sum(c.minutes for c in blended),
        taken=live[:-2],
        open=live[-2:],
        own=tuple(c.id for c in found if not c.kind.has_sessions),
    )


def _inside(number: int) -> Iterator[tuple[ComponentKind, str, int, frozenset[Route]]]:
    """Six components on either route, in two modules seven: four events, eight webinars, and study of one's own."""
    if number in {0, 3, 6, 8}:
        yield K.EVENT, f"Event {number + 1}", 180, frozenset({Route.BLENDED})
        yield K.WEBINAR, f"Live online {number + 1}", 180, frozenset({Route.ONLINE})
    else:
        yield K.STUDY_PACK, f"Study pack {number + 1}", 60, BOTH
    for n, kind in enumerate(OWN):
        yield kind, f"{kind.value.replace('_', ' ').capitalize()} {number + 1}.{n + 1}", 60, BOTH
    if number in {0, 5}:
        yield K.COACHING, f"Coaching {number + 1}", 60, BOTH
    yield K.WEBINAR, f"Webinar {number + 1}: evidence in practice", 60, BOTH
