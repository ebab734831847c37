"""What the frameworks say on a first page: readings that wait for their review, and pairs that wait for a decision."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from goldenthread.frameworks.queries.waiting import waiting_work
from goldenthread.frameworks.types import ReadingLine
from goldenthread.people.types import Actor
from goldenthread.web.shared.next_things import HomePart, NextThing
from goldenthread.web.shared.words import count, moment


def part(actor: Actor, *, at: datetime) -> HomePart | None:  # noqa: ARG001  every room is asked alike
    """For curriculum leads: the oldest reading under review, and how many proposed pairs there are."""
    work = waiting_work(by=actor)
    things = [_review(work.oldest, work.reviews)] if work.oldest else []
    if work.pairs:
        address, pairs = reverse("frameworks:proposals"), count(work.pairs, "proposed pair")
        why = "Statements of different frameworks that may say the same. What you confirm makes the golden thread."
        things.append(NextThing(f"Look through {pairs} of statements", address, why))
    return HomePart(tuple(things)) if things else None


def _review(oldest: ReadingLine, reviews: int) -> NextThing:
    doubts, left = f"{oldest.in_doubt} in doubt", count(oldest.waiting, "item")
    to_do = [doubts] if oldest.in_doubt else []
    to_do += [f"{left} not accepted yet"] if oldest.waiting else []
    stands = ", ".join(to_do) or "Everything in it is accepted: check and publish it"
    others = f" It is the oldest of {reviews} that wait." if reviews > 1 else ""
    return NextThing(
        f"Review {oldest.about.title} ({oldest.about.year})",
        reverse("frameworks:review", args=[oldest.ref]),
        f"{stands}.{others}",
        meta=f"Sent in {moment(oldest.made_at)}",
    )
