"""What moderators read: markings side by side, by seat and never by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Prefetch

from goldenthread.assessment.models import Marking, Script, Settlement
from goldenthread.assessment.queries.carrying import scheme_with
from goldenthread.assessment.queries.correcting import corrected_in, corrected_sheets
from goldenthread.assessment.queries.declarations import said_of_tools
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.queries.given import markings_of, third_of
from goldenthread.assessment.queries.looking import look_line
from goldenthread.assessment.queries.marking import clean_copy, script_text
from goldenthread.assessment.queries.pinning import pins_of
from goldenthread.assessment.rules.agreement import agree, compare
from goldenthread.assessment.rules.briefing import LOOKS
from goldenthread.assessment.rules.carrying import EARLIER_CORRECTED
from goldenthread.assessment.rules.feedback import OVER_ALL, composed, is_told, words_on
from goldenthread.assessment.rules.limits import with_penalty
from goldenthread.assessment.rules.marking import reckon
from goldenthread.assessment.rules.masking import covered_pins
from goldenthread.assessment.rules.moderating import why_not_moderate, why_not_seat_moderator
from goldenthread.assessment.rules.pinning import drawn
from goldenthread.assessment.types.marking import Comparison, Judged, Mark, MarkSheet, Third
from goldenthread.assessment.types.moderating import ComparisonPage, CriterionSides, MarkersWords, ModerationRow
from goldenthread.assessment.types.sampling import LookLine
from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.assessment.types.words import Outcome, ScriptRef, State
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import MarkScheme

_WAITING = (State.MARKED.value, State.SETTLED.value)


def moderation_board(*, by: Actor) -> tuple[ModerationRow, ...]:
    """Scripts that are marked and not released, split results and wide gaps first; in three statements,
    and in at most eight where decisions about markers corrected any."""
    rows = Script.objects.seen_by(by).filter(state__in=_WAITING).select_related("window__cohort")
    done = Marking.objects.filter(allocation__ended_at=None).order_by("allocation__seat")
    counts = corrected_in(_WAITING)
    found = [_board_row(row, counts) for row in rows.prefetch_related(Prefetch("allocations__marking", queryset=done))]
    return tuple(
        sorted(found, key=lambda r: (r.state is State.SETTLED, not r.is_split, -r.apart, r.number)),
    )


def _board_row(row: Script, counts: Mapping[int, Judged]) -> ModerationRow:
    done = [a.marking for a in row.allocations.all() if hasattr(a, "marking")]
    given = [Judged(marking.total, Outcome(marking.outcome)) for marking in done]
    judged = [counts.get(marking.pk, each) for marking, each in zip(done, given, strict=True)]
    return ModerationRow(
        ref=ScriptRef(row.ref),
        number=row.number,
        window=row.window.ref,
        cohort=row.window.cohort.title,
        state=State(row.state),
        totals=tuple(each.total for each in judged),
        outcomes=tuple(each.outcome for each in judged),
        given=tuple(each.total for each in given),
    )


def comparison_page(ref: UUID, *, by: Actor) -> ComparisonPage:
    """Everything given for one script, and what was settled before; in at most twenty-two statements.

    Before every marking is finished nothing that was given is shown.

    :raises Script.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Script.objects.seen_by(by).with_facts().select_related("look").get(ref=ref)
    (scheme, carried), policy = scheme_with(row), policy_of(row.window)
    markings = markings_of(row.pk) if row.state not in {State.SUBMITTED.value, State.ALLOCATED.value} else []
    corrected = corrected_sheets(markings)
    sheets = corrected.sheets
    last = row.settlements.prefetch_related("marks", "struck__marking__allocation").order_by("-id").first()
    ids = frozenset(marking.allocation.marker_id for marking in markings)
    facts = facts_of([row], policy=policy)[row.pk]
    why_not = why_not_seat_moderator(by) or why_not_moderate(facts, marker_of(by), marker_ids=ids)
    why_not = why_not or (EARLIER_CORRECTED if carried and carried.is_behind else None)
    compared = compare(sheets, scheme, policy.agreement) if sheets else None
    third = third_of(row.pk, markings)
    agreement = agree(sheets, scheme, policy.agreement, third=third) if sheets else None
    agreed = agreement.sheet if agreement else None
    by_seat = {marking.allocation.seat: sheet for marking, sheet in zip(markings, sheets, strict=True)}
    text = script_text(row.pk, policy.words)
    pins = covered_pins(pins_of(row.pk) if markings else (), text.blocks)
    return ComparisonPage(
        ref=ScriptRef(row.ref),
        number=row.number,
        cohort=row.window.cohort.title,
        window=row.window.ref,
        state=State(row.state),
        scheme=scheme,
        comparison=compared if len(sheets) > 1 else None,
        judged=compared.judged if compared else (),
        comments=tuple(sheet.comment for sheet in sheets),
        rows=_sides(compared, by_seat, scheme, last),
        comment=_told(OVER_ALL, by_seat, last),
        settlement=last.ref if last else None,
        settled_at=last.settled_at if last else None,
        why_not=why_not,
        agreed=with_penalty(reckon(agreed, scheme), text.penalty, scheme) if agreed and not (why_not or last) else None,
        text=text,
        settled=last.as_judged() if last else None,
        corrected=tuple(f"{code}: {why}" for code, why in sorted(corrected.why.items())),
        lines=drawn(text.blocks, pins, text.reached),
        pins=pins,
        used_ai=said_of_tools(row.pk),
        agreement=agreement,
        words=_words(OVER_ALL, by_seat, last),
        third=len(sheets) if third is Third.LAST else None,
        carried=carried.lines(mark_scheme(row.window.scheme)) if carried else (),
        look=_looked(row, list(by_seat), scheme) if sheets and by.wears_for_provider(*LOOKS) else None,
    )


