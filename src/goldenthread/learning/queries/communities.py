"""Communities that somebody may enter, their threads, and who is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, Q, QuerySet

from goldenthread.cohorts.types import TAKES_EVIDENCE, Role, State
from goldenthread.learning.models import IS_MEMBER, Attachment, Draft, Follow, Post, Report, Space, Thread
from goldenthread.learning.rules.discussing import BELONGS, moderates, readers, why_not_moderate
from goldenthread.learning.rules.following import excerpt
from goldenthread.learning.rules.states import PostState, ReportState, ThreadState
from goldenthread.learning.types.discussing import (
    AS_NAMES,
    Level,
    Order,
    PostRef,
    Somebody,
    SpaceKind,
    SpaceRef,
    StandsAs,
    ThreadRef,
)
from goldenthread.learning.types.talking import (
    AttachmentLine,
    DraftFacts,
    Found,
    FoundPage,
    NewThreadPage,
    SpaceLine,
    SpacePage,
    ThreadLine,
)
from goldenthread.people.types import Actor, Duty, OrganisationKind

A_PAGE = 20
MOST_PEOPLE = 60
ENROLMENTS: Mapping[SpaceKind, str] = {
    SpaceKind.PROGRAMME: "programme__releases__cohorts__enrolments",
    SpaceKind.COHORT: "cohort__enrolments",
    SpaceKind.GROUP: "members__enrolment",
}
_STATES = [state.value for state in BELONGS]


@dataclass(frozen=True)
class Entry:
    """Somebody's way into a space: as what they stand there, and for which enrolment of theirs."""

    id: int
    ref: SpaceRef
    kind: SpaceKind
    title: str
    programme: str
    programme_id: int
    cohort_id: Any
    cohort: UUID | None
    stands_as: StandsAs
    enrolment_id: int | None
    may_moderate: bool


def spaces_entered(by: Actor, *, at: datetime) -> QuerySet[Space]:
    """The spaces that this actor may enter, with what they are there and the names that pages need."""
    rows = Space.objects.entered_by(by, on=at.date())
    return rows.select_related("programme", "cohort__release__programme")


def entry_to(space: UUID, *, by: Actor, at: datetime) -> Entry:
    """The way into a space, in two statements. :raises Space.DoesNotExist: if there is none for this actor."""
    return entry_of(spaces_entered(by, at=at).get(ref=space), by=by)


def entry_to_thread(thread: UUID, *, by: Actor, at: datetime) -> tuple[Entry, Thread]:
    """A thread with the way into its space, in three statements. :raises Thread.DoesNotExist: if it is not theirs."""
    row = Thread.objects.select_related("prompt__component").get(ref=thread)
    space = spaces_entered(by, at=at).filter(pk=row.space_id).first()
    if space is None:
        raise Thread.DoesNotExist
    return entry_of(space, by=by), row


def entry_of(row: Space, *, by: Actor) -> Entry:
    """The way into a space already fetched with what the actor is there, in one statement for a participant."""
    kind = SpaceKind(row.kind)
    enrolment = _enrolment_in(row, by) if row.is_mine else None  # type: ignore[attr-defined]  # annotated
    leads, coaches, runs = row.leads, row.coaches, row.runs  # type: ignore[attr-defined]  # annotated
    chosen = (
        (enrolment is not None, StandsAs.PARTICIPANT),
        (leads, StandsAs.FACILITATOR),
        (coaches, StandsAs.COACH),
        (True, StandsAs.MANAGER),
    )
    programme = programme_of(row)
    everywhere = runs and (kind is not SpaceKind.PROGRAMME or by.wears_for_provider(Duty.PROGRAMME_MANAGER))
    return Entry(
        id=row.pk,
        ref=SpaceRef(row.ref),
        kind=kind,
        title=title_of(row),
        programme=programme.title,
        programme_id=programme.pk,
        cohort_id=row.cohort_id,
        cohort=row.cohort.ref if row.cohort else None,
        stands_as=next(role for holds, role in chosen if holds),
        enrolment_id=enrolment,
        may_moderate=moderates(kind, leads=leads, runs=everywhere),
    )


