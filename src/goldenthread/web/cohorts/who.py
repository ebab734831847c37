"""Who may enter the cohorts pages; what each sees inside is the querysets' business."""

from __future__ import annotations

from goldenthread.people.types import Duty

RUNS = (Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR)
LOOKS_ON = (Duty.QUALITY_LEAD, Duty.CURRICULUM_LEAD, Duty.INSPECTOR)
LEADS = (Duty.FACILITATOR,)
BESIDE = (Duty.COACH, Duty.SPONSOR, Duty.MENTOR, Duty.HEADTEACHER)
