"""A participant's own assessment: windows, script, uploads and receipts. Nothing here is anybody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from goldenthread.assessment.models import (
    Arrival,
    BriefVersion,
    DraftLeft,
    LatePiece,
    Script,
    ScriptUpload,
    ScriptVersion,
    Window,
)
from goldenthread.assessment.models.own_times import entries_in
from goldenthread.assessment.models.scripts import TOLD_AT, ScriptSet
from goldenthread.assessment.queries.attempts import conditions_in, put_off_in, with_history
from goldenthread.assessment.queries.composing import composed
from goldenthread.assessment.queries.counting import count_of_upload, counted_of, with_recounts
from goldenthread.assessment.queries.declarations import declaration_asked, standing_declaration
from goldenthread.assessment.queries.duties import cases_ahead
from goldenthread.assessment.queries.facts import late_days_of, policy_of
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.queries.gating import beside_of
from goldenthread.assessment.queries.own_times import listed_own
from goldenthread.assessment.rules.attempts import why_put_off
from goldenthread.assessment.rules.counting import counts_under
from goldenthread.assessment.rules.gate import conditions
from goldenthread.assessment.rules.late import can_offer_until, late_stands, late_until
from goldenthread.assessment.rules.limits import penalty_for, why_too_long
from goldenthread.assessment.rules.own_times import own_window_of
from goldenthread.assessment.rules.submitting import why_not_take
from goldenthread.assessment.rules.windows import left_in_words, stage
from goldenthread.assessment.types.counting import WordCount
from goldenthread.assessment.types.gating import Condition
from goldenthread.assessment.types.late import LateState
from goldenthread.assessment.types.submitting import (
    BriefCopy,
    FileCopy,
    MyWindow,
    Receipt,
    ScriptPage,
    Stage,
    UploadPage,
    VersionLine,
    WindowFacts,
)
from goldenthread.assessment.types.telling import CaseAhead
from goldenthread.assessment.types.words import (
    PART_NAMES,
    Outcome,
    Part,
    ScriptRef,
    State,
    UploadRef,
    VersionRef,
    WindowRef,
)
from goldenthread.cohorts.queries.engagement import my_places
from goldenthread.cohorts.types import MyPlace
from goldenthread.cohorts.types import State as EnrolmentState
from goldenthread.ground.models.listing import Listed, moment_of
from goldenthread.ground.queries.files import kept
from goldenthread.people.types import Actor
from goldenthread.programmes.types import AssessmentPolicy, WordRule


def my_windows(*, by: Actor, at: datetime) -> tuple[MyWindow, ...]:
    """The windows of every cohort this participant is on, open ones first, each with why it is closed to them if so.
    Windows that take projects are left out: they are met in ``queries/booking.py``.

    Two statements, and up to three more for each window whose brief they have not opened: a person has one or two.
    """
    return windows_met(by=by, at=at)[0]


def windows_met(*, by: Actor, at: datetime) -> tuple[tuple[MyWindow, ...], bool, tuple[CaseAhead, ...]]:
    """As :func:`my_windows`, whether there are windows that take projects, and the cases about work in any of them
    that wait for an answer or for a hearing; in no statement more, and in one more where they handed in nothing for one
    that closed."""
    places = my_places(by=by)
    mine = {place.cohort_id: place for place in reversed(places)}
    handed_in = Script.objects.handed_in_by(by).filter(window=OuterRef("pk"))
    drafts = DraftLeft.objects.filter(
        script__in=Script.objects.handed_in_by(by).values("pk"), script__window=OuterRef("pk"), version=None
    )
    rows = (
        Window.objects.filter(cohort_id__in=mine)
        .select_related("cohort__release__programme", "brief__brief", "project")
        .defer("brief__text")
    )
    coming = Arrival.objects.to_hand_in().filter(
        script__in=Script.objects.handed_in_by(by).values("pk"), script__window=OuterRef("pk")
    )
    late = LatePiece.objects.filter(
        script__enrolment__in=[each.id for each in mine.values()], script__window=OuterRef("pk")
    )
    begun = with_history(rows, [place.id for place in mine.values()]).annotate(
        script=Listed(handed_in, ref="ref", state="state", told_at=TOLD_AT),
        left=Exists(drafts),
        times=listed_own(place.id for place in mine.values()),
        coming=Exists(coming),
        cases=Listed(
            cases_ahead(by, at=at).filter(script__window=OuterRef("pk")),
            **{name: name for name in ("ref", "until", "answered", "hearing")},
        ),
        late=Listed(late, state="state"),
    )
    written = [row for row in begun if not hasattr(row, "project")]
    days = late_days_of(row for row in written if _is_missed(row, at=at))
    found = [_my_window(row, mine[row.cohort_id], vars(row)["script"], days, at=at) for row in written]
    # Whoever has passed is met by no other window but where they have begun something already.
    found = [each for each in found if each.script or not each.has_passed]
    order = {Stage.OPEN: 0, Stage.TO_COME: 1, Stage.CLOSED: 2}
    windows = tuple(sorted(found, key=lambda each: (order[each.stage], each.opens_at)))
    return windows, len(written) < len(begun), tuple(_cases(begun, at=at))


def _cases(rows: Iterable[Window], *, at: datetime) -> Iterator[CaseAhead]:
    for row in rows:
        for case in vars(row)["cases"]:
            until = moment_of(case["until"]) if not case["answered"] else at
            hearing = moment_of(case["hearing"]) if case["hearing"] else at
            yield CaseAhead(
                UUID(case["ref"]),
                row.brief.brief.title,
                answer_by=until if until > at else None,
                hearing_at=hearing if hearing > at else None,
            )


def _is_missed(row: Window, *, at: datetime) -> bool:
    """Whether a window is over for them and nothing was handed in, though the brief was opened."""
    own = own_window_of(row.as_facts(), entries_in(vars(row)["times"]))
    return stage(own, at=at) is Stage.CLOSED and [each["state"] for each in vars(row)["script"]] == [State.BEGUN.value]


def _my_window(
    row: Window, place: MyPlace, scripts: list[dict[str, str]], days: Mapping[int, int], *, at: datetime
) -> MyWindow:
    script = scripts[0] if scripts else None
    told_at = script["told_at"] if script else None
    own = own_window_of(row.as_facts(), entries_in(vars(row)["times"]))
    now = stage(own, at=at)
    before = [LateState(each["state"]) for each in vars(row)["late"]]
    asked = () if script else _asked(row, own, place, at=at)
    has_passed = any(each["outcome"] == Outcome.PASSED.value for each in vars(row)["before"])
    state = State(script["state"]) if script else None
    put_off = put_off_in(row)
    is_put_off = put_off is not None or state is State.WITHDRAWN
    return MyWindow(
        ref=WindowRef(row.ref),
        title=row.brief.brief.title if script else "",
        programme=place.mine.programme,
        opens_at=row.opens_at,
        closes_at=own.closes_at,
        stage=now,
        script=ScriptRef(UUID(script["ref"])) if script else None,
        state=state,
        why_not=why_put_off(put_off) if put_off else next((each.why_not for each in asked if each.why_not), None),
        opens_in=left_in_words(row.opens_at, at=at) if now is Stage.TO_COME else "",
        closes_in=left_in_words(own.closes_at, at=at) if now is Stage.OPEN and not is_put_off else "",
        conditions=asked,
        is_put_off=is_put_off,
        is_active=place.mine.state is EnrolmentState.ACTIVE,
        is_coming=bool(vars(row)["coming"]),
        late_until=None
        if has_passed
        else can_offer_until(own.closes_at, days=days.get(row.pk, 0), before=before, at=at),
        has_passed=has_passed,
        told_at=moment_of(told_at) if told_at else None,
        late_stands=late_stands(before),
        left_a_draft=bool(vars(row)["left"]) and script is not None and script["state"] == State.BEGUN.value,
    )


def _asked(row: Window, own: WindowFacts, place: MyPlace, *, at: datetime) -> tuple[Condition, ...]:
    policy, mine = policy_of(row), place.mine
    gate = policy.gate
    beside = beside_of(gate, [place.id], at=at)[place.id]
    asked = conditions(gate, mine.figure, beside, enrolment=mine.state.value, window=own, at=at)
    return (*asked, *conditions_in(row, policy, own, at=at))


def script_page(ref: UUID, *, by: Actor, at: datetime) -> ScriptPage:
    """A participant's script with its brief and everything handed in; in nine statements.

    :raises Script.DoesNotExist: if there is none, or it is not theirs.
    """
    row = _own(by).select_related("window__brief__brief", "window__brief__file", "window__project").get(ref=ref)
    policy = policy_of(row.window)
    window, brief = row.own_window(), row.window.brief
    return ScriptPage(
        ref=ScriptRef(row.ref),
        number=row.number,
        brief=BriefCopy(brief.brief.title, brief.number, composed(brief)),
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        closes_in=_left(window, at=at),
        rule=policy.words,
        is_illustrative=policy.terms.is_illustrative or "word_limit" in policy.illustrates,
        counts=tuple(PART_NAMES[part] for part in Part if counts_under(policy.words, part)),
        left_out=tuple(PART_NAMES[part] for part in Part if not counts_under(policy.words, part)),
        versions=versions_of(row, policy.words),
        why_not_take=why_not_take(row.as_facts(), at=at),
        is_released=row.state == State.RELEASED.value,
        has_answers=row.answers.filter(revision__gte=1).exists(),
        is_project=hasattr(row.window, "project"),
        kept=standing_declaration().kept,
        late_until=None if row.has_passed() else _late_until(row, window, policy, at=at),
    )


def _late_until(row: Script, own: WindowFacts, policy: AssessmentPolicy, *, at: datetime) -> datetime | None:
    is_missed = row.state == State.BEGUN.value and stage(own, at=at) is Stage.CLOSED
    return late_until(own.closes_at, days=policy.late_days) if is_missed else None


def upload_page(ref: UUID, *, by: Actor, at: datetime) -> UploadPage:
    """An upload with its words, before or after it is handed in; in six statements.

    :raises ScriptUpload.DoesNotExist: if there is none, or it is not theirs.
    """
    upload = ScriptUpload.objects.select_related("file", "version").get(ref=ref, script__in=_own(by))
    row = _own(by).get(pk=upload.script_id)
    policy = policy_of(row.window)
    count = _seen(upload, policy.words)
    last = row.versions.order_by("-number").values_list("number", flat=True).first()
    return UploadPage(
        ref=UploadRef(upload.ref),
        script=ScriptRef(row.ref),
        file=kept(upload.file),
        count=count,
        declaration=declaration_asked(policy.gate),
        closes_at=row.own_window().closes_at,
        closes_in=_left(row.own_window(), at=at),
        receipt=upload.version.receipt if hasattr(upload, "version") else "",
        why_not_take=why_not_take(row.as_facts(), at=at),
        replaces=last or 0,
        rule=policy.words,
        penalty=penalty_for(count, policy.words),
        why_too_long=why_too_long(count, policy.words),
    )


def _seen(upload: ScriptUpload, rule: WordRule) -> WordCount:
    """The count of an upload: the one that was kept once it is handed in."""
    version = with_recounts(ScriptVersion.objects.filter(upload=upload).select_related("upload")).first()
    return counted_of(version, rule).count if version else count_of_upload(upload, rule)


def receipt(script: UUID, number: int, *, by: Actor) -> Receipt:
    """The receipt of one version. :raises ScriptVersion.DoesNotExist: if there is none, or it is not theirs."""
    version = with_recounts(_own_versions(by)).get(script__ref=script, number=number)
    rule = policy_of(_own(by).get(pk=version.script_id).window).words
    return receipt_of(version, counted_of(version, rule).count)


def receipt_of(version: ScriptVersion, count: WordCount, *, is_new: bool = True) -> Receipt:
    """A version as its receipt says it; wants the upload's file and the script fetched."""
    file = version.upload.file
    return Receipt(
        number=version.receipt,
        script=ScriptRef(version.script.ref),
        version=version.number,
        submitted_at=version.submitted_at,
        file_name=file.name,
        sha256=file.sha256,
        size=file.size,
        count=count,
        is_new=is_new,
    )


