"""What a project needs before it is handed in, and what may be kept for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from goldenthread.assessment.rules.late import is_missed, late_until, why_not_offer
from goldenthread.assessment.rules.limits import penalty_for, why_too_long
from goldenthread.assessment.rules.submitting import PASSED, TAKEN_OUT
from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.late import LateState
from goldenthread.assessment.types.projects import (
    WHOLE,
    CheckLine,
    DocumentKind,
    DocumentLine,
    ProjectDetails,
    Standing,
    TaskForm,
    TermsRun,
    Weight,
)
from goldenthread.assessment.types.submitting import ScriptFacts, Stage
from goldenthread.assessment.types.words import State
from goldenthread.cohorts.types.terms import SpanKind, TermDates
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import deadline

TOO_LONG = "too_many_words"
LONGEST_TITLE, LONGEST_IMPROVES = 200, 2000
# Longer than any project here could be: a slip in a year, and no rule of anybody's.
LONGEST_RUN = timedelta(days=5 * 366)
A_DAY, LONGEST_HOLIDAY = timedelta(days=1), timedelta(weeks=8)
_ENTERED_BY = "Your programme manager enters them under “Term dates”, beside the cohorts: ask them to."


def why_not_change(
    script: ScriptFacts, *, at: datetime, late_days: int = 0, before: frozenset[LateState] = frozenset()
) -> Refusal | None:
    """Why nothing of a project changes now. It may be put together before its window opens, and where the policy takes
    late pieces for ``late_days``, after a close that was missed. ``before``: where what was offered late stands."""
    if late_days and is_missed(script, at=at):
        return why_not_offer(script, days=late_days, before=before, at=at)
    if stage(script.window, at=at) is Stage.CLOSED:
        stands = "You handed in nothing. " if script.state is State.BEGUN else "What you handed in last stands. "
        return Refusal(
            "window_closed",
            "The window has closed, so nothing more can be changed or handed in.",
            f"{stands}If something went wrong, tell your programme manager.",
        )
    if script.state is State.WITHDRAWN:
        return TAKEN_OUT
    if script.has_passed:
        return PASSED
    if script.state not in {State.BEGUN, State.SUBMITTED}:
        return Refusal("being_marked", "Your project is being marked.", "Ask your programme manager if this is wrong.")
    return None


def why_missed(script: ScriptFacts, *, at: datetime, late_days: int, before: frozenset[LateState]) -> Refusal | None:
    """Why a project is not handed in that comes after a close by which nothing was; what is left to do stands first."""
    if not is_missed(script, at=at):
        return None
    until = late_until(script.window.closes_at, days=late_days)
    shut = why_not_offer(script, days=late_days, before=before, at=at)
    if shut or until is None:
        return shut
    return Refusal(
        "window_closed",
        "Your window has closed, and nothing was handed in. This came too late to be handed in.",
        f"You can still change it and offer it late, until {deadline(until)}: somebody decides whether it counts.",
    )


def why_not_account(place: str, form: TaskForm) -> Refusal | None:
    """Why an account is not taken for this place."""
    if place == WHOLE and form.standing:
        return Refusal(
            "account_in_parts",
            f"{_titles(form)} stands from your earlier attempt and is not handed in again.",
            "Upload a file for each part that is.",
        )
    if any(place == part.key for part in form.standing):
        return _stands(form)
    if place == WHOLE and form.has_limits_of_parts:
        return Refusal(
            "account_in_parts",
            "Each part has a word limit of its own.",
            "Upload a file for each part, so that its words can be counted.",
        )
    if place != WHOLE and place not in {part.key for part in form.parts}:
        return Refusal("no_such_part", "The form has no such part.", "Choose one of its parts.")
    return None


def _stands(form: TaskForm) -> Refusal:
    return Refusal(
        "part_stands",
        f"{_titles(form)} stands from your earlier attempt and is not marked again.",
        "Nothing is handed in for it. Your project’s page says what is.",
    )


def _titles(form: TaskForm) -> str:
    return ", ".join(part.title for part in form.standing)


def why_not_document(criterion: str, form: TaskForm) -> Refusal | None:
    """Why a document is not taken for this criterion."""
    asked = form.document(criterion)
    if any(criterion in part.criteria for part in form.standing):
        return _stands(form)
    if asked is None:
        return Refusal(
            "no_document_asked",
            "No criterion of your form asks for this document.",
            "Only the documents on the list are marked. Say what matters of it in your account.",
        )
    if asked.kind is DocumentKind.SPONSOR:
        return Refusal(
            "sponsors_own",
            "Your sponsor writes this themselves and signs it.",
            "Ask them through the page “Your sponsor”.",
        )
    return None


def why_not_keep_details(details: ProjectDetails, form: TaskForm) -> Refusal | None:
    """Why what was said about a project cannot be kept."""
    if not 1 <= details.number <= form.projects:
        return Refusal("no_such_project", "The form takes fewer projects.", "Describe one project.")
    if not details.title.strip() or not details.improves.strip():
        return Refusal("project_unnamed", "The title or what it improves is missing.", "Fill in both.")
    if len(details.title) > LONGEST_TITLE or len(details.improves) > LONGEST_IMPROVES:
        return Refusal("project_too_long", "That is too long.", f"Use at most {LONGEST_IMPROVES} characters.")
    if details.ends_on <= details.starts_on:
        return Refusal("project_ends_first", "The project ends before it begins.", "Change one of the two dates.")
    if details.ends_on - details.starts_on > LONGEST_RUN:
        return Refusal("project_runs_long", "That is more than five years.", "Look at the years of both dates.")
    return None


def terms_covered(starts_on: date, ends_on: date, dates: TermDates) -> TermsRun | None:
    """Through how many terms a project runs: those of which it covers at least half the days. ``None`` where no term
    dates are known. Where more of its days in a row than any holiday has lie in no term, the terms of those days were
    not entered.
    """
    if not dates.has_terms:
        return None
    covered, day, unentered = 0, starts_on, None
    terms = sorted((each.first_on, each.last_on) for each in dates.spans if each.kind is SpanKind.TERM)
    for first_on, last_on in terms:
        shared = (min(last_on, ends_on) - max(first_on, starts_on)).days + 1
        covered += 2 * shared > (last_on - first_on).days
        unentered = unentered or _unentered(day, min(first_on - A_DAY, ends_on))
        day = max(day, last_on + A_DAY)
    return TermsRun(covered, unentered or _unentered(day, ends_on))


def longest_run(runs: Iterable[TermsRun | None]) -> TermsRun | None:
    """Through how many terms the longest of somebody's projects runs; the terms that one of them lacks stay said."""
    known = [each for each in runs if each is not None]
    unentered = next((each.unentered for each in known if each.unentered), None)
    return TermsRun(max(each.number for each in known), unentered) if known else None


