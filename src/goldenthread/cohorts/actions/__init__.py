"""Changes to cohorts, timetables, enrolments, registers and the ledger."""