def my_file(script: UUID, number: int, *, by: Actor) -> FileCopy:
    """The file of one version, as it was handed in. :raises ScriptVersion.DoesNotExist: if it is not theirs."""
    return copy_of(_own_versions(by).get(script__ref=script, number=number).upload.file_id)


def my_brief_file(script: UUID, *, by: Actor) -> FileCopy:
    """The brief's file of data, for somebody who has opened the brief.

    :raises BriefVersion.DoesNotExist: if the brief has none, or the script is not theirs.
    """
    opened = Script.objects.handed_in_by(by).filter(ref=script)
    return copy_of(BriefVersion.objects.get(windows__scripts__in=opened, file__isnull=False).file_id)


def _own(by: Actor) -> ScriptSet:
    rows = Script.objects.handed_in_by(by).select_related("window__cohort__release", "enrolment__cohort")
    return rows.with_times()


def _own_versions(by: Actor) -> QuerySet[ScriptVersion]:
    mine = Script.objects.handed_in_by(by)
    return ScriptVersion.objects.filter(script__in=mine).select_related("script", "upload__file")


def versions_of(row: Script, rule: WordRule) -> tuple[VersionLine, ...]:
    """Every version of a script, newest first; in one statement."""
    rows = with_recounts(row.versions.select_related("upload__file")).order_by("-number")
    return tuple(
        VersionLine(
            number=each.number,
            ref=VersionRef(each.ref),
            receipt=each.receipt,
            submitted_at=each.submitted_at,
            file=kept(each.upload.file),
            counted=counted_of(each, rule).count.counted,
            is_current=position == 0,
        )
        for position, each in enumerate(rows)
    )


def _left(window: WindowFacts, *, at: datetime) -> str:
    return left_in_words(window.closes_at, at=at) if stage(window, at=at) is Stage.OPEN else ""