def _unentered(first_on: date, last_on: date) -> tuple[date, date] | None:
    return (first_on, last_on) if last_on - first_on >= LONGEST_HOLIDAY else None


def check(standing: Standing, *, terms: TermsRun | None) -> tuple[CheckLine, ...]:
    """What is missing or wrong, what stops handing in first. ``terms``: how many the longest project runs through."""
    lines = [*_accounts(standing), *_projects(standing, terms), *_documents(standing), *_words(standing)]
    return tuple(sorted(lines, key=lambda line: line.weight is not Weight.STOP))


def _accounts(standing: Standing) -> Iterator[CheckLine]:
    there = {account.place for account in standing.accounts}
    if WHOLE in there:
        return
    for part in standing.form.parts:
        if part.key not in there:
            mend = "Upload it." if standing.form.is_in_parts else "Upload it, or one file with everything."
            yield CheckLine("no_account", Weight.STOP, f"The account of {part.title} is missing.", mend, "account")


def _projects(standing: Standing, terms: TermsRun | None) -> Iterator[CheckLine]:
    if not standing.projects:
        says = "Nothing is said about the project itself."
        yield CheckLine("no_project", Weight.STOP, says, "Fill in its title, what it improves and when.", "details")
        return
    least = standing.form.least_terms
    if least and terms is None:
        says = f"No term dates are known here, so nobody has checked that it runs for {least} terms."
        yield CheckLine(
            "terms_unknown", Weight.LOOK, says, f"Check the dates of your project. {_ENTERED_BY}", "details"
        )
    elif terms is not None and terms.number < least and terms.unentered:
        first, last = (f"{each:%-d %B %Y}" for each in terms.unentered)
        says = (
            f"Term dates between {first} and {last} are not entered here, so nobody has checked that the project runs "
            f"for {least} terms. It runs through {terms.number} of those that are."
        )
        yield CheckLine(
            "terms_not_entered", Weight.LOOK, says, f"You may hand in all the same. {_ENTERED_BY}", "details"
        )
    elif terms is not None and terms.number < least:
        says = f"The project runs through {terms.number} of the {least} terms that the task asks for."
        yield CheckLine("too_short", Weight.LOOK, says, "Check the dates of your project.", "details")


