"""What follows when sessions, places and enrolments change: letters, and places passed on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.cohorts.actions.seating import settle_seats
from goldenthread.cohorts.queries.telling import news_of_move, news_of_removal, news_of_seat
from goldenthread.cohorts.types.timetables import SessionLetter, SessionNews
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.sync import send_once
from goldenthread.integrations.mail.timetabling import letter_about_move, letter_about_removal, letter_about_seat


def write_about_move(notice: Notice, at: datetime) -> None:
    """Tell those who come and those who facilitate, each once for each change."""
    news = news_of_move(UUID(notice.facts["session"]), sequence=int(notice.facts["sequence"]), at=at)
    _send(news, lambda n, to: letter_about_move(n, to, url=_page(n)), at=at)


def write_about_removal(notice: Notice, at: datetime) -> None:
    """Tell those who were to come, with what they come to instead."""
    news = news_of_removal(UUID(notice.facts["session"]), at=at)

    def letter(told: SessionNews, to: SessionLetter) -> Letter:
        where = "cohorts:sessions" if to.leads else "cohorts:my_sessions"
        return letter_about_removal(told, to, url=settings.ADDRESS + reverse(where))

    _send(news, letter, at=at)


def write_about_seat(notice: Notice, at: datetime) -> None:
    """Tell somebody that they have a place now."""
    news = news_of_seat(UUID(notice.facts["session"]), UUID(notice.facts["enrolment"]), at=at)
    _send(news, lambda n, to: letter_about_seat(n, to, url=_page(n)), at=at)


def settle(notice: Notice, at: datetime) -> None:
    """Give somebody the places they need now, and pass on the others."""
    settle_seats(UUID(notice.facts["enrolment"]), at=at)


def _page(news: SessionNews) -> str:
    return settings.ADDRESS + reverse("cohorts:session", args=[news.ref])


def _send(news: SessionNews | None, letter: Callable[[SessionNews, SessionLetter], Letter], *, at: datetime) -> None:
    if news is None:
        return
    for to in news.letters:
        send_once(letter(news, to), at=at)
