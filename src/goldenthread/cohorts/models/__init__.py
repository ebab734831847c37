"""Cohorts with their timetable, enrolments with their history, and the ledger of credits."""

from goldenthread.cohorts.models.attendance import AttendanceImport, AttendanceRow
from goldenthread.cohorts.models.chasing import Contact, Risk
from goldenthread.cohorts.models.checking_in import CheckIn
from goldenthread.cohorts.models.claims import RegisterChoice, RegisterClaim
from goldenthread.cohorts.models.cohorts import Cohort, Session
from goldenthread.cohorts.models.due import ComponentDue
from goldenthread.cohorts.models.enrolments import Companion, Enrolment, EnrolmentStep
from goldenthread.cohorts.models.ledger import Credit, Engagement, RegisterEntry, RegisterTaking
from goldenthread.cohorts.models.tallying import Tally
from goldenthread.cohorts.models.timetables import (
    CalendarFeed,
    CoFacilitator,
    RemovedFor,
    RemovedSession,
    Seat,
    TermSpan,
    TimetableLock,
)
from goldenthread.cohorts.models.transfers import CarriedOver, Transfer

__all__ = [
    "AttendanceImport",
    "AttendanceRow",
    "CalendarFeed",
    "CarriedOver",
    "CheckIn",
    "CoFacilitator",
    "Cohort",
    "Companion",
    "ComponentDue",
    "Contact",
    "Credit",
    "Engagement",
    "Enrolment",
    "EnrolmentStep",
    "RegisterChoice",
    "RegisterClaim",
    "RegisterEntry",
    "RegisterTaking",
    "RemovedFor",
    "RemovedSession",
    "Risk",
    "Seat",
    "Session",
    "Tally",
    "TermSpan",
    "TimetableLock",
    "Transfer",
]
