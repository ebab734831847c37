"""Write briefs, publish them, and plan windows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db.transaction import atomic

from goldenthread.assessment.actions.composing import draft_of
from goldenthread.assessment.actions.keeping_data import kept_data
from goldenthread.assessment.models import Brief, BriefVersion, Window
from goldenthread.assessment.rules.briefing import why_not_run, why_not_write
from goldenthread.assessment.rules.states import BRIEF_STEPS
from goldenthread.assessment.rules.windows import (
    usual_close,
    why_books_longer,
    why_not_keep_window,
    why_not_move,
    why_shares,
)
from goldenthread.assessment.types.briefing import BriefText, NewWindow
from goldenthread.assessment.types.words import BriefEvent, BriefRef, BriefState, WindowRef
from goldenthread.cohorts.queries.naming import cohort_line
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.policies import policies_on
from goldenthread.programmes.queries.schemes import mark_scheme_for


@atomic
def write_brief(text: BriefText, *, by: Actor, at: datetime) -> BriefRef:
    """Begin a brief with its first version, a draft. :raises Refused: if this actor may not, or it says too little."""
    _refuse(why_not_run(by) or why_not_write(text))
    file = kept_data(text.file, at=at)

    row = Brief.objects.create(title=text.title.strip(), written_at=at)
    BriefVersion.objects.create(
        brief=row,
        number=1,
        state=BriefState.DRAFT.value,
        text=text.text,
        file_id=file,
        written_by_id=by.person_id,
        written_at=at,
    )
    audit(by=str(by), did="assessment.write_brief", to=str(row.ref), at=at)
    return BriefRef(row.ref)


@atomic
def revise_brief(ref: UUID, text: BriefText, *, by: Actor, at: datetime) -> None:
    """Change the draft, or begin the next version where the last is published. A file stays until another comes.

    :raises Refused: if this actor may not, or it says too little.
    """
    _refuse(why_not_run(by) or why_not_write(text))
    row = Brief.objects.seen_by(by).select_for_update().get(ref=ref)
    last = draft_of(row, by=by, at=at)

    last.text, last.written_by_id, last.written_at = text.text, by.person_id, at
    last.file_id = kept_data(text.file, at=at) or last.file_id
    last.save()
    row.title = text.title.strip()
    row.save(update_fields=["title"])
    audit(by=str(by), did="assessment.revise_brief", to=str(row.ref), at=at, version=str(last.number))


@atomic
def publish_brief(ref: UUID, *, by: Actor, at: datetime) -> int:
    """Publish the newest version, which never changes again; says its number.

    :raises Refused: if this actor may not, or it is published already.
    """
    row = Brief.objects.seen_by(by).select_for_update().get(ref=ref)
    _refuse(why_not_run(by))
    last = row.versions.order_by("-number")[0]
    last.state = step(BRIEF_STEPS, BriefState(last.state), BriefEvent.PUBLISH).value

    last.published_at = at
    last.save(update_fields=["state", "published_at"])
    audit(by=str(by), did="assessment.publish_brief", to=str(row.ref), at=at, version=str(last.number))
    return last.number


@atomic
def plan_window(new: NewWindow, *, by: Actor, at: datetime) -> WindowRef:
    """Give a published brief to a cohort for a window; without a closing time it closes as the policy says.

    :raises Refused: if this actor may not, the brief is not published, no policy or frozen mark scheme is in force on
        the day it opens, or the times cannot be.
    """
    _refuse(why_not_run(by))
    cohort = cohort_line(new.cohort, by=by, on=at.date())
    brief = _published(new.brief, by=by)
    policy = policies_on(cohort.release, on=new.opens_at.date()).assessment
    scheme = mark_scheme_for(cohort.release)
    if policy is None or scheme is None:
        if new.opens_at < at:
            raise Refused(
                Refusal(
                    "opens_in_the_past",
                    "The window would have opened on a day that is past, and no policy held then.",
                    "Give a day to come.",
                )
            )
        raise Refused(
            Refusal(
                "no_policy",
                "No assessment policy with a frozen mark scheme is in force on the day the window opens.",
                "Ask the curriculum lead to set one for the qualification.",
            )
        )
    closes_at = new.closes_at or usual_close(new.opens_at, days=policy.window_days, closes=policy.hours.closes)
    others = Window.objects.filter(cohort_id=cohort.id).order_by("opens_at")
    _refuse(why_not_keep_window(new.opens_at, closes_at, at=at) or _why_shares(new.opens_at, closes_at, others))

    row = Window.objects.create(
        cohort_id=cohort.id,
        brief=brief,
        scheme=scheme.ref,
        opens_at=new.opens_at,
        closes_at=closes_at,
        planned_by_id=by.person_id,
        planned_at=at,
    )
    audit(by=str(by), did="assessment.plan_window", to=str(row.ref), at=at, cohort=str(cohort.ref))
    post(Notice("assessment.window_planned", {"window": str(row.ref)}), at=at)
    return WindowRef(row.ref)


@atomic
def move_window(ref: UUID, *, opens_at: datetime, closes_at: datetime, why: str, by: Actor, at: datetime) -> None:
    """Give a window other times; once it has opened, only a later end. The reason is kept, and whoever is assessed
    in it is written to.

    :raises Refused: if this actor may not, no reason is given, or the times cannot be.
    """
    _refuse(why_not_run(by))
    row = Window.objects.seen_by(by).select_related("project").select_for_update(of=("self",)).get(ref=ref)
    if not why.strip():
        _refuse(Refusal("no_reason", "There is no reason for the change.", "Say why the times change."))
    _refuse(why_not_move(row.as_facts(), opens_at=opens_at, closes_at=closes_at, at=at))
    _refuse(why_books_longer(row.project.books_until if hasattr(row, "project") else None, closes_at))
    others = Window.objects.filter(cohort=row.cohort_id).exclude(pk=row.pk).order_by("opens_at")
    _refuse(_why_shares(opens_at, closes_at, others))

    before = {"opened": row.opens_at.isoformat(), "closed": row.closes_at.isoformat()}
    row.opens_at, row.closes_at = opens_at, closes_at
    row.save(update_fields=["opens_at", "closes_at"])
    audit(by=str(by), did="assessment.move_window", to=str(row.ref), at=at, why=why.strip(), **before)
    post(Notice("assessment.window_moved", {"window": str(row.ref), "move": str(uuid4())}), at=at)


def _published(ref: UUID, *, by: Actor) -> BriefVersion:
    brief = Brief.objects.seen_by(by).get(ref=ref)
    row = brief.versions.filter(state=BriefState.PUBLISHED.value).order_by("-number").first()
    if row is None:
        raise Refused(Refusal("not_published", "The brief is not published yet.", "Publish it, then plan the window."))
    return row


def _why_shares(opens_at: datetime, closes_at: datetime, others: Iterable[Window]) -> Refusal | None:
    return why_shares(opens_at, closes_at, [each.as_facts() for each in others])


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