def _looked(row: Script, seats: Sequence[int], scheme: MarkScheme) -> LookLine | None:
    """What was said of a script in the sample, with markers called as on this page; in one statement, or none where
    nobody looked. Wants ``look`` fetched."""
    if not hasattr(row, "look"):
        return None
    line, seat = look_line(row.look, scheme), row.look.seat
    return replace(line, says=f"Marker {seats.index(seat) + 1}’s marks are right.") if seat in seats else line


def moderated_file(ref: UUID, *, by: Actor) -> FileCopy:
    """The cleaned copy of a script, for a moderator. :raises Script.DoesNotExist: if it is not theirs to see."""
    return clean_copy(Script.objects.seen_by(by).get(ref=ref).pk)


def _sides(
    compared: Comparison | None, by_seat: Mapping[int, MarkSheet], scheme: MarkScheme, last: Settlement | None
) -> tuple[CriterionSides, ...]:
    settled = {each.code: each for each in last.marks.all()} if last else {}
    rows = {row.code: row for row in compared.rows} if compared else {}
    found = []
    for criterion in scheme.criteria if compared else ():
        row, before = rows[criterion.code], settled.get(criterion.code)
        found.append(
            CriterionSides(
                criterion=criterion,
                marks=row.marks,
                is_close=row.is_close,
                settled=Mark(before.mark, before.reason) if before else Mark(row.shared),
                feedback=_told(criterion.code, by_seat, last),
                words=_words(criterion.code, by_seat, last),
            )
        )
    return tuple(found)


def _struck(last: Settlement | None) -> frozenset[tuple[int, str]]:
    if last is None:
        return frozenset()
    return frozenset((each.marking.allocation.seat, each.code) for each in last.struck.all())


def _told(code: str, by_seat: Mapping[int, MarkSheet], last: Settlement | None) -> str:
    """What would be told: what was settled, with everything beside it that is neither in it nor struck out, such as the
    words of somebody who marked since."""
    if last is None:
        return composed(code, by_seat)
    told = last.comment if code == OVER_ALL else {each.code: each.feedback for each in last.marks.all()}.get(code, "")
    more = {seat: sheet for seat, sheet in by_seat.items() if not is_told(words_on(code, sheet), told)}
    return "\n\n".join(words for words in (told, composed(code, more, _struck(last))) if words)


def _words(code: str, by_seat: Mapping[int, MarkSheet], last: Settlement | None) -> tuple[MarkersWords, ...]:
    """What each marker said, and what became of it."""
    told, struck = _told(code, by_seat, last), _struck(last)
    return tuple(
        MarkersWords(seat, place, words, is_told(words, told), (seat, code) in struck)
        for place, (seat, sheet) in enumerate(by_seat.items(), 1)
        if (words := words_on(code, sheet))
    )
