"""Checking in by a code that is shown in the room: when it can be, with which code, and as what.

How long a code lasts, when a check-in may open and after how many minutes somebody came only partly are our own
figures, not official ones. The last is asked for each time; what pages offer is marked illustrative.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from goldenthread.cohorts.types import Mark
from goldenthread.ground.types import Refusal

OPENS_BEFORE = timedelta(minutes=30)
CODE_LASTS = timedelta(minutes=5)
DIGITS = 6
WRONG_CODE = Refusal(
    "wrong_code",
    "That code is not right here and now.",
    "Look at the screen in the room: the code changes every few minutes. If yours is there, tell the facilitator.",
)


def why_not_open(*, starts_at: datetime, ends_at: datetime, at: datetime) -> Refusal | None:
    """Why a check-in cannot be opened now."""
    if at < starts_at - OPENS_BEFORE:
        minutes = int(OPENS_BEFORE.total_seconds() // 60)
        return Refusal(
            "too_early",
            f"Check-in opens {minutes} minutes before the session, so that nobody checks in who is still on the way.",
            "Come back then, or change the session’s time if it is wrong.",
        )
    if at >= ends_at:
        return Refusal("session_over", "This session is over.", "Take the register instead.")
    return None


def code_at(secret: str, at: datetime) -> str:
    """The code that is shown at a moment; whoever does not know the secret cannot tell the next one from the last."""
    digest = hmac.new(secret.encode(), str(_turn(at)).encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


def changes_at(at: datetime) -> datetime:
    """When the code that is shown at a moment makes way for the next."""
    return datetime.fromtimestamp((_turn(at) + 1) * CODE_LASTS.total_seconds(), UTC)


def is_code(typed: str, secret: str, at: datetime) -> bool:
    """Whether somebody typed the code as it is, or as it was one turn ago: typing takes a moment."""
    digits = "".join(letter for letter in typed if letter in "0123456789")
    taken = (code_at(secret, at), code_at(secret, at - CODE_LASTS))
    return any(hmac.compare_digest(digits, code) for code in taken)


def mark_at(at: datetime, *, starts_at: datetime, partly_after: int) -> Mark:
    """Present until so many minutes after the beginning, partly from then on."""
    return Mark.PRESENT if at <= starts_at + timedelta(minutes=partly_after) else Mark.PARTLY


def adds_nothing(standing: Mark | None, mark: Mark) -> bool:
    """Whether the register already says as much about somebody as their checking in would."""
    return standing in (Mark.PRESENT, mark)


def _turn(at: datetime) -> int:
    return int(at.timestamp() // CODE_LASTS.total_seconds())
