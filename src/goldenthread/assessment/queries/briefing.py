"""Briefs and windows, for those who run assessment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, Value

from goldenthread.assessment.models import Brief, BriefVersion, DraftLeft, PutOff, Script, ScriptVersion, Window
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.queries.gating import beside_of
from goldenthread.assessment.queries.overtaken import overtaken_in
from goldenthread.assessment.queries.own_times import closes_of, open_longer, passed_elsewhere
from goldenthread.assessment.queries.standing import clearance_for
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.windows import clock_of, left_in_words, length_in_words, stage
from goldenthread.assessment.types.briefing import (
    Beforehand,
    BriefLine,
    BriefPage,
    BriefVersionLine,
    Choice,
    WindowChoices,
    WindowLine,
    WindowPage,
    WindowPerson,
)
from goldenthread.assessment.types.gating import Beside
from goldenthread.assessment.types.readiness import PlannedState
from goldenthread.assessment.types.submitting import FileCopy, Stage
from goldenthread.assessment.types.words import BriefRef, BriefState, State, WindowRef
from goldenthread.cohorts.queries.engagement import enrolments_seen
from goldenthread.cohorts.queries.naming import cohort_lines
from goldenthread.cohorts.types import EnrolmentFacts
from goldenthread.cohorts.types.saying import per_cent
from goldenthread.ground.queries.files import kept
from goldenthread.people.queries.reaching import at_work
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.schemes import mark_scheme

_IN = State.SUBMITTED.value
_TAKES_PART = frozenset({"active", "completed"})


def windows_by_scheme() -> Mapping[UUID, int]:
    """How many windows use which mark scheme, by its reference, in one statement. Numbers alone, so of nobody."""
    return dict(Window.objects.order_by().values_list("scheme").annotate(Count("pk")))


def brief_board(*, by: Actor) -> tuple[BriefLine, ...]:
    """Every brief by title, in one statement."""
    drafts = Count("versions", filter=Q(versions__state=BriefState.DRAFT.value), distinct=True)
    published = Max("versions__number", filter=Q(versions__state=BriefState.PUBLISHED.value))
    given = Count("versions__windows", distinct=True)
    rows = Brief.objects.seen_by(by).order_by("title", "id").values_list("ref", "title")
    return tuple(
        BriefLine(BriefRef(ref), title, number or 0, open_drafts > 0, windows)
        for ref, title, number, open_drafts, windows in rows.annotate(
            _published=published, _drafts=drafts, _given=given
        )
    )


def brief_page(ref: UUID, *, by: Actor) -> BriefPage:
    """A brief with its versions, in two statements. :raises Brief.DoesNotExist: if there is none, or not theirs."""
    row = Brief.objects.seen_by(by).get(ref=ref)
    versions = row.versions.select_related("file").order_by("-number")
    return BriefPage(BriefRef(row.ref), row.title, tuple(_version(each) for each in versions))


def brief_file(ref: UUID, number: int, *, by: Actor) -> FileCopy:
    """The file of data of one version, for those who run assessment.

    :raises BriefVersion.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = BriefVersion.objects.get(
        brief__in=Brief.objects.seen_by(by), brief__ref=ref, number=number, file__isnull=False
    )
    return copy_of(row.file_id)


def window_choices(*, by: Actor, at: datetime) -> WindowChoices:
    """The cohorts and published briefs that a new window can be made of, in two statements."""
    if why_not_run(by):
        return WindowChoices((), ())
    cohorts = tuple(Choice(line.ref, f"{line.title} – {line.programme}") for line in cohort_lines(by=by, on=at.date()))
    return WindowChoices(cohorts, tuple(Choice(each.ref, each.title) for each in brief_board(by=by) if each.published))


def beforehand(*, by: Actor, at: datetime) -> Beforehand | None:
    """What is there of what comes before the first window, in three statements; nothing for those who plan none."""
    if why_not_run(by):
        return None
    there = window_choices(by=by, at=at)
    return Beforehand(bool(there.cohorts), bool(there.briefs), bool(at_work(Duty.ASSESSOR)))


def window_board(*, by: Actor, at: datetime) -> tuple[WindowLine, ...]:
    """The windows this actor may see, those that need something first; in four statements."""
    rows = list(Window.objects.seen_by(by).select_related("cohort", "brief__brief"))
    lines = _lines(rows, at=at)
    order = {Stage.OPEN: 0, Stage.CLOSED: 1, Stage.TO_COME: 2}
    return tuple(sorted(lines, key=lambda each: (not each.waiting, order[each.stage], each.closes_at)))


