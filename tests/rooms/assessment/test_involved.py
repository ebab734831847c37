"""Nobody decides a question about what they did themselves: every act on a script keeps whoever did it from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db.transaction import atomic, set_rollback

from goldenthread.assessment.actions.reviewing import take_review
from goldenthread.assessment.models import (
    CarryDecision,
    Circumstance,
    Correction,
    FoundConflict,
    Incident,
    LatePiece,
    LetAsk,
    Look,
    MarkerConflict,
    Marking,
    OwnTime,
    PassageReport,
    PutOff,
    Recount,
    Sample,
    Script,
    Settlement,
    StandingPart,
)
from goldenthread.assessment.queries.involved import PARTS, involved_in
from goldenthread.assessment.queries.reviewing import reviews_board
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.ground.models import StoredFile
from goldenthread.programmes.types import ReviewKind
from tests.makers.assessment import AFTER, INSIDE, OPENS
from tests.makers.counting import statements_of
from tests.makers.questioning import ask, refused

APPEAL, CHECK = ReviewKind.APPEAL, ReviewKind.CLERICAL_CHECK
A_YEAR = timedelta(days=365)


def _acts(script: Script, who: int) -> dict[str, list[Callable[[], object]]]:
    """How each act comes to be there, by the part that it is."""
    here = {"window": script.window, "enrolment": script.enrolment}
    version, marking = script.versions.get(number=1), Marking.objects.order_by("pk")[0]
    did, decided = {"by_id": who, "at": AFTER}, {"decided_by_id": who, "decided_at": AFTER}
    own = {**here, "kind": "extra_minutes", "minutes": 30, "at": INSIDE}

    def look() -> object:
        sample = Sample.objects.create(window=script.window, seed="1", rule={}, drawn_by_id=who, drawn_at=AFTER)
        return Look.objects.create(sample=sample, script=script, total=1, **did)

    def conflict() -> object:
        found = MarkerConflict.objects.create(
            person=marking.allocation.marker,
            tie="other",
            words="x",
            by=marking.allocation.marker,
            at=AFTER,
        )
        return FoundConflict.objects.create(
            conflict=found, marking=marking, at=AFTER, state="stands", why="x", **decided
        )

    def circumstance() -> object:
        return Circumstance.objects.create(
            **here, asks="more_time", account="x", state="refused", asked_at=INSIDE, answer="x", **decided
        )

    def late() -> object:
        return LatePiece.objects.create(
            script=script,
            file=StoredFile.objects.order_by("pk")[0],
            receipt="L",
            declaration=1,
            why="x",
            offered_at=AFTER,
            state="refused",
            answer="x",
            **decided,
        )

    def passage() -> object:
        told = {"quote": "x", "why": "x", "knows": False, "by": marking.allocation.marker, "at": AFTER, "state": "left"}
        return PassageReport.objects.create(script=script, version=version, **told, **decided)

    def ended() -> object:
        return OwnTime.objects.create(**own, by_id=marking.allocation.marker_id, ended_at=AFTER, ended_by_id=who)

    result = script.result
    before = result.settlement
    kept = {"script": script, "total": 1, "outcome": "failed", "settled_at": AFTER}

    def corrected() -> object:
        after = Settlement.objects.create(moderator=before.moderator, **kept)
        told = {"outcome_before": "failed", "outcome": "failed", "reason": "x", "cause": "case"}
        return Correction.objects.create(result=result, before=before, settlement=after, **told, **did)

    def earlier() -> object:
        told = {"number": "111-111-111", "state": "settled", "begun_at": AFTER, "standard": "test"}
        elsewhere = Script.everything.create(window=script.window, **told)
        settled = Settlement.objects.create(**{**kept, "script": elsewhere}, moderator_id=who)
        part = {"key": "A", "title": "A", "criteria": [], "result": result}
        return StandingPart.objects.create(version=version, settlement=settled, **part)

    return {
        "corrected": [corrected],
        "carried": [
            lambda: CarryDecision.objects.create(version=version, uses=before, answers=before, why="x", **did),
        ],
        "earlier": [earlier],
        "looked": [look],
        "conflict": [conflict],
        "let_ask": [
            lambda: LetAsk.objects.create(result=script.result, kind="appeal", until=OPENS + A_YEAR, why="x", **did)
        ],
        "recounted": [lambda: Recount.objects.create(version=version, words=9, reason="x", **did)],
        "circumstances": [circumstance],
        "late": [late],
        "passage": [passage],
        "own_time": [lambda: OwnTime.objects.create(**own, by_id=who), ended],
        "put_off": [
            lambda: PutOff.objects.create(**here, kind="withdrawn", reason="other", why="x", **did),
        ],
    }


def test_whoever_acted_on_a_script_decides_no_appeal_about_it(cast, planned, released) -> None:
    ref, who, script = ask(cast, released), cast.administrator, Script.objects.get(ref=released)
    before = {"marked", "settled", "reviewed", "case", "decision", "suspicion"}
    acts = _acts(script, who.person_id)
    assert before | set(acts) == set(PARTS)
    # What is decided about people by name is told from what is decided by numbers in no word.
    assert len({PARTS[part] for part in ("circumstances", "own_time", "put_off", "late", "passage")}) == 1
    assert to_do(by=who, at=AFTER).reviews == 1

    for part, ways in acts.items():
        for do in ways:
            with atomic():
                do()
                involved = involved_in([script.pk])
                assert involved[script.pk, APPEAL][who.person_id] == PARTS[part]
                # Who checks sums may have run the window; they have not counted its words, nor looked at its marks.
                about_marks = part in ("corrected", "carried", "earlier", "looked", "conflict", "recounted", "let_ask")
                assert (who.person_id in involved[script.pk, CHECK]) is about_marks, part
                assert refused(take_review, ref, by=who, at=AFTER) == "involved_before"
                assert PARTS[part] in reviews_board(by=who, at=AFTER)[0].why_not.says
                assert to_do(by=who, at=AFTER).reviews == 0
                set_rollback(True)


def test_what_is_only_asked_or_was_for_everybody_keeps_nobody_from_it(cast, planned, released) -> None:
    ask(cast, released)
    who, script = cast.administrator, Script.objects.get(ref=released)
    here = {"window": script.window, "enrolment": script.enrolment}
    Circumstance.objects.create(**here, asks="more_time", account="x", state="asked", asked_at=INSIDE)
    did = {"minutes": 30, "by_id": who.person_id, "at": INSIDE}
    power = Incident.objects.create(
        window=script.window, what="x", began_at=OPENS, ended_at=INSIDE, affected="all", **did
    )
    OwnTime.objects.create(**here, kind="extra_minutes", incident=power, **did)

    assert who.person_id not in involved_in([script.pk])[script.pk, APPEAL]
    assert to_do(by=who, at=AFTER).reviews == 1
    assert statements_of(lambda: involved_in([script.pk])) == 1
