"""Who sees every cohort and every enrolment of the installation."""

from __future__ import annotations

from goldenthread.people.types import Duty

# Worn for the lead provider itself. An inspector sees and never changes.
SEES_EVERYTHING = (
    Duty.ADMINISTRATOR,
    Duty.PROGRAMME_MANAGER,
    Duty.QUALITY_LEAD,
    Duty.CURRICULUM_LEAD,
    Duty.INSPECTOR,
)
