"""Cases for those who judge them, by the script's number; and what keeps results in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Max, OuterRef, Q, QuerySet, Subquery

from goldenthread.assessment.models import Allocation, Case, CaseDecision, CaseEntry, Script, Settlement, Window
from goldenthread.assessment.models.cases import CaseSet
from goldenthread.assessment.queries.carrying import scheme_of
from goldenthread.assessment.queries.case_context import context_of
from goldenthread.assessment.queries.case_effects import is_left
from goldenthread.assessment.queries.facts import APART, facts_of, marker_of, markers_among
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.rules.briefing import RUNS, why_not_run
from goldenthread.assessment.rules.cases import (
    SET_ASIDE,
    effect_for_staff,
    effect_in_words,
    events_from,
    says_one_person,
    why_not_judge,
)
from goldenthread.assessment.types.case_pages import CaseContext, CaseEntryLine, CaseList, CasePage, CaseRow, Decided
from goldenthread.assessment.types.cases import CaseRef, CaseState, Effect, EntryKind, EntryRef, Nature, Source
from goldenthread.assessment.types.readiness import Hold
from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.assessment.types.words import Outcome, ScriptRef, State
from goldenthread.ground.queries.files import kept
from goldenthread.ground.types import Refusal
from goldenthread.people.queries.reaching import Reached, at_work
from goldenthread.people.types import Actor

A_PAGE = 50
OPEN_CASE = "open_case"
_TO_SETTLE = (State.SUBMITTED.value, State.ALLOCATED.value, State.MARKED.value)
_CLOSED = (CaseState.DECIDED.value, CaseState.DROPPED.value)


def holds_of_cases(window: Window, at: datetime) -> tuple[Hold, ...]:  # noqa: ARG001  every check is asked alike
    """An open case keeps its script's result in; in one statement. The words say nothing of what it is about.

    What is not settled yet stays in for that reason, and nothing else is said of it: whoever is to mark or settle it
    would learn from these words, which no other check uses, that there is a case."""
    rows = Case.objects.open().filter(script__window=window).exclude(script__state__in=_TO_SETTLE).order_by("script_id")
    says = "Those who run assessment keep this result in."
    mend = "It can go out once they say so; they find more on the release board."
    return tuple(Hold(script, OPEN_CASE, says, mend) for script in rows.values_list("script_id", flat=True))


def open_cases_in(window: Window, *, by: Actor) -> Mapping[int, UUID]:
    """The open case of each script of a window that this actor may see, by script; in one statement at most."""
    if why_not_run(by):
        return {}
    rows = Case.objects.seen_by(by).open().filter(script__window=window)
    return dict(rows.order_by("script_id").values_list("script_id", "ref"))


def case_list(*, by: Actor, page: int = 1) -> CaseList:
    """A page of the cases that this actor may see, open ones and those that waited longest first; in two statements.

    :raises Case.DoesNotExist: if this actor does not run assessment.
    """
    if why_not_run(by):
        raise Case.DoesNotExist
    seen = Case.objects.seen_by(by)
    pages = max(-(-seen.count() // A_PAGE), 1)
    page = min(max(page, 1), pages)
    said = CaseEntry.objects.filter(case=OuterRef("pk")).order_by("-pk")
    rows = seen.select_related("script__window__cohort").annotate(
        last_at=Max("entries__at"),
        until=Subquery(said.filter(kind=EntryKind.LETTER.value).values("answer_by")[:1]),
        heard_at=Subquery(said.filter(kind=EntryKind.HEARING.value).values("hearing_at")[:1]),
    )
    closed = ExpressionWrapper(Q(state__in=_CLOSED), BooleanField())
    shown = rows.annotate(closed=closed).order_by("closed", "opened_at", "pk")[(page - 1) * A_PAGE : page * A_PAGE]
    return CaseList(tuple(_row(row) for row in shown), page, pages)


def case_page(ref: UUID, *, by: Actor) -> CasePage:
    """A case with everything in it, for those who may judge it; for others who run assessment only why they may not.

    :raises Case.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = _with_script(Case.objects.seen_by(by)).get(ref=ref)
    why_not = why_not_take_part(row, by=by)
    page = _begun(row, why_not)
    if why_not:
        return page
    # Whose script it is, is told to those who look into it themselves: by name, in what was written since, and by what
    # they called their files. Whoever only sees that there is a case may still settle the script.
    knows = has_looked(row, by=by)
    entries = entries_of(row, _told_entries(row, knows=knows), names=True)
    scheme = scheme_of(row.script)
    return replace(
        page,
        knows=knows,
        entries=entries,
        context=context_of(row.script) if knows else CaseContext(),
        decided=decided_of(row),
        is_left=page.state is CaseState.DECIDED and is_left(row.script),
        can=events_from(page.state),
        criteria=tuple((each.code, f"{each.code} {each.title}") for each in scheme.criteria),
        pair=row.look.pair.ref if row.look else None,
        answer_by=answer_by(entries),
        one_person=_one_person(row, by=by),
        participant=row.script.enrolment.participant.name if knows else "",
    )


def _begun(row: Case, why_not: Refusal | None) -> CasePage:
    """What everybody who may see that there is a case reads of it."""
    script = row.script
    return CasePage(
        ref=CaseRef(row.ref),
        script=ScriptRef(script.ref),
        number=script.number,
        cohort=script.window.cohort.title,
        window=script.window.ref,
        is_project=hasattr(script.window, "project"),
        state=CaseState(row.state),
        source=Source(row.source),
        opened_at=row.opened_at,
        why_not=why_not,
        outcome=None if why_not else outcome_of(script),
        out_since=script.result.released_at if outcome_of(script) and not why_not else None,
    )


