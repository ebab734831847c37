"""A participant's project as it stands, and the page they put it together on. Nothing here is anybody else's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from goldenthread.assessment.models import ProjectFile, Script, SponsorAsk, VersionPiece
from goldenthread.assessment.models.scripts import ScriptSet
from goldenthread.assessment.queries.attempts import why_not_now
from goldenthread.assessment.queries.carrying import resumed_by
from goldenthread.assessment.queries.declarations import standing_declaration
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.queries.gating import beside_of
from goldenthread.assessment.queries.submitting import versions_of
from goldenthread.assessment.rules.booking import NOT_BOOKED
from goldenthread.assessment.rules.gate import why_not_open_brief
from goldenthread.assessment.rules.gathering import changed_since, count_accounts, pieces_of, rule_of
from goldenthread.assessment.rules.late import is_missed, late_until
from goldenthread.assessment.rules.projects import check, longest_run, terms_covered, why_not_change
from goldenthread.assessment.rules.referring import mentions_of
from goldenthread.assessment.rules.windows import left_in_words, stage
from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.late import LateState
from goldenthread.assessment.types.project_pages import ProjectPage
from goldenthread.assessment.types.projects import (
    WHOLE,
    WHOLE_TITLE,
    AccountLine,
    CommentLine,
    DocumentLine,
    FormPart,
    Named,
    SponsorLine,
    Standing,
    TaskForm,
    TermsRun,
)
from goldenthread.assessment.types.submitting import FileCopy, Stage
from goldenthread.assessment.types.words import Part, ScriptRef, State
from goldenthread.cohorts.queries.engagement import my_places
from goldenthread.cohorts.queries.terms import terms_for
from goldenthread.cohorts.types import MyEnrolment
from goldenthread.ground.queries.files import kept
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor
from goldenthread.programmes.types import AssessmentPolicy, WordRule


def own_projects(by: Actor) -> ScriptSet:
    """Somebody's own scripts that are projects, with what their form and their names are found by."""
    return (
        Script.objects.handed_in_by(by)
        .filter(window__project__isnull=False)
        .select_related("window__cohort__release", "window__brief__brief", "window__project__form")
        .select_related("enrolment__cohort", "enrolment__participant", "enrolment__school")
        .with_times()
    )


def standing_of(row: Script, rule: WordRule, form: TaskForm) -> Standing:
    """Everything of a project as it stands, by what its form asks for; in six statements however much there is."""
    newest = _newest(row)
    rule = rule_of(form, rule)
    accounts = _accounts(form, newest, rule)
    sponsor = sponsor_of(row)
    texts = [(account.title, account.blocks) for account in accounts]
    times = dict(row.project_files.values_list("place").annotate(times=Count("pk")))
    return Standing(
        form=form,
        projects=tuple(each.as_details() for each in row.projects.order_by("number")),
        accounts=accounts,
        documents=tuple(
            replace(line, mentions=mentions_of(line.label, line.document.title, texts))
            for line in _documents(form, newest, times)
        ),
        sponsor=sponsor,
        count=count_accounts(accounts, rule),
        rule=rule,
        names=named_of(row, sponsor),
    )


def named_of(row: Script, sponsor: SponsorLine | None) -> Named:
    """Whose names are taken out of what markers read of a project: its writer's, their sponsor's and the school's."""
    enrolment = row.enrolment
    people = (enrolment.participant.name, *((sponsor.name,) if sponsor else ()))
    return Named(people, (enrolment.school.name,))


def sponsor_of(row: Script) -> SponsorLine | None:
    """Who is asked to comment now, with what they wrote last; in one or two statements."""
    ask = SponsorAsk.objects.filter(script=row, ended_at=None).first()
    if ask is None:
        return None
    said = ask.comments.order_by("-number").first()
    comment = CommentLine(said.ref, said.number, said.text, said.name, said.signed_at) if said else None
    return SponsorLine(ask.ref, ask.name, ask.email, ask.asked_at, ask.letters, comment)