def title_of(row: Space) -> str:
    """What a space is called; wants ``programme`` and ``cohort`` fetched."""
    of: Any = row.programme or row.cohort
    return row.title or str(of.title)


def programme_of(row: Space) -> Any:
    """The programme a space belongs to."""
    cohort: Any = row.cohort
    return row.programme or cohort.release.programme


def communities(*, by: Actor, at: datetime) -> tuple[SpaceLine, ...]:
    """The spaces this actor may enter, the widest last, with what is unread in each; in two statements."""
    rows = list(spaces_entered(by, at=at))
    lines = space_lines(rows, by=by)
    order = {SpaceKind.GROUP: 0, SpaceKind.COHORT: 1, SpaceKind.PROGRAMME: 2}
    return tuple(sorted(lines, key=lambda line: (line.programme, order[line.kind], line.title)))


def space_lines(rows: Iterable[Space], *, by: Actor) -> tuple[SpaceLine, ...]:
    """Some spaces with what is unread in each, in one statement."""
    spaces = list(rows)
    counted = {
        space: (threads, unread)
        for space, threads, unread in threads_for(by)
        .filter(space__in=spaces)
        .values_list("space_id")
        .annotate(every=Count("pk"), fresh=Count("pk", filter=_unread()))
    }
    return tuple(
        SpaceLine(
            SpaceRef(row.ref),
            SpaceKind(row.kind),
            title_of(row),
            programme_of(row).title,
            *counted.get(row.pk, (0, 0)),
        )
        for row in spaces
    )