def outcome_of(script: Script) -> Outcome | None:
    """What came of a script, where its result is out; wants the result fetched."""
    return Outcome(script.result.outcome) if script.state == State.RELEASED.value else None


def case_file(ref: UUID, entry: UUID, *, by: Actor) -> FileCopy:
    """A file of a case, for those who may judge it.

    :raises Case.DoesNotExist: if it is not theirs to see, or they may not judge it.
    :raises CaseEntry.DoesNotExist: if there is no such file, or it came in since and they have not looked into it.
    """
    row = _with_script(Case.objects.seen_by(by)).get(ref=ref)
    if why_not_take_part(row, by=by):
        raise Case.DoesNotExist
    told = _told_entries(row, knows=has_looked(row, by=by))
    return copy_of(told.get(ref=entry, file__isnull=False).file_id)


def has_looked(row: Case, *, by: Actor) -> bool:
    """Whether this actor has looked into a case, or done anything else in it but report; in one statement."""
    return CaseEntry.objects.filter(case=row, by=by.person_id).exclude(kind__in=APART).exists()


def _told_entries(row: Case, *, knows: bool) -> QuerySet[CaseEntry]:
    """The entries that somebody reads; what was reported and by whom it was looked into, where they have not looked."""
    rows = CaseEntry.objects.filter(case=row)
    return rows if knows else rows.filter(kind__in=(EntryKind.BEGUN.value, EntryKind.SUSPICION.value))


def why_not_take_part(row: Case, *, by: Actor) -> Refusal | None:
    """Why this actor may not judge a case fetched with its script's facts; in ten statements."""
    script = row.script
    # Whoever judges it knows whose it is, and has to.
    facts = replace(facts_of([script])[script.pk], knowing_ids=frozenset())
    return why_not_judge(facts, marker_of(by), judged_by=judged_by(script))


def who_may_judge(script: Script) -> tuple[Reached, ...]:
    """Those who run assessment and may judge a case about a script fetched ``with_facts``, by name; nobody who marks it
    is among them, whatever else they do. In a fixed number of statements."""
    facts, judges = replace(facts_of([script])[script.pk], knowing_ids=frozenset()), judged_by(script)
    people = [who.to for who in at_work(*RUNS)]
    markers = markers_among(who.pk for who in people)
    return tuple(who for who in people if why_not_judge(facts, markers[who.pk], judged_by=judges) is None)


def judged_by(script: Script) -> frozenset[int]:
    """Who marks or marked a script, or settled it; in two statements."""
    marked = Allocation.objects.filter(Q(ended_at=None) | Q(marking__isnull=False), script=script)
    settled = Settlement.objects.filter(script=script)
    return frozenset(marked.values_list("marker_id", flat=True)) | frozenset(
        settled.values_list("moderator_id", flat=True)
    )


def entries_of(case: Case, rows: QuerySet[CaseEntry], *, names: bool) -> tuple[CaseEntryLine, ...]:
    """The entries of a case in order, in one statement; with ``names`` saying by whom each is."""
    mine = case.script.enrolment.participant_id
    return tuple(
        CaseEntryLine(
            ref=EntryRef(row.ref),
            kind=EntryKind(row.kind),
            text=row.text,
            by=row.by.name if names else "You" if row.by_id == mine else "",
            at=row.at,
            is_shown=row.is_shown,
            file=kept(row.file) if row.file else None,
            answer_by=row.answer_by,
            hearing_at=row.hearing_at,
            place=row.place,
        )
        for row in rows.select_related("by", "file").order_by("pk")
    )


def answer_by(entries: Sequence[CaseEntryLine]) -> datetime | None:
    """Until when the participant may answer: what the last letter says."""
    return next((each.answer_by for each in reversed(entries) if each.answer_by), None)


def decided_of(row: Case) -> Decided | None:
    """What a case came to, if it is decided; wants the decision fetched."""
    found: CaseDecision | None = getattr(row, "decision", None)
    if found is None:
        return None
    nature, effect = Nature(found.nature) if found.nature else None, Effect(found.effect)
    aside = found.set_aside_by_id is not None
    says = SET_ASIDE if aside else effect_in_words(effect, found.parts, nature=nature)
    staff = SET_ASIDE if aside else effect_for_staff(effect, found.parts, nature=nature)
    parts, at = tuple(found.parts), found.decided_at
    return Decided(found.is_found, nature, effect, parts, found.reasons, at, says, staff, aside)


def _one_person(row: Case, *, by: Actor) -> str:
    """Whether whoever reported it decided it, or is this reader who may; in one statement."""
    found: CaseDecision | None = getattr(row, "decision", None)
    said = CaseEntry.objects.filter(case=row, kind=EntryKind.SUSPICION.value).order_by("pk")
    if found is None and row.state in _CLOSED:
        return ""
    names = dict(said.values_list("by_id", "by__name"))
    return says_one_person(names, decided_by=found.by_id if found else None, reader=by.person_id)


def _row(row: Case) -> CaseRow:
    found = vars(row)
    return CaseRow(
        ref=CaseRef(row.ref),
        number=row.script.number,
        cohort=row.script.window.cohort.title,
        state=CaseState(row.state),
        source=Source(row.source),
        opened_at=row.opened_at,
        last_at=found["last_at"],
        answer_by=found["until"],
        hearing_at=found["heard_at"],
        is_out=row.script.state == State.RELEASED.value,
    )


def _with_script(rows: CaseSet) -> CaseSet:
    return rows.select_related(
        "script__window__project",
        "script__window__brief__brief",
        "script__window__cohort__release__programme__qualification",
        "script__enrolment__cohort",
        "script__enrolment__participant",
        "script__result",
        "look__pair",
        "decision",
    )
