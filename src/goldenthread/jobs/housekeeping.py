"""What is cleared by the clock because nobody can use it any more."""

from __future__ import annotations

from datetime import datetime

from goldenthread.admissions.actions.sponsoring import close_expired_links
from goldenthread.ground.actions.timing import forget_runs
from goldenthread.people.actions.sessions import clear_sessions


def clear_what_expired(at: datetime) -> str:
    """Clear sessions that ended, links that ended, and timed runs of long ago."""
    cleared = {"session": clear_sessions(), "link": close_expired_links(at=at), "timed run": forget_runs(at=at)}
    return ", ".join(counted(number, what) for what, number in cleared.items() if number)


def counted(number: int, what: str) -> str:
    """*1 letter*, *2 letters*."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
