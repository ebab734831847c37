"""Reads of cohorts, timetables, enrolments and engagement."""
