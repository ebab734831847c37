"""Scripts with words in common, for those who judge it: numbers, never names."""

from __future__ import annotations

from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from goldenthread.assessment.models import PairLook, Script, ScriptPair, ScriptPrint, Window
from goldenthread.assessment.models.alike import PairSet
from goldenthread.assessment.queries.likening import blocks_of, waiting
from goldenthread.assessment.rules.alike.judging import sentence, why_not_look
from goldenthread.assessment.rules.alike.prints import PROMISED
from goldenthread.assessment.rules.alike.showing import shown
from goldenthread.assessment.types.alike import (
    CommonRow,
    Look,
    LookRef,
    PairPage,
    PairRef,
    PairRow,
    Progress,
    ScriptAlike,
    Shared,
    Side,
    Span,
    Suspicion,
    Verdict,
    WindowAlike,
)
from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.words import ScriptRef, WindowRef
from goldenthread.people.types import Actor

A_PAGE = 50
MOST_COMMON = 10


def window_alike(window: UUID, *, by: Actor, page: int = 1) -> WindowAlike:
    """The pairs of a window, the strongest first, a page at a time; in eight statements.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = _windows(by).select_related("cohort", "brief__brief").get(ref=window)
    here = ScriptPair.objects.standing().filter(Q(first__window=row) | Q(second__window=row))
    seen = here.seen_by(by)
    number = seen.count()
    pages = max(-(-number // A_PAGE), 1)
    page = min(max(page, 1), pages)
    rows = _with_scripts(seen).order_by("is_own", "-strength", "pk")[(page - 1) * A_PAGE : page * A_PAGE]
    prints = ScriptPrint.objects.filter(script__window=row, common__gte=PROMISED).select_related("script")
    return WindowAlike(
        window=WindowRef(row.ref),
        cohort=row.cohort.title,
        brief=row.brief.brief.title,
        progress=_progress(row),
        pool=ScriptPrint.objects.filter(numbers__isnull=False).count(),
        rows=tuple(_row(pair, of_window=row.pk) for pair in rows),
        common=tuple(
            CommonRow(ScriptRef(each.script.ref), each.script.number, each.common)
            for each in prints.order_by("-common", "script__number")[:MOST_COMMON]
        ),
        hidden=here.count() - number,
        number=page,
        pages=pages,
    )


def window_progress(window: UUID, *, by: Actor) -> Progress:
    """How far comparing the scripts of a window has come, in three statements.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    return _progress(_windows(by).get(ref=window))


def script_alike(ref: UUID, *, by: Actor) -> ScriptAlike:
    """A script and the pairs it is in, the strongest first, in two statements.

    :raises Script.DoesNotExist: if there is none, or it is not theirs to see.
    """
    rows = Script.objects.none() if why_not_look(by) else Script.objects.seen_by(by)
    row = rows.select_related("window__cohort", "print").get(ref=ref)
    pairs = ScriptPair.objects.standing().seen_by(by).filter(Q(first=row) | Q(second=row))
    kept = row.print if hasattr(row, "print") else ScriptPrint()
    return ScriptAlike(
        ref=ScriptRef(row.ref),
        number=row.number,
        window=WindowRef(row.window.ref),
        cohort=row.window.cohort.title,
        words=kept.words,
        common=kept.common,
        compared_at=kept.compared_at,
        rows=tuple(
            _row(pair, of_script=row.pk, of_window=row.window_id)
            for pair in _with_scripts(pairs).order_by("-strength", "pk")
        ),
    )


def pair_page(ref: UUID, *, by: Actor) -> PairPage:
    """Two scripts side by side with their passages, and what people made of it; in three statements.

    :raises ScriptPair.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = _with_scripts(ScriptPair.objects.seen_by(by)).get(ref=ref)
    common = row.as_shared()
    texts = blocks_of([row.first_version_id, row.second_version_id])
    sides = (
        _side(row.first, [each.first for each in common.passages], common, 0, texts.get(row.first_version_id, ())),
        _side(row.second, [each.second for each in common.passages], common, 1, texts.get(row.second_version_id, ())),
    )
    return PairPage(
        ref=PairRef(row.ref),
        window=WindowRef(row.second.window.ref),
        shared=common,
        sentence=sentence(common),
        sides=sides,
        is_own=row.is_own,
        is_standing=row.ended_at is None,
        looks=tuple(_look(look) for look in row.looks.select_related("by").order_by("-id")),
    )


def suspicion(look: UUID) -> Suspicion:
    """A look that opens a case, for whoever keeps cases, who acts for nobody in particular; in one statement.

    :raises PairLook.DoesNotExist: if there is none, or it says that there is nothing in it.
    """
    rows = PairLook.objects.filter(verdict=Verdict.CASE.value).select_related("pair__first", "pair__second")
    row = rows.get(ref=look)
    pair = row.pair
    return Suspicion(
        look=LookRef(row.ref),
        pair=PairRef(pair.ref),
        scripts=(ScriptRef(pair.first.ref), ScriptRef(pair.second.ref)),
        numbers=(pair.first.number, pair.second.number),
        strength=row.strength,
        sentence=sentence(pair.as_shared()),
        reason=row.reason,
        by_id=row.by_id,
        at=row.at,
    )


def _windows(by: Actor) -> QuerySet[Window]:
    return Window.objects.none() if why_not_look(by) else Window.objects.seen_by(by)


def _progress(window: Window) -> Progress:
    scripts = Script.objects.filter(window=window, versions__isnull=False).distinct()
    handed_in = scripts.count()
    return Progress(handed_in - waiting().filter(window=window).count(), handed_in)


def _with_scripts(pairs: PairSet) -> PairSet:
    newest = PairLook.objects.filter(pair=OuterRef("pk")).order_by("-id").values("verdict")[:1]
    return pairs.select_related("first__window__cohort", "second__window__cohort").annotate(stands=Subquery(newest))


def _row(pair: ScriptPair, *, of_window: int, of_script: int | None = None) -> PairRow:
    """A pair seen from one of its scripts: the one that is asked for, or the one of the window."""
    turned = pair.second_id == of_script if of_script else pair.first.window_id != of_window
    ours, other = (pair.second, pair.first) if turned else (pair.first, pair.second)
    verdict: str | None = pair.stands  # type: ignore[attr-defined]  # annotated above
    return PairRow(
        ref=PairRef(pair.ref),
        script=ScriptRef(ours.ref),
        number=ours.number,
        other=ScriptRef(other.ref),
        other_number=other.number,
        elsewhere="" if other.window_id == of_window else _named(other),
        strength=pair.strength,
        sentence=sentence(pair.as_shared()),
        is_own=pair.is_own,
        verdict=Verdict(verdict) if verdict else None,
    )


def _named(script: Script) -> str:
    return f"{script.window.cohort.title}, window of {script.window.opens_at:%B %Y}"


def _side(script: Script, spans: list[Span], common: Shared, side: int, blocks: tuple[Block, ...]) -> Side:
    words = common.words[side]
    return Side(
        ref=ScriptRef(script.ref),
        number=script.number,
        window=_named(script),
        words=words,
        share=min(common.same / max(words, 1), 1.0),
        blocks=shown(blocks, spans),
    )


def _look(look: PairLook) -> Look:
    return Look(LookRef(look.ref), Verdict(look.verdict), look.reason, look.by.name, look.at, look.strength)