def window_page(ref: UUID, *, by: Actor, at: datetime) -> WindowPage:
    """A window with everybody who may take part in it, in sixteen statements whatever their number, one more for each
    of surveys, fees and clearance that the policy asks for, and where it is closed two, or four where a case was
    decided since a result was told.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Window.objects.seen_by(by).select_related("cohort__release", "brief__brief", "project").get(ref=ref)
    policy, scheme = policy_of(row), mark_scheme(row.scheme)
    (line,) = _lines([row], at=at)
    through = set(passed_elsewhere(row))
    seen = enrolments_seen(by=by, cohort=row.cohort.ref)
    people = [each for each in seen if each.state in _TAKES_PART and each.id not in through]
    next_moment = row.opens_at if line.stage is Stage.TO_COME else line.last_close if line.open_for else row.closes_at
    return WindowPage(
        line=line,
        cohort_ref=row.cohort.ref,
        limit=policy.words.limit,
        days=policy.window_days,
        is_illustrative=policy.terms.is_illustrative or scheme.is_illustrative,
        scheme_title=f"{scheme.title}, version {scheme.version}",
        people=_people(row, people, beside_of(policy.gate, [each.id for each in people], at=at)),
        asks_fees=policy.gate.needs_fees,
        asks_engagement=policy.gate.needs_engagement,
        takes_projects=hasattr(row, "project"),
        planned_for=row.planned_releases.filter(state=PlannedState.PLANNED.value).aggregate(Max("release_at"))[
            "release_at__max"
        ],
        may_run=why_not_run(by) is None,
        left="" if line.stage is Stage.CLOSED and not line.open_for else left_in_words(next_moment, at=at),
        length=length_in_words(row.opens_at, row.closes_at),
        opens_by=clock_of(row.opens_at),
        closes_by=clock_of(row.closes_at),
        know_the_brief=_know_the_brief(row, [each.id for each in people]),
        overtaken=overtaken_in(row) if line.stage is Stage.CLOSED else 0,
        nobody_is_cleared=policy.standard.needs_clearance and not clearance_for(row).cleared,
    )


def _know_the_brief(window: Window, people: Iterable[int]) -> int:
    """How many of these have opened the same brief in an earlier window."""
    earlier = Script.objects.filter(window__brief__brief=window.brief.brief_id, window__opens_at__lt=window.opens_at)
    return earlier.filter(enrolment__in=list(people)).values("enrolment").distinct().count()


def _people(
    window: Window, enrolments: Iterable[EnrolmentFacts], beside: Mapping[int, Beside]
) -> tuple[WindowPerson, ...]:
    """By name, without numbers: nobody may learn from here whose script is whose."""
    begun = set(Script.objects.filter(window=window).values_list("enrolment_id", flat=True))
    drafts = DraftLeft.objects.filter(script__window=window, version=None).values_list("script__enrolment_id")
    put_off = PutOff.objects.filter(window=window).values_list("enrolment_id")
    told = set(drafts.annotate(what=Value("left")).union(put_off.annotate(what=Value("put off")), all=True))
    last = ScriptVersion.objects.filter(script__window=window).values_list("script__enrolment_id")
    submitted = dict(last.annotate(Max("submitted_at")))
    return tuple(
        WindowPerson(
            name=each.name,
            enrolment=each.ref,
            is_engaged=each.is_engaged_enough,
            percent=per_cent(each.figure),
            has_begun=each.id in begun,
            submitted_at=submitted.get(each.id),
            fees_in_order=beside[each.id].fees_in_order,
            left_a_draft=(each.id, "left") in told,
            is_put_off=(each.id, "put off") in told,
        )
        for each in enrolments
    )


def _states(windows: Iterable[Window]) -> Mapping[int, Mapping[State, int]]:
    found: defaultdict[int, dict[State, int]] = defaultdict(dict)
    counted = Script.objects.filter(window__in=list(windows)).values_list("window_id", "state").annotate(Count("id"))
    for window, state, number in counted:
        found[window][State(state)] = number
    return found


def _lines(rows: Sequence[Window], *, at: datetime) -> list[WindowLine]:
    """Windows as lists name them, in three statements."""
    states, closes = _states(rows), closes_of(rows)
    still = Counter(each.window_id for each in open_longer(Script.objects.filter(window__in=rows, state=_IN), at=at))
    return [_line(row, states.get(row.pk, {}), closes.get(row.pk, ()), still[row.pk], at=at) for row in rows]


def _line(
    row: Window, states: Mapping[State, int], longer: tuple[datetime, ...], still: int, *, at: datetime
) -> WindowLine:
    now = stage(row.as_facts(), at=at)
    return WindowLine(
        ref=WindowRef(row.ref),
        cohort=row.cohort.title,
        brief=row.brief.brief.title,
        brief_version=row.brief.number,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        stage=now,
        states=states,
        longer=longer,
        open_for=sum(each > at for each in longer) if now is Stage.CLOSED else 0,
        replaceable=still,
    )


def _version(row: BriefVersion) -> BriefVersionLine:
    return BriefVersionLine(
        number=row.number,
        state=BriefState(row.state),
        text=row.text,
        file=kept(row.file) if row.file else None,
        written_at=row.written_at,
        published_at=row.published_at,
    )
