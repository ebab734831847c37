"""Cohorts with their timetable, enrolments with their history, and the ledger of credits."""

from goldenthread.cohorts.models.attendance import AttendanceImport, AttendanceRow
from goldenthread.cohorts.models.checking_in import CheckIn
from goldenthread.cohorts.models.claims import RegisterChoice, RegisterClaim
from goldenthread.cohorts.models.cohorts import Cohort, Session
from goldenthread.cohorts.models.enrolments import Companion, Enrolment, EnrolmentStep
from goldenthread.cohorts.models.ledger import Credit, Engagement, RegisterEntry, RegisterTaking

__all__ = [
    "AttendanceImport",
    "AttendanceRow",
    "CheckIn",
    "Cohort",
    "Companion",
    "Credit",
    "Engagement",
    "Enrolment",
    "EnrolmentStep",
    "RegisterChoice",
    "RegisterClaim",
    "RegisterEntry",
    "RegisterTaking",
    "Session",
]
