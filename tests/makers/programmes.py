"""A small published release: two modules, both routes, four events, and something of every usual kind.

It stands on an edition of two sections with five statements and one stem each. Everything but the welcome serves
statements; the last statement of each section is taught by nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from goldenthread.frameworks.actions.comparing import keep_changes
from goldenthread.frameworks.models import Edition, Framework, Section, Statement
from goldenthread.frameworks.queries.editions import edition_line, statements_of
from goldenthread.frameworks.types import EditionLine, Kind, StatementLine
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
    Tie,
    Use,
)
from tests.makers.cast import Cast
from tests.makers.remembering import remembered

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


# What the next edition of a made framework adds.
ADDED = "Money that is spent is accounted for in the open."

# What a component of a kind does with the statements it serves.
USE = {K.FORMATIVE_TASK: Use.PRACTISED, K.COACHING: Use.PRACTISED, K.COMMUNITY: Use.ASSESSED}


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


def make_edition(
    cast: Cast, *, at: datetime, code: str = "MADE", sections: int = 2, each: int = 5, first: str = ""
) -> EditionLine:
    """A published edition in our own words; the one that is there already, if it is. ``first``: its first statement."""
    framework, is_new = Framework.objects.get_or_create(
        code=code, defaults={"title": "Made framework", "publisher": "Nobody"}
    )
    if not is_new:
        return edition_line(framework.editions.get().ref, by=cast.curriculum_lead)
    edition = Edition.objects.create(
        framework=framework,
        label="2020",
        title="Made framework",
        publisher="Nobody",
        licence="Made for tests",
        attribution="",
        state="published",
        published_at=at,
        published_by_id=cast.curriculum_lead.person_id,
    )
    for number in range(1, sections + 1):
        _section(edition, number, each, first if number == 1 else "")
    return edition_line(edition.ref, by=cast.curriculum_lead)


def _section(edition: Edition, number: int, each: int, first: str) -> None:
    section = Section.objects.create(edition=edition, number=number, title=f"Part {number}")
    said = [(Kind.LEARN_THAT, n, f"Leaders know thing {number}.{n}.", "K") for n in range(1, each + 1)]
    said[0] = (*said[0][:2], first or said[0][2], "K")
    said.append((Kind.STEM, 1, f"Lead part {number}, by:", "H"))
    Statement.objects.bulk_create(
        Statement(
            edition=edition,
            section=section,
            kind=kind.value,
            number=n,
            position=number * 1000 + place,
            code=f"{edition.framework.code}.{number}.{letter}.{n}",
            text=text,
        )
        for place, (kind, n, text, letter) in enumerate(said)
    )


def make_draft(cast: Cast, *, at: datetime, title: str = "Senior leadership at Fenland") -> ReleaseRef:
    """The same release before it is published; loads the catalogue where that was not done."""
    return remembered(("draft", cast.provider.ref, title, at), lambda: _make_draft(cast, at, title))


def _make_draft(cast: Cast, at: datetime, title: str) -> ReleaseRef:
    lead = cast.curriculum_lead
    load_catalogue(by=lead, at=at)
    edition = make_edition(cast, at=at)
    qualification = qualification_page("npqsl-2020", by=lead).card.ref
    release = create_programme(qualification=qualification, edition=edition.ref, title=title, by=lead, at=at)
    lines = statements_of([edition.ref])
    for section, (name, components) in enumerate(SHAPE, start=1):
        module = add_module(release, title=name, by=lead, at=at)
        for kind, words, minutes, routes in components:
            ties = _ties(kind, [line for line in lines if line.section == section])
            draft = ComponentDraft(
                kind=kind, title=words, minutes=minutes, routes=routes, stands_apart=not ties, ties=ties
            )
            add_component(module, draft, by=lead, at=at)
    return release


def _ties(kind: ComponentKind, section: list[StatementLine]) -> frozenset[Tie]:
    """Events and live sessions teach the section but its last statement; other kinds serve its first two."""
    if kind is K.INDUCTION:
        return frozenset()
    learn_that = [line.ref for line in section if line.kind is Kind.LEARN_THAT]
    stems = [line.ref for line in section if line.kind is Kind.STEM]
    served = [*learn_that[:-1], *stems] if kind in {K.EVENT, K.WEBINAR, K.STUDY_PACK} else learn_that[:2]
    return frozenset(Tie(ref, USE.get(kind, Use.TAUGHT)) for ref in served)


def make_release(cast: Cast, *, at: datetime, title: str = "Senior leadership at Fenland") -> Built:
    """A published release of NPQSL (2020): 90 per cent of minutes, 8-day window, illustrative mark scheme."""
    return remembered(("release", cast.provider.ref, title, at), lambda: _make_release(cast, at, title))


def _make_release(cast: Cast, at: datetime, title: str) -> Built:
    release = make_draft(cast, at=at, title=title)
    publish_release(release, by=cast.curriculum_lead, at=at)
    scheme = mark_scheme_for(release)
    assert scheme is not None
    return Built(release, release_outline(release), scheme)


def make_next_edition(cast: Cast, *, at: datetime, code: str = "MADE", practice: str = "") -> EditionLine:
    """The next edition of a made framework, and what changed in it.

    In part 1: thing 1 reworded, thing 2 removed, those after it moved up by one, one statement added at the end. Part
    2 stays as it was, but for a ``practice`` under its stem, where one is given.
    """
    before = Edition.objects.select_related("framework").get(framework__code=code, state="published")
    before.state, before.superseded_at = "superseded", at
    before.save(update_fields=["state", "superseded_at"])
    edition = Edition.objects.create(
        framework=before.framework,
        label=f"{before.label}.next",
        title=before.title,
        publisher=before.publisher,
        licence=before.licence,
        attribution="",
        state="published",
        published_at=at,
        published_by_id=cast.curriculum_lead.person_id,
        succeeds=before,
    )
    for section in before.sections.order_by("number"):
        copy = Section.objects.create(edition=edition, number=section.number, title=section.title)
        rows = list(section.statements.order_by("kind", "position"))
        if section.number == 1:
            rows[0].text = rows[0].text.replace("Leaders know", "Leaders always know")
            *learn_that, stem = rows
            rows = [learn_that[0], *learn_that[2:], Statement(kind=Kind.LEARN_THAT.value, text=ADDED), stem]
        for place, row in enumerate(rows, start=1):
            is_stem = row.kind == Kind.STEM.value
            number, row.position = 1 if is_stem else place, section.number * 1000 + place
            row.pk, row.ref, row.edition, row.section, row.number = None, uuid4(), edition, copy, number
            row.code = f"{code}.{section.number}.{'H' if is_stem else 'K'}.{number}"
            row.save(force_insert=True)
    if practice:
        _practice(edition, practice)
    keep_changes(edition, before)
    return edition_line(edition.ref, by=cast.curriculum_lead)


def _practice(edition: Edition, text: str) -> None:
    stem = edition.statements.order_by("position").filter(kind=Kind.STEM.value).last()
    assert stem is not None
    bullet = Statement(
        edition=edition, section=stem.section, kind=Kind.PRACTICE.value, number=1, parent=stem, text=text
    )
    bullet.position, bullet.code = stem.position + 1, f"{stem.code}.1"
    bullet.save()


def make_wide_draft(
    cast: Cast, *, at: datetime, components: int = 60, sections: int = 10, each: int = 11, title: str = "Wide"
) -> ReleaseRef:
    """A draft of so many components in modules of ten, on an edition of ``sections`` by ``each`` and a stem.

    A component teaches, practises or assesses two statements of its own and the first of all; the first is welcome.
    """
    name = ("wide draft", components, sections, each, title, at)
    return remembered(name, lambda: _make_wide_draft(cast, at, components, sections, each, title))


def _make_wide_draft(cast: Cast, at: datetime, components: int, sections: int, each: int, title: str) -> ReleaseRef:
    lead = cast.curriculum_lead
    load_catalogue(by=lead, at=at)
    edition = make_edition(cast, at=at, code=f"WIDE{sections * (each + 1)}", sections=sections, each=each)
    qualification = qualification_page("npqsl-2020", by=lead).card.ref
    release = create_programme(qualification=qualification, edition=edition.ref, title=title, by=lead, at=at)
    refs = [line.ref for line in statements_of([edition.ref])]
    kinds = [kind for kind in ComponentKind if kind is not K.INDUCTION]
    for n in range(components):
        if n % 10 == 0:
            module = add_module(release, title=f"Module {n // 10 + 1} on a theme of its own", by=lead, at=at)
        uses = tuple(Use)
        ties = {Tie(refs[(2 * n + i) % len(refs)], uses[(n + i) % 3]) for i in (0, 1)} | {Tie(refs[0], Use.TAUGHT)}
        draft = ComponentDraft(
            kind=kinds[n % len(kinds)],
            title=f"Component {n + 1}, which is called by quite a long name" if n % 7 == 0 else f"Component {n + 1}",
            minutes=45 + n,
            routes=(BOTH, BLENDED, ONLINE)[n % 3],
            ties=frozenset(ties),
        )
        add_component(module, draft, by=lead, at=at)
    return release