def project_page(ref: UUID, *, by: Actor, at: datetime) -> ProjectPage:
    """A participant's workspace. :raises Script.DoesNotExist: if there is none, it is no project, or not theirs."""
    row = own_projects(by).get(ref=ref)
    policy, missed = policy_of(row.window), is_missed(row.as_facts(), at=at)
    resumed = resumed_by(row, policy, at=at)
    standing = standing_of(row, policy.words, row.window.project.form.as_form().without(resumed.keys))
    terms = terms_of(row, standing)
    window, brief = row.own_window(), row.window.brief
    now, declaration = stage(window, at=at), standing_declaration()
    return ProjectPage(
        ref=ScriptRef(row.ref),
        number=row.number,
        title=brief.brief.title,
        text=brief.text,
        standing=standing,
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        stage=now,
        left=left_in_words(window.opens_at if now is Stage.TO_COME else window.closes_at, at=at),
        lines=check(standing, terms=terms),
        versions=versions_of(row, standing.rule),
        why_not_change=why_it_stays(row, at=at),
        why_not_hand_in=why_not_open(row, policy, by=by, at=at) if now is not Stage.CLOSED else None,
        declaration=declaration if policy.gate.needs_declaration else None,
        kept=declaration.kept,
        terms=terms,
        is_released=row.state == State.RELEASED.value,
        late_until=late_until(window.closes_at, days=policy.late_days) if missed else None,
        resumed=resumed,
        changed=changed_since(_handed_in(row), pieces_of(standing)) if row.state == State.SUBMITTED.value else (),
    )


def _handed_in(row: Script) -> Mapping[str, tuple[str, str]]:
    """What the newest version is made of, by place, each with its hash and title; in one statement."""
    newest = row.versions.order_by("-number").values("pk")[:1]
    pieces = VersionPiece.objects.filter(version__in=newest).order_by("number")
    return {place: (sha256, title) for place, sha256, title in pieces.values_list("place", "sha256", "title")}


def why_it_stays(row: Script, *, at: datetime) -> Refusal | None:
    """Why nothing of a project changes now; where it was missed, its policy and what was offered late are asked, in
    two statements."""
    facts = row.as_facts()
    if not is_missed(facts, at=at):
        return why_not_change(facts, at=at)
    return why_not_change(facts, at=at, late_days=policy_of(row.window).late_days, before=late_states(row))


def late_states(row: Script) -> frozenset[LateState]:
    """Where what was offered late for a script stands."""
    return frozenset(LateState(each) for each in row.late_pieces.values_list("state", flat=True))


def why_not_open(
    row: Script, policy: AssessmentPolicy, *, by: Actor, at: datetime, until: datetime | None = None
) -> Refusal | None:
    """Why the gate is closed for handing in: the window, their place and booking, or what else the policy asks for.
    ``until``: for what is offered late, the moment until which it may be."""
    mine: MyEnrolment = next(each.mine for each in my_places(by=by) if each.id == row.enrolment_id)
    beside = beside_of(policy.gate, [row.enrolment.pk], at=at)[row.enrolment.pk]
    window = row.own_window()
    window = replace(window, closes_at=until) if until else window
    closed = why_not_open_brief(
        policy.gate, mine.figure, enrolment=mine.state.value, window=window, at=at, beside=beside
    )
    if row.state == State.BEGUN.value and row.window.project.books_until:
        booked = row.window.bookings.filter(enrolment=row.enrolment_id, ended_at=None).exists()
        closed = closed or (None if booked else NOT_BOOKED)
    return closed or why_not_now(row.window, row.enrolment.pk, policy, window, at=at)


def terms_of(row: Script, standing: Standing) -> TermsRun | None:
    """Through how many terms the longest project runs, or ``None`` where that cannot be known."""
    dates = terms_for(row.enrolment.cohort.partner_id)
    return longest_run(terms_covered(each.starts_on, each.ends_on, dates) for each in standing.projects)


