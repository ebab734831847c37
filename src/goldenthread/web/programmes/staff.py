"""Who is let into these pages. What they then see is the querysets' business."""

from goldenthread.people.types import Duty

STAFF = (
    Duty.ADMINISTRATOR,
    Duty.CURRICULUM_LEAD,
    Duty.PROGRAMME_MANAGER,
    Duty.QUALITY_LEAD,
    Duty.INSPECTOR,
    Duty.FACILITATOR,
    Duty.COACH,
    Duty.ASSESSOR,
    Duty.MODERATOR,
)
