"""What a refusal or a report says about an address, and when the address rests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.types.bouncing import LONGEST_DIAGNOSIS, PAUSE_AFTER, WITHIN, Severity

# Enhanced status codes (RFC 3463) that say the mailbox or its domain is not there; all else may pass, or is ours.
_ADDRESS_AT_FAULT = re.compile(r"5\.(0\.0|1\.\d{1,3}|2\.1|4\.4)")
# Of plain codes without an enhanced one, these.
_REFUSED = frozenset({"550", "551", "553"})


def severity_of(code: str, says: str = "") -> Severity:
    """Whether the address itself is at fault. ``code`` is an enhanced status (*5.1.1*) or a plain one (*550*).

    A plain code is looked at again in the words behind it, where mail servers put the enhanced one.
    """
    enhanced = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", says)
    if code in _REFUSED and enhanced:
        code = enhanced[1]
    is_hard = code in _REFUSED or _ADDRESS_AT_FAULT.fullmatch(code) is not None
    return Severity.HARD if is_hard else Severity.SOFT


def rests(failures: Iterable[tuple[int, datetime]], *, at: datetime) -> bool:
    """Whether an address rests: enough different letters failed hard lately. ``failures`` are letters and moments."""
    return len({letter for letter, when in failures if at - when < WITHIN}) >= PAUSE_AFTER


def in_short(says: str) -> str:
    """A diagnosis in one line that is safe to show."""
    return re.sub(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\s]+", " ", says).strip()[:LONGEST_DIAGNOSIS]


def why_not_resume(by: Actor, *, why: str) -> Refusal | None:
    """Why this actor may not let letters go to an address again."""
    if not (by.wears_for_provider(Duty.ADMINISTRATOR) or by.wears(Duty.PROGRAMME_MANAGER)):
        return Refusal("not_yours", "You cannot let letters go to this address.", "Ask a programme manager.")
    if not why.strip():
        return Refusal("no_reason", "Say what has changed.", "For example, that the school has mended its mailbox.")
    return None