def _documents(standing: Standing) -> Iterator[CheckLine]:
    for line in standing.documents:
        name, page = f"{line.label}, {line.document.title},", "sponsor" if line.is_sponsors else "document"
        place = "" if line.is_sponsors else line.document.criterion
        if not _is_there(line, standing):
            mend = "Ask your sponsor, or remind them." if line.is_sponsors else "Upload it."
            mend = "Upload it or fill it in here." if line.may_be_filled else mend
            says = f"{name} is missing. Criterion {line.document.criterion} needs it."
            yield CheckLine("no_document", Weight.LOOK, says, mend, page, place)
        elif standing.accounts and not line.mentions:
            says = f"{name} is not named in your account."
            mend = f"Write “{line.label}” or its title where your account rests on it, and upload the account again."
            yield CheckLine("not_named", Weight.LOOK, says, mend, "account")


def _is_there(line: DocumentLine, standing: Standing) -> bool:
    return standing.comment is not None if line.is_sponsors else line.file is not None


def _words(standing: Standing) -> Iterator[CheckLine]:
    """What the policy stops stops here; what it takes marks for is said; the rest is left to whoever marks."""
    form = standing.form
    stop, cost = why_too_long(standing.count, standing.rule), penalty_for(standing.count, standing.rule)
    if stop or cost:
        mend = f"Shorten it by {_in_words(standing.count.beyond)}, and upload it again."
        says = stop.says if stop else cost.says if cost else ""
        yield CheckLine(TOO_LONG, Weight.STOP if stop else Weight.LOOK, says, mend, "account")
        return
    if (form.limit or not form.has_limits_of_parts) and standing.count.over:
        says = f"The account is {_in_words(standing.count.over)} over the limit of {standing.count.limit:,}."
        yield CheckLine(TOO_LONG, Weight.LOOK, says, "Shorten it; whoever marks sees the count.", "account")
    for account in standing.accounts:
        if standing.form.has_limits_of_parts and account.count.over:
            says = f"{account.title} is {_in_words(account.count.over)} over its limit of {account.count.limit:,}."
            yield CheckLine(TOO_LONG, Weight.LOOK, says, "Shorten it; whoever marks sees the count.", "account")


def _in_words(number: int) -> str:
    return f"{number:,} {'word' if number == 1 else 'words'}"


def why_not_hand_in(lines: tuple[CheckLine, ...], *, knows: bool) -> Refusal | None:
    """Why a project is not handed in as it stands. What does not stop it has to be seen: ``knows``."""
    stops = [line for line in lines if line.weight is Weight.STOP]
    if stops:
        code = TOO_LONG if stops[0].code == TOO_LONG else "not_whole"
        return Refusal(code, stops[0].says, stops[0].mend)
    if lines and not knows:
        return Refusal(
            "not_seen",
            "Something on your list is missing or wrong.",
            "Mend it, or say that you hand it in as it is.",
        )
    return None