def my_piece(script: UUID, file: UUID, *, by: Actor) -> FileCopy:
    """A file of one's own project, as it was given. :raises ProjectFile.DoesNotExist: if it is not theirs."""
    mine = Script.objects.handed_in_by(by).filter(ref=script)
    return copy_of(ProjectFile.objects.get(ref=file, script__in=mine).file_id)


def my_clean_piece(script: UUID, file: UUID, *, by: Actor) -> FileCopy:
    """The copy of it that markers would open. :raises ProjectFile.DoesNotExist: if it is not theirs."""
    mine = Script.objects.handed_in_by(by).filter(ref=script)
    return copy_of(ProjectFile.objects.get(ref=file, script__in=mine).clean_file_id)


def _newest(row: Script) -> Mapping[str, ProjectFile]:
    """The newest file of each place, without its text."""
    found: dict[str, ProjectFile] = {}
    for file in row.project_files.select_related("file").defer("blocks").order_by("-pk"):
        found.setdefault(file.place, file)
    return found


def _accounts(form: TaskForm, newest: Mapping[str, ProjectFile], rule: WordRule) -> tuple[AccountLine, ...]:
    """The accounts that stand: one file of everything, or those of parts, whichever was chosen last. A part from before
    the file of everything does not come back with a later one: it is missing until it is chosen again.
    """
    parts = {part.key: part for part in form.parts}
    whole = None if form.standing else newest.get(WHOLE)
    of_parts = [newest[key] for key in parts if key in newest and (whole is None or newest[key].pk > whole.pk)]
    chosen = [whole] if whole and not of_parts else of_parts
    return _with_texts(form, chosen, rule)


def accounts_of(form: TaskForm, files: Iterable[UUID], rule: WordRule) -> tuple[AccountLine, ...]:
    """The accounts among these files of a project, in the order of the form; in two statements."""
    places = [WHOLE, *(part.key for part in form.parts)]
    rows = ProjectFile.objects.filter(ref__in=list(files), place__in=places).select_related("file").defer("blocks")
    return _with_texts(form, sorted(rows, key=lambda each: places.index(each.place)), rule)


def _with_texts(form: TaskForm, chosen: Sequence[ProjectFile], rule: WordRule) -> tuple[AccountLine, ...]:
    parts = {part.key: part for part in form.parts}
    texts = dict(ProjectFile.objects.filter(pk__in=[each.pk for each in chosen]).values_list("pk", "blocks"))
    return tuple(_account(each, parts, texts[each.pk], rule) for each in chosen)


def _account(
    row: ProjectFile, parts: Mapping[str, FormPart], blocks: Sequence[Sequence[str]], rule: WordRule
) -> AccountLine:
    part = parts.get(row.place)
    return AccountLine(
        ref=row.ref,
        place=row.place,
        title=part.title if part else WHOLE_TITLE,
        file=kept(row.file),
        clean=row.clean_file_id,
        count=row.as_count(replace(rule, limit=part.limit if part and part.limit else rule.limit, limits=())),
        blocks=tuple(Block(Part(kind), text) for kind, text in blocks),
        kept_at=row.kept_at,
        untold=frozenset(Part(part) for part in row.untold),
    )


def _documents(form: TaskForm, newest: Mapping[str, ProjectFile], times: Mapping[str, int]) -> Iterable[DocumentLine]:
    for asked in form.documents:
        part = form.part_of(asked.criterion)
        file = newest.get(asked.criterion)
        yield DocumentLine(
            document=asked,
            label=form.label(asked.criterion),
            part=part.title if part else "",
            ref=file.ref if file else None,
            file=kept(file.file) if file else None,
            clean=file.clean_file_id if file else None,
            is_filled=bool(file and file.is_filled),
            kept_at=file.kept_at if file else None,
            versions=times.get(asked.criterion, 0),
        )