def space_page(space: UUID, *, order: Order = Order.LATEST, page: int = 1, by: Actor, at: datetime) -> SpacePage:
    """A space with one page of its threads, in at most seven statements.

    :raises Space.DoesNotExist: if this actor may not enter it.
    """
    entry = entry_to(space, by=by, at=at)
    rows = threads_for(by).filter(space_id=entry.id).select_related("prompt", "opened_by")
    rows = rows.annotate(read_to=F("mine__number"))
    if order is Order.UNANSWERED:
        rows = rows.filter(answered_at=None, state=ThreadState.OPEN.value)
    total = rows.count()
    pages = max(1, -(-total // A_PAGE))
    number = min(page, pages)
    found = rows.order_by("-is_pinned", "-last_at", "-pk")[(number - 1) * A_PAGE : number * A_PAGE]
    follow = Follow.objects.filter(person_id=by.person_id, space_id=entry.id).first()
    waits = Report.objects.filter(post__thread__space_id=entry.id, state=ReportState.WAITING.value)
    return SpacePage(
        ref=entry.ref,
        kind=entry.kind,
        title=entry.title,
        programme=entry.programme,
        cohort=entry.cohort,
        readers=readers(entry.kind, entry.title),
        lines=tuple(_thread_line(row) for row in found),
        order=order,
        total=total,
        number=number,
        pages=pages,
        level=Level(follow.level) if follow else Level.NONE,
        may_moderate=entry.may_moderate,
        reports=waits.count() if entry.may_moderate else 0,
        drafts=Draft.objects.filter(person_id=by.person_id, space_id=entry.id, thread=None).count(),
    )


def new_thread_page(space: UUID, *, by: Actor, at: datetime) -> NewThreadPage:
    """Where a thread is begun, in at most seven statements."""
    entry = entry_to(space, by=by, at=at)
    people, are_all = people_to_choose(entry, but=by.person_id)
    return NewThreadPage(
        entry.ref, entry.title, readers(entry.kind, entry.title), drafts_of(by, entry.id, None), people, are_all
    )


def drafts_of(by: Actor, space: int, thread: Thread | None) -> tuple[DraftFacts, ...]:
    """What somebody has not sent, the newest first; in two statements."""
    rows = Draft.objects.filter(person_id=by.person_id, space_id=space, thread=thread).select_related("answers")
    return tuple(
        DraftFacts(
            row.key,
            row.title,
            row.text,
            row.answers.ref if row.answers else None,
            row.saved_at,
            attachment_lines(row.attachments.all()),
        )
        for row in rows.prefetch_related("attachments__file").order_by("-saved_at", "-pk")
    )


def attachment_lines(rows: Iterable[Attachment]) -> tuple[AttachmentLine, ...]:
    """Attachments with their files."""
    return tuple(AttachmentLine(row.ref, row.file.name, row.file.size) for row in rows)


def people_in(entry: Entry) -> Mapping[int, Somebody]:
    """Everybody in a space but its managers, by id, in four statements.

    In the space of a whole programme partners meet; there, only those who have written are known to others.
    """
    path = ENROLMENTS[entry.kind]
    person = f"{path}__participant"
    rows = _placed(entry.id, entry.kind, **_wrote(entry, person)).values_list(
        f"{person}_id", f"{person}__ref", f"{person}__name", f"{path}__school__name"
    )
    found = {pk: Somebody(ref, name, school) for pk, ref, name, school in rows}
    cohorts = "programme__releases__cohorts" if entry.kind is SpaceKind.PROGRAMME else "cohort"
    lead, coach = f"{cohorts}__sessions__facilitator", f"{path}__companions__person"
    other = f"{cohorts}__sessions__beside__person"
    leading, helping = (
        Space.objects.filter(_worn(who, cohorts, Duty.FACILITATOR), pk=entry.id, **_wrote(entry, who))
        for who in (lead, other)
    )
    beside = {f"{path}__companions__role": Role.COACH.value, f"{path}__companions__ended_at": None}
    coaching = _placed(entry.id, entry.kind, _worn(coach, cohorts, Duty.COACH), **beside, **_wrote(entry, coach))
    for rows, who, role in (
        (leading, lead, StandsAs.FACILITATOR),
        (helping, other, StandsAs.FACILITATOR),
        (coaching, coach, StandsAs.COACH),
    ):
        for pk, ref, name in rows.values_list(f"{who}_id", f"{who}__ref", f"{who}__name").distinct():
            found.setdefault(pk, Somebody(ref, name, AS_NAMES[role]))
    return found


def people_to_choose(entry: Entry, *, but: int, first: Iterable[int] = ()) -> tuple[tuple[Somebody, ...], bool]:
    """Those whom a list offers to mention, and whether they are all: of a large space, those who wrote here."""
    every = {pk: who for pk, who in people_in(entry).items() if pk != but}
    if len(every) <= MOST_PEOPLE:
        return tuple(sorted(every.values(), key=lambda who: who.name)), True
    return tuple(every[pk] for pk in dict.fromkeys(first) if pk in every), False


def people_named(space: UUID, start: str, *, by: Actor, at: datetime) -> tuple[Somebody, ...]:
    """At most eight people of a space who have a name that begins so, for whoever types an @; in five statements."""
    people = people_in(entry_to(space, by=by, at=at))
    wanted = " ".join(start.casefold().split())
    fits = [who for who in people.values() if any(part.startswith(wanted) for part in _beginnings(who.name.casefold()))]
    return tuple(sorted(fits, key=lambda who: who.name)[:8]) if wanted else ()


def search(words: str, *, space: UUID | None = None, page: int = 1, by: Actor, at: datetime) -> FoundPage:
    """The posts with all these words in them or in their thread's title, the newest first; in at most four statements.

    What is hidden is found by nobody.
    """
    spaces = spaces_entered(by, at=at)
    if space is not None:
        spaces = spaces.filter(ref=space)
    rows = Post.objects.filter(thread__space__in=spaces.values("pk"), state=PostState.SHOWN.value)
    asked = words.split()
    for word in asked:
        rows = rows.filter(
            Q(text__icontains=word) | Q(thread__title__icontains=word) | Q(thread__prompt__title__icontains=word)
        )
    rows = rows if asked else rows.none()
    total = rows.count()
    pages = max(1, -(-total // A_PAGE))
    number = min(page, pages)
    found = rows.select_related(
        "author", "thread__prompt", "thread__space__programme", "thread__space__cohort"
    ).order_by("-at", "-pk")[(number - 1) * A_PAGE : number * A_PAGE]
    lines = tuple(
        Found(
            PostRef(row.ref),
            ThreadRef(row.thread.ref),
            row.thread.named,
            row.number,
            page_of(row.number),
            row.author.name,
            row.at,
            title_of(row.thread.space),
            excerpt(row.text, 40),
        )
        for row in found
    )
    return FoundPage(words, lines, total, number, pages)


def moderated(space: UUID, *, by: Actor, at: datetime) -> Entry:
    """The way into a space for somebody who looks after it. :raises Space.DoesNotExist: if they do not."""
    entry = entry_to(space, by=by, at=at)
    if why_not_moderate(entry.may_moderate):
        raise Space.DoesNotExist
    return entry


def page_of(number: int) -> int:
    """The page of a thread on which a post stands."""
    return max(1, -(-number // A_PAGE))


def threads_for(by: Actor) -> QuerySet[Thread]:
    """Threads with how far this actor has read each."""
    return Thread.objects.annotate(mine=FilteredRelation("seen", condition=Q(seen__person_id=by.person_id)))


def _unread() -> Q:
    return Q(mine__number=None, posts_made__gt=0) | Q(posts_made__gt=F("mine__number"))


def _thread_line(row: Thread) -> ThreadLine:
    return ThreadLine(
        ref=ThreadRef(row.ref),
        title=row.named,
        by=row.opened_by.name if row.opened_by else "",
        posts=row.posts_made,
        unread=row.posts_made - (row.read_to or 0),  # type: ignore[attr-defined]  # annotated
        last_at=row.last_at,
        is_pinned=row.is_pinned,
        is_closed=row.state == ThreadState.CLOSED.value,
        is_prompt=row.prompt_id is not None,
        is_answered=row.answered_at is not None,
    )


def _enrolment_in(row: Space, by: Actor) -> int | None:
    """The newest enrolment of a participant in a space, one that takes evidence first."""
    kind = SpaceKind(row.kind)
    path = ENROLMENTS[kind]
    placed = _placed(row.pk, kind, **{f"{path}__participant_id": by.person_id})
    found = placed.values_list(f"{path}__id", f"{path}__state")
    return max(((State(state) in TAKES_EVIDENCE, pk) for pk, state in found), default=(False, None))[1]


def _wrote(entry: Entry, who: str) -> dict[str, Any]:
    """That somebody has written in the space of a whole programme; nothing in any other."""
    if entry.kind is not SpaceKind.PROGRAMME:
        return {}
    shown = Post.objects.filter(thread__space_id=entry.id, state=PostState.SHOWN.value)
    return {f"{who}_id__in": shown.values("author_id")}


def _worn(who: str, cohorts: str, duty: Duty) -> Q:
    """That somebody has the duty for the cohort's partner, or for the lead provider."""
    hat = f"{who}__memberships"
    here = Q(**{f"{hat}__organisation_id": F(f"{cohorts}__partner_id")})
    everywhere = Q(**{f"{hat}__organisation__kind": OrganisationKind.LEAD_PROVIDER.value})
    return (here | everywhere) & Q(**{f"{hat}__duty": duty.value, f"{hat}__state": "active"})


def _placed(space: int, kind: SpaceKind, *also: Q, **more: Any) -> QuerySet[Space]:
    """The space, once for each enrolment in it; all conditions in one filter, so that they speak of one enrolment."""
    now = IS_MEMBER if kind is SpaceKind.GROUP else {}
    return Space.objects.filter(*also, pk=space, **{f"{ENROLMENTS[kind]}__state__in": _STATES}, **now, **more)


def _beginnings(name: str) -> tuple[str, ...]:
    parts = name.split()
    return tuple(" ".join(parts[n:]) for n in range(len(parts)))
