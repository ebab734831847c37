"""What another system may read, and what its token looks like."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty, OrganisationKind

# An organisation’s system sees what this person of the organisation would see, but marks only once a result is out. It
# can never change anything.
READS_AS: Mapping[OrganisationKind, Duty] = MappingProxyType(
    {
        OrganisationKind.LEAD_PROVIDER: Duty.INSPECTOR,
        OrganisationKind.DELIVERY_PARTNER: Duty.PROGRAMME_MANAGER,
        OrganisationKind.SCHOOL: Duty.HEADTEACHER,
    }
)
NOTED_EVERY = timedelta(hours=1)


def new_token() -> str:
    """A token nobody can guess; its beginning says what it is to those who find it where it should not be."""
    return f"goldenthread_{secrets.token_urlsafe(32)}"


def hash_of(token: str) -> str:
    """What is kept of a token. It is long and random, so a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_worth_noting(last: datetime | None, *, at: datetime) -> bool:
    """Whether a use is written down; within an hour of the last it is not, so that reading stays reading."""
    return last is None or at - last >= NOTED_EVERY


def why_not_look_after(by: Actor) -> Refusal | None:
    """Why this actor may not make or revoke clients, or ``None``."""
    if by.wears_for_provider(Duty.ADMINISTRATOR):
        return None
    return Refusal("not_administrator", "You cannot look after other systems.", "Ask an administrator.")
