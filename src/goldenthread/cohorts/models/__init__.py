"""Cohorts with their timetable, enrolments with their history, and the ledger of credits."""

from goldenthread.cohorts.models.cohorts import Cohort, Session
from goldenthread.cohorts.models.enrolments import Companion, Enrolment, EnrolmentStep
from goldenthread.cohorts.models.ledger import Credit, Engagement, RegisterEntry, RegisterTaking
from goldenthread.cohorts.models.transfers import CarriedOver, Transfer

__all__ = [
    "CarriedOver",
    "Cohort",
    "Companion",
    "Credit",
    "Engagement",
    "Enrolment",
    "EnrolmentStep",
    "RegisterEntry",
    "RegisterTaking",
    "Session",
    "Transfer",
]
