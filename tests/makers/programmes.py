"""A small published release: two modules, both routes, four events, and something of every usual kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.programmes.actions.building import create_programme
from goldenthread.programmes.actions.catalogue import load_catalogue
from goldenthread.programmes.actions.components import add_component
from goldenthread.programmes.actions.designing import add_module
from goldenthread.programmes.actions.publishing import publish_release
from goldenthread.programmes.queries.catalogue import qualification_page
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.queries.schemes import mark_scheme_for
from goldenthread.programmes.types import (
    ComponentDraft,
    ComponentFacts,
    ComponentKind,
    MarkScheme,
    ReleaseOutline,
    ReleaseRef,
    Route,
)
from tests.makers.cast import Cast

BOTH = frozenset(Route)
BLENDED = frozenset({Route.BLENDED})
ONLINE = frozenset({Route.ONLINE})
K = ComponentKind

# Module by module: kind, title, minutes, routes. Each route has 14 components and 1,260 minutes, so that one tenth
# of either is 126 minutes.
SHAPE: tuple[tuple[str, tuple[tuple[ComponentKind, str, int, frozenset[Route]], ...]], ...] = (
    (
        "Culture and teaching",
        (
            (K.INDUCTION, "Welcome and needs analysis", 60, BOTH),
            (K.EVENT, "Event 1: leading culture", 180, BLENDED),
            (K.WEBINAR, "Live online 1: leading culture", 180, ONLINE),
            (K.ONLINE_STUDY, "How culture is built", 60, BOTH),
            (K.COMMUNITY, "Community 1: routines that last", 30, BOTH),
            (K.FORMATIVE_TASK, "Describe a culture you lead", 60, BOTH),
            (K.EVENT, "Event 2: teaching that works", 180, BLENDED),
            (K.WEBINAR, "Live online 2: teaching that works", 180, ONLINE),
            (K.COACHING, "Coaching 1", 60, BOTH),
        ),
    ),
    (
        "Change that lasts",
        (
            (K.WEBINAR, "Webinar: evidence in practice", 60, BOTH),
            (K.ONLINE_STUDY, "Planning an implementation", 60, BOTH),
            (K.EVENT, "Event 3: leading change", 180, BLENDED),
            (K.STUDY_PACK, "Study pack: leading change", 180, ONLINE),
            (K.FORMATIVE_TASK, "Plan a change in your school", 60, BOTH),
            (K.EVENT, "Event 4: sustaining change", 180, BLENDED),
            (K.STUDY_PACK, "Study pack: sustaining change", 180, ONLINE),
            (K.COMMUNITY, "Community 2: what got in the way", 30, BOTH),
            (K.COACHING, "Coaching 2", 60, BOTH),
        ),
    ),
)


@dataclass(frozen=True)
class Built:
    """The release with what it holds and the mark scheme of its qualification."""

    release: ReleaseRef
    outline: ReleaseOutline
    scheme: MarkScheme

    def component(self, title: str) -> ComponentFacts:
        """The component whose title begins so."""
        return next(c for c in self.outline.components if c.title.startswith(title))

    def of_kind(self, kind: ComponentKind) -> tuple[ComponentFacts, ...]:
        """The components of a kind, in order."""
        return tuple(c for c in self.outline.components if c.kind is kind)


def make_draft(cast: Cast, *, at: datetime, title: str = "Senior leadership at Fenland") -> ReleaseRef:
    """The same release before it is published; loads the catalogue where that was not done."""
    lead = cast.curriculum_lead
    load_catalogue(by=lead, at=at)
    qualification = qualification_page("npqsl-2020", by=lead).card.ref
    release = create_programme(qualification=qualification, title=title, by=lead, at=at)
    for name, components in SHAPE:
        module = add_module(release, title=name, by=lead, at=at)
        for kind, words, minutes, routes in components:
            draft = ComponentDraft(kind=kind, title=words, minutes=minutes, routes=routes, stands_apart=True)
            add_component(module, draft, by=lead, at=at)
    return release


def make_release(cast: Cast, *, at: datetime, title: str = "Senior leadership at Fenland") -> Built:
    """A published release of NPQSL (2020): 90 per cent of minutes, 8-day window, illustrative mark scheme."""
    release = make_draft(cast, at=at, title=title)
    publish_release(release, by=cast.curriculum_lead, at=at)
    scheme = mark_scheme_for(release)
    assert scheme is not None
    return Built(release, release_outline(release), scheme)
