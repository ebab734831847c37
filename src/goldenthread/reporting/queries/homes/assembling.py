"""A person's home: a block for each hat, in the order in which they need them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.queries.homes import leading, looking_after, studying, supporting
from goldenthread.reporting.types import Block, Home

Make = Callable[[Actor, datetime], Block]

# In this order on the page. Each takes a fixed number of statements, so a page takes their sum.
BLOCKS: Mapping[Duty, Make] = MappingProxyType(
    {
        Duty.PARTICIPANT: studying.participant,
        Duty.COACH: leading.coach,
        Duty.FACILITATOR: leading.facilitator,
        Duty.PROGRAMME_MANAGER: looking_after.programme_manager,
        Duty.CURRICULUM_LEAD: leading.curriculum_lead,
        Duty.QUALITY_LEAD: looking_after.quality_lead,
        Duty.INSPECTOR: looking_after.inspector,
        Duty.ADMINISTRATOR: looking_after.administrator,
    }
)
SUPPORTING = (Duty.HEADTEACHER, Duty.SPONSOR, Duty.MENTOR)


def home_page(*, by: Actor, at: datetime) -> Home:
    """Everything a person's home shows. Those who support people have one block, whichever hats they wear for it."""
    blocks = [make(by, at) for duty, make in BLOCKS.items() if by.wears(duty)]
    if by.wears(*SUPPORTING):
        blocks.append(supporting.supporter(by, at))
    return Home(by.name, tuple(blocks))
