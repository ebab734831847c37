"""What the programmes say on a first page: that a new edition changes what a programme teaches."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from goldenthread.people.types import Actor
from goldenthread.programmes.queries.moving import edition_news
from goldenthread.programmes.types import EditionNews
from goldenthread.web.shared.next_things import HomePart, NextThing
from goldenthread.web.shared.words import count


def part(actor: Actor, *, at: datetime) -> HomePart | None:  # noqa: ARG001  every room is asked alike
    """For curriculum leads: programmes that stand on an edition which is no longer in force."""
    things = tuple(_thing(news) for news in edition_news(by=actor))
    return HomePart(things) if things else None


def _thing(news: EditionNews) -> NextThing:
    address = reverse("programmes:move", args=[news.release.ref])
    return NextThing(f"Move {news.release.title} to {news.edition}", address, said(news))


def said(news: EditionNews) -> str:
    """What the new edition means for the programme, in a sentence."""
    changed = f"{news.changed} of the {count(news.served, 'statement')}" if news.changed else "none of the statements"
    added = f" It adds {news.added}." if news.added else ""
    return f"A new edition, {news.edition}, changes {changed} that this programme teaches.{added}"
