"""Let a participant question a result after its last day."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from goldenthread.assessment.models import LetAsk, Result
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.reviewing import lets_of, told_last
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.reviewing import ends, why_not_let
from goldenthread.assessment.types.reviewing import NewLateAsk
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor


@atomic
def let_ask_late(wanted: NewLateAsk, *, by: Actor, at: datetime) -> datetime:
    """Let whoever wrote the script of a number ask for a kind of review after its last day; says until when. The reason
    is kept in the decision record of the script, and the participant gets a letter. Whoever lets them decides nothing
    about it: they have heard whose script it is.

    :raises Refused: if this actor does not run assessment, no released script of somebody else's has this number, it
        can be asked for anyway or cannot for another reason than the day, the day will not do, or no reason is given.
    """
    refusal = why_not_run(by)
    if refusal:
        raise Refused(refusal)
    rows = Result.objects.select_related("script__window__cohort__release").select_for_update(of=("self",))
    others = rows.exclude(script__enrolment__participant=by.person_id)
    row = others.filter(script__number=wanted.number.strip()).first()
    if row is None:
        raise Refused(
            Refusal(
                "no_such_result",
                "No result that is out has this number, or it is your own.",
                "Ask for the number of the script. Whoever wrote it finds it on the page of their result.",
            )
        )
    past = [each.as_past() for each in row.reviews.with_ends().order_by("pk")]
    rule, let = policy_of(row.script.window).reviews, lets_of(row)
    refusal = why_not_let(wanted, rule, told_at=told_last(row), past=past, at=at, let=let)
    if refusal:
        raise Refused(refusal)
    today = at.astimezone(LONDON).date()
    until = ends(at, (wanted.until_on - today).days)
    made = LetAsk.objects.create(
        result=row, kind=wanted.kind.value, until=until, why=wanted.why.strip(), by_id=by.person_id, at=at
    )
    audit(by=str(by), did="assessment.let_ask_late", to=str(row.script.ref), at=at, kind=made.kind)
    post(Notice("assessment.ask_let", {"let": str(made.ref)}), at=at)
    return until
